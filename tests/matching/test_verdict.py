"""
What two texts are to one another.
"""

import pytest
from hypothesis import given, settings

from claimtrack.matching import TextRelation, compare_texts, deduplicate
from matching.test_texts import sentences


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("The old bridge was closed", "old bridge closed", TextRelation.DUPLICATE),
        ("4 farmers fled the village", "6 farmers fled the village", TextRelation.VARIANT),
        ("Oil prices rise after the storm at sea", "Crude climbs as tankers wait out a storm", TextRelation.SAME_EVENT),
        ("Oil prices rise after the storm", "A teacher won the chess cup in Tabuk", TextRelation.DISTINCT),
        ("ارتفاع أسعار النفط بعد العاصفة", "أسعار النفط ترتفع عقب العاصفة", TextRelation.DUPLICATE),
    ],
)
def test_relations(a: str, b: str, relation: TextRelation) -> None:
    """
    From duplicates to distinct texts.
    """
    assert relation is compare_texts(a, b).relation


@pytest.mark.parametrize(
    ("claim", "agrees", "contradicts"),
    [
        ("Oil prices rise in Asia", "Oil climbs in Asian trade", "Oil prices fall in Asia"),
        ("Parliament approves the budget", "Budget accepted by parliament", "Parliament rejects the budget"),
        ("ارتفاع أسعار الخبز في تونس", "أسعار الخبز ترتفع في تونس", "انخفاض أسعار الخبز في تونس"),
        ("الشرطة تفرج عن الصحفي", "الإفراج عن الصحفي", "الشرطة تعتقل الصحفي"),
    ],
)
def test_agreement_ranks_contradictions_below(claim: str, agrees: str, contradicts: str) -> None:
    """
    A text that says the same in other words agrees more than one that says the opposite in the same words.
    """
    assert compare_texts(claim, agrees).agreement > compare_texts(claim, contradicts).agreement


def test_a_verdict_says_what_is_shared_and_what_is_left_over() -> None:
    """
    Shared words and words that only one text has are named.
    """
    verdict = compare_texts("Karim opened the bridge in Tabuk", "Samir opened the bridge in Tabuk")

    assert {"tabuk", "bridge", "opened"} == set(verdict.shared)
    assert (("karim",), ("samir",)) == (verdict.only_a, verdict.only_b)


@given(sentences(), sentences())
@settings(max_examples=100, deadline=None)
def test_a_verdict_does_not_depend_on_the_side(a: str, b: str) -> None:
    """
    Both sides see the same relation, differences and likeness; probabilities stay in bounds.
    """
    there, back = compare_texts(a, b), compare_texts(b, a)

    assert there.relation == back.relation
    assert there.differences == back.differences
    assert there.likeness == pytest.approx(back.likeness)
    assert 0 <= there.agreement <= there.relatedness <= 1


@given(sentences(), sentences())
@settings(max_examples=100, deadline=None)
def test_verdict_and_variant_agree(a: str, b: str) -> None:
    """
    Texts share a variant exactly where their verdict is `duplicate`.
    """
    first, second = deduplicate([a, b])
    duplicate = compare_texts(a, b).relation is TextRelation.DUPLICATE

    if a.strip() and b.strip():
        assert duplicate == (first.variant == second.variant)


def test_reading_is_cached_not_shared() -> None:
    """
    Comparing the same texts again gives an equal verdict.
    """
    assert compare_texts("a bridge", "two bridges") == compare_texts("a bridge", "two bridges")
