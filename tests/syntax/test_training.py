"""
The weights that ship: learned from the sentences beside them, small, and the same bytes every time.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from claimtrack.errors import WeightsError
from claimtrack.syntax import analyse
from claimtrack.syntax.weights_file import load_weights, read_weights, write_weights
from syntax.texts import everything
from syntax_corpus import Sentence, read_sentences
from train_syntax import DATA, learn_weights

_LANGUAGES = ("ar", "en")
_SIZE = 3_000_000
"""Bytes of all weights together, at most."""


def _shipped(lang: str) -> bytes:
    return files("claimtrack.syntax").joinpath("weights", f"{lang}.weights").read_bytes()


@cache
def _sentences(lang: str) -> list[Sentence]:
    """
    Return the first sixty sentences of a language that tell who is said to say each predicate.
    """
    found = [s for path in sorted(DATA.glob(f"{lang}-*.tsv")) for s in read_sentences(path) if s.governed]
    return found[:60]


@cache
def _learned(lang: str) -> bytes:
    """
    Return the file of what sixty sentences teach, learned once for all tests.
    """
    return write_weights(learn_weights(_sentences(lang), {"files": {}}, folded=False))


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_weights_name_what_they_were_learned_from(lang: str) -> None:
    """
    The header has the hash of each annotated file as it is now: who changes one must run tools/train_syntax.py.
    """
    weights = load_weights(lang)
    assert weights is not None
    paths: list[Path] = sorted(DATA.glob(f"{lang}-*.tsv"))

    assert {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths} == weights.source["files"]


def test_weights_are_small() -> None:
    """
    The weights of all languages together stay within what the wheel may grow by.
    """
    assert _SIZE >= sum(len(_shipped(lang)) for lang in _LANGUAGES)


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_training_twice_gives_the_same_bytes(lang: str) -> None:
    """
    The same sentences in the same order give the same file.
    """
    again = write_weights(learn_weights(_sentences(lang), {"files": {}}, folded=False))

    assert again == _learned(lang)


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_a_file_read_and_written_is_what_was_learned(lang: str) -> None:
    """
    Weights as they are learned and as they are read from their file analyse a sentence alike.
    """
    tokens = _sentences(lang)[0].tokens
    learned = learn_weights(_sentences(lang)[:10], {})
    written = write_weights(learn_weights(_sentences(lang)[:10], {}, folded=False))

    one, other = (analyse(tokens, [(0, len(tokens))], weights) for weights in (learned, read_weights(written, "test")))

    assert everything(one) == everything(other)


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_a_few_sentences_teach_what_they_hold(lang: str) -> None:
    """
    Weights learned from sixty sentences tag nine tokens of ten in them as they are annotated.
    """
    weights = read_weights(_learned(lang), "test")

    right = size = 0
    for sentence in _sentences(lang):
        tags = analyse(sentence.tokens, [(0, len(sentence.tokens))], weights).tags
        right += sum(tags[a] == tag for (a, _), tag in zip(sentence.units, sentence.tags, strict=True))
        size += len(sentence.tags)

    assert 0.9 <= right / size


@pytest.mark.parametrize("cut", [1, 1000])
def test_a_truncated_file_is_named(cut: int) -> None:
    """
    A file that lacks its end is one clear error with its name.
    """
    with pytest.raises(WeightsError, match=r"here\.weights.*truncated"):
        read_weights(_shipped("en")[:-cut], "here.weights")


def test_a_file_that_is_no_weights_is_named() -> None:
    """
    Anything else is one clear error with its name.
    """
    with pytest.raises(WeightsError, match=r"here\.weights"):
        read_weights(b"[]\n", "here.weights")
