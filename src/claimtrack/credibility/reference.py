"""
Reference estimators, to compare the default with: votes, TruthFinder, PooledInvestment, Dawid-Skene.

None of them knows copying: a thousand copies are a thousand votes.
"""

from __future__ import annotations

import numpy as np

from claimtrack.credibility.arrays import Floats, total
from claimtrack.credibility.coded import Coded
from claimtrack.credibility.popaccu import Beliefs

_ROUNDS = 20
_SETTLED = 1e-4
# TruthFinder: first trust, dampening of dependent facts (gamma), bound that keeps its log finite.
# Yin, Han and Yu 2008; the influence of facts on one another is left out, as in most packages.
_TRUST, _DAMPENING, _MOST_TRUST = 0.9, 0.3, 0.9999
# PooledInvestment: how much the pool favours the leading value. Pasternack and Roth 2010: 1.4.
_GROWTH = 1.4
# Dawid-Skene, one coin: prior of a source's accuracy, 2 right of 3.
_HITS, _TRIES = 2.0, 3.0
# How many false values an item is taken to have, beside those seen.
_UNSEEN_FALSE = 1.0


def estimate_majority(coded: Coded) -> Beliefs:
    """
    Count the rows of each value, whatever they weigh.
    """
    return _beliefs(coded, _share(coded, np.bincount(coded.value, minlength=coded.values).astype(float)))


def estimate_weighted(coded: Coded) -> Beliefs:
    """
    Count rows by their weight times how far their source agrees with the plain vote.
    """
    plain = _share(coded, total(coded.value, coded.weight, coded.values))
    agrees = _mean(coded, plain)
    return _beliefs(coded, _share(coded, total(coded.value, coded.weight * agrees[coded.source], coded.values)))


def estimate_truthfinder(coded: Coded) -> Beliefs:
    """
    Estimate by TruthFinder (Yin, Han and Yu 2008).
    """
    trust: Floats = np.full(coded.sources, _TRUST)
    support: Floats = np.zeros(coded.values)
    for _ in range(_ROUNDS):
        score = -np.log(1 - np.minimum(trust, _MOST_TRUST))[coded.source]
        support = total(coded.value, coded.weight * score, coded.values)
        confidence = 1 / (1 + np.exp(-_DAMPENING * support))
        fresh = _mean(coded, confidence)
        settled = float(np.abs(fresh - trust).max(initial=0)) < _SETTLED
        trust = fresh
        if settled:
            break
    # TruthFinder's confidences of one item need not sum to 1; shares of the support keep their order.
    return _beliefs(coded, _share(coded, support), right=trust)


def estimate_pooled_investment(coded: Coded) -> Beliefs:
    """
    Estimate by PooledInvestment (Pasternack and Roth 2010).
    """
    claims = np.maximum(total(coded.source, coded.weight, coded.sources), 1e-12)
    trust: Floats = np.ones(coded.sources)
    belief: Floats = np.zeros(coded.values)
    for _ in range(_ROUNDS):
        invested = (trust / claims)[coded.source] * coded.weight
        pool = total(coded.value, invested, coded.values)
        grown = pool**_GROWTH
        whole = total(coded.value_item, grown, coded.items)
        belief = pool * np.divide(grown, whole[coded.value_item], out=np.zeros_like(grown), where=grown > 0)
        part = np.divide(invested, pool[coded.value], out=np.zeros_like(invested), where=pool[coded.value] > 0)
        trust = total(coded.source, belief[coded.value] * part, coded.sources)
        trust /= max(float(trust.max(initial=0)), 1e-300)
    return _beliefs(coded, _share(coded, belief))


def estimate_dawid_skene(coded: Coded) -> Beliefs:
    """
    Estimate by Dawid and Skene 1979 with one coin a source: right, or one of the item's others.
    """
    others = np.maximum(np.bincount(coded.value_item, minlength=coded.items) - 1, 0) + _UNSEEN_FALSE
    probability = _share(coded, total(coded.value, coded.weight, coded.values))
    right: Floats = np.full(coded.sources, _HITS / _TRIES)
    for _ in range(_ROUNDS):
        rows = total(coded.source, coded.weight, coded.sources)
        hits = total(coded.source, coded.weight * probability[coded.value], coded.sources)
        fresh = np.clip((hits + _HITS) / (rows + _TRIES), 0.01, 0.99)
        odds = np.log(fresh / (1 - fresh))[coded.source] + np.log(others)[coded.item]
        probability = _softmax(coded, total(coded.value, coded.weight * odds, coded.values))
        settled = float(np.abs(fresh - right).max(initial=0)) < _SETTLED
        right = fresh
        if settled:
            break
    return _beliefs(coded, probability, right=right)


def _share(coded: Coded, amount: Floats) -> Floats:
    """
    Give each value's share of its item's amount; equal shares where the item has none.
    """
    whole = total(coded.value_item, amount, coded.items)[coded.value_item]
    even = 1 / np.bincount(coded.value_item, minlength=coded.items)[coded.value_item]
    share: Floats = np.divide(amount, whole, out=even, where=whole > 0)
    return share


def _softmax(coded: Coded, score: Floats) -> Floats:
    top = np.full(coded.items, -np.inf)
    np.maximum.at(top, coded.value_item, score)
    return _share(coded, np.exp(score - top[coded.value_item]))


def _mean(coded: Coded, probability: Floats) -> Floats:
    """
    Give each source the mean of its values' probabilities; half where it has none.
    """
    rows = total(coded.source, coded.weight, coded.sources)
    hits = total(coded.source, coded.weight * probability[coded.value], coded.sources)
    mean: Floats = np.divide(hits, rows, out=np.full(coded.sources, 0.5), where=rows > 0)
    return mean


def _beliefs(coded: Coded, probability: Floats, *, right: Floats | None = None) -> Beliefs:
    return Beliefs(
        probability=probability,
        right=_mean(coded, probability) if right is None else right,
        outcomes=total(coded.source, coded.weight, coded.sources),
        weight=coded.weight,
    )
