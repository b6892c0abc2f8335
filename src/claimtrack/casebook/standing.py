"""
How everything stood as of a day: the projection of the facts that a casebook answers from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from attrs import evolve, frozen

from claimtrack.casebook.grouper import Grouper
from claimtrack.claims import extract
from claimtrack.claims.given import complete
from claimtrack.corroboration import History, corroborate, figures
from claimtrack.credibility.record import Outcome, source_records
from claimtrack.errors import InvalidValueError
from claimtrack.exchange import appearance_row, read_appearance
from claimtrack.intake import read_page
from claimtrack.intake.records import read_moment
from claimtrack.lineage import Leads, Lineage, count_origins, find_lineage, follow_leads
from claimtrack.model import (
    Appearance,
    Claim,
    LineageEdge,
    Moment,
    Page,
    Polarity,
    Report,
    Source,
    SourceCredibility,
    day_of,
)


@frozen(kw_only=True)
class ReadReport:
    """
    Hold a report with what was read off it: its page and its appearances.
    """

    report: Report
    page: Page
    appearances: tuple[Appearance, ...]


@frozen(kw_only=True)
class Standing:
    """
    Hold everything as of a day.

    Attributes:
        appearances: By id, in the order of reports and of their start.
        claims: By first appearance, each with origins, score and figures.
        records: What sources had shown by then.

    """

    as_of: Moment | None
    reports: tuple[Report, ...]
    appearances: Mapping[str, Appearance]
    claims: tuple[Claim, ...]
    lineage: tuple[LineageEdge, ...]
    records: tuple[SourceCredibility, ...]
    sources: Mapping[str, Source]


class Reader(Protocol):
    """
    Find the appearances of a report instead of `extract`: a person's, another program's, a file's.
    """

    def __call__(self, report: Report, /) -> Iterable[Appearance]:
        """
        Return the appearances of a report, in any order; slots that it leaves open are completed.
        """
        ...


def read_report(report: Report, reader: Reader | None = None) -> ReadReport:
    """
    Read a report's page and appearances.

    Raises:
        InvalidValueError: An appearance of the reader's is of another report, its id stands twice, or its quote is
            not what stands at its offsets.

    """
    page = read_page(report)
    if report.lang is None:
        report = evolve(report, lang=page.lang)
    if reader is None:
        return ReadReport(report=report, page=page, appearances=extract(report, page))
    given = tuple(sorted(reader(report), key=lambda a: (a.start, a.end, a.id)))
    ids = Counter(a.id for a in given)
    for appearance in given:
        check_place(appearance, report)
        if ids[appearance.id] > 1:
            raise InvalidValueError("id", appearance.id, "an id that no other appearance of the report has")
    return ReadReport(report=report, page=page, appearances=complete(given, report, page))


def check_place(appearance: Appearance, report: Report) -> None:
    """
    Raise InvalidValueError where an appearance is not of a report or its quote not what stands at its offsets.
    """
    if appearance.report != report.id:
        raise InvalidValueError("report", appearance.report, report.id)
    if not appearance.quote or report.text[appearance.start : appearance.end] != appearance.quote:
        allowed = f"text[{appearance.start}:{appearance.end}] of report {report.id}"
        raise InvalidValueError("quote", appearance.quote, allowed)


def is_known(seen: Moment | None, moment: Moment | None) -> bool:
    """
    Say whether something seen at one time could be known at another; what has no time always could.

    A day stands for the whole of it: what was seen on a day is known on that day, and at any instant of it.
    """
    if seen is None or moment is None:
        return True
    if isinstance(seen, datetime) and isinstance(moment, datetime):
        return seen <= moment
    return day_of(seen) <= day_of(moment)


def stand(
    read: Sequence[ReadReport],
    *,
    as_of: Moment | None,
    entered: Mapping[str, Sequence[Appearance]],
    decisions: Sequence[Mapping[str, object]],
    sources: Mapping[str, Source],
    grouper: Grouper,
    listening: bool = False,
) -> Standing:
    """
    Work out claims, lineage, scores and records from what was known at a moment, and from nothing else.

    Args:
        read: The reports that could be seen, in their order.
        as_of: The moment; None where nothing has a time.
        entered: Report id to appearances entered by hand.
        decisions: What people decided; those taken later are left out.
        sources: Outlet to what is known of it.
        grouper: Keeps the grouping between calls.
        listening: Whether the reports are a ledger's, so that an outlet first heard of late is a newcomer. A
            mere file has no history: what it begins with is not new because of that.
    """
    known = [d for d in decisions if is_known(_at(d), as_of)]
    reports = tuple(r.report for r in read)
    appearances = _amend(_number(read, entered), known)
    by_id = {r.id: r for r in reports}
    pages = {r.report.id: r.page for r in read}
    claims = grouper.claims(appearances, by_id, known)
    told = tuple(appearances.values())
    leads = follow_leads(told, by_id, pages=pages, sources=sources)
    edges = find_lineage(reports, told, claims, pages=pages, sources=sources, leads=leads)
    records = source_records(find_outcomes(known, claims, appearances, by_id), as_of=as_of or date.max)
    scored = score_claims(
        claims,
        appearances=appearances,
        reports=by_id,
        pages=pages,
        edges=edges,
        leads=leads,
        sources=sources,
        records={r.source: r for r in records},
        history=History.build(reports, sources) if listening else None,
        as_of=as_of,
    )
    return Standing(
        as_of=as_of,
        reports=reports,
        appearances=appearances,
        claims=scored,
        lineage=edges,
        records=records,
        sources=sources,
    )


def score_claims(
    claims: Sequence[Claim],
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    pages: Mapping[str, Page],
    edges: Sequence[LineageEdge],
    leads: Leads,
    sources: Mapping[str, Source],
    records: Mapping[str, SourceCredibility],
    history: History | None,
    as_of: Moment | None,
) -> tuple[Claim, ...]:
    """
    Put origins, score and figures on claims.
    """
    lineage = Lineage(edges)
    scored = []
    for bare in claims:
        count = count_origins(
            bare, appearances=appearances, reports=reports, edges=lineage, sources=sources, pages=pages, leads=leads
        )
        claim = evolve(bare, origins=count.origins, independent_origins=count.independent)
        score = corroborate(
            claim,
            appearances=appearances,
            reports=reports,
            edges=lineage,
            sources=sources,
            records=records,
            as_of=as_of,
            history=history,
        )
        counts = figures(claim, appearances=appearances, reports=reports, as_of=as_of)
        scored.append(evolve(claim, corroboration=score, figures=counts))
    return tuple(scored)


def find_outcomes(
    decisions: Iterable[Mapping[str, object]],
    claims: Sequence[Claim],
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
) -> list[Outcome]:
    """
    Turn decided outcomes into one outcome for each source that had taken a side on the claim.

    An outcome is of a claim, or of any appearance of it. An outlet and a named origin each get theirs.
    """
    by_any = {i: c for c in claims for i in (c.id, *c.appearances)}
    found: list[Outcome] = []
    for decision in decisions:
        of, value, at = decision["of"], decision.get("value"), _at(decision)
        if decision["do"] != "outcome" or not isinstance(value, bool) or not isinstance(of, list):
            continue
        for claim in {by_any[i].id: by_any[i] for i in of if i in by_any}.values():
            for told in (appearances[i] for i in claim.appearances if i in appearances):
                right = value is (told.polarity is Polarity.AFFIRM)
                found.append(Outcome(source=reports[told.report].outlet, right=float(right), known=at or date.min))
    return found


def _number(read: Sequence[ReadReport], entered: Mapping[str, Sequence[Appearance]]) -> dict[str, Appearance]:
    """
    Put all appearances together by id; those entered by hand stand behind those that were read.
    """
    found: dict[str, Appearance] = {}
    for one in read:
        by_hand = complete(entered.get(one.report.id, ()), one.report, one.page)
        for appearance in (*one.appearances, *by_hand):
            found[appearance.id] = appearance
    return found


def _amend(appearances: dict[str, Appearance], decisions: Iterable[Mapping[str, object]]) -> dict[str, Appearance]:
    """
    Leave out what was rejected, and change what was amended; the facts themselves stay as they are.
    """
    for decision in decisions:
        of, value = decision["of"], decision.get("value")
        ids = [i for i in of if isinstance(i, str) and i in appearances] if isinstance(of, list) else []
        if decision["do"] == "reject":
            for i in ids:
                del appearances[i]
        elif decision["do"] == "amend" and isinstance(value, dict):
            for i in ids:
                row = {**appearance_row(appearances[i]), **value}
                appearances[i] = evolve(read_appearance(row), features=appearances[i].features)
    return appearances


def _at(decision: Mapping[str, object]) -> Moment | None:
    """
    Give when a decision was taken, or None where it counts always.
    """
    at = decision.get("at")
    return read_moment(at) if isinstance(at, str) else None
