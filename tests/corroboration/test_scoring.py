"""
Weights, damping, fading, intervals, and what one item does to the others.
"""

from __future__ import annotations

import math
from datetime import date

import pytest

from claimtrack.corroboration import (
    SCORER,
    Evidence,
    TableRow,
    Weights,
    assess,
    assess_rows,
    corroborate_table,
)
from claimtrack.corroboration.scoring import to_probability
from claimtrack.corroboration.weights import quality
from claimtrack.errors import InvalidValueError
from claimtrack.model import SourceKind, Stance
from corroboration.builders import day, row


def total(*rows: TableRow, **more: object) -> float:
    return assess_rows(rows, **more).affirming.total  # type: ignore[arg-type]


def test_a_plain_report_weighs_the_unit() -> None:
    """
    One plain report adds the learned weight, one plain denial takes its own.
    """
    found = assess_rows([row("a"), row("b", "deny")])

    assert found.affirming.total == pytest.approx(Weights().affirm)
    assert found.denying.total == pytest.approx(-Weights().deny)


def test_the_next_report_is_worth_a_share_of_the_one_before() -> None:
    """
    The k-th unlinked report adds q^(k-1), so a side is bounded.
    """
    unit, q = Weights().affirm, Weights().affirm_damping

    assert total(row("a"), row("b"), row("c")) == pytest.approx(unit * (1 + q + q * q))
    assert total(*(row(f"s{k}") for k in range(400))) == pytest.approx(unit / (1 - q))


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_firmer_words_weigh_more(step: int) -> None:
    """
    Strength orders weights, halves of a step included.
    """
    low, middle, high = (total(row("a", strength=step + part)) for part in (0, 0.5, 1))

    assert low < middle < high
    assert middle == pytest.approx((low + high) / 2)


def test_a_neutral_report_weighs_little_and_a_side_taken_later_in_its_words_counts() -> None:
    """
    Carrying a claim is a weak sign; taking the side in the same words is no copy of that.
    """
    words = "the town is said to have fallen to the other side on Sunday"
    neutral = row("a", "observe", text=words)

    assert 0 < total(neutral) < 0.2 * total(row("a"))
    both = total(neutral, row("b", when=1, text=words))
    assert total(row("b")) < both <= total(neutral) + total(row("b"))
    assert total(row("b", text=words), row("c", "observe", 1, text=words)) == pytest.approx(total(row("b")))


def test_credibility_scales_and_never_turns_a_confirmation_round() -> None:
    """
    A better source weighs more; one that is right as often as not weighs nothing, never less.
    """
    assert quality(0.7) == pytest.approx(1)
    assert quality(0.9) > quality(0.8) > 1
    assert quality(0.5) == quality(0.1) == 0
    assert quality(1.0) == 2
    items = [Evidence(id="i", outlet="o", voice="v", stance=Stance.AFFIRM, credibility=0.9)]
    assert assess(items).affirming.total > Weights().affirm


def test_kinds_without_a_record_have_their_prior() -> None:
    """
    A document weighs more than unnamed sources.
    """
    document, unnamed = (total(row("a", kind=k)) for k in (SourceKind.DOCUMENT, SourceKind.UNNAMED_SOURCES))

    assert document > total(row("a")) > unnamed > 0


def test_a_voice_counts_once_at_its_firmest() -> None:
    """
    What one source says three times weighs what it says most firmly.
    """
    said = [row("a", strength=2), row("a", when=1, strength=5), row("a", when=2)]
    found = assess_rows(said)

    assert found.affirming.total == pytest.approx(total(row("a", strength=5)))
    assert any("counts once" in c.why for c in found.corroboration.contributions)


def test_sources_that_lean_on_one_that_is_not_there_are_one_origin() -> None:
    """
    Two reports of an agency whose own report nobody entered count once.
    """
    agency = (("the agency", 1.0),)

    assert total(row("a", leans_on=agency), row("b", leans_on=agency)) == pytest.approx(total(row("a")))


