"""
Near-identical texts as groups and variants.
"""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.matching import Difference, TextItem, TextRelation, deduplicate

_WORDS = (
    *("convoy", "bridge", "village", "market", "harbour", "teacher", "Larnaca", "Tabuk", "Odesa", "river", "clinic"),
    *("warehouse", "drought", "soldiers", "crossed", "closed", "opened", "repaired", "burned", "rescued", "counted"),
)
_ARABIC = (
    *("قافلة", "جسر", "قرية", "سوق", "ميناء", "معلم", "تبوك", "نهر", "عيادة", "مستودع"),
    *("جنود", "عبرت", "أغلق", "رمم", "أنقذ"),
)


def sentences() -> st.SearchStrategy[str]:
    """
    Give short texts over a small vocabulary, so that near-identical ones are common.
    """
    words = st.sampled_from(_WORDS) | st.sampled_from(_ARABIC) | st.integers(2, 9).map(str)
    return st.lists(words, min_size=0, max_size=9).map(" ".join)


def _groups(texts: list[TextItem]) -> set[tuple[str, str, str]]:
    return {(p.id, p.group, p.variant) for p in deduplicate(texts)}


def _variants(*texts: str) -> list[str]:
    return [p.variant for p in deduplicate(texts)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Four people fled Larnaca", "4 people fled Larnaca."),
        ("Twenty-five people fled", "25 people fled"),
        ("Troops didn't enter the village", "troops did not enter village"),
        ("BREAKING: Fire closes the harbour", "Fire closes the harbour"),
        ("Fire closes the old harbour | The Daily Shore", "Fire closes the old harbour"),
        ("The cease-fire began in Tabuk", "The ceasefire began in Tabuk"),
        ("The governor visited the warehouse", "The govenror visited the warehouse"),
        ("On Tuesday the bridge was closed", "The bridge was closed on Tuesday"),
        ("وصلت 4 شاحنات إلى تبوك", "وصلت ٤ شاحنات إلى تبوك"),
        ("وَصَلَت أربع شاحنات إلى تبوك", "وصلت 4 شاحنات إلى تبوك"),
        ("أُغلق الجسر القديم", "اغلق الجســر القديم"),
    ],
)
def test_copies_share_a_variant(a: str, b: str) -> None:
    """
    Case, marks, letter variants, digits, small words and slips do not part copies.
    """
    first, second = _variants(a, b)

    assert first == second


@pytest.mark.parametrize(
    ("a", "b", "difference"),
    [
        ("4 farmers were killed near the river", "6 farmers were killed near the river", Difference.NUMBER),
        ("the clinic burned on 4 July in Tabuk", "the clinic burned on 5 July in Tabuk", Difference.DATE),
        ("the clinic burned on Monday in Tabuk", "the clinic burned on Friday in Tabuk", Difference.DATE),
        ("rebels from Syria crossed the bridge", "rebels from Egypt crossed the bridge", Difference.PLACE),
        ("soldiers entered the village today", "soldiers did not enter the village today", Difference.POLARITY),
        ("the mayor Karim Odeh opened the bridge", "the mayor Samir Odeh opened the bridge", Difference.AGENT),
        ("Larnaca police attacked Tabuk rebels", "Tabuk rebels attacked Larnaca police", Difference.ROLE),
        ("soldiers marched from Tabuk to Larnaca", "soldiers marched to Tabuk from Larnaca", Difference.ROLE),
        ("soldiers crossed the river at Tabuk", "soldiers may have crossed the river at Tabuk", Difference.MODALITY),
        ("bread prices in the market of Tabuk rose", "bread prices in the market of Tabuk fell", Difference.POLARITY),
        ("the warehouse near the river is red", "the warehouse near the river is blue", Difference.UNSURE),
        ("at least 4 farmers died near the river", "at most 4 farmers died near the river", Difference.NUMBER),
        ("the ship carried 9 million dollars home", "the ship carried 9 million euros home", Difference.NUMBER),
        ("قتل 4 مزارعين قرب النهر القديم", "قتل 6 مزارعين قرب النهر القديم", Difference.NUMBER),
        ("دخل الجنود القرية القديمة أمس", "لم يدخل الجنود القرية القديمة أمس", Difference.POLARITY),
        ("عبرت القافلة شمال المدينة القديمة", "عبرت القافلة جنوب المدينة القديمة", Difference.POLARITY),
    ],
)
def test_edits_never_share_a_variant(a: str, b: str, difference: Difference) -> None:
    """
    One changed word makes another variant, and the verdict names what changed.
    """
    found = deduplicate([TextItem("a", a), TextItem("b", b)])
    verdict = found.explain("a", "b")

    assert found[0].variant != found[1].variant
    assert verdict.relation is not TextRelation.DUPLICATE
    assert difference in verdict.differences


