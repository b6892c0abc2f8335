from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims import features
from claimtrack.matching.aliases import Aliases, read_aliases
from claimtrack.matching.compare import VETO, compare, is_worth_comparing, score
from claimtrack.matching.events import OUTCOMES, are_kin
from claimtrack.matching.evidence import AGAINST, EITHER, EVIDENCE, FOR, VETOES, gather
from claimtrack.matching.matcher import load_matcher
from claimtrack.matching.meeting import Meeting
from claimtrack.matching.profiles import Profile, make_profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.slots import Kinship, closest, is_telling, kinship, stated
from claimtrack.matching.threads import Context
from claimtrack.model import Act, Appearance, Denies, Mood, Polarity, Quantity, Scope, When
from matching.cases import FLOOD, FLOOD_REPORTS, say

NEAR = Context(alike=0.8)
FAR = Context(alike=0.05, strangers=True, days=90)


def profile(appearance: Appearance, aliases: Aliases | None = None) -> Profile:
    return make_profile(appearance, None, aliases=aliases or Aliases(), read=features)


def meet(p: Profile, q: Profile, context: Context = NEAR) -> Meeting:
    one, other = ([p, q], [p, q]) if p.report == q.report and p.id != q.id else ([p], [q])
    return Meeting(context, Rarity(), one, other)


def evidence(a: Appearance, b: Appearance, context: Context = NEAR) -> dict[str, float]:
    p, q = profile(a), profile(b)
    return gather(p, q, meet(p, q, context))


TOLL = say("a#1", "30 people were killed", event="kill", counts={"killed": 30})


@pytest.mark.parametrize(
    ("other", "named", "value"),
    [
        (say("b#1", "ارتفعت الحصيلة إلى 70", lang="ar", event="rise", counts={"killed": 70}), "event same", 1.0),
        (say("b#1", "at least 30 dead", event="die", counts={"killed": (30, None)}), "value same", 1.0),
        (say("b#1", "3,958 missing", event="miss", counts={"missing": 3958}), "slot other", 1.0),
        (say("b#1", "12 gunmen fled", event="escape", counts={"gunmen": 12}), "slot other", 1.0),
        (say("b#1", "90 wounded and 30 dead", counts={"injured": 90, "killed": 30}), "slot beside", 1.0),
        (say("b#1", "deaths may reach 90", counts={"killed": 90}, act=Act.SPECULATE), "speculated in one only", 1.0),
        (say("b#1", "deaths may reach 90", counts={"killed": 90}, scope=Scope.FORECAST), "forecast against count", 1.0),
        (say("b#1", "30 dead, 7 of them boys", counts={"killed": 7}, scope=Scope.SUBSET), "part against whole", 1.0),
        (
            say("b#1", "we never said so", polarity=Polarity.DENY, denies=Denies.HAVING_SAID),
            "saying against deed",
            1.0,
        ),
        (say("a#2", "30 dead", counts={"killed": 30}), "same report", 1.0),
        (say("b#1", "the rebels left the ridge", event="withdraw"), "counted in one only", 1.0),
    ],
)
def test_a_toll_is_compared_by_what_it_counts(other: Appearance, named: str, value: float) -> None:
    """
    Verb, language and number of a toll do not part it; what is counted does.
    """
    assert value == evidence(TOLL, other)[named]


def test_some_of_the_dead_are_told_from_all_of_them() -> None:
    """
    Nine of the staff are not the toll; who is counted is read off the words of the count.
    """
    staff, fighters = (
        evolve(TOLL, id="b#1", report="b", quantities=(Quantity(what="killed", low=9, high=9, text=words),))
        for words in ("nine of its workers", "nine fighters")
    )

    assert 1.0 == evidence(TOLL, staff)["group in one only"]
    assert 1.0 == evidence(staff, evolve(fighters, id="c#1", report="c"))["group other"]
    assert 1.0 == evidence(staff, evolve(staff, id="c#1", report="c"))["group same"]


def test_people_counted_are_those_the_sentence_says_fell() -> None:
    """
    "11,300 people perished" fills the slot of the killed.
    """
    perished = say("a#1", "11,300 people perished", event="die", counts={"people": 11300})

    assert {"killed": (11300, 11300)} == dict(profile(perished).slots)


