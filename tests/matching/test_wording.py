"""
Texts in other words: what may be left out, moved or turned, and what may not.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.matching import Difference, TextItem, TextRelation, compare_texts, deduplicate
from claimtrack.matching.wording import in_other_words, read_wording

_ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "rewordings.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Gunmen kidnapped a nurse", "A nurse was abducted by gunmen"),
        ("The council approved the plan in June", "In June the plan was ratified by the council"),
        ("Ghana beat Mali 2-0 in the final", "Mali were beaten 2-0 by Ghana in the final"),
        ("A case of measles was found in Aden", "A measles case was found in Aden"),
        ("The minister of health resigned on Sunday", "The health minister stepped down Sunday"),
        ("On Friday evening the dam gave way", "The dam collapsed on Friday evening"),
        ("Six miners died in the fire", "Six miners were killed in the fire"),
        ("Fares rose by 30 percent", "Fares went up 30%"),
        ("Over 300 people fled", "More than 300 people fled"),
        ("Some 300 families fled", "300 families fled"),
        ("The firm lost $5 million", "The firm lost 5 million dollars"),
        ("Police said the road was closed", "The road was closed, police said"),
        ("They live in the town of Marea", "They live in Marea"),
        ("The post came under fire from rebels", "The post came under fire from insurgents"),
        ("خطف مسلحون ممرضة", "اختُطفت ممرضة على يد مسلحين"),
        ("قصف الجيش المستودع", "تعرض المستودع لقصف من الجيش"),
        ("انهار السد مساء الجمعة", "السد انهار مساء الجمعة"),
        ("أطلق الحراس سراح السجين", "أفرج الحراس عن السجين"),
        ("ما لا يقل عن 20 خيمة احترقت", "20 خيمة على الأقل احترقت"),
        ("وصلت القافلة في كانون الثاني", "وصلت القافلة في يناير"),
        ("شب حريق مساء الاثنين داخل مصنع", "اندلع حريق في مصنع مساء الاثنين"),
        ("صودرت البضائع بمصنع قديم", "صودرت البضائع في مصنع قديم"),
    ],
)
def test_other_words_for_one_thing_share_a_variant(a: str, b: str) -> None:
    """
    Synonyms, voice, order of phrases, spelling of counts and words that add nothing part no copies.
    """
    first, second = deduplicate([a, b])

    assert TextRelation.DUPLICATE is compare_texts(a, b).relation
    assert first.variant == second.variant


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ghana beat Mali 2-0 in the final", "Ghana were beaten 2-0 by Mali in the final"),
        ("Gunmen kidnapped a nurse", "Gunmen were kidnapped by a nurse"),
        ("The rebels attacked the post", "The rebels came under attack"),
        ("The militia attacked the base of the army", "The base of the militia was attacked by the army"),
        ("Troops withdrew from the town", "Troops withdrew to the town"),
        ("They live in the town of Marea", "They live in the village of Marea"),
        ("The road to Hit was closed", "The road from Hit was closed"),
        ("A camp near the road burned", "A camp under the road burned"),
        ("Prices rose by 30 percent", "Prices fell by 30 percent"),
        ("Over 300 people fled", "Under 300 people fled"),
        ("The writer Karim Odeh died on Friday", "The writer Karim Odeh was killed on Friday"),
        ("الفضة ترتفع مع تراجع اليورو", "تراجع الفضة بارتفاع اليورو"),
        ("رسالة من كوريا الجنوبية للأردن", "رسالة من الأردن لكوريا الجنوبية"),
        ("The nurse damaged a car", "The nurse destroyed a car"),
        ("قصف الجيش المستودع", "تعرض الجيش لقصف من المستودع"),
        ("هاجم الجيش الميليشيا", "هاجمت الميليشيا الجيش"),
        ("وصلت القافلة في كانون الثاني", "وصلت القافلة في كانون الأول"),
        ("خرجت القافلة من درعا إلى حمص", "خرجت القافلة إلى درعا من حمص"),
    ],
)
def test_who_does_what_to_whom_parts_texts(a: str, b: str) -> None:
    """
    The same words with roles, directions or one thing changed are never one variant.
    """
    first, second = deduplicate([a, b])

    assert TextRelation.DUPLICATE is not compare_texts(a, b).relation
    assert first.variant != second.variant


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("part", ["look", "held"])
def test_changed_facts_in_other_words_stay_apart(lang: str, part: str) -> None:
    """
    Of sentences with one changed fact, reworded or not, under 2 in 100 pass for copies; `held` was not looked at.
    """
    rows = [r for r in _ROWS if r["lang"] == lang and r["part"] == part]
    merged = [_same(r[side], r["changed"], lang) for r in rows for side in ("text", "copy")]

    assert 0.02 > sum(merged) / len(merged)


@pytest.mark.parametrize(
    ("lang", "part", "floor"), [("en", "look", 0.6), ("en", "held", 0.3), ("ar", "look", 0.35), ("ar", "held", 0.12)]
)
def test_copies_in_other_words_share_a_variant(lang: str, part: str, floor: float) -> None:
    """
    The share of copies that are found does not fall below what was measured; .0 before there were rules of wording.
    """
    rows = [r for r in _ROWS if r["lang"] == lang and r["part"] == part]

    assert floor <= sum(_same(r["text"], r["copy"], lang) for r in rows) / len(rows)


def _same(a: str, b: str, lang: str) -> bool:
    return compare_texts(a, b, lang=lang).relation is TextRelation.DUPLICATE


@given(st.sampled_from(_ROWS), st.sampled_from(_ROWS))
@settings(max_examples=80, deadline=None)
def test_wording_does_not_depend_on_the_side(one: dict[str, str], other: dict[str, str]) -> None:
    """
    What is other words for a text is so the other way round, and every text is for itself.
    """
    a, b = read_wording(one["text"], one["lang"]), read_wording(other["copy"], other["lang"])

    assert in_other_words(a, b) == in_other_words(b, a)
    assert in_other_words(a, a)


def test_a_variant_has_a_kind() -> None:
    """
    A variant says what it differs in from the first one of its group; what nothing settles is `unsure`.
    """
    found = deduplicate(
        [
            TextItem("a", "Shelling killed four civilians in Marea on Monday."),
            TextItem("b", "Four civilians were killed by shelling in Marea on Monday."),
            TextItem("c", "Shelling killed six civilians in Marea on Monday."),
            TextItem("d", "Shelling killed four civilians in Marea on Friday."),
            TextItem("e", "Shelling terrified four civilians in Marea on Monday."),
        ]
    )

    assert [None, None, Difference.NUMBER, Difference.DATE, Difference.UNSURE] == [found.kind(p) for p in found]
