"""
Slots of a claim: what is counted, which words count the same, and which number an interval states.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import TypeAlias

Span: TypeAlias = tuple[float | None, float | None]
"""Lowest and highest value of a count; None is an open end."""

_FAMILIES: tuple[frozenset[str], ...] = (
    # Members of armed bodies: the same men are soldiers in one report and elements (عناصر) in another.
    frozenset({"soldiers", "fighters", "members", "officers", "police", "men", "gunmen", "people", "count"}),
    frozenset({"vehicles", "tanks", "ambulances", "tankers", "weapons"}),
    frozenset({"killed", "casualties", "people", "count", "civilians", "graves"}),
    frozenset({"injured", "casualties", "people", "count", "patients", "critical"}),
    frozenset({"missing", "people", "count", "trapped"}),
    frozenset({"displaced", "homeless", "people", "count", "refugees", "affected", "residents", "families"}),
    frozenset({"detained", "captives", "people", "count", "suspects"}),
    frozenset({"airstrikes", "attacks", "explosions", "missiles", "shells"}),
    frozenset({"buildings", "houses"}),
)
"""
Units that may count the same thing. "People" counts whoever it is; the killed and the injured are apart.
Chosen by us from how newsrooms write, not from any data set.
"""

RISING = frozenset(
    {
        "killed", "injured", "casualties", "missing", "displaced", "homeless", "critical", "detained", "captives",
        "refugees", "survivors", "affected", "infected", "trapped", "children", "women", "people", "count", "buildings",
        "houses",
    }
)  # fmt: skip
"""Counts that are kept up to date as long as an event goes on; other counts do not change, reports of them do."""

ANYBODY = frozenset(
    {"people", "count", "casualties", "civilians", "men", "women", "children", "residents", "nationals"}
)
"""Units that say who was counted and not what befell them."""

_TELLING_DIGITS = 3
"""Digits that make chance agreement of two counts rarer than one in a hundred."""


class Kinship(IntEnum):
    """
    Say how near two units are.
    """

    APART = 0
    KIN = 1
    SAME = 2


@lru_cache(maxsize=4096)
def kinship(a: str, b: str) -> Kinship:
    """
    Compare what two quantities count.
    """
    if a == b:
        return Kinship.SAME
    return Kinship.KIN if any(a in family and b in family for family in _FAMILIES) else Kinship.APART


def closest(a: Mapping[str, Span], b: Mapping[str, Span]) -> tuple[Kinship, bool, tuple[tuple[str, str], ...]]:
    """
    Compare what two appearances count.

    Returns:
        The nearest kinship between their slots, whether the first slot of both has it, and the pairs of
        slots that have it. What is counted first is what a sentence is about ("30 killed, 3,000 injured").

    """
    pairs = [(kinship(x, y), x, y) for x in a for y in b]
    best = max((k for k, _, _ in pairs), default=Kinship.APART)
    leading = bool(pairs) and pairs[0][0] is best
    return best, leading, tuple(sorted((x, y) for k, x, y in pairs if k is best and k))


def stated(span: Span) -> tuple[float, ...]:
    """
    Give the number that the words state: one for a number or a bound, two for a range.

    "At least 30" and "30" state the same number; "dozens" (20 to 99) states a range.
    """
    low, high = span
    if low is not None and high is not None and low != high:
        return (low, high)
    return (low if low is not None else high or 0.0,)


def is_telling(number: tuple[float, ...]) -> bool:
    """
    Say whether a number is seldom met by chance: three digits of it are no zeros at its end (3,958; 11,300).
    """
    return len(number) == 1 and len(f"{abs(number[0]):.0f}".rstrip("0")) >= _TELLING_DIGITS
