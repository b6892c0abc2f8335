"""
Laws of estimation, and how its cost grows.
"""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.credibility import METHODS, Observation, ObservationTable, estimate_credibility
from claimtrack.credibility.estimate import Estimate
from claimtrack.errors import NotFoundError
from credibility.worlds import Triple, build_table, build_world

names = st.sampled_from([f"s{n}" for n in range(7)])
items = st.sampled_from([f"i{n}" for n in range(6)])
values = st.sampled_from(["4", "6", "40", "al-Ward", "Ward, al", "hospital hit", "hospital", "41"])
tables = st.lists(st.tuples(names, items, values), max_size=40)
methods = st.sampled_from(METHODS)
# Probabilities are shown to six digits; sums in another order may move the last.
CLOSE = 2e-6


def probabilities(estimate: Estimate) -> dict[tuple[str, str], float]:
    """
    Give each value's probability.
    """
    return {(value.item, value.value): value.probability for value in estimate}


def means(estimate: Estimate) -> dict[str, float]:
    """
    Give how often each source is right.
    """
    return {source.source: source.mean for source in estimate.sources}


@given(tables, methods)
def test_probabilities_are_in_bounds(rows: list[Triple], method: str) -> None:
    """
    Every probability lies from 0 to 1, and one item's sum to 1 at most.
    """
    sums: dict[str, float] = {}
    for value in estimate_credibility(rows, method=method):
        assert 0 <= value.probability <= 1
        sums[value.item] = sums.get(value.item, 0) + value.probability

    assert all(total <= 1 + 1e-9 for total in sums.values())
    assert set(sums) == {item for _, item, _ in rows}


@given(tables, methods, st.randoms())
def test_order_of_rows_does_not_matter(rows: list[Triple], method: str, random: Random) -> None:
    """
    The same rows in another order give the same probabilities and sources.
    """
    shuffled = random.sample(rows, k=len(rows))
    one, two = estimate_credibility(rows, method=method), estimate_credibility(shuffled, method=method)

    assert probabilities(one) == pytest.approx(probabilities(two), abs=CLOSE)
    assert means(one) == pytest.approx(means(two), abs=CLOSE)


@given(tables, methods)
def test_the_same_rows_give_the_same_bytes(rows: list[Triple], method: str) -> None:
    """
    Two runs agree to the last digit.
    """
    one, two = estimate_credibility(rows, method=method), estimate_credibility(rows, method=method)

    assert (one.values, one.sources) == (two.values, two.sources)


@given(tables, methods)
def test_renaming_sources_changes_nothing(rows: list[Triple], method: str) -> None:
    """
    Names of sources carry no weight, whatever they look like.
    """
    renamed = [(f"{9 - int(source[1:])} reuters", item, value) for source, item, value in rows]
    one, two = estimate_credibility(rows, method=method), estimate_credibility(renamed, method=method)

    assert probabilities(one) == pytest.approx(probabilities(two), abs=CLOSE)


@given(tables, st.tuples(names, items, values), methods)
def test_insert_then_retract_is_identity(rows: list[Triple], extra: Triple, method: str) -> None:
    """
    A row that came and went leaves no trace, even where it brought new names.
    """
    table = ObservationTable.of(rows)
    before = estimate_credibility(table, method=method)
    left = (before.values, means(before))
    row = Observation(source=extra[0], item=extra[1], value=extra[2], weight=2.0)
    table.insert(row)
    estimate_credibility(table, method=method)
    table.retract(row)
    after = estimate_credibility(table, method=method)

    assert probabilities(after) == pytest.approx({(v.item, v.value): v.probability for v in left[0]}, abs=CLOSE)
    assert means(after) == pytest.approx(left[1], abs=CLOSE)


@given(tables)
def test_inserting_equals_building(rows: list[Triple]) -> None:
    """
    Rows inserted one by one give what a table built at once gives.
    """
    table = ObservationTable()
    for source, item, value in rows:
        table.insert(Observation(source=source, item=item, value=value))

    assert estimate_credibility(table).values == estimate_credibility(rows).values


@given(st.integers(1, 60), st.integers(0, 5))
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_a_copy_adds_nothing(copies: int, seed: int) -> None:
    """
    However often a bad source is copied, probabilities move by no more than a hundredth on average.
    """
    one = probabilities(estimate_credibility(build_world(items=60, copies=1, seed=seed)))
    two = probabilities(estimate_credibility(build_world(items=60, copies=copies, seed=seed)))

    assert sum(abs(two[key] - one[key]) for key in one) / len(one) <= 0.01


def test_an_independent_confirmation_does_not_lower() -> None:
    """
    One more honest source that agrees raises the value's probability.
    """
    rows = build_world(honest=4)
    before = probabilities(estimate_credibility(rows))
    agrees = ("honest 9", "item 3", "true")
    after = probabilities(estimate_credibility([*rows, agrees]))

    assert after["item 3", "true"] >= before["item 3", "true"]


def test_retracting_what_is_not_there_is_an_error() -> None:
    """
    Only a row that is in the table can be retracted.
    """
    table = ObservationTable.of([("a", "x", "1")])

    with pytest.raises(NotFoundError):
        table.retract(Observation(source="a", item="x", value="2"))


def test_an_estimate_outlives_changes_of_its_table() -> None:
    """
    What was estimated stays as it was when rows come later.
    """
    table = ObservationTable.of([("a", "x", "1")])
    estimate = estimate_credibility(table)
    table.insert(Observation(source="b", item="x", value="one"))

    assert [value.value for value in estimate] == ["1"]


def test_cost_grows_with_rows_not_with_pairs_of_sources() -> None:
    """
    Four times the rows cost about four times the CPU seconds.
    """
    cost = []
    for rows in (20_000, 80_000):
        table = build_table(rows, sources=rows // 20)
        start = time.process_time()
        estimate_credibility(table)
        cost.append(time.process_time() - start)

    assert cost[1] < 10 * cost[0]


def test_cost_of_copies_grows_with_copies() -> None:
    """
    Four times the copies cost about four times the CPU seconds: never all pairs.
    """
    cost = []
    for copies in (250, 1000):
        world = build_world(items=40, copies=copies)
        start = time.process_time()
        estimate_credibility(world)
        cost.append(time.process_time() - start)

    assert cost[1] < 10 * cost[0]
