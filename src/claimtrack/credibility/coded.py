"""
A table ready for estimation: one row for each value a source stands by.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from claimtrack.credibility.arrays import Flags, Floats, Ints, starts


@frozen(kw_only=True, eq=False)
class Rows:
    """
    Hold columns of one length: source, item and value number, when (or NaN) and how much.
    """

    source: Ints
    item: Ints
    value: Ints
    moment: Floats
    weight: Floats

    def take(self, places: Ints | Flags) -> Rows:
        """
        Give the rows at these places.
        """
        return Rows(
            source=self.source[places],
            item=self.item[places],
            value=self.value[places],
            moment=self.moment[places],
            weight=self.weight[places],
        )


@frozen(kw_only=True, eq=False)
class Coded:
    """
    Hold a table ready for estimation; arrays named by what they run over.

    Attributes:
        source: Source of each row.
        value: Value number of each row; a value number belongs to one item.
        item: Item of each row.
        weight: How much each row counts; a source that contradicts itself shares its one vote.
        value_item: Item of each value; sorted.
        value_key: Key code of each value.
        kind: Kind code of each source.

    """

    source: Ints
    value: Ints
    item: Ints
    weight: Floats
    value_item: Ints
    value_key: Ints
    kind: Ints
    sources: int
    items: int

    @property
    def values(self) -> int:
        """
        Give how many values there are.
        """
        return len(self.value_item)

    @property
    def speaking(self) -> int:
        """
        Give how many sources have a row; codes of sources whose rows have gone stay taken.
        """
        return int(np.count_nonzero(np.bincount(self.source, minlength=self.sources)))


def standing(rows: Rows, *, items: int) -> Rows:
    """
    Keep what each source stands by: its latest value; values of one time share its vote.

    A row without time is older than any row with one, since a later look would have been dated.
    """
    vote = rows.source.astype(np.int64) * max(1, items) + rows.item
    ordered = np.sort(vote)
    if not np.any(ordered[1:] == ordered[:-1]):
        return rows
    when = np.where(np.isnan(rows.moment), -np.inf, rows.moment)
    # The heaviest row of equal ones stands first and is the one that stays.
    order = np.lexsort((-rows.weight, rows.value, when, vote))
    vote, when, rows = vote[order], when[order], rows.take(order)
    last = np.r_[starts(vote)[1:], len(vote)] - 1
    latest = when[last][np.searchsorted(vote[last], vote)]
    again = np.zeros(len(vote), bool)
    again[1:] = (vote[1:] == vote[:-1]) & (rows.value[1:] == rows.value[:-1]) & (when[1:] == when[:-1])
    keep = (when == latest) & ~again
    vote, rows = vote[keep], rows.take(keep)
    begin = starts(vote)
    size = np.diff(np.r_[begin, len(vote)])
    return Rows(
        source=rows.source,
        item=rows.item,
        value=rows.value,
        moment=rows.moment,
        weight=rows.weight / np.repeat(size, size),
    )


def compact(rows: Rows, *, value_item: Ints, value_key: Ints, kind: Ints, items: int) -> Coded:
    """
    Drop values nobody stands by any more and sort the rows by value, then source.
    """
    value = rows.value
    used = np.bincount(value, minlength=len(value_item)) > 0
    if not used.all():
        value = (np.cumsum(used) - 1).astype(np.int32)[value]
        value_item, value_key = value_item[used], value_key[used]
    order = np.argsort(value.astype(np.int64) * max(1, len(kind)) + rows.source, kind="stable")
    value = value[order]
    return Coded(
        source=rows.source[order],
        value=value,
        item=value_item[value],
        weight=rows.weight[order],
        value_item=value_item,
        value_key=value_key,
        kind=kind,
        sources=len(kind),
        items=items,
    )
