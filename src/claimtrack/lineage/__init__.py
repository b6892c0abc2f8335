"""
Lineage: who leans on whom, where appearances come from, and how many origins a claim has.
"""

from claimtrack.lineage.chains import NumberChange, find_number_changes
from claimtrack.lineage.find import find_lineage
from claimtrack.lineage.leads import Lead, Leads, Standing, follow_leads
from claimtrack.lineage.origins import Lineage, OriginCount, count_origins

__all__ = [
    "Lead",
    "Leads",
    "Lineage",
    "NumberChange",
    "OriginCount",
    "Standing",
    "count_origins",
    "find_lineage",
    "find_number_changes",
    "follow_leads",
]
