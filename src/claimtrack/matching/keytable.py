"""
A sorted table of keys that grows: who stands next to a text in each of its buckets.

Keys stand in sorted runs of falling size, as in a log-structured merge tree (O'Neil et al. 1996): a new
text's keys go into the smallest run, and a run is merged into the one before it when it has grown to
half of it. 12 bytes a key, a look-up is one binary search a run.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from attrs import define, field

from claimtrack.matching.candidates import Keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.signatures import Hashes, Ids

_SMALL_RUN = 16_384
"""Keys up to which new ones are put in place (a copy of 200 kB, about 50 microseconds), not merged."""

Neighbour = tuple[int, int]
"""Value and owner of a key."""


@define(eq=False)
class KeyTable:
    """
    Hold the keys of many texts, and find neighbours; a text that was taken out is passed over.

    Attributes:
        runs: Sorted keys, the largest run first.
        sequence: Hash of each text, by number; breaks ties.
        gone: Texts that were taken out, by number; their keys leave with the next merge.

    """

    sequence: array[int]
    runs: list[Keys] = field(factory=list)
    gone: set[int] = field(factory=set)
    _cleared: int = 0

    def load(self, keys: Keys) -> None:
        """
        Take over sorted keys of many texts as one run.
        """
        if len(keys.values):
            self.runs.append(keys)
        self.runs.sort(key=lambda run: -len(run.values))

    def add(self, values: Hashes, owner: int) -> None:
        """
        Add the keys of one text.
        """
        import numpy as np

        values = np.sort(values)
        owners = np.full(len(values), owner, np.uint32)
        if not self.runs or len(self.runs[-1].values) >= _SMALL_RUN:
            self.runs.append(Keys(values, owners))
        else:
            last = self.runs[-1]
            at = np.searchsorted(last.values, values)
            self.runs[-1] = Keys(np.insert(last.values, at, values), np.insert(last.owners, at, owners))
        while len(self.runs) > 1 and len(self.runs[-1].values) >= _SMALL_RUN and self._should_merge():
            self._merge()

    def remove(self, text: int) -> None:
        """
        Take a text out; when many are gone, their keys are cleared away.
        """
        self.gone.add(text)
        if len(self.gone) - self._cleared > max(_SMALL_RUN, len(self.sequence) // 4):
            self._cleared = len(self.gone)
            kept = [self._without_gone(run) for run in self.runs]
            self.runs = [run for run in kept if len(run.values)]

    def nbytes(self) -> int:
        """
        Give the bytes the keys take up.
        """
        return sum(run.values.nbytes + run.owners.nbytes for run in self.runs)

    def neighbours(self, values: Hashes, owner: Ids) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        Find who stands before and behind each key in its bucket.

        Args:
            values: Keys.
            owner: Whose each is; an owner's own keys are passed over.

        Returns:
            The texts before and behind, -1 where there is none.

        """
        import numpy as np

        before, behind = np.full(len(values), -1, np.int64), np.full(len(values), -1, np.int64)
        best_before, best_behind = np.zeros(len(values), np.uint64), np.zeros(len(values), np.uint64)
        own = np.array([self.sequence[i] for i in owner.tolist()], np.uint64)
        for run in self.runs:
            low, high = self._sides(run, values, owner, own)
            self._nearer(run, low, before, best_before, largest=True)
            self._nearer(run, high, behind, best_behind, largest=False)
        return before, behind

    def _sides(self, run: Keys, values: Hashes, owner: Ids, own: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        Find in one run where the neighbours of each key stand, -1 where its bucket has none.
        """
        import numpy as np

        count = len(run.values)
        left = np.searchsorted(run.values, values, side="left") - 1
        right = left + 1
        bucket = values >> np.uint64(32)
        low, high = np.full(len(values), -1, np.int64), np.full(len(values), -1, np.int64)
        near_right = np.minimum(right, count - 1)
        some_left = (left >= 0) & (run.values[np.maximum(left, 0)] >> np.uint64(32) == bucket)
        some_right = (right < count) & (run.values[near_right] >> np.uint64(32) == bucket)
        for k in np.flatnonzero(some_left | some_right).tolist():
            low[k], high[k] = self._walk(run, int(left[k]), int(values[k]), int(owner[k]), int(own[k]))
        return low, high

    def _walk(self, run: Keys, at: int, value: int, owner: int, own: int) -> Neighbour:
        """
        Walk from a place to the nearest living neighbours on both sides, in the canonical order.

        Keys of one value are ordered by the hash of their text, however they stand in the run.
        """
        tied, after = self._group(run, at + 1, 1, value, owner)
        lower = [step for step in tied if self.sequence[int(run.owners[step])] < own]
        higher = [step for step in tied if self.sequence[int(run.owners[step])] > own]
        if not lower:
            lower = self._next_group(run, at, -1, value, owner)
        if not higher:
            higher = self._next_group(run, after, 1, value, owner)
        return self._extreme(run, lower, largest=True), self._extreme(run, higher, largest=False)

    def _group(self, run: Keys, at: int, step: int, value: int, owner: int) -> tuple[list[int], int]:
        """
        Give the places of the living keys of one value from a place on, and where they end.
        """
        found = []
        while 0 <= at < len(run.values) and int(run.values[at]) == value:
            if self._counts(int(run.owners[at]), owner):
                found.append(at)
            at += step
        return found, at

    def _next_group(self, run: Keys, at: int, step: int, value: int, owner: int) -> list[int]:
        """
        Give the nearest keys of one value on one side that are alive and of the same bucket.
        """
        while 0 <= at < len(run.values) and int(run.values[at]) >> 32 == value >> 32:
            found, at = self._group(run, at, step, int(run.values[at]), owner)
            if found:
                return found
        return []

    def _extreme(self, run: Keys, places: list[int], *, largest: bool) -> int:
        """
        Give the first or last of some places of one value in the canonical order, -1 for none.
        """
        if not places:
            return -1
        return (max if largest else min)(places, key=lambda at: self.sequence[int(run.owners[at])])

    def _counts(self, other: int, owner: int) -> bool:
        return other != owner and other not in self.gone

    def _nearer(
        self, run: Keys, at: NDArray[np.int64], found: NDArray[np.int64], best: Hashes, *, largest: bool
    ) -> None:
        """
        Keep the nearer of what was found before and what this run has.
        """
        import numpy as np

        for k in np.flatnonzero(at >= 0).tolist():
            value, other = int(run.values[at[k]]), int(run.owners[at[k]])
            new = (value, self.sequence[other])
            old = (int(best[k]), self.sequence[int(found[k])]) if found[k] >= 0 else None
            if old is None or (new > old if largest else new < old):
                found[k], best[k] = other, value

    def _should_merge(self) -> bool:
        return 2 * len(self.runs[-1].values) >= len(self.runs[-2].values)

    def _merge(self) -> None:
        """
        Merge the two smallest runs and drop the keys of those that are gone.
        """
        import numpy as np

        b, a = self.runs.pop(), self.runs.pop()
        values, owners = np.concatenate([a.values, b.values]), np.concatenate([a.owners, b.owners])
        order = np.argsort(values, kind="stable")
        merged = self._without_gone(Keys(values[order], owners[order]))
        if len(merged.values):
            self.runs.append(merged)

    def _without_gone(self, run: Keys) -> Keys:
        """
        Leave out the keys of texts that were taken out.
        """
        import numpy as np

        if not self.gone:
            return run
        keep = ~np.isin(run.owners, np.fromiter(self.gone, np.uint32, len(self.gone)))
        return Keys(run.values[keep], run.owners[keep])
