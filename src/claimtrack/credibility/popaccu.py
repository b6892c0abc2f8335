r"""
The default estimator: values, sources and who leans on whom, found together.

For an item with values v, given by sources s with weights w_s (see `dependence`), and a_s how often
a source is right:

    log P(what was said | v true) = sum_{s says v} w_s log(a_s / (1 - a_s))
                                    + log Gamma-ratio of the false values:
                                    sum_{u != v} log Gamma(n_u) - log [Gamma(theta + F) / Gamma(theta)]
    F = sum_{u != v} n_u,  n_u = sum of the weights of those who say u

The false values of an item follow a Chinese restaurant: the more sources already say a false value,
the likelier the next one falls for it too. So how popular false values are is learned item by item,
and theta, how varied they are in the whole table, is learned too: on Flight false values repeat
(.9), among edits of Wikipedia they hardly do (9). "None of them" is a hypothesis as well, so an
item's probabilities sum to less than 1, and a value only one source gives is never sure.

What supports a less precise value supports a fuller one a little (see `spelling`).

    a_s = (kappa mu + sum_i e_i p_i) / (kappa + sum_i e_i)

p_i is the probability of what s says of item i, e_i the share of the item's weight that is others'
(where nobody else says anything, nothing is learned about s). mu is the mean over the sources of
one kind, shrunk to that of all.

Two starts, since agreement can be copying or competence. The doubting one takes no value for true
and asks first who leans on whom, so that copies cannot elect themselves (on a tenth of the flights
of one day with the same sources a vote as the start gives .75 instead of 1.0). The trusting one
starts from a vote, so that good sources are not taken for copies of each other (ten right .99 of
the time, three .3: .13 instead of 1.0). Where the doubting one finds copying, both are gone through,
and the one is kept that better foresees what each source says from what the others say: by way of
the truth, or by way of the source it leans on. Probabilities move half of the way each round, since
full steps circle.

Source:
    Dong, Saha and Srivastava 2013 (PopAccu); Dong, Berti-Equille and Srivastava 2009 (AccuCopy).
    We differ in the form of the popularity, in graded copy rates, in the "none" hypothesis and in
    the start.
"""

from __future__ import annotations

import math

import numpy as np
from attrs import define, frozen

from claimtrack.credibility.arrays import Flags, Floats, Ints, total
from claimtrack.credibility.coded import Coded
from claimtrack.credibility.dependence import Dependence, Leaning, find_dependence
from claimtrack.credibility.relation import Precision

# Strength of the prior of a source, in items: chosen by us; 2 to 8 give the same on public tables.
PRIOR_ITEMS = 6.0
# Prior mean of sources before any table is seen, worth 10 sources. Half of what the public tables
# give lies above, half below.
_PRIOR_MEAN = 0.7
_PRIOR_SOURCES = 10.0
# Bounds of how often a source is right: no table proves more, and log-odds stay within 4.
_LEAST, _MOST = 0.05, 0.98
# Weight of "none of the values is true" (chosen by us; .03 to .3 give the same accuracy).
_NONE = 0.03
# Share of support that a less precise value lends a fuller one (.2 to .4 give the same: Book .95).
_LENDS = 0.3
_STEP = 0.5
# Power that the final odds are taken to; order is kept. Log-loss on Book, Population and Flight with
# 1: .19, .85, .08; with .6: .15, .58, .06; .5 to .7 are alike there and in built worlds.
_CALIBRATION = 0.6
_ROUNDS = 15
# Sources that move less than this in a round have settled: below what the output shows.
_SETTLED = 1e-3
# Rows looked back at in one go, so that intermediate arrays stay small.
_CHUNK = 1 << 17
# Where copying takes less than this from the weight of all rows, both starts end alike.
_HARDLY_COPIED = 0.98
# Range and prior of theta; the prior is worth five items with two false values each.
_THETA_LOW, _THETA_HIGH, _THETA_ITEMS = 0.1, 30.0, 5.0


@frozen(kw_only=True, eq=False)
class Beliefs:
    """
    Hold what an estimator found.

    Attributes:
        probability: Of each value.
        right: Of each source, how often it is right.
        outcomes: Of each source, what the estimate rests on, in items.
        weight: Of each row, how far it is the source's own word.

    """

    probability: Floats
    right: Floats
    outcomes: Floats
    weight: Floats
    leaning: Leaning | None = None


@define(eq=False)
class _State:
    """
    Hold one round's figures, and the theta of the table.
    """

    dependence: Dependence
    probability: Floats
    weight: Floats
    right: Floats
    outcomes: Floats
    theta: float = 1.0


def estimate_popaccu(coded: Coded, precision: Precision | None = None) -> Beliefs:
    """
    Estimate values and sources; the formulas stand at the head of the module.
    """
    found = find_dependence(coded)
    doubting = _settle(coded, precision, found.afresh(), trusting=False)
    if float(doubting.weight.sum()) >= _HARDLY_COPIED * float(coded.weight.sum()):
        return _believe(coded, doubting)
    found.trusting = True
    trusting = _settle(coded, precision, found, trusting=True)
    # A source counts as far as its word is its own in the doubting view, or a thousand copies would
    # settle the question by being foreseen a little better.
    rows = np.maximum(np.bincount(coded.source, minlength=coded.sources), 1)
    own = total(coded.source, doubting.weight, coded.sources) / rows
    best = max(doubting, trusting, key=lambda state: _foresight(coded, state, own))
    return _believe(coded, best)


