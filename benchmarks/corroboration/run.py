#!/usr/bin/env python3
"""
Measure corroboration: quality beside peers, calibration, attacks, speed; one command writes the table of the docs.

    python benchmarks/corroboration/run.py --data DIR [--peers PYTHON] [--rows N] [-o FILE]

DIR holds `emergent_dev.csv`, or a folder `truth` with it. PYTHON is an interpreter that has truthdiscovery and
crowd-kit (install truthdiscovery without its dependencies where cairo is missing, then bidict and scipy); without it
only the peers that need nothing are shown.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from choose import choose, nested
from emergent import calibration, first_hours, load, majority, measure

from claimtrack.corroboration import GRADE_WORDS, Scoreboard, TableRow, corroborate_table
from claimtrack.model import Corroboration, Moment, Stance

HERE = Path(__file__).parent
ATTACKERS = (1, 10, 100, 1000)
Row = tuple[object, ...]


def table(head: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """
    Write a Markdown table; floats with three digits.
    """

    def cell(value: object) -> str:
        return f"{value:.3f}" if isinstance(value, float) else str(value)

    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return [*lines, *(f"| {' | '.join(map(cell, row))} |" for row in rows), ""]


def quality(rows: Sequence[TableRow], verdicts: Mapping[str, bool], python: str | None) -> list[str]:
    """
    Compare accuracy, log-loss and calibration error with peers, and with ourselves six hours after the first article.
    """
    early = first_hours(rows, 6)
    begin = time.process_time()
    ours = score(rows)
    seconds = time.process_time() - begin
    late, soon, _ = nested(rows, early, verdicts)
    found: list[Row] = [
        ("claimtrack, default", *measure(ours, verdicts), seconds),
        ("claimtrack, default, first six hours", *measure(score(early), verdicts), ""),
        ("claimtrack, constants in nested validation", *measure(late, verdicts), ""),
        ("claimtrack, nested, first six hours", *measure(soon, verdicts), ""),
        ("majority of for and against", *measure(majority(rows), verdicts), ""),
        ("every rumour false", *measure(dict.fromkeys(verdicts, 0.5 - 1e-9), verdicts), ""),
    ]
    for name, shares, spent in peers(rows, python):
        found.append((name, *measure(shares, verdicts), spent))
    return table(["", "accuracy", "log-loss", "ECE", "CPU s"], found)


def score(rows: Sequence[TableRow]) -> dict[str, float]:
    return {s.claim: s.corroboration.probability for s in corroborate_table(rows)}


def peers(rows: Sequence[TableRow], python: str | None) -> list[tuple[str, Mapping[str, float], float]]:
    """
    Run the peers in an interpreter of their own, on each outlet's last vote for or against.
    """
    if python is None:
        return []
    last: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda r: str(r.time)):
        if row.stance is not Stance.OBSERVE:
            last[row.source, row.claim] = "true" if row.stance is Stance.AFFIRM else "false"
    votes = json.dumps([[source, claim, value] for (source, claim), value in last.items()])
    found = []
    for library in ("truthdiscovery", "crowdkit"):
        done = subprocess.run(
            [python, str(HERE / "peers.py"), library], input=votes, capture_output=True, text=True, check=True
        )
        for name, result in json.loads(done.stdout).items():
            found.append((name, result["shares"], result["seconds"]))
    return found


def calibrated(scores: Mapping[str, Corroboration], verdicts: Mapping[str, bool]) -> list[str]:
    """
    Show how often claims of a probability, and of a grade, were true.
    """
    shares = {claim: s.probability for claim, s in scores.items()}
    lines = table(["mean probability", "share true", "rumours"], calibration(shares, verdicts))
    rows: list[Row] = []
    for grade, words in GRADE_WORDS.items():
        truths = [truth for claim, truth in verdicts.items() if scores[claim].grade == grade]
        rows.append((grade, words, sum(truths) / len(truths) if truths else "", len(truths)))
    return [*lines, *table(["grade", "in words", "share true", "rumours"], rows)]


def plot(scores: Mapping[str, Corroboration], verdicts: Mapping[str, bool]) -> list[str]:
    """
    Draw calibration with letters: `o` the share true, `.` where it should be.
    """
    shares = {claim: s.probability for claim, s in scores.items()}
    lines = []
    for mean, share, count in calibration(shares, verdicts, bins=10):
        marks = [" "] * 41
        marks[round(mean * 40)] = "."
        marks[round(share * 40)] = "o"
        lines.append(f"    {mean:.2f} |{''.join(marks)}| {share:.2f} of {count}")
    return [*lines, ""]


def attacks() -> list[str]:
    """
    Show how far attackers move a claim that two known outlets carry, beside the share of those who affirm.
    """
    text = "eleven people died when a market in the old town was shelled at noon, the hospital said"
    known: dict[str, Moment] = dict.fromkeys(("north", "south", "east"), date(2018, 1, 1))

    def row(name: str, stance: Stance, words: str, day: int) -> TableRow:
        return TableRow(claim="c", source=name, stance=stance, text=words, time=date(2020, 7, 1 + day))

    honest = [
        row("north", Stance.AFFIRM, text, 0),
        row("south", Stance.AFFIRM, "our correspondent counted eleven bodies in the courtyard of the clinic", 1),
        row("east", Stance.DENY, "a spokesman said that no shell had hit the market on that day", 1),
    ]
    kinds = (
        ("verbatim copies", Stance.AFFIRM, text),
        ("paraphrasing newcomers", Stance.AFFIRM, "witness {k} saw number {k} of the dead at {k}"),
        ("denying newcomers", Stance.DENY, "version {k} of a denial by office {k}"),
    )
    rows: list[Row] = []
    for name, stance, words in kinds:
        moved: list[object] = []
        naive: list[object] = []
        for count in ATTACKERS:
            more = [row(f"{name} {k}", stance, words.format(k=k), 2) for k in range(count)]
            before, after = (
                corroborate_table(t, history=known)[0].corroboration.probability for t in (honest, [*honest, *more])
            )
            moved.append(f"{after - before:+.3f}")
            share = (2 + count * (stance is Stance.AFFIRM)) / (3 + count)
            naive.append(f"{share - 2 / 3:+.2f}")
        rows += [(f"{name}, claimtrack", *moved), (f"{name}, share of outlets", *naive)]
    return table(["attack, number of attackers", *map(str, ATTACKERS)], rows)


def speed(count: int) -> list[str]:
    """
    Time single changes and questions on a board of many rows, ten a claim, on one core.
    """
    chance = random.Random(5)
    words = [f"w{k}" for k in range(2000)]
    start = datetime(2020, 1, 1, tzinfo=UTC)

    def row(k: int, claim: int) -> TableRow:
        return TableRow(
            claim=f"c{claim}",
            source=f"s{chance.randrange(3000)}",
            stance=chance.choices((Stance.AFFIRM, Stance.OBSERVE, Stance.DENY, Stance.RETRACT), (60, 25, 12, 3))[0],
            time=start + timedelta(minutes=k),
            text=" ".join(chance.choices(words, k=10)),
        )

    board, claims = Scoreboard(), count // 10
    begin = time.process_time()
    for k in range(count):
        board.add(str(k), row(k, k % claims))
    loading = time.process_time() - begin
    timed: dict[str, list[float]] = {"ask as of a day": [], "add one row and ask": [], "remove one row and ask": []}
    for k in range(1000):
        claim, day = f"c{chance.randrange(claims)}", start + timedelta(minutes=chance.randrange(count))
        timed["ask as of a day"].append(_timed(lambda claim=claim, day=day: board.score(claim, day)))
        more = row(count + k, chance.randrange(claims))
        timed["add one row and ask"].append(_timed(lambda more=more: (board.add("new", more), board.score(more.claim))))
        timed["remove one row and ask"].append(_timed(lambda more=more: (board.remove("new"), board.score(more.claim))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows: list[Row] = []
    for name, seconds in timed.items():
        order = sorted(seconds)
        rows.append((f"{name}, ms", 1000 * order[len(order) // 2], 1000 * order[math.ceil(0.99 * len(order)) - 1]))
    return [
        f"{count:,} rows on {claims:,} claims: loaded in {loading:.1f} CPU s, peak {peak:.0f} MB.",
        "",
        *table(["", "median", "99 %"], rows),
    ]


def _timed(act: object) -> float:
    begin = time.process_time()
    act()  # type: ignore[operator]
    return time.process_time() - begin


def write(data: Path, python: str | None, rows_of_speed: int) -> str:
    """
    Run everything and give the page.
    """
    rows, verdicts = load(data)
    scores = {s.claim: s.corroboration for s in corroborate_table(rows)}
    chosen, errors = choose(rows, verdicts)
    true = sum(verdicts.values())
    return "\n".join(
        [
            "# Corroboration",
            "",
            "Written by `python benchmarks/corroboration/run.py --data DIR --peers PYTHON`.",
            "",
            "## Rumours with a verdict",
            "",
            f"Emergent's development part: {len(verdicts)} decided rumours, {true} of them true, {len(rows)} articles.",
            "Stances are given; the headline serves to find copies.",
            "The default constants were chosen on these rumours, so its own line is in sample; "
            "the nested lines are not.",
            "Peers see each outlet's last vote for or against, and nothing of the articles that take no side.",
            "",
            *quality(rows, verdicts, python),
            "Chosen from all rumours by the same procedure: "
            f"prior {chosen.prior:.2f} (± {errors[0]:.2f}), affirm {chosen.affirm:.2f} (± {errors[1]:.2f}), "
            f"deny {chosen.deny:.2f} (± {errors[2]:.2f}), dampings {chosen.affirm_damping} and "
            f"{chosen.deny_damping}, a neutral report {chosen.worth[Stance.OBSERVE]}.",
            "",
            "## Calibration",
            "",
            "Probability against the share that was true (`o`; `.` marks where it should stand).",
            "",
            *plot(scores, verdicts),
            *calibrated(scores, verdicts),
            "## Attacks",
            "",
            "How far attackers move a claim that two known outlets affirm and one denies.",
            "Aged, unlinked puppets who behaved well for years are not stopped by this, and by nothing else either: ",
            "they stand in the contributions by name.",
            "",
            *attacks(),
            "## Speed",
            "",
            *speed(rows_of_speed),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="directory with emergent_dev.csv")
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has truthdiscovery and crowd-kit")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the speed test")
    page = HERE.parents[1] / "docs" / "benchmarks" / "corroboration.md"
    parser.add_argument("-o", "--output", type=Path, default=page, help="page to write")
    options = parser.parse_args()
    text = write(options.data, options.peers, options.rows)
    options.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