def test_a_bare_toll_counts_the_dead() -> None:
    """
    A toll that says nothing else is one of the dead, and one of the missing is not.
    """
    bare = say("a#1", "the toll stands at 70", event="toll", counts={"count": 70})
    missing = say("a#2", "the missing number 70", event="toll", counts={"missing": 70})

    assert [["killed"], ["missing"]] == [list(profile(bare).slots), list(profile(missing).slots)]


def test_two_numbers_for_groups_in_one_report_are_two_claims() -> None:
    """
    Twenty soldiers and fifty fighters of one report are not one count.
    """
    a = say("a#1", "20 soldiers entered the field", event="enter", counts={"soldiers": 20})
    b = say("a#2", "50 fighters entered the field", event="enter", counts={"fighters": 50})

    found = evidence(a, b)

    assert (1.0, 1.0) == (found["fixed count differs"], found["two counts in one report"])


def test_parties_that_change_sides_speak_against() -> None:
    """
    A struck B is not B struck A.
    """
    a = say("a#1", "x", event="attack", roles={"agent": "the Rashin Guard", "patient": "the Dawn Brigade"})
    b = say("b#1", "x", event="attack", roles={"agent": "the Dawn Brigade", "patient": "the Rashin Guard"})

    assert 1.0 == evidence(a, b)["roles crossed"]
    assert 1.0 == evidence(a, a)["roles alike"]


@pytest.mark.parametrize(
    ("place", "named"),
    [("Rashin", "place same"), ("Rashin bridge, Rashin", "place nested"), ("Tell Sabha", "place other")],
)
def test_places_are_compared_with_what_contains_them(place: str, named: str) -> None:
    """
    A place is the same, lies in the other, or is elsewhere.
    """
    assert 1.0 == evidence(say("a#1", "x", place="Rashin"), say("b#1", "x", place=place))[named]


@pytest.mark.parametrize(
    ("day", "named"), [(date(2024, 3, 1), {"date same"}), (date(2024, 3, 3), set()), (date(2024, 3, 9), {"date other"})]
)
def test_days_next_to_one_another_tell_nothing(day: date, named: set[str]) -> None:
    """
    One day agrees, two days off may be a slip, a week off is another time.
    """
    found = evidence(say("a#1", "x", day=date(2024, 3, 1)), say("b#1", "x", day=day))

    assert named == found.keys() & {"date same", "date other"}


@given(st.sampled_from(FLOOD), st.sampled_from(FLOOD), st.sampled_from([NEAR, FAR]))
def test_scores_are_symmetric_and_reasons_add_up(a: Appearance, b: Appearance, context: Context) -> None:
    """
    The order of two appearances does not matter, and what is explained is what is scored.
    """
    p, q = (make_profile(x, FLOOD_REPORTS[x.report], aliases=Aliases(), read=features) for x in (a, b))
    matcher = load_matcher()

    there = compare(p, q, meeting=meet(p, q, context), matcher=matcher)

    back = score(q, p, meeting=meet(q, p, context), matcher=matcher)
    assert back == pytest.approx(max(there.log_odds, VETO) if back > VETO else VETO, abs=1e-9)
    assert sum(there.reasons.values()) == pytest.approx(there.log_odds, abs=1e-9)
    assert there.reasons.keys() <= EVIDENCE | VETOES


def test_reports_that_share_little_speak_against_an_equal_count() -> None:
    """
    As many dead in reports of another season and of other things says less than in reports of one event.
    """
    a, b = profile(TOLL), profile(say("b#1", "30 people were killed", event="kill", counts={"killed": 30}))

    near, far = (score(a, b, meeting=meet(a, b, c), matcher=load_matcher()) for c in (NEAR, FAR))

    assert near > 0
    assert far < near - 1


@pytest.mark.parametrize("mood", [m for m in Mood if m is not Mood.FACT])
def test_what_is_no_fact_never_joins_one(mood: Mood) -> None:
    """
    A demand, a vow, a forecast in the very words of a fact is another claim: "will strike the port", "struck the port".
    """
    fact = say("a#1", "the army struck the port", event="attack", place="Rashin")
    other = profile(evolve(fact, id="b#1", report="b", mood=mood))

    assert score(profile(fact), other, meeting=meet(profile(fact), other), matcher=load_matcher()) <= VETO


