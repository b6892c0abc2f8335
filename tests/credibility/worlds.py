"""
Small worlds with a known truth: honest sources, a bad one, and copies of it.
"""

from __future__ import annotations

from random import Random

Triple = tuple[str, str, str]


def build_world(
    *, honest: int = 8, items: int = 100, copies: int = 0, right: float = 0.85, bad: float = 0.3, seed: int = 0
) -> list[Triple]:
    """
    Build rows whose truth is "true": honest sources, one that is mostly wrong, verbatim copies of it.
    """
    random = Random(seed)

    def said(chance: float) -> str:
        return "true" if random.random() < chance else f"false {'abcde'[random.randrange(5)]}"

    rows = [(f"honest {h}", f"item {i}", said(right)) for h in range(honest) for i in range(items)]
    wrong = [(f"item {i}", said(bad)) for i in range(items)]
    names = ["bad", *(f"copy {n}" for n in range(copies))]
    return rows + [(name, item, value) for name in names for item, value in wrong]


def build_table(rows: int, *, seed: int = 0, sources: int = 60, per_item: int = 6) -> list[Triple]:
    """
    Build a table of that many rows, each item given by a few sources, one in four values false.
    """
    random = Random(seed)
    table = []
    for item in range(rows // per_item):
        for source in random.sample(range(sources), per_item):
            value = "right" if random.random() < 0.75 else f"wrong {random.randrange(4)}"
            table.append((f"source {source}", f"item {item}", value))
    return table
