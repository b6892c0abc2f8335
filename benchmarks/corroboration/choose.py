"""
How the constants of `corroboration/1` were chosen, and what they are worth where they were not.

Nested cross-validation by rumour. The scorer is linear in its prior and in its two sides once the damping and
the weight of a neutral report are fixed; so for each of a small grid a logistic regression with a ridge gives
prior, affirm and deny. An inner leave-one-out picks the grid point by log-loss; the outer leave-one-out reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from claimtrack.corroboration import TableRow, Weights, assess_rows
from claimtrack.model import Stance

Matrix = NDArray[np.float64]

AFFIRM_DAMPING = (0.7, 0.8, 0.9)
DENY_DAMPING = (0.3, 0.4, 0.5)
OBSERVE = (0.0, 0.15, 0.3)
RIDGE = 0.3


def grid() -> list[Weights]:
    """
    Give the grid, with units of one on both sides.
    """
    base = Weights(prior=0.0, affirm=1.0, deny=1.0)
    return [
        evolve(base, affirm_damping=a, deny_damping=d, worth={**base.worth, Stance.OBSERVE: o})
        for a, d, o in product(AFFIRM_DAMPING, DENY_DAMPING, OBSERVE)
    ]


def sides(rows: Sequence[TableRow], claims: Sequence[str], weights: Weights) -> Matrix:
    """
    Give for each claim one, and its two sides.
    """
    by_claim: dict[str, list[TableRow]] = {claim: [] for claim in claims}
    for row in rows:
        if row.claim in by_claim:
            by_claim[row.claim].append(row)
    found = [assess_rows(by_claim[claim], weights=weights) for claim in claims]
    return np.array([[1.0, f.affirming.total, f.denying.total] for f in found])


def fit(x: Matrix, y: Matrix) -> Matrix:
    """
    Fit a logistic regression with a ridge by Newton's method.
    """
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + RIDGE * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(hessian, gradient)
        w = w - step
        if np.abs(step).max() < 1e-8:
            break
    return w


def predict(x: Matrix, w: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-x @ w)))


def left_out(x: Matrix, y: Matrix) -> Matrix:
    """
    Predict each row from all others.
    """
    keep = np.ones(len(y), dtype=bool)
    found = np.zeros(len(y))
    for k in range(len(y)):
        keep[k] = False
        found[k] = predict(x[k : k + 1], fit(x[keep], y[keep]))[0]
        keep[k] = True
    return found


def loss(p: Matrix, y: Matrix) -> float:
    return float(-np.mean(np.where(y > 0, np.log(p), np.log(1 - p))))


def nested(
    rows: Sequence[TableRow], early: Sequence[TableRow], verdicts: Mapping[str, bool], folds: int = 23
) -> tuple[dict[str, float], dict[str, float], list[Weights]]:
    """
    Give the probabilities of rumours that had no part in choosing, from all rows and from the early ones.

    Outer folds take every 23rd rumour (five at a time), so that the whole takes minutes and not hours.
    """
    claims = sorted(verdicts)
    y = np.array([float(verdicts[c]) for c in claims])
    points = grid()
    tables = [(sides(rows, claims, w), sides(early, claims, w)) for w in points]
    late: dict[str, float] = {}
    soon: dict[str, float] = {}
    chosen = []
    for fold in range(folds):
        test = np.arange(len(claims)) % folds == fold
        scores = [loss(left_out(x[~test], y[~test]), y[~test]) for x, _ in tables]
        best = int(np.argmin(scores))
        x, x_early = tables[best]
        w = fit(x[~test], y[~test])
        chosen.append(evolve(points[best], prior=float(w[0]), affirm=float(w[1]), deny=float(w[2])))
        for k, p, q in zip(np.flatnonzero(test), predict(x[test], w), predict(x_early[test], w), strict=True):
            late[claims[k]] = float(p)
            soon[claims[k]] = float(q)
    return late, soon, chosen


def choose(rows: Sequence[TableRow], verdicts: Mapping[str, bool]) -> tuple[Weights, list[float]]:
    """
    Choose constants from all rumours as `nested` does from each part; with them their standard errors.
    """
    claims = sorted(verdicts)
    y = np.array([float(verdicts[c]) for c in claims])
    points = grid()
    tables = [sides(rows, claims, w) for w in points]
    best = int(np.argmin([loss(left_out(x, y), y) for x in tables]))
    x = tables[best]
    w = fit(x, y)
    p = predict(x, w)
    covariance = np.linalg.inv((x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(3))
    weights = evolve(points[best], prior=float(w[0]), affirm=float(w[1]), deny=float(w[2]))
    return weights, [float(e) for e in np.sqrt(np.diag(covariance))]
