"""
Score a claim from its evidence as of a day.

`assess` is the whole scorer; tables, casebooks and the scoreboard only bring evidence in their form.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from claimtrack.corroboration.evidence import Evidence, Leans, instant_of, is_known, latest, newcomers
from claimtrack.corroboration.grades import Airwars, grade_airwars, grade_sides
from claimtrack.corroboration.positions import STANDS, find_standing
from claimtrack.corroboration.weighing import AFFIRMING, Side, Weighed, weigh_side
from claimtrack.corroboration.weights import SCORER, Weights
from claimtrack.model import Contribution, Corroboration, Moment

DEFAULT_WEIGHTS = Weights()

PRIOR_OF: tuple[str, ...] = ()
"""What the prior's contribution is of: no appearance at all."""

# An interval of 90 % (1.645 standard deviations of a normal). Its spread has three parts: 1.5 in
# log-odds where nobody has been heard (from 0.01 to 0.61), shrinking with the origins heard; and a
# fifth of each side's sum, as the learned weights are known to about a fifth (standard errors of
# the Emergent fit: 0.2 of 1.1, 0.6 of 2.9).
_Z = 1.645
_SPREAD_UNHEARD = 1.5
_SPREAD_OF_SIDE = 0.2

# Sums of log-odds stay far below this with the shipped constants; the bound keeps a probability off
# 0 and 1 in floating point, so that scores can always be ranked, whatever weights are passed in.
_MOST = 30.0


@frozen(kw_only=True)
class Assessment:
    """
    Hold a score with everything it came from.

    Attributes:
        corroboration: The score itself, as it is stored.
        affirming: What speaks for the claim, and `denying`, against it.
        airwars: The Airwars grade, or None where nothing can be judged.
        unknown_yet: Items that were not yet known on the day.

    """

    corroboration: Corroboration
    affirming: Side
    denying: Side
    airwars: Airwars | None
    unknown_yet: int = 0


def assess(
    items: Sequence[Evidence],
    *,
    leans: Leans | None = None,
    as_of: Moment | None = None,
    history: Mapping[str, Moment] | None = None,
    lasting: bool = False,
    origins_at_most: float | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
    scorer: str = SCORER,
) -> Assessment:
    """
    Score one claim from its evidence.

    Args:
        items: All evidence, in any order.
        leans: Which items depend on each other, with the chance, apart from their hubs.
        as_of: Day (inclusive, UTC) or instant to look from; None: everything counts.
        history: First report of each source anywhere; None: nobody is a newcomer.
        lasting: Whether the claim is about a state, which fades, instead of an event.
        origins_at_most: Independent origins that the lineage counted, where it knows more of who leans on
            whom than the evidence says.
        weights: The constants; the default ones are those of `corroboration/1`.
        scorer: Name to store with the score; give your own with weights of your own.

    Returns:
        The score with its two sides; the contributions, prior included, sum to its log-odds.

    """
    known = [item for item in items if is_known(item, as_of)]
    leans = leans or {}
    ordered = put_in_order(newcomers(known, history), leans)
    standing = find_standing(ordered)
    pairs = [(item, standing.get(item.id, STANDS)) for item in ordered]
    ages = _ages_from(ordered, as_of) if lasting else None
    affirming, denying = (
        weigh_side(
            [pair for pair in pairs if (pair[0].stance in AFFIRMING) is side],
            leans,
            affirming=side,
            weights=weights,
            ages=ages,
        )
        for side in (True, False)
    )
    if origins_at_most is not None:
        affirming = evolve(affirming, origins=min(affirming.origins, origins_at_most))
    corroboration = _corroboration(affirming, denying, ordered, as_of=as_of, weights=weights, scorer=scorer)
    return Assessment(
        corroboration=corroboration,
        affirming=affirming,
        denying=denying,
        airwars=grade_airwars(affirming, denying, corroboration.grade),
        unknown_yet=len(items) - len(known),
    )


