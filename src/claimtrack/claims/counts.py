"""
Tell counts from all other numbers, with their bounds, unit and scope.

A number is a count if something is counted (a unit behind or in front of it), or if it stands where
a number alone does ("five were hurt", "the toll rose to 154"); so does what is measured ("48 hours", "9 km").
Years, dates, times of day, ages, ranks, telephone numbers and names with digits in them are none.
"""

from __future__ import annotations

from collections.abc import Container

from attrs import define, field, frozen

from claimtrack.claims.counting import Counting, counting_of, linkers
from claimtrack.claims.numbers import Number, read_number
from claimtrack.claims.surroundings import STOPS, UNKNOWN, Surroundings
from claimtrack.language import Tokens, Unit
from claimtrack.model import Bound, Quantity, Scope
from claimtrack.syntax import Analysis

_KINDS = frozenset({"number", "counting", "unit"})
_BEFORE = ("approximator", "at_least", "more_than", "at_most", "less_than", "between", "exceed")
_AFTER = frozenset({"approximator_after", "at_least_after", "at_most_after"})
_QUOTES = frozenset("\"“”„«»‘’'‹›")
_EXCEED_REACH = 6
"""Tokens between a verb of going beyond and its number (تجاوز عدد القتلى حتى الآن 50)."""
_SUBSET_REACH = 4
"""Tokens between a word for a part and its number ("among them at least 3")."""
_FAR = -99
"""A token index that is never near."""


@frozen
class Count:
    """
    Hold one count: its tokens, from the number up to its unit, and its quantity.

    Attributes:
        first: Token of the number, `last` the token after the unit.
        lead: Token where its bounds begin ("at least").
        person: Whether people are counted whose fate the event may tell.
        measured: Whether it is an amount of time, length, and so on: no claim hangs on it alone.

    """

    first: int
    last: int
    lead: int
    quantity: Quantity
    person: bool = False
    measured: bool = False


@frozen
class _Bounds:
    """
    Hold the bounds in front of a number, as roles, and the token they begin at.
    """

    roles: frozenset[str]
    lead: int


def read_counts(analysis: Analysis, *, taken: Container[int] = ()) -> list[Count]:
    """
    Find all counts of a text, in order.

    Args:
        analysis: A text in any language with a pack, and the phrases and predicates in it.
        taken: Tokens that belong to dates.

    """
    tokens = analysis.tokens
    counting = counting_of(tokens.pack.lang)
    return _Scan(tokens, counting, Surroundings(analysis, counting, len(tokens)), taken).scan()


