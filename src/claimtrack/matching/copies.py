"""
Reports that say the same in the same words, which are one before anything is compared.

A text that a hundred thousand outlets reprint costs one comparison and counts once in how common a term is: only
the first report of it takes part in matching, and its copies join whatever claims it is found in. So no limit on
candidates can part a text from its equal, and no number of copies can make its words look common.

Two reports are copies where comparison could not tell them apart: the words of every claim, in order, as
`deduplicate` reads them (letter case, vowel marks, punctuation, small words and the spelling of numbers do not count),
and all that was read off each claim: numbers, polarity, mood, place, date, roles.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterator, Sequence, Set
from datetime import date

from attrs import define, evolve, field, frozen

from claimtrack.matching.profiles import Profile
from claimtrack.matching.threads import Subject
from claimtrack.matching.verdict import read_words
from claimtrack.model import Appearance

REPRINTED_DAYS = 7
"""
Days without a copy after which the same words are compared like any others: papers reprint within days, and a
short text that comes again after a week may well tell of another event ("two people were killed in the city").
Our choice.
"""
_NOBODY: frozenset[str] = frozenset()


def words_of(appearance: Appearance) -> tuple[str, ...]:
    """
    Return the words of an appearance in order, equal where `deduplicate` finds the same text.
    """
    return tuple(mark.key for mark in read_words(appearance.quote, appearance.lang))


def signature(subject: Subject, profiles: Sequence[Profile], words: Sequence[tuple[str, ...]]) -> Hashable:
    """
    Return what is equal for two reports exactly where comparison could not tell them apart but for their day.

    A report in which no word counts is like no other: nothing says what it tells.
    """
    if not any(words):
        return subject.report
    told = [evolve(p, id="", report="", order=("", "", 0, ""), day=None) for p in profiles]
    return (subject.scene, subject.opening, *words, *told)


@frozen(order=True)
class _Bearer:
    """
    Hold one report that bears a text, in the order of time; what has no date comes last.
    """

    order: tuple[str, str]
    day: date | None = field(eq=False, order=False)

    @property
    def report(self) -> str:
        return self.order[1]


@define(eq=False)
class _Text:
    """
    Hold the reports that bear one text, and the first of each run of them.
    """

    signature: Hashable
    bearers: list[_Bearer] = field(factory=list)
    firsts: frozenset[str] = _NOBODY


@frozen
class Chosen:
    """
    Name the reports that no longer stand for a text, that now do, and that do as before but for other copies.
    """

    gone: tuple[str, ...]
    new: tuple[str, ...]
    grown: tuple[str, ...]


@define(eq=False)
class Copies:
    """
    Choose, as reports come and go, the one that stands for each text; the choice does not depend on their order.
    """

    _texts: dict[Hashable, _Text] = field(factory=dict)
    _bears: dict[str, tuple[_Text, _Bearer]] = field(factory=dict)
    _runs: dict[str, tuple[str, ...]] = field(factory=dict)
    _first: dict[str, str] = field(factory=dict)
    _alone: Set[str] = _NOBODY
    _touched: dict[int, _Text] = field(factory=dict)

    def add(self, report: str, says: Hashable, *, day: date | None) -> None:
        """
        Add a report with the signature of what it says.
        """
        text = self._texts.setdefault(says, _Text(says))
        bearer = _Bearer((day.isoformat() if day else "9999", report), day)
        insort(text.bearers, bearer)
        self._bears[report] = text, bearer
        self._touched[id(text)] = text

    def remove(self, report: str) -> None:
        """
        Remove a report.
        """
        text, bearer = self._bears.pop(report)
        del text.bearers[bisect_left(text.bearers, bearer)]
        if report in text.firsts:
            text.firsts -= {report}
            for copy in self._runs.pop(report):
                del self._first[copy]
        self._touched[id(text)] = text

    def is_first(self, report: str) -> bool:
        """
        Say whether a report stands for a text, as last settled.
        """
        return report in self._runs

    def first(self, report: str) -> str:
        """
        Return the report that stands for the text of a report.
        """
        return self._first[report]

    def run(self, first: str) -> tuple[str, ...]:
        """
        Return the reports that one stands for, itself first, in the order of time.
        """
        return self._runs[first]

    def settle(self, *, alone: Set[str]) -> Chosen:
        """
        Choose anew where something has changed.

        Args:
            alone: Reports that stand for themselves only, because people decided something about them.

        """
        for report in (alone ^ self._alone) & self._bears.keys():
            text = self._bears[report][0]
            self._touched[id(text)] = text
        self._alone = alone
        gone: set[str] = set()
        new: set[str] = set()
        grown: set[str] = set()
        for text in self._touched.values():
            runs = {run[0]: run for run in self._split(text.bearers)}
            gone |= text.firsts - runs.keys()
            new |= runs.keys() - text.firsts
            grown |= {r for r in text.firsts & runs.keys() if self._runs[r] != runs[r]}
            self._write(text, runs)
        self._touched.clear()
        return Chosen(tuple(sorted(gone)), tuple(sorted(new)), tuple(sorted(grown)))

    def _write(self, text: _Text, runs: dict[str, tuple[str, ...]]) -> None:
        """
        Put the runs of a text in the place of those before.
        """
        for first in text.firsts:
            for report in self._runs.pop(first):
                self._first.pop(report, None)
        text.firsts = frozenset(runs)
        self._runs |= runs
        self._first.update((report, first) for first, run in runs.items() for report in run)
        if not text.bearers:
            del self._texts[text.signature]

    def _split(self, bearers: Sequence[_Bearer]) -> Iterator[tuple[str, ...]]:
        """
        Split the bearers of a text where none came for long.
        """
        run: list[str] = []
        last: date | None = None
        for bearer in bearers:
            if bearer.report in self._alone:
                yield (bearer.report,)
                continue
            if run and last and bearer.day and (bearer.day - last).days > REPRINTED_DAYS:
                yield tuple(run)
                run = []
            run.append(bearer.report)
            last = bearer.day or last
        if run:
            yield tuple(run)
