"""
The command line: thin, one function a command; every command reads files and writes lines.

Nothing is written before everything was worked out, so that there is no half-written output.
Exit status 0; 2 for bad input or usage, with one line that says what and where; 3 where
`--keep-going` passed over lines, which are counted on standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack import __version__
from claimtrack.errors import ClaimtrackError, InputError

if TYPE_CHECKING:
    from claimtrack.casebook import Casebook, Reader
    from claimtrack.model import Moment, Report, Snapshot

_BAD_INPUT = 2
_PASSED_OVER = 3
_STANDARD = "-"

Command = Callable[[argparse.Namespace, list[InputError]], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Returns:
        The exit status.

    """
    options = _parser().parse_args(arguments)
    bad: list[InputError] = []
    try:
        text = options.run(options, bad)
        _write(options.output, text)
    except BrokenPipeError:
        # Whoever read our output has seen enough; closing standard output again must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ClaimtrackError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or 'input'}: {error.strerror or error}")
    for passed in bad:
        print(f"claimtrack: passed over: {_one_line(str(passed))}", file=sys.stderr)
    if bad:
        print(f"claimtrack: {len(bad)} line{'s' if len(bad) > 1 else ''} passed over", file=sys.stderr)
        return _PASSED_OVER
    return 0


def _parser() -> argparse.ArgumentParser:
    """
    Build the parser; each command says what it reads and what it writes.
    """
    parser = argparse.ArgumentParser(
        prog="claimtrack", description="What is claimed, who is said to know it, and how well it stands."
    )
    parser.add_argument("--version", action="version", version=f"claimtrack {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Command, words: str, *, file: str | None = "F") -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        if file:
            made.add_argument("file", metavar=file, help="file to read; - is standard input")
        made.add_argument("-o", "--output", default=_STANDARD, metavar="FILE", help="where to write; - (default)")
        made.add_argument("--keep-going", action="store_true", help="pass over wrong lines, count them, exit with 3")
        made.set_defaults(run=run)
        return made

    for name, run, words in (
        ("extract", _extract, "Find what reports claim: one appearance a line."),
        ("attributions", _attributions, "Find who says what: one attribution a line."),
    ):
        made = command(name, run, words)
        made.add_argument("--outlet", help="outlet, where F is a plain text")
        made.add_argument("--published", help="day or time, where F is a plain text")
    track = command("track", _track, "Follow claims through reports: a casebook.", file="F")
    track.add_argument("--appearances", metavar="A", help="appearances to take instead of reading the texts")
    track.add_argument("--as-of", metavar="T", help="day or time to look from; default: the latest published")
    track.add_argument("--outlets", metavar="F", help="outlets.csv")
    track.add_argument("--aliases", metavar="F", help="aliases.csv")
    track.add_argument("--decisions", metavar="F", help="decisions.jsonl")
    track.add_argument("--ledger", metavar="L", help="ledger to read first and to add the reports to")
    track.add_argument("--semantic", action="store_true", help="use the embedder of the extra `semantic`")
    timeline = command("timeline", _timeline, "Show how claims stood day by day.", file="CASEBOOK")
    timeline.add_argument("--claim", metavar="ID", help="only this claim")
    timeline.add_argument("--since", metavar="T", help="only from this day on")
    find = command("find", _find, "Say who reported this.", file="CASEBOOK")
    find.add_argument("text", metavar="TEXT", help="what to look for, in any language with a pack")
    command("deduplicate", _deduplicate, "Group near-identical texts.")
    corroborate = command("corroborate", _corroborate, "Score claims of a table coded by hand (CSV).")
    corroborate.add_argument("--as-of", metavar="T", help="day or time to look from; default: the latest time")
    command("credibility", _credibility, "Estimate values and sources of a table of who said what (CSV).")
    command("report", _report, "Write a casebook as one HTML page.", file="CASEBOOK")
    demo = command("demo", _demo, "Run a bundled example, print a summary, write the page.", file=None)
    demo.add_argument("--page", default="claimtrack-demo.html", metavar="FILE", help="where the page goes")
    return parser


def _extract(options: argparse.Namespace, bad: list[InputError]) -> str:
    """
    Write appearances.
    """
    from claimtrack.claims import extract
    from claimtrack.exchange import appearance_row, to_line

    return "".join(to_line(appearance_row(a)) for r in _reports(options, bad) for a in extract(r))


def _attributions(options: argparse.Namespace, bad: list[InputError]) -> str:
    """
    Write attributions.
    """
    from claimtrack.attribution import find_attributions
    from claimtrack.exchange import passage_row, to_line

    reports = _reports(options, bad, outlet_required=False)
    return "".join(to_line(passage_row(p, r.id)) for r in reports for p in find_attributions(r.text, lang=r.lang))


def _track(options: argparse.Namespace, bad: list[InputError]) -> str:
    """
    Write a casebook.
    """
    from claimtrack.exchange import read_aliases, read_decisions, read_outlets, snapshot_rows, to_line
    from claimtrack.intake import read_reports

    reports = list(read_reports(_lines(options.file), source=options.file, bad=bad if options.keep_going else None))
    casebook = _casebook(
        options,
        reader=_reader(options, reports),
        sources=read_outlets(_text_lines(options.outlets), options.outlets) if options.outlets else {},
        aliases=read_aliases(_text_lines(options.aliases), options.aliases) if options.aliases else {},
    )
    casebook.add_all(reports)
    if not casebook.reports():
        raise InputError(options.file, None, "no reports in it")
    if options.decisions:
        for row in read_decisions(_text_lines(options.decisions), options.decisions):
            casebook.decide_row(row)
    return "".join(to_line(row) for row in snapshot_rows(casebook.snapshot(as_of=options.as_of)))


def _reader(options: argparse.Namespace, reports: Sequence[Report]) -> Reader | None:
    """
    Return what takes appearances from the file that a run names; None where the texts are read.
    """
    from claimtrack.exchange import read_appearances

    if not options.appearances:
        return None
    given = read_appearances(_lines(options.appearances), reports, options.appearances)
    return lambda report: given.get(report.id, ())


def _casebook(options: argparse.Namespace, **tables: object) -> Casebook:
    """
    Open the casebook that a run asks for.
    """
    from claimtrack.casebook import Casebook
    from claimtrack.ledger.sqlite import SqliteLedger

    embedder = None
    if options.semantic:
        from claimtrack.matching.embedder import load_embedder

        embedder = load_embedder()
    ledger = SqliteLedger(options.ledger) if options.ledger else None
    return Casebook(ledger=ledger, embedder=embedder, **tables)  # type: ignore[arg-type]  # made in _track


def _timeline(options: argparse.Namespace, _: list[InputError]) -> str:
    """
    Write the score lines of a casebook and what changed.
    """
    from claimtrack.casebook import timeline_rows
    from claimtrack.exchange import to_line

    snapshot = _snapshot(options)
    return "".join(to_line(row) for row in timeline_rows(snapshot, claim=options.claim, since=_moment(options.since)))


def _find(options: argparse.Namespace, _: list[InputError]) -> str:
    """
    Write the claims and appearances that match a text.
    """
    from claimtrack.exchange import to_line
    from claimtrack.matching.search import find_matches

    snapshot = _snapshot(options)
    outlets = {r.id: r.outlet for r in snapshot.reports}
    appearances = {a.id: a for a in snapshot.appearances}
    rows = []
    for match in find_matches(options.text, claims=snapshot.claims, appearances=appearances):
        told = [appearances[i] for i in match.appearances]
        rows.append(
            {
                "type": "match",
                "claim": match.claim.id,
                "title": match.claim.title,
                "score": round(match.score, 3),
                "appearances": [
                    {"id": a.id, "outlet": outlets.get(a.report), "quote": a.quote, "start": a.start} for a in told
                ],
            }
        )
    return "".join(to_line(row) for row in rows)


def _deduplicate(options: argparse.Namespace, bad: list[InputError]) -> str:
    """
    Write groups and variants of texts.
    """
    from claimtrack.exchange import read_texts, to_line
    from claimtrack.matching.texts import TextItem, deduplicate

    items = []
    for row in read_texts(_lines(options.file), options.file, bad if options.keep_going else None):
        items.append(TextItem(row["id"] or "", row["text"] or "", row["lang"], row["time"]))
    placed = deduplicate(items)
    rows = ({"id": p.id, "group": p.group, "variant": p.variant, "kind": placed.kind(p)} for p in placed)
    return "".join(map(to_line, rows))


def _corroborate(options: argparse.Namespace, bad: list[InputError]) -> str:
    """
    Write a score a claim of a table.
    """
    from claimtrack.corroboration import corroborate_table, read_table
    from claimtrack.exchange import table_score_row, to_line

    rows = read_table(
        _text_lines(options.file),
        source=options.file,
        on_error=bad.append if options.keep_going else None,
    )
    if not rows and not bad:
        raise InputError(options.file, None, "no rows in it")
    scores = corroborate_table(rows, as_of=_moment(options.as_of))
    return "".join(to_line(table_score_row(s.claim, s.corroboration, s.notes)) for s in scores)


def _credibility(options: argparse.Namespace, bad: list[InputError]) -> str:
    """
    Write values and sources of a table.
    """
    from claimtrack.credibility.estimate import estimate_credibility
    from claimtrack.credibility.reading import estimate_records, read_observations
    from claimtrack.exchange import to_line

    on_error = bad.append if options.keep_going else None
    table = read_observations(_text_lines(options.file), options.file, on_error=on_error)
    return "".join(map(to_line, estimate_records(estimate_credibility(table))))


def _report(options: argparse.Namespace, _: list[InputError]) -> str:
    """
    Write the page of a casebook.
    """
    from claimtrack.display.page import render_report

    return render_report(_snapshot(options))


def _demo(options: argparse.Namespace, _: list[InputError]) -> str:
    """
    Follow the bundled story; write the page, and say where it is.
    """
    from importlib.resources import files

    from claimtrack.casebook import Casebook
    from claimtrack.display import summarise
    from claimtrack.display.page import render_report
    from claimtrack.intake import read_reports

    casebook = Casebook()
    story = files("claimtrack").joinpath("demo/deir-ezzor.jsonl").read_bytes().splitlines()
    casebook.add_all(read_reports(story, source="demo"))
    snapshot = casebook.snapshot()
    _write(options.page, render_report(snapshot))
    return summarise(snapshot) + f"\nThe whole casebook as a page: {Path(options.page).resolve()}\n"


def _reports(options: argparse.Namespace, bad: list[InputError], *, outlet_required: bool = True) -> list[Report]:
    """
    Read JSON Lines, or one plain text where the outlet is given on the command line.
    """
    from claimtrack.intake import read_reports, report_from_text

    lines = _lines(options.file)
    if options.outlet is not None:
        try:
            text = b"".join(lines).decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                options.file, None, f"invalid UTF-8 at byte {error.start}, allowed is a text in UTF-8"
            ) from error
        return [report_from_text(text, outlet=options.outlet, published=options.published, source=options.file)]
    found = list(
        read_reports(
            lines,
            source=options.file,
            outlet_required=outlet_required,
            bad=bad if options.keep_going else None,
        )
    )
    if not found and not bad:
        raise InputError(options.file, None, "no reports in it")
    return found


