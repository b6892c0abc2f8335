"""
The learned weights of matching: the file they ship in, and how it is read.

The file is JSON, so that a change of weights can be read in a diff: what it is, its version, from what it was learned,
and for each piece of evidence its weight with a 95 % interval, once with vectors of texts and once without.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from claimtrack.errors import WeightsError
from claimtrack.matching.evidence import EVIDENCE, WITH_VECTORS

SCORER = "matcher/2"
"""Name of the scorer; a released one is never edited, other weights are another version."""
FORMAT = "claimtrack matcher weights"
"""What the file calls itself."""
FILE = "matcher.json"
"""The file that ships with the library."""


@frozen(kw_only=True)
class Matcher:
    """
    Hold what each piece of evidence adds to the log-odds that two appearances state one claim.
    """

    with_vectors: Mapping[str, float] = field(hash=False)
    without_vectors: Mapping[str, float] = field(hash=False)

    def weights(self, *, vectors: bool) -> Mapping[str, float]:
        """
        Return the weights for evidence with vectors of texts, or without.
        """
        return self.with_vectors if vectors else self.without_vectors


@lru_cache(maxsize=1)
def load_matcher() -> Matcher:
    """
    Return the weights that ship with the library.

    Raises:
        WeightsError: The file is damaged or of another version.

    """
    return read_matcher((files("claimtrack.matching") / FILE).read_text(encoding="utf-8"), FILE)


def read_matcher(text: str, name: str) -> Matcher:
    """
    Read weights.

    Args:
        text: The file's content; `name` is what messages call it.
        name: See `text`.

    Raises:
        WeightsError: It is no such file, of another version, not whole, or lacks a piece of evidence.

    """
    try:
        row = json.loads(text)
    except ValueError as error:
        raise WeightsError(f"{name}: the file is cut off or damaged ({error})") from error
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        raise WeightsError(f"{name}: no {FORMAT}")
    if row.get("scorer") != SCORER:
        raise WeightsError(f"{name}: weights of {row.get('scorer')!r}, this is {SCORER!r}; learn them anew")
    return Matcher(
        with_vectors=_weights(row, "with vectors", EVIDENCE, name),
        without_vectors=_weights(row, "without vectors", EVIDENCE - WITH_VECTORS, name),
    )


def _weights(row: Mapping[str, Any], key: str, names: frozenset[str], name: str) -> Mapping[str, float]:
    """
    Return the weights of one set, each a finite number for evidence that there is.
    """
    found = row.get(key)
    if not isinstance(found, dict) or found.keys() != names:
        odd = sorted(names ^ found.keys()) if isinstance(found, dict) else []
        raise WeightsError(f"{name}: {key!r} does not fit the evidence of {SCORER}: {odd}")
    weights = {}
    for evidence, entry in found.items():
        weight = entry.get("weight") if isinstance(entry, dict) else None
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not math.isfinite(weight):
            raise WeightsError(f"{name}: {key!r}, {evidence!r}: the weight is no number: {weight!r}")
        weights[evidence] = float(weight)
    return weights
