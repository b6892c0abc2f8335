"""
Tables as files: CSV in, one mapping a line out.

`source, item, value` and optionally `time, kind, weight`; other columns are left alone. Columns
stand in any order under a header.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from claimtrack.errors import InputError
from claimtrack.model import Moment, SourceKind

if TYPE_CHECKING:
    from claimtrack.credibility.estimate import Estimate
    from claimtrack.credibility.table import ObservationTable

_REQUIRED = ("source", "item", "value")
_OPTIONAL = ("time", "kind", "weight")


def read_observations(lines: Iterable[str], source_name: str) -> ObservationTable:
    """
    Read a CSV table of who said what.

    Args:
        lines: Lines of the file, the header first; a byte order mark is passed over.
        source_name: Name of the file or stream, for messages.

    Raises:
        InputError: A column is missing or twice, a row is short or long, a field is empty or not
            allowed; says the line, the field, what was given and what is allowed.
    """
    from claimtrack.credibility.table import ObservationTable

    # Strict: a quote that is never closed would otherwise swallow the rest of the file in silence.
    reader = csv.reader(lines, strict=True)
    header = _read_header(reader, source_name)
    place = {name: header.index(name) for name in (*_REQUIRED, *_OPTIONAL) if name in header}
    columns: dict[str, list[str]] = {name: [] for name in place}
    line_of: list[int] = []
    pick = [(columns[name].append, spot) for name, spot in place.items()]
    for number, row in _rows(reader, source_name):
        if len(row) != len(header):
            problem = f"given {len(row)} fields, allowed are {len(header)} as in the header"
            raise InputError(source_name, number, problem)
        for append, spot in pick:
            append(row[spot])
        line_of.append(number)
    for name in _REQUIRED:
        _refuse_empty(columns[name], name, line_of, source_name)
    return ObservationTable.of_columns(
        columns["source"],
        columns["item"],
        columns["value"],
        times=_times(columns.get("time"), line_of, source_name),
        kinds=_kinds(columns.get("kind"), line_of, source_name),
        weights=_weights(columns.get("weight"), line_of, source_name),
    )


def estimate_records(estimate: Estimate) -> Iterator[dict[str, object]]:
    """
    Give an estimate as the lines of the public format: values by item, then sources by name.
    """
    for value in estimate:
        yield {"type": "value", "item": value.item, "value": value.value, "probability": value.probability}
    for source in estimate.sources:
        yield {
            "type": "source",
            "source": source.source,
            "mean": source.mean,
            "low": source.low,
            "high": source.high,
            "grade": source.grade.value,
            "leans_on": list(source.leans_on),
        }


def _rows(reader: Iterator[list[str]], source_name: str) -> Iterator[tuple[int, list[str]]]:
    """
    Give rows with the line each ends on; empty lines are passed over.
    """
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line = getattr(reader, "line_num", None)
            raise InputError(source_name, line, f"not readable as CSV: {error}") from error
        if row:
            yield getattr(reader, "line_num", 0), row


def _read_header(reader: Iterator[list[str]], source_name: str) -> list[str]:
    wanted = f"a header with {', '.join(_REQUIRED)} and optionally {', '.join(_OPTIONAL)}"
    for line, row in _rows(reader, source_name):
        header = [name.strip().lstrip("\ufeff").strip().lower() for name in row]
        missing = [name for name in _REQUIRED if name not in header]
        twice = [name for name in header if header.count(name) > 1 and name in (*_REQUIRED, *_OPTIONAL)]
        if missing or twice:
            fault = f"column {missing[0]!r} is missing" if missing else f"column {twice[0]!r} stands twice"
            raise InputError(source_name, line, f"{fault}; given {', '.join(header)[:200]}, allowed is {wanted}")
        return header
    raise InputError(source_name, None, f"the file is empty; allowed is {wanted}")


def _refuse_empty(column: list[str], name: str, lines: list[int], source_name: str) -> None:
    # Distinct texts first: a million rows hold far fewer of them.
    if not all(map(str.strip, set(column))):
        row = next(row for row, text in enumerate(column) if not text.strip())
        raise InputError(source_name, lines[row], f"{name}: given nothing, allowed is text")


def _times(column: list[str] | None, lines: list[int], source_name: str) -> list[Moment | None] | None:
    if column is None:
        return None
    known: dict[str, Moment | None] = {"": None}
    for row, text in enumerate(column):
        if text not in known:
            known[text] = _moment(text.strip(), lines[row], source_name)
    return [known[text] for text in column]


def _moment(text: str, line: int, source_name: str) -> Moment | None:
    if not text:
        return None
    try:
        # A day stays a day, also in the basic form 20111208; a datetime without zone is UTC.
        return date.fromisoformat(text) if len(text) in (8, 10) else datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            source_name, line, f"time: given {text[:60]!r}, allowed is an ISO 8601 date or datetime"
        ) from error


def _kinds(column: list[str] | None, lines: list[int], source_name: str) -> list[SourceKind | None] | None:
    if column is None:
        return None
    known: dict[str, SourceKind | None] = {"": None}
    for row, text in enumerate(column):
        if text not in known:
            try:
                known[text] = SourceKind(text.strip().lower()) if text.strip() else None
            except ValueError as error:
                allowed = ", ".join(kind.value for kind in SourceKind)
                raise InputError(
                    source_name, lines[row], f"kind: given {text[:60]!r}, allowed is one of {allowed}"
                ) from error
    return [known[text] for text in column]


def _weights(column: list[str] | None, lines: list[int], source_name: str) -> list[float] | None:
    if column is None:
        return None
    known: dict[str, float] = {"": 1.0}
    for row, text in enumerate(column):
        if text not in known:
            known[text] = _weight(text, lines[row], source_name)
    return [known[text] for text in column]


def _weight(text: str, line: int, source_name: str) -> float:
    if not text.strip():
        return 1.0
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise InputError(source_name, line, f"weight: given {text[:60]!r}, allowed is a finite number above 0")
    return weight
