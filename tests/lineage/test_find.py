"""
Who leans on whom: one small case for each kind of evidence, and growth with the number of reports.
"""

from __future__ import annotations

import time

import pytest

from claimtrack.lineage import find_lineage
from claimtrack.model import (
    Appearance,
    Conflict,
    ConflictKind,
    LineageEdge,
    LineageRelation,
    Page,
    Report,
    Source,
    SourceKind,
)
from lineage.newsroom import appearance, claim, describe, link, report, sentence

MINISTER = link("Minister Bardolen Vistrak")
AGENCY = link("Reuters", SourceKind.AGENCY)
LOCAL = link("local sources", SourceKind.LOCAL_SOURCES, named=False)


def pair(
    a: Report,
    b: Report,
    told: list[Appearance],
    *,
    claims: int = 1,
    conflict: bool = False,
    pages: dict[str, Page] | None = None,
    sources: dict[str, Source] | None = None,
) -> LineageEdge | None:
    """
    Find the edge between two reports whose appearances `r#k` are of claim `k`.
    """
    grouped = [claim(f"c{k}", *(t.id for t in told if t.id.endswith(f"#{k}"))) for k in range(claims)]
    if conflict:
        sides = [tuple(t.id for t in told if t.report == r.id)[:1] for r in (a, b)]
        extra = Conflict(kind=ConflictKind.AGENT, a=sides[0], b=sides[1])
        from attrs import evolve

        grouped[0] = evolve(grouped[0], conflicts=(extra,))
    edges = find_lineage([a, b], told, grouped, pages=pages, sources=sources, describe=describe)
    return edges[0] if edges else None


def test_a_later_copy_leans_on_the_earlier_report() -> None:
    """
    Shared wording gives a copy, from the earlier to the later one, with the share in words.
    """
    text = sentence(1)
    edge = pair(report("r1", text=text + " " + sentence(5, 20), day=1), report("r2", text=text, day=2), [])

    assert edge is not None
    assert (LineageRelation.COPY, "a->b") == (edge.relation, edge.direction)
    assert edge.probability > 0.95
    assert "100% of r2's 5-word runs stand in r1" in edge.evidence


def test_the_same_text_is_certain() -> None:
    """
    Two texts that are one, word for word, lean with probability 1; of one day, nobody knows which came first.
    """
    edge = pair(report("r1", text=sentence(1), day=1), report("r2", text=sentence(1), day=1), [])

    assert edge is not None
    assert (LineageRelation.COMMON_ORIGIN, None, 1.0) == (edge.relation, edge.direction, edge.probability)


def test_two_that_credit_one_agency_have_a_common_origin() -> None:
    """
    A common credit line turns a copy into a common origin.
    """
    text = sentence(1)
    pages = {r: Page(blocks=(), lang="en", credits=("reuters",)) for r in ("r1", "r2")}
    edge = pair(report("r1", text=text, day=1), report("r2", text=text + " more", day=2), [], pages=pages)

    assert edge is not None
    assert LineageRelation.COMMON_ORIGIN == edge.relation
    assert "both credit Reuters" in edge.evidence


def test_a_lightly_edited_rewrite_is_found_by_short_runs() -> None:
    """
    Every fifth word changed leaves no run of five words and many of three.
    """
    words = sentence(1, 120).split()
    edited = " ".join("other" if k % 5 == 4 else w for k, w in enumerate(words)) + " " + " ".join(words[:7])
    told = [appearance("r1#0"), appearance("r2#0")]
    edge = pair(report("r1", text=" ".join(words), day=1), report("r2", text=edited, day=2), told)

    assert edge is not None
    assert LineageRelation.COPY == edge.relation
    assert edge.probability > 0.5


