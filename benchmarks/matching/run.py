"""
Measure matching beside rapidfuzz, datasketch, rensa and TF-IDF, in one run.

`python benchmarks/matching/run.py --data DIR [--sizes 10000,100000] [--write docs/benchmarks/matching.md]`
needs the packages rapidfuzz, datasketch, rensa and scikit-learn beside claimtrack. DIR holds `stories/`,
`matching/` and `truth/`. CPU seconds of a process of its own for each tool and size, one after the other.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import quality

HERE = Path(__file__).parent
LARGEST = {"rapidfuzz": 10_000, "tfidf": 10_000, "datasketch": 100_000, "rensa": 1_000_000, "claimtrack": 1_000_000}
"""Claims up to which each tool is run: beyond, it takes hours or more memory than a laptop has."""


def main() -> None:
    """
    Run what was asked for and write the page.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--index", type=int, default=100_000)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    page = "\n".join([_head(), *_speed(sizes), *_index(options.index), *_quality(options.data)])
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(page + "\n", encoding="utf-8")
    print(page)


def _head() -> str:
    tools = ", ".join(
        f"{name} {version(name)}" for name in ("rapidfuzz", "datasketch", "rensa", "scikit-learn", "numpy")
    )
    return "\n".join(
        [
            "# Matching texts",
            "",
            "`python benchmarks/matching/run.py --data DIR --sizes … --index … --write docs/benchmarks/matching.md`",
            f"wrote this page; Python {sys.version.split()[0]}, {tools}.",
            "Synthetic claims are Arabic and English, a third copies, a fifth edits (`generator.py`).",
            "",
        ]
    )


def _speed(sizes: list[int]) -> list[str]:
    out = ["## Text to groups", ""]
    out += ["| tool | claims | CPU s | peak MB | input MB | pairs of ratio >= 80 found | of one base claim |"]
    out += ["|---|---|---|---|---|---|---|"]
    took: dict[int, float] = {}
    for tool, largest in LARGEST.items():
        for size in sizes:
            if size > largest:
                continue
            row = _call(tool, size)
            if tool == "claimtrack":
                took[size] = row["cpu_s"]
            recall = f"{row['pair_recall']:.4f} | {row['true_pair_recall']:.4f}" if "pair_recall" in row else "|"
            cells = (tool, f"{size:,}", f"{row['cpu_s']:.1f}", f"{row['peak_mb']:.0f}", f"{row['held_mb']:.0f}", recall)
            out.append("| " + " | ".join(cells) + " |")
    low, high = min(took), max(took)
    if high > low:
        growth = math.log(took[high] / took[low]) / math.log(high / low)
        out += [
            "",
            f"Growth of claimtrack from {low:,} to {high:,}: exponent {growth:.2f}, start included.",
        ]
    return [*out, ""]


def _index(size: int) -> list[str]:
    row = _call("index", size)
    return [
        "## Adding one text",
        "",
        f"Among {size:,} claims: median {row['p50_ms']:.2f} ms, p99 {row['p99_ms']:.2f} ms of CPU,",
        "to add it and say where it stands.",
        f"Index without the texts: {row['bytes']:.0f} bytes a claim in arrays,",
        f"{row['resident_bytes']:.0f} in all that the process grew by, caches of words included.",
        "",
    ]


def _quality(data: Path) -> list[str]:
    out = []
    for title, head, rows in (
        (
            "Copies and edited sentences",
            ("", "copies kept", "edits that pass for copies"),
            quality.edited(data / "stories"),
        ),
        (
            "Arabic headlines (ANS dev)",
            ("", "contradictions merged at recall .80", "F1, agree against unrelated"),
            quality.headlines(data),
        ),
        (
            "English headlines into rumours (Emergent dev)",
            ("", "pairwise F1", "threshold"),
            quality.rumours(data),
        ),
    ):
        out += [f"## {title}", "", "| " + " | ".join(head) + " |", "|---|---|---|"]
        out += ["| " + " | ".join(row) + " |" for row in rows]
        out.append("")
    return out


def _call(tool: str, size: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(HERE / "speed.py"), tool, str(size)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
