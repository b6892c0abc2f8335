"""
Language packs: what TOML files say of a language, structured, checked, and indexed by first word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import cattrs
from attrs import define, field
from cattrs.gen import make_dict_structure_fn

from claimtrack.errors import NotFoundError, PackError
from claimtrack.language.entries import ENTRY_FILES, Basics, Clitics, Cue, Entry, Event, Stemming, Unit
from claimtrack.language.letters import HIDDEN, MARKS, fold
from claimtrack.language.words import Phrase, Word, make_word
from claimtrack.model import CueClass, SourceKind

_T = TypeVar("_T")

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
    Read the pack of a language, once a process.

    Raises:
        NotFoundError: There is no such pack; the message lists those there are.
        PackError: A file does not follow its form; the message names file, entry and what is allowed.

    """
    if lang not in languages():
        raise NotFoundError(f"language: given {lang!r}, allowed is one of {', '.join(languages())}")
    return read_pack(files("claimtrack.language").joinpath(lang))


def read_pack(folder: Traversable) -> Pack:
    """
    Read a pack from any folder of TOML files.

    Raises:
        PackError: A file does not follow its form.

    """
    basics = _structure(_read(folder, "pack"), Basics, f"{folder.name}/pack.toml")
    entries: dict[str, tuple[Entry, ...]] = {}
    for name, (kind, cls) in ENTRY_FILES.items():
        if not folder.joinpath(f"{name}.toml").is_file():
            continue
        rows = _read(folder, name).get(kind, [])
        if not isinstance(rows, list):
            raise PackError(f"{folder.name}/{name}.toml: {kind} is not a list of tables ([[{kind}]])")
        entries[kind] = tuple(
            _structure(row, cls, f"{folder.name}/{name}.toml, entry {number}") for number, row in enumerate(rows, 1)
        )
    splitter = _splitter(basics)
    return Pack(basics, entries, _index(entries, splitter), splitter)


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
        rf"(?P<hidden>[{MARKS}{HIDDEN}]+)",
        r"(?P<sign>.)",
    ]
    return re.compile("|".join(p for p in parts if p), re.DOTALL | re.IGNORECASE)


def _read(folder: Traversable, name: str) -> dict[str, object]:
    """
    Parse one TOML file of a pack.
    """
    try:
        with folder.joinpath(f"{name}.toml").open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise PackError(f"{folder.name}/{name}.toml: no such file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{folder.name}/{name}.toml: {error}") from error


@lru_cache(maxsize=1)
def _converter() -> cattrs.Converter:
    """
    Make a converter that refuses unknown keys and loose types.
    """
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=False)

    def strict(value: object, kind: type[str] | type[int] | type[float] | type[bool]) -> object:
        if type(value) is not kind and not (kind is float and type(value) is int):
            raise TypeError(f"given {value!r}, allowed is {kind.__name__}")
        return float(value) if kind is float and isinstance(value, int) else value

    def texts(value: object, _: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise TypeError(f"given {value!r}, allowed is a list of strings")
        return tuple(value)

    def member(value: object, kind: type[StrEnum]) -> StrEnum:
        try:
            return kind(str(value))
        except ValueError as error:
            raise TypeError(f"given {value!r}, allowed is one of {', '.join(kind)}") from error

    for kind in (str, int, float, bool):
        converter.register_structure_hook(kind, strict)
    # The hook of str would take every enum of strings for itself.
    for names in (CueClass, SourceKind):
        converter.register_structure_hook(names, member)
    converter.register_structure_hook_func(lambda t: t == tuple[str, ...], texts)
    for cls in (Basics, Clitics, Stemming, *(c for _, c in ENTRY_FILES.values())):
        converter.register_structure_hook(cls, make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True))
    return converter


def _structure(row: object, cls: type[_T], where: str) -> _T:
    """
    Structure one table and say where it stands if it cannot be.
    """
    try:
        return _converter().structure(row, cls)
    except (TypeError, ValueError, KeyError, cattrs.errors.ForbiddenExtraKeysError) as error:
        raise PackError(f"{where}: {error!s}") from error
