"""
Say which days the elements of a date mean, seen from the day a report was published.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import define, evolve, field

from claimtrack.claims import calendars
from claimtrack.model import When

_HALF_YEAR = 183
_WEEK = 7
_MONTH = 30
_YEAR = 365
_SATURDAY = 5
_LONGEST = 36_500
"""Days that a span reaches back at most: a century; longer ones are not news."""

Meaning = tuple[When | None, tuple[str, ...]]
"""The days, None where they cannot be known, and what is odd about them."""


@define(eq=False)
class Parts:
    """
    Hold the elements of one date while they are read.
    """

    weekdays: list[int] = field(factory=list)
    relative: int | None = None
    day: int | None = None
    month: int | None = None
    hijri: int | None = None
    year: int | None = None
    direction: int | None = None
    third: str | None = None
    span: int | None = None
    number: float | None = None
    ago: bool = False
    few: bool = False
    weekend: bool = False
    from_named: int | None = None

    def is_date(self) -> bool:
        """
        Say whether the elements make a date at all.
        """
        if self.weekdays or self.relative is not None or self.from_named is not None:
            return True
        if self.month is not None or self.hijri is not None:
            return True
        if self.weekend:
            return self.direction is not None
        if self.span is not None:
            return self.ago or self.direction is not None
        return self.year is not None


def resolve(parts: Parts, anchor: date | None) -> Meaning:
    """
    Give the days that the elements of a date mean.

    Args:
        parts: The elements, as they were read.
        anchor: The day of publication, or None where unknown: what is relative then is unknown too.

    """
    if parts.month is not None:
        return _month(parts, parts.month, anchor)
    if parts.hijri is not None:
        return _hijri(parts, parts.hijri, anchor)
    if parts.year is not None:
        return calendars.year_of(parts.year), ()
    if anchor is None:
        return None, ("published_unknown",)
    if parts.relative is not None:
        return _relative(parts, anchor, parts.relative)
    return _weekday(parts, anchor) if parts.weekdays else _span(parts, anchor), ()


def shift(when: When | None, days: int) -> When | None:
    """
    Return an interval moved by a number of days ("the following day"); what is moved by none may be of any length.
    """
    if when is None or days == 0:
        return when
    if when.start is None or when.start != when.end:
        return None
    moved = when.start + timedelta(days=days)
    return When(moved, moved)


def look_ahead(parts: Parts, anchor: date | None, when: When | None) -> When | None:
    """
    Return the days that a bare weekday or month means where what happens then is still to come.

    Args:
        parts: The elements of the date.
        anchor: The day of publication.
        when: What the date means looked at from behind (`resolve`).

    """
    bare = bool(parts.weekdays or parts.month) and parts.relative is None and parts.year is None
    if not bare or parts.direction is not None or anchor is None or when is None:
        return when
    if when.end is not None and when.end >= anchor:
        return when
    return resolve(evolve(parts, direction=1), anchor)[0]


def _month(parts: Parts, month: int, anchor: date | None) -> Meaning:
    """
    Give a day of a month, or the month, with the year that is said or that lies nearest.
    """
    if parts.year is None and anchor is None:
        return None, ("year_unknown",)
    if parts.day is None:
        return _whole_month(parts, month, anchor), ()
    if parts.year is not None:
        day = calendars.make_day(parts.year, month, parts.day)
    else:
        day = calendars.nearest_year(month, parts.day, anchor or date.min, parts.direction)
    if day is None:
        return None, ("no_such_day",)
    contradicts = bool(parts.weekdays) and day.weekday() not in parts.weekdays
    return When(day, day), ("weekday_contradicts_date",) if contradicts else ()


def _whole_month(parts: Parts, month: int, anchor: date | None) -> When:
    """
    Give a month or a third of it.
    """
    year = parts.year
    if year is None:
        start = calendars.nearest_month(month, anchor or date.min, parts.direction or 0).start
        year = start.year if start is not None else date.min.year
    return calendars.month_of(year, month, parts.third)


def _hijri(parts: Parts, month: int, anchor: date | None) -> Meaning:
    """
    Give the Gregorian days of a Hijri day or month.
    """
    year = parts.year
    if year is None:
        if anchor is None:
            return None, ("year_unknown",)
        year = calendars.hijri_year_of(anchor)
        start = calendars.hijri_day(year, month, parts.day or 1)
        if start is not None and (start - anchor).days > _HALF_YEAR:
            year -= 1
    if parts.day is None:
        return calendars.hijri_month(year, month), ("hijri_tabular",)
    day = calendars.hijri_day(year, month, parts.day)
    return (None if day is None else When(day, day)), ("hijri_tabular",)


def _relative(parts: Parts, anchor: date, shift: int) -> Meaning:
    """
    Give today, yesterday or tomorrow; a weekday beside it that is one day off is believed, and noted.
    """
    day = anchor + timedelta(days=shift)
    if not parts.weekdays or day.weekday() in parts.weekdays:
        return When(day, day), ()
    for off in (-1, 1):
        # A page stamped after midnight keeps the "today" of the evening before.
        other = day + timedelta(days=off)
        if other.weekday() in parts.weekdays:
            return When(other, other), ("weekday_contradicts_published",)
    return None, ("weekday_contradicts_date",)


def _weekday(parts: Parts, anchor: date) -> When:
    """
    Give the last such day up to the day of publication, or the one before, or the next.
    """
    if parts.direction == 1:
        day = calendars.weekday_after(anchor, parts.weekdays[0])
        return When(day, day)
    last = calendars.weekday_before(anchor, parts.weekdays[-1], strict=parts.direction == -1)
    first = calendars.weekday_before(last, parts.weekdays[0]) if len(parts.weekdays) > 1 else last
    return When(first, last)


def _span(parts: Parts, anchor: date) -> When | None:
    """
    Give "last weekend", "two days ago", "the past two days", "last week", "this month", "the 16th of this month".
    """
    if parts.weekend:
        saturday = calendars.weekday_before(anchor, _SATURDAY)
        return When(saturday, saturday + timedelta(days=1))
    if parts.few:
        return None
    unit = parts.span or 0
    if parts.ago and parts.direction is None:
        return _ago(anchor, unit, 1 if parts.number is None else int(parts.number))
    if parts.number is not None and parts.direction == -1:
        length = int(parts.number) * unit if unit else int(parts.number) // 24
        return When(anchor - timedelta(days=min(length, _LONGEST)), anchor)
    if unit == 0:
        return When(anchor - timedelta(days=1), anchor) if parts.direction == -1 else None
    return _day_in(_period(anchor, unit, parts.direction or 0), parts.day if unit == _MONTH else None)


def _day_in(month: When | None, number: int | None) -> When | None:
    """
    Give a day of a month told from today, or the whole period where no day is named.
    """
    if number is None or month is None or month.start is None:
        return month
    day = calendars.make_day(month.start.year, month.start.month, number)
    return When(day, day) if day is not None else None


def _ago(anchor: date, unit: int, number: int) -> When | None:
    """
    Give the days that lie so many units back: the day itself, around a week, a month, a year.
    """
    back = min(number, _LONGEST // max(unit, 1))
    if unit == 0:
        return When(anchor - timedelta(days=back // 24 + 1), anchor)
    if unit == _YEAR:
        return calendars.year_of(anchor.year - back)
    if unit == _MONTH:
        start = calendars.shift_months(anchor, -back)
        return calendars.month_of(start.year, start.month)
    middle = anchor - timedelta(days=unit * back)
    around = timedelta(days=3 if unit == _WEEK else 0)
    return When(middle - around, middle + around)


def _period(anchor: date, unit: int, direction: int) -> When:
    """
    Give this, the last or the next day, week, month or year.
    """
    if unit == _YEAR:
        return calendars.year_of(anchor.year + direction)
    if unit == _MONTH:
        start = calendars.shift_months(anchor, direction)
        return calendars.month_of(start.year, start.month)
    if unit == _WEEK:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * direction)
        return When(monday, monday + timedelta(days=6))
    day = anchor + timedelta(days=direction)
    return When(day, day)
