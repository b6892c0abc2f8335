from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.matching import sharers, threads
from claimtrack.matching.rarity import STEPS
from claimtrack.matching.sharers import Sharers, place_of
from claimtrack.matching.threads import Subject, Threads

ALL = STEPS[1] - 1


def subject(name: str, words: frozenset[int], names: frozenset[int], day: int | None) -> Subject:
    """
    Make a report of a few words and names.
    """
    certain = frozenset(f"n:name{n}" for n in names)
    return Subject(
        report=name,
        lang="en",
        words=frozenset(f"en:word{w}" for w in words),
        shared=frozenset(),
        names=certain,
        certain=certain,
        day=day,
        says=frozenset({f"says:{sorted(words)}"} if words else ()),
    )


def some_subject(dice: Random) -> Subject:
    """
    Make one of fifty reports at random.
    """
    return subject(
        f"r{dice.randrange(50)}",
        frozenset(dice.choices(range(20), k=dice.randrange(5))),
        frozenset(dice.choices(range(3), k=dice.randrange(3))),
        dice.choice([None, 1, 2]),
    )


def links(related: Threads) -> set[tuple[str, str]]:
    """
    List the pairs of related reports.
    """
    return {(a, b) for a in related._subjects for b in related._links[a]}


@pytest.mark.parametrize("seed", range(12))
def test_related_reports_are_those_of_a_fresh_start(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """
    Whatever came and went, with every limit so small that it bites, the same reports are related, and the changes told
    add up to them.
    """
    for module, name, value in (
        (sharers, "ALL", ALL),
        (threads, "ALL", ALL),
        (sharers, "BESIDE", 1),
        (threads, "_NEAREST", 2),
        (threads, "_LIKELY", 3),
        (threads, "_TELLING", 4),
    ):
        monkeypatch.setattr(module, name, value)
    dice = Random(seed)
    related, there, told = Threads(), dict[str, Subject](), set[tuple[str, str]]()
    for step in range(90):
        one = some_subject(dice)
        if there.pop(one.report, None) is not None:
            related.remove(one.report)
        else:
            there[one.report] = one
            related.add(one)
        if step > 30:
            change = related.settle()
            told = (told - change.dropped) | {p for p in change.anew if p[0] != p[1]}
    fresh = Threads()
    for _, one in sorted(there.items(), reverse=True):
        fresh.add(one)
    fresh.settle()

    assert links(fresh) == links(related)
    assert {p for p in links(fresh) if p[0] < p[1]} == told


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**6)), min_size=1, max_size=90, unique=True))
def test_who_finds_a_report_is_found_by_it(days: list[tuple[int, int]]) -> None:
    """
    A term finds all of a few users and some of many, both ways, and never the report itself.
    """
    users = Sharers()
    places = {f"r{n}": place_of(f"r{n}", day, [str(other)]) for n, (day, other) in enumerate(days)}
    for place in places.values():
        users.add(["term"], place)
    found = {name: set(users.beside("term", place)) for name, place in places.items()}

    assert all(name in found[other] for name in found for other in found[name])
    assert not any(name in found[name] for name in found)
    few, many = (len(days) - 1,) * 2 if len(days) <= sharers.ALL else (sharers.BESIDE, 2 * sharers.BESIDE)
    assert all(few <= len(others) <= many for others in found.values())
