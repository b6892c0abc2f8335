"""
Fold letters: one normal form per word, and a consonant skeleton that is the same across scripts.

Both work on single words, so no offset is ever lost; the tables are facts of the scripts and
stand in `letters.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
"""Combining marks of Latin and Arabic script, as the inside of a character class."""

HIDDEN = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""Characters that are not seen: soft hyphen, joiners, direction marks, variation selectors."""

_DROPPED = re.compile(f"[{MARKS}{HIDDEN}\u0640.*·]+")
_WORD_LIMIT = 200
"""Letters of a word that are looked at; the longest words of news are under 40."""


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], dict[int, str], list[tuple[str, str]], tuple[str, ...]]:
    """
    Read the letter tables once: folds, skeleton letters, skeleton pairs, articles.
    """
    with files("claimtrack.language").joinpath("letters.toml").open("rb") as file:
        data = tomllib.load(file)
    fold = {ord(old): new for new, olds in data["fold"].items() for old in olds}
    single = {ord(old): new for old, new in data["skeleton"].items() if len(old) == 1}
    pairs = [(old, new) for old, new in data["skeleton"].items() if len(old) > 1]
    return fold, single, pairs, tuple(data["articles"])


def fold(word: str) -> str:
    """
    Give the normal form of a word: folded case and letter variants, no marks, nothing hidden.

    Runs of combining marks are cut out before Unicode normalisation, which is quadratic on them.
    """
    if word.isascii():
        return word[:_WORD_LIMIT].lower()
    visible = _DROPPED.sub("", word[: 4 * _WORD_LIMIT])[:_WORD_LIMIT]
    folded = unicodedata.normalize("NFKD", visible).casefold()
    return _DROPPED.sub("", folded).translate(_tables()[0])


def skeleton(form: str) -> str:
    """
    Give the consonants of a folded word in a neutral alphabet, without the article; "" if none.

    البوكمال and "albukamal" both give `bkml`. Long words are cut at 200 letters.
    """
    _, single, pairs, articles = _tables()
    rest = form
    for article in articles:
        # Three letters must remain, or "ali" would lose its "al".
        if rest.startswith(article) and len(rest) >= len(article) + 3:
            rest = rest[len(article) :]
            break
    for old, new in pairs:
        if old in rest:
            rest = rest.replace(old, new)
    letters = rest.translate(single)
    kept = [a for a, b in zip(letters, " " + letters, strict=False) if a != b and a.isalpha()]
    # A final h is written or not at will (Derna, Dernah; درنة).
    text = "".join(kept)
    return text[:-1] if len(text) > 1 and text.endswith("h") else text