def _settle(coded: Coded, precision: Precision | None, dependence: Dependence, *, trusting: bool) -> _State:
    """
    Go from one of the two starts until the sources have settled.
    """
    per_item = np.bincount(coded.value_item, minlength=coded.items)
    start = 1 / (per_item[coded.value_item] + 0.5)
    # Sources that say the very same throughout are one voice from the start, whatever one trusts.
    voice = coded.weight / dependence.twins.size[coded.source]
    if trusting:
        votes = total(coded.value, voice, coded.values)
        start = votes / (total(coded.value_item, votes, coded.items)[coded.value_item] + 0.5)
    state = _State(
        dependence=dependence,
        probability=start,
        weight=voice,
        right=np.full(coded.sources, _PRIOR_MEAN),
        outcomes=np.zeros(coded.sources),
    )
    if trusting:
        state.probability = _learn_values(coded, state, precision)
    for number in range(_ROUNDS):
        before = state.right
        _learn_sources(coded, state)
        own = dependence.weights(state.probability, state.right, state.weight)
        state.weight = coded.weight * own
        if not (number or trusting):
            # Nobody was right so far, which tells copies best, but would turn every vote around.
            state.right = np.full(coded.sources, _PRIOR_MEAN)
        fresh = _learn_values(coded, state, precision)
        state.probability = fresh if number == 0 else _STEP * fresh + (1 - _STEP) * state.probability
        if number and float(np.abs(state.right - before).max(initial=0)) < _SETTLED:
            break
    return state


def _foresight(coded: Coded, state: _State, weight: Floats) -> float:
    """
    Say how well each row is foreseen from the others: by its truth, or by the source leaned on.

    A false value is taken to be any of the item's others alike: learned popularity would explain
    away that many honest sources say what a clique of copies does not.

    Args:
        coded: The table.
        state: An end that one of the starts led to.
        weight: How much each source counts in the sum.
    """
    partner, rate = state.dependence.partners()
    count = total(coded.value, state.weight, coded.values)
    everyone = total(coded.value_item, count, coded.items)
    false = np.maximum(np.bincount(coded.value_item, minlength=coded.items) - 1, 1)
    told = np.sort(coded.value.astype(np.int64) * coded.sources + coded.source)
    spoke = np.sort(coded.item.astype(np.int64) * coded.sources + coded.source)
    score = 0.0
    for low in range(0, len(coded.value), _CHUNK):
        rows = slice(low, low + _CHUNK)
        source, value, item = coded.source[rows], coded.value[rows], coded.item[rows]
        right = state.right[source]
        counts = (count[value], everyone[item])
        p = _without_own_word(state.probability[value], right, state.weight[rows], counts, state.theta)
        alone = p * right + (1 - p) * (1 - right) / false[item]
        other = partner[source]
        c = np.where(_among(item.astype(np.int64) * coded.sources + other, spoke), rate[source], 0.0)
        same = _among(value.astype(np.int64) * coded.sources + other, told)
        score += float(weight[source] @ np.log(np.maximum(c * same + (1 - c) * alone, 1e-12)))
    return score


def _without_own_word(
    probability: Floats, right: Floats, weight: Floats, counts: tuple[Floats, Floats], theta: float
) -> Floats:
    """
    Give, for each row, the probability of its value without its own vote and seat among the false.
    """
    said, everyone = counts
    seat = _log_gamma(np.maximum(said, 1)) - _log_gamma(np.maximum(said - weight, 1))
    table = _log_gamma(theta + everyone) - _log_gamma(theta + np.maximum(everyone - weight, 0))
    vote = weight * np.log(right / (1 - right))
    sure = np.clip(probability, 1e-9, 1 - 1e-9)
    odds = np.log(sure / (1 - sure)) - (vote - seat + table)
    found: Floats = 1 / (1 + np.exp(-odds))
    return found


def _among(key: Ints, known: Ints) -> Flags:
    """
    Say of each key whether it is one of the known ones, which are sorted.
    """
    place = np.minimum(np.searchsorted(known, key), len(known) - 1)
    found: Flags = known[place] == key
    return found


def _believe(coded: Coded, state: _State) -> Beliefs:
    _learn_sources(coded, state)
    return Beliefs(
        probability=_calibrate(coded, state.probability),
        right=state.right,
        outcomes=state.outcomes,
        weight=state.weight,
        leaning=state.dependence.leaning(),
    )


