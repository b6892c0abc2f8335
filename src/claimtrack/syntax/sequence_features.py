"""
What the layers of the tagger look at beyond single words: neighbours, tags found so far, what opens the clause.

Each function returns a matrix of feature keys, a row a token; the numbers of the templates are part of the weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.syntax.layout import Layout, mix_all

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    from claimtrack.syntax.layout import Feature, Keys

_FAR = 6
"""Tokens from which on a distance is one and the same to a feature."""


def tag_keys(layout: Layout) -> Keys:
    """
    Return the keys for parts of speech: pairs of neighbouring forms and endings.
    """
    i, form, ending = layout.places, layout.forms, layout.endings
    return mix_all(
        [
            (1, form[i - 1], form[i]),
            (2, form[i], form[i + 1]),
            (3, form[i - 1], form[i + 1]),
            (4, ending[i - 1], ending[i]),
            (5, ending[i], ending[i + 1]),
            (6, form[i - 2], form[i - 1]),
        ]
    )


def _tag_context(layout: Layout, tags: Ints, base: int) -> list[Feature]:
    """
    Return the features of tags around each token; `tags` holds one a place, 0 at edges.
    """
    i, t, form = layout.places, tags, layout.forms
    return [
        (base, t[i]),
        (base + 1, t[i - 1]),
        (base + 2, t[i + 1]),
        (base + 3, t[i - 1], t[i]),
        (base + 4, t[i], t[i + 1]),
        (base + 5, t[i - 2], t[i - 1], t[i]),
        (base + 6, t[i - 1], t[i], t[i + 1]),
        (base + 7, t[i], t[i + 1], t[i + 2]),
        (base + 8, form[i], t[i - 1]),
        (base + 9, form[i], t[i + 1]),
        (base + 10, form[i - 1], t[i]),
        (base + 11, form[i + 1], t[i]),
    ]


def chunk_keys(layout: Layout, tags: Ints) -> Keys:
    """
    Return the keys for base noun phrases: the tags around each token.
    """
    i, t = layout.places, tags
    further: list[Feature] = [(40, t[i - 2], t[i - 1], t[i], t[i + 1]), (41, t[i - 1], t[i], t[i + 1], t[i + 2])]
    return mix_all([*_tag_context(layout, tags, 20), *further])


def clause_keys(layout: Layout, tags: Ints, chunks: Ints, marks: ClauseMarks) -> Keys:
    """
    Return the keys for predicates: tags and phrases around each token, and what opens its clause.
    """
    import numpy as np

    i, t, c, form = layout.places, tags, chunks, layout.forms
    opener, verb, negation, modal = (
        _last_before(layout, m) for m in (marks.openers, marks.verbs, marks.negations, marks.modals)
    )
    ends = form[layout.last[i] - 1]
    return mix_all(
        [
            *_tag_context(layout, tags, 60),
            (80, c[i], c[i + 1], t[i]),
            (81, form[opener], t[i]),
            (82, form[verb], t[i]),
            (83, form[verb], form[opener], t[i]),
            (84, form[layout.first[i]], t[i]),
            (85, ends, t[i]),
            (86, form[modal], t[i], np.minimum(i - modal, _FAR)),
            (87, form[negation], np.minimum(i - negation, _FAR)),
            (88, form[negation], negation > verb, t[i]),
            (89, form[negation], negation > verb, t[verb], t[i]),
            (90, t[verb], form[i - 1], t[i]),
            (91, form[i - 1], form[i - 2], t[i]),
            (92, form[modal], modal > verb, t[i]),
            (93, layout.classes[i], layout.classes[verb]),
            (94, layout.classes[i], t[i], t[i - 1]),
            (95, layout.classes[verb], form[opener], t[i]),
            (96, layout.classes[i], t[i], t[i + 1]),
        ]
    )


class ClauseMarks:
    """
    Hold which places open a clause, are verbs, negations, auxiliaries; a boolean a place each.
    """

    __slots__ = ("modals", "negations", "openers", "verbs")

    def __init__(self, tags: Ints, hosts: dict[str, NDArray[np.bool_]]) -> None:
        self.openers = hosts["SC"][tags] | hosts["REL"][tags]
        self.verbs = hosts["V"][tags] | hosts["Vp"][tags] | hosts["VN"][tags] | hosts["PART"][tags]
        self.negations = hosts["NEG"][tags]
        self.modals = hosts["AUX"][tags]


def _last_before(layout: Layout, marked: NDArray[np.bool_]) -> Ints:
    """
    Return for each token the nearest marked place in front of it in its sentence, or an edge of the sentence.
    """
    import numpy as np

    index = np.where(marked, np.arange(len(marked)), -1)
    last = np.maximum.accumulate(index)
    found = last[layout.places - 1]
    return np.maximum(found, layout.first[layout.places] - 1)
