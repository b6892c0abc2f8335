"""
Which reports tell of the same events: what they share, weighed by how telling it is.

Claims are looked for between related reports only, so that the work grows with the number of reports and
not with its square, also across languages, where no word is shared: names, places, concepts and counted
values are. Each report keeps its nearest `_NEAREST`; what a term finds is bounded (`sharers`). A report that
comes or goes is looked at by those alone whose candidates it can change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from claimtrack.matching.profiles import Profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.sharers import ALL, Place, Sharers, place_of
from claimtrack.matching.slots import stated

_NEAREST = 32
"""Related reports that a report is compared with; the largest dev story has 22."""
_TELLING = 40
"""Terms of a report that look for others, rarest first; a news report has 50 to 150."""
_LIKELY = 2 * _NEAREST
"""Candidates that are measured: the sum over telling terms is a rough guide only, so twice as many as are kept."""
_DIGITS = 6
"""Decimals of a sum that count in an order: its last digits hang on the order of adding."""
_SLACK = 2 * 10**-_DIGITS
_SATURATION = 0.4
"""
Overlap from which reports count as wholly alike. Dev stories, pairs of one story: 10 % above .44 to .48, half above .22
to .27; pairs of two stories: 1 % above .20 to .23. Its separation (AUC) is .96 both within a language and across.
"""
_LEAST = 0.2
"""Likeness under which two reports are no neighbours; nine in ten of one event on the dev stories are above .43."""


@frozen(kw_only=True)
class Subject:
    """
    Hold what a report is about, as terms of all its appearances.

    Attributes:
        shared: Terms that are the same in all languages, but for names.
        names: Skeletons that may be names, `certain` those that are.
        words: Stems of its language.
        scene: Places it names, with what contains them.
        opening: What its title and first lines name, which may be nobody's claim.
        day: When it was seen, as an ordinal, or None.
        says: What stands for the words of each of its claims; equal words find one another whatever else is common.

    """

    report: str
    lang: str
    words: frozenset[str] = field(repr=False)
    shared: frozenset[str] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    certain: frozenset[str] = field(repr=False)
    scene: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    day: int | None = None
    says: frozenset[str] = field(default=frozenset(), repr=False)
    terms: frozenset[str] = field(init=False, repr=False)
    anchors: frozenset[str] = field(init=False, repr=False)
    keys: frozenset[str] = field(init=False, repr=False)
    place: Place = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """
        Put together, once, all terms, all that finds others, and where it stands among those it is found by.

        Places and sure names still find somebody when many use them: a short denial beside a thousand reports of one
        event shares nothing else with them. A common word finds nobody.
        """
        object.__setattr__(self, "terms", self.words | self.shared | self.names)
        object.__setattr__(self, "anchors", self.certain | {t for t in self.shared if t.startswith("place:")})
        object.__setattr__(self, "keys", self.terms | self.says)
        object.__setattr__(self, "place", place_of(self.report, self.day, self.terms))


def subject_of(
    report: str, profiles: Sequence[Profile], *, named: Iterable[str] = (), says: Iterable[Sequence[str]] = ()
) -> Subject:
    """
    Put together what a report is about.

    Args:
        report: Its id.
        profiles: Those of its appearances.
        named: Skeletons of what its first lines name.
        says: The words of each appearance as `deduplicate` reads them.

    """
    langs = Counter(p.lang for p in profiles)
    shared: set[str] = set()
    for profile in profiles:
        shared |= profile.concepts
        shared.update(f"place:{name}" for name in profile.scene)
        shared.update(f"value:{slot}={stated(span)}" for slot, span in profile.slots.items())
        if profile.event:
            shared.add(f"event:{profile.event}")
    return Subject(
        report=report,
        lang=min(langs, key=lambda lang: (-langs[lang], lang)) if langs else "",
        words=frozenset().union(*(p.stems for p in profiles)),
        shared=frozenset(shared),
        names=frozenset().union(*(p.names for p in profiles)),
        certain=frozenset().union(*(p.certain for p in profiles)),
        scene=frozenset().union(*(p.scene for p in profiles)),
        opening=frozenset(f"n:{n}" for n in named),
        day=_day(profiles),
        says=frozenset(f"says:{' '.join(words)}" for words in says if words),
    )


def _day(profiles: Sequence[Profile]) -> int | None:
    """
    Give the day of a report: when it was seen, else the last day of which it tells.
    """
    if profiles and profiles[0].day is not None:
        return profiles[0].day.toordinal()
    return max((p.happened[1] for p in profiles if p.happened is not None), default=None)


@frozen
class Context:
    """
    Say how the reports of two appearances stand to one another.

    Attributes:
        alike: How much they have in common, 0 to 1.
        elsewhere: Whether both name places, and none of them is the same.
        strangers: Whether both name something, and nothing of it is the same.
        days: Days between them, 0 where unknown.

    """

    alike: float
    elsewhere: bool = False
    strangers: bool = False
    days: int = 0


@frozen
class Change:
    """
    Name pairs of reports, smaller id first: those no longer related, and those to be compared anew.
    """

    dropped: frozenset[tuple[str, str]]
    anew: frozenset[tuple[str, str]]


@frozen
class _Search:
    """
    Hold how a report looked for others: through which terms, whom it measured, and which of those are the nearest.

    Attributes:
        bar: Sum of weights that a report must reach to be measured too; 0 while there is room.

    """

    through: frozenset[str] = frozenset()
    likely: tuple[str, ...] = ()
    bar: float = 0.0
    nearest: frozenset[str] = frozenset()


_NO_SEARCH = _Search()
_NOBODY: frozenset[str] = frozenset()


class Threads:
    """
    Find related reports, as they come and go; the outcome depends on which are there, not on the order.
    """

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._subjects: dict[str, Subject] = {}
        self._sharers = Sharers()
        self._alike: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._searches: dict[str, _Search] = {}
        self._links: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._reweighed: set[str] = set()
        self._moved: set[str] = set()
        self._gone: set[str] = set()

    def add(self, subject: Subject) -> None:
        """
        Add a report.
        """
        self._subjects[subject.report] = subject
        self._sharers.add(subject.keys, subject.place)
        self._touch(subject, self.rarity.add(subject.keys))
        self._reweighed.add(subject.report)
        self._gone.discard(subject.report)

    def remove(self, report: str) -> None:
        """
        Remove a report.
        """
        subject = self._subjects.pop(report)
        self._touch(subject, self.rarity.remove(subject.keys))
        self._sharers.remove(subject.keys, subject.place)
        self._reweighed.discard(report)
        self._moved.discard(report)
        self._gone.add(report)

    def alike(self, a: str, b: str) -> float:
        """
        Give how much two reports have in common, 0 to 1; 1 for a report with itself.
        """
        if a == b:
            return 1.0
        found = self._alike[a].get(b)
        if found is None:
            found = _measure(self._subjects[a], self._subjects[b], self.rarity)
            self._alike[a][b] = self._alike[b][a] = found
        return found

    def context(self, a: str, b: str) -> Context:
        """
        Give how two reports stand to one another.
        """
        if a == b:
            return Context(alike=1.0)
        one, other = self._subjects[a], self._subjects[b]
        days = abs(one.day - other.day) if one.day is not None and other.day is not None else 0
        return Context(
            alike=self.alike(a, b),
            elsewhere=bool(one.scene and other.scene and not one.scene & other.scene),
            strangers=_strangers(one, other),
            days=days,
        )

    def settle(self) -> Change:
        """
        Work out the related reports again where something has changed, and say where.

        Two reports are related where one is among the nearest of the other.
        """
        ranked: set[str] = set()
        for report in self._reweighed | self._gone:
            for other in self._alike.pop(report, {}):
                self._alike[other].pop(report, None)
                ranked.add(other)
        dropped: set[tuple[str, str]] = set()
        anew: set[tuple[str, str]] = set()
        sought = self._moved | self._reweighed | self._gone
        for report in sorted(sought | ranked):
            search = self._searches.pop(report, _NO_SEARCH)
            before, after = search.nearest, _NOBODY
            if report in self._subjects:
                # Where only likenesses have changed the candidates are the same.
                search = self._find(self._subjects[report]) if report in sought else search
                search = self._searches[report] = self._rank(report, search)
                after = search.nearest
            self._relink(report, before - after, -1, dropped, anew)
            self._relink(report, after - before, 1, dropped, anew)
        for report in self._reweighed & self._subjects.keys():
            anew.update(_pair(report, other) for other in self._links[report])
            anew.add((report, report))
        for report in self._gone - self._subjects.keys():
            dropped.add((report, report))
            self._links.pop(report, None)
        self._reweighed, self._moved, self._gone = set(), set(), set()
        return Change(frozenset(dropped - anew), frozenset(anew))

    def _relink(
        self,
        report: str,
        others: Iterable[str],
        by: int,
        dropped: set[tuple[str, str]],
        anew: set[tuple[str, str]],
    ) -> None:
        """
        Count a report's choice of neighbours on both ends, and note links that began or ended.
        """
        for other in others:
            for a, b in ((report, other), (other, report)):
                self._links[a][b] += by
                if not self._links[a][b]:
                    del self._links[a][b]
            linked = other in self._links[report]
            (anew if linked else dropped).add(_pair(report, other))
            (dropped if linked else anew).discard(_pair(report, other))

    def _find(self, subject: Subject) -> _Search:
        """
        Find candidates through what a report says word for word and its most telling terms.
        """
        weight = self.rarity.weight
        finding = sorted((-weight(t), t) for t in subject.terms if self._finds(t, subject))
        through = [t for t in sorted(subject.says) if self.rarity.count(t) > 1] + [t for _, t in finding[:_TELLING]]
        sums: defaultdict[str, float] = defaultdict(float)
        for term in through:
            for other in self._sharers.beside(term, subject.place):
                sums[other] += weight(term)
        likely = sorted(sums, key=lambda r: (-round(sums[r], _DIGITS), r))[:_LIKELY]
        bar = sums[likely[-1]] if len(likely) == _LIKELY else 0.0
        return _Search(through=frozenset(through), likely=tuple(likely), bar=bar)

    def _rank(self, report: str, search: _Search) -> _Search:
        """
        Measure whom a report may be near, and keep the nearest.
        """
        scored = sorted((-self.alike(report, other), other) for other in search.likely)
        nearest = frozenset(other for score, other in scored[:_NEAREST] if -score >= _LEAST)
        return evolve(search, nearest=nearest)

    def _finds(self, term: str, subject: Subject) -> bool:
        """
        Say whether a report looks for others through a term: one that few use, or a place or name of any number.
        """
        count = self.rarity.count(term)
        return count > 1 and (count <= ALL or term in subject.anchors)

    def _touch(self, subject: Subject, changed: set[str]) -> None:
        """
        Note whose likenesses hang on a changed weight, and who may have other candidates now.
        """
        if "*" in changed:
            self._reweighed.update(self._subjects)
        for term in changed - {"*"}:
            self._reweighed.update(self._sharers.using(term))
        count, weight = self.rarity.count, self.rarity.weight
        sums: defaultdict[str, float] = defaultdict(float)
        for term in subject.keys:
            for other in self._sharers.beside(term, subject.place):
                if count(term) <= 2 or (self._sharers.is_common(term) and term in self._search(other).through):
                    # It finds with a term of its own for the first time, or neighbours have moved up.
                    self._moved.add(other)
                elif term in self._search(other).through:
                    sums[other] += weight(term)
        for other, total in sums.items():
            # A report that was measured has reached the bar, so this holds for those that go as well.
            if total >= self._search(other).bar - _SLACK:
                self._moved.add(other)

    def _search(self, report: str) -> _Search:
        return self._searches.get(report, _NO_SEARCH)


def _measure(a: Subject, b: Subject, rarity: Rarity) -> float:
    """
    Measure how much two reports have in common; across languages, by what is the same in both.
    """
    if a.lang == b.lang:
        overlap = rarity.overlap(a.terms, b.terms)
    else:
        sure = a.certain | b.certain
        overlap = rarity.overlap(a.shared | (a.names & sure), b.shared | (b.names & sure))
    return min(1.0, overlap / _SATURATION)


def _strangers(a: Subject, b: Subject) -> bool:
    """
    Say whether two reports name other things alone: reports of one event share a village, a town or a man.

    Across languages at least one side must be sure that what it names are names.
    """
    if a.scene & b.scene:
        return False
    if a.lang != b.lang and not (a.certain or b.certain):
        return False
    one, two = a.names | a.opening, b.names | b.opening
    return bool(a.names and b.names) and one.isdisjoint(two)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