def _calibrate(coded: Coded, probability: Floats) -> Floats:
    """
    Take odds down to a power: they take sources' rates for known and what is left for independent.
    """
    none = np.maximum(1 - total(coded.value_item, probability, coded.items), 1e-12)
    flat = np.maximum(probability, 1e-12) ** _CALIBRATION
    whole = total(coded.value_item, flat, coded.items) + none**_CALIBRATION
    found: Floats = flat / whole[coded.value_item]
    return found


def _learn_sources(coded: Coded, state: _State) -> None:
    """
    Set how often each source is right, shrunk to its kind's mean.
    """
    whole = total(coded.item, state.weight, coded.items)
    # A clique of copies weighs as one row: what is left of the item's weight is others' word.
    others = np.maximum(0, 1 - coded.weight / whole[coded.item])
    hits = total(coded.source, others * state.probability[coded.value], coded.sources)
    seen = total(coded.source, others, coded.sources)
    own = total(coded.source, state.weight, coded.sources)
    rows = total(coded.source, coded.weight, coded.sources)
    trust = seen / (seen + PRIOR_ITEMS) * np.divide(own, rows, out=np.zeros_like(own), where=rows > 0)
    rate = np.divide(hits, seen, out=np.zeros_like(hits), where=seen > 0)
    overall = (trust @ rate + _PRIOR_SOURCES * _PRIOR_MEAN) / (trust.sum() + _PRIOR_SOURCES)
    kinds = int(coded.kind.max(initial=0)) + 1
    mean = (total(coded.kind, trust * rate, kinds) + _PRIOR_SOURCES * overall) / (
        total(coded.kind, trust, kinds) + _PRIOR_SOURCES
    )
    mean[0] = overall if kinds == 1 else mean[0]
    prior = mean[coded.kind]
    state.right = np.clip((PRIOR_ITEMS * prior + hits) / (PRIOR_ITEMS + seen), _LEAST, _MOST)
    state.outcomes = seen


def _learn_values(coded: Coded, state: _State, precision: Precision | None) -> Floats:
    """
    Give each value's probability from who says it and how far their word is their own.
    """
    vote = state.weight * np.log(state.right / (1 - state.right))[coded.source]
    support = total(coded.value, vote, coded.values)
    if precision is not None and len(precision.less):
        lent = _LENDS * np.maximum(support, 0)[precision.less]
        support = support + total(precision.fuller, lent, coded.values)
    count = total(coded.value, state.weight, coded.values)
    everyone = total(coded.value_item, count, coded.items)
    false = np.maximum(everyone[coded.value_item] - count, 0)
    state.theta = _learn_theta(coded, state.probability, false)
    seats = _log_gamma(np.maximum(count, 1))
    all_seats = total(coded.value_item, seats, coded.items)
    base = math.lgamma(state.theta)
    true = support + all_seats[coded.value_item] - seats - _log_gamma(state.theta + false) + base
    none = all_seats - _log_gamma(state.theta + everyone) + base + math.log(_NONE)
    top = none.copy()
    np.maximum.at(top, coded.value_item, true)
    share = np.exp(true - top[coded.value_item])
    whole = total(coded.value_item, share, coded.items) + np.exp(none - top)
    found: Floats = share / whole[coded.value_item]
    return found


def _learn_theta(coded: Coded, probability: Floats, false: Floats) -> float:
    """
    Find the theta under which as many distinct false values are expected as there are.

    F false words fall on `theta * (digamma(theta + F) - digamma(theta))` distinct values.
    """
    kinds = np.bincount(coded.value_item, minlength=coded.items)[coded.value_item]
    several = (kinds > 1) & (false > 0)
    if not several.any():
        return 1.0
    seen = float(probability[several] @ (kinds[several] - 1))
    # Counts to an eighth: a few hundred sums instead of one for each value.
    slot = np.minimum(np.round(false[several] * 8), 8000).astype(np.int64)
    mass = np.bincount(slot, probability[several])
    size = np.flatnonzero(mass)
    mass, words = mass[size], np.maximum(size, 1) / 8
    low, high = _THETA_LOW, _THETA_HIGH
    for _ in range(30):
        theta = math.sqrt(low * high)
        rise = _digamma(theta + words) - _digamma(np.array([theta]))
        expected = float(mass @ (theta * rise)) + _THETA_ITEMS * theta / (theta + 1)
        low, high = (low, theta) if expected > seen + _THETA_ITEMS * 0.5 else (theta, high)
    return theta


def _log_gamma(x: Floats) -> Floats:
    """
    Give log Gamma for x > 0 by Stirling's series after three steps up; exact to 1e-7.
    """
    y = x + 3
    series = (1 / 12 - (1 / 360) / (y * y)) / y
    result: Floats = (y - 0.5) * np.log(y) - y + 0.5 * math.log(2 * math.pi) + series
    return result - np.log(x * (x + 1) * (x + 2))


def _digamma(x: Floats) -> Floats:
    """
    Give digamma for x > 0 by its series after six steps up; exact to 1e-8.
    """
    y = x + 6
    series = np.log(y) - 0.5 / y - (1 / 12 - 1 / (120 * y * y)) / (y * y)
    result: Floats = series - sum(1 / (x + k) for k in range(6))
    return result
