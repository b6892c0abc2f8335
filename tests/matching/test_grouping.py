from __future__ import annotations

import json
import time
from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import InvalidValueError
from claimtrack.matching import Grouping, group_appearances
from claimtrack.model import Act, Claim, Denies, Features, Polarity, Scope
from matching.cases import FLOOD, FLOOD_REPORTS, archive, say


def groups(claims: tuple[Claim, ...]) -> set[frozenset[str]]:
    return {frozenset(c.appearances) for c in claims}


def claim_of(claims: tuple[Claim, ...], one: str) -> frozenset[str]:
    return next(g for g in groups(claims) if one in g)


def test_one_toll_in_two_languages_and_other_numbers_is_one_claim() -> None:
    """
    The toll of one flood is one claim, whatever the language, the verb and the number.
    """
    claims = group_appearances(FLOOD, reports=FLOOD_REPORTS)

    assert frozenset({"a#1", "b#1", "c#1"}) == claim_of(claims, "a#1")


def test_names_carry_a_claim_across_scripts() -> None:
    """
    A burst dam is one claim in Arabic and English though no number is given.
    """
    claims = group_appearances(FLOOD, reports=FLOOD_REPORTS)

    assert frozenset({"a#2", "b#2"}) == claim_of(claims, "a#2")


def test_the_same_number_elsewhere_is_another_claim() -> None:
    """
    As many dead in another place and month are not the same dead.
    """
    claims = group_appearances(FLOOD, reports=FLOOD_REPORTS)

    assert "d#1" not in claim_of(claims, "a#1")


def test_every_appearance_stands_in_exactly_one_claim() -> None:
    """
    Nothing is lost and nothing is told twice.
    """
    claims = group_appearances(FLOOD, reports=FLOOD_REPORTS)

    assert sorted(a.id for a in FLOOD) == sorted(i for c in claims for i in c.appearances)


def test_a_denial_belongs_to_the_claim_it_denies() -> None:
    """
    What is denied and what is affirmed are one claim with a denial conflict.
    """
    denial = say(
        "e#1",
        "the flood in Qasr Marwan killed 55 people",
        event="kill",
        counts={"killed": 55},
        place="Qasr Marwan",
        act=Act.DENY,
        polarity=Polarity.DENY,
        denies=Denies.FIGURE,
    )

    claims = group_appearances((*FLOOD, denial), reports=FLOOD_REPORTS)

    claim = next(c for c in claims if "e#1" in c.appearances)
    assert "a#1" in claim.appearances
    assert [(("b#1", "c#1"), ("e#1",))] == [(k.a, k.b) for k in claim.conflicts if k.kind == "denial"]


def test_a_forecast_is_not_a_count() -> None:
    """
    What may come is kept apart from what has been counted.
    """
    forecast = say(
        "e#1", "deaths in Qasr Marwan may reach 900", event="kill", counts={"killed": 900}, scope=Scope.FORECAST
    )

    claims = group_appearances((*FLOOD, forecast), reports=FLOOD_REPORTS)

    assert frozenset({"e#1"}) == claim_of(claims, "e#1")


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_order_does_not_matter(random: Random) -> None:
    """
    The same appearances in any order give the same claims, to the last letter.
    """
    shuffled = random.sample(FLOOD, k=len(FLOOD))

    assert group_appearances(FLOOD, reports=FLOOD_REPORTS) == group_appearances(shuffled, reports=FLOOD_REPORTS)


@given(st.randoms(use_true_random=False), st.integers(1, 12))
@settings(max_examples=15, deadline=None)
def test_adding_and_removing_leaves_nothing_behind(random: Random, asked: int) -> None:
    """
    Reports added and removed in any order, with claims asked in between, give what a fresh grouping gives.
    """
    known, appearances = archive(24)
    told = {name: [a for a in appearances if a.report == name] for name in known}
    grouping = Grouping()
    for at, name in enumerate(random.sample(sorted(known), k=24)):
        grouping.add(known[name], told[name])
        if at % asked == 0:
            grouping.claims()
    gone = random.sample(sorted(known), k=9)
    for at, name in enumerate(gone):
        grouping.remove(name)
        if at % asked == 0:
            grouping.claims()
    left = [a for a in appearances if a.report not in gone]

    assert group_appearances(left, reports=known) == grouping.claims()


def test_renaming_reports_changes_no_group() -> None:
    """
    Groups do not hang on what reports are called.
    """
    known, appearances = archive(40)
    names = {name: f"x{1000 - int(name[1:])}" for name in known}
    renamed = [evolve(a, id=f"{names[a.report]}#{a.id.split('#')[1]}", report=names[a.report]) for a in appearances]
    reports = {names[n]: evolve(r, id=names[n]) for n, r in known.items()}

    there = groups(group_appearances(renamed, reports=reports))

    here = groups(group_appearances(appearances, reports=known))
    assert {frozenset(f"{names[i.split('#')[0]]}#{i.split('#')[1]}" for i in g) for g in here} == there