@define(eq=False)
class _Scan:
    """
    Go over the tokens once, carrying the bounds that wait for a number.
    """

    tokens: Tokens
    counting: Counting
    around: Surroundings
    taken: Container[int]
    found: list[Count] = field(factory=list)
    pending: list[tuple[str, int]] = field(factory=list)
    exceed: int = _FAR
    exceed_over: int = _FAR
    subset: int = _FAR

    def scan(self) -> list[Count]:
        """
        Find the counts from left to right.
        """
        at, words, stop = 0, self.tokens.words, len(self.tokens)
        while at < stop:
            word = words[at]
            if (word.shape == "word" and not word.kinds & _KINDS) or at in self.taken:
                # Most words: nothing to look up, and a bound in front of them waits for no number.
                if self.pending:
                    self.pending.clear()
                at += 1
                continue
            if word.shape in STOPS:
                self._forget()
            at = self._step(at)
        return self.found

    def _forget(self) -> None:
        """
        Let go of what reaches no further: at the end of a sentence, and behind a count.
        """
        self.exceed = self.exceed_over = self.subset = _FAR

    def _step(self, at: int) -> int:
        """
        Look at one token and give the next one to look at.
        """
        word = self.tokens.words[at]
        roles, end = self.counting.roles(self.tokens, at)
        self._remember(roles, at)
        bound = next((r for r in _BEFORE if r in roles), None)
        if bound is not None and (end > at + 1 or "number" not in word.single):
            self.pending.append((bound, at))
            return end
        if word.shape == "number" or "number" in word.kinds:
            number = read_number(self.tokens, at, len(self.tokens))
            if number is not None:
                return self._number(number)
        if self._dual(at):
            return at + 1
        if "definite" in roles:
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
        Take a dual noun as two.
        """
        word = self.tokens.words[at]
        unit = word.get("unit")
        if not isinstance(unit, Unit) or not self.counting.is_dual(word):
            return False
        value = Quantity(what=unit.what, low=2, high=2, text=self.tokens.text(at, at + 1), start=self.tokens.starts[at])
        self._add(Count(at, at + 1, at, value, unit.person and not unit.state))
        return True

    def _number(self, number: Number) -> int:
        """
        Judge one number; give the token to go on from.
        """
        bounds = _Bounds(
            frozenset(role for role, _ in self.pending), min([k for _, k in self.pending], default=number.first)
        )
        self.pending = []
        if number.ordinal or self.around.is_name(number):
            return number.last
        number = self.around.join_range(number, between="between" in bounds.roles)
        roles = self.around.roles_behind(number.last)
        if "rate" in roles:
            last = self.counting.roles(self.tokens, number.last)[1]
            self._add(self._count(number, "percent", last, bounds, scope=Scope.RATE))
            return last
        # "At 8 pm", "a 12 year-old", "aged 45 years".
        aged = "size" in roles or ("measure" in roles and self.around.is_label_behind(bounds.lead))
        if aged or "clock" in roles or self.around.is_clock(number, bounds.lead):
            return number.last
        if "measure" in roles:
            what, last = self.counting.measure(self.tokens, self.around.over_hyphen(number.last))
            self._add(self._count(number, what, last, bounds, measured=True))
            return last
        counted = self._counted(number, bounds)
        if counted is not None:
            what, last, person = counted
            self._add(self._count(number, what, last, bounds, person=person))
        return number.last

    def _counted(self, number: Number, bounds: _Bounds) -> tuple[str, int, bool] | None:
        """
        Give what a number counts, where that ends, and whether it is people; None if it counts nothing.
        """
        unit, last = self.around.unit(number)
        if unit is not None:
            return unit.what, max(last, number.last), unit.person and not unit.state
        if self.around.is_label(number, bounds.lead):
            return None
        if self.around.is_money(number):
            return "usd", number.last, False
        # A lone "one" is a pronoun more often than a count.
        if number.low == 1:
            return None
        if self.around.is_noun(number.last):
            return UNKNOWN, number.last, False
        return self.around.unit_before(bounds.lead) or UNKNOWN, number.last, True

    def _count(
        self,
        number: Number,
        what: str,
        last: int,
        bounds: _Bounds,
        *,
        person: bool = False,
        measured: bool = False,
        scope: Scope = Scope.WHOLE,
    ) -> Count:
        """
        Put bounds and scope on a number.
        """
        roles = self._all_bounds(number, last, bounds)
        low, high, bound = _bounded(number, roles)
        quantity = Quantity(
            what=what,
            low=low,
            high=high,
            approx=bool(roles & {"approximator", "approximator_after"}),
            bound=bound,
            text=self.tokens.text(number.first, last),
            start=self.tokens.starts[number.first],
            scope=self._scope(bounds.lead, number.last, last) if scope is Scope.WHOLE else scope,
        )
        return Count(number.first, last, bounds.lead, quantity, person, measured)

    def _all_bounds(self, number: Number, last: int, bounds: _Bounds) -> frozenset[str]:
        """
        Give the bounds in front of a number, behind it, and of a verb that reaches it.
        """
        roles = bounds.roles | self._bounds_behind(last)
        before = self.tokens.words[bounds.lead - 1] if bounds.lead else None
        if before is not None and "exceed_over" in self.counting.single(before):
            # "has gone up to 50" says where it stands, not how far it may go.
            roles -= {"at_most"}
        if self._goes_beyond(bounds.lead, number.first):
            roles |= {"more_than"}
        if roles & {"exceed", "more_than"} and self.around.is_denied(max(self.exceed, self.exceed_over)):
            return (roles - {"exceed", "more_than"}) | {"at_most"}
        return roles

    def _bounds_behind(self, at: int) -> frozenset[str]:
        """
        Find bounds behind a number and its unit (على الأقل, or more), unless they belong to a next number.
        """
        stop = len(self.tokens)
        for step in range(at, min(at + 2, stop)):
            roles, end = self.counting.roles(self.tokens, step)
            if roles & _AFTER:
                free = end >= stop or read_number(self.tokens, end, min(end + 4, stop)) is None
                return roles & _AFTER if free else frozenset()
            if self.tokens.words[step].shape in STOPS or "number" in self.tokens.words[step].single:
                break
        return frozenset()

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
        if 0 < lead - self.subset <= _SUBSET_REACH:
            return Scope.SUBSET
        window = [*range(max(0, lead - 2), lead), *range(behind, min(last + 1, len(self.tokens)))]
        roles = [self.counting.single(self.tokens.words[k]) for k in window]
        if any("addition" in r for r in roles):
            return Scope.ADDITION
        return Scope.EARLIER if any("earlier" in r for r in roles) else Scope.WHOLE

    def _add(self, count: Count) -> None:
        """
        Keep a count; what went beyond it or bounded it is used up.
        """
        self._forget()
        self.pending = []
        self.found.append(count)


def _bounded(number: Number, bounds: frozenset[str]) -> tuple[float | None, float | None, Bound | None]:
    """
    Give the interval that a number and its bounds mean.
    """
    low, high = number.low, number.high
    top = low if high is None else high
    if bounds & {"more_than", "exceed"}:
        return low, None, Bound.EXCLUSIVE
    if bounds & {"at_least", "at_least_after"}:
        return low, None, Bound.INCLUSIVE
    if bounds & {"at_most", "at_most_after"}:
        return None, top, Bound.INCLUSIVE
    if "less_than" in bounds:
        return None, top, Bound.EXCLUSIVE
    return low, high, Bound.INCLUSIVE if high is None else None
