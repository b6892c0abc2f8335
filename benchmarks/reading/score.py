"""
Score attributions against annotated ones, as the papers on PolNeAR do.

Spans are sets of word tokens. An attribution is right when its content overlaps a gold content by half or more
(intersection over union) and the sources overlap or both have none; one to one, best first. `speech` looks only at
gold attributions whose cue reports speech and at predictions with a cue; `source` compares whole source spans.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

Spans = Sequence[Sequence[int]]
Found = Mapping[str, Spans]
Cut = dict[str, frozenset[int]]
_WORD = re.compile(r"\w+")


def measure(documents: Sequence[Mapping[str, object]], predicted: Mapping[str, Sequence[Found]]) -> dict[str, float]:
    """
    Give F1 in percent for all attributions, those of speech, and whole sources.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for document in documents:
        words = [m.span() for m in _WORD.finditer(str(document["text"]))]
        gold = [(_cut(words, a), bool(a["speech"])) for a in document["attributions"]]  # type: ignore[attr-defined]
        gold = [(g, speech) for g, speech in gold if g["content"]]
        found = [f for f in (_cut(words, a) for a in predicted.get(str(document["id"]), ())) if f["content"]]
        _add(counts, "all", found, [g for g, _ in gold])
        spoken, said = [f for f in found if f["cue"]], [g for g, speech in gold if speech]
        _add(counts, "speech", spoken, said)
        ours, theirs = (Counter(x["source"] for x in side if x["source"]) for side in (spoken, said))
        counts["source", "hit"] += sum((ours & theirs).values())
        counts["source", "found"] += sum(ours.values())
        counts["source", "gold"] += sum(theirs.values())
    return {name: _f1(counts, name) for name in ("all", "speech", "source")}


def _cut(words: Sequence[tuple[int, int]], item: Mapping[str, object]) -> Cut:
    return {
        role: frozenset(i for s, e in item.get(role) or () for i, (a, b) in enumerate(words) if a < e and b > s)  # type: ignore[attr-defined]
        for role in ("source", "cue", "content")
    }


def _add(counts: Counter[tuple[str, str]], name: str, found: Sequence[Cut], gold: Sequence[Cut]) -> None:
    pairs = sorted(
        (
            (-len(f["content"] & g["content"]) / len(f["content"] | g["content"]), i, j)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if f["content"] & g["content"]
        )
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for overlap, i, j in pairs:
        if -overlap < 0.5 or i in used_found or j in used_gold:
            continue
        used_found.add(i)
        used_gold.add(j)
        a, b = found[i]["source"], gold[j]["source"]
        counts[name, "hit"] += bool(a & b) or not (a or b)
    counts[name, "found"] += len(found)
    counts[name, "gold"] += len(gold)


def _f1(counts: Counter[tuple[str, str]], name: str) -> float:
    total = counts[name, "found"] + counts[name, "gold"]
    return 200 * counts[name, "hit"] / total if total else 0.0
