"""
What still stands: voices that change their mind, take back, or deny having said.

A position stands until its own voice takes the other side, or takes it back, at a later time. An
outlet takes back what it published; a voice takes back what it said, through whichever outlet.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from attrs import frozen

from claimtrack.corroboration.evidence import Evidence
from claimtrack.model import Denies, Stance

_Key = TypeVar("_Key", bound=Hashable)

_NEVER = -math.inf
_OTHER = {Stance.AFFIRM: Stance.DENY, Stance.DENY: Stance.AFFIRM}
_WITHDRAWING = frozenset({Stance.RETRACT, Stance.CORRECT})
_PUTTING = frozenset({Stance.AFFIRM, Stance.OBSERVE})


@frozen(kw_only=True)
class Standing:
    """
    Say what share of an item's weight still stands, and if not all of it, why.
    """

    share: float = 1.0
    why: str = ""


STANDS = Standing()


def find_standing(items: Sequence[Evidence]) -> dict[str, Standing]:
    """
    Find out which of the items still stand once all of them are known.

    Args:
        items: Everything known on the day, in order of time.

    Returns:
        Item id to standing, for the items that do not stand in full.

    """
    last = _latest(((i.voice, i.stance), _since(i)) for i in items if _is_full(i))
    # What has no time follows what it takes back, so its instant (infinity) is the right one here.
    withdrawals = _latest((i.voice, i.instant) for i in items if i.stance in _WITHDRAWING)
    refused = _latest((i.voice, i.instant) for i in items if i.denies is Denies.HAVING_SAID)
    gone = _latest((*withdrawals.items(), *refused.items()))
    first = _latest((name, -_since(i)) for i in items if i.stance in _PUTTING for name in _names(i))
    said = {name: -moment for name, moment in first.items()}
    found: dict[str, Standing] = {}
    for item in items:
        standing = _standing(item, last, withdrawals, gone)
        if _is_empty(item, said):
            standing = Standing(share=0.0, why="takes back what it is not known to have said")
        if standing is not STANDS:
            found[item.id] = standing
    return found


def _standing(
    item: Evidence,
    last: Mapping[tuple[str, Stance], float],
    withdrawals: Mapping[str, float],
    gone: Mapping[str, float],
) -> Standing:
    if item.denies is Denies.HAVING_SAID:
        return Standing(share=0.0, why="says only that it did not say so, which removes the origin")
    if item.stance in _WITHDRAWING:
        return STANDS
    when = _since(item)
    if any(withdrawals[name] >= when for name in _names(item) if name in withdrawals):
        return Standing(share=0.0, why="taken back since")
    if _is_full(item) and last.get((item.voice, _OTHER[item.stance]), _NEVER) > when:
        return Standing(share=0.0, why="its source has taken the other side since")
    return STANDS if item.stance is Stance.DENY else _after_loss(item, gone)


def _after_loss(item: Evidence, gone: Mapping[str, float]) -> Standing:
    """
    Take away what came from an origin that denies having said it, or has taken it back.
    """
    left = 1.0
    for name, chance in ((item.voice, 1.0), *item.hubs):
        if name in gone and gone[name] >= _since(item):
            left *= 1.0 - chance
    return Standing(share=left, why="its source no longer stands by it") if left < 1.0 else STANDS


def _is_full(item: Evidence) -> bool:
    """
    Tell whether the item takes a side on the deed itself.
    """
    return item.stance in _OTHER and item.denies in (None, Denies.DEED)


def _since(item: Evidence) -> float:
    """
    Give when a position began; what has no time has been known from the start.
    """
    return _NEVER if item.time is None else item.instant


def _latest(pairs: Iterable[tuple[_Key, float]]) -> dict[_Key, float]:
    """
    Give the latest moment of each key.
    """
    found: dict[_Key, float] = {}
    for key, moment in pairs:
        found[key] = max(moment, found.get(key, moment))
    return found


def _is_empty(item: Evidence, said: Mapping[str, float]) -> bool:
    """
    Tell whether somebody takes back what he never said, which gets no weight.
    """
    return item.stance is Stance.RETRACT and not (item.voice in said and said[item.voice] <= item.instant)


def _names(item: Evidence) -> tuple[str, ...]:
    return (item.voice, item.outlet) if item.outlet != item.voice else (item.voice,)
