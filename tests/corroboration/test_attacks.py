"""
Attacks on a score: copies, paraphrases, sock puppets, in numbers up to a thousand.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from claimtrack.corroboration import TableRow, corroborate_table
from claimtrack.model import Moment, Stance
from corroboration.builders import day, row

HISTORY: dict[str, Moment] = {name: date(2018, 1, 1) for name in ("north", "south", "east", "west")}

ORIGINAL = "eleven people died when a market in the old town was shelled at noon, the hospital said"


def honest() -> list[TableRow]:
    """
    Give a claim that two known outlets carry independently.
    """
    return [
        row("north", text=ORIGINAL),
        row("south", when=1, text="our correspondent counted eleven bodies in the courtyard of the clinic"),
    ]


def probability(rows: list[TableRow]) -> float:
    return corroborate_table(rows, day(400), history=HISTORY)[0].corroboration.probability


@pytest.mark.parametrize("count", [1, 10, 100, 1000])
@pytest.mark.parametrize("history", [None, HISTORY])
def test_verbatim_copies_add_nothing(count: int, history: dict[str, Moment] | None) -> None:
    """
    Any number of verbatim copies, by known sources or new ones, moves a score by at most 0.01.
    """
    copies = [row(f"copy{k}.example", when=2, text=ORIGINAL.upper(), strength=5) for k in range(count)]
    before = corroborate_table(honest(), day(400), history=history)[0].corroboration
    after = corroborate_table([*honest(), *copies], day(400), history=history)[0].corroboration

    assert abs(after.probability - before.probability) <= 0.01
    assert after.independent_origins == pytest.approx(before.independent_origins)
    assert after.grade == before.grade


@pytest.mark.parametrize("count", [1, 20, 1000])
def test_paraphrasing_newcomers_add_little(count: int) -> None:
    """
    Newcomers who say it in words of their own move a score by at most 0.05, all together.
    """
    puppets = [row(f"p{k}", when=2, text=f"witness {k} saw number {k} of the dead", strength=5) for k in range(count)]

    assert 0 <= probability([*honest(), *puppets]) - probability(honest()) <= 0.05


@pytest.mark.parametrize("count", [1, 20, 1000])
def test_denying_newcomers_take_little(count: int) -> None:
    """
    Newcomers who deny a claim move its score by at most 0.05, all together.
    """
    puppets = [row(f"p{k}", "deny", 2, text=f"version {k} of a denial", strength=5) for k in range(count)]

    assert 0 <= probability(honest()) - probability([*honest(), *puppets]) <= 0.05


@pytest.mark.parametrize("stance", [s.value for s in Stance])
def test_newcomers_of_any_stance_move_little(stance: str) -> None:
    """
    No stance lets newcomers do more, retractions and corrections of things never said included.
    """
    puppets = [row(f"p{k}", stance, 2, strength=5) for k in range(200)]

    assert abs(probability([*honest(), *puppets]) - probability(honest())) <= 0.05


def test_newcomers_who_are_first_do_not_silence_the_careful() -> None:
    """
    A known outlet that resembles what a newcomer wrote before it counts as if the newcomer were not there.
    """
    late = row("east", when=5, text="twelve lorries crossed the frozen river before dawn on Tuesday morning")
    early = row("p", when=3, text=late.text)

    assert probability([*honest(), early, late]) >= probability([*honest(), late])


def test_an_honest_report_still_raises_after_an_attack() -> None:
    """
    After a thousand copies and puppets, one more known and independent outlet raises the score.
    """
    attack = [row(f"copy{k}", when=2, text=ORIGINAL) for k in range(500)]
    attack += [row(f"p{k}", when=2, text=f"voice {k} heard {k} blasts") for k in range(500)]
    more = row("west", when=9, text="the governor's office published a list with eleven names on Friday")

    assert probability([*honest(), *attack, more]) > probability([*honest(), *attack]) + 0.02


@pytest.mark.parametrize("stance", ["affirm", "deny"])
def test_sources_of_one_owner_are_bounded(stance: str) -> None:
    """
    A thousand outlets of one owner weigh less than two that nobody owns together.
    """
    names = [f"title {k}" for k in range(1000)]
    owned = [row(n, stance, k % 50, text=f"desk {k} writes {k}") for k, n in enumerate(names)]
    owners = dict.fromkeys(names, "one holding")
    alone = [row(f"free {k}", stance, k) for k in range(2)]
    base = corroborate_table(owned[:1])[0].corroboration.probability
    many = corroborate_table(owned, owners=owners)[0].corroboration.probability
    two = corroborate_table(alone)[0].corroboration.probability

    assert abs(many - base) < abs(two - base)


def test_farmed_sources_are_not_stopped_and_the_reasons_show_them() -> None:
    """
    Aged, unlinked puppets pass for sources: nothing can stop them, but each stands there by name.
    """
    farmed = [f"farmed {k}" for k in range(5)]
    history: dict[str, Moment] = {**HISTORY, **dict.fromkeys(farmed, date(2019, 1, 1))}
    rows = [*honest(), *(row(n, when=2, text=f"piece {n} with words {n} of its own") for n in farmed)]
    score = corroborate_table(rows, day(400), history=history)[0].corroboration

    assert score.probability > probability(honest())
    shown = {name for c in score.contributions if c.log_odds > 0 for name in c.of}
    assert set(farmed) <= shown


def test_an_undated_copy_does_not_take_the_place_of_its_original() -> None:
    """
    A copy without a time, weak in words, leaves what the dated original is worth.
    """
    copy = row("nobody", when=None, text=ORIGINAL, strength=1)
    before = corroborate_table(honest())[0].corroboration.probability

    assert corroborate_table([*honest(), copy])[0].corroboration.probability == pytest.approx(before)


def test_the_cost_of_paraphrases_stays_near_linear() -> None:
    """
    Four times the rows take less than ten times the work, even where all texts overlap.
    """
    import time

    def cost(count: int) -> float:
        rows = [
            row(f"s{k}", when=day(0) + timedelta(days=k % 9), text=f"{ORIGINAL} according to paper {k} of {k}")
            for k in range(count)
        ]
        begin = time.process_time()
        corroborate_table(rows)
        return time.process_time() - begin

    small = min(cost(120) for _ in range(3))
    assert min(cost(480) for _ in range(2)) < 10 * small
