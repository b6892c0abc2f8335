"""
How probably two short texts say the same, and how probably they are about the same thing at all.

Two scores, because they part where it matters: "prices rose" and "prices fell" are about one thing and
do not agree. Each is a logistic function of the evidence below:

    p = 1 / (1 + exp(-(w0 + sum of w_i * x_i)))

Weights: logistic regression (L2, C = .3) on the train part of ANS (Khouja 2020, Arabic headlines):
`agree` against `disagree` for agreement, `agree` against the most similar headline of another pair for
relatedness. Nothing in the evidence knows a language, so they serve all (docs/benchmarks/matching).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from attrs import asdict, frozen
from rapidfuzz.distance import Indel

from claimtrack.claims.marks import Mark, Tag
from claimtrack.claims.signature import opposites
from claimtrack.matching.alignment import STRENGTHS, Alignment

UNDOING = frozenset(
    [
        "fail",
        "deny",
        "refuse",
        "end",
        "forbid",
        "oppose",
        "false",
        "ignore",
        "acquit",
        "release",
        "disappear",
        "peace",
        "survive",
    ]
)
"""Concepts that undo what stands beside them ("failed to enter", "deny entering"); packs name them."""

_SMALL = Tag.NEGATION | Tag.MODAL | Tag.RELATION | Tag.QUANTITY
_NOT_CONTENT = _SMALL | Tag.NUMBER | Tag.PLACE
_LONGEST_COMPARED = 500
"""Letters of a text whose spelling is compared: the comparison is quadratic (FIELD: explodes above 500)."""


@frozen(kw_only=True)
class Evidence:
    """
    Hold what speaks for and against two texts saying the same; shares are 0 to 1, the rest counts or 0/1.

    Attributes:
        shared: Share of the weight of both texts' words that is answered (Dice), `squared` its square.
        covered: The smaller of the two shares, one for each text.
        covers: The larger.
        opposites: Unanswered words that exclude one another, up to 2.
        turned: Unanswered words that exclude any word of the other text, up to 2.
        negated: Whether one has an odd number of negations more.
        undone: Whether only one has an unanswered word that undoes the rest.
        numbers: Whether both have numbers the other has not, `number` where only one has.
        places: The same of places.
        replaced: Weight of unanswered listed words on the side that has less of them.
        renamed: The same of words that no list knows.
        by_concept: Share of answers found through a concept.
        spelling: Similarity of the letters.
        short: One over one more than the words of the shorter text.

    """

    shared: float
    squared: float
    covered: float
    covers: float
    opposites: float
    turned: float
    negated: float
    undone: float
    numbers: float
    number: float
    places: float
    replaced: float
    renamed: float
    by_concept: float
    spelling: float
    short: float


def weigh(mark: Mark) -> float:
    """
    Weigh a word by how much it tells, from the word alone.

    Long, unlisted and place words tell more; small words that turn a sentence have their own evidence.
    The steps are ours; idf from a corpus did no better on ANS train and makes scores depend on company.
    """
    if mark.tags & _SMALL:
        return 0.3
    weight = 1.0 + 0.1 * min(len(mark.form), 10)
    if not mark.tags & Tag.LISTED:
        weight += 0.6
    return weight + 0.3 if mark.tags & Tag.PLACE else weight


def gather(alignment: Alignment) -> Evidence:
    """
    Gather the evidence from two texts laid side by side.
    """
    a, b = alignment.a, alignment.b
    left_a = [a[i] for i in alignment.left_a]
    left_b = [b[i] for i in alignment.left_b]
    total_a, total_b = sum(map(weigh, a)) or 1.0, sum(map(weigh, b)) or 1.0
    met_a = sum(weigh(a[x.a]) * STRENGTHS[x.kind] for x in alignment.answers)
    met_b = sum(weigh(b[x.b]) * STRENGTHS[x.kind] for x in alignment.answers)
    shared = (met_a + met_b) / (total_a + total_b)
    both = total_a + total_b
    return Evidence(
        shared=shared,
        squared=shared * shared,
        covered=min(met_a / total_a, met_b / total_b),
        covers=max(met_a / total_a, met_b / total_b),
        opposites=min(2, sum(exclude(x, y) for x in left_a for y in left_b)),
        turned=min(2, sum(exclude(x, y) for x in left_a for y in b) + sum(exclude(x, y) for y in left_b for x in a)),
        negated=(_count(a, Tag.NEGATION) - _count(b, Tag.NEGATION)) % 2,
        undone=_undoes(left_a) != _undoes(left_b),
        numbers=bool(_count(left_a, Tag.NUMBER)) and bool(_count(left_b, Tag.NUMBER)),
        number=bool(_count(left_a, Tag.NUMBER)) != bool(_count(left_b, Tag.NUMBER)),
        places=bool(_count(left_a, Tag.PLACE)) and bool(_count(left_b, Tag.PLACE)),
        replaced=min(_content(left_a, listed=True), _content(left_b, listed=True)) / both,
        renamed=min(_content(left_a, listed=False), _content(left_b, listed=False)) / both,
        by_concept=sum(x.kind == "concept" for x in alignment.answers) / max(1, len(alignment.answers)),
        spelling=_spelling(a, b),
        short=1 / (1 + min(len(a), len(b))),
    )


def exclude(x: Mark, y: Mark) -> bool:
    """
    Say whether two words exclude one another ("rose", "fell"); words with a concept in common never do.
    """
    if not x.concepts or not y.concepts or set(x.concepts) & set(y.concepts):
        return False
    known = opposites()
    return any(d in known.get(c, ()) for c in x.concepts for d in y.concepts)


def _count(marks: Sequence[Mark], tag: int) -> int:
    return sum(bool(mark.tags & tag) for mark in marks)


def _undoes(marks: Sequence[Mark]) -> bool:
    return any(concept in UNDOING for mark in marks for concept in mark.concepts)


def _content(marks: Sequence[Mark], *, listed: bool) -> float:
    return sum(weigh(m) for m in marks if not m.tags & _NOT_CONTENT and bool(m.tags & Tag.LISTED) == listed)


def _spelling(a: Sequence[Mark], b: Sequence[Mark]) -> float:
    """
    Compare the letters of two texts in order, without what was left out.
    """
    first = " ".join(m.form for m in a)[:_LONGEST_COMPARED]
    second = " ".join(m.form for m in b)[:_LONGEST_COMPARED]
    return Indel.normalized_similarity(first, second)


def probability(evidence: Evidence, weights: Mapping[str, float]) -> float:
    """
    Turn evidence into a probability by one of the sets of weights below.
    """
    score = weights["constant"]
    for name, value in asdict(evidence).items():
        score += weights[name] * value
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


AGREEMENT: Mapping[str, float] = {
    "constant": 4.44, "shared": 2.09, "squared": 4.92, "covered": -3.33, "covers": -1.22, "opposites": -1.09,
    "turned": -1.03, "negated": -2.30, "undone": -1.53, "numbers": -2.28, "number": -0.59, "places": -2.40,
    "replaced": -7.35, "renamed": 0.64, "by_concept": 2.61, "spelling": -4.34, "short": -10.96,
}  # fmt: skip
"""Says the same rather than something that contradicts it, of two texts about one thing. That equal spelling speaks
against it is no slip: words are left over, and a sentence otherwise the same letter by letter has been edited."""

RELATEDNESS: Mapping[str, float] = {
    "constant": -3.53, "shared": 4.38, "squared": -0.97, "covered": 4.93, "covers": 2.24, "opposites": 1.13,
    "turned": -1.37, "negated": -0.96, "undone": -0.03, "numbers": -1.41, "number": -0.55, "places": -0.89,
    "replaced": -4.62, "renamed": 4.49, "by_concept": 1.09, "spelling": -2.66, "short": -3.27,
}  # fmt: skip
"""About one thing rather than two that resemble each other."""
