"""
Connected parts of a graph, in arrays; and groups in which nobody drifts too far from the centre.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.signatures import Ids


def components(count: int, a: Ids, b: Ids) -> NDArray[np.int64]:
    """
    Label the connected parts of an undirected graph, each by its smallest node.

    Args:
        count: Number of nodes, 0 to `count - 1`.
        a: One end of each edge.
        b: The other end.

    Returns:
        The label of every node.

    Source:
        Shiloach & Vishkin 1982: hook the larger root onto the smaller one, then halve the paths;
        the rounds grow with the logarithm of the longest path.

    """
    import numpy as np

    parent = np.arange(count, dtype=np.int64)
    left, right = a.astype(np.int64), b.astype(np.int64)
    while len(left):
        low, high = np.minimum(parent[left], parent[right]), np.maximum(parent[left], parent[right])
        apart = low != high
        left, right, low, high = left[apart], right[apart], low[apart], high[apart]
        if not len(left):
            break
        np.minimum.at(parent, high, low)
        while True:
            shorter = parent[parent]
            if np.array_equal(shorter, parent):
                break
            parent = shorter
    return parent


def split_drift(
    labels: NDArray[np.int64],
    a: Ids,
    b: Ids,
    *,
    rank: NDArray[np.uint64],
    near: Callable[[Ids, Ids], NDArray[np.bool_]],
    largest: int | None = None,
) -> NDArray[np.int64]:
    """
    Split parts whose members have drifted away from their centre through a chain of small steps.

    The centre is the node with most edges, then the smallest rank. Members near to it stay; the rest
    fall into their own connected parts, and so on. The outcome depends on the graph alone.

    Args:
        labels: Connected parts.
        a: One end of each edge.
        b: The other end.
        rank: An order of the nodes that does not depend on how they arrived.
        near: Says for centres and members whether they belong together at all.
        largest: Nodes of a part up to which it is split, or None for any.

    Returns:
        New labels: the smallest node of each group.

    """
    import numpy as np

    labels = labels.copy()
    count = len(labels)
    left, right = a.astype(np.int64), b.astype(np.int64)
    sizes = np.bincount(labels, minlength=count)[labels]
    active = (sizes > 2) & (sizes <= (largest or count))
    while active.any():
        inside = active[left] & active[right] & (labels[left] == labels[right])
        left, right = left[inside], right[inside]
        degree = np.bincount(left, minlength=count) + np.bincount(right, minlength=count)
        nodes = np.flatnonzero(active)
        order = np.lexsort((rank[nodes], -degree[nodes], labels[nodes]))
        nodes = nodes[order]
        first = np.concatenate([[True], labels[nodes][1:] != labels[nodes][:-1]])
        center = nodes[first][np.cumsum(first) - 1]
        stays = (center == nodes) | near(center.astype(np.uint32), nodes.astype(np.uint32))
        away = nodes[~stays]
        if not len(away):
            break
        _relabel(labels, nodes[stays])
        gone = np.zeros(count, bool)
        gone[away] = True
        inner = gone[left] & gone[right]
        left, right = left[inner], right[inner]
        labels[away] = components(count, left.astype(np.uint32), right.astype(np.uint32))[away]
        active = np.zeros(count, bool)
        active[away] = np.bincount(labels[away], minlength=count)[labels[away]] > 2
    return labels


def _relabel(labels: NDArray[np.int64], nodes: NDArray[np.int64]) -> None:
    """
    Label the nodes that stay together by their smallest, group by group.
    """
    import numpy as np

    smallest = np.full(len(labels), len(labels), np.int64)
    np.minimum.at(smallest, labels[nodes], nodes)
    labels[nodes] = smallest[labels[nodes]]
