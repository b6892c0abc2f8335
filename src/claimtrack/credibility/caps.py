"""
What newcomers, and outlets of one owner, can add at most, however many they are.

Twenty new domains that paraphrase one text look like twenty origins to any comparison of texts; so
do mastheads of one owner. Neither is proof of anything, but neither may outvote what is known. Aged
and unlinked puppets pass these caps; nothing in the texts gives them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from claimtrack.errors import InvalidValueError
from claimtrack.model import Moment, Source, day_of

# All newcomers of a claim together weigh at most this share of one known source: with a known
# source at log-odds 1.4 (right .8 of the time) that is .14, which moves a score of .5 by .035.
NEWCOMERS_TOGETHER = 0.1
# What leaves this much to the second and later outlets of one owner: nothing.
OWNER_TOGETHER = 1.0


@frozen(kw_only=True)
class Voice:
    """
    Hold one source's weight on one claim, before the caps.

    Attributes:
        weight: From 0 (counts nothing) up; usually 1, or what dependence has left of it.

    """

    source: str
    weight: float = 1.0


def is_newcomer(first_seen: Moment | None, claim_appeared: Moment | None) -> bool:
    """
    Say whether a source's first report is later than the claim's first appearance.

    Where either is not known there is no history to judge by, and the answer is no.

    Args:
        first_seen: Day of the source's first report in the ledger, or None.
        claim_appeared: Day of the claim's first appearance, or None.
    """
    if first_seen is None or claim_appeared is None:
        return False
    return day_of(first_seen) > day_of(claim_appeared)


def find_newcomers(first_seen: Mapping[str, date | None], claim_appeared: Moment | None) -> frozenset[str]:
    """
    Name the sources that are newcomers to a claim.
    """
    return frozenset(name for name, day in first_seen.items() if is_newcomer(day, claim_appeared))


def owners_of(sources: Iterable[Source]) -> dict[str, str]:
    """
    Give the owner of each source that has one, spelled one way.
    """
    return {source.name: source.owner.strip().casefold() for source in sources if source.owner and source.owner.strip()}


def cap_voices(
    voices: Sequence[Voice], *, owners: Mapping[str, str] | None = None, newcomers: Iterable[str] = ()
) -> tuple[float, ...]:
    """
    Give each voice's weight under the caps; no weight rises.

    Args:
        voices: The sources on one side of a claim, in any order, each once or several times.
        owners: Owner of each source, where known; the outlets of one owner weigh one together.
        newcomers: Sources whose first report is later than the claim's first appearance; together
            they weigh `NEWCOMERS_TOGETHER`.

    Raises:
        InvalidValueError: A weight is negative or not finite.
    """
    for place, voice in enumerate(voices):
        if not 0 <= voice.weight < float("inf"):
            raise InvalidValueError(f"voices[{place}].weight", voice.weight, "a finite number from 0")
    owners = owners or {}
    new = frozenset(newcomers)
    weights = [voice.weight for voice in voices]
    houses: dict[str, list[int]] = {}
    for place, voice in enumerate(voices):
        # A source without a known owner is its own house: it weighs one, however often it speaks.
        owner = owners.get(voice.source)
        houses.setdefault(f"source {voice.source}" if owner is None else f"owner {owner}", []).append(place)
    for places in houses.values():
        _cap(weights, places, OWNER_TOGETHER)
    _cap(weights, [place for place, voice in enumerate(voices) if voice.source in new], NEWCOMERS_TOGETHER)
    return tuple(weights)


def _cap(weights: list[float], places: Sequence[int], most: float) -> None:
    """
    Scale the weights at these places down so that they sum to `most` at most.
    """
    total = sum(weights[place] for place in places)
    if total > most:
        for place in places:
            weights[place] *= most / total
