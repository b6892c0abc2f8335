"""
From what was given to reports: reading input, telling prose from page furniture, languages.
"""

from claimtrack.intake.page import read_page
from claimtrack.intake.records import read_reports, report_from_text

__all__ = ["read_page", "read_reports", "report_from_text"]
