"""
Score the syntax of claimtrack on a file of annotated sentences: `python benchmarks/reading/syntax.py --data FILE`.

With `--leave-out` every file of a folder is left out in turn and weights are learned from the others; without it, the
weights that ship are scored, which says something only of sentences they were not learned from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Set
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from claimtrack.syntax import analyse
from claimtrack.syntax.analyse import empty_analysis
from claimtrack.syntax.lexical import analyse_lexically
from claimtrack.syntax.weights import Weights
from syntax_corpus import Sentence, read_sentences
from train_syntax import learn_weights


def score(sentences: Iterable[Sentence], weights: Weights | None, *, lexicon: bool = False) -> dict[str, float]:
    """
    Return percentages: tags right; F1 of base noun phrases (exact span), subjects, objects (span, role and predicate),
    predicates (place), with their kind, say predicates, negated predicates; governors right of predicates found.
    """
    c: Counter[object] = Counter()
    for s in sentences:
        span = ((0, len(s.tokens)),)
        found = analyse_lexically(empty_analysis(s.tokens, span)) if lexicon else analyse(s.tokens, span, weights)
        number = {token: n for n, unit in enumerate(s.units) for token in range(*unit)}
        c["tokens"] += len(s.tags)
        c["tags"] += sum(found.tags[k] == tag for (k, _), tag in zip(s.units, s.tags, strict=True))
        where = {n: number[p.at] for n, p in enumerate(found.predicates)}
        spans = {n: (number[p.first], number[p.last - 1] + 1) for n, p in enumerate(found.phrases)}
        count(c, "phrases", {(a, b) for a, b, _, _ in s.phrases}, set(spans.values()))
        for role, name in (("S", "subjects"), ("O", "objects"), ("A", "doers")):
            want = {(a, b, p) for a, b, r, p in s.phrases if r == role}
            count(
                c,
                name,
                want,
                {(*spans[n], where.get(p.predicate, -1)) for n, p in enumerate(found.phrases) if p.role == role},
            )
        gold = s.predicates
        here = {number[p.at]: p for p in found.predicates}
        count(c, "predicates", set(gold), set(here))
        count(c, "predicates_kind", {(k, v[0]) for k, v in gold.items()}, {(k, str(p.kind)) for k, p in here.items()})
        count(c, "say", {k for k, v in gold.items() if v[0] == "say"}, {k for k, p in here.items() if p.kind == "say"})
        count(c, "negated", {k for k, v in gold.items() if v[1]}, {k for k, p in here.items() if p.negated})
        if s.governed:
            both = [k for k in gold if k in here]
            c["governed_of"] += len(both)
            c["governed"] += sum(where.get(here[k].governor, -1) == gold[k][2] for k in both)
    figures = {"tags": 100 * c["tags"] / max(1, c["tokens"])}
    for name in ("phrases", "subjects", "objects", "doers", "predicates", "predicates_kind", "say", "negated"):
        figures[name] = 200 * c[name, "hit"] / max(1, c[name, "gold"] + c[name, "found"])
    if c["governed_of"]:
        figures["governors"] = 100 * c["governed"] / c["governed_of"]
    return {name: round(value, 1) for name, value in figures.items()}


def count(c: Counter[object], name: str, gold: Set[object], found: Set[object]) -> None:
    """
    Count hits, gold and found.
    """
    c[name, "hit"] += len(gold & found)
    c[name, "gold"] += len(gold)
    c[name, "found"] += len(found)


def main() -> None:
    """
    Score a file with the weights that ship, or every file of a folder left out in turn.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "tools" / "syntax")
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--lang", nargs="*", default=["ar", "en"])
    parser.add_argument("--lexicon", action="store_true", help="score what a pack reads without weights")
    parser.add_argument("--only", nargs="*", help="files (stems) to leave out; all without it")
    asked = parser.parse_args()
    if not asked.leave_out:
        paths = [asked.data] if asked.data.is_file() else sorted(asked.data.glob("*.tsv"))
        for path in paths:
            print(path.name, json.dumps(score(read_sentences(path), None, lexicon=asked.lexicon)))
        return
    for lang in asked.lang:
        files = {p.stem: list(read_sentences(p)) for p in sorted(asked.data.glob(f"{lang}-*.tsv"))}
        rows = []
        for name, held in files.items():
            if asked.only and name not in asked.only:
                continue
            weights = learn_weights([s for k, v in files.items() if k != name for s in v], {})
            rows.append(score(held, weights))
            print(name, json.dumps(rows[-1]), flush=True)
        mean = {k: round(sum(r.get(k, 0) for r in rows) / len(rows), 1) for k in rows[0]}
        print(lang, "mean", json.dumps(mean), flush=True)


if __name__ == "__main__":
    main()
