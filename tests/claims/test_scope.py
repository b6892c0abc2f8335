"""
Tests of what stands over a proposition: negation and mood.
"""

from __future__ import annotations

import pytest

from claimtrack.claims import extract
from claimtrack.model import Appearance, Mood, Polarity, Report


def _extract(text: str) -> tuple[Appearance, ...]:
    return extract(Report(outlet="o", text=text, id="r", published="2024-05-10"))


@pytest.mark.parametrize(
    "text",
    [
        "No civilians were killed in the strike on the market on Monday.",
        "None of the 12 hostages was killed in the raid, the army said.",
        "The minister did not visit the flooded villages on Friday.",
        "The rebels refused to hand over the prisoners.",
        "لم يدخل رتل القوات الروسية إلى مدينة البوكمال يوم الأحد.",
        "أكد المتحدث عدم انسحاب أي قوة من المطار.",
        "رفضت العشيرة تسليم القاتل للشرطة.",
    ],
)
def test_negation_inside_a_claim_denies(text: str) -> None:
    """
    A claim with a negation of its own is the other side of the positive one, and its quote keeps the negation.
    """
    assert {Polarity.DENY} == {a.polarity for a in _extract(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Twelve soldiers were killed in Homs on Tuesday.",
        "ما زال أكثر من 60 شخصا في عداد المفقودين في بيروت.",
        "قتل 12 جنديا في هجوم على حاجز قرب المدينة.",
    ],
)
def test_what_is_not_negated_affirms(text: str) -> None:
    """
    "Still" is written with a negation in Arabic and is none.
    """
    assert {Polarity.AFFIRM} == {a.polarity for a in _extract(text)}


def test_a_denied_denial_is_denied_once() -> None:
    """
    Where the cue denies, the proposition is denied, whatever its own words do.
    """
    found = _extract("The army denied that its planes had hit the hospital on Monday.")

    assert {Polarity.DENY} == {a.polarity for a in found}


@pytest.mark.parametrize(
    "text",
    [
        "There is no evidence that two convoys were hit.",
        "It is unclear whether two convoys were hit.",
        "Did the army kill 12 civilians in Homs?",
        "هل قتل 5 جنود في حمص؟",
        "لا دليل على مقتل 5 جنود في حمص.",
        "من غير المعروف ما إذا كان الطيار قد نجا.",
    ],
)
def test_what_is_asked_or_left_open_is_no_claim_of_the_outlet(text: str) -> None:
    """
    A question, "no evidence" and "it is unclear whether" put nothing forward.
    """
    assert () == _extract(text)


def test_a_condition_is_no_fact() -> None:
    """
    What somebody makes a condition is marked so.
    """
    found = _extract("If the talks fail, the fighters will return to the front, the spokesman warned.")

    assert Mood.FACT not in {a.mood for a in found}


def test_facts_are_facts() -> None:
    """
    Nothing over a plain statement changes its mood.
    """
    assert {Mood.FACT} == {a.mood for a in _extract("Heavy shelling destroyed the bakery on Monday, residents said.")}
