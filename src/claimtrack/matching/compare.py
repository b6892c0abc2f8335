"""
Do two appearances state the same claim? A log-odds score that is a sum of named pieces of evidence.

`score = sum(weight[k] * evidence[k])`, natural logarithm; a veto parts two appearances whatever the sum. The
evidence is that of `evidence`, the weights are learned (`matcher`).
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from claimtrack.matching.evidence import VETOES, find_veto, gather
from claimtrack.matching.matcher import Matcher
from claimtrack.matching.meeting import Meeting
from claimtrack.matching.profiles import Profile
from claimtrack.matching.slots import kinship

VETO = -100.0
"""Log-odds of a veto: far below any sum, so that one pair parts two groups of any size."""

_FEW_TERMS = 4
"""Terms under which an appearance is so short that one shared term is much."""


@frozen
class Comparison:
    """
    Hold the log-odds that two appearances state one claim, with what each piece of evidence added.
    """

    log_odds: float
    reasons: Mapping[str, float] = field(factory=dict, hash=False)


def compare(one: Profile, other: Profile, *, meeting: Meeting, matcher: Matcher) -> Comparison:
    """
    Score two appearances, with reasons; the score is the same both ways.

    Args:
        one: The one, `other` the other.
        other: See `one`.
        meeting: Their two reports side by side.
        matcher: What each piece of evidence is worth.

    """
    weights = matcher.weights(vectors=meeting.vectors is not None)
    evidence = gather(one, other, meeting)
    reasons = {n: VETO * v if n in VETOES else weights.get(n, 0.0) * v for n, v in evidence.items()}
    reasons = {name: value for name, value in reasons.items() if value}
    return Comparison(sum(reasons.values()), reasons)


def score(a: Profile, b: Profile, *, meeting: Meeting, matcher: Matcher) -> float:
    """
    Return the log-odds of `compare` alone; a veto ends the comparison.
    """
    if find_veto(a, b, meeting) is not None:
        return VETO
    weights = matcher.weights(vectors=meeting.vectors is not None)
    return sum(weights.get(name, 0.0) * value for name, value in gather(a, b, meeting).items())


def is_worth_comparing(a: Profile, b: Profile) -> bool:
    """
    Return whether two appearances share an anchor: event, first slot, what befell people, or some words.

    Most pairs of two reports have none, and no more than likeness could speak for them.
    """
    if a.stated != b.stated:
        return False
    if (a.event is not None and a.event in b.events) or (b.event is not None and b.event in a.events):
        return True
    if a.befallen and not a.befallen.isdisjoint(b.befallen):
        return True
    if a.slots and b.slots and kinship(next(iter(a.slots)), next(iter(b.slots))):
        return True
    few = min(len(a.terms), len(b.terms)) < _FEW_TERMS
    return len(a.terms & b.terms) >= (1 if few else 2)
