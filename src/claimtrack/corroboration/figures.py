"""
Follow a count (a toll) through time: lowest, best and highest, from the reports of the day.

A later report supersedes the earlier ones of its own source, and a toll as high or higher supersedes those of
others; an earlier, higher one that nobody withdrew stays as the upper end. Bounds ("at least 60") never make
a best value where an exact one is given. What is no count of the whole so far stays apart under a name of its own:
`killed (subset)`, `killed (forecast)`, and so on; a figure that was denied, taken back or corrected by its own
source goes on as `killed (withdrawn)`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from claimtrack.corroboration.dockets import name_voice
from claimtrack.corroboration.weights import STRENGTH_WORTH
from claimtrack.model import (
    Act,
    Appearance,
    Claim,
    Conflict,
    ConflictKind,
    Denies,
    Figure,
    Moment,
    Polarity,
    Quantity,
    Report,
    Revision,
    Scope,
    day_of,
)

_UNDATED = date.min
"""Where the time is unknown: known from the first day."""


@frozen(kw_only=True)
class Count:
    """
    Hold one number from one source on one day.

    Attributes:
        slot: What is counted, with its scope where it is not the whole.
        withdrawn: Day from which its own source no longer stands by it, or None.

    """

    appearance: str
    slot: str
    quantity: Quantity
    day: date
    voice: str
    outlet: str
    strength: int
    withdrawn: date | None = None

    @property
    def exact(self) -> bool:
        """
        Say whether the number has one value, and no open end.
        """
        return self.quantity.low is not None and self.quantity.low == self.quantity.high

    @property
    def least(self) -> float:
        """
        Give the lowest value it allows, or the only end that is known.
        """
        q = self.quantity
        return q.low if q.low is not None else float(q.high or 0)

    @property
    def most(self) -> float:
        """
        Give the highest value it allows, or the only end that is known.
        """
        q = self.quantity
        return q.high if q.high is not None else self.least


def figures(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    as_of: Moment | None = None,
) -> tuple[Figure, ...]:
    """
    Give the state of each count of a claim on every day on which it changed.

    Args:
        claim: The claim; ids that `appearances` does not know are passed over.
        appearances: What the reports say, by id.
        reports: The reports, by id.
        as_of: Last day to look at, inclusive (UTC); None: everything.

    Returns:
        Figures by slot, then day. `low` and `high` are None where that end is open; `best` is None where
        nothing but vague counts ("dozens") is known, because a middle would be invented. Negative counts
        are left out.

    """
    counts = gather_counts(claim, appearances=appearances, reports=reports, as_of=as_of)
    by_slot: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        by_slot[count.slot].append(count)
        if count.withdrawn is not None:
            by_slot[f"{count.slot} (withdrawn)"].append(count)
    found: list[Figure] = []
    for slot in sorted(by_slot):
        found += _over_time(slot, by_slot[slot])
    return tuple(found)


def gather_counts(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    as_of: Moment | None = None,
) -> tuple[Count, ...]:
    """
    Gather the numbers that are put forward, by day; those denied or corrected since are marked withdrawn.
    """
    told = [appearances[name] for name in claim.appearances if name in appearances]
    told = [a for a in told if a.report in reports]
    origins = {name: o.origin for o in claim.origins for name in o.appearances}
    limit = day_of(as_of) if as_of is not None else date.max
    put: list[Count] = []
    taken: list[_Act] = []
    for appearance in told:
        report = reports[appearance.report]
        day = day_of(report.seen) if report.seen is not None else _UNDATED
        if day > limit:
            continue
        voice = origins.get(appearance.id) or name_voice(appearance, report)
        if _withdraws(appearance):
            taken.append(_Act(appearance, day, voice))
        if appearance.polarity is Polarity.AFFIRM and appearance.act is not Act.RETRACT:
            put += [_count(appearance, q, day, voice, report.outlet) for q in appearance.quantities]
    marked = _mark((count for count in put if count.least >= 0), taken)
    return tuple(sorted(marked, key=lambda c: (c.day, c.slot, c.appearance, c.least)))


@frozen
class _Act:
    """
    Hold an appearance that takes a number back.
    """

    appearance: Appearance
    day: date
    voice: str


def _count(appearance: Appearance, quantity: Quantity, day: date, voice: str, outlet: str) -> Count:
    return Count(
        appearance=appearance.id,
        slot=_slot(quantity),
        quantity=quantity,
        day=day,
        voice=voice,
        outlet=outlet,
        strength=appearance.attribution.strength,
    )


def _slot(quantity: Quantity) -> str:
    return quantity.what if quantity.scope is Scope.WHOLE else f"{quantity.what} ({quantity.scope.value})"


def _withdraws(appearance: Appearance) -> bool:
    """
    Tell whether an appearance takes a number back: a retraction, a correction, or a denial that names or means it.
    """
    if appearance.act in (Act.RETRACT, Act.CORRECT):
        return True
    touches = bool(appearance.quantities) or appearance.denies in (Denies.FIGURE, Denies.HAVING_SAID)
    return appearance.polarity is Polarity.DENY and touches


def _mark(put: Iterable[Count], taken: Sequence[_Act]) -> list[Count]:
    """
    Mark the counts that their own source, or the outlet that printed them, took back.
    """
    by_voice: dict[str, list[_Act]] = defaultdict(list)
    for act in taken:
        by_voice[act.voice].append(act)
    marked = []
    for count in put:
        acts = [a for name in dict.fromkeys((count.voice, count.outlet)) for a in by_voice.get(name, ())]
        days = [act.day for act in acts if _hits(act, count)]
        marked.append(evolve(count, withdrawn=min(days)) if days else count)
    return marked


def _hits(act: _Act, count: Count) -> bool:
    """
    Tell whether an act of the count's voice or outlet takes it back: made later, about the same number.

    A correction gives the new number, so it takes back the others; what denies or retracts names the number
    that is meant, or none, and then means all.
    """
    appearance = act.appearance
    if act.day < count.day or appearance.id == count.appearance:
        return False
    same_slot = [q for q in appearance.quantities if _slot(q) == count.slot]
    same = any((q.low, q.high) == _span(count) for q in same_slot)
    if appearance.act is Act.CORRECT and appearance.polarity is Polarity.AFFIRM:
        return bool(same_slot) and not same
    return same or not appearance.quantities


def _span(count: Count) -> tuple[float | None, float | None]:
    return count.quantity.low, count.quantity.high


def _over_time(slot: str, counts: Sequence[Count]) -> list[Figure]:
    """
    Give the figure of each day on which one changed.
    """
    apart = slot.endswith(" (withdrawn)")
    changes = {c.withdrawn if apart else c.day for c in counts}
    changes |= {c.withdrawn for c in counts}
    found: list[Figure] = []
    for day in sorted(d for d in changes if d is not None):
        if apart:
            known = [c for c in counts if c.withdrawn is not None and c.withdrawn <= day]
        else:
            known = [c for c in counts if c.day <= day and (c.withdrawn is None or c.withdrawn > day)]
        figure = _figure(slot, day, known, found[-1] if found else None)
        if not found or _value(found[-1]) != _value(figure):
            found.append(figure)
    return found


def _value(figure: Figure) -> tuple[object, ...]:
    return figure.low, figure.best, figure.high, figure.because


def _figure(slot: str, day: date, known: Sequence[Count], before: Figure | None) -> Figure:
    """
    Give the figure of one day from all counts that stood on it.
    """
    when = None if day == _UNDATED else day
    standing = _standing(known)
    if not standing:
        return Figure(slot=slot, as_of=when, low=None, best=None, high=None)
    newest = max(c.day for c in standing)
    of_day = _going_on([c for c in standing if c.day == newest], before)
    exact = [c for c in of_day if c.exact]
    open_above = any(c.quantity.high is None for c in of_day) and not exact
    open_below = any(c.quantity.low is None for c in of_day) and not exact
    return Figure(
        slot=slot,
        as_of=when,
        low=None if open_below else min(c.least for c in exact or of_day),
        best=_best(of_day),
        high=None if open_above else max(c.most for c in standing),
        because=tuple(sorted({c.appearance for c in standing})),
    )


def _going_on(of_day: Sequence[Count], before: Figure | None) -> Sequence[Count]:
    """
    Leave out a day's counts that fall below half of the lowest so far, where others of that day go on from the best.

    Whoever says "nine of them children" beside "191 killed" counts a part, whether or not the words were read so. A
    count that falls in all reports (of the missing) is taken as it is. Half: chosen by us, as far below what two
    honest counts of one day differ by.
    """
    if before is None or before.best is None or before.low is None:
        return of_day
    if not any(c.most >= before.best for c in of_day):
        return of_day
    floor = before.low / 2
    return [c for c in of_day if c.most >= floor]


def _standing(known: Sequence[Count]) -> list[Count]:
    """
    Leave out what was superseded: by the same voice, or by a toll as high or higher on a later day.
    """
    last: dict[str, date] = {}
    for count in known:
        last[count.voice] = max(count.day, last.get(count.voice, count.day))
    latest = [c for c in known if c.day == last[c.voice]]
    top: dict[date, float] = {}
    for count in latest:
        top[count.day] = max(count.most, top.get(count.day, count.most))
    later: dict[date, float] = {}
    highest = -math.inf
    for day in sorted(top, reverse=True):
        later[day] = highest
        highest = max(highest, top[day])
    return [c for c in latest if later[c.day] < c.most]


def _best(of_day: Sequence[Count]) -> float | None:
    """
    Choose the value that the firmest sources of the day give; ties go to the higher one, as tolls rise.

    Where nobody gives one value, the highest bound that is known ("at least 60") is the best there is.
    """
    exact = [c for c in of_day if c.exact]
    if not exact:
        bounds = [c.least for c in of_day if c.quantity.high is None]
        return max(bounds, default=None)
    worth: dict[float, dict[str, float]] = defaultdict(dict)
    for c in exact:
        worth[c.least][c.voice] = max(STRENGTH_WORTH[c.strength], worth[c.least].get(c.voice, 0.0))
    return max(worth, key=lambda value: (sum(worth[value].values()), value))


def tell_apart(
    claim: Claim, *, appearances: Mapping[str, Appearance], reports: Mapping[str, Report]
) -> tuple[tuple[Conflict, ...], tuple[Revision, ...]]:
    """
    Tell conflicts at one time from revisions over time, among a claim's numbers.

    A later number of the same source revises its earlier one; so does a higher one of another source on a
    later day, as tolls rise. Different numbers on one day, and a later but lower number of another source,
    contradict each other. Numbers that can both be true ("at least 50", 60) do neither.

    Returns:
        Conflicts, then revisions, in order of day.

    """
    counts = gather_counts(claim, appearances=appearances, reports=reports)
    conflicts: dict[Conflict, None] = {}
    revisions: dict[Revision, None] = {}
    for k, later in enumerate(counts):
        for earlier in counts[:k]:
            if earlier.slot != later.slot or _agree(earlier, later):
                continue
            if earlier.day < later.day and (earlier.voice == later.voice or later.least > earlier.most):
                revisions[Revision(later.slot, (earlier.appearance,), (later.appearance,))] = None
            elif earlier.voice != later.voice:
                note = f"{_words(earlier)} against {_words(later)} {later.slot}"
                pair = Conflict(ConflictKind.NUMBER, (earlier.appearance,), (later.appearance,), note)
                conflicts[pair] = None
    return tuple(conflicts), tuple(revisions)


def _agree(a: Count, b: Count) -> bool:
    """
    Tell whether both numbers can be true: their intervals meet, open ends reaching on.
    """

    def low(count: Count) -> float:
        return count.least if count.quantity.low is not None else float("-inf")

    def high(count: Count) -> float:
        return count.most if count.quantity.high is not None else float("inf")

    return low(a) <= high(b) and low(b) <= high(a)


def _words(count: Count) -> str:
    if count.exact:
        return f"{count.least:g}"
    low, high = _span(count)
    return f"{'…' if low is None else f'{low:g}'} to {'…' if high is None else f'{high:g}'}"
