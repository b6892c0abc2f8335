"""
Weights of one language: integer tables from feature keys to the scores of labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32] | NDArray[np.int16]

NOISE = 80
"""Weights up to this size, divided by the square root of how often their feature was there, are left out."""
_OFTEN = 100
"""Number of times from which on a feature is one and the same to that."""
_UPPER_BITS = 18
"""Bits of a key that lead to its place in a table: of the largest table a tenth of the places is taken."""
_BLOCK = 2048
"""Rows of keys that are scored at once, so that a long text needs no more memory than its keys."""
FINE, STEP = 64, 16
"""Weights up to the first are kept as they are, larger ones to the nearest multiple of the second above it."""
LIMIT = FINE + (127 - FINE) * STEP
"""Largest weight, either way, that a byte can hold."""


@define(eq=False)
class Table:
    """
    Hold the weights of one group of features.

    Attributes:
        keys: Keys of the features, sorted.
        weights: A row a key and one of zeros behind them, a column a label.

    """

    keys: NDArray[np.uint32]
    weights: Ints
    _slots: NDArray[np.int32] | None = field(default=None, init=False)
    _ended: NDArray[np.uint32] | None = field(default=None, init=False)
    _longest: int = field(default=0, init=False)

    def rows(self, keys: NDArray[np.uint32]) -> NDArray[np.int32]:
        """
        Return the row of each key; unknown ones get the row of zeros.

        The upper bits of a key lead to the few keys that share them: one look settles nine keys in ten.
        """
        import numpy as np

        count = len(self.keys)
        if self._slots is None or self._ended is None:
            self._slots, self._ended = self._index()
        ended = self._ended
        # `take` with clipping is a good two times faster than brackets: it checks no bounds, and none is crossed.
        found = np.take(self._slots, keys >> (32 - _UPPER_BITS), mode="clip")
        wrong = np.flatnonzero((np.take(ended, found, mode="clip") != keys) & (found < count))
        sought, at = keys.ravel()[wrong], found.ravel()[wrong]
        settled = np.full(at.shape, count, dtype=np.int32)
        for step in range(1, self._longest):
            place = np.minimum(at + step, count)
            np.copyto(settled, place, where=ended[place] == sought)
        np.put(found, wrong, settled)
        return found

    def _index(self) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
        """
        Return the first row of the keys with each pattern of upper bits, and the keys with one more behind them.
        """
        import numpy as np

        count = len(self.keys)
        slots = np.full(1 << _UPPER_BITS, count, dtype=np.int32)
        upper = (self.keys >> (32 - _UPPER_BITS)).astype(np.int64)
        first = np.flatnonzero(np.diff(upper, prepend=-1))
        slots[upper[first]] = first
        self._longest = int(np.diff(first, append=count).max()) if count else 0
        return slots, np.append(self.keys, np.uint32(0))

    def score(self, keys: NDArray[np.uint32]) -> NDArray[np.int32]:
        """
        Return the sum of the weights of each row of keys, a column a label.
        """
        import numpy as np

        count, width = len(keys), self.weights.shape[1]
        total = np.empty((count, width), dtype=np.int32)
        # Tokens stand behind one another, and sums run over the features: that is how numpy adds fast.
        turned = np.ascontiguousarray(keys.T)
        for start in range(0, count, _BLOCK):
            block = slice(start, start + _BLOCK)
            rows = self.rows(turned[:, block])
            np.take(self.weights, rows, axis=0, mode="clip").sum(axis=0, dtype=np.int32, out=total[block])
        return total


@frozen(eq=False)
class Weights:
    """
    Hold all tables of one language.

    Attributes:
        lang: Language code.
        labels: Layer to its labels, in the order of their columns.
        tables: Name to table: `words` (the columns of all layers behind one another) and one a layer.
        transitions: Layer to the weights from label (the last row: the start of a sentence) to label.
        source: What the weights were learned from, as the header says.

    """

    lang: str
    labels: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Table]
    transitions: Mapping[str, NDArray[np.int32]]
    source: Mapping[str, object]


def _round(weights: NDArray[np.int64]) -> NDArray[np.int16]:
    """
    Return the nearest weights that a byte can hold.
    """
    import numpy as np

    size = np.minimum(np.abs(weights), LIMIT)
    large = FINE + (size - FINE + STEP // 2) // STEP * STEP
    return (np.sign(weights) * np.where(size <= FINE, size, large)).astype(np.int16)


def pack_table(keys: NDArray[np.uint32], weights: NDArray[np.int64], scale: int, counts: NDArray[np.int64]) -> Table:
    """
    Return a table of weights divided by `scale` and rounded to what a byte can hold.

    Small weights of rare features are left out, and rows of zeros: what is seldom there decides little.

    Args:
        keys: Keys of the features, sorted.
        weights: A row a key.
        scale: What to divide by.
        counts: How often each feature was there.

    """
    import numpy as np

    small = _round(np.floor_divide(2 * weights + scale, 2 * scale))
    noise = NOISE / np.sqrt(np.clip(counts, 1, _OFTEN))
    small[np.abs(small) <= noise[:, None]] = 0
    kept = small.any(axis=1)
    small = np.concatenate([small[kept], np.zeros((1, small.shape[1]), dtype=np.int16)])
    return Table(np.ascontiguousarray(keys[kept]), small)


def find_scale(*groups: NDArray[np.int64]) -> int:
    """
    Return what brings the largest weight of a layer into a byte: cutting large ones cost four points of tags.
    """
    import numpy as np

    largest = max((int(np.abs(g).max()) for g in groups if g.size), default=0)
    return max(1, -(-largest // LIMIT))


def parts_of(layer: str, labels: Sequence[str]) -> NDArray[np.int32]:
    """
    Return which parts each label has, a row a label and a column a part; weights are learned and kept a part.

    A tag shares its part of speech, and what is written onto it in front and behind, with other tags; labels of
    other layers share nothing.
    """
    import numpy as np

    if layer != "tags":
        return np.eye(len(labels), dtype=np.int32)
    rows = [(f"={t}", f"host {host_of(t)}", f"front {_front(t)}", f"behind {t.endswith('+O')}") for t in labels]
    index = label_index(sorted({p for row in rows for p in row}))
    matrix = np.zeros((len(labels), len(index)), dtype=np.int32)
    for at, row in enumerate(rows):
        matrix[at, [index[part] for part in row]] = 1
    return matrix


def _front(tag: str) -> str:
    """
    Return what is written onto a word in front.
    """
    parts = tag.split("+")
    return "+".join(parts[: parts.index(host_of(tag))])


def host_of(tag: str) -> str:
    """
    Return the part of speech of a tag without what is written onto it (`C+p+N+O` is N).
    """
    parts = [p for p in tag.split("+") if p not in ("C", "p", "F", "O")]
    return parts[-1] if parts else "X"


def fold_parts(weights: Weights) -> Weights:
    """
    Return weights a label from weights a part; those of words stay a part and are folded when they are summed.
    """
    tables = {n: Table(t.keys, t.weights if n == "words" else _wide(t.weights)) for n, t in weights.tables.items()}
    for layer, labels in weights.labels.items():
        matrix = parts_of(layer, labels)
        if len(matrix) != matrix.shape[1]:  # labels that share nothing are their own parts
            tables[layer] = Table(tables[layer].keys, _by_label(tables[layer].weights, matrix))
    return evolve(weights, tables=tables)


def fold_words(weights: Weights, sums: NDArray[np.int32]) -> NDArray[np.int32]:
    """
    Return the scores of words a label, the labels of all layers behind one another, from their sums a part.
    """
    import numpy as np

    columns, at = [], 0
    for layer, labels in weights.labels.items():
        matrix = parts_of(layer, labels)
        own = sums[..., at : at + matrix.shape[1]]
        columns.append(own if len(matrix) == matrix.shape[1] else _by_label(own, matrix))
        at += matrix.shape[1]
    return np.concatenate(columns, axis=-1)


def _by_label(parts: Ints, matrix: NDArray[np.int32]) -> NDArray[np.int32]:
    """
    Return weights a label from weights a part.
    """
    import numpy as np

    # A floating-point product is thirty times faster, and exact: sums stay far below 2 to the power of 24.
    product: NDArray[np.float32] = parts.astype(np.float32) @ matrix.T.astype(np.float32)
    return product.astype(np.int32)


def _wide(small: Ints) -> NDArray[np.int32]:
    """
    Return weights as 32-bit numbers, which are added faster than bytes; only words have too many of them.
    """
    import numpy as np

    return small.astype(np.int32)


def label_index(labels: Sequence[str]) -> dict[str, int]:
    """
    Return the column of each label.
    """
    return {label: number for number, label in enumerate(labels)}
