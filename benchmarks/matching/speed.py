"""
Speed, memory and pair recall of grouping synthetic claims; each run in a process of its own.

`python speed.py claimtrack 100000` prints one line of JSON; `run.py` starts these and makes the table.
"""

from __future__ import annotations

import ctypes
import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from generator import Made, make_claims

RATIO = 80


def claimtrack(made: Sequence[Made]) -> list[str]:
    """
    Group with claimtrack: text to groups, variants and verdicts.
    """
    from claimtrack.matching import TextItem, deduplicate

    return [p.group for p in deduplicate(TextItem(m.id, m.text) for m in made)]


def datasketch(made: Sequence[Made]) -> list[int]:
    """
    Group with datasketch: normalise, MinHash, LSH, verify with rapidfuzz, connect.
    """
    from datasketch import MinHash, MinHashLSH

    texts = [_normalise(m.text) for m in made]
    lsh = MinHashLSH(params=(8, 3), num_perm=24)
    links = []
    for at, text in enumerate(texts):
        signature = MinHash(num_perm=24)
        signature.update_batch([g.encode() for g in _bigrams(text)])
        links += _verified(texts, at, lsh.query(signature))
        lsh.insert(at, signature)
    return _connect(len(texts), links)


def rensa(made: Sequence[Made]) -> list[int]:
    """
    Group with rensa, the same way.
    """
    from rensa import RMinHash, RMinHashLSH

    texts = [_normalise(m.text) for m in made]
    lsh = RMinHashLSH(threshold=0.5, num_perm=24, num_bands=8)
    links = []
    for at, text in enumerate(texts):
        signature = RMinHash(num_perm=24, seed=1)
        signature.update(_bigrams(text))
        links += _verified(texts, at, lsh.query(signature))
        lsh.insert(at, signature)
    return _connect(len(texts), links)


def tfidf(made: Sequence[Made]) -> list[int]:
    """
    Group with scikit-learn: TF-IDF of words, all cosines of .6 and more by sparse products, connect.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [_normalise(m.text) for m in made]
    vectors = TfidfVectorizer().fit_transform(texts)
    links = []
    for start in range(0, len(texts), 1000):
        block = (vectors[start : start + 1000] @ vectors.T).tocoo()
        near = (block.data >= 0.6) & (block.row + start < block.col)
        links += list(zip((block.row[near] + start).tolist(), block.col[near].tolist(), strict=True))
    return _connect(len(texts), links)


def rapidfuzz(made: Sequence[Made]) -> list[int]:
    """
    Group by brute force: rapidfuzz ratio of all pairs, connect.
    """
    a, b = brute_pairs(made)
    return _connect(len(made), list(zip(a.tolist(), b.tolist(), strict=True)))


def brute_pairs(made: Sequence[Made]) -> tuple[np.ndarray, np.ndarray]:
    """
    Give all pairs with a rapidfuzz ratio of 80 and more.
    """
    from rapidfuzz import fuzz, process

    texts = [m.text for m in made]
    scores = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=RATIO, workers=1, dtype=np.uint8)
    return np.nonzero(np.triu(scores, 1))


def index(count: int) -> dict[str, float]:
    """
    Load an index, then add texts one by one: milliseconds each, and bytes a claim without its text.
    """
    from claimtrack.matching import TextIndex, TextItem

    made = make_claims(count + 2_000)
    items = [TextItem(m.id, m.text) for m in made]
    del made
    before = _resident()
    index_ = TextIndex()
    index_.load(items[:count])
    held = _resident() - before
    gc.freeze()
    took = []
    for item in items[count:]:
        start = time.process_time()
        index_.add(item)
        index_.placement(item.id)
        took.append(1000 * (time.process_time() - start))
    return {
        "p50_ms": float(np.percentile(took, 50)),
        "p99_ms": float(np.percentile(took, 99)),
        "bytes": index_.nbytes() / count,
        "resident_bytes": held / count,
    }


def _peak_mb() -> float:
    """
    Give the most memory this process has held (Linux); `ru_maxrss` would count that of its parent before it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1000


def _resident() -> int:
    """
    Give the bytes this process holds now, after handing back what is free (Linux with glibc).
    """
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def _normalise(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _bigrams(text: str) -> list[str]:
    words = text.split()
    return [f"{a} {b}" for a, b in pairwise(words)] or words or [""]


def _verified(texts: Sequence[str], at: int, candidates: Sequence[int]) -> list[tuple[int, int]]:
    from rapidfuzz import fuzz

    return [(c, at) for c in candidates if fuzz.ratio(texts[c], texts[at], score_cutoff=RATIO)]


def _connect(count: int, links: Sequence[tuple[int, int]]) -> list[int]:
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for a, b in links:
        x, y = root(a), root(b)
        parent[max(x, y)] = min(x, y)
    return [root(at) for at in range(count)]


def _measure(group: Callable[[Sequence[Made]], Sequence[object]], count: int) -> dict[str, float]:
    made = make_claims(count)
    held = _peak_mb()
    start = time.process_time()
    labels = group(made)
    out = {
        "cpu_s": time.process_time() - start,
        "peak_mb": _peak_mb(),
        "held_mb": held,
    }
    if count <= 10_000:
        a, b = brute_pairs(made)
        same = sum(labels[x] == labels[y] for x, y in zip(a.tolist(), b.tolist(), strict=True))
        out["pair_recall"] = same / len(a)
        both = [(x, y) for x, y in zip(a.tolist(), b.tolist(), strict=True) if made[x].base == made[y].base]
        out["true_pair_recall"] = sum(labels[x] == labels[y] for x, y in both) / len(both)
    return out


if __name__ == "__main__":
    tool, size = sys.argv[1], int(sys.argv[2])
    print(json.dumps(index(size) if tool == "index" else _measure(globals()[tool], size)))
