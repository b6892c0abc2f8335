"""
The file that weights ship in: a line of JSON (version, language, from what they were learned, labels, sizes), then the
tables: sorted keys, for each key a mask of the labels that have a weight, and the weights, a byte each.

Nothing is compressed or compiled, so the same training data give the same bytes on every machine.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attrs import define

from claimtrack.errors import WeightsError
from claimtrack.syntax.weights import FINE, STEP, Table, Weights, fold_parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.syntax.weights import Ints

VERSION = 2
"""Version of features and file form; a file of another one is refused."""
_MOST_COLUMNS = 256
"""Columns of a table at most."""


def write_weights(weights: Weights) -> bytes:
    """
    Return the bytes of a weights file.
    """
    import numpy as np

    parts: list[bytes] = []
    tables: dict[str, list[int]] = {}
    for name, table in weights.tables.items():
        dense = table.weights[: len(table.keys)]
        there = dense != 0
        tables[name] = [len(table.keys), int(there.sum()), table.weights.shape[1]]
        parts += [
            *_write_keys(table.keys),
            np.packbits(there, axis=1).tobytes(),
            _encode(dense[there]).tobytes(),
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


def _write_keys(keys: NDArray[np.uint32]) -> list[bytes]:
    """
    Return sorted keys as bytes: the lower halves, and by how much the upper halves grow.
    """
    import numpy as np

    lower, growth = keys & 0xFFFF, np.diff(keys >> 16, prepend=np.uint32(0))
    return [lower.astype("<u2").tobytes(), growth.astype(_growth(len(keys))).tobytes()]


def _read_keys(body: _Body, size: int) -> NDArray[np.uint32]:
    """
    Read sorted keys.
    """
    import numpy as np

    lower, growth = body.take("<u2", size), body.take(_growth(size), size)
    upper = np.cumsum(growth, dtype=np.uint64)
    if size and int(upper[-1]) > _UPPER_HALF:
        raise ValueError("keys of more than 32 bits")
    return (upper.astype(np.uint32) << np.uint32(16)) | lower.astype(np.uint32)


_UPPER_HALF = 0xFFFF
_MANY_KEYS = 4000
"""Keys from which on the upper halves of neighbours are less than 256 apart, or as good as (e to the power of -15)."""


def _growth(size: int) -> str:
    """
    Return the type of number that holds by how much the upper halves of so many keys grow.
    """
    return "u1" if size > _MANY_KEYS else "<u2"


def _read_table(body: _Body, size: int, cells: int, columns: int) -> Table:
    """
    Read the next table: keys, a mask of columns a key, and a weight for each column that has one.
    """
    import numpy as np

    if not 0 < columns <= _MOST_COLUMNS:
        raise ValueError(f"{columns} columns")
    keys = _read_keys(body, size)
    width = -(-columns // 8)
    bits = body.take("u1", size * width).reshape(size, width).astype(np.uint8)
    mask = np.unpackbits(bits, axis=1, count=columns).astype(np.bool_)
    weights = _values()[body.take("i1", cells).astype(np.int16) + 128]
    dense = np.zeros((size + 1, columns), dtype=np.int16)
    dense[:size][mask] = weights
    return Table(keys, dense)


def _read_steps(body: _Body, rows: int, columns: int) -> NDArray[np.int32]:
    """
    Read the next weights from label to label.
    """
    import numpy as np

    return body.take("<i4", rows * columns).astype(np.int32).reshape(rows, columns)


def _values() -> NDArray[np.int16]:
    """
    Return the weight that each byte stands for, from -128 to 127.
    """
    import numpy as np

    code = np.arange(-128, 128)
    size = np.abs(code)
    large = np.sign(code) * (FINE + (size - FINE) * STEP)
    return np.where(size <= FINE, code, large).astype(np.int16)


def _encode(weights: Ints) -> NDArray[np.int8]:
    """
    Return the bytes of weights that a byte can hold.
    """
    import numpy as np

    size = np.abs(weights)
    large = FINE + (size - FINE) // STEP
    return (np.sign(weights) * np.where(size <= FINE, size, large)).astype(np.int8)


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
