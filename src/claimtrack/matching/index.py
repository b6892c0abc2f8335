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
from claimtrack.matching.candidates import find_keys, pairs_of
from claimtrack.matching.clusters import components, split_drift
from claimtrack.matching.differences import compare, make_table
from claimtrack.matching.keytable import KeyTable
from claimtrack.matching.signatures import Tokens, Vocabulary, read_texts, sequence_hashes
from claimtrack.matching.texts import DRIFT_LIKENESS, LARGEST_SPLIT, Placement, TextItem, bare_hash, find_same, make_nodes
from claimtrack.matching.verdict import VARIANT_LIKENESS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.signatures import Hashes, Ids

Pair = tuple[int, int]


@define(eq=False)
class TextIndex:
    """
    Hold texts by id, without the texts themselves, and tell groups and variants at any time.

    Adding or removing costs what the neighbourhood of the text costs, not what the index holds: about
    a millisecond among a million (benchmarks/matching).
    """

    _vocabulary: Vocabulary = field(factory=Vocabulary)
    _node_of: dict[str, int] = field(factory=dict)
    _members: list[str | set[str]] = field(factory=list)
    _keys: array[int] = field(factory=lambda: array("I"))
    _offsets: array[int] = field(factory=lambda: array("q", [0]))
    _sequence: array[int] = field(factory=lambda: array("Q"))
    _node_by_hash: dict[int, int] = field(factory=dict)
    _table: KeyTable = field(init=False)
    _links: dict[int, dict[int, bool]] = field(factory=dict)
    _part: dict[int, int] = field(factory=dict)
    _parts: dict[int, set[int]] = field(factory=dict)
    _group: dict[int, int] = field(factory=dict)

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

    def __contains__(self, id: object) -> bool:
        """
        Say whether a text of that id is held.
        """
        return id in self._node_of

    def load(self, items: Iterable[TextItem]) -> None:
        """
        Add many texts to an empty index at once, in a fraction of the time.

        Raises:
            InvalidValueError: The index holds texts already, or two texts have one id.

        """
        if self._sequence:
            raise InvalidValueError("items", f"an index of {len(self)} texts", "an empty index; use add")
        rows = list(items)
        tokens = read_texts(self._vocabulary, [i.text for i in rows], [i.lang for i in rows])
        nodes, node_of = make_nodes(self._vocabulary, tokens, rows)
        self._keys = array("I", nodes.tokens.words.tobytes())
        self._offsets = array("q", nodes.tokens.offsets.tobytes())
        self._sequence.frombytes(nodes.sequence.tobytes())
        self._node_by_hash = {h: at for at, h in enumerate(nodes.sequence.tolist())}
        self._members = [""] * len(nodes.sequence)
        for item, node in zip(rows, node_of.tolist(), strict=True):
            self._join(item, node)
        keys = find_keys(nodes.tokens, self._vocabulary, sequence=nodes.sequence)
        a, b = pairs_of(keys, sequence=nodes.sequence)
        self._table.load(keys)
        for (x, y), same in self._verify(nodes.tokens, nodes.sequence, a, b):
            self._link(x, y, same=same)
        self._regroup(set(self._links))

    def add(self, item: TextItem) -> Placement:
        """
        Add a text and say where it stands now.

        Raises:
            InvalidValueError: A text of that id is held already.

        """
        words = self._vocabulary.read(item.text, item.lang)
        hashed = self._hash(words, item.text)
        if item.id in self._node_of:
            raise InvalidValueError("id", item.id, "an id that no text of the index has")
        node = self._node_by_hash.get(hashed)
        if node is None:
            node = self._new_node(words, hashed)
            self._join(item, node)
            self._settle_in(node)
        else:
            self._join(item, node)
        return self.placement(item.id)

    def remove(self, id: str) -> None:
        """
        Take a text out; what is left is as if it had never been there.

        Raises:
            NotFoundError: No text has that id.

        """
        node = self._node(id)
        del self._node_of[id]
        members = self._members[node]
        if isinstance(members, set) and len(members) > 1:
            members.discard(id)
            return
        self._members[node] = ""
        self._take_out(node)

    def placement(self, id: str) -> Placement:
        """
        Say where a text stands.

        Raises:
            NotFoundError: No text has that id.

        """
        node = self._node(id)
        group = self._group_nodes(node)
        return Placement(id, min(map(self._smallest, group)), min(map(self._smallest, self._variant_nodes(node))))

    def placements(self) -> Iterator[Placement]:
        """
        Say where all texts stand, in the order they were added.
        """
        groups: dict[int, str] = {}
        for id, node in self._node_of.items():
            label = self._group.get(node, node)
            if label not in groups:
                groups[label] = min(map(self._smallest, self._group_nodes(node)))
            yield Placement(id, groups[label], min(map(self._smallest, self._variant_nodes(node))))

    def nbytes(self) -> int:
        """
        Give the bytes of the arrays; dictionaries are not counted (the benchmark measures the process).
        """
        return self._table.nbytes() + sum(a.itemsize * len(a) for a in (self._keys, self._offsets, self._sequence))

    def _node(self, id: str) -> int:
        found = self._node_of.get(id)
        if found is None:
            raise NotFoundError(f"id: given {id!r}, allowed is the id of one of the {len(self)} texts of the index")
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

    def _new_node(self, words: list[int], hashed: int) -> int:
        """
        Enter a text that no other says word for word.
        """
        node = len(self._members)
        self._members.append("")
        self._keys.extend(words)
        self._offsets.append(len(self._keys))
        self._sequence.append(hashed)
        self._node_by_hash[hashed] = node
        return node

    def _tokens(self, nodes: list[int]) -> tuple[Tokens, Hashes]:
        """
        Lay out the words of some nodes, and their hashes.
        """
        import numpy as np

        offsets = np.zeros(len(nodes) + 1, np.int64)
        words = array("I")
        for at, node in enumerate(nodes):
            words.extend(self._keys[self._offsets[node] : self._offsets[node + 1]])
            offsets[at + 1] = len(words)
        sequence = np.array([self._sequence[node] for node in nodes], np.uint64)
        return Tokens(offsets, np.array(words, np.uint32)), sequence

    def _around(self, nodes: list[int]) -> list[tuple[int, int, int]]:
        """
        Give for every key of some nodes: the node before, the node, the node behind (-1 for none).
        """
        import numpy as np

        tokens, sequence = self._tokens(nodes)
        keys = find_keys(tokens, self._vocabulary, sequence=sequence)
        owner = np.array(nodes, np.int64)[keys.owners]
        before, behind = self._table.neighbours(keys.values, owner)
        return list(zip(before.tolist(), owner.tolist(), behind.tolist(), strict=True))

    def _settle_in(self, node: int) -> None:
        """
        Link a new node with its neighbours, and part those it now stands between.
        """
        tokens, sequence = self._tokens([node])
        keys = find_keys(tokens, self._vocabulary, sequence=sequence)
        around = self._around([node])
        self._table.add(keys.values, node)
        parted = {(x, z) for x, _, z in around if x >= 0 and z >= 0 and z in self._links.get(x, ())}
        new = {other for x, _, z in around for other in (x, z) if other >= 0}
        parted = self._really_parted(parted)
        for x, z in parted:
            self._unlink(x, z)
        touched = {n for pair in parted for n in pair} | self._check({(node, other) for other in new})
        self._regroup(touched)

    def _take_out(self, node: int) -> None:
        """
        Remove a node, and link those it stood between.
        """
        around = self._around([node])
        self._table.gone.add(node)
        del self._node_by_hash[self._sequence[node]]
        touched = set(self._links.get(node, ()))
        for other in list(touched):
            self._unlink(node, other)
        met = {(x, z) for x, _, z in around if x >= 0 and z >= 0 and x != z and z not in self._links.get(x, ())}
        touched |= self._check(met)
        self._regroup(touched | {node})
        self._part.pop(node, None)
        self._group.pop(node, None)

    def _really_parted(self, pairs: set[Pair]) -> set[Pair]:
        """
        Keep the pairs that are neighbours in no bucket any more.
        """
        if not pairs:
            return pairs
        around = self._around(sorted({x for x, _ in pairs}))
        near = {(n, other) for x, n, z in around for other in (x, z)}
        return {(x, z) for x, z in pairs if (x, z) not in near}

    def _check(self, pairs: set[Pair]) -> set[int]:
        """
        Compare pairs of nodes and link those alike enough; give the nodes that were linked.
        """
        import numpy as np

        if not pairs:
            return set()
        nodes = sorted({n for pair in pairs for n in pair})
        place = {n: at for at, n in enumerate(nodes)}
        tokens, sequence = self._tokens(nodes)
        ordered = sorted(pairs)
        a = np.array([place[x] for x, _ in ordered], np.uint32)
        b = np.array([place[z] for _, z in ordered], np.uint32)
        touched: set[int] = set()
        for (x, z), same in self._verify(tokens, sequence, a, b):
            self._link(nodes[x], nodes[z], same=same)
            touched |= {nodes[x], nodes[z]}
        return touched

    def _verify(self, tokens: Tokens, sequence: Hashes, a: Ids, b: Ids) -> Iterator[tuple[Pair, bool]]:
        """
        Give the pairs that are alike enough, and whether they are duplicates.
        """
        table = make_table(tokens, self._vocabulary, sequence=sequence)
        found = compare(table, a, b)
        same = find_same(table, self._vocabulary, a, b, found)
        linked = (found.likeness >= VARIANT_LIKENESS) | same
        yield from zip(zip(a[linked].tolist(), b[linked].tolist(), strict=True), same[linked].tolist(), strict=True)

    def _link(self, x: int, z: int, *, same: bool) -> None:
        self._links.setdefault(x, {})[z] = same
        self._links.setdefault(z, {})[x] = same

    def _unlink(self, x: int, z: int) -> None:
        for one, other in ((x, z), (z, x)):
            rows = self._links[one]
            del rows[other]
            if not rows:
                del self._links[one]

    def _regroup(self, touched: set[int]) -> None:
        """
        Work out anew the parts that some nodes belong or belonged to.
        """
        open_nodes = set(touched)
        for node in touched:
            label = self._part.get(node)
            if label is not None:
                open_nodes |= self._parts.pop(label, set())
        for node in open_nodes:
            self._part.pop(node, None)
            self._group.pop(node, None)
        for start in open_nodes:
            if start not in self._part and start in self._links:
                self._enter(self._reach(start))

    def _reach(self, start: int) -> set[int]:
        """
        Give all nodes that links lead to.
        """
        seen, todo = {start}, [start]
        while todo:
            for other in self._links.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    def _enter(self, nodes: set[int]) -> None:
        """
        Enter a connected part, and the groups it falls into.
        """
        label = min(nodes)
        for node in nodes & self._part.keys():
            self._parts.pop(self._part[node], None)
        self._parts[label] = nodes
        self._part.update(dict.fromkeys(nodes, label))
        groups = self._split(nodes) if 2 < len(nodes) <= LARGEST_SPLIT else dict.fromkeys(nodes, label)
        self._group.update(groups)

    def _split(self, nodes: set[int]) -> dict[int, int]:
        """
        Split a part where members drifted from its centre, by the same rule as `deduplicate`.
        """
        import numpy as np

        order = sorted(nodes)
        place = {n: at for at, n in enumerate(order)}
        tokens, sequence = self._tokens(order)
        table = make_table(tokens, self._vocabulary, sequence=sequence)
        pairs = [(place[x], place[z]) for x in order for z in self._links[x] if x < z]
        a, b = (np.array([p[side] for p in pairs], np.uint32) for side in (0, 1))

        def near(center: Ids, member: Ids) -> NDArray[np.bool_]:
            return compare(table, center, member).likeness >= DRIFT_LIKENESS

        labels = split_drift(components(len(order), a, b), a, b, rank=sequence, near=near)
        return {n: order[int(labels[at])] for n, at in place.items()}

    def _group_nodes(self, node: int) -> list[int]:
        """
        Give the nodes of a node's group.
        """
        label = self._part.get(node)
        if label is None:
            return [node]
        return [n for n in self._parts[label] if self._group[n] == self._group[node]]

    def _variant_nodes(self, node: int) -> set[int]:
        """
        Give the nodes that say the same as a node, within its group.
        """
        group = self._group.get(node, node)
        seen, todo = {node}, [node]
        while todo:
            for other, same in self._links.get(todo.pop(), {}).items():
                if same and other not in seen and self._group.get(other, other) == group:
                    seen.add(other)
                    todo.append(other)
        return seen
