"""
In what two texts differ, for many pairs at once: shared weight, and what is left over on each side.

Every word that is not left out must be accounted for. What is left over names the difference:
numbers, dates, negations, modals, places, names; anything else is a difference of detail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from claimtrack.claims.marks import Tag
from claimtrack.matching.signatures import ASIDE, Tokens, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.signatures import Hashes, Ids

_STEP = 200_000
"""Pairs compared at a time: about 60 MB of arrays."""
_REPEATS = 64
"""Times one word of a text is told apart from its other uses; more count as this many."""


@define(eq=False)
class Table:
    """
    Hold the texts to compare: words in order, and sorted with repeats told apart.

    Attributes:
        sorted: Per text, key id times 64 plus how often it came before, sorted.
        core: Weight of each text's core words.

    """

    tokens: Tokens
    sorted: NDArray[np.int64]
    core: NDArray[np.int64]
    sequence: Hashes
    tags: NDArray[np.int64]
    weights: NDArray[np.int64]
    strays: NDArray[np.int64]


@define(eq=False)
class Differences:
    """
    Hold what was found for each pair, as arrays.

    Attributes:
        likeness: Share of the core words' weight that both have, 0 to 1 (Dice).
        left: Words left over on each side.
        tags: All tags of what is left over on either side.
        order: Whether the same words stand in another order.
        matched: Whether what is left over on both sides is the same but for words that go with others (`strays`).

    """

    likeness: NDArray[np.float64]
    left_a: NDArray[np.int64]
    left_b: NDArray[np.int64]
    tags: NDArray[np.int64]
    order: NDArray[np.bool_]
    matched: NDArray[np.bool_]


def make_table(tokens: Tokens, vocabulary: Vocabulary, *, sequence: Hashes) -> Table:
    """
    Sort the words of each text, so that pairs can be compared by merging.
    """
    import numpy as np

    _, tags, weights, _ = vocabulary.arrays()
    keys = vocabulary.keys()[tokens.words]
    owner = np.repeat(np.arange(len(tokens), dtype=np.int64), np.diff(tokens.offsets))
    both = np.sort(owner << 32 | keys)
    ordered = (both & 0xFFFFFFFF) * _REPEATS
    if len(both) > 1:
        fresh = np.concatenate([[True], both[1:] != both[:-1]])
        position = np.arange(len(both))
        first = np.maximum.accumulate(np.where(fresh, position, 0))
        ordered += np.minimum(position - first, _REPEATS - 1)
    words = tokens.words
    weight = np.where((tags[words] & ASIDE) == 0, weights[words], 0)
    core = np.bincount(owner, weights=weight, minlength=len(tokens)).astype(np.int64)
    return Table(tokens, ordered, core, sequence, tags, weights, vocabulary.strays())


def compare(table: Table, a: Ids, b: Ids) -> Differences:
    """
    Compare pairs of texts, a block at a time.
    """
    import numpy as np

    blocks = [_compare_block(table, a[i : i + _STEP], b[i : i + _STEP]) for i in range(0, len(a), _STEP)]
    if not blocks:
        none = np.zeros(0, np.int64)
        return Differences(none.astype(float), none, none, none, none.astype(bool), none.astype(bool))
    return Differences(
        np.concatenate([d.likeness for d in blocks]),
        np.concatenate([d.left_a for d in blocks]),
        np.concatenate([d.left_b for d in blocks]),
        np.concatenate([d.tags for d in blocks]),
        np.concatenate([d.order for d in blocks]),
        np.concatenate([d.matched for d in blocks]),
    )


def _compare_block(table: Table, a: Ids, b: Ids) -> Differences:
    """
    Merge the sorted words of the pairs of one block.
    """
    import numpy as np

    pair_a, word_a = _spread(table, a)
    pair_b, word_b = _spread(table, b)
    count = len(a)
    # Keys are under 2**32 texts' words times 64, so pair and word fit into 63 bits side by side.
    bits = int(table.sorted.max()).bit_length() if len(table.sorted) else 1
    joined_a, joined_b = pair_a << bits | word_a, pair_b << bits | word_b
    met_a, met_b = _met(joined_a, joined_b), _met(joined_b, joined_a)
    keys_a, keys_b = word_a // _REPEATS, word_b // _REPEATS
    core = (table.tags[keys_a] & ASIDE) == 0
    weight = np.where(met_a & core, table.weights[keys_a], 0)
    shared = np.bincount(pair_a, weights=weight, minlength=count)
    total = table.core[a] + table.core[b]
    likeness = np.where(total > 0, 2 * shared / np.maximum(total, 1), 0.0)
    left_a = np.bincount(pair_a[~met_a], minlength=count)
    left_b = np.bincount(pair_b[~met_b], minlength=count)
    tags = np.zeros(count, np.int64)
    np.bitwise_or.at(tags, pair_a[~met_a], table.tags[keys_a[~met_a]] | _LEFT)
    np.bitwise_or.at(tags, pair_b[~met_b], table.tags[keys_b[~met_b]] | _LEFT)
    order = (left_a == 0) & (left_b == 0) & (table.sequence[a] != table.sequence[b])
    stray_a = np.bincount(pair_a[~met_a], weights=table.strays[keys_a[~met_a]], minlength=count)
    stray_b = np.bincount(pair_b[~met_b], weights=table.strays[keys_b[~met_b]], minlength=count)
    return Differences(likeness, left_a, left_b, tags, order, stray_a == stray_b)


_LEFT = 1 << 30
"""Set wherever any word is left over, so that an unlisted word is not lost among the tags."""


def _spread(table: Table, texts: Ids) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Lay the sorted words of some texts out in a row; say for each which pair it belongs to.
    """
    import numpy as np

    offsets = table.tokens.offsets
    lengths = offsets[texts.astype(np.int64) + 1] - offsets[texts]
    pair = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    ends = np.cumsum(lengths)
    at = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    return pair, table.sorted[np.repeat(offsets[texts], lengths) + at]


def _met(needles: NDArray[np.int64], hay: NDArray[np.int64]) -> NDArray[np.bool_]:
    """
    Say which of the sorted needles stand in the sorted hay.
    """
    import numpy as np

    if not len(hay):
        return np.zeros(len(needles), bool)
    at = np.minimum(np.searchsorted(hay, needles), len(hay) - 1)
    met: NDArray[np.bool_] = hay[at] == needles
    return met


TIME, NAME, PLACE = Tag.TIME, Tag.NAME, Tag.PLACE
