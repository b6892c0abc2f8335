"""
Texts as marks: what each word is worth in a comparison.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.claims.marks import Tag
from claimtrack.claims.signature import language_of, opposites, read_marks


def _keys(text: str, lang: str | None = None) -> list[str]:
    return [m.key for m in read_marks(text, lang) if not m.tags & Tag.IGNORABLE]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("attacked", "attacks"),
        ("entering", "entered"),
        ("U.S. troops", "US troops"),
        ("the United States", "America"),
        ("won't", "will not"),
        ("3,500 sheep", "3500 sheep"),
        ("a hundred and five", "105"),
        ("twenty-five", "25"),
        ("two thousand and twenty", "2020"),
        ("10 per cent", "10%"),
        ("القرية", "قرية"),
        ("خمسة وعشرون", "25"),
        ("3 آلاف", "3000"),
    ],
)
def test_one_thing_said_in_two_ways_has_one_key(a: str, b: str) -> None:
    """
    Inflections, exact synonyms and spellings of numbers meet.
    """
    assert _keys(a) == _keys(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("attackers", "attacks"),
        ("us", "US"),
        ("first", "third"),
        ("dozens", "hundreds"),
        ("from", "to"),
        ("may", "will"),
        ("he", "she"),
        ("5", "-5"),
        ("2.5", "25"),
        ("$5", "€5"),
        ("5 million", "5 billion"),
        ("July", "June"),
        ("الأول", "الثالث"),
        ("قبل", "بعد"),
    ],
)
def test_two_things_have_two_keys(a: str, b: str) -> None:
    """
    What changes the sense keeps its own key, small words included.
    """
    assert _keys(a) != _keys(b)


def test_months_are_the_same_in_both_languages() -> None:
    """
    A month is its number, whatever it is called.
    """
    assert {"@month7"} == {key for text in ("July", "تموز", "يوليو") for key in _keys(text)}


def test_a_verb_is_no_month() -> None:
    """
    "may" is a modal unless it is capitalised.
    """
    assert read_marks("it may rain")[1].tags & Tag.MODAL
    assert read_marks("in May")[1].tags & Tag.TIME


def test_a_credit_behind_a_dash_is_dropped() -> None:
    """
    The name of an agency at the end, a masthead behind a bar and a dateline say nothing of the claim.
    """
    plain = _keys("Fire closes the old harbour")

    assert plain == _keys("Fire closes the old harbour - Reuters")
    assert plain == _keys("Fire closes the old harbour | The Daily Shore")
    assert plain == _keys("LARNACA (Reuters) - Fire closes the old harbour")


def test_an_agency_inside_a_text_stays() -> None:
    """
    An agency that something happens to is part of the claim.
    """
    assert _keys("Reuters reporter freed") != _keys("reporter freed")


def test_opposites_hold_in_both_directions() -> None:
    """
    If rising excludes falling, falling excludes rising.
    """
    for concept, others in opposites().items():
        for other in others:
            assert concept in opposites()[other]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("The bridge is closed", "en"), ("أغلق الجسر", "ar"), ("The الجسر bridge", "en"), ("", "en"), ("¿?", "en")],
)
def test_language_of_short_texts(text: str, lang: str) -> None:
    """
    The script with most letters decides.
    """
    assert lang == language_of(text)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    """
    Any text gives marks with a key and a form, the same each time.
    """
    marks = read_marks(text)

    assert all(mark.key and mark.form for mark in marks)
    assert [m.key for m in marks] == [m.key for m in read_marks(text)]


def test_thousands_alone_is_no_thousand() -> None:
    """
    آلاف multiplies a number in front of it; alone it is vague.
    """
    assert ["#3000"] == _keys("3 آلاف")
    assert _keys("آلاف") != _keys("1000")
