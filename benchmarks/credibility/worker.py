"""
Run one estimator of one package over one table, in whatever interpreter this file is started with.

    python worker.py TOOL METHOD TABLE.csv VALUES.jsonl

Writes `{"item", "value", "probability"}` lines and prints one JSON line: CPU seconds from rows in memory to
probabilities, and the peak memory above the loaded rows. Imports nothing of claimtrack unless TOOL is claimtrack,
so that it runs where only the peer is installed (truthdiscovery is GPL: a separate process, never a dependency).
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
import types
from collections.abc import Callable, Iterator

Rows = list[tuple[str, str, str]]
Found = Iterator[tuple[str, str, float]]

# A peer that asks for more than this is stopped by the system: 8 GB.
MEMORY_LIMIT = 8 << 30


def load(path: str) -> Rows:
    with open(path, encoding="utf-8", newline="") as lines:  # noqa: PTH123  # plain Python for old peers
        return [(row["source"], row["item"], row["value"]) for row in csv.DictReader(lines)]


def claimtrack(method: str) -> Callable[[Rows], Callable[[], Found]]:
    from claimtrack.credibility import estimate_credibility

    def run(rows: Rows) -> Callable[[], Found]:
        estimate = estimate_credibility(rows, method=method)
        return lambda: ((value.item, value.value, value.probability) for value in estimate)

    # numpy is loaded at the first estimation; that is start-up, not work.
    run([("a", "x", "1")])
    return run


class _Stub(types.ModuleType):
    """
    Stand in for drawing libraries that truthdiscovery imports and estimation never calls.
    """

    def __getattr__(self, name: str) -> _Stub:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Stub(name)


def truthdiscovery(method: str) -> Callable[[Rows], Callable[[], Found]]:
    for name in ("cairo", "imageio", "imageio.v2"):
        try:
            __import__(name)
        except ImportError:
            sys.modules[name] = _Stub(name)
    import truthdiscovery as peer  # type: ignore[import-not-found]  # only in the peer's interpreter

    def run(rows: Rows) -> Callable[[], Found]:
        result = getattr(peer, method)().run(peer.Dataset(rows))
        return lambda: ((i, v, b) for i, values in result.belief.items() for v, b in values.items())

    return run


def crowdkit(method: str) -> Callable[[Rows], Callable[[], Found]]:
    import crowdkit.aggregation as peer  # type: ignore[import-not-found]  # only in the peer's interpreter
    import pandas as pd  # type: ignore[import-not-found,import-untyped]  # comes with the peer

    def run(rows: Rows) -> Callable[[], Found]:
        table = pd.DataFrame(rows, columns=["worker", "task", "label"])
        labels = getattr(peer, method)().fit_predict(table)
        return lambda: ((item, label, 1.0) for item, label in labels.items())

    return run


def main(tool: str, method: str, table: str, out: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    run = {"claimtrack": claimtrack, "truthdiscovery": truthdiscovery, "crowd-kit": crowdkit}[tool](method)
    rows = load(table)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = run(rows)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open(out, "w", encoding="utf-8") as lines:  # noqa: PTH123  # plain Python for old peers
        for item, value, probability in found():
            record = {"type": "value", "item": item, "value": str(value), "probability": float(probability)}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(json.dumps({"seconds": round(seconds, 3), "megabytes": round((peak - before) / 1024, 1)}))


if __name__ == "__main__":
    main(*sys.argv[1:5])
