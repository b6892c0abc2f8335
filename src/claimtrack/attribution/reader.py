"""
Read who says what from the analysis of a text: one reader for every language; what differs stands in the packs.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import define, evolve

from claimtrack.attribution.content import Contents
from claimtrack.attribution.cues import FoundCue, agreement, find_cue
from claimtrack.attribution.frames import Frame, Range, Reading, Voice
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import MEDIA, Mentions
from claimtrack.attribution.sources import describe_source
from claimtrack.model import CueClass
from claimtrack.syntax import Kind, Link, Phrase, Role, is_citation

_LONGEST_SOURCE = 60
"""Tokens of the longest mention with what stands between commas behind it."""
_SURE = 40
"""Margin of a verb of saying from which it reports without more to show it."""
_MOSTLY = 0.5
"""Share of a cue's uses that report something from which it always reports."""
_RARE = 0.2
"""Share of a cue's uses that report something below which neither its margin nor "that" shows it."""
_SHORT_QUOTE = 4
"""Words from which on a quotation is something said and not a name."""
_INSERTED = frozenset({Link.RELATIVE, Link.PARTICIPLE})
"""Clauses that may stand between a subject and its verb."""
_BARS = Part.STOP | Part.SEMICOLON | Part.COLON
"""Signs over which no subject reaches."""
_LONGEST_GAP = 16
"""Tokens between a cue and its content in which the one spoken to may stand."""


def find_frames(reading: Reading) -> list[Frame]:
    """
    Return the frames of a text in order of their cues.
    """
    return _Reader(reading, Mentions.of(reading), Contents.of(reading)).frames()


