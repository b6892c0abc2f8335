"""
Who says it: the subject of a verb of saying, whom it cites, the noun of a relative clause, the one who spoke before.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import define

from claimtrack.attribution.cues import FoundCue
from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.attribution.quoting import SHORT_QUOTE
from claimtrack.attribution.sources import describe_source
from claimtrack.syntax import Kind, Link, Phrase, Predicate, Role, is_citation

_LONGEST_SOURCE = 60
"""Tokens of the longest mention with what stands between commas behind it."""
_INSERTED = frozenset({Link.RELATIVE, Link.PARTICIPLE})
"""Clauses that may stand between a subject and its verb."""
_BARS = Part.STOP | Part.SEMICOLON | Part.COLON
"""Signs over which no subject reaches."""
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
        wanted = Role.DOER if predicate.tag == "Vp" and not passed_on else Role.SUBJECT
        subjects = [p for p in arguments if p.role is wanted and self._can_speak(p, predicate)]
        if subjects and not self._is_loose(predicate):
            first = subjects[0]
            near = self._together(
                [p for p in subjects if (p.first > predicate.at) == (first.first > predicate.at)], predicate.at
            )
            near = near[:1] if predicate.tag == "P" else near
            if first.first > predicate.at:
                return self._with_clause(self.mentions.whole(near, cue.span[1], sentence[1], cue.takes), number)
            return self._up_to(self.mentions.whole(self._with_office(near), sentence[0], cue.span[0]), cue.span[0])
        if predicate.tag == "Vp":
            return None
        return self._shared(number, cue, made)

    def _can_speak(self, phrase: Phrase, predicate: Predicate) -> bool:
        """
        Whether a subject that syntax found can be one: it is no day, stands in front of "that", and behind a citation.
        """
        reading, front = self.reading, phrase.first < predicate.at
        if reading.parts[phrase.first] & Part.TIME or (front and self._is_apart(phrase, predicate)):
            return False
        if predicate.tag == "P":
            return phrase.first > predicate.at
        led = self._is_led(phrase)
        if phrase.role is Role.SUBJECT and phrase.first < predicate.at and led:
            return False
        return not any(self.reading.parts[k] & Part.COMPLEMENT for k in range(predicate.at + 1, phrase.first))

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

    def _is_led(self, phrase: Phrase) -> bool:
        """
        Whether a preposition stands in front of a phrase in its sentence.
        """
        analysis, before = self.reading.analysis, phrase.first - 1
        same = before >= 0 and analysis.sentence_of[before] == analysis.sentence_of[phrase.first]
        return same and analysis.hosts[before] == "P"

    def passes_on(self, number: int, cue: FoundCue) -> bool:
        """
        Whether a passive says who repeats the words of its subject ("he was quoted by the agency").
        """
        analysis = self.reading.analysis
        predicate = analysis.predicates[number]
        roles = {analysis.phrases[i].role for i in predicate.arguments}
        relays = cue.entry is not None and cue.entry.relays
        return relays and predicate.tag == "Vp" and {Role.DOER, Role.SUBJECT} <= roles

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

    def _with_office(self, near: list[Phrase]) -> list[Phrase]:
        """
        Put the office in front of a name that stands behind it without a sign (المتحدث باسم الجيش فلان أكد).
        """
        analysis, parts = self.reading.analysis, self.reading.parts
        found, at = near, near[0].first
        while at > 0 and analysis.phrase_at[at - 1] >= 0 and analysis.sentence_of[at - 1] == analysis.sentence_of[at]:
            phrase = analysis.phrases[analysis.phrase_at[at - 1]]
            deed = any(analysis.predicate_at[k] >= 0 for k in range(phrase.first, phrase.last))
            if deed or any(parts[k] & Part.TIME for k in range(phrase.first, phrase.last)):
                return near
            if phrase.role is Role.OBLIQUE:
                at = phrase.first
                while at > 0 and analysis.hosts[at - 1] == "P" and analysis.phrase_at[at - 1] < 0:
                    at -= 1
                continue
            # Only what ends in a name is one mention: "on Monday", "in the capital" in front of a subject are none.
            named = analysis.hosts[near[0].first] == "PN" and phrase.role in (Role.OTHER, Role.SUBJECT)
            return [phrase, *found] if named else near
        return near

    def _subjects(self, number: int) -> list[Phrase]:
        """
        Return the subject phrases of a predicate.
        """
        analysis = self.reading.analysis
        arguments = (analysis.phrases[i] for i in analysis.predicates[number].arguments)
        return [p for p in arguments if p.role is Role.SUBJECT]

    def _up_to(self, source: Range, cue: int) -> Range:
        """
        Take in what stands between a source and its verb: a relative clause, an apposition between two commas.
        """
        parts, at = self.reading.parts, cue
        while at > source[1] and self.reading.analysis.hosts[at - 1] in ("AUX", "ADV", "NEG"):
            at -= 1
        plain = not any(parts[k] & (Part.COMMA | Part.STOP) for k in range(source[1], at))
        if source[1] + 1 < at and self.reading.analysis.hosts[source[1]] == "REL" and plain:
            return source[0], at  # "an official who asked not to be named told …"
        inserted = source[1] + 1 < at and self.reading.analysis.hosts[source[1] + 1] != "P"
        if (
            inserted
            and at - 1 > source[1]
            and parts[source[1]] & Part.COMMA
            and parts[at - 1] & Part.COMMA
            and at - source[0] <= _LONGEST_SOURCE
        ):
            return source[0], at - 1
        return source

    def _with_clause(self, source: Range, number: int) -> Range:
        """
        Take in the clause that says more of a source between it and "that" (مسؤول طلب عدم كشف اسمه أن).
        """
        reading, analysis = self.reading, self.reading.analysis
        at, end = source[1], reading.sentences[analysis.sentence_of[source[0]]][1]
        if at >= end or analysis.hosts[at] not in ("REL", "V", "Vp"):
            return source
        free = not reading.parts[at] & Part.RELATIVE  # "denies what was said" (ما) is about no noun
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
        behind = cue.span[0] - 1
        cites = cue.entry is not None and cue.entry.relays
        inverted = (
            (cites or not self._is_loose(predicate))
            and behind >= 0
            and bool(reading.parts[behind] & Part.COMMA or reading.inside[behind] >= 0)
        )
        follows = inverted or is_citation(analysis, number) or reading.tokens.pack.basics.order == "verb_first"
        before = self._of_auxiliary(number) or (self._after(number, cue, inverted=True) if inverted else None)
        before = before or self._before(number) or (self._after(number, cue) if follows else None)
        if before is not None:
            return before
        for other in range(number - 1, -1, -1):
            earlier = analysis.predicates[other]
            if analysis.sentence_of[earlier.at] != analysis.sentence_of[predicate.at]:
                return None
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
                and reading.tokens.pack.basics.order == "subject_first"
            ):
                return self.mentions.whole(
                    subjects[:1], reading.sentences[analysis.sentence_of[earlier.at]][0], earlier.at
                )
        return None

    def _of_auxiliary(self, number: int) -> Range | None:
        """
        Return the subject between an auxiliary of the past and its verb (وكانت الوزارة قد أعلنت), read as a verb's own.
        """
        reading, analysis = self.reading, self.reading.analysis
        at = analysis.predicates[number].at
        if not number or not reading.parts[analysis.predicates[number - 1].at] & Part.PAST_AUXILIARY:
            return None
        own = [p for p in self._subjects(number - 1) if p.last <= at]
        return self.mentions.whole(own, analysis.predicates[number - 1].at + 1, at) if own else None

    def _before(self, number: int) -> Range | None:
        """
        Return the subject in front of a verb that syntax attached none to, over what is inserted between the two.

        "The centre, which runs ambulances in the west, said"; "Putin, quoted by the agency, conceded"; وكانت الوزارة
        تحدثت.
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
                above = analysis.predicates[verb].governor
                if 0 <= above < verb and reading.clauses[verb].link not in _INSERTED:
                    verb = above  # "who asked not to be named": what is said in an inserted clause
                if reading.clauses[verb].link not in _INSERTED:
                    return None
                clause = reading.clauses[verb]
                at = min(at, clause.opener if clause.link is Link.RELATIVE else clause.first) - 1
            elif index < 0:
                listed = analysis.hosts[at] == "CC" and self._is_oblique(at + 1)
                if (
                    (analysis.hosts[at] in ("SC", "CC") and not listed)
                    or reading.parts[at] & _BARS
                    or reading.inside[at] != reading.inside[predicate.at]
                ):
                    return None
                at -= 1
            else:
                found, at = self._at_phrase(analysis.phrases[index], number, floor)
                if found is not None or at < 0:
                    return found
        return None

    def _at_phrase(self, phrase: Phrase, number: int, floor: int) -> tuple[Range | None, int]:
        """
        Return the subject that a phrase in front of a verb is, or the token to look on at; -1 where none can follow.
        """
        reading, analysis = self.reading, self.reading.analysis
        at, owner = analysis.predicates[number].at, phrase.predicate
        time = reading.parts[phrase.first] & Part.TIME
        name = set(analysis.hosts[phrase.first + 1 : phrase.last])
        if time and name == {"PN"} and reading.tokens.pack.basics.capitals:
            return self._up_to((phrase.first + 1, phrase.last), at), -1  # "On Monday Sami Saad conceded that"
        if phrase.role is Role.OBLIQUE or time or self._is_led(phrase):
            return None, phrase.first - 1
        if not 0 <= owner < number:
            return self._up_to(self.mentions.whole([phrase], floor, at), at), -1
        clause = reading.clauses[owner]
        if phrase.last <= clause.opener or analysis.hosts[phrase.last] == "REL":
            # The noun that a relative clause is about: "an official who asked not to be named told …".
            return self._up_to(self.mentions.whole([phrase], floor, at), at), -1
        return None, min(phrase.first, clause.first) - 1 if clause.link in _INSERTED else -1

    def _after(self, number: int, cue: FoundCue, *, inverted: bool = False) -> Range | None:
        """
        Return the mention right behind a verb or a citation that syntax attached none to (وفق ما أفاد اليوم مصدر طبي).

        Behind an inverted verb ("…, says the council of elders") it is the subject, whatever the words tell.
        """
        reading, analysis = self.reading, self.reading.analysis
        at, end = cue.span[1], reading.clauses[number].last
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
            if not reading.parts[phrase.first] & Part.TIME:
                described = describe_source(reading, (phrase.first, phrase.last))
                beside = phrase.first == cue.span[1] and reading.tokens.pack.basics.capitals
                fits = described.entry is not None or (described.named and (beside or is_citation(analysis, number)))
                said_before = any(p.governor == number for p in analysis.predicates[:number])
                inverted = inverted and beside and said_before and analysis.predicates[number].tag == "V"
                taken = phrase.role in (Role.SUBJECT, Role.OBJECT) and phrase.predicate not in (number, -1)
                return (
                    self._with_clause(self.mentions.whole([phrase], phrase.first, end, cue.takes), number)
                    if inverted or (fits and not taken)
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

    def _is_oblique(self, at: int) -> bool:
        """
        Whether the phrase at a token stands behind a preposition.
        """
        index = self.reading.analysis.phrase_at[at]
        return index >= 0 and self.reading.analysis.phrases[index].role is Role.OBLIQUE

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