def test_a_circle_counts_as_one_origin_and_is_noted() -> None:
    """
    Sources that quote one another in a circle count once, and the table's notes say so.
    """
    circle = [row("a", leans_on=(("b", 1.0),)), row("b", leans_on=(("c", 1.0),)), row("c", leans_on=(("a", 1.0),))]
    (found,) = corroborate_table([*circle, row("d", leans_on=(("a", 1.0),), when=1), row("e", leans_on=(("f", 1),))])

    assert "a -> b -> c -> a" in found.notes[0]
    assert found.corroboration.independent_origins <= 2
    one = assess_rows([row("a", leans_on=(("b", 1.0),)), row("b", "affirm", 1, leans_on=(("a", 1.0),))])
    assert one.corroboration.independent_origins == pytest.approx(1)


def test_rows_after_the_day_and_without_a_time_are_noted() -> None:
    """
    What does not count yet, and what counts from the start for want of a time, is said.
    """
    (found,) = corroborate_table([row("a", when=3), row("b", when=None)], day(1))

    assert [w.split(" rows ")[1][:9] for w in found.notes] == ["are later", "have no t"]
    assert found.corroboration.independent_origins == 1


def test_a_state_fades_and_an_event_does_not() -> None:
    """
    Who holds a town is worth half of it a month later; that it was taken is worth as much for ever.
    """
    held = [row("a"), row("b", when=None)]
    now, later = (assess_rows(held[:1], as_of=day(n), lasting=True).affirming.total for n in (0, 30))

    assert later == pytest.approx(now / 2)
    assert assess_rows(held, as_of=day(900)).affirming.total == pytest.approx(
        assess_rows(held, as_of=day(0)).affirming.total
    )
    (state,) = corroborate_table([row("a")], day(60), lasting=["c"])
    (event,) = corroborate_table([row("a")], day(60))
    assert state.corroboration.probability < event.corroboration.probability
    assert assess_rows(held, lasting=True).affirming.total == assess_rows(held).affirming.total
    undated = [row("b", when=None)]
    assert assess_rows(undated, lasting=True).affirming.total == total(*undated)


def test_an_interval_narrows_with_independent_evidence() -> None:
    """
    The more origins are heard, the less a score could be anything.
    """

    def width(count: int) -> float:
        found = assess_rows([*(row(f"a{k}") for k in range(count)), *(row(f"d{k}", "deny") for k in range(count // 4))])
        low, high = found.corroboration.low, found.corroboration.high
        return math.log(high / (1 - high)) - math.log(low / (1 - low))

    assert width(0) > width(1) > width(3)


def test_scores_never_saturate() -> None:
    """
    Even absurd weights leave probabilities off 0 and 1, and in order.
    """
    strong = Weights(affirm=1e6, deny=1e6)
    high = assess_rows([row("a")], weights=strong, scorer="test/1").corroboration
    low = assess_rows([row("a", "deny")], weights=strong).corroboration

    assert 0 < low.probability < high.probability < 1
    assert high.scorer == "test/1"
    assert to_probability(-1e308) > 0


def test_weights_are_checked() -> None:
    """
    A weight below zero would turn evidence round, and is refused.
    """
    with pytest.raises(InvalidValueError, match="deny"):
        Weights(deny=-1)


def test_claims_come_in_order_of_first_appearance() -> None:
    """
    Scores stand in order of first appearance, and carry scorer and day.
    """
    found = corroborate_table([row("a", when=3, claim="late"), row("a", when=1, claim="early")])

    assert ["early", "late"] == [f.claim for f in found]
    assert found[0].corroboration.as_of == day(3)
    assert found[0].corroboration.scorer == SCORER


def test_a_day_counts_at_any_instant_of_it() -> None:
    """
    A report of a day is known at noon of that day; one of the evening is not.
    """
    from datetime import UTC, datetime

    noon = datetime(2020, 7, 1, 12, tzinfo=UTC)
    rows = [row("a"), row("b", when=datetime(2020, 7, 1, 18, tzinfo=UTC)), row("c", when=datetime(2020, 7, 1, 9))]

    assert assess_rows(rows, as_of=noon).unknown_yet == 1
    assert assess_rows(rows, as_of=date(2020, 7, 1)).unknown_yet == 0


def test_newcomers_need_a_history_that_has_times() -> None:
    """
    Where nothing has a time nobody can be later; where a known source's report has none, strangers are new.
    """
    undated = [row("a", when=None), row("b", when=None)]
    assert total(*undated, history={}) == pytest.approx(total(*undated))
    known = {"a": day(-400)}
    assert total(*undated, history=known) < total(*undated)
    assert assess_rows([], history=known).corroboration.grade == 6
