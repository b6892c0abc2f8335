"""
Texts about one event, in whatever words.
"""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.matching import TextItem, group_topics
from matching.test_texts import sentences

_TEXTS = [
    "Smuggled falcons found in a parcel at Larnaca airport",
    "Larnaca airport: falcons smuggled in parcel",
    "Customs at Larnaca find falcons inside parcel",
    "Baker in Odesa sells bread for one coin",
    "One-coin bread: Odesa baker keeps his promise",
]


def test_headlines_of_one_event_meet() -> None:
    """
    Headlines group by what they are about.
    """
    assert ["0", "0", "0", "3", "3"] == [p.group for p in group_topics(_TEXTS)]


def test_a_high_threshold_keeps_all_apart() -> None:
    """
    Nothing merges where the mean likeness asked for is 1.
    """
    assert len(_TEXTS) == len({p.group for p in group_topics(_TEXTS, threshold=1.0)})


def test_nothing_gives_nothing() -> None:
    """
    No texts and empty texts are fine.
    """
    assert () == group_topics([])
    assert ["0", "1"] == [p.group for p in group_topics(["", "??"])]


@given(st.lists(sentences(), max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_texts_does_not_matter(texts: list[str], random: Random) -> None:
    """
    The same texts give the same groups in any order.
    """
    items = [TextItem(str(at), text) for at, text in enumerate(texts)]
    shuffled = random.sample(items, k=len(items))

    assert {(p.id, p.group) for p in group_topics(items)} == {(p.id, p.group) for p in group_topics(shuffled)}
