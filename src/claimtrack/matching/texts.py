"""
Near-identical texts as groups, for people who bring only texts.

The way: texts -> key ids (`signatures`) -> texts that say word for word the same are one node ->
candidate pairs of nodes (`candidates`) -> differences (`differences`) -> groups (`clusters`).
All of it is arrays; verdicts with reasons are made for the pairs somebody asks about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, overload

from attrs import define, field, frozen

from claimtrack.claims.marks import Mark, Tag
from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.matching.candidates import find_keys, pairs_of
from claimtrack.matching.clusters import components, split_drift
from claimtrack.matching.differences import Differences, Table, compare, make_table
from claimtrack.matching.signatures import ASIDE, Tokens, Vocabulary, read_texts, sequence_hashes
from claimtrack.matching.spelling import are_spellings, left_over, only_moved
from claimtrack.matching.verdict import VARIANT_LIKENESS, Difference, Verdict, compare_texts, name_difference
from claimtrack.matching.wording import LEAST_ALIKE, MOST_LEFT, SETTLED, in_other_words, read_wording
from claimtrack.model.checks import is_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.signatures import Ids

DRIFT_LIKENESS = 0.5
"""Likeness to the centre of its group below which a text has drifted off through a chain of small steps; chosen by us:
two changes of one word in three, one after the other."""
Written: TypeAlias = tuple[str, str | None]
"""A text and its language, or None to go by its script."""
LARGEST_SPLIT = 5_000
"""Distinct texts of one connected part up to which drift is looked for; a larger one is a template that thousands
fill in, and keeping its groups exact as texts come and go would cost each of them that many comparisons."""
_SPELLED_DIFFERENTLY = 3
"""Words left over on a side up to which they may be one word written in two ways."""
_NO_SPELLING = (ASIDE | Tag.UNIT) & ~Tag.TIME


@frozen
class TextItem:
    """
    Hold one text to group.

    Attributes:
        id: Any name, unique among the texts.
        lang: Its language, or None to go by its script and commonest words.
        time: Passed through; texts are grouped whatever their time.

    """

    id: str = field(validator=is_text(empty=False))
    text: str = field(validator=is_text())
    lang: str | None = None
    time: str | None = None


@frozen
class Placement:
    """
    Say where a text stands: its group, and within it its variant.

    Attributes:
        group: The smallest id of the group; `variant` the smallest id of those that say the same.

    """

    id: str
    group: str
    variant: str


@define(eq=False)
class Deduplication(Sequence[Placement]):
    """
    Hold the placements in the order of the texts, and answer why.

    Attributes:
        placements: One a text.
        links: Pairs of ids that were found to be duplicates or variants: at least what joins each group.

    """

    placements: tuple[Placement, ...]
    links: tuple[tuple[str, str], ...]
    _items: Mapping[str, TextItem] = field(repr=False)
    _kinds: dict[str, Difference] = field(factory=dict, repr=False)

    def __len__(self) -> int:
        """
        Count the texts.
        """
        return len(self.placements)

    @overload
    def __getitem__(self, at: int) -> Placement: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Placement, ...]: ...

    def __getitem__(self, at: int | slice) -> Placement | tuple[Placement, ...]:
        """
        Give a placement by its place.
        """
        return self.placements[at]

    def explain(self, a: str, b: str) -> Verdict:
        """
        Say what two of the texts are to one another, and why.

        Raises:
            NotFoundError: No text has one of the ids.

        """
        for given in (a, b):
            if given not in self._items:
                raise NotFoundError(f"id: given {given!r}, allowed is the id of one of the {len(self)} texts")
        first, second = self._items[a], self._items[b]
        return compare_texts(first.text, second.text, lang=_common(first, second))

    def kind(self, placement: Placement) -> Difference | None:
        """
        Name what a text's variant differs in from the first variant of its group; None for that one itself.

        The difference is that of the two texts which name the variants; `unsure` where words stand against words and
        nothing settles whether they say the same, which counts as apart.
        """
        if placement.variant == placement.group:
            return None
        found = self._kinds.get(placement.variant)
        if found is None:
            first, other = self._items[placement.group], self._items[placement.variant]
            found = name_difference(first.text, other.text, lang=_common(first, other)) or Difference.UNSURE
            self._kinds[placement.variant] = found
        return found


def _common(a: TextItem, b: TextItem) -> str | None:
    return a.lang if a.lang == b.lang else None


def deduplicate(texts: Iterable[TextItem | str]) -> Deduplication:
    """
    Group near-identical texts; texts that say the same also share a variant.

    Texts that differ in a number, a negation, a place, a name, a role or any other word that nothing
    shows to say the same never share a variant; letter case, vowel marks, punctuation, spelling of
    numbers, small words, exact synonyms, voice and where a phrase stands do not count.

    Args:
        texts: The texts, in any order and language; plain strings get the ids "0", "1", ….

    Returns:
        One placement a text, in the order given. The groups do not depend on the order.

    Raises:
        InvalidValueError: Two different texts have one id.

    """
    items = [t if isinstance(t, TextItem) else TextItem(str(at), t) for at, t in enumerate(texts)]
    known = by_id(items)
    vocabulary = Vocabulary()
    tokens = read_texts(vocabulary, [i.text for i in items], [i.lang for i in items])
    nodes, node_of = make_nodes(vocabulary, tokens, items)
    graph = link_nodes(nodes, vocabulary)
    return _place(items, known, node_of, graph)


@define(eq=False)
class Nodes:
    """
    Hold the distinct texts.

    Attributes:
        texts: The text that stands for each node with its language: the smallest, whatever their order.

    """

    tokens: Tokens
    sequence: NDArray[np.uint64]
    texts: list[Written]


@define(eq=False)
class Graph:
    """
    Hold what is linked among distinct texts.

    Attributes:
        groups: Label of each node's group, `variants` of its variant.
        a: One end of each link, `b` the other.

    """

    groups: NDArray[np.int64]
    variants: NDArray[np.int64]
    a: Ids
    b: Ids


def by_id(items: Sequence[TextItem]) -> dict[str, TextItem]:
    """
    Index the texts, and refuse two different ones with one id.
    """
    found: dict[str, TextItem] = {}
    for item in items:
        before = found.setdefault(item.id, item)
        if before is not item and before.text != item.text:
            raise InvalidValueError("id", item.id, "an id that no other text has")
    return found


def make_nodes(vocabulary: Vocabulary, tokens: Tokens, items: Sequence[TextItem]) -> tuple[Nodes, NDArray[np.int64]]:
    """
    Make one node of all texts that say word for word the same.

    Texts in which no word counts at all are told apart by what is written in them.
    """
    import numpy as np

    sequence = sequence_hashes(tokens, vocabulary.arrays()[0])
    lengths = np.diff(tokens.offsets)
    for bare in np.flatnonzero(lengths == 0).tolist():
        sequence[bare] = bare_hash(items[bare].text)
    unique, first, node_of = np.unique(sequence, return_index=True, return_inverse=True)
    counts = lengths[first]
    offsets = np.zeros(len(first) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    at = np.arange(int(offsets[-1])) + np.repeat(tokens.offsets[first] - offsets[:-1], counts)
    return Nodes(Tokens(offsets, tokens.words[at]), unique, _smallest(items, first, node_of)), node_of


def _smallest(items: Sequence[TextItem], first: NDArray[np.int64], node_of: NDArray[np.int64]) -> list[Written]:
    """
    Give the smallest text of each node.
    """
    texts = [(items[at].text, items[at].lang) for at in first.tolist()]
    for item, node in zip(items, node_of.tolist(), strict=True):
        if item.text < texts[node][0]:
            texts[node] = (item.text, item.lang)
    return texts


def bare_hash(text: str) -> int:
    """
    Hash a text without words by its visible characters; all empty texts are one.
    """
    from hashlib import blake2b

    visible = "".join(text.split()).casefold()
    digest = blake2b(visible.encode("utf-8", "surrogatepass"), digest_size=8, person=b"bare").digest()
    return int.from_bytes(digest, "little")


def link_nodes(nodes: Nodes, vocabulary: Vocabulary) -> Graph:
    """
    Find the groups and variants among distinct texts.
    """
    tokens, sequence = nodes.tokens, nodes.sequence
    count = len(tokens)
    a, b = pairs_of(find_keys(tokens, vocabulary, sequence=sequence), sequence=sequence)
    table = make_table(tokens, vocabulary, sequence=sequence)
    found = compare(table, a, b)
    same = find_same(table, vocabulary, a, b, found, texts=nodes.texts)
    linked = (found.likeness >= VARIANT_LIKENESS) | same
    a, b, same = a[linked], b[linked], same[linked]

    def near(center: Ids, member: Ids) -> NDArray[np.bool_]:
        return compare(table, center, member).likeness >= DRIFT_LIKENESS

    groups = split_drift(components(count, a, b), a, b, rank=sequence, near=near, largest=LARGEST_SPLIT)
    inside = groups[a] == groups[b]
    keep = inside & same
    return Graph(groups, components(count, a[keep], b[keep]), a[inside], b[inside])


def find_same(
    table: Table, vocabulary: Vocabulary, a: Ids, b: Ids, found: Differences, *, texts: Sequence[Written]
) -> NDArray[np.bool_]:
    """
    Say which pairs are duplicates although they are not word for word the same.

    Either those left over are spellings of one another, or a date stands elsewhere, or one puts the other in other
    words (`wording`). Everything that is set aside (numbers, negations, …) must be the same.

    Args:
        table: The texts as arrays.
        vocabulary: What their words are.
        a: One text of each pair, `b` the other.
        b: See `a`.
        found: What was found for the pairs.
        texts: What is written in each.

    """
    import numpy as np

    same = np.zeros(len(a), bool)
    most, alike = np.maximum(found.left_a, found.left_b), found.likeness >= LEAST_ALIKE
    few = (found.left_a > 0) & (found.left_b > 0) & (most <= _SPELLED_DIFFERENTLY)
    spelled = np.flatnonzero(few & ((found.tags & _NO_SPELLING) == 0) & alike)
    offsets, ids = table.tokens.offsets, table.tokens.words
    marks = vocabulary.marks

    def words(text: int) -> list[Mark]:
        return [marks[word] for word in ids[offsets[text] : offsets[text + 1]].tolist()]

    for at in spelled.tolist():
        same[at] = are_spellings(*left_over(words(a[at]), words(b[at])))
    for at in np.flatnonzero(found.order).tolist():
        same[at] = only_moved(words(a[at]), words(b[at]))
    open_ = ~same & alike & found.matched & (most <= MOST_LEFT) & ((found.tags & SETTLED) == 0)
    for at in np.flatnonzero(open_).tolist():
        same[at] = in_other_words(read_wording(*texts[a[at]]), read_wording(*texts[b[at]]))
    return same


def _place(
    items: Sequence[TextItem], by_id: Mapping[str, TextItem], node_of: NDArray[np.int64], graph: Graph
) -> Deduplication:
    """
    Name groups and variants by the smallest id in each.
    """
    groups = _names(items, graph.groups[node_of])
    variants = _names(items, graph.variants[node_of])
    placements = tuple(
        Placement(item.id, group, variant) for item, group, variant in zip(items, groups, variants, strict=True)
    )
    return Deduplication(placements, tuple(_links(items, node_of, graph)), by_id)


def _names(items: Sequence[TextItem], labels: NDArray[np.int64]) -> list[str]:
    """
    Name each label by the smallest id that has it.
    """
    smallest: dict[int, str] = {}
    flat = labels.tolist()
    for item, label in zip(items, flat, strict=True):
        name = smallest.get(label)
        if name is None or item.id < name:
            smallest[label] = item.id
    return [smallest[label] for label in flat]


def _links(items: Sequence[TextItem], node_of: NDArray[np.int64], graph: Graph) -> Iterator[tuple[str, str]]:
    """
    Give the links between distinct texts, by the smallest id of each, sorted.
    """
    names = dict(zip(node_of.tolist(), _names(items, node_of), strict=True))
    pairs = ((names[x], names[y]) for x, y in zip(graph.a.tolist(), graph.b.tolist(), strict=True))
    yield from sorted((min(p), max(p)) for p in pairs)
