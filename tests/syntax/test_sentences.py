"""
Plain sentences of both languages and what is in them: predicates, their subjects, polarity, and who says them.
"""

from __future__ import annotations

import pytest

from syntax.texts import outline, read

# Each line of an outline: predicate: kind (not), its subject < what it is said under
_ENGLISH = [
    (
        "The army said that its troops entered the town on Sunday.",
        ["said: say, The army", "entered: fact, its troops < said"],
    ),
    (
        "The mayor denied that the dam had failed.",
        ["denied: say, The mayor", "failed: fact, the dam < denied"],
    ),
    (
        "Four people were killed in the blast, the health ministry said.",
        ["killed: fact, Four people < said", "said: say, the health ministry"],
    ),
    (
        "The convoy did not reach the village.",
        ["reach: fact not, The convoy"],
    ),
    (
        "“The bridge is closed,” the governor told reporters.",
        ["is: fact, The bridge < told", "told: say, the governor"],
    ),
    (
        "Residents said the army had not opened the road.",
        ["said: say, Residents", "opened: fact not, the army < said"],
    ),
    (
        "The river will flood the port next month.",
        ["flood: forecast, The river"],
    ),
    (
        "The president vowed to rebuild the hospital.",
        ["vowed: say, The president", "rebuild: vow, - < vowed"],
    ),
    (
        "According to the ministry, seven soldiers died.",
        ["According: say, the ministry", "died: fact, seven soldiers < According"],
    ),
    (
        "No civilians were killed in the raid.",
        ["killed: fact not, No civilians"],
    ),
]

_ARABIC = [
    (
        "قال الجيش إن قواته دخلت المدينة صباح الأحد.",
        ["قال: say, الجيش", "دخلت: fact, قواته < قال"],
    ),
    (
        "نفى المحافظ أن السد انهار.",
        ["نفى: say, المحافظ", "انهار: fact, السد < نفى"],
    ),
    (
        "انهار سقف المدرسة، بحسب مصدر محلي.",
        ["انهار: fact, سقف المدرسة < بحسب", "بحسب: say, مصدر محلي"],
    ),
    (
        "وأكد شهود أن الجيش لم يفتح الطريق.",
        ["وأكد: say, شهود", "يفتح: fact not, الجيش < وأكد"],
    ),
    (
        "سيغلق الميناء الشهر المقبل.",
        ["سيغلق: forecast, الميناء"],
    ),
    (
        "وأضافت المصادر أن الطيران قصف البلدة.",
        ["وأضافت: say, المصادر", "قصف: fact, الطيران < وأضافت"],
    ),
    (
        "قال مسؤول إن الرتل لم يصل إلى القرية.",
        ["قال: say, مسؤول", "يصل: fact not, الرتل < قال"],
    ),
    (
        "أعلنت وزارة الصحة مقتل أربعة أشخاص.",
        ["أعلنت: say, وزارة الصحة", "مقتل: fact, أربعة أشخاص < أعلنت"],
    ),
    (
        "قتل سبعة جنود في المدينة.",
        ["قتل: fact, سبعة جنود"],
    ),
    (
        "وقالت الوكالة إن المحافظ أكد أن القوات انسحبت.",
        ["وقالت: say, الوكالة", "أكد: say, المحافظ < وقالت", "انسحبت: fact, القوات < أكد"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), _ENGLISH, ids=[text[:40] for text, _ in _ENGLISH])
def test_english_sentence_is_analysed(text: str, expected: list[str]) -> None:
    """
    A plain English sentence gives its predicates, with subject, kind, polarity and governor.
    """
    assert expected == outline(read(text, "en"))


@pytest.mark.parametrize(("text", "expected"), _ARABIC, ids=[text[:40] for text, _ in _ARABIC])
def test_arabic_sentence_is_analysed(text: str, expected: list[str]) -> None:
    """
    A plain Arabic sentence gives its predicates, with subject, kind, polarity and governor.
    """
    assert expected == outline(read(text, "ar"))


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("لا يزال عشرات السكان تحت الأنقاض.", set()),  # "still" denies nothing
        ("ما زالت المفاوضات جارية في العاصمة.", set()),
        ("طلب المسؤول عدم ذكر اسمه.", {"ذكر"}),  # the naming is denied, not the request
        ("طلبت الوزارة من السكان عدم الاقتراب من الموقع.", {"الاقتراب"}),
        ("أكد الوزير عدم وجود ضحايا.", {"وجود"}),
        ("رفض القاضي الإفراج عن الموقوفين.", set()),
        ("لم تعد الكهرباء إلى الحي.", {"تعد"}),
        ("لم يدخل الجيش البلدة.", {"يدخل"}),
    ],
)
def test_arabic_negation_belongs_to_what_it_stands_in_front_of(text: str, denied: set[str]) -> None:
    """
    A negation denies the verb or verbal noun behind it, not the verb above, and none where it says that it goes on.
    """
    found = read(text, "ar")
    assert denied == {found.tokens.text(p.at, p.at + 1) for p in found.predicates if p.negated}
