"""
Count the origins behind one claim that do not lean on one another.

Appearances are grouped by lead: a named source is one origin, whoever relays it. Taken in order (named sources,
the outlets' own voices, unnamed sources; each by time), an origin counts with the chance that it leans on none
of those before it:

    independent = sum over origins i of product over earlier origins j of (1 - d_ij)

d_ij is the highest of: the probability that a report of i is a copy or translation of one of j; and a prior by
standing, below. Because every earlier origin takes its share, the total is bounded however many outlets join in:
by 1 / d. The interval is that of the number of origins, each there or not with its chance (10 to 90 %).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from attrs import define, field, frozen

from claimtrack.lineage.facts import moment_of
from claimtrack.lineage.leads import Lead, Leads, Standing, follow_leads
from claimtrack.lineage.mentions import Describe, Mention, likeness
from claimtrack.model import Appearance, Claim, LineageEdge, LineageRelation, Origin, Page, Report, Source

_OTHER_NAMES = 0.03
"""Two different named sources rest on one third that neither names: rarely, or naming would mean nothing."""

_OWN_VOICE = 0.15
"""An outlet's own voice is most often news that it took from somebody; that it was one of those counted before."""

_UNNAMED = 0.3
"""Unnamed sources of two outlets are the same people, or people who heard it from the same: partly dependent."""

_RELAYED = 0.4
"""Own voice in a report that takes other facts of the story from a source: chance that this one is from there too."""

_RESTATED = 0.95
"""Own voice on a claim that the same report attributes elsewhere: a headline or a lead restates what a source said."""

_LIKELY = 0.5
"""Shared text less likely than not is a suspicion, and suspicions are what the priors by standing stand for."""

_ALL_EXACT = 200
"""Origins up to which the interval is exact; beyond it the normal curve is as good and the work stays linear."""

_TAIL = 0.1
"""What the interval leaves out on each side."""

_RELATED_READ = 20
"""Named origins of one claim that each further one is compared with; more named sources than that are rare."""

_TEXTUAL = frozenset({LineageRelation.COPY, LineageRelation.COMMON_ORIGIN, LineageRelation.TRANSLATION})


@frozen(kw_only=True)
class OriginCount:
    """
    Hold the origins of one claim.

    Attributes:
        origins: Each with its appearances, in the order in which they were counted.
        shares: How much each of them counts, from 0 to 1; they sum to `independent`.
        independent: Effective number of origins that do not lean on one another.
        low: Lower end of its interval (10 %), `high` the upper one (90 %).

    """

    origins: tuple[Origin, ...]
    shares: tuple[float, ...]
    independent: float
    low: float
    high: float


class Lineage:
    """
    Look up edges by report; built once for many claims.
    """

    def __init__(self, edges: Iterable[LineageEdge]) -> None:
        self._by_report: dict[str, list[tuple[str, LineageEdge]]] = {}
        for edge in edges:
            self._by_report.setdefault(edge.a, []).append((edge.b, edge))
            self._by_report.setdefault(edge.b, []).append((edge.a, edge))

    def of(self, report: str) -> Sequence[tuple[str, LineageEdge]]:
        """
        Give the edges of a report, each with the report at its other end.
        """
        return self._by_report.get(report, ())


def count_origins(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    edges: Sequence[LineageEdge] | Lineage = (),
    sources: Mapping[str, Source] | None = None,
    pages: Mapping[str, Page] | None = None,
    leads: Leads | None = None,
    describe: Describe | None = None,
) -> OriginCount:
    """
    Count the origins behind one claim that do not lean on one another.

    Args:
        claim: The claim; ids that `appearances` does not know are passed over.
        appearances: Appearance id to appearance.
        reports: Report id to report.
        edges: Outcome of `find_lineage`; for many claims wrap it in `Lineage` once.
        sources: Outlet to what is known of it, for owners; not read where `leads` are given, nor are the next two.
        pages: Report id to page, for credit lines.
        describe: Gives the features of a mention; `claimtrack.claims.features` where it is None.
        leads: Outcome of `follow_leads` for all appearances; without it the leads are followed within this claim
            alone, which knows less of who is who.

    Returns:
        Expected independent origins, from 0.0 (no appearances, or outlets that only quote one another in a circle) to
        the number of leads, with the origins it came from. A verbatim copy adds 0.

    """
    told = [appearances[a] for a in claim.appearances if a in appearances]
    if leads is None:
        leads = follow_leads(told, reports, pages=pages or {}, sources=sources or {}, describe=describe)
    lineage = edges if isinstance(edges, Lineage) else Lineage(edges)
    groups = _group(told, leads, reports)
    _pass_on(groups)
    ordered = sorted(groups.values(), key=lambda g: (g.rank, g.first))
    shares = _shares(ordered, lineage, leads)
    independent = math.fsum(shares)
    low, high = _interval(shares)
    return OriginCount(
        origins=tuple(Origin(g.label, tuple(g.appearances)) for g in ordered),
        shares=tuple(shares),
        independent=independent,
        low=min(low, independent),
        high=max(high, independent),
    )