def test_one_agency_behind_a_claim_is_one_source() -> None:
    """
    Two that have one claim from one agency lean on its item, in whatever words.
    """
    told = [appearance("r1#0", AGENCY), appearance("r2#0", AGENCY, MINISTER)]
    edge = pair(report("r1", text=sentence(1)), report("r2", text=sentence(2)), told)

    assert edge is not None
    assert LineageRelation.SAME_SOURCE == edge.relation
    assert edge.probability >= 0.9
    assert "both go back to Reuters" in edge.evidence


@pytest.mark.parametrize(
    ("numbers", "chains", "conflict", "leans"),
    [
        (([30, 3000], [30, 3000]), ((MINISTER,), (MINISTER,)), False, True),
        (([30], [30]), ((MINISTER,), (MINISTER,)), False, False),
        (([154, 40], [154, 120]), ((MINISTER,), (MINISTER,)), False, False),
        (([30, 3000], [30, 3000]), ((MINISTER,), (MINISTER,)), True, False),
        (
            ([30, 3000], [30, 3000]),
            ((AGENCY, MINISTER), (link("Kerbalon", SourceKind.AGENCY), MINISTER)),
            False,
            False,
        ),
    ],
)
def test_a_speaker_speaks_to_all(
    numbers: tuple[list[float], list[float]], chains: tuple[tuple[object, ...], ...], conflict: bool, leans: bool
) -> None:
    """
    Two write-ups of one minister lean where his figures are the same two, not where each has its own, where
    they contradict, or where two agencies brought them.
    """
    told = [
        appearance(f"r{k + 1}#0", *chains[k], numbers=numbers[k])  # type: ignore[arg-type]
        for k in range(2)
    ]
    edge = pair(report("r1", text=sentence(1)), report("r2", text=sentence(2)), told, conflict=conflict)

    assert edge is not None
    assert leans == (edge.probability >= 0.5)


def test_naming_the_outlet_is_citing_it() -> None:
    """
    A report that has a claim from an outlet leans on that outlet's own report of it.
    """
    told = [appearance("r1#0"), appearance("r2#0", link("the Zintana 24 network", SourceKind.MEDIA_OUTLET))]
    edge = pair(report("r1", "zintana24", text=sentence(1), day=1), report("r2", text=sentence(2), day=2), told)

    assert edge is not None
    assert (LineageRelation.CITES, "a->b") == (edge.relation, edge.direction)
    assert "r2 names zintana24, which published r1" in edge.evidence


def test_what_was_published_later_is_not_cited() -> None:
    """
    An outlet cannot be cited for a report that it had not published yet.
    """
    told = [appearance("r1#0"), appearance("r2#0", link("the Zintana 24 network", SourceKind.MEDIA_OUTLET))]
    edge = pair(report("r1", "zintana24", text=sentence(1), day=5), report("r2", text=sentence(2), day=2), told)

    assert edge is None or LineageRelation.CITES != edge.relation


def test_editions_of_one_house_are_translations() -> None:
    """
    Two languages of one outlet that tell the same claims in one order are one text.
    """
    told = [appearance(f"r{r}#{k}", numbers=[20 + k]) for r in (1, 2) for k in range(3)]
    edge = pair(
        report("r1", "zintana24", text=sentence(1), day=1, lang="ar"),
        report("r2", "zintana24-en", text=sentence(2), day=2),
        told,
        claims=3,
    )

    assert edge is not None
    assert (LineageRelation.TRANSLATION, "a->b") == (edge.relation, edge.direction)
    assert edge.probability > 0.9


def test_an_owner_makes_one_house() -> None:
    """
    Two outlets of one owner are one house, as far as `outlets.csv` says.
    """
    told = [appearance("r1#0"), appearance("r2#0")]
    sources = {n: Source(name=n, owner="Holding") for n in ("r1 daily", "r2 daily")}
    edge = pair(report("r1", text=sentence(1)), report("r2", text=sentence(2)), told, sources=sources)

    assert edge is not None
    assert "one house: Holding" in edge.evidence


