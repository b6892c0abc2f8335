"""
Which reports share a term with a report: all of them while they are few, its neighbours when they are many.

A term that half of an archive uses would find half of the archive, and one that finds nobody would leave a report
whose every term is common (a short denial beside a thousand reports of one event) compared with nothing. So the
users of a term stand in an order in which reports of one event are near one another, and beyond `ALL` of them
each finds `BESIDE` on either side: no report and no term ever costs more than a fixed amount of work.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from claimtrack.matching.rarity import STEPS

ALL = STEPS[3] - 1
"""
Users up to which a term finds all others: 63. One less than a step of the weights, so that a term begins to find
neighbours alone just when its weight changes (see `rarity`).
"""
BESIDE = 2
"""Users on either side that a commoner term finds; 40 terms find 160 at most, of which 64 are measured."""

Place = tuple[int, int, str]
"""Where a report stands among the users of a term: its day, a hash of what it tells, its id."""


def place_of(report: str, day: int | None, terms: Iterable[str]) -> Place:
    """
    Return where a report stands: by day, and within a day those together that share the term of the least hash.

    Source:
        Broder 1997: the chance that two sets share their least element is their overlap (MinHash).
    """
    least = min((blake2b(t.encode("utf-8", "surrogatepass"), digest_size=8).digest() for t in terms), default=b"")
    return (day or 0, int.from_bytes(least, "big"), report)


class Sharers:
    """
    Hold the users of every term in their order.
    """

    def __init__(self) -> None:
        self._users: defaultdict[str, list[Place]] = defaultdict(list)

    def add(self, terms: Iterable[str], place: Place) -> None:
        """
        Add a user of these terms.
        """
        for term in terms:
            insort(self._users[term], place)

    def remove(self, terms: Iterable[str], place: Place) -> None:
        """
        Remove a user of these terms.
        """
        for term in terms:
            users = self._users[term]
            del users[bisect_left(users, place)]
            if not users:
                del self._users[term]

    def using(self, term: str) -> Iterator[str]:
        """
        Return all users of a term.
        """
        return (user[2] for user in self._users.get(term, ()))

    def is_common(self, term: str) -> bool:
        """
        Say whether a term finds neighbours only.
        """
        return len(self._users.get(term, ())) > ALL

    def beside(self, term: str, place: Place) -> Iterator[str]:
        """
        Return the reports that a user of a term finds through it; whom it finds finds it.
        """
        users = self._users.get(term, [])
        near = users
        if len(users) > ALL:
            at = bisect_left(users, place)
            near = users[max(0, at - BESIDE) : at + BESIDE + 1]
        return (user[2] for user in near if user != place)
