"""
How far sources can be relied on: records from known outcomes, estimates from who said what.

`estimate_credibility` finds values and sources together from a table; `source_records` counts
outcomes known before a day; `cap_voices` bounds what newcomers and outlets of one owner add. The
names are imported on first use, because estimation needs numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.credibility.caps import Voice, cap_voices, find_newcomers, is_newcomer, owners_of
    from claimtrack.credibility.estimate import (
        METHODS,
        Estimate,
        NumberEstimate,
        ValueProbability,
        estimate_credibility,
    )
    from claimtrack.credibility.observation import Observation
    from claimtrack.credibility.reading import estimate_records, read_observations
    from claimtrack.credibility.record import Outcome, prior_of, source_records
    from claimtrack.credibility.table import ObservationTable

_HOMES = {
    "METHODS": "estimate",
    "Estimate": "estimate",
    "NumberEstimate": "estimate",
    "Observation": "observation",
    "ObservationTable": "table",
    "Outcome": "record",
    "ValueProbability": "estimate",
    "Voice": "caps",
    "cap_voices": "caps",
    "estimate_credibility": "estimate",
    "estimate_records": "reading",
    "find_newcomers": "caps",
    "is_newcomer": "caps",
    "owners_of": "caps",
    "prior_of": "record",
    "read_observations": "reading",
    "source_records": "record",
}

__all__ = [
    "METHODS",
    "Estimate",
    "NumberEstimate",
    "Observation",
    "ObservationTable",
    "Outcome",
    "ValueProbability",
    "Voice",
    "cap_voices",
    "estimate_credibility",
    "estimate_records",
    "find_newcomers",
    "is_newcomer",
    "owners_of",
    "prior_of",
    "read_observations",
    "source_records",
]


def __getattr__(name: str) -> object:
    """
    Import a public name on first use.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
