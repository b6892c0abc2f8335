"""
Put a score into other people's scales: Admiralty, ICD 203, STIX, Airwars.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from claimtrack.corroboration.weighing import Side
from claimtrack.errors import InvalidValueError
from claimtrack.model import Denies, Stance

GRADE_WORDS: dict[int, str] = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""Admiralty information grades in words (AJP-2.1; MISP admiralty-scale version 5)."""

INDEPENDENT_ENOUGH = 2.0
"""Independent origins that grade 1 asks for: "confirmed by other independent sources", so two."""

AGREEING = 1.25
"""Independent origins above which a claim "agrees with some" other information (grade 3).

Chosen by us: one origin counts 1, and a quarter is what all newcomers together may add at most.
"""

# Origins below this are floating point, not people: every report left leans on something that is gone.
_NOBODY = 1e-9

# The probability bands of the STIX 2.1 confidence scale for Admiralty grades 1 to 4.
_BANDS = ((0.8, 1), (0.6, 2), (0.4, 3), (0.2, 4))

_STIX = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}

# ICD 203 (MISP estimative-language version 5); upper ends, the last open.
_LIKELIHOODS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
)


class Airwars(StrEnum):
    """
    Grade a report of harm as Airwars does. Source: Airwars methodology; all but Fair from memory.
    """

    CONFIRMED = "Confirmed"
    FAIR = "Fair"
    WEAK = "Weak"
    CONTESTED = "Contested"
    DISCOUNTED = "Discounted"


@frozen
class Graded:
    """
    Hold an information grade and the rule that gave it.
    """

    grade: int
    rule: str


def grade_sides(affirming: Side, denying: Side, probability: float) -> Graded:
    """
    Give the Admiralty information grade, 1 to 6, with the rule that gave it.

    The band of the probability proposes a grade; what the grade's words ask for can only lower it.
    """
    contradicted = _contradicted(denying)
    if affirming.origins < _NOBODY and not contradicted:
        return Graded(6, "nobody who still stands by it affirms or denies it: cannot be judged")
    band = next((grade for low, grade in _BANDS if probability >= low), 5)
    n = affirming.origins
    rules = (
        (
            band <= 3 and n < AGREEING,
            Graded(4, "one origin, and nothing else that agrees with it"),
        ),
        (
            band == 1 and n < INDEPENDENT_ENOUGH,
            Graded(2, f"probable, but {n:.1f} independent origins are fewer than two: not confirmed"),
        ),
        (
            band == 1 and denying.origins >= 1.0,
            Graded(2, "two or more independent origins, but denied: not confirmed"),
        ),
        (band == 1, Graded(1, f"{n:.1f} independent origins agree, and none denies it")),
        (band == 2, Graded(2, f"{n:.1f} independent origins agree, which is not enough to confirm it")),
        (band == 3, Graded(3, "agrees with some other information, and no more than that")),
        (
            band == 5 and contradicted,
            Graded(5, "contradicted, and what speaks against it outweighs what speaks for it"),
        ),
        (True, Graded(4, _doubtful(affirming, contradicted=contradicted))),
    )
    return next(graded for applies, graded in rules if applies)


def _doubtful(affirming: Side, *, contradicted: bool) -> str:
    if contradicted:
        return "possible, but contradicted"
    if affirming.origins < AGREEING:
        return "possible, but one origin and no other information"
    return "possible, but what speaks for it is weak"


def _contradicted(denying: Side) -> bool:
    """
    Tell whether anybody still denies the deed, or says what was so instead.
    """
    return any(
        w.weight > 0.0 and w.item.stance is not Stance.RETRACT and w.item.denies is not Denies.FIGURE
        for w in denying.weighed
    )


def likelihood(probability: float) -> str:
    """
    Give the ICD 203 words for a probability ("likely"); never to be joined with a confidence.
    """
    if not 0.0 <= probability <= 1.0:
        raise InvalidValueError("probability", probability, "a number from 0 to 1")
    return next((words for high, words in _LIKELIHOODS if probability < high), "almost certain")


def stix_confidence(grade: int) -> int | None:
    """
    Give the STIX 2.1 confidence (0 to 100) of an information grade; grade 6 has none, which is not 0.
    """
    if grade not in GRADE_WORDS:
        raise InvalidValueError("grade", grade, "a whole number from 1 to 6")
    return _STIX.get(grade)


def grade_airwars(affirming: Side, denying: Side, grade: int) -> Airwars | None:
    """
    Give the Airwars grade, or None where nothing can be judged.

    Confirmed needs an admission by the party itself; Discounted is our grade 5; Contested means
    that somebody other than the accused denies it; Fair asks for two origins, else Weak.
    """
    if grade == 6:
        return None
    if any(w.item.admission and w.weight > 0.0 for w in affirming.weighed):
        return Airwars.CONFIRMED
    if grade == 5:
        return Airwars.DISCOUNTED
    if any(not w.item.accused and w.log_odds < 0.0 for w in denying.weighed):
        return Airwars.CONTESTED
    # "Two or more" expected origins; from 1.5 on, two are likelier than one.
    return Airwars.FAIR if affirming.origins >= 1.5 else Airwars.WEAK
