"""
Read numbers written in digits of any script, with points and commas as the world writes them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

GROUPED = 3
"""Digits of a group between thousands signs."""
_LONGEST = 15
"""Digits a written number may have; longer ones are identifiers, and floats lose them (2**53)."""


def digits_of(text: str) -> str:
    """
    Give a written number in ASCII digits, thousands signs taken out.

    >>> digits_of("٣٬٠٠٠"), digits_of("2.5"), digits_of("1,200")
    ('3000', '2.5', '1200')
    """
    if text.isascii() and text.isdigit():
        return text
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    head, comma, rest = plain.rpartition(",")
    if comma and len(rest) < GROUPED and head.isdecimal():
        # "22,10 percent": no thousands sign stands before one or two digits.
        return f"{head}.{rest}"
    return plain.replace("٬", "").replace(",", "").replace("٫", ".")


@lru_cache(maxsize=4096)
def value_of(text: str) -> float | None:
    """
    Give the value of a number token, or None where it is a date, a version or an identifier.
    """
    plain = digits_of(text)
    groups = plain.split(".")
    if len(plain) > _LONGEST or not plain.replace(".", "").isdecimal():
        return None
    # Points may group thousands too (11.300, 1.250.000): three digits each behind a head without a zero in front.
    if (
        len(groups) > 1
        and all(len(g) == GROUPED for g in groups[1:])
        and groups[0] != "0"
        and len(groups[0]) <= GROUPED
    ):
        return float("".join(groups))
    if len(groups) > 2:
        return None
    return float(plain)
