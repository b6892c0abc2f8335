"""
Which words of a verb of saying are its cue, and what the pack says of them; a verb that no pack names still is one.
"""

from __future__ import annotations

from attrs import frozen

from claimtrack.attribution.frames import Range
from claimtrack.language import Cue, Tokens, Word
from claimtrack.syntax import Analysis, Predicate

_LEADING = 3
"""Words in front of a predicate with which a cue phrase may begin ("in the words of", على حد قوله)."""
_PARTS = {
    "V": ("verb", "participle", "passive"),
    "Vp": ("passive", "verb"),
    "PART": ("participle", "preposition", "verb", "passive"),
    "P": ("preposition", "adverb"),
    "N": ("noun", "verb"),
    "VN": ("noun", "verb"),
    "ADV": ("adverb",),
}
"""Parts of cues that fit a part of speech, the best first."""


@frozen(eq=False)
class FoundCue:
    """
    Hold the cue of one predicate.

    Attributes:
        span: Its tokens.
        entry: What the pack says of it, or None for a verb that no pack names.

    """

    span: Range
    entry: Cue | None

    @property
    def takes(self) -> tuple[str, ...]:
        """
        Return the prepositions that lead what is said.
        """
        return self.entry.takes if self.entry is not None else ()


def find_cue(analysis: Analysis, predicate: Predicate, floor: int) -> FoundCue:
    """
    Return the cue of a predicate: the longest phrase of the pack around it whose part fits, else its own word.
    """
    tokens, at = analysis.tokens, predicate.at
    best: tuple[int, int, int, Cue] | None = None
    for start in range(max(floor, at - _LEADING), at + 1):
        for entry, end in _entries(tokens, start):
            if end <= at:
                continue
            fit = _fit(entry, predicate)
            if start < at and (entry.part in ("verb", "passive") or fit < 0):
                continue
            ranked = (fit, end - start, -start, entry)
            if best is None or ranked[:3] > best[:3]:
                best = ranked
    if best is None or best[0] < 0:
        return FoundCue((at, at + 1), None)
    start = -best[2]
    return FoundCue((start, start + best[1]), best[3])


def may_show(word: Word) -> bool:
    """
    Whether the pack lists a word as a verb that can state a count, or what a thing is called.
    """
    entries = (p.entry for _, p in word.by_kind.get("cue", ()))
    return any(e.counts or e.names for e in entries)  # type: ignore[attr-defined]  # all are Cue


def rate_of(cue: FoundCue) -> float:
    """
    Return the share of a cue's uses that report something; 0 where no pack names it.
    """
    return cue.entry.rate if cue.entry is not None else 0.0


def _entries(tokens: Tokens, at: int) -> list[tuple[Cue, int]]:
    """
    Return the cue entries that begin at a token, with the token behind each.
    """
    words, found = tokens.words, []
    for _, phrase in words[at].by_kind.get("cue", ()):
        end = at + 1 + len(phrase.rest)
        if end <= len(words) and all(words[at + 1 + k].form == r for k, r in enumerate(phrase.rest)):
            found.append((phrase.entry, end))
    return found  # type: ignore[return-value]


def _fit(entry: Cue, predicate: Predicate) -> int:
    """
    Return how well the part of an entry fits a predicate: higher is better, -1 is not at all.
    """
    parts = _PARTS.get(predicate.tag, ("verb", "noun"))
    return len(parts) - parts.index(entry.part) if entry.part in parts else -1


def agreement(analysis: Analysis, cue: FoundCue) -> str:
    """
    Return how a cue without a subject agrees (`masculine`, `feminine`, `plural`, `dual`), or "" where nothing tells.
    """
    entry = cue.entry
    if entry is None or not (entry.feminine or entry.dual):
        return ""
    bases = {base for _, base in analysis.tokens.words[cue.span[0]].bases}
    for name, forms in (("feminine", entry.feminine), ("plural", entry.plural), ("dual", entry.dual)):
        if any(_fold(analysis, f) in bases for f in forms):
            return name
    return "masculine"


def _fold(analysis: Analysis, form: str) -> str:
    """
    Return a form as tokens are compared.
    """
    return analysis.tokens.pack.word(form, "word").form
