"""
Language packs: what TOML files say of a language, indexed by first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from attrs import define, field

from claimtrack.errors import NotFoundError
from claimtrack.language.entries import Basics, Cue, Entry, Event, Unit
from claimtrack.language.letters import HIDDEN, MARKS, fold
from claimtrack.language.prepared import Contents, fingerprint, read_prepared, write_prepared
from claimtrack.language.words import Phrase, Word, make_word

_CACHE_LIMIT = 400_000
"""Written forms kept a pack; news of a year has fewer, and the cache is dropped whole beyond it."""


@define(eq=False)
class Pack:
    """
    Hold one language: its basics, its entries by kind, and the words seen so far.

    Attributes:
        entries: Kind (`cue`, `source`, …) to all entries of that kind.
        lexicon: First word of a form, folded, to the phrases that start with it, longest first.

    """

    basics: Basics
    entries: Mapping[str, tuple[Entry, ...]]
    lexicon: Mapping[str, tuple[Phrase, ...]]
    splitter: re.Pattern[str]
    _words: dict[str, Word] = field(factory=dict)

    @property
    def lang(self) -> str:
        """
        Give the language code.
        """
        return self.basics.lang

    def word(self, text: str, shape: str) -> Word:
        """
        Give the Word of a written form, made at first sight and kept.
        """
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= _CACHE_LIMIT:
                self._words.clear()
            found = make_word(
                text, shape, clitics=self.basics.clitics, stemming=self.basics.stemming, lexicon=self.lexicon
            )
            self._words[text] = found
        return found


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """
    Give the codes of the packs that are there, sorted: every folder here that holds a `pack.toml`.
    """
    room = files("claimtrack.language")
    return tuple(sorted(d.name for d in room.iterdir() if d.is_dir() and d.joinpath("pack.toml").is_file()))


@lru_cache(maxsize=16)
def load_pack(lang: str) -> Pack:
    """
    Read the pack of a language, once a process; from its prepared form, if it has one that is not stale.

    Raises:
        NotFoundError: There is no such pack; the message lists those there are.
        PackError: A file does not follow its form; the message names file, entry and what is allowed.

    """
    if lang not in languages():
        raise NotFoundError(f"language: given {lang!r}, allowed is one of {', '.join(languages())}")
    room = files("claimtrack.language")
    folder = room.joinpath(lang)
    key = fingerprint(room, folder)
    contents = read_prepared(folder, key)
    if contents is None:
        contents = _read(folder)
        if key == fingerprint(room, folder):  # nobody edited it meanwhile
            write_prepared(folder, key, contents)
    return _make(contents)


def read_pack(folder: Traversable) -> Pack:
    """
    Read a pack from any folder of TOML files.

    Raises:
        PackError: A file does not follow its form.

    """
    return _make(_read(folder))


def _read(folder: Traversable) -> Contents:
    """
    Read the TOML of a pack and index it.
    """
    # Late, as the prepared form does without: cattrs and tomllib cost .03 s to import.
    from claimtrack.language.tables import read_tables

    basics, entries = read_tables(folder)
    return basics, entries, _index(entries, _splitter(basics))


def _make(contents: Contents) -> Pack:
    """
    Make a pack of its contents.
    """
    return Pack(*contents, _splitter(contents[0]))


def all_forms(entry: Entry) -> Iterator[str]:
    """
    Give every written form of an entry, those in its further lists included.
    """
    yield from entry.forms
    if isinstance(entry, Cue):
        yield from entry.feminine
        yield from entry.plural
        yield from entry.dual
        yield from entry.with_object
    if isinstance(entry, Event):
        yield from entry.passive
        yield from entry.nouns
    if isinstance(entry, Unit):
        yield from entry.duals


def _index(entries: Mapping[str, tuple[Entry, ...]], splitter: re.Pattern[str]) -> dict[str, tuple[Phrase, ...]]:
    """
    Index every form by its first word; the longest phrase comes first.
    """
    index: dict[str, list[Phrase]] = {}
    for kind, rows in entries.items():
        for entry in rows:
            for text in all_forms(entry):
                parts = [fold(m.group()) for m in splitter.finditer(text) if not m.group().isspace()]
                if parts:
                    index.setdefault(parts[0], []).append(Phrase(tuple(parts[1:]), kind, entry))
    return {first: tuple(sorted(rows, key=lambda p: -len(p.rest))) for first, rows in index.items()}


def _splitter(basics: Basics) -> re.Pattern[str]:
    """
    Build the one pattern that cuts a text of this language into words, numbers and signs.

    It is a plain alternation without nested repeats, so it is linear on any input. A word may hold
    marks, hidden characters, tatweel, and a dot between two tatweels (written to dodge filters).
    """
    letter = r"[^\W\d_]"
    inner = rf"(?:{letter}|[{MARKS}{HIDDEN}]|(?<=\u0640)[.*·](?=\u0640))*"
    word = letter + inner + (r"\d*" if basics.digits_join else "")
    apostrophe = "['’ʼ]"
    contraction = "|".join(re.escape(c) for c in basics.contractions)
    if contraction:
        word += rf"(?:{apostrophe}(?:{contraction})\b)?"
    behind = "|".join(re.escape(e) for e in basics.enclitics)
    front = "|".join(re.escape(e) for e in basics.elisions)
    parts = [
        rf"(?P<elision>\b(?:{front}){apostrophe}(?={letter}))" if front else "",
        rf"(?P<word>{word})",
        r"(?P<number>\d+(?:[.,٫٬]\d+)*)",
        rf"(?P<enclitic>(?<={letter}){apostrophe}(?:{behind})\b)" if behind else "",
        r"(?P<space>\s+)",
        # Two single marks stand for a double one; of three in a row the first closes what is quoted inside.
        r"(?P<double>''(?!')|``(?!`))",
        rf"(?P<hidden>[{MARKS}{HIDDEN}]+)",
        r"(?P<sign>.)",
    ]
    return re.compile("|".join(p for p in parts if p), re.DOTALL | re.IGNORECASE)
