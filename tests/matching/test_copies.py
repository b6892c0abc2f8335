from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.matching import Grouping, group_appearances
from claimtrack.matching import grouping as grouping_module
from claimtrack.matching.copies import REPRINTED_DAYS, Copies
from claimtrack.model import Act, Appearance, Claim, Denies, Features, Polarity, Report
from matching.cases import FLOOD, FLOOD_REPORTS, report, say

DAY = date(2024, 3, 1)


def reprinted(times: int, *, of: str = "a") -> tuple[dict[str, Report], list[Appearance]]:
    """
    Reprint one report of the flood so many times, with the ids k0, k1, …
    """
    told = [a for a in FLOOD if a.report == of]
    reports = {f"k{n}": evolve(FLOOD_REPORTS[of], id=f"k{n}") for n in range(times)}
    return reports, [evolve(a, id=f"{k}#{a.id[-1]}", report=k) for k in reports for a in told]


DENIAL = say(
    "z#1",
    "no flood in Qasr Marwan killed 40 people",
    event="kill",
    counts={"killed": 40},
    place="Qasr Marwan",
    act=Act.DENY,
    polarity=Polarity.DENY,
    denies=Denies.FIGURE,
)


def shape(claims: Iterable[Claim]) -> list[tuple[set[str], bool]]:
    """
    Say which appearances of a report each claim holds, and whether the denial is among them.
    """
    return [({i[-1] for i in c.appearances if i != "z#1"}, "z#1" in c.appearances) for c in claims]


@pytest.mark.parametrize("times", [1, 2, 63, 64, 65, 1_000])
def test_any_number_of_copies_is_one_claim_that_a_denial_meets(times: int) -> None:
    """
    The claims of one report and a denial are the same whether the report stands once or a thousand times.
    """
    reports, copies = reprinted(times)

    claims = group_appearances([*copies, DENIAL], reports={**reports, "z": report("z", DAY)})

    assert [({"1"}, True), ({"2"}, False)] == shape(claims)
    assert [times + 1, times] == [len(c.appearances) for c in claims]
    assert [times] == [len(k.a) for k in claims[0].conflicts if k.kind == "denial"]


