"""
How many origins a claim has, on cases small enough to count by hand.
"""

from __future__ import annotations

import time

from claimtrack.lineage import OriginCount, count_origins, find_lineage
from claimtrack.model import Appearance, LineageEdge, LineageRelation, Report, SourceKind
from lineage.newsroom import appearance, claim, describe, link, report

NETWORK = link("Zintana Network", SourceKind.MEDIA_OUTLET)
MINISTER = link("Minister Bardolen Vistrak")
SURGEON = link("Felumar Gotzen", SourceKind.MEDICAL)
LOCAL = link("local sources", SourceKind.LOCAL_SOURCES, named=False)


def count(
    told: list[Appearance], reports: list[Report] | None = None, edges: tuple[LineageEdge, ...] = ()
) -> OriginCount:
    known = {r.id: r for r in reports or [report(r, day=1) for r in sorted({t.report for t in told})]}
    return count_origins(
        claim("c", *(t.id for t in told)),
        appearances={t.id: t for t in told},
        reports=known,
        edges=edges,
        describe=describe,
    )


def test_one_source_through_many_outlets_is_one_origin() -> None:
    """
    Three outlets that have it from one network, spelled as they like, are one origin.
    """
    found = count([appearance(f"r{k}#0", NETWORK) for k in range(3)])

    assert 1.0 == found.independent
    assert [("r0#0", "r1#0", "r2#0")] == [o.appearances for o in found.origins]


def test_two_named_sources_are_nearly_two() -> None:
    """
    A minister and a surgeon count as two, less the small chance that both heard it from one third.
    """
    found = count([appearance("r1#0", MINISTER), appearance("r2#0", SURGEON)])

    assert 1.9 < found.independent < 2
    assert 2.0 == found.high


def test_standing_says_how_much_an_origin_adds() -> None:
    """
    A second named source adds most, own voice less, unnamed sources beside unnamed ones least.
    """
    named = count([appearance("r1#0", MINISTER), appearance("r2#0", SURGEON)]).independent
    own = count([appearance("r1#0", MINISTER), appearance("r2#0")]).independent
    unnamed = count([appearance("r1#0", LOCAL), appearance("r2#0", LOCAL)]).independent

    assert 2 > named > own > unnamed > 1


def test_sources_that_an_outlet_quotes_unnamed_are_its_own() -> None:
    """
    "The network, quoting local sources" is the network's origin; so is what others have from the network.
    """
    found = count([appearance("r1#0", NETWORK, LOCAL), appearance("r2#0", NETWORK)])

    assert 1.0 == found.independent


def test_a_quoted_outlet_is_followed_to_its_source() -> None:
    """
    An outlet that is quoted, and itself quotes the minister, is a step on the way to the minister.
    """
    reports = [report("r1", "zintana", day=1), report("r2", day=2)]
    found = count([appearance("r1#0", MINISTER), appearance("r2#0", link("Zintana", SourceKind.AGENCY))], reports)

    assert 1.0 == found.independent
    assert ["Minister Bardolen Vistrak"] == [o.origin for o in found.origins]


def test_a_circle_with_a_way_out_counts_what_it_leads_to() -> None:
    """
    Two outlets that quote one another, and one of them the surgeon too, rest on the surgeon alone.
    """
    reports = [report("r1", "bornivast", day=1), report("r2", "kerbalon", day=1)]
    told = [
        appearance("r1#0", link("Kerbalon", SourceKind.AGENCY)),
        appearance("r2#0", link("Bornivast", SourceKind.AGENCY)),
        appearance("r2#1", SURGEON),
    ]

    assert 1.0 == count(told, reports).independent


def test_a_copy_in_own_voice_adds_nothing() -> None:
    """
    An outlet that copied the report of another adds nothing in its own voice, and less than its prior if it may have.
    """

    def added(probability: float) -> float:
        edge = LineageEdge(
            a="r1", b="r2", relation=LineageRelation.COPY, direction="a->b", probability=probability, evidence=("x",)
        )
        return count([appearance("r1#0", MINISTER), appearance("r2#0")], edges=(edge,)).independent - 1

    assert 0.0 == added(1.0)
    assert 0.0 < added(0.8) < added(0.0)


def test_nothing_known_is_no_origin() -> None:
    """
    A claim none of whose appearances is known has no origin, and no interval.
    """
    found = count_origins(claim("c", "gone#1"), appearances={}, reports={}, describe=describe)

    assert ((), 0.0, 0.0, 0.0) == (found.origins, found.independent, found.low, found.high)


def test_large_claims_are_counted_in_linear_time() -> None:
    """
    Four times the outlets cost about four times the CPU time.
    """

    def cost(size: int) -> float:
        told = [appearance(f"r{k:05}#0", *([LOCAL] if k % 2 else [])) for k in range(size)]
        reports = [report(t.report, f"outlet{k}", day=1) for k, t in enumerate(told)]
        edges = find_lineage(reports, told, describe=describe)
        start = time.process_time()
        count(told, reports, edges)
        return time.process_time() - start

    cost(200)
    assert cost(4000) < 8 * cost(1000)
