"""
The laws that the scores of casebook claims keep.
"""

from __future__ import annotations

import math
import random
from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corroboration import corroborate
from claimtrack.model import (
    Act,
    Appearance,
    Claim,
    Corroboration,
    Denies,
    LineageEdge,
    LineageRelation,
    Report,
    SourceKind,
)
from corroboration.builders import day, report, said

OUTLETS = ("outlet a", "outlet b", "outlet c")
SOURCES = (None, "Minister Adams", "General Hospital", "residents")

World = tuple[list[Appearance], dict[str, Report], list[LineageEdge]]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """
    Give up to six reports of three outlets, each with an appearance of one claim, and edges among them.
    """
    count = draw(st.integers(1, 6))
    reports, told, edges = {}, [], []
    for k in range(count):
        name = f"r{k}"
        when = draw(st.one_of(st.none(), st.integers(0, 5)))
        reports[name] = report(name, when, outlet=draw(st.sampled_from(OUTLETS)))
        source = draw(st.sampled_from(SOURCES))
        told.append(
            said(
                name,
                source,
                kind=draw(st.sampled_from([SourceKind.OFFICIAL, SourceKind.RESIDENT])),
                named=source != "residents",
                strength=draw(st.integers(0, 5)),
                act=draw(st.sampled_from([Act.STATE, Act.CONFIRM, Act.RETRACT, Act.CORRECT])),
                deny=draw(st.sampled_from([None, None, None, *Denies])),
            )
        )
        for j in range(k):
            if draw(st.booleans()):
                relation = draw(st.sampled_from(LineageRelation))
                chance = draw(st.sampled_from([0.2, 0.5, 0.95]))
                edges.append(LineageEdge(a=f"r{j}", b=name, relation=relation, direction=None, probability=chance))
    return told, reports, edges


def score(world: World, as_of: date | None = None) -> Corroboration:
    told, reports, edges = world
    claim = Claim(id="c", title="t", event=None, appearances=tuple(a.id for a in told))
    return corroborate(claim, appearances={a.id: a for a in told}, reports=reports, edges=edges, as_of=as_of)


@given(worlds(), st.randoms())
def test_order_does_not_matter(world: World, chance: random.Random) -> None:
    """
    Appearances and edges in any order give one score.
    """
    told, reports, edges = world
    shuffled = chance.sample(told, k=len(told)), reports, chance.sample(edges, k=len(edges))

    assert score(world) == score(shuffled)


@given(worlds())
def test_contributions_sum_and_scores_are_in_bounds(world: World) -> None:
    """
    One contribution an appearance and one for the prior sum to the log-odds; scores stay off 0 and 1.
    """
    found = score(world)

    total = math.fsum(c.log_odds for c in found.contributions)
    assert abs(total - math.log(found.probability / (1 - found.probability))) < 1e-9
    assert 0 < found.low <= found.probability <= found.high < 1
    assert len(world[0]) + 1 == len(found.contributions)


@given(worlds(), st.integers(0, 5))
def test_as_of_a_day_is_a_rebuild(world: World, last: int) -> None:
    """
    What came later changes nothing about the day.
    """
    told, reports, edges = world
    known = {
        n: r
        for n, r in reports.items()
        if r.published is None or r.published <= day(last)  # type: ignore[operator]
    }
    left = [e for e in edges if e.a in known and e.b in known]
    then = score(([a for a in told if a.report in known], known, left), day(last))

    assert then == score(world, day(last))


@given(worlds(), st.integers(0, 5), st.integers(1, 5))
def test_an_independent_confirmation_never_lowers(world: World, when: int, strength: int) -> None:
    """
    A new outlet with a named source of its own leaves the claim as high, or higher.
    """
    told, reports, edges = world
    more = said("new", "Bishop Quarles", kind=SourceKind.EYEWITNESS, strength=strength)
    added = [*told, more], {**reports, "new": report("new", when)}, edges

    assert score(added).probability >= score(world).probability - 1e-12


@given(worlds())
def test_a_denial_never_raises(world: World) -> None:
    """
    A denial that comes last leaves the claim as low, or lower.
    """
    told, reports, edges = world
    added = [*told, said("new", "Bishop Quarles", deny=Denies.DEED)], {**reports, "new": report("new", 9)}, edges

    assert score(added).probability <= score(world).probability + 1e-12


@given(worlds())
def test_renaming_outlets_changes_nothing(world: World) -> None:
    """
    Outlets that stand in no list carry nothing in their names.
    """
    told, reports, edges = world
    renamed = {n: evolve(r, outlet=f"zq{r.outlet[-1]}") for n, r in reports.items()}

    assert math.isclose(score(world).probability, score((told, renamed, edges)).probability, abs_tol=1e-12)
