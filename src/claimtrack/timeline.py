"""
How a claim moved: its score day by day, what changed between two days and why, and what to look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from attrs import frozen

from claimtrack.corroboration import History, corroborate
from claimtrack.lineage import Lineage, find_number_changes
from claimtrack.model import (
    Appearance,
    Claim,
    Corroboration,
    DayScore,
    LineageEdge,
    Moment,
    Polarity,
    Report,
    Source,
    SourceCredibility,
    day_of,
)

# Two scores are one where they differ by less than sums of floating point do.
_SAME = 1e-12


class AlertKind(StrEnum):
    """
    Say what happened to a claim that somebody should look at.
    """

    FIRST_DENIAL = "first_denial"
    GRADE_CHANGED = "grade_changed"
    NUMBER_CHANGED = "number_changed"
    FIGURE_WITHDRAWN = "figure_withdrawn"


@frozen(kw_only=True)
class Alert:
    """
    Hold one thing to look at.

    Attributes:
        claim: Id of the claim.
        appearances: What shows it.
        words: What happened, in a sentence, with the quotes where two differ.

    """

    kind: AlertKind
    claim: str
    appearances: tuple[str, ...]
    words: str


@frozen(kw_only=True)
class Shift:
    """
    Hold what one appearance did to a score between two days, in log-odds; None where it was not there.
    """

    of: tuple[str, ...]
    before: float | None
    after: float | None
    why: str


@frozen(kw_only=True)
class ClaimChange:
    """
    Hold how a claim moved between two days.

    Attributes:
        before: Its score on the first day, or None where nobody had made the claim yet.
        shifts: What moved it, the weightiest first.

    """

    claim: str
    before: Corroboration | None
    after: Corroboration
    shifts: tuple[Shift, ...]

    @property
    def because(self) -> tuple[str, ...]:
        """
        Give the appearances that moved it, the weightiest first.
        """
        return _causes(self.shifts)


def score_days(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    edges: Sequence[LineageEdge] | Lineage = (),
    sources: Mapping[str, Source] | None = None,
    records: Mapping[str, SourceCredibility] | None = None,
    history: History | None = None,
    as_of: Moment | None = None,
) -> tuple[DayScore, ...]:
    """
    Give how a claim stood on every day on which its score changed.

    Each day is scored from what was known on it alone, by the claim as it is grouped now.

    Args:
        claim: The claim; the other arguments as in `corroborate`.
        appearances: What the reports say, by id.
        reports: The reports, by id.
        edges: Who leans on whom.
        sources: Outlet to what is known of it.
        records: Source to its record.
        history: When each outlet was first heard of.
        as_of: Last day to look at, inclusive (UTC); None: everything.

    Returns:
        One score for each day on which it changed, in order, with the appearances that moved it.

    """
    index = edges if isinstance(edges, Lineage) else Lineage(edges)
    found: list[DayScore] = []
    for day in _days(claim, appearances, reports, as_of):
        score = corroborate(
            claim,
            appearances=appearances,
            reports=reports,
            edges=index,
            sources=sources,
            records=records,
            as_of=day,
            history=history,
        )
        before = found[-1].corroboration if found else None
        if before is None or not _same(before, score):
            because = _causes(_shifts(before, score))
            found.append(DayScore(claim=claim.id, corroboration=score, because=because))
    return tuple(found)


def _days(
    claim: Claim,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    as_of: Moment | None,
) -> list[Moment | None]:
    """
    List the days on which something about the claim came to be known, the last one as it was asked for.
    """
    told = [appearances[a].report for a in claim.appearances if a in appearances]
    seen = [reports[r].seen for r in told if r in reports]
    days = sorted({day_of(s) for s in seen if s is not None})
    if as_of is None:
        return [*days] or [None]
    last = day_of(as_of)
    found: list[Moment | None] = [day for day in days if day < last]
    if isinstance(as_of, datetime) or last in days or not found:
        found.append(as_of)
    return found


def day_scores(days: Iterable[Sequence[Claim]]) -> tuple[DayScore, ...]:
    """
    Give how each claim stood on every day on which its score changed.

    Args:
        days: The scored claims of each day, in order of day; each day stands for itself, so a claim may be
            grouped otherwise than the day before, and is then compared with the claim it shares most with.

    Returns:
        By day, then in the order of the claims. Claims without a score are left out.

    """
    found: list[DayScore] = []
    before: Sequence[Claim] = ()
    for claims in days:
        earlier = _earlier_claims(before, claims)
        for claim in claims:
            if claim.corroboration is None:
                continue
            old = earlier.get(claim.id)
            past = old.corroboration if old is not None else None
            if past is None or not _same(past, claim.corroboration):
                because = _causes(_shifts(past, claim.corroboration))
                found.append(DayScore(claim=claim.id, corroboration=claim.corroboration, because=because))
        before = claims
    return tuple(found)


def compare_days(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[ClaimChange, ...]:
    """
    Say what changed between two days, and because of which appearances.

    Args:
        before: The scored claims of the earlier day.
        after: The scored claims of the later day.

    Returns:
        The claims whose score changed, those that moved most first; new claims count from nothing.

    """
    earlier = _earlier_claims(before, after)
    found = []
    for claim in after:
        score = claim.corroboration
        if score is None:
            continue
        old = earlier.get(claim.id)
        past = old.corroboration if old is not None else None
        if past is None or not _same(past, score):
            shifts = tuple(_shifts(past, score))
            found.append(ClaimChange(claim=claim.id, before=past, after=score, shifts=shifts))
    return tuple(sorted(found, key=lambda c: -_moved(c)))


def _moved(change: ClaimChange) -> float:
    before = change.before.probability if change.before is not None else 0.0
    return abs(change.after.probability - before)


def _earlier_claims(before: Sequence[Claim], after: Sequence[Claim]) -> dict[str, Claim]:
    """
    Find for each claim the one of the day before that it shares most appearances with.
    """
    holder = {name: claim for claim in before for name in claim.appearances}
    by_id = {claim.id: claim for claim in before}
    found = {}
    for claim in after:
        votes = Counter(holder[n].id for n in claim.appearances if n in holder)
        if votes:
            best = min(votes, key=lambda i: (-votes[i], i != claim.id, i))
            found[claim.id] = by_id[best]
    return found


def _same(a: Corroboration, b: Corroboration) -> bool:
    """
    Tell whether two scores are one, apart from their day.
    """
    return a.grade == b.grade and all(
        abs(x - y) < _SAME for x, y in ((a.probability, b.probability), (a.low, b.low), (a.high, b.high))
    )


def _shifts(before: Corroboration | None, after: Corroboration) -> list[Shift]:
    """
    Compare the contributions of two days, the prior left out; what only moved in floating point is no change.
    """
    old = {c.of: c for c in before.contributions if c.of} if before is not None else {}
    new = {c.of: c for c in after.contributions if c.of}
    found = []
    for of in {**old, **new}:
        was, now = old.get(of), new.get(of)
        if was is not None and now is not None and abs(was.log_odds - now.log_odds) < _SAME:
            continue
        found.append(
            Shift(
                of=of,
                before=was.log_odds if was is not None else None,
                after=now.log_odds if now is not None else None,
                why=now.why if now is not None else "no longer part of the claim",
            )
        )
    return sorted(found, key=lambda s: (-abs((s.after or 0.0) - (s.before or 0.0)), s.of))


def _causes(shifts: Sequence[Shift]) -> tuple[str, ...]:
    """
    Name the appearances behind a change: those that came or went, else those whose weight changed.

    A new report also takes a little from the others on its side, which is not what changed the score.
    """
    came = [s for s in shifts if s.before is None or s.after is None]
    telling = [s for s in came if abs(s.after or s.before or 0.0) >= _SAME]
    return tuple(name for shift in telling or came or shifts for name in shift.of)


def find_alerts(
    before: Sequence[Claim],
    after: Sequence[Claim],
    *,
    appearances: Mapping[str, Appearance],
    edges: Sequence[LineageEdge] | Lineage = (),
) -> tuple[Alert, ...]:
    """
    Find what somebody should look at after a day's reports.

    Args:
        before: The claims of the earlier day; empty where there was none.
        after: The claims of the later day.
        appearances: What the reports say, by id.
        edges: Who leans on whom; a number that changed along a copy is found by them.

    Returns:
        Alerts in the order of the claims: first denial, change of grade, number changed between a text and
        its copy (with both quotes), figure withdrawn. What stood on the earlier day already is left out.

    """
    earlier = _earlier_claims(before, after)
    lineage = edges if isinstance(edges, Lineage) else Lineage(edges)
    found: list[Alert] = []
    for claim in after:
        old = earlier.get(claim.id)
        found += _first_denial(old, claim, appearances)
        found += _grade_changed(old, claim)
        found += _number_changed(old, claim, appearances, lineage)
        found += _figure_withdrawn(old, claim)
    return tuple(found)


def _first_denial(old: Claim | None, claim: Claim, appearances: Mapping[str, Appearance]) -> Iterable[Alert]:
    denials = _denials(claim, appearances)
    if denials and not (old is not None and _denials(old, appearances)):
        quote = appearances[denials[0]].quote
        yield Alert(
            kind=AlertKind.FIRST_DENIAL,
            claim=claim.id,
            appearances=denials,
            words=f"denied for the first time: “{quote}”",
        )


def _denials(claim: Claim, appearances: Mapping[str, Appearance]) -> tuple[str, ...]:
    known = (name for name in claim.appearances if name in appearances)
    return tuple(name for name in known if appearances[name].polarity is Polarity.DENY)


def _grade_changed(old: Claim | None, claim: Claim) -> Iterable[Alert]:
    was = old.corroboration if old is not None else None
    now = claim.corroboration
    if was is not None and now is not None and was.grade != now.grade:
        yield Alert(
            kind=AlertKind.GRADE_CHANGED,
            claim=claim.id,
            appearances=_causes(_shifts(was, now)),
            words=f"grade {was.grade} became {now.grade}: {now.rule}",
        )


def _number_changed(
    old: Claim | None, claim: Claim, appearances: Mapping[str, Appearance], lineage: Lineage
) -> Iterable[Alert]:
    known = frozenset(old.appearances) if old is not None else frozenset()
    for change in find_number_changes((claim,), appearances=appearances, edges=lineage):
        if not {change.before, change.after} <= known:
            yield Alert(
                kind=AlertKind.NUMBER_CHANGED,
                claim=claim.id,
                appearances=(change.before, change.after),
                words=change.explain(),
            )


def _figure_withdrawn(old: Claim | None, claim: Claim) -> Iterable[Alert]:
    past = _withdrawn(old) if old is not None else {}
    for slot, names in _withdrawn(claim).items():
        new = tuple(sorted(names - past.get(slot, frozenset())))
        if new:
            yield Alert(
                kind=AlertKind.FIGURE_WITHDRAWN,
                claim=claim.id,
                appearances=new,
                words=f"{slot}: its own source no longer stands by it",
            )


def _withdrawn(claim: Claim) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for figure in claim.figures:
        if figure.slot.endswith("(withdrawn)"):
            found[figure.slot] = found.get(figure.slot, frozenset()) | set(figure.because)
    return found


__all__ = [
    "Alert",
    "AlertKind",
    "ClaimChange",
    "Shift",
    "compare_days",
    "day_scores",
    "find_alerts",
    "score_days",
]
