"""
Learn what phrases and predicates are attached to, from the annotated ones.

Learning also from those that the layers below find in sentences they have not seen brought nothing (governors of
en-k, left out: 85.9 against 87.0; of ar-i: 87.1 against 88.0).
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimtrack.syntax import Analysis, Kind, Phrase, Predicate, Role, attachment, find_quotations
from claimtrack.syntax.governors import suggest_governors
from claimtrack.syntax.weights import Table, find_scale, host_of, pack_table
from syntax_corpus import Sentence
from syntax_layers import EPOCHS, KINDS, MARGIN, Corpus, Ints, number_matrix


def learn_attachments(corpus: Corpus, tags: Ints) -> dict[str, Table]:
    """
    Learn the tables of attachments; `tags` come from weights learned without the sentence they stand in.
    """
    spots, roles, governors = gold_spots(corpus, tags)
    roles_table, phrases_table = _learn_roles(corpus, spots, roles)
    tables = {"roles": roles_table, "phrases": phrases_table}
    return tables | {"governors": _learn_governors(corpus, spots, governors)}


def _learn_roles(corpus: Corpus, spots: attachment.Spots, roles: Sequence[tuple[str, int]]) -> tuple[Table, Table]:
    """
    Learn the roles of phrases: tables of their pairs with predicates, and of phrases as such.
    """
    free = attachment.phrase_keys(corpus.layout, spots)
    pairs, there, index = attachment.role_keys(corpus.layout, spots)
    bound = len(attachment.ROLES)
    target = np.full(len(roles), -1, dtype=np.int64)
    for n, (role, predicate) in enumerate(roles):
        if role in attachment.ROLES:
            column = np.flatnonzero(there[n] & (index[n] == predicate))
            if len(column):
                target[n] = column[0] * bound + attachment.ROLES.index(role)
        else:
            target[n] = pairs.shape[1] * bound + attachment.FREE_ROLES.index(role)
    return _learn_choice(free, pairs, there, target, corpus.layout.sentence[spots.phrase_first])


def _learn_governors(corpus: Corpus, spots: attachment.Spots, governors: Sequence[tuple[bool, int]]) -> Table:
    """
    Learn the governors of predicates: the table of their pairs with verbs of saying.
    """
    suggested: list[int] = []
    for sentence in corpus.sentences:
        first = len(suggested)
        suggested += [above + first if above >= 0 else -1 for above in _suggested(sentence)]
    keys, there, index = attachment.governor_keys(corpus.layout, spots, np.array(suggested, dtype=np.int64))
    target = np.array(
        [
            -1 if not known else keys.shape[1] if say < 0 else next(iter(np.flatnonzero(t & (i == say))), -1)
            for (known, say), t, i in zip(governors, there, index, strict=True)
        ],
        dtype=np.int64,
    )
    return _learn_choice(None, keys, there, target, corpus.layout.sentence[spots.predicates])[0]


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
    pair_keys, pair = number_matrix(pairs.reshape(count * width, size), 2)
    pair = pair.reshape(count, width, size)
    columns = len(attachment.ROLES) if free is not None else 1
    pair_w, pair_u = (np.zeros((len(pair_keys) + 1, columns), dtype=np.int64) for _ in range(2))
    free_keys, own = (
        number_matrix(free, 2)
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
    scale = find_scale(pair_mean[:-1], free_mean[:-1])
    pair_counts = np.bincount(pair[there].ravel(), minlength=len(pair_keys) + 1)[:-1]
    free_counts = np.bincount(own.ravel(), minlength=len(free_keys) + 1)[:-1]
    return (
        pack_table(pair_keys, pair_mean[:-1], scale, pair_counts),
        pack_table(free_keys, free_mean[:-1], scale, free_counts),
    )
