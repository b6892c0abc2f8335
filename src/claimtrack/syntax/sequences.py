"""
The best labels of sentences where each depends on the one in front (Viterbi 1967), all sentences in lock step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def best_sequences(
    scores: NDArray[np.int32], steps: NDArray[np.int32], sentence: Ints, bounds: NDArray[np.int32] | None = None
) -> Ints:
    """
    Return the best label of each token.

    What cannot be best whatever stands beside it is left out first. Three tokens in four then have one label left;
    they part a sentence into short stretches, and all stretches of a text are settled in lock step. The result is
    that of the plain method, to the label.

    Args:
        scores: A row a token, a column a label.
        steps: Weight from label to label; its last row is for the first token of a sentence.
        sentence: Number of the sentence of each token, ascending.
        bounds: What `find_bounds` says of the steps, for callers that keep it.

    """
    import numpy as np

    bounds = find_bounds(steps) if bounds is None else bounds
    top: Ints = scores.argmax(axis=1)
    alive = scores >= np.take_along_axis(scores, top[:, None], axis=1) + bounds[top]
    left = np.count_nonzero(alive, axis=1)
    unsure = left > 1
    if not unsure.any():
        return top
    first = np.diff(sentence, prepend=-1) != 0
    behind = np.concatenate([[False], unsure[:-1]]) & ~first
    # The sure token behind a stretch belongs to it, as the step there counts too.
    places = np.flatnonzero(unsure | behind)
    starts = np.flatnonzero((unsure & ~behind)[places])
    width = int(left.max())
    row, label = np.nonzero(alive[places])
    column = np.arange(len(row)) - np.searchsorted(row, row)
    labels = np.zeros((len(places), width), dtype=np.int64)
    labels[row, column] = label
    own = np.full(labels.shape, _NEVER, dtype=scores.dtype)
    own[row, column] = scores[places[row], label]
    heads = places[starts]
    before = np.where(first[heads], len(steps) - 1, top[heads - 1])
    chosen = _settle(own, labels, steps, starts, before)
    top[places] = np.take_along_axis(labels, chosen[:, None], axis=1)[:, 0]
    return top


def find_bounds(steps: NDArray[np.int32]) -> NDArray[np.int32]:
    """
    Return how far a label (column) may fall short of another (row) and still be on the best way, at the least.

    It is the least that the other one can gain over it from the label in front and the one behind, if any.
    """
    import numpy as np

    inner = steps[: steps.shape[1]]
    in_front = (steps[:, :, None] - steps[:, None, :]).min(axis=0)
    behind = (inner[:, None, :] - inner[None, :, :]).min(axis=2)
    bounds: NDArray[np.int32] = in_front + np.minimum(behind, 0)
    return bounds


def _settle(own: NDArray[np.int32], labels: Ints, steps: NDArray[np.int32], starts: Ints, before: Ints) -> Ints:
    """
    Return which of its labels each token takes on the best way through its stretch, in lock step (Viterbi 1967).

    Args:
        own: Score of each label of each token, stretches behind one another.
        labels: The labels, ascending, so that of equal ways the one through the first label is taken.
        steps: Weight from label to label.
        starts: First token of each stretch.
        before: Label in front of each stretch.

    """
    import numpy as np

    sizes = np.diff(starts, append=len(own))
    # Long stretches first, so that those still going on are always the front ones.
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    longest = int(sizes[0])
    going = np.searchsorted(-sizes, -np.arange(longest), side="left")
    turned = np.ascontiguousarray(steps.T)
    best = own[starts] + steps[before[order][:, None], labels[starts]]
    back = np.zeros(own.shape, dtype=np.int16)
    for k in range(1, longest):
        count = going[k]
        at = starts[:count] + k
        ways = best[:count, None, :] + turned[labels[at][:, :, None], labels[at - 1][:, None, :]]
        back[at] = ways.argmax(axis=2)
        best[:count] = ways.max(axis=2) + own[at]
    found = np.zeros(len(own), dtype=np.int64)
    found[starts + sizes - 1] = best.argmax(axis=1)
    for k in range(longest - 2, -1, -1):
        at = starts[: going[k + 1]] + k
        found[at] = back[at + 1, found[at + 1]]
    return found


_NEVER = -(1 << 29)
"""Score of a label that is not there; a sentence of the longest sort stays far above."""
