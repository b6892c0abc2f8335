"""
Keep one grouping from question to question, so that the next day costs only what is new on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimtrack.casebook.parameters import Parameters
from claimtrack.matching.grouping import Grouping
from claimtrack.model import Appearance, Claim, Report


class Grouper:
    """
    Give the claims of any set of appearances, moving one incremental grouping from set to set.

    The claims depend on the set alone, whatever was asked before: that is the law of `Grouping`.
    """

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._decisions: Sequence[Mapping[str, object]] = ()
        self._grouping = self._new()
        self._held: dict[str, tuple[Report, tuple[Appearance, ...]]] = {}

    def claims(
        self,
        appearances: Mapping[str, Appearance],
        reports: Mapping[str, Report],
        decisions: Sequence[Mapping[str, object]],
    ) -> tuple[Claim, ...]:
        """
        Give the claims of these appearances under these decisions.
        """
        if list(decisions) != list(self._decisions):
            self._decisions = tuple(decisions)
            self._grouping, self._held = self._new(), {}
        wanted = _by_report(appearances, reports)
        for name in [n for n, held in self._held.items() if wanted.get(n) != held]:
            self._grouping.remove(name)
            del self._held[name]
        for name, (report, told) in wanted.items():
            if name not in self._held:
                self._grouping.add(report, told)
                self._held[name] = (report, told)
        return self._grouping.claims()

    def _new(self) -> Grouping:
        return Grouping(aliases=self._parameters.aliases, decisions=self._decisions, embedder=self._parameters.embedder)


def _by_report(
    appearances: Mapping[str, Appearance], reports: Mapping[str, Report]
) -> dict[str, tuple[Report, tuple[Appearance, ...]]]:
    """
    Put the appearances of each report together.
    """
    told: dict[str, list[Appearance]] = {}
    for appearance in appearances.values():
        told.setdefault(appearance.report, []).append(appearance)
    return {name: (reports[name], tuple(rows)) for name, rows in told.items()}
