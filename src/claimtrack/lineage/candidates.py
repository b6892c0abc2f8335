"""
Choose the pairs of reports worth comparing, in near-linear number, never all of them.

Pairs come from shared rare wording, from claims that both tell, from rare numbers that both give, and from
one naming the other. A group of many reports links each to the first and to its neighbours in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimtrack.lineage.facts import Facts
from claimtrack.lineage.texts import TextIndex

_ALL_PAIRS = 10
"""Reports of a claim up to which all pairs (45) are compared; beyond it a claim is split by lead and by figures."""

_BEFORE = 2
"""In a larger group each report is compared with the first one and with so many before it."""

_NEAR = 3
"""Reports before it in time with which one is compared for a common source or a common house alone."""

_NUMBER_REPORTS = 12
"""Reports up to which a number is rare enough to make candidates of those that give it."""

_NUMBERS_SHARED = 2
"""Rare numbers that two reports share before they are compared: one alone is chance."""


def choose_pairs(facts: Sequence[Facts], texts: TextIndex) -> list[tuple[int, int]]:
    """
    List pairs of indices, each once, smaller index first, sorted.
    """
    pairs = set(texts.pairs([f.place for f in facts]))
    pairs.update(_by_claims(facts))
    pairs.update(_by_numbers(facts))
    pairs.update(_by_naming(facts))
    pairs.update(_by_leads(facts))
    return sorted(pairs)


def _by_claims(facts: Sequence[Facts]) -> Iterable[tuple[int, int]]:
    """
    Pair the reports of each claim; those of a large one by what they have in common besides.
    """
    members: dict[str, list[int]] = {}
    for index in _in_time(facts):
        for claim in facts[index].claims:
            members.setdefault(claim, []).append(index)
    for claim, group in members.items():
        if len(group) <= _ALL_PAIRS:
            yield from _link(group, _ALL_PAIRS)
            continue
        yield from _link(group, 1)
        parts: dict[object, list[int]] = {}
        for index in group:
            for part in _parts(facts[index], claim):
                parts.setdefault(part, []).append(index)
        for part in parts.values():
            yield from _link(part, _BEFORE)


def _parts(facts: Facts, claim: str) -> list[object]:
    """
    Name what a report of a large claim shares with those it should be compared with.
    """
    named: list[object] = [key for key, claims in facts.leads.items() if claim in claims]
    named += [("unnamed", group) for group, claims in facts.unnamed.items() if claim in claims]
    if len(facts.numbers) >= _NUMBERS_SHARED:
        named.append(facts.numbers)
    named += [("way", way) for way in sorted(facts.ways)]
    return named


def _by_numbers(facts: Sequence[Facts]) -> Iterable[tuple[int, int]]:
    """
    Pair reports that share several rare numbers.
    """
    holders: dict[float, list[int]] = {}
    for index in _in_time(facts):
        for value in facts[index].numbers:
            holders.setdefault(value, []).append(index)
    shared: dict[tuple[int, int], int] = {}
    for group in holders.values():
        if 1 < len(group) <= _NUMBER_REPORTS:
            for pair in _link(group, _NUMBER_REPORTS):
                shared[pair] = shared.get(pair, 0) + 1
    return (pair for pair, count in shared.items() if count >= _NUMBERS_SHARED)


def _by_leads(facts: Sequence[Facts]) -> Iterable[tuple[int, int]]:
    """
    Pair reports near in time that draw on one named source, and the editions of one house in other languages.
    """
    holders: dict[object, list[int]] = {}
    for index in _in_time(facts):
        fact = facts[index]
        for key in sorted(set(fact.leads) | fact.ways):
            group = holders.setdefault(key, [])
            yield from ((min(index, other), max(index, other)) for other in group[-_NEAR:])
            group.append(index)
        # An outlet's own reports stand beside those of others that name it.
        holders.setdefault("house:" + fact.house, []).append(index)
        editions = holders.setdefault(("edition", fact.house), [])
        near = [other for other in editions[-4 * _NEAR :] if facts[other].lang != fact.lang]
        yield from ((min(index, other), max(index, other)) for other in near[-_NEAR:])
        editions.append(index)


def _by_naming(facts: Sequence[Facts]) -> Iterable[tuple[int, int]]:
    """
    Pair a report that names an outlet with that outlet's reports of the same claim, the nearest before it.
    """
    own: dict[tuple[str, str], list[int]] = {}
    for index in _in_time(facts):
        for claim in facts[index].claims:
            own.setdefault((facts[index].house, claim), []).append(index)
    for index, fact in enumerate(facts):
        for key in sorted(fact.ways | set(fact.leads)):
            if not key.startswith("house:"):
                continue
            for claim in fact.claims:
                group = own.get((key.removeprefix("house:"), claim), ())
                for other in (*group[:1], *group[-1:]):
                    if other != index:
                        yield min(index, other), max(index, other)


def _in_time(facts: Sequence[Facts]) -> list[int]:
    """
    Give all indices in order of time.
    """
    return sorted(range(len(facts)), key=lambda k: facts[k].place)


def _link(group: Sequence[int], before: int) -> Iterable[tuple[int, int]]:
    """
    Pair each of a group with the first and with so many before it.
    """
    for k, index in enumerate(group):
        for other in {*group[max(0, k - before) : k], *(group[:1] if k else ())}:
            if other != index:
                yield min(index, other), max(index, other)
