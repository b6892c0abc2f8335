r"""
How far each source's word is its own: graded copy rates of pairs of sources.

For two sources that give values for the same items, c is the share of their values of which one is
taken from the other. What we see of an item is either the same value or two values:

    P(same value v | c) = c g + (1 - c) r,      P(two values | c) = (1 - c) P(two values | 0)
    g = p a + (1 - p)(1 - a) f                  that the one copied from gives v
    r = p a b + (1 - p)(1 - a)(1 - b) f^2       that both come to v by themselves

with p the probability that v is true, a and b how often the sources are right, f how popular v is
among the item's false values, counted without the two. Sharing a rare false value is telling,
sharing a true or a popular one is not. The posterior over a grid of c with a prior gives the
expected copy rate; a source's word counts 1 / (1 + sum of its copy rates with those who say the
same), so that n copies of one report count as one whatever n is.

The prior: each source leans on about one other, however many there are, so a pair is dependent
with probability 1 / (S - 1). A prior that does not fall with the number of sources takes honest
agreeing sources for copiers (Book: .46 instead of .93).

Only pairs that share a value in an item with several values are looked at, found by walking the
rows of one item; items with the fewest rows first, up to a limit.

Source:
    Dong, Berti-Equille and Srivastava 2009 (source dependence); Dong, Saha and Srivastava 2013
    (popularity of false values). We differ: the copy rate is estimated for each pair instead of
    being .8 for all, and no direction is needed, because weights are shared among those who agree.
"""

from __future__ import annotations

import itertools

import numpy as np
from attrs import define, evolve, field, frozen

from claimtrack.credibility.arrays import Flags, Floats, Ints, total
from claimtrack.credibility.coded import Coded
from claimtrack.credibility.twins import Twins, find_twins

# The grid of copy rates, from "takes a tenth" to "takes all"; finer grids change no figure.
_RATES = np.array([0.1, 0.3, 0.5, 0.7, 0.9, 0.98])
# How many other sources one source leans on, on average (chosen by us; .1 to 2 give the same
# accuracy on the three public tables).
_PARENTS = 1.0
# Pairs of rows looked at at most: bounds time and memory (12 bytes each). Flight has 0.6 million.
_MOST_PAIRS = 1_500_000
# Up to this many sources, pairs are counted in a square of 4 bytes each (9 MB).
_SQUARE = 1500
# Below this many sources a pair's key fits 32 bits.
_NARROW = 46_340
# Rows of pairs worked on at a time, so that intermediate arrays stay small.
_CHUNK = 1 << 17
# Below this expected copy rate a pair is dropped for good: after the first look, in which no value
# counts as true and copying is over-estimated, and once more when values have taken shape.
_NEGLIGIBLE = 0.01
_DROPS = (0, 4)
# What is added to the count of a false value and of the ones not seen, when its popularity is
# estimated (Jeffreys).
_UNSEEN = 0.5


@frozen(kw_only=True, eq=False)
class Leaning:
    """
    Hold copy rates: `first[k]` and `second[k]` share `rate[k]` of their values by copying.
    """

    first: Ints
    second: Ints
    rate: Floats


