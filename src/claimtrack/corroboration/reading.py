"""
Read a table coded by hand: CSV with a header, one position a row.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from claimtrack.corroboration.table import TableRow
from claimtrack.errors import InputError, InvalidValueError
from claimtrack.model import Denies, Moment, SourceKind, Stance

REQUIRED = ("claim", "source", "stance", "time")
OPTIONAL = ("kind", "strength", "text", "leans_on", "denies", "owner")

_Word = TypeVar("_Word", bound=StrEnum)

# A field of a million characters is a whole article; beyond it the file is not a table. Python's own
# limit (131,072) would stop at texts that people do paste in.
_LONGEST_FIELD = 1_000_000


def read_table(
    lines: Iterable[str],
    *,
    source: str = "table",
    on_error: Callable[[InputError], None] | None = None,
) -> tuple[TableRow, ...]:
    """
    Read a table of positions on claims.

    Args:
        lines: CSV with the columns `claim, source, stance, time` and optionally `kind, strength, text,
            leans_on, denies, owner`; other columns are left alone. `leans_on` holds names separated by
            `;`, each with a chance where that is not 1 (`Agency A; Agency B=0.6`).
        source: Name of the file, for messages.
        on_error: Called with each bad row, which is then left out; None: the first one is raised.

    Returns:
        The rows in order.

    Raises:
        InputError: A column is missing, or a row holds what its field does not allow.

    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.DictReader(lines, strict=True)
    rows = []
    for line, cells in _cells(reader, source):
        try:
            rows.append(_read_row(cells, line, source))
        except InputError as error:
            if on_error is None:
                raise
            on_error(error)
    return tuple(rows)


def _cells(reader: csv.DictReader[str], source: str) -> Iterator[tuple[int, Mapping[str | None, str | None]]]:
    """
    Give each row with its line number; the form of the whole file is checked on the way.
    """
    try:
        header = reader.fieldnames
        if not header:
            raise InputError(source, 1, f"no header: expected the columns {', '.join(REQUIRED)}")
        missing = [name for name in REQUIRED if name not in header]
        if missing:
            raise InputError(
                source, 1, f"column {missing[0]!r} is missing: given {', '.join(header)}, needed {', '.join(REQUIRED)}"
            )
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(source, reader.line_num, f"not CSV: {error}") from error


def _read_row(cells: Mapping[str | None, str | None], line: int, source: str) -> TableRow:
    if None in cells:
        raise InputError(source, line, "more cells than the header has columns")
    text = {name: (cells.get(name) or "").strip() for name in (*REQUIRED, *OPTIONAL)}
    try:
        return TableRow(
            claim=text["claim"],
            source=text["source"],
            stance=_required_word("stance", text["stance"], Stance),
            time=read_moment(text["time"]),
            kind=_word("kind", text["kind"], SourceKind),
            strength=_strength(text["strength"]),
            text=cells.get("text") or None,
            leans_on=_leans_on(text["leans_on"]),
            denies=_word("denies", text["denies"], Denies),
            owner=text["owner"] or None,
        )
    except InvalidValueError as error:
        raise InputError(source, line, str(error)) from error


def _word(field: str, given: str, allowed: type[_Word]) -> _Word | None:
    return _required_word(field, given, allowed) if given else None


def _required_word(field: str, given: str, allowed: type[_Word]) -> _Word:
    try:
        return allowed(given)
    except ValueError as error:
        words = ", ".join(one.value for one in allowed)
        raise InvalidValueError(field, given, f"one of {words}") from error


def read_moment(given: str) -> Moment | None:
    """
    Read an ISO date or datetime; without a zone it is UTC, and an empty one is unknown.
    """
    if not given:
        return None
    try:
        if "T" not in given and " " not in given:
            return date.fromisoformat(given)
        moment = datetime.fromisoformat(given)
        # A zone can push the first or last year out of what a datetime holds.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidValueError("time", given, "an ISO date or datetime (2020-07-05T12:30:00Z)") from error


def _strength(given: str) -> float:
    if not given:
        return 3.0
    return _number("strength", given, "a number from 0 to 5")


def _leans_on(given: str) -> tuple[tuple[str, float], ...]:
    found = []
    for part in given.split(";"):
        name, equals, chance = part.rpartition("=")
        if not equals:
            name, chance = part, "1"
        if name.strip():
            found.append((name.strip(), _number("leans_on", chance, "names, each with =0 to =1 or nothing")))
    return tuple(found)


def _number(field: str, given: str, allowed: str) -> float:
    try:
        value = float(given)
    except ValueError as error:
        raise InvalidValueError(field, given, allowed) from error
    if math.isnan(value):
        raise InvalidValueError(field, given, allowed)
    return value
