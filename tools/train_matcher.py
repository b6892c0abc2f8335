"""
Learn what each piece of evidence is worth for "these two appearances are one claim".

    python tools/train_matcher.py tests/quality/stories tools/stories [-o FILE]

gives the weights that ship. Each folder holds reports.jsonl and gold.jsonl; to these come the stories of
`matcher_stories.py`, for which the figures are given apart. The claims are read by the library itself, as it stands,
and each gold claim takes the appearance that overlaps it most; all pairs of such appearances of one story are
examples, but those that a veto parts. A logistic regression is fitted in which every story weighs the same, once with
vectors of texts and once without. Evidence for sameness gets no negative weight, evidence against it no positive one:
what would have a weight with the wrong sign is left out, the worst first.

Figures are those of stories left out: all stories are grouped as one archive, with weights learned from three quarters
of them, and pairs of the others are counted. Intervals come from fits with one story left out (jackknife, 95 %). The
prior (the bias) is moved by the step that gives the best F1 of pairs left out at a precision of .7. Run it again
whenever the reading of claims changes; it takes one or two CPU minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import define

sys.path.insert(0, str(Path(__file__).parent))

from claimtrack.claims.extract import extract
from claimtrack.intake.records import read_reports
from claimtrack.matching.embedder import SHIPPED, Embedder
from claimtrack.matching.evidence import AGAINST, EVIDENCE, FOR, VETOES, WITH_VECTORS
from claimtrack.matching.grouping import Grouping
from claimtrack.matching.matcher import FILE, FORMAT, SCORER, Matcher
from claimtrack.model import Appearance, Report
from matcher_stories import make_stories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    _Table = tuple[Floats, Floats, Floats]

_ROOT = Path(__file__).parent.parent
_L2 = 8.0
"""Penalty on squared weights where every story weighs `_STORY` pairs; 3 to 25 change the log-loss by less than .002."""
_STORY = 1000.0
_MADE = 0.5
"""What a made story weighs beside one with gold: enough to teach what another town or day is worth (our choice)."""
_STEPS = (0.5, 0.75, 1.0)
"""
Steps by which the prior may be moved: groups ask for less than a pair alone, because all their members must agree.
"""
_PRECISION = 0.7
"""Precision of joined pairs below which no step is taken while another one keeps it: a false join costs most."""
_FOLDS = 4
"""Parts into which whole stories are put, each grouped with weights of the others."""
_ROUNDS = 40


@define
class Story:
    """
    Hold one story: reports, what was read, gold cluster of the appearances that have one, pairs as examples.
    """

    reports: dict[str, Report]
    told: dict[str, list[Appearance]]
    cluster: dict[str, str]
    gold: list[dict[str, Any]]
    pairs: list[dict[str, float]]
    same: Floats
    weight: float


def main() -> None:
    """
    Learn, judge, write.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, nargs="+", help="folders with reports.jsonl and gold.jsonl")
    parser.add_argument("-o", type=Path, default=_ROOT / "src/claimtrack/matching" / FILE)
    options = parser.parse_args()
    embedder = SHIPPED
    stories = {name: story for folder in options.stories for name, story in read_stories(folder, embedder).items()}
    made = read_made(embedder)
    row: dict[str, object] = {"format": FORMAT, "scorer": SCORER, "learned from": _source(stories, made)}
    names = {"with vectors": sorted(EVIDENCE), "without vectors": sorted(EVIDENCE - WITH_VECTORS)}
    for key, evidence in names.items():
        row[f"figures {key}"], row[key] = learn(stories, made, evidence, embedder if key == "with vectors" else None)
        print(key, json.dumps(row[f"figures {key}"]))
    options.o.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _source(stories: Mapping[str, Story], made: Mapping[str, Story]) -> dict[str, object]:
    every = [*stories.values(), *made.values()]
    return {
        "stories": sorted(stories),
        "made": sorted(made),
        "reports": sum(len(s.reports) for s in every),
        "pairs": sum(len(s.same) for s in every),
        "same": int(sum(s.same.sum() for s in every)),
        "tool": f"tools/train_matcher.py, penalty {_L2:g}",
    }


