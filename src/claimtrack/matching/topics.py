"""
Texts about one event, in whatever words: looser groups than `deduplicate` makes.

Likeness of two texts is the cosine of their letter runs (3 and 4 letters inside a word, numbers whole),
weighted by rarity, mixed with how alike their neighbourhoods are:

    s(a, b) = (1 - m) cos(x_a, x_b) + m cos(n_a, n_b)

x are tf-idf vectors, n the vectors of a text's likenesses to all texts that reach `_NEIGHBOUR`. Groups
are merged from the most alike down while their mean likeness stays above a threshold (average linkage):
one bridge between two events does not join them, as it would in connected components.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimtrack.claims.marks import Mark, Tag
from claimtrack.matching.texts import Placement, TextItem, by_id
from claimtrack.matching.verdict import read_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
    """Sparse rows: offsets, sorted columns, values."""

THRESHOLD = 0.26
"""Mean likeness down to which groups are merged: the best on Emergent dev; .24 to .30 stay within .02 of its F1."""
_MIX = 0.3
"""Share of the neighbourhoods' likeness; .3 gives .80 on Emergent dev, 0 gives .79, .5 gives .78."""
_NEIGHBOUR = 0.16
"""Likeness from which a text belongs to another's neighbourhood; chosen with `_MIX`."""
_CANDIDATE = 0.05
"""Likeness below which a pair is left out: it moves no mean by more than that."""
_MOST_TEXTS = 300
"""Texts that may share a letter run for it to find candidates; commoner ones still count in the likeness."""
_SMALL = Tag.NEGATION | Tag.MODAL | Tag.RELATION | Tag.QUANTITY


def group_topics(texts: Iterable[TextItem | str], *, threshold: float = THRESHOLD) -> tuple[Placement, ...]:
    """
    Group texts about one event.

    Args:
        texts: Short texts (headlines, claims) in any order; plain strings get the ids "0", "1", ….
        threshold: Mean likeness from 0 to 1 down to which groups are merged.

    Returns:
        One placement a text, in the order given; each text is its own variant (`deduplicate` tells those).
        The groups do not depend on the order.

    Raises:
        InvalidValueError: Two different texts have one id.

    """
    import numpy as np

    items = [t if isinstance(t, TextItem) else TextItem(str(at), t) for at, t in enumerate(texts)]
    by_id(items)
    order = sorted(range(len(items)), key=lambda at: (items[at].text, items[at].id))
    rows = _vectors([read_words(items[at].text, items[at].lang) for at in order])
    a, b = _candidates(rows)
    likeness = _cosines(rows, a, b)
    keep = likeness >= _CANDIDATE
    a, b, likeness = a[keep], b[keep], likeness[keep]
    near = likeness >= _NEIGHBOUR
    around = _neighbourhoods(len(items), a[near], b[near], likeness[near])
    mixed = (1 - _MIX) * likeness + _MIX * _cosines(around, a, b)
    labels = np.zeros(len(items), np.int64)
    labels[order] = _average_linkage(len(items), a, b, mixed, threshold=threshold)
    smallest: dict[int, str] = {}
    for item, label in zip(items, labels.tolist(), strict=True):
        smallest[label] = min(smallest.get(label, item.id), item.id)
    return tuple(Placement(i.id, smallest[label], i.id) for i, label in zip(items, labels.tolist(), strict=True))


def _letter_runs(mark: Mark) -> list[str]:
    """
    Give the runs of 3 and 4 letters of a word with its edges; a number is one run.
    """
    if mark.tags & Tag.NUMBER:
        return [mark.key]
    form = f" {mark.form} "
    return [form[at : at + size] for size in (3, 4) for at in range(max(1, len(form) + 1 - size))]


def _vectors(texts: list[tuple[Mark, ...]]) -> Rows:
    """
    Give tf-idf vectors of length 1 (tf as 1 + log, idf as log).
    """
    import numpy as np

    index: dict[str, int] = {}
    owner, column = [], []
    for at, marks in enumerate(texts):
        for mark in marks:
            if not mark.tags & _SMALL:
                for run in _letter_runs(mark):
                    owner.append(at)
                    column.append(index.setdefault(run, len(index)))
    codes, counts = np.unique(np.array(owner, np.int64) << 32 | np.array(column, np.int64), return_counts=True)
    rows, columns = codes >> 32, codes & 0xFFFFFFFF
    frequency = np.bincount(columns, minlength=len(index))
    values = (1 + np.log(counts)) * np.log((1 + len(texts)) / (1 + frequency[columns])) if len(codes) else counts * 1.0
    return _unit_rows(len(texts), rows, columns, values)


