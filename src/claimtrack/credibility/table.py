"""
Observations as integer codes, kept between runs.

Strings are turned into codes once; rows come and go without turning the others into codes again.
`ObservationTable.coded()` gives what the estimators work on: one row for each value a source
stands by, sorted by item and value, so that what is summed is summed in one order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import TypeAlias, cast

import numpy as np
from attrs import define, field

from claimtrack.credibility.arrays import Floats, Ints
from claimtrack.credibility.coded import Coded, Rows, compact, standing
from claimtrack.credibility.observation import Observation, check_weight, value_text
from claimtrack.credibility.spelling import value_key
from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.model import Moment, SourceKind

Row: TypeAlias = "Observation | tuple[str, str, str | float] | Mapping[str, object]"


class Vocabulary(dict[str, int]):
    """
    Number strings in order of their first coming.
    """

    def __missing__(self, text: str) -> int:
        """
        Give a new string the next number.
        """
        number = self[text] = len(self)
        return number

    def encode(self, column: Sequence[str]) -> Ints:
        """
        Turn a column of strings into codes.
        """
        return np.fromiter(map(self.__getitem__, column), np.int32, len(column))


@define(eq=False)
class ObservationTable:
    """
    Keep observations as codes; insert and retract without a rebuild.
    """

    sources: Vocabulary = field(factory=Vocabulary, init=False)
    items: Vocabulary = field(factory=Vocabulary, init=False)
    spellings: Vocabulary = field(factory=Vocabulary, init=False)
    keys: Vocabulary = field(factory=Vocabulary, init=False)
    _key_of: Ints = field(init=False, factory=lambda: np.empty(0, np.int32))
    _kinds: dict[int, dict[str, int]] = field(init=False, factory=dict)
    _source: Ints = field(init=False, factory=lambda: np.empty(0, np.int32))
    _item: Ints = field(init=False, factory=lambda: np.empty(0, np.int32))
    _spelling: Ints = field(init=False, factory=lambda: np.empty(0, np.int32))
    _time: Floats = field(init=False, factory=lambda: np.empty(0))
    _weight: Floats = field(init=False, factory=lambda: np.empty(0))
    _rows: int = field(init=False, default=0)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> ObservationTable:
        """
        Build a table of observations, (source, item, value) triples or mappings with these keys.

        Raises:
            InvalidValueError: A row lacks a field, or a field is not allowed; says which row.
        """
        rows = rows if isinstance(rows, (list, tuple)) else list(rows)
        if set(map(type, rows)) == {tuple} and set(map(len, rows)) == {3}:
            triples = cast("Sequence[tuple[str, str, str | float]]", rows)
            return cls.of_columns([row[0] for row in triples], [row[1] for row in triples], [row[2] for row in triples])
        whole = [_observation(row, number) for number, row in enumerate(rows)]
        return cls.of_columns(
            [row.source for row in whole],
            [row.item for row in whole],
            [row.value for row in whole],
            times=[row.time for row in whole],
            kinds=[row.kind for row in whole],
            weights=[row.weight for row in whole],
        )

    @classmethod
    def of_columns(
        cls,
        sources: Sequence[str],
        items: Sequence[str],
        values: Sequence[str | float],
        *,
        times: Sequence[Moment | None] | None = None,
        kinds: Sequence[SourceKind | None] | None = None,
        weights: Sequence[float] | None = None,
    ) -> ObservationTable:
        """
        Build a table of columns of one length; the quickest way for a million rows.
        """
        table = cls()
        _check_columns(sources, items, values, times, kinds, weights)
        table._source = table.sources.encode(sources)
        table._item = table.items.encode(items)
        table._spelling = table.spellings.encode(_texts(values))
        table._check_names()
        table._rows = count = len(table._source)
        table._time = np.full(count, np.nan)
        table._weight = np.ones(count)
        if times is not None and any(moment is not None for moment in times):
            table._time = np.fromiter(map(_seconds, times), np.float64, count)
        if weights is not None:
            table._weight = np.fromiter(map(check_weight, weights), np.float64, count)
        if kinds is not None:
            for code, kind in zip(table._source.tolist(), kinds, strict=True):
                table._count_kind(code, kind, 1)
        return table

    def __len__(self) -> int:
        """
        Count the rows.
        """
        return self._rows

    def insert(self, observation: Observation) -> None:
        """
        Add one row; only its own strings are turned into codes.
        """
        if self._rows == len(self._source):
            self._grow()
        row = self._rows
        self._source[row] = self.sources[observation.source]
        self._item[row] = self.items[observation.item]
        self._spelling[row] = self.spellings[value_text(observation.value)]
        self._time[row] = _seconds(observation.time)
        self._weight[row] = observation.weight
        self._count_kind(int(self._source[row]), observation.kind, 1)
        self._rows += 1

    def retract(self, observation: Observation) -> None:
        """
        Take one row away that equals the observation.

        Raises:
            NotFoundError: No such row is in the table.
        """
        row = self._find(observation)
        last = self._rows - 1
        self._count_kind(int(self._source[row]), observation.kind, -1)
        for codes in (self._source, self._item, self._spelling):
            codes[row] = codes[last]
        for numbers in (self._time, self._weight):
            numbers[row] = numbers[last]
        self._rows = last

    def coded(self, *, as_of: Moment | None = None) -> Coded:
        """
        Give the rows the estimators work on: the latest of each source, equal values as one.

        Args:
            as_of: Last day or instant to look at; rows without time always count.
        """
        count = self._rows
        keep = np.ones(count, bool)
        if as_of is not None:
            keep = ~(self._time[:count] > _last_second(as_of))
        width = max(1, len(self._keys_now()))
        key = self._key_of[self._spelling[:count][keep]]
        item = self._item[:count][keep]
        distinct, value = np.unique(item.astype(np.int64) * width + key, return_inverse=True)
        rows = Rows(
            source=self._source[:count][keep],
            item=item,
            value=value.astype(np.int32).reshape(-1),
            moment=self._time[:count][keep],
            weight=self._weight[:count][keep],
        )
        return compact(
            standing(rows, items=len(self.items)),
            value_item=(distinct // width).astype(np.int32),
            value_key=(distinct % width).astype(np.int32),
            kind=self._kind_codes(),
            items=len(self.items),
        )

    def kind_of(self, source: str) -> SourceKind | None:
        """
        Give a source's kind: the one most of its rows name, the smallest name where rows are even.
        """
        counts = self._kinds.get(self.sources.get(source, -1))
        if not counts:
            return None
        return SourceKind(min(counts, key=lambda kind: (-counts[kind], kind)))

    def spelled(self, coded: Coded) -> list[str]:
        """
        Give each value's spelling: the one most rows use, the smallest where rows are even.
        """
        texts = list(self.spellings)
        size = max(1, len(self.spellings))
        width = max(1, len(self._keys_now()))
        rows = slice(0, self._rows)
        pair = self._item[rows].astype(np.int64) * size + self._spelling[rows]
        distinct, count = np.unique(pair, return_counts=True)
        group = (distinct // size) * width + self._key_of[distinct % size]
        wanted = coded.value_item.astype(np.int64) * width + coded.value_key
        order = np.lexsort((count, group))
        group, count, text = group[order], count[order], (distinct % size)[order]
        end = np.searchsorted(group, wanted, side="right")
        start = np.searchsorted(group, wanted, side="left")
        best = []
        for low, high in zip(start.tolist(), end.tolist(), strict=True):
            top = count[high - 1]
            if high - low == 1 or count[high - 2] < top:
                best.append(texts[text[high - 1]])
            else:
                best.append(min(texts[text[k]] for k in range(low, high) if count[k] == top))
        return best

    def _keys_now(self) -> Vocabulary:
        """
        Give the keys of all spellings; only new spellings are looked at.
        """
        known = len(self._key_of)
        if known < len(self.spellings):
            fresh = list(self.spellings)[known:]
            self._key_of = np.concatenate([self._key_of, self.keys.encode(list(map(value_key, fresh)))])
        return self.keys

    def _kind_codes(self) -> Ints:
        kinds = np.zeros(max(1, len(self.sources)), np.int32)
        order = {kind.value: number + 1 for number, kind in enumerate(SourceKind)}
        for code, counts in self._kinds.items():
            if counts:
                kinds[code] = order[min(counts, key=lambda kind: (-counts[kind], kind))]
        return kinds

    def _count_kind(self, code: int, kind: SourceKind | None, change: int) -> None:
        if kind is not None:
            counts = self._kinds.setdefault(code, {})
            counts[kind.value] = counts.get(kind.value, 0) + change
            if counts[kind.value] == 0:
                del counts[kind.value]

    def _check_names(self) -> None:
        for name, vocabulary in (("source", self.sources), ("item", self.items), ("value", self.spellings)):
            for text in vocabulary:
                if not isinstance(text, str) or not text.strip():
                    raise InvalidValueError(name, text, "text with at least one visible character")

    def _find(self, observation: Observation) -> int:
        codes = (
            self.sources.get(observation.source, -1),
            self.items.get(observation.item, -1),
            self.spellings.get(value_text(observation.value), -1),
        )
        rows = np.flatnonzero(self._source[: self._rows] == codes[0])
        rows = rows[(self._item[rows] == codes[1]) & (self._spelling[rows] == codes[2])]
        moment = np.array(_seconds(observation.time))
        same = np.isclose(self._time[rows], moment, rtol=0, equal_nan=True)
        rows = rows[same & (self._weight[rows] == observation.weight)]
        if not len(rows):
            raise NotFoundError(
                f"retract: no row of {observation.source!r} gives {observation.value!r} for {observation.item!r}"
            )
        return int(rows[-1])

    def _grow(self) -> None:
        size = max(16, 2 * len(self._source))
        self._source, self._item = np.resize(self._source, size), np.resize(self._item, size)
        self._spelling = np.resize(self._spelling, size)
        self._time, self._weight = np.resize(self._time, size), np.resize(self._weight, size)


def _observation(row: Row, number: int) -> Observation:
    """
    Read one row of any of the three forms.
    """
    if isinstance(row, Observation):
        return row
    if isinstance(row, Mapping):
        allowed = ("source", "item", "value", "time", "kind", "weight")
        given = {name: row[name] for name in allowed if row.get(name) not in (None, "")}
        missing = [name for name in allowed[:3] if name not in given]
        if missing:
            raise InvalidValueError(f"observations[{number}].{missing[0]}", row.get(missing[0]), "text")
        return Observation(**given)  # type: ignore[arg-type]  # the class checks what it is given
    if isinstance(row, tuple) and len(row) == 3:
        return Observation(source=row[0], item=row[1], value=row[2])
    raise InvalidValueError(
        f"observations[{number}]", row, "an Observation, (source, item, value), or a mapping with these keys"
    )


def _texts(values: Sequence[str | float]) -> Sequence[str]:
    """
    Give values as text; a column that is text already is not touched.
    """
    if set(map(type, values)) <= {str}:
        return values  # type: ignore[return-value]  # just checked
    return [value_text(value) for value in values]


def _check_columns(sources: Sequence[str], *columns: Sequence[object] | None) -> None:
    for column in columns:
        if column is not None and len(column) != len(sources):
            raise InvalidValueError("columns", len(column), f"{len(sources)} rows, as in the first column")


def _seconds(moment: Moment | None) -> float:
    """
    Give a moment as seconds since 1970 (UTC), a day as its start; unknown is NaN.
    """
    if moment is None:
        return float("nan")
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if isinstance(moment, date):
        return datetime.combine(moment, time(), UTC).timestamp()
    raise InvalidValueError("time", moment, "a date, a datetime or None")


def _last_second(moment: Moment) -> float:
    """
    Give the end of what `as_of` covers: the whole day of a date, the instant of a datetime.
    """
    return _seconds(moment) + (0 if isinstance(moment, datetime) else 86_399.999_999)
