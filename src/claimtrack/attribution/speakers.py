"""
Who says it: the subject of a verb of saying, whom it cites, the noun of a relative clause, the one who spoke before.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import define

from claimtrack.attribution.anaphora import feminine_endings
from claimtrack.attribution.cues import FoundCue, agreement
from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.attribution.quoting import SHORT_QUOTE
from claimtrack.attribution.sources import describe_source
from claimtrack.attribution.subjects import Subjects
from claimtrack.model import SourceKind
from claimtrack.syntax import Kind, Link, Phrase, Predicate, Role, is_citation

_LONGEST_NAME = 8
"""Tokens of the longest name in quotation marks, marks included."""
_LONGEST_GAP = 16
"""Tokens between a cue and its content in which the one spoken to may stand."""


@define(eq=False)
class Speakers:
    """
    Find the speakers of one text.
    """

    reading: Reading
    mentions: Mentions
    subjects: Subjects

    @classmethod
    def of(cls, reading: Reading, mentions: Mentions) -> Speakers:
        """
        Set up for one text.
        """
        return cls(reading, mentions, Subjects(reading, mentions))

    def find(self, number: int, cue: FoundCue, sentence: Range, made: dict[int, Frame]) -> Range | None:
        """
        Return the mention of who says it: the subject, whom it cites, or who said the verb in front.
        """
        analysis = self.reading.analysis
        predicate = analysis.predicates[number]
        arguments = [analysis.phrases[i] for i in predicate.arguments]
        if cue.entry is not None and cue.entry.relays and not self.passes_on(number, cue):
            cited = self._cited(cue, arguments, sentence)
            if cited is not None:
                return cited
        # "Was quoted by the agency as saying": the subject says it, the doer passes it on.
        passed_on = self.passes_on(number, cue)
        passive = self.is_passive(number)
        wanted = Role.DOER if passive and not passed_on else Role.SUBJECT
        subjects = [p for p in arguments if p.role is wanted and self._can_speak(p, predicate)]
        if self._goes_on(subjects, predicate) or self._is_loose(predicate):
            subjects = []
        if subjects:
            first = subjects[0]
            near = self._together(
                [p for p in subjects if (p.first > predicate.at) == (first.first > predicate.at)], predicate.at
            )
            near = near[:1] if predicate.tag == "P" else near
            if first.first > predicate.at:
                takes = () if predicate.tag == "P" else cue.takes
                return self._with_clause(self.mentions.whole(near, cue.span[1], sentence[1], takes), number)
            return self.subjects.up_to(
                self.mentions.whole(self.subjects.with_office(near), sentence[0], cue.span[0]), cue.span[0]
            )
        if passed_on:
            return self.subjects.before(number)
        return None if passive else self._shared(number, cue, made)

    def is_passive(self, number: int) -> bool:
        """
        Whether a verb is a passive: one read as such without "be" in front and without a doer is none.

        In "an official who asked not to be named told the paper" the past has the form of a participle. Languages
        that leave their subjects out have no such word to look for.
        """
        analysis = self.reading.analysis
        predicate = analysis.predicates[number]
        if predicate.tag != "Vp" or self.reading.tokens.pack.basics.order != "subject_first":
            return predicate.tag == "Vp"
        at = predicate.at
        while at > 0 and analysis.hosts[at - 1] in ("ADV", "NEG"):
            at -= 1
        helped = at > 0 and analysis.hosts[at - 1] == "AUX"
        return helped or any(analysis.phrases[i].role is Role.DOER for i in predicate.arguments)

    def _can_speak(self, phrase: Phrase, predicate: Predicate) -> bool:
        """
        Whether a subject that syntax found can be one: it is no day, stands in front of "that", and behind a citation.
        """
        reading, front = self.reading, phrase.first < predicate.at
        if reading.parts[phrase.first] & Part.TIME or (front and self._is_apart(phrase, predicate)):
            return False
        if predicate.tag == "P":
            return phrase.first > predicate.at
        led = self.subjects.is_led(phrase)
        if phrase.role is Role.SUBJECT and phrase.first < predicate.at and led:
            return False
        return not any(self.reading.parts[k] & Part.COMPLEMENT for k in range(predicate.at + 1, phrase.first))

    def _goes_on(self, subjects: list[Phrase], predicate: Predicate) -> bool:
        """
        Whether what stands in front of a verb is only the end of a list, whose head another verb has taken.

        In تحقيق أجرته الشرطة والدفاع المدني قد خلص the inquiry concludes, and not the fire brigade.
        """
        analysis = self.reading.analysis
        if not subjects or subjects[0].first > predicate.at or not analysis.tags[subjects[0].first].startswith("C+"):
            return False
        index = analysis.phrase_at[subjects[0].first - 1] if subjects[0].first else -1
        return index >= 0 and analysis.phrases[index].role in (Role.SUBJECT, Role.OBJECT)

    def _is_loose(self, predicate: Predicate) -> bool:
        """
        Whether a participle stands behind a comma: it leans on the subject of the sentence, not on the noun in front.
        """
        at = predicate.at
        if predicate.tag != "PART" or not at or self.reading.tokens.pack.basics.order != "subject_first":
            return False
        return bool(self.reading.parts[at - 1] & Part.COMMA)

    def _is_apart(self, phrase: Phrase, predicate: Predicate) -> bool:
        """
        Whether a phrase stands in a quotation, or in brackets, that the verb stands outside of.
        """
        reading, before = self.reading, max(phrase.first - 1, 0)
        bracketed = reading.parts[before] & Part.OPENING and not reading.parts[before] & Part.WORD
        inside = reading.inside[phrase.first]
        quoted = inside >= 0 and reading.quotations[inside].last - reading.quotations[inside].first - 2 >= SHORT_QUOTE
        return bool(bracketed) or (quoted and inside != reading.inside[predicate.at])

    def passes_on(self, number: int, cue: FoundCue) -> bool:
        """
        Whether a passive says who repeats the words of its subject ("he was quoted by the agency").
        """
        analysis = self.reading.analysis
        predicate = analysis.predicates[number]
        roles = {analysis.phrases[i].role for i in predicate.arguments}
        relays = cue.entry is not None and cue.entry.relays
        if not relays or predicate.tag != "Vp" or Role.DOER not in roles:
            return False
        # "Was quoted by the agency as saying": where syntax found no subject it stands in front all the same.
        below = (p for p in analysis.predicates[number + 1 : number + 2] if p.governor == number)
        return Role.SUBJECT in roles or any(p.tag == "PART" and p.kind is Kind.SAY for p in below)

    def carrier(self, number: int, source: Range, sentence: Range) -> Range | None:
        """
        Return the subject of a verb that relays, where it cites somebody else (نقلت الوكالة عن مصدر).
        """
        analysis = self.reading.analysis
        predicate = analysis.predicates[number]
        phrases = [analysis.phrases[i] for i in predicate.arguments]
        wanted = Role.DOER if predicate.tag == "Vp" else Role.SUBJECT
        near = [p for p in phrases if p.role is wanted and (p.last <= source[0] or p.first >= source[1])]
        if not near:
            return None
        if near[0].first > predicate.at:
            return self.mentions.whole(near[:1], predicate.at + 1, source[0])
        return self.mentions.whole(near[:1], sentence[0], predicate.at)

    def _together(self, phrases: list[Phrase], at: int) -> list[Phrase]:
        """
        Keep the phrases of a subject that stand together, those next to the verb; a verb between two parts them.
        """
        predicate_at, clauses = self.reading.analysis.predicate_at, self.reading.clauses
        groups = [phrases[:1]]
        for before, phrase in pairwise(phrases):
            between = [predicate_at[k] for k in range(before.last, phrase.first) if predicate_at[k] >= 0]
            # "Videos shared on TikTok and Telegram": a participle says more of the first.
            apart = any(clauses[n].link is not Link.PARTICIPLE for n in between)
            if apart:
                groups.append([phrase])
            else:
                groups[-1].append(phrase)
        return groups[-1] if phrases[0].first < at else groups[0]

    def _subjects(self, number: int) -> list[Phrase]:
        """
        Return the subject phrases of a predicate.
        """
        analysis = self.reading.analysis
        arguments = (analysis.phrases[i] for i in analysis.predicates[number].arguments)
        return [p for p in arguments if p.role is Role.SUBJECT]

    def _with_clause(self, source: Range, number: int) -> Range:
        """
        Take in the clause that says more of a source between it and "that" (مسؤول طلب عدم كشف اسمه أن).
        """
        reading, analysis = self.reading, self.reading.analysis
        at, end = source[1], reading.sentences[analysis.sentence_of[source[0]]][1]
        if at >= end or analysis.hosts[at] not in ("REL", "V", "Vp"):
            return source
        free = not reading.parts[at] & Part.RELATIVE  # "denied what media said" (نفت ما تداولته): its object
        if analysis.hosts[at] == "REL" and (free or is_citation(analysis, number)):
            return source
        for k in range(at, min(end, at + _LONGEST_GAP)):
            if reading.parts[k] & (Part.COMMA | Part.STOP):
                opened = k + 1 < end and bool(reading.parts[k + 1] & Part.COMPLEMENT)
                return (source[0], k) if analysis.hosts[at] == "REL" or opened else source
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

    def _cited(self, cue: FoundCue, arguments: list[Phrase], sentence: Range) -> Range | None:
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

    def _shared(  # noqa: PLR0911 (a decision list: the first ground decides)
        self, number: int, cue: FoundCue, made: dict[int, Frame]
    ) -> Range | None:
        """
        Return the source of the verb in front on which a joined verb or a participle leans; the noun of a relative
        clause.
        """
        reading, analysis = self.reading, self.reading.analysis
        predicate, clause = analysis.predicates[number], reading.clauses[number]
        opener = clause.opener
        if (
            opener >= 0
            and predicate.tag == "V"
            and not is_citation(analysis, number)
            and (clause.link is Link.RELATIVE or reading.parts[opener] & Part.RELATIVE)
        ):
            return opener, opener + 1
        outer = reading.cue_entries.get(predicate.governor)
        cites = outer is not None and outer.relays  # "quotes her as giving"
        if (
            predicate.tag == "PART"
            and predicate.governor >= 0
            and analysis.hosts[predicate.at - 1] == "P"
            and not cites
        ):
            own = self._subjects(predicate.governor)  # "reacted by denying that …": who reacted
            return self.mentions.whole(own, own[0].first, predicate.at) if own else None
        relays = cue.entry is not None and cue.entry.relays
        behind = cue.span[0] - 1
        # A participle agrees with a subject in front (نفت الوزارة …، واصفة تلك الأنباء): behind it stands its object.
        verb_first = reading.tokens.pack.basics.order == "verb_first"
        leans = predicate.tag == "PART" if verb_first else self._is_loose(predicate) and not relays
        inverted = behind >= 0 and bool(reading.parts[behind] & Part.COMMA or reading.inside[behind] >= 0) and not leans
        follows = is_citation(analysis, number) or inverted or (verb_first and not leans)
        before = self.subjects.over_commas(number) if predicate.tag == "V" else None
        before = before or (self._after(number, cue, inverted=True) if inverted else None)
        behind_only = verb_first and is_citation(analysis, number)  # وفق ما أفاد اليوم مصدر
        before = (
            before
            or (None if behind_only else self.subjects.before(number))
            or (self._after(number, cue) if follows else None)
        )
        if before is not None:
            return before
        for other in range(number - 1, -1, -1):
            earlier = analysis.predicates[other]
            if analysis.sentence_of[earlier.at] != analysis.sentence_of[predicate.at]:
                return None
            if reading.clauses[other].link is Link.RELATIVE and reading.clauses[other].last <= predicate.at:
                continue  # who spoke in a relative clause is not whom the sentence is about
            if other in made and earlier.governor == predicate.governor and made[other].source:
                return made[other].source[0]
            speaks = earlier.kind is Kind.SAY and earlier.governor == predicate.governor and other not in made
            if speaks and (own := self._subjects(other)):
                return self.mentions.whole(own, own[0].first, reading.clauses[other].last)
            subjects = [analysis.phrases[i] for i in earlier.arguments if analysis.phrases[i].role is Role.SUBJECT]
            if (
                subjects
                and earlier.governor == predicate.governor
                and earlier.tag == "V"
                and (not verb_first or self._speaks_on(subjects[0], cue))
            ):
                if subjects[0].first > earlier.at:
                    objects = (analysis.phrases[i] for i in earlier.arguments)
                    stop = min((p.first for p in objects if p.role is Role.OBJECT), default=reading.clauses[other].last)
                    return self.mentions.whole(subjects[:1], subjects[0].first, stop)
                return self.mentions.whole(
                    subjects[:1], reading.sentences[analysis.sentence_of[earlier.at]][0], earlier.at
                )
        return None

    def _speaks_on(self, subject: Phrase, cue: FoundCue) -> bool:
        """
        Whether the subject of a verb in front can be that of one without: a word for a source of the same gender.

        "The minister met his guest and said that …" leaves the subject out the second time in Arabic.
        """
        described = describe_source(self.reading, (subject.first, subject.last))
        if described.entry is None or described.kind is SourceKind.DOCUMENT:
            return False
        agrees = agreement(self.reading.analysis, cue)
        word = self.reading.tokens.words[subject.first]
        feminine = described.entry.feminine or word.form.endswith(feminine_endings(self.reading) or ("\0",))
        return agrees == ("feminine" if feminine else "masculine")

    def _after(self, number: int, cue: FoundCue, *, inverted: bool = False) -> Range | None:
        """
        Return the mention right behind a verb or a citation that syntax attached none to (وفق ما أفاد اليوم مصدر طبي).

        Behind an inverted verb ("…, says the council of elders") it is the subject, whatever the words tell.
        """
        reading, analysis = self.reading, self.reading.analysis
        sentence = reading.sentences[reading.sentence_of[cue.span[0]]]
        at, end = cue.span[1], max(reading.clauses[number].last, min(cue.span[1] + inverted, sentence[1]))
        limit = sentence[1] if inverted else end
        name = self._quoted_name(at)
        if name is not None:
            return name
        while at < end:
            index = analysis.phrase_at[at]
            if index < 0:
                led = analysis.hosts[at] == "P" and is_citation(analysis, number)
                if not led and not reading.parts[at] & (Part.TIME | Part.NUMBER):
                    return None
                at += 1
                continue
            phrase = analysis.phrases[index]
            if reading.parts[phrase.first] & (Part.AUDIENCE | Part.OBJECT_PRONOUN):
                return None  # to whom it was said
            if not reading.parts[phrase.first] & Part.TIME:
                # "…, said the minister, specifying that": a participle behind it takes it too.
                shared = inverted and analysis.predicates[phrase.predicate].tag == "PART"
                described = describe_source(reading, (phrase.first, phrase.last))
                # In Arabic a name beside its verb is the subject.
                named = reading.tokens.pack.basics.capitals or analysis.hosts[phrase.first] == "PN"
                beside = phrase.first == cue.span[1] and named
                fits = described.entry is not None or (described.named and (beside or is_citation(analysis, number)))
                said_before = any(p.governor == number for p in analysis.predicates[:number])
                heads = inverted and beside and said_before and analysis.predicates[number].tag == "V"
                taken = phrase.role in (Role.SUBJECT, Role.OBJECT) and phrase.predicate not in (number, -1)
                return (
                    self._with_clause(self.mentions.whole([phrase], phrase.first, limit, cue.takes), number)
                    if heads or (fits and (shared or not taken))
                    else None
                )
            at = phrase.last
        return None

    def _quoted_name(self, at: int) -> Range | None:
        """
        Return a name in quotation marks right behind a verb whose content "that" opens behind it.
        """
        reading = self.reading
        quotation = reading.quote_at.get(at)
        if quotation is None or quotation.last - quotation.first > _LONGEST_NAME:
            return None
        inner = range(quotation.first + 1, quotation.last)
        plain = all(reading.analysis.predicate_at[k] < 0 for k in inner)
        opens = any(bits & Part.COMPLEMENT for bits in reading.parts[quotation.last : quotation.last + 2])
        return (quotation.first, quotation.last) if plain and opens else None

    def is_nobody(self, source: Range, *, negated: bool) -> bool:
        """
        Whether a mention names nobody (no group, أي جهة): that nobody says it is a claim of its own.
        """
        analysis, parts = self.reading.analysis, self.reading.parts
        at = source[0]
        return (
            analysis.hosts[at] == "NEG"
            or bool(parts[at] & Part.NEGATION)
            or (negated and bool(parts[at] & Part.NOBODY))
        )
