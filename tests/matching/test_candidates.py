"""
Keys and pairs: what finds near-identical texts without comparing all.
"""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.matching.candidates import find_keys, pairs_of
from claimtrack.matching.signatures import Vocabulary, read_texts, sequence_hashes
from matching.test_texts import sentences


def _pairs(texts: list[str]) -> set[tuple[int, int]]:
    vocabulary = Vocabulary()
    tokens = read_texts(vocabulary, texts, [None] * len(texts))
    sequence = sequence_hashes(tokens, vocabulary.arrays()[0])
    a, b = pairs_of(find_keys(tokens, vocabulary, sequence=sequence), sequence=sequence)
    return set(zip(a.tolist(), b.tolist(), strict=True))


@pytest.mark.parametrize(
    "other",
    [
        "granite convoy reached Larnaca by the river road",
        "bronze convoy reached Tabuk by the river road",
        "bronze convoy reached Larnaca by road",
        "bronze convoy of nine finally reached Larnaca by the river road",
    ],
)
def test_one_word_changed_dropped_or_added_is_found(other: str) -> None:
    """
    A single change leaves a key in common for certain.
    """
    assert {(0, 1)} == _pairs(["bronze convoy reached Larnaca by the river road", other])


def test_texts_without_a_word_in_common_are_no_pair() -> None:
    """
    Nothing in common gives no candidate.
    """
    assert set() == _pairs(["bronze convoy reached Larnaca", "teacher won chess cup"])


@given(st.lists(sentences(), max_size=10))
@settings(max_examples=60, deadline=None)
def test_reading_many_gives_what_reading_one_gives(texts: list[str]) -> None:
    """
    The fast way of reading many texts leaves the same words as reading each alone.
    """
    vocabulary = Vocabulary()
    tokens = read_texts(vocabulary, texts, [None] * len(texts))
    ones = [vocabulary.read(text) for text in texts]

    assert ones == [tokens.words[a:b].tolist() for a, b in zip(tokens.offsets, tokens.offsets[1:], strict=False)]


def test_work_grows_with_the_texts_not_the_pairs() -> None:
    """
    Four times the texts in one bucket take about four times as long, not sixteen.
    """

    def cost(count: int) -> float:
        texts = [f"convoy reached village k{at}q by old river road" for at in range(count)]
        vocabulary = Vocabulary()
        tokens = read_texts(vocabulary, texts, [None] * count)
        sequence = sequence_hashes(tokens, vocabulary.arrays()[0])
        start = time.process_time()
        found = pairs_of(find_keys(tokens, vocabulary, sequence=sequence), sequence=sequence)
        assert len(found[0]) < 30 * count
        return time.process_time() - start

    cost(2_000)
    small = min(cost(5_000) for _ in range(3))
    large = min(cost(20_000) for _ in range(3))

    assert large < 10 * max(small, 0.005)


def test_no_texts_give_no_pairs() -> None:
    """
    Nothing in, nothing out.
    """
    vocabulary = Vocabulary()
    tokens = read_texts(vocabulary, [], [])

    assert 0 == len(find_keys(tokens, vocabulary, sequence=np.zeros(0, np.uint64)).values)
