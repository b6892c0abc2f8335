"""
Who passes on what is said: the outlet that was told, that carried the statement, on which it was said.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import define

from claimtrack.attribution.cues import FoundCue
from claimtrack.attribution.frames import Range, Reading, Voice
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.attribution.nouns import MEDIA
from claimtrack.attribution.sources import describe_source, is_ours
from claimtrack.attribution.speakers import Speakers
from claimtrack.syntax import Kind, Phrase, Role, is_citation

_LONGEST_GAP = 16
"""Tokens between a cue and its content in which the one spoken to may stand."""
_PREAMBLES = frozenset({"P", "PART"})
"""Parts of speech that open what tells in front of a report where it was said."""


@define(eq=False)
class Relays:
    """
    Find who passes on the reports of one text.
    """

    reading: Reading
    mentions: Mentions
    speakers: Speakers

    def find(self, number: int, cue: FoundCue, source: Range | None, content: tuple[Range, ...]) -> tuple[Voice, ...]:
        """
        Return who passes on what a verb of saying reports, from the one nearest the outlet inwards.

        Args:
            number: Index of the verb.
            cue: Its cue.
            source: Who says it.
            content: What is said.

        """
        sentence = self.reading.sentences[self.reading.sentence_of[cue.span[0]]]
        entry = cue.entry
        if entry is not None and entry.relays and entry.part in ("verb", "passive") and source is not None:
            carrier = self.speakers.carrier(number, source, sentence)
            if carrier is not None:
                return (Voice(source=carrier, cue=cue.span, entry=entry),)
        told = self._listener(number, cue, source, content, sentence)
        found = told or self._medium(number, cue, source, content, sentence)
        return (Voice(source=found, cue=None, entry=None),) if found is not None else ()

    def in_front(self, cue: Range, sentence: Range) -> tuple[Voice, ...]:
        """
        Return who cites in a line without a verb, where it is all that stands in front (مراسلنا نقلا عن الحاكم: …).
        """
        analysis, at = self.reading.analysis, sentence[0]
        while at < cue[0] and analysis.phrase_at[at] < 0 and analysis.hosts[at] not in ("V", "Vp", "P"):
            at += 1
        index = analysis.phrase_at[at] if at < cue[0] else -1
        if index < 0:
            return ()
        source = self.mentions.whole([analysis.phrases[index]], at, cue[0])
        described = describe_source(self.reading, source)
        if source[1] != cue[0] or (described.entry is None and not described.named):
            return ()
        return (Voice(source=source, cue=None, entry=None),)

    def _listener(
        self, number: int, cue: FoundCue, source: Range | None, content: tuple[Range, ...], sentence: Range
    ) -> Range | None:
        """
        Return the news outlet that was told; None where nobody is named or it is no outlet.
        """
        reading, analysis = self.reading, self.reading.analysis
        stop = min((a for a, _ in content if a >= cue.span[1]), default=sentence[1])
        stop, at = min(stop, cue.span[1] + 2 * _LONGEST_GAP, sentence[1]), cue.span[0]
        while at < stop:
            index = analysis.phrase_at[at]
            if index < 0 or (source is not None and source[0] <= at < source[1]):
                at += 1
                continue
            phrase, at = analysis.phrases[index], analysis.phrases[index].last
            if phrase.role is Role.SUBJECT or phrase.first < analysis.predicates[number].at:
                continue
            if reading.owner[phrase.first] != number:
                continue
            mention = self._name(phrase, stop)
            described = describe_source(reading, (phrase.first, min(phrase.last, mention[1])))
            beside = phrase.first == analysis.predicates[number].at + 1
            # "Told state television" names an outlet, "told reporters" people of many.
            outlet = beside and not described.plural and not reading.parts[phrase.first] & Part.AUDIENCE
            if described.kind in MEDIA and (described.named or outlet) and not is_ours(reading, mention):
                return mention
            if (
                phrase.role is not Role.OBJECT
                and described.entry is None
                and self._is_addressee(phrase, number, source)
            ):
                return mention
        return None

    def _name(self, phrase: Phrase, limit: int) -> Range:
        """
        Return the mention that a phrase begins; a number in it begins what is said ("told Reuters 78 people").
        """
        hosts = self.reading.analysis.hosts
        for k in range(phrase.first + 1, phrase.last):
            if hosts[k] == "NUM" and hosts[k - 1] == "PN" and k + 1 < phrase.last:
                return phrase.first, k
        return self.mentions.whole([phrase], phrase.first, max(limit, phrase.last))

    def _is_addressee(self, phrase: Phrase, number: int, source: Range | None) -> bool:
        """
        Whether a phrase is a name to which something was said ("told NileWire", لخابور ميديا): in news, an outlet.
        """
        reading, analysis = self.reading, self.reading.analysis
        first, last = phrase.first, phrase.last
        told = source is not None and source[1] == first and self.mentions.nouns.tells_only(source[0], first)
        if (
            not (told or self._is_foreign_name(phrase))
            or reading.parts[first] & (Part.AUDIENCE | Part.TIME)
            or reading.tokens.match(first, "place")
        ):
            return False
        if phrase.role is Role.OTHER:
            return first == analysis.predicates[number].at + 1
        led = {p for p, _ in reading.tokens.words[first].bases if p}
        if analysis.tags[first].startswith("p+"):
            return any(p.endswith(self.mentions.nouns.recipients) for p in led)
        return reading.tokens.words[first - 1].form in self.mentions.nouns.recipients and last > first

    def _is_foreign_name(self, phrase: Phrase) -> bool:
        """
        Whether a phrase is nothing but a name, its determiner left out.
        """
        hosts = self.reading.analysis.hosts[phrase.first : phrase.last]
        return "PN" in hosts and not set(hosts) - {"PUNCT", "PN", "DET"}

    def _medium(
        self, number: int, cue: FoundCue, source: Range | None, content: tuple[Range, ...], sentence: Range
    ) -> Range | None:
        """
        Return the outlet in or by which it was said, named around the report: "in a statement carried by the agency".
        """
        if source is not None and describe_source(self.reading, source).kind in MEDIA:
            return None
        for first, last in self._surroundings(number, cue, source, content, sentence):
            at = first
            while at < last:
                index = self.reading.analysis.phrase_at[at]
                at = at + 1 if index < 0 else self.reading.analysis.phrases[index].last
                if index >= 0 and (found := self._carries(self.reading.analysis.phrases[index], number, last)):
                    return found
        return None

    def _surroundings(
        self, number: int, cue: FoundCue, source: Range | None, content: tuple[Range, ...], sentence: Range
    ) -> list[Range]:
        """
        Return the ranges in which an outlet may stand: in front of a report, and between its parts.
        """
        parts = sorted([cue.span, *content, *((source,) if source is not None else ())])
        parts = [r for r in parts if sentence[0] <= r[0] < sentence[1]]
        gaps = [(a[1], b[0]) for a, b in pairwise(parts) if 0 < b[0] - a[1] <= 2 * _LONGEST_GAP]
        front = (sentence[0], parts[0][0])
        while front[0] < front[1] and self.reading.analysis.hosts[front[0]] in ("CC", "PUNCT"):
            front = front[0] + 1, front[1]
        opens = front[0] < front[1] and self.reading.analysis.hosts[front[0]] in _PREAMBLES
        if opens and self.reading.analysis.predicates[number].governor < 0 and front[1] - front[0] <= 2 * _LONGEST_GAP:
            gaps.insert(0, front)
        if is_citation(self.reading.analysis, number) and source is not None:
            gaps.append((source[1], min(sentence[1], source[1] + _LONGEST_GAP)))
        return gaps

    def _carries(self, phrase: Phrase, number: int, limit: int) -> Range | None:
        """
        Return the outlet that a phrase around a report names, as one that carried it or on which it was said.
        """
        analysis = self.reading.analysis
        doer = phrase.role in (Role.SUBJECT, Role.DOER) and phrase.predicate not in (number, -1)
        if analysis.predicates[number].tag == "P" and not doer:
            return None
        if phrase.role is Role.OBJECT:
            return None
        limit = next((k for k in range(phrase.last, limit) if self.reading.parts[k] & Part.COMMA), limit)
        mention = self._name(phrase, limit)
        # The phrase itself has to name the outlet: "an interview with the paper" is none.
        described = describe_source(self.reading, (phrase.first, min(phrase.last, mention[1])))
        if described.kind in MEDIA and (described.named or (described.anaphoric and not described.plural)):
            return mention
        if described.kind in MEDIA and doer:
            return mention
        if doer and described.entry is None and self._is_foreign_name(phrase):
            return mention if self._is_stated(phrase.predicate) else None
        return None

    def _is_stated(self, number: int) -> bool:
        """
        Whether what a clause is about is a statement ("a message put out by", بيان نشرته), or it says who quotes it.
        """
        analysis, parts = self.reading.analysis, self.reading.parts
        predicate = analysis.predicates[number]
        if predicate.kind is Kind.SAY and predicate.tag == "PART":
            return True
        at = predicate.at - 1
        while at > 0 and (analysis.hosts[at] in ("REL", "PUNCT", "ADJ") or analysis.hosts[at] == "AUX"):
            at -= 1
        return bool(parts[at] & Part.CHANNEL)
