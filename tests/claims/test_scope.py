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


@pytest.mark.parametrize(
    ("text", "part", "mood"),
    [
        ("The bridge will not be completed this year, the ministry said.", "completed", Mood.FORECAST),
        ("The dam may burst within days, engineers warned.", "burst", Mood.FORECAST),
        ("The mayor said residents may have left the town.", "left", Mood.FACT),
        ("The clinic could not be reached by road, aid workers said.", "reached", Mood.FACT),
        ("The army should have closed the road, the lawyer argued.", "closed", Mood.OPINION),
        ("Troops must not enter the village, the mayor said.", "enter", Mood.DEMAND),
        ("The government has promised to pay the families.", "pay", Mood.VOW),
        ("The minister promised that it had paid.", "paid", Mood.FACT),
        ("The minister said he won't resign.", "resign", Mood.VOW),
        ("قال الوزير إن المشروع لن يكتمل هذا العام.", "يكتمل", Mood.FORECAST),
        ("سوف يفتح المعبر غدا، وفق الإدارة.", "يفتح", Mood.FORECAST),
        ("وعدت الحكومة بتعويض العائلات المتضررة.", "تعويض", Mood.VOW),
        ("هدد المسلحون بقصف الميناء.", "قصف", Mood.VOW),
        ("دعت الأمم المتحدة الطرفين إلى وقف القتال.", "وقف", Mood.DEMAND),
    ],
)
def test_the_mood_of_auxiliaries_and_of_what_governs(text: str, part: str, mood: Mood) -> None:
    """
    An auxiliary, or the verb of promising over a verbal noun or an infinitive, says how it is put.
    """
    assert [mood] == [a.mood for a in _extract(text) if part in a.quote]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("تراجع سهم المصرف ثلاثة في المئة يوم الاثنين.", None),
        ("تراجع المقاتلون نحو الجبال يوم الاثنين.", "withdraw"),
        ("نشرت الوكالة صورا للقافلة يوم الاثنين.", None),
        ("نشرت القيادة جنودا على الحدود يوم الاثنين.", "deploy"),
        ("Shares of the bank retreated on Tuesday.", None),
        ("The fighters retreated on Tuesday.", "withdraw"),
    ],
)
def test_what_stands_beside_settles_a_homonym(text: str, event: str | None) -> None:
    """
    Shares do not withdraw, and photos are not deployed: the class stays unknown.
    """
    assert [event] == [a.event for a in _extract(text)]
