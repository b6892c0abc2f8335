"""
Which values are one value, and which are less precise.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.credibility.spelling import in_any_order, less_precise, number_of, tokens, value_key


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("1,000", "1000", True),
        ("1000.0", "1000", True),
        ("٤", "4", True),
        ("-4", "−4", True),
        ("4", "-4", False),
        ("007", "7", False),
        ("0.5", "0.50", True),
        ("1e3", "1000", False),
        ("Al-Ward  field", "al-ward field", True),
        ("ﬁeld", "field", True),
        ("4 killed", "6 killed", False),
        ("confirmed", "not confirmed", False),
        ("A attacked B", "B attacked A", False),
        ("nan", "NaN", True),
    ],
)
def test_keys(one: str, two: str, same: bool) -> None:
    """
    Spellings of one value share a key, other values do not.
    """
    assert (value_key(one) == value_key(two)) is same


@pytest.mark.parametrize("text", ["nan", "inf", "", " ", "12a", "1,00", "--1", "1_000", "9" * 50])
def test_what_is_no_number(text: str) -> None:
    """
    Text that Python would read as a number, or that is none, stays text.
    """
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("few", "many", "expected"),
    [
        ("haag", "estevez haag perry", True),
        ("37", "a37", True),
        ("b9", "b9a", True),
        ("44j", "444j", False),
        ("haag", "haag", False),
        ("haag perry", "estevez haag", False),
    ],
)
def test_less_precise(few: str, many: str, expected: bool) -> None:
    """
    All words of the less precise value stand in the fuller one.
    """
    assert ((0, 1) in less_precise([(0, tokens(few)), (1, tokens(many))])) is expected


def test_inverted_names_have_one_key_in_any_order() -> None:
    """
    Order and separators do not matter where they may not.
    """
    assert in_any_order("knuth, donald") == in_any_order("donald knuth")


@given(st.text(max_size=60))
def test_keys_are_stable(text: str) -> None:
    """
    A key is its own key, unless it marks a number.
    """
    key = value_key(text)

    assert key.startswith("#") or value_key(key) == key or value_key(value_key(key)) == value_key(key)


def test_runs_of_combining_marks_cost_little() -> None:
    """
    Normalising runs of marks is quadratic, so long values are compared as they stand.
    """
    cost = []
    for count in (50_000, 200_000):
        text = "a" + "\u0301\u0316" * count
        start = time.process_time()
        for _ in range(20):
            value_key(text)
        cost.append(time.process_time() - start)

    assert cost[1] < 0.05 + 10 * cost[0]
