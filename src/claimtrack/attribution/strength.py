"""
Grade how far the outlet commits itself to what is said, and how firmly the source asserts it: 0 to 5.

Two axes that are easily taken for one. Strength is the outlet's: it starts at what the kind of cue is
worth, and is lowered step by step by what weakens it; commitment is the source's, and knows nothing
of the outlet. A denial is no low strength: it is an operator, and a firm denial is firmly denied.

Source:
    The scale and the modifiers stand in docs/explanation; the order of commitment follows
    CommitmentBank (de Marneffe et al. 2019): know .87, say .35, believe -.11, suggest -.74, think -1.0.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from claimtrack.model import CueClass, SourceKind

_OUTLET: Mapping[CueClass, int] = {
    CueClass.CONFIRM: 4,
    CueClass.ANNOUNCE: 4,
    CueClass.SAY: 3,
    CueClass.REPORT: 3,
    CueClass.CREDIT: 3,
    CueClass.WARN: 2,
    CueClass.ESTIMATE: 2,
    CueClass.ACCUSE: 2,
    CueClass.SPECULATE: 1,
    CueClass.CLAIM: 1,
    CueClass.DENY: 3,
    CueClass.DOUBT: 2,
    CueClass.RETRACT: 4,
    CueClass.CORRECT: 4,
}
"""What a cue of each kind is worth to the outlet: 4 an assertion on record, 3 a neutral report, 2 an
opinion or estimate, 1 an allegation or possibility."""

_SOURCE: Mapping[CueClass, int] = {
    CueClass.CONFIRM: 5,
    CueClass.ANNOUNCE: 5,
    CueClass.SAY: 4,
    CueClass.REPORT: 4,
    CueClass.CREDIT: 3,
    CueClass.WARN: 3,
    CueClass.ESTIMATE: 3,
    CueClass.ACCUSE: 4,
    CueClass.SPECULATE: 2,
    CueClass.CLAIM: 4,
    CueClass.DENY: 5,
    CueClass.DOUBT: 2,
    CueClass.RETRACT: 5,
    CueClass.CORRECT: 5,
}
"""How firmly a source asserts with each kind of cue; an allegation is weak for the outlet and firm for the source."""

_NAMED_WORTH = 4
"""What a plain cue is worth where an accountable source speaks by name."""
_UNVERIFIED_CAP = 2
_DISTANCE_CAP = 1
_OWN_VOICE = 5
_BACKGROUND = 4

_UNNAMED = frozenset({SourceKind.UNNAMED_SOURCES, SourceKind.LOCAL_SOURCES})


@frozen(kw_only=True)
class Ground:
    """
    Hold all that grading looks at.

    Attributes:
        cue_class: Kind of the cue, or None for a bare quotation or a credit.
        kind: Kind of the innermost source, or None where nobody is named.
        named: Whether it is named, `anonymous` whether the text says that it will not be.
        concordant: Whether several unnamed sources agree (مصادر متطابقة).
        distancing: Whether the cue keeps its distance.
        hedged: Whether a hedge stands over the content.
        unverified: Whether the text says that nobody could check.
        against_interest: Whether the source admits something.
        quoted: Whether the words of the source are given.
        relayed: Whether somebody else passes it on.

    """

    cue_class: CueClass | None
    kind: SourceKind | None
    named: bool = False
    anonymous: bool = False
    concordant: bool = False
    distancing: bool = False
    hedged: bool = False
    unverified: bool = False
    attitude: bool = False
    quoted: bool = False
    relayed: bool = False


@frozen
class Grade:
    """
    Hold both grades and one reason a step.
    """

    strength: int
    commitment: int
    reasons: tuple[str, ...]


_OPEN_CAP = 2
"""Strength at most of what is asked, supposed or left open: nobody puts it forward."""


def grade_own_voice(*, background: bool, hedged: bool, left_open: bool = False) -> Grade:
    """
    Grade what the outlet says itself: it asserts the thing, and less where it only reminds of it or leaves it open.
    """
    strength = _BACKGROUND if background else _OWN_VOICE
    reasons = ["own_voice:background" if background else "own_voice"]
    if hedged:
        strength -= 1
        reasons.append("hedge:-1")
    if left_open and strength > _OPEN_CAP:
        strength = _OPEN_CAP
        reasons.append(f"open:<={_OPEN_CAP}")
    return Grade(strength, strength, tuple(reasons))


def grade(ground: Ground) -> Grade:
    """
    Grade an attribution from its cue and its source.
    """
    strength, reasons = _worth(ground)
    commitment = _SOURCE.get(ground.cue_class, 4) if ground.cue_class else 4
    if ground.attitude:
        reasons.append("attitude")
        commitment = min(commitment, 3)
    steps = (
        ("concordant:+1", ground.concordant, 1),
        ("anonymous:-1", _is_anonymous(ground), -1),
        ("hedge:-1", ground.hedged, -1),
    )
    for reason, applies, step in steps:
        if applies and 0 <= strength + step <= 5:
            strength += step
            reasons.append(reason)
    caps = (
        (f"unverified:<={_UNVERIFIED_CAP}", ground.unverified, _UNVERIFIED_CAP),
        (f"distancing:<={_DISTANCE_CAP}", ground.distancing, _DISTANCE_CAP),
    )
    for reason, applies, cap in caps:
        if applies and strength > cap:
            strength = cap
            reasons.append(reason)
    if ground.hedged and commitment > 0:
        commitment -= 1
    return Grade(strength, commitment, tuple(reasons))


def _worth(ground: Ground) -> tuple[int, list[str]]:
    """
    Give what the cue is worth before any step, with its reason.
    """
    cue = ground.cue_class
    if cue is None:
        worth, reason = (3, "quotation") if ground.quoted else (3, "credit")
    else:
        worth, reason = _OUTLET[cue], f"cue:{cue.value}"
    reasons = [reason]
    plain = cue is None or cue in (CueClass.SAY, CueClass.REPORT)
    if plain and ground.named and not ground.relayed:
        worth = _NAMED_WORTH
        reasons.append("named:+1")
    if plain and (ground.kind is None or ground.kind in _UNNAMED):
        worth = 2
        reasons.append("unnamed:-1")
    return worth, reasons


def _is_anonymous(ground: Ground) -> bool:
    """
    Say whether the source will not be named, where that has not been counted yet.
    """
    if ground.anonymous:
        return True
    return ground.kind in _UNNAMED or ground.kind is None
