"""
Estimating values and sources: what is found, and what is answered where little is known.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from claimtrack.credibility import METHODS, Observation, ObservationTable, estimate_credibility
from claimtrack.credibility.estimate import Estimate
from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.model import SourceGrade, SourceKind
from credibility.worlds import build_world


def best(estimate: Estimate) -> dict[str, str]:
    """
    Give each item's most probable value.
    """
    found: dict[str, str] = {}
    for value in estimate:
        found.setdefault(value.item, value.value)
    return found


def share_true(estimate: Estimate) -> float:
    """
    Give the share of a built world's items that are estimated right.
    """
    values = list(best(estimate).values())
    return values.count("true") / len(values)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_what_most_good_sources_say(method: str) -> None:
    """
    Without copying, every estimator is right about nearly all items.
    """
    assert share_true(estimate_credibility(build_world(), method=method)) >= 0.98


@pytest.mark.parametrize("copies", [0, 1, 10, 100, 1000])
def test_copies_of_a_bad_source_turn_nothing_around(copies: int) -> None:
    """
    A thousand verbatim copies of a bad source leave every item as it was.
    """
    assert share_true(estimate_credibility(build_world(copies=copies, items=60))) == 1.0


def test_copies_turn_the_references_around() -> None:
    """
    The world above is no easy one: a vote goes over to the copies.
    """
    assert share_true(estimate_credibility(build_world(copies=10), method="majority")) < 0.5


def test_copies_do_not_lend_their_parent_credibility() -> None:
    """
    The copied source is rated no better with copies than without.
    """
    alone = {s.source: s.mean for s in estimate_credibility(build_world()).sources}
    copied = {s.source: s.mean for s in estimate_credibility(build_world(copies=30)).sources}

    assert copied["bad"] <= alone["bad"] + 0.01


def test_copies_are_named() -> None:
    """
    A copy leans on its parent, and an honest source on nobody.
    """
    sources = {s.source: s for s in estimate_credibility(build_world(copies=3)).sources}

    assert "bad" in sources["copy 0"].leans_on
    assert sources["honest 0"].leans_on == ()


def test_good_and_bad_sources_are_told_apart() -> None:
    """
    Honest sources of the world get a B or an A, the bad one a D or an E.
    """
    grades = {s.source: s.grade for s in estimate_credibility(build_world(bad=0.1)).sources}

    assert grades["honest 0"] in (SourceGrade.A, SourceGrade.B)
    assert grades["bad"] in (SourceGrade.D, SourceGrade.E)


def test_an_empty_table_gives_an_empty_estimate() -> None:
    """
    No rows, no values and no sources.
    """
    estimate = estimate_credibility([])

    assert (estimate.values, estimate.sources) == ((), ())


@pytest.mark.parametrize("method", METHODS)
def test_one_source_alone_is_not_judged(method: str) -> None:
    """
    With one source for one item its value leads and its grade is F.
    """
    estimate = estimate_credibility([("a", "x", "1")], method=method)

    assert [value.value for value in estimate] == ["1"]
    assert estimate.sources[0].grade is SourceGrade.F


def test_a_lone_value_is_not_sure() -> None:
    """
    What only one source says stays well below certainty.
    """
    assert 0.5 < estimate_credibility([("a", "x", "1")]).of("x")[0].probability < 0.99


def test_a_source_that_contradicts_itself_counts_once() -> None:
    """
    Two values of one source share its vote, and neither wins.
    """
    one, two = estimate_credibility([("a", "x", "1"), ("a", "x", "2")]).of("x")

    assert one.probability == two.probability


def test_the_latest_value_of_a_source_counts() -> None:
    """
    An update replaces what the source said before; a row without time is older than any with one.
    """
    rows = [
        Observation(source="a", item="x", value="old", time=date(2020, 7, 1)),
        Observation(source="a", item="x", value="new", time=datetime(2020, 7, 2, tzinfo=UTC)),
        Observation(source="a", item="x", value="undated"),
    ]

    assert [value.value for value in estimate_credibility(rows).of("x")] == ["new"]


def test_as_of_looks_no_further() -> None:
    """
    A row of the next day is not looked at, one later on the day itself is.
    """
    rows = [
        Observation(source="a", item="x", value="morning", time=datetime(2020, 7, 1, 9, tzinfo=UTC)),
        Observation(source="a", item="x", value="evening", time=datetime(2020, 7, 1, 21, tzinfo=UTC)),
        Observation(source="a", item="x", value="after", time=date(2020, 7, 2)),
    ]

    assert [v.value for v in estimate_credibility(rows, as_of=date(2020, 7, 1)).of("x")] == ["evening"]


def test_a_name_list_lends_weight_to_the_fuller_list() -> None:
    """
    Sources that leave names out do not contradict the one list that has them all.
    """
    rows = [("a", "book", "haag"), ("b", "book", "perry haag"), ("c", "book", "estevez haag perry")]

    assert best(estimate_credibility(rows))["book"] == "estevez haag perry"


def test_inverted_names_are_one_value() -> None:
    """
    "Knuth, Donald" and "Donald Knuth" are counted together.
    """
    rows = [("a", "book", "Knuth, Donald"), ("b", "book", "Donald Knuth"), ("c", "book", "Dijkstra")]

    assert len(estimate_credibility(rows).of("book")) == 2


def test_spellings_of_a_number_are_one_value() -> None:
    """
    1,000 and 1000 and 1000.0 are one value, shown as most rows write it.
    """
    rows = [("a", "x", "1,000"), ("b", "x", "1000"), ("c", "x", "1000"), ("d", "x", 1000.0)]

    assert [value.value for value in estimate_credibility(rows).of("x")] == ["1000"]


def test_numbers_within_the_tolerance_are_one_value() -> None:
    """
    Clock times ten minutes apart are one value where the user says so.
    """
    rows = [("a", "x", "600"), ("b", "x", "600"), ("c", "x", "609"), ("d", "x", "640")]

    assert [len(estimate_credibility(rows, absolute_tolerance=w).of("x")) for w in (0, 10)] == [3, 2]


def test_a_number_has_a_median_and_an_interval() -> None:
    """
    The median follows the credible sources, the interval reaches to the others.
    """
    rows = [("a", "x", 10), ("b", "x", 10), ("c", "x", 10), ("d", "x", 90)]
    number = estimate_credibility(rows, method="majority").number("x")

    assert number is not None
    assert (number.low, number.median, number.high) == (10, 10, 90)


def test_text_has_no_number() -> None:
    """
    An item of words has no median.
    """
    assert estimate_credibility([("a", "x", "red")]).number("x") is None


def test_weights_count() -> None:
    """
    A row of weight 3 outvotes two of weight 1.
    """
    rows = [
        Observation(source="a", item="x", value="heavy", weight=3),
        Observation(source="b", item="x", value="light"),
        Observation(source="c", item="x", value="light"),
    ]

    assert best(estimate_credibility(rows))["x"] == "heavy"


def test_kinds_share_a_prior() -> None:
    """
    A source nobody can check takes after the others of its kind.
    """
    kinds = (("good", SourceKind.AGENCY, 0.97), ("poor", SourceKind.SOCIAL_MEDIA, 0.2))
    rows = []
    for name, kind, right in kinds:
        world = build_world(honest=10, right=right, seed=len(name))
        rows += [
            Observation(source=f"{name} {source}", item=item, value=value, kind=kind)
            for source, item, value in world
            if source != "bad"
        ]
        rows.append(Observation(source=f"new {name}", item=f"only {name}", value="x", kind=kind))
    means = {source.source: source.mean for source in estimate_credibility(rows).sources}

    assert means["new good"] > means["new poor"] + 0.1


def test_mappings_are_rows_too() -> None:
    """
    What csv.DictReader gives can be estimated as it is.
    """
    rows = [{"source": "a", "item": "x", "value": "1", "other": "ignored", "kind": ""}]

    assert [value.value for value in estimate_credibility(rows)] == ["1"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"source": "a", "item": "x", "value": ""}, "value"),
        ({"source": "a", "item": "x"}, "value"),
        ({"source": "", "item": "x", "value": "1"}, "source"),
        (("a", "x", float("nan")), "value"),
        (("a", "x", float("inf")), "value"),
        (("a", "x", True), "value"),
        (("a", "x", None), "value"),
        (("a", " ", "1"), "item"),
        ((None, "x", "1"), "source"),
        ({"source": "a", "item": "x", "value": "1", "weight": float("nan")}, "weight"),
        ({"source": "a", "item": "x", "value": "1", "weight": -1}, "weight"),
        ({"source": "a", "item": "x", "value": "1", "weight": 0}, "weight"),
        (("a", "x"), "observations[0]"),
        ("a,x,1", "observations[0]"),
    ],
)
def test_bad_rows_are_refused(row: object, field: str) -> None:
    """
    A row that says nothing is refused with the field named.
    """
    with pytest.raises(InvalidValueError) as caught:
        estimate_credibility([row])  # type: ignore[list-item]  # bad on purpose

    assert field in caught.value.field


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"method": "magic"}, "method"),
        ({"relative_tolerance": -0.1}, "relative_tolerance"),
        ({"absolute_tolerance": float("nan")}, "absolute_tolerance"),
    ],
)
def test_bad_options_are_refused(options: dict[str, object], field: str) -> None:
    """
    An option out of range is refused with what is allowed.
    """
    with pytest.raises(InvalidValueError) as caught:
        estimate_credibility([("a", "x", "1")], **options)  # type: ignore[arg-type]  # bad on purpose

    assert caught.value.field == field


def test_an_unknown_item_is_not_found() -> None:
    """
    Asking for an item that no row names says so.
    """
    with pytest.raises(NotFoundError):
        estimate_credibility([("a", "x", "1")]).of("y")


def test_columns_of_different_lengths_are_refused() -> None:
    """
    Columns that do not belong together are refused.
    """
    with pytest.raises(InvalidValueError):
        ObservationTable.of_columns(["a"], ["x", "y"], ["1"])
