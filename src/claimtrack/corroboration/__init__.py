"""
Corroboration: how a claim stands, from independent origins for and against, with reasons.
"""

from claimtrack.corroboration.cases import assess_claim, corroborate, find_claim_changes, score_without
from claimtrack.corroboration.dockets import Docket, open_docket
from claimtrack.corroboration.evidence import Evidence
from claimtrack.corroboration.explain import Change, explain, find_changes, summarise
from claimtrack.corroboration.figures import figures, tell_apart
from claimtrack.corroboration.grades import GRADE_WORDS, Airwars, likelihood, stix_confidence
from claimtrack.corroboration.history import History
from claimtrack.corroboration.reading import read_table
from claimtrack.corroboration.scoreboard import Scoreboard
from claimtrack.corroboration.scoring import Assessment, assess
from claimtrack.corroboration.table import ClaimScore, TableRow, assess_rows, corroborate_table
from claimtrack.corroboration.weighing import Side, Weighed
from claimtrack.corroboration.weights import SCORER, Weights

__all__ = [
    "GRADE_WORDS",
    "SCORER",
    "Airwars",
    "Assessment",
    "Change",
    "ClaimScore",
    "Docket",
    "Evidence",
    "History",
    "Scoreboard",
    "Side",
    "TableRow",
    "Weighed",
    "Weights",
    "assess",
    "assess_claim",
    "assess_rows",
    "corroborate",
    "corroborate_table",
    "explain",
    "figures",
    "find_changes",
    "find_claim_changes",
    "likelihood",
    "open_docket",
    "read_table",
    "score_without",
    "stix_confidence",
    "summarise",
    "tell_apart",
]
