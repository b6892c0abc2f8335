"""
Look around a number: is it a name, a year, an hour; a range; what noun does it count?
"""

from __future__ import annotations

from attrs import evolve, frozen

from claimtrack.claims.counting import Counting, joiners, linkers
from claimtrack.claims.numbers import Number, read_number
from claimtrack.language import Event, Tokens, Unit, Word
from claimtrack.syntax import Analysis

SIGNS = frozenset("-–—‑")
STOPS = frozenset(".!?؟;؛…")
_BREAKS = frozenset(".!?؟;؛:،,()…\n")
_UNIT_REACH = 5
"""Tokens behind a number in which its noun is looked for: adjectives stand between ("15 heavy military vehicles")."""
_BACK_REACH = 16
"""Tokens in front of a number in which a noun is looked for where none stands behind it."""
_YEARS = range(1800, 2101)
_HOURS = 24
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

    analysis: Analysis
    counting: Counting
    stop: int

    @property
    def tokens(self) -> Tokens:
        """
        Return the tokens of the text.
        """
        return self.analysis.tokens

    def over_hyphen(self, at: int) -> int:
        """
        Return the token behind a hyphen at a token, or the token itself.
        """
        return at + 1 if at + 1 < self.stop and self.tokens.words[at].shape in SIGNS else at

    def is_denied(self, at: int) -> bool:
        """
        Whether a token is a predicate that is denied ("did not exceed").
        """
        number = self.analysis.predicate_at[at] if 0 <= at < self.stop else -1
        return number >= 0 and self.analysis.predicates[number].negated

    def roles_behind(self, at: int) -> frozenset[str]:
        """
        Give the counting roles of what stands behind a number, a hyphen stepped over.
        """
        at = self.over_hyphen(at)
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
        if self._is_unit_name(last) or self._is_code(number):
            return True
        glued_before = first > 0 and tokens.ends[first - 1] == tokens.starts[first]
        glued_after = last < len(tokens) and tokens.starts[last] == tokens.ends[last - 1]
        if glued_after and tokens.words[last].shape in ("/", "_", "@"):
            return True
        return glued_before and self._is_name_behind(number, tokens.words[first - 1])

    def _is_code(self, number: Number) -> bool:
        """
        Say whether digits are a group of a longer number (+963 21 555 0199), begin with a zero, or are a result (3-1).
        """
        tokens, first, last = self.tokens, number.first, number.last
        if any(0 <= k < len(tokens) and tokens.words[k].shape == "number" for k in (first - 1, last)):
            return True
        if (
            tokens.words[first].text[:1] in "0٠"
            and len(tokens.words[first].text) > 1
            and "." not in tokens.words[first].text
        ):
            return True
        other = read_number(tokens, last + 1, self.stop) if last + 1 < self.stop else None
        glued = (
            other is not None
            and other.digits
            and tokens.words[last].shape in SIGNS
            and tokens.starts[last] == tokens.ends[last - 1]
        )
        return glued and other is not None and number.low >= other.low

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

    def is_clock(self, number: Number, lead: int) -> bool:
        """
        Say whether a number is an hour (16:30; "at about 23.00").
        """
        tokens, last = self.tokens, number.last
        if last + 1 < self.stop and tokens.words[last].shape == ":" and tokens.words[last + 1].shape == "number":
            return tokens.starts[last + 1] == tokens.ends[last]
        hours, point, minutes = tokens.text(number.first, last).partition(".")
        if not point or len(minutes) != 2 or number.low >= _HOURS or minutes[0] > "5" or not hours.isdecimal():
            return False
        return lead > 0 and "at_hour" in self.counting.single(tokens.words[lead - 1])

    def is_noun(self, at: int) -> bool:
        """
        Say whether a noun that may be counted stands at a token, also one that no pack lists; "others" is none.
        """
        if at >= self.stop or self.analysis.hosts[at] not in ("N", "PN", "ADJ"):
            return False
        return not self.counting.single(self.tokens.words[at]) & {"addition", "subset"}

    def is_label(self, number: Number, lead: int) -> bool:
        """
        Say whether a number without a unit names something (Division 11), begins an entry of a list, or is a year.
        """
        if not number.digits and number.low >= 100:
            return False
        if self.is_label_behind(lead):
            return True
        if number.digits and (self._ends_name(number) or self._opens_entry(number)):
            return True
        return number.digits and number.low in _YEARS and "," not in self.tokens.text(number.first, number.last)

    def is_label_behind(self, lead: int) -> bool:
        """
        Say whether what stands in front of a number is a word that a name, an age or an hour begins with.
        """
        roles = self.counting.single(self.tokens.words[lead - 1]) if lead else frozenset()
        return bool(roles & {"label", "at_hour"}) and "context" not in roles

    def _ends_name(self, number: Number) -> bool:
        """
        Say whether digits stand behind the noun of what is numbered ("Claim 2", "Platform 7"), or alone behind an
        article, as names do ("the 737").
        """
        analysis, first = self.analysis, number.first
        if first == 0 or analysis.sentence_of[first] != analysis.sentence_of[first - 1]:
            return False
        before, host = self.tokens.words[first - 1], analysis.hosts[first - 1]
        if host == "DET":
            return True
        if (
            host not in ("N", "PN")
            or self._is_led(first - 1)
            or before.get("unit")
            or self.counting.single(before) & {"context", "count_noun"}
        ):
            return False
        index = analysis.phrase_at[first]
        ends = index >= 0 and first > analysis.phrases[index].first and number.last >= analysis.phrases[index].last
        return ends or before.capital

    def _opens_entry(self, number: Number) -> bool:
        """
        Say whether digits number an entry of a list or a line ("2. The dam", "3) The bridge").
        """
        tokens, first, last = self.tokens, number.first, number.last
        begins = first == 0 or tokens.newlines.get(first, 0) > 0
        return (
            begins
            and last < self.stop
            and tokens.words[last].shape in ".)-"
            and tokens.starts[last] == tokens.ends[last - 1]
        )

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
            if hit is not None and isinstance(hit[0], Unit) and not hit[0].state and self._is_led(at):
                break  # المكتب رقم 7 بمدرسة: what a preposition leads is not counted
            if hit is not None and isinstance(hit[0], Unit) and not self._is_verb(hit[0], at, number.last):
                return self._both(hit[0], hit[1])
            if word.function and word.form not in linkers(tokens.pack.lang):
                break
            if "number" in word.single or (at > number.last and self.counting.single(word) & {"subset"}):
                break
            at += 1
        return None, number.last

    def _is_led(self, at: int) -> bool:
        """
        Say whether a preposition is written onto a word.
        """
        return self.analysis.tags[at].startswith(("P+", "p+"))

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