@define(eq=False)
class _Reader:
    """
    Read the verbs of saying of one text, one after the other.
    """

    reading: Reading
    mentions: Mentions
    contents: Contents

    def frames(self) -> list[Frame]:
        """
        Return all frames.
        """
        analysis = self.reading.analysis
        cues: dict[int, FoundCue] = {}
        for number, predicate in enumerate(analysis.predicates):
            inner = self._in_quotation(predicate.at) or self._opens_background(predicate.at)
            if predicate.kind is Kind.SAY and not inner:
                cues[number] = cue = find_cue(analysis, predicate, self.reading.sentences[analysis.sentence_of[predicate.at]][0])
                if cue.entry is not None:
                    self.reading.cue_entries[number] = cue.entry
        made: dict[int, Frame] = {}
        for number, cue in cues.items():
            frame = self._frame(number, cue, made)
            if frame is not None:
                made[number] = frame
        made = self._without_denied(made)
        self._join_citations(made)
        return self._join_relays(made)

    def _join_citations(self, made: dict[int, Frame]) -> None:
        """
        Let the one whom an outlet cites stand behind it: "the agency said the road was open, according to the mayor".

        The other way round ("the mayor said …, according to the agency") the outlet is outside, as syntax has it.
        """
        reading, predicates = self.reading, self.reading.analysis.predicates
        for number, frame in list(made.items()):
            if not is_citation(reading.analysis, number) or not frame.source:
                continue
            inner = [n for n in made if predicates[n].governor == number and made[n].source]
            if len(inner) != 1 or describe_source(reading, frame.source[0]).kind in MEDIA:
                continue
            other = made[inner[0]]
            if describe_source(reading, other.source[0]).kind in MEDIA:
                voice = Voice(source=other.source[0], cue=other.cue[0], entry=other.entry)
                made[inner[0]] = evolve(frame, content=other.content, via=(*other.via, voice), quoted=other.quoted)
                del made[number]

    def _in_quotation(self, at: int) -> bool:
        """
        Whether a token stands in a quotation: what the speaker reports there is part of what is quoted.
        """
        number = self.reading.inside[at]
        if number < 0:
            return False
        quotation = self.reading.quotations[number]
        return quotation.closed and quotation.last - quotation.first - 2 >= _SHORT_QUOTE

    def _opens_background(self, at: int) -> bool:
        """
        Whether a verb only opens background of the outlet's own (يُذكر أن, "it is recalled that").
        """
        for start in (at, at - 1, at - 2):
            hit = self.reading.tokens.match(start, "operator") if start >= 0 else None
            if hit is not None and hit[1] > at and getattr(hit[0], "role", "") == "background":
                return True
        return False

    def _without_denied(self, made: dict[int, Frame]) -> dict[int, Frame]:
        """
        Leave out the reports that a denial is of: who denied what media spread is the one source of the denial.
        """
        predicates = self.reading.analysis.predicates
        denials = [f for f in made.values() if f.entry is not None and f.entry.cue_class is CueClass.DENY]
        return {
            n: frame
            for n, frame in made.items()
            if not any(a <= predicates[n].at < b for d in denials if d is not frame for a, b in d.content)
        }

    def _frame(self, number: int, cue: FoundCue, made: dict[int, Frame]) -> Frame | None:
        """
        Return the frame of one verb of saying, or None where it says nothing or nobody says it.
        """
        reading, analysis = self.reading, self.reading.analysis
        predicate = analysis.predicates[number]
        sentence = reading.sentences[analysis.sentence_of[predicate.at]]
        source = self._source(number, cue, sentence, made)
        if source is not None and self._is_nobody(source, negated=predicate.negated):
            return None
        own = (min(cue.span[0], source[0]), max(cue.span[1], source[1])) if source is not None and self._adjoins(source, cue, sentence) else cue.span
        content = self.contents.cover(number, own, sentence)
        if not content or not self._is_shown(number, content, cue):
            return None
        if source is None and predicate.tag != "Vp" and reading.tokens.pack.basics.order == "subject_first":
            return None  # where a subject is never left out, a verb without one is misread
        passive = source is None and predicate.tag == "Vp"
        listener = self._listener(number, own, content)
        via = (Voice(source=listener, cue=None, entry=None),) if listener is not None else ()
        return Frame(
            source=(source,) if source is not None else (),
            cue=(cue.span,),
            content=content,
            entry=cue.entry,
            via=via,
            negated=predicate.negated,
            quoted=all(reading.inside[a] >= 0 and reading.inside[a] == reading.inside[b - 1] != reading.inside[cue.span[0]] for a, b in content),
            passive=passive,
            agrees=agreement(analysis, cue) if source is None else "",
            background=self._is_background(number, sentence),
        )

    def _is_shown(self, number: int, content: tuple[Range, ...], cue: FoundCue) -> bool:
        """
        Whether the sentence shows that a verb reports: the rarer it does so, the more has to show it.

        The figures are shares of frames right on a development corpus of English news: .88 with a quotation, .71 where
        the content stands in front, .66 with "that"; .12 for a verb of a rate below .2 with nothing of the kind.
        """
        reading = self.reading
        rate = cue.entry.rate if cue.entry is not None else 0.0
        quoted = any(reading.inside[a] >= 0 and reading.inside[a] != reading.inside[cue.span[0]] for a, _ in content)
        sure = reading.analysis.predicates[number].margin >= _SURE or rate >= _MOSTLY
        if quoted or (sure and rate >= _RARE) or self.contents.counts(number):
            return True
        if reading.analysis.predicates[number].tag not in ("V", "Vp", "PART"):
            return cue.entry is not None
        if any(a < cue.span[0] for a, _ in content):
            return True
        that = any(a > cue.span[0] and reading.parts[a - 1] & Part.COMPLEMENT for a, _ in content)
        return that and rate >= _RARE

    def _adjoins(self, source: Range, cue: FoundCue, sentence: Range) -> bool:
        """
        Whether a source stands in the clause of its cue, so that its words are no content.
        """
        return sentence[0] <= source[0] and source[1] <= sentence[1] and (source[0] >= cue.span[1] or cue.span[0] - source[1] < _LONGEST_GAP)

    def _source(self, number: int, cue: FoundCue, sentence: Range, made: dict[int, Frame]) -> Range | None:
        """
        Return the mention of who says it: the subject, whom it cites, or who said the verb in front.
        """
        analysis = self.reading.analysis
        predicate = analysis.predicates[number]
        arguments = [analysis.phrases[i] for i in predicate.arguments]
        if cue.entry is not None and cue.entry.relays:
            cited = self._cited(number, cue, arguments, sentence)
            if cited is not None:
                return cited
        wanted = Role.DOER if predicate.tag == "Vp" else Role.SUBJECT
        subjects = [p for p in arguments if p.role is wanted and not self.reading.parts[p.first] & Part.TIME]
        if subjects:
            first = subjects[0]
            near = self._together([p for p in subjects if (p.first > predicate.at) == (first.first > predicate.at)], predicate.at)
            if first.first > predicate.at:
                return self._with_clause(self.mentions.whole(near, cue.span[1], sentence[1], cue.takes), number, cue)
            return self._up_to(self.mentions.whole(near, sentence[0], cue.span[0]), cue.span[0])
        if predicate.tag == "Vp":
            return None
        return self._shared(number, cue, made)

    def _subjects(self, number: int) -> list[Phrase]:
        """
        Return the subject phrases of a predicate.
        """
        analysis = self.reading.analysis
        arguments = (analysis.phrases[i] for i in analysis.predicates[number].arguments)
        return [p for p in arguments if p.role is Role.SUBJECT]

    def _together(self, phrases: list[Phrase], at: int) -> list[Phrase]:
        """
        Keep the phrases of a subject that stand together, those next to the verb; a predicate between two parts them.
        """
        predicate_at = self.reading.analysis.predicate_at
        groups = [phrases[:1]]
        for before, phrase in pairwise(phrases):
            apart = any(predicate_at[k] >= 0 for k in range(before.last, phrase.first))
            if apart:
                groups.append([phrase])
            else:
                groups[-1].append(phrase)
        return groups[-1] if phrases[0].first < at else groups[0]

    def _up_to(self, source: Range, cue: int) -> Range:
        """
        Take in what stands between two commas in front of the verb: an apposition or a relative clause of the speaker.
        """
        parts, at = self.reading.parts, cue
        while at > source[1] and self.reading.analysis.hosts[at - 1] in ("AUX", "ADV", "NEG"):
            at -= 1
        inserted = source[1] + 1 < at and self.reading.analysis.hosts[source[1] + 1] != "P"
        if inserted and at - 1 > source[1] and parts[source[1]] & Part.COMMA and parts[at - 1] & Part.COMMA and at - source[0] <= _LONGEST_SOURCE:
            return source[0], at - 1
        return source

    def _with_clause(self, source: Range, number: int, cue: FoundCue) -> Range:
        """
        Take in the clause that says more of a source between it and "that" (مسؤول طلب عدم كشف اسمه أن).
        """
        reading, analysis = self.reading, self.reading.analysis
        at, end = source[1], reading.sentences[analysis.sentence_of[source[0]]][1]
        if at >= end or analysis.hosts[at] not in ("REL", "V", "Vp"):
            return source
        if analysis.hosts[at] == "REL" and is_citation(analysis, number):
            return source
        for k in range(at, min(end, at + _LONGEST_GAP)):
            if reading.parts[k] & (Part.COMMA | Part.STOP) and analysis.hosts[at] == "REL":
                return source[0], k
            if reading.parts[k] & Part.COMPLEMENT:
                return source[0], k - 1 if analysis.hosts[k - 1] == "P" else k
            if k in reading.quote_at:
                return (source[0], k) if self._that_follows(k, end) else source
        return source

    def _that_follows(self, at: int, end: int) -> bool:
        """
        Whether "that" stands behind a token in its sentence.
        """
        return any(self.reading.parts[k] & Part.COMPLEMENT for k in range(at, min(end, at + _LONGEST_GAP)))

    def _cited(self, number: int, cue: FoundCue, arguments: list[Phrase], sentence: Range) -> Range | None:
        """
        Return whom a relaying cue names as the source (citing X, نقلت الوكالة عن مصدر).
        """
        analysis, tokens = self.reading.analysis, self.reading.tokens
        entry = cue.entry
        assert entry is not None
        for k in range(cue.span[1], min(sentence[1], cue.span[1] + _LONGEST_GAP)):
            if tokens.words[k].form in entry.takes and k + 1 < sentence[1] and analysis.phrase_at[k + 1] >= 0:
                return self.mentions.whole([analysis.phrases[analysis.phrase_at[k + 1]]], k + 1, sentence[1])
        objects = [p for p in arguments if p.role in (Role.OBJECT, Role.SUBJECT) and p.first >= cue.span[1]]
        if objects and not entry.takes and (entry.part != "verb" or objects[0].role is Role.OBJECT):
            return self.mentions.whole([objects[0]], cue.span[1], sentence[1])
        return None

    def _shared(self, number: int, cue: FoundCue, made: dict[int, Frame]) -> Range | None:
        """
        Return the source of the verb in front on which a joined verb or a participle leans; the noun of a relative clause.
        """
        reading, analysis = self.reading, self.reading.analysis
        predicate, clause = analysis.predicates[number], reading.clauses[number]
        opener = clause.opener
        if opener >= 0 and predicate.tag == "V" and (clause.link is Link.RELATIVE or reading.parts[opener] & Part.RELATIVE):
            return opener, opener + 1
        behind = cue.span[0] - 1
        inverted = behind >= 0 and bool(reading.parts[behind] & Part.COMMA or reading.inside[behind] >= 0)
        follows = inverted or is_citation(analysis, number) or reading.tokens.pack.basics.order == "verb_first"
        before = self._after(number, cue) if inverted else None
        before = before or self._before(number) or (self._after(number, cue) if follows else None)
        if before is not None:
            return before
        for other in range(number - 1, -1, -1):
            before = analysis.predicates[other]
            if analysis.sentence_of[before.at] != analysis.sentence_of[predicate.at]:
                return None
            if other in made and before.governor == predicate.governor and made[other].source:
                return made[other].source[0]
            speaks = before.kind is Kind.SAY and before.governor == predicate.governor and other not in made
            if speaks and (own := self._subjects(other)):
                return self.mentions.whole(own, own[0].first, reading.clauses[other].last)
            subjects = [analysis.phrases[i] for i in before.arguments if analysis.phrases[i].role is Role.SUBJECT]
            if subjects and before.governor == predicate.governor and before.tag == "V" and reading.tokens.pack.basics.order == "subject_first":
                return self.mentions.whole(subjects[:1], reading.sentences[analysis.sentence_of[before.at]][0], before.at)
        return None

    def _before(self, number: int) -> Range | None:
        """
        Return the subject in front of a verb that syntax attached none to, over what is inserted between the two.

        "The centre, which runs ambulances in the west, said"; "Putin, quoted by the agency, conceded"; وكانت الوزارة تحدثت.
        """
        reading, analysis = self.reading, self.reading.analysis
        predicate = analysis.predicates[number]
        floor = reading.sentences[analysis.sentence_of[predicate.at]][0]
        if predicate.tag != "V" or analysis.tags[predicate.at].startswith("C+"):
            return None
        at = predicate.at - 1
        while at >= floor and at >= predicate.at - _LONGEST_SOURCE:
            index, verb = analysis.phrase_at[at], analysis.predicate_at[at]
            if verb >= 0 and index < 0:
                if reading.clauses[verb].link not in _INSERTED:
                    return None
                at = min(at, reading.clauses[verb].first) - 1
            elif index < 0:
                listed = analysis.hosts[at] == "CC" and self._is_oblique(at + 1)
                if (analysis.hosts[at] in ("SC", "CC") and not listed) or reading.parts[at] & _BARS or reading.inside[at] != reading.inside[predicate.at]:
                    return None
                at -= 1
            else:
                phrase = analysis.phrases[index]
                owner = phrase.predicate
                if phrase.role is Role.OBLIQUE or reading.parts[phrase.first] & Part.TIME or analysis.hosts[phrase.first - 1] == "P":
                    at = phrase.first - 1
                elif 0 <= owner < number and reading.clauses[owner].link in _INSERTED:
                    at = min(phrase.first, reading.clauses[owner].first) - 1
                elif 0 <= owner < number:
                    return None
                else:
                    return self._up_to(self.mentions.whole([phrase], floor, predicate.at), predicate.at)
        return None

    def _after(self, number: int, cue: FoundCue) -> Range | None:
        """
        Return the mention right behind a verb or a citation that syntax attached none to (وفق ما أفاد اليوم مصدر طبي).
        """
        reading, analysis = self.reading, self.reading.analysis
        at, end = cue.span[1], reading.clauses[number].last
        while at < end:
            index = analysis.phrase_at[at]
            if index < 0:
                led = analysis.hosts[at] == "P" and is_citation(analysis, number)
                if not led and not reading.parts[at] & (Part.TIME | Part.NUMBER):
                    return None
                at += 1
                continue
            phrase = analysis.phrases[index]
            if not reading.parts[phrase.first] & Part.TIME:
                taken = phrase.role in (Role.SUBJECT, Role.OBJECT) and phrase.predicate not in (number, -1)
                described = describe_source(reading, (phrase.first, phrase.last))
                beside = phrase.first == cue.span[1] and reading.tokens.pack.basics.capitals
                fits = described.entry is not None or (described.named and (beside or is_citation(analysis, number)))
                return self._with_clause(self.mentions.whole([phrase], phrase.first, end, cue.takes), number, cue) if fits and not taken else None
            at = phrase.last
        return None

    def _is_oblique(self, at: int) -> bool:
        """
        Whether the phrase at a token stands behind a preposition.
        """
        index = self.reading.analysis.phrase_at[at]
        return index >= 0 and self.reading.analysis.phrases[index].role is Role.OBLIQUE

    def _is_nobody(self, source: Range, *, negated: bool) -> bool:
        """
        Whether a mention names nobody (no group, أي جهة): that nobody says it is a claim of its own.
        """
        analysis, parts = self.reading.analysis, self.reading.parts
        at = source[0]
        return analysis.hosts[at] == "NEG" or bool(parts[at] & Part.NEGATION) or (negated and bool(parts[at] & Part.NOBODY))

    def _listener(self, number: int, own: Range, content: tuple[Range, ...]) -> Range | None:
        """
        Return the news outlet that was told, which passes it on; None where nobody is named or it is no outlet.
        """
        reading, analysis = self.reading, self.reading.analysis
        stop = min((a for a, _ in content if a >= own[1]), default=own[1] + _LONGEST_GAP)
        at, sentence = own[0], reading.sentences[analysis.sentence_of[analysis.predicates[number].at]]
        while at < min(stop, own[1] + _LONGEST_GAP, sentence[1]):
            index = analysis.phrase_at[at]
            if index < 0:
                at += 1
                continue
            phrase = analysis.phrases[index]
            if phrase.role in (Role.OTHER, Role.OBLIQUE) and phrase.first >= analysis.predicates[number].at and reading.owner[phrase.first] == number:
                mention = self.mentions.whole([phrase], phrase.first, min(stop, sentence[1]))
                described = describe_source(reading, mention)
                told = described.kind in MEDIA and described.named
                if told or (described.entry is None and self._is_addressee(phrase, number)):
                    return mention
            at = phrase.last
        return None

    def _is_addressee(self, phrase: Phrase, number: int) -> bool:
        """
        Whether a phrase is a name to which something was said ("told NileWire", لخابور ميديا): in news, an outlet.
        """
        reading, analysis = self.reading, self.reading.analysis
        first, last = phrase.first, phrase.last
        hosts = set(analysis.hosts[first:last]) - {"PUNCT"}
        if hosts != {"PN"} or reading.parts[first] & (Part.AUDIENCE | Part.TIME) or reading.tokens.match(first, "place"):
            return False
        if phrase.role is Role.OTHER:
            return first == analysis.predicates[number].at + 1
        led = {p for p, _ in reading.tokens.words[first].bases if p}
        if analysis.tags[first].startswith("p+"):
            return any(p.endswith(self.mentions.recipients) for p in led)
        return reading.tokens.words[first - 1].form in self.mentions.recipients

    def _is_background(self, number: int, sentence: Range) -> bool:
        """
        Whether the verb is set in the past of the story (وكانت … قد أعلنت, "had earlier said").
        """
        reading = self.reading
        at = reading.analysis.predicates[number].at
        clause = reading.clauses[number]
        return any(reading.parts[k] & Part.PAST_AUXILIARY for k in range(max(clause.first, sentence[0]), at))

    def _join_relays(self, made: dict[int, Frame]) -> list[Frame]:
        """
        Give a citing participle the content of the report it hangs on: "the agency said …, citing a source".
        """
        dropped: set[int] = set()
        for number, frame in made.items():
            entry = frame.entry
            if entry is None or not entry.relays or entry.part not in ("participle", "preposition"):
                continue
            host = self._host(number, made)
            if host is None:
                continue
            other = made[host]
            voice = Voice(source=other.source[0] if other.source else None, cue=other.cue[0] if other.cue else None, entry=other.entry)
            made[host] = evolve(frame, content=other.content, via=(*other.via, voice), quoted=other.quoted, negated=other.negated)
            dropped.add(number)
        order = sorted(n for n in made if n not in dropped)
        return [made[n] for n in order]

    def _host(self, number: int, made: dict[int, Frame]) -> int | None:
        """
        Return the report in the same sentence that a citing participle hangs on.
        """
        predicates = self.reading.analysis.predicates
        sentence = self.reading.analysis.sentence_of[predicates[number].at]
        for other in range(number - 1, -1, -1):
            if self.reading.analysis.sentence_of[predicates[other].at] != sentence:
                return None
            if other in made and predicates[other].governor == predicates[number].governor:
                return other
        return None
