"""
Read dates: explicit, partial, relative, in the Gregorian and the Hijri calendar, as intervals of days.

The grammar is our own because general date parsers invent days (FIELD: تموز 2020 becomes 8 July). A date
is a run of elements (part of the day, weekday, day, month, year, this, last) in any order that makes sense;
the words stand in `calendar.toml`. What is relative needs the day the report was published, and stays
unknown without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from attrs import define

from claimtrack.claims.clauses import clause_words, glued_coordinators
from claimtrack.claims.date_meaning import Parts, look_ahead, resolve, shift
from claimtrack.claims.date_ranges import Dated, merge_dates
from claimtrack.claims.digits import digits_of
from claimtrack.claims.numbers import read_number
from claimtrack.claims.numeric_dates import read_numeric
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
_YEAR_DIGITS = 4
_NUMBER_WORDS = 6
"""Tokens of a number in words that is part of a date ("the twenty-first")."""

_MONTH = 30
"""Days that packs give a month as a span."""
_LONGEST_DATE = 40
"""Tokens of the longest date; a longer run of months is no date, and read once a token it would cost its square."""


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
            at = scan.skip(at)
            continue
        found.append(dated)
        at = dated.last
    return tuple(merge_dates(tokens, found, anchor))


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
        if self._has(first, "name") is not None:
            return None
        numeric = read_numeric(self.tokens, first)
        if numeric is not None:
            return Dated(first, numeric[0], *numeric[1])
        parts = Parts()
        at = end = first
        while at < min(len(self.tokens), first + _LONGEST_DATE) and (at == first or not self._is_joined(at)):
            step = self._element(at, parts, at == first)
            if step is not None:
                at = end = step
                continue
            # Commas, brackets and fillers belong to a date only between two of its elements.
            if end == first or at - end > 1 or not self._is_between(at):
                break
            at += 1
        if end == first or not parts.is_date() or not self._is_anchored(first, parts):
            return None
        if parts.from_named is not None:
            return Dated(first, end, shift(before, parts.from_named))
        when, notes = resolve(parts, self.anchor)
        exact = bool(parts.weekdays) or parts.relative is not None or parts.day is not None
        future = parts.direction == 1 or (parts.relative or 0) > 0
        return Dated(first, end, when, notes, future, exact, ahead=look_ahead(parts, self.anchor, when))

    def skip(self, at: int) -> int:
        """
        Return where to read on behind a token that begins no date: behind a name that only holds one ("Black Friday").
        """
        return self._has(at, "name") or at + 1

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

    def _is_joined(self, at: int) -> bool:
        """
        Whether "and" is written onto a word: what follows is another date, or another clause (وفي اليوم التالي).
        """
        letters = glued_coordinators(self.tokens.pack.lang)
        word = self.tokens.words[at]
        known = [prefix for kind in _KINDS for prefix, _ in word.by_kind.get(kind, ())]
        return bool(known) and all(prefix[:1] in letters for prefix in known)

    def _is_between(self, at: int) -> bool:
        """
        Say whether a token may stand between two elements.
        """
        if self.tokens.words[at].shape == ".":
            # "Sept. 10": the point of an abbreviation.
            return self._has(at - 1, "month") is not None and len(self.tokens.words[at - 1].form) <= _ABBREVIATION
        word = self.tokens.words[at]
        # An article that stands apart: الساعات الـ24 الماضية.
        article = word.form in clause_words(self.tokens.pack.lang, "article")
        return article or word.shape in _LOOSE or self._has(at, "filler") is not None

    def _element(self, at: int, parts: Parts, first: bool) -> int | None:
        """
        Take one element if it fits what was read, and give where it ends.
        """
        if self.tokens.words[at].shape == "number":
            return self._number(at, parts)
        for role, value, end in self._roles(at):
            if self._take(role, value, (at, end), parts, first=first):
                return end
        return self._ordinal(at, parts)

    def _take(self, role: str, value: int, span: tuple[int, int], parts: Parts, *, first: bool) -> bool:
        """
        Take a calendar word by its role.
        """
        at, end = span
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
        elif role in ("this", "last", "next") and parts.direction is None and self._points(end, parts, first):
            parts.direction = value
        elif role in ("start", "middle", "end") and parts.third is None and first:
            after = self._has(end, "month_word") or end
            if self._has(after, "month", "hijri_month") is None and self._has(end, "month") is None:
                return False
            parts.third = role
        elif role == "same_day" and first:
            parts.from_named = value
        else:
            return self._take_span(role, at, end, parts, first)
        return True

    def _points(self, end: int, parts: Parts, first: bool) -> bool:
        """
        Say whether this, last or next belongs to a date: behind one, or right in front of one.
        """
        if not first:
            named = parts.month is not None or (parts.day is not None and self._is_relative_month(end - 1))
            return bool(parts.weekdays) or named or parts.span is not None or parts.weekend
        if self._has(end, "weekday", "month", "span", "weekend") is not None:
            return True
        if self._has(end, "few") is not None:
            return self._has(end + 1, "span") is not None
        number = read_number(self.tokens, end, len(self.tokens)) if end < len(self.tokens) else None
        return number is not None and self._has(number.last, "span") is not None

    def _take_span(self, role: str, at: int, end: int, parts: Parts, first: bool) -> bool:
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
        elif role in ("weekend", "past_weekend"):
            parts.weekend = True
            parts.direction = -1 if role == "past_weekend" else parts.direction
        elif role == "part" and parts.span is None:
            # A part of the day counts only beside a day: looked at when the run ends.
            return not first or self._has(end, "weekday", "relative_day", "part") is not None
        else:
            # "هجرية" behind a Hijri year adds nothing, and belongs to it.
            return role == "hijri_mark" and (parts.hijri is not None or parts.year in _HIJRI_YEARS)
        return True

    def _number(self, at: int, parts: Parts) -> int | None:
        """
        Take digits as a year, a day, or the number of a span.
        """
        plain = digits_of(self.tokens.words[at].text)
        if not plain.isdecimal() or len(plain) > _YEAR_DIGITS:
            return None
        value, end = int(plain), at + 1
        if len(plain) == _YEAR_DIGITS and self._is_year(at, value, parts):
            parts.year = value
            return end
        # 4th, 21st
        glued = end < len(self.tokens) and self.tokens.starts[end] == self.tokens.ends[at] and self._is_rank(at)
        return self._day_or_span(value, end + glued, parts)

    def _is_year(self, at: int, value: int, parts: Parts) -> bool:
        """
        Say whether four digits are a year: behind a month, or behind a word for a year.
        """
        if parts.year is not None:
            return False
        if parts.month is None and parts.hijri is None:
            return value in _YEARS and self._has(at - 1, "year_word") is not None
        return value in (_HIJRI_YEARS if parts.hijri is not None else _YEARS)

    def _day_or_span(self, value: float, end: int, parts: Parts) -> int | None:
        """
        Take a number as a day of a month, or as the number of a span of time.
        """
        if parts.day is None and 1 <= value <= _UPPER_DAY and parts.span is None:
            named = parts.month is not None or parts.hijri is not None
            # "July 4": the day behind its month, unless it counts something ("July 20 people died").
            behind = named and self.tokens.pack.basics.capitals and not self._counts_something(end)
            if behind or self._is_before_month(end):
                parts.day = int(value)
                return end
        return self._span_number(value, end, parts)

    def _span_number(self, value: float, end: int, parts: Parts) -> int | None:
        """
        Take a number as that of a span of time: "the past three days", الأيام الثلاثة الماضية, الـ24 ساعة الماضية.
        """
        span = self._has(end, "span")
        if parts.span is None:
            behind = span is not None and self._has(span, "last", "next") is not None
            fits = (span is not None and (parts.ago or parts.direction is not None)) or self._is_ago(end) or behind
        else:
            fits = parts.number is None and self._has(end, "last", "next") is not None
        if fits:
            parts.number = value
        return end if fits else None

    def _is_before_month(self, at: int) -> bool:
        """
        Say whether a month stands at a token, a filler at most in front of it ("of July", "of this month").
        """
        places = (at, self._has(at, "filler") or at)
        named = any(self._has(k, "month", "hijri_month") is not None and self._is_month(k) for k in places)
        return named or any(self._is_relative_month(k) for k in places)

    def _is_relative_month(self, at: int) -> bool:
        """
        Say whether a month told from today stands at a token ("this month", الشهر الجاري).
        """
        pointing = ("this", "last", "next")
        if at >= len(self.tokens):
            return False
        word = self._has(at, *pointing)
        if word is not None and word < len(self.tokens):
            return any(role == "span" and value == _MONTH for role, value, _ in self._roles(word))
        ends = [end for role, value, end in self._roles(at) if role == "span" and value == _MONTH]
        return any(self._has(end, *pointing) is not None for end in ends)

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

    def _ordinal(self, at: int, parts: Parts) -> int | None:
        """
        Take a day in words: "the fourth of July", رابع غشت, "two days ago".
        """
        if "number" not in self.tokens.words[at].kinds:
            return None
        number = read_number(self.tokens, at, min(len(self.tokens), at + _NUMBER_WORDS))
        if number is None or number.vague:
            return None
        if not number.ordinal:
            return self._day_or_span(number.low, number.last, parts)
        if parts.day is None and 1 <= number.low <= _UPPER_DAY and self._is_before_month(number.last):
            parts.day = int(number.low)
            return number.last
        return None

    def _is_anchored(self, first: int, parts: Parts) -> bool:
        """
        Say whether a bare month or year is meant as a time: a preposition, a day or a year stands with it.
        """
        told = bool(parts.weekdays) or parts.relative is not None or parts.span is not None
        if told or parts.weekend or parts.from_named is not None or (parts.month is None and parts.hijri is None):
            return True
        known = (parts.day, parts.year, parts.third, parts.direction)
        return any(k is not None for k in known) or self._has(first - 1, "month_word") is not None
