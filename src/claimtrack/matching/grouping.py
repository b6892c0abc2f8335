"""
Group appearances into claims, as reports come and go.

The outcome depends on which appearances are there, not on the order in which they came: adding a report and
removing it again leaves nothing behind. Work is kept between calls; only pairs of reports that
an arrival has touched are compared anew, and only groups they reach are gathered anew. Of reports that say
the same in the same words the first is compared and gathered; its copies are put in when a claim is described.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimtrack.claims import features
from claimtrack.errors import InvalidValueError
from claimtrack.matching.aliases import Aliases, read_aliases
from claimtrack.matching.compare import compare, is_worth_comparing, score
from claimtrack.matching.copies import Copies, signature, words_of
from claimtrack.matching.decisions import CLAIM_PREFIX, Ties, read_ties
from claimtrack.matching.embedder import SHIPPED, Embedder
from claimtrack.matching.evidence import gather
from claimtrack.matching.gathering import PairScores, connected_parts, gather_groups
from claimtrack.matching.matcher import Matcher, load_matcher
from claimtrack.matching.meeting import Meeting, Meetings
from claimtrack.matching.profiles import Profile, cached, make_profile, opening_of
from claimtrack.matching.threads import Context, Subject, Threads, subject_of
from claimtrack.matching.variants import describe
from claimtrack.matching.vectors import Vectors
from claimtrack.model import Appearance, Claim, Report

_NO_ALIASES: Mapping[str, str] = {}


class Grouping:
    """
    Keep appearances grouped into claims while reports are added and removed.

    Args:
        aliases: Other names to the name they mean, in any script.
        decisions: Recorded merges and splits; see `claimtrack.matching.decisions`.
        embedder: Turns texts into vectors, as more evidence; None compares without.
        matcher: What each piece of evidence is worth; None for the weights that ship with the library.

    """

    def __init__(
        self,
        *,
        aliases: Mapping[str, str] = _NO_ALIASES,
        decisions: Iterable[Mapping[str, object]] = (),
        embedder: Embedder | None = SHIPPED,
        matcher: Matcher | None = None,
    ) -> None:
        self._aliases = _aliases(aliases)
        self._decisions = tuple(decisions)
        self._vectors = Vectors(embedder)
        self._matcher = matcher if matcher is not None else load_matcher()
        self._read = cached(features)
        self._copies = Copies()
        self._threads = Threads()
        self._appearances: dict[str, Appearance] = {}
        self._profiles: dict[str, Profile] = {}
        self._by_report: dict[str, tuple[str, ...]] = {}
        self._subjects: dict[str, Subject] = {}
        self._meetings = Meetings(self._meet)
        self._edges: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._scores = PairScores(self._score)
        self._claims: dict[str, Claim] = {}
        self._groups: dict[str, tuple[str, ...]] = {}
        self._claim_of: dict[str, str] = {}
        self._touched: set[str] = set()
        self._grown: set[str] = set()
        self._ties = Ties()

    def add(self, report: Report | str, appearances: Iterable[Appearance]) -> None:
        """
        Add the appearances of one report.

        Args:
            report: The report, or its id where nothing else is known of it.
            appearances: All that it says, in any order.

        Raises:
            InvalidValueError: The report is there already, an appearance is another report's, or an id stands twice.

        """
        name = report if isinstance(report, str) else report.id
        told = sorted(appearances, key=lambda a: (a.start, a.id))
        self._check(name, told)
        known = None if isinstance(report, str) else report
        for one in told:
            self._appearances[one.id] = one
            self._vectors.add(one, known)
            self._profiles[one.id] = make_profile(one, known, aliases=self._aliases, read=self._read)
        self._by_report[name] = tuple(a.id for a in told)
        if told:
            opening = opening_of(known) if known is not None else ""
            named = self._read(opening, told[0].lang).names if opening else ()
            profiles = [self._profiles[a.id] for a in told]
            words = [words_of(a) for a in told]
            subject = self._subjects[name] = subject_of(name, profiles, named=named, says=words)
            self._copies.add(name, signature(subject, profiles, words), day=profiles[0].day)

    def remove(self, report: str) -> None:
        """
        Remove a report with all it says.

        Raises:
            InvalidValueError: There is no such report.

        """
        if report not in self._by_report:
            raise InvalidValueError("report", report, "the id of a report that was added")
        ids = self._by_report[report]
        if ids:
            if self._copies.is_first(report):
                self._withdraw(report)
            self._copies.remove(report)
            del self._subjects[report]
        del self._by_report[report]
        for one in ids:
            self._profiles.pop(one)
            self._appearances.pop(one)
            self._vectors.remove(one)

    def decide(self, decisions: Iterable[Mapping[str, object]]) -> None:
        """
        Put these recorded decisions in the place of those before; an undone one is simply no longer there.
        """
        self._decisions = tuple(decisions)

    def claims(self) -> tuple[Claim, ...]:
        """
        Give the claims, by first appearance, with variants, conflicts and revisions.
        """
        self._settle()
        for part in self._parts():
            self._gather(part)
        self._touched.clear()
        for claim in {self._claim_of[i] for first in self._grown for i in self._by_report[first]}:
            self._claims[claim] = self._describe(self._groups[claim])
        self._grown.clear()
        return tuple(sorted(self._claims.values(), key=lambda claim: self._profiles[claim.appearances[0]].order))

    def explain(self, a: str, b: str) -> Mapping[str, float]:
        """
        Give what each piece of evidence adds to the log-odds that two appearances state one claim.
        """
        for one in (a, b):
            if one not in self._profiles:
                raise InvalidValueError("appearance", one, "the id of an appearance that was added")
        p, q, meeting = self._met(a, b)
        return compare(p, q, meeting=meeting, matcher=self._matcher).reasons

    def evidence(self, a: str, b: str) -> Mapping[str, float]:
        """
        Return what speaks for and against two appearances being one claim, before it is weighed.
        """
        return gather(*self._met(a, b))

    def _met(self, a: str, b: str) -> tuple[Profile, Profile, Meeting]:
        """
        Return what is compared for two appearances, and their reports side by side.
        """
        self._settle()
        one, other = self._profiles[a], self._profiles[b]
        first = self._copies.first(one.report)
        if one.report != other.report and first == self._copies.first(other.report):
            sides = [self._by_report[p.report] for p in (one, other)]
            self._vectors.settle({i for side in sides for i in side})
            told, more = ([self._profiles[i] for i in side] for side in sides)
            return one, other, Meeting(Context(alike=1.0), self._threads.rarity, told, more, self._vectors.known())
        p, q = (self._profiles[self._standing_for(i)] for i in (a, b))
        return p, q, self._meetings(p.report, q.report)

    def _check(self, name: str, told: Sequence[Appearance]) -> None:
        """
        Refuse what would mix reports up.
        """
        if name in self._by_report:
            raise InvalidValueError("report", name, "a report that has not been added")
        seen: set[str] = set()
        for one in told:
            if one.report != name:
                raise InvalidValueError(f"report of {one.id}", one.report, repr(name))
            if one.id in self._appearances or one.id in seen:
                raise InvalidValueError("id", one.id, "an id that no other appearance has")
            seen.add(one.id)

    def _settle(self) -> None:
        """
        Bring everything up to date but the claims themselves.
        """
        self._apply_decisions()
        alone = {self._profiles[i].report for i in self._ties.touched() if i in self._profiles}
        chosen = self._copies.settle(alone=alone)
        for report in chosen.gone:
            self._withdraw(report)
        for report in chosen.new:
            self._threads.add(self._subjects[report])
            self._touched.update(self._by_report[report])
        self._grown.update(chosen.grown)
        self._vectors.settle(self._touched & self._profiles.keys())
        self._compare()

    def _withdraw(self, report: str) -> None:
        """
        Take a report that stood for a text out of matching.
        """
        self._threads.remove(report)
        self._grown.discard(report)
        for one in self._by_report[report]:
            self._scores.forget(one)
            self._unlink(one)
            self._break(one)
            self._touched.discard(one)

    def _standing_for(self, one: str) -> str:
        """
        Return the appearance that is compared in the place of one.
        """
        report = self._profiles[one].report
        return self._by_report[self._copies.first(report)][self._by_report[report].index(one)]

    def _meet(self, a: str, b: str) -> Meeting:
        """
        Put two reports side by side.
        """
        return Meeting(
            self._threads.context(a, b),
            self._threads.rarity,
            [self._profiles[i] for i in self._by_report[a]],
            [self._profiles[i] for i in self._by_report[b]],
            self._vectors.known(),
            self._vectors.cosines,
        )

    def _score(self, a: str, b: str) -> float:
        """
        Return the log-odds of a pair.
        """
        p, q = self._profiles[a], self._profiles[b]
        return score(p, q, meeting=self._meetings(p.report, q.report), matcher=self._matcher)

    def _compare(self) -> None:
        """
        Compare anew what pairs of reports say where something has changed.
        """
        change = self._threads.settle()
        if change.anew or change.dropped:
            self._meetings.clear()
        for a, b in sorted(change.dropped | change.anew):
            for one in self._by_report.get(a, ()):
                self._unlink(one, set(self._by_report.get(b, ())))
        for a, b in change.anew:
            if a == b:
                for one in self._by_report[a]:
                    self._scores.forget(one)
                    self._touched.add(one)
        for a, b in sorted(change.anew):
            for one in self._by_report[a]:
                p = self._profiles[one]
                for other in self._by_report[b]:
                    q = self._profiles[other]
                    if (a == b and one >= other) or not is_worth_comparing(p, q):
                        continue
                    value = self._scores(one, other)
                    if value > 0.0:
                        self._edges[one][other] = self._edges[other][one] = value
                        self._touched.update((one, other))

    def _unlink(self, one: str, others: set[str] | None = None) -> None:
        """
        Forget the links between an appearance and others (None: all).
        """
        edges = self._edges.get(one)
        for other in [o for o in edges or () if others is None or o in others]:
            self._edges[one].pop(other)
            self._edges[other].pop(one)
            self._touched.update((one, other))

    def _break(self, one: str) -> None:
        """
        Forget the claim that an appearance is in; all its members must be gathered anew.
        """
        claim = self._claim_of.get(one)
        if claim is not None:
            del self._claims[claim]
            for member in self._groups.pop(claim):
                del self._claim_of[member]
                self._touched.add(member)

    def _apply_decisions(self) -> None:
        """
        Work out what decisions come to, and touch what they name.
        """
        ties = read_ties(self._decisions, self._profiles)
        if ties != self._ties:
            self._touched |= (self._ties.touched() | ties.touched()) & self._profiles.keys()
            self._ties = ties

    def _parts(self) -> list[tuple[str, ...]]:
        """
        Find what touched appearances are connected with, each connected part in canonical order.
        """
        tied: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in self._ties.together:
            tied[a].add(b)
            tied[b].add(a)

        def neighbours(one: str) -> Iterable[str]:
            claim = self._claim_of.get(one)
            # A claim that has lost a link must be gathered anew as a whole.
            kin = self._groups[claim] if claim is not None else ()
            return (*self._edges.get(one, ()), *tied.get(one, ()), *kin)

        parts = connected_parts(sorted(self._touched & self._profiles.keys()), neighbours)
        return [tuple(sorted(part, key=lambda i: self._profiles[i].order)) for part in parts]

    def _gather(self, part: tuple[str, ...]) -> None:
        """
        Gather one connected part, and describe its claims.
        """
        before = {self._claim_of[one] for one in part if one in self._claim_of}
        groups = {self._groups[claim]: self._claims[claim] for claim in before}
        same = {group: claim for group, claim in groups.items() if self._touched.isdisjoint(group)}
        for one in part:
            self._break(one)
        pairs = [(v, a, b) for a in part for b, v in self._edges.get(a, {}).items() if a < b]
        for group in gather_groups(part, pairs, score=self._scores, ties=self._ties):
            claim = same.get(group) or self._describe(group)
            self._claims[claim.id] = claim
            self._groups[claim.id] = group
            self._claim_of.update(dict.fromkeys(group, claim.id))

    def _describe(self, group: tuple[str, ...]) -> Claim:
        """
        Describe the claim of a group with the copies of its members.
        """
        told = [i for one in group for i in self._same(one)]
        told.sort(key=lambda i: self._profiles[i].order)
        return describe(
            CLAIM_PREFIX + told[0],
            [self._appearances[i] for i in told],
            [self._profiles[i] for i in told],
            rarity=self._threads.rarity,
        )

    def _same(self, one: str) -> Iterator[str]:
        """
        Return an appearance with those at its place in the copies of its report.
        """
        report = self._profiles[one].report
        at = self._by_report[report].index(one)
        return (self._by_report[copy][at] for copy in self._copies.run(report))


def group_appearances(
    appearances: Iterable[Appearance],
    *,
    reports: Mapping[str, Report],
    aliases: Mapping[str, str] = _NO_ALIASES,
    decisions: Iterable[Mapping[str, object]] = (),
    embedder: Embedder | None = SHIPPED,
) -> tuple[Claim, ...]:
    """
    Group appearances of any number of reports into claims.

    Args:
        appearances: All appearances, in any order.
        reports: Id to report, for when it was seen; a report that is not there has no date.
        aliases: Other names to the name they mean, in any script.
        decisions: Recorded merges and splits, in any order.
        embedder: Turns texts into vectors, as more evidence; None compares without.

    Returns:
        The claims by first appearance, every appearance in exactly one of them, without lineage and scores.

    Raises:
        InvalidValueError: Two appearances have one id, or a decision is malformed.

    """
    grouping = Grouping(aliases=aliases, decisions=decisions, embedder=embedder)
    told: defaultdict[str, list[Appearance]] = defaultdict(list)
    for one in appearances:
        told[one.report].append(one)
    for name, rows in told.items():
        grouping.add(reports.get(name, name), rows)
    return grouping.claims()


def _aliases(pairs: Mapping[str, str]) -> Aliases:
    """
    Read alias lists; the language of a name is found out from its script.
    """
    return read_aliases(pairs, skeletons=lambda name: features(name, "und").names)
