"""
Read appearances that somebody else made, a line each: edited output of `extract`, a human coder's, another reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from claimtrack.errors import InputError, InvalidValueError
from claimtrack.exchange.read import read_appearance
from claimtrack.exchange.tables import read_rows
from claimtrack.model import Appearance, Report

_ALIKE = 92.0
"""Likeness in percent of a quote and the place of the text it is found at; below it the quote is refused. A slip of
the pen or another kind of quotation mark leaves 95 and more of a sentence, another number of three digits 90."""
_SEARCHED = 100_000
"""Letters of a text in which a quote is looked for by likeness; the search is of the length of text times quote."""


def read_appearances(
    lines: Iterable[str | bytes], reports: Iterable[Report], source: str = "appearances.jsonl"
) -> dict[str, tuple[Appearance, ...]]:
    """
    Read appearances and find their quotes in the texts of their reports.

    A line without `start` and `end` gets the first place of its quote that no line in front took: exactly, then with
    white space and letter case passed over, then by likeness. Lines of other types (`run`, `claim`, …) are passed
    over, so that a casebook can be given as it is.

    Args:
        lines: JSON Lines in the form that `extract` writes.
        reports: The reports that they belong to.
        source: Name of the file, for errors.

    Returns:
        Report id to its appearances, by start and end.

    Raises:
        InputError: A field is missing or wrong, the report is none of these, the id stands twice, or the quote is
            empty or not in the text; with file, line, what was given and what is allowed.

    """
    by_id = {r.id: r for r in reports}
    found: dict[str, list[Appearance]] = {}
    ids: dict[str, int] = {}
    for number, row in read_rows(lines, source):
        if row.get("type", "appearance") != "appearance":
            continue
        try:
            appearance = _located(row, by_id, found)
            _check_new(appearance.id, ids)
        except InvalidValueError as error:
            raise InputError(source, number, str(error)) from error
        ids[appearance.id] = number
        found.setdefault(appearance.report, []).append(appearance)
    return {report: tuple(sorted(rows, key=lambda a: (a.start, a.end, a.id))) for report, rows in found.items()}


def _check_new(identity: str, lines: Mapping[str, int]) -> None:
    """
    Raise InvalidValueError where an id stands in a line in front.
    """
    if identity in lines:
        raise InvalidValueError("id", identity, f"an id not used yet (line {lines[identity]})")


def _located(
    row: Mapping[str, object], reports: Mapping[str, Report], taken: Mapping[str, list[Appearance]]
) -> Appearance:
    """
    Read one appearance, its quote found where it has no offsets, and checked where it has.
    """
    identity, quote = row.get("report"), row.get("quote")
    report = reports.get(identity) if isinstance(identity, str) else None
    if report is None:
        raise InvalidValueError("report", identity, "the id of a report in the input")
    if not isinstance(quote, str) or not quote.strip():
        raise InvalidValueError("quote", quote, "words of the report")
    if row.get("start") is None and row.get("end") is None:
        used = {(a.start, a.end) for a in taken.get(report.id, ())}
        place = _find(quote, report.text, used)
        if place is None:
            raise InvalidValueError("quote", quote, f"words that stand in the text of report {report.id}")
        row = {**row, "start": place[0], "end": place[1], "quote": report.text[place[0] : place[1]]}
    appearance = read_appearance(row)
    if report.text[appearance.start : appearance.end] != appearance.quote:
        allowed = f"text[{appearance.start}:{appearance.end}] of report {report.id}"
        raise InvalidValueError("quote", appearance.quote, allowed)
    return appearance


def _find(quote: str, text: str, used: set[tuple[int, int]]) -> tuple[int, int] | None:
    """
    Return the place of a quote: the first one that is free, else the first; None where it stands nowhere.
    """
    exact = [(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)]
    words = exact or [(m.start(), m.end()) for m in _loose(quote).finditer(text)]
    if words:
        return next((p for p in words if p not in used), words[0])
    alike = fuzz.partial_ratio_alignment(quote, text[:_SEARCHED], score_cutoff=_ALIKE)
    if alike is None or alike.dest_end <= alike.dest_start:
        return None
    return alike.dest_start, alike.dest_end


@lru_cache(maxsize=1)
def _loose(quote: str) -> re.Pattern[str]:
    """
    Return a pattern of a quote for any white space and letter case.
    """
    return re.compile(r"\s+".join(map(re.escape, quote.split())), re.IGNORECASE)


__all__ = ["read_appearances"]
