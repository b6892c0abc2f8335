"""
The subject that stands in front of its verb: with its office, and over what is inserted between the two.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.syntax import Link, Phrase, Role

_LONGEST_INSERTION = 60
"""Tokens of the longest mention with what stands between commas behind it."""
_INSERTED = frozenset({Link.RELATIVE, Link.PARTICIPLE})
"""Clauses that may stand between a subject and its verb."""
_BARS = Part.STOP | Part.SEMICOLON | Part.COLON
"""Signs over which no subject reaches."""
_CARRIERS = frozenset({"AUX", "ADV", "NEG"})
"""Parts of speech that stand in front of a verb and belong to it."""


@define(eq=False)
class Subjects:
    """
    Find the subjects in front of the verbs of one text.
    """

    reading: Reading
    mentions: Mentions

    def before(self, number: int) -> Range | None:
        """
        Return the subject in front of a verb that syntax attached none to, over what is inserted between the two.

        "The centre, which runs ambulances in the west, said"; "Putin, quoted by the agency, conceded"; وكانت الوزارة
        تحدثت.
        """
        reading, analysis = self.reading, self.reading.analysis
        predicate = analysis.predicates[number]
        floor = reading.sentences[analysis.sentence_of[predicate.at]][0]
        if predicate.tag not in ("V", "Vp") or analysis.tags[predicate.at].startswith("C+"):
            return None
        if (found := self.over_commas(number)) is not None:
            return found
        at = predicate.at - 1
        while at >= floor and at >= predicate.at - _LONGEST_INSERTION:
            index, verb = analysis.phrase_at[at], analysis.predicate_at[at]
            if verb >= 0 and index < 0:
                above = analysis.predicates[verb].governor
                if 0 <= above < verb and reading.clauses[verb].link not in _INSERTED:
                    verb = above  # "who asked not to be named": what is said in an inserted clause
                if reading.clauses[verb].link not in _INSERTED and not self._is_bare_relative(verb):
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

    def over_commas(self, number: int) -> Range | None:
        """
        Return the noun in front of a relative or participle clause that two commas set off in front of a verb.
        """
        reading, verb = self.reading, self.reading.analysis.predicates[number].at
        floor = reading.sentences[reading.sentence_of[verb]][0]
        at = self._core(verb, floor) - 1
        if at <= floor or not reading.parts[at] & Part.COMMA:
            return None
        floor = max(floor, at - _LONGEST_INSERTION)
        found = None
        for k in range(at - 1, floor, -1):
            if reading.parts[k] & _BARS or reading.inside[k] != reading.inside[verb]:
                break
            if reading.parts[k] & Part.COMMA and self._opens_insertion(k + 1):
                found = self.mentions.ending_at(k, floor)
                if found is None or not self._is_inserted(found[0]):
                    return found
        return found

    def _opens_insertion(self, at: int) -> bool:
        """
        Whether a relative or participle clause begins at a token.
        """
        analysis = self.reading.analysis
        if analysis.hosts[at] == "REL":
            return True
        number = analysis.predicate_at[at]
        return number >= 0 and analysis.predicates[number].tag == "PART"

    def _is_inserted(self, at: int) -> bool:
        """
        Whether a token stands in a relative clause, so that it heads nothing further out.
        """
        owner = self.reading.owner[at]
        return owner >= 0 and self.reading.clauses[owner].link is Link.RELATIVE

    def _core(self, at: int, floor: int) -> int:
        """
        Return where a verb begins with its auxiliaries, adverbs and negations.
        """
        while at > floor and self.reading.analysis.hosts[at - 1] in _CARRIERS:
            at -= 1
        return at

    def _at_phrase(  # noqa: PLR0911 (a decision list: the first ground decides)
        self, phrase: Phrase, number: int, floor: int
    ) -> tuple[Range | None, int]:
        """
        Return the subject that a phrase in front of a verb is, or the token to look on at; -1 where none can follow.
        """
        reading, analysis = self.reading, self.reading.analysis
        at, owner = analysis.predicates[number].at, phrase.predicate
        if reading.parts[phrase.first] & Part.TIME:
            name = self._name_behind_time(phrase)
            return (self.up_to((name, phrase.last), at), -1) if name is not None else (None, phrase.first - 1)
        if phrase.role is Role.OBLIQUE or self.is_led(phrase):
            return None, phrase.first - 1
        if analysis.tags[phrase.first].startswith("C+") and analysis.phrase_at[phrase.first - 1] >= 0:
            return None, phrase.first - 1  # the end of a list
        if self.mentions.nouns.modifies(phrase.first, phrase.last):
            return None, phrase.first - 1  # a participle read as a noun (وكالة "س" التابعة له)
        helped = owner >= 0 and bool(reading.parts[analysis.predicates[owner].at] & Part.PAST_AUXILIARY)
        if not 0 <= owner < number or helped:
            whole = self.mentions.whole([phrase], floor, at)
            # "The mayor of the town, Rania Aziz, told": the office in front belongs to the name.
            headed = self.mentions.ending_at(whole[1], floor) or whole
            return self.up_to((min(whole[0], headed[0]), whole[1]), at), -1
        clause = reading.clauses[owner]
        bare = self._is_bare_relative(owner)
        if bare and phrase.first > analysis.predicates[owner].at:
            return None, analysis.predicates[owner].at - 1
        if phrase.last <= clause.opener or analysis.hosts[phrase.last] == "REL" or bare:
            # The noun that a relative clause is about: "an official who asked not to be named told …".
            return self.up_to(self.mentions.whole([phrase], floor, at), at), -1
        return None, min(phrase.first, clause.first) - 1 if clause.link in _INSERTED else -1

    def _is_bare_relative(self, number: int) -> bool:
        """
        Whether a verb right behind a noun points back to it, as Arabic relative clauses of indefinite nouns do.
        """
        analysis, at = self.reading.analysis, self.reading.analysis.predicates[number].at
        return analysis.tags[at] == "V+O" and at > 0 and analysis.phrase_at[at - 1] >= 0

    def _name_behind_time(self, phrase: Phrase) -> int | None:
        """
        Return where a name begins that was read as one phrase with the day in front of it ("On Monday Putin said").
        """
        reading = self.reading
        if not reading.tokens.pack.basics.capitals:
            return None
        at = phrase.first
        while at < phrase.last and reading.parts[at] & Part.TIME:
            at += 1
        return at if at < phrase.last and reading.analysis.hosts[at] == "PN" else None

    def up_to(self, source: Range, cue: int) -> Range:
        """
        Take in what stands between a source and its verb: a relative clause without commas, an apposition between two.

        What two commas set off with a verb of its own tells more of the source and does not say which one is meant.
        """
        reading, analysis = self.reading, self.reading.analysis
        at, first = self._core(cue, source[1]), source[1]
        if first + 1 >= at or at - source[0] > _LONGEST_INSERTION:
            return source
        number = analysis.predicate_at[first]
        relative = analysis.hosts[first] == "REL" or (number >= 0 and self._is_bare_relative(number))
        if relative and not any(reading.parts[k] & (Part.COMMA | Part.STOP) for k in range(first, at)):
            return source[0], at  # "an official who asked not to be named told …"
        closed = reading.parts[first] & Part.COMMA and at - 1 > first and reading.parts[at - 1] & Part.COMMA
        told = self._opens_insertion(first + 1) and not self._is_office(first + 1)
        if closed and not told and analysis.hosts[first + 1] != "P":
            return source[0], at - 1
        return source

    def _is_office(self, at: int) -> bool:
        """
        Whether a relative clause says what somebody is ("who is health minister in the east").
        """
        return bool(self.reading.parts[at + 1] & Part.BE) and self.reading.analysis.phrase_at[at + 2] >= 0

    def with_office(self, near: list[Phrase]) -> list[Phrase]:
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

    def is_led(self, phrase: Phrase) -> bool:
        """
        Whether a preposition stands in front of a phrase in its sentence.
        """
        analysis, before = self.reading.analysis, phrase.first - 1
        same = before >= 0 and analysis.sentence_of[before] == analysis.sentence_of[phrase.first]
        return same and analysis.hosts[before] == "P"

    def _is_oblique(self, at: int) -> bool:
        """
        Whether the phrase at a token stands behind a preposition.
        """
        index = self.reading.analysis.phrase_at[at]
        return index >= 0 and self.reading.analysis.phrases[index].role is Role.OBLIQUE
