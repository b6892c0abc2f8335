"""
Track records: no leakage, shrinkage, forgetting, and turns for the worse.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.credibility import Outcome, prior_of, source_records
from claimtrack.errors import InvalidValueError
from claimtrack.model import SourceGrade, SourceKind

DAY = date(2021, 6, 1)


def outcomes(right: str, *, source: str = "a", stake: float = 1.0, end: date = DAY) -> list[Outcome]:
    """
    Build outcomes of successive days before `end`: "1" right, "0" wrong.
    """
    first = end - timedelta(days=len(right))
    return [
        Outcome(source=source, right=float(mark), known=first + timedelta(days=n), stake=stake)
        for n, mark in enumerate(right)
    ]


cases = st.lists(
    st.builds(
        Outcome,
        source=st.sampled_from(["a", "b", "c"]),
        right=st.sampled_from([0.0, 0.5, 1.0]),
        known=st.dates(date(2019, 1, 1), date(2021, 12, 31)),
        stake=st.sampled_from([0.1, 0.5, 1.0]),
    ),
    max_size=30,
)


@given(cases, st.dates(date(2019, 1, 1), date(2021, 12, 31)))
def test_nothing_known_on_the_day_or_later_counts(known: list[Outcome], day: date) -> None:
    """
    Leaving out what became known from the day on changes nothing.
    """
    before = [outcome for outcome in known if outcome.known < day]
    names = ["a", "b", "c"]

    assert source_records(known, as_of=day, sources=names) == source_records(before, as_of=day, sources=names)


@given(cases, st.randoms())
def test_order_of_outcomes_does_not_matter(known: list[Outcome], random: object) -> None:
    """
    The same outcomes in any order give the same records.
    """
    shuffled = random.sample(known, k=len(known))  # type: ignore[attr-defined]  # hypothesis' Random

    assert source_records(known, as_of=DAY) == source_records(shuffled, as_of=DAY)


@given(cases)
def test_records_are_in_bounds(known: list[Outcome]) -> None:
    """
    The mean lies strictly between 0 and 1 and in its interval.
    """
    for record in source_records(known, as_of=date(2022, 1, 1)):
        assert 0 < record.low <= record.mean <= record.high < 1


@pytest.mark.parametrize("kind", list(SourceKind))
def test_without_outcomes_a_source_is_its_kind_and_not_judged(kind: SourceKind) -> None:
    """
    No outcome: the prior of the kind, grade F.
    """
    (record,) = source_records([], as_of=DAY, kinds={"a": kind}, sources=["a"])

    assert (record.mean, record.grade, record.outcomes) == (pytest.approx(prior_of(kind)), SourceGrade.F, 0)


@pytest.mark.parametrize(
    ("marks", "grade"),
    [
        ("1111", SourceGrade.F),
        ("1111111111111111111111111", SourceGrade.A),
        ("111111110111", SourceGrade.B),
        ("1010101010", SourceGrade.C),
        ("000010000000000000000", SourceGrade.D),
    ],
)
def test_grades_follow_the_record(marks: str, grade: SourceGrade) -> None:
    """
    The letter goes with the share of right outcomes, once there are enough of them.
    """
    (record,) = source_records(outcomes(marks), as_of=DAY)

    assert record.grade is grade


def test_old_outcomes_fade() -> None:
    """
    Mistakes of six years ago weigh less than mistakes of last month.
    """
    old = outcomes("00000", end=DAY - timedelta(days=6 * 365))
    new = outcomes("00000")
    (then,), (now,) = source_records(old, as_of=DAY), source_records(new, as_of=DAY)

    assert then.mean > now.mean + 0.1


def test_three_lies_undo_two_hundred_easy_truths() -> None:
    """
    Farmed credibility does not pay for lies: the third lie brings the source down to its prior.
    """
    honest = source_records(outcomes("1" * 200), as_of=DAY)[0]
    lied = source_records(outcomes("1" * 200 + "000"), as_of=DAY)[0]

    assert honest.mean > 0.95
    assert lied.mean < 0.85


def test_one_mistake_is_no_turn() -> None:
    """
    A source that errs once in two hundred keeps its grade.
    """
    (record,) = source_records(outcomes("1" * 199 + "0"), as_of=DAY)

    assert record.grade is SourceGrade.A


def test_trust_comes_back_slowly() -> None:
    """
    Three truths after a row of lies do not restore the source.
    """
    (record,) = source_records(outcomes("0" * 20 + "111"), as_of=DAY)

    assert record.mean < 0.4


def test_trivial_truths_count_little() -> None:
    """
    Two hundred truths of which little hung weigh less than twenty of which much did.
    """
    (cheap,) = source_records(outcomes("1" * 200, stake=0.01), as_of=DAY)
    (dear,) = source_records(outcomes("1" * 20), as_of=DAY)

    assert cheap.mean < dear.mean


def test_an_instant_stands_for_its_day() -> None:
    """
    What became known on the morning of the day asked for is not counted that day.
    """
    known = [Outcome(source="a", right=1, known=datetime(2021, 6, 1, 8, tzinfo=UTC))]

    assert source_records(known, as_of=datetime(2021, 6, 1, 20, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"right": float("nan")}, "right"),
        ({"right": -1}, "right"),
        ({"right": 2}, "right"),
        ({"stake": 0}, "stake"),
        ({"stake": -0.5}, "stake"),
        ({"source": " "}, "source"),
        ({"known": "2021-06-01"}, "known"),
    ],
)
def test_bad_outcomes_are_refused(bad: dict[str, object], field: str) -> None:
    """
    An outcome that is no share, or weighs nothing, is refused with the field named.
    """
    given_ = {"source": "a", "right": 1.0, "known": DAY} | bad
    with pytest.raises(InvalidValueError) as caught:
        Outcome(**given_)  # type: ignore[arg-type]  # bad on purpose

    assert caught.value.field == field


@pytest.mark.parametrize("days", [0.0, -1.0, float("nan")])
def test_a_half_life_is_above_zero(days: float) -> None:
    """
    A half-life that is none is refused.
    """
    with pytest.raises(InvalidValueError):
        source_records([], as_of=DAY, half_life_days=days)
