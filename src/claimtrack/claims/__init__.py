"""
Claims: what a report puts forward, one proposition at a time, with its slots.
"""

from claimtrack.claims.coverage import Coverage, Part, measure_coverage
from claimtrack.claims.extract import extract
from claimtrack.claims.features import features

__all__ = ["Coverage", "Part", "extract", "features", "measure_coverage"]
