"""
Packs in a prepared form, kept beside them: TOML parsed, structured and indexed once and not at every start.

The TOML is the source of truth. The prepared form is a cache as `*.pyc` files are, in the same folder
(`__pycache__`): it carries a fingerprint of all it was made from, and one that does not match, is damaged
or cannot be written is as good as none. It is JSON, so that reading it runs no code (decision 0007).
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypedDict

from attrs import fields

from claimtrack.language.entries import ENTRY_FILES, Basics, Clitics, Entry, Stemming
from claimtrack.language.words import Phrase
from claimtrack.model import CueClass, SourceKind

Contents = tuple[Basics, dict[str, tuple[Entry, ...]], dict[str, tuple[Phrase, ...]]]
"""What a pack is made of: basics, entries by kind, phrases by first word."""

_CLASSES = dict(ENTRY_FILES.values())
_ENUMS: Mapping[str, tuple[tuple[str, type[StrEnum]], ...]] = {
    "cue": (("cue_class", CueClass), ("by_media", CueClass)),
    "source": (("kind", SourceKind),),
}
"""Fields that hold a member of an enumeration, by kind of entry."""


class _Rows(TypedDict):
    """
    Say what stands in the JSON: see `_rows`.
    """

    basics: dict[str, Any]
    entries: dict[str, list[dict[str, Any]]]
    lexicon: dict[str, int | list[int | list[Any]]]


def fingerprint(room: Traversable, folder: Traversable) -> str:
    """
    Return the SHA-256 of all that a prepared pack depends on.

    Args:
        room: The folder of the code that reads packs: its modules and the tables of letters count too.
        folder: The folder of the pack.

    """
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for place, endings in ((room, (".py", ".toml")), (folder, (".toml",))):
        for file in sorted(place.iterdir(), key=lambda f: f.name):
            if file.name.endswith(endings) and file.is_file():
                data = file.read_bytes()
                digest.update(f"\n{file.name} {len(data)}\n".encode())
                digest.update(data)
    return digest.hexdigest()


def read_prepared(folder: Traversable, key: str) -> Contents | None:
    """
    Read the prepared form of a pack; None where there is none, or one that is stale or damaged.
    """
    try:
        head, _, body = _path(folder).read_bytes().partition(b"\n")
    except OSError:
        return None
    if head.decode("ascii", "replace") != f"{key} {hashlib.sha256(body).hexdigest()}":
        return None
    with _collector_paused():
        return _contents(json.loads(body))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """
    Hold off the garbage collector: it would go through some 60,000 new objects, all of which stay, time and again.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def write_prepared(folder: Traversable, key: str, contents: Contents) -> None:
    """
    Keep the prepared form of a pack, where its folder may be written to.

    It is written under another name and put in place in one step, so that nobody ever reads half of it.
    """
    if not isinstance(folder, Path):
        return  # inside of a zip file
    body = json.dumps(_rows(contents), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    path = _path(folder)
    draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        path.parent.mkdir(exist_ok=True)
        try:
            with draft.open("xb") as file:
                file.write(f"{key} {hashlib.sha256(body).hexdigest()}\n".encode("ascii") + body)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError:
        return  # a folder that is read-only, a full disk: the next start reads the TOML again


def _path(folder: Traversable) -> Path:
    """
    Return where the prepared form of a pack stands.
    """
    return Path(str(folder), "__pycache__", "pack.json")


def _rows(contents: Contents) -> _Rows:
    """
    Return a pack as plain values: of each entry what differs from the defaults, of each phrase its entry's number.
    """
    basics, entries, lexicon = contents
    number = {id(e): n for n, e in enumerate(e for rows in entries.values() for e in rows)}
    return {
        "basics": _given(basics),
        "entries": {kind: [_given(e) for e in rows] for kind, rows in entries.items()},
        "lexicon": {first: _phrases(phrases, number) for first, phrases in lexicon.items()},
    }


def _phrases(phrases: tuple[Phrase, ...], number: Mapping[int, int]) -> int | list[int | list[Any]]:
    """
    Return the phrases of one first word: numbers of entries, with the further words where there are any.
    """
    found: list[int | list[Any]] = [[number[id(p.entry)], *p.rest] if p.rest else number[id(p.entry)] for p in phrases]
    return found[0] if len(found) == 1 and isinstance(found[0], int) else found


def _given(value: Basics | Clitics | Stemming | Entry) -> dict[str, Any]:
    """
    Return the fields of a value that differ from their defaults.
    """
    rows = ((f.name, getattr(value, f.name), f.default) for f in fields(type(value)))
    return {
        name: _given(v) if isinstance(v, Clitics | Stemming) else dict(v) if isinstance(v, Mapping) else v
        for name, v, default in rows
        if v != default
    }


def _contents(rows: _Rows) -> Contents:
    """
    Make a pack of plain values.
    """
    entries = {kind: tuple(_entry(kind, given) for given in found) for kind, found in rows["entries"].items()}
    every = [(kind, entry) for kind, found in entries.items() for entry in found]
    # Most forms are one word: all of them that stand for one entry share one phrase.
    alone = [Phrase((), kind, entry) for kind, entry in every]
    single = [(phrase,) for phrase in alone]
    lexicon = {
        first: single[found]
        if isinstance(found, int)
        else tuple([alone[p] if isinstance(p, int) else Phrase(tuple(p[1:]), *every[p[0]]) for p in found])
        for first, found in rows["lexicon"].items()
    }
    basics = rows["basics"]
    basics["clitics"] = Clitics(**_frozen(basics.get("clitics", {})))
    basics["stemming"] = Stemming(**_frozen(basics.get("stemming", {})))
    return Basics(**_frozen(basics)), entries, lexicon


def _entry(kind: str, given: dict[str, Any]) -> Entry:
    """
    Make an entry of its fields.
    """
    values = _frozen(given)
    for name, enum in _ENUMS.get(kind, ()):
        if name in values:
            values[name] = enum(values[name])
    return _CLASSES[kind](**values)


def _frozen(given: dict[str, Any]) -> dict[str, Any]:
    """
    Return fields with tuples for lists.
    """
    return {name: tuple(v) if type(v) is list else v for name, v in given.items()}
