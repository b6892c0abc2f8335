"""
Fill the slots of a proposition from the marks in it: event, quantities, time, hedge, roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from attrs import evolve

from claimtrack.claims.counts import Count
from claimtrack.claims.heads import is_hanging
from claimtrack.claims.pieces import is_finite
from claimtrack.claims.reading import EventMark, TextMarks
from claimtrack.claims.split import Proposition
from claimtrack.language import Event, Operator, Tokens, Unit, fold, load_pack
from claimtrack.model import Quantity, Scope
from claimtrack.syntax import Kind

_HEDGES = frozenset({"modal", "evidential", "distance", "preliminary", "unverified"})
"""Roles of hedges that loosen a proposition by themselves; bounds and approximators do it through their count."""
_STATE_REACH = 12
"""Tokens around a count within which a word tells what became of the people counted."""


def main_event(marks: TextMarks, prop: Proposition, counted: tuple[Quantity, ...], head: int) -> str | None:
    """
    Return the event class of a proposition, or None.

    What is counted decides where people are counted as killed or missing; else the word of the head predicate does.
    A verb that no pack knows leaves it open: a noun of the sentence does not stand in for it. A verb that only carries
    ("took place", "was"), and one that says that a figure moved, yield to the other words of the proposition.
    """
    beside = _words(marks.tokens, prop.first, prop.last)
    events = [e for e in marks.events_in(prop.first, prop.last) if not _is_other_sense(e.event, beside)]
    strong = [e for e in events if not e.event.light]
    moved = any(e.event.light and not e.noun for e in events)
    for quantity in counted:
        by_count = _event_of_state(marks.tokens.pack.lang).get(quantity.what)
        if by_count is None or (quantity.scope is Scope.SUBSET and len(counted) > 1):
            continue
        # "died", "perished", "were killed": one class for what people are counted as, so that claims meet.
        told = any(e.event.counts == quantity.what for e in strong)
        if told or moved or not any(is_finite(marks.tokens, e) for e in strong):
            return by_count
    own = _event_of_head(marks, head)
    if own is not None and _is_other_sense(own, beside):
        own = None
    if own is not None and not own.light:
        return own.event
    if own is None and _is_unknown_verb(marks, head):
        return None
    main = [e for e in strong if not _hangs(marks, e, head)]
    verbs = [e for e in main if not e.noun]
    for group in (verbs, main, strong, [] if prop.kind == "partitive" else events):
        if group:
            return group[0].event.event
    states = _states(marks.tokens, prop.first, prop.last)
    return next((e for s in states if (e := _event_of_state(marks.tokens.pack.lang).get(s))), None)


def _words(tokens: Tokens, first: int, last: int) -> frozenset[str]:
    """
    Return the folded words of a stretch, with clitics and without.
    """
    return frozenset(base for k in range(first, last) for _, base in tokens.words[k].bases)


def _is_other_sense(event: Event, beside: frozenset[str]) -> bool:
    """
    Whether a word beside an event word shows that it is a homonym of its class.
    """
    return any(fold(word) in beside for word in event.not_beside)


def _event_of_head(marks: TextMarks, head: int) -> Event | None:
    """
    Return the pack's entry for the word of a head predicate.
    """
    if head < 0:
        return None
    at = marks.reading.analysis.predicates[head].at
    found = marks.events_in(at, at + 1)
    return found[0].event if found else None


def _hangs(marks: TextMarks, event: EventMark, head: int) -> bool:
    """
    Whether an event word stands in a relative or participle clause that is not the head's.
    """
    owner = marks.reading.owner[event.first]
    return owner >= 0 and owner != head and is_hanging(marks.reading, owner)


def _is_unknown_verb(marks: TextMarks, head: int) -> bool:
    """
    Whether a head predicate is a full verb; forms of "be", "have" and the like only carry.
    """
    if head < 0:
        return False
    predicate = marks.reading.analysis.predicates[head]
    word = marks.tokens.words[predicate.at]
    return predicate.tag in ("V", "Vp") and predicate.kind is not Kind.SAY and not word.function


@lru_cache(maxsize=16)
def _event_of_state(lang: str) -> Mapping[str, str]:
    """
    Give the event class behind what people are counted as (`killed` to `kill`): the first that names it.
    """
    found: dict[str, str] = {}
    for entry in load_pack(lang).entries.get("event", ()):
        if isinstance(entry, Event) and entry.counts:
            found.setdefault(entry.counts, entry.event)
    return found


def _states(tokens: Tokens, first: int, last: int) -> list[str]:
    """
    Give what people are said to be (dead, missing) in a stretch, in order.
    """
    units = (tokens.words[k].get("unit") for k in range(first, last))
    return [u.what for u in units if isinstance(u, Unit) and u.state]


def quantities(
    marks: TextMarks, prop: Proposition, counts: list[Count], head: int, *, forecast: bool = False
) -> tuple[Quantity, ...]:
    """
    Give the quantities of a proposition, people counted by what became of them, forecasts marked.
    """
    found = []
    for count in counts:
        quantity = count.quantity
        if count.person:
            quantity = evolve(quantity, what=_fate(marks, prop, count, head))
        if quantity.scope is Scope.WHOLE and (forecast or _is_forecast(marks, prop.first, count.first)):
            quantity = evolve(quantity, scope=Scope.FORECAST)
        found.append(quantity)
    return tuple(found)


def _fate(marks: TextMarks, prop: Proposition, count: Count, head: int) -> str:
    """
    Say what became of the people that are counted: the nearest state or event that says so.
    """
    best: tuple[int, str] | None = None
    low, high = max(prop.first, count.first - _STATE_REACH), min(prop.last, count.last + _STATE_REACH)
    for event in marks.events_in(low, high):
        if event.event.counts:
            away = count.first - event.last if event.first < count.first else event.first - count.last
            best = min(best or (99, ""), (max(away, 0), event.event.counts))
    for at in range(low, high):
        unit = marks.tokens.words[at].get("unit") if marks.tokens.words[at].phrases else None
        if isinstance(unit, Unit) and unit.state and not count.first <= at < count.last:
            away = count.first - at if at < count.first else at - count.last
            best = min(best or (99, ""), (away, unit.what))
    if best is not None:
        return best[1]
    shared = _event_of_head(marks, head)
    return shared.counts if shared is not None and shared.counts else count.quantity.what


def _is_forecast(marks: TextMarks, first: int, at: int) -> bool:
    """
    Say whether what may come, not what is, stands in front of a count in its proposition.
    """
    if any(hedge.role == "modal" for _, _, hedge in marks.hedges_in(first, at)):
        return True
    operators = (marks.tokens.words[k].get("operator") for k in range(first, at))
    return any(isinstance(o, Operator) and o.role == "future" for o in operators)


def is_hedged(marks: TextMarks, prop: Proposition, counts: list[Count]) -> bool:
    """
    Say whether an approximator, a bound, a vague number or a modal stands in a proposition.
    """
    if any(c.quantity.approx or c.quantity.bound is not None for c in counts):
        return True
    if any(c.quantity.low != c.quantity.high for c in counts):
        return True
    return any(hedge.role in _HEDGES for _, end, hedge in marks.hedges_in(prop.first, prop.last) if end <= prop.last)


def is_supposed(marks: TextMarks, prop: Proposition) -> bool:
    """
    Say whether a modal or "it appears" stands in a proposition, so that it is supposed and not stated.
    """
    return any(
        hedge.role in ("modal", "evidential")
        for _, end, hedge in marks.hedges_in(prop.first, prop.last)
        if end <= prop.last
    )