def test_rare_numbers_speak_for_a_common_source() -> None:
    """
    Numbers of many digits in common say more than round ones.
    """

    def probability(numbers: list[float]) -> float:
        told = [appearance(f"r{r}#0", numbers=numbers) for r in (1, 2)]
        edge = pair(report("r1", text=sentence(1)), report("r2", text=sentence(2)), told)
        return edge.probability if edge else 0.0

    assert probability([20, 50]) < probability([20, 50, 15]) < probability([3958, 10_100])


def test_nothing_in_common_is_no_edge() -> None:
    """
    One claim in the own voice of two outlets is no evidence that they lean on one another.
    """
    told = [appearance("r1#0"), appearance("r2#0")]

    assert pair(report("r1", text=sentence(1)), report("r2", text=sentence(2)), told) is None


def test_copies_are_found_without_any_appearance() -> None:
    """
    Texts alone are enough for copies.
    """
    reports = [report(f"r{k}", text=sentence(k % 2), day=k + 1) for k in range(4)]
    edges = find_lineage(reports, describe=describe)

    assert [("r0", "r2"), ("r1", "r3")] == [(e.a, e.b) for e in edges]


def test_houses_that_copied_before_are_remembered() -> None:
    """
    Earlier copies between two houses are evidence for a later pair, later copies are not.
    """

    def habit(days: list[int]) -> list[LineageEdge]:
        reports = [report(f"{o}{k}", f"{o}ornivast", text=sentence(k), day=d) for o in "KM" for k, d in enumerate(days)]
        reports += [report(f"{o}x", f"{o}ornivast", text=sentence(90 + ord(o)), day=10) for o in "KM"]
        told = [appearance(f"{o}x#0", LOCAL) for o in "KM"]
        edges = find_lineage(reports, told, [claim("c", *(t.id for t in told))], describe=describe)
        return [e for e in edges if (e.a, e.b) == ("Kx", "Mx")]

    assert "the two houses had one text 3 times before" in habit([1, 2, 3])[0].evidence
    assert not any("before" in word for e in habit([11, 12, 13]) for word in e.evidence)


def events(count: int) -> tuple[list[Report], list[Appearance], list[object]]:
    """
    Make events of five reports: two copies, two that name one minister, one of local sources.
    """
    reports, told, claims = [], [], []
    for e in range(count):
        chains = ((AGENCY,), (AGENCY,), (MINISTER,), (MINISTER,), (LOCAL,))
        ids = []
        for k, chain in enumerate(chains):
            name = f"e{e:05}r{k}"
            text = sentence(10 * e + min(k, 1) if k < 2 else 10 * e + k, 60)
            reports.append(report(name, f"outlet {e * 7 % 50}x{k}", text=text, day=1 + e % 28))
            for n in range(2):
                told.append(appearance(f"{name}#{n}", *chain, numbers=[1001 + 7 * e, 2 * e % 89 + 10]))
                ids.append(told[-1].id)
        claims += [claim(f"c{e}.{n}", *ids[n::2]) for n in range(2)]
    return reports, told, claims


def test_work_grows_with_the_reports_not_with_their_pairs() -> None:
    """
    Four times the reports cost about four times the CPU time.
    """

    def cost(count: int) -> float:
        reports, told, claims = events(count)
        start = time.process_time()
        find_lineage(reports, told, claims, describe=describe)  # type: ignore[arg-type]
        return time.process_time() - start

    cost(20)
    assert cost(600) < 7 * cost(150)


def test_one_claim_of_many_reports_makes_few_edges() -> None:
    """
    A claim that everybody tells is not compared pair by pair.
    """
    reports = [report(f"r{k:04}", text=sentence(k), day=1 + k % 28) for k in range(1000)]
    told = [appearance(f"{r.id}#0", MINISTER, numbers=[154, 5000]) for r in reports]
    edges = find_lineage(reports, told, [claim("c", *(t.id for t in told))], describe=describe)

    assert len(edges) < 10 * len(reports)
