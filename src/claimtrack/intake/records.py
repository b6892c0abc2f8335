"""
Read reports from JSON Lines or a text, and say exactly what is wrong with a line that is wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from claimtrack import model
from claimtrack.errors import ClaimtrackError, InputError, InvalidValueError
from claimtrack.model import Moment, Report

LONGEST_TEXT = 5_000_000
"""Characters of one report's text at most: ten times the longest page of an archive; beyond it is not one report."""
_KNOWN = ("id", "outlet", "url", "published", "retrieved", "lang", "title", "text")


def read_reports(
    lines: Iterable[bytes | str],
    *,
    source: str = "input",
    outlet_required: bool = True,
    bad: list[InputError] | None = None,
) -> Iterator[Report]:
    """
    Read one report a line.

    Args:
        lines: JSON objects as bytes (UTF-8) or str; empty lines are passed over.
        source: Name of the file, for messages.
        outlet_required: Whether a line without `outlet` is wrong (`attributions` needs only text).
        bad: Where given, wrong lines are put there and the rest is read.

    Raises:
        InputError: A line is not as FORMATS says: file, line, field, what was given, what is allowed.

    """
    texts: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            report = _report(_object(line, source, number), source, number, outlet_required=outlet_required)
            _check_id(report, texts, source, number)
        except InputError as error:
            if bad is None:
                raise
            bad.append(error)
            continue
        yield report


def _check_id(report: Report, texts: dict[str, str], source: str, number: int) -> None:
    """
    Refuse an id that stood with another text before.
    """
    if texts.setdefault(report.id, report.text) != report.text:
        raise InputError(source, number, f"id: given {report.id!r}, which stood with another text before")


def report_from_text(text: str, *, outlet: str, published: str | None = None, source: str = "input") -> Report:
    """
    Make a report of a plain text.

    Raises:
        InputError: `published` is no date, or the text is empty.

    """
    if not text.strip():
        raise InputError(source, None, "text: given an empty file, allowed is a text")
    row: dict[str, object] = {"outlet": outlet, "text": text, "published": published}
    return _report(row, source, None, outlet_required=True)


def _object(line: bytes | str, source: str, number: int) -> dict[str, object]:
    """
    Parse one line strictly: UTF-8, one object, no NaN, no key twice, no lone surrogate.
    """

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(items)
        if len(found) != len(items):
            double = next(k for n, (k, _) in enumerate(items) if any(k == other for other, _ in items[:n]))
            raise InputError(source, number, f"{double}: given twice, allowed is once")
        return found

    def constant(name: str) -> object:
        raise InputError(source, number, f"given {name}, which is not JSON")

    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        text.encode("utf-8")
        row = json.loads(text.lstrip("\ufeff"), object_pairs_hook=pairs, parse_constant=constant)
    except UnicodeError as error:
        where = getattr(error, "start", 0)
        raise InputError(source, number, f"invalid UTF-8 at byte {where}, allowed is UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError(source, number, f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise InputError(source, number, "nested too deeply to be a report") from error
    if not isinstance(row, dict):
        raise InputError(source, number, f"given {type(row).__name__}, allowed is a JSON object")
    return row


def _report(row: Mapping[str, object], source: str, number: int | None, *, outlet_required: bool) -> Report:
    """
    Make a report of one object.
    """

    def text(key: str, *, required: bool = False) -> str | None:
        value = row.get(key)
        if value is None and not required:
            return None
        if value is None:
            raise InputError(source, number, f"{key}: missing, allowed is text")
        if not isinstance(value, str):
            raise InputError(source, number, f"{key}: given {_brief(value)}, allowed is text")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(source, number, f"{key}: holds half a surrogate pair, allowed is Unicode text") from error
        return value

    body = text("text", required=True) or ""
    if len(body) > LONGEST_TEXT:
        raise InputError(source, number, f"text: given {len(body)} characters, allowed are {LONGEST_TEXT}")
    if "\x00" in body:
        raise InputError(source, number, "text: holds a NUL character, allowed is text")
    outlet = text("outlet", required=outlet_required) or "unknown"
    notes: list[str] = []
    published = _moment(row.get("published"), "published", source, number, notes)
    retrieved = _moment(row.get("retrieved"), "retrieved", source, number, notes)
    if retrieved is not None and not isinstance(retrieved, datetime):
        retrieved = datetime(retrieved.year, retrieved.month, retrieved.day, tzinfo=UTC)
    url, title = text("url"), text("title")
    identity = text("id") or _derived_id(outlet, url, published, body)
    try:
        return Report(
            id=identity,
            outlet=outlet,
            url=url,
            published=published,
            retrieved=retrieved,
            lang=text("lang"),
            title=title,
            text=body,
            extra={k: v for k, v in row.items() if k not in _KNOWN},
            notes=tuple(notes),
        )
    except InvalidValueError as error:
        raise InputError(source, number, str(error)) from error


def _derived_id(outlet: str, url: str | None, published: Moment | None, text: str) -> str:
    """
    Derive an id from the content, the same on every machine and for ever.
    """
    key = json.dumps([outlet, url, str(published), text], ensure_ascii=False)
    return "r-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _moment(value: object, key: str, source: str, number: int | None, notes: list[str]) -> Moment | None:
    """
    Read an ISO 8601 date or datetime; one without zone is UTC, and that is noted.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(source, number, f"{key}: given {_brief(value)}, allowed is an ISO 8601 date or null")
    try:
        return read_moment(value, notes, key)
    except (ClaimtrackError, ValueError, OverflowError) as error:
        raise InputError(
            source, number, f"{key}: given {_brief(value)}, allowed is an existing ISO 8601 date or datetime"
        ) from error


def read_moment(value: str, notes: list[str] | None = None, key: str = "date") -> Moment:
    """
    Read an ISO 8601 date or datetime as `claimtrack.model.read_moment` does, and note a missing zone.

    Raises:
        ValueError: It is neither, or no such day exists.
    """
    found = model.read_moment(value)
    if notes is not None and isinstance(found, datetime) and not model.has_zone(value):
        notes.append(f"{key}: no zone given, read as UTC")
    return found


def _brief(value: object) -> str:
    """
    Print a value on one line, cut where it is long.
    """
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
