"""
Claims: what a report puts forward, one proposition at a time, with its slots.
"""

from claimtrack.claims.extract import extract
from claimtrack.claims.features import features

__all__ = ["extract", "features"]