@define(eq=False)
class Dependence:
    """
    Hold the pairs of sources that may depend on one another, and estimate how far they do.

    Attributes:
        one: Row of the first source of each agreement; `two` that of the second.
        start: Where the agreements of each pair begin; agreements are sorted by pair.
        pair: Number of the pair of each agreement.
        key: The pair as first * sources + second.
        apart: How many values the pair does not share, in the items looked at.

    """

    coded: Coded
    one: Ints
    two: Ints
    start: Ints
    pair: Ints
    key: Ints
    apart: Floats
    rate: Floats
    looked: Flags
    twins: Twins
    passes: int = field(default=0)
    trusting: bool = field(default=False)

    def weights(self, probability: Floats, right: Floats, weight: Floats) -> Floats:
        """
        Estimate copy rates and give each row's weight among those who say the same.

        Args:
            probability: Of each value, that it is true.
            right: Of each source, how often it is right.
            weight: Of each row, as of the last round.
        """
        if not len(self.key):
            return np.ones(len(weight))
        self.rate = self._rates(probability, right, weight)
        if self.passes in _DROPS:
            self._drop_negligible()
        self.passes += 1
        return 1 / (1 + self._loads())

    def leaning(self) -> Leaning:
        """
        Give the copy rates of all pairs that were looked at.
        """
        first, second = self._pairs()
        dropped = np.flatnonzero(~self.twins.kept)
        bundle = self.twins.bundle
        inside = np.flatnonzero(bundle[first] == bundle[second])
        if not len(dropped) or not len(inside):
            return Leaning(first=first, second=second, rate=self.rate)
        # What one pair of twins shows holds of each dropped twin and the first of them.
        order = inside[np.argsort(bundle[first[inside]], kind="stable")]
        known = bundle[first[order]]
        place = np.minimum(np.searchsorted(known, bundle[dropped]), len(known) - 1)
        found = known[place] == bundle[dropped]
        pair = order[place[found]]
        return Leaning(
            first=np.concatenate([first, first[pair]]),
            second=np.concatenate([second, dropped[found].astype(np.int32)]),
            rate=np.concatenate([self.rate, self.rate[pair]]),
        )

    def _rates(self, probability: Floats, right: Floats, weight: Floats) -> Floats:
        """
        Give the expected copy rate of each pair.
        """
        coded = self.coded
        count = total(coded.value, weight, coded.values)
        false = total(coded.value_item, count * (1 - probability), coded.items)[coded.value_item]
        kinds = np.bincount(coded.value_item, minlength=coded.items)[coded.value_item] + 1
        likelihood = np.zeros((len(_RATES), len(self.key)), np.float64)
        bounds = np.r_[self.start, len(self.one)]
        for low, high in _chunks(bounds):
            rows = slice(bounds[low], bounds[high])
            ratio = self._ratio(rows, probability, right, weight, (count, false, kinds))
            begin = self.start[low:high] - bounds[low]
            for k, rate in enumerate(_RATES):
                likelihood[k, low:high] = np.add.reduceat(np.log(rate * ratio + (1 - rate)), begin)
        likelihood += np.log(1 - _RATES)[:, None] * self.apart
        prior = min(0.5, _PARENTS / max(1, coded.speaking - 1))
        likelihood += np.log(prior / (1 - prior) / len(_RATES))
        top = np.maximum(likelihood.max(axis=0), 0)
        whole = np.exp(-top)
        expected: Floats = np.zeros(len(top))
        for k, rate in enumerate(_RATES):
            share = np.exp(likelihood[k] - top)
            whole += share
            expected += rate * share
        expected /= whole
        return expected

    def _ratio(
        self,
        rows: slice,
        probability: Floats,
        right: Floats,
        weight: Floats,
        counts: tuple[Floats, Floats, Ints],
    ) -> Floats:
        """
        Give g / r of each agreement; see the module's formula.
        """
        count, false, kinds = counts
        one, two = self.one[rows], self.two[rows]
        value = self.coded.value[one]
        a = right[self.coded.source[one]]
        b = right[self.coded.source[two]]
        p = probability[value]
        own = weight[one] + weight[two]
        others = np.maximum(count[value] - own, 0) * (1 - p)
        rest = np.maximum(false[value] - own * (1 - p), 0)
        # At the first look popularity would be counted in copies, and hide them.
        popular = 1 / kinds[value]
        if self.passes or self.trusting:
            popular = np.clip((others + _UNSEEN) / (rest + _UNSEEN * kinds[value]), 0.01, 1)
        both = p * a * b + (1 - p) * (1 - a) * (1 - b) * popular**2
        from_one = p * a + (1 - p) * (1 - a) * popular
        from_two = p * b + (1 - p) * (1 - b) * popular
        return (np.maximum(from_one, from_two) / both).astype(np.float32)

    def _loads(self) -> Floats:
        """
        Sum, for each row, the copy rates with the others who give the same value.

        Where all agree, and where there are too many pairs to look at, a source is taken to lean on
        the same share of those who say the same as elsewhere.
        """
        rows = len(self.coded.value)
        load = np.zeros(rows)
        first, second = self._pairs()
        to_first = self.rate * self.twins.stands_for(second, first)
        to_second = self.rate * self.twins.stands_for(first, second)
        for low in range(0, len(self.one), 4 * _CHUNK):
            part = slice(low, low + 4 * _CHUNK)
            pair = self.pair[part]
            forth = self.coded.source[self.one[part]] == first[pair]
            load += total(self.one[part], np.where(forth, to_first[pair], to_second[pair]), rows)
            load += total(self.two[part], np.where(forth, to_second[pair], to_first[pair]), rows)
        if not self.looked.all():
            source, looked = self.coded.source, self.looked
            size = np.bincount(self.coded.value, minlength=self.coded.values)[self.coded.value] - 1.0
            seen = total(source[looked], size[looked], self.coded.sources)
            sum_ = total(source[looked], load[looked], self.coded.sources)
            share = np.divide(sum_, seen, out=np.zeros_like(sum_), where=seen > 0)
            load = np.where(looked, load, size * share[source])
        return load if self.twins.like is None else load[self.twins.like]

    def afresh(self) -> Dependence:
        """
        Give the pairs as they were found, to start again from; the arrays themselves never change.
        """
        return evolve(self)

    def partners(self) -> tuple[Ints, Floats]:
        """
        Give, for each source, the one it shares most with by copying, and the rate; 0 for none.
        """
        leaning = self.leaning()
        one = np.concatenate([leaning.first, leaning.second])
        two = np.concatenate([leaning.second, leaning.first])
        rate = np.concatenate([leaning.rate, leaning.rate])
        order = np.argsort(rate, kind="stable")
        partner = np.zeros(self.coded.sources, np.int64)
        best = np.zeros(self.coded.sources)
        partner[one[order]] = two[order]
        best[one[order]] = rate[order]
        return partner, best

    def _pairs(self) -> tuple[Ints, Ints]:
        size = self.coded.sources
        return (self.key // size).astype(np.int32), (self.key % size).astype(np.int32)

    def _drop_negligible(self) -> None:
        keep = self.rate >= _NEGLIGIBLE
        stay = keep[self.pair]
        number = (np.cumsum(keep) - 1).astype(np.int32)
        self.one, self.two, self.pair = self.one[stay], self.two[stay], number[self.pair[stay]]
        self.key, self.apart, self.rate = self.key[keep], self.apart[keep], self.rate[keep]
        self.start = np.flatnonzero(np.r_[True, np.diff(self.pair) != 0]) if len(self.pair) else self.start[:0]


def find_dependence(coded: Coded) -> Dependence:
    """
    Find the pairs of sources that share a value in a contested item, and how often they do not.
    """
    twins = find_twins(coded)
    looked = _looked_at(coded, twins.kept[coded.source])
    one, two = _neighbours(coded.value, looked)
    key = _keys(coded, one, two)
    order = np.argsort(key, kind="stable")
    key, one, two = key[order], one[order], two[order]
    fresh = np.r_[True, np.diff(key) != 0] if len(key) else np.zeros(0, bool)
    start = np.flatnonzero(fresh)
    agree = np.diff(np.r_[start, len(key)])
    # One shared value is no pattern: a pair needs two to be looked at at all.
    keep = agree >= 2
    pair = np.cumsum(fresh) - 1
    stay = keep[pair] if len(pair) else np.zeros(0, bool)
    number = np.cumsum(keep) - 1
    one, two, pair = one[stay], two[stay], number[pair[stay]].astype(np.int32)
    keys, agree = key[start][keep], agree[keep]
    apart = np.maximum(_count_shared(coded, looked, keys) - agree, 0)
    begin = np.flatnonzero(np.r_[True, np.diff(pair) != 0]) if len(pair) else np.zeros(0, np.int64)
    return Dependence(coded, one, two, begin, pair, keys, apart.astype(np.float64), np.zeros(len(keys)), looked, twins)


def _open(coded: Coded) -> Flags:
    """
    Mark rows of items with more than one value: where all agree, nothing tells copying from truth.
    """
    contested = np.bincount(coded.value_item, minlength=coded.items) > 1
    return contested[coded.item]


def _looked_at(coded: Coded, kept: Flags) -> Flags:
    """
    Mark the rows whose pairs are looked at: contested items, those with the fewest rows first.
    """
    size = np.bincount(coded.item[_open(coded) & kept], minlength=coded.items).astype(np.int64)
    pairs = np.bincount(size, size * (size - 1) // 2)
    limit = int(np.searchsorted(np.cumsum(pairs), _MOST_PAIRS, side="right"))
    chosen = (size > 0) & (size < limit)
    edge = np.flatnonzero(size == limit)
    if limit < len(pairs) and len(edge):
        room = _MOST_PAIRS - np.cumsum(pairs)[limit - 1] if limit else _MOST_PAIRS
        chosen[edge[: int(room // max(1, limit * (limit - 1) // 2))]] = True
    return chosen[coded.item] & kept


def _neighbours(group: Ints, rows: Flags) -> tuple[Ints, Ints]:
    """
    Give all pairs of marked rows with one group; rows of a group stand together.
    """
    marked = np.flatnonzero(rows).astype(np.int32)
    group = group[marked]
    ones, twos = [], []
    alive = np.arange(len(marked), dtype=np.int32)
    step = 1
    while len(alive):
        alive = alive[alive + step < len(marked)]
        alive = alive[group[alive] == group[alive + step]]
        ones.append(marked[alive])
        twos.append(marked[alive + step])
        step += 1
    empty = np.zeros(0, np.int32)
    return np.concatenate([empty, *ones]), np.concatenate([empty, *twos])


def _keys(coded: Coded, one: Ints, two: Ints) -> Ints:
    a, b = coded.source[one], coded.source[two]
    if coded.sources >= _NARROW:
        a, b = a.astype(np.int64), b.astype(np.int64)
    return np.minimum(a, b) * coded.sources + np.maximum(a, b)


def _count_shared(coded: Coded, looked: Flags, keys: Ints) -> Ints:
    """
    Count, for each pair, the items for which both give a value.
    """
    count = np.zeros(len(keys), np.int64)
    if not len(keys):
        return count
    # Few sources: count all pairs in a square. Many: a quick sieve first, since most pairs of rows
    # belong to no pair we look at, and looking up is the cost.
    square = np.zeros(coded.sources**2 if coded.sources <= _SQUARE else 0, np.int32)
    sieve = np.zeros(1 << 20, bool)
    sieve[keys & (len(sieve) - 1)] = True
    marked = np.flatnonzero(looked).astype(np.int32)
    item = coded.item[marked]
    alive = np.arange(len(marked), dtype=np.int32)
    step = 1
    while len(alive):
        alive = alive[alive + step < len(marked)]
        alive = alive[item[alive] == item[alive + step]]
        for low in range(0, len(alive), 4 * _CHUNK):
            part = alive[low : low + 4 * _CHUNK]
            key = _keys(coded, marked[part], marked[part + step])
            if len(square):
                np.add.at(square, key, 1)
                continue
            key = key[sieve[key & (len(sieve) - 1)]]
            place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
            place = place[keys[place] == key]
            count += np.bincount(place, minlength=len(keys))
        step += 1
    return square[keys].astype(np.int64) if len(square) else count


def _chunks(bounds: Ints) -> list[tuple[int, int]]:
    """
    Cut pairs into runs of about `_CHUNK` agreements each.
    """
    cuts = [0]
    last = len(bounds) - 1
    while cuts[-1] < last:
        reach = int(np.searchsorted(bounds, bounds[cuts[-1]] + _CHUNK, side="right")) - 1
        cuts.append(min(last, max(cuts[-1] + 1, reach)))
    return list(itertools.pairwise(cuts))
