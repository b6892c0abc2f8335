"""
What still stands of a position when voices change their mind.
"""

from __future__ import annotations

import pytest

from claimtrack.corroboration import TableRow, assess_rows, corroborate_table
from claimtrack.model import Corroboration, Denies, SourceKind
from corroboration.builders import day, row


def score(*rows: TableRow, as_of: int = 99) -> Corroboration:
    return corroborate_table(rows, day(as_of))[0].corroboration


def p(*rows: TableRow, as_of: int = 99) -> float:
    return score(*rows, as_of=as_of).probability


A = row("a")
B = row("b", when=1)
PRIOR = score(row("x", strength=0)).probability


def why(found: Corroboration, name: str) -> str:
    return next(c.why for c in found.contributions if c.of == (name,))


def test_a_retraction_acts_from_its_time_on() -> None:
    """
    Before the day of the retraction the report counts, from that day on it does not.
    """
    rows = (A, row("a", "retract", 5))

    assert p(*rows, as_of=4) == p(A, as_of=4)
    assert p(*rows, as_of=5) < PRIOR
    assert score(*rows, as_of=5).independent_origins == 0


def test_a_retraction_of_what_was_never_said_weighs_nothing() -> None:
    """
    Who never affirmed cannot take it back.
    """
    found = score(A, row("b", "retract", 5))

    assert found.probability == p(A)
    assert "not known to have said" in why(found, "b")


def test_a_correction_weighs_more_than_a_retraction_and_less_than_a_denial() -> None:
    """
    Taking back, correcting and denying lower a claim more and more.
    """
    retracted, corrected, denied = (p(A, B, row("a", s, 5)) for s in ("retract", "correct", "deny"))

    assert denied < corrected < retracted < p(A, B)


def test_a_source_that_turns_takes_its_first_word_with_it() -> None:
    """
    A source that denies what it affirmed no longer affirms it.
    """
    found = score(A, row("a", "deny", 3))

    assert "taken the other side" in why(found, "a")
    assert found.probability < p(row("z", "observe", strength=0), row("a", "deny", 3)) + 1e-9


def test_a_source_may_come_back() -> None:
    """
    Who affirms again after a retraction affirms.
    """
    assert p(A, row("a", "retract", 2), row("a", when=3)) > p(A, row("a", "retract", 2))


def test_a_denial_of_having_said_removes_the_origin() -> None:
    """
    Whoever leans on a source that denies having said it falls with it, and nothing is denied beyond that.
    """
    relay = row("relay", leans_on=(("a", 1.0),), when=1)
    refusal = row("a", "deny", 5, denies=Denies.HAVING_SAID)
    found = score(relay, B, refusal)

    assert found.probability == pytest.approx(p(B))
    assert "no longer stands by it" in why(found, "relay")
    assert "removes the origin" in why(found, "a")


def test_half_a_lean_leaves_half_of_the_weight() -> None:
    """
    A report that leans on the origin with chance 0.5 keeps half when the origin is gone.
    """
    refusal = row("a", "deny", 5, denies=Denies.HAVING_SAID)
    whole = assess_rows([row("r", leans_on=(("a", 0.5),))])
    half = assess_rows([row("r", leans_on=(("a", 0.5),)), refusal])

    assert half.affirming.total == pytest.approx(whole.affirming.total / 2)


def test_a_denial_of_the_figure_leaves_the_deed() -> None:
    """
    Denying the number tells far less against the claim than denying the deed, but tells something.
    """
    deed, figure = (p(A, B, row("x", "deny", 3, denies=d)) for d in (Denies.DEED, Denies.FIGURE))

    assert deed < p(A, B) - 0.2
    assert deed < figure < p(A, B)


def test_a_denial_by_the_accused_is_weak() -> None:
    """
    A party that denies a charge against itself tells less than a bystander who does.
    """
    accused = p(A, B, row("x", "deny", 3, kind=SourceKind.PARTY))
    bystander = p(A, B, row("x", "deny", 3, kind=SourceKind.OFFICIAL))

    assert bystander < accused < p(A, B)


def test_an_undated_report_is_taken_back_by_a_dated_retraction() -> None:
    """
    What has no time was known from the start, so any retraction is later.
    """
    assert score(row("a", when=None), row("a", "retract", 2)).independent_origins == 0


def test_an_undated_retraction_counts() -> None:
    """
    A retraction without a time follows what it takes back.
    """
    assert score(A, row("a", "retract", None)).independent_origins == 0


def test_what_leans_on_a_withdrawn_report_falls_with_it() -> None:
    """
    A relay that came before its source's own report stands on nothing once the source takes it back.
    """
    relay, own, back = row("relay", leans_on=(("a", 1.0),)), row("a", when=1), row("a", "retract", 2)

    assert score(relay, own).grade == 4
    found = score(relay, own, back)
    assert (6, 0) == (found.grade, found.independent_origins)
