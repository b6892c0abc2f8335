"""
The tokens of a text laid out for the tagger: sentences behind one another, edges between them, features as keys.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from claimtrack.language import Tokens, Word
from claimtrack.syntax.word_features import REACH, class_key, feature_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Keys = NDArray[np.uint32]
    Feature = tuple[int, *tuple[NDArray[np.generic], ...]]

_SUFFIX = 3
"""Letters of the ending that pairs of neighbours are looked at by."""
_MULTIPLIER = 0xFF51AFD7ED558CCD
"""Odd factor that spreads bits (the finaliser of MurmurHash3, public domain)."""
_SEED = 0x9E3779B97F4A7C15
"""What a template number is multiplied by: 2 to the power of 64 by the golden ratio, so that bits spread."""
_ALL_BITS = 0xFFFFFFFFFFFFFFFF
_BLOCK = 1024
"""Tokens whose keys are worked out at once: what is needed for them stays in the second cache of a core."""


@frozen(eq=False)
class Layout:
    """
    Hold the tokens of one text with two edge places in front of, between and behind its sentences.

    Attributes:
        words: The word at each place; None at an edge.
        places: The place of each token.
        forms: Key of the form at each place, 0 at an edge; `endings` of its last letters, `classes` of what the pack
            says of it.
        first: Place of the first token of the sentence of each place, `last` the place behind its last one.
        sentence: Number of the sentence of each place.

    """

    words: tuple[Word | None, ...]
    places: Ints
    forms: Keys
    endings: Keys
    classes: Keys
    first: Ints
    last: Ints
    sentence: Ints


def find_units(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    """
    Return the units of a sentence, each a range of tokens: a word, a sign, or what signs hold together.

    A compound (Moscow-installed), a name (al-Bukamal) and an abbreviation (U.S.) are one unit.
    """
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    units: list[tuple[int, int]] = []
    at = first
    while at < last:
        end = at + 1
        while (
            end < last
            and words[end].shape in _INNER
            and starts[end] == ends[end - 1]
            and words[end - 1].shape in _SOLID
        ):
            if end + 1 < last and starts[end + 1] == ends[end] and words[end + 1].shape in _SOLID:
                end += 2
            elif words[end].shape == "." and tokens.is_abbreviation(end):
                end += 1
            else:
                break
        units.append((at, end))
        at = end
    return units


def unit_word(tokens: Tokens, unit: tuple[int, int]) -> Word:
    """
    Return what is known of a unit as one word.
    """
    first, last = unit
    if last - first == 1:
        return tokens.words[first]
    return tokens.pack.word(tokens.text(first, last), "word")


_INNER = frozenset("-‐‑./’'&")
"""Signs that stand inside names, compounds, abbreviations and numbers."""
_SOLID = frozenset({"word", "number"})


def lay_out(words: Sequence[Word], sentences: Sequence[tuple[int, int]], known: dict[str, bytes]) -> Layout:
    """
    Lay out the words of some sentences (first word, word behind the last one), which follow one another.

    Args:
        words: The plain words of the text.
        sentences: Ranges in order, without overlap; what stands in none is left out.
        known: Keys of forms and endings seen before; new ones are put there.

    """
    import numpy as np

    row: list[Word | None] = []
    for a, b in sentences:
        row += [None] * REACH
        row += words[a:b]
        row += [None] * REACH
    keys = np.frombuffer(b"".join([_EDGE if w is None else known.get(w.text) or _know(w, known) for w in row]), "u4")
    forms, endings, classes = np.ascontiguousarray(keys.reshape(-1, 3).T)
    sizes = np.array([b - a for a, b in sentences], dtype=np.int64)
    firsts = np.cumsum(sizes + 2 * REACH) - sizes - REACH
    sentence = np.repeat(np.arange(len(sizes)), sizes + 2 * REACH)
    first, last = firsts[sentence], (firsts + sizes)[sentence]
    here = np.arange(len(row))
    return Layout(
        words=tuple(row),
        places=np.flatnonzero((here >= first) & (here < last)),
        forms=forms,
        endings=endings,
        classes=classes,
        first=first,
        last=last,
        sentence=sentence,
    )


_EDGE = bytes(12)
"""Keys of an edge: three zeros."""


def _know(word: Word, known: dict[str, bytes]) -> bytes:
    """
    Work out the keys of a form seen for the first time, as 32-bit numbers of this machine.
    """
    keys = (feature_key(word.form), feature_key(word.form[-_SUFFIX:]), class_key(word))
    found = known[word.text] = b"".join(key.to_bytes(4, sys.byteorder) for key in keys)
    return found


def mix_all(features: Sequence[Feature]) -> Keys:
    """
    Return the keys of features made of several values, 32 bits each: a row a token, a column a feature.

    Args:
        features: A template number, which tells the meaning, and the values of each token, a feature.

    """
    import numpy as np

    factor, half = np.uint64(_MULTIPLIER), np.uint64(32)
    # Features of many values first, so that those still going on are always the front ones.
    order = sorted(range(len(features)), key=lambda n: -len(features[n]))
    numbers: dict[int, int] = {}
    values: list[NDArray[np.generic]] = []
    for _, *parts in features:
        for part in parts:
            if id(part) not in numbers:
                numbers[id(part)] = len(values)
                values.append(part)
    chosen = [
        np.array([numbers[id(features[n][at])] for n in order if len(features[n]) > at])
        for at in range(1, len(features[order[0]]))
    ]
    seeds = np.array([features[n][0] * _SEED & _ALL_BITS for n in order], dtype=np.uint64)[:, None]
    keys = np.empty((len(features), len(values[0])), dtype=np.uint32)
    for start in range(0, keys.shape[1], _BLOCK):
        block = slice(start, start + _BLOCK)
        rows = np.array([v[block] for v in values]).astype(np.uint64)
        state = np.repeat(seeds, rows.shape[1], axis=1)
        for at in chosen:
            front = state[: len(at)]
            front ^= rows[at]
            front *= factor  # arrays wrap around in silence, which is what is wanted
            front ^= front >> half
        keys[order, block] = state >> np.uint64(16)
    return keys.T


def mix(template: int, *parts: NDArray[np.generic]) -> Keys:
    """
    Return the keys of one feature.
    """
    return mix_all([(template, *parts)])[:, 0]