def read_stories(folder: Path, embedder: Embedder) -> dict[str, Story]:
    """
    Read the stories, extract their claims, and gather the evidence of all pairs that have gold.
    """
    scorer = _scorer()
    lines = (folder / "reports.jsonl").read_bytes().splitlines()
    reports = {r.id: r for r in read_reports(lines)}
    story_of = {row["id"]: row["story"] for row in map(json.loads, lines)}
    told = {r.id: list(extract(r)) for r in reports.values()}
    gold = scorer.read(folder / "gold.jsonl")
    return _stories(reports, story_of, told, gold, embedder, weight=1.0)


def read_made(embedder: Embedder) -> dict[str, Story]:
    """
    Read the made stories as if they were news.
    """
    reports, story_of, gold = {}, {}, []
    for made in make_stories():
        text = " ".join(told.text for told in made.told)
        reports[made.id] = Report(
            id=made.id, outlet=made.id, text=text, published=made.published, lang=made.lang, title=None
        )
        story_of[made.id] = made.story
        start = 0
        for one in made.told:
            row = {"id": f"{made.id}@{start}", "report": made.id, "cluster": one.claim}
            gold.append({**row, "quote": one.text, "quote_start": start})
            start += len(one.text) + 1
    told = {r.id: list(extract(r)) for r in reports.values()}
    return _stories(reports, story_of, told, gold, embedder, weight=_MADE)


def _stories(
    reports: Mapping[str, Report],
    story_of: Mapping[str, str],
    told: Mapping[str, list[Appearance]],
    gold: Sequence[dict[str, Any]],
    embedder: Embedder,
    *,
    weight: float,
) -> dict[str, Story]:
    """
    Put together what belongs to each story: each gold claim with the appearance that overlaps it most.
    """
    spans = [{"id": a.id, "report": a.report, "start": a.start, "end": a.end} for row in told.values() for a in row]
    found = {name: row["id"] for name, row in _scorer().match(gold, spans).items()}
    stories = {}
    for name in sorted(set(story_of.values())):
        mine = {i: r for i, r in reports.items() if story_of[i] == name}
        rows = [{**g, "appearance": found.get(g["id"], "")} for g in gold if g["report"] in mine]
        cluster = {g["appearance"]: g["cluster"] for g in rows if g["appearance"]}
        stories[name] = Story(mine, {i: told[i] for i in mine}, cluster, rows, [], np.zeros(0), weight)
    grouping = _group(stories.values(), embedder, None)
    for story in stories.values():
        story.pairs, story.same = _examples(grouping, story.cluster)
    return stories


def _scorer() -> ModuleType:
    """
    Import the scorer of the quality gate, whose matching of gold and appearances is used here.
    """
    spec = importlib.util.spec_from_file_location("score_casebook", _ROOT / "tests/quality/score_casebook.py")
    if spec is None or spec.loader is None:
        raise SystemExit("tests/quality/score_casebook.py: not found")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _group(stories: Iterable[Story], embedder: Embedder | None, matcher: Matcher | None) -> Grouping:
    grouping = Grouping(embedder=embedder, matcher=matcher)
    for story in stories:
        for name, report in story.reports.items():
            grouping.add(report, story.told[name])
    return grouping


def _examples(grouping: Grouping, cluster: Mapping[str, str]) -> tuple[list[dict[str, float]], Floats]:
    """
    Return the evidence of all pairs that no veto parts, and whether each is one claim.
    """
    pairs, same = [], []
    for a, b in combinations(sorted(cluster), 2):
        evidence = dict(grouping.evidence(a, b))
        if not VETOES & evidence.keys():
            pairs.append(evidence)
            same.append(float(cluster[a] == cluster[b]))
    return pairs, np.array(same)


