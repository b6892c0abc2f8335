"""
Weigh evidence: log-odds contributions that sum exactly, damped by dependence.

Symbols, once. Item i has a weight w_i (stance, strength, credibility, age) and a novelty n_i, the
chance that it leans on no earlier item of its side: n_i = prod over earlier j of (1 - d_ij). A voice
counts once: at level t it brings the largest n_i among its items with w_i > t. With N(t) the sum of
that over voices, a side's log-odds are

    integral over t from 0 of G(N(t)) dt,   G(N) = (1 - q^N) / (1 - q)

G is concave and bounded by 1 / (1 - q): the k-th unlinked report is worth q^(k-1) of the first.
The integral over levels is what makes it monotone: an item that leans on nothing can only raise N(t),
so a further confirmation never lowers a score, whatever its weight and whenever it arrives; an item
of novelty 0 changes nothing, so a copy adds nothing.

Newcomers are weighed after the others, which never lean on them, and move a side by a bounded amount.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from claimtrack.corroboration.evidence import Evidence, Leans
from claimtrack.corroboration.positions import Standing
from claimtrack.corroboration.weights import Weights, quality
from claimtrack.model import Denies, Stance

AFFIRMING = (Stance.AFFIRM, Stance.OBSERVE)

_TAKES_A_SIDE = 2

_RANK = {
    Stance.AFFIRM: _TAKES_A_SIDE,
    Stance.OBSERVE: 1,
    Stance.DENY: _TAKES_A_SIDE,
    Stance.CORRECT: 1,
    Stance.RETRACT: 1,
}
_SECONDS_A_DAY = 86_400.0


def _rank(item: Evidence) -> int:
    """
    Say what an item can take away from others that lean on it: only what says no more than it does.

    A report that takes no side is not the origin of one that does, even in the same words; the other way round
    it is. A denial of the figure is not the origin of a denial of the deed.
    """
    whole = item.denies in (None, Denies.DEED)
    return _RANK[item.stance] if whole or item.stance is not Stance.DENY else 1


@frozen(kw_only=True)
class Weighed:
    """
    Hold what one item adds, and the parts it came from.

    Attributes:
        log_odds: Signed: above 0 speaks for the claim.
        weight: Before damping, in units of log-odds.
        novelty: Chance that it leans on no earlier item, 0 to 1.
        leans_on: The earlier item it most probably leans on, or None.
        standing: Whether the position still stands, and why not.

    """

    item: Evidence
    log_odds: float
    weight: float
    novelty: float
    leans_on: str | None
    standing: Standing


@frozen(kw_only=True)
class Side:
    """
    Hold one side of a claim: its items, their sum, and how many origins stand behind it.

    Attributes:
        origins: Expected independent origins that take the side in full: no neutral reports, and no denials by
            the accused, whom nobody expects to confirm.
        mass: The same, neutral reports included.

    """

    weighed: tuple[Weighed, ...]
    total: float
    origins: float
    mass: float


def weigh_side(
    standing: Sequence[tuple[Evidence, Standing]],
    leans: Leans,
    *,
    affirming: bool,
    weights: Weights,
    ages: float | None,
) -> Side:
    """
    Weigh the items of one side.

    Args:
        standing: The side's items in order of priority, with what still stands of them.
        leans: Pairs that depend on each other.
        affirming: Which side.
        weights: The scorer's constants.
        ages: The instant from which a state's age is reckoned, or None for an event.

    Returns:
        The side; log-odds of the denying side are negative. Contributions sum to `total`.

    """
    items = [item for item, _ in standing]
    novelty, because = _novelties(items, leans)
    unit = weights.affirm if affirming else weights.deny
    damping = weights.affirm_damping if affirming else weights.deny_damping
    worth = [unit * _weight(item, weights) * stands.share * _fade(item, weights, ages) for item, stands in standing]
    old = [k for k, item in enumerate(items) if not item.newcomer]
    gains = _gains(old, items, worth, novelty, damping)
    if len(old) < len(items):
        _add_newcomers(gains, items, worth, novelty, damping=damping, most=weights.newcomers)
    sign = 1.0 if affirming else -1.0
    weighed = tuple(
        Weighed(
            item=item,
            log_odds=sign * gains.get(k, 0.0),
            weight=worth[k],
            novelty=novelty[k],
            leans_on=because[k],
            standing=standing[k][1],
        )
        for k, item in enumerate(items)
    )
    full = [w for w in weighed if _rank(w.item) == _TAKES_A_SIDE and not w.item.accused]
    return Side(
        weighed=weighed,
        total=sign * math.fsum(gains.values()),
        origins=_origins(full),
        mass=_origins(weighed),
    )


def _weight(item: Evidence, weights: Weights) -> float:
    """
    Give an item's weight as a share of its side's unit.
    """
    low = int(item.strength)
    high = min(low + 1, len(weights.strength) - 1)
    part = item.strength - low
    firmness = weights.strength[low] * (1 - part) + weights.strength[high] * part
    share = weights.worth[item.stance] * firmness
    if item.credibility is not None:
        share *= quality(item.credibility)
    elif item.kind is not None:
        share *= quality(weights.kinds[item.kind])
    if item.stance is Stance.DENY:
        if item.denies is Denies.FIGURE:
            share *= weights.figure
        if item.accused:
            share *= weights.accused
    return share


def _fade(item: Evidence, weights: Weights, ages: float | None) -> float:
    """
    Give what is left of an item about a state; what has no time is as old as nothing known.
    """
    if ages is None or math.isinf(item.instant):
        return 1.0
    days = max(0.0, ages - item.instant) / _SECONDS_A_DAY
    return float(0.5 ** (days / weights.half_life_days))


class _Hub:
    """
    Count the items that draw on one origin, owner or text, by their rank, standing and chance.

    A voice leans only on those who were there before it first was: whoever came after that leans on the voice,
    so that a copy takes nothing from the source it copied when that source speaks again.
    """

    def __init__(self) -> None:
        self.counts: dict[tuple[int, bool, float], int] = defaultdict(int)
        self.before: dict[str, dict[tuple[int, bool, float], int]] = {}
        self.there: set[tuple[str, tuple[int, bool, float]]] = set()
        self.first: str | None = None

    def free(self, item: Evidence, chance: float) -> float:
        """
        Give the chance that the item owes nothing to the others on this hub.
        """
        rank, free = _rank(item), 1.0
        for (other, newcomer, theirs), count in self.before.get(item.voice, self.counts).items():
            if other >= rank and (item.newcomer or not newcomer):
                free *= (1.0 - chance * theirs) ** count
        return free

    def add(self, item: Evidence, chance: float) -> None:
        """
        Put an item on the hub; a voice that says the same again is there already.
        """
        key = (_rank(item), item.newcomer, chance)
        if item.voice not in self.before:
            self.before[item.voice] = dict(self.counts)
        if (item.voice, key) not in self.there:
            self.there.add((item.voice, key))
            self.counts[key] += 1
        self.first = self.first or item.id


def _novelties(items: Sequence[Evidence], leans: Leans) -> tuple[list[float], list[str | None]]:
    """
    Give each item's chance to lean on no earlier one, and the item it most probably leans on.
    """
    seen: dict[str, int] = {}
    hubs: dict[str, _Hub] = defaultdict(_Hub)
    between: dict[str, dict[str, float]] = {}
    novelty: list[float] = []
    because: list[str | None] = []
    for item in items:
        earlier = [(seen[n], c) for n, c in leans.get(item.id, ()) if n in seen and _can_damp(items[seen[n]], item)]
        free, lowest, cause = _free_of(sorted(earlier), items, between)
        own = ((item.voice, 1.0), *item.hubs)
        for name, chance in (*own, *item.words):
            left = hubs[name].free(item, chance)
            free *= left
            if left < lowest:
                lowest, cause = left, hubs[name].first
        # A copy is no second text for others to lean on: whoever resembles it resembles the one it copied.
        for name, chance in (*own, *item.words) if free > 0.0 else own:
            hubs[name].add(item, chance)
        seen[item.id] = len(novelty)
        between[item.id] = dict(leans.get(item.id, ()))
        novelty.append(free)
        because.append(cause)
    return novelty, because


# Of the earlier items that one leans on, those compared with a further one; more say nothing new.
_COMPARED = 8


def _free_of(
    earlier: Sequence[tuple[int, float]], items: Sequence[Evidence], between: Mapping[str, Mapping[str, float]]
) -> tuple[float, float, str | None]:
    """
    Give the chance that an item leans on none of the earlier ones, the lowest of the single chances, and with whom.

    Leaning on a text and on its copy is one event, not two: where j leans on k with chance d_jk, the part d_jk d_ik
    of d_ij is accounted for by k, and only the rest counts. For a sure copy the two together come to the larger one.
    """
    free, lowest, cause = 1.0, 1.0, None
    before: list[tuple[float, str]] = []
    for place, chance in earlier:
        name = items[place].id
        linked = between[name]
        shared = max((linked.get(other, 0.0) * theirs for theirs, other in before), default=0.0)
        free *= 1.0 - (max(0.0, chance - shared) / (1.0 - shared) if shared < 1.0 else 0.0)
        if 1.0 - chance < lowest:
            lowest, cause = 1.0 - chance, name
        before = sorted([*before, (chance, name)], reverse=True)[:_COMPARED]
    return free, lowest, cause


def _can_damp(earlier: Evidence, item: Evidence) -> bool:
    """
    Tell whether leaning on an earlier item takes from this one.

    A voice does not lean on itself (it counts once anyway), and nobody leans on a newcomer but
    other newcomers: else a puppet that publishes first would silence whoever is careful.
    """
    return earlier.voice != item.voice and _rank(earlier) >= _rank(item) and (item.newcomer or not earlier.newcomer)


def _gains(
    chosen: Iterable[int],
    items: Sequence[Evidence],
    worth: Sequence[float],
    novelty: Sequence[float],
    damping: float,
) -> dict[int, float]:
    """
    Share the integral of the module's formula out to the items, strongest first.
    """
    best: dict[str, float] = {}
    mass = 0.0
    gains: dict[int, float] = {}
    for k in sorted(chosen, key=lambda k: -worth[k]):
        new = novelty[k] - best.get(items[k].voice, 0.0)
        if new <= 0.0 or worth[k] <= 0.0:
            continue
        gains[k] = worth[k] * damping**mass * (1.0 - damping**new) / (1.0 - damping)
        best[items[k].voice] = novelty[k]
        mass += new
    return gains


def _add_newcomers(
    gains: dict[int, float],
    items: Sequence[Evidence],
    worth: Sequence[float],
    novelty: Sequence[float],
    *,
    damping: float,
    most: float,
) -> None:
    """
    Add the newcomers' share: what they would add to the side, up to the cap, by weight.
    """
    together = _gains(range(len(items)), items, worth, novelty, damping)
    room = min(most, max(0.0, math.fsum(together.values()) - math.fsum(gains.values())))
    alone = {k: gain for k, gain in together.items() if items[k].newcomer}
    whole = math.fsum(alone.values())
    for k, gain in alone.items():
        gains[k] = room * gain / whole


# All newcomers together count as at most a quarter of an origin, so that they alone lift no claim
# over a grade's threshold by more than a rounding. Chosen by us.
_NEWCOMER_ORIGINS = 0.25


def _origins(weighed: Iterable[Weighed]) -> float:
    """
    Sum the novelty of the voices that still stand.
    """
    best: dict[tuple[bool, str], float] = {}
    for one in weighed:
        if one.weight > 0.0:
            key = (one.item.newcomer, one.item.voice)
            best[key] = max(best.get(key, 0.0), one.novelty)
    old = math.fsum(n for (newcomer, _), n in best.items() if not newcomer)
    new = math.fsum(n for (newcomer, _), n in best.items() if newcomer)
    return old + min(new, _NEWCOMER_ORIGINS)
