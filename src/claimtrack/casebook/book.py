"""
The front door: reports in, claims out, as of any day.

The one module that knows every room. Reports, appearances entered by hand and decisions are facts
and go to the ledger; claims, lineage and scores are projections of them, rebuilt when asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from claimtrack import __version__
from claimtrack.casebook.grouper import Grouper
from claimtrack.casebook.parameters import Parameters
from claimtrack.casebook.standing import Reader, ReadReport, Standing, check_place, is_known, read_report, stand
from claimtrack.casebook.views import ScoredClaim
from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.exchange import appearance_row, check_decision, read_appearance, report_row
from claimtrack.intake import read_reports
from claimtrack.intake.records import read_moment
from claimtrack.ledger import Ledger, MemoryLedger
from claimtrack.ledger.sqlite import SqliteLedger
from claimtrack.matching.embedder import SHIPPED, Embedder
from claimtrack.model import Appearance, DayScore, Moment, Report, Snapshot, Source, day_of
from claimtrack.timeline import day_scores

if TYPE_CHECKING:
    from claimtrack.matching.search import Match


class Casebook:
    """
    Collect reports and ask what they claim, as of any day.

    Attributes:
        ledger: Where the facts are put down.
        sources: What is known about outlets (`outlets.csv`), by name.

    """

    def __init__(
        self,
        *,
        ledger: Ledger | None = None,
        sources: Mapping[str, Source] | None = None,
        aliases: Mapping[str, str] | None = None,
        embedder: Embedder | None = SHIPPED,
        reader: Reader | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """
        Open a casebook on a ledger; without one it lives in memory.

        Args:
            ledger: An append-only store; what it already holds is read.
            sources: Outlet name to what is known about it.
            aliases: Other names to the name they mean.
            embedder: Turns quotes into vectors, as one more piece of evidence; None matches without.
            reader: Finds the appearances of a report instead of `extract`: a person's, another program's, a file's
                (`exchange.read_appearances`). Quotes are checked; features, and slots of what has no `predicate`,
                are read off the text.
            clock: Gives the recorded time of new facts; None records no time, and the casebook is then a pure
                function of its input.

        """
        self.ledger: Ledger = ledger if ledger is not None else MemoryLedger()
        self.sources = dict(sources or {})
        self._parameters = Parameters(aliases=dict(aliases or {}), embedder=embedder)
        self._grouper = Grouper(self._parameters)
        self._reader = reader
        self._clock = clock
        self._reports: dict[str, list[_Version]] = {}
        self._entered: dict[str, list[Appearance]] = {}
        self._decisions: list[dict[str, object]] = []
        self._standings: dict[Moment | None, Standing] = {}
        self._replay()

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        sources: Mapping[str, Source] | None = None,
        aliases: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> Casebook:
        """
        Open a casebook kept in a file, or start one there.

        Raises:
            LedgerError: The file is there and is no ledger.

        """
        return cls(ledger=SqliteLedger(path), sources=sources, aliases=aliases, clock=clock or _now)

    def add(self, report: Report) -> Report:
        """
        Add a report and put it down in the ledger.

        The same report twice is one report. The same id with another text is a revision where the url
        is the same: both stay, and each day sees the version it could see.

        Returns:
            The report with its id.

        Raises:
            InvalidValueError: The id stands with another text and another url.

        """
        line = json.dumps(report_row(report), ensure_ascii=False)
        if not report.id:
            report = next(iter(read_reports([line], source="report")))
            line = json.dumps(report_row(report), ensure_ascii=False)
        known = self._reports.get(report.id)
        if known and any(v.report == report for v in known):
            return report
        if known and (report.url is None or known[-1].report.url != report.url):
            raise InvalidValueError("id", report.id, "an id not used yet, or a revision under the same url")
        entry = self.ledger.append("report", report.id, line, recorded=self._clock() if self._clock else None)
        self._take_report(report, entry.recorded)
        return report

    def add_all(self, reports: Iterable[Report]) -> int:
        """
        Add reports and say how many there were.
        """
        return len([self.add(report) for report in reports])

    def add_appearance(self, appearance: Appearance | Mapping[str, object]) -> Appearance:
        """
        Add an appearance that somebody entered by hand.

        Raises:
            NotFoundError: Its report is not in the casebook.
            InvalidValueError: A field is wrong, or the quote is not what stands at its offsets.

        """
        found = appearance if isinstance(appearance, Appearance) else read_appearance(appearance)
        report = self.report(found.report)
        check_place(found, report)
        body = json.dumps(appearance_row(found), ensure_ascii=False)
        self.ledger.append("appearance", found.id, body, recorded=self._clock() if self._clock else None)
        self._take_appearance(found)
        return found

    def decide(
        self, do: str, of: Iterable[str], *, by: str | None = None, at: str | None = None, value: object = None
    ) -> None:
        """
        Record what a person decided; later runs respect it from its time on.

        Args:
            do: `merge`, `split` or `not_same` (of appearances), `outcome` (of an appearance's claim; value true or
                false), `reject` or `amend` (of appearances; value the fields to change), `add`.
            of: Ids of appearances.
            by: Who decided.
            at: When, as ISO 8601; a decision without a time always counts.
            value: What `outcome`, `amend` and `add` need.

        Raises:
            InvalidValueError: A field is wrong.

        """
        self.decide_row({"do": do, "of": list(of), "by": by, "at": at, "value": value})

    def decide_row(self, decision: Mapping[str, object]) -> None:
        """
        Record a decision given as a row of `decisions.jsonl`.
        """
        row = check_decision(decision)
        body = json.dumps(row, ensure_ascii=False)
        self.ledger.append("decision", str(row["do"]), body, recorded=self._clock() if self._clock else None)
        self._take_decision(row)

    def report(self, identity: str) -> Report:
        """
        Give the newest version of a report.

        Raises:
            NotFoundError: There is none of that id.

        """
        if identity not in self._reports:
            raise NotFoundError(f"report: given {identity!r}, which is not in the casebook")
        return self._reports[identity][-1].report

    def reports(self, *, as_of: Moment | str | None = None) -> tuple[Report, ...]:
        """
        Give the reports that could be known on a day, in the order in which they were added.
        """
        return tuple(v.report for v in self._visible(self._moment(as_of)))

    def claims(self, *, as_of: Moment | str | None = None) -> tuple[ScoredClaim, ...]:
        """
        Give the claims as they stood on a day, by first appearance.

        Args:
            as_of: A day (to its end, UTC) or an instant; None is the newest day of the reports.

        """
        standing = self.standing(as_of=as_of)
        return tuple(ScoredClaim.of(claim, standing) for claim in standing.claims)

    def find(self, text: str, *, as_of: Moment | str | None = None, most: int = 10) -> tuple[Match, ...]:
        """
        Say who reported this: claims and appearances that match a text, best first.
        """
        from claimtrack.matching.search import find_matches

        standing = self.standing(as_of=as_of)
        return find_matches(text, claims=standing.claims, appearances=standing.appearances, most=most)

    def standing(self, *, as_of: Moment | str | None = None) -> Standing:
        """
        Work out everything as of a day; kept until the casebook changes.
        """
        moment = self._moment(as_of)
        if moment not in self._standings:
            visible = self._visible(moment)
            self._standings[moment] = stand(
                [v.read for v in visible],
                as_of=moment,
                entered={k: tuple(v) for k, v in self._entered.items()},
                decisions=self._decisions,
                sources=self.sources,
                grouper=self._grouper,
                listening=not isinstance(self.ledger, MemoryLedger),
            )
        return self._standings[moment]

    def days(self, *, as_of: Moment | str | None = None) -> tuple[date, ...]:
        """
        Give the days on which something came to be known, in order, up to a day.
        """
        found = {day_of(v.seen) for v in self._visible(self._moment(as_of)) if v.seen is not None}
        return tuple(sorted(found))

    def scores(self, *, as_of: Moment | str | None = None) -> tuple[DayScore, ...]:
        """
        Give how each claim stood on every day on which its score changed.

        Each day is worked out from what was known on it alone, so that a line is the same for ever.
        """
        moment = self._moment(as_of)
        days: list[Moment | None] = list(self.days(as_of=moment)) or [moment]
        if isinstance(moment, datetime) and days:
            days[-1] = moment
        return day_scores([self.standing(as_of=day).claims for day in days])

    def snapshot(self, *, as_of: Moment | str | None = None) -> Snapshot:
        """
        Give the whole casebook as of a day, ready to be written or shown.
        """
        moment = self._moment(as_of)
        # Days in their order: the grouping then only ever grows.
        scores = self.scores(as_of=moment)
        standing = self.standing(as_of=moment)
        undated = sum(r.seen is None for r in standing.reports)
        notes = (f"{undated} reports have no time and count from the first day",) if undated else ()
        return Snapshot(
            version=__version__,
            as_of=moment,
            parameters=self._parameters.as_row(),
            reports=standing.reports,
            appearances=tuple(standing.appearances.values()),
            claims=standing.claims,
            lineage=standing.lineage,
            sources=standing.records,
            scores=scores,
            notes=notes,
        )

    def _visible(self, moment: Moment | None) -> list[_Version]:
        """
        Give the newest version of every report that could be seen at a moment.
        """
        chosen: list[_Version] = []
        for versions in self._reports.values():
            seen = [v for v in versions if is_known(v.seen, moment)]
            if seen:
                chosen.append(seen[-1])
        return chosen

    def _moment(self, as_of: Moment | str | None) -> Moment | None:
        """
        Read the day asked for; None is the newest day on which anything was published.
        """
        if isinstance(as_of, str):
            try:
                return read_moment(as_of)
            except (ValueError, OverflowError) as error:
                raise InvalidValueError("as_of", as_of, "an existing ISO 8601 date or datetime") from error
        if as_of is not None:
            return as_of
        days = [day_of(v.seen) for versions in self._reports.values() for v in versions if v.seen is not None]
        return max(days, default=None)

    def _replay(self) -> None:
        """
        Take in what the ledger already holds.
        """
        for entry in self.ledger.entries():
            row = json.loads(entry.body)
            if entry.kind == "report":
                self._take_report(next(iter(read_reports([entry.body], source="ledger"))), entry.recorded)
            elif entry.kind == "appearance":
                self._take_appearance(read_appearance(row))
            elif entry.kind == "decision":
                self._take_decision(check_decision(row))

    def _take_report(self, report: Report, recorded: datetime | None) -> None:
        """
        Keep a version of a report; a revision counts from when it was recorded, not from the first publication.
        """
        versions = self._reports.setdefault(report.id, [])
        seen = report.seen if report.seen is not None and not versions else (recorded or report.seen)
        versions.append(_Version(report, seen, self._reader))
        self._standings.clear()

    def _take_appearance(self, appearance: Appearance) -> None:
        self._entered.setdefault(appearance.report, []).append(appearance)
        self._standings.clear()

    def _take_decision(self, row: dict[str, object]) -> None:
        self._decisions.append(row)
        self._standings.clear()


@frozen
class _Version:
    """
    Hold one version of a report, when it could be seen, and what was read off it, once.
    """

    report: Report
    seen: Moment | None
    reader: Reader | None = None
    _cache: list[ReadReport] = field(factory=list, eq=False, repr=False)

    @property
    def read(self) -> ReadReport:
        """
        Read page and appearances off the report at first need.
        """
        if not self._cache:
            self._cache.append(read_report(self.report, self.reader))
        return self._cache[0]


def _now() -> datetime:
    """
    Give the time for the recorded clock of a ledger that is kept.
    """
    return datetime.now(UTC)
