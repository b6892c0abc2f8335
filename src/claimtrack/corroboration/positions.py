"""
What still stands: voices that change their mind, take back, or deny having said.

A position stands until its own voice takes the other side, or takes it back, at a later time. An
outlet takes back what it published; a voice takes back what it said, through whichever outlet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import frozen

from claimtrack.corroboration.evidence import Evidence
from claimtrack.model import Denies, Stance


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
    found: dict[str, Standing] = {}
    last = _last_positions(items)
    withdrawals = _withdrawals(items)
    refused = _refused_origins(items)
    for item in items:
        standing = _standing(item, last, withdrawals, refused)
        if standing is not STANDS:
            found[item.id] = standing
    _drop_empty_withdrawals(items, found)
    return found


def _standing(
    item: Evidence,
    last: dict[str, dict[Stance, float]],
    withdrawals: dict[str, float],
    refused: dict[str, float],
) -> Standing:
    if item.denies is Denies.HAVING_SAID:
        return Standing(share=0.0, why="says only that it did not say so, which removes the origin")
    if item.stance in (Stance.RETRACT, Stance.CORRECT):
        return STANDS
    when = item.instant
    if any(withdrawals.get(name, float("-inf")) >= when and name in withdrawals for name in _names(item)):
        return Standing(share=0.0, why="taken back since")
    other = {Stance.AFFIRM: Stance.DENY, Stance.DENY: Stance.AFFIRM}.get(item.stance)
    if other is not None and last[item.voice].get(other, float("-inf")) > when:
        return Standing(share=0.0, why="its source has taken the other side since")
    if item.stance is not Stance.DENY:
        return _after_refusal(item, refused)
    return STANDS


def _after_refusal(item: Evidence, refused: dict[str, float]) -> Standing:
    """
    Take away what came from an origin that denies having said it.
    """
    left = 1.0
    for name, chance in ((item.voice, 1.0), *item.hubs):
        if name in refused and refused[name] >= item.instant:
            left *= 1.0 - chance
    if left == 1.0:
        return STANDS
    return Standing(share=left, why="its source denies having said so")


def _last_positions(items: Sequence[Evidence]) -> dict[str, dict[Stance, float]]:
    """
    Give when each voice last affirmed and last denied the deed.
    """
    last: dict[str, dict[Stance, float]] = defaultdict(dict)
    for item in items:
        full = item.denies is None or item.denies is Denies.DEED
        if item.stance is Stance.AFFIRM or (item.stance is Stance.DENY and full):
            last[item.voice][item.stance] = max(item.instant, last[item.voice].get(item.stance, float("-inf")))
    return last


def _withdrawals(items: Sequence[Evidence]) -> dict[str, float]:
    """
    Give when each voice last took something back.
    """
    found: dict[str, float] = {}
    for item in items:
        if item.stance in (Stance.RETRACT, Stance.CORRECT):
            found[item.voice] = max(item.instant, found.get(item.voice, float("-inf")))
    return found


def _refused_origins(items: Sequence[Evidence]) -> dict[str, float]:
    """
    Give when each voice last denied having said it.
    """
    found: dict[str, float] = {}
    for item in items:
        if item.denies is Denies.HAVING_SAID:
            found[item.voice] = max(item.instant, found.get(item.voice, float("-inf")))
    return found


def _drop_empty_withdrawals(items: Sequence[Evidence], found: dict[str, Standing]) -> None:
    """
    Give a retraction no weight where nothing was taken back: nobody can retract what he never said.
    """
    first: dict[str, float] = {}
    for item in items:
        if item.stance in (Stance.AFFIRM, Stance.OBSERVE):
            for name in _names(item):
                first[name] = min(item.instant, first.get(name, float("inf")))
    for item in items:
        if item.stance is Stance.RETRACT and not first.get(item.voice, float("inf")) <= item.instant:
            found[item.id] = Standing(share=0.0, why="takes back what it is not known to have said")


def _names(item: Evidence) -> tuple[str, ...]:
    return (item.voice, item.outlet) if item.outlet != item.voice else (item.voice,)
