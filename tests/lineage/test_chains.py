"""
Numbers that changed on the way from one report to another.
"""

from __future__ import annotations

from attrs import evolve

from claimtrack.lineage import find_number_changes
from claimtrack.model import Appearance, LineageEdge, LineageRelation, Quantity, Scope
from lineage.newsroom import appearance, claim

COPY = LineageRelation.COPY


def edge(direction: str | None = "a->b", probability: float = 0.9, relation: LineageRelation = COPY) -> LineageEdge:
    return LineageEdge(a="r1", b="r2", relation=relation, direction=direction, probability=probability)


def changes(told: list[Appearance], *edges: LineageEdge) -> tuple[str, ...]:
    found = find_number_changes([claim("c", *(t.id for t in told))], appearances={t.id: t for t in told}, edges=edges)
    return tuple(f"{c.before} {c.numbers[0]} {c.after} {c.numbers[1]}" for c in found)


def test_a_changed_number_is_named_with_both_quotes() -> None:
    """
    A number that grew in the copy is found, from the original to the copy, with both quotes.
    """
    told = [appearance("r1#0", numbers=[15]), appearance("r2#0", numbers=[25])]
    (found,) = find_number_changes([claim("c", "r1#0", "r2#0")], appearances={t.id: t for t in told}, edges=[edge()])

    assert ("r1#0", "r2#0", ("15", "25")) == (found.before, found.after, found.numbers)
    assert "15 became 25 along a copy (90%): “15 were killed” / “25 were killed”" in found.explain()


def test_the_direction_follows_the_edge() -> None:
    """
    Where the second report is the original, the change runs from it; where nobody knows, it stands against.
    """
    told = [appearance("r1#0", numbers=[15]), appearance("r2#0", numbers=[25])]

    assert ("r2#0 25 r1#0 15",) == changes(told, edge("b->a"))
    assert ("r1#0 15 r2#0 25",) == changes(told, edge(None))


def test_no_alert_without_a_chain() -> None:
    """
    Unlikely edges and mere common sources raise no alert.
    """
    told = [appearance("r1#0", numbers=[15]), appearance("r2#0", numbers=[25])]

    assert () == changes(told)
    assert () == changes(told, edge(probability=0.4))
    assert () == changes(told, edge(relation=LineageRelation.SAME_SOURCE))


def test_what_agrees_is_no_change() -> None:
    """
    A vague number that holds the precise one, another unit, and a report that gives both numbers are no change.
    """
    precise = appearance("r1#0", numbers=[50])
    dozens = evolve(appearance("r2#0"), quantities=(Quantity(what="killed", low=20, high=99),))

    assert () == changes([precise, dozens], edge())
    assert () == changes([precise, appearance("r2#0", numbers=[7], what="wounded")], edge())
    assert () == changes([precise, appearance("r2#0", numbers=[7, 50])], edge())


def test_a_forecast_is_no_change_of_the_count() -> None:
    """
    A forecast of more is no changed count.
    """
    forecast = evolve(appearance("r2#0"), quantities=(Quantity(what="killed", low=90, high=90, scope=Scope.FORECAST),))

    assert () == changes([appearance("r1#0", numbers=[50]), forecast], edge())
