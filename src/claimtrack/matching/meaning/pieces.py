"""
Cut a text into the pieces that the encoder knows.

Source:
    Kudo 2018, Subword Regularization (the most probable pieces of a word); Kudo and Richardson 2018, SentencePiece.

"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import normalize

from attrs import define, field

UNKNOWN, START, END = 0, 1, 2
"""Numbers of the pieces that stand for a letter without one, and for the start and the end of a text."""
MARK = "▁"
"""Stands before a word in place of the space."""
_SPACES = dict.fromkeys(map(ord, "\t\n\f\r\u200b\u200e\u200f\u2028\u2029\ufeff"), " ")
"""What the original reads as a space, beside what NFKC makes one."""
_DIGITS = {ord(digit): str(at % 10) for at, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
"""Digits that the original does not know, and that are the same numbers."""
_FOLDED = _SPACES | _DIGITS
_WORDS = 50_000
"""Words whose pieces are kept."""
_LONG = 40
"""Letters of a word that is kept."""


@define(eq=False)
class Pieces:
    """
    Know the pieces of a vocabulary.

    Attributes:
        numbers: The number of each piece.
        scores: The log probability of each piece, by its number.
        unknown: The log probability of a letter without a piece.

    """

    numbers: Mapping[str, int]
    scores: Sequence[float]
    unknown: float
    _longest: int = field(init=False)
    _kept: dict[str, tuple[int, ...]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._longest = max(map(len, self.numbers), default=1)

    def split(self, text: str) -> list[int]:
        """
        Return the numbers of a text's pieces; UNKNOWN for each letter that no piece has.
        """
        words = normalize("NFKC", text.translate(_FOLDED)).split(" ")
        return [number for word in words if word for number in self._word(MARK + word)]

    def _word(self, word: str) -> tuple[int, ...]:
        """
        Return the pieces of a word, from those of the words that were seen before if it is among them.
        """
        found = self._kept.get(word)
        if found is None:
            found = tuple(self.cut(word))
            if len(word) <= _LONG:
                if len(self._kept) >= _WORDS:
                    self._kept.clear()
                self._kept[word] = found
        return found

    def cut(self, word: str) -> list[int]:
        """
        Return the most probable pieces of a word; of equals, those whose last piece starts first.
        """
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        last: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(start + self._longest, size) + 1):
                number = self.numbers.get(word[start:end])
                if number is None and end > start + 1:
                    continue
                score = best[start] + (self.unknown if number is None else self.scores[number])
                if score > best[end]:
                    best[end], last[end] = score, (start, UNKNOWN if number is None else number)
        found: list[int] = []
        at = size
        while at:
            at, number = last[at]
            found.append(number)
        return found[::-1]
