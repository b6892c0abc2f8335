"""
The tokens of a text laid out for the tagger: sentences behind one another, edges between them, features as keys.
"""

from __future__ import annotations

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

_SUFFIX = 3
"""Letters of the ending that pairs of neighbours are looked at by."""
_MULTIPLIER = 0xFF51AFD7ED558CCD
"""Odd factor that spreads bits (the finaliser of MurmurHash3, public domain)."""


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


def lay_out(
    words: Sequence[Word], sentences: Sequence[tuple[int, int]], known: dict[str, tuple[int, int, int]]
) -> Layout:
    """
    Lay out the words of some sentences (first word, word behind the last one), which follow one another.

    Args:
        words: The plain words of the text.
        sentences: Ranges in order, without overlap; what stands in none is left out.
        known: Keys of forms and endings seen before; new ones are put there.

    """
    import numpy as np

    row: list[Word | None] = []
    places: list[int] = []
    first: list[int] = []
    last: list[int] = []
    sentence: list[int] = []
    for number, (a, b) in enumerate(sentences):
        start = len(row) + REACH
        size = b - a + 2 * REACH
        row += [None] * REACH
        row += words[a:b]
        row += [None] * REACH
        places.extend(range(start, start + b - a))
        first += [start] * size
        last += [start + b - a] * size
        sentence += [number] * size
    pairs = [(0, 0, 0) if w is None else known.get(w.text) or _know(w, known) for w in row]
    keys = np.array(pairs, dtype=np.uint32).reshape(-1, 3)
    return Layout(
        words=tuple(row),
        places=np.array(places, dtype=np.int64),
        forms=np.ascontiguousarray(keys[:, 0]),
        endings=np.ascontiguousarray(keys[:, 1]),
        classes=np.ascontiguousarray(keys[:, 2]),
        first=np.array(first, dtype=np.int64),
        last=np.array(last, dtype=np.int64),
        sentence=np.array(sentence, dtype=np.int64),
    )


def _know(word: Word, known: dict[str, tuple[int, int, int]]) -> tuple[int, int, int]:
    """
    Work out the keys of a form seen for the first time.
    """
    found = known[word.text] = (feature_key(word.form), feature_key(word.form[-_SUFFIX:]), class_key(word))
    return found


def mix(template: int, *parts: NDArray[np.generic]) -> Keys:
    """
    Return the keys of features made of several values, a template number telling their meaning; 32 bits each.
    """
    import numpy as np

    factor, half = np.uint64(_MULTIPLIER), np.uint64(32)
    state = np.full(parts[0].shape, template * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
    for part in parts:  # arrays wrap around in silence, which is what is wanted
        state ^= part.astype(np.uint64)
        state *= factor
        state ^= state >> half
    return (state >> np.uint64(16)).astype(np.uint32)
