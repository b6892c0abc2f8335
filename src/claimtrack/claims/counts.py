"""
Tell counts from all other numbers, with their bounds, unit and scope.

A number is a count if something is counted (a unit behind or in front of it), or if it stands where
counts stand ("the toll rose to 154"). Years, dates, times, sizes, ranks, telephone numbers and names
with digits in them are none. What cannot be told is left out: a missing number is not 1.
"""

from __future__ import annotations

from collections.abc import Container

from attrs import define, evolve, field, frozen

from claimtrack.claims.counting import Counting, counting_of
from claimtrack.claims.numbers import Number, joiners, linkers, read_number
from claimtrack.language import Event, Tokens, Unit
from claimtrack.model import Bound, Quantity, Scope

_KINDS = frozenset({"number", "counting", "unit"})
_BEFORE = ("approximator", "at_least", "more_than", "at_most", "less_than", "between", "exceed")
_AFTER = ("approximator_after", "at_least_after", "at_most_after")
_SIGNS = frozenset("-–—‑")
_BREAKS = frozenset(".!?؟;؛:،,()…\n")
_STOPS = frozenset(".!?؟;؛…")
_QUOTES = frozenset("\"“”„«»‘’'‹›")
_UNIT_REACH = 5
"""Tokens behind a number in which its noun is looked for: adjectives stand between ("15 heavy military vehicles")."""
_EXCEED_REACH = 6
"""Tokens between a verb of going beyond and its number (تجاوز عدد القتلى حتى الآن 50)."""
_BACK_REACH = 10
"""Tokens in front of a number in which a noun is looked for where none stands behind it."""
_YEARS = range(1800, 2101)
_PHONE_DIGITS = 8
MONEY = frozenset({"usd", "eur", "gbp", "local_money"})
_UNKNOWN = "count"
"""What is counted where the text does not say it near the number."""


@frozen
class Count:
    """
    Hold one count: its tokens, from the number up to its unit, and its quantity.

    Attributes:
        first: Token of the number, `last` the token after the unit.
        lead: Token where its bounds begin ("at least").
        person: Whether people are counted whose fate the event may tell.

    """

    first: int
    last: int
    lead: int
    quantity: Quantity
    person: bool = False
    loose: bool = False


def read_counts(tokens: Tokens, *, first: int = 0, last: int | None = None, taken: Container[int] = ()) -> list[Count]:
    """
    Find all counts in a stretch of text, in order.

    Args:
        tokens: A text in any language with a pack.
        first: Where to begin, and `last` where to end (token indices).
        taken: Tokens that belong to dates.

    """
    reader = _Scan(tokens, counting_of(tokens.pack.lang), len(tokens) if last is None else last, taken)
    return reader.scan(first)


