"""
Learn the weights of `claimtrack.syntax` from the annotated sentences beside this file: `python tools/train_syntax.py`.

Averaged structured perceptrons (Collins 2002) with integer updates and a seeded order, so that the same sentences
give the
same bytes. Each layer is learned on what the layers below it say of sentences they have not seen (four folds).
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from attrs import define
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from claimtrack.syntax import Analysis, Kind, Phrase, Predicate, Role, attachment, find_quotations
from claimtrack.syntax.governors import suggest_governors
from claimtrack.syntax.layout import Layout, lay_out
from claimtrack.syntax.sequence_features import ClauseMarks, chunk_keys, clause_keys, tag_keys
from claimtrack.syntax.tagger import HOSTS, LAYERS
from claimtrack.syntax.weights import (
    LIMIT,
    Table,
    Weights,
    fold_parts,
    host_of,
    label_index,
    pack_table,
    parts_of,
    write_weights,
)
from claimtrack.syntax.word_features import REACH, edge_keys, word_keys
from syntax_corpus import Sentence, read_sentences

HERE = Path(__file__).parent
DATA = HERE / "syntax"
SHIPPED = HERE.parent / "src" / "claimtrack" / "syntax" / "weights"
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


def _number_matrix(matrix: NDArray[np.uint32], least: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
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
    steps: NDArray[np.int64] | None


def learn_layer(
    corpus: Corpus, layer: str, keys: NDArray[np.uint32], chosen: Sequence[int], *, sequence: bool, epochs: int = EPOCHS
) -> Learned:
    """
    Learn one layer from the sentences whose numbers are given.
    """
    own_keys, own = _number_matrix(keys, 2)
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
    return Learned(mean[:many], own_keys, mean[many:-1], steps * clock - step_sums if sequence else None)


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


def _unseen(corpus: Corpus, layer: str, keys: NDArray[np.uint32], *, sequence: bool) -> Ints:
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


def _spread(layout: Layout, labels: Ints) -> Ints:
    """
    Put labels of tokens at their places, 0 at the edges.
    """
    row = np.zeros(len(layout.forms), dtype=np.int64)
    row[layout.places] = labels + 1
    return row


def learn_weights(sentences: Sequence[Sentence], source: dict[str, object], *, folded: bool = True) -> Weights:
    """
    Learn all layers of one language; `folded` to use them, not so to write them.
    """
    corpus = make_corpus(sentences)
    layout, every = corpus.layout, range(len(corpus.sentences))
    learned: dict[str, Learned] = {}
    keys = tag_keys(layout)
    learned["tags"] = learn_layer(corpus, "tags", keys, every, sequence=True)
    tags = _spread(layout, _unseen(corpus, "tags", keys, sequence=True))
    keys = chunk_keys(layout, tags)
    learned["chunks"] = learn_layer(corpus, "chunks", keys, every, sequence=True)
    chunks = _spread(layout, _unseen(corpus, "chunks", keys, sequence=True))
    keys = clause_keys(layout, tags, chunks, ClauseMarks(tags, corpus.hosts))
    learned["kinds"] = learn_layer(corpus, "kinds", keys, every, sequence=False)
    learned["negated"] = learn_layer(corpus, "negated", keys, every, sequence=False)
    tables, transitions = _pack_layers(corpus, learned)
    tables.update(_learn_attachments(corpus, tags))
    weights = Weights(sentences[0].lang, corpus.names, tables, transitions, source)
    return fold_parts(weights) if folded else weights


def _pack_layers(corpus: Corpus, learned: dict[str, Learned]) -> tuple[dict[str, Table], dict[str, NDArray[np.int32]]]:
    """
    Bring the layers to int8, the words of all layers in one table.
    """
    tables: dict[str, Table] = {}
    transitions: dict[str, NDArray[np.int32]] = {}
    columns = []
    for layer in LAYERS:
        found = learned[layer]
        scale = _scale(found.words, found.own)
        tables[layer] = pack_table(found.keys, found.own, scale)
        columns.append(np.floor_divide(2 * found.words + scale, 2 * scale))
        if found.steps is not None:
            transitions[layer] = np.floor_divide(2 * found.steps + scale, 2 * scale).astype(np.int32)
    tables["words"] = pack_table(corpus.word_keys, np.concatenate(columns, axis=1), 1)
    return tables, transitions


def _scale(*groups: NDArray[np.int64]) -> int:
    """
    Return what brings the largest weight of a layer into an int8: cutting large ones cost four points of tags.
    """
    largest = max((int(np.abs(g).max()) for g in groups if g.size), default=0)
    return max(1, -(-largest // LIMIT))


def _learn_attachments(corpus: Corpus, tags: Ints) -> dict[str, Table]:
    """
    Learn what phrases and predicates are attached to.
    """
    spots, roles, governors = gold_spots(corpus, tags)
    free, (pairs, there, index) = (
        attachment.phrase_keys(corpus.layout, spots),
        attachment.role_keys(corpus.layout, spots),
    )
    bound = len(attachment.ROLES)
    width = pairs.shape[1]
    target = np.full(len(roles), -1, dtype=np.int64)
    for n, (role, predicate) in enumerate(roles):
        if role in attachment.ROLES:
            column = np.flatnonzero(there[n] & (index[n] == predicate))
            if len(column):
                target[n] = column[0] * bound + attachment.ROLES.index(role)
        else:
            target[n] = width * bound + attachment.FREE_ROLES.index(role)
    sentence = corpus.layout.sentence[spots.phrase_first]
    roles_table, phrases_table = _learn_choice(free, pairs, there, target, sentence)
    suggested = [above for s in corpus.sentences for above in _suggested(s)]
    first = np.repeat(
        np.cumsum([0, *(len(s.predicates) for s in corpus.sentences)])[:-1],
        [len(s.predicates) for s in corpus.sentences],
    )
    moved = np.where(np.array(suggested) >= 0, np.array(suggested) + first, -1)
    keys, there, index = attachment.governor_keys(corpus.layout, spots, moved)
    target = np.array(
        [
            -1 if not known else keys.shape[1] if say < 0 else next(iter(np.flatnonzero(t & (i == say))), -1)
            for (known, say), t, i in zip(governors, there, index, strict=True)
        ],
        dtype=np.int64,
    )
    tables = {"roles": roles_table, "phrases": phrases_table}
    sentence = corpus.layout.sentence[spots.predicates]
    tables["governors"], _ = _learn_choice(None, keys, there, target, sentence)
    return tables


def _suggested(sentence: Sentence) -> list[int]:
    """
    Return what the rules suggest for the predicates of one sentence, its annotation taken for its analysis.
    """
    size, units = len(sentence.tokens), sentence.units
    tags = [tag for tag, (a, b) in zip(sentence.tags, units, strict=True) for _ in range(a, b)]
    order = {at: n for n, at in enumerate(sorted(sentence.predicates))}
    phrases, phrase_at = [], [-1] * size
    arguments: list[list[int]] = [[] for _ in order]
    for number, (a, b, role, predicate) in enumerate(sentence.phrases):
        first, last = units[a][0], units[b - 1][1]
        phrases.append(Phrase(first, last, Role(role), order.get(predicate, -1)))
        phrase_at[first:last] = [number] * (last - first)
        if predicate in order:
            arguments[order[predicate]].append(number)
    predicates, predicate_at = [], [-1] * size
    for number, at in enumerate(order):
        kind, negated, _ = sentence.predicates[at]
        predicate_at[units[at][0]] = number
        predicates.append(
            Predicate(units[at][0], Kind(kind), negated, host_of(sentence.tags[at]), -1, tuple(arguments[number]))
        )
    quotations = tuple(find_quotations(sentence.tokens))
    inside = [-1] * size
    for number, quotation in enumerate(quotations):
        inside[quotation.first : quotation.last] = [number] * (quotation.last - quotation.first)
    return suggest_governors(
        Analysis(
            tokens=sentence.tokens,
            sentences=((0, size),),
            tags=tuple(tags),
            hosts=tuple(host_of(t) for t in tags),
            phrases=tuple(phrases),
            phrase_at=phrase_at,
            predicates=tuple(predicates),
            predicate_at=predicate_at,
            sentence_of=[0] * size,
            quotations=quotations,
            inside=inside,
        )
    )


def gold_spots(corpus: Corpus, tags: Ints) -> tuple[attachment.Spots, list[tuple[str, int]], list[tuple[bool, int]]]:
    """
    Return the annotated phrases and predicates as places, with the role of each phrase and the governor of each
    predicate.
    """
    place = corpus.layout.places
    first: list[int] = []
    last: list[int] = []
    phrases: list[tuple[str, int]] = []
    heads: list[int] = []
    kinds: list[int] = []
    raw: list[tuple[bool, int]] = []
    index_of: dict[int, int] = {}
    for s, (a, _) in zip(corpus.sentences, corpus.bounds, strict=True):
        for k in sorted(s.predicates):
            index_of[a + k] = len(heads)
            heads.append(int(place[a + k]))
            kinds.append(KINDS.index(s.predicates[k][0]) + 1)
            raw.append((s.governed, a + s.predicates[k][2] if s.predicates[k][2] >= 0 else -1))
        for b, e, role, predicate in s.phrases:
            first.append(int(place[a + b]))
            last.append(int(place[a + e - 1]) + 1)
            phrases.append(
                (role if role not in "SOA" or predicate >= 0 else "X", a + predicate if predicate >= 0 else -1)
            )
    spots = attachment.Spots(
        phrase_first=np.array(first),
        phrase_last=np.array(last),
        predicates=np.array(heads),
        kinds=np.array(kinds),
        says=np.array(kinds) == KINDS.index("say") + 1,
        tags=tags,
        counts=attachment.count_marks(corpus.layout, tags, corpus.hosts),
    )
    roles = [(r, index_of.get(p, -1)) for r, p in phrases]
    governors = [(known, index_of.get(g, -1)) for known, g in raw]
    return spots, roles, governors


def _learn_choice(
    free: NDArray[np.uint32] | None,
    pairs: NDArray[np.uint32],
    there: NDArray[np.bool_],
    target: Ints,
    sentence: Ints,
) -> tuple[Table, Table]:
    """
    Learn to choose one of some candidates, or none: tables of the pairs and of the free choices.
    """
    count, width, size = pairs.shape
    pair_keys, pair = _number_matrix(pairs.reshape(count * width, size), 2)
    pair = pair.reshape(count, width, size)
    columns = len(attachment.ROLES) if free is not None else 1
    pair_w, pair_u = (np.zeros((len(pair_keys) + 1, columns), dtype=np.int64) for _ in range(2))
    free_keys, own = (
        _number_matrix(free, 2)
        if free is not None
        else (np.zeros(0, dtype=np.uint32), np.zeros((count, 1), dtype=np.int64))
    )
    others = len(attachment.FREE_ROLES) if free is not None else 1
    free_w, free_u = (np.zeros((len(free_keys) + 1, others), dtype=np.int64) for _ in range(2))
    starts = np.flatnonzero(np.diff(sentence, prepend=-1))
    ends = np.append(starts[1:], count)
    order, dice, clock = list(range(len(starts))), random.Random(7), 1
    low = -(1 << 40)
    for _ in range(EPOCHS):
        dice.shuffle(order)
        for n in order:
            rows = np.arange(starts[n], ends[n])
            rows = rows[target[rows] >= 0]
            if not len(rows):
                continue
            scores = pair_w[pair[rows]].sum(axis=2)
            scores = np.where(there[rows][:, :, None], scores, low).reshape(len(rows), -1)
            none = free_w[own[rows]].sum(axis=1) if free is not None else np.zeros((len(rows), 1), dtype=np.int64)
            scores = np.concatenate([scores, none], axis=1) + MARGIN
            want = target[rows]
            scores[np.arange(len(rows)), want] -= MARGIN
            got = scores.argmax(axis=1)
            for at in np.flatnonzero(got != want):
                for choice, sign in ((int(want[at]), 1), (int(got[at]), -1)):
                    if choice < width * columns:
                        cell = (pair[rows[at], choice // columns], choice % columns)
                        np.add.at(pair_w, cell, sign)
                        np.add.at(pair_u, cell, sign * clock)
                        pair_w[-1] = 0
                    elif free is not None:
                        cell = (own[rows[at]], choice - width * columns)
                        np.add.at(free_w, cell, sign)
                        np.add.at(free_u, cell, sign * clock)
                        free_w[-1] = 0
            clock += 1
    pair_mean, free_mean = pair_w * clock - pair_u, free_w * clock - free_u
    scale = _scale(pair_mean[:-1], free_mean[:-1])
    return pack_table(pair_keys, pair_mean[:-1], scale), pack_table(free_keys, free_mean[:-1], scale)


def main() -> None:
    """
    Learn and write the weights of the languages asked for.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of annotated files, named LANG-*.tsv")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("languages", nargs="*", default=["ar", "en"])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for lang in asked.languages:
        paths = sorted(asked.data.glob(f"{lang}-*.tsv"))
        sentences = [s for p in paths for s in read_sentences(p)]
        source = {
            "files": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths},
            "sentences": len(sentences),
            "tokens": sum(len(s.tags) for s in sentences),
        }
        data = write_weights(learn_weights(sentences, source, folded=False))
        (asked.out / f"{lang}.weights").write_bytes(data)
        print(f"{lang}: {source['sentences']} sentences, {source['tokens']} tokens, {len(data)} bytes")


if __name__ == "__main__":
    main()
