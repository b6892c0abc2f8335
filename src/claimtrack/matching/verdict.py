"""
What two texts are to one another: a verdict with reasons, not a yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from attrs import field, frozen

from claimtrack.claims.marks import Mark, Tag
from claimtrack.matching.agreement import AGREEMENT, RELATEDNESS, exclude, gather, probability
from claimtrack.matching.alignment import align
from claimtrack.matching.signatures import ASIDE, letters
from claimtrack.matching.spelling import are_spellings, left_over, only_moved
from claimtrack.matching.wording import LEAST_ALIKE, Wording, in_other_words, read_wording
from claimtrack.model.checks import is_number

VARIANT_LIKENESS = 0.7
"""Share of the words' weight that two wordings of one claim have in common at least: with it, pairs of a character
ratio of 80 and more on 1e4 synthetic claims fall into one group (benchmarks/matching); one word in three may differ."""
SAME_EVENT = 0.5
"""Relatedness from which two texts are about one event: the best threshold on ANS train lies within .02 of it."""
RELATED = 0.15
"""Relatedness from which they are worth showing side by side: keeps 97 % of the agreeing pairs of ANS train."""


class TextRelation(StrEnum):
    """
    Say what two texts are to one another, from nearest to farthest.
    """

    DUPLICATE = "duplicate"
    VARIANT = "variant"
    SAME_EVENT = "same_event"
    RELATED = "related"
    DISTINCT = "distinct"


class Difference(StrEnum):
    """
    Say in what two texts differ; `unsure` where words stand against words and nothing tells whether they say the same.
    """

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    POLARITY = "polarity"
    AGENT = "agent"
    ROLE = "role"
    MODALITY = "modality"
    DETAIL = "detail"
    UNSURE = "unsure"


@frozen(kw_only=True)
class Verdict:
    """
    Say what two texts are to one another, and why.

    Attributes:
        differences: What they differ in, sorted; empty for duplicates.
        likeness: Share of the weight of core words that both have, 0 to 1.
        relatedness: Probability that they are about one thing, 0 to 1.
        agreement: Probability that they are, and that neither contradicts the other, 0 to 1.
        shared: Words that both have, the most telling first.
        only_a: Words of the first text that the second does not answer, `only_b` of the second.
        keys: What made them candidates, as far as asked for.

    """

    relation: TextRelation
    differences: tuple[Difference, ...] = ()
    likeness: float = field(validator=is_number(0, 1))
    relatedness: float = field(validator=is_number(0, 1))
    agreement: float = field(validator=is_number(0, 1))
    shared: tuple[str, ...] = ()
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def compare_texts(a: str, b: str, *, lang: str | None = None) -> Verdict:
    """
    Compare two texts word by word.

    Every word that carries content must be accounted for in a duplicate: by the same word, an inflection, an exact
    synonym, another spelling, or a rule of `wording`. Anything left over makes a variant at best.

    Args:
        a: One text.
        b: The other, in any language; across languages only what packs name in common can answer.
        lang: Language of both, where known.

    Returns:
        The verdict; the same relation for `compare_texts(b, a)`.

    """
    return _judge(read_wording(a, lang), read_wording(b, lang))


def read_words(text: str, lang: str | None = None) -> tuple[Mark, ...]:
    """
    Read a text into its marks, without what may be left out.
    """
    return read_wording(text, lang).marks


def _judge(first: Wording, second: Wording) -> Verdict:
    """
    Compare two texts that have been read.
    """
    found = _tell_apart(first, second)
    alignment = align(first.marks, second.marks)
    related = agreed = 1.0
    if found.differences:
        evidence = gather(alignment)
        related = probability(evidence, RELATEDNESS)
        agreed = related * probability(evidence, AGREEMENT)
    return Verdict(
        relation=_relation(found.differences, found.likeness, related),
        differences=found.differences,
        likeness=found.likeness,
        relatedness=related,
        agreement=agreed,
        shared=_telling([first.marks[x.a] for x in alignment.answers]),
        only_a=tuple(m.form for m in found.only_a),
        only_b=tuple(m.form for m in found.only_b),
    )


@frozen(eq=False)
class _Apart:
    """
    Hold in what two texts differ, the words left over on each side, and their likeness.
    """

    differences: tuple[Difference, ...]
    only_a: Sequence[Mark]
    only_b: Sequence[Mark]
    likeness: float


def _tell_apart(first: Wording, second: Wording) -> _Apart:
    """
    Find in what two texts differ, without weighing it.
    """
    a, b = first.marks, second.marks
    rest_a, rest_b = left_over(a, b)
    likeness = _likeness(a, b, rest_a, rest_b)
    moved = not rest_a and not rest_b and first.keys() != second.keys() and not only_moved(a, b)
    if are_spellings(rest_a, rest_b) or (likeness >= LEAST_ALIKE and in_other_words(first, second)):
        rest_a, rest_b, moved = [], [], False
    differences = _differences(rest_a, rest_b, moved=moved, dated=_dated(a) | _dated(b))
    return _Apart(differences, rest_a, rest_b, likeness)


def name_difference(a: str, b: str, *, lang: str | None = None) -> Difference | None:
    """
    Name the difference between two texts that tells most: the `kind` of their verdict, at a fraction of its cost.

    Returns:
        None where there is none; `unsure` only where nothing else is there.

    """
    found = _tell_apart(read_wording(a, lang), read_wording(b, lang)).differences
    return next((kind for kind in _MOST_TELLING if kind in found), None)


def _relation(differences: tuple[Difference, ...], likeness: float, related: float) -> TextRelation:
    """
    Name the relation.
    """
    if not differences:
        return TextRelation.DUPLICATE
    if likeness >= VARIANT_LIKENESS:
        return TextRelation.VARIANT
    if related >= SAME_EVENT:
        return TextRelation.SAME_EVENT
    return TextRelation.RELATED if related >= RELATED else TextRelation.DISTINCT


def _likeness(a: Sequence[Mark], b: Sequence[Mark], rest_a: Sequence[Mark], rest_b: Sequence[Mark]) -> float:
    """
    Give the share of the letters of core words that both have (the same measure as `differences`).
    """
    total = _letters(a) + _letters(b)
    return 1 - (_letters(rest_a) + _letters(rest_b)) / total if total else float(not rest_a and not rest_b)


def _letters(marks: Sequence[Mark]) -> int:
    return sum(letters(m) for m in marks if not m.tags & ASIDE)


def _differences(a: Sequence[Mark], b: Sequence[Mark], *, moved: bool, dated: frozenset[str]) -> tuple[Difference, ...]:
    """
    Name what is left over on either side.
    """
    found = {Difference.ROLE} if moved else set()
    for mark in (*a, *b):
        found.add(_kind(mark, dated=dated))
    if any(exclude(x, y) for x in a for y in b):
        found.add(Difference.POLARITY)
        found.discard(Difference.DETAIL)
    if Difference.DETAIL in found and _stand_against(a, b, dated):
        found = {*found, Difference.UNSURE} - {Difference.DETAIL}
    return tuple(sorted(found))


def _stand_against(a: Sequence[Mark], b: Sequence[Mark], dated: frozenset[str]) -> bool:
    """
    Say whether words of no kind are left over on both sides, so that one may be put for the other.
    """
    return all(any(_kind(mark, dated=dated) is Difference.DETAIL for mark in side) for side in (a, b))


def _dated(marks: Sequence[Mark]) -> frozenset[str]:
    """
    Give the keys of numbers that stand beside a month or weekday.
    """
    beside = pairwise(marks)
    return frozenset(
        mark.key for pair in beside if any(m.tags & Tag.TIME for m in pair) for mark in pair if mark.tags & Tag.NUMBER
    )


def _kind(mark: Mark, *, dated: frozenset[str]) -> Difference:
    """
    Name the difference that one word makes.
    """
    for tags, kind in _KINDS:
        if mark.tags & tags:
            return kind
    if mark.tags & Tag.NUMBER:
        year = mark.value is not None and _YEARS[0] <= mark.value < _YEARS[1] and mark.value == int(mark.value)
        return Difference.DATE if year or mark.key in dated else Difference.NUMBER
    return Difference.AGENT if mark.tags & Tag.NAME else Difference.DETAIL


_MOST_TELLING = (
    Difference.POLARITY,
    Difference.NUMBER,
    Difference.DATE,
    Difference.PLACE,
    Difference.AGENT,
    Difference.ROLE,
    Difference.MODALITY,
    Difference.DETAIL,
    Difference.UNSURE,
)
"""Differences from the surest named to what cannot be settled (our order)."""
_YEARS = (1900, 2100)
"""Whole numbers that are years rather than counts; a toll in that range is rare enough (our choice)."""
_KINDS = (
    (Tag.TIME, Difference.DATE),
    (Tag.NEGATION, Difference.POLARITY),
    (Tag.MODAL, Difference.MODALITY),
    (Tag.QUANTITY | Tag.UNIT, Difference.NUMBER),
    (Tag.RELATION, Difference.ROLE),
    (Tag.PLACE, Difference.PLACE),
)


def _telling(marks: Sequence[Mark]) -> tuple[str, ...]:
    """
    Give the most telling of the shared words: those no list knows first, long before short.
    """
    core = {m.form: m for m in marks if not m.tags & ASIDE}
    order = sorted(core.values(), key=lambda m: (bool(m.tags & Tag.LISTED), -len(m.form), m.form))
    return tuple(m.form for m in order[:_SHOWN])


_SHOWN = 8
"""Shared words shown in a verdict; more than a line of them no one reads."""
