"""
Names for the arrays of this room, and the one sum that all estimators are made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.integer[Any]]"
Floats: TypeAlias = "NDArray[np.floating[Any]]"
Flags: TypeAlias = "NDArray[np.bool_]"


def total(code: Ints, amount: Floats | Flags, size: int) -> Floats:
    """
    Sum the amounts of equal codes: one sum for each code from 0 to `size - 1`.
    """
    # The stubs promise whole numbers whatever the weights are.
    return np.asarray(np.bincount(code, amount, size), np.float64)


def starts(group: Ints) -> Ints:
    """
    Give the places where a run of equal numbers begins.
    """
    fresh = np.ones(len(group), bool)
    np.not_equal(group[1:], group[:-1], out=fresh[1:])
    return np.flatnonzero(fresh)
