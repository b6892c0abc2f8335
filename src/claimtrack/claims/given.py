"""
Complete appearances that somebody else made: what matching compares, and the slots that were not given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from attrs import evolve

from claimtrack.attribution.find import read_report
from claimtrack.claims import slots
from claimtrack.claims.features import reader_of
from claimtrack.claims.heads import find_head
from claimtrack.claims.readable import make_readable
from claimtrack.claims.reading import TextMarks, mark_text
from claimtrack.claims.roles import find_roles
from claimtrack.claims.scope import find_mood
from claimtrack.claims.split import Proposition
from claimtrack.intake import read_page
from claimtrack.language import UNKNOWN
from claimtrack.model import Appearance, Page, Report


def complete(appearances: Iterable[Appearance], report: Report, page: Page | None = None) -> tuple[Appearance, ...]:
    """
    Complete appearances of one report from its text.

    What was given stays. An appearance without a `predicate` counts as not analysed: its predicate, mood, readable
    text, and event and roles where it has none, are read off the words of its quote. An appearance with one keeps
    all its slots, empty ones too.

    Args:
        appearances: In any order; their quotes are the text at their offsets.
        report: The report whose text holds them.
        page: Its layout, where it was read before.

    Returns:
        The appearances in the same order, with `features`; unchanged where no pack knows the report's language.

    """
    page = read_page(report) if page is None else page
    given = tuple(appearances)
    if page.lang == UNKNOWN or not given:
        return given
    _, reading = read_report(report, page)
    marks = mark_text(reading.tokens, report.published, reading)
    return tuple(_completed(a, marks, page.lang) for a in given)


def _completed(appearance: Appearance, marks: TextMarks, lang: str) -> Appearance:
    """
    Complete one appearance.
    """
    tokens = marks.tokens
    first = bisect_left(tokens.starts, appearance.start)
    last = max(first, bisect_right(tokens.ends, appearance.end))
    found = evolve(appearance, features=reader_of(lang).read(tokens, first, last))
    if appearance.predicate is not None or first == last:
        return found
    head = find_head(marks.reading, first, last)
    events = marks.events_in(first, last)
    prop = Proposition(
        first=first,
        last=last,
        scope_first=first,
        scope_last=last,
        events=len(events),
        counts=len(marks.counts_in(first, last)),
        light=all(e.event.light for e in events),
    )
    at = marks.reading.analysis.predicates[head].at if head >= 0 else -1
    return evolve(
        found,
        predicate=tokens.text(at, at + 1) if at >= 0 else None,
        mood=find_mood(marks.reading, head, first, last),
        event=appearance.event or slots.main_event(marks, prop, appearance.quantities, head),
        roles=appearance.roles or find_roles(marks, head),
        text=make_readable(marks, head, first, last) if appearance.text == appearance.quote else appearance.text,
    )
