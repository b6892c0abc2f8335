"""
Names that mean the same: alias lists that users extend, found in texts by their skeletons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen

from claimtrack.model import Features


@frozen
class Aliases:
    """
    Hold alias lists, ready to be looked up.

    Attributes:
        by_first: First skeleton of a name to (all its skeletons, what it is the same as).
        by_name: Name as written, lower case, to what it is the same as.

    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(factory=dict, hash=False)
    by_name: Mapping[str, str] = field(factory=dict, hash=False)

    def found_in(self, features: Features) -> frozenset[str]:
        """
        Give the names (as terms) of which an alias stands in a text, all its words in any order.
        """
        if not self.by_first:
            return frozenset()
        there = frozenset(features.names)
        return frozenset(
            f"a:{same_as}"
            for name in there
            for skeletons, same_as in self.by_first.get(name, ())
            if there.issuperset(skeletons)
        )

    def place(self, name: str) -> str:
        """
        Give the name to compare a place by.
        """
        key = normal_name(name)
        return self.by_name.get(key, key)


def normal_name(name: str) -> str:
    """
    Give a name in lower case with single spaces.
    """
    return " ".join(name.casefold().split())


def read_aliases(pairs: Mapping[str, str], *, skeletons: Callable[[str], tuple[str, ...]]) -> Aliases:
    """
    Make alias lists from name -> same_as; both names find what is the same as `same_as`.

    Args:
        pairs: Written name to the name it is the same as; chains (a -> b -> c) are followed.
        skeletons: Gives the consonant skeletons of a name's words.

    """
    known = {normal_name(a): normal_name(b) for a, b in sorted(pairs.items())}
    top = {name: _follow(name, known) for name in sorted(known.keys() | set(known.values()))}
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, same_as in top.items():
        parts = tuple(s for s in skeletons(name) if s)
        if parts:
            by_first.setdefault(parts[0], []).append((parts, same_as))
    return Aliases({k: tuple(v) for k, v in by_first.items()}, top)


def _follow(name: str, known: Mapping[str, str]) -> str:
    """
    Follow a chain of aliases to its end; a circle ends at its smallest name.
    """
    seen = [name]
    while seen[-1] in known:
        after = known[seen[-1]]
        if after in seen:
            return min(seen[seen.index(after) :])
        seen.append(after)
    return seen[-1]