@define(eq=False)
class _Scan:
    """
    Go over the tokens once, carrying the bounds that wait for a number.
    """

    tokens: Tokens
    counting: Counting
    stop: int
    taken: Container[int]
    found: list[Count] = field(factory=list)
    pending: list[tuple[str, int]] = field(factory=list)
    exceed: int = -99
    exceed_over: int = -99
    subset: int = -99

    def scan(self, first: int) -> list[Count]:
        """
        Find the counts from left to right.
        """
        at = first
        while at < self.stop:
            word = self.tokens.words[at]
            if word.shape == "word" and not word.kinds & _KINDS:
                # Most words: nothing to look up, and a bound in front of them waits for no number.
                if self.pending:
                    self.pending.clear()
                at += 1
                continue
            if word.shape in _STOPS:
                self.exceed = self.exceed_over = self.subset = -99
            if at in self.taken:
                self.pending.clear()
                at += 1
                continue
            at = self._step(at)
        return self.found

    def _step(self, at: int) -> int:
        """
        Look at one token and give the next one to look at.
        """
        word = self.tokens.words[at]
        roles, end = self.counting.roles(self.tokens, at)
        self._remember(roles, at)
        bound = next((r for r in _BEFORE if r in roles), None)
        if bound is not None and (end > at + 1 or not word.single.get("number")):
            self.pending.append((bound, at))
            return end
        if word.shape == "number" or "number" in word.single or word.phrases:
            number = read_number(self.tokens, at, self.stop)
            if number is not None:
                return self._number(number)
            dual = self._dual(at)
            if dual:
                return at + 1
        if word.form == "the":
            # "fewer than the 20,000" compares with a known number and bounds nothing.
            self.pending = [(r, k) for r, k in self.pending if r not in ("more_than", "less_than")]
        if word.form not in linkers(self.tokens.pack.lang) and "money_sign" not in roles and word.shape not in _QUOTES:
            self.pending.clear()
        return at + 1

    def _remember(self, roles: frozenset[str], at: int) -> None:
        """
        Keep where a verb of going beyond, or a word of scope, was last seen.
        """
        if "exceed" in roles:
            self.exceed = at
        if "exceed_over" in roles:
            self.exceed_over = at
        if "subset" in roles:
            self.subset = at

    def _dual(self, at: int) -> bool:
        """
        Take a dual noun as two, unless a number stands in front of it.
        """
        word = self.tokens.words[at]
        unit = word.get("unit")
        if not isinstance(unit, Unit) or not self.counting.is_dual(word):
            return False
        value = Quantity(what=unit.what, low=2, high=2, text=self.tokens.text(at, at + 1), start=self.tokens.starts[at])
        self._add(Count(at, at + 1, at, value, unit.person and not unit.state), Number(at, at + 1, 2, 2))
        return True

    def _number(self, number: Number) -> int:
        """
        Judge one number; give the token to go on from.
        """
        pending = self.pending
        self.pending = []
        if number.ordinal or self._is_name(number):
            return number.last
        number = self._range(number, pending)
        end = number.last
        roles = self._roles_behind(end)
        if "rate" in roles:
            what, last = "percent", self.counting.roles(self.tokens, end)[1]
            self._add(self._count(number, what, last, pending, scope=Scope.RATE), number)
            return last
        if "size" in roles or "clock" in roles or self._is_clock(number):
            return end
        unit, last = self._unit(number)
        if unit is None and self._is_label(number):
            return end
        lead = min([start for _, start in pending], default=number.first)
        what, person, loose = _UNKNOWN, True, True
        if unit is not None:
            what, person, loose = unit.what, unit.person and not unit.state, False
        elif self._is_money(number):
            what, person, loose = "usd", False, False
        elif number.low == 1 or not self._counts(number, pending, lead):
            return end
        else:
            what = self._unit_before(lead) or _UNKNOWN
        last = max(last, end)
        if number.low == 1 and number.high == 1 and unit is None:
            return end
        count = self._count(number, what, last, pending, person=person, loose=loose)
        self._add(count, number)
        return max(end, min(last, end))

    def _roles_behind(self, at: int) -> frozenset[str]:
        """
        Give the counting roles of what stands behind a number, a hyphen stepped over.
        """
        if at < self.stop and self.tokens.words[at].shape in _SIGNS and at + 1 < self.stop:
            at += 1
        return self.counting.roles(self.tokens, at)[0] if at < self.stop else frozenset()

    def _range(self, number: Number, pending: list[tuple[str, int]]) -> Number:
        """
        Join "3 to 5", "3-5", "between 3 and 5" to one interval.
        """
        at = number.last
        if at + 1 >= self.stop or number.high is None:
            return number
        word, lang = self.tokens.words[at], self.tokens.pack.lang
        between = any(role == "between" for role, _ in pending)
        second = at
        if word.shape in _SIGNS or "range" in self.counting.single(word):
            second = at + 1
        joined = between and (
            word.form in joiners(lang) or any(word.form.startswith(j) and len(j) == 1 for j in joiners(lang))
        )
        if word.form in joiners(lang) and not between:
            return number
        if second == at and not joined:
            return number
        if not between and word.shape not in _SIGNS and self._comes_from(number.first):
            return number
        other = read_number(self.tokens, second, self.stop)
        if other is None or other.ordinal or other.high is None or other.vague:
            return number
        low = number.low
        # "3-5 billion": the multiplier stands once, behind the second number.
        if low < other.low and other.low >= 1000 and low < 1000 and not other.digits:
            size = 10 ** (len(str(int(other.low))) - 1) // 1
            while size > 1 and other.low / size < low:
                size //= 10
            size = 1000 ** ((len(str(int(other.low))) - 1) // 3)
            low = low * size if low * size < other.low else low
        if low >= other.low:
            return number
        return evolve(number, last=other.last, low=low, high=other.high, digits=number.digits and other.digits)

    def _comes_from(self, at: int) -> bool:
        """
        Say whether "from" stands in front: "from 70 to 78" is a change, not a range.
        """
        return at > 0 and self.tokens.words[at - 1].form in ("from", "من")

    def _is_name(self, number: Number) -> bool:
        """
        Say whether digits belong to a name, a date, a code or a telephone number by the signs around them.
        """
        if not number.digits:
            return False
        tokens, first, last = self.tokens, number.first, number.last
        if tokens.ends[last - 1] - tokens.starts[first] >= _PHONE_DIGITS and "," not in tokens.text(first, last):
            return True
        before = tokens.words[first - 1] if first and tokens.ends[first - 1] == tokens.starts[first] else None
        after = tokens.words[last] if last < len(tokens) and tokens.starts[last] == tokens.ends[last - 1] else None
        if before is not None and before.shape in "/#+@_:.":
            return True
        if after is not None and after.shape in ("/", "_", "@"):
            return True
        if before is not None and before.shape in _SIGNS:
            glued = first > 1 and tokens.ends[first - 2] == tokens.starts[first - 1]
            return glued
        if before is not None and before.shape == "word":
            # Glued to a word: a number behind a preposition (من500), a name otherwise (البصيرة24).
            return not before.function and not self.counting.single(before) and self._unit(number)[0] is None
        return False

    def _is_clock(self, number: Number) -> bool:
        """
        Say whether a number is an hour: 16:30, at 8 o'clock.
        """
        tokens, first, last = self.tokens, number.first, number.last
        if last + 1 < self.stop and tokens.words[last].shape == ":" and tokens.words[last + 1].shape == "number":
            return tokens.starts[last + 1] == tokens.ends[last]
        return False

    def _is_label(self, number: Number) -> bool:
        """
        Say whether a number without a unit names something (Division 11), or is a year.
        """
        if not number.digits and number.low >= 100:
            return False
        before = self.tokens.words[number.first - 1] if number.first else None
        if before is not None and self.counting.single(before) & {"label", "at_hour"}:
            return not self.counting.single(before) & {"context"}
        return number.digits and number.low in _YEARS and "," not in self.tokens.text(number.first, number.last)

    def _is_money(self, number: Number) -> bool:
        """
        Say whether a money sign stands at the number.
        """
        around = [number.first - 1, number.last]
        return any(
            0 <= k < len(self.tokens) and "money_sign" in self.counting.single(self.tokens.words[k]) for k in around
        )

    def _counts(self, number: Number, pending: list[tuple[str, int]], lead: int) -> bool:
        """
        Say whether a number without a unit stands where counts stand.
        """
        if pending or number.vague or (not number.digits and number.low >= 1000):
            return True
        # Nobody writes a year, a house number or a name with a thousands sign.
        if any(sign in self.tokens.text(number.first, number.last) for sign in (",", "٬", "،")):
            return True
        before = lead - 1
        while before > 0 and self.tokens.words[before].shape in _QUOTES | {","}:
            before -= 1
        behind = self.counting.roles(self.tokens, number.last)[0] if number.last < self.stop else frozenset()
        if behind & {"addition", "subset"}:
            # "233 others", "50 of them", آخرون: people or things told of before.
            return True
        word = self.tokens.words[before] if before >= 0 else None
        unit, event = (word.get("unit"), word.get("event")) if word is not None else (None, None)
        if (isinstance(unit, Unit) and unit.state) or (isinstance(event, Event) and event.counts):
            # "عدد القتلى 154", "wounding 6", "إصابة 1449"
            return True
        return (
            before >= 0
            and "context" in self.counting.single(self.tokens.words[before])
            and (self._unit_before(lead) is not None or self.exceed >= lead - _EXCEED_REACH)
        )

    def _unit(self, number: Number) -> tuple[Unit | None, int]:
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
            if word.shape in _BREAKS or word.shape == "number" or (word.shape in _SIGNS and at > number.last):
                break
            hit = tokens.match(at, "unit") if word.phrases else None
            if hit is not None and isinstance(hit[0], Unit):
                return self._both(hit[0], hit[1])
            if word.function and word.form not in linkers(tokens.pack.lang):
                break
            if "number" in word.single or (at > number.last and self.counting.single(word) & {"subset"}):
                break
            at += 1
        return None, number.last

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

    def _unit_before(self, at: int) -> str | None:
        """
        Find what is counted in front of a number: a state or an event, in the same clause.
        """
        for back in range(at - 1, max(-1, at - 1 - _BACK_REACH), -1):
            word = self.tokens.words[back]
            if word.shape in _STOPS:
                return None
            unit = word.get("unit")
            if isinstance(unit, Unit) and (unit.state or unit.person):
                return unit.what
            event = word.get("event")
            if isinstance(event, Event) and event.counts:
                return event.counts
            if "count_noun" in self.counting.single(word):
                return _UNKNOWN
        return None

    def _count(
        self,
        number: Number,
        what: str,
        last: int,
        pending: list[tuple[str, int]],
        *,
        person: bool = False,
        loose: bool = False,
        scope: Scope = Scope.WHOLE,
    ) -> Count:
        """
        Put bounds and scope on a number.
        """
        lead = min([start for _, start in pending], default=number.first)
        bounds = {role for role, _ in pending} | self._bounds_behind(last)
        if "at_most" in bounds and lead and "exceed_over" in self.counting.single(self.tokens.words[lead - 1]):
            # "has gone up to 50" says where it stands, not how far it may go.
            bounds.discard("at_most")
        if self._goes_beyond(lead, number.first):
            bounds.add("more_than")
        low, high, bound = _bounded(number, bounds)
        if scope is Scope.WHOLE:
            scope = self._scope(lead, number.last, last)
        quantity = Quantity(
            what=what,
            low=low,
            high=high,
            approx="approximator" in bounds or "approximator_after" in bounds,
            bound=bound,
            text=self.tokens.text(number.first, last),
            start=self.tokens.starts[number.first],
            scope=scope,
        )
        return Count(number.first, last, lead, quantity, person, loose)

    def _bounds_behind(self, at: int) -> set[str]:
        """
        Find bounds behind a number and its unit (على الأقل, or more), unless they belong to a next number.
        """
        for step in range(at, min(at + 2, self.stop)):
            roles, end = self.counting.roles(self.tokens, step)
            found = roles & set(_AFTER)
            if found:
                free = end >= self.stop or read_number(self.tokens, end, min(end + 4, self.stop)) is None
                return set(found) if free else set()
            if self.tokens.words[step].shape in _STOPS or "number" in self.tokens.words[step].single:
                break
        return set()

    def _goes_beyond(self, lead: int, first: int) -> bool:
        """
        Say whether a verb of going beyond reaches this number.
        """
        before = self.tokens.words[lead - 1] if lead else None
        if before is None:
            return False
        if lead - self.exceed_over <= _EXCEED_REACH and "over" in self.counting.single(before):
            return True
        return lead - self.exceed <= _EXCEED_REACH and not before.function and first == lead

    def _scope(self, lead: int, behind: int, last: int) -> Scope:
        """
        Say what a count covers, from the words at it.
        """
        if 0 < lead - self.subset <= 4:
            return Scope.SUBSET
        window = list(range(max(0, lead - 2), lead)) + list(range(behind, min(last + 1, self.stop)))
        roles = [self.counting.single(self.tokens.words[k]) for k in window]
        if any("addition" in r for r in roles):
            return Scope.ADDITION
        if any("earlier" in r for r in roles):
            return Scope.EARLIER
        return Scope.WHOLE

    def _add(self, count: Count, number: Number) -> None:
        """
        Keep a count; what went beyond it or bounded it is used up.
        """
        self.exceed = self.exceed_over = self.subset = -99
        self.pending = []
        self.found.append(count)


def _bounded(number: Number, bounds: set[str]) -> tuple[float | None, float | None, Bound | None]:
    """
    Give the interval that a number and its bounds mean.
    """
    low: float | None = number.low
    high = number.high
    if bounds & {"more_than", "exceed"}:
        return low, None, Bound.EXCLUSIVE
    if bounds & {"at_least", "at_least_after"}:
        return low, None, Bound.INCLUSIVE
    if bounds & {"at_most", "at_most_after"}:
        return None, (high if high is not None else low), Bound.INCLUSIVE
    if "less_than" in bounds:
        return None, (high if high is not None else low), Bound.EXCLUSIVE
    return low, high, Bound.INCLUSIVE if high is None else None
