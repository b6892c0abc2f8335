"""
Numbers in digits and in words, for comparison.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims.signature import read_marks
from claimtrack.claims.written_numbers import read_digits


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("007", 7),
        ("3,500", 3500),
        ("3,500.5", 3500.5),
        ("1.500.000", 1_500_000),
        ("2.5", 2.5),
        ("2,5", 2.5),
        ("1,23,4", None),
        ("1234567890123456", None),
    ],
)
def test_digits(text: str, value: float | None) -> None:
    """
    Thousands and decimals are told apart; what is neither, or too long to be exact, is None.
    """
    assert value == read_digits(text)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("five twenty", ["#5", "#20"]),
        ("two hundred and six", ["#206"]),
        ("one million two hundred thousand", ["#1200000"]),
        ("3 million", ["#3000000"]),
        ("4 6", ["#4", "#6"]),
        ("four and six", ["#4", "#6"]),
        ("and four", ["#4"]),
        ("four and", ["#4"]),
    ],
)
def test_words(text: str, keys: list[str]) -> None:
    """
    Words that make one number join; two numbers stay two.
    """
    assert keys == [m.key for m in read_marks(text, "en") if m.key.startswith("#")]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_share_a_key_only_if_they_are_equal(one: int, other: int) -> None:
    """
    Two numbers in digits never fall together.
    """
    first, second = (read_marks(str(n), "en")[0].key for n in (one, other))

    assert (first == second) == (one == other)
