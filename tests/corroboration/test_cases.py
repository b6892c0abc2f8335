"""
Claims of a casebook, scored.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

from claimtrack.corroboration import (
    Assessment,
    Docket,
    History,
    assess_claim,
    corroborate,
    find_claim_changes,
    open_docket,
    score_without,
)
from claimtrack.corroboration.dockets import read_stance
from claimtrack.lineage import Lineage
from claimtrack.model import (
    Act,
    Antecedent,
    Appearance,
    Attribution,
    Claim,
    CueClass,
    Denies,
    LineageEdge,
    LineageRelation,
    Link,
    Mood,
    Origin,
    Place,
    Report,
    Source,
    SourceCredibility,
    SourceGrade,
    SourceKind,
    Stance,
    When,
)
from corroboration.builders import day, killed, report, said


class World:
    """
    Hold a claim with its appearances and reports, ready to be scored.
    """

    def __init__(self, *told: Appearance, reports: tuple[Report, ...] = (), **claim: object) -> None:
        self.appearances = {a.id: a for a in told}
        self.reports = {a.report: report(a.report, k) for k, a in enumerate(told)}
        self.reports |= {r.id: r for r in reports}
        self.claim = Claim(
            id="c", title="t", event=claim.pop("event", "kill"), appearances=tuple(self.appearances), **claim
        )  # type: ignore[arg-type]

    def assess(self, **more: object) -> Assessment:
        return assess_claim(self.claim, appearances=self.appearances, reports=self.reports, **more)  # type: ignore[arg-type]

    def p(self, **more: object) -> float:
        return self.assess(**more).corroboration.probability

    def docket(self, edges: tuple[LineageEdge, ...] = (), **more: object) -> Docket:
        given = {"sources": {}, "records": {}, **more}
        return open_docket(
            self.claim, appearances=self.appearances, reports=self.reports, edges=Lineage(edges), **given
        )  # type: ignore[arg-type]


def edge(a: str, b: str, relation: LineageRelation = LineageRelation.COPY, p: float = 1.0) -> LineageEdge:
    return LineageEdge(a=a, b=b, relation=relation, direction="a->b", probability=p)


A = said("a", "General Hospital", kind=SourceKind.MEDICAL)
B = said("b", "Red Cross", kind=SourceKind.MONITOR_NGO)


def test_a_casebook_claim_is_scored_with_reasons() -> None:
    """
    Two named origins agree: each adds, the contributions sum, and origins are counted.
    """
    world = World(A, B)
    found = corroborate(world.claim, appearances=world.appearances, reports=world.reports)

    total = math.fsum(c.log_odds for c in found.contributions)
    assert abs(total - math.log(found.probability / (1 - found.probability))) < 1e-9
    assert [(), ("a#1",), ("b#1",)] == [c.of for c in found.contributions]
    assert (2, 2.0) == (found.outlets, found.independent_origins)


def test_one_source_through_two_outlets_is_one_origin() -> None:
    """
    A hospital quoted twice, in other letters and by a reference back, counts once.
    """
    again = said("b", "GENERAL  hospital", kind=SourceKind.MEDICAL)
    back = said("c", "it")
    link = evolve(back.attribution.chain[0], antecedent=Antecedent("General Hospital", 0))
    back = evolve(back, attribution=evolve(back.attribution, chain=(link,)))

    assert World(A, again, back).p() == pytest.approx(World(A).p())


def test_counted_origins_decide_who_is_one_voice() -> None:
    """
    What lineage found to be one origin counts once, and no more origins are shown than it counted.
    """
    world = World(A, B, origins=(Origin("the clinic", ("a#1", "b#1")),), independent_origins=1.0)
    found = world.assess().corroboration

    assert found.independent_origins == 1
    assert found.probability == pytest.approx(World(A).p(), abs=0.02)


@pytest.mark.parametrize(
    ("relation", "least"),
    [
        (LineageRelation.COPY, 0.0),
        (LineageRelation.TRANSLATION, 0.0),
        (LineageRelation.CITES, 0.1),
        (LineageRelation.SAME_SOURCE, 0.2),
    ],
)
def test_edges_between_reports_damp(relation: LineageRelation, least: float) -> None:
    """
    A copied report adds nothing, one that cites or shares a source adds part of its weight.
    """
    world = World(A, B)
    gained = world.p(edges=(edge("a", "b", relation),)) - World(A).p()

    assert least * (world.p() - World(A).p()) <= gained + 1e-12 < (world.p() - World(A).p())
    assert world.p(edges=Lineage([edge("b", "x")])) == world.p()


def test_mastheads_with_one_text_are_one_origin() -> None:
    """
    Reports with the very same text count once, whether or not the lineage says so.
    """
    text = "Four men were killed when a mine went off near the bridge."
    own = [said(f"r{k}") for k in range(40)]
    reports = tuple(report(f"r{k}", k, text=text) for k in range(40))

    assert World(*own, reports=reports).p() == pytest.approx(World(own[0]).p())


def test_the_likeliest_of_several_edges_is_named() -> None:
    """
    A report that leans on two earlier ones keeps the product of its chances, and the likelier one is the reason.
    """
    c = said("c", "Mayor")
    edges = (edge("a", "c", p=0.9), edge("b", "c", p=0.4))
    last = World(A, B, c).assess(edges=edges).affirming.weighed[-1]

    assert (pytest.approx(0.06), "a#1") == (last.novelty, last.leans_on)


def test_a_copy_of_what_one_leans_on_takes_nothing_more() -> None:
    """
    A report that may lean on a text leans no more for a copy of that text, and as much as the larger of the two.
    """
    c = said("c", "Mayor")
    alone = World(A, c).assess(edges=(edge("a", "c", p=0.5),)).affirming.weighed[-1]
    edges = (edge("a", "b"), edge("a", "c", p=0.5), edge("b", "c", p=0.6))
    copied = World(A, B, c).assess(edges=edges).affirming.weighed[-1]

    assert (0.5, pytest.approx(0.4)) == (alone.novelty, copied.novelty)
    sure = (edge("a", "b"), edge("a", "c"), edge("b", "c"))
    assert World(A, B, c).assess(edges=sure).affirming.weighed[-1].novelty == 0


def test_unnamed_sources_of_two_outlets_are_partly_one() -> None:
    """
    "Local sources" in two outlets add less than two kinds of sources would.
    """

    def local(name: str, kind: SourceKind) -> Appearance:
        return said(name, "sources", kind=kind, named=False, strength=2)

    one_kind = World(local("a", SourceKind.MEDICAL), local("b", SourceKind.MEDICAL)).assess()
    two_kinds = World(local("a", SourceKind.MEDICAL), local("b", SourceKind.POLICE)).assess()

    assert one_kind.affirming.origins < two_kinds.affirming.origins


def test_owners_and_records_count() -> None:
    """
    Outlets of one owner are not independent; a source with outcomes weighs by its record, one without by its kind.
    """
    own = World(said("a"), said("b"))
    sources = {f"outlet {n}": Source(name=f"outlet {n}", owner="x") for n in "ab"}
    assert own.p(sources=sources) < own.p()

    def record(outcomes: int, mean: float) -> dict[str, SourceCredibility]:
        found = SourceCredibility(
            source="outlet a", kind=None, grade=SourceGrade.C, mean=mean, low=0, high=1, outcomes=outcomes
        )
        return {"outlet a": found}

    assert own.p(records=record(9, 0.95)) > own.p() > own.p(records=record(9, 0.5))
    assert own.p(records=record(0, 0.95)) == own.p()


def test_own_voice_weighs_like_a_relay_and_background_less() -> None:
    """
    An outlet's own voice is not 5 as evidence, and an aside about the past is less.
    """

    def own(background: bool) -> Appearance:
        return evolve(A, attribution=Attribution(own_voice=True, background=background, strength=5))

    plain, aside = (World(own(b)).docket().evidence[0].strength for b in (False, True))
    assert (3, 2) == (plain, aside)


@pytest.mark.parametrize(
    ("appearance", "stance"),
    [
        (A, Stance.AFFIRM),
        (said("a", "x", deny=Denies.DEED), Stance.DENY),
        (said("a", "x", act=Act.RETRACT), Stance.RETRACT),
        (said("a", "x", act=Act.CORRECT), Stance.AFFIRM),
        (evolve(said("a", "x", deny=Denies.DEED), act=Act.CORRECT), Stance.CORRECT),
        (said("a", "x", cue=CueClass.DOUBT), Stance.OBSERVE),
        (said("a"), Stance.AFFIRM),
        (evolve(said("a", "x"), mood=Mood.DEMAND), Stance.OBSERVE),
    ],
)
def test_acts_become_stances(appearance: Appearance, stance: Stance) -> None:
    """
    A correction of the figure grants the deed; doubt takes no side.
    """
    assert stance is read_stance(appearance)


def test_a_denial_of_one_number_among_others_is_of_the_figure() -> None:
    """
    "Denied that 70 were killed" grants the deed where others count 60; it denies the deed where nobody does.
    """
    denial = said("b", "the mayor", deny=Denies.DEED, numbers=(killed(70),))
    refusal = said("c", "the mayor", deny=Denies.HAVING_SAID, numbers=(killed(70),))
    other = World(said("a", "General Hospital", numbers=(killed(60),)), denial, refusal).docket().evidence
    same = World(said("a", "General Hospital", numbers=(killed(70),)), denial).docket().evidence

    assert [Denies.FIGURE, Denies.HAVING_SAID, Denies.DEED] == [other[1].denies, other[2].denies, same[1].denies]


def test_a_denial_by_the_accused_is_known_by_name_and_weak() -> None:
    """
    The ministry of the army that is charged denies: that is the accused's own denial, and an admission confirms.
    """
    charge = said("a", "General Hospital", kind=SourceKind.MEDICAL, agent="Ruritanian forces")
    own = said("b", "the Ruritanian defence ministry", deny=Denies.DEED)
    other = said("b", "the Zubrowkan defence ministry", deny=Denies.DEED)

    assert World(charge, own).p() > World(charge, other).p()
    assert World(charge, own).docket().evidence[1].accused
    admitted = said("b", "the Ruritanian defence ministry", agent="Ruritanian forces")
    found = World(charge, admitted).assess()
    assert found.airwars is not None
    assert found.airwars.value == "Confirmed"


def test_a_place_in_common_makes_nobody_the_accused() -> None:
    """
    A mayor who denies is no party to the charge for sharing the town's name with the force in it.
    """
    charge = evolve(said("a", "General Hospital", agent="Ruritanian garrison of Zubrowka"), place=Place("Zubrowka"))
    mayor = said("b", "the mayor of Zubrowka", deny=Denies.DEED)

    assert not World(charge, mayor).docket().evidence[1].accused
    assert not World(charge, said("b")).docket().evidence[1].admission


def test_leaving_out_an_outlet() -> None:
    """
    The counterfactual is the score of what the others published.
    """
    world = World(A, B)
    found = score_without(world.claim, "outlet b", appearances=world.appearances, reports=world.reports)

    assert found.probability == pytest.approx(World(A).p())


def test_what_a_claim_hangs_on() -> None:
    """
    Each outlet's absence and what would change the grade are found for a claim as for a table.
    """
    world = World(A, B, independent_origins=1.6)
    found = find_claim_changes(world.claim, appearances=world.appearances, reports=world.reports)
    words = [c.what for c in found]

    assert {"without outlet a", "without outlet b", "with three more independent reports"} <= set(words)
    lifted = next(c for c in found if c.what == "with three more independent reports")
    assert lifted.corroboration.independent_origins > 1.6


def test_newcomers_are_known_only_where_known_outlets_cover_the_field() -> None:
    """
    A casebook that begins with the story knows nobody; one with known outlets around the day knows who is new.
    """
    world = World(A, B)
    ours = tuple(world.reports.values())
    known = (report("x", -40, outlet="outlet a"), report("y", -40, outlet="outlet y"), report("n", None))
    elsewhere = report("z", 3, outlet="outlet y")

    assert world.p(history=History.build(ours)) == world.p()
    assert world.p(history=History.build([*ours, *known])) == world.p()
    history = History.build([*ours, *known, elsewhere])
    assert world.p(history=history) < world.p()
    assert world.p(history=history) == world.p(history=history)


def test_outlets_that_are_listed_with_a_first_day_are_known() -> None:
    """
    `first_seen` of outlets.csv counts where it is earlier than the first report.
    """
    world = World(A, B)
    reports = (*world.reports.values(), report("z", 3, outlet="outlet y"))
    old = {name: Source(name=name, first_seen=date(2001, 1, 1)) for name in ("outlet a", "outlet y")}
    sources = {**old, "outlet z": Source(name="outlet z")}

    assert world.p(history=History.build(reports, sources)) < world.p()
    everybody = {**sources, "outlet b": Source(name="outlet b", first_seen=date(2001, 1, 1))}
    assert world.p(history=History.build(reports, everybody)) == world.p()


def test_a_claim_without_a_time_has_no_newcomers() -> None:
    """
    Where no time is known nobody is later.
    """
    history = History.build([report("x", -40), report("y", -40)])

    assert not history.tells([])
    assert not history.tells(World(A, reports=(report("a", None),)).docket().evidence)


@pytest.mark.parametrize(
    ("given", "flag", "when"),
    [
        ({"published": None, "retrieved": None}, "no time given", None),
        ({"published": None, "retrieved": datetime(2020, 7, 2, tzinfo=UTC)}, None, datetime(2020, 7, 2, tzinfo=UTC)),
        (
            {"published": date(2031, 1, 1), "retrieved": datetime(2020, 7, 9, tzinfo=UTC)},
            "after it was collected",
            datetime(2020, 7, 9, tzinfo=UTC),
        ),
        ({"published": day(-9), "retrieved": None}, "before what it reports", day(-9)),
        (
            {"published": datetime(2020, 6, 20, tzinfo=UTC), "retrieved": datetime(2020, 7, 9, tzinfo=UTC)},
            "before what it reports",
            datetime(2020, 7, 9, tzinfo=UTC),
        ),
        ({"published": day(1), "retrieved": datetime(2020, 7, 9, tzinfo=UTC)}, None, day(1)),
        ({"published": datetime(2020, 7, 3), "retrieved": None}, None, datetime(2020, 7, 3)),
    ],
)
def test_times_that_cannot_be_are_flagged(given: dict[str, object], flag: str | None, when: object) -> None:
    """
    A time in the future or before the event is flagged, and what was recorded decides where it is known.
    """
    happened = evolve(A, happened=When(day(0), day(0)))
    world = World(happened, reports=(evolve(report("a"), **given),))
    (item,) = world.docket().evidence

    assert when == item.time
    assert (flag is None) == (item.flags == ())
    assert flag is None or flag in item.flags[0]
    assert flag is None or flag in world.assess().affirming.weighed[0].item.flags[0]


def test_an_open_end_of_the_event_flags_nothing() -> None:
    """
    Where only the end of what happened is known, no report is before it.
    """
    world = World(evolve(A, happened=When(None, day(0) + timedelta(days=90))))

    assert world.docket().evidence[0].flags == ()


def test_states_fade() -> None:
    """
    A claim about who controls a place fades with the day that it is asked for.
    """
    state, event = World(A, event="control"), World(A)

    assert state.p(as_of=day(60)) < event.p(as_of=day(60)) == event.p()


def test_what_is_not_there_is_passed_over() -> None:
    """
    Appearances without a report, and ids without an appearance, are left out; nothing is left of nothing.
    """
    world = World(A)
    world.reports.clear()
    assert world.assess().corroboration.grade == 6
    world.appearances.clear()
    assert world.assess().corroboration.outlets == 0


def test_a_source_without_words_is_nobody_by_name() -> None:
    """
    "It was reported" names nobody, so outlets keep their own unnamed voice.
    """
    link = Link(
        source=None, start=None, kind=SourceKind.UNNAMED_SOURCES, named=False,
        cue="was reported", cue_start=0, cue_class=CueClass.REPORT,
    )  # fmt: skip
    nobody = evolve(A, attribution=Attribution(own_voice=False, chain=(link,), strength=1))

    assert World(nobody).docket().evidence[0].voice == "unnamed sources (outlet a)"
