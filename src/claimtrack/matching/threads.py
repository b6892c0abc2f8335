"""
Which reports tell of the same events: what they share, weighed by how telling it is.

Claims are looked for between related reports only, so that the work grows with the number of reports and
not with its square, also across languages, where no word is shared: names, places, concepts and counted
values are. Each report keeps its nearest `_NEAREST`; a term that very many reports use finds
nobody (it is still weighed), so no report and no bucket ever costs more than a fixed amount of work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import field, frozen

from claimtrack.matching.profiles import Profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.slots import stated

_NEAREST = 32
"""Related reports that a report is compared with; the largest dev story has 22."""
_FINDING = 63
"""
Reports up to which a term finds others: a name that more of them use finds half the archive. One less than a power
of two, so that a term stops finding just when its weight changes (see `rarity`).
"""
_TELLING = 40
"""Terms of a report that look for others, rarest first; a news report has 50 to 150."""
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
    terms: frozenset[str] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """
        Put all terms together, once.
        """
        object.__setattr__(self, "terms", self.words | self.shared | self.names)


def subject_of(report: str, profiles: Sequence[Profile], named: Iterable[str] = ()) -> Subject:
    """
    Put together what a report is about; `named` are skeletons of what its first lines name.
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


class Threads:
    """
    Find related reports, as they come and go; the outcome depends on which are there, not on the order.
    """

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._subjects: dict[str, Subject] = {}
        self._using: defaultdict[str, set[str]] = defaultdict(set)
        self._alike: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._nearest: dict[str, frozenset[str]] = {}
        self._links: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._reweighed: set[str] = set()
        self._moved: set[str] = set()
        self._gone: set[str] = set()

    def add(self, subject: Subject) -> None:
        """
        Add a report.
        """
        self._subjects[subject.report] = subject
        for term in subject.terms:
            self._using[term].add(subject.report)
        self._touch(subject, self.rarity.add(subject.terms))

    def remove(self, report: str) -> None:
        """
        Remove a report.
        """
        subject = self._subjects.pop(report)
        self._touch(subject, self.rarity.remove(subject.terms))
        for term in subject.terms:
            self._using[term].discard(report)
            if not self._using[term]:
                del self._using[term]
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
        for report in self._reweighed | self._gone:
            for other in self._alike.pop(report, {}):
                self._alike[other].pop(report, None)
        dropped: set[tuple[str, str]] = set()
        anew: set[tuple[str, str]] = set()
        for report in sorted(self._moved | self._reweighed | self._gone):
            before = self._nearest.pop(report, frozenset())
            after = self._find(self._subjects[report]) if report in self._subjects else frozenset()
            if after:
                self._nearest[report] = after
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

    def _find(self, subject: Subject) -> frozenset[str]:
        """
        Find the nearest reports through telling terms.
        """
        weight, count = self.rarity.weight, self.rarity.count
        finding = [t for t in subject.terms if 1 < count(t) <= _FINDING]
        finding.sort(key=lambda t: (-weight(t), t))
        candidates: defaultdict[str, float] = defaultdict(float)
        for term in finding[:_TELLING]:
            for other in self._using[term]:
                candidates[other] += weight(term)
        candidates.pop(subject.report, None)
        # Twice as many as are kept are measured: the sum over telling terms is a rough guide only.
        likely = sorted(candidates, key=lambda r: (-round(candidates[r], 6), r))[: 2 * _NEAREST]
        scored = sorted((-self.alike(subject.report, other), other) for other in likely)
        return frozenset(other for score, other in scored[:_NEAREST] if -score >= _LEAST)

    def _touch(self, subject: Subject, changed: set[str]) -> None:
        """
        Note whose likenesses hang on a changed weight, and who may have another neighbour now.
        """
        self._gone.discard(subject.report)
        self._reweighed.add(subject.report)
        if "*" in changed:
            self._reweighed.update(self._subjects)
        for term in changed - {"*"}:
            self._reweighed |= self._using.get(term, set())
        for term in subject.terms:
            if self.rarity.count(term) <= _FINDING:
                self._moved |= self._using.get(term, set())


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
