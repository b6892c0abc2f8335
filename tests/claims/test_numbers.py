"""
Tests of number words and digits.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims.digits import digits_of, value_of
from claimtrack.claims.numbers import read_number
from claimtrack.language import load_pack, tokenise

ENGLISH = [
    ("one", 1),
    ("two", 2),
    ("seven", 7),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("nineteen", 19),
    ("twenty", 20),
    ("twenty-one", 21),
    ("twenty one", 21),
    ("forty-five", 45),
    ("fourty", 40),
    ("ninety-nine", 99),
    ("a hundred", 100),
    ("one hundred", 100),
    ("a hundred and one", 101),
    ("one hundred ten", 110),
    ("two hundred and five", 205),
    ("three hundred forty-two", 342),
    ("nine hundred ninety-nine", 999),
    ("a thousand", 1_000),
    ("one thousand", 1_000),
    ("twelve hundred", 1_200),
    ("twenty-one hundred", 2_100),
    ("two thousand", 2_000),
    ("two thousand five hundred", 2_500),
    ("three thousand two hundred and one", 3_201),
    ("ten thousand", 10_000),
    ("seventeen thousand", 17_000),
    ("two hundred and five thousand", 205_000),
    ("six hundred thousand", 600_000),
    ("a million", 1_000_000),
    ("three million", 3_000_000),
    ("half a million", 500_000),
    ("a quarter of a million", 250_000),
    ("a million and a half", 1_500_000),
    ("two and a half million", 2_500_000),
    ("one billion", 1_000_000_000),
    ("a trillion", 1_000_000_000_000),
    ("a dozen", 12),
    ("half a dozen", 6),
    ("two dozen", 24),
    ("0", 0),
    ("7", 7),
    ("42", 42),
    ("1,200", 1_200),
    ("11,300", 11_300),
    ("1,234,567", 1_234_567),
    ("2.5", 2.5),
    ("2.5 million", 2_500_000),
    ("1.25 billion", 1_250_000_000),
    ("3 million", 3_000_000),
    ("300 thousand", 300_000),
    ("12 dozen", 144),
    ("5 hundred", 500),
    ("11.300", 11_300),
    ("1.250.000", 1_250_000),
    ("3 bn", 3_000_000_000),
    ("4 mn", 4_000_000),
    ("one million two hundred thousand", 1_200_000),
    ("two million and five", 2_000_005),
    ("eight hundred and eighty-eight", 888),
    ("fifteen", 15),
    ("sixty-six", 66),
    ("seventy", 70),
    ("eighty thousand", 80_000),
    ("thirty-three thousand three hundred", 33_300),
    ("one hundred and fifty", 150),
    ("fifty-five", 55),
]
ENGLISH_VAGUE = [
    ("dozens", 20, 99),
    ("tens", 20, 99),
    ("scores", 20, 99),
    ("hundreds", 100, 999),
    ("thousands", 2_000, None),
    ("millions", 2_000_000, None),
    ("tens of thousands", 20_000, 99_999),
    ("hundreds of thousands", 100_000, 999_999),
    ("several hundred", 300, 999),
    ("several thousand", 3_000, 9_999),
    ("a few hundred", 300, 999),
    ("a few thousand", 3_000, 9_999),
    ("several dozen", 36, 119),
    ("tens of millions", 20_000_000, 99_999_999),
]
ENGLISH_RANKS = [
    "first",
    "second",
    "third",
    "twentieth",
    "twenty-first",
    "1st",
    "2nd",
    "3rd",
    "21st",
    "11th",
    "hundred-first",
]
ENGLISH_NONE = [
    "several",
    "a few",
    "a man",
    "million",
    "hundred",
    "some",
    "many",
    "house",
    "2020.07.08",
    "1.2.3",
    "half",
]

ARABIC = [
    ("واحد", 1),
    ("اثنان", 2),
    ("اثنين", 2),
    ("ثلاثة", 3),
    ("ثلاث", 3),
    ("أربعة", 4),
    ("خمس", 5),
    ("ستة", 6),
    ("سبعة", 7),
    ("ثمانية", 8),
    ("ثماني", 8),
    ("تسعة", 9),
    ("عشرة", 10),
    ("أحد عشر", 11),
    ("إحدى عشرة", 11),
    ("اثنا عشر", 12),
    ("اثني عشر", 12),
    ("اثنتي عشرة", 12),
    ("ثلاثة عشر", 13),
    ("خمس عشرة", 15),
    ("تسعة عشر", 19),
    ("عشرون", 20),
    ("عشرين", 20),
    ("بعشرين", 20),
    ("واحد وعشرون", 21),
    ("خمسة وعشرين", 25),
    ("ثلاثين", 30),
    ("خمسين", 50),
    ("تسعة وتسعون", 99),
    ("مئة", 100),
    ("مائة", 100),
    ("مية", 100),
    ("مئة وواحد", 101),
    ("مئة وعشرة", 110),
    ("مئة وخمسة وعشرون", 125),
    ("مئتان", 200),
    ("مئتين", 200),
    ("مائتي", 200),
    ("مئتان وخمسون", 250),
    ("ثلاثمئة", 300),
    ("ثلاث مئة", 300),
    ("أربعمائة", 400),
    ("خمسمئة", 500),
    ("ثمانمئة", 800),
    ("تسعمئة وتسعة وتسعون", 999),
    ("ثلاثمئة وخمسة وستين", 365),
    ("ألف", 1_000),
    ("ألفا", 1_000),
    ("ألف ومئة", 1_100),
    ("ألف ومئتين", 1_200),
    ("ألفان", 2_000),
    ("ألفين", 2_000),
    ("ألفان وثلاثمئة", 2_300),
    ("ألفان وثلاثمئة وواحد", 2_301),
    ("ثلاثة آلاف", 3_000),
    ("ثلاثة آلاف ومئتان", 3_200),
    ("خمسة آلاف وأربعمئة", 5_400),
    ("عشرة آلاف", 10_000),
    ("أحد عشر ألفا", 11_000),
    ("اثني عشر ألفا", 12_000),
    ("خمسة وعشرون ألفا", 25_000),
    ("خمسة وعشرون ألفا وثلاثمئة", 25_300),
    ("مئة ألف", 100_000),
    ("مئة ألف وألفان", 102_000),
    ("مئتا ألف", 200_000),
    ("ثلاثمئة ألف", 300_000),
    ("نصف مليون", 500_000),
    ("ربع مليون", 250_000),
    ("مليون", 1_000_000),
    ("مليون ونصف", 1_500_000),
    ("مليون ونصف المليون", 1_500_000),
    ("مليونان", 2_000_000),
    ("مليونين", 2_000_000),
    ("ثلاثة ملايين", 3_000_000),
    ("سبعة ملايين", 7_000_000),
    ("مئة وعشرين مليونا", 120_000_000),
    ("مليار", 1_000_000_000),
    ("ملياران", 2_000_000_000),
    ("خمسة مليارات", 5_000_000_000),
    ("3 آلاف", 3_000),
    ("٣ آلاف", 3_000),
    ("6 آلاف", 6_000),
    ("100 ألف", 100_000),
    ("20 ألفا", 20_000),
    ("3 آلاف و500", 3_500),
    ("11 ألفا و300", 11_300),
    ("2.5 مليون", 2_500_000),
    ("٢٫٥ مليون", 2_500_000),
    ("3 ملايين", 3_000_000),
    ("٢٠", 20),
    ("٣٬٥٠٠", 3_500),
    ("11،300", 11_300),
    ("11,300", 11_300),
    ("۴۵", 45),
    ("500", 500),
    ("مِئة", 100),
    ("ثَلاثَة", 3),
    ("ثـلاثـة", 3),
    ("سبعين", 70),
    ("ستون ألفا", 60_000),
    ("ثمانية وأربعين", 48),
    ("مليون ومئتي ألف", 1_200_000),
]
ARABIC_VAGUE = [
    ("عشرات", 20, 99),
    ("العشرات", 20, 99),
    ("مئات", 100, 999),
    ("المئات", 100, 999),
    ("آلاف", 2_000, None),
    ("الآلاف", 2_000, None),
    ("ملايين", 2_000_000, None),
    ("عشرات الآلاف", 20_000, 99_999),
    ("مئات الآلاف", 100_000, 999_999),
    ("بضعة آلاف", 3_000, 9_999),
    ("بضع مئات", 300, 999),
    ("عدة آلاف", 3_000, 9_999),
    ("وعشرات", 20, 99),
]
ARABIC_RANKS = ["الأول", "الثاني", "رابع", "الخامسة", "الحادي عشر", "الثالث عشر", "الحادي والعشرين"]
ARABIC_NONE = ["بضعة", "عدة", "نصف", "رجل", "بيت"]


def _read(text: str, lang: str) -> tuple[float, float | None] | None:
    tokens = tokenise(text, load_pack(lang))
    number = read_number(tokens, 0, len(tokens))
    if number is None or number.ordinal or number.last != len(tokens):
        return None
    return number.low, number.high


@pytest.mark.parametrize(("text", "value"), ENGLISH)
def test_english_numbers(text: str, value: float) -> None:
    """
    English numbers have their value, whole and to the last word.
    """
    assert (value, value) == _read(text, "en")


@pytest.mark.parametrize(("text", "value"), ARABIC)
def test_arabic_numbers(text: str, value: float) -> None:
    """
    Arabic numbers have their value, whole and to the last word.
    """
    assert (value, value) == _read(text, "ar")


@pytest.mark.parametrize(("text", "low", "high"), ENGLISH_VAGUE)
def test_english_vague_numbers(text: str, low: float, high: float | None) -> None:
    """
    Vague English numbers are intervals.
    """
    assert (low, high) == _read(text, "en")


@pytest.mark.parametrize(("text", "low", "high"), ARABIC_VAGUE)
def test_arabic_vague_numbers(text: str, low: float, high: float | None) -> None:
    """
    Vague Arabic numbers are intervals.
    """
    assert (low, high) == _read(text, "ar")


@pytest.mark.parametrize(
    ("text", "lang"),
    [(t, "en") for t in ENGLISH_RANKS + ENGLISH_NONE] + [(t, "ar") for t in ARABIC_RANKS + ARABIC_NONE],
)
def test_ranks_and_words_are_no_numbers(text: str, lang: str) -> None:
    """
    A rank is no count, and "several" gives no number.
    """
    assert _read(text, lang) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_of_any_script_have_one_value(value: int) -> None:
    """
    A number in Arabic-Indic digits has the value that it has in ASCII digits.
    """
    arabic = str(value).translate({ord(str(d)): chr(0x0660 + d) for d in range(10)})

    assert (float(value), str(value)) == (value_of(arabic), digits_of(arabic))


@given(st.text(max_size=80), st.sampled_from(["ar", "en"]))
def test_any_text_is_read_without_error(text: str, lang: str) -> None:
    """
    No text breaks the number grammar, and a number ends behind its start.
    """
    tokens = tokenise(text, load_pack(lang))
    numbers = [read_number(tokens, at, len(tokens)) for at in range(len(tokens))]

    assert all(n is None or n.last > n.first for n in numbers)