def _snapshot(options: argparse.Namespace) -> Snapshot:
    """
    Read the casebook of a command.
    """
    from claimtrack.exchange import read_snapshot

    return read_snapshot(_lines(options.file), options.file)


def _moment(text: str | None) -> Moment | None:
    """
    Read a day or a time of the command line.
    """
    from claimtrack.intake.records import read_moment

    if text is None:
        return None
    try:
        return read_moment(text)
    except (ValueError, OverflowError) as error:
        raise InputError("command line", None, f"given {text!r}, allowed is an ISO 8601 date or datetime") from error


def _lines(name: str) -> list[bytes]:
    """
    Read a file, or standard input, as lines of bytes.
    """
    data = sys.stdin.buffer.read() if name == _STANDARD else Path(name).read_bytes()
    # Only line feeds part lines: JSON may hold any other separator inside a string.
    return [line + b"\n" for line in data.split(b"\n")]


def _text_lines(name: str) -> list[str]:
    """
    Read a file as lines of text, refusing what is not UTF-8.
    """
    data = b"".join(_lines(name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise InputError(name, number, f"invalid UTF-8 at byte {error.start}, allowed is UTF-8") from error
    return text.splitlines(keepends=True)


def _write(name: str, text: str) -> None:
    """
    Write a whole output at once; a file appears complete or not at all.
    """
    data = text.encode("utf-8")
    if name == _STANDARD:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}-", delete=False) as file:
        try:
            file.write(data)
            file.close()
            Path(file.name).chmod(0o644)
            Path(file.name).replace(target)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _refuse(message: str) -> int:
    """
    Say on one line what is wrong.
    """
    print(f"claimtrack: {_one_line(message)}", file=sys.stderr)
    return _BAD_INPUT


def _one_line(message: str) -> str:
    return " ".join(message.split())


if __name__ == "__main__":
    sys.exit(main())
