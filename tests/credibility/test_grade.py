"""
Intervals and letters.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.credibility.grade import grade, interval
from claimtrack.model import SourceGrade


@given(st.floats(1e-4, 1e6), st.floats(1e-4, 1e6))
def test_an_interval_lies_between_0_and_1(right: float, wrong: float) -> None:
    """
    Both ends are shares, in order.
    """
    low, high = interval(right, wrong)

    assert 0 <= low <= high <= 1


@given(st.floats(1, 100), st.floats(1, 100))
def test_more_of_the_same_narrows_the_interval(right: float, wrong: float) -> None:
    """
    Ten times the outcomes with the same share give a narrower interval.
    """
    few, many = interval(right, wrong), interval(10 * right, 10 * wrong)

    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize(
    ("right", "wrong", "low", "high"),
    [(7, 3, 0.45, 0.90), (70, 30, 0.62, 0.77), (2, 2, 0.135, 0.865)],
)
def test_intervals_are_near_the_exact_ones(right: float, wrong: float, low: float, high: float) -> None:
    """
    The ends lie within .03 of the 5 % and 95 % points of the Beta distribution.
    """
    assert interval(right, wrong) == pytest.approx((low, high), abs=0.03)


@pytest.mark.parametrize(
    ("mean", "low", "outcomes", "letter"),
    [
        (0.95, 0.8, 50, SourceGrade.A),
        (0.95, 0.5, 6, SourceGrade.B),
        (0.95, 0.8, 4.9, SourceGrade.F),
        (0.62, 0.4, 7, SourceGrade.C),
        (0.3, 0.1, 7, SourceGrade.D),
        (0.05, 0.0, 70, SourceGrade.E),
        (0.0, 0.0, 70, SourceGrade.E),
    ],
)
def test_letters(mean: float, low: float, outcomes: float, letter: SourceGrade) -> None:
    """
    The letter goes with the mean; A wants an interval to match, and few outcomes are F.
    """
    assert grade(mean, low, outcomes) is letter