def test_a_count_of_what_may_come_never_joins_a_count() -> None:
    """
    "May reach 90" and "90 dead" are two claims.
    """
    other = profile(say("b#1", "30 people may die", event="kill", counts={"killed": 30}, scope=Scope.FORECAST))

    assert score(profile(TOLL), other, meeting=meet(profile(TOLL), other), matcher=load_matcher()) <= VETO


@pytest.mark.parametrize(("days", "parted"), [(8, True), (7, False)])
def test_reports_of_different_weeks_tell_of_different_days(days: int, parted: bool) -> None:
    """
    A crash on Monday and a crash there on Tuesday of the next week are two, however alike the words.
    """
    one, other = (
        profile(evolve(TOLL, id=f"{r}#1", report=r, happened=When(day, day)))
        for r, day in (("a", date(2021, 3, 1)), ("b", date(2021, 3, 1 + days)))
    )
    meeting = meet(one, other, Context(alike=0.8, days=days))

    assert parted == (score(one, other, meeting=meeting, matcher=load_matcher()) == VETO)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            say("a#1", "a car bomb killed 12 people", event="kill", counts={"killed": 12}, place="Homs, Syria"),
            say("b#1", "a car bomb killed 12 people", event="kill", counts={"killed": 12}, place="Hama, Syria"),
        ),
        (
            say("a#1", "a car bomb killed people", event="kill", place="Homs", day=date(2021, 3, 8)),
            say("b#1", "a car bomb killed people", event="kill", place="Homs", day=date(2021, 4, 5)),
        ),
    ],
)  # fmt: skip
def test_the_same_words_of_another_town_or_day_are_another_claim(one: Appearance, other: Appearance) -> None:
    """
    Homs is not Hama, 8 March is not 5 April, whatever else agrees.
    """
    p, q = profile(one), profile(other)
    days = abs((one.happened.start - other.happened.start).days) if one.happened and other.happened else 0
    context = Context(alike=0.8, elsewhere=one.place != other.place, days=days)

    assert score(p, q, meeting=meet(p, q, context), matcher=load_matcher()) < 0


def test_terms_that_all_claims_of_two_reports_use_are_not_telling() -> None:
    """
    What is rare is judged among the claims of both reports: "port" says nothing where every sentence has it.
    """
    one = [
        profile(say(f"a#{n}", f"the port {word}", lang="en")) for n, word in enumerate(("burned", "reopened", "paid"))
    ]
    other = [profile(say(f"b#{n}", f"the port {word}")) for n, word in enumerate(("burned", "closed", "waited"))]
    rarity = Rarity()
    for p in (*one, *other):
        rarity.add(p.terms)
    meeting = Meeting(NEAR, rarity, one, other)

    burned, port = (next(t for t in one[0].stems if t.startswith(f"en:{w}")) for w in ("burn", "port"))
    assert meeting.weight(burned) > 2 * meeting.weight(port)
    assert meeting.overlap(one[0].terms, other[0].terms) > meeting.overlap(one[0].terms, other[1].terms)


def test_vectors_are_compared_among_the_claims_of_both_reports() -> None:
    """
    The pair that is nearest in both reports has the widest margin, and without vectors there is no likeness.
    """
    import numpy as np

    one = [profile(say(f"a#{n}", "x")) for n in (1, 2)]
    other = [profile(say(f"b#{n}", "x")) for n in (1, 2)]
    rows = np.array([[1, 0], [0, 1], [0.8, 0.6], [-0.6, 0.8]], dtype=np.float32)
    vectors = {p.id: (row, row) for p, row in zip((*one, *other), rows, strict=True)}
    meeting = Meeting(NEAR, Rarity(), one, other, vectors)

    right, wrong = meeting.likeness("a#1", "b#1"), meeting.likeness("a#2", "b#1")

    assert right is not None
    assert wrong is not None
    assert (0.8, 0.2) == (pytest.approx(right.texts, abs=1 / 256), pytest.approx(right.margin, abs=1 / 256))
    assert wrong.margin < 0 < right.margin
    assert meeting.likeness("b#1", "a#1") == right
    assert Meeting(NEAR, Rarity(), one, other).likeness("a#1", "b#1") is None


