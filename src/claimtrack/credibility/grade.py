"""
From a share of right outcomes to an interval and a letter.

The Admiralty scale names its grades and gives no numbers. MISP's admiralty-scale taxonomy puts A at
100, B 75, C 50, D 25, E 0; the cuts here are half way between. A ("completely reliable") says
"history of complete reliability" and so also asks for an interval that stays in B or above. F
("cannot be judged") is for few outcomes and is not low.
"""

from __future__ import annotations

import math

from claimtrack.model import SourceGrade

_CUTS = (
    (0.875, SourceGrade.A),
    (0.625, SourceGrade.B),
    (0.375, SourceGrade.C),
    (0.125, SourceGrade.D),
    (0.0, SourceGrade.E),
)
# The lower end of the interval that A asks for: the cut of B.
_SURE = 0.625
# Fewer outcomes than this cannot be judged: with 5, a source that is always right still has a
# 90 % interval about .4 wide (chosen by us).
FEWEST_OUTCOMES = 5.0
# 90 % of a normal distribution lie within this many standard deviations.
_WIDTH = 1.645


def grade(mean: float, low: float, outcomes: float) -> SourceGrade:
    """
    Give a source's letter.

    Args:
        mean: Expected share of right outcomes, 0 to 1.
        low: Lower end of its interval.
        outcomes: How many outcomes it rests on.
    """
    if outcomes < FEWEST_OUTCOMES:
        return SourceGrade.F
    letter = next(letter for cut, letter in _CUTS if mean >= cut)
    return SourceGrade.B if letter is SourceGrade.A and low < _SURE else letter


def interval(right: float, wrong: float) -> tuple[float, float]:
    """
    Give the 90 % interval of a share, from the two counts of a Beta distribution, both above 0.

    The logit of a Beta is close to normal with mean digamma(a) - digamma(b) and variance
    trigamma(a) + trigamma(b), which keeps the ends between 0 and 1.
    """
    centre = _digamma(right) - _digamma(wrong)
    reach = _WIDTH * math.sqrt(_trigamma(right) + _trigamma(wrong))
    return _expit(centre - reach), _expit(centre + reach)


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _digamma(x: float) -> float:
    shift = 0.0
    while x < 6:
        shift -= 1 / x
        x += 1
    inverse = 1 / (x * x)
    return shift + math.log(x) - 0.5 / x - inverse * (1 / 12 - inverse / 120)


def _trigamma(x: float) -> float:
    shift = 0.0
    while x < 6:
        shift += 1 / (x * x)
        x += 1
    inverse = 1 / (x * x)
    return shift + 1 / x + inverse / 2 + inverse / x * (1 / 6 - inverse / 30)
