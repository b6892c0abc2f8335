"""
Find numbers that changed on the way: one report leans on another, and gives another figure for the same claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from claimtrack.lineage.origins import Lineage
from claimtrack.model import Appearance, Claim, LineageEdge, LineageRelation, Quantity, Scope

_ON_THE_WAY = frozenset(
    {
        LineageRelation.COPY,
        LineageRelation.COMMON_ORIGIN,
        LineageRelation.TRANSLATION,
        LineageRelation.CITES,
    }
)
"""Relations in which one text stands behind the other; two write-ups of one source may ask it twice."""

_LEAST = 0.5
"""Probability of leaning from which a changed number is worth an alert: more likely than not."""

_WHOLE = frozenset({Scope.WHOLE, Scope.SUBSET})
"""Scopes that are compared: a forecast or an addition that differs from the count is no change."""


@frozen(kw_only=True)
class NumberChange:
    """
    Hold a number that differs between two reports of which one leans on the other.

    Attributes:
        before: Appearance id in the report leaned on, `after` in the one that leans; in the order of the report ids
            where the direction is not known (`directed` is false then).
        what: What is counted.
        quotes: Both quotes, before and after.
        numbers: Both numbers as they are written.
        probability: That the one report leans on the other.

    """

    claim: str
    before: str
    after: str
    what: str
    quotes: tuple[str, str]
    numbers: tuple[str, str]
    relation: LineageRelation
    directed: bool
    probability: float

    def explain(self) -> str:
        """
        Say it in one sentence, with both quotes.
        """
        first, second = self.numbers
        way = "became" if self.directed else "stands against"
        return (
            f"{self.what}: {first} {way} {second} along a {self.relation.value.replace('_', ' ')} "
            f"({self.probability:.0%}): “{self.quotes[0]}” / “{self.quotes[1]}”"
        )


def find_number_changes(
    claims: Iterable[Claim], *, appearances: Mapping[str, Appearance], edges: Sequence[LineageEdge] | Lineage
) -> tuple[NumberChange, ...]:
    """
    Find the numbers that changed between reports of which one leans on the other.

    A vague number and a precise one within it ("dozens", 50) do not differ, and a report that gives both numbers
    tells of both.

    Args:
        claims: Claims with the ids of their appearances.
        appearances: Appearance id to appearance; unknown ids are passed over.
        edges: Outcome of `find_lineage`; those of 0.5 and more are looked at.

    Returns:
        Changes by claim, then by the reports' ids; in time linear in the edges of the claims' reports.

    """
    lineage = edges if isinstance(edges, Lineage) else Lineage(edges)
    found: list[NumberChange] = []
    for claim in claims:
        told: dict[str, list[Appearance]] = {}
        for identity in claim.appearances:
            appearance = appearances.get(identity)
            if appearance is not None and appearance.quantities:
                told.setdefault(appearance.report, []).append(appearance)
        for report in sorted(told):
            for other, edge in sorted(lineage.of(report), key=lambda e: e[0]):
                if report < other and other in told and _leans(edge):
                    found.extend(_changes(claim.id, edge, told[report], told[other]))
    return tuple(found)


def _leans(edge: LineageEdge) -> bool:
    """
    Say whether an edge is likely and of a kind in which a number can change on the way.
    """
    return edge.relation in _ON_THE_WAY and edge.probability >= _LEAST


def _changes(
    claim: str, edge: LineageEdge, first: Sequence[Appearance], second: Sequence[Appearance]
) -> Iterable[NumberChange]:
    """
    Compare the numbers of two reports for one claim; `first` is the report with the smaller id.
    """
    smaller_is_a = edge.a < edge.b
    backwards = edge.direction == ("b->a" if smaller_is_a else "a->b")
    before, after = (second, first) if backwards else (first, second)
    x, y = _by_unit(before), _by_unit(after)
    for what in sorted(x.keys() & y.keys()):
        if any(_meet(p, q) for _, p in x[what] for _, q in y[what]):
            continue
        (left, p), (right, q) = x[what][0], y[what][0]
        yield NumberChange(
            claim=claim,
            before=left.id,
            after=right.id,
            what=what,
            quotes=(left.quote, right.quote),
            numbers=(p.text or _written(p), q.text or _written(q)),
            relation=edge.relation,
            directed=edge.direction is not None,
            probability=edge.probability,
        )


def _by_unit(told: Sequence[Appearance]) -> dict[str, list[tuple[Appearance, Quantity]]]:
    """
    Gather quantities by what they count, in the order of the text.
    """
    found: dict[str, list[tuple[Appearance, Quantity]]] = {}
    for appearance in sorted(told, key=lambda a: (a.start, a.id)):
        for quantity in appearance.quantities:
            if quantity.scope in _WHOLE:
                found.setdefault(quantity.what, []).append((appearance, quantity))
    return found


def _meet(a: Quantity, b: Quantity) -> bool:
    """
    Say whether two intervals have a value in common.
    """
    if a.low is not None and b.high is not None and a.low > b.high:
        return False
    return not (b.low is not None and a.high is not None and b.low > a.high)


def _written(quantity: Quantity) -> str:
    """
    Write an interval in digits.
    """
    low, high = quantity.low, quantity.high
    if low == high and low is not None:
        return f"{low:,g}"
    return f"{'' if low is None else f'{low:,g}'}–{'' if high is None else f'{high:,g}'}"