@define(eq=False)
class _Group:
    """
    Gather what goes back to one lead.
    """

    key: str
    label: str
    standing: Standing
    first: tuple[datetime, str]
    mention: Mention | None
    appearances: list[str] = field(factory=list)
    reports: set[str] = field(factory=set)
    own: set[str] = field(factory=set)
    circular: bool = False

    @property
    def rank(self) -> int:
        """
        Order groups: named sources first, own voices next, unnamed sources last.
        """
        return (Standing.NAMED, Standing.OWN, Standing.UNNAMED).index(self.standing)


def _group(told: Sequence[Appearance], leads: Leads, reports: Mapping[str, Report]) -> dict[str, _Group]:
    """
    Group appearances by lead, those of the earliest report first.
    """
    last = datetime.max.replace(tzinfo=UTC)
    placed = []
    for appearance in told:
        lead = leads.by_appearance.get(appearance.id)
        report = reports.get(appearance.report)
        if lead is not None and report is not None:
            moment = moment_of(report)
            placed.append((last if moment is None else moment[0], report.id, appearance.start, appearance.id, lead))
    placed.sort(key=lambda p: p[:4])
    groups: dict[str, _Group] = {}
    for when, report_id, _, identity, lead in placed:
        group = groups.get(lead.key)
        if group is None:
            label = leads.labels.get(lead.key, lead.label)
            group = groups[lead.key] = _Group(lead.key, label, lead.standing, (when, report_id), lead.mention)
        elif lead.standing is Standing.NAMED:
            group.standing = Standing.NAMED
        group.appearances.append(identity)
        group.reports.add(report_id)
        group.own.add(_house_key(lead))
    return groups


def _house_key(lead: Lead) -> str:
    """
    Give the key under which others name the house of a lead's report.
    """
    return "house:" + lead.house


def _pass_on(groups: dict[str, _Group]) -> None:
    """
    Move what outlets are quoted for to where those outlets have it from; mark circles, which rest on nothing.

    An outlet that is named as a source and whose own reports of this claim all name somebody else is a step
    on the way. Where every step leads back into the circle, nobody says how it is known.
    """
    targets: dict[str, list[str]] = {}
    for key, group in groups.items():
        for house in group.own:
            targets.setdefault(house, []).append(key)
    steps = {k: sorted(t) for k, t in targets.items() if k in groups and k not in t}
    ends = {key: _end_of(key, steps) for key in steps}
    for key, end in sorted(ends.items()):
        if end is None:
            groups[key].circular = True
            continue
        step = groups.pop(key)
        into = groups[end]
        into.appearances += step.appearances
        into.reports |= step.reports
        into.first = min(into.first, step.first)


def _end_of(key: str, steps: Mapping[str, Sequence[str]]) -> str | None:
    """
    Walk from a step to the first lead that is no step itself, each step once; None in a circle.
    """
    seen, waiting = {key}, [key]
    while waiting:
        for target in steps[waiting.pop(0)]:
            if target not in steps:
                return target
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return None


@define(eq=False)
class _Counted:
    """
    Hold the origins counted so far, and where to find them.

    Attributes:
        holder: Key of an origin, or a report of it, to its places in `ordered`.
        known: Places of the origins that name somebody.
    """

    ordered: Sequence[_Group]
    holder: dict[str, list[int]] = field(factory=dict)
    known: list[int] = field(factory=list)

    def add(self, index: int) -> None:
        """
        Count one more origin.
        """
        group = self.ordered[index]
        if group.mention is not None:
            self.known.append(index)
        for name in (group.key, *group.reports):
            self.holder.setdefault(name, []).append(index)


