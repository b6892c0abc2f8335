"""
How one item's values stand to each other: the same names in another order, one less precise.

Only items with more than one value are looked at, so agreement costs nothing here.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve, frozen

from claimtrack.credibility.arrays import Floats, Ints, total
from claimtrack.credibility.coded import Coded
from claimtrack.credibility.spelling import has_separator, in_any_order, less_precise, tokens

# All pairs of one item's values are compared up to this many; beyond it the item is a heap of free
# text, where containment says nothing (chosen by us; the largest of Book has 46).
_MOST_VALUES = 64
# A value counts as rounded from two final zeros on: 9000 may stand for 8860, 8860 not for 8861.
_FEWEST_ZEROS = 2


@frozen(eq=False)
class Precision:
    """
    Hold pairs of values of one item: `less[k]` is less precise than `fuller[k]`.
    """

    less: Ints
    fuller: Ints


def merge_orders(coded: Coded, keys: list[str]) -> Coded:
    """
    Make values one that name the same names in another order, where one of them is a list.

    Args:
        coded: The table.
        keys: Its keys, by key code.
    """
    listed = np.fromiter((has_separator(key) for key in keys), bool, len(keys))[coded.value_key]
    if not listed.any():
        return coded
    touched = np.isin(coded.value_item, np.unique(coded.value_item[listed]))
    support = np.bincount(coded.value, minlength=coded.values)
    groups: dict[tuple[int, str], list[int]] = {}
    for value in np.flatnonzero(touched).tolist():
        key = keys[coded.value_key[value]]
        if not key.startswith("#"):
            groups.setdefault((int(coded.value_item[value]), in_any_order(key)), []).append(value)
    target = np.arange(coded.values, dtype=np.int32)
    for members in groups.values():
        if len(members) > 1 and any(listed[value] for value in members):
            target[members] = min(members, key=lambda v: (-support[v], keys[coded.value_key[v]]))
    return regroup(coded, target)


def regroup(coded: Coded, target: Ints) -> Coded:
    """
    Give the table with each value replaced by its target, another value of the same item.
    """
    if np.array_equal(target, np.arange(coded.values)):
        return coded
    kept, number = np.unique(target, return_inverse=True)
    value = number.reshape(-1).astype(np.int32)[coded.value]
    vote = value.astype(np.int64) * coded.sources + coded.source
    order = np.argsort(vote, kind="stable")
    # A source that gave both spellings gave one value, with the weight of both.
    start = np.flatnonzero(np.r_[True, np.diff(vote[order]) != 0]) if len(order) else order
    weight = np.add.reduceat(coded.weight[order], start) if len(order) else coded.weight
    rows = order[start]
    return evolve(
        coded,
        source=coded.source[rows],
        value=value[rows],
        item=coded.item[rows],
        weight=weight,
        value_item=coded.value_item[kept],
        value_key=coded.value_key[kept],
    )


def merge_near(coded: Coded, numbers: Floats, *, relative: float, absolute: float) -> Coded:
    """
    Make numbers of one item one value that lie within the tolerance of the most given one.

    Source:
        Li et al. 2012 (truth finding on the deep web): buckets of the tolerance's width around the
        dominant value; the tolerance is relative to the item's median. They take 1 % of the median
        and 10 minutes for clock times; our default is none, since we do not know the unit.
    """
    known = np.flatnonzero(~np.isnan(numbers))
    if not len(known) or (relative == 0 and absolute == 0):
        return coded
    support = total(coded.value, coded.weight, coded.values)
    item = coded.value_item[known]
    order = np.lexsort((numbers[known], -support[known], item))
    first = np.flatnonzero(np.r_[True, np.diff(item[order]) != 0])
    centre = np.full(coded.items, np.nan)
    centre[item[order][first]] = numbers[known][order][first]
    width = np.maximum(absolute, relative * np.abs(_medians(coded, numbers)))[item]
    with np.errstate(divide="ignore", invalid="ignore"):
        bucket = np.where(width > 0, np.floor((numbers[known] - centre[item]) / (2 * width) + 0.5), numbers[known])
    target = np.arange(coded.values, dtype=np.int32)
    order = np.lexsort((numbers[known], -support[known], bucket, item))
    fresh = np.r_[True, (np.diff(item[order]) != 0) | (np.diff(bucket[order]) != 0)]
    head = known[order][np.flatnonzero(fresh)]
    target[known[order]] = head[np.cumsum(fresh) - 1]
    return regroup(coded, target)


def find_precision(coded: Coded, keys: list[str], numbers: Floats) -> Precision:
    """
    Find which values are less precise than which others of their item.
    """
    per_item = np.bincount(coded.value_item, minlength=coded.items)
    several = (per_item > 1) & (per_item <= _MOST_VALUES)
    open_values = np.flatnonzero(several[coded.value_item])
    rounded = _find_rounded(coded, numbers, open_values)
    words = {code: tokens(keys[code]) for code in np.unique(coded.value_key[open_values]).tolist()}
    size = np.zeros(len(keys) + 1, np.int32)
    for code, known in words.items():
        size[code] = 0 if keys[code].startswith("#") else len(known)
    # Fewer words than another value of the item: the only values that can be less precise.
    texts = open_values[size[coded.value_key[open_values]] > 0]
    longest = np.zeros(coded.items, np.int32)
    np.maximum.at(longest, coded.value_item[texts], size[coded.value_key[texts]])
    short = size[coded.value_key[texts]] < longest[coded.value_item[texts]]
    texts = texts[np.isin(coded.value_item[texts], coded.value_item[texts[short]])]
    pairs: list[tuple[int, int]] = []
    cut = np.flatnonzero(np.diff(coded.value_item[texts])) + 1
    for group in np.split(texts, cut) if len(texts) else []:
        pairs.extend(less_precise([(value, words[int(coded.value_key[value])]) for value in group.tolist()]))
    found = np.array(pairs, np.int32).reshape(-1, 2)
    return Precision(
        np.concatenate([found[:, 0], rounded[:, 0]]).astype(np.int32),
        np.concatenate([found[:, 1], rounded[:, 1]]).astype(np.int32),
    )


def _find_rounded(coded: Coded, numbers: Floats, values: Ints) -> Ints:
    """
    Find pairs (rounded, exact) among whole numbers of one item.
    """
    number = numbers[values]
    round_ = values[(number != 0) & (np.mod(number, 10**_FEWEST_ZEROS) == 0)]
    pairs: list[tuple[int, int]] = []
    for less in round_.tolist():
        given = int(numbers[less])
        zeros = len(str(given)) - len(str(given).rstrip("0"))
        item = coded.value_item[less]
        low, high = np.searchsorted(coded.value_item, [item, item + 1])
        other = numbers[low:high]
        near = np.abs(other - given) <= 0.5 * 10**zeros
        finer = np.mod(other, 10**zeros) != 0
        pairs.extend((less, low + k) for k in np.flatnonzero(near & finer).tolist())
    return np.array(pairs, np.int32).reshape(-1, 2)


def _medians(coded: Coded, numbers: Floats) -> Floats:
    """
    Give the median of each item's numbers, each value once for every row that gives it.
    """
    middle = np.zeros(coded.items)
    rows = np.flatnonzero(~np.isnan(numbers[coded.value]))
    rows = rows[np.lexsort((numbers[coded.value[rows]], coded.item[rows]))]
    item = coded.item[rows]
    start = np.flatnonzero(np.r_[True, np.diff(item) != 0]) if len(rows) else rows
    size = np.diff(np.r_[start, len(rows)])
    middle[item[start]] = numbers[coded.value[rows[start + (size - 1) // 2]]]
    return middle
