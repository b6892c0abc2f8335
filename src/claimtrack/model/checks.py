"""
Validators shared by the nouns; each names the field, what was given and what is allowed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from attrs import Attribute

from claimtrack.errors import InvalidValueError

# The types that attrs itself gives a validator; its value is Any because nothing is checked yet.
_Validator = Callable[[Any, "Attribute[Any]", Any], None]


def is_text(*, empty: bool = True) -> _Validator:
    """
    Allow a str, of at least one visible character where `empty` is false.
    """

    def check(_: object, field: Attribute[object], value: object) -> None:
        if not isinstance(value, str):
            raise InvalidValueError(field.name, value, "text")
        if not empty and not value.strip():
            raise InvalidValueError(field.name, value, "text with at least one visible character")

    return check


def is_number(low: float = -math.inf, high: float = math.inf) -> _Validator:
    """
    Allow a finite int or float from `low` to `high`, both included; a bool is not a number.
    """

    def check(_: object, field: Attribute[object], value: object) -> None:
        allowed = f"a finite number from {low:g} to {high:g}"
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise InvalidValueError(field.name, value, allowed)
        if not math.isfinite(value) or not low <= value <= high:
            raise InvalidValueError(field.name, value, allowed)

    return check


def is_whole(low: int = 0, high: int | None = None) -> _Validator:
    """
    Allow an int from `low` to `high` (None: no upper end); a bool is not a number.
    """
    allowed = f"a whole number from {low}" + ("" if high is None else f" to {high}")

    def check(_: object, field: Attribute[object], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidValueError(field.name, value, allowed)
        if value < low or (high is not None and value > high):
            raise InvalidValueError(field.name, value, allowed)

    return check
