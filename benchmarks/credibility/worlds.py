"""
Tables with a known truth, written as CSV: copies of a bad source, good sources among bad, a million rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from random import Random

Triple = tuple[str, str, str]


def build_copies(copies: int, *, honest: int = 8, items: int = 100, seed: int = 0) -> list[Triple]:
    """
    Build honest sources (right .85 of the time), one right .3 of the time, and verbatim copies of it.
    """
    random = Random(seed)

    def said(right: float) -> str:
        return "true" if random.random() < right else f"false {random.randrange(5)}"

    rows = [(f"honest {h}", f"item {i}", said(0.85)) for h in range(honest) for i in range(items)]
    bad = [(f"item {i}", said(0.3)) for i in range(items)]
    return rows + [(name, i, v) for name in ["bad", *(f"copy {n}" for n in range(copies))] for i, v in bad]


def build_agreeing(*, good: int = 10, poor: int = 10, items: int = 300, seed: int = 0) -> list[Triple]:
    """
    Build good sources (.97) that agree because they are right, and poor ones (.2) that fall for one falsehood.
    """
    random = Random(seed)
    trap = [random.randrange(5) for _ in range(items)]
    rows = []
    for source in range(good + poor):
        right = 0.97 if source < good else 0.2
        for item in range(items):
            if random.random() < 0.7:
                false = trap[item] if random.random() < 0.7 else random.randrange(5)
                value = "true" if random.random() < right else f"false {false}"
                rows.append((f"source {source}", f"item {item}", value))
    return rows


def build_large(rows: int, *, sources: int = 1000, per_item: int = 10, seed: int = 0) -> Iterable[Triple]:
    """
    Build a large table: items of ten sources each, right between .5 and .95 of the time, eight false values.
    """
    random = Random(seed)
    right = [random.uniform(0.5, 0.95) for _ in range(sources)]
    for item in range(rows // per_item):
        for source in random.sample(range(sources), per_item):
            false = 0 if random.random() < right[source] else min(8, 1 + int(random.expovariate(0.7)))
            yield f"source {source}", f"item {item}", f"value {false}"


def write(path: Path, rows: Iterable[Triple]) -> None:
    """
    Write a table in the form the commands read.
    """
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["source", "item", "value"])
        writer.writerows(rows)
