"""
Measure claimtrack's estimators and their peers side by side, in one run, each in a process of its own.

    python benchmarks/credibility/run.py --data DIR [--truthdiscovery PYTHON] [--crowd-kit PYTHON] [--rows N]

DIR holds tables `NAME.claims.csv` (source, item, value) with their truth `NAME.gold.csv` (item, value), as the public
tables Book, Population and Flight do. A peer is measured where its interpreter is given or where it is
installed beside claimtrack; else its lines say so. Writes docs/benchmarks/credibility.md.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen
from worlds import build_agreeing, build_copies, build_large, write

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent.parent / "docs" / "benchmarks" / "credibility.md"
METHODS = (
    *(
        ("claimtrack", m)
        for m in ("default", "majority", "weighted", "truthfinder", "pooled_investment", "dawid_skene")
    ),
    *(("truthdiscovery", m) for m in ("MajorityVoting", "TruthFinder", "PooledInvestment", "Investment", "Sums")),
    *(("crowd-kit", m) for m in ("MajorityVote", "OneCoinDawidSkene", "DawidSkene")),
)
# The slow ones are not asked for a million rows twice over: one of each peer that the field quotes.
LARGE = (
    ("claimtrack", "default"),
    ("claimtrack", "majority"),
    ("claimtrack", "dawid_skene"),
    ("truthdiscovery", "TruthFinder"),
    ("truthdiscovery", "PooledInvestment"),
    ("crowd-kit", "OneCoinDawidSkene"),
    ("crowd-kit", "DawidSkene"),
)
BINS = (0.0, 0.5, 0.7, 0.9, 0.99, 1.0)


@frozen
class Run:
    """
    Hold one measurement; `values` is each item's most probable value with its probability.
    """

    values: Mapping[str, tuple[str, float]]
    seconds: float
    megabytes: float


def measure(python: str, tool: str, method: str, table: Path, *, timeout: float) -> Run | None:
    """
    Run one estimator in its own process; None where it fails or takes too long.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "values.jsonl"
        command = [python, str(HERE / "worker.py"), tool, method, str(table), str(out)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
            return None
        figures = json.loads(done.stdout.splitlines()[-1])
        return Run(read_best(out), figures["seconds"], figures["megabytes"])


def read_best(path: Path) -> dict[str, tuple[str, float]]:
    """
    Give each item's most probable value; ties go to the smallest string.
    """
    best: dict[str, tuple[str, float]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            value, probability = row["value"], row["probability"]
            known = best.get(row["item"])
            if known is None or (-probability, value) < (-known[1], known[0]):
                best[row["item"]] = (value, probability)
    return best


def read_gold(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["item"]: row["value"] for row in csv.DictReader(lines)}


def accuracy(run: Run | None, gold: Mapping[str, str]) -> str:
    """
    Give the share of gold items with any value whose most probable value is right.
    """
    if run is None:
        return "–"
    known = [item for item in gold if item in run.values]
    return f"{sum(run.values[item][0] == gold[item] for item in known) / max(1, len(known)):.3f}"


def calibration(run: Run, gold: Mapping[str, str]) -> list[str]:
    """
    Give one line for each band of probability: how many items, and what share is right.
    """
    lines = []
    for low, high in itertools.pairwise(BINS):
        band = [
            (run.values[item][1], run.values[item][0] == truth)
            for item, truth in gold.items()
            if item in run.values and (low < run.values[item][1] <= high)
        ]
        if band:
            said = sum(probability for probability, _ in band) / len(band)
            lines.append(
                f"{low:g}–{high:g}: {len(band)} items, said {said:.2f}, right {sum(r for _, r in band) / len(band):.2f}"
            )
    return lines


def log_loss(run: Run, gold: Mapping[str, str]) -> float:
    """
    Give the mean log-loss of "the most probable value is right", probabilities clipped to 1e-4.
    """
    losses = []
    for item, truth in gold.items():
        if item in run.values:
            value, probability = run.values[item]
            sure = min(max(probability, 1e-4), 1 - 1e-4)
            losses.append(-math.log(sure if value == truth else 1 - sure))
    return sum(losses) / max(1, len(losses))


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """
    Write a Markdown table.
    """
    return [
        "| " + " | ".join(header) + " |",
        "|" + " --- |" * len(header),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def measure_quality(data: Path, pythons: Mapping[str, str], timeout: float) -> list[str]:
    """
    Measure accuracy and cost on every table of the data directory, and calibration of the default.
    """
    names = [path.name.removesuffix(".gold.csv") for path in sorted(data.glob("*.gold.csv"))]
    rows, bands = [], []
    for tool, method in METHODS:
        row = [f"{tool}: {method}"]
        for name in names:
            gold = read_gold(data / f"{name}.gold.csv")
            python = pythons.get(tool)
            run = measure(python, tool, method, data / f"{name}.claims.csv", timeout=timeout) if python else None
            row += [accuracy(run, gold), "–" if run is None else f"{run.seconds:.2f}"]
            if run is not None and (tool, method) == METHODS[0]:
                bands += ["", f"{name} (log-loss {log_loss(run, gold):.2f}):", ""]
                bands += [f"- {line}" for line in calibration(run, gold)]
        rows.append(row)
    header = ["estimator", *(text for name in names for text in (name, "CPU s"))]
    return [
        "## Accuracy",
        "",
        "Share of the items with a known truth whose most probable value is the true one; ties go to the smallest",
        "string. A dash: not installed, or not finished within the limits of time and memory.",
        "",
        *table(header, rows),
        "",
        "## Calibration of the default",
        "",
        "The most probable values by the probability they were given, and the share of them that is true.",
        *bands,
        "",
    ]


def measure_worlds(pythons: Mapping[str, str], timeout: float, folder: Path) -> list[str]:
    """
    Measure accuracy on built worlds: copies of a bad source, and good sources that only look like copies.
    """
    worlds = {f"{n} copies": build_copies(n) for n in (0, 1, 10, 100, 1000)}
    worlds["good ones agree"] = build_agreeing()
    for number, rows in enumerate(worlds.values()):
        write(folder / f"world{number}.csv", rows)
    lines = []
    for tool, method in METHODS:
        row = [f"{tool}: {method}"]
        for number, rows in enumerate(worlds.values()):
            gold = dict.fromkeys((item for _, item, _ in rows), "true")
            python = pythons.get(tool)
            path = folder / f"world{number}.csv"
            row.append(accuracy(measure(python, tool, method, path, timeout=timeout) if python else None, gold))
        lines.append(row)
    return [
        "## Copies",
        "",
        "Eight honest sources (right .85 of the time), one bad one (.3), and verbatim copies of the bad one. The last",
        "column is the opposite trap: ten good sources (.97) agree because they are right, ten poor ones (.2) do not.",
        "",
        *table(["estimator", *worlds], lines),
        "",
    ]


def measure_cost(pythons: Mapping[str, str], timeout: float, folder: Path, rows: int) -> list[str]:
    """
    Measure CPU seconds and memory on one large table, and growth on a fourth of it.
    """
    sizes = (rows // 4, rows)
    for size in sizes:
        write(folder / f"large{size}.csv", build_large(size))
    lines = []
    for tool, method in LARGE:
        row = [f"{tool}: {method}"]
        for size in sizes:
            python = pythons.get(tool)
            path = folder / f"large{size}.csv"
            run = measure(python, tool, method, path, timeout=timeout) if python else None
            row += ["–", "–"] if run is None else [f"{run.seconds:.1f}", f"{run.megabytes:.0f}"]
        lines.append(row)
    header = ["estimator", *(text for size in sizes for text in (f"CPU s, {size:,} rows", "MB"))]
    return [
        "## Cost",
        "",
        "From rows of strings in memory to probabilities, cold; memory is the peak above the loaded rows.",
        f"A thousand sources, ten to an item, {rows // 10:,} items.",
        "",
        *table(header, lines),
        "",
    ]


def find_interpreters(options: argparse.Namespace) -> dict[str, str]:
    """
    Give an interpreter for each package that can be imported in it.
    """
    asked = {
        "claimtrack": ("claimtrack", sys.executable),
        "truthdiscovery": ("truthdiscovery", options.truthdiscovery or sys.executable),
        "crowd-kit": ("crowdkit", options.crowd_kit or sys.executable),
    }
    found = {}
    for tool, (package, python) in asked.items():
        probe = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({package!r}) is None)"
        if subprocess.run([python, "-c", probe], check=False).returncode == 0:
            found[tool] = python
        else:
            print(f"{tool}: not installed, its lines stay empty", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="directory of NAME.claims.csv and NAME.gold.csv")
    parser.add_argument("--truthdiscovery", help="interpreter in which truthdiscovery is installed")
    parser.add_argument("--crowd-kit", help="interpreter in which crowd-kit is installed")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the large table")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds after which a run is given up")
    parser.add_argument("--out", type=Path, default=DOCS, help="Markdown file to write")
    options = parser.parse_args()
    data = options.data / "truth" if (options.data / "truth").is_dir() else options.data
    pythons = find_interpreters(options)
    with tempfile.TemporaryDirectory() as folder:
        text = [
            "# Credibility",
            "",
            "`python benchmarks/credibility/run.py --data DIR` writes this page.",
            "Every line ran in a process of its own, one after the other, in one run.",
            "claimtrack's default is one setting for all tables.",
            "",
            *measure_quality(data, pythons, options.timeout),
            *measure_worlds(pythons, options.timeout, Path(folder)),
            *measure_cost(pythons, options.timeout, Path(folder), options.rows),
        ]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
