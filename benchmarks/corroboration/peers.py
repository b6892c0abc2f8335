"""
Run truthdiscovery and crowd-kit, each in an interpreter of its own, on votes read from standard input.

    PYTHON peers.py truthdiscovery|crowdkit < VOTES.json

VOTES is a list of [source, item, value]; out comes one JSON object: method to item to the share of belief in
the value "true", and the CPU seconds. Nothing of claimtrack is imported (truthdiscovery is GPL).
"""

from __future__ import annotations

import json
import sys
import time
import types
from collections import defaultdict

Votes = list[tuple[str, str, str]]


def run_truthdiscovery(votes: Votes) -> dict[str, object]:
    # Its drawing modules import cairo and imageio, which are not needed here and often missing.
    for name in ("cairo", "imageio", "imageio.v2"):
        sys.modules.setdefault(name, types.ModuleType(name))
    from truthdiscovery import Dataset, Investment, MajorityVoting, PooledInvestment, Sums, TruthFinder

    found: dict[str, object] = {}
    methods = (MajorityVoting, Sums, Investment, PooledInvestment, TruthFinder)
    for method in methods:
        begin = time.process_time()
        result = method().run(Dataset(votes))
        shares = {}
        for item, beliefs in result.belief.items():
            whole = sum(beliefs.values())
            shares[item] = beliefs.get("true", 0.0) / whole if whole else 0.5
        found[f"truthdiscovery {method.__name__}"] = {"shares": shares, "seconds": time.process_time() - begin}
    return found


def run_crowdkit(votes: Votes) -> dict[str, object]:
    import pandas
    from crowdkit.aggregation import GLAD, DawidSkene, OneCoinDawidSkene

    table = pandas.DataFrame(votes, columns=["worker", "task", "label"])
    found: dict[str, object] = {}
    for method in (DawidSkene(n_iter=100), OneCoinDawidSkene(n_iter=100), GLAD(silent=True)):
        begin = time.process_time()
        frame = method.fit_predict_proba(table)
        shares: dict[str, float] = defaultdict(float)
        for item, row in frame.iterrows():
            shares[str(item)] = float(row.get("true", 0.0))
        found[f"crowd-kit {type(method).__name__}"] = {"shares": shares, "seconds": time.process_time() - begin}
    return found


if __name__ == "__main__":
    given = [tuple(vote) for vote in json.load(sys.stdin)]
    run = {"truthdiscovery": run_truthdiscovery, "crowdkit": run_crowdkit}[sys.argv[1]]
    json.dump(run(given), sys.stdout)
