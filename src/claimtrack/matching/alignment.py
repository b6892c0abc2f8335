"""
Lay the words of two texts side by side: which word of one answers which word of the other.

From the surest kind of answer to the least: the same key, the same consonants of a name, the same
concept, nearly the same letters (an inflection that no list knows, a slip of the pen).
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from rapidfuzz.distance import Indel

from claimtrack.claims.marks import Mark, Tag

_SKELETON = 3
"""Consonants a name needs before equal consonants say anything: two letters are shared by chance."""
_ALIKE = 0.72
"""Similarity of two forms from which they are taken for inflections of one word; chosen on ANS train."""
_ROOT = 3
"""Letters two forms must share in order for that: an Arabic root has three."""
STRENGTHS = {"key": 1.0, "name": 0.9, "concept": 0.8, "form": 0.7}
"""How far each kind of answer counts; chosen by us, .1 either way moves no figure by .01 on ANS train."""


@frozen
class Answer:
    """
    Say that word `a` of one text is answered by word `b` of the other, and how.
    """

    a: int
    b: int
    kind: str


@frozen
class Alignment:
    """
    Hold the answers, and the words that found none.

    Attributes:
        answers: In order of the first text.
        left_a: Places of unanswered words of the first text, `left_b` of the second.

    """

    a: tuple[Mark, ...]
    b: tuple[Mark, ...]
    answers: tuple[Answer, ...]
    left_a: tuple[int, ...]
    left_b: tuple[int, ...]


def align(a: Sequence[Mark], b: Sequence[Mark]) -> Alignment:
    """
    Align two texts; each word answers at most one.

    Args:
        a: Marks of one text without what may be left out.
        b: Marks of the other.

    Returns:
        The alignment; the same for `align(b, a)` with sides changed where no two words tie.

    """
    free_a, free_b = dict.fromkeys(range(len(a))), dict.fromkeys(range(len(b)))
    answers: list[Answer] = []
    for kind, names in (("key", _key_names), ("name", _skeleton_names), ("concept", _concept_names)):
        index: dict[str, list[int]] = {}
        for j in free_b:
            for name in names(b[j]):
                index.setdefault(name, []).append(j)
        for i in list(free_a):
            found = next((j for name in names(a[i]) for j in index.get(name, ()) if j in free_b), None)
            if found is not None:
                answers.append(Answer(i, found, kind))
                del free_a[i], free_b[found]
    answers.extend(_alike(a, b, free_a, free_b))
    return Alignment(
        tuple(a), tuple(b), tuple(sorted(answers, key=lambda x: x.a)), tuple(sorted(free_a)), tuple(sorted(free_b))
    )


def _key_names(mark: Mark) -> tuple[str, ...]:
    return (mark.key,)


def _skeleton_names(mark: Mark) -> tuple[str, ...]:
    """
    Give a skeleton that is long enough, for words that no list knows.
    """
    unknown = not mark.tags & (Tag.NUMBER | Tag.LISTED) or mark.tags & Tag.NAME
    return (mark.skeleton,) if unknown and len(mark.skeleton) >= _SKELETON else ()


def _concept_names(mark: Mark) -> tuple[str, ...]:
    return () if mark.tags & Tag.NUMBER else mark.concepts


_NO_FORMS = Tag.NUMBER | Tag.NEGATION | Tag.MODAL | Tag.RELATION | Tag.QUANTITY | Tag.TIME | Tag.PLACE


def _alike(a: Sequence[Mark], b: Sequence[Mark], free_a: dict[int, None], free_b: dict[int, None]) -> list[Answer]:
    """
    Answer the words that are left by those whose letters are nearly the same, the nearest first.

    Texts with many words left over are not near-identical, and all pairs would be quadratic.
    """
    if len(free_a) * len(free_b) > 400:
        return []
    found = []
    for i in free_a:
        for j in free_b:
            x, y = a[i], b[j]
            if (x.tags | y.tags) & _NO_FORMS or (x.tags & y.tags & Tag.LISTED and x.concepts and y.concepts):
                continue
            likeness = Indel.normalized_similarity(x.form, y.form, score_cutoff=_ALIKE)
            if likeness and likeness * (len(x.form) + len(y.form)) / 2 >= _ROOT:
                found.append((-likeness, i, j))
    answers = []
    for _, i, j in sorted(found):
        if i in free_a and j in free_b:
            answers.append(Answer(i, j, "form"))
            del free_a[i], free_b[j]
    return answers
