"""
A source's track record from outcomes that were known before the day asked for.

    mean = (K m + sum_i w_i right_i) / (K + sum_i w_i)
    w_i = stake_i * 2^(-age_i / half-life) * (0.1 if before a turn for the worse)

m is the prior of the source's kind, K its strength in outcomes. Ship priors, learn slowly, from
resolved claims only: learning with EM on top of good priors made it worse on Emergent.

A turn: two hundred easy truths must not pay for a row of lies. Where the latest outcomes are so
much worse than the earlier ones that a change is the better explanation, by more than the odds of a
change at any one outcome (1 in 100), what was before counts a tenth. Only for the worse: trust is
lost at once and regained slowly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from claimtrack.credibility.grade import grade, interval
from claimtrack.errors import InvalidValueError
from claimtrack.model import Moment, SourceCredibility, SourceKind, day_of
from claimtrack.model.checks import is_number, is_text

# Prior share of right outcomes by kind of source, chosen by us from how far each kind answers for
# what it says: documents and bodies that publish corrections above, hearsay below; between .45 and
# .8, because no kind is proof. What is not named has the middle.
KIND_PRIORS: Mapping[SourceKind, float] = {
    SourceKind.DOCUMENT: 0.8,
    SourceKind.IGO: 0.75,
    SourceKind.AGENCY: 0.75,
    SourceKind.MEDICAL: 0.75,
    SourceKind.RESCUE: 0.75,
    SourceKind.MONITOR_NGO: 0.7,
    SourceKind.EXPERT: 0.65,
    SourceKind.POLICE: 0.65,
    SourceKind.EYEWITNESS: 0.65,
    SourceKind.MEDIA_OUTLET: 0.65,
    SourceKind.OFFICIAL: 0.6,
    SourceKind.RESIDENT: 0.6,
    SourceKind.LOCAL_SOURCES: 0.6,
    SourceKind.TRIBAL: 0.55,
    SourceKind.ACTIVIST: 0.55,
    SourceKind.UNNAMED_SOURCES: 0.5,
    SourceKind.MILITARY: 0.5,
    SourceKind.PARTY: 0.45,
    SourceKind.SOCIAL_MEDIA: 0.45,
}
MIDDLE_PRIOR = 0.6
# Strength of the prior, in outcomes: after six a source's own record weighs as much as its kind.
PRIOR_OUTCOMES = 6.0
# Two years halve what an outcome says: newsrooms and their staff change, but slowly (chosen by us).
HALF_LIFE_DAYS = 730.0
# A turn for the worse: odds of a change at any one outcome, and what is left of the time before.
_TURN_ODDS, _AFTER_TURN = 100.0, 0.1
# Turns are looked for among this many latest outcomes, which bounds the work.
_LATEST = 50


@frozen(kw_only=True)
class Outcome:
    """
    Hold how one thing a source said turned out.

    Attributes:
        right: 1 where it was right, 0 where wrong, between them where partly.
        known: When this became known, not when it was said: nobody could count it before.
        stake: How much hung on it, above 0 to 1; trivial truths are cheap and count little.

    """

    source: str = field(validator=is_text(empty=False))
    right: float = field(validator=is_number(0, 1))
    known: Moment = field()
    stake: float = field(default=1.0, validator=is_number(0, 1))

    @known.validator
    def _check_known(self, _: object, value: object) -> None:
        if not hasattr(value, "year"):
            raise InvalidValueError("known", value, "a date or a datetime")

    @stake.validator
    def _check_stake(self, _: object, value: float) -> None:
        if value <= 0:
            raise InvalidValueError("stake", value, "a number above 0, at most 1")


def source_records(
    outcomes: Iterable[Outcome],
    *,
    as_of: Moment,
    kinds: Mapping[str, SourceKind] | None = None,
    sources: Iterable[str] = (),
    half_life_days: float = HALF_LIFE_DAYS,
) -> tuple[SourceCredibility, ...]:
    """
    Give each source's record as it stood on the morning of a day.

    Args:
        outcomes: In any order; those known on the day of `as_of` or later are not looked at, so that
            a claim resolved today does not lend credit to the reports that it is judged by.
        as_of: The day asked for (UTC).
        kinds: Kind of each source, for its prior; a source not named has the middle prior.
        sources: Sources to list although no outcome of theirs is known.
        half_life_days: Days after which an outcome counts half.

    Returns:
        A record a source, by name. Fewer than five outcomes, by weight, are grade F.

    Raises:
        InvalidValueError: The half-life is not above 0.
    """
    if not half_life_days > 0:
        raise InvalidValueError("half_life_days", half_life_days, "a number above 0")
    kinds = kinds or {}
    today = day_of(as_of)
    known: dict[str, list[Outcome]] = {name: [] for name in sources}
    for outcome in outcomes:
        if day_of(outcome.known) < today:
            known.setdefault(outcome.source, []).append(outcome)
    return tuple(
        _record(name, known[name], as_of=today.toordinal(), kind=kinds.get(name), half_life=half_life_days)
        for name in sorted(known)
    )


def prior_of(kind: SourceKind | None) -> float:
    """
    Give the prior share of right outcomes of a kind of source.
    """
    return MIDDLE_PRIOR if kind is None else KIND_PRIORS.get(kind, MIDDLE_PRIOR)


def _record(
    name: str, outcomes: list[Outcome], *, as_of: int, kind: SourceKind | None, half_life: float
) -> SourceCredibility:
    ordered = sorted(outcomes, key=lambda outcome: (day_of(outcome.known), outcome.right, outcome.stake))
    turn = _turn([outcome.right for outcome in ordered], [outcome.stake for outcome in ordered], prior_of(kind))
    right = wrong = 0.0
    for place, outcome in enumerate(ordered):
        age = as_of - day_of(outcome.known).toordinal()
        weight = outcome.stake * 0.5 ** (age / half_life) * (_AFTER_TURN if place < turn else 1.0)
        right += weight * outcome.right
        wrong += weight * (1 - outcome.right)
    prior = prior_of(kind)
    total = PRIOR_OUTCOMES + right + wrong
    mean = (PRIOR_OUTCOMES * prior + right) / total
    low, high = interval(total * mean, total * (1 - mean))
    return SourceCredibility(
        source=name,
        kind=kind,
        grade=grade(mean, low, right + wrong),
        mean=round(mean, 6),
        low=round(min(low, mean), 6),
        high=round(max(high, mean), 6),
        outcomes=len(ordered),
    )


def _turn(right: list[float], stake: list[float], prior: float) -> int:
    """
    Find the place from which the outcomes are worse for good; 0 where there is no turn.

    Compares, for each place, the likelihood of what follows under the earlier record with its own
    (marginal over a flat Beta), and takes the place where the second wins by most.
    """
    hits = [0.0]
    misses = [0.0]
    for good, weight in zip(right, stake, strict=True):
        hits.append(hits[-1] + weight * good)
        misses.append(misses[-1] + weight * (1 - good))
    best, where = math.log(_TURN_ODDS), 0
    for place in range(max(1, len(right) - _LATEST), len(right)):
        before = (PRIOR_OUTCOMES * prior + hits[place]) / (PRIOR_OUTCOMES + hits[place] + misses[place])
        good, bad = hits[-1] - hits[place], misses[-1] - misses[place]
        if good >= before * (good + bad):
            continue
        old = good * math.log(before) + bad * math.log(1 - before)
        own = math.lgamma(good + 1) + math.lgamma(bad + 1) - math.lgamma(good + bad + 2)
        if own - old > best:
            best, where = own - old, place
    return where
