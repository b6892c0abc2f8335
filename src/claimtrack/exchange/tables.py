"""
Read the tables that stand beside reports: outlets.csv, aliases.csv, decisions.jsonl, casebooks.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from claimtrack.errors import InputError, InvalidValueError
from claimtrack.intake.records import read_moment
from claimtrack.model import Source, SourceKind, day_of

DECISIONS = ("merge", "split", "not_same", "outcome", "reject", "amend", "add")
"""What people may decide."""


def read_table(lines: Iterable[str], source: str, required: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """
    Read a CSV table with a header; gives each row with its line number.

    Raises:
        InputError: A required column is missing, or a row has more or fewer fields than the header.

    """
    reader = csv.reader(lines)
    try:
        header = [h.strip().lstrip("\ufeff") for h in next(reader, [])]
        missing = [c for c in required if c not in header]
        if missing:
            raise InputError(source, 1, f"{missing[0]}: no such column, given are {', '.join(header) or 'none'}")
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                raise InputError(source, reader.line_num, f"given {len(row)} fields, allowed are {len(header)}")
            yield reader.line_num, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise InputError(source, reader.line_num, str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(
            source, reader.line_num + 1, f"invalid UTF-8 at byte {error.start}, allowed is UTF-8"
        ) from error


def read_outlets(lines: Iterable[str], source: str = "outlets.csv") -> dict[str, Source]:
    """
    Read `outlet, owner, kind, party, first_seen, domains`; only `outlet` is required.
    """
    found: dict[str, Source] = {}
    for number, row in read_table(lines, source, ("outlet",)):
        first = row.get("first_seen", "").strip()
        try:
            found[row["outlet"]] = Source(
                name=row["outlet"],
                owner=row.get("owner", "").strip() or None,
                kind=_kind(row.get("kind", "").strip()),
                party=row.get("party", "").strip() or None,
                first_seen=_day(first) if first else None,
                domains=tuple(row.get("domains", "").split()),
            )
        except InvalidValueError as error:
            raise InputError(source, number, str(error)) from error
    return found


def read_aliases(lines: Iterable[str], source: str = "aliases.csv") -> dict[str, str]:
    """
    Read `name, same_as` (and `kind`): other names of one thing.
    """
    found: dict[str, str] = {}
    for number, row in read_table(lines, source, ("name", "same_as")):
        name, same = row["name"].strip(), row["same_as"].strip()
        if not name or not same:
            raise InputError(source, number, "name: given an empty cell, allowed is a name")
        found[name] = same
    return found


def read_decisions(lines: Iterable[str], source: str = "decisions.jsonl") -> list[dict[str, object]]:
    """
    Read what people decided, one object a line, in order.
    """
    found: list[dict[str, object]] = []
    for number, row in read_rows(lines, source):
        try:
            found.append(check_decision(row))
        except InvalidValueError as error:
            raise InputError(source, number, str(error)) from error
    return found


def check_decision(row: Mapping[str, object]) -> dict[str, object]:
    """
    Check one decision: what to do, of which ids, by whom, when.

    Raises:
        InvalidValueError: A field is missing or wrong.

    """
    if row.get("do") not in DECISIONS:
        raise InvalidValueError("do", row.get("do"), "one of " + ", ".join(DECISIONS))
    of = row.get("of")
    if not isinstance(of, list) or not of or not all(isinstance(i, str) and i for i in of):
        raise InvalidValueError("of", of, "a list of ids, one at least")
    at = row.get("at")
    if at is not None:
        if not isinstance(at, str):
            raise InvalidValueError("at", at, "an ISO 8601 date or datetime")
        try:
            read_moment(at)
        except (ValueError, OverflowError) as error:
            raise InvalidValueError("at", at, "an existing ISO 8601 date or datetime") from error
    return {"do": row["do"], "of": list(of), "by": row.get("by"), "at": at, "value": row.get("value")}


def read_rows(lines: Iterable[str | bytes], source: str) -> Iterator[tuple[int, dict[str, object]]]:
    """
    Read JSON Lines of any kind; gives each object with its line number.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8") if isinstance(line, bytes) else line)
        except UnicodeDecodeError as error:
            raise InputError(source, number, f"invalid UTF-8 at byte {error.start}, allowed is UTF-8") from error
        except (json.JSONDecodeError, RecursionError) as error:
            raise InputError(source, number, f"not JSON: {error}") from error
        if not isinstance(row, dict):
            raise InputError(source, number, f"given {type(row).__name__}, allowed is a JSON object")
        yield number, row


def read_texts(
    lines: Iterable[str | bytes], source: str, bad: list[InputError] | None = None
) -> Iterator[dict[str, str | None]]:
    """
    Read `{"id", "text", "lang"?, "time"?}` a line, for deduplication.

    Raises:
        InputError: A line is no such object; with `bad`, it is put there and the rest is read.
    """
    for number, line in enumerate(lines, 1):
        try:
            for _, row in read_rows([line], source):
                yield {key: _text(row, key, source, number) for key in ("id", "text", "lang", "time")}
        except InputError as error:
            wrong = InputError(source, number, error.problem)
            if bad is None:
                raise wrong from error
            bad.append(wrong)


def _text(row: Mapping[str, object], key: str, source: str, number: int) -> str | None:
    """
    Give a text of a row; `id` and `text` must be there.
    """
    value = row.get(key)
    if value is None and key in ("lang", "time"):
        return None
    if not isinstance(value, str):
        raise InputError(source, number, f"{key}: given {value!r}, allowed is text")
    return value


def _kind(text: str) -> SourceKind:
    if not text:
        return SourceKind.MEDIA_OUTLET
    try:
        return SourceKind(text)
    except ValueError as error:
        raise InvalidValueError("kind", text, "one of " + ", ".join(k.value for k in SourceKind)) from error


def _day(text: str) -> date:
    try:
        return day_of(read_moment(text))
    except (ValueError, OverflowError) as error:
        raise InvalidValueError("first_seen", text, "an existing ISO 8601 date") from error
