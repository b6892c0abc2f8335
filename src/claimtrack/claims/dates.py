"""
Read dates: explicit, partial, relative, in the Gregorian and the Hijri calendar, as intervals of days.

The grammar is our own because general date parsers invent days (FIELD: تموز 2020 becomes 8 July). A date
is a run of elements (part of the day, weekday, day, month, year, this, last) in any order that makes sense;
the words stand in `calendar.toml`. What is relative needs the day the report was published, and stays
unknown without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from attrs import define, evolve, field, frozen

from claimtrack.claims import calendars
from claimtrack.claims.digits import digits_of
from claimtrack.claims.numbers import read_number
from claimtrack.language import CalendarEntry, Tokens
from claimtrack.model import When

_KINDS = frozenset({"calendar", "number"})
_YEARS = range(1900, 2101)
_HIJRI_YEARS = range(1300, 1600)
_SIGNS = frozenset("-–—/")
_LOOSE = frozenset("(),،،/-–—")
_ABBREVIATION = 4
"""Letters of a shortened month name (Sept.)."""
_HALF_YEAR = 183
_UPPER_DAY = 31
_DAYS_OF_WEEK = 7


@frozen
class Dated:
    """
    Hold one date: tokens `first` up to `last`, and the days it means, or None where it cannot be known.

    Attributes:
        notes: What is odd about it (`weekday_contradicts_date`).
        future: Whether the words themselves point ahead.
        exact: Whether it names days (a weekday, a date), and not a span such as "this year".

    """

    first: int
    last: int
    when: When | None
    notes: tuple[str, ...] = ()
    future: bool = False
    exact: bool = True
    opens: bool = False
    closes: bool = False


def read_dates(tokens: Tokens, published: date | datetime | None) -> tuple[Dated, ...]:
    """
    Find all dates of a text, in order, without overlap.

    Args:
        tokens: A text in any language with a pack.
        published: The day the text was published, on the outlet's own clock; None where unknown.

    """
    anchor = published.date() if isinstance(published, datetime) else published
    found: list[Dated] = []
    at, count = 0, len(tokens)
    scan = _Scan(tokens, anchor, tokens.pack.basics.capitals)
    while at < count:
        word = tokens.words[at]
        if word.shape != "number" and not word.kinds & _KINDS:
            at += 1
            continue
        dated = scan.read(at, found[-1].when if found else None)
        if dated is None:
            at += 1
            continue
        found.append(dated)
        at = dated.last
    return tuple(_merged(tokens, found, anchor))


@define(eq=False)
class _Parts:
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
    same_day: bool = False

    def is_date(self) -> bool:
        """
        Say whether the elements make a date at all.
        """
        if self.weekdays or self.relative is not None or self.same_day:
            return True
        if self.month is not None or self.hijri is not None:
            return True
        if self.weekend:
            return self.direction is not None
        if self.span is not None:
            return self.ago or self.direction is not None
        return self.year is not None


@define(eq=False)
class _Scan:
    """
    Read one date at a time.
    """

    tokens: Tokens
    anchor: date | None
    capitals: bool

    def read(self, first: int, before: When | None) -> Dated | None:
        """
        Read the longest date that starts at a token; `before` is the date named last.
        """
        numeric = self._numeric(first)
        if numeric is not None:
            return numeric
        parts = _Parts()
        at = end = first
        while at < len(self.tokens):
            step = self._element(at, parts, at == first)
            if step is not None:
                at = end = step
                continue
            # Commas, brackets and fillers belong to a date only between two of its elements.
            if end == first or at - end > 1 or not self._is_between(at):
                break
            at += 1
        if end == first or not parts.is_date() or not self._is_anchored(first, parts, end):
            return None
        if parts.same_day:
            return Dated(first, end, before)
        when, notes = self._resolve(parts)
        exact = bool(parts.weekdays) or parts.relative is not None or parts.day is not None
        future = parts.direction == 1 or (parts.relative or 0) > 0
        return Dated(first, end, when, notes, future, exact)

    def _roles(self, at: int) -> Iterator[tuple[str, int, int]]:
        """
        Give role, value and end of every calendar phrase at a token, the longest first.
        """
        word = self.tokens.words[at]
        for _, phrase in word.by_kind.get("calendar", ()):
            entry = phrase.entry
            if not isinstance(entry, CalendarEntry):
                continue
            end = at + 1 + len(phrase.rest)
            if end <= len(self.tokens) and all(
                self.tokens.words[at + 1 + k].form == r for k, r in enumerate(phrase.rest)
            ):
                yield entry.role, entry.value, end

    def _has(self, at: int, *roles: str) -> int | None:
        """
        Give where the phrase of one of these roles at a token ends, or None.
        """
        if not 0 <= at < len(self.tokens):
            return None
        return next((end for role, _, end in self._roles(at) if role in roles), None)

    def _is_between(self, at: int) -> bool:
        """
        Say whether a token may stand between two elements.
        """
        if self.tokens.words[at].shape == ".":
            # "Sept. 10": the point of an abbreviation.
            return self._has(at - 1, "month") is not None and len(self.tokens.words[at - 1].form) <= _ABBREVIATION
        return self.tokens.words[at].shape in _LOOSE or self._has(at, "filler") is not None

    def _element(self, at: int, parts: _Parts, first: bool) -> int | None:
        """
        Take one element if it fits what was read, and give where it ends.
        """
        if self.tokens.words[at].shape == "number":
            return self._number(at, parts)
        for role, value, end in self._roles(at):
            if self._take(role, value, at, end, parts, first):
                return end
        return self._ordinal(at, parts)

    def _take(self, role: str, value: int, at: int, end: int, parts: _Parts, first: bool) -> bool:
        """
        Take a calendar word by its role.
        """
        if role == "weekday" and len(parts.weekdays) < 2:
            if parts.weekdays and self.tokens.words[at - 1].shape not in _SIGNS:
                return False
            parts.weekdays.append(value)
        elif role == "relative_day" and parts.relative is None and parts.span is None:
            # اليوم is "today" and "the day": in front of a number or an adjective of time it is the day.
            if self._has(end, "last", "next", "same_day") is not None and self._has(at, "span") is not None:
                return False
            parts.relative = value
        elif role == "month" and (parts.month is None or parts.month == value):
            if self.capitals and not self.tokens.words[at].capital:
                return False
            parts.month = value
        elif role == "hijri_month" and parts.hijri is None and parts.month is None:
            parts.hijri = value
        elif role in ("this", "last", "next") and parts.direction is None and self._points(role, end, parts, first):
            parts.direction = value
        elif role in ("start", "middle", "end") and parts.third is None and first:
            after = self._has(end, "month_word") or end
            if self._has(after, "month", "hijri_month") is None and self._has(end, "month") is None:
                return False
            parts.third = role
        else:
            return self._take_span(role, at, end, parts, first)
        return True

    def _points(self, role: str, end: int, parts: _Parts, first: bool) -> bool:
        """
        Say whether this, last or next belongs to a date: behind one, or right in front of one.
        """
        if not first:
            return bool(parts.weekdays) or parts.month is not None or parts.span is not None or parts.weekend
        if self._has(end, "weekday", "month", "span", "weekend") is not None:
            return True
        if self._has(end, "few") is not None:
            return self._has(end + 1, "span") is not None
        number = read_number(self.tokens, end, len(self.tokens)) if end < len(self.tokens) else None
        return number is not None and self._has(number.last, "span") is not None

    def _take_span(self, role: str, at: int, end: int, parts: _Parts, first: bool) -> bool:
        """
        Take "two days ago", "قبل يومين", "the past week".
        """
        if (role == "before" and first) or (role == "ago" and parts.span is not None and parts.direction is None):
            parts.ago = True
        elif role == "few" and parts.span is None:
            parts.few = True
        elif role in ("span", "span_two") and parts.span is None and not parts.weekdays and parts.relative is None:
            spans = {r: v for r, v, e in self._roles(at) if e == end}
            parts.span = spans.get("span")
            if "span_two" in spans:
                parts.number = 2
            return parts.span is not None
        elif role == "weekend":
            parts.weekend = True
        elif role == "same_day" and first:
            parts.same_day = True
        elif role == "part" and not (parts.span is not None):
            # A part of the day counts only beside a day: looked at when the run ends.
            return not first or self._has(end, "weekday", "relative_day", "part") is not None
        elif role == "hijri_mark" and (parts.hijri is not None or parts.year in _HIJRI_YEARS):
            return True
        else:
            return False
        return True

    def _number(self, at: int, parts: _Parts) -> int | None:
        """
        Take digits as a day, a year, or the number of a span.
        """
        tokens = self.tokens
        plain = digits_of(tokens.words[at].text)
        if not plain.isdecimal():
            return None
        value, end = int(plain), at + 1
        named = parts.month is not None or parts.hijri is not None
        years = _HIJRI_YEARS if parts.hijri is not None else _YEARS
        if named and parts.year is None and value in years and len(tokens.words[at].text) == 4:
            parts.year = value
            return end
        if parts.day is None and 1 <= value <= _UPPER_DAY and not parts.span:
            # 4th, 21st
            if end < len(tokens) and tokens.starts[end] == tokens.ends[at] and self._is_rank(at):
                end += 1
            follows = end
            while follows < len(tokens) and follows - end < 2 and self._has(follows, "filler") is not None:
                follows = self._has(follows, "filler") or follows + 1
            if self._has(follows, "month", "hijri_month") is not None and self._is_month(follows):
                parts.day = value
                return end
            if named and not self._counts_something(end) and tokens.pack.basics.order == "subject_first":
                parts.day = value
                return end
        if parts.span is None and self._has(end, "span") is not None and (parts.ago or parts.direction is not None):
            parts.number = value
            return end
        if parts.span is None and self._is_ago(end):
            parts.number = value
            return end
        if not named and value in _YEARS and self._has(at - 1, "year_word") is not None and len(plain) == 4:
            parts.year = value
            return end
        return None

    def _is_rank(self, at: int) -> bool:
        """
        Say whether digits with what is glued behind them are a rank (21st).
        """
        number = read_number(self.tokens, at, len(self.tokens))
        return number is not None and number.ordinal

    def _is_month(self, at: int) -> bool:
        """
        Say whether a word is written as a month is ("May", not "may").
        """
        return not self.capitals or self.tokens.words[at].capital

    def _counts_something(self, at: int) -> bool:
        """
        Say whether a number has a noun of its own behind it ("July 20 people died" is no date).
        """
        return at < len(self.tokens) and "unit" in self.tokens.words[at].single

    def _is_ago(self, at: int) -> bool:
        """
        Say whether "days ago" follows.
        """
        return self._has(at, "span") is not None and self._has(at + 1, "ago") is not None

    def _ordinal(self, at: int, parts: _Parts) -> int | None:
        """
        Take a day in words: "the fourth of July", رابع غشت, "two days ago".
        """
        word = self.tokens.words[at]
        if "number" not in word.kinds:
            return None
        number = read_number(self.tokens, at, min(len(self.tokens), at + 6))
        if number is None or number.vague:
            return None
        if number.ordinal and parts.day is None and 1 <= number.low <= _UPPER_DAY:
            follows = number.last
            while follows < len(self.tokens) and self._has(follows, "filler") is not None and follows < number.last + 2:
                follows = self._has(follows, "filler") or follows + 1
            if self._has(follows, "month", "hijri_month") is not None and self._is_month(follows):
                parts.day = int(number.low)
                return number.last
            return None
        if number.ordinal or parts.span is not None:
            return None
        if self._has(number.last, "span") is not None and (parts.ago or parts.direction is not None):
            parts.number = number.low
            return number.last
        if self._is_ago(number.last):
            parts.number = number.low
            return number.last
        return None

    def _is_anchored(self, first: int, parts: _Parts, end: int) -> bool:
        """
        Say whether a bare month or year is meant as a time: a preposition, a day or a year stands with it.
        """
        if parts.weekdays or parts.relative is not None or parts.span is not None or parts.weekend or parts.same_day:
            return True
        if parts.month is None and parts.hijri is None:
            return True
        if parts.day is not None or parts.year is not None or parts.third is not None or parts.direction is not None:
            return True
        return self._has(first - 1, "month_word") is not None

    def _numeric(self, at: int) -> Dated | None:
        """
        Read 2020-07-04, 2020.07.08, 4/7/2020; a day and month that could be either are noted, and unknown.
        """
        tokens = self.tokens
        if tokens.words[at].shape != "number":
            return None
        text, end = digits_of(tokens.words[at].text), at + 1
        while (
            end + 1 < len(tokens)
            and end - at < 4
            and tokens.words[end].shape in "-/"
            and tokens.words[end + 1].shape == "number"
            and tokens.starts[end] == tokens.ends[end - 1]
            and tokens.starts[end + 1] == tokens.ends[end]
        ):
            text += "." + digits_of(tokens.words[end + 1].text)
            end += 2
        numbers = text.split(".")
        if len(numbers) != 3 or not all(n.isdecimal() and len(n) <= 4 for n in numbers):
            return None
        a, b, c = (int(n) for n in numbers)
        if a in _YEARS:
            day = calendars.make_day(a, b, c)
        elif c in _YEARS:
            if b > 12 >= a:
                day = calendars.make_day(c, a, b)
            elif a > 12 or a == b or not self.capitals:
                day = calendars.make_day(c, b, a)
            else:
                return Dated(at, end, None, ("day_or_month_first",))
        else:
            return None
        return Dated(at, end, When(day, day)) if day is not None else Dated(at, end, None, ("no_such_day",))

    def _resolve(self, parts: _Parts) -> tuple[When | None, tuple[str, ...]]:
        """
        Give the days that the elements mean, and what is odd about them.
        """
        if parts.hijri is not None and parts.month is None:
            return self._resolve_hijri(parts)
        if parts.month is not None:
            return self._resolve_month(parts, parts.month)
        if parts.year is not None:
            return calendars.year_of(parts.year), ()
        if self.anchor is None:
            return None, ("published_unknown",)
        if parts.relative is not None:
            return self._resolve_relative(parts, self.anchor, parts.relative)
        if parts.weekdays:
            return self._resolve_weekday(parts, self.anchor), ()
        if parts.weekend:
            saturday = calendars.weekday_before(self.anchor, 5, strict=False)
            return When(saturday, saturday + timedelta(days=1)), ()
        return self._resolve_span(parts, self.anchor), ()

    def _resolve_month(self, parts: _Parts, month: int) -> tuple[When | None, tuple[str, ...]]:
        """
        Give a day of a month, or the month, with the year that is said or that lies nearest.
        """
        anchor, notes = self.anchor, ()
        if parts.day is None:
            if parts.year is not None:
                return calendars.month_of(parts.year, month, parts.third), ()
            if anchor is None:
                return None, ("year_unknown",)
            found = calendars.nearest_month(month, anchor, parts.direction or 0)
            start = found.start
            return (calendars.month_of(start.year, start.month, parts.third) if start else found), ()
        day: date | None
        if parts.year is not None:
            day = calendars.make_day(parts.year, month, parts.day)
        elif anchor is None:
            return None, ("year_unknown",)
        else:
            day = calendars.nearest_year(month, parts.day, anchor, parts.direction)
        if day is None:
            return None, ("no_such_day",)
        if parts.weekdays and day.weekday() not in parts.weekdays:
            return When(day, day), ("weekday_contradicts_date",)
        return When(day, day), notes

    def _resolve_hijri(self, parts: _Parts) -> tuple[When | None, tuple[str, ...]]:
        """
        Give the Gregorian days of a Hijri day or month.
        """
        month = parts.hijri or 1
        year = parts.year
        if year is None:
            if self.anchor is None:
                return None, ("year_unknown",)
            year = calendars.hijri_year_of(self.anchor)
            start = calendars.hijri_day(year, month, parts.day or 1)
            if start is not None and (start - self.anchor).days > _HALF_YEAR:
                year -= 1
        if parts.day is None:
            return calendars.hijri_month(year, month), ("hijri_tabular",)
        day = calendars.hijri_day(year, month, parts.day)
        return (None if day is None else When(day, day)), ("hijri_tabular",)

    def _resolve_relative(self, parts: _Parts, anchor: date, shift: int) -> tuple[When | None, tuple[str, ...]]:
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

    def _resolve_weekday(self, parts: _Parts, anchor: date) -> When:
        """
        Give the last such day up to the day of publication, or the one before, or the next.
        """
        if parts.direction == 1:
            day = calendars.weekday_after(anchor, parts.weekdays[0])
            return When(day, day)
        last = calendars.weekday_before(anchor, parts.weekdays[-1], strict=parts.direction == -1)
        first = calendars.weekday_before(last, parts.weekdays[0]) if len(parts.weekdays) > 1 else last
        return When(first, last)

    def _resolve_span(self, parts: _Parts, anchor: date) -> When | None:
        """
        Give "two days ago", "the past two days", "last week", "this month".
        """
        unit = parts.span or 0
        if parts.few:
            return None
        if parts.ago and parts.direction is None:
            return _ago(anchor, unit, 1 if parts.number is None else int(parts.number))
        if parts.number is not None and parts.direction == -1:
            length = int(parts.number) * unit if unit else int(parts.number) // 24
            return When(anchor - timedelta(days=min(length, 36_500)), anchor)
        if unit == 0:
            return When(anchor - timedelta(days=1), anchor) if parts.direction == -1 else None
        return _period(anchor, unit, parts.direction or 0)


def _ago(anchor: date, unit: int, number: int) -> When | None:
    """
    Give the days that lie so many units back: the day itself, around a week, a month, a year.
    """
    number = min(number, 1900)
    if unit == 0:
        return When(anchor - timedelta(days=number // 24 + 1), anchor) if number else None
    if unit == 1:
        day = anchor - timedelta(days=number)
        return When(day, day)
    if unit == _DAYS_OF_WEEK:
        middle = anchor - timedelta(days=7 * number)
        return When(middle - timedelta(days=3), middle + timedelta(days=3))
    if unit < 365:
        start = calendars.shift_months(anchor, -min(number, 12 * 1900))
        return calendars.month_of(start.year, start.month)
    return calendars.year_of(anchor.year - number) if number < anchor.year else None


def _period(anchor: date, unit: int, direction: int) -> When | None:
    """
    Give this, the last or the next day, week, month or year.
    """
    if unit == 1:
        day = anchor + timedelta(days=direction)
        return When(day, day)
    if unit == _DAYS_OF_WEEK:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * direction)
        return When(monday, monday + timedelta(days=6))
    if unit < 365:
        start = calendars.shift_months(anchor, direction)
        return calendars.month_of(start.year, start.month)
    return calendars.year_of(anchor.year + direction)


def _merged(tokens: Tokens, found: list[Dated], anchor: date | None) -> Iterator[Dated]:
    """
    Join "from Thursday until today" to one interval; "since Monday" alone reaches up to publication.
    """
    index = 0
    while index < len(found):
        dated = found[index]
        since = _role_before(tokens, dated.first, "since")
        after = found[index + 1] if index + 1 < len(found) else None
        if since and after is not None and after.first - dated.last <= 2 and _role_before(tokens, after.first, "until"):
            yield _joined(dated, after)
            index += 2
            continue
        if since and _is_since(tokens, dated.first) and dated.when is not None and anchor is not None:
            start = dated.when.start
            end = max(anchor, start) if start is not None else anchor
            dated = evolve(dated, when=When(start, end), exact=False)
        yield dated
        index += 1


def _joined(first: Dated, last: Dated) -> Dated:
    """
    Put two dates together to one interval; unknown if one of them is.
    """
    when = None
    if first.when is not None and last.when is not None:
        start, end = first.when.start, last.when.end
        if start is None or end is None or start <= end:
            when = When(start, end)
    return Dated(first.first, last.last, when, first.notes + last.notes)


def _role_before(tokens: Tokens, at: int, role: str) -> bool:
    """
    Say whether a calendar word of a role stands in front of a date, at most two tokens away.
    """
    for back in range(at - 1, max(-1, at - 3), -1):
        if "calendar" not in tokens.words[back].kinds:
            continue
        for _, phrase in tokens.words[back].phrases:
            if phrase.kind == "calendar" and isinstance(phrase.entry, CalendarEntry) and phrase.entry.role == role:
                return True
    return False


def _is_since(tokens: Tokens, at: int) -> bool:
    """
    Say whether the word in front of a date means "since" and nothing else ("from Monday" may be a name's "from").
    """
    return any(tokens.words[k].form in _only_since(tokens.pack.lang) for k in range(max(0, at - 2), at))


@lru_cache(maxsize=16)
def _only_since(lang: str) -> frozenset[str]:
    """
    Give the words of a language that mean "since".
    """
    from claimtrack.language import fold, load_pack

    rows = load_pack(lang).entries.get("calendar", ())
    first = next((e for e in rows if isinstance(e, CalendarEntry) and e.role == "since"), None)
    return frozenset(fold(f) for f in first.forms[:1]) if first is not None else frozenset()