def learn(
    stories: Mapping[str, Story], made: Mapping[str, Story], names: Sequence[str], embedder: Embedder | None
) -> tuple[dict[str, object], dict[str, dict[str, float]]]:
    """
    Fit weights to all stories, and judge them on each story left out; the prior is chosen on those with gold.

    Returns:
        The figures of stories left out, and each weight with its interval.

    """
    tables = {s: _table(story, names) for s, story in (*stories.items(), *made.items())}
    left_out = {s: fit([t for o, t in tables.items() if o != s], names) for s in tables}
    judged = {step: judge(stories, tables, names, embedder, step) for step in _STEPS}
    step = max(_STEPS, key=lambda s: (judged[s]["precision"] >= _PRECISION, judged[s]["pair f1"], s))
    weights = fit(list(tables.values()), names)
    rows = np.stack([left_out[s] for s in sorted(tables)])
    spread = 1.96 * np.sqrt((len(rows) - 1) * ((rows - rows.mean(0)) ** 2).mean(0))
    moved = [w + step * (n == "bias") for n, w in zip(names, weights, strict=True)]
    table = {
        n: {"weight": round(w, 3), "low": round(w - s, 3), "high": round(w + s, 3)}
        for n, w, s in zip(names, moved, spread.tolist(), strict=True)
    }
    loss = float(np.mean([_loss(tables[s], left_out[s]) for s in stories]))
    apart = judge(made, tables, names, embedder, step)
    figures = {"log-loss": round(loss, 4), "step of the prior": step, **judged[step], "made": apart}
    return figures, table


def _table(story: Story, names: Sequence[str]) -> _Table:
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(story.pairs), len(names)))
    for at, evidence in enumerate(story.pairs):
        for name, value in evidence.items():
            if name in place:
                table[at, place[name]] = value
    return table, story.same, np.full(len(table), story.weight * _STORY / len(table))


def fit(tables: Sequence[_Table], names: Sequence[str]) -> Floats:
    """
    Fit a logistic regression in which every story weighs the same and no weight has the wrong sign.
    """
    x, y, weight = (np.concatenate(column) for column in zip(*tables, strict=True))
    sign = np.array([(n in FOR) - (n in AGAINST) for n in names])
    active = np.ones(len(names), bool)
    while True:
        found = np.zeros(len(names))
        found[active] = _newton(x[:, active], y, weight, np.array(names)[active])
        wrong = np.where(sign * found < 0, np.abs(found) * x.std(0), 0.0)
        if not wrong.any():
            return found
        active[int(wrong.argmax())] = False


def _newton(x: Floats, y: Floats, weight: Floats, names: NDArray[np.str_]) -> Floats:
    """
    Maximise the penalised likelihood; the bias is free.
    """
    found = np.zeros(x.shape[1])
    penalty = np.where(names == "bias", 1e-6, _L2)
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        slope = x.T @ (weight * (y - p)) - penalty * found
        bend = (x.T * (weight * p * (1 - p))) @ x + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        found = found + step
        if np.abs(step).max() < 1e-7:
            break
    return found


def _loss(table: _Table, weights: Floats) -> float:
    return float(np.mean(np.logaddexp(0, -(table[0] @ weights) * (2 * table[1] - 1))))


def judge(
    stories: Mapping[str, Story],
    tables: Mapping[str, _Table],
    names: Sequence[str],
    embedder: Embedder | None,
    step: float,
) -> dict[str, float]:
    """
    Group all stories as one archive, with weights learned from other stories; return figures of all pairs of a story.
    """
    hit = told = gold = cross_hit = cross = 0
    for fold in range(_FOLDS):
        mine = sorted(stories)[fold::_FOLDS]
        weights = dict(zip(names, fit([t for s, t in tables.items() if s not in mine], names).tolist(), strict=True))
        weights["bias"] += step
        claims = _group(stories.values(), embedder, Matcher(with_vectors=weights, without_vectors=weights)).claims()
        claim = {i: c.id for c in claims for i in c.appearances}
        for story in map(stories.__getitem__, mine):
            for one, other in combinations(story.gold, 2):
                same = one["cluster"] == other["cluster"]
                a, b = one["appearance"], other["appearance"]
                joined = bool(a and b) and claim[a] == claim[b]
                if a and b:
                    hit, told, gold = hit + (same and joined), told + joined, gold + same
                if same and story.reports[one["report"]].lang != story.reports[other["report"]].lang:
                    cross, cross_hit = cross + 1, cross_hit + joined
    precision, recall = hit / max(1, told), hit / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    figures = {"pair f1": f1, "precision": precision, "recall": recall, "cross": cross_hit / max(1, cross)}
    return {n: round(v, 3) for n, v in figures.items()}


if __name__ == "__main__":
    main()
