"""
Tables as files: CSV in, one mapping a line out.

`source, item, value` and optionally `time, kind, weight`; other columns are left alone. Columns
stand in any order under a header.
"""

from __future__ import annotations

import csv
import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from claimtrack.errors import InputError, InvalidValueError
from claimtrack.model import Moment, SourceKind

if TYPE_CHECKING:
    from claimtrack.credibility.estimate import Estimate
    from claimtrack.credibility.table import ObservationTable

_REQUIRED = ("source", "item", "value")
_OPTIONAL = ("time", "kind", "weight")
# A field of a million characters is a whole article; beyond it the file is not a table.
_LONGEST_FIELD = 1_000_000


class _Reader(Protocol):
    """
    Say what is used of a CSV reader, whose own type has no public name.
    """

    line_num: int

    def __next__(self) -> list[str]: ...


def read_observations(
    lines: Iterable[str], source_name: str, *, on_error: Callable[[InputError], None] | None = None
) -> ObservationTable:
    """
    Read a CSV table of who said what.

    Args:
        lines: Lines of the file, the header first; a byte order mark is passed over.
        source_name: Name of the file or stream, for messages.
        on_error: Called with each bad row, which is then left out; None: the first one is raised.

    Raises:
        InputError: A column is missing or twice, a row is short or long, a field is empty or not
            allowed; says the line, the field, what was given and what is allowed.
    """
    from claimtrack.credibility.table import ObservationTable

    csv.field_size_limit(_LONGEST_FIELD)
    # Strict: a quote that is never closed would otherwise swallow the rest of the file in silence.
    reader = csv.reader(lines, strict=True)
    header = _read_header(reader, source_name)
    place = {name: header.index(name) for name in _PARSERS if name in header}
    columns: dict[str, list[str]] = {name: [] for name in place}
    line_of = array("q")
    faults: dict[int, InputError] = {}
    pick = [(columns[name].append, spot) for name, spot in place.items()]
    for number, row in _rows(reader, source_name, on_error):
        if len(row) == len(header):
            for append, spot in pick:
                append(row[spot])
            line_of.append(number)
            continue
        given = f"given {len(row)} fields, allowed are {len(header)} as in the header"
        _report(InputError(source_name, number, given), on_error)
    parsed = {name: _parse(columns.pop(name), _PARSERS[name], faults, line_of, source_name) for name in place}
    for bad_row in sorted(faults):
        _report(faults[bad_row], on_error)
    if faults:
        parsed = {
            name: [cell for row, cell in enumerate(column) if row not in faults] for name, column in parsed.items()
        }
    return ObservationTable.of_columns(
        parsed["source"],
        parsed["item"],
        parsed["value"],
        times=parsed.get("time"),
        kinds=parsed.get("kind"),
        weights=parsed.get("weight"),
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


def _report(error: InputError, on_error: Callable[[InputError], None] | None) -> None:
    if on_error is None:
        raise error
    on_error(error)


def _rows(
    reader: _Reader, source_name: str, on_error: Callable[[InputError], None] | None
) -> Iterator[tuple[int, list[str]]]:
    """
    Give rows with the line each ends on; empty lines are passed over.
    """
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            _report(InputError(source_name, reader.line_num, f"not readable as CSV: {error}"), on_error)
            continue
        if row:
            yield reader.line_num, row


def _read_header(reader: _Reader, source_name: str) -> list[str]:
    wanted = f"a header with {', '.join(_REQUIRED)} and optionally {', '.join(_OPTIONAL)}"
    for line, row in _rows(reader, source_name, None):
        header = [name.strip().lstrip("\ufeff").strip().lower() for name in row]
        missing = [name for name in _REQUIRED if name not in header]
        twice = [name for name in header if header.count(name) > 1 and name in (*_REQUIRED, *_OPTIONAL)]
        if missing or twice:
            fault = f"column {missing[0]!r} is missing" if missing else f"column {twice[0]!r} stands twice"
            raise InputError(source_name, line, f"{fault}; given {', '.join(header)[:200]}, allowed is {wanted}")
        return header
    raise InputError(source_name, None, f"the file is empty; allowed is {wanted}")


def _parse(
    column: list[str],
    parser: Callable[[str], Any],
    faults: dict[int, InputError],
    lines: Sequence[int],
    source_name: str,
) -> list[Any]:
    """
    Read the cells of a column; each distinct text once, since a million rows hold far fewer.
    """
    known: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for text in dict.fromkeys(column):
        try:
            known[text] = parser(text)
        except InvalidValueError as error:
            wrong[text] = str(error)
            known[text] = None
    if wrong:
        for row, text in enumerate(column):
            if text in wrong and row not in faults:
                faults[row] = InputError(source_name, lines[row], wrong[text])
    return list(map(known.__getitem__, column))


def _words(name: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip():
            return text
        raise InvalidValueError(name, text, "text with at least one visible character")

    return read


def _moment(text: str) -> Moment | None:
    text = text.strip()
    if not text:
        return None
    try:
        # A day stays a day, also in the basic form 20111208; a datetime without zone is UTC.
        return date.fromisoformat(text) if len(text) in (8, 10) else datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidValueError("time", text, "an ISO 8601 date or datetime, or nothing") from error


def _kind(text: str) -> SourceKind | None:
    if not text.strip():
        return None
    try:
        return SourceKind(text.strip().lower())
    except ValueError as error:
        allowed = ", ".join(kind.value for kind in SourceKind)
        raise InvalidValueError("kind", text, f"nothing, or one of {allowed}") from error


def _weight(text: str) -> float:
    if not text.strip():
        return 1.0
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if 0 < weight < math.inf:
        return weight
    raise InvalidValueError("weight", text, "a finite number above 0, or nothing")


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    "source": _words("source"),
    "item": _words("item"),
    "value": _words("value"),
    "time": _moment,
    "kind": _kind,
    "weight": _weight,
}
