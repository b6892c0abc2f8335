"""
Read dates written in numbers alone: 2020-07-04, 2020.07.08, 4/7/2020.
"""

from __future__ import annotations

from claimtrack.claims import calendars
from claimtrack.claims.date_meaning import Meaning
from claimtrack.claims.digits import digits_of
from claimtrack.language import Tokens
from claimtrack.model import When

_YEARS = range(1900, 2101)
_MONTHS = 12
_PARTS = 3
_LONGEST_PART = 4


def read_numeric(tokens: Tokens, at: int) -> tuple[int, Meaning] | None:
    """
    Read a date in numbers that starts at a token.

    Returns:
        The token behind it, and what it means; None where none starts there.

    """
    if tokens.words[at].shape != "number":
        return None
    text, end = _joined(tokens, at)
    numbers = text.split(".")
    if len(numbers) != _PARTS or not all(n.isdecimal() and len(n) <= _LONGEST_PART for n in numbers):
        return None
    a, b, c = (int(n) for n in numbers)
    meaning: Meaning
    if a in _YEARS:
        meaning = _day(a, b, c)
    elif c not in _YEARS:
        return None
    elif b > _MONTHS >= a:
        meaning = _day(c, a, b)
    elif a > _MONTHS or a == b or not tokens.pack.basics.capitals:
        meaning = _day(c, b, a)
    else:
        # In English both orders are in use, and nothing tells which one is meant.
        meaning = None, ("day_or_month_first",)
    return end, meaning


def _joined(tokens: Tokens, at: int) -> tuple[str, int]:
    """
    Join numbers that signs hold together, with points, and give the token behind them.
    """
    text, end = digits_of(tokens.words[at].text), at + 1
    while (
        end + 1 < len(tokens)
        and end - at < 2 * _PARTS - 2
        and tokens.words[end].shape in "-/"
        and tokens.words[end + 1].shape == "number"
        and tokens.starts[end] == tokens.ends[end - 1]
        and tokens.starts[end + 1] == tokens.ends[end]
    ):
        text += "." + digits_of(tokens.words[end + 1].text)
        end += 2
    return text, end


def _day(year: int, month: int, day: int) -> Meaning:
    """
    Give a day, or say that there is none.
    """
    found = calendars.make_day(year, month, day)
    return (When(found, found), ()) if found is not None else (None, ("no_such_day",))