def test_variants_share_a_group() -> None:
    """
    Texts that differ in one number stand in one group, under its smallest id.
    """
    found = deduplicate(
        [
            TextItem("c", "6 farmers were killed near the river"),
            TextItem("a", "Four farmers were killed near the river"),
            TextItem("b", "4 farmers were killed near the river."),
            TextItem("d", "The clinic in Tabuk was repaired"),
        ]
    )

    assert [("c", "a", "c"), ("a", "a", "a"), ("b", "a", "a"), ("d", "d", "d")] == [
        (p.id, p.group, p.variant) for p in found
    ]


def test_links_are_what_joins_a_group() -> None:
    """
    Links name the pairs that were found, smallest id first.
    """
    found = deduplicate(["4 farmers fled the village", "6 farmers fled the village"])

    assert (("0", "1"),) == found.links


@given(st.lists(sentences(), max_size=14), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_of_texts_does_not_matter(texts: list[str], random: Random) -> None:
    """
    The same texts give the same groups in any order.
    """
    items = [TextItem(str(at), text) for at, text in enumerate(texts)]
    shuffled = random.sample(items, k=len(items))

    assert _groups(items) == _groups(shuffled)


@given(sentences(), st.integers(1, 40), st.integers(1, 40))
@settings(max_examples=80, deadline=None)
def test_a_changed_number_never_shares_a_variant(text: str, one: int, other: int) -> None:
    """
    Two texts that differ in a number share a variant only if it is the same number.
    """
    first, second = _variants(f"{text} {one} trucks", f"{text} {other} trucks")

    assert (first == second) == (one == other)


@given(sentences())
@settings(max_examples=60, deadline=None)
def test_a_text_is_a_duplicate_of_itself(text: str) -> None:
    """
    A verbatim copy shares group and variant, whatever the text.
    """
    first, second = deduplicate([text, text])

    assert (first.group, first.variant) == (second.group, second.variant)


def test_empty_texts_are_one_group() -> None:
    """
    Texts without a word are told apart by what is written in them, and all empty ones are one.
    """
    assert ["0", "0", "2", "3", "2"] == [p.group for p in deduplicate(["", "  \n", "???", "!!!", "? ??"])]


def test_one_word_is_a_text() -> None:
    """
    Texts of one word group by that word.
    """
    assert ["0", "1", "0"] == [p.group for p in deduplicate(["Fire", "Flood", "fire!"])]


def test_a_text_repeated_often_is_one_node() -> None:
    """
    A text repeated a hundred thousand times is one variant; nothing grows with the pairs.
    """
    found = deduplicate(["4 farmers fled the village"] * 100_000)

    assert {"0"} == {p.variant for p in found}
    assert () == found.links


def test_one_bucket_for_everything_stays_linear() -> None:
    """
    Texts that differ in one word only fall into one bucket and still give one honest group.
    """
    texts = [f"the convoy reached village k{'x' * (at % 7)}{at}q by the old river road" for at in range(4_000)]

    assert 1 == len({p.group for p in deduplicate(texts)})


def test_a_chain_of_small_steps_does_not_join_its_ends() -> None:
    """
    Members that drifted from the centre of a group through small steps leave it.
    """
    words = [
        "alpine",
        "bronze",
        "cobalt",
        "dragon",
        "ember",
        "falcon",
        "granite",
        "hazel",
        "indigo",
        "jasper",
        "kernel",
        "lumber",
        "marble",
    ]
    texts = [" ".join(words[at : at + 6]) for at in range(len(words) - 5)]
    found = deduplicate(texts)

    assert found[0].group != found[-1].group


def test_two_texts_with_one_id_are_refused() -> None:
    """
    An id that stands for two texts is an error that names it.
    """
    with pytest.raises(InvalidValueError, match="id: given 'a'"):
        deduplicate([TextItem("a", "one text"), TextItem("a", "another text")])


def test_one_text_twice_under_one_id_is_allowed() -> None:
    """
    The same id with the same text is a repetition, not an error.
    """
    assert 2 == len(deduplicate([TextItem("a", "one text"), TextItem("a", "one text")]))


def test_explaining_an_unknown_id_is_refused() -> None:
    """
    An id that no text has is an error that names it.
    """
    with pytest.raises(NotFoundError, match="given 'x'"):
        deduplicate(["a text"]).explain("0", "x")


@pytest.mark.parametrize("text", ["a" * 200_000, "ab " * 100_000, "\u0651" * 50_000, "1" * 5_000, "\ud800 x"])
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    """
    Huge words, endless texts, runs of marks and lone surrogates give a placement.
    """
    assert 1 == len(deduplicate([text]))
