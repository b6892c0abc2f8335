"""
What the layers of the tagger look at beyond single words: neighbours, tags found so far, what opens the clause.

Each function returns a matrix of feature keys, a row a token; the numbers of the templates are part of the weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.syntax.layout import Layout, mix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Keys = NDArray[np.uint32]

_FAR = 6
"""Tokens from which on a distance is one and the same to a feature."""


def tag_keys(layout: Layout) -> Keys:
    """
    Return the keys for parts of speech: pairs of neighbouring forms and endings.
    """
    import numpy as np

    i, form, ending = layout.places, layout.forms, layout.endings
    return np.stack(
        [
            mix(1, form[i - 1], form[i]),
            mix(2, form[i], form[i + 1]),
            mix(3, form[i - 1], form[i + 1]),
            mix(4, ending[i - 1], ending[i]),
            mix(5, ending[i], ending[i + 1]),
            mix(6, form[i - 2], form[i - 1]),
        ],
        axis=1,
    )


def _tag_context(layout: Layout, tags: Ints, base: int) -> list[Keys]:
    """
    Return the keys of tags around each token; `tags` holds one a place, 0 at edges.
    """
    i, t, form = layout.places, tags, layout.forms
    return [
        mix(base, t[i]),
        mix(base + 1, t[i - 1]),
        mix(base + 2, t[i + 1]),
        mix(base + 3, t[i - 1], t[i]),
        mix(base + 4, t[i], t[i + 1]),
        mix(base + 5, t[i - 2], t[i - 1], t[i]),
        mix(base + 6, t[i - 1], t[i], t[i + 1]),
        mix(base + 7, t[i], t[i + 1], t[i + 2]),
        mix(base + 8, form[i], t[i - 1]),
        mix(base + 9, form[i], t[i + 1]),
        mix(base + 10, form[i - 1], t[i]),
        mix(base + 11, form[i + 1], t[i]),
    ]


def chunk_keys(layout: Layout, tags: Ints) -> Keys:
    """
    Return the keys for base noun phrases: the tags around each token.
    """
    import numpy as np

    i, t = layout.places, tags
    further = [mix(40, t[i - 2], t[i - 1], t[i], t[i + 1]), mix(41, t[i - 1], t[i], t[i + 1], t[i + 2])]
    return np.stack(_tag_context(layout, tags, 20) + further, axis=1)


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
    return np.stack(
        [
            *_tag_context(layout, tags, 60),
            mix(80, c[i], c[i + 1], t[i]),
            mix(81, form[opener], t[i]),
            mix(82, form[verb], t[i]),
            mix(83, form[verb], form[opener], t[i]),
            mix(84, form[layout.first[i]], t[i]),
            mix(85, ends, t[i]),
            mix(86, form[modal], t[i], np.minimum(i - modal, _FAR)),
            mix(87, form[negation], np.minimum(i - negation, _FAR)),
            mix(88, form[negation], negation > verb, t[i]),
            mix(89, form[negation], negation > verb, t[verb], t[i]),
            mix(90, t[verb], form[i - 1], t[i]),
            mix(91, form[i - 1], form[i - 2], t[i]),
            mix(92, form[modal], modal > verb, t[i]),
            mix(93, layout.classes[i], layout.classes[verb]),
            mix(94, layout.classes[i], t[i], t[i - 1]),
            mix(95, layout.classes[verb], form[opener], t[i]),
            mix(96, layout.classes[i], t[i], t[i + 1]),
        ],
        axis=1,
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
