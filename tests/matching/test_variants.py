from __future__ import annotations

from datetime import date

import pytest

from claimtrack.claims import features
from claimtrack.matching.aliases import Aliases
from claimtrack.matching.profiles import make_profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.variants import describe
from claimtrack.model import Act, Appearance, Claim, Interval, Polarity, Scope
from matching.cases import report, say

DAYS = {"a": date(2024, 3, 1), "b": date(2024, 3, 1), "c": date(2024, 3, 4), "d": None, "e": date(2024, 3, 1)}


def claim(*appearances: Appearance) -> Claim:
    profiles = [
        make_profile(x, report(x.report, DAYS[x.report]), aliases=Aliases(), read=features) for x in appearances
    ]
    order = sorted(range(len(profiles)), key=lambda at: profiles[at].order)
    return describe("c-1", [appearances[i] for i in order], [profiles[i] for i in order], rarity=Rarity())


def toll(identity: str, number: float | tuple[float | None, float | None], **more: object) -> Appearance:
    return say(identity, "so many dead", event="kill", counts={"killed": number}, **more)  # type: ignore[arg-type]


def named(found: Claim, kind: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(k.a, k.b) for k in found.conflicts if k.kind == kind]


def test_one_number_is_one_variant_however_it_is_bounded() -> None:
    """
    "30", "at least 30" and "about 30" share a variant, shown as the plainest of them.
    """
    found = claim(toll("a#1", (30, None)), toll("b#1", 30, approx=True), toll("e#1", 30))

    assert [("killed", Interval(30, 30, approx=False), ("a#1", "b#1", "e#1"))] == [
        (v.slot, v.value, v.appearances) for v in found.variants
    ]


def test_kin_units_are_one_slot_unless_one_quote_has_both() -> None:
    """
    Soldiers here are members there; where a sentence counts both they are two things.
    """
    one = claim(say("a#1", "x", counts={"soldiers": 20}), say("b#1", "x", counts={"members": 20}))
    two = claim(say("a#1", "x", counts={"soldiers": 20, "members": 50}), say("b#1", "x", counts={"members": 50}))

    assert [1, 2] == [len({v.slot for v in c.variants}) for c in (one, two)]


def test_numbers_of_one_day_conflict_and_later_ones_revise() -> None:
    """
    30 and 50 on one day contradict; 90 three days later supersedes both.
    """
    found = claim(toll("a#1", 30), toll("b#1", 50), toll("c#1", 90))

    assert [(("a#1",), ("b#1",))] == named(found, "number")
    assert [(("a#1",), ("c#1",)), (("b#1",), ("c#1",))] == [(r.before, r.after) for r in found.revisions]


def test_a_number_told_as_past_is_revised_by_the_new_one() -> None:
    """
    "Earlier 10 had been counted" is superseded within one report.
    """
    found = claim(toll("a#1", 10, act=Act.BACKGROUND), toll("a#2", 30))

    assert ([], [(("a#1",), ("a#2",))]) == (named(found, "number"), [(r.before, r.after) for r in found.revisions])


def test_without_dates_nothing_is_superseded() -> None:
    """
    An undated report may be the earlier or the later one: the numbers conflict.
    """
    found = claim(toll("a#1", 30), toll("d#1", 90))

    assert ([(("a#1",), ("d#1",))], ()) == (named(found, "number"), found.revisions)


@pytest.mark.parametrize("other", [(20, 99), 31])
def test_what_may_be_one_number_is_no_conflict(other: float | tuple[float, float]) -> None:
    """
    Dozens may be thirty, and about thirty may be thirty-one.
    """
    found = claim(toll("a#1", 30, approx=True), toll("b#1", other))

    assert [] == named(found, "number")
    assert 2 == len(found.variants)


def test_counts_that_do_not_rise_are_never_revised() -> None:
    """
    Fifteen vehicles do not become twenty-five by waiting.
    """
    found = claim(say("a#1", "x", counts={"vehicles": 15}), say("c#1", "x", counts={"vehicles": 25}))

    assert ([(("a#1",), ("c#1",))], ()) == (named(found, "number"), found.revisions)


def test_a_denied_number_is_held_against_those_who_give_it() -> None:
    """
    Who denies 90 denies those who said 90, not those who said 30.
    """
    found = claim(toll("a#1", 30), toll("b#1", 90), toll("c#1", 90, polarity=Polarity.DENY))

    assert [(("b#1",), ("c#1",))] == named(found, "denial")


def test_a_denial_without_number_is_held_against_all() -> None:
    """
    Who denies the deed denies everybody who told of it.
    """
    found = claim(toll("a#1", 30), toll("b#1", 90), say("c#1", "nobody died", polarity=Polarity.DENY))

    assert [(("a#1", "b#1"), ("c#1",))] == named(found, "denial")


def test_a_part_and_a_smaller_place_differ_in_scope() -> None:
    """
    Sixty in one of two convoys is not sixty in both; a district is not the country.
    """
    part = claim(say("a#1", "x", counts={"vehicles": 60}), say("b#1", "x", counts={"vehicles": 60}, scope=Scope.SUBSET))
    inner = claim(toll("a#1", 30, place="Rashin, Marwania"), toll("b#1", 90, place="Marwania"))

    assert [(("b#1",), ("a#1",))] == named(part, "scope")
    assert [(("a#1",), ("b#1",))] == named(inner, "scope")


def test_places_and_days_apart_conflict() -> None:
    """
    Two towns of one country, two days of one week.
    """
    found = claim(
        say("a#1", "x", place="Rashin, Marwania", day=date(2024, 3, 1)),
        say("b#1", "x", place="Tell Sabha, Marwania", day=date(2024, 3, 6)),
    )

    assert [(("a#1",), ("b#1",))] == named(found, "place") == named(found, "date")


def test_parties_conflict_within_a_language_only() -> None:
    """
    Two brigades cannot both have been expelled; across scripts nothing is known of it.
    """
    one = say("a#1", "x", event="expel", roles={"patient": "soldiers of the Rashin Guard"})
    other = say("b#1", "x", event="expel", roles={"patient": "fighters of the Dawn Brigade"})
    arabic = say("e#1", "x", lang="ar", event="expel", roles={"patient": "مقاتلو الحرس"})

    found = claim(one, other, arabic)

    assert [(("a#1",), ("b#1",))] == named(found, "agent")
    assert {"soldiers of the Rashin Guard", "fighters of the Dawn Brigade"} == {v.value for v in found.variants}


def test_the_title_is_an_affirmed_quote_of_bearable_length() -> None:
    """
    A denial and a page-long sentence make no title.
    """
    found = claim(
        say("a#1", "the dam burst " * 30, event="collapse"),
        say("b#1", "the dam burst", event="collapse", polarity=Polarity.DENY),
        say("c#1", "the dam  burst at night", event="collapse"),
    )

    assert ("the dam burst at night", "collapse") == (found.title, found.event)
