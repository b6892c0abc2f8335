"""
Find where a proposition takes place: places of the gazetteer, and names behind a word for a kind of place.

"The Hreibsha checkpoint", حاجز هريبشة: the gazetteer holds no checkpoints, so a place is also what is named
behind (or, where names have capitals, in front of) a word for a kind of place. Such a name is compared by its
kind and consonants, which are the same in all scripts. "The field", with no name, is the last field named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from attrs import define, field, frozen

from claimtrack.claims.sites import (
    SiteWords,
    clean_name,
    has_base_role,
    has_role,
    key_of,
    name_behind,
    name_in_front,
    site_words,
    step_over,
)
from claimtrack.language import Event, PlaceEntry, SiteEntry, Tokens, Word, fold
from claimtrack.model import Place

_BEFORE = 4
"""Tokens in front of a place in which its preposition is looked for: in the village of X, في ريف محافظة X."""
_BREAKS = frozenset(".!?؟;؛:،,()…")
_LOCATIVE, _TOWARDS, _BARE, _ORIGIN = 3, 2, 1, 0


@frozen
class PlaceMark:
    """
    Hold a place where it stands in a text.

    Attributes:
        rank: 3 behind a preposition of place, 2 where something goes, 1 without a preposition, 0 where something
            comes from.

    """

    first: int
    last: int
    place: Place
    rank: int


@define(eq=False)
class PlaceMarks:
    """
    Hold the places of one text in order.
    """

    marks: tuple[PlaceMark, ...]
    starts: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """
        Index the marks by their first token.
        """
        self.starts = [m.first for m in self.marks]

    def inside(self, first: int, last: int) -> tuple[PlaceMark, ...]:
        """
        Give the places that begin in a stretch of tokens.
        """
        return self.marks[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    def place(self, *stretches: tuple[int, int]) -> Place | None:
        """
        Give the narrowest place of the first stretch that has one, what something comes from last.
        """
        for first, last in stretches:
            found = self.inside(first, last)
            if found:
                return max(found, key=lambda m: (m.rank > _ORIGIN, len(m.place.within), m.rank, -m.first)).place
        return None


def find_place(tokens: Tokens, first: int = 0, last: int | None = None) -> Place | None:
    """
    Find the place that a stretch of text tells of.

    Returns:
        The place with what contains it, nearest first; None where none is named.

    """
    return find_places(tokens).place((first, len(tokens) if last is None else last))


def find_places(tokens: Tokens) -> PlaceMarks:
    """
    Find all places of a text, once, in time linear in its length.
    """
    return PlaceMarks(tuple(_Finder(tokens, site_words(tokens.pack.lang)).find()))


@define(eq=False)
class _Finder:
    """
    Go over the tokens of a text once.
    """

    tokens: Tokens
    known: SiteWords
    named: dict[str, Place] = field(factory=dict)
    container: Place | None = None
    done: int = 0

    def find(self) -> Iterator[PlaceMark]:
        """
        Give the places from left to right, without overlap.
        """
        words, count, at = self.tokens.words, len(self.tokens), 0
        while at < count:
            word = words[at]
            mark = self._mark(at) if word.phrases else None
            if mark is None:
                at += 1
                continue
            yield mark
            at = max(mark.last, at + 1)

    def _mark(self, at: int) -> PlaceMark | None:
        """
        Find a place that starts at a token.
        """
        site = self._site(at)
        hit = self._listed(at)
        if hit is None or (site is not None and site[1] >= hit[1]):
            return None if site is None else self._behind(at, *site)
        entry, end, prefix = hit
        if self._is_party(at, end, prefix):
            return None
        place = Place(entry.name, entry.within)
        follow = self._kind_behind(end)
        if follow is not None:
            place = _part_of(place, follow[0])
            end = follow[1]
            self.named[follow[0]] = place
        return self._known_mark(at, end, entry, place, prefix)

    def _listed(self, at: int) -> tuple[PlaceEntry, int, str] | None:
        """
        Give a place of the gazetteer that starts at a token, capitalised where names are.
        """
        hit = self.tokens.match(at, "place")
        if hit is None or not isinstance(hit[0], PlaceEntry):
            return None
        if self.capitals and not any(self.tokens.words[k].capital for k in range(at, hit[1])):
            return None
        return hit[0], hit[1], hit[2]

    def _known_mark(self, at: int, end: int, entry: PlaceEntry, place: Place, prefix: str) -> PlaceMark | None:
        """
        Mark a known place; a state or its capital without a preposition is a party ("Moscow", طهران).
        """
        rank = self._rank(at, end, prefix)
        if rank != _LOCATIVE and _is_state(entry):
            return None
        self._remember(entry, place, rank)
        self.done = end
        return PlaceMark(at, end, place, rank)

    def _is_party(self, first: int, last: int, prefix: str) -> bool:
        """
        Say whether a place only tells whose somebody is: لواء القدس, "the Damascus government".
        """
        words = self.tokens.words
        if self.capitals:
            after = last + 1 if last < len(words) and words[last].shape == "-" else last
            return after < len(words) and has_role(words[after], "party")
        return not prefix and first > 0 and has_base_role(words[first - 1], "party")

    @property
    def capitals(self) -> bool:
        """
        Say whether names have capitals.
        """
        return self.tokens.pack.basics.capitals

    def _site(self, at: int) -> tuple[str, int, str] | None:
        """
        Give the kind of place that a word or phrase names, where it ends, and what is written onto it.
        """
        hit = self.tokens.match(at, "site")
        if hit is None or not isinstance(hit[0], SiteEntry) or hit[0].role != "site":
            return None
        return hit[0].site, hit[1], hit[2]

    def _behind(self, at: int, site: str, end: int, prefix: str) -> PlaceMark | None:
        """
        Find the name behind a kind of place, or what was named so before.
        """
        tokens = self.tokens
        hit = self._place_behind(end)
        if hit is not None:
            entry, stop = hit
            place = Place(entry.name, entry.within)
            if site not in _SIZES and site != entry.type:
                place = self.named[site] = _part_of(place, site)
            return self._known_mark(at, stop, entry, place, prefix)
        name = name_in_front(tokens, at, self.done) if self.capitals else None
        if name is None and not self._has_article(prefix):
            name = name_behind(tokens, end, self.known)
        if name is not None:
            first, last = min(at, name[0]), max(end, name[1])
            text = tokens.text(first, last)
            place = self._own(tokens.text(*name), text[len(prefix) :] if first == at else text)
            self.named[site] = place
            self.done = last
            return PlaceMark(first, last, place, self._rank(first, last, prefix))
        if site in self.named and self._is_definite(at, prefix):
            return PlaceMark(at, end, self.named[site], self._rank(at, end, prefix))
        return None

    def _place_behind(self, end: int) -> tuple[PlaceEntry, int] | None:
        """
        Give a place of the gazetteer right behind a kind of place, "of" and signs stepped over.
        """
        at = step_over(self.tokens, end)
        if at >= len(self.tokens) or not self.tokens.words[at].phrases:
            return None
        hit = self.tokens.match(at, "place")
        if hit is None or not isinstance(hit[0], PlaceEntry):
            return None
        if self.capitals and (at == end or not self.tokens.words[at].capital):
            return None
        return hit[0], hit[1]

    def _kind_behind(self, at: int) -> tuple[str, int] | None:
        """
        Give the kind of place right behind a name where names stand in front ("Homs refinery").
        """
        if not self.capitals or at >= len(self.tokens):
            return None
        site = self._site(at)
        if site is None or site[0] in _SIZES:
            return None
        return site[0], site[1]

    def _own(self, name: str, text: str) -> Place:
        """
        Make a place that no gazetteer holds, inside the last known place.
        """
        within = (self.container.name, *self.container.within) if self.container else ()
        return Place(clean_name(text), within, key_of(name))

    def _remember(self, entry: PlaceEntry, place: Place, rank: int) -> None:
        """
        Keep the last place that may contain what is named next, and the last of its kind.
        """
        if rank == _ORIGIN:
            return
        if not _is_state(entry) or self.container is None or not self.container.within:
            self.container = Place(entry.name, entry.within)
        if place.name == entry.name:
            for site in ("city", "town", "village") if entry.type in ("city", "capital", "place") else (entry.type,):
                self.named[site] = place
        for site in _SITES_IN_NAMES:
            if entry.name.endswith(site):
                self.named[site] = place

    def _rank(self, first: int, last: int, prefix: str) -> int:
        """
        Rank a place by what stands around it: a preposition, an event that it is the object or the scene of.
        """
        words = self.tokens.words
        if any(p in self.known.origins for p in prefix):
            return _ORIGIN
        if any(p in self.known.locatives for p in prefix):
            return _LOCATIVE
        found = _TOWARDS if any(p in self.known.directions for p in prefix) else _BARE
        for at in range(first - 1, max(first - _BEFORE, 0) - 1, -1):
            word = words[at]
            if word.shape in _BREAKS:
                break
            if has_role(word, "origin"):
                return _ORIGIN
            if has_role(word, "locative") or any(self._glued(word, p) for p in self.known.locatives):
                found = _LOCATIVE
            elif has_role(word, "direction"):
                found = max(found, _TOWARDS)
            elif isinstance(event := word.get("event"), Event):
                near = all(self._is_filler(words[k]) for k in range(at + 1, first))
                return max(found, self._event_rank(word, event)) if near else found
            elif not self._is_filler(word):
                break
        if found == _BARE and self.capitals and last < len(words) and words[last].get("event") is not None:
            # "the Beirut blast"
            return _LOCATIVE
        return found

    def _event_rank(self, word: Word, event: Event) -> int:
        """
        Rank a place right behind an event: its scene or object, or where verbs come first maybe its subject.
        """
        if self.tokens.pack.basics.order == "verb_first" and not _noun_forms(event) & {b for _, b in word.bases}:
            return _TOWARDS
        return _LOCATIVE

    def _is_filler(self, word: Word) -> bool:
        """
        Say whether a word may stand between a place and its preposition: the, southern, ريف.
        """
        return word.function or word.get("site") is not None or not word.single

    def _glued(self, word: Word, letter: str) -> bool:
        """
        Say whether a preposition is written onto a kind of place in front (بريف, بمحافظة).
        """
        return any(prefix.endswith(letter) and phrase.kind == "site" for prefix, phrase in word.phrases)

    def _has_article(self, prefix: str) -> bool:
        """
        Say whether the article is written onto a word: the kind of place is then definite, and no name follows.
        """
        return bool(prefix) and prefix.endswith(self.known.articles)

    def _is_definite(self, at: int, prefix: str) -> bool:
        """
        Say whether a kind of place points back to one that was named.
        """
        if self._has_article(prefix):
            return True
        return at > 0 and self.capitals and self.tokens.words[at - 1].form == "the"


@lru_cache(maxsize=1024)
def _noun_forms(event: Event) -> frozenset[str]:
    """
    Give the folded verbal nouns of an event class.
    """
    return frozenset(map(fold, event.nouns))


def _is_state(entry: PlaceEntry) -> bool:
    """
    Say whether a place is a country or a capital, whose name stands for its government as well.
    """
    return entry.type in ("country", "capital")


_SIZES = frozenset({"city", "town", "village", "area", "district", "governorate"})
"""Kinds that say how large a place is, not what it is within a larger one."""
_SITES_IN_NAMES = ("oil field", "gas field", "port", "camp", "hospital", "dam")
"""Kinds of place that canonical names of the gazetteer end with."""


def _part_of(place: Place, site: str) -> Place:
    """
    Make a place inside a known one, named by its kind ("Homs refinery").
    """
    return Place(f"{place.name} {site}", (place.name, *place.within))
