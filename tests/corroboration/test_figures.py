"""
Tolls over time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from claimtrack.corroboration import figures, tell_apart
from claimtrack.model import (
    Act,
    Appearance,
    Bound,
    Claim,
    Conflict,
    Denies,
    Figure,
    Origin,
    Report,
    Revision,
    Scope,
)
from corroboration.builders import day, killed, report, said

World = tuple[Claim, dict[str, Appearance], dict[str, Report]]


def world(*told: tuple[int | None, Appearance], origins: Sequence[Origin] = ()) -> World:
    """
    Give a claim of appearances, each with the day of its report; origins where a test needs them.
    """
    appearances = {a.id: a for _, a in told}
    reports = {a.report: report(a.report, when) for when, a in told}
    claim = Claim(id="c", title="t", event="kill", appearances=tuple(appearances), origins=tuple(origins))
    return claim, appearances, reports


def toll(
    *told: tuple[int | None, Appearance], as_of: int | None = None, slot: str = "killed"
) -> list[tuple[object, ...]]:
    claim, appearances, reports = world(*told)
    limit = None if as_of is None else day(as_of)
    found = figures(claim, appearances=appearances, reports=reports, as_of=limit)
    return [(f.as_of and (f.as_of - day(0)).days, f.low, f.best, f.high) for f in found if f.slot == slot]


def test_a_later_toll_supersedes_an_earlier_one() -> None:
    """
    Tolls rise: each day's higher count takes the place of those before it.
    """
    told = [(0, said("a", "A", numbers=(killed(4),))), (1, said("b", "B", numbers=(killed(9),)))]

    assert toll(*told) == [(0, 4, 4, 4), (1, 9, 9, 9)]
    assert toll(*told, as_of=0) == [(0, 4, 4, 4)]


def test_the_reports_of_one_day_give_low_best_and_high() -> None:
    """
    The firmest sources give the best value, the others the ends.
    """
    told = [
        (0, said("a", "A", numbers=(killed(4),), strength=5)),
        (0, said("b", "B", numbers=(killed(9),), strength=1)),
        (0, said("c", "C", numbers=(killed(2),), strength=1)),
    ]

    assert toll(*told) == [(0, 2, 4, 9)]


def test_a_tie_goes_to_the_higher_value() -> None:
    """
    Of two equally firm values the higher one is best, as tolls rise.
    """
    assert toll((0, said("a", "A", numbers=(killed(4),))), (0, said("b", "B", numbers=(killed(5),)))) == [(0, 4, 5, 5)]


def test_one_voice_through_many_outlets_counts_once() -> None:
    """
    A ministry quoted three times does not outvote two hospitals.
    """
    told = [(0, said(f"m{k}", "Ministry", numbers=(killed(3),))) for k in range(3)]
    told += [(0, said(f"h{k}", f"Hospital {k}", numbers=(killed(7),))) for k in range(2)]

    assert toll(*told) == [(0, 3, 7, 7)]


def test_an_earlier_higher_toll_stays_as_the_upper_end() -> None:
    """
    A lower count of another source does not wipe out a higher one that nobody withdrew; its own source's does.
    """
    high = (0, said("a", "A", numbers=(killed(90),)))

    assert toll(high, (1, said("b", "B", numbers=(killed(60),)))) == [(0, 90, 90, 90), (1, 60, 60, 90)]
    assert toll(high, (1, said("b", "A", numbers=(killed(60),)))) == [(0, 90, 90, 90), (1, 60, 60, 60)]


def test_bounds_give_no_best_where_there_is_an_exact_count() -> None:
    """
    "At least 60" is an open interval; an exact count of the day is the best value.
    """
    at_least = (0, said("a", "A", numbers=(killed(60, None, bound=Bound.INCLUSIVE),)))
    at_most = (0, said("b", "B", numbers=(killed(None, 80),)))
    exact = (0, said("b", "B", numbers=(killed(64),)))

    assert toll(at_least) == [(0, 60, 60, None)]
    assert toll(at_least, exact) == [(0, 64, 64, 64)]
    assert toll(at_most) == [(0, None, None, 80)]


def test_vague_counts_have_no_best_value() -> None:
    """
    Dozens are 20 to 99, and no middle is invented.
    """
    assert toll((0, said("a", "A", numbers=(killed(20, 99),)))) == [(0, 20, None, 99)]


@pytest.mark.parametrize("scope", [s for s in Scope if s is not Scope.WHOLE])
def test_what_is_no_count_of_the_whole_stays_apart(scope: Scope) -> None:
    """
    Subsets, additions, forecasts, rates and earlier counts never mix with the toll.
    """
    told = [
        (0, said("a", "A", numbers=(killed(4),))),
        (1, said("b", "B", numbers=(killed(5000, scope=scope),))),
    ]

    assert toll(*told) == [(0, 4, 4, 4)]
    assert toll(*told, slot=f"killed ({scope.value})") == [(1, 5000, 5000, 5000)]


@pytest.mark.parametrize(
    "taking_back",
    [
        said("b", "A", deny=Denies.FIGURE, numbers=(killed(70),)),
        said("b", "A", deny=Denies.HAVING_SAID, numbers=(killed(70),)),
        said("b", "A", deny=Denies.HAVING_SAID),
        said("b", "A", deny=Denies.DEED, numbers=(killed(70),)),
        said("b", "A", act=Act.RETRACT, numbers=(killed(70),)),
        said("b", "A", act=Act.CORRECT, numbers=(killed(60),)),
    ],
)
def test_a_withdrawn_figure_leaves_the_toll_and_is_kept_apart(taking_back: Appearance) -> None:
    """
    From the day on which its source denies, retracts or corrects it, a figure stands under "withdrawn".
    """
    told = [(0, said("a", "A", numbers=(killed(70),))), (2, taking_back)]

    assert toll(*told)[0] == (0, 70, 70, 70)
    left = 60.0 if taking_back.act is Act.CORRECT else None
    assert toll(*told)[1] == (2, left, left, left)
    assert toll(*told, slot="killed (withdrawn)") == [(2, 70, 70, 70)]


def test_a_day_that_changes_no_figure_has_none() -> None:
    """
    Withdrawing what had been superseded already leaves the toll as it is.
    """
    told = [
        (0, said("a", "A", numbers=(killed(4),))),
        (1, said("b", "B", numbers=(killed(9),))),
        (2, said("c", "A", deny=Denies.FIGURE, numbers=(killed(4),))),
    ]

    assert toll(*told) == [(0, 4, 4, 4), (1, 9, 9, 9)]


def test_a_part_beside_a_growing_toll_is_no_toll() -> None:
    """
    A handful beside a toll that goes on counts a part; a count that falls in all reports has fallen.
    """
    before = (0, said("a", "A", numbers=(killed(158),)))
    part = (1, said("b", "B", numbers=(killed(9),), strength=5))

    assert toll(before, part, (1, said("c", "C", numbers=(killed(191),))))[-1] == (1, 191, 191, 191)
    assert toll(before, part)[-1] == (1, 9, 9, 158)
    vague = (0, said("a", "A", numbers=(killed(100, 999),)))
    assert toll(vague, part)[-1] == (1, 9, 9, 999)


def test_others_cannot_withdraw_a_figure() -> None:
    """
    A denial by somebody else, an earlier one, or one of another number leaves a source's figure alone.
    """
    first = (1, said("a", "A", numbers=(killed(70),)))
    for when, act in (
        (2, said("b", "B", deny=Denies.FIGURE, numbers=(killed(70),))),
        (0, said("b", "A", deny=Denies.FIGURE, numbers=(killed(70),))),
        (2, said("b", "A", deny=Denies.FIGURE, numbers=(killed(71),))),
        (2, said("b", "A", act=Act.CORRECT, numbers=(killed(70),))),
        (2, said("b", "A", deny=Denies.DEED)),
    ):
        assert toll(first, (when, act), slot="killed (withdrawn)") == []


def test_reports_without_a_time_count_from_the_start() -> None:
    """
    Where no day is known, none is given.
    """
    told = [(None, said("a", "A", numbers=(killed(4),))), (1, said("b", "B", numbers=(killed(5),)))]

    assert toll(*told) == [(None, 4, 4, 4), (1, 5, 5, 5)]


def test_negative_counts_and_unknown_ids_are_left_out() -> None:
    """
    Minus four dead is no toll; an appearance or report that is not there is passed over.
    """
    claim, appearances, reports = world((0, said("a", "A", numbers=(killed(-4),))))
    assert figures(claim, appearances=appearances, reports=reports) == ()
    assert figures(claim, appearances={}, reports=reports) == ()
    assert figures(claim, appearances=appearances, reports={}) == ()


def test_figures_name_what_they_are_from() -> None:
    """
    A figure lists the appearances that stand behind it; counted origins decide who is one voice.
    """
    claim, appearances, reports = world(
        (0, said("a", "the army", numbers=(killed(4),))),
        (1, said("b", "army HQ", numbers=(killed(3),))),
        origins=[Origin("army", ("a#1", "b#1"))],
    )
    found = figures(claim, appearances=appearances, reports=reports)

    assert found[-1] == Figure(slot="killed", as_of=day(1), low=3, best=3, high=3, because=("b#1",))


def numbers(*told: tuple[int | None, Appearance]) -> tuple[tuple[Conflict, ...], tuple[Revision, ...]]:
    claim, appearances, reports = world(*told)
    return tell_apart(claim, appearances=appearances, reports=reports)


def test_numbers_of_one_day_conflict() -> None:
    """
    Different counts of two sources on one day contradict each other.
    """
    conflicts, revisions = numbers(
        (0, said("a", "A", numbers=(killed(4),))), (0, said("b", "B", numbers=(killed(20, 99),)))
    )

    assert ["4 against 20 to 99 killed"] == [c.note for c in conflicts]
    assert revisions == ()


def test_numbers_of_later_days_revise() -> None:
    """
    A later, higher count revises, as does any later count of the same source; a lower one contradicts.
    """
    four = (0, said("a", "A", numbers=(killed(4),)))

    for later, expected in (
        (said("b", "B", numbers=(killed(6),)), (0, 1)),
        (said("b", "A", numbers=(killed(3),)), (0, 1)),
        (said("b", "B", numbers=(killed(None, 3),)), (1, 0)),
        (said("b", "B", numbers=(killed(3, None),)), (0, 0)),
        (said("b", "B", numbers=(killed(4),)), (0, 0)),
        (said("b", "B", numbers=(killed(6, scope=Scope.SUBSET),)), (0, 0)),
    ):
        conflicts, revisions = numbers(four, (1, later))
        assert expected == (len(conflicts), len(revisions))
    assert numbers(four, (0, said("b", "A", numbers=(killed(9),)))) == ((), ())


def test_the_cost_of_a_toll_grows_with_its_reports() -> None:
    """
    Four times the reports of a toll over thirty days take less than ten times the work.
    """

    def cost(count: int) -> float:
        told = [(k % 30, said(f"r{k}", f"S{k}", numbers=(killed(k),))) for k in range(count)]
        told += [(30, said(f"w{k}", f"S{k}", deny=Denies.FIGURE)) for k in range(0, count, 5)]
        claim, appearances, reports = world(*told)
        begin = time.process_time()
        figures(claim, appearances=appearances, reports=reports)
        return time.process_time() - begin

    small = min(cost(300) for _ in range(3))
    assert min(cost(1200) for _ in range(2)) < 10 * small
