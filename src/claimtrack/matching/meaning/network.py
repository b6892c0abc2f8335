"""
The network that turns the pieces of a text into a vector, in whole numbers.

Weights and what flows between layers are whole numbers that float32 holds exactly, with a scale beside them.
A product of matrices is then the same in whatever order its sums are taken: no batch, library or processor changes it.

Source:
    Yang et al. 2019, Multilingual Universal Sentence Encoder for Semantic Retrieval (the small model: convolutions over
    2, 3 and 5 pieces beside their average, then three layers with shortcuts).

"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import define

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

SIZE = 512
"""Numbers of a vector, and of a piece."""
WIDTH = 256
"""Numbers that a convolution gives."""
SPANS: Mapping[int, int] = {2: 0, 3: 1, 5: 2}
"""Pieces that a convolution sees, and how many of them stand before the one it is for."""
LEVELS = 512
"""Largest whole number that a value between layers is rounded to."""
EXACT = 2**24
"""Whole numbers below this, and sums of them, are exact in float32."""
STEPS = 2048
"""Vectors are multiples of one in so many: dot products of them are exact in float32 too."""
_GAP = 2
"""Rows of zeros between texts, as many as a convolution sees to either side."""
_FINE = 256
"""Steps of a whole that values are rounded to where they are summed over a text."""
_TINY = 1e-12
"""Added to the spread, as in the original; keeps a division by zero out."""


@define(eq=False, frozen=True)
class Matrix:
    """
    Hold a matrix: whole numbers, and a scale for each column.
    """

    whole: Floats
    scale: Floats


@define(eq=False, frozen=True)
class Network:
    """
    Hold what was learned.

    Attributes:
        rows: For each piece a row of bytes, each of which stands for three numbers.
        digits: The three numbers that a byte stands for.
        scales: For each piece what its numbers are multiplied by.
        matrices: The layers by name.
        vectors: Biases and gains by name.
        reach: The largest value that goes into a convolution, by its name; larger ones are cut to it.

    """

    rows: NDArray[np.uint8]
    digits: Floats
    scales: Floats
    matrices: Mapping[str, Matrix]
    vectors: Mapping[str, Floats]
    reach: Mapping[str, float]

    def encode(self, texts: Sequence[Sequence[int]]) -> Floats:
        """
        Return a vector of length 1 for each text, given as the numbers of its pieces (at least one).
        """
        lengths = np.array([len(one) for one in texts])
        pieces = np.fromiter(chain.from_iterable(texts), dtype=np.int64, count=int(lengths.sum()))
        at = np.arange(len(pieces)) + np.repeat(np.arange(1, len(texts) + 1) * _GAP, lengths)
        sums = np.add.reduceat(np.rint(self._features(pieces, at) * _FINE), np.cumsum(lengths) - lengths, axis=0)
        return self._finish(_real(sums / _FINE), lengths.astype(np.float32)[:, None])

    def _features(self, pieces: Ints, at: Ints) -> Floats:
        """
        Give each piece its own numbers and what the convolutions see around it.

        What hangs on the piece alone is computed once for all its places.

        Args:
            pieces: Pieces of all texts, in order.
            at: Where each stands when there are `_GAP` rows before, between and behind texts.

        """
        kinds, place = np.unique(pieces, return_inverse=True)
        own, projected = self._look_up(kinds)
        first = np.full(int(at[-1]) + _GAP + 1, len(kinds))
        second = np.full_like(first, len(pieces))
        first[at], second[at] = place, np.arange(len(pieces))
        parts = [own[place]]
        for number, span in enumerate(SPANS):
            seen = projected[:, number * WIDTH : (number + 1) * WIDTH]
            seen = seen[place] + self._convolve(seen, first, at, f"first {span}", span)
            parts.append(seen + self._convolve(seen, second, at, f"second {span}", span))
        return self._normalise(np.concatenate(parts, axis=1), "all")

    def _look_up(self, kinds: Ints) -> tuple[Floats, Floats]:
        """
        Return the numbers of pieces, and what the convolutions start from.
        """
        whole = self.digits[self.rows[kinds]].reshape(len(kinds), -1)[:, :SIZE]
        scales, matrix = self.scales[kinds][:, None], self.matrices["project"]
        projected = whole @ matrix.whole * (scales * matrix.scale) + self.vectors["project bias"]
        return whole * scales, self._normalise(projected, "project")

    def _convolve(self, values: Floats, rows: Ints, at: Ints, name: str, span: int) -> Floats:
        """
        Give what a convolution sees around each piece.

        Args:
            values: What it looks at.
            rows: For every place the row of `values` that stands there; the one behind the last in gaps: zeros.
            at: The places of pieces.
            name: Of the convolution.
            span: Pieces that it sees at a time.

        """
        matrix, step = self.matrices[name], np.float32(self.reach[name] / LEVELS)
        whole = np.zeros((len(values) + 1, WIDTH), dtype=np.float32)
        np.clip(np.rint(values / step), -LEVELS, LEVELS, out=whole[:-1])
        total = np.zeros((len(at), WIDTH), dtype=np.float32)
        for part in range(span):
            weights = matrix.whole[part * WIDTH : (part + 1) * WIDTH]
            total += (whole @ weights)[rows[at + (part - SPANS[span])]]
        return _positive(total * (matrix.scale * step) + self.vectors[name])

    def _normalise(self, values: Floats, name: str) -> Floats:
        """
        Bring every row to mean 0 and spread 1, then to the gains and biases that were learned.
        """
        largest = np.maximum(np.abs(values).max(axis=1, keepdims=True), np.float32(_TINY))
        whole = np.rint(values * (np.float32(STEPS) / largest))
        count = values.shape[1]
        mean = whole.sum(axis=1, keepdims=True, dtype=np.float64) / count
        square = np.square(whole).sum(axis=1, keepdims=True, dtype=np.float64) / count
        spread = np.sqrt(np.maximum(square - mean * mean, _TINY))
        whole -= mean.astype(np.float32)
        whole *= (1 / spread).astype(np.float32)
        return _real(whole * self.vectors[f"{name} gain"] + self.vectors[f"{name} shift"])

    def _finish(self, sums: Floats, lengths: Floats) -> Floats:
        """
        Give texts their vectors from the sums over their pieces.
        """
        root = np.sqrt(lengths)
        mean = self._times(sums / root, "mean") + root * self.vectors["mean bias"]
        one = _positive(self._times(mean, "layer 0"))
        two = _positive(self._times(mean, "past 1") + self._times(one, "layer 1"))
        three = _positive(self._times(two, "layer 2"))
        last = self._times(two, "past 3") + self._times(three, "layer 3")
        flat = np.rint(np.tanh(np.rint(last.astype(np.float64) * _FINE) / _FINE) * STEPS)
        length = np.sqrt(np.maximum(np.square(flat).sum(axis=1, keepdims=True), 1))
        return _real(np.rint(flat / length * STEPS) / STEPS)

    def _times(self, values: NDArray[np.floating[Any]], name: str) -> Floats:
        """
        Multiply with a matrix, each row rounded by its own largest value.
        """
        step = np.maximum(np.abs(values).max(axis=1, keepdims=True), np.float32(_TINY)) / np.float32(LEVELS)
        return _real(np.rint(values / step) @ self.matrices[name].whole * (step * self.matrices[name].scale))


def _positive(values: Floats) -> Floats:
    """
    Return values, those below 0 as 0.
    """
    return _real(np.maximum(values, 0))


def _real(values: NDArray[np.floating[Any]]) -> Floats:
    """
    Return values as float32.
    """
    return values.astype(np.float32, copy=False)
