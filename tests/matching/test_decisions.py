from __future__ import annotations

import pytest

from claimtrack.errors import InvalidValueError
from claimtrack.matching.decisions import read_ties

KNOWN = ("a#1", "b#1", "c#1", "d#1")


def test_a_merge_ties_to_the_first() -> None:
    """
    A merge ties all it names; ids of claims mean their first appearance, unknown ones nothing.
    """
    ties = read_ties([{"do": "merge", "of": ["c-a#1", "b#1", "gone#3"], "at": "2024-01-01"}], KNOWN)

    assert (("a#1", "b#1"),) == ties.together


def test_the_later_decision_holds() -> None:
    """
    `not_same` after a merge undoes it, and the other way round, whatever the order of the rows.
    """
    merge = {"do": "merge", "of": ["a#1", "b#1"], "at": "2024-01-01"}
    apart = {"do": "not_same", "of": ["a#1", "b#1"], "at": "2024-01-02"}

    parted = read_ties([merge, apart], KNOWN)
    merged = read_ties([merge, {**apart, "at": "2023-12-31"}], KNOWN)

    assert ((), frozenset({frozenset({"a#1", "b#1"})})) == (parted.together, parted.apart)
    assert ((("a#1", "b#1"),), frozenset()) == (merged.together, merged.apart)
    assert parted == read_ties([apart, merge], KNOWN)


def test_a_merge_by_way_of_a_third_does_not_undo_a_later_not_same() -> None:
    """
    a-b and b-c are tied, a and c were set apart later: the tie that would join them is dropped.
    """
    rows = [
        {"do": "merge", "of": ["a#1", "b#1"], "at": "1"},
        {"do": "merge", "of": ["b#1", "c#1"], "at": "2"},
        {"do": "not_same", "of": ["a#1", "c#1"], "at": "3"},
    ]

    assert (("b#1", "c#1"),) == read_ties(rows, KNOWN).together


def test_a_split_without_value_stands_alone() -> None:
    """
    What is split from nothing in particular is joined by nothing.
    """
    ties = read_ties([{"do": "split", "of": ["a#1", "b#1"]}], KNOWN)

    assert {"a#1": "a#1", "b#1": "a#1"} == dict(ties.alone)
    assert (("a#1", "b#1"),) == ties.together


def test_other_decisions_are_passed_over() -> None:
    """
    Outcomes and rejections say nothing about sameness.
    """
    assert read_ties([], KNOWN) == read_ties([{"do": "outcome", "of": "anything"}], KNOWN)


@pytest.mark.parametrize("of", [None, "a#1", [1, 2]])
def test_a_malformed_decision_is_refused(of: object) -> None:
    """
    `of` must be a list of ids.
    """
    with pytest.raises(InvalidValueError, match=r"^of: given"):
        read_ties([{"do": "merge", "of": of}], KNOWN)
