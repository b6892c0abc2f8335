"""
Whether words that differ are one word written in two ways: cut in two, misspelt, romanised otherwise.

Deliberately narrow. A changed letter often makes another word, so only long words count, the first
letter must stand, and a word that a pack lists is never taken for a slip of another listed one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from claimtrack.claims.marks import Mark, Tag

_SHORTEST = 6
"""Letters a form needs before two letters that changed places, or one dropped or doubled, count as a slip."""
_MOST_WORDS = 3
"""Words left over on a side at most; more are more than a slip."""
_SHORTEST_STEM = 5
"""Letters its stem needs for that: المعلم and المعمل (teacher, factory) are two letters that changed places."""
_SHORTEST_CHANGED = 7
"""Letters a stem needs before one *changed* letter counts; مسلم and مسلح (Muslim, armed) are one letter apart."""
_SHORTEST_NAME = 6
"""Letters a romanised name needs before other vowels count as spelling: Hamid and Hamad are two men."""
_NEVER = Tag.NUMBER | Tag.NEGATION | Tag.MODAL | Tag.RELATION | Tag.QUANTITY | Tag.UNIT
"""What is never a slip of something else; a day or month may be, but only by two letters that changed places."""


def left_over(a: Sequence[Mark], b: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """
    Give the words of each text whose key the other has not, in order, counting repeats.
    """
    keys_a, keys_b = Counter(m.key for m in a), Counter(m.key for m in b)
    more_a, more_b = keys_a - keys_b, keys_b - keys_a
    return _take(a, more_a), _take(b, more_b)


def are_spellings(a: Sequence[Mark], b: Sequence[Mark]) -> bool:
    """
    Say whether two runs of words that differ only spell the same words differently.
    """
    if not a or not b or any(m.tags & _NEVER for m in (*a, *b)):
        return False
    if "".join(m.form for m in a) == "".join(m.form for m in b):
        return True
    if len(a) == len(b):
        return len(a) <= _MOST_WORDS and all(_is_spelling(x, y) for x, y in zip(a, b, strict=True))
    # A slip in a known phrase of several words takes it apart.
    words_a, words_b = [w for m in a for w in m.form.split()], [w for m in b for w in m.form.split()]
    pairs = list(zip(words_a, words_b, strict=False))
    return len(words_a) == len(words_b) <= _MOST_WORDS and all(p == q or _changed_places(p, q) for p, q in pairs)


def _changed_places(p: str, q: str) -> bool:
    """
    Say whether two neighbouring letters of a long word changed places.
    """
    return len(p) == len(q) >= _SHORTEST and p[:1] == q[:1] and sorted(p) == sorted(q) and OSA.distance(p, q) == 1


def _is_spelling(x: Mark, y: Mark) -> bool:
    """
    Say whether two words are one, with a slip of the pen or another romanisation.
    """
    p, q = x.form, y.form
    if p[:1] != q[:1] or (x.tags & Tag.LISTED and y.tags & Tag.LISTED) or any(c.isdigit() for c in p + q):
        return False
    if (x.tags | y.tags) & Tag.TIME:
        return _changed_places(p, q)
    distance = OSA.distance(p, q, score_cutoff=2)
    stems = sorted((len(x.key), len(y.key)))
    if distance == 1 and min(len(p), len(q)) >= _SHORTEST:
        if len(p) != len(q):
            return stems[0] >= _SHORTEST_STEM
        return stems[0 if _one_letter_changed(p, q) else 1] >= (
            _SHORTEST_CHANGED if _one_letter_changed(p, q) else _SHORTEST_STEM
        )
    romanised = p.isascii() and q.isascii() and min(len(p), len(q)) >= _SHORTEST_NAME
    return distance <= 2 and romanised and bool(x.skeleton) and x.skeleton == y.skeleton


def _one_letter_changed(p: str, q: str) -> bool:
    """
    Say whether one letter was exchanged for another, and not two for one another.
    """
    return sum(c != d for c, d in zip(p, q, strict=True)) == 1


def _take(marks: Sequence[Mark], counts: Counter[str]) -> list[Mark]:
    """
    Take as many marks of each key as are left over, the last ones first, back in order.
    """
    rest = Counter(counts)
    taken = []
    for mark in reversed(marks):
        if rest[mark.key] > 0:
            rest[mark.key] -= 1
            taken.append(mark)
    return taken[::-1]


def only_moved(a: Sequence[Mark], b: Sequence[Mark]) -> bool:
    """
    Say whether two texts with the same words differ only in where a date stands.

    "On Tuesday A attacked B" and "A attacked B on Tuesday" say the same; "B attacked A" does not. Only
    a run of dates and their numbers may move; anything else that moves may change who did what.
    """
    start = 0
    while start < len(a) and a[start].key == b[start].key:
        start += 1
    end = len(a)
    while end > start and a[end - 1].key == b[end - 1].key:
        end -= 1
    x, y = [m.key for m in a[start:end]], [m.key for m in b[start:end]]
    if len(x) > 60:
        return False
    for cut in range(1, len(x)):
        if x[cut:] + x[:cut] == y:
            return _is_date(a[start : start + cut]) or _is_date(a[start + cut : end])
    return False


def _is_date(marks: Sequence[Mark]) -> bool:
    """
    Say whether a run of words is a date: it names a month, weekday or day, and holds nothing but numbers beside.
    """
    return any(m.tags & Tag.TIME for m in marks) and all(m.tags & (Tag.TIME | Tag.NUMBER) for m in marks)
