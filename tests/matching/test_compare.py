from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims import features
from claimtrack.matching.aliases import Aliases, read_aliases
from claimtrack.matching.compare import WEIGHTS, compare, gather, is_worth_comparing, score
from claimtrack.matching.events import OUTCOMES, are_kin
from claimtrack.matching.profiles import Profile, make_profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.slots import Kinship, closest, is_telling, kinship, stated
from claimtrack.matching.threads import Context
from claimtrack.model import Act, Appearance, Denies, Polarity, Scope
from matching.cases import FLOOD, FLOOD_REPORTS, say

NEAR = Context(alike=0.8)
FAR = Context(alike=0.05, elsewhere=True, days=90)


def profile(appearance: Appearance, aliases: Aliases | None = None) -> Profile:
    return make_profile(appearance, None, aliases=aliases or Aliases(), read=features)


def evidence(a: Appearance, b: Appearance, context: Context = NEAR) -> dict[str, float]:
    return gather(profile(a), profile(b), rarity=Rarity(), context=context, likeness=None)


TOLL = say("a#1", "30 people were killed", event="kill", counts={"killed": 30})


@pytest.mark.parametrize(
    ("other", "named", "value"),
    [
        (say("b#1", "ارتفعت الحصيلة إلى 70", lang="ar", event="rise", counts={"killed": 70}), "event same", 1.0),
        (say("b#1", "at least 30 dead", event="die", counts={"killed": (30, None)}), "value same", 1.0),
        (say("b#1", "dozens dead", event="die", counts={"killed": (20, 99)}), "value same", 0.0),
        (say("b#1", "3,958 missing", event="miss", counts={"missing": 3958}), "slot other", 1.0),
        (say("b#1", "12 gunmen fled", event="escape", counts={"gunmen": 12}), "slot other", 1.0),
        (say("b#1", "90 wounded and 30 dead", counts={"injured": 90, "killed": 30}), "slot beside", 1.0),
        (say("b#1", "deaths may reach 90", counts={"killed": 90}, act=Act.SPECULATE), "forecast against count", 1.0),
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
    rarity = Rarity()
    p, q = (make_profile(x, FLOOD_REPORTS[x.report], aliases=Aliases(), read=features) for x in (a, b))

    there = compare(p, q, rarity=rarity, context=context, likeness=0.4)

    assert score(q, p, rarity=rarity, context=context, likeness=0.4) == pytest.approx(there.log_odds, abs=1e-9)
    assert sum(there.reasons.values()) == pytest.approx(there.log_odds, abs=1e-9)
    assert there.reasons.keys() <= WEIGHTS.keys()


@given(st.sampled_from(FLOOD), st.sampled_from(FLOOD), st.sampled_from([NEAR, FAR]))
def test_what_is_not_worth_comparing_never_scores_above_zero(a: Appearance, b: Appearance, context: Context) -> None:
    """
    The anchor test drops nothing that would have counted.
    """
    p, q = profile(a), profile(b)

    assert is_worth_comparing(p, q) or score(p, q, rarity=Rarity(), context=context, likeness=None) <= 0


def test_reports_of_other_events_outweigh_an_equal_count() -> None:
    """
    As many dead in reports that share nothing is chance.
    """
    a, b = profile(TOLL), profile(say("b#1", "30 people were killed", event="kill", counts={"killed": 30}))
    rarity = Rarity()

    near, far = (score(a, b, rarity=rarity, context=c, likeness=None) for c in (NEAR, FAR))

    assert near > 0 > far - 4


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
