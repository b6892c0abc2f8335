"""
Find where a proposition takes place: the narrowest known place in it, in its clause, or in its sentence.
"""

from __future__ import annotations

from claimtrack.claims.reading import TextMarks
from claimtrack.model import Place


def place_of(marks: TextMarks, *stretches: tuple[int, int]) -> Place | None:
    """
    Give the narrowest known place of the first stretch of tokens that names one, or None.

    Args:
        marks: The marks of a text.
        stretches: From the narrowest to the widest: proposition, clause, sentence.

    """
    for first, last in stretches:
        found = marks.places_in(first, last)
        if found:
            best = max(found, key=lambda entry: len(entry.within))
            return Place(best.name, best.within)
    return None
