"""
Shared wording: what counts as shared, and that looking for it stays near-linear.
"""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.lineage.texts import TextIndex, fold_words
from lineage.newsroom import sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Three, two; ONE!", ["three", "two", "one"]),
        ("دَخَلَ الرتـــل", ["دخل", "الرتل"]),
        ("٣٥ آلية", ["35", "الية"]),
        ("con\u200dvoy con\u00advoy", ["convoy", "convoy"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    """
    Case, marks, tatweel, hidden characters and the script of digits do not count.
    """
    assert words == fold_words(text)


def test_a_copied_part_is_contained() -> None:
    """
    A short report that stands in a long one is contained whole, whatever surrounds it there.
    """
    part = sentence(1, 60)
    index = TextIndex([part, f"{sentence(2)} {part} {sentence(3)}"])
    overlap = index.compare(0, 1)

    assert 1.0 == overlap.long
    assert 0 == overlap.inner
    assert not overlap.same


def test_one_text_is_the_same_despite_marks_and_case() -> None:
    """
    Two texts that differ in case, marks and signs only are the same, word for word.
    """
    index = TextIndex(["The convoy REACHED the town at dawn", "the convoy, reached the town: at dawn"])

    assert index.compare(0, 1).same


def test_short_texts_of_two_words_are_compared_whole() -> None:
    """
    Texts shorter than a run are the same or not; nothing is divided by zero.
    """
    index = TextIndex(["two words", "two words", "two others", "", ""])

    assert index.compare(0, 1).same
    assert 0.0 == index.compare(0, 2).long
    assert not index.compare(3, 4).same
    assert [(0, 1)] == index.pairs([0, 1, 2, 3, 4])


@given(st.lists(st.integers(0, 4), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_copies_are_candidates_in_any_order(seeds: list[int], random: Random) -> None:
    """
    Every text with an earlier copy is paired with one, and the pairs do not hang on the order of the input.
    """
    texts = [sentence(s) for s in seeds]
    found = TextIndex(texts).pairs(list(range(len(texts))))
    for k, seed in enumerate(seeds):
        if seed in seeds[:k]:
            assert any(k in pair and seeds[pair[0]] == seeds[pair[1]] for pair in found)
    order = random.sample(range(len(texts)), k=len(texts))
    mixed = TextIndex([texts[k] for k in order]).pairs(order)
    assert sorted(tuple(sorted((order[i], order[j]))) for i, j in mixed) == found


def test_runs_of_marks_cost_linear_time() -> None:
    """
    Four times as many combining marks cost about four times the time, not sixteen.
    """

    def cost(size: int) -> float:
        text = "a" + "\u0301" * size + " و" + "\u064b" * size
        start = time.process_time()
        for _ in range(3):
            fold_words(text)
        return time.process_time() - start

    cost(1000)
    assert cost(400_000) < 10 * max(cost(100_000), 0.005)


def test_one_text_many_times_makes_few_pairs() -> None:
    """
    Two thousand copies of one text make about two pairs each, not two million.
    """
    texts = [sentence(1)] * 2000

    assert len(TextIndex(texts).pairs(list(range(2000)))) < 3 * 2000
