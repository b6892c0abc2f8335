"""
Gather appearances into groups by their pairwise scores: canonical order, and a say for whole groups.

Pairs are taken from the surest down, ties by id, so that the outcome is the same for any order of arrival.
Two groups are joined only if what all their members say of one another, on average, speaks for it: one
ambiguous sentence between two events (a chain A-B-C) does not pull the events into one, as plain connected
components would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from attrs import define, field

from claimtrack.matching.decisions import Ties

_SPOKESMEN = 6
"""Members of a group that are asked about another group at most, evenly spread; 36 questions bound the work."""
_ROUNDS = 3
"""Passes over the pairs: a join that failed may succeed once both groups have grown. Dev stories settle in two."""

Score = Callable[[str, str], float]


@define(eq=False)
class PairScores:
    """
    Give the score of any pair, worked out once until one of the two is forgotten.
    """

    _score: Score
    _found: defaultdict[str, dict[str, float]] = field(factory=lambda: defaultdict(dict))

    def __call__(self, a: str, b: str) -> float:
        """
        Return the score of a pair, the same both ways.
        """
        value = self._found[a].get(b)
        if value is None:
            value = self._found[a][b] = self._found[b][a] = self._score(a, b)
        return value

    def forget(self, one: str) -> None:
        """
        Forget all scores of an appearance: it is gone, or weights behind them have changed.
        """
        for other in self._found.pop(one, ()):
            self._found[other].pop(one, None)


def connected_parts(starts: Iterable[str], neighbours: Callable[[str], Iterable[str]]) -> list[set[str]]:
    """
    Return the connected parts that some appearances lie in, in the order in which they are met.
    """
    parts: list[set[str]] = []
    seen: set[str] = set()
    for start in starts:
        if start in seen:
            continue
        part, queue = {start}, [start]
        while queue:
            for other in neighbours(queue.pop()):
                if other not in part:
                    part.add(other)
                    queue.append(other)
        seen |= part
        parts.append(part)
    return parts


@define(eq=False)
class Gathering:
    """
    Hold groups while they grow.

    Attributes:
        place: Appearance to its position in the canonical order.
        ties: What people decided.

    """

    place: dict[str, int]
    ties: Ties
    leader: dict[str, str] = field(factory=dict)
    members: dict[str, list[str]] = field(factory=dict)

    def lead(self, one: str) -> str:
        """
        Give the appearance that stands for a group.
        """
        top = one
        while self.leader.get(top, top) != top:
            top = self.leader[top]
        while self.leader.get(one, one) != top:
            self.leader[one], one = top, self.leader[one]
        return top

    def group(self, lead: str) -> list[str]:
        """
        Give the members of a group in canonical order.
        """
        return self.members.setdefault(lead, [lead])

    def join(self, a: str, b: str) -> None:
        """
        Make one group of those that two leads stand for.
        """
        first, second = (a, b) if self.place[a] < self.place[b] else (b, a)
        self.leader[second] = first
        joined = self.group(first) + self.group(second)
        joined.sort(key=self.place.__getitem__)
        self.members[first] = joined
        self.members.pop(second, None)

    def forbidden(self, a: str, b: str) -> bool:
        """
        Say whether a decision keeps two groups apart.
        """
        alone = self.ties.alone
        if not self.ties.apart and not alone:
            return False
        left, right = self.group(a), self.group(b)
        if {alone.get(i) for i in left} != {alone.get(i) for i in right}:
            return True
        return any(frozenset((i, j)) in self.ties.apart for i in left for j in right)


def gather_groups(
    ids: Sequence[str], pairs: Iterable[tuple[float, str, str]], *, score: Score, ties: Ties
) -> tuple[tuple[str, ...], ...]:
    """
    Gather appearances into groups.

    Args:
        ids: Appearances in canonical order.
        pairs: Pairs worth joining with their log-odds.
        score: Gives the log-odds of any pair.
        ties: What people decided; it comes before any score.

    Returns:
        The groups, each in canonical order, by their first members.

    """
    place = {one: at for at, one in enumerate(ids)}
    gathering = Gathering(place, ties)
    for a, b in ties.together:
        if a in place and b in place:
            x, y = gathering.lead(a), gathering.lead(b)
            if x != y:
                gathering.join(x, y)
    # Rounded, so that the last digit of a sum cannot order pairs.
    open_pairs = sorted((-round(value, 6), min(place[a], place[b]), max(place[a], place[b])) for value, a, b in pairs)
    for _ in range(_ROUNDS):
        left = [pair for pair in open_pairs if not _try(gathering, ids[pair[1]], ids[pair[2]], score)]
        if len(left) == len(open_pairs):
            break
        open_pairs = left
    groups = {gathering.lead(one) for one in ids}
    return tuple(tuple(gathering.group(lead)) for lead in sorted(groups, key=place.__getitem__))


def _try(gathering: Gathering, a: str, b: str, score: Score) -> bool:
    """
    Join the groups of a pair if they agree; say whether the pair is settled.
    """
    x, y = gathering.lead(a), gathering.lead(b)
    if x == y:
        return True
    if gathering.forbidden(x, y):
        return True
    left, right = _spokesmen(gathering.group(x)), _spokesmen(gathering.group(y))
    if sum(score(i, j) for i in left for j in right) < 0.0:
        return False
    gathering.join(x, y)
    return True


def _spokesmen(group: list[str]) -> list[str]:
    """
    Give a few members of a group, evenly spread, the first and the last among them.
    """
    if len(group) <= _SPOKESMEN:
        return group
    step = (len(group) - 1) / (_SPOKESMEN - 1)
    return [group[round(step * k)] for k in range(_SPOKESMEN)]
