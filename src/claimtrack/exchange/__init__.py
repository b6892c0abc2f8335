"""
Other people's formats and ours, in and out.
"""

from claimtrack.exchange.casebook import day_score_rows, read_snapshot, snapshot_rows
from claimtrack.exchange.given import read_appearances
from claimtrack.exchange.read import checked, read_appearance, read_claim, read_lineage, read_source
from claimtrack.exchange.tables import (
    DECISIONS,
    check_decision,
    read_aliases,
    read_decisions,
    read_outlets,
    read_rows,
    read_table,
    read_texts,
)
from claimtrack.exchange.write import (
    appearance_row,
    attribution_row,
    claim_row,
    corroboration_row,
    coverage_rows,
    figure_row,
    lineage_row,
    passage_row,
    quantity_row,
    report_row,
    score_row,
    source_row,
    table_score_row,
    to_line,
)

__all__ = [
    "DECISIONS",
    "appearance_row",
    "attribution_row",
    "check_decision",
    "checked",
    "claim_row",
    "corroboration_row",
    "coverage_rows",
    "day_score_rows",
    "figure_row",
    "lineage_row",
    "passage_row",
    "quantity_row",
    "read_aliases",
    "read_appearance",
    "read_appearances",
    "read_claim",
    "read_decisions",
    "read_lineage",
    "read_outlets",
    "read_rows",
    "read_snapshot",
    "read_source",
    "read_table",
    "read_texts",
    "report_row",
    "score_row",
    "snapshot_rows",
    "source_row",
    "table_score_row",
    "to_line",
]
