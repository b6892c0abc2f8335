"""
Join dates to intervals: "from Thursday until today", "since Monday".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from attrs import evolve, frozen

from claimtrack.language import CalendarEntry, Tokens, fold, load_pack
from claimtrack.model import When


@frozen
class Dated:
    """
    Hold one date: tokens `first` up to `last`, and the days it means, or None where it cannot be known.

    Attributes:
        notes: What is odd about it (`weekday_contradicts_date`).
        future: Whether the words themselves point ahead.
        exact: Whether it names days (a weekday, a date), and not a span such as "this year".
        ahead: The days it means beside what is still to come ("will meet on Wednesday"); a past day otherwise.
        until: Whether it only says up to when something goes on.

    """

    first: int
    last: int
    when: When | None
    notes: tuple[str, ...] = ()
    future: bool = False
    exact: bool = True
    ahead: When | None = None
    until: bool = False


def merge_dates(tokens: Tokens, found: list[Dated], anchor: date | None) -> Iterator[Dated]:
    """
    Join "from Thursday until today" to one interval; "since Monday" alone reaches up to publication, "until" is marked.
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
        if since and _is_only(tokens, dated.first, "since") and dated.when is not None and anchor is not None:
            start = dated.when.start
            end = max(anchor, start) if start is not None else anchor
            dated = evolve(dated, when=When(start, end), exact=False)
        yield evolve(dated, until=True) if _is_only(tokens, dated.first, "until") else dated
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


def _is_only(tokens: Tokens, at: int, role: str) -> bool:
    """
    Whether a word in front of a date means "since" or "until" and nothing else ("from", "to" and "and" may not).
    """
    return any(tokens.words[k].form in _only(tokens.pack.lang, role) for k in range(max(0, at - 2), at))


@lru_cache(maxsize=16)
def _only(lang: str, role: str) -> frozenset[str]:
    """
    Return the words of a language that always have a role: those of the first entry that names it.
    """
    rows = load_pack(lang).entries.get("calendar", ())
    first = next((e for e in rows if isinstance(e, CalendarEntry) and e.role == role), None)
    return frozenset(fold(f) for f in first.forms) if first is not None else frozenset()
