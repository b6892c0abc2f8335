"""
Structure rows of the interchange format into nouns, and refuse what is wrong with its path.

The converter's own defaults accept None as "None", a string as a list of letters, NaN, and true as
1; every hook here refuses them and says which field was given what, and what is allowed.
"""

from __future__ import annotations

import collections.abc
import math
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import cattrs
from attrs import NOTHING, fields, has

from claimtrack import model
from claimtrack.errors import InputError, InvalidValueError
from claimtrack.intake.records import read_moment
from claimtrack.model import (
    Appearance,
    Claim,
    Interval,
    LineageEdge,
    Place,
    Revision,
    SourceCredibility,
)

_T = TypeVar("_T")

_RENAMED: Mapping[type, Mapping[str, str]] = {Revision: {"before": "from", "after": "to"}}
_NOT_READ = frozenset({"features"})


def read_appearance(row: Mapping[str, object], where: str = "appearance") -> Appearance:
    """
    Read an appearance; offsets are checked against the text by whoever has the text.

    Raises:
        InvalidValueError: A field is missing or wrong; its path, what was given, what is allowed.

    """
    return _structure(row, Appearance, where)


def read_claim(row: Mapping[str, object], where: str = "claim") -> Claim:
    """
    Read a claim.
    """
    return _structure(row, Claim, where)


def read_lineage(row: Mapping[str, object], where: str = "lineage") -> LineageEdge:
    """
    Read an edge of the lineage.
    """
    return _structure(row, LineageEdge, where)


def read_source(row: Mapping[str, object], where: str = "source") -> SourceCredibility:
    """
    Read a source's record.
    """
    return _structure(row, SourceCredibility, where)


def checked(row: Mapping[str, object], cls: type[_T], source: str, number: int) -> _T:
    """
    Read a row of a file, with the file and the line in the error.
    """
    try:
        return _structure(row, cls, cls.__name__.lower())
    except InvalidValueError as error:
        raise InputError(source, number, str(error)) from error


def _structure(row: object, cls: type[_T], where: str) -> _T:
    """
    Structure a row and put the path in front of the field that is wrong.
    """
    try:
        return _converter().structure(row, cls)
    except InvalidValueError as error:
        raise InvalidValueError(f"{where}{error.field}", _Printed(error.given), error.allowed) from error


class _Printed:
    """
    Print as it is: a value that was printed and cut before.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


@lru_cache(maxsize=1)
def _converter() -> cattrs.Converter:
    """
    Make the strict converter, once.
    """
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_structure_hook(str, lambda v, _: _exact(v, str, "text"))
    converter.register_structure_hook(bool, lambda v, _: _exact(v, bool, "true or false"))
    converter.register_structure_hook(int, lambda v, _: _exact(v, int, "a whole number"))
    converter.register_structure_hook(float, lambda v, _: _finite(v))
    converter.register_structure_hook(datetime, lambda v, _: _day_or_time(v))
    converter.register_structure_hook(date, lambda v, _: _day_or_time(v))
    converter.register_structure_hook_func(lambda t: _origin(t) is tuple, lambda v, t: _list(converter, v, t))
    converter.register_structure_hook_func(_is_mapping, lambda v, t: _mapping(converter, v, t))
    converter.register_structure_hook_func(_is_union, lambda v, t: _union(converter, v, t))
    # Each class by itself: an enum of strings is a str to the dispatch by class.
    for name in model.__all__:
        cls = getattr(model, name)
        if isinstance(cls, type) and issubclass(cls, Enum):
            converter.register_structure_hook(cls, _enum)
        elif isinstance(cls, type) and has(cls):
            converter.register_structure_hook(cls, lambda v, t: _noun(converter, v, t))
    converter.register_structure_hook(Place, _place)
    return converter


def _origin(kind: object) -> object:
    return get_origin(kind)


def _exact(value: object, kind: type, allowed: str) -> object:
    if type(value) is not kind:
        raise InvalidValueError("", value, allowed)
    return value


def _finite(value: object) -> float | int:
    if type(value) not in (int, float) or not math.isfinite(value):  # type: ignore[arg-type]  # checked in front
        raise InvalidValueError("", value, "a finite number")
    return value  # type: ignore[return-value]  # checked above


def _day_or_time(value: object) -> date:
    if not isinstance(value, str):
        raise InvalidValueError("", value, "an ISO 8601 date")
    try:
        return read_moment(value)
    except (ValueError, OverflowError) as error:
        raise InvalidValueError("", value, "an existing ISO 8601 date") from error


def _place(value: object, _: object) -> Place:
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError("", value, "a name or null")
    return Place(value)


def _enum(value: object, kind: type[Enum]) -> Enum:
    for member in kind:
        if type(value) is type(member.value) and value == member.value:
            return member
    raise InvalidValueError("", value, "one of " + ", ".join(str(m.value) for m in kind))


def _is_union(kind: object) -> bool:
    return _origin(kind) in (Union, types.UnionType)


def _is_mapping(kind: object) -> bool:
    return _origin(kind) is collections.abc.Mapping


def _union(converter: cattrs.Converter, value: object, kind: Any) -> object:
    """
    Read None, a date, an interval or text, whichever of the allowed kinds the value is.
    """
    kinds = get_args(kind)
    if value is None:
        if type(None) in kinds:
            return None
        raise InvalidValueError("", value, "a value")
    rest = [k for k in kinds if k is not type(None)]
    if Interval in rest:
        return converter.structure(value, str if isinstance(value, str) else Interval)
    return converter.structure(value, date if date in rest else rest[0])


def _mapping(converter: cattrs.Converter, value: object, kind: Any) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidValueError("", value, "an object")
    return {str(k): _inside(converter, v, get_args(kind)[1], f".{k}") for k, v in value.items()}


def _list(converter: cattrs.Converter, value: object, kind: Any) -> tuple[object, ...]:
    if not isinstance(value, (list, tuple)):
        raise InvalidValueError("", value, "a list")
    return tuple(_inside(converter, item, get_args(kind)[0], f"[{n}]") for n, item in enumerate(value))


def _noun(converter: cattrs.Converter, value: object, kind: Any) -> object:
    """
    Read one noun field by field; keys that are not ours are passed over.
    """
    if not isinstance(value, Mapping):
        raise InvalidValueError("", value, "an object")
    renamed = _RENAMED.get(kind, {})
    given: dict[str, object] = {}
    for field in fields(kind):
        key = renamed.get(field.name, field.name)
        if field.name in _NOT_READ:
            continue
        if key in value:
            given[field.name] = _inside(converter, value[key], _types(kind)[field.name], f".{key}")
        elif field.default is NOTHING:
            raise InvalidValueError(f".{key}", None, "a value: it is missing")
    try:
        return kind(**given)
    except InvalidValueError as error:
        raise InvalidValueError(f".{error.field}", _Printed(error.given), error.allowed) from error


@lru_cache(maxsize=64)
def _types(kind: type) -> Mapping[str, Any]:
    """
    Resolve the written types of a noun's fields, once a class.
    """
    return get_type_hints(kind)


def _inside(converter: cattrs.Converter, value: object, kind: Any, step: str) -> object:
    """
    Read what stands inside and put the step of the path in front of its error.
    """
    try:
        return converter.structure(value, kind)
    except InvalidValueError as error:
        raise InvalidValueError(f"{step}{error.field}", _Printed(error.given), error.allowed) from error


__all__ = [
    "checked",
    "read_appearance",
    "read_claim",
    "read_lineage",
    "read_source",
]
