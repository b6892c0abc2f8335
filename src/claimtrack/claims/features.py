"""
Put what rules compare, and what knows no language, on a stretch of text: stems, concepts, names.

Stems are those of the language; concepts and name skeletons are the same in every language, so they
are what a claim in Arabic and the same claim in English share.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import define, field

from claimtrack.claims.digits import digits_of
from claimtrack.language import (
    Entry,
    Event,
    Institution,
    Pack,
    PlaceEntry,
    SourceEntry,
    Tokens,
    Unit,
    Word,
    detect_language,
    languages,
    load_pack,
    skeleton,
    tokenise,
)
from claimtrack.model import Features

_QUOTES = frozenset("\"“”„«»‘’'‹›")
_LONGEST_NAME = 4
"""Words in quotation marks up to which they are a name; longer quotations are speech (our choice)."""
_SHORTEST_SKELETON = 2
"""Consonants a name must have: one alone matches far too much."""
_KEPT_WORDS = 200_000
"""Written forms whose reading is kept a language, as many as the pack itself keeps of the commoner ones."""


@define(eq=False)
class _Reading:
    """
    Hold what one written form adds to features, worked out at first sight.
    """

    token: str
    stem: str
    name: str
    concepts: tuple[str, ...]
    long: tuple[tuple[tuple[str, ...], str], ...]
    office: bool = False


@define(eq=False)
class Reader:
    """
    Read features off the tokens of one language, keeping what was found out about each word.
    """

    pack: Pack
    known: dict[int, _Reading] = field(factory=dict)
    kept: list[Word] = field(factory=list)

    def read(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Features:
        """
        Give the features of tokens `first` up to, not including, `last`.
        """
        stop = len(tokens) if last is None else last
        words = tokens.words
        forms: list[str] = []
        stems: list[str] = []
        concepts: list[str] = []
        names: list[str] = []
        certain: list[str] = []
        quoted = quoted_names(tokens, first, stop)
        opens = True
        skip = first
        for at in range(first, stop):
            word = words[at]
            if word.shape != "word":
                if word.shape == "number":
                    digits = digits_of(word.text)
                    forms.append(digits)
                    stems.append(digits)
                else:
                    opens = opens or word.shape in ".!?:"
                continue
            reading = self._reading(word)
            forms.append(reading.token)
            if reading.stem:
                stems.append(reading.stem)
            if at >= skip:
                if reading.long:
                    found, skip = _phrase_concepts(tokens, at, stop, reading.long)
                    concepts.extend(found)
                concepts.extend(reading.concepts)
            elif reading.office:
                # "Libyan Red Crescent" is one phrase to the sources; the institution stands inside it.
                concepts.extend(_office(tokens, at, stop))
            if reading.name and (at in quoted or not self.pack.basics.capitals or word.capital):
                names.append(reading.name)
                if at in quoted or (word.capital and not opens):
                    certain.append(reading.name)
            opens = False
        return Features(
            tokens=tuple(forms),
            stems=tuple(stems),
            concepts=tuple(dict.fromkeys(concepts)),
            names=tuple(dict.fromkeys(names)),
            capitals=tuple(dict.fromkeys(certain)),
        )

    def _reading(self, word: Word) -> _Reading:
        """
        Give the reading of a word, from memory where it was seen before.
        """
        found = self.known.get(id(word))
        if found is None:
            if len(self.known) >= _KEPT_WORDS:
                self.known.clear()
                self.kept.clear()
            found = _read_word(word, self.pack)
            self.known[id(word)] = found
            # The key is the identity, so the word must live as long as its entry.
            self.kept.append(word)
        return found


def features(text: str, lang: str) -> Features:
    """
    Give the language-neutral features of a text.

    Args:
        text: Any text, of any length; the work is linear in it.
        lang: Language code of a pack; another one (`und`) is detected from the text.

    Returns:
        Tokens, stems of the content words, concepts (events, units, places, sources, institutions, each with
        its kind in front) and name skeletons, each in the order of the text.

    """
    reader = reader_of(lang if lang in languages() else detect_language(text))
    return reader.read(tokenise(text, reader.pack))


@lru_cache(maxsize=16)
def reader_of(lang: str) -> Reader:
    """
    Give the reader of a language; for a language without a pack, the first one there is.
    """
    return Reader(load_pack(lang if lang in languages() else languages()[0]))


def quoted_names(tokens: Tokens, first: int, last: int) -> frozenset[int]:
    """
    Give the tokens that stand in short quotation marks: names, not speech.
    """
    opened: int | None = None
    found: set[int] = set()
    for at in range(first, last):
        if tokens.words[at].shape not in _QUOTES:
            continue
        if opened is not None and 1 <= at - opened - 1 <= _LONGEST_NAME:
            found.update(range(opened + 1, at))
            opened = None
        else:
            opened = at
    return frozenset(found)


def _office(tokens: Tokens, at: int, stop: int) -> tuple[str, ...]:
    """
    Give the institution that starts at a token, if any.
    """
    hit = tokens.match(at, "institution")
    found = concept_of(hit[0]) if hit is not None and hit[1] <= stop else None
    return (found,) if found else ()


def concept_of(entry: Entry) -> str | None:
    """
    Give the language-neutral concept that an entry stands for, or None.
    """
    if isinstance(entry, Event):
        return f"event:{entry.event}"
    if isinstance(entry, Unit):
        return f"unit:{entry.what}"
    if isinstance(entry, PlaceEntry):
        return f"place:{entry.name}"
    if isinstance(entry, SourceEntry):
        return f"source:{entry.kind}"
    if isinstance(entry, Institution):
        return f"institution:{entry.concept}"
    return None


def _read_word(word: Word, pack: Pack) -> _Reading:
    """
    Work out what one word adds by itself.
    """
    singles = tuple(c for c in (concept_of(e) for e in word.single.values()) if c)
    pairs = ((phrase.rest, concept_of(phrase.entry)) for _, phrase in word.phrases if phrase.rest)
    long = tuple((rest, concept) for rest, concept in pairs if concept)
    office = any(phrase.kind == "institution" for _, phrase in word.phrases)
    # A given name stands in the lexicon because it is a name.
    named = "place" in word.single or getattr(word.single.get("grammar"), "role", "") == "given_name"
    plain = word.function or (not singles and bool(word.single) and not named)
    if word.function:
        return _Reading(word.form, "", "", (), long)
    name = ""
    # With capitals any capitalised word may be a name; without, only what stands in no lexicon may.
    if pack.basics.capitals or (not singles and not plain) or named:
        name = skeleton(_bare(word, pack))
        if len(name) < _SHORTEST_SKELETON:
            name = ""
    return _Reading(word.form, word.stem, name, singles, long, office)


def _bare(word: Word, pack: Pack) -> str:
    """
    Take off what is written onto a word in front and never belongs to a name.
    """
    for prefix in pack.basics.stemming.prefixes:
        if word.form.startswith(prefix) and len(word.form) - len(prefix) >= pack.basics.stemming.shortest:
            return word.form[len(prefix) :]
    return word.form


def _phrase_concepts(
    tokens: Tokens, at: int, stop: int, phrases: tuple[tuple[tuple[str, ...], str], ...]
) -> tuple[list[str], int]:
    """
    Give the concepts of phrases of several words that start at a token, and where the longest ends.
    """
    words = tokens.words
    found: list[str] = []
    end = at + 1
    if end >= stop:
        return found, end
    following = words[end].form
    for rest, concept in phrases:
        if rest[0] != following or at + 1 + len(rest) > stop or concept in found:
            continue
        if all(words[at + 1 + k].form == rest[k] for k in range(1, len(rest))):
            found.append(concept)
            end = max(end, at + 1 + len(rest))
    return found, end
