"""
A claim day by day.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve

from claimtrack.corroboration import corroborate, figures
from claimtrack.model import Claim, Denies, LineageEdge, LineageRelation, Moment
from claimtrack.timeline import AlertKind, compare_days, day_scores, find_alerts, score_days
from corroboration.builders import day, killed, report, said

TOLD = {
    a.id: a
    for a in (
        said("a", "General Hospital", numbers=(killed(4),)),
        said("b", "Red Cross", numbers=(killed(4),)),
        said("d", "General Hospital", deny=Denies.FIGURE, numbers=(killed(4),)),
        said("c", numbers=(killed(40),)),
    )
}
REPORTS = {name: report(name, when) for name, when in (("a", 0), ("b", 2), ("d", 5), ("c", 5))}
COPY = LineageEdge(a="b", b="c", relation=LineageRelation.COPY, direction="a->b", probability=0.9)
CLAIM = Claim(id="c1", title="t", event="kill", appearances=tuple(TOLD))


def on(when: Moment, *, claim: str = "c1") -> Claim:
    """
    Give the claim as a casebook would on a day: from what was known, scored, with its figures.
    """
    known = tuple(
        name
        for name in TOLD
        if REPORTS[TOLD[name].report].published <= when  # type: ignore[operator]
    )
    found = evolve(CLAIM, id=claim, appearances=known)
    score = corroborate(found, appearances=TOLD, reports=REPORTS, edges=[COPY], as_of=when)
    tolls = figures(found, appearances=TOLD, reports=REPORTS, as_of=when)
    return evolve(found, corroboration=score, figures=tolls)


def test_a_claim_has_a_score_for_each_day_on_which_it_changed() -> None:
    """
    Days are those of the reports; each line is the score as of that day, and says because of whom.
    """
    found = score_days(CLAIM, appearances=TOLD, reports=REPORTS, edges=[COPY])

    assert [day(0), day(2), day(5)] == [f.corroboration.as_of for f in found]
    assert [("a#1",), ("b#1",), ("d#1", "c#1")] == [f.because for f in found]
    for line in found:
        as_of = line.corroboration.as_of
        assert line.corroboration == corroborate(CLAIM, appearances=TOLD, reports=REPORTS, edges=[COPY], as_of=as_of)


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        (day(-1), [day(-1)]),
        (day(3), [day(0), day(2)]),
        (day(2), [day(0), day(2)]),
        (datetime(2020, 7, 3, 1, tzinfo=UTC), [day(0), datetime(2020, 7, 3, 1, tzinfo=UTC)]),
    ],
)
def test_nothing_after_the_day_asked_for_counts(as_of: Moment, days: list[Moment]) -> None:
    """
    The timeline ends with the day or the instant asked for.
    """
    found = score_days(CLAIM, appearances=TOLD, reports=REPORTS, as_of=as_of)

    assert days == [f.corroboration.as_of for f in found]


def test_a_day_that_changes_nothing_has_no_line() -> None:
    """
    A copy of a week later leaves no line.
    """
    again = evolve(TOLD["a#1"], id="e#1", report="e")
    claim = evolve(CLAIM, appearances=("a#1", "e#1"))
    reports = {**REPORTS, "e": report("e", 9, outlet="outlet a")}
    found = score_days(claim, appearances={**TOLD, "e#1": again}, reports=reports)

    assert len(found) == 1


def test_a_claim_without_any_time_has_one_line() -> None:
    """
    Where no report has a time there is one score, of no day.
    """
    claim = evolve(CLAIM, appearances=("a#1", "gone#1"))
    (found,) = score_days(claim, appearances=TOLD, reports={"a": report("a", None)})

    assert found.corroboration.as_of is None


def test_days_of_a_casebook() -> None:
    """
    Claims that are grouped anew each day are followed by what they share; unscored ones are left out.
    """
    days = [
        [on(day(0))],
        [on(day(1))],
        [evolve(CLAIM, id="c0", corroboration=None), on(day(2), claim="c7")],
    ]
    found = day_scores(days)

    assert [("c1", ("a#1",)), ("c7", ("b#1",))] == [(f.claim, f.because) for f in found]


def test_what_changed_between_two_days() -> None:
    """
    A change names the scores before and after, and the appearances that came, the weightiest first.
    """
    (change,) = compare_days([on(day(2))], [on(day(5)), evolve(CLAIM, id="unscored")])

    assert change.before is not None
    assert change.after.probability < change.before.probability
    assert change.because == ("d#1", "c#1")
    assert compare_days([on(day(2))], [on(day(3))]) == ()


def test_new_claims_come_from_nothing_and_big_moves_come_first() -> None:
    """
    A claim that nobody had made has no score before.
    """
    strong, weak = on(day(2)), evolve(on(day(0)), id="c2", appearances=("x#1",))
    found = compare_days([], [weak, strong])

    assert ["c1", "c2"] == [c.claim for c in found]
    assert found[0].before is None


def test_an_appearance_that_left_a_claim_is_a_cause() -> None:
    """
    After a split the score moves because of what went.
    """
    before, after = on(day(2)), on(day(0))
    (change,) = compare_days([before], [after])

    assert change.because == ("b#1",)
    assert "no longer" in next(s.why for s in change.shifts if s.of == ("b#1",))


def test_a_state_that_fades_moves_because_of_all_its_reports() -> None:
    """
    Where nothing came or went, whatever lost weight is the cause.
    """

    def held(n: int) -> Claim:
        state = evolve(CLAIM, event="control", appearances=("a#1", "b#1"))
        score = corroborate(state, appearances=TOLD, reports=REPORTS, as_of=day(n))
        return evolve(state, corroboration=score)

    (change,) = compare_days([held(2)], [held(40)])

    assert set(change.because) == {"a#1", "b#1"}


def test_alerts() -> None:
    """
    First denial, grade, number changed along a copy with both quotes, and a withdrawn figure, each once.
    """
    before, after = on(day(2)), on(day(5))
    quoted = {
        **TOLD,
        "b#1": evolve(TOLD["b#1"], quote="four were killed"),
        "c#1": evolve(TOLD["c#1"], quote="forty were killed"),
    }
    found = find_alerts([before], [after], appearances=quoted, edges=[COPY])
    kinds = {a.kind: a for a in found}

    assert kinds[AlertKind.FIRST_DENIAL].appearances == ("d#1",)
    assert "four were killed" in kinds[AlertKind.NUMBER_CHANGED].words
    assert "forty were killed" in kinds[AlertKind.NUMBER_CHANGED].words
    assert kinds[AlertKind.FIGURE_WITHDRAWN].appearances == ("a#1",)
    assert find_alerts([after], [after], appearances=quoted, edges=[COPY]) == ()


def test_a_changed_grade_is_an_alert_and_a_new_claim_is_none() -> None:
    """
    Grades are compared where there was one; a claim's first grade is no alert.
    """
    first, second = on(day(0)), on(day(2))
    assert first.corroboration != second.corroboration
    graded = evolve(second, corroboration=evolve(second.corroboration, grade=1, rule="a rule"))
    (alert,) = find_alerts([first], [graded], appearances={})

    assert alert.kind is AlertKind.GRADE_CHANGED
    assert "became 1: a rule" in alert.words
    assert find_alerts([], [first], appearances=TOLD) == ()
    unscored = evolve(first, corroboration=None)
    assert find_alerts([unscored], [first], appearances=TOLD) == ()


def test_a_new_claim_with_a_denial_and_a_withdrawal_alerts_at_once() -> None:
    """
    What was not there the day before is new in all of it.
    """
    kinds = {a.kind for a in find_alerts([], [on(day(5))], appearances=TOLD, edges=[COPY])}

    assert kinds == {AlertKind.FIRST_DENIAL, AlertKind.NUMBER_CHANGED, AlertKind.FIGURE_WITHDRAWN}
