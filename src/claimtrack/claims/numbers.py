"""
Read numbers: digits of any script, number words, and both mixed, as intervals.

The grammar is the same for all languages; the words with their roles stand in `numbers.toml`. A number
is built left to right from a `current` part below 1,000 and a `total` of what the larger multipliers
closed: "two hundred and five thousand" is current 205, then total 205,000.
"""

from __future__ import annotations

import math

from attrs import define, frozen

from claimtrack.claims.counting import joiners, linkers
from claimtrack.claims.digits import GROUPED, value_of
from claimtrack.language import NumberEntry, Tokens


@frozen
class Number:
    """
    Hold a number as it stands in tokens `first` up to, not including, `last`.

    Attributes:
        low: Lowest value, `high` the highest one, None for open.
        digits: Whether it is written in digits alone.
        vague: Whether the word itself is an interval (dozens).
        ordinal: Whether it is a rank, and no count.

    """

    first: int
    last: int
    low: float
    high: float | None
    digits: bool = False
    vague: bool = False
    ordinal: bool = False


def read_number(tokens: Tokens, at: int, stop: int) -> Number | None:
    """
    Read the longest number that starts at a token.

    Args:
        tokens: A text.
        at: Token that the number begins at.
        stop: Token that it ends in front of at the latest.

    Returns:
        The number, or None where none starts there. "several" alone is none: it gives no number.

    """
    return _Builder(tokens, at, stop).build()


