"""
What changed from day to day in a casebook that was written: its score lines, and what to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from claimtrack.casebook.standing import is_known
from claimtrack.errors import NotFoundError
from claimtrack.exchange import score_row
from claimtrack.lineage import Lineage
from claimtrack.model import Claim, Corroboration, DayScore, Moment, Report, Snapshot, day_of
from claimtrack.timeline import find_alerts

Row = dict[str, object]


def timeline_rows(snapshot: Snapshot, *, claim: str | None = None, since: Moment | None = None) -> Iterator[Row]:
    """
    Give the `score` rows of a casebook day by day, each day followed by its `alert` rows.

    A score row is the one that a casebook as of that day holds, byte for byte. Alerts look at the claims as
    they are grouped now, cut back to what was known on each day.

    Args:
        snapshot: The casebook.
        claim: Id of the only claim to show, or None for all.
        since: First day to show, or None for all.

    Raises:
        NotFoundError: No claim has that id.
    """
    if claim is not None and claim not in {c.id for c in snapshot.claims} | {s.claim for s in snapshot.scores}:
        raise NotFoundError(f"claim: given {claim!r}, which is not in the casebook")
    appearances = {a.id: a for a in snapshot.appearances}
    reports = {r.id: r for r in snapshot.reports}
    lineage = Lineage(snapshot.lineage)
    before: Sequence[Claim] = ()
    scores: dict[str, Corroboration] = {}
    for day, rows in _by_day(snapshot.scores):
        scores.update({s.claim: s.corroboration for s in rows})
        after = _cut_back(snapshot, reports, {a: appearances[a].report for a in appearances}, scores, day)
        shown = since is None or day is None or day_of(day) >= day_of(since)
        if shown:
            yield from (
                {"type": "score", **score_row(s.claim, s.corroboration, s.because)}
                for s in rows
                if claim in (None, s.claim)
            )
            for alert in find_alerts(before, after, appearances=appearances, edges=lineage):
                if claim in (None, alert.claim):
                    yield {
                        "type": "alert",
                        "as_of": day.isoformat() if day else None,
                        "kind": alert.kind.value,
                        "claim": alert.claim,
                        "appearances": list(alert.appearances),
                        "words": alert.words,
                    }
        before = after


def _by_day(scores: Sequence[DayScore]) -> Iterator[tuple[Moment | None, list[DayScore]]]:
    """
    Put score lines together by their day, in the order in which they stand.
    """
    days: dict[Moment | None, list[DayScore]] = {}
    for score in scores:
        days.setdefault(score.corroboration.as_of, []).append(score)
    yield from days.items()


def _cut_back(
    snapshot: Snapshot,
    reports: Mapping[str, Report],
    report_of: Mapping[str, str],
    scores: Mapping[str, Corroboration],
    day: Moment | None,
) -> list[Claim]:
    """
    Leave in each claim only what was known on a day, with the score it had.
    """
    cut = []
    for claim in snapshot.claims:
        told = tuple(i for i in claim.appearances if i in report_of and is_known(reports[report_of[i]].seen, day))
        if told:
            figures = tuple(f for f in claim.figures if is_known(f.as_of, day))
            cut.append(evolve(claim, appearances=told, corroboration=scores.get(claim.id), figures=figures))
    return cut
