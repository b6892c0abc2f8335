"""
The file that the encoder ships in: a line of JSON (version, from what it was made, sizes), then pieces and numbers.

Nothing is compressed, so the same source gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import define

from claimtrack.errors import WeightsError
from claimtrack.matching.meaning.network import EXACT, LEVELS, SIZE, Matrix, Network
from claimtrack.matching.meaning.pieces import END, Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from claimtrack.matching.meaning.network import Floats

VERSION = 1
"""Version of the file's form; a file of another one is refused."""
FORMAT = "claimtrack meaning weights"
"""What the first line of such a file calls itself."""
DIGITS = 6
"""Values that a number of a piece can have; three of them make a byte."""
LARGEST = 19
"""Largest whole number in a matrix: 39 values, three of which make two bytes."""
ROW = -(-SIZE // 3)
"""Bytes of a piece."""
_BASE = 2 * LARGEST + 1


def write_weights(network: Network, pieces: Pieces, source: Mapping[str, Any], levels: Floats) -> bytes:
    """
    Return the bytes of a weights file.

    Args:
        network: What was learned.
        pieces: The vocabulary, the special pieces left out.
        source: From what it was made.
        levels: The values that a number of a piece can have.

    """
    names = "\n".join(sorted(pieces.numbers, key=pieces.numbers.__getitem__)).encode("utf-8")
    parts = [names, np.asarray(pieces.scores, "<f4").tobytes(), network.scales.astype("<f2").tobytes()]
    parts.append(network.rows.tobytes())
    for matrix in network.matrices.values():
        parts += [_pack(matrix.whole).tobytes(), matrix.scale.astype("<f4").tobytes()]
    parts += [vector.astype("<f4").tobytes() for vector in network.vectors.values()]
    header = {
        "format": FORMAT,
        "version": VERSION,
        "source": dict(source),
        "pieces": [len(pieces.scores), len(names)],
        "unknown": pieces.unknown,
        "levels": [int(level) for level in levels],
        "matrices": {name: list(matrix.whole.shape) for name, matrix in network.matrices.items()},
        "vectors": {name: len(vector) for name, vector in network.vectors.items()},
        "reach": dict(network.reach),
    }
    return json.dumps(header, ensure_ascii=False).encode("utf-8") + b"\n" + b"".join(parts)


def read_weights(data: bytes, name: str) -> tuple[Network, Pieces]:
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
        found = _read_body(header, body)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"{name}: the file is damaged: its header does not fit its weights ({error!r})") from error
    body.close()
    return found


def digits(levels: Floats) -> Floats:
    """
    Return the three numbers that each byte of a piece stands for.
    """
    byte = np.arange(256)[:, None] // DIGITS ** np.arange(3) % DIGITS
    return np.take(levels, byte)


@define(eq=False)
class _Body:
    """
    Hold what stands behind the header, taken piece by piece.
    """

    data: bytes
    name: str
    at: int = 0

    def take(self, kind: str, count: int) -> NDArray[Any]:
        """
        Take the next numbers of one kind.
        """
        size = np.dtype(kind).itemsize * count
        if self.at + size > len(self.data):
            raise WeightsError(
                f"{self.name}: given {len(self.data)} bytes of weights, allowed is more: the file is truncated"
            )
        self.at += size
        return np.frombuffer(self.data, dtype=kind, count=count, offset=self.at - size)

    def close(self) -> None:
        """
        Refuse what is left.
        """
        if self.at != len(self.data):
            raise WeightsError(
                f"{self.name}: given {len(self.data)} bytes of weights, allowed is {self.at}: the file is not whole"
            )


def _read_header(line: bytes, name: str) -> dict[str, Any]:
    """
    Read the first line of a weights file.
    """
    try:
        header: dict[str, Any] = json.loads(line)
        ours = header["format"] == FORMAT
    except (ValueError, KeyError, TypeError, RecursionError):
        ours = False
    if not ours:
        raise WeightsError(f"{name}: no {FORMAT} (its first line is no such header)")
    if header.get("version") != VERSION:
        raise WeightsError(
            f"{name}: given version {header.get('version')!r}, allowed is {VERSION}; install the matching release"
        )
    return header


def _read_body(header: Mapping[str, Any], body: _Body) -> tuple[Network, Pieces]:
    """
    Read what the header says stands behind it.
    """
    count, size = header["pieces"]
    names = body.take("u1", size).tobytes().decode("utf-8").split("\n")
    numbers = {name: number for number, name in enumerate(names, start=END + 1)}
    if len(numbers) + END + 1 != count:
        raise ValueError(f"{len(numbers)} pieces")
    pieces = Pieces(numbers, body.take("<f4", count).tolist(), float(header["unknown"]))
    scales = body.take("<f2", count).astype(np.float32)
    rows = body.take("u1", count * ROW).reshape(count, ROW)
    matrices = {name: _read_matrix(body, *shape) for name, shape in header["matrices"].items()}
    vectors = {name: body.take("<f4", size).astype(np.float32) for name, size in header["vectors"].items()}
    levels = digits(np.array(header["levels"], dtype=np.float32))
    return Network(rows, levels, scales, matrices, vectors, header["reach"]), pieces


def _read_matrix(body: _Body, rows: int, columns: int) -> Matrix:
    """
    Read the next matrix.
    """
    packed = body.take("<u2", -(-rows * columns // 3)).astype(np.int32)
    parts = np.stack([packed % _BASE, packed // _BASE % _BASE, packed // _BASE**2], axis=1)
    whole = (parts.reshape(-1)[: rows * columns].reshape(rows, columns) - LARGEST).astype(np.float32)
    if int(np.abs(whole).sum(axis=0).max()) * LEVELS >= EXACT:
        raise ValueError("weights too large for exact sums")
    return Matrix(whole, body.take("<f4", columns).astype(np.float32))


def _pack(whole: Floats) -> NDArray[np.uint16]:
    """
    Return three whole numbers of a matrix in two bytes.
    """
    flat = np.pad((whole.reshape(-1) + LARGEST).astype(np.int64), (0, -whole.size % 3)).reshape(-1, 3)
    return np.asarray(flat @ np.array([1, _BASE, _BASE**2]), dtype="<u2")
