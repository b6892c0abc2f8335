"""
A whole casebook as lines: written from a snapshot, and read back into one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from claimtrack.errors import InputError
from claimtrack.exchange.read import checked
from claimtrack.exchange.tables import read_rows
from claimtrack.exchange.write import (
    Row,
    appearance_row,
    claim_row,
    lineage_row,
    report_row,
    score_row,
    source_row,
)
from claimtrack.intake.records import read_moment, read_reports
from claimtrack.model import (
    Appearance,
    Claim,
    Corroboration,
    DayScore,
    LineageEdge,
    Moment,
    Report,
    Snapshot,
    SourceCredibility,
)

KINDS = ("run", "report", "appearance", "claim", "lineage", "source", "score")
"""The types of lines, in the order in which they stand."""


def snapshot_rows(snapshot: Snapshot) -> Iterator[Row]:
    """
    Give the rows of a casebook: run, reports, appearances, claims, lineage, sources, scores.
    """
    yield {
        "type": "run",
        "version": snapshot.version,
        "parameters": dict(snapshot.parameters),
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        **({"notes": list(snapshot.notes)} if snapshot.notes else {}),
    }
    yield from ({"type": "report", **report_row(r)} for r in snapshot.reports)
    yield from ({"type": "appearance", **appearance_row(a)} for a in snapshot.appearances)
    yield from ({"type": "claim", **claim_row(c)} for c in snapshot.claims)
    yield from ({"type": "lineage", **lineage_row(e)} for e in snapshot.lineage)
    yield from ({"type": "source", **source_row(s)} for s in snapshot.sources)
    yield from day_score_rows(snapshot.scores)


def day_score_rows(scores: Iterable[DayScore]) -> Iterator[Row]:
    """
    Give the `score` rows alone.
    """
    yield from ({"type": "score", **score_row(s.claim, s.corroboration, s.because)} for s in scores)


def read_snapshot(lines: Iterable[str | bytes], source: str = "casebook.jsonl") -> Snapshot:
    """
    Read a casebook; offsets of appearances are checked against the texts.

    Raises:
        InputError: A line is not as FORMATS says, or an appearance does not cut its report's text.

    """
    rows: dict[str, list[tuple[int, dict[str, object]]]] = {k: [] for k in KINDS}
    for number, row in read_rows(lines, source):
        kind = row.pop("type", None)
        if kind not in rows:
            raise InputError(source, number, f"type: given {kind!r}, allowed is one of {', '.join(KINDS)}")
        rows[str(kind)].append((number, row))
    if not rows["run"]:
        raise InputError(source, None, "no line of type run: not a casebook")
    number, run = rows["run"][0]
    parameters, notes = run.get("parameters"), run.get("notes")
    reports = [_report(row, source, n) for n, row in rows["report"]]
    texts = {r.id: r.text for r in reports}
    appearances = [_appearance(row, texts, source, n) for n, row in rows["appearance"]]
    return Snapshot(
        version=str(run.get("version")),
        as_of=_moment(run.get("as_of"), source, number),
        parameters=parameters if isinstance(parameters, dict) else {},
        reports=tuple(reports),
        appearances=tuple(appearances),
        claims=tuple(checked(row, Claim, source, n) for n, row in rows["claim"]),
        lineage=tuple(checked(row, LineageEdge, source, n) for n, row in rows["lineage"]),
        sources=tuple(checked(row, SourceCredibility, source, n) for n, row in rows["source"]),
        scores=tuple(_score(row, source, n) for n, row in rows["score"]),
        notes=tuple(str(n) for n in notes) if isinstance(notes, list) else (),
    )


def _moment(value: object, source: str, number: int) -> Moment | None:
    """
    Read a time that may be missing.
    """
    if value is None:
        return None
    try:
        return read_moment(str(value))
    except (ValueError, OverflowError) as error:
        raise InputError(source, number, f"as_of: given {value!r}, allowed is an ISO 8601 date or datetime") from error


def _report(row: dict[str, object], source: str, number: int) -> Report:
    """
    Read a report with the same care as an input line.
    """
    try:
        return next(iter(read_reports([json.dumps(row)], source=source)))
    except InputError as error:
        raise InputError(source, number, error.problem) from error


def _appearance(row: Mapping[str, object], texts: Mapping[str, str], source: str, number: int) -> Appearance:
    """
    Read an appearance and hold it against its report.
    """
    found = checked(row, Appearance, source, number)
    text = texts.get(found.report)
    if text is None:
        raise InputError(source, number, f"report: given {found.report!r}, which no report line has")
    if text[found.start : found.end] != found.quote:
        raise InputError(source, number, f"quote: text[{found.start}:{found.end}] is something else")
    return found


def _score(row: Mapping[str, object], source: str, number: int) -> DayScore:
    """
    Read a score line; what it leaves out of a corroboration is empty.
    """
    given = {k: row.get(k) for k in ("as_of", "probability", "low", "high", "grade")}
    score = checked({"scorer": "", **given}, Corroboration, source, number)
    claim, because = row.get("claim"), row.get("because")
    if not isinstance(claim, str):
        raise InputError(source, number, f"claim: given {claim!r}, allowed is an id")
    if not isinstance(because, list):
        raise InputError(source, number, f"because: given {because!r}, allowed is a list of ids")
    return DayScore(claim=claim, corroboration=score, because=tuple(map(str, because)))
