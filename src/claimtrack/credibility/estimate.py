"""
Estimate what is true, and who is reliable, from a table of who said what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import numpy as np
from attrs import frozen

from claimtrack.credibility.arrays import Floats
from claimtrack.credibility.coded import Coded
from claimtrack.credibility.grade import grade, interval
from claimtrack.credibility.popaccu import PRIOR_ITEMS, Beliefs, estimate_popaccu
from claimtrack.credibility.reference import (
    estimate_dawid_skene,
    estimate_majority,
    estimate_pooled_investment,
    estimate_truthfinder,
    estimate_weighted,
)
from claimtrack.credibility.relation import find_precision, merge_near, merge_orders
from claimtrack.credibility.table import ObservationTable, Row
from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.model import Moment, SourceCredibility

_REFERENCES: dict[str, Callable[[Coded], Beliefs]] = {
    "majority": estimate_majority,
    "weighted": estimate_weighted,
    "truthfinder": estimate_truthfinder,
    "pooled_investment": estimate_pooled_investment,
    "dawid_skene": estimate_dawid_skene,
}
DEFAULT = "popaccu/1"
METHODS = ("default", DEFAULT, *_REFERENCES)
# A source is said to lean on another from this copy rate on: more than half of what it shares with
# it is copied. At most this many are named, most probable first.
_LEANS_FROM, _LEANS_MOST = 0.5, 10
# Ends of the interval of a number: the 90 % of the weight around the median.
_LOW_SHARE, _HIGH_SHARE = 0.05, 0.95
_DIGITS = 6


@frozen
class ValueProbability:
    """
    Hold how probable it is that a value is the item's.
    """

    item: str
    value: str
    probability: float


@frozen
class NumberEstimate:
    """
    Hold an item's number: the median weighted by probability, and the 90 % around it.
    """

    item: str
    low: float
    median: float
    high: float


class Estimate:
    """
    Hold what was found; texts are made when they are asked for, a million rows stay arrays.

    Attributes:
        method: Name and version of the estimator, or the name of the reference.

    """

    def __init__(self, method: str, table: ObservationTable, coded: Coded, beliefs: Beliefs) -> None:
        self.method = method
        self._coded = coded
        self._beliefs = beliefs
        self._table = table
        # Names as of now: rows may come and go in the table later.
        self._items = list(table.items)
        self._sources = list(table.sources)
        self._probability = np.floor(beliefs.probability * 10**_DIGITS) / 10**_DIGITS

    @cached_property
    def _texts(self) -> list[str]:
        return self._table.spelled(self._coded)

    def __iter__(self) -> Iterator[ValueProbability]:
        """
        Go through the values: by item, the most probable first, then the smallest.
        """
        texts, items = self._texts, self._items
        rows = zip(self._coded.value_item.tolist(), texts, self._probability.tolist(), strict=True)
        ordered = sorted((items[item], -probability, text) for item, text, probability in rows)
        return (ValueProbability(item, text, -minus) for item, minus, text in ordered)

    @property
    def values(self) -> tuple[ValueProbability, ...]:
        """
        Give all values: by item, the most probable first; one item's sum to 1 at most.
        """
        return tuple(self)

    def of(self, item: str) -> tuple[ValueProbability, ...]:
        """
        Give one item's values, the most probable first.

        Raises:
            NotFoundError: No row names the item.
        """
        rows = self._values_of(item)
        found = [ValueProbability(item, self._texts[row], float(self._probability[row])) for row in rows]
        return tuple(sorted(found, key=lambda value: (-value.probability, value.value)))

    def number(self, item: str) -> NumberEstimate | None:
        """
        Give an item's number, or None where less than half of the probability lies on numbers.
        """
        rows = self._values_of(item)
        number = _numbers(self._table, self._coded)[rows]
        share = self._beliefs.probability[rows]
        known = ~np.isnan(number)
        if share[known].sum() < 0.5 * share.sum():
            return None
        order = np.argsort(number[known], kind="stable")
        number, share = number[known][order], share[known][order]
        below = np.cumsum(share) / share.sum()
        # 1e-9: a share that sums to exactly one half belongs to the lower of the two middle values.
        places = [int(np.searchsorted(below, level - 1e-9)) for level in (_LOW_SHARE, 0.5, _HIGH_SHARE)]
        low, median, high = (float(number[min(place, len(number) - 1)]) for place in places)
        return NumberEstimate(item, low, median, high)

    @cached_property
    def sources(self) -> tuple[SourceCredibility, ...]:
        """
        Give the sources, by name.
        """
        leans = self._leaning()
        present = np.flatnonzero(np.bincount(self._coded.source, minlength=self._coded.sources)).tolist()
        found = [self._source(code, leans.get(code, ())) for code in present]
        return tuple(sorted(found, key=lambda source: source.source))

    def _values_of(self, item: str) -> list[int]:
        code = self._table.items.get(item, -1)
        low, high = np.searchsorted(self._coded.value_item, [code, code + 1])
        if code < 0 or low == high:
            raise NotFoundError(f"item {item!r} is not in the table")
        return list(range(int(low), int(high)))

    def _source(self, code: int, leans: tuple[str, ...]) -> SourceCredibility:
        mean = float(self._beliefs.right[code])
        outcomes = float(self._beliefs.outcomes[code])
        size = PRIOR_ITEMS + outcomes
        sure = min(max(mean, 1e-6), 1 - 1e-6)
        low, high = interval(sure * size, (1 - sure) * size)
        name = self._sources[code]
        return SourceCredibility(
            source=name,
            kind=self._table.kind_of(name),
            grade=grade(mean, low, outcomes),
            mean=round(mean, _DIGITS),
            low=round(min(low, mean), _DIGITS),
            high=round(max(high, mean), _DIGITS),
            outcomes=round(outcomes),
            leans_on=leans,
        )

    def _leaning(self) -> dict[int, tuple[str, ...]]:
        """
        Name, for each source, those with which it shares most by copying.
        """
        leaning = self._beliefs.leaning
        if leaning is None:
            return {}
        strong = leaning.rate >= _LEANS_FROM
        found: dict[int, list[tuple[float, str]]] = {}
        pairs = zip(
            leaning.first[strong].tolist(),
            leaning.second[strong].tolist(),
            np.round(leaning.rate[strong], _DIGITS).tolist(),
            strict=True,
        )
        for one, two, rate in pairs:
            found.setdefault(one, []).append((-rate, self._sources[two]))
            found.setdefault(two, []).append((-rate, self._sources[one]))
        return {code: tuple(name for _, name in sorted(names)[:_LEANS_MOST]) for code, names in found.items()}


def estimate_credibility(
    observations: Iterable[Row] | ObservationTable,
    *,
    method: str = "default",
    as_of: Moment | None = None,
    relative_tolerance: float = 0.0,
    absolute_tolerance: float = 0.0,
) -> Estimate:
    """
    Estimate what is true of each item and how often each source is right.

    Args:
        observations: Observations, (source, item, value) triples, mappings with these keys, or a
            table that is kept between runs.
        method: One of `METHODS`; "default" is the newest own estimator.
        as_of: Last day or instant to look at; rows without time always count.
        relative_tolerance: Numbers of one item this far apart, as a share of the item's median, are
            one value; 0.01 is usual for amounts. Only equal numbers are one where nothing is given.
        absolute_tolerance: The same in the numbers' own unit; 10 is usual for minutes.

    Returns:
        Values with probabilities, and sources. An empty table gives an empty estimate.

    Raises:
        InvalidValueError: A row or an option is not allowed.

    Source:
        The module `popaccu` has the formulas of the default; `reference` names the others.
    """
    if method not in METHODS:
        raise InvalidValueError("method", method, ", ".join(METHODS))
    for name, given in (("relative_tolerance", relative_tolerance), ("absolute_tolerance", absolute_tolerance)):
        if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 <= given < float("inf"):
            raise InvalidValueError(name, given, "a finite number from 0")
    table = observations if isinstance(observations, ObservationTable) else ObservationTable.of(observations)
    coded = table.coded(as_of=as_of)
    coded = merge_near(coded, _numbers(table, coded), relative=relative_tolerance, absolute=absolute_tolerance)
    if method in _REFERENCES:
        return Estimate(method, table, coded, _REFERENCES[method](coded))
    keys = list(table.keys)
    coded = merge_orders(coded, keys)
    beliefs = estimate_popaccu(coded, find_precision(coded, keys, _numbers(table, coded)))
    return Estimate(DEFAULT, table, coded, beliefs)


def _numbers(table: ObservationTable, coded: Coded) -> Floats:
    """
    Give each value as a number; NaN where it is text.
    """
    number = np.fromiter(
        (float(key[1:]) if key.startswith("#") else np.nan for key in table.keys), np.float64, len(table.keys)
    )
    found: Floats = number[coded.value_key]
    return found
