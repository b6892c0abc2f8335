"""
Turn parts of dates into intervals: months, years, weeks, weekdays, and the Hijri calendar.

Pure arithmetic without words; what the words are stands in `calendar.toml`.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from claimtrack.model import When

_HIJRI_EPOCH = 1_948_440
"""Julian day of 1 Muharram of year 1 in the civil tabular calendar (16 July 622, Julian)."""
_UNIX_DAY_OF_ORDINAL = 1_721_425
"""Julian day of proleptic Gregorian ordinal 1, less one half day, as `date.toordinal` counts."""
THIRDS = {"start": (1, 10), "middle": (11, 20), "end": (21, 31)}
"""Days of the first, second and last third of a month."""


def make_day(year: int, month: int, day: int) -> date | None:
    """
    Give a day, or None where there is no such day.
    """
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def month_of(year: int, month: int, third: str | None = None) -> When:
    """
    Give a month, or a third of it (`start`, `middle`, `end`).
    """
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = THIRDS[third] if third else (1, last)
    return When(date(year, month, first_day), date(year, month, min(last_day, last)))


def year_of(year: int) -> When:
    """
    Give a year.
    """
    return When(date(year, 1, 1), date(year, 12, 31))


def nearest_year(month: int, day: int, anchor: date, direction: int | None = None) -> date | None:
    """
    Give the day with this month and number that lies nearest to an anchor; the earlier one of two.

    A direction of -1 asks for the last one before the anchor, 1 for the first one after it.
    """
    days = [make_day(anchor.year + shift, month, day) for shift in (-1, 0, 1)]
    found = [d for d in days if d is not None]
    if direction:
        found = [d for d in found if (d - anchor).days * direction > 0]
    return min(found, key=lambda d: (abs((d - anchor).days), d)) if found else None


def nearest_month(month: int, anchor: date, direction: int = 0) -> When:
    """
    Give the month nearest to an anchor, or the last one before it (-1), or the next one (1).
    """
    here = anchor.year * 12 + anchor.month - 1
    options = [(anchor.year + shift) * 12 + month - 1 for shift in (-1, 0, 1)]
    if direction < 0:
        chosen = max(o for o in options if o < here)
    elif direction > 0:
        chosen = min(o for o in options if o > here)
    else:
        chosen = min(options, key=lambda o: (abs(o - here), o))
    return month_of(chosen // 12, chosen % 12 + 1)


def shift_months(anchor: date, months: int) -> date:
    """
    Give the first day of the month so many months away.
    """
    at = anchor.year * 12 + anchor.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def weekday_before(anchor: date, weekday: int, *, strict: bool = False) -> date:
    """
    Give the last such weekday up to an anchor; with `strict`, before it.
    """
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=7 if strict and back == 0 else back)


def weekday_after(anchor: date, weekday: int) -> date:
    """
    Give the first such weekday after an anchor.
    """
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead or 7)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """
    Give the Gregorian day of a Hijri date.

    Source:
        Civil tabular calendar, epoch 16 July 622 (Julian), 11 leap years in 30. Sighting may differ by a day.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 9000):
        return None
    julian = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _HIJRI_EPOCH - 1
    return date.fromordinal(julian - _UNIX_DAY_OF_ORDINAL + 1 - 1)


def hijri_month(year: int, month: int) -> When | None:
    """
    Give the Gregorian days of a Hijri month.
    """
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return None if first is None or after is None else When(first, after - timedelta(days=1))


def hijri_year_of(anchor: date) -> int:
    """
    Give the Hijri year that a Gregorian day lies in.
    """
    year = int((anchor.year - 622) * 33 / 32) + 1
    for guess in (year + 1, year, year - 1, year - 2):
        first = hijri_day(guess, 1, 1)
        if first is not None and first <= anchor:
            return guess
    return year