def test_aliases_of_users_join_names() -> None:
    """
    Two names of one brigade meet where an alias list says so, and its places too.
    """
    one = say(
        "p#1", "the Dawn Brigade expelled guards", event="expel", roles={"agent": "the Dawn Brigade"}, place="Rashin"
    )
    other = say(
        "q#1", "لواء الفجر طرد الحراس", lang="ar", event="expel", place="Rachine", roles={"agent": "لواء الفجر"}
    )

    without = Grouping()
    known = Grouping(aliases={"لواء الفجر": "Dawn Brigade", "Rachine": "Rashin"})
    for grouping in (without, known):
        grouping.add("p", [one])
        grouping.add("q", [other])

    assert sum(known.explain("p#1", "q#1").values()) > sum(without.explain("p#1", "q#1").values()) + 1


def test_recorded_merges_and_splits_are_respected_and_undone() -> None:
    """
    Decisions hold over any score, and are gone when they are taken back.
    """
    grouping = Grouping()
    for name, known in FLOOD_REPORTS.items():
        grouping.add(known, [a for a in FLOOD if a.report == name])
    before = grouping.claims()

    grouping.decide(
        [
            {"do": "merge", "of": ["a#1", "d#1"], "at": "2024-10-01"},
            {"do": "split", "of": ["b#1"], "value": ["c-a#1", "c#1"], "at": "2024-10-02"},
        ]
    )
    decided = grouping.claims()
    grouping.decide([])

    assert "d#1" in claim_of(decided, "a#1")
    assert frozenset({"b#1"}) == claim_of(decided, "b#1")
    assert before == grouping.claims()


def test_the_hostile_bucket_is_bounded() -> None:
    """
    Hundreds of reports with one text, no words, or one word end in honest groups.
    """
    same = [say(f"s{k}#1", "smoke") for k in range(300)]
    empty = [say(f"t{k}#1", "", given=Features()) for k in range(50)]

    claims = group_appearances([*same, *empty], reports={})

    assert 350 == sum(len(c.appearances) for c in claims)
    assert all(len(claim_of(claims, f"t{k}#1")) == 1 for k in range(50))


@pytest.mark.parametrize(
    ("report", "appearances", "named"),
    [
        ("a", [FLOOD[0]], "report"),
        ("z", [FLOOD[0]], "report of a#1"),
        ("y", [say("y#1", "x"), say("y#1", "x")], "id"),
    ],
)
def test_what_would_mix_reports_up_is_refused(report: str, appearances: list, named: str) -> None:
    """
    One report twice, another report's appearance, and one id twice are errors that name the field.
    """
    grouping = Grouping()
    grouping.add("a", [])

    with pytest.raises(InvalidValueError, match=f"^{named}: given"):
        grouping.add(report, appearances)


def test_unknown_ids_are_refused() -> None:
    """
    Removing and explaining what was never added are errors.
    """
    with pytest.raises(InvalidValueError, match=r"^report: given 'a'"):
        Grouping().remove("a")
    with pytest.raises(InvalidValueError, match=r"^appearance: given 'a#1'"):
        Grouping().explain("a#1", "b#1")


@pytest.mark.parametrize(("rows", "counts"), [(None, False), (np.ones, True), (np.zeros, False)])
def test_likeness_counts_only_where_meaning_is_known(rows: Callable[..., object] | None, counts: bool) -> None:
    """
    Vectors are evidence; a row of zeros, as no embedder at all, is none, neither for nor against.
    """

    class Embedder:
        def embed(self, texts):  # type: ignore[no-untyped-def]
            return rows((len(texts), 1), dtype=np.float32)  # type: ignore[misc]

    grouping = Grouping(embedder=Embedder() if rows else None)
    grouping.add("p", [say("p#1", "guards left")])
    grouping.add("q", [say("q#1", "sentries went")])
    grouping.claims()

    assert counts == ("sentences alike" in grouping.explain("p#1", "q#1"))


def test_claims_are_named_after_their_first_appearance() -> None:
    """
    A claim keeps its name while it grows.
    """
    claims = group_appearances(FLOOD, reports=FLOOD_REPORTS)

    assert [f"c-{c.appearances[0]}" for c in claims] == [c.id for c in claims]
    assert json.dumps([c.id for c in claims]) == json.dumps(sorted(c.id for c in claims))


def test_work_grows_with_the_number_of_reports() -> None:
    """
    Four times the reports cost about four times the work, not sixteen; vectors, one a text, are left out, as the
    threads of numpy's BLAS spin on a busy machine.
    """

    def cost(reports: int) -> float:
        known, appearances = archive(reports)
        start = time.process_time()
        group_appearances(appearances, reports=known, embedder=None)
        return time.process_time() - start

    cost(40)
    assert cost(800) < 8 * max(cost(200), 0.02)
