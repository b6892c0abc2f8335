"""
Grades of strength and commitment, one row a rule.
"""

from __future__ import annotations

from itertools import product

import pytest

from claimtrack.attribution.strength import Ground, grade, grade_own_voice
from claimtrack.model import CueClass, SourceKind

_OFFICIAL = SourceKind.OFFICIAL
_LOCAL = SourceKind.LOCAL_SOURCES

_GRADES = [
    (Ground(cue_class=CueClass.CONFIRM, kind=_OFFICIAL, named=True), 4, 5),
    (Ground(cue_class=CueClass.SAY, kind=_OFFICIAL, named=True), 4, 4),
    (Ground(cue_class=CueClass.SAY, kind=_OFFICIAL), 3, 4),
    (Ground(cue_class=CueClass.SAY, kind=_OFFICIAL, named=True, relayed=True), 3, 4),
    (Ground(cue_class=CueClass.CLAIM, kind=_OFFICIAL, named=True), 1, 4),
    (Ground(cue_class=CueClass.SPECULATE, kind=_OFFICIAL, named=True), 1, 2),
    (Ground(cue_class=CueClass.CONFIRM, kind=_LOCAL), 3, 5),
    (Ground(cue_class=CueClass.CONFIRM, kind=SourceKind.MILITARY, anonymous=True), 3, 5),
    (Ground(cue_class=CueClass.CONFIRM, kind=_LOCAL, concordant=True), 4, 5),
    (Ground(cue_class=CueClass.SAY, kind=_OFFICIAL, named=True, hedged=True), 3, 3),
    (Ground(cue_class=CueClass.SAY, kind=_OFFICIAL, named=True, unverified=True), 2, 4),
    (Ground(cue_class=CueClass.SAY, kind=_OFFICIAL, named=True, distancing=True), 1, 4),
    (Ground(cue_class=CueClass.SAY, kind=None), 1, 4),
    (Ground(cue_class=None, kind=_OFFICIAL, named=True, quoted=True), 4, 4),
    (Ground(cue_class=None, kind=_OFFICIAL), 3, 4),
    (Ground(cue_class=CueClass.CLAIM, kind=_LOCAL, hedged=True), 0, 3),
    (Ground(cue_class=CueClass.CONFIRM, kind=_OFFICIAL, named=True, attitude=True), 4, 3),
]


@pytest.mark.parametrize(("ground", "strength", "commitment"), _GRADES)
def test_grade_follows_the_rules(ground: Ground, strength: int, commitment: int) -> None:
    """
    A ground gives the strength and commitment that the rules name.
    """
    judged = grade(ground)

    assert (strength, commitment) == (judged.strength, judged.commitment)


def test_own_voice_is_highest_and_background_next() -> None:
    """
    The outlet asserts what it says itself, less where it only reminds, and less where it hedges.
    """
    grades = [
        grade_own_voice(background=background, hedged=hedged).strength
        for background, hedged in ((False, False), (True, False), (False, True), (True, True))
    ]

    assert [5, 4, 4, 3] == grades


def test_what_is_left_open_is_weak() -> None:
    """
    What the outlet only asks, supposes or doubts has strength 2 at most, and the reason is named.
    """
    grades = [
        grade_own_voice(background=background, hedged=hedged, left_open=True)
        for background, hedged in ((False, False), (True, True))
    ]

    assert [(2, "open:<=2"), (2, "open:<=2")] == [(g.strength, g.reasons[-1]) for g in grades]


def test_every_ground_has_a_grade_with_reasons() -> None:
    """
    Both grades stay on their scale for every cue and source, and nothing is graded without a reason.
    """
    flags = ("anonymous", "concordant", "distancing", "hedged", "unverified", "attitude")
    for cue, kind in product([None, *CueClass], [None, *SourceKind]):
        for flag in flags:
            judged = grade(Ground(cue_class=cue, kind=kind, **{flag: True}))  # type: ignore[arg-type]  # all are bool
            assert 0 <= judged.strength <= 5
            assert 0 <= judged.commitment <= 5
            assert judged.reasons
