"""
Groups of near-identical texts that are kept up to date as texts come and go.

What counts as a link follows from the set of texts alone: two texts are linked if they are neighbours
in a bucket (`keytable`) and alike enough. A new text changes the neighbours of the texts next to it
only, so only their links are looked at again; the groups are those that `deduplicate` would give.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import define, field

from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.matching.candidates import Keys, find_keys, pairs_of
from claimtrack.matching.clusters import components, split_drift
from claimtrack.matching.differences import compare, make_table
from claimtrack.matching.keytable import KeyTable
from claimtrack.matching.signatures import Tokens, Vocabulary, read_texts, sequence_hashes
from claimtrack.matching.texts import (
    DRIFT_LIKENESS,
    LARGEST_SPLIT,
    Nodes,
    Placement,
    TextItem,
    Written,
    bare_hash,
    find_same,
    make_nodes,
)
from claimtrack.matching.verdict import VARIANT_LIKENESS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.signatures import Hashes, Ids

Pair = tuple[int, int]
_RECENT = 65_536
"""Hashes of new texts kept in a dictionary before they are sorted in: 8 MB at most."""


@define(eq=False)
class TextIndex:
    """
    Hold texts by id and tell groups and variants at any time; of texts that say word for word the same, one is kept.

    Only links are kept; a group is worked out when it is asked for. Adding or removing costs what the
    neighbourhood of the text costs, not what the index holds (benchmarks/matching).
    """

    _vocabulary: Vocabulary = field(factory=Vocabulary)
    _node_of: dict[str, int] = field(factory=dict)
    _members: list[str | set[str]] = field(factory=list)
    _texts: list[Written] = field(factory=list)
    _words: array[int] = field(factory=lambda: array("I"))
    _offsets: array[int] = field(factory=lambda: array("q", [0]))
    _sequence: array[int] = field(factory=lambda: array("Q"))
    _sorted: tuple[Hashes, Ids] | None = None
    _recent: dict[int, int] = field(factory=dict)
    _table: KeyTable = field(init=False)
    _links: dict[int, array[int]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """
        Let the table of keys break ties by the hashes kept here.
        """
        self._table = KeyTable(self._sequence)

    def __len__(self) -> int:
        """
        Count the texts.
        """
        return len(self._node_of)

    def __contains__(self, text_id: object) -> bool:
        """
        Say whether a text of that id is held.
        """
        return text_id in self._node_of

    def load(self, items: Iterable[TextItem]) -> None:
        """
        Add many texts to an empty index at once, in a fraction of the time.

        Raises:
            InvalidValueError: The index holds texts already, or two texts have one id.

        """
        if self._sequence:
            raise InvalidValueError("items", f"an index of {len(self)} texts", "an empty index; use add")
        import numpy as np

        rows = list(items)
        tokens = read_texts(self._vocabulary, [i.text for i in rows], [i.lang for i in rows])
        nodes, node_of = make_nodes(self._vocabulary, tokens, rows)
        self._words = array("I", nodes.tokens.words.tobytes())
        self._offsets = array("q", nodes.tokens.offsets.tobytes())
        self._sequence.frombytes(nodes.sequence.tobytes())
        self._sorted = (nodes.sequence, np.arange(len(nodes.sequence), dtype=np.uint32))
        self._members = [""] * len(nodes.sequence)
        self._texts = nodes.texts
        for item, node in zip(rows, node_of.tolist(), strict=True):
            self._join(item, node)
        keys = find_keys(nodes.tokens, self._vocabulary, sequence=nodes.sequence)
        a, b = pairs_of(keys, sequence=nodes.sequence)
        self._table.load(keys)
        for (x, y), same in self._verify(nodes, a, b):
            self._link(x, y, same=same)
        # Most pieces of a million texts never come again; what is kept of them would outweigh the index.
        self._vocabulary.forget()

    def add(self, item: TextItem) -> None:
        """
        Add a text; `placement` says where it stands.

        Raises:
            InvalidValueError: A text of that id is held already.

        """
        words = self._vocabulary.read(item.text, item.lang)
        hashed = self._hash(words, item.text)
        if item.id in self._node_of:
            raise InvalidValueError("id", item.id, "an id that no text of the index has")
        node = self._find(hashed)
        if node is None:
            node = self._new_node(words, hashed, (item.text, item.lang))
            self._settle_in(node)
        self._join(item, node)

    def remove(self, text_id: str) -> None:
        """
        Take a text out; what is left is as if it had never been there.

        Raises:
            NotFoundError: No text has that id.

        """
        node = self._node(text_id)
        del self._node_of[text_id]
        members = self._members[node]
        if isinstance(members, set) and len(members) > 1:
            members.discard(text_id)
            return
        self._members[node] = ""
        self._take_out(node)

    def placement(self, text_id: str) -> Placement:
        """
        Say where a text stands.

        Raises:
            NotFoundError: No text has that id.

        """
        group = self._group(self._node(text_id))
        variant = self._variant(self._node(text_id), group)
        return Placement(text_id, min(map(self._smallest, group)), min(map(self._smallest, variant)))

    def placements(self) -> Iterator[Placement]:
        """
        Say where all texts stand, in the order they were added.
        """
        groups: dict[int, str] = {}
        variants: dict[int, str] = {}
        for text_id, node in self._node_of.items():
            if node not in groups:
                group = self._group(node)
                groups.update(dict.fromkeys(group, min(map(self._smallest, group))))
            if node not in variants:
                variant = self._variant(node, self._group_of(groups, node))
                variants.update(dict.fromkeys(variant, min(map(self._smallest, variant))))
            yield Placement(text_id, groups[node], variants[node])

    def nbytes(self) -> int:
        """
        Give the bytes of the arrays; dictionaries are not counted (the benchmark measures the process).
        """
        return self._table.nbytes() + sum(a.itemsize * len(a) for a in (self._words, self._offsets, self._sequence))

    def _node(self, text_id: str) -> int:
        found = self._node_of.get(text_id)
        if found is None:
            raise NotFoundError(
                f"id: given {text_id!r}, allowed is the id of one of the {len(self)} texts of the index"
            )
        return found

    def _join(self, item: TextItem, node: int) -> None:
        """
        Enter a text under its node.
        """
        if item.id in self._node_of:
            raise InvalidValueError("id", item.id, "an id that no other text has")
        self._node_of[item.id] = node
        members = self._members[node]
        if isinstance(members, set):
            members.add(item.id)
        else:
            self._members[node] = {members, item.id} if members else item.id

    def _smallest(self, node: int) -> str:
        members = self._members[node]
        return members if isinstance(members, str) else min(members)

    def _hash(self, words: list[int], text: str) -> int:
        """
        Hash the words of a text, or what is written in it where no word counts.
        """
        import numpy as np

        if not words:
            return bare_hash(text)
        tokens = Tokens(np.array([0, len(words)]), np.array(words, np.uint32))
        return int(sequence_hashes(tokens, self._vocabulary.arrays()[0])[0])

    def _new_node(self, words: list[int], hashed: int, text: Written) -> int:
        """
        Enter a text that no other says word for word.
        """
        node = len(self._members)
        self._members.append("")
        self._texts.append(text)
        self._words.extend(words)
        self._offsets.append(len(self._words))
        self._sequence.append(hashed)
        self._recent[hashed] = node
        if len(self._recent) > _RECENT:
            self._sort_in()
        return node

    def _find(self, hashed: int) -> int | None:
        """
        Find the living node of a hash.
        """
        import numpy as np

        node = self._recent.get(hashed)
        if node is None and self._sorted is not None:
            hashes, nodes = self._sorted
            at = int(np.searchsorted(hashes, np.uint64(hashed)))
            if at < len(hashes) and int(hashes[at]) == hashed:
                node = int(nodes[at])
        return None if node is None or node in self._table.gone else node

    def _sort_in(self) -> None:
        """
        Move the recent hashes into the sorted ones; of a hash that came back, the last node counts.
        """
        import numpy as np

        hashes = np.fromiter(self._recent.keys(), np.uint64, len(self._recent))
        nodes = np.fromiter(self._recent.values(), np.uint32, len(self._recent))
        if self._sorted is not None:
            known = ~np.isin(self._sorted[0], hashes)
            hashes = np.concatenate([self._sorted[0][known], hashes])
            nodes = np.concatenate([self._sorted[1][known], nodes])
        order = np.argsort(hashes)
        self._sorted = (hashes[order], nodes[order])
        self._recent = {}

    def _tokens(self, nodes: list[int]) -> tuple[Tokens, Hashes]:
        """
        Lay out the words of some nodes, and their hashes.
        """
        import numpy as np

        offsets = np.zeros(len(nodes) + 1, np.int64)
        words = array("I")
        for at, node in enumerate(nodes):
            words.extend(self._words[self._offsets[node] : self._offsets[node + 1]])
            offsets[at + 1] = len(words)
        sequence = np.array([self._sequence[node] for node in nodes], np.uint64)
        return Tokens(offsets, np.array(words, np.uint32)), sequence

    def _keys(self, nodes: list[int]) -> Keys:
        """
        Give the keys of some nodes, with the numbers of the nodes as owners.
        """
        import numpy as np

        tokens, sequence = self._tokens(nodes)
        keys = find_keys(tokens, self._vocabulary, sequence=sequence)
        return Keys(keys.values, np.array(nodes, np.uint32)[keys.owners])

    def _around(self, keys: Keys) -> list[tuple[int, int, int]]:
        """
        Give for every key: the node before, its own, the node behind (-1 for none).
        """
        before, behind = self._table.neighbours(keys.values, keys.owners)
        return list(zip(before.tolist(), keys.owners.tolist(), behind.tolist(), strict=True))

    def _settle_in(self, node: int) -> None:
        """
        Link a new node with its neighbours, and part those it now stands between.
        """
        keys = self._keys([node])
        around = self._around(keys)
        self._table.add(keys.values, node)
        parted = {(x, z) for x, _, z in around if x >= 0 and z >= 0 and self._are_linked(x, z)}
        for x, z in self._really_parted(parted):
            self._unlink(x, z)
        self._check({(node, other) for x, _, z in around for other in (x, z) if other >= 0})

    def _take_out(self, node: int) -> None:
        """
        Remove a node, and link those it stood between.
        """
        around = self._around(self._keys([node]))
        self._table.remove(node)
        for other in [link >> 1 for link in self._links.get(node, ())]:
            self._unlink(node, other)
        self._check({(x, z) for x, _, z in around if x >= 0 and z >= 0 and x != z and not self._are_linked(x, z)})

    def _really_parted(self, pairs: set[Pair]) -> set[Pair]:
        """
        Keep the pairs that are neighbours in no bucket any more.
        """
        if not pairs:
            return pairs
        around = self._around(self._keys(sorted({x for x, _ in pairs})))
        near = {(n, other) for x, n, z in around for other in (x, z)}
        return {(x, z) for x, z in pairs if (x, z) not in near}

    def _check(self, pairs: set[Pair]) -> None:
        """
        Compare pairs of nodes and link those alike enough.
        """
        import numpy as np

        if not pairs:
            return
        nodes = sorted({n for pair in pairs for n in pair})
        place = {n: at for at, n in enumerate(nodes)}
        tokens, sequence = self._tokens(nodes)
        ordered = sorted(pairs)
        a = np.array([place[x] for x, _ in ordered], np.uint32)
        b = np.array([place[z] for _, z in ordered], np.uint32)
        texts = [self._texts[n] for n in nodes]
        for (x, z), same in self._verify(Nodes(tokens, sequence, texts), a, b):
            self._link(nodes[x], nodes[z], same=same)

    def _verify(self, nodes: Nodes, a: Ids, b: Ids) -> Iterator[tuple[Pair, bool]]:
        """
        Give the pairs that are alike enough, and whether they are duplicates.
        """
        table = make_table(nodes.tokens, self._vocabulary, sequence=nodes.sequence)
        found = compare(table, a, b)
        same = find_same(table, self._vocabulary, a, b, found, texts=nodes.texts)
        linked = (found.likeness >= VARIANT_LIKENESS) | same
        yield from zip(zip(a[linked].tolist(), b[linked].tolist(), strict=True), same[linked].tolist(), strict=True)

    def _link(self, x: int, z: int, *, same: bool) -> None:
        """
        Link two nodes; a link is kept as twice the other's number, plus one for duplicates.
        """
        for one, other in ((x, z), (z, x)):
            self._links.setdefault(one, array("q")).append(2 * other + same)

    def _unlink(self, x: int, z: int) -> None:
        for one, other in ((x, z), (z, x)):
            kept = array("q", (link for link in self._links[one] if link >> 1 != other))
            if kept:
                self._links[one] = kept
            else:
                del self._links[one]

    def _are_linked(self, x: int, z: int) -> bool:
        return any(link >> 1 == z for link in self._links.get(x, ()))

    def _reach(self, start: int) -> set[int]:
        """
        Give all nodes that links lead to.
        """
        seen, todo = {start}, [start]
        while todo:
            for link in self._links.get(todo.pop(), ()):
                if link >> 1 not in seen:
                    seen.add(link >> 1)
                    todo.append(link >> 1)
        return seen

    def _group(self, node: int) -> set[int]:
        """
        Give the nodes of a node's group, by the same rules as `deduplicate`.
        """
        part = self._reach(node)
        if not 2 < len(part) <= LARGEST_SPLIT:
            return part
        labels = self._split(sorted(part))
        return {n for n in part if labels[n] == labels[node]}

    def _split(self, nodes: list[int]) -> dict[int, int]:
        """
        Label the groups into which a connected part falls, where members drifted from its centre.
        """
        import numpy as np

        place = {n: at for at, n in enumerate(nodes)}
        tokens, sequence = self._tokens(nodes)
        table = make_table(tokens, self._vocabulary, sequence=sequence)
        pairs = [(place[x], place[link >> 1]) for x in nodes for link in self._links[x] if x < link >> 1]
        a, b = (np.array([p[side] for p in pairs], np.uint32) for side in (0, 1))

        def near(center: Ids, member: Ids) -> NDArray[np.bool_]:
            return compare(table, center, member).likeness >= DRIFT_LIKENESS

        labels = split_drift(components(len(nodes), a, b), a, b, rank=sequence, near=near)
        return {n: int(labels[at]) for n, at in place.items()}

    def _group_of(self, groups: dict[int, str], node: int) -> set[int]:
        """
        Give the nodes linked to a node, directly or not, that have the same group.
        """
        return {n for n in self._reach(node) if groups.get(n) == groups[node]}

    def _variant(self, node: int, group: set[int]) -> set[int]:
        """
        Give the nodes that say the same as a node, within its group.
        """
        seen, todo = {node}, [node]
        while todo:
            for link in self._links.get(todo.pop(), ()):
                other = link >> 1
                if link & 1 and other not in seen and other in group:
                    seen.add(other)
                    todo.append(other)
        return seen
