"""
Hostile text: another script than the language says, soup of signs, one word for ever; exact offsets, linear time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from claimtrack.attribution import find_attributions
from claimtrack.claims import extract
from claimtrack.language import load_pack, tokenise
from claimtrack.model import Report
from claimtrack.syntax import analyse

_ARABIC = "قال الجيش إن قواته دخلت المدينة يوم الأحد ولم يقتل أحد. "
_ENGLISH = "The army said on Sunday that its troops had entered the town. "
_SOUP = "😀🔥 #سوريا #Syria @user 💥💥 #قصف 👨‍👩‍👧 https://t.co/x "
_SIGNS = "e\u0301\u0300\u0302x\u0308 null None NaN \x00 \ufeff\u200b ا\u064b\u064c\u064d "
_UNITS = {
    "Arabic as English": (_ARABIC, "en"),
    "English as Arabic": (_ENGLISH, "ar"),
    "soup as English": (_SOUP, "en"),
    "soup as Arabic": (_SOUP, "ar"),
    "one word": ("army ", "en"),
    "one word in Arabic": ("الجيش ", "ar"),
    "letters": ("a", "en"),
    "letters in Arabic": ("ق", "ar"),
    "straight quotes": ('"', "en"),
    "quotes that open": ("“", "en"),
    "quotes that close": ("”", "ar"),
    "pairs of quotes": ("«»", "ar"),
    "commas": (",", "en"),
    "commas in Arabic": ("،", "ar"),
    "no stop": ("the army said that its troops entered town and ", "en"),
    "no stop in Arabic": ("قال الجيش إن قواته دخلت المدينة و ", "ar"),
    "marks as English": (_SIGNS, "en"),
    "marks as Arabic": (_SIGNS, "ar"),
    "null": ("\0", "en"),
    "hyphens": ("a-", "en"),
    "abbreviations": ("a.", "en"),
}


def _of(name: str, size: int) -> tuple[str, str]:
    """
    Return so many characters of a hostile text, and the language it is said to be in.
    """
    unit, lang = _UNITS[name]
    return unit * (size // len(unit)), lang


def _report(text: str, lang: str) -> Report:
    return Report(outlet="o", text=text, id="r", lang=lang)


def _check(text: str, lang: str) -> None:
    """
    Read a text and compare all that is found with what stands there.
    """
    for passage in find_attributions(text, lang=lang):
        spans = [*passage.source, *passage.cue, *passage.content]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        for link in passage.attribution.chain:
            if link.source is not None and link.start is not None:
                assert link.source == text[link.start : link.start + len(link.source)]
    for appearance in extract(_report(text, lang)):
        assert appearance.quote == text[appearance.start : appearance.end]


@pytest.mark.parametrize("name", _UNITS)
def test_offsets_are_exact(name: str) -> None:
    """
    What is found in a hostile text is what stands between its offsets.
    """
    _check(*_of(name, 6_000))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("", "en"),
        ("", "ar"),
        (" \n\t\u200f", "ar"),
        ("\ufeff", "en"),
        ("word " * 12_000, "en"),
        (("a" * 10_000 + " ") * 3 + _ENGLISH, "en"),
        (("ق" * 10_000 + " ") * 3 + _ARABIC, "ar"),
        ('"' * 20_000, "en"),
        ("“" * 10_000 + "”" * 10_000, "ar"),
        ("," * 50_000, "en"),
        ("the army said that " * 7_500, "en"),
    ],
    ids=lambda value: f"{value[:12]!r} {len(value)}",
)
def test_extremes_are_read(text: str, lang: str) -> None:
    """
    No text, 60 kB of one word, words of 10,000 letters, 20,000 quotes, 50,000 commas, 30,000 words without a stop.
    """
    _check(text, lang)


_ROOMS: dict[str, Callable[[str, str], object]] = {
    "analyse": lambda text, lang: analyse(found := tokenise(text, load_pack(lang)), found.sentences()),
    "attribute": lambda text, lang: find_attributions(text, lang=lang),
    "extract": lambda text, lang: extract(_report(text, lang)),
}


@pytest.mark.parametrize("room", _ROOMS)
@pytest.mark.parametrize("name", _UNITS)
def test_time_grows_with_the_length(name: str, room: str) -> None:
    """
    Four times the text costs about four times the CPU time; a quadratic rule would cost sixteen times.
    """
    read = _ROOMS[room]

    def cost(size: int) -> float:
        text, lang = _of(name, size)
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            read(text, lang)
            best = min(best, time.process_time() - begin)
        return best

    cost(1_000)
    small, large = max(cost(6_000), 0.01), cost(24_000)

    assert large <= 6 * small
