"""
What `corroboration/1` gave when it was released; a released scorer is never edited.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimtrack.corroboration import SCORER, corroborate_table, read_table

PINNED = json.loads((Path(__file__).parent / "pinned" / "corroboration-1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(PINNED))
def test_scores_are_those_of_the_release(name: str) -> None:
    """
    Probability, interval, grade and contributions stand as they were pinned.
    """
    case = PINNED[name]
    (found,) = corroborate_table(read_table(case["table"]))
    score = found.corroboration

    assert score.scorer == SCORER == "corroboration/1"
    assert case["grade"] == score.grade
    given = [score.probability, score.low, score.high, score.independent_origins]
    given += [c.log_odds for c in score.contributions]
    assert case["numbers"] == pytest.approx(given, abs=1e-9)
