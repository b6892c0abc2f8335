"""
Find where a proposition takes place: known places first, then names behind "in" and a word for a place.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import define

from claimtrack.language import PlaceEntry, Tokens
from claimtrack.model import Place


@define(eq=False)
class PlaceFinder:
    """
    Find places in the texts of one language.
    """

    lang: str

    def place(
        self, tokens: Tokens, prop: tuple[int, int], clause: tuple[int, int], sentence: tuple[int, int]
    ) -> Place | None:
        """
        Give the narrowest known place of a proposition, else of its clause, else of its sentence.
        """
        for first, last in (prop, clause, sentence):
            found = self._known(tokens, first, last)
            if found is not None:
                return found
        return None

    def _known(self, tokens: Tokens, first: int, last: int) -> Place | None:
        """
        Give the narrowest place of the gazetteer in a stretch: the one with most that contains it.
        """
        best: PlaceEntry | None = None
        for at in range(first, last):
            if not tokens.words[at].phrases:
                continue
            hit = tokens.match(at, "place")
            if hit is None or hit[1] > last or not isinstance(hit[0], PlaceEntry):
                continue
            if best is None or len(hit[0].within) > len(best.within):
                best = hit[0]
        return None if best is None else Place(best.name, best.within)


@lru_cache(maxsize=16)
def place_finder(lang: str) -> PlaceFinder:
    """
    Give the place finder of a language.
    """
    return PlaceFinder(lang)