def _unit_rows(count: int, rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float64]) -> Rows:
    """
    Make sparse rows of length 1 from sorted entries.
    """
    import numpy as np

    length = np.sqrt(np.bincount(rows, weights=values * values, minlength=count))
    offsets = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(rows, minlength=count), out=offsets[1:])
    return offsets, columns, values / np.maximum(length[rows], 1e-12)


def _candidates(rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Give the pairs that share a run which few texts have.

    At most `_MOST_TEXTS` texts a run, each with those behind it: bounded for any input.
    """
    import numpy as np

    offsets, columns, _ = rows
    owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    order = np.argsort(columns, kind="stable")
    owner, columns = owner[order], columns[order]
    size = np.bincount(columns)[columns] if len(columns) else columns
    few = (size > 1) & (size <= _MOST_TEXTS)
    owner, columns = owner[few], columns[few]
    found = np.zeros(0, np.int64)
    waiting: list[NDArray[np.int64]] = []
    for step in range(1, _MOST_TEXTS):
        if step >= len(columns):
            break
        together = columns[:-step] == columns[step:]
        if not together.any():
            break
        waiting.append(owner[:-step][together] << 32 | owner[step:][together])
        if sum(map(len, waiting)) > 4_000_000:
            found, waiting = np.unique(np.concatenate([found, *waiting])), []
    found = np.unique(np.concatenate([found, *waiting]))
    return found >> 32, found & 0xFFFFFFFF


def _cosines(rows: Rows, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """
    Give the dot products of pairs of sparse rows, a block at a time.
    """
    import numpy as np

    offsets, columns, values = rows
    owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    codes = owner << 32 | columns
    out = np.zeros(len(a))
    for start in range(0, len(a), 20_000):
        x, y = a[start : start + 20_000], b[start : start + 20_000]
        lengths = offsets[x + 1] - offsets[x]
        pair = np.repeat(np.arange(len(x)), lengths)
        ends = np.cumsum(lengths)
        at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(offsets[x] - (ends - lengths), lengths)
        wanted = y[pair] << 32 | columns[at]
        place = np.minimum(np.searchsorted(codes, wanted), max(len(codes) - 1, 0))
        met = codes[place] == wanted if len(codes) else np.zeros(0, bool)
        out[start : start + len(x)] = np.bincount(
            pair[met], weights=values[at[met]] * values[place[met]], minlength=len(x)
        )
    return np.clip(out, 0, 1)


def _neighbourhoods(count: int, a: NDArray[np.int64], b: NDArray[np.int64], likeness: NDArray[np.float64]) -> Rows:
    """
    Give for each text its likeness to its neighbours and itself, as rows of length 1.
    """
    import numpy as np

    every = np.arange(count)
    rows, columns = np.concatenate([a, b, every]), np.concatenate([b, a, every])
    values = np.concatenate([likeness, likeness, np.ones(count)])
    order = np.argsort(rows << 32 | columns)
    return _unit_rows(count, rows[order], columns[order], values[order])


def _average_linkage(
    count: int, a: NDArray[np.int64], b: NDArray[np.int64], likeness: NDArray[np.float64], *, threshold: float
) -> list[int]:
    """
    Merge the two groups with the highest mean likeness until none reaches the threshold; ties by number.

    Pairs that are not listed count as 0. Each merge touches the neighbours of the smaller group only.
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for x, y, s in zip(a.tolist(), b.tolist(), likeness.tolist(), strict=True):
        sums[x][y] = sums[y][x] = s
    size, label = [1] * count, list(range(count))
    heap = [(-s, x, y) for x in range(count) for y, s in sums[x].items() if x < y and s >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, x, y = heapq.heappop(heap)
        total = sums[x].get(y)
        if total is None or not size[x] or not size[y] or -total / (size[x] * size[y]) != negative:
            continue
        keep, gone = (x, y) if len(sums[x]) >= len(sums[y]) else (y, x)
        del sums[keep][gone]
        for other, s in sums[gone].items():
            if other == keep:
                continue
            del sums[other][gone]
            sums[keep][other] = sums[other][keep] = sums[keep].get(other, 0.0) + s
        size[keep] += size[gone]
        size[gone], sums[gone], label[gone] = 0, {}, keep
        for other, s in sums[keep].items():
            mean = s / (size[keep] * size[other])
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(keep, other), max(keep, other)))
    return [_root(label, at) for at in range(count)]


def _root(label: list[int], at: int) -> int:
    """
    Follow merges to the group a text ended in.
    """
    while label[at] != at:
        label[at] = label[label[at]]
        at = label[at]
    return at
