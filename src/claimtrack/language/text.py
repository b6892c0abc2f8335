"""
Cut a text into tokens and sentences; every token keeps its offsets into the text as given.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from attrs import define

from claimtrack.language.entries import Entry
from claimtrack.language.pack import Pack
from claimtrack.language.words import Word

_ENDS = frozenset(".!?؟…۔")
_CLOSERS = frozenset("\"'”’»)]›“")
_LONGEST_SENTENCE = 400
"""Tokens after which a sentence is cut at the next comma or space; a megabyte without a full stop is no sentence."""


@define(eq=False)
class Tokens:
    """
    Hold the tokens of a text as parallel lists, white space left out.

    Attributes:
        raw: The text as given.
        starts: Where each token starts, `ends` where it ends (code points).
        words: What each token is, one shared Word a written form.
        newlines: Token index to the number of newlines in front of it, where there are any.

    """

    raw: str
    pack: Pack
    starts: list[int]
    ends: list[int]
    words: list[Word]
    newlines: dict[int, int]

    def __len__(self) -> int:
        """
        Count the tokens.
        """
        return len(self.words)

    def text(self, first: int, last: int) -> str:
        """
        Give the raw text from token `first` up to, not including, token `last`.
        """
        return self.raw[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def match(self, at: int, kind: str) -> tuple[Entry, int, str] | None:
        """
        Find the longest phrase of one kind that starts at a token.

        Returns:
            The entry, the token after the phrase, and the clitics that were taken off in front; or None.

        """
        words = self.words
        for prefix, phrase in words[at].by_kind.get(kind, ()):
            rest = phrase.rest
            if not rest:
                return phrase.entry, at + 1, prefix
            end = at + 1 + len(rest)
            # The second word is looked at first: it decides nearly always, and this is the hottest loop of reading.
            if (
                end <= len(words)
                and words[at + 1].form == rest[0]
                and all(words[at + 1 + k].form == rest[k] for k in range(1, len(rest)))
            ):
                return phrase.entry, end, prefix
        return None

    def find(self, kind: str, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, Entry, str]]:
        """
        Find all phrases of one kind from left to right, the longest first, without overlap.
        """
        at, stop = first, len(self) if last is None else last
        while at < stop:
            hit = self.match(at, kind) if self.words[at].phrases else None
            if hit is None or hit[1] > stop:
                at += 1
            else:
                yield at, hit[1], hit[0], hit[2]
                at = hit[1]

    def sentences(self) -> list[tuple[int, int]]:
        """
        Cut into sentences, as pairs of token indices, in order and without gaps.

        A sentence ends at its stop (with what closes behind it), at an empty line, and at a line break
        behind a stop; an abbreviation, an initial or a number's point ends nothing, nor does a stop in a
        quotation or a bracket behind which a small letter follows.
        """
        cuts = [0]
        words, count = self.words, len(self)
        at = 0
        while at < count:
            if self.newlines.get(at, 0) >= 1 and at > cuts[-1]:
                cuts.append(at)
            shape = words[at].shape
            if shape in _ENDS and not (shape == "." and self.is_abbreviation(at)):
                end = at + 1
                while end < count and words[end].shape in _ENDS | _CLOSERS and self.starts[end] == self.ends[end - 1]:
                    end += 1
                if end == at + 1 or not self._goes_on(end):
                    cuts.append(end)
                at = end
                continue
            if at - cuts[-1] >= _LONGEST_SENTENCE:
                cuts.append(at)
            at += 1
        cuts.append(count)
        return [(a, b) for a, b in pairwise(cuts) if b > a]

    def _goes_on(self, at: int) -> bool:
        """
        Whether a sentence goes on behind what closes a stop: "(D-Wash.) said", "“Is it shut?” he asked".
        """
        if at >= len(self) or at in self.newlines or not self.pack.basics.capitals:
            return False
        word = self.words[at]
        return word.shape == "word" and not word.capital and word.text[0].islower()

    def is_abbreviation(self, at: int) -> bool:
        """
        Whether the point at a token belongs to the word in front of it.
        """
        abbreviations = self.pack.basics.abbreviations
        if at == 0 or self.starts[at] != self.ends[at - 1]:
            return False
        before = self.words[at - 1]
        followed = at + 1 < len(self) and self.starts[at + 1] == self.ends[at]
        if before.shape == "number" or before.shape != "word":
            return followed and self.words[at + 1].shape == "number"
        if before.form in abbreviations:
            return True
        if len(before.form) == 1 and not self.pack.basics.capitals:
            return True  # a letter alone is no last word of a sentence: (د. ب. أ)
        if (
            len(before.form) == 1
            and at > 1
            and self.words[at - 2].shape == "."
            and self.ends[at - 2] == self.starts[at - 1]
        ):
            # "6 p.m. on Wednesday": the second letter of an abbreviation, unless a sentence begins behind it.
            return at + 1 >= len(self) or not self.words[at + 1].capital or before.capital
        # An initial ("J. Smith", "U.S."): one capital letter, or letters glued behind the point.
        return (len(before.form) == 1 and before.capital) or (
            followed and self.words[at + 1].shape == "word" and len(before.form) <= 2
        )


def tokenise(text: str, pack: Pack) -> Tokens:
    """
    Cut a text into words, numbers and signs of a language, in time linear in its length.
    """
    starts: list[int] = []
    ends: list[int] = []
    words: list[Word] = []
    newlines: dict[int, int] = {}
    known = pack._words
    for found in pack.splitter.finditer(text):
        piece = found.group()
        if piece == " ":
            continue
        word = known.get(piece)
        if word is None:
            shape = found.lastgroup or "sign"
            if shape == "space":
                breaks = piece.count("\n")
                if breaks:
                    newlines[len(words)] = breaks
                continue
            if shape == "hidden":
                continue
            if shape in ("enclitic", "elision"):
                shape = "word"
            if shape == "double":
                word = known[piece] = pack.word('"', '"')
            else:
                word = pack.word(piece, piece if shape == "sign" else shape)
        start, end = found.span()
        starts.append(start)
        ends.append(end)
        words.append(word)
    return Tokens(text, pack, starts, ends, words, newlines)