def test_copies_cost_no_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A thousand copies need as many pair scores as one report.
    """
    asked = 0
    score = grouping_module.score

    def counted(*args, **kwargs):  # type: ignore[no-untyped-def]
        nonlocal asked
        asked += 1
        return score(*args, **kwargs)

    monkeypatch.setattr(grouping_module, "score", counted)
    took = []
    for times in (1, 1_000):
        reports, copies = reprinted(times)
        asked = 0
        group_appearances([*copies, DENIAL], reports=reports)
        took.append(asked)

    assert 0 < took[0] == took[1]


@pytest.mark.parametrize(
    "other",
    [
        say("q#1", "the flood in Qasr Marwan killed 41 people", event="kill", counts={"killed": 41}),
        say("q#1", "the flood in Qasr Marwan killed 40 people", event="kill", polarity=Polarity.DENY),
        say("q#1", "the flood in Qasr Marwan killed 40 people", event="kill", day=date(2024, 2, 1)),
        say("q#1", "in Qasr Marwan 40 people the flood killed", event="kill", counts={"killed": 40}),
        say("q#1", "", given=Features()),
    ],
    ids=["number", "negation", "day told", "order", "no word"],
)
def test_what_differs_is_no_copy(other: Appearance) -> None:
    """
    Another number, polarity, day or order of words is compared, and so is what has no words.
    """
    first = evolve(other, id="p#1", report="p", quote=FLOOD[0].quote, quantities=FLOOD[0].quantities)
    if not other.quote:
        first = evolve(other, id="p#1", report="p")
    elif other.happened or other.polarity is Polarity.DENY:
        first = evolve(other, id="p#1", report="p", happened=None, polarity=Polarity.AFFIRM)
    grouping = Grouping()
    grouping.add("p", [first])
    grouping.add("q", [other])
    grouping.claims()

    assert grouping._copies.first("p") != grouping._copies.first("q")


def test_letter_case_points_and_small_words_make_no_other_text() -> None:
    """
    What `deduplicate` finds the same is a copy here.
    """
    grouping = Grouping()
    for name, quote in (("p", "The flood killed 40 people."), ("q", "THE FLOOD killed 40 people")):
        grouping.add(name, [say(f"{name}#1", quote, given=FLOOD[0].features)])
    grouping.claims()

    assert "p" == grouping._copies.first("q")


def test_the_same_words_after_long_are_compared_like_any_others() -> None:
    """
    Copies run on while papers reprint a text; what comes later stands for itself.
    """
    copies = Copies()
    days = {"a": 0, "b": REPRINTED_DAYS, "c": 2 * REPRINTED_DAYS, "d": 3 * REPRINTED_DAYS + 1}
    for name, after in days.items():
        copies.add(name, "text", day=DAY + timedelta(after))

    assert ("a", "d") == copies.settle(alone=frozenset()).new
    assert ("a", "b", "c") == copies.run("a")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdefgh"), st.sampled_from(["x", "y"]), st.none() | st.integers(0, 40), st.booleans()
        ),
        max_size=30,
    )
)
def test_who_stands_for_a_text_does_not_hang_on_the_order(steps: list[tuple[str, str, int | None, bool]]) -> None:
    """
    After any additions, removals and settlings the choice is that of a fresh start, and what was told adds up to it.
    """
    copies, there, standing = Copies(), dict[str, tuple[str, date | None]](), set[str]()
    for name, text, after, settle in steps:
        if name in there:
            standing.discard(name)
            copies.remove(name)
            del there[name]
        else:
            there[name] = (text, None if after is None else DAY + timedelta(after))
            copies.add(name, text, day=there[name][1])
        if settle:
            chosen = copies.settle(alone=frozenset("h"))
            standing = (standing - set(chosen.gone)) | set(chosen.new)
    chosen = copies.settle(alone=frozenset("h"))
    standing = (standing - set(chosen.gone)) | set(chosen.new)
    fresh = Copies()
    for name, (text, day) in sorted(there.items(), reverse=True):
        fresh.add(name, text, day=day)
    fresh.settle(alone=frozenset("h"))

    assert {n: fresh.first(n) for n in there} == {n: copies.first(n) for n in there}
    assert {fresh.first(n) for n in there} == standing


@given(st.permutations(range(12)), st.sets(st.integers(0, 11), max_size=8), st.integers(1, 6))
@settings(max_examples=20, deadline=None)
def test_copies_that_come_and_go_leave_nothing_behind(order: list[int], gone: set[int], asked: int) -> None:
    """
    Copies of two texts added and removed in any order give the claims of a fresh grouping.
    """
    told = {f"m{n}": [a for a in FLOOD if a.report == "ab"[n % 2]] for n in range(12)}
    rows = {m: [evolve(a, id=f"{m}#{a.id[-1]}", report=m) for a in told[m]] for m in told}
    reports = {f"m{n}": report(f"m{n}", DAY + timedelta(n // 3)) for n in range(12)}
    grouping = Grouping()
    for at, n in enumerate(order):
        grouping.add(reports[f"m{n}"], rows[f"m{n}"])
        if at % asked == 0:
            grouping.claims()
    for n in gone:
        grouping.remove(f"m{n}")
        if n % asked == 0:
            grouping.claims()
    left = [a for n in order if n not in gone for a in rows[f"m{n}"]]

    assert group_appearances(left, reports=reports) == grouping.claims()


def test_a_decision_about_a_copy_is_about_that_copy() -> None:
    """
    Who takes one copy out of a claim leaves the others in, and gets it back by taking the decision back.
    """
    reports, copies = reprinted(5)
    by = defaultdict(list)
    for one in copies:
        by[one.report].append(one)
    grouping = Grouping()
    for name, told in by.items():
        grouping.add(reports[name], told)
    before = grouping.claims()

    grouping.decide([{"do": "split", "of": ["k3#1"], "at": "2024-10-01"}])
    decided = grouping.claims()
    grouping.decide([])

    assert {"k0#1", "k1#1", "k2#1", "k4#1"} == set(next(c for c in decided if "k0#1" in c.appearances).appearances)
    assert ("k3#1",) in {c.appearances for c in decided}
    assert before == grouping.claims()


def test_two_copies_are_explained() -> None:
    """
    Why two copies are one claim can be asked like of any other two appearances.
    """
    reports, copies = reprinted(3)
    grouping = Grouping()
    for one in copies:
        if one.id.endswith("#1"):
            grouping.add(reports[one.report], [one])

    reasons = grouping.explain("k1#1", "k2#1")

    assert sum(reasons.values()) > 0


@pytest.mark.parametrize("way", ["byline", "more", "less"])
def test_nearly_equal_reports_are_one_claim_that_a_denial_meets(way: str) -> None:
    """
    Two hundred papers that put their own byline, sentence or cut on one text make one claim of what they share.
    """
    reports, copies = reprinted(200)
    for n, name in enumerate(sorted(reports)):
        if way == "byline":
            reports[name] = evolve(reports[name], text=f"By Writer{n} Surname{n}\nFlood in Qasr Marwan.")
        elif way == "more":
            copies.append(say(f"{name}#3", f"Teacher{n} of Qasr Marwan saw the road to Village{n} cut"))
        elif n % 2:
            copies = [a for a in copies if a.id != f"{name}#2"]

    claims = group_appearances([*copies, DENIAL], reports={**reports, "z": report("z", DAY)})

    met = next(c for c in claims if "z#1" in c.appearances)
    assert 200 == sum(i.endswith("#1") for i in met.appearances) - 1
    assert 1 == sum(any(i.endswith("#2") for i in c.appearances) for c in claims)


def story(events: int) -> tuple[dict[str, Report], dict[str, list[Appearance]]]:
    """
    Make a story of one event class, one country and three days: every event told by three reports in other words.
    """
    ways = ("{n} people were killed in {p}", "an attack on {p} killed {n} people", "{n} people died when {p} was hit")
    reports, told = {}, {}
    for event in range(events):
        place, n = f"Village{event}x{event % 7}", 3 + event % 9
        for way, words in enumerate(ways):
            name = f"r{event}-{way}"
            reports[name] = report(name, DAY + timedelta(event % 3))
            quote = words.format(n=n, p=place)
            told[name] = [say(f"{name}#1", quote, event="kill", counts={"killed": n}, place=f"{place}, Syria")]
    return reports, told


def test_one_more_report_costs_the_same_in_an_archive_four_times_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What a new report adds in pair scores does not grow with a story of one event class; all together grow in step.
    """
    asked = 0
    score = grouping_module.score

    def counted(*args, **kwargs):  # type: ignore[no-untyped-def]
        nonlocal asked
        asked += 1
        return score(*args, **kwargs)

    monkeypatch.setattr(grouping_module, "score", counted)
    batch, one_more = [], []
    for events in (100, 400):
        reports, told = story(events + 10)
        grouping, names, asked = Grouping(), list(reports), 0
        for name in names[: 3 * events]:
            grouping.add(reports[name], told[name])
        grouping.claims()
        batch.append(asked)
        asked = 0
        for name in names[3 * events :]:
            grouping.add(reports[name], told[name])
            grouping.claims()
        one_more.append(asked / 30)

    assert batch[1] < 6 * batch[0]
    assert one_more[1] < 2 * max(one_more[0], 10)
