"""
The front of the room: tokens and sentences in, one analysis out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimtrack.language import Tokens
from claimtrack.syntax import attachment
from claimtrack.syntax.analysis import Analysis, Kind, Phrase, Predicate, Role
from claimtrack.syntax.clauses import goes_on, is_denied
from claimtrack.syntax.governors import suggest_governors
from claimtrack.syntax.layout import Layout, find_units, lay_out, unit_word
from claimtrack.syntax.lexical import analyse_lexically
from claimtrack.syntax.quotations import Quotation, find_quotations
from claimtrack.syntax.tagger import Labels, Tagger, make_tagger
from claimtrack.syntax.weights import Weights, host_of
from claimtrack.syntax.weights_file import load_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def analyse(tokens: Tokens, sentences: Sequence[tuple[int, int]], weights: Weights | None = None) -> Analysis:
    """
    Analyse the sentences of a text.

    Args:
        tokens: The tokens of the text.
        sentences: First token and the token behind the last one, in order; what stands in none is left out.
        weights: Weights to use; by default those that ship for the language of the tokens.

    Returns:
        One analysis; of a language without weights, one that its lexicon alone gives (`lexical`).

    Raises:
        WeightsError: The weights that ship are damaged or of another version.

    """
    weights = weights if weights is not None else load_weights(tokens.pack.lang)
    spans = tuple(sentences)
    if weights is None or not spans:
        return analyse_lexically(empty_analysis(tokens, spans))
    tagger = make_tagger(weights)
    units: list[tuple[int, int]] = []
    ranges = []
    for first, last in spans:
        found = find_units(tokens, first, last)
        ranges.append((len(units), len(units) + len(found)))
        units += found
    layout = lay_out([unit_word(tokens, u) for u in units], ranges, tagger.known)
    labels = tagger.label(layout)
    spots = find_spots(tagger, layout, labels)
    return _Builder(tokens, spans, units, tagger, layout, labels, spots).build()


def empty_analysis(tokens: Tokens, spans: tuple[tuple[int, int], ...]) -> Analysis:
    """
    Return an analysis that found nothing.
    """
    none = [-1] * len(tokens)
    blank = ("",) * len(tokens)
    quotations = tuple(find_quotations(tokens))
    inside = _inside(len(tokens), quotations)
    return Analysis(
        tokens, spans, blank, blank, (), none, (), none, _sentence_of(len(tokens), spans), quotations, inside
    )


def _inside(size: int, quotations: Sequence[Quotation]) -> list[int]:
    """
    Return the number of the quotation that covers each token, or -1.
    """
    found = [-1] * size
    for number, quotation in enumerate(quotations):
        found[quotation.first : quotation.last] = [number] * (quotation.last - quotation.first)
    return found


def _sentence_of(size: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """
    Return the number of the sentence of each token.
    """
    found = [-1] * size
    for number, (a, b) in enumerate(spans):
        found[a:b] = [number] * (b - a)
    return found


def find_spots(tagger: Tagger, layout: Layout, labels: Labels) -> attachment.Spots:
    """
    Return where phrases and predicates stand, from the labels of tokens.
    """
    import numpy as np

    begin, inside = (tagger.weights.labels["chunks"].index(c) + 1 for c in ("B", "I"))
    chunks = labels.chunks
    before = np.concatenate([[0], chunks[:-1]])
    behind = np.concatenate([chunks[1:], [0]])
    first = np.flatnonzero((chunks == begin) | ((chunks == inside) & (before != begin) & (before != inside)))
    last = np.flatnonzero(((chunks == begin) | (chunks == inside)) & (behind != inside)) + 1
    none, say = (tagger.weights.labels["kinds"].index(k) + 1 for k in ("none", "say"))
    every = np.where(tagger.sure_cues(layout, labels.tags), say, labels.kinds)
    predicates = np.flatnonzero((every > 0) & (every != none))
    kinds = every[predicates]
    kept = ~_shells(tagger, labels.tags, predicates, kinds == say)
    predicates, kinds = predicates[kept], kinds[kept]
    return attachment.Spots(
        phrase_first=first,
        phrase_last=last,
        predicates=predicates,
        kinds=kinds,
        says=kinds == say,
        tags=labels.tags,
        counts=attachment.count_marks(layout, labels.tags, tagger.hosts),
    )


def _shells(tagger: Tagger, tags: Ints, predicates: Ints, says: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """
    Return which citing prepositions only lead a verb of saying ("according to what X announced", بحسب ما أعلن).
    """
    import numpy as np

    shell = np.zeros(len(predicates), dtype=np.bool_)
    if len(predicates) > 1:
        near = (np.diff(predicates) <= 3) & says[:-1] & says[1:]
        led = tagger.hosts["REL"][tags[predicates[1:] - 1]] | tagger.hosts["SC"][tags[predicates[1:] - 1]]
        shell[:-1] = near & led & tagger.hosts["P"][tags[predicates[:-1]]]
    return shell


@lru_cache(maxsize=4096)
def _host(tag: str) -> str:
    """
    Return the part of speech of a tag, looked up once.
    """
    return host_of(tag)


@frozen(eq=False)
class _Builder:
    """
    Turn arrays into the frozen result.
    """

    tokens: Tokens
    spans: tuple[tuple[int, int], ...]
    units: list[tuple[int, int]]
    tagger: Tagger
    layout: Layout
    labels: Labels
    spots: attachment.Spots

    def build(self) -> Analysis:
        """
        Build the analysis.
        """
        weights, spots, size = self.tagger.weights, self.spots, len(self.tokens)
        unit_at = dict(zip(self.layout.places.tolist(), self.units, strict=True))
        names = ("", *weights.labels["tags"])
        tags = [""] * size
        for place, (start, stop) in unit_at.items():
            tags[start:stop] = [names[self.labels.tags[place]]] * (stop - start)
        roles: list[int] = []
        owners: list[int] = []
        if len(spots.phrase_first):
            found_roles, found_owners = attachment.attach_phrases(weights, self.layout, spots)
            roles, owners = found_roles.tolist(), found_owners.tolist()
        role_names = (*attachment.ROLES, *attachment.FREE_ROLES)
        phrases, phrase_at = [], [-1] * size
        arguments: list[list[int]] = [[] for _ in range(len(spots.predicates))]
        rows = zip(spots.phrase_first.tolist(), spots.phrase_last.tolist(), roles, owners, strict=True)
        for number, (a, b, role, owner) in enumerate(rows):
            first, last = unit_at[a][0], unit_at[b - 1][1]
            phrases.append(Phrase(first, last, Role(role_names[role]), int(owner)))
            phrase_at[first:last] = [number] * (last - first)
            if owner >= 0:
                arguments[owner].append(number)
        kinds = ("", *weights.labels["kinds"])
        predicates, predicate_at = [], [-1] * size
        for number, place in enumerate(spots.predicates.tolist()):
            at = unit_at[place][0]
            predicate_at[at] = number
            predicates.append(
                Predicate(
                    at=at,
                    kind=Kind(kinds[spots.kinds[number]]),
                    negated=bool(self.labels.negated[place] == 2),
                    tag=_host(tags[at]),
                    governor=-1,
                    arguments=tuple(arguments[number]),
                    margin=int(self.labels.says[place]),
                )
            )
        quotations = tuple(find_quotations(self.tokens))
        found = Analysis(
            tokens=self.tokens,
            sentences=self.spans,
            tags=tuple(tags),
            hosts=tuple(_host(t) if t else "" for t in tags),
            phrases=tuple(phrases),
            phrase_at=phrase_at,
            predicates=tuple(predicates),
            predicate_at=predicate_at,
            sentence_of=_sentence_of(size, self.spans),
            quotations=quotations,
            inside=_inside(size, quotations),
        )
        return self._governed(found)

    def _governed(self, found: Analysis) -> Analysis:
        """
        Return an analysis with the governor of each predicate.
        """
        import numpy as np

        if not found.predicates:
            return found
        suggested = np.array(suggest_governors(found), dtype=np.int64)
        governors = attachment.attach_predicates(self.tagger.weights, self.layout, self.spots, suggested).tolist()
        return evolve(
            found,
            predicates=tuple(
                evolve(
                    p,
                    governor=_without_circle(governors, n),
                    negated=(p.negated or is_denied(found, n)) and not goes_on(found.tokens.words[p.at]),
                )
                for n, p in enumerate(found.predicates)
            ),
        )


def _without_circle(governors: list[int], number: int) -> int:
    """
    Return the governor of a predicate, or -1 where following governors leads back to it.
    """
    seen, above = {number}, governors[number]
    while above >= 0 and above not in seen:
        seen.add(above)
        above = governors[above]
    if above == number:
        governors[number] = -1
    return governors[number]
