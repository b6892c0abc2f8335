"""
Quality of matching beside that of libraries: edited sentences, contradicting headlines, rumours.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from edits import copies, edits, measure, read_sentences
from numpy.typing import NDArray
from rapidfuzz import fuzz
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from claimtrack.matching import TextItem, compare_texts, group_topics

Pairs = Sequence[tuple[str, str]]
Scorer = Callable[[Pairs], NDArray[np.float64]]
KEPT = 0.95
RECALL = 0.80


def edited(stories: Path) -> list[tuple[str, str, str]]:
    """
    Give rows of: who, share of copies kept, share of edits that pass for copies.

    Libraries get the threshold that keeps 95 % of these very copies; claimtrack has none to choose.
    """
    kept, passed, _ = measure(stories)
    rows = [("claimtrack, verdict", _share(kept), _share(passed))]
    rows += [(f"claimtrack, edit of {kind}", "", f"{x / n:.3f} of {n}") for kind, (x, n) in passed.items()]
    random = Random(11)
    same: list[tuple[str, str]] = []
    other: list[tuple[str, str]] = []
    for sentence, lang in read_sentences(stories):
        same += [(sentence, c) for _, c in copies(sentence, lang, random)]
        other += [(sentence, e) for _, e in edits(sentence, lang, random)]
    for name, score in _libraries([t for p in same for t in p]).items():
        good, bad = np.sort(score(same)), score(other)
        threshold = good[int((1 - KEPT) * len(good))]
        rows.append((name, f"{(good >= threshold).mean():.3f}", f"{(bad >= threshold).mean():.3f}"))
    return rows


def headlines(data: Path) -> list[tuple[str, str, str]]:
    """
    Give rows of: who, contradictions merged at recall .80 of agreements, best F1 of agree against unrelated.
    """
    rows = _read_pairs(data / "matching" / "ans_stance_dev.csv")
    agree = [(a, b) for a, b, stance in rows if stance == "agree"]
    disagree = [(a, b) for a, b, stance in rows if stance == "disagree"]
    unrelated = _unrelated(rows)
    train = [t for a, b, _ in _read_pairs(data / "matching" / "ans_stance_train.csv") for t in (a, b)]
    scorers: dict[str, tuple[Scorer, Scorer]] = {
        "claimtrack, agreement and relatedness": (_ours("agreement"), _ours("relatedness")),
        "claimtrack, agreement alone": (_ours("agreement"), _ours("agreement")),
        **{name: (score, score) for name, score in _libraries(train).items()},
    }
    out = []
    for name, (opposed, related) in scorers.items():
        good, bad = np.sort(opposed(agree)), opposed(disagree)
        merged = (bad >= good[int((1 - RECALL) * len(good))]).mean()
        out.append((name, f"{merged:.3f}", f"{_best_f1(related(agree), related(unrelated)):.3f}"))
    return out


def rumours(data: Path) -> list[tuple[str, str, str]]:
    """
    Give rows of: who, pairwise F1 of headlines grouped into rumours, the threshold.

    TF-IDF gets the best threshold on these very headlines, claimtrack its default.
    """
    with (data / "truth" / "emergent_dev.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    texts = [row["article_headline"] for row in table]
    truth = np.unique([row["claim"] for row in table], return_inverse=True)[1]
    found = group_topics([TextItem(str(at), text, "en") for at, text in enumerate(texts)])
    ours = np.unique([p.group for p in found], return_inverse=True)[1]
    rows = [("claimtrack, group_topics", f"{_pair_f1(ours, truth):.3f}", "default")]
    kinds = {"words": {"stop_words": "english"}, "letters 2-4": {"analyzer": "char_wb", "ngram_range": (2, 4)}}
    for name, options in kinds.items():
        vectors = TfidfVectorizer(**options).fit_transform(texts)
        likeness = np.clip((vectors @ vectors.T).toarray(), 0, 1)
        for linkage in ("single", "average"):
            best = max((_pair_f1(_cluster(likeness, t, linkage), truth), t) for t in np.arange(0.10, 0.70, 0.05))
            rows.append((f"TF-IDF of {name}, {linkage} linkage", f"{best[0]:.3f}", f"{best[1]:.2f}, the best"))
    return rows


def _share(counts: dict[str, tuple[int, int]]) -> str:
    return f"{sum(x for x, _ in counts.values()) / sum(n for _, n in counts.values()):.3f}"


def _read_pairs(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8") as file:
        return [(row["s1"], row["s2"], row["stance"]) for row in csv.DictReader(file)]


def _unrelated(rows: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    agree = [row for row in rows if row[2] == "agree"]
    model = TfidfVectorizer().fit([t for row in rows for t in row[:2]])
    first, second = (model.transform([row[side] for row in agree]) for side in (0, 1))
    likeness = (first @ second.T).toarray()
    np.fill_diagonal(likeness, -1)
    return [(agree[i][0], agree[j][1]) for i, j in enumerate(likeness.argmax(axis=1))]


def _libraries(corpus: Sequence[str]) -> dict[str, Scorer]:
    words = TfidfVectorizer().fit(corpus)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4)).fit(corpus)
    return {
        "rapidfuzz ratio": lambda pairs: np.array([fuzz.ratio(a, b) for a, b in pairs]),
        "rapidfuzz token_set_ratio": lambda pairs: np.array([fuzz.token_set_ratio(a, b) for a, b in pairs]),
        "datasketch MinHash, word bigrams": _datasketch,
        "rensa RMinHash, word bigrams": _rensa,
        "TF-IDF of words": lambda pairs: _cosine(words, pairs),
        "TF-IDF of letters 2-4": lambda pairs: _cosine(letters, pairs),
    }


def _cosine(model: TfidfVectorizer, pairs: Pairs) -> NDArray[np.float64]:
    first, second = (model.transform([p[side] for p in pairs]) for side in (0, 1))
    return np.asarray(first.multiply(second).sum(axis=1)).ravel()


def bigrams(text: str) -> list[str]:
    """
    Give the word bigrams of a text, as datasketch's and rensa's users make them.
    """
    words = text.lower().split()
    return [f"{a} {b}" for a, b in pairwise(words)] or words or [""]


def _datasketch(pairs: Pairs) -> NDArray[np.float64]:
    from datasketch import MinHash

    def sign(text: str) -> MinHash:
        signature = MinHash(num_perm=64)
        signature.update_batch([g.encode() for g in bigrams(text)])
        return signature

    return np.array([sign(a).jaccard(sign(b)) for a, b in pairs])


def _rensa(pairs: Pairs) -> NDArray[np.float64]:
    from rensa import RMinHash

    def sign(text: str) -> RMinHash:
        signature = RMinHash(num_perm=64, seed=1)
        signature.update(bigrams(text))
        return signature

    return np.array([sign(a).jaccard(sign(b)) for a, b in pairs])


def _ours(name: str) -> Scorer:
    return lambda pairs: np.array([getattr(compare_texts(a, b), name) for a, b in pairs])


def _best_f1(good: NDArray[np.float64], bad: NDArray[np.float64]) -> float:
    return max(
        2 * (good >= t).sum() / ((good >= t).sum() + (bad >= t).sum() + len(good))
        for t in np.unique(np.concatenate([good, bad]))
    )


def _cluster(likeness: NDArray[np.float64], threshold: float, linkage: str) -> NDArray[np.int64]:
    model = AgglomerativeClustering(None, metric="precomputed", linkage=linkage, distance_threshold=1 - threshold)
    return model.fit_predict(1 - likeness)


def _pair_f1(found: NDArray[np.int64], truth: NDArray[np.int64]) -> float:
    def pairs(labels: NDArray[np.int64]) -> int:
        sizes = np.unique(labels, return_counts=True)[1]
        return int((sizes * (sizes - 1)).sum() // 2)

    both = pairs(found * (truth.max() + 1) + truth)
    return 2 * both / (pairs(found) + pairs(truth))
