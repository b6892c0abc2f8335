"""
Two reports side by side: how they stand to one another, and what is rare in what both tell.

A word that every sentence of two reports has ("port" where both tell of a strike on it) says of no two of them that
they are one claim; a word that two sentences have and the others lack says much. So terms are weighed by the
claims of the two reports that use them, and vectors are held against the mean of both reports.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from claimtrack.matching.profiles import Profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.threads import Context

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]
    """Appearance to the vectors of its text and of the sentence around it."""
    Kept = dict[tuple[str, str], NDArray[np.float16]]
    """Two reports to what `Likeness` holds of each pair of their claims."""

_TELLING = 4.0
"""Weight of a term at large from which it counts in full: about one report in fifty has it (see `rarity`)."""
_UNSEEN = 8
"""
Further claims that are assumed to stand in the reports: about as many as a report tells, so that of two reports with
one claim each not all that they share is common.
"""
_STEPS = 256
_UNKNOWN = -2.0
"""Stands where the meaning of a text is not known: no cosine is that small."""
_MEETINGS = 4_096
"""Pairs of reports kept side by side while a part is gathered; one costs about 10 kB."""
_KEPT = 50_000
"""Pairs of reports whose cosines are kept; one takes some 600 bytes."""
_LEAST_DISTANCE = 1e-6
"""Length under which a vector has no direction."""


@frozen
class Likeness:
    """
    Say how near the vectors of two appearances are.

    Attributes:
        texts: Cosine of their texts.
        beyond: Cosine of what is left of both when the mean of the two reports is taken off.
        margin: How much nearer they are than each is to anything else in the other's report.
        sentences: Cosine of the sentences that they stand in.

    """

    texts: float
    beyond: float
    margin: float
    sentences: float


@define(eq=False, slots=False)  # with slots a cached property goes through `__getattr__`, five times as slow
class Meeting:
    """
    Hold two reports side by side; `one` and `other` are their claims, the same where a report meets itself.

    Attributes:
        kept: Cosines of pairs of reports that were worked out before; they hang on nothing but the two.

    """

    context: Context
    rarity: Rarity
    one: Sequence[Profile]
    other: Sequence[Profile]
    vectors: Vectors | None = None
    kept: Kept | None = None

    @cached_property
    def told(self) -> int:
        """
        Count the claims that the reports tell.
        """
        return len(self.one) + (0 if self._alone else len(self.other))

    @cached_property
    def chances(self) -> int:
        """
        Count the pairs of claims that might be one: the more there are, the less probable each is.
        """
        return len(self.one) * len(self.other)

    @cached_property
    def elsewhere(self) -> bool:
        """
        Return whether both reports tell of places, and neither names one that the other tells of.
        """
        one, other = ({p.places[0] for p in side if p.places} for side in (self.one, self.other))
        if not one or not other:
            return False
        return not any(one & p.scene for p in self.other) and not any(other & p.scene for p in self.one)

    def weight(self, term: str) -> float:
        """
        Return how telling a term is among the claims of the two reports.
        """
        known = self._weights.get(term)
        if known is None:
            rare = self._rareness(self._counts[term])
            known = self._weights[term] = rare * min(1.0, self.rarity.weight(term) / _TELLING)
        return known

    def event_weight(self, event: str) -> float:
        """
        Return how telling an event class is among the claims of the two reports.
        """
        return self._rareness(self._events[event])

    def _rareness(self, count: int) -> float:
        return math.log((1 + _UNSEEN + self.told) / (0.5 + count))

    def overlap(self, a: frozenset[str], b: frozenset[str]) -> float:
        """
        Return the weight of shared terms over the geometric mean of the weights of each, 0 to 1.
        """
        shared = a & b
        if not shared:
            return 0.0
        both = math.fsum(map(self.weight, shared))
        return both / math.sqrt(math.fsum(map(self.weight, a)) * math.fsum(map(self.weight, b))) if both else 0.0

    def likeness(self, a: str, b: str) -> Likeness | None:
        """
        Return how near two appearances are, or None without vectors, or where the meaning of a text is unknown.
        """
        if self.vectors is None:
            return None
        i, j = (self._at[a], self._at[b]) if a in self._rows else (self._at[b], self._at[a])
        return Likeness(*row) if (row := self._cosines[i][j])[0] != _UNKNOWN else None

    @cached_property
    def _alone(self) -> bool:
        return self.one[0].report == self.other[0].report

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(t for p in self._everyone for t in p.terms)

    @cached_property
    def _events(self) -> Counter[str]:
        return Counter(e for p in self._everyone for e in p.events)

    @cached_property
    def _everyone(self) -> Sequence[Profile]:
        return self.one if self._alone else (*self.one, *self.other)

    @cached_property
    def _rows(self) -> frozenset[str]:
        return frozenset(p.id for p in self.one)

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return {p.id: at for side in (self.one, self.other) for at, p in enumerate(side)}

    @cached_property
    def _cosines(self) -> list[list[list[float]]]:
        """
        Return the cosines of all pairs, from those kept where they are there.
        """
        pair = (self.one[0].report, self.other[0].report)
        found = self.kept.get(pair) if self.kept is not None else None
        if found is None:
            found = self._compared()
            if self.kept is not None:
                if len(self.kept) >= _KEPT:
                    self.kept.clear()
                self.kept[pair] = found
        rows: list[list[list[float]]] = found.tolist()
        return rows

    def _compared(self) -> NDArray[np.float16]:
        """
        Return what `Likeness` holds of all pairs, in steps of 1/256: far finer than what it tells, far coarser than
        what differs between machines.
        """
        import numpy as np

        vectors = self.vectors or {}
        one, other = (np.stack([vectors[p.id][0] for p in side]) for side in (self.one, self.other))
        near, far = (np.stack([vectors[p.id][1] for p in side]) for side in (self.one, self.other))
        texts = one @ other.T
        four = np.stack([texts, self._beyond(one, other), self._margins(texts), near @ far.T], axis=-1)
        found = np.rint(four * _STEPS) / _STEPS
        found[~one.any(axis=1)] = found[:, ~other.any(axis=1)] = _UNKNOWN
        exact: NDArray[np.float16] = found.astype(np.float16)  # steps of 1/256 up to 2 need ten bits
        return exact

    def _beyond(self, one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        Return the cosines of all pairs when the mean of both reports is taken off.
        """
        import numpy as np

        middle = (one.mean(0) + other.mean(0)) / 2 * (self.told / (self.told + _UNSEEN))
        a, b = (side - middle for side in (one, other))
        lengths = np.linalg.norm(a, axis=1)[:, None] * np.linalg.norm(b, axis=1)[None]
        found: NDArray[np.float32] = (a @ b.T) / np.maximum(lengths, _LEAST_DISTANCE)
        return found

    def _margins(self, texts: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        Return for all pairs how much nearer they are than either is to the next claim of the other report.
        """
        import numpy as np

        near = texts.copy()
        if self._alone:
            np.fill_diagonal(near, -1.0)
        found: NDArray[np.float32] = np.minimum(near - _best_beside(near), near - _best_beside(near.T).T)
        return found


@define(eq=False)
class Meetings:
    """
    Keep reports side by side, whichever of the two is named first, until there are too many.
    """

    _meet: Callable[[str, str], Meeting]
    _found: dict[tuple[str, str], Meeting] = field(factory=dict)

    def __call__(self, a: str, b: str) -> Meeting:
        """
        Return two reports side by side.
        """
        pair = (a, b) if a <= b else (b, a)
        found = self._found.get(pair)
        if found is None:
            if len(self._found) >= _MEETINGS:
                self.clear()
            found = self._found[pair] = self._meet(*pair)
        return found

    def clear(self) -> None:
        """
        Forget all: weights or reports have changed.
        """
        self._found.clear()


def _best_beside(near: NDArray[np.float32]) -> NDArray[np.float32]:
    """
    Return for each cell the largest other value of its row, 0 where there is none.
    """
    import numpy as np

    if near.shape[1] < 2:
        return np.zeros_like(near)
    two = np.sort(near, axis=1)[:, -2:]
    best = near == two[:, 1:]
    found: NDArray[np.float32] = np.maximum(0.0, np.where(best, two[:, :1], two[:, 1:]))
    return found
