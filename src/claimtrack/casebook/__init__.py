"""
The front door: reports in, claims out, as of any day.
"""

from claimtrack.casebook.book import Casebook
from claimtrack.casebook.changes import timeline_rows
from claimtrack.casebook.standing import Reader
from claimtrack.casebook.views import ScoredClaim

__all__ = ["Casebook", "Reader", "ScoredClaim", "timeline_rows"]
