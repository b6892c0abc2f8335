"""
Weights of one language: integer tables from feature keys to the scores of labels, and the file they ship in.

The file is a line of JSON (version, language, from what the weights were learned, labels, sizes), then
the tables: sorted keys, and for each key its labels and weights, an int8 each. Nothing is compressed or
compiled, so the same training data give the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from claimtrack.errors import WeightsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32] | NDArray[np.int8]

VERSION = 1
"""Version of features and file form; a file of another one is refused."""
NOISE = 2
"""Weights up to this size are left out: a file left out is read as well without them (within .2), and a sixth of the
bytes goes."""
_UPPER_BITS = 18
"""Bits of a key that lead to its place in a table: of the largest table a tenth of the places is taken."""
_BLOCK = 2048
"""Rows of keys that are scored at once, so that a long text needs no more memory than its keys."""
_MOST_COLUMNS = 256
"""Columns of a table at most: their numbers are a byte each."""
LIMIT = 127
"""Largest weight, either way: an int8."""


@define(eq=False)
class Table:
    """
    Hold the weights of one group of features.

    Attributes:
        keys: Keys of the features, sorted.
        weights: A row a key and one of zeros behind them, a column a label; bytes in the table of words.

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


def write_weights(weights: Weights) -> bytes:
    """
    Return the bytes of a weights file.
    """
    import numpy as np

    parts: list[bytes] = []
    tables: dict[str, list[int]] = {}
    for name, table in weights.tables.items():
        dense = table.weights[: len(table.keys)]
        row, column = np.nonzero(dense)
        counts = np.bincount(row, minlength=len(table.keys)).astype(np.uint8)
        tables[name] = [len(table.keys), len(row), table.weights.shape[1]]
        parts += [
            table.keys.astype("<u4").tobytes(),
            counts.tobytes(),
            column.astype(np.uint8).tobytes(),
            dense[row, column].astype(np.int8).tobytes(),
        ]
    for steps in weights.transitions.values():
        parts.append(steps.astype("<i4").tobytes())
    header = {
        "format": "claimtrack syntax weights",
        "version": VERSION,
        "lang": weights.lang,
        "source": dict(weights.source),
        "labels": {k: list(v) for k, v in weights.labels.items()},
        "tables": tables,
        "transitions": {name: list(steps.shape) for name, steps in weights.transitions.items()},
    }
    return json.dumps(header, ensure_ascii=False).encode("utf-8") + b"\n" + b"".join(parts)


def read_weights(data: bytes, name: str) -> Weights:
    """
    Read the bytes of a weights file.

    Args:
        data: The file.
        name: What to call it in errors.

    Raises:
        WeightsError: It is no such file, of another version, or not whole.

    """
    line, _, data = data.partition(b"\n")
    header = _read_header(line, name)
    body = _Body(data, name)
    try:
        tables = {table: _read_table(body, *sizes) for table, sizes in header["tables"].items()}
        steps = {layer: _read_steps(body, *sizes) for layer, sizes in header["transitions"].items()}
        labels = {k: tuple(v) for k, v in header["labels"].items()}
        body.close()
        return fold_parts(Weights(header["lang"], labels, tables, steps, header["source"]))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, WeightsError):
            raise
        raise WeightsError(f"{name}: the file is damaged: its header does not fit its weights ({error!r})") from error


def _read_header(line: bytes, name: str) -> dict[str, Any]:
    """
    Read the first line of a weights file.
    """
    try:
        header: dict[str, Any] = json.loads(line)
        ours = header["format"] == "claimtrack syntax weights"
    except (ValueError, KeyError, TypeError, RecursionError):
        ours = False
    if not ours:
        raise WeightsError(f"{name}: no claimtrack syntax weights (its first line is no such header)")
    if header.get("version") != VERSION:
        raise WeightsError(
            f"{name}: given version {header.get('version')!r}, allowed is {VERSION}; install the matching release"
        )
    return header


@define(eq=False)
class _Body:
    """
    Hold what stands behind the header, taken piece by piece.
    """

    data: bytes
    name: str
    at: int = 0

    def take(self, kind: str, count: int) -> NDArray[np.generic]:
        """
        Take the next numbers of one kind.
        """
        import numpy as np

        size = np.dtype(kind).itemsize * count
        if self.at + size > len(self.data):
            raise WeightsError(
                f"{self.name}: given {len(self.data)} bytes of weights, allowed is more: the file is truncated"
            )
        part = np.frombuffer(self.data[self.at : self.at + size], dtype=kind)
        self.at += size
        return part

    def close(self) -> None:
        """
        Refuse what is left.
        """
        if self.at != len(self.data):
            raise WeightsError(
                f"{self.name}: given {len(self.data)} bytes of weights, allowed is {self.at}: the file is not whole"
            )


def _read_table(body: _Body, size: int, cells: int, columns: int) -> Table:
    """
    Read the next table: keys, labels a key, and for each of them its column and weight.
    """
    import numpy as np

    keys, counts = body.take("<u4", size), body.take("u1", size)
    column, weight = body.take("u1", cells), body.take("i1", cells)
    if not 0 < columns <= _MOST_COLUMNS:
        raise ValueError(f"{columns} columns")
    dense = np.zeros((size + 1, columns), dtype=np.int8)
    dense[np.repeat(np.arange(size), counts.astype(np.int64)), column] = weight
    return Table(np.ascontiguousarray(keys, dtype=np.uint32), dense)


def _read_steps(body: _Body, rows: int, columns: int) -> NDArray[np.int32]:
    """
    Read the next weights from label to label.
    """
    import numpy as np

    return body.take("<i4", rows * columns).astype(np.int32).reshape(rows, columns)


@lru_cache(maxsize=8)
def load_weights(lang: str) -> Weights | None:
    """
    Read the weights that ship for a language, once a process; None where there are none.

    Raises:
        WeightsError: The file is damaged or of another version.

    """
    path = files("claimtrack.syntax").joinpath("weights", f"{lang}.weights")
    if not path.is_file():
        return None
    return read_weights(path.read_bytes(), f"claimtrack/syntax/weights/{lang}.weights")


def pack_table(keys: NDArray[np.uint32], weights: NDArray[np.int64], scale: int) -> Table:
    """
    Return a table of weights divided by `scale`, rounded and held to an int8; rows of zeros are left out.
    """
    import numpy as np

    small = np.clip(np.floor_divide(2 * weights + scale, 2 * scale), -LIMIT, LIMIT).astype(np.int32)
    small[np.abs(small) <= NOISE] = 0
    kept = small.any(axis=1)
    small = np.concatenate([small[kept], np.zeros((1, small.shape[1]), dtype=np.int32)])
    return Table(np.ascontiguousarray(keys[kept]), small)


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
