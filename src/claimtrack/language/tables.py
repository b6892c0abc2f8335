"""
Read the TOML files of a pack: parsed, structured strictly, and every error with its file and entry.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import TypeVar

import cattrs
from cattrs.gen import make_dict_structure_fn

from claimtrack.errors import PackError
from claimtrack.language.entries import ENTRY_FILES, Basics, Clitics, Entry, Stemming
from claimtrack.model import CueClass, SourceKind

_T = TypeVar("_T")


def read_tables(folder: Traversable) -> tuple[Basics, dict[str, tuple[Entry, ...]]]:
    """
    Read the basics of a pack and its entries by kind.

    Raises:
        PackError: A file does not follow its form.

    """
    basics = structure(read_file(folder, "pack"), Basics, f"{folder.name}/pack.toml")
    entries: dict[str, tuple[Entry, ...]] = {}
    for name, (kind, cls) in ENTRY_FILES.items():
        if not folder.joinpath(f"{name}.toml").is_file():
            continue
        rows = read_file(folder, name).get(kind, [])
        if not isinstance(rows, list):
            raise PackError(f"{folder.name}/{name}.toml: {kind} is not a list of tables ([[{kind}]])")
        entries[kind] = tuple(
            structure(row, cls, f"{folder.name}/{name}.toml, entry {number}") for number, row in enumerate(rows, 1)
        )
    return basics, entries


def read_file(folder: Traversable, name: str) -> dict[str, object]:
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


def structure(row: object, cls: type[_T], where: str) -> _T:
    """
    Structure one table and say where it stands if it cannot be.
    """
    try:
        return _converter().structure(row, cls)
    except (TypeError, ValueError, KeyError, cattrs.errors.ForbiddenExtraKeysError) as error:
        raise PackError(f"{where}: {error!s}") from error
