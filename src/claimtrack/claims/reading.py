"""
Mark a text once with all that claims are made from: events, counts, dates, places, clause openers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from attrs import define

from claimtrack.attribution.find import make_reading
from claimtrack.attribution.frames import Reading
from claimtrack.claims.counts import Count, read_counts
from claimtrack.claims.date_ranges import Dated
from claimtrack.claims.dates import read_dates
from claimtrack.claims.places import PlaceMarks, find_places
from claimtrack.language import ClauseEntry, Event, FunctionWord, Hedge, Tokens, fold, load_pack
from claimtrack.model import When

_OPENERS = ("opener", "relative", "aside", "partitive", "make_up", "purpose", "coordinator")


@define(eq=False)
class EventMark:
    """
    Hold one event word or phrase.

    Attributes:
        noun: Whether it is a verbal noun, or a word that stands where nouns stand ("the attack").

    """

    first: int
    last: int
    event: Event
    noun: bool


@define(eq=False)
class TextMarks:
    """
    Hold the marks of a text, each list in order of tokens, and the day of its publication, None where unknown.
    """

    tokens: Tokens
    reading: Reading
    events: list[EventMark]
    counts: list[Count]
    dates: tuple[Dated, ...]
    clauses: Mapping[int, tuple[str, int]]
    places: PlaceMarks
    today: When | None
    hedges: list[tuple[int, int, Hedge]]
    event_starts: list[int]
    count_starts: list[int]
    date_starts: list[int]

    def hedges_in(self, first: int, last: int) -> list[tuple[int, int, Hedge]]:
        """
        Give the hedges that begin in a stretch of tokens, with where they end.
        """
        return self.hedges[bisect_left(self.hedges, first, key=_at) : bisect_left(self.hedges, last, key=_at)]

    def events_in(self, first: int, last: int) -> list[EventMark]:
        """
        Give the events that begin in a stretch of tokens.
        """
        return self.events[bisect_left(self.event_starts, first) : bisect_left(self.event_starts, last)]

    def counts_in(self, first: int, last: int) -> list[Count]:
        """
        Give the counts that begin in a stretch of tokens.
        """
        return self.counts[bisect_left(self.count_starts, first) : bisect_left(self.count_starts, last)]

    def told_in(self, first: int, last: int) -> list[Count]:
        """
        Give the counts of a stretch that a claim may hang on: all but what is measured ("for 30 minutes").
        """
        return [c for c in self.counts_in(first, last) if not c.measured]

    def dates_in(self, first: int, last: int) -> tuple[Dated, ...]:
        """
        Give the dates that begin in a stretch of tokens.
        """
        return self.dates[bisect_left(self.date_starts, first) : bisect_left(self.date_starts, last)]


def _at(mark: tuple[int, int, Hedge]) -> int:
    """
    Give the token that a mark begins at.
    """
    return mark[0]


def mark_text(tokens: Tokens, published: date | datetime | None, reading: Reading | None = None) -> TextMarks:
    """
    Mark a text in one pass over its tokens for each kind of mark; its syntax is read here where nobody did before.
    """
    day = published.date() if isinstance(published, datetime) else published
    dates = read_dates(tokens, day)
    dated = taken = {k for d in dates for k in range(d.first, d.last)}
    reading = reading if reading is not None else make_reading(tokens)
    counts = read_counts(reading.analysis, taken=taken)
    places = find_places(tokens)
    taken = taken | {k for c in counts for k in range(c.lead, c.first + 1)}
    # A word inside a name of several words is no event: دير الزور.
    taken |= {k for m in places.marks if m.last - m.first > 1 for k in range(m.first + 1, m.last)}
    events = _find_events(tokens, taken)
    return TextMarks(
        tokens,
        reading,
        events,
        counts,
        dates,
        _find_clauses(tokens),
        places,
        When(day, day) if day is not None else None,
        # "May" in a date is a month.
        [(k, end, entry) for k, end, entry, _ in tokens.find("hedge") if isinstance(entry, Hedge) and k not in dated],
        [e.first for e in events],
        [c.first for c in counts],
        [d.first for d in dates],
    )


def _find_events(tokens: Tokens, taken: set[int]) -> list[EventMark]:
    """
    Find all event words, the longest phrase first, and tell verbs from nouns.
    """
    found: list[EventMark] = []
    words = tokens.words
    capitals = tokens.pack.basics.capitals
    at, count = 0, len(tokens)
    while at < count:
        word = words[at]
        hit = tokens.match(at, "event") if word.phrases and at not in taken else None
        if hit is None or not isinstance(hit[0], Event):
            at += 1
            continue
        entry, end, prefix = hit[0], hit[1], hit[2]
        key = (word.form[len(prefix) :] if prefix else word.form) if end == at + 1 else ""
        verbs, nouns = _event_forms(tokens.pack.lang, entry.event)
        noun = key in nouns and (key not in verbs or (capitals and _is_noun_place(tokens, at)))
        if capitals and word.capital and at and words[at - 1].capital and words[at - 1].shape == "word":
            # "Strike Force", "March": inside a name no event happens.
            at = end
            continue
        found.append(EventMark(at, end, entry, noun))
        at = end
    return found


@lru_cache(maxsize=1024)
def _event_forms(lang: str, event: str) -> tuple[frozenset[str], frozenset[str]]:
    """
    Return the folded verbs and verbal nouns of an event class, worked out when a text first has one of them.
    """
    entries = [e for e in load_pack(lang).entries["event"] if isinstance(e, Event) and e.event == event]
    return _folded(entries[-1].forms), _folded(entries[-1].nouns)


def _folded(forms: tuple[str, ...]) -> frozenset[str]:
    """
    Give forms as words have them.
    """
    return frozenset(fold(f) for f in forms)


def _is_noun_place(tokens: Tokens, at: int) -> bool:
    """
    Say whether a word that may be noun or verb stands where a noun does: behind a determiner or a preposition.
    """
    if at == 0:
        return False
    before = tokens.words[at - 1]
    if "number" in before.kinds or before.shape == "number":
        return True
    entry = before.get("function")
    return isinstance(entry, FunctionWord) and entry.role in (
        "determiner",
        "indefinite",
        "possessive",
        "preposition",
        "genitive",
    )


def _find_clauses(tokens: Tokens) -> dict[int, tuple[str, int]]:
    """
    Find where clauses may begin: token to role and end of the opening phrase.
    """
    found: dict[int, tuple[str, int]] = {}
    for at, end, entry, _ in tokens.find("clause"):
        if isinstance(entry, ClauseEntry) and entry.role in _OPENERS:
            found[at] = (entry.role, end)
    return found
