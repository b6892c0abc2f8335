"""
Look around a number: is it a name, a year, an hour; a range; what noun does it count?
"""

from __future__ import annotations

from attrs import evolve, frozen

from claimtrack.claims.counting import Counting, joiners, linkers
from claimtrack.claims.numbers import Number, read_number
from claimtrack.language import Event, Tokens, Unit, Word

SIGNS = frozenset("-–—‑")
STOPS = frozenset(".!?؟;؛…")
_BREAKS = frozenset(".!?؟;؛:،,()…\n")
_UNIT_REACH = 5
"""Tokens behind a number in which its noun is looked for: adjectives stand between ("15 heavy military vehicles")."""
_BACK_REACH = 16
"""Tokens in front of a number in which a noun is looked for where none stands behind it."""
_YEARS = range(1800, 2101)
_PHONE_DIGITS = 8
"""Digits without a thousands sign from which a number is an identifier, not a count."""
_THOUSAND = 1000
UNKNOWN = "count"
"""What is counted where the text does not say it near the number."""


@frozen
class Surroundings:
    """
    Look at what stands around the numbers of one text.
    """

    tokens: Tokens
    counting: Counting
    stop: int

    def roles_behind(self, at: int) -> frozenset[str]:
        """
        Give the counting roles of what stands behind a number, a hyphen stepped over.
        """
        if at + 1 < self.stop and self.tokens.words[at].shape in SIGNS:
            at += 1
        return self.counting.roles(self.tokens, at)[0] if at < self.stop else frozenset()

    def join_range(self, number: Number, *, between: bool) -> Number:
        """
        Join "3 to 5", "3-5", "between 3 and 5" to one interval.
        """
        second = self._second(number, between)
        other = read_number(self.tokens, second, self.stop) if second is not None else None
        if other is None or other.ordinal or other.high is None or other.vague:
            return number
        low = number.low
        if low < _THOUSAND <= other.low and not other.digits:
            # "3-5 billion": the multiplier stands once, behind the second number.
            size = _THOUSAND ** ((len(str(int(other.low))) - 1) // 3)
            low = low * size if low * size < other.low else low
        if low >= other.low:
            return number
        return evolve(number, last=other.last, low=low, high=other.high, digits=number.digits and other.digits)

    def _second(self, number: Number, between: bool) -> int | None:
        """
        Give where the second number of a range may begin, or None where no range is possible.
        """
        at = number.last
        if at + 1 >= self.stop or number.high is None:
            return None
        word, joins = self.tokens.words[at], joiners(self.tokens.pack.lang)
        if word.shape in SIGNS:
            return at + 1
        if between:
            return at + 1 if word.form in joins else (at if word.form[:1] in joins else None)
        # "from 70 to 78" is a change, not a range.
        changed = number.first > 0 and "origin" in self.counting.single(self.tokens.words[number.first - 1])
        ranged = "range" in self.counting.single(word) and word.form not in joins
        return at + 1 if ranged and not changed else None

    def is_name(self, number: Number) -> bool:
        """
        Say whether digits belong to a name, a date, a code or a telephone number by the signs around them.
        """
        if not number.digits:
            return False
        tokens, first, last = self.tokens, number.first, number.last
        if tokens.ends[last - 1] - tokens.starts[first] >= _PHONE_DIGITS and "," not in tokens.text(first, last):
            return True
        if self._is_unit_name(last):
            return True
        glued_before = first > 0 and tokens.ends[first - 1] == tokens.starts[first]
        glued_after = last < len(tokens) and tokens.starts[last] == tokens.ends[last - 1]
        if glued_after and tokens.words[last].shape in ("/", "_", "@"):
            return True
        return glued_before and self._is_name_behind(number, tokens.words[first - 1])

    def _is_unit_name(self, last: int) -> bool:
        """
        Say whether digits are the name of what stands behind them: "the 444 Brigade", "the 444's commander".
        """
        tokens = self.tokens
        if last + 1 >= len(tokens) or not tokens.pack.basics.capitals:
            return False
        if tokens.words[last].shape in "'’" and tokens.starts[last] == tokens.ends[last - 1]:
            return tokens.words[last + 1].form == "s"
        return tokens.words[last].capital and "label" in self.counting.single(tokens.words[last])

    def _is_name_behind(self, number: Number, before: Word) -> bool:
        """
        Say whether digits glued to what stands in front of them are part of a name.
        """
        tokens, first = self.tokens, number.first
        if before.shape in SIGNS:
            return first > 1 and tokens.ends[first - 2] == tokens.starts[first - 1]
        if before.shape == "word":
            # A number behind a preposition (من500), a name otherwise (البصيرة24).
            return not before.function and not self.counting.single(before) and self.unit(number)[0] is None
        return before.shape in "/#+@_:."

    def is_clock(self, number: Number) -> bool:
        """
        Say whether a number is an hour (16:30).
        """
        tokens, last = self.tokens, number.last
        if last + 1 < self.stop and tokens.words[last].shape == ":" and tokens.words[last + 1].shape == "number":
            return tokens.starts[last + 1] == tokens.ends[last]
        return False

    def is_label(self, number: Number) -> bool:
        """
        Say whether a number without a unit names something (Division 11), or is a year.
        """
        if not number.digits and number.low >= 100:
            return False
        before = self.tokens.words[number.first - 1] if number.first else None
        if before is not None and self.counting.single(before) & {"label", "at_hour"}:
            return not self.counting.single(before) & {"context"}
        return number.digits and number.low in _YEARS and "," not in self.tokens.text(number.first, number.last)

    def is_money(self, number: Number) -> bool:
        """
        Say whether a money sign stands at the number.
        """
        around = [number.first - 1, number.last]
        return any(
            0 <= k < len(self.tokens) and "money_sign" in self.counting.single(self.tokens.words[k]) for k in around
        )

    def unit(self, number: Number) -> tuple[Unit | None, int]:
        """
        Find the noun that is counted: behind the number, or right in front of "one".
        """
        tokens, at = self.tokens, number.last
        stop = min(self.stop, at + _UNIT_REACH)
        if number.low == 1 and number.high == 1:
            stop = min(stop, at + 1)
            before = tokens.words[number.first - 1].get("unit") if number.first else None
            if isinstance(before, Unit):
                return before, number.last
        while at < stop:
            word = tokens.words[at]
            if word.shape in _BREAKS or word.shape == "number" or (word.shape in SIGNS and at > number.last):
                break
            hit = tokens.match(at, "unit") if word.phrases else None
            if hit is not None and isinstance(hit[0], Unit) and not self._is_verb(hit[0], at, number.last):
                return self._both(hit[0], hit[1])
            if word.function and word.form not in linkers(tokens.pack.lang):
                break
            if "number" in word.single or (at > number.last and self.counting.single(word) & {"subset"}):
                break
            at += 1
        return None, number.last

    def _is_verb(self, unit: Unit, at: int, end: int) -> bool:
        """
        Say whether a word for a state is a verb of its own: "200 wounded", but "the 400 Mawozo gang kidnapped".
        """
        return unit.state and at > end and "event" in self.tokens.words[at].kinds

    def _both(self, unit: Unit, end: int) -> tuple[Unit, int]:
        """
        Read "20 dead and wounded" as one count of casualties.
        """
        tokens = self.tokens
        if not unit.state or end >= self.stop:
            return unit, end
        word = tokens.words[end]
        glued = [base for prefix, base in word.bases if prefix[:1] in joiners(tokens.pack.lang)]
        other = word.get("unit") if glued else None
        if word.form in joiners(tokens.pack.lang) and end + 1 < self.stop:
            other, end_of = tokens.words[end + 1].get("unit"), end + 2
        else:
            end_of = end + 1
        pair = {unit.what, other.what} if isinstance(other, Unit) else set()
        follows = read_number(tokens, end_of, self.stop) if end_of < self.stop else None
        if pair == {"killed", "injured"} and not self.counting.is_dual(word) and follows is None:
            return evolve(unit, what="casualties"), end_of
        return unit, end

    def unit_before(self, at: int) -> str | None:
        """
        Find what is counted in front of a number: a state or an event, in the same clause.
        """
        for back in range(at - 1, max(-1, at - 1 - _BACK_REACH), -1):
            word = self.tokens.words[back]
            if word.shape in STOPS:
                return None
            unit = word.get("unit")
            if isinstance(unit, Unit) and (unit.state or unit.person):
                return unit.what
            event = word.get("event")
            if isinstance(event, Event) and event.counts:
                return event.counts
            if "count_noun" in self.counting.single(word):
                return UNKNOWN
        return None
