"""
Measure `track` from reports to scores: CPU seconds and peak memory at growing numbers of reports.

    python benchmarks/track/run.py [--sizes 1000 10000 100000] [--days 1]

The reports are synthetic: events at made-up villages, each told by one to six outlets in Arabic or English,
some as copies, some with another number. The growth exponent between two sizes is
ln(t2 / t1) / ln(n2 / n1).
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve()
PAGE = HERE.parents[2] / "docs" / "benchmarks" / "track.md"
_SYLLABLES = [
    "ba",
    "da",
    "ha",
    "ka",
    "la",
    "ma",
    "na",
    "ra",
    "sa",
    "ta",
    "wa",
    "za",
    "bi",
    "di",
    "li",
    "mi",
    "ni",
    "ri",
]
_ARABIC = {
    "ba": "با", "da": "دا", "ha": "حا", "ka": "كا", "la": "لا", "ma": "ما", "na": "نا", "ra": "را", "sa": "سا",
    "ta": "تا", "wa": "وا", "za": "زا", "bi": "بي", "di": "دي", "li": "لي", "mi": "مي", "ni": "ني", "ri": "ري",
}  # fmt: skip
_ENGLISH = [
    "{source} said on Monday that {n} {what} were killed in an attack on the village of {place}.",
    "{n} {what} died when gunmen attacked {place}, {source} said.",
    "An attack on {place} left {n} {what} dead, according to {source}.",
]
_ARABIC_LINES = [
    "قالت {source} إن {n} {what} قتلوا في هجوم على قرية {place}.",
    "أكدت {source} مقتل {n} {what} في هجوم استهدف قرية {place}.",
    "قتل {n} {what} في هجوم على قرية {place}، بحسب {source}.",
]


def generate(count: int, *, days: int, seed: int = 7) -> Iterator[dict[str, object]]:
    """
    Give synthetic reports, the same for the same arguments.
    """
    dice = random.Random(seed)
    made = 0
    start = date(2024, 1, 1)
    while made < count:
        parts = [dice.choice(_SYLLABLES) for _ in range(4)]
        latin, arabic = "".join(parts).capitalize(), "".join(_ARABIC[p] for p in parts)
        number, day = dice.randint(3, 400), dice.randrange(days)
        for _ in range(min(dice.randint(1, 6), count - made)):
            n = number if dice.random() < 0.8 else number + dice.randint(1, 20)
            if dice.random() < 0.5:
                line = dice.choice(_ENGLISH).format(
                    source=dice.choice(["Police", "The army", "Residents", "A doctor"]),
                    n=n,
                    what="soldiers",
                    place=latin,
                )
            else:
                line = dice.choice(_ARABIC_LINES).format(
                    source=dice.choice(["الشرطة", "مصادر محلية", "مصادر طبية"]), n=n, what="جندياً", place=arabic
                )
            yield {
                "id": f"r{made}",
                "outlet": f"outlet {dice.randrange(300)}",
                "published": (start + timedelta(days=day)).isoformat(),
                "text": line,
            }
            made += 1


def measure(size: int, days: int) -> None:
    """
    Run one size in this process and print CPU seconds and peak memory.
    """
    from claimtrack.casebook import Casebook
    from claimtrack.intake.records import read_moment
    from claimtrack.model import Report

    reports = [
        Report(
            id=str(r["id"]), outlet=str(r["outlet"]), published=read_moment(str(r["published"])), text=str(r["text"])
        )
        for r in generate(size, days=days)
    ]
    begin = time.process_time()
    casebook = Casebook()
    casebook.add_all(reports)
    snapshot = casebook.snapshot()
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size} {seconds:.2f} {peak:.0f} {len(snapshot.appearances)} {len(snapshot.claims)}")


def main() -> None:
    """
    Run every size in a process of its own and write the table.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--one", type=int)
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    options = parser.parse_args()
    if options.one:
        measure(options.one, options.days)
        return
    rows, last = [], None
    for size in options.sizes:
        command = [sys.executable, str(HERE), "--one", str(size), "--days", str(options.days)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        _, seconds, peak, appearances, claims = done.stdout.split()
        growth = f"{math.log(float(seconds) / last[1]) / math.log(size / last[0]):.2f}" if last else ""
        rows.append(f"| {size:,} | {appearances} | {claims} | {seconds} | {growth} | {peak} |")
        print(rows[-1], flush=True)
        last = (size, float(seconds))
    if options.write:
        head = (
            "# Track\n\nFrom synthetic reports to scored claims, one core, "
            f"reports of {options.days} day(s): `python benchmarks/track/run.py`.\n\n"
            "| reports | appearances | claims | CPU s | growth exponent | peak MB |\n|---|---|---|---|---|---|\n"
        )
        PAGE.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
