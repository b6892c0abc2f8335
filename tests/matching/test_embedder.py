"""
Embedders: the protocol, and the one that ships with the library.
"""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from claimtrack.matching import SHIPPED, Embedder, SentenceEncoder
from claimtrack.matching import embedder as module


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """
    Stand in for the encoder, and write down what it is given.
    """
    given: list[str] = []

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        given.extend(texts)
        out = np.zeros((len(texts), module.SIZE), dtype=np.float32)
        out[:, 0] = [len(t) for t in texts]
        return out

    monkeypatch.setattr(module, "encode", encode)
    return given


def test_a_text_is_embedded_once(seen: list[str]) -> None:
    """
    Vectors are kept, whatever stands behind the letters that are read.
    """
    encoder = SentenceEncoder()
    long = "a" * module.LETTERS
    first = encoder.embed(["ab", long + "b", "abc", "ab"])
    second = encoder.embed(["abc", long + "c"])

    assert [2, module.LETTERS, 3, 2] == first[:, 0].tolist()
    assert [3, module.LETTERS] == second[:, 0].tolist()
    assert ["ab", long, "abc"] == seen
    assert (0, module.SIZE) == encoder.embed([]).shape


def test_no_more_vectors_are_kept_than_said(seen: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where the store is full it starts anew, and what is asked for is there.
    """
    monkeypatch.setattr(module, "_KEPT", 2)
    encoder = SentenceEncoder()

    assert [1, 2] == encoder.embed(["a", "ab"])[:, 0].tolist()
    assert [2, 3] == encoder.embed(["ab", "abc"])[:, 0].tolist()
    assert 2 == len(encoder._kept)
    assert ["a", "ab", "ab", "abc"] == seen


def test_the_shipped_embedder_is_an_embedder() -> None:
    """
    It has what the protocol asks for, and works as it is installed.
    """
    assert isinstance(SHIPPED, Embedder)
    one, other = SHIPPED.embed(["The bridge collapsed.", "انهار الجسر"])
    assert float(one @ other) > 0.5
