"""
What stands behind a verb that shows that it reports, or that it names as what it reports.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.language import Cue
from claimtrack.syntax import Predicate, Role

_NEAR_COUNT = 4
"""Tokens behind an object within which its count may stand."""
_LED_TOKENS = 12
"""Tokens behind a verb within which the preposition may stand that leads what it reports."""
_NAMING = frozenset({"DET", "ADJ", "N"})
"""Parts of speech that open what a thing is called."""
FINITE = frozenset({"V", "Vp"})
"""Parts of speech of verbs that a subject has."""


@define(eq=False)
class Objects:
    """
    Look at the objects and complements of the verbs of one text.
    """

    reading: Reading

    def counts(self, number: int) -> bool:
        """
        Whether a verb has a count for its object ("the charity counts 22 dead", "put the toll at 27").
        """
        analysis = self.reading.analysis
        phrases = (analysis.phrases[i] for i in analysis.predicates[number].arguments)
        objects = [p for p in phrases if p.role is Role.OBJECT]
        last = max((p.last for p in objects), default=0)
        reach = self.reading.clauses[number].last
        return bool(objects) and any(
            analysis.hosts[k] == "NUM" and not self.reading.parts[k] & Part.TIME
            for k in range(objects[0].first, min(reach, last + _NEAR_COUNT))
        )

    def states_count(self, number: int, entry: Cue | None) -> bool:
        """
        Whether a verb that seldom reports states how many, as the pack allows ("counts 22 dead", "put the dead at 40").
        """
        if entry is None or not entry.counts:
            return False
        if entry.counts == "things":
            return self.counts(number)
        analysis, parts, words = self.reading.analysis, self.reading.parts, self.reading.tokens.words
        objects = [analysis.phrases[i] for i in analysis.predicates[number].arguments]
        first = min((p.first for p in objects if p.role is Role.OBJECT), default=-1)
        if first < 0:
            return False
        for at in range(analysis.predicates[number].at + 1, self.reading.clauses[number].last - 1):
            led = words[at].form in entry.takes or analysis.tags[at].startswith("p+")
            near = range(at, min(at + _NEAR_COUNT, self.reading.clauses[number].last))
            if led and any(analysis.hosts[k] == "NUM" and not parts[k] & Part.TIME for k in near):
                return True
        return False

    def shows(self, number: int, entry: Cue | None) -> bool:
        """
        Whether what stands behind a verb shows that it reports, as the pack allows: a count, or what a thing is called.
        """
        return self.states_count(number, entry) or self._names(number, entry)

    def _names(self, number: int, entry: Cue | None) -> bool:
        """
        Whether a verb says what its object is ("called the raid a massacre", "calls him 'a liar'").
        """
        if entry is None or not entry.names:
            return False
        reading, analysis = self.reading, self.reading.analysis
        behind = analysis.predicates[number].at + 1
        if behind >= len(analysis.phrase_at) or analysis.phrase_at[behind] < 0:
            return False
        at = analysis.phrases[analysis.phrase_at[behind]].last
        if at >= reading.clauses[number].last:
            return False
        return at in reading.quote_at or analysis.hosts[at] in _NAMING or reading.tokens.words[at].form in entry.takes

    def led(self, number: int, predicate: Predicate, own: Range, sentence: Range) -> int | None:
        """
        Return where the complement begins that a preposition leads and that the pack allows (أفاد بـ, spoke of).
        """
        entry = self.reading.cue_entries.get(number)
        if entry is None or not entry.takes:
            return None
        tokens, analysis = self.reading.tokens, self.reading.analysis
        for at in range(max(own[1], predicate.at + 1), min(sentence[1], own[1] + _LED_TOKENS)):
            if self.reading.owner[at] != number:
                return None
            if tokens.words[at].form in entry.takes and analysis.hosts[at] == "P":
                return at + 1
            if analysis.tags[at].startswith("p+") and any(p in entry.takes for p, _ in tokens.words[at].bases if p):
                return at
        return None

    def is_clause(self, number: int, at: int) -> bool:
        """
        Whether a finite verb with its subject is said right behind a verb ("it fears the toll will rise").
        """
        analysis = self.reading.analysis
        index = analysis.phrase_at[at] if at < len(analysis.phrase_at) else -1
        if index < 0 or analysis.phrases[index].role is not Role.SUBJECT or analysis.phrases[index].predicate < 0:
            return False
        said = analysis.predicates[analysis.phrases[index].predicate]
        return said.governor == number and said.tag in FINITE
