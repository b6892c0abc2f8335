"""
Grades, and other people's scales.
"""

from __future__ import annotations

import pytest

from claimtrack.corroboration import (
    Airwars,
    Evidence,
    TableRow,
    assess,
    assess_rows,
    likelihood,
    stix_confidence,
)
from claimtrack.errors import InvalidValueError
from claimtrack.model import SourceKind, Stance
from corroboration.builders import day, row


def many(count: int, stance: str = "affirm", **more: object) -> list[TableRow]:
    return [row(f"{stance} {k}", stance, k % 5, **more) for k in range(count)]


def grade(rows: list[TableRow], **more: object) -> tuple[int, str]:
    found = assess_rows(rows, **more).corroboration  # type: ignore[arg-type]
    return found.grade, found.rule


@pytest.mark.parametrize(
    ("rows", "expected", "words"),
    [
        (many(8), 1, "independent origins agree, and none denies"),
        ([*many(12), *many(1, "deny", strength=2)], 2, "but denied"),
        (many(4), 2, "not enough to confirm"),
        (many(2), 3, "agrees with some"),
        (many(1), 4, "one origin and no other"),
        (many(2, strength=1), 4, "what speaks for it is weak"),
        ([*many(5), *many(1, "deny")], 4, "possible, but contradicted"),
        ([*many(2), *many(2, "deny")], 5, "contradicted"),
        (many(3, "deny"), 5, "contradicted"),
        ([*many(8), row("x", "deny", kind=SourceKind.PARTY)], 1, "none denies"),
        ([row("a"), row("a", "correct", 1)], 5, "contradicted"),
        ([row("a"), row("a", "retract", 1)], 6, "cannot be judged"),
        (many(3, "observe"), 6, "cannot be judged"),
        (many(3, strength=0), 6, "cannot be judged"),
    ],
)
def test_each_grade_has_its_rule(rows: list[TableRow], expected: int, words: str) -> None:
    """
    The grade follows from the probability and from what the grade's words ask for, and says so.
    """
    found, rule = grade(rows)

    assert (expected, True) == (found, words in rule), (found, rule)


def test_only_independence_reaches_grade_1() -> None:
    """
    One origin, however firm and however often printed, stays at grade 4; two origins in many voices at 2.
    """
    leaning = [row(f"outlet {k}", when=1, leans_on=(("the ministry", 1.0),), strength=5) for k in range(50)]
    assert grade([row("the ministry", kind=SourceKind.DOCUMENT, strength=5), *leaning])[0] == 4

    items = [
        Evidence(id=f"i{k}", outlet="o", voice=f"v{k}", stance=Stance.AFFIRM, strength=5, kind=SourceKind.DOCUMENT)
        for k in range(9)
    ]
    few = assess(items, origins_at_most=1.9).corroboration
    assert (few.grade, few.independent_origins) == (2, 1.9)
    assert "fewer than two" in few.rule


def test_nothing_known_is_grade_6_with_a_wide_interval() -> None:
    """
    No evidence is not evidence of falsehood: grade 6, a wide interval, and no zero.
    """
    found = assess([]).corroboration

    assert found.grade == 6
    assert found.probability > 0.05
    assert found.high - found.low > 0.5
    assert stix_confidence(found.grade) is None


def test_before_the_first_report_nothing_can_be_judged() -> None:
    """
    A day before anybody spoke is graded 6.
    """
    assert grade(many(5), as_of=day(-1))[0] == 6


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_likelihood_words(probability: float, words: str) -> None:
    """
    Each band of ICD 203 begins at its lower end.
    """
    assert words == likelihood(probability)


def test_likelihood_refuses_what_is_no_probability() -> None:
    """
    A percentage is not taken for a probability.
    """
    with pytest.raises(InvalidValueError, match="0 to 1"):
        likelihood(55)


def test_stix_confidence() -> None:
    """
    Grades 1 to 5 have the values of STIX 2.1, grade 6 has none, and 7 is no grade.
    """
    assert [90, 70, 50, 30, 10, None] == [stix_confidence(g) for g in range(1, 7)]
    with pytest.raises(InvalidValueError, match="1 to 6"):
        stix_confidence(7)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (many(1), Airwars.WEAK),
        (many(3), Airwars.FAIR),
        ([*many(5), row("x", "deny", kind=SourceKind.PARTY)], Airwars.FAIR),
        ([*many(5), row("x", "deny")], Airwars.CONTESTED),
        ([*many(1), *many(3, "deny")], Airwars.DISCOUNTED),
        (many(2, "observe"), None),
    ],
)
def test_airwars_grades(rows: list[TableRow], expected: Airwars | None) -> None:
    """
    Two origins are fair, one is weak; a denial contests, unless it is the accused's own.
    """
    assert expected is assess_rows(rows).airwars


def test_an_admission_confirms() -> None:
    """
    A party that grants what it is charged with confirms it for Airwars.
    """
    items = [Evidence(id="i", outlet="o", voice="army", stance=Stance.AFFIRM, strength=5, admission=True)]

    assert assess(items).airwars is Airwars.CONFIRMED
