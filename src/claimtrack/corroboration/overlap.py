"""
How far short texts about one claim share their words: the only lineage a hand-coded table has.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

_WORD = re.compile(r"[^\W_]+")

# The sign that only stretches an Arabic word (tatweel) carries no meaning and dodges comparison.
_STRETCH = "\u0640"

# Word 3-grams: headlines have about ten words, on which the 5-grams that find copied articles leave
# almost nothing. Containment below 0.3 is what two headlines on one claim share by chance; from 0.9
# on one is the other with a word changed. Chosen on the 115 decided rumours of Emergent together with
# the weights, where any of the neighbours tried (2- to 4-grams, 0.2 to 0.6 up to 1) did as well.
_WORDS = 3
_CHANCE = 0.3
_COPY = 0.9

# Shorter than this, equal words are as likely a way of coding as a copy. Chosen by us.
_FEWEST = 3

# A text that leans on fifty earlier ones has no novelty left; looking further only costs time.
_LOOK_BACK = 50


@frozen(hash=False)
class Wording:
    """
    Hold what is compared of one text.

    Attributes:
        mark: A number from the words; equal words have equal marks.
        grams: Checksums of the runs of three words, each once, sorted; empty for a text too short to
            tell. Four bytes each: a million texts are held at once.

    """

    mark: int
    grams: array[int]


def read_wording(text: str | None) -> Wording:
    """
    Take a text apart for comparison; case, marks, stretching and punctuation do not count.
    """
    if not text:
        return Wording(0, array("I"))
    words = _WORD.findall(_plain(text))
    mark = _checksum(words)
    if len(words) < _FEWEST:
        return Wording(mark, array("I"))
    runs = range(len(words) - _WORDS + 1)
    grams = {_checksum(words[k : k + _WORDS]) for k in runs}
    return Wording(mark, array("I", sorted(grams)))


def _checksum(words: list[str]) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "replace"))


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    kept = (c for c in text if c != _STRETCH and not unicodedata.combining(c))
    return "".join(kept).casefold()


def find_shared_words(wordings: Iterable[Wording]) -> dict[int, list[tuple[str, float]]]:
    """
    Find what texts draw on together: equal words, and words that overlap too much to be chance.

    Args:
        wordings: The texts, the earliest first; repeats are fine.

    Returns:
        A text's mark to its hubs, each with a chance. Two texts on one hub lean on each other with the
        product of their chances: 1 for equal words.

    """
    different = list({wording.mark: wording for wording in wordings if wording.grams}.values())
    hubs = {wording.mark: [(f"words: {wording.mark}", 1.0)] for wording in different}
    postings: dict[int, list[int]] = defaultdict(list)
    for k, wording in enumerate(different):
        shared: dict[int, int] = {}
        for gram in wording.grams:
            earlier = postings[gram]
            for j in earlier:
                shared[j] = shared.get(j, 0) + 1
            if len(earlier) < _LOOK_BACK:
                earlier.append(k)
        for j, count in sorted(shared.items()):
            other = different[j]
            chance = _chance(count / min(len(wording.grams), len(other.grams)))
            if chance > 0.0:
                hub = (f"words: {other.mark}, {wording.mark}", math.sqrt(chance))
                hubs[wording.mark].append(hub)
                hubs[other.mark].append(hub)
    return hubs


def _chance(containment: float) -> float:
    """
    Give the chance that one text leans on the other, rising evenly between the two thresholds.
    """
    return min(1.0, max(0.0, (containment - _CHANCE) / (_COPY - _CHANCE)))