def put_in_order(items: Sequence[Evidence], leans: Leans) -> list[Evidence]:
    """
    Put evidence in order of priority: by time, then by content, so that names decide nothing.

    Where two have one time, the one that draws on fewer goes first: what leans comes after what it
    leans on. Ids decide last, between items that are alike in all that is weighed.
    """
    known = {item.id for item in items}

    def key(item: Evidence) -> tuple[object, ...]:
        drawn = [(n, c) for n, c in leans.get(item.id, ()) if n in known]
        chances = sorted((chance for _, chance in (*drawn, *item.hubs)), reverse=True)
        return (item.instant, chances, -item.strength, item.stance.value, item.mark, item.id)

    return sorted(items, key=key)


def _ages_from(items: Sequence[Evidence], as_of: Moment | None) -> float | None:
    moment = as_of if as_of is not None else latest([item.time for item in items])
    return None if moment is None else instant_of(moment)


def _corroboration(
    affirming: Side,
    denying: Side,
    items: Sequence[Evidence],
    *,
    as_of: Moment | None,
    weights: Weights,
    scorer: str,
) -> Corroboration:
    contributions = [Contribution(of=PRIOR_OF, log_odds=weights.prior, why="prior: a claim before anybody is heard")]
    contributions += [
        Contribution(of=(one.item.id,), log_odds=one.log_odds, why=give_reason(one))
        for side in (affirming, denying)
        for one in side.weighed
    ]
    log_odds = math.fsum(c.log_odds for c in contributions)
    spread = _spread(affirming, denying)
    probability = to_probability(log_odds)
    graded = grade_sides(affirming, denying, probability)
    return Corroboration(
        scorer=scorer,
        as_of=as_of,
        probability=probability,
        low=to_probability(log_odds - _Z * spread),
        high=to_probability(log_odds + _Z * spread),
        grade=graded.grade,
        contributions=tuple(contributions),
        rule=graded.rule,
        outlets=len({item.outlet for item in items}),
        independent_origins=affirming.origins,
    )


def _spread(affirming: Side, denying: Side) -> float:
    """
    Give the standard deviation of the log-odds.
    """
    heard = affirming.mass + denying.mass
    return math.sqrt(
        _SPREAD_UNHEARD**2 / (1.0 + heard)
        + (_SPREAD_OF_SIDE * affirming.total) ** 2
        + (_SPREAD_OF_SIDE * denying.total) ** 2
    )


def to_probability(log_odds: float) -> float:
    """
    Give the probability of log-odds, strictly between 0 and 1.
    """
    bounded = min(max(log_odds, -_MOST), _MOST)
    return 1.0 / (1.0 + math.exp(-bounded))


def give_reason(one: Weighed) -> str:
    """
    Say in words why an item adds what it adds.
    """
    item = one.item
    words = [f"{item.voice} {_VERBS[item.stance.value]}"]
    if item.outlet != item.voice:
        words.append(f"in {item.outlet}")
    parts = [f"strength {item.strength:g}"]
    if one.standing.why:
        parts.append(one.standing.why)
    if item.accused:
        parts.append("the accused's own denial")
    if item.denies is not None:
        parts.append(f"denies: {item.denies.value.replace('_', ' ')}")
    if one.weight > 0.0 and one.novelty > 0.0 and one.log_odds == 0.0:
        parts.append("its source counts once, and stands already")
    if item.newcomer:
        parts.append("newcomer: all newcomers together move it only a little")
    if one.novelty < 1.0:
        leaning = f" ({one.leans_on})" if one.leans_on else ""
        parts.append(f"leans on an earlier one{leaning} with chance {1 - one.novelty:.2f}")
    parts += item.flags
    return f"{' '.join(words)}: {'; '.join(parts)}"


_VERBS = {
    "affirm": "affirms",
    "observe": "carries it without taking a side",
    "deny": "denies",
    "retract": "takes it back",
    "correct": "corrects it",
}
