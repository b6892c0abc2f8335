"""
What the layers of the tagger look at beyond single words: neighbours, tags found so far, what opens the clause.

Each function returns a matrix of feature keys, a row a token; the numbers of the templates are part of the weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.syntax.layout import Layout, mix_all
from claimtrack.syntax.word_features import REACH

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
    i, form = layout.places, layout.forms
    # What several features look at is looked up once.
    far_left, left, here, right, far_right = (tags[i + k] for k in range(-REACH, REACH + 1))
    own = form[i]
    return [
        (base, here),
        (base + 1, left),
        (base + 2, right),
        (base + 3, left, here),
        (base + 4, here, right),
        (base + 5, far_left, left, here),
        (base + 6, left, here, right),
        (base + 7, here, right, far_right),
        (base + 8, own, left),
        (base + 9, own, right),
        (base + 10, form[i - 1], here),
        (base + 11, form[i + 1], here),
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
    tag, opening, negating = t[i], form[opener], form[negation]
    form_left, class_own, class_verb = form[i - 1], layout.classes[i], layout.classes[verb]
    return mix_all(
        [
            *_tag_context(layout, tags, 60),
            (80, c[i], c[i + 1], tag),
            (81, opening, tag),
            (82, form[verb], tag),
            (83, form[verb], opening, tag),
            (84, form[layout.first[i]], tag),
            (85, ends, tag),
            (86, form[modal], tag, np.minimum(i - modal, _FAR)),
            (87, negating, np.minimum(i - negation, _FAR)),
            (88, negating, negation > verb, tag),
            (89, negating, negation > verb, t[verb], tag),
            (90, t[verb], form_left, tag),
            (91, form_left, form[i - 2], tag),
            (92, form[modal], modal > verb, tag),
            (93, class_own, class_verb),
            (94, class_own, tag, t[i - 1]),
            (95, class_verb, opening, tag),
            (96, class_own, tag, t[i + 1]),
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
