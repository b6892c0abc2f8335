"""
When are two values one value, and when is one merely less precise than the other.

Values are compared by a key: numbers by what they are worth ("1,000", "1000", "1000.0"), text
without regard to case, width and spacing. Lists of names are the same in any order where a
separator shows that they are lists or inverted names ("Knuth, Donald" and "Donald Knuth").

A value is less precise than another where all its words stand in the other and some are missing
("haag" in "estevez haag perry", gate "37" in "A37"), or where it is the other, rounded (9000 for
8860). Whoever gives it does not contradict the fuller value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# A comma groups digits by three; a leading zero marks a code (007 is not 7), so it stays text.
_NUMBER = re.compile(r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SEPARATOR = re.compile(r"[,;&/|،؛]")
# Longer values are free text: compared as they stand, because normalising runs of combining
# marks is quadratic (200,000 marks: over 40 s).
_LONGEST = 500


def value_key(text: str) -> str:
    """
    Give the key under which equal values meet; a number's key starts with "#".
    """
    if text.isascii() and text.isalpha() and text.islower():
        return text
    if len(text) > _LONGEST:
        return text
    number = number_of(text)
    if number is not None:
        return f"#{number:.12g}"
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


def number_of(text: str) -> float | None:
    """
    Read a value as a number, or give None; "nan", "inf" and codes with a leading zero are text.
    """
    text = text.strip()
    if not text or len(text) > 40 or not _NUMBER.fullmatch(text):
        return None
    digits = text.lstrip("+-−")
    if len(digits) > 1 and digits[0] in "0٠" and digits[1] != ".":
        return None
    return float(text.replace(",", "").replace("−", "-"))


def has_separator(text: str) -> bool:
    """
    Say whether a value is written as a list or with its parts inverted.
    """
    return len(text) <= _LONGEST and _SEPARATOR.search(text) is not None


def tokens(text: str) -> frozenset[str]:
    """
    Give the words and numbers of a value; letters and digits that touch are parted (A37: a, 37).
    """
    return frozenset(_TOKEN.findall(text)) if len(text) <= _LONGEST else frozenset()


def in_any_order(text: str) -> str:
    """
    Give a key that does not know the order of the words.
    """
    return " ".join(sorted(_TOKEN.findall(text)))


def less_precise(known: Sequence[tuple[int, frozenset[str]]]) -> list[tuple[int, int]]:
    """
    Find which of one item's values are less precise than which others.

    Args:
        known: Number and words of each value; at most a few dozen, all pairs are looked at.

    Returns:
        Pairs (less precise, fuller).
    """
    return [(a, b) for a, few in known if few for b, many in known if len(few) < len(many) and few < many]
