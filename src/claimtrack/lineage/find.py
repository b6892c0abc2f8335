"""
Find who leans on whom among reports: candidates, evidence, one edge a pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from claimtrack.lineage.candidates import choose_pairs
from claimtrack.lineage.facts import Facts, earlier, gather_facts, prose_of
from claimtrack.lineage.leads import Leads, follow_leads
from claimtrack.lineage.mentions import Describe
from claimtrack.lineage.texts import TextIndex
from claimtrack.lineage.weigh import Case, Verdict, weigh
from claimtrack.model import Appearance, Claim, LineageEdge, Page, Report, Source

LEAST_SHOWN = 0.1
"""Probability from which an edge is given; below it nothing but the base rate and a stock phrase is left."""

_SURE_COPY = 0.9
"""Shared wording from which a pair counts as an earlier copy in the two houses' habits."""

_ORDER_CLAIMS = 3
"""Shared claims from which their order says anything: two stand in one order half of the time."""


def find_lineage(
    reports: Sequence[Report],
    appearances: Sequence[Appearance] = (),
    claims: Sequence[Claim] = (),
    *,
    pages: Mapping[str, Page] | None = None,
    sources: Mapping[str, Source] | None = None,
    leads: Leads | None = None,
    describe: Describe | None = None,
) -> tuple[LineageEdge, ...]:
    """
    Find the pairs of reports of which one leans on the other, or both on a third.

    Works from the texts alone where there are no appearances; then copies are found, rewrites are not.

    Args:
        reports: Reports with unique ids, in any order.
        appearances: What they say, in any order; those of unknown reports are left out.
        claims: Which appearances are one claim, with conflicts.
        pages: Report id to its page, for furniture and credit lines; the whole text is read where it is missing.
        sources: Outlet to what is known of it (`outlets.csv`); outlets with one owner are one house.
        leads: Outcome of `follow_leads` on the same input, to save the time to do it again.
        describe: Gives the features of a mention; `claimtrack.claims.features` where it is None.

    Returns:
        Edges of probability 0.1 and more, one a pair, `a` before `b` by id, sorted. `direction` is `a->b` where b
        leans on a, and None where that is unknown or both lean on a third.

    Source:
        Dong, Berti-Equille & Srivastava 2009 find copying by shared false values; we add wording, credits, named
        origins and order, because reports have texts. The combination is a noisy-or; see `claimtrack.lineage.weigh`.

    """
    pages = pages or {}
    known = {r.id: r for r in reports}
    ordered = [known[i] for i in sorted(known)]
    if leads is None:
        leads = follow_leads(appearances, known, pages=pages, sources=sources or {}, describe=describe)
    texts = [prose_of(r, pages.get(r.id)) for r in ordered]
    index = TextIndex(texts)
    facts = gather_facts(ordered, appearances, claims, leads=leads, pages=pages, numbers=index.numbers)
    conflicts = _count_conflicts(claims, appearances)
    labels = leads.labels
    habits = _Habits()
    edges = []
    pairs = choose_pairs(facts, index)
    # Later pairs may rest on the habits that earlier ones showed, so pairs go by the time of their later report.
    for i, j in sorted(pairs, key=lambda p: (max(facts[p[0]].place, facts[p[1]].place), p)):
        a, b = facts[i], facts[j]
        overlap = index.compare(i, j) if a.lang is None or b.lang is None or a.lang == b.lang else None
        agreed, same_order = _order(a.claims, b.claims)
        case = Case(
            a=a, b=b, overlap=overlap, a_within=overlap is None or overlap.inner == i, agreed=agreed,
            ordered=same_order, conflicts=conflicts.get((a.report.id, b.report.id), 0),
            habit=habits.known(a, b), label=lambda key: labels.get(key, key),
        )  # fmt: skip
        verdict = weigh(case)
        habits.note(a, b, verdict)
        if verdict.probability >= LEAST_SHOWN:
            edges.append(_edge(a, b, verdict))
    return tuple(sorted(edges, key=lambda e: (e.a, e.b)))


def _edge(a: Facts, b: Facts, verdict: Verdict) -> LineageEdge:
    """
    Write a verdict as an edge.
    """
    return LineageEdge(
        a=a.report.id,
        b=b.report.id,
        relation=verdict.relation,
        direction=verdict.direction,
        probability=round(verdict.probability, 4),
        evidence=verdict.evidence,
    )


def _order(a: Sequence[str], b: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """
    Give the shared claims in the order of `a`, and whether `b` tells at least three of them in that order.

    In one order means that of the neighbours in `a`, at least four in five stand in the same order in `b`.
    """
    place = {claim: k for k, claim in enumerate(b)}
    shared = tuple(c for c in a if c in place)
    if len(shared) < _ORDER_CLAIMS:
        return shared, False
    rising = sum(place[x] < place[y] for x, y in pairwise(shared))
    return shared, rising >= 0.8 * (len(shared) - 1)


def _count_conflicts(claims: Sequence[Claim], appearances: Sequence[Appearance]) -> dict[tuple[str, str], int]:
    """
    Count the conflicts between any two reports, each pair of report ids in order.

    A side of many appearances is cut: nothing is lost that a count of one does not say already.
    """
    report_of = {a.id: a.report for a in appearances}
    counts: dict[tuple[str, str], int] = {}
    for claim in claims:
        for conflict in claim.conflicts:
            left = {report_of[x] for x in conflict.a[:_SIDE] if x in report_of}
            right = {report_of[x] for x in conflict.b[:_SIDE] if x in report_of}
            # A report on both sides tells of the disagreement; it does not take part in it.
            for x in left - right:
                for y in right - left:
                    pair = (min(x, y), max(x, y))
                    counts[pair] = counts.get(pair, 0) + 1
    return counts


_SIDE = 30
"""Appearances on one side of a conflict that are counted."""


class _Habits:
    """
    Remember which houses had one text, so that later pairs can rest on it; only earlier pairs count.
    """

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], list[Facts]] = {}

    def known(self, a: Facts, b: Facts) -> int:
        """
        Count the copies between the houses of two reports that were out before both of them.
        """
        if a.house == b.house:
            return 0
        past = self._times.get((min(a.house, b.house), max(a.house, b.house)), ())
        return sum(
            earlier(old.report, a.report) == "a" and earlier(old.report, b.report) == "a" for old in past[:_HABITS]
        )

    def note(self, a: Facts, b: Facts, verdict: Verdict) -> None:
        """
        Note a pair whose wording is one, by its later report.
        """
        if verdict.text >= _SURE_COPY and a.house != b.house:
            later = a if a.place > b.place else b
            self._times.setdefault((min(a.house, b.house), max(a.house, b.house)), []).append(later)


_HABITS = 20
"""Earlier copies that are looked at; habit says no more after them."""