def _shares(ordered: Sequence[_Group], lineage: Lineage, leads: Leads) -> list[float]:
    """
    Give each origin's chance of leaning on none before it.
    """
    counted = _Counted(ordered)
    counts = dict.fromkeys(Standing, 0)
    shares = []
    for index, group in enumerate(ordered):
        if group.circular:
            shares.append(0.0)
            continue
        leaning = _leaning(group, counted, lineage, leads)
        odds = 0.0 if any(p >= 1 for p in leaning.values()) else 1.0
        for standing, count in counts.items():
            special = sum(ordered[k].standing is standing for k in leaning)
            odds *= (1 - _prior(group.standing, standing)) ** (count - special)
        shares.append(odds * math.prod(1 - p for p in leaning.values()))
        counts[group.standing] += 1
        counted.add(index)
    return shares


def _leaning(group: _Group, counted: _Counted, lineage: Lineage, leads: Leads) -> dict[int, float]:
    """
    Give the earlier origins that this one leans on with more than its prior, and how probably.
    """
    found: dict[int, float] = {}
    ways = (_by_report(group, counted, leads), _by_text(group, counted, lineage), _by_name(group, counted))
    for index, probability in (lean for way in ways for lean in way):
        prior = _prior(group.standing, counted.ordered[index].standing)
        if probability > max(prior, found.get(index, 0.0)):
            found[index] = probability
    return found


def _by_report(group: _Group, counted: _Counted, leads: Leads) -> Iterator[tuple[int, float]]:
    """
    Lean on what the same report, or the same house, says of the claim with a source.
    """
    if group.standing is Standing.NAMED:
        return
    # The outlet's own people under another name, or what the same report says with a source elsewhere.
    for name in (*group.own, *group.reports):
        for index in counted.holder.get(name, ()):
            yield index, _RESTATED
    if group.standing is Standing.OWN:
        for key in sorted({key for report in group.reports for key in leads.named.get(report, ())}):
            for index in counted.holder.get(key, ()):
                yield index, _RELAYED


def _by_text(group: _Group, counted: _Counted, lineage: Lineage) -> Iterator[tuple[int, float]]:
    """
    Lean on reports whose text this one shares.
    """
    for report in group.reports:
        for other, edge in lineage.of(report):
            if other in group.reports:
                # The other one names this lead too: a copy repeats it, and leans on nothing else for it.
                continue
            for index in counted.holder.get(other, ()):
                if edge.relation in _TEXTUAL and edge.probability >= _LIKELY:
                    yield index, edge.probability
                elif group.standing is Standing.OWN:
                    yield index, _RELAYED * edge.probability


def _by_name(group: _Group, counted: _Counted) -> Iterator[tuple[int, float]]:
    """
    Lean on sources that may be one house with this one.
    """
    if group.mention is None:
        return
    for index in counted.known[:_RELATED_READ]:
        other = counted.ordered[index].mention
        if other is not None:
            yield index, likeness(group.mention, other)


def _prior(one: Standing, earlier: Standing) -> float:
    """
    Give the prior chance that an origin leans on an earlier one, by how the two are known.
    """
    if one is Standing.NAMED:
        return _OTHER_NAMES
    if one is Standing.UNNAMED and earlier is Standing.UNNAMED:
        return _UNNAMED
    return _OWN_VOICE


def _interval(shares: Sequence[float]) -> tuple[float, float]:
    """
    Give the 10 % and 90 % points of how many origins there are, each there or not with its chance.
    """
    certain = sum(s >= 1 for s in shares)
    open_ones = [s for s in shares if 0 < s < 1]
    if len(open_ones) > _ALL_EXACT:
        mean, spread = math.fsum(open_ones), math.sqrt(math.fsum(s * (1 - s) for s in open_ones))
        # 1.2816 standard deviations hold 80 % of the normal curve.
        return certain + max(0.0, mean - 1.2816 * spread), certain + mean + 1.2816 * spread
    weights = [1.0]
    for share in open_ones:
        weights = [
            (weights[k] * (1 - share) if k < len(weights) else 0.0) + (weights[k - 1] * share if k else 0.0)
            for k in range(len(weights) + 1)
        ]
    total, low, high = 0.0, None, len(open_ones)
    for count, weight in enumerate(weights):
        total += weight
        if low is None and total > _TAIL:
            low = count
        if total >= 1 - _TAIL:
            high = count
            break
    return float(certain + (low or 0)), float(certain + high)
