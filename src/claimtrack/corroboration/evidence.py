"""
One item of evidence: who takes which position on a claim, when, how firmly, leaning on whom.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from attrs import Factory, evolve, field, frozen, validators

from claimtrack.model import Denies, Moment, SourceKind, Stance, day_of
from claimtrack.model.checks import is_number, is_text

Leans = Mapping[str, Sequence[tuple[str, float]]]
"""Item id to (other item's id, chance that one of the two leans on the other); both ways."""

_END_OF_DAY = time(23, 59, 59, 999999)


@frozen(kw_only=True)
class Evidence:
    """
    Hold one position on a claim.

    Attributes:
        id: Unique among the items of a claim.
        outlet: Who published it.
        voice: Who takes the position: a named origin, or the outlet. One voice counts once, however
            many outlets carry it.
        time: When it became known; None counts as known from the start.
        strength: 0..5, how firmly it is put; 3 is a plain report.
        credibility: Chance that the voice is right, from its record; None: its kind's.
        kind: What kind of source the voice is; None: a plain outlet.
        denies: What a denial acts on; None reads as the deed.
        accused: Whether the denial comes from the party that is charged.
        admission: Whether a party affirms what is charged against itself.
        newcomer: Whether the source was unknown before the claim was.
        hubs: What the item draws on, with the chance: an origin it names, its owner. Two items on
            one hub depend on each other with the product of their chances.
        words: Further hubs, found by comparing it with the other items' texts; unlike `hubs` they say nothing
            about the item alone, so they decide no order.
        mark: A number from the content, which orders what has one time; never from a name.
        flags: What is odd about it, in words.
        instant: The time as seconds since 1970, infinity where unknown: what has no time is known from the
            start, but takes precedence over nobody, or an undated copy would stand before its original.

    """

    id: str = field(validator=is_text(empty=False))
    outlet: str
    voice: str
    stance: Stance
    time: Moment | None = None
    strength: float = field(default=3, validator=is_number(0, 5))
    kind: SourceKind | None = None
    credibility: float | None = field(default=None, validator=validators.optional(is_number(0, 1)))
    denies: Denies | None = None
    accused: bool = False
    admission: bool = False
    newcomer: bool = False
    hubs: tuple[tuple[str, float], ...] = ()
    words: tuple[tuple[str, float], ...] = ()
    mark: int = 0
    flags: tuple[str, ...] = ()
    instant: float = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: instant_of(self.time), takes_self=True)
    )


def instant_of(moment: Moment | None) -> float:
    """
    Give a moment as seconds since 1970 (UTC), infinity for None; a day is known in full when it has ended.
    """
    if moment is None:
        return math.inf
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, _END_OF_DAY, UTC)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()


def is_known(item: Evidence, as_of: Moment | None) -> bool:
    """
    Tell whether an item counts on a day or at an instant; a day's item counts at any instant of its day.
    """
    if as_of is None or item.time is None:
        return True
    if isinstance(item.time, datetime):
        return item.instant <= instant_of(as_of)
    return day_of(item.time) <= day_of(as_of)


def latest(moments: Sequence[Moment | None]) -> Moment | None:
    """
    Give the latest moment that is known, or None.
    """
    known = [m for m in moments if m is not None]
    return max(known, key=lambda m: (instant_of(m), isinstance(m, datetime)), default=None)


def newcomers(items: Sequence[Evidence], history: Mapping[str, Moment] | None) -> tuple[Evidence, ...]:
    """
    Mark the sources whose first report anywhere is later than the claim's first appearance.

    Without a history nobody is a newcomer: a table of one claim cannot tell.
    """
    if history is None or not items:
        return tuple(items)
    seen = {outlet: instant_of(moment) for outlet, moment in history.items()}
    for item in items:
        seen[item.outlet] = min(item.instant, seen.get(item.outlet, item.instant))
    # Without any time (infinity) nobody can be later than the first. Where a known source's report has none,
    # the claim may be as old as you like, and whoever has no history at all is new to it.
    first = min(item.instant for item in items)
    old = any(item.time is None and item.outlet in history for item in items)
    return tuple(
        evolve(item, newcomer=seen[item.outlet] > first or (old and item.outlet not in history)) for item in items
    )
