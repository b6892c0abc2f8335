"""
Vectors of texts as one more piece of evidence: what an embedder is, and the one that ships with the library.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from claimtrack.matching.meaning import LETTERS, SIZE, encode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = 200_000
"""Vectors kept: 512 numbers of 4 bytes each, 400 MB at most; a vector costs about a millisecond, a look-up nothing."""


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
            One row a text, in order, each of length 1 (or all zeros for a text of which nothing is known).

        """
        ...


class SentenceEncoder:
    """
    Embed with the encoder that ships with the library, every text once: its vector is kept.
    """

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """
        Embed texts with `meaning.encode`.

        Raises:
            WeightsError: The file that ships with the library is damaged or of another version.

        """
        import numpy as np

        short = [text[:LETTERS] for text in texts]
        missing = list(dict.fromkeys(text for text in short if text not in self._kept))
        if len(self._kept) + len(missing) > _KEPT:
            self._kept.clear()
            missing = list(dict.fromkeys(short))
        self._kept.update(zip(missing, encode(missing), strict=True))
        return np.array([self._kept[text] for text in short], dtype=np.float32).reshape(-1, SIZE)


SHIPPED: Embedder = SentenceEncoder()
"""The embedder that is used where no other is given; it reads its weights when it is first used."""
