"""
Tests of how stretches are cut into propositions.
"""

from __future__ import annotations

import pytest

from claimtrack.claims.reading import mark_text
from claimtrack.claims.split import split_stretch
from claimtrack.language import load_pack, tokenise

CASES = [
    ("en", "The blast killed 30 people and injured 3,000", ["The blast killed 30 people", "injured 3,000"]),
    ("en", "30 people died and 3,000 were injured", ["30 people died", "3,000 were injured"]),
    ("en", "at least 30 people dead and 2,500 injured", ["at least 30 people dead", "2,500 injured"]),
    ("en", "Rebels seized the mill, killing 3 guards", ["Rebels seized the mill", "killing 3 guards"]),
    ("en", "Rebels seized the mill after troops withdrew", ["Rebels seized the mill", "after troops withdrew"]),
    ("en", "that rebels seized the mill", ["rebels seized the mill"]),
    ("en", "The bombs killed and wounded 20 people", ["The bombs killed and wounded 20 people"]),
    (
        "en",
        "The floods that ravaged the port, in the east, had left 90 people dead",
        ["The floods that ravaged the port, in the east, had left 90 people dead"],
    ),
    (
        "en",
        "Two convoys, coming from the south, reached the town",
        ["Two convoys, coming from the south, reached the town"],
    ),
    ("en", "They counted as many as 20 dead", ["They counted as many as 20 dead"]),
    ("en", "Police arrested 9 men; the mayor resigned", ["Police arrested 9 men", "the mayor resigned"]),
    ("en", "Nine died, including two boys", ["Nine died", "including two boys"]),
    ("en", "60 people died, among them 12 children", ["60 people died", "among them 12 children"]),
    (
        "en",
        "The committee shelved the plan and praised the engineers",
        ["The committee shelved the plan", "praised the engineers"],
    ),
    (
        "ar",
        "قطع مزارعون الطريق الدولي وأحرقوا إطارات قرب الجسر",
        ["قطع مزارعون الطريق الدولي", "وأحرقوا إطارات قرب الجسر"],
    ),
    ("ar", "قتل 30 شخصا وأصيب 3 آلاف", ["قتل 30 شخصا", "وأصيب 3 آلاف"]),
    ("ar", "وقوع 30 قتيلا وإصابة 3 آلاف شخص", ["وقوع 30 قتيلا", "وإصابة 3 آلاف شخص"]),
    ("ar", "11 قتيلا و 10 مفقودين", ["11 قتيلا", "و 10 مفقودين"]),
    ("ar", "سيطر المتمردون على المطحنة بعدما انسحب الجيش", ["سيطر المتمردون على المطحنة", "بعدما انسحب الجيش"]),
    ("ar", "سيطر المتمردون على المطحنة عقب طرد الحراس", ["سيطر المتمردون على المطحنة", "عقب طرد الحراس"]),
    ("ar", "وصل رتل فيه 30 شاحنة", ["وصل رتل فيه 30 شاحنة"]),
    ("ar", "وصلت 60 آلية منها شاحنات كبيرة", ["وصلت 60 آلية منها شاحنات كبيرة"]),
    ("ar", "قتل 60 شخصا بينهم 12 طفلا", ["قتل 60 شخصا", "بينهم 12 طفلا"]),
    ("ar", "أن المتمردين سيطروا على المطحنة", ["المتمردين سيطروا على المطحنة"]),
    ("ar", "بلغت الحصيلة، بعد أسبوع، 158 قتيلا", ["بلغت الحصيلة، بعد أسبوع، 158 قتيلا"]),
    ("ar", "الجنود الذين كانوا يحرسون الجسر انسحبوا", ["الجنود الذين كانوا يحرسون الجسر انسحبوا"]),
    # A verb that no pack knows tells a fact of its own, and "and" behind a comma opens one.
    (
        "en",
        "The rebels took the airport, the largest in the north, and burned two planes",
        ["The rebels took the airport", "burned two planes"],
    ),
    ("en", "The army buried them on Tuesday, and 20 men fled", ["The army buried them on Tuesday", "20 men fled"]),
    (
        "ar",
        "اعتقلت الشرطة ستة أشخاص، بينهم امرأتان، وصادرت أسلحة",
        ["اعتقلت الشرطة ستة أشخاص", "بينهم امرأتان", "وصادرت أسلحة"],
    ),
    ("ar", "عدد الفارين بلغ 150 سجينا، تم توقيف 130 منهم", ["عدد الفارين بلغ 150 سجينا", "تم توقيف 130 منهم"]),
    # What stands between two commas parts no clause.
    (
        "ar",
        "سيطرت قوات الحكومة، تساندها مروحيات، على معبر حدودي جنوب البلاد",
        ["سيطرت قوات الحكومة، تساندها مروحيات، على معبر حدودي جنوب البلاد"],
    ),
    # What stands behind the second count belongs to both.
    (
        "ar",
        "ارتفعت إلى 45 قتيلا و130 جريحا حصيلة انهيار المبنى الذي وقع فجر الأحد في حي الزيتون",
        ["ارتفعت إلى 45 قتيلا", "و130 جريحا"],
    ),
    (
        "ar",
        "أسفرت العاصفة عن 30 وفاة و 75 اصابة في عموم البلاد",
        ["أسفرت العاصفة عن 30 وفاة", "و 75 اصابة في عموم البلاد"],
    ),
    (
        "ar",
        "أدى القصف إلى 14 وفاة و22 إصابة، والطوارئ كانت مكتظة بالجرحى",
        ["أدى القصف إلى 14 وفاة", "و22 إصابة", "والطوارئ كانت مكتظة بالجرحى"],
    ),
]


def _split(lang: str, text: str) -> list[str]:
    tokens = tokenise(text, load_pack(lang))
    marks = mark_text(tokens, None)
    return [tokens.text(p.first, p.last) for p in split_stretch(marks, 0, len(tokens))]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_propositions(lang: str, text: str, expected: list[str]) -> None:
    """
    Facts of their own are claims of their own; what only completes one stays with it.
    """
    assert expected == _split(lang, text)


@pytest.mark.parametrize("text", ["", ",", "and", "...", "(((", "and and and"])
def test_nothing_is_no_proposition(text: str) -> None:
    """
    Signs and joiners alone put nothing forward.
    """
    assert [] == _split("en", text)
