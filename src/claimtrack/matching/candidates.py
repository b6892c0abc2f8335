"""
Keys that near-identical texts share, and the pairs that follow from them.

Five families of keys, each a 64-bit number that depends on the text alone: all core words; all core
words but one (a changed, added or dropped word leaves one of them); pairs of the rarest words; words
together with what is close to a name; bands of MinHash over word bigrams (3 rows). Core words are
those that say what a text is about: numbers, negations and the like are set aside.

Within a bucket every text is linked to its neighbours in a canonical order only, so work is linear
in the number of keys whatever falls into one bucket, and the same texts give the same pairs.

Source:
    Broder 1997 (MinHash), Leskovec, Rajaraman & Ullman 2014 section 3.4 (bands); leaving one word
    out follows the deletion neighbourhoods of Mor & Fraenkel 1982.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from claimtrack.claims.marks import Tag
from claimtrack.matching.signatures import ASIDE, Tokens, Vocabulary, scramble, segment_sums

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.signatures import Hashes, Ids

BANDS = 4
"""With leaving one out in front, four bands keep pair recall at .995 on 1e4 synthetic claims (benchmarks/matching)."""
ROWS = 3
"""3 rows on bigrams: 2.9 checks a claim; 2 rows on single words: 58 and quadratic (measured on a prototype)."""
LONGEST_LEFT_OUT = 16
"""Core words up to which each is left out once; beyond it one word changes few bigrams and the bands suffice."""
RARE = 3
"""Rarest words that are paired: three pairs a text."""
_BLOCK = 1 << 15
"""Texts whose keys are made at a time: the arrays of a block fit into the cache of a processor."""
_PAIR = 0x5EED
"""Sets pair keys apart from sums of two words."""


class Keys:
    """
    Hold the keys of many texts: key i is `values[i]`, of text `owners[i]`; and an order for buckets.

    Attributes:
        values: The keys, 32 bits for the bucket and 32 for the text's place in it.
        owners: Which text each belongs to.

    """

    __slots__ = ("owners", "values")

    def __init__(self, values: Hashes, owners: Ids) -> None:
        self.values = values
        self.owners = owners


def find_keys(tokens: Tokens, vocabulary: Vocabulary, *, sequence: Hashes) -> Keys:
    """
    Give the keys of every text; a text without core words is keyed by its whole sequence.

    Args:
        tokens: The texts.
        vocabulary: What their key ids stand for.
        sequence: Their sequence hashes, which order a bucket.

    Returns:
        Keys in no particular order; about 12 for a text of ten words.

    """
    import numpy as np

    blocks = [
        _block_keys(tokens, vocabulary, sequence, start, min(start + _BLOCK, len(tokens)))
        for start in range(0, len(tokens), _BLOCK)
    ]
    if len(blocks) == 1:
        return blocks[0]
    none = np.zeros(0, np.uint64)
    return Keys(
        np.concatenate([none, *(k.values for k in blocks)]),
        np.concatenate([none.astype(np.uint32), *(k.owners for k in blocks)]),
    )


def _block_keys(tokens: Tokens, vocabulary: Vocabulary, sequence: Hashes, start: int, stop: int) -> Keys:
    """
    Give the keys of the texts from one to another.
    """
    import numpy as np

    hashes, tags, _, standing = vocabulary.arrays()
    words_at = tokens.offsets[start : stop + 1]
    ids = tokens.words[words_at[0] : words_at[-1]]
    owner = np.repeat(np.arange(stop - start, dtype=np.uint32), words_at[1:] - words_at[:-1])
    core = (tags[ids] & ASIDE) == 0
    bags = _bags(hashes[ids], tags[ids], words_at - words_at[0])
    owners, ids = owner[core], ids[core]
    offsets = np.zeros(stop - start + 1, np.int64)
    np.cumsum(np.bincount(owners, minlength=stop - start), out=offsets[1:])
    words = hashes[ids]
    mixed = scramble(words)
    families = [
        _all_but_one(mixed, owners, offsets),
        _rare_pairs(mixed, standing[ids], owners, offsets),
        _bands(words, mixed, owners, offsets),
        _empty(offsets, sequence[start:stop]),
    ]
    values = scramble(np.concatenate([f[0] for f in families]))
    of = np.concatenate([f[1] for f in families])
    values &= np.uint64(0xFFFFFFFF00000000)
    values |= _rank(mixed, offsets, bags)[of]
    return Keys(values, of + np.uint32(start))


def sort_keys(keys: Keys, *, sequence: Hashes) -> None:
    """
    Sort keys in place; those of one bucket and rank by the texts' own hashes, so that order is canonical.
    """
    import numpy as np

    order = np.argsort(keys.values)
    keys.values, keys.owners = keys.values[order], keys.owners[order]
    tied = np.flatnonzero(keys.values[1:] == keys.values[:-1])
    if len(tied):
        at = np.unique(np.concatenate([tied, tied + 1]))
        within = np.lexsort((sequence[keys.owners[at]], keys.values[at]))
        keys.owners[at] = keys.owners[at][within]


def pairs_of(keys: Keys, *, sequence: Hashes, reach: int = 1) -> tuple[Ids, Ids]:
    """
    Link every text with its next neighbours in each of its buckets.

    Args:
        keys: The keys; they are sorted in place.
        sequence: The texts' sequence hashes, which break ties.
        reach: How many neighbours behind it a text is linked to in a bucket.

    Returns:
        Two arrays, the smaller text first, sorted, each pair once; at most `reach` times the keys.

    """
    import numpy as np

    sort_keys(keys, sequence=sequence)
    bucket = (keys.values >> np.uint64(32)).astype(np.uint32)
    found = []
    for step in range(1, reach + 1):
        if len(bucket) <= step:
            break
        a, b = keys.owners[:-step], keys.owners[step:]
        hit = (bucket[:-step] == bucket[step:]) & (a != b)
        first, second = np.minimum(a[hit], b[hit]), np.maximum(a[hit], b[hit])
        found.append(first.astype(np.uint64) << np.uint64(32) | second)
    joined = np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)
    return (joined >> np.uint64(32)).astype(np.uint32), (joined & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def _all_but_one(mixed: Hashes, owners: Ids, offsets: NDArray[np.int64]) -> tuple[Hashes, Ids]:
    """
    Key each text by the sum of its words, and by that sum without each of them.
    """
    import numpy as np

    total = segment_sums(mixed, offsets)
    lengths = offsets[1:] - offsets[:-1]
    some = np.flatnonzero(lengths)
    # One word left out of one leaves nothing, which is no key.
    short = ((lengths > 1) & (lengths <= LONGEST_LEFT_OUT))[owners]
    without = total[owners[short]] - mixed[short]
    return np.concatenate([total[some], without]), np.concatenate([some.astype(np.uint32), owners[short]])


def _rare_pairs(mixed: Hashes, standing: Hashes, owners: Ids, offsets: NDArray[np.int64]) -> tuple[Hashes, Ids]:
    """
    Key each text by the pairs among its most telling words.
    """
    import numpy as np

    ordered = mixed[np.lexsort((~standing, owners))]
    lengths = offsets[1:] - offsets[:-1]
    first, second, of = [], [], []
    for i, j in combinations(range(RARE), 2):
        have = np.flatnonzero(lengths > j)
        first.append(ordered[offsets[have] + i])
        second.append(ordered[offsets[have] + j])
        of.append(have.astype(np.uint32))
    a, b = np.concatenate(first), np.concatenate(second)
    # A sum does not care which of the two comes first; a repeated word makes no pair.
    distinct = a != b
    return (a + b ^ np.uint64(_PAIR))[distinct], np.concatenate(of)[distinct]


def _bands(words: Hashes, mixed: Hashes, owners: Ids, offsets: NDArray[np.int64]) -> tuple[Hashes, Ids]:
    """
    Key each text by bands of the smallest hashes of its bigrams.
    """
    import numpy as np

    inside = owners[:-1] == owners[1:]
    grams = (words[:-1] * np.uint64(3) + mixed[1:])[inside]
    counts = np.bincount(owners[:-1][inside], minlength=len(offsets) - 1)
    have = np.flatnonzero(counts)
    if not len(have):
        return np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    starts = np.cumsum(counts[have]) - counts[have]
    seeds = np.arange(1, 2 * BANDS * ROWS, 2, dtype=np.uint64)[:, None]
    least = np.minimum.reduceat(scramble(grams[None, :] * seeds + seeds), starts, axis=1).reshape(BANDS, ROWS, -1)
    value = np.broadcast_to(np.arange(1, BANDS + 1, dtype=np.uint64)[:, None], (BANDS, len(have)))
    for row in range(ROWS):
        value = scramble(value ^ least[:, row])
    return value.ravel(), np.tile(have.astype(np.uint32), BANDS)


def _empty(offsets: NDArray[np.int64], sequence: Hashes) -> tuple[Hashes, Ids]:
    """
    Key the texts without core words by what they have (a bare number, a bare "no").
    """
    import numpy as np

    bare = np.flatnonzero(offsets[1:] == offsets[:-1])
    return sequence[bare], bare.astype(np.uint32)


def _bags(words: Hashes, tags: NDArray[np.int64], offsets: NDArray[np.int64]) -> Hashes:
    """
    Hash the words of each text whatever their order, numbers and negations among them, prepositions not.

    Texts in other words ("hit by B", "B hit") share it, and texts that differ in a number do not.
    """
    import numpy as np

    return scramble(segment_sums(np.where((tags & Tag.RELATION) == 0, scramble(words), 0), offsets))


def _rank(mixed: Hashes, offsets: NDArray[np.int64], bags: Hashes) -> Hashes:
    """
    Order the texts of a bucket: those that share their smallest word hash stand together, those of the same words
    side by side.

    32 bits: 16 of a MinHash over single words, 16 of the words in any order.
    """
    import numpy as np

    least = np.zeros(len(offsets) - 1, np.uint64)
    some = np.flatnonzero(offsets[1:] - offsets[:-1])
    if len(some):
        least[some] = np.minimum.reduceat(mixed, offsets[some])
    out: Hashes = scramble(least) >> np.uint64(48) << np.uint64(16) | bags >> np.uint64(48)
    return out
