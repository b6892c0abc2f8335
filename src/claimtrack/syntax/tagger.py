"""
Label the tokens of a text layer by layer: parts of speech, base noun phrases, predicates and their polarity.

Scores are sums of integer weights. What depends on one word alone is summed once a written form and kept; what
depends on neighbours is looked up for the whole text at once. Where labels depend on the label in front, the
best sequence is found for all sentences in lock step (Viterbi 1967).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from attrs import define, field, frozen

from claimtrack.language import Cue, Operator, Word
from claimtrack.syntax.layout import Layout
from claimtrack.syntax.sequence_features import ClauseMarks, chunk_keys, clause_keys, tag_keys
from claimtrack.syntax.sequences import best_sequences, find_bounds
from claimtrack.syntax.weights import Weights, fold_words, host_of
from claimtrack.syntax.word_features import REACH, edge_keys, word_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    _N = TypeVar("_N", bound=np.generic)

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
    known: dict[str, bytes] = field(factory=dict)
    _number: dict[str, int] = field(factory=dict)
    _scores: NDArray[np.int32] | None = None
    _said: NDArray[np.float64] | None = None
    _bounds: dict[str, NDArray[np.int32]] = field(factory=dict)

    def label(self, layout: Layout) -> Labels:
        """
        Label all layers of a text.
        """
        import numpy as np

        size = len(layout.forms)
        if not len(layout.places):
            empty = np.zeros(size, dtype=np.int64)
            return Labels(empty, empty, empty, empty, empty)
        index = self._numbers(layout)
        words = self._word_scores(layout, index)
        tags = self._spread(size, layout, self._best("tags", layout, words, tag_keys(layout)))
        chunks = self._spread(size, layout, self._best("chunks", layout, words, chunk_keys(layout, tags)))
        self._part(chunks, tags, self._facts(index, _DIVIDES) > 0)
        keys = clause_keys(layout, tags, chunks, ClauseMarks(tags, self.hosts))
        scores = words[:, self.columns["kinds"]] + self.weights.tables["kinds"].score(keys)
        kinds = self._spread(size, layout, scores.argmax(axis=1))
        says = np.zeros(size, dtype=np.int64)
        says[layout.places] = self._say_margin(scores)
        kinds[self._facts(index, _IS_WORD) == 0] = 0  # a sign says nothing
        negated = self._spread(size, layout, self._best("negated", layout, words, keys))
        return Labels(tags, chunks, kinds, negated, says)

    def _part(self, chunks: Ints, tags: Ints, divides: NDArray[np.bool_]) -> None:
        """
        Part base noun phrases where none goes on: at a comma or a dash, and at a negated deed (المتحدث | عدم انسحاب).
        """
        chunks[self.hosts["PUNCT"][tags] & divides] = 0
        begin, inside = (self.weights.labels["chunks"].index(c) + 1 for c in ("B", "I"))
        deed = self.hosts["VN"][tags]
        deed[:-1] = deed[1:]
        chunks[(chunks == inside) & self.hosts["NEG"][tags] & deed] = begin

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

        index = self._numbers(layout)
        rates, that = self._facts(index, _RATE), self._facts(index, _OPENS) > 0
        verbs = self.hosts["V"][tags] | self.hosts["Vp"][tags]
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

    def _word_scores(self, layout: Layout, index: Ints) -> NDArray[np.int32]:
        """
        Return the scores that the words in reach give to every token, the columns of all layers.
        """
        assert self._scores is not None
        at = layout.places
        total: NDArray[np.int32] = self._scores[index[at], REACH]
        for k in (k for k in range(-REACH, REACH + 1) if k):
            total = total + self._scores[index[at + k], k + REACH]
        return total

    def _numbers(self, layout: Layout) -> Ints:
        """
        Return the number of the form at each place, forms seen for the first time being learned; 0 at an edge.
        """
        import numpy as np

        number = self._number
        new = {w.text: w for w in layout.words if w is not None and w.text not in number}
        if len(number) + len(new) > _KNOWN_FORMS and number:
            number.clear()
            self._scores = None
            return self._numbers(layout)
        if new or self._scores is None:
            self._learn_words(new)
        return np.array([0 if w is None else number[w.text] for w in layout.words], dtype=np.int64)

    def _facts(self, index: Ints, column: int) -> NDArray[np.float64]:
        """
        Return what the pack says of the form at each place.
        """
        assert self._said is not None
        facts: NDArray[np.float64] = self._said[index, column]
        return facts

    def _learn_words(self, words: dict[str, Word]) -> None:
        """
        Sum up the weights of words seen for the first time; number 0 is the edge of a sentence.
        """
        import numpy as np

        table = self.weights.tables["words"]
        rows = [word_keys(w) for w in words.values()]
        facts = [_word_facts(w) for w in words.values()]
        if self._scores is None:
            rows.insert(0, edge_keys())
            facts.insert(0, (0.0,) * 4)
        used = len(self._number) + 1 if self._scores is not None else 0
        flat = np.array([key for row in rows for place in row for key in place], dtype=np.uint32)
        sizes = [len(place) for row in rows for place in row]
        found = np.take(table.weights, table.rows(flat), axis=0, mode="clip")
        starts = np.cumsum([0, *sizes[:-1]])
        sums = np.add.reduceat(found, starts, axis=0, dtype=np.int32).reshape(len(rows), 2 * REACH + 1, -1)
        self._scores = _put_behind(self._scores, used, fold_words(self.weights, sums))
        self._said = _put_behind(self._said if used else None, used, np.array(facts))
        self._number.update({text: used + n for n, text in enumerate(words, 0 if used else 1)})

    def _best(self, layer: str, layout: Layout, words: NDArray[np.int32], keys: NDArray[np.uint32]) -> Ints:
        """
        Return the best label of each token in one layer.
        """
        scores = words[:, self.columns[layer]] + self.weights.tables[layer].score(keys)
        steps = self.weights.transitions.get(layer)
        if steps is None:
            best: Ints = scores.argmax(axis=1)
            return best
        bounds = self._bounds.get(layer)
        if bounds is None:
            bounds = self._bounds[layer] = find_bounds(steps)
        return best_sequences(scores, steps, layout.sentence[layout.places], bounds)


_DIVIDERS = frozenset(",،;؛:-–—|•/")


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


_RATE, _OPENS, _DIVIDES, _IS_WORD = range(4)
"""Columns of `_word_facts`."""


def _word_facts(word: Word) -> tuple[float, float, float, float]:
    """
    Return the rate of a word as a cue; and whether it opens a complement, parts phrases, is a word or a number.
    """
    return _cue_rate(word), _opens_complement(word), word.shape in _DIVIDERS, word.shape in ("word", "number")


def _put_behind(room: NDArray[_N] | None, used: int, rows: NDArray[_N]) -> NDArray[_N]:
    """
    Put rows behind those in use; the room doubles, so that a new word costs no more the more are known.
    """
    import numpy as np

    need = used + len(rows)
    if room is None or need > len(room):
        larger = np.zeros((max(2 * need, 1024), *rows.shape[1:]), dtype=rows.dtype)
        if room is not None:
            larger[:used] = room[:used]
        room = larger
    room[used:need] = rows
    return room


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
