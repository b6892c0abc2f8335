"""
Emergent (Ferreira & Vlachos 2016): rumours with verdicts, loaded, scored and measured.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from claimtrack.corroboration import TableRow
from claimtrack.model import Stance

STANCES = {"for": Stance.AFFIRM, "against": Stance.DENY, "observing": Stance.OBSERVE}

Shares = Mapping[str, float]


def find_file(data: Path, name: str) -> Path:
    """
    Find a file in the data directory or in its folder `truth`.
    """
    found = [p for p in (data / name, data / "truth" / name) if p.exists()]
    if not found:
        raise SystemExit(f"{name} is neither in {data} nor in {data / 'truth'}")
    return found[0]


def load(data: Path) -> tuple[list[TableRow], dict[str, bool]]:
    """
    Give the articles as rows, and the verdict of each decided rumour.
    """
    rows, verdicts = [], {}
    with find_file(data, "emergent_dev.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            rows.append(
                TableRow(
                    claim=line["claim"],
                    source=line["outlet"],
                    stance=STANCES[line["stance"]],
                    time=datetime.fromisoformat(line["logged"]).replace(tzinfo=UTC),
                    text=line["article_headline"],
                )
            )
            if line["claim_truth"] in {"true", "false"}:
                verdicts[line["claim"]] = line["claim_truth"] == "true"
    return rows, verdicts


def first_hours(rows: Sequence[TableRow], hours: float) -> list[TableRow]:
    """
    Keep what was logged within so many hours of a rumour's first article.
    """
    first: dict[str, datetime] = {}
    for row in rows:
        assert isinstance(row.time, datetime)
        first[row.claim] = min(row.time, first.get(row.claim, row.time))
    limit = timedelta(hours=hours)
    return [r for r in rows if isinstance(r.time, datetime) and r.time <= first[r.claim] + limit]


def measure(shares: Shares, verdicts: Mapping[str, bool]) -> tuple[float, float, float]:
    """
    Give accuracy at 0.5, log-loss (clipped to 1e-4) and ECE (ten bins of equal mass).
    """
    pairs = [(min(max(shares.get(c, 0.5), 1e-4), 1 - 1e-4), truth) for c, truth in verdicts.items()]
    accuracy = sum((p > 0.5) == truth for p, truth in pairs) / len(pairs)
    loss = -sum(math.log(p if truth else 1 - p) for p, truth in pairs) / len(pairs)
    return accuracy, loss, _error(sorted(pairs)) / len(pairs)


def _error(order: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    size = math.ceil(len(order) / bins)
    parts = [order[k : k + size] for k in range(0, len(order), size)]
    return sum(abs(sum(p for p, _ in part) - sum(t for _, t in part)) for part in parts)


def calibration(shares: Shares, verdicts: Mapping[str, bool], bins: int = 5) -> list[tuple[float, float, int]]:
    """
    Give bins of equal width: mean probability, share that was true, and how many; empty bins are left out.
    """
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for claim, truth in verdicts.items():
        p = shares.get(claim, 0.5)
        found[min(int(p * bins), bins - 1)].append((p, truth))
    return [
        (sum(p for p, _ in part) / len(part), sum(t for _, t in part) / len(part), len(part))
        for _, part in sorted(found.items())
    ]


def majority(rows: Sequence[TableRow]) -> dict[str, float]:
    """
    Give the share of articles for among those for and against; a rumour with neither has none.
    """
    votes: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row.stance is not Stance.OBSERVE:
            votes[row.claim].append(row.stance is Stance.AFFIRM)
    return {claim: sum(v) / len(v) for claim, v in votes.items()}
