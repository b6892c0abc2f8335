"""
Learn the layers of the tagger: averaged structured perceptrons (Collins 2002) with integer updates and a seeded order.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
from attrs import define
from numpy.typing import NDArray

from claimtrack.syntax.layout import Layout, lay_out
from claimtrack.syntax.tagger import HOSTS, LAYERS
from claimtrack.syntax.weights import Table, host_of, label_index, parts_of
from claimtrack.syntax.word_features import REACH, edge_keys, word_keys
from syntax_corpus import Sentence

KINDS = ("none", "say", "fact", "forecast", "demand", "vow", "question", "cond", "opinion")
CHUNKS = ("B", "I", "O")
EPOCHS = 12
MARGIN = 4
FOLDS = 4
RARE_TAG = 3
"""Annotations below which a tag with clitics is learned as its part of speech alone."""

Ints = NDArray[np.int64]


@define(eq=False)
class Corpus:
    """
    Hold sentences laid out as one text, and their labels a token.
    """

    sentences: list[Sentence]
    layout: Layout
    bounds: list[tuple[int, int]]
    labels: dict[str, Ints]
    names: dict[str, tuple[str, ...]]
    hosts: dict[str, NDArray[np.bool_]]
    words: NDArray[np.int64]
    word_keys: NDArray[np.uint32]


def make_corpus(sentences: Sequence[Sentence]) -> Corpus:
    """
    Lay sentences out and number their labels.
    """
    words = [w for s in sentences for w in s.words]
    ends = np.cumsum([len(s.tags) for s in sentences])
    bounds = [(int(e) - len(s.tags), int(e)) for s, e in zip(sentences, ends, strict=True)]
    layout = lay_out(words, bounds, {})
    counts = Counter(t for s in sentences for t in s.tags)
    kept = {t for t, n in counts.items() if n >= RARE_TAG}
    name = {t: t if t in kept else host_of(t) for t in counts}
    names = {
        "tags": tuple(sorted({name[t] for t in counts})),
        "chunks": CHUNKS,
        "kinds": KINDS,
        "negated": ("no", "yes"),
    }
    index = {layer: label_index(n) for layer, n in names.items()}
    rows: dict[str, list[int]] = {layer: [] for layer in LAYERS}
    for s in sentences:
        rows["tags"] += [index["tags"][name[t]] for t in s.tags]
        rows["chunks"] += [index["chunks"][c] for c in s.chunks]
        rows["kinds"] += [index["kinds"][s.predicates[k][0]] if k in s.predicates else 0 for k in range(len(s.tags))]
        rows["negated"] += [int(s.predicates[k][1]) if k in s.predicates else -1 for k in range(len(s.tags))]
    labels = {layer: np.array(r, dtype=np.int64) for layer, r in rows.items()}
    hosts = {h: np.array([False, *(host_of(t) == h for t in names["tags"])]) for h in HOSTS}
    keys, matrix = _word_matrix(layout)
    return Corpus(list(sentences), layout, bounds, labels, names, hosts, matrix, keys)


def _word_matrix(layout: Layout) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """
    Return all keys of words, sorted, and for each token the numbers of its keys (padded with their count).
    """
    memo: dict[str, tuple[tuple[int, ...], ...]] = {}
    edge = edge_keys()
    rows = []
    for at in layout.places.tolist():
        row: list[int] = []
        for k in range(-REACH, REACH + 1):
            word = layout.words[at + k]
            if word is None:
                row += edge[k + REACH]
                continue
            if word.text not in memo:
                memo[word.text] = word_keys(word)
            row += memo[word.text][k + REACH]
        rows.append(row)
    return _number(rows)


def _number(rows: Sequence[Sequence[int]], least: int = 1) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """
    Number the keys that stand in `least` rows or more.
    """
    counts = Counter(k for row in rows for k in row)
    keys = np.array(sorted(k for k, n in counts.items() if n >= least), dtype=np.uint32)
    number = {int(k): n for n, k in enumerate(keys)}
    width = max((len(r) for r in rows), default=1)
    matrix = np.full((len(rows), width), len(keys), dtype=np.int64)
    for at, row in enumerate(rows):
        found = [number[k] for k in row if k in number]
        matrix[at, : len(found)] = found
    return keys, matrix


def number_matrix(matrix: NDArray[np.uint32], least: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """
    Do the same for a matrix of keys without gaps.
    """
    unique, inverse, counts = np.unique(matrix, return_inverse=True, return_counts=True)
    kept = counts >= least
    number = np.where(kept, np.cumsum(kept) - 1, kept.sum())
    return unique[kept].astype(np.uint32), number[inverse].reshape(matrix.shape)


@define(eq=False)
class Learned:
    """
    Hold what one layer learned: weights of words and of its own features, and its transitions.
    """

    words: NDArray[np.int64]
    keys: NDArray[np.uint32]
    own: NDArray[np.int64]
    counts: NDArray[np.int64]
    steps: NDArray[np.int64] | None


def learn_layer(
    corpus: Corpus, layer: str, keys: NDArray[np.uint32], chosen: Sequence[int], *, sequence: bool, epochs: int = EPOCHS
) -> Learned:
    """
    Learn one layer from the sentences whose numbers are given.
    """
    own_keys, own = number_matrix(keys, 2)
    labels, gold = len(corpus.names[layer]), corpus.labels[layer]
    shared = parts_of(layer, corpus.names[layer]).astype(np.int64)
    words = corpus.words
    many, few = len(corpus.word_keys), len(own_keys)
    both = np.concatenate([words, np.where(own == few, many + few, own + many)], axis=1)
    both[:, : words.shape[1]][words == many] = many + few
    weights, sums = (np.zeros((many + few + 1, shared.shape[1]), dtype=np.int64) for _ in range(2))
    steps, step_sums = (np.zeros((labels + 1, labels), dtype=np.int64) for _ in range(2))
    order, dice, clock = list(chosen), random.Random(7), 1
    for _ in range(epochs):
        dice.shuffle(order)
        for number in order:
            a, b = corpus.bounds[number]
            rows = np.arange(a, b)
            rows = rows[gold[rows] >= 0]
            if not len(rows):
                continue
            want = gold[rows]
            scores = weights[both[rows]].sum(axis=1) @ shared.T + MARGIN
            scores[np.arange(len(rows)), want] -= MARGIN
            got = _best_sequence(scores, steps) if sequence else scores.argmax(axis=1)
            wrong = np.flatnonzero(got != want)
            if len(wrong):
                change = shared[want[wrong]] - shared[got[wrong]]
                cells = both[rows[wrong]]
                for cell, step in zip(cells, change, strict=True):
                    # A token has each of its features once, so plain indexing adds as `add.at` would, ten times as
                    # fast.
                    weights[cell] += step
                    sums[cell] += clock * step
                weights[-1] = 0  # the row of what is unknown or absent
                if sequence:
                    for path, sign in ((want, 1), (got, -1)):
                        came = np.concatenate([[labels], path[:-1]])
                        np.add.at(steps, (came, path), sign)
                        np.add.at(step_sums, (came, path), sign * clock)
            clock += 1
    mean = weights * clock - sums
    mean[-1] = 0
    counts = np.bincount(own.ravel(), minlength=few + 1)[:few]
    return Learned(mean[:many], own_keys, mean[many:-1], counts, steps * clock - step_sums if sequence else None)


def _best_sequence(scores: Ints, steps: Ints) -> Ints:
    """
    Return the best labels of one sentence; the tagger's way for many at once is slower for one.
    """
    labels = scores.shape[1]
    inner, every = steps[:labels], np.arange(labels)
    best, back = scores[0] + steps[labels], []
    for row in scores[1:]:
        paths = best[:, None] + inner
        came = paths.argmax(axis=0)
        back.append(came)
        best = paths[came, every] + row
    found = [int(best.argmax())]
    for came in reversed(back):
        found.append(int(came[found[-1]]))
    return np.array(found[::-1], dtype=np.int64)


def apply_layer(corpus: Corpus, layer: str, learned: Learned, keys: NDArray[np.uint32], chosen: Sequence[int]) -> Ints:
    """
    Label the sentences whose numbers are given; -1 elsewhere.
    """
    found = np.full(len(corpus.layout.places), -1, dtype=np.int64)
    shared = parts_of(layer, corpus.names[layer]).T
    table = Table(learned.keys, _with_zeros(learned.own))  # type: ignore[arg-type]  # sums of learning are wider
    words = _with_zeros(learned.words)
    for number in chosen:
        a, b = corpus.bounds[number]
        scores = (words[corpus.words[a:b]].sum(axis=1) + table.weights[table.rows(keys[a:b])].sum(axis=1)) @ shared
        if learned.steps is None:
            found[a:b] = scores.argmax(axis=1)
        else:
            found[a:b] = _best_sequence(scores, learned.steps)
    return found


def _with_zeros(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Add the row of zeros for what is unknown.
    """
    return np.concatenate([weights, np.zeros((1, weights.shape[1]), dtype=np.int64)])


def label_unseen(corpus: Corpus, layer: str, keys: NDArray[np.uint32], *, sequence: bool) -> Ints:
    """
    Label every sentence with weights that were learned without it.
    """
    found = np.zeros(len(corpus.layout.places), dtype=np.int64)
    for fold in range(FOLDS):
        held = [n for n in range(len(corpus.sentences)) if n % FOLDS == fold]
        rest = [n for n in range(len(corpus.sentences)) if n % FOLDS != fold]
        learned = learn_layer(corpus, layer, keys, rest, sequence=sequence, epochs=EPOCHS // 2)
        labelled = apply_layer(corpus, layer, learned, keys, held)
        found = np.where(labelled >= 0, labelled, found)
    return found


def spread(layout: Layout, labels: Ints) -> Ints:
    """
    Put labels of tokens at their places, 0 at the edges.
    """
    row = np.zeros(len(layout.forms), dtype=np.int64)
    row[layout.places] = labels + 1
    return row
