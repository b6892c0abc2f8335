"""
Vectors that say how near two texts are in meaning, in other words or in another language (Arabic, English).

The encoder ships with the library and needs numpy alone.
The same text gets the same vector, bit for bit, whatever it is encoded with and on whatever machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.meaning.network import Network
    from claimtrack.matching.meaning.pieces import Pieces

__all__ = ["LETTERS", "SIZE", "encode"]

LETTERS = 1_000
"""Letters of a text that are read; a claim has under 300, and the average of more pieces says less and less."""
SIZE = 512
"""Numbers of a vector."""
_FILE = "ar-en.weights"
_ROWS = 384
"""Pieces that go through the network at a time: enough to use each weight well, few enough for the cache."""


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """
    Return a vector for each text, whose dot product with another is near 1 where they say the same.

    Args:
        texts: Any number of texts; of each the first `LETTERS` letters count.

    Returns:
        One row of `SIZE` a text, in order, of length 1 (to a thousandth), all multiples of 1/2048, so that dot products
        are exact too; a row of zeros where most of a text's letters are unknown: it is like nothing, itself included.

    Raises:
        WeightsError: The file that ships with the library is damaged or of another version.

    """
    import numpy as np

    network, pieces = _load()
    split = [_bounded(pieces.split(text[:LETTERS])) for text in texts]
    out = np.zeros((len(split), SIZE), dtype=np.float32)
    for batch in _batches(split):
        out[batch] = network.encode([split[at] for at in batch])
    return out


def _bounded(numbers: list[int]) -> list[int]:
    """
    Set the start and the end of a text; give an empty list where as many pieces are unknown as known.
    """
    from claimtrack.matching.meaning.pieces import END, START, UNKNOWN

    unknown = numbers.count(UNKNOWN)
    return [START, *numbers, END] if len(numbers) > 2 * unknown else []


def _batches(split: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """
    Yield the places of texts that go through the network together.
    """
    batch: list[int] = []
    size = 0
    for at, numbers in enumerate(split):
        if batch and size + len(numbers) > _ROWS:
            yield batch
            batch, size = [], 0
        if numbers:
            batch.append(at)
            size += len(numbers)
    if batch:
        yield batch


@lru_cache(maxsize=1)
def _load() -> tuple[Network, Pieces]:
    """
    Read the encoder, once a process.
    """
    from claimtrack.matching.meaning.weights_file import read_weights

    path = files("claimtrack.matching.meaning").joinpath(_FILE)
    return read_weights(path.read_bytes(), f"claimtrack/matching/meaning/{_FILE}")
