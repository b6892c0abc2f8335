"""
Sources that say exactly the same of exactly the same items: two stand for all of them.

A thousand verbatim copies make half a million pairs an item. Two of them show all there is to see:
how far the copies depend on each other, and how far others depend on them.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from claimtrack.credibility.arrays import Flags, Floats, Ints, total
from claimtrack.credibility.coded import Coded

# Multiplier and shift of splitmix64, which scatters neighbouring numbers (Steele et al. 2014).
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@frozen(eq=False)
class Twins:
    """
    Hold which sources stand for which.

    Attributes:
        bundle: Bundle of each source.
        size: How many sources each source's bundle has.
        kept: Which sources are looked at; of a bundle, two at most.
        like: For each row, the row of a kept source that gives the same value.

    """

    bundle: Ints
    size: Ints
    kept: Flags
    like: Ints | None

    def stands_for(self, source: Ints, seen_from: Ints) -> Floats:
        """
        Say how many sources each source stands for, seen from another one.

        Its own twin sees all the rest of the bundle in it; two kept twins share what others see.
        """
        size = self.size[source]
        inside = self.bundle[source] == self.bundle[seen_from]
        amount: Floats = np.where(inside, size - 1, np.where(size > 1, size / 2, 1.0))
        return amount


def find_twins(coded: Coded) -> Twins:
    """
    Find the sources with equal rows.
    """
    mark = (coded.value.astype(np.uint64) + np.uint64(1)) * _SPREAD
    mark = (mark ^ (mark >> np.uint64(30))) * _MIX
    mark ^= mark >> np.uint64(31)
    # Sums of 20-bit parts stay exact as floats for 2^33 rows.
    print_ = np.zeros((coded.sources, 4), np.int64)
    print_[:, 3] = np.bincount(coded.source, minlength=coded.sources)
    for part in range(3):
        bits = (mark >> np.uint64(20 * part)) & np.uint64((1 << 20) - 1)
        print_[:, part] = total(coded.source, bits.astype(np.float64), coded.sources).astype(np.int64)
    _, bundle, size = np.unique(print_, axis=0, return_inverse=True, return_counts=True)
    bundle = bundle.reshape(-1).astype(np.int32)
    order = np.argsort(bundle, kind="stable")
    fresh = np.r_[True, np.diff(bundle[order]) != 0]
    start = np.flatnonzero(fresh)
    rank = np.empty(coded.sources, np.int32)
    rank[order] = np.arange(coded.sources) - start[np.cumsum(fresh) - 1]
    # Two or fewer rows are no pattern: such sources are looked at each for itself.
    kept = (rank < 2) | (print_[:, 3] < 2)
    like: Ints | None = None
    if not kept.all():
        head = np.empty(len(start), np.int64)
        head[bundle[order][start]] = order[start]
        key = coded.value.astype(np.int64) * coded.sources
        stands = np.where(kept, np.arange(coded.sources), head[bundle])
        like = np.searchsorted(key + coded.source, key + stands[coded.source]).astype(np.int32)
    alone = print_[:, 3] < 2
    return Twins(
        np.where(alone, np.arange(coded.sources) + len(start), bundle).astype(np.int32),
        np.where(alone, 1, size[bundle]).astype(np.int32),
        kept,
        like,
    )
