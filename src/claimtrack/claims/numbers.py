"""
Read numbers.
"""

from __future__ import annotations

import unicodedata


def digits_of(text: str) -> str:
    """
    Give a written number in ASCII digits, thousands signs taken out.

    >>> digits_of("٣٬٠٠٠"), digits_of("2.5"), digits_of("1,200")
    ('3000', '2.5', '1200')
    """
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    return plain.replace("٬", "").replace(",", "").replace("٫", ".")
