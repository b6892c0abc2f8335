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
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from claimtrack.errors import WeightsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1
"""Version of features and file form; a file of another one is refused."""
NOISE = 2
"""Weights up to this size are left out: a file left out is read as well without them (within .2), and a sixth of the
bytes goes."""
_LOW_BITS = 16
"""Bits of a key that its place in a table leaves open: some two keys share the other ones."""
LIMIT = 127
"""Largest weight, either way: an int8."""


@define(eq=False)
class Table:
    """
    Hold the weights of one group of features.

    Attributes:
        keys: Keys of the features, sorted.
        weights: A row a key and one of zeros behind them, a column a label.

    """

    keys: NDArray[np.uint32]
    weights: NDArray[np.int32]
    _starts: NDArray[np.int32] | None = field(default=None, init=False)
    _longest: int = field(default=0, init=False)

    def rows(self, keys: NDArray[np.uint32]) -> NDArray[np.int32]:
        """
        Return the row of each key; unknown ones get the row of zeros.

        The upper bits of a key lead to the few keys that share them; a binary search costs three times as much.
        """
        import numpy as np

        count = len(self.keys)
        found = np.full(keys.shape, count, dtype=np.int32)
        if not count:
            return found
        starts = self._starts if self._starts is not None else self._index()
        at = starts[keys >> _LOW_BITS]
        for step in range(self._longest):
            place = np.minimum(at + step, count - 1)
            np.copyto(found, place, where=self.keys[place] == keys)
        return found

    def _index(self) -> NDArray[np.int32]:
        """
        Note where the keys with each pattern of upper bits begin.
        """
        import numpy as np

        upper = np.arange(1 << (32 - _LOW_BITS), dtype=np.int64) << _LOW_BITS
        self._starts = np.searchsorted(self.keys, upper.astype(np.uint32)).astype(np.int32)
        sizes = np.diff(np.append(self._starts, len(self.keys)))
        self._longest = int(sizes.max())
        return self._starts

    def score(self, keys: NDArray[np.uint32]) -> NDArray[np.int32]:
        """
        Return the sum of the weights of each row of keys, a column a label.
        """
        total: NDArray[np.int32] = self.weights[self.rows(keys)].sum(axis=1, dtype=self.weights.dtype)
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
    import numpy as np

    line, _, body = data.partition(b"\n")
    try:
        header = json.loads(line)
        ours = header["format"] == "claimtrack syntax weights"
    except (ValueError, KeyError, TypeError):
        ours = False
    if not ours:
        raise WeightsError(f"{name}: no claimtrack syntax weights (its first line is no such header)")
    if header.get("version") != VERSION:
        raise WeightsError(
            f"{name}: given version {header.get('version')!r}, allowed is {VERSION}; install the matching release"
        )
    at = 0

    def take(kind: str, count: int) -> NDArray[np.generic]:
        nonlocal at
        size = np.dtype(kind).itemsize * count
        if at + size > len(body):
            raise WeightsError(f"{name}: given {len(body)} bytes of weights, allowed is more: the file is truncated")
        part = np.frombuffer(body, dtype=kind, count=count, offset=at)
        at += size
        return part

    tables: dict[str, Table] = {}
    for table, (size, cells, columns) in header["tables"].items():
        keys, counts = take("<u4", size), take("u1", size)
        column, weight = take("u1", cells), take("i1", cells)
        dense = np.zeros((size + 1, columns), dtype=np.int32)
        dense[np.repeat(np.arange(size), counts.astype(np.int64)), column] = weight
        tables[table] = Table(np.ascontiguousarray(keys, dtype=np.uint32), dense)
    steps = {
        layer: take("<i4", rows * columns).astype(np.int32).reshape(rows, columns)
        for layer, (rows, columns) in header["transitions"].items()
    }
    if at != len(body):
        raise WeightsError(f"{name}: given {len(body)} bytes of weights, allowed is {at}: the file is not whole")
    labels = {k: tuple(v) for k, v in header["labels"].items()}
    return fold_parts(Weights(header["lang"], labels, tables, steps, header["source"]))


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
    shared = {layer: parts_of(layer, labels) for layer, labels in weights.labels.items()}
    tables = dict(weights.tables)
    for layer, matrix in shared.items():
        tables[layer] = Table(tables[layer].keys, tables[layer].weights @ matrix.T)
    return evolve(weights, tables=tables)


def fold_words(weights: Weights, sums: NDArray[np.int32]) -> NDArray[np.int32]:
    """
    Return the scores of words a label, the labels of all layers behind one another, from their sums a part.
    """
    import numpy as np

    columns, at = [], 0
    for layer, labels in weights.labels.items():
        matrix = parts_of(layer, labels)
        columns.append(sums[..., at : at + matrix.shape[1]] @ matrix.T)
        at += matrix.shape[1]
    return np.concatenate(columns, axis=-1)


def label_index(labels: Sequence[str]) -> dict[str, int]:
    """
    Return the column of each label.
    """
    return {label: number for number, label in enumerate(labels)}
