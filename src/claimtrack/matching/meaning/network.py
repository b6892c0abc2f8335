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
from typing import TYPE_CHECKING

import numpy as np
from attrs import define

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

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
        starts = _GAP + np.cumsum(lengths + _GAP) - (lengths + _GAP)
        at = np.concatenate([np.arange(start, start + size) for start, size in zip(starts, lengths, strict=True)])
        pieces = np.fromiter(chain.from_iterable(texts), dtype=np.int64, count=int(lengths.sum()))
        features = self._features(pieces, at, int(starts[-1] + lengths[-1]) + _GAP)
        sums = np.add.reduceat(np.rint(features * _FINE), np.cumsum(lengths) - lengths, axis=0)
        return self._finish(sums / np.float32(_FINE), lengths.astype(np.float32)[:, None])

    def _features(self, pieces: NDArray[np.int64], at: NDArray[np.int64], size: int) -> Floats:
        """
        Give each piece its own numbers and what the convolutions see around it; `at` is where it stands among the gaps.
        """
        whole = self.digits[self.rows[pieces]].reshape(len(pieces), -1)[:, :SIZE]
        scales = self.scales[pieces][:, None]
        projected = whole @ self.matrices["project"].whole * (scales * self.matrices["project"].scale)
        projected = self._normalise(projected + self.vectors["project bias"], "project")
        parts = [whole * scales]
        laid = np.zeros((size, WIDTH), dtype=np.float32)
        for number, (span, before) in enumerate(SPANS.items()):
            seen = projected[:, number * WIDTH : (number + 1) * WIDTH]
            for layer in ("first", "second"):
                name = f"{layer} {span}"
                step = np.float32(self.reach[name] / LEVELS)
                laid[at] = np.clip(np.rint(seen / step), -LEVELS, LEVELS)
                seen = seen + np.maximum(self._convolve(laid, at, name, span, before) * step + self.vectors[name], 0)
            parts.append(seen)
        return self._normalise(np.concatenate(parts, axis=1), "all")

    def _convolve(self, laid: Floats, at: NDArray[np.int64], name: str, span: int, before: int) -> Floats:
        """
        Multiply every piece with its neighbours; rows between texts are zeros, so that none sees another text.
        """
        matrix, rows = self.matrices[name], len(laid) - 2 * _GAP
        total = np.zeros((rows, WIDTH), dtype=np.float32)
        for place in range(span):
            first = _GAP + place - before
            total += laid[first : first + rows] @ matrix.whole[place * WIDTH : (place + 1) * WIDTH]
        return total[at - _GAP] * matrix.scale

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
        return whole * self.vectors[f"{name} gain"] + self.vectors[f"{name} shift"]

    def _finish(self, sums: Floats, lengths: Floats) -> Floats:
        """
        Give texts their vectors from the sums over their pieces.
        """
        root = np.sqrt(lengths)
        mean = self._times(sums / root, "mean") + root * self.vectors["mean bias"]
        one = np.maximum(self._times(mean, "layer 0"), 0)
        two = np.maximum(self._times(mean, "past 1") + self._times(one, "layer 1"), 0)
        three = np.maximum(self._times(two, "layer 2"), 0)
        last = self._times(two, "past 3") + self._times(three, "layer 3")
        flat = np.rint(np.tanh(np.rint(last.astype(np.float64) * _FINE) / _FINE) * STEPS)
        length = np.sqrt(np.maximum(np.square(flat).sum(axis=1, keepdims=True), 1))
        return (np.rint(flat / length * STEPS) / STEPS).astype(np.float32)

    def _times(self, values: Floats, name: str) -> Floats:
        """
        Multiply with a matrix, each row rounded by its own largest value.
        """
        step = np.maximum(np.abs(values).max(axis=1, keepdims=True), np.float32(_TINY)) / np.float32(LEVELS)
        return np.rint(values / step) @ self.matrices[name].whole * (step * self.matrices[name].scale)
