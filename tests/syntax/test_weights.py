"""
A weights file that cannot be used is one clear error that names it; one that can is read to the number.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from claimtrack.attribution import find_attributions
from claimtrack.errors import WeightsError
from claimtrack.syntax import weights_file as room
from claimtrack.syntax.weights import Table
from claimtrack.syntax.weights_file import load_weights, read_weights

_NAME = "claimtrack/syntax/weights/en.weights"
_GOOD = files("claimtrack.syntax").joinpath("weights", "en.weights").read_bytes()


def _with_header(change: Callable[[dict[str, object]], object]) -> bytes:
    """
    Return the file that ships with another header.
    """
    line, _, body = _GOOD.partition(b"\n")
    header = json.loads(line)
    change(header)
    return json.dumps(header).encode() + b"\n" + body


_BAD = {
    "empty": (b"", "no claimtrack syntax weights"),
    "text": ("قال الجيش إن".encode(), "no claimtrack syntax weights"),
    "another format": (b'{"format": "something"}\n' + _GOOD, "no claimtrack syntax weights"),
    "a list": (b"[1, 2]\n", "no claimtrack syntax weights"),
    "brackets": (b"[" * 100_000, "no claimtrack syntax weights"),
    "header cut": (_GOOD[:200], "no claimtrack syntax weights"),
    "header only": (_GOOD.partition(b"\n")[0], "truncated"),
    "half": (_GOOD[: len(_GOOD) // 2], "truncated"),
    "last byte cut": (_GOOD[:-1], "truncated"),
    "something behind": (_GOOD + b"\0", "not whole"),
    "older": (_with_header(lambda h: h.update(version=0)), "given version 0, allowed is"),
    "newer": (_with_header(lambda h: h.update(version=99)), "given version 99, allowed is"),
    "no version": (_with_header(lambda h: h.pop("version")), "given version None, allowed is"),
    "no tables": (_with_header(lambda h: h.pop("tables")), "damaged"),
    "no labels": (_with_header(lambda h: h.pop("labels")), "damaged"),
    "tables as a list": (_with_header(lambda h: h.update(tables=[])), "damaged"),
    "sizes as text": (_with_header(lambda h: h.update(tables={"tags": ["a", "b", "c"]})), "damaged"),
    "sizes below zero": (_with_header(lambda h: h.update(tables={"tags": [-1, -1, 3]})), "damaged"),
    "a huge size": (_with_header(lambda h: h.update(tables={"tags": [10**15, 1, 3]})), "truncated"),
    "a billion columns": (_with_header(lambda h: h.update(tables={"tags": [1, 1, 10**9]})), "damaged"),
    "other sizes": (_with_header(lambda h: h.update(tables={"tags": [5, 5, 5]})), "damaged"),
}


@pytest.mark.parametrize("name", _BAD)
def test_a_file_that_cannot_be_used_is_named(name: str) -> None:
    """
    Truncated, of another version, damaged or no weights at all: the error says which file and what is wrong.
    """
    data, words = _BAD[name]

    with pytest.raises(WeightsError, match=words) as caught:
        read_weights(data, "here.weights")

    assert str(caught.value).startswith("here.weights: ")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """
    Stand in for the installed weights of English with a file of one's own.
    """
    (tmp_path / "weights").mkdir()
    monkeypatch.setattr(room, "files", lambda _: tmp_path)
    load_weights.cache_clear()
    yield tmp_path / "weights" / "en.weights"
    load_weights.cache_clear()


@pytest.mark.parametrize("name", ["empty", "half", "older"])
def test_reading_a_text_with_a_damaged_installation_says_so(installed: Path, name: str) -> None:
    """
    A text is not read without weights that ought to be there: the error names the file of the installation.
    """
    installed.write_bytes(_BAD[name][0])

    with pytest.raises(WeightsError, match=_NAME):
        find_attributions("The army said that it had left.", lang="en")


def test_a_language_without_weights_has_none(installed: Path) -> None:
    """
    No file is no error: a language is then read from its pack alone.
    """
    assert not installed.exists()
    assert load_weights("en") is None


@pytest.mark.parametrize("size", [0, 1, 3, 5_000])
def test_rows_of_keys_are_those_of_a_plain_search(size: int) -> None:
    """
    A table finds the row of every key it holds, and the row of zeros for any other, however close the keys lie.
    """
    chance = random.Random(size)
    close = [(chance.randrange(50) << 22) + chance.randrange(300) for _ in range(size)]
    keys = sorted({*close, *(chance.randrange(1 << 32) for _ in range(size)), *([0, (1 << 32) - 1] if size else [])})
    asked = np.array([*keys, *(k + 1 for k in keys[:-1]), 0, 7, (1 << 32) - 1], dtype=np.uint32)
    table = Table(np.array(keys, dtype=np.uint32), np.zeros((len(keys) + 1, 1), dtype=np.int32))
    place = {key: row for row, key in enumerate(keys)}

    assert [place.get(int(k), len(keys)) for k in asked] == table.rows(asked).tolist()


def test_scores_are_sums_of_the_weights_of_the_keys() -> None:
    """
    A long text is scored in parts, each row to the number.
    """
    chance = np.random.default_rng(8)
    keys = np.unique(chance.integers(0, 1 << 32, 500, dtype=np.uint32))
    table = Table(keys, np.vstack([chance.integers(-127, 128, (len(keys), 3)), np.zeros((1, 3))]).astype(np.int32))
    asked = np.where(chance.random((5_000, 7)) < 0.5, chance.choice(keys, (5_000, 7)), 12345).astype(np.uint32)
    rows = {int(k): table.weights[n].tolist() for n, k in enumerate(keys)}

    expected = [[sum(c) for c in zip(*(rows.get(int(k), [0, 0, 0]) for k in row), strict=True)] for row in asked]

    assert expected == table.score(asked).tolist()
