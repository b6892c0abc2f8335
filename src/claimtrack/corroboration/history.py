"""
Who was known before: the first report of each outlet, and whether anybody was listening.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from claimtrack.corroboration.evidence import Evidence, instant_of
from claimtrack.model import Moment, Report, Source

_SECONDS_A_DAY = 86_400

# A casebook that begins with a story, or turns to a new field, cannot tell newcomers from the rest:
# everybody is new to it. It can where at least two outlets that it has known for a month report in
# the week before or after a claim appears. Chosen by us; puppets cannot undo it, as they cannot keep known outlets
# from reporting on anything.
_KNOWN_DAYS = 30
_WINDOW_DAYS = 7
_KNOWN_OUTLETS = 2


@frozen
class History:
    """
    Hold when each outlet was first heard of, and which outlets report when.
    """

    first: Mapping[str, Moment] = field(hash=False)
    _times: Sequence[float] = field(repr=False, hash=False)
    _outlets: Sequence[str] = field(repr=False, hash=False)
    _covered: dict[int, bool] = field(factory=dict, repr=False, hash=False, eq=False)

    @classmethod
    def build(cls, reports: Iterable[Report], sources: Mapping[str, Source] | None = None) -> History:
        """
        Gather the first report of each outlet; `first_seen` of `outlets.csv` counts where it is earlier.
        """
        seen = [(r.outlet, r.seen) for r in reports if r.seen is not None]
        listed = [(name, s.first_seen) for name, s in (sources or {}).items() if s.first_seen is not None]
        first: dict[str, Moment] = {}
        for outlet, moment in (*seen, *listed):
            if outlet not in first or instant_of(moment) < instant_of(first[outlet]):
                first[outlet] = moment
        timed = sorted((instant_of(moment), outlet) for outlet, moment in seen)
        return cls(first, [t for t, _ in timed], [o for _, o in timed])

    def tells(self, items: Sequence[Evidence]) -> bool:
        """
        Tell whether known outlets were covering the field when a claim appeared, so that it shows who is new.
        """
        appeared = min((item.instant for item in items), default=math.inf)
        if math.isinf(appeared):
            return False
        day = int(appeared // _SECONDS_A_DAY)
        if day not in self._covered:
            self._covered[day] = self._is_covered(day)
        return self._covered[day]

    def _is_covered(self, day: int) -> bool:
        """
        Tell whether enough known outlets report around a day.
        """
        begin = bisect_left(self._times, (day - _WINDOW_DAYS) * _SECONDS_A_DAY)
        end = bisect_left(self._times, (day + _WINDOW_DAYS + 1) * _SECONDS_A_DAY)
        since = (day - _KNOWN_DAYS) * _SECONDS_A_DAY
        around = set(self._outlets[begin:end])
        return sum(instant_of(self.first[outlet]) <= since for outlet in around) >= _KNOWN_OUTLETS
