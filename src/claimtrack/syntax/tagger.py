"""
Label the tokens of a text layer by layer: parts of speech, base noun phrases, predicates and their polarity.

Scores are sums of integer weights. What depends on one word alone is summed once a written form and kept; what
depends on neighbours is looked up for the whole text at once. Where labels depend on the label in front, the
best sequence is found for all sentences in lock step (Viterbi 1967).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from claimtrack.language import Cue, Operator, Word
from claimtrack.syntax.layout import Layout
from claimtrack.syntax.sequence_features import ClauseMarks, chunk_keys, clause_keys, tag_keys
from claimtrack.syntax.weights import Weights, fold_words, host_of
from claimtrack.syntax.word_features import REACH, edge_keys, word_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LAYERS = ("tags", "chunks", "kinds", "negated")
"""Layers in the order in which they are labelled: each sees what those before it found."""
HOSTS = (
    "V",
    "Vp",
    "VN",
    "PART",
    "AUX",
    "N",
    "PN",
    "ADJ",
    "P",
    "DET",
    "PRON",
    "REL",
    "NUM",
    "ADV",
    "CC",
    "SC",
    "NEG",
    "X",
    "PUNCT",
)
"""Parts of speech without clitics."""
_KNOWN_FORMS = 30_000
"""Written forms whose scores are kept; about 60 MB, and a month of news in one language has fewer."""


@frozen(eq=False)
class Labels:
    """
    Hold the labels found, one a place of the layout (0 is the edge; others are the label's column plus one).

    Attributes:
        says: By how much the kind "say" beats every other one.

    """

    tags: Ints
    chunks: Ints
    kinds: Ints
    negated: Ints
    says: Ints


@define(eq=False)
class Tagger:
    """
    Label texts of one language.
    """

    weights: Weights
    hosts: dict[str, NDArray[np.bool_]]
    columns: dict[str, slice]
    known: dict[str, tuple[int, int, int]] = field(factory=dict)
    _number: dict[str, int] = field(factory=dict)
    _scores: NDArray[np.int32] | None = None

    def label(self, layout: Layout) -> Labels:
        """
        Label all layers of a text.
        """
        import numpy as np

        size = len(layout.forms)
        if not len(layout.places):
            empty = np.zeros(size, dtype=np.int64)
            return Labels(empty, empty, empty, empty, empty)
        words = self._word_scores(layout)
        tags = self._spread(size, layout, self._best("tags", layout, words, tag_keys(layout)))
        chunks = self._spread(size, layout, self._best("chunks", layout, words, chunk_keys(layout, tags)))
        chunks[self.hosts["PUNCT"][tags] & _is_divider(layout)] = (
            0  # no base noun phrase reaches over a comma or a dash
        )
        keys = clause_keys(layout, tags, chunks, ClauseMarks(tags, self.hosts))
        scores = words[:, self.columns["kinds"]] + self.weights.tables["kinds"].score(keys)
        kinds = self._spread(size, layout, scores.argmax(axis=1))
        says = np.zeros(size, dtype=np.int64)
        says[layout.places] = self._say_margin(scores)
        kinds[~_is_word(layout)] = 0  # a sign says nothing
        negated = self._spread(size, layout, self._best("negated", layout, words, keys))
        return Labels(tags, chunks, kinds, negated, says)

    def _say_margin(self, scores: NDArray[np.int32]) -> NDArray[np.int32]:
        """
        Return by how much "say" beats every other kind, or falls short.
        """
        column = self.weights.labels["kinds"].index("say")
        others = scores.copy()
        others[:, column] = scores.min() - 1
        margin: NDArray[np.int32] = scores[:, column] - others.max(axis=1)
        return margin

    def sure_cues(self, layout: Layout, tags: Ints) -> NDArray[np.bool_]:
        """
        Return the places of verbs that the pack knows to report something in most of their uses.
        """
        import numpy as np

        rates = np.array([_cue_rate(w) if w is not None else 0.0 for w in layout.words])
        verbs = self.hosts["V"][tags] | self.hosts["Vp"][tags]
        that = np.array([w is not None and _opens_complement(w) for w in layout.words], dtype=np.bool_)
        places = np.arange(len(rates))
        # "That" behind a rarer cue, with no other verb between the two, shows that it reports.
        led = _next(that, places) < np.minimum(_next(verbs, places), np.minimum(places + _LEAD, layout.last))
        return ((rates >= SURE_RATE) | ((rates >= LED_RATE) & led)) & (verbs | self.hosts["PART"][tags])

    def _spread(self, size: int, layout: Layout, found: Ints) -> Ints:
        """
        Put labels of tokens at their places.
        """
        import numpy as np

        row = np.zeros(size, dtype=np.int64)
        row[layout.places] = found + 1
        return row

    def _word_scores(self, layout: Layout) -> NDArray[np.int32]:
        """
        Return the scores that the words in reach give to every token, the columns of all layers.
        """
        import numpy as np

        if len(self._number) > _KNOWN_FORMS:
            self._number.clear()
            self._scores = None
        new = [w for w in layout.words if w is not None and w.text not in self._number]
        if new or self._scores is None:
            self._learn_words(new)
        assert self._scores is not None
        number = self._number
        index = np.array([0 if w is None else number[w.text] for w in layout.words], dtype=np.int64)
        at = layout.places
        total: NDArray[np.int32] = self._scores[index[at], REACH]
        for k in (k for k in range(-REACH, REACH + 1) if k):
            total = total + self._scores[index[at + k], k + REACH]
        return total

    def _learn_words(self, words: list[Word]) -> None:
        """
        Sum up the weights of words seen for the first time; number 0 is the edge of a sentence.
        """
        import numpy as np

        table = self.weights.tables["words"]
        unique = {w.text: w for w in words}
        rows = [word_keys(w) for w in unique.values()]
        if self._scores is None:
            rows.insert(0, edge_keys())
        flat = [key for row in rows for place in row for key in place]
        sizes = [len(place) for row in rows for place in row]
        found = table.weights[table.rows(np.array(flat, dtype=np.uint32))]
        starts = np.cumsum([0, *sizes[:-1]])
        sums = np.add.reduceat(found, starts, axis=0).reshape(len(rows), 2 * REACH + 1, -1)
        self._keep(fold_words(self.weights, sums))
        first = len(self._number) + 1
        self._number.update({text: first + n for n, text in enumerate(unique)})

    def _keep(self, scores: NDArray[np.int32]) -> None:
        """
        Put scores behind those kept so far; the room doubles, so that a new word costs no more the more are known.
        """
        import numpy as np

        used = len(self._number) + 1 if self._scores is not None else 0
        need = used + len(scores)
        if self._scores is None or need > len(self._scores):
            room = np.zeros((max(2 * need, 1024), *scores.shape[1:]), dtype=scores.dtype)
            if self._scores is not None:
                room[:used] = self._scores[:used]
            self._scores = room
        self._scores[used:need] = scores

    def _best(self, layer: str, layout: Layout, words: NDArray[np.int32], keys: NDArray[np.uint32]) -> Ints:
        """
        Return the best label of each token in one layer.
        """
        scores = words[:, self.columns[layer]] + self.weights.tables[layer].score(keys)
        steps = self.weights.transitions.get(layer)
        if steps is None:
            best: Ints = scores.argmax(axis=1)
            return best
        return best_sequences(scores, steps, layout.sentence[layout.places])


def best_sequences(scores: NDArray[np.int32], steps: NDArray[np.int32], sentence: Ints) -> Ints:
    """
    Return the best label of each token, all sentences in lock step.

    Args:
        scores: A row a token, a column a label.
        steps: Weight from label to label; its last row is for the first token of a sentence.
        sentence: Number of the sentence of each token, ascending.

    """
    import numpy as np

    labels = scores.shape[1]
    starts = np.flatnonzero(np.diff(sentence, prepend=-1))
    sizes = np.diff(np.append(starts, len(sentence)))
    # Long sentences first, so that those still going on are always the front ones.
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    going = np.searchsorted(-sizes, -np.arange(int(sizes[0])), side="left")
    inner = np.ascontiguousarray(steps[:labels].T)
    best = scores[starts] + steps[labels]
    back = np.zeros(scores.shape, dtype=np.int16)
    for k in range(1, int(sizes[0])):
        count = going[k]
        at = starts[:count] + k
        paths = best[:count, None, :] + inner[None]
        back[at] = paths.argmax(axis=2)
        best[:count] = paths.max(axis=2) + scores[at]
    found = np.zeros(len(sentence), dtype=np.int64)
    label = best.argmax(axis=1)
    found[starts + sizes - 1] = label
    for k in range(int(sizes[0]) - 2, -1, -1):
        at = starts[: going[k + 1]] + k
        found[at] = back[at + 1, found[at + 1]]
    return found


_DIVIDERS = frozenset(",،;؛:-–—|•/")


def _is_word(layout: Layout) -> NDArray[np.bool_]:
    """
    Return the places of words and numbers.
    """
    import numpy as np

    return np.array([w is not None and w.shape in ("word", "number") for w in layout.words], dtype=np.bool_)


def _is_divider(layout: Layout) -> NDArray[np.bool_]:
    """
    Return the places of signs that part phrases.
    """
    import numpy as np

    return np.array([w is not None and w.shape in _DIVIDERS for w in layout.words], dtype=np.bool_)


SURE_RATE = 0.5
"""Share of a verb's uses that report something, as the pack has it, from which it is a verb of saying wherever it is
a verb."""


LED_RATE = 0.1
"""The same for a verb behind which "that" stands."""
_LEAD = 16
"""Tokens between a verb and its "that"."""


def _next(marked: NDArray[np.bool_], places: Ints) -> Ints:
    """
    Return the next marked place behind each place; the number of places where there is none.
    """
    import numpy as np

    index = np.where(marked, places, len(places))
    behind = np.minimum.accumulate(index[::-1])[::-1]
    return np.append(behind[1:], len(places))


def _cue_rate(word: Word) -> float:
    """
    Return the smallest rate of the readings of a word as a cue of speech, 0 where one of them is none.
    """
    entries = [p.entry for _, p in word.by_kind.get("cue", ()) if not p.rest]
    return min((e.rate if isinstance(e, Cue) and e.speech else 0.0 for e in entries), default=0.0)


def _opens_complement(word: Word) -> bool:
    """
    Whether the pack lists a word as one that opens what is said (that, أن).
    """
    return any(
        isinstance(p.entry, Operator) and p.entry.role == "complement" for _, p in word.by_kind.get("operator", ())
    )


@lru_cache(maxsize=8)
def make_tagger(weights: Weights) -> Tagger:
    """
    Set up the tagger of a language.
    """
    import numpy as np

    tags = ("", *weights.labels["tags"])
    hosts = {host: np.array([bool(t) and host_of(t) == host for t in tags]) for host in HOSTS}
    columns, at = {}, 0
    for layer in LAYERS:
        size = len(weights.labels[layer])
        columns[layer] = slice(at, at + size)
        at += size
    return Tagger(weights, hosts, columns)