def test_every_piece_of_evidence_has_one_direction() -> None:
    """
    Evidence is for, against or open, and no learned weight has the wrong sign.
    """
    assert len(EVIDENCE) == len(FOR) + len(AGAINST) + len(EITHER)
    for vectors in (True, False):
        weights = load_matcher().weights(vectors=vectors)
        assert not [n for n, w in weights.items() if (n in FOR and w < 0) or (n in AGAINST and w > 0)]


def test_only_what_shares_an_anchor_is_compared() -> None:
    """
    An event, a count or two words are an anchor; one common word is none, and a vow has none with a fact.
    """
    left = say("b#1", "the guards left the ridge", event="withdraw")

    assert is_worth_comparing(profile(TOLL), profile(say("b#1", "the toll is 40", event="die", counts={"killed": 40})))
    assert not is_worth_comparing(profile(TOLL), profile(left))
    assert not is_worth_comparing(profile(left), profile(evolve(left, id="c#1", report="c", mood=Mood.VOW)))


def test_units_know_their_kin() -> None:
    """
    Soldiers may be "elements" elsewhere; the killed are never the injured.
    """
    assert Kinship.KIN is kinship("soldiers", "members")
    assert Kinship.APART is kinship("killed", "injured")
    assert (Kinship.SAME, False, (("b", "b"),)) == closest({"a": (1, 1), "b": (2, 2)}, {"b": (2, 2)})


@pytest.mark.parametrize(
    ("span", "number"), [((30, 30), (30,)), ((30, None), (30,)), ((None, 20), (20,)), ((20, 99), (20, 99))]
)
def test_bounds_state_their_number(span: tuple[float | None, float | None], number: tuple[float, ...]) -> None:
    """
    "At least 30" states 30; "dozens" states a range.
    """
    assert number == stated(span)


def test_telling_numbers_have_three_digits() -> None:
    """
    3,958 is telling, 4,000 is round, a range never is.
    """
    assert [True, True, False, False] == [is_telling(n) for n in [(3958,), (11300,), (4000,), (101, 999)]]


def test_event_families_are_kin_both_ways_and_outcomes_are_units() -> None:
    """
    Kinship of events is symmetric; a class outside all families has none.
    """
    assert are_kin("enter", "seize")
    assert are_kin("seize", "enter")
    assert not are_kin("enter", "mourn")
    assert "killed" == OUTCOMES["drown"]


def test_alias_chains_end_and_circles_have_one_name() -> None:
    """
    A is b is c; and x is y is x ends at the smaller.
    """
    aliases = read_aliases(
        {"Alpha": "Beta", "Beta": "Gamma", "x": "y", "y": "x"}, skeletons=lambda n: (n.lower(),)
    )  # fmt: skip

    assert ("gamma", "gamma", "x", "x") == tuple(aliases.place(n) for n in ("ALPHA", "beta", "x", "y"))


def test_rare_terms_weigh_more_and_weights_do_not_hang_on_order() -> None:
    """
    A term of one report weighs more than one of all; short skeletons and concepts weigh little.
    """
    rarity, back = Rarity(), Rarity()
    rows = [{"en:smoke", f"en:w{k}", "event:kill", "n:bd", "n:bkml"} for k in range(40)]
    for row in rows:
        rarity.add(row)
    for row in reversed([*rows, {"en:smoke"}]):
        back.add(row)
    back.remove({"en:smoke"})

    assert rarity.weight("en:w1") > rarity.weight("en:smoke") > rarity.weight("event:kill") > 0
    assert rarity.weight("n:bkml") > rarity.weight("n:bd")
    assert [rarity.weight(t) for t in rows[3]] == [back.weight(t) for t in rows[3]]
    assert 0.0 == rarity.overlap(frozenset({"en:a"}), frozenset({"en:b"}))
    assert rarity.overlap(frozenset({"en:a"}), frozenset({"en:a"})) == pytest.approx(1.0)
