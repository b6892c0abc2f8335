"""
Laws of lineage, whatever the reports say.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.lineage import Lineage, OriginCount, count_origins, find_lineage, follow_leads
from claimtrack.model import LineageEdge, Source, SourceKind
from lineage.newsroom import OUTLETS, SPEAKERS, Newsroom, appearance, claim, describe, link, newsrooms, report, sentence


def lineage_of(room: Newsroom, sources: dict[str, Source] | None = None) -> tuple[LineageEdge, ...]:
    return find_lineage(room.reports, room.appearances, room.claims, sources=sources, describe=describe)


def count_all(room: Newsroom, sources: dict[str, Source] | None = None) -> dict[str, OriginCount]:
    reports = {r.id: r for r in room.reports}
    leads = follow_leads(room.appearances, reports, pages={}, sources=sources or {}, describe=describe)
    edges = Lineage(lineage_of(room, sources))
    known = {a.id: a for a in room.appearances}
    return {c.id: count_origins(c, appearances=known, reports=reports, edges=edges, leads=leads) for c in room.claims}


def rounded(counts: dict[str, OriginCount]) -> dict[str, tuple[float, float, float]]:
    return {i: (round(c.independent, 9), round(c.low, 9), round(c.high, 9)) for i, c in counts.items()}


@settings(max_examples=60, deadline=None)
@given(newsrooms(), st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(room: Newsroom, random: Random) -> None:
    """
    Edges and counts are the same in whatever order reports and appearances are given.
    """

    def mixed(items: Sequence[object]) -> tuple[object, ...]:
        return tuple(random.sample(list(items), k=len(items)))

    shuffled = Newsroom(mixed(room.reports), mixed(room.appearances), mixed(room.claims))  # type: ignore[arg-type]

    assert lineage_of(room) == lineage_of(shuffled)
    assert count_all(room) == count_all(shuffled)


@settings(max_examples=60, deadline=None)
@given(newsrooms())
def test_probabilities_and_counts_stay_in_bounds(room: Newsroom) -> None:
    """
    A probability lies in [0, 1], a count between 0 and the number of leads, within its interval.
    """
    for edge in lineage_of(room):
        assert 0 <= edge.probability <= 1
        assert edge.a < edge.b
        assert edge.evidence
    for count in count_all(room).values():
        assert 0 <= count.low <= count.independent <= count.high
        assert count.independent <= len(count.origins) + 1e-9
        assert all(0 <= share <= 1 for share in count.shares)


@settings(max_examples=60, deadline=None)
@given(newsrooms())
def test_no_appearance_is_lost_or_counted_twice(room: Newsroom) -> None:
    """
    Every appearance of a claim stands in exactly one origin.
    """
    counts = count_all(room)
    for one in room.claims:
        assert sorted(one.appearances) == sorted(a for o in counts[one.id].origins for a in o.appearances)


@settings(max_examples=60, deadline=None)
@given(newsrooms(), st.integers(1, 3))
def test_a_verbatim_copy_adds_no_origin(room: Newsroom, copies: int) -> None:
    """
    Later word-for-word copies by other outlets, which say what the original says, change no count.
    """
    first = room.reports[0]
    reports, appearances, claims = list(room.reports), list(room.appearances), list(room.claims)
    for k in range(copies):
        name = f"z{k}"
        reports.append(evolve(first, id=name, outlet=f"{'QVX'[k]}anvort {'QVX'[k]}ulbrit"))
        for one in room.appearances:
            if one.report == first.id:
                twin = evolve(one, id=one.id.replace(first.id, name), report=name)
                appearances.append(twin)
                claims = [
                    evolve(c, appearances=(*c.appearances, twin.id)) if one.id in c.appearances else c for c in claims
                ]
    more = count_all(Newsroom(tuple(reports), tuple(appearances), tuple(claims)))
    for name, count in count_all(room).items():
        assert more[name].independent <= count.independent + 1e-9


@settings(max_examples=60, deadline=None)
@given(newsrooms())
def test_renaming_to_names_nobody_knows_changes_nothing(room: Newsroom) -> None:
    """
    Outlets and sources under other names, no name like another, give the same probabilities and counts.
    """
    others = ("Dornika Vestal", "Pelgrano", "Sibrewot Tolmek", "Ruxandel Fimbora")
    speakers = ("Mayor Tindrabel Ostwick", "Surgeon Kolmire Pundask", "Colonel Jeftral Wambost")
    names = dict(zip((*OUTLETS, *SPEAKERS), (*others, *speakers), strict=True))
    again = room.renamed(names)

    assert [(e.a, e.b, e.probability) for e in lineage_of(room)] == [
        (e.a, e.b, e.probability) for e in lineage_of(again)
    ]
    assert rounded(count_all(room)) == rounded(count_all(again))


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 30), st.booleans())
def test_one_outlet_under_many_mastheads_is_one_origin(mastheads: int, owned: bool) -> None:
    """
    One text in the own voice of many outlets is one origin, whether their owner is known or not.
    """
    names = [f"{a}ostralic {b}undero" for a in "BDFGKL" for b in "MNPRT"][:mastheads]
    reports = tuple(report(f"r{k:02}", name, text=sentence(1), day=1) for k, name in enumerate(names))
    told = tuple(appearance(f"{r.id}#0", numbers=[15]) for r in reports)
    room = Newsroom(reports, told, (claim("c", *(a.id for a in told)),))
    sources = {n: Source(name=n, owner="Holding") for n in names} if owned else {}

    assert count_all(room, sources)["c"].independent == 1.0


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 12))
def test_a_circle_of_quotations_counts_nothing(size: int) -> None:
    """
    Outlets that each have a claim from the next one, and the last from the first, are no origin.
    """
    names = [f"{letter}ornivast {letter}elgurad" for letter in "BCDFGHJKLMNP"[:size]]
    reports = tuple(report(f"r{k:02}", name, text=sentence(k), day=1) for k, name in enumerate(names))
    told = tuple(
        appearance(f"{r.id}#0", link(names[(k + 1) % size], SourceKind.MEDIA_OUTLET)) for k, r in enumerate(reports)
    )
    room = Newsroom(reports, told, (claim("c", *(a.id for a in told)),))

    assert count_all(room)["c"].independent == 0.0


@settings(max_examples=40, deadline=None)
@given(newsrooms())
def test_an_independent_confirmation_never_lowers_the_count(room: Newsroom) -> None:
    """
    A later report by a new outlet, in its own words, from a named source of its own, adds to every claim it tells.
    """
    extra = report("zz", "Yombrecht Courier", text=sentence(99), day=9)
    told = [appearance(f"zz#{k}", link("Inspector Quentrax Lobvidge")) for k in range(len(room.claims))]
    claims = tuple(evolve(c, appearances=(*c.appearances, t.id)) for c, t in zip(room.claims, told, strict=True))
    more = count_all(Newsroom((*room.reports, extra), (*room.appearances, *told), claims))
    for name, count in count_all(room).items():
        assert more[name].independent >= count.independent - 1e-9


def test_the_number_of_copies_is_bounded_whatever_they_add() -> None:
    """
    A thousand outlets that say it in their own voice, each in its own words, stay below ten origins.
    """
    names = [f"{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}rogvul{k}" for k in range(1000)]
    reports = {f"r{k:04}": report(f"r{k:04}", name, day=1) for k, name in enumerate(names)}
    told = {f"{r}#0": appearance(f"{r}#0") for r in reports}
    count = count_origins(claim("c", *told), appearances=told, reports=reports, describe=describe)

    assert 1 < count.independent < 10