@define(eq=False)
class _Builder:
    """
    Build one number from left to right.
    """

    tokens: Tokens
    at: int
    stop: int
    total: float = 0
    current: float | None = None
    scale: float = math.inf
    spread: float | None = None  # highest value of a vague head, math.inf for open
    end: int = 0
    digits: bool = True
    ordinal: bool = False

    def build(self) -> Number | None:
        """
        Take items as long as they fit together.
        """
        self.end = self.at
        while self.end < self.stop and self._take():
            pass
        if self.end == self.at:
            return None
        low = self.total + (self.current or 0)
        high: float | None = low
        vague = self.spread is not None
        if self.spread is not None:
            high = None if math.isinf(self.spread) else self.spread
        return Number(self.at, self.end, low, high, self.digits, vague, self.ordinal)

    def _take(self) -> bool:
        """
        Take the next item if it fits, and say whether it did.
        """
        tokens, at, joined = self.tokens, self.end, False
        started = at > self.at
        if started:
            at = self._connector(at)
            joined = at > self.end
        if at >= self.stop:
            return False
        word = tokens.words[at]
        if word.shape == "number":
            return self._take_digits(at, started, joined)
        hit = tokens.match(at, "number")
        if hit is None or hit[1] > self.stop or not isinstance(hit[0], NumberEntry):
            return False
        prefix = hit[2]
        joined = joined or prefix[:1] in joiners(tokens.pack.lang)
        # "20 بالمئة": a preposition with the article begins something new.
        begins = started and len(prefix) == GROUPED and not joined
        taken = not begins and self._take_word(hit[0], at, hit[1], started, joined)
        self.digits = self.digits and not taken
        return taken

    def _connector(self, at: int) -> int:
        """
        Give the token behind a joiner ("and", a hyphen as in twenty-one), or the same token.
        """
        tokens = self.tokens
        word = tokens.words[at]
        if word.shape == "-" and not self.digits:
            glued = tokens.starts[at] == tokens.ends[at - 1] and at + 1 < self.stop
            return at + 1 if glued and tokens.starts[at + 1] == tokens.ends[at] else at
        if word.form in joiners(tokens.pack.lang) and (self.total or (self.current or 0) >= 1):
            return at + 1
        return at

    def _take_digits(self, at: int, started: bool, joined: bool) -> bool:
        """
        Take a number in digits: at the start, or behind "3 آلاف و".
        """
        value = value_of(self.tokens.words[at].text)
        if value is None or (started and not (joined and self.current is None and _is_free(self.total, value))):
            return False
        if self.spread is not None:
            return False
        self.current, self.end = value, at + 1
        if not started:
            self._join_groups()
        return True

    def _join_groups(self) -> None:
        """
        Take further groups of three digits behind an Arabic comma without spaces (11،300).
        """
        tokens = self.tokens
        while (
            self.end + 1 < self.stop
            and tokens.words[self.end].shape == "،"
            and tokens.words[self.end + 1].shape == "number"
            and len(tokens.words[self.end + 1].text) == GROUPED
            and tokens.starts[self.end + 1] - tokens.ends[self.end - 1] == 1
        ):
            group = value_of(tokens.words[self.end + 1].text)
            if group is None or self.current is None:
                return
            self.current = self.current * 1000 + group
            self.end += 2

    def _take_word(self, entry: NumberEntry, at: int, end: int, started: bool, joined: bool) -> bool:
        """
        Take a number word by its role.
        """
        role, taken = entry.role, False
        if role == "ordinal":
            taken = self._take_rank(entry.value, at, end, started)
        elif self.ordinal:
            taken = False
        elif role == "article":
            taken = self._take_half(end, joined) if started else self._take_article(end)
        elif role == "fraction":
            taken = self._take_fraction(entry.value, end, started, joined)
        elif role in ("vague", "some"):
            taken = not started and self._take_vague(entry, end)
        elif role in ("multiplier", "plural"):
            taken = self._take_multiplier(entry, end, started, joined)
        elif role in ("unit", "dual"):
            taken = self._take_unit(entry.value, end, started)
        return taken

    def _take_rank(self, value: float, at: int, end: int, started: bool) -> bool:
        """
        Take what makes the whole a rank: "21st", "twenty-first"; behind a space it is a word of its own.
        """
        if started and self.tokens.starts[at] > self.tokens.ends[at - 1]:
            return False
        self.ordinal, self.end = True, end
        self.current = (self.current or 0) + value
        return started

    def _take_article(self, end: int) -> bool:
        """
        Take "a" in front of a multiplier.
        """
        found = self._entry(end)
        if found is None or found[0].role not in ("multiplier", "fraction", "some"):
            return False
        if found[0].role == "multiplier":
            self.current = 1
        self.end = end
        taken = self._take_word(found[0], end, found[1], False, False) if self.current is None else True
        if not taken:
            self.end = self.at
        return taken

    def _take_half(self, end: int, joined: bool) -> bool:
        """
        Take "and a half" behind a number.
        """
        found = self._entry(end)
        if found is None or found[0].role != "fraction":
            return False
        return self._take_fraction(found[0].value, found[1], True, joined)

    def _take_unit(self, value: float, end: int, started: bool) -> bool:
        """
        Add a unit, a ten, a hundred or a thousand in one word where its place is still free.
        """
        if self.spread is not None:
            return False
        if self.current is None:
            if started and not _is_free(self.total, value):
                return False
            if value >= 1000:
                self.total, self.scale = self.total + value, 10 ** math.floor(math.log10(value))
            else:
                self.current = value
            self.end = end
            return True
        if self.digits or not _fits(self.current, value):
            return False
        self.current, self.end = self.current + value, end
        return True

    def _take_multiplier(self, entry: NumberEntry, end: int, started: bool, joined: bool) -> bool:
        """
        Multiply what stands in front; a plural with nothing in front is an interval ("thousands").
        """
        size = entry.value
        if self.current is None and started:
            return self._take_scale_behind(size, end, joined)
        if self.current is None and entry.role == "plural":
            self.total, self.spread, self.end = 2 * size, math.inf, end
            return True
        # "million" alone is a part of a word or of a name where an article is the rule.
        bare = self.current is None and self.tokens.pack.basics.capitals
        return not bare and not (joined and self.current is not None) and self._multiply(size, end)

    def _multiply(self, size: float, end: int) -> bool:
        """
        Multiply the current part: a dozen and a hundred stay in it, larger ones close it.
        """
        factor = 1 if self.current is None else self.current
        if size < 1000:
            # "twenty-one hundred" is fine, "two hundred hundred" is not.
            if size == 100 and factor >= 100:
                return False
            self.current = factor * size
        elif size < self.scale:
            self.total, self.current, self.scale = self.total + factor * size, None, size
        else:
            return False
        self.end = end
        return True

    def _take_scale_behind(self, size: float, end: int, joined: bool) -> bool:
        """
        Take a multiplier behind a closed part: "ألف ألف", "مليون وألف".
        """
        if self.spread is not None:
            return False
        if joined and size < self.scale:
            self.total, self.scale = self.total + size, size
        elif not joined and size >= self.scale:
            self.total *= size
        else:
            return False
        self.end = end
        return True

    def _take_vague(self, entry: NumberEntry, end: int) -> bool:
        """
        Take dozens, hundreds, several thousand, tens of thousands.
        """
        after = self._skip(end)
        found = self._entry(after)
        size: float | None = None
        if found is not None and found[0].role in ("multiplier", "plural"):
            size = found[0].value
        elif found is not None and found[0].role == "vague" and (entry.role == "some" or found[0].high is None):
            size = 10 ** math.floor(math.log10(found[0].value))
        elif entry.role == "some":
            return False
        high = math.inf if entry.high is None else entry.high
        self.total, self.spread, self.end = entry.value, high, end
        if size is not None and found is not None:
            self.total, self.spread, self.end = entry.value * size, (high + 1) * size - 1, found[1]
        return True

    def _take_fraction(self, value: float, end: int, started: bool, joined: bool) -> bool:
        """
        Take half a million, a million and a half, two and a half million.
        """
        if not started:
            after = self._skip(end)
            found = self._entry(after)
            if found is None or found[0].role != "multiplier":
                return False
            self.total, self.scale, self.end = value * found[0].value, 1, found[1]
            return True
        if not joined:
            return False
        if self.current is None and self.total:
            self.total, self.end = self.total + value * self.scale, end
            found = self._entry(end)
            if found is not None and found[0].role == "multiplier" and found[0].value == self.scale:
                # Arabic says the multiplier twice: مليون ونصف المليون.
                self.end = found[1]
            return True
        found = self._entry(end)
        if self.current is not None and found is not None and found[0].role == "multiplier":
            self.current, self.end = self.current + value, end
            return True
        return False

    def _entry(self, at: int) -> tuple[NumberEntry, int] | None:
        """
        Give the number word at a token and where it ends.
        """
        if at >= self.stop:
            return None
        hit = self.tokens.match(at, "number")
        if hit is None or hit[1] > self.stop or not isinstance(hit[0], NumberEntry):
            return None
        return hit[0], hit[1]

    def _skip(self, at: int) -> int:
        """
        Step over an article or a preposition between a head and its multiplier ("tens of thousands").
        """
        while at < self.stop and at < self.end + 3:
            hit = self._entry(at)
            article = hit is not None and hit[0].role == "article"
            if article or (hit is None and self.tokens.words[at].form in linkers(self.tokens.pack.lang)):
                at += 1
            else:
                break
        return at


def _fits(current: float, value: float) -> bool:
    """
    Say whether a smaller part still has its place free: five in twenty, ten in a hundred, twenty over five.
    """
    rest = current % 100
    if value < 10:
        return current >= 20 and current % 10 == 0
    if value < 100:
        return rest == 0 or (0 < rest < 10 and value >= 20 and value % 10 == 0)
    return False


def _is_free(total: float, value: float) -> bool:
    """
    Say whether the places that a value takes are still empty in what was read so far.
    """
    return total > 0 and total % 10 ** (math.floor(math.log10(value)) + 1 if value >= 1 else 1) == 0
