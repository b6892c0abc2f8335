"""
What goes in: who says what about which item, one observation a row.
"""

from __future__ import annotations

import math

from attrs import field, frozen, validators

from claimtrack.errors import InvalidValueError
from claimtrack.model import Moment, SourceKind
from claimtrack.model.checks import is_number, is_text


@frozen(kw_only=True)
class Observation:
    """
    Hold one value that one source gives for one item.

    Attributes:
        item: What the value is about, whole: "Springfield|population|2000".
        value: Text or a finite number; a number counts as equal to the text that writes it.
        time: When the source gave it; of several values of one source for one item the latest counts.
        kind: What kind of source it is, or None; sources of one kind share a prior.
        weight: How much the row counts, more than 0; 1 where nothing is known.

    """

    source: str = field(validator=is_text(empty=False))
    item: str = field(validator=is_text(empty=False))
    value: str | float = field()
    time: Moment | None = None
    kind: SourceKind | None = field(default=None, validator=validators.optional(validators.instance_of(SourceKind)))
    weight: float = field(default=1.0, validator=is_number(0))

    @value.validator
    def _check_value(self, _: object, value: object) -> None:
        value_text(value)

    @weight.validator
    def _check_weight(self, _: object, value: float) -> None:
        check_weight(value)


def value_text(value: object) -> str:
    """
    Give a value as text: visible text as it is, a finite number as Python writes it.

    Raises:
        InvalidValueError: The value is empty, NaN, infinite, a bool or of another type.
    """
    if isinstance(value, str):
        if value.strip():
            return value
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    raise InvalidValueError("value", value, "text with at least one visible character, or a finite number")


def check_weight(weight: object) -> float:
    """
    Allow a finite number above 0, because a row that counts nothing is no observation.
    """
    if isinstance(weight, (int, float)) and not isinstance(weight, bool) and 0 < weight < math.inf:
        return float(weight)
    raise InvalidValueError("weight", weight, "a finite number above 0")
