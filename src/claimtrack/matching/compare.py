"""
Do two appearances state the same claim? A log-odds score that is a sum of named pieces of evidence.

`score = bias + sum(weight[k] * evidence[k])`, natural logarithm. The evidence is hand-made and the same
in all languages: event class, quantity slot, place, date, roles, words, names, concepts, and how much the
two reports have in common. A number never decides sameness for the worse: another value is a variant of the
claim. The weights are `matcher/1`; a released scorer is never edited.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from claimtrack.matching.profiles import Profile
from claimtrack.matching.slots import RISING, Kinship, closest, stated
from claimtrack.matching.threads import Context
from claimtrack.matching.rarity import Rarity

SCORER = "matcher/1"

WEIGHTS: Mapping[str, float] = {
    "bias": -3.0,
    "reports alike": 1.0,
    "reports of other places": -1.5,
    "weeks between reports": -1.5,
    "event same": 1.5,
    "event other": -1.5,
    "slot same": 0.5,
    "slot same, reports alike": 2.5,
    "slot kin": 0.3,
    "slot other": -2.0,
    "counted in one only": -0.7,
    "number shared": 1.0,
    "value same": 1.5,
    "fixed count differs": -1.0,
    "place same": 0.7,
    "place nested": 0.2,
    "place other": -1.0,
    "date same": 0.7,
    "date other": -0.7,
    "roles alike": 1.0,
    "roles differ": -1.0,
    "roles crossed": -2.0,
    "words": 4.0,
    "names": 2.0,
    "concepts": 1.5,
    "same report": -1.0,
    "part against whole": -1.0,
    "forecast against count": -1.5,
    "saying against deed": -1.5,
    "likeness": 3.0,
}

_ACTING = frozenset({"agent", "patient"})
_LONG_AFTER = 60
"""Days after which a report seldom tells of the same event: tolls of disasters are brought up to date for a month."""
_NEAR_DAYS = 2
"""Days that reports of one event are off by: "on Saturday" copied on Monday, night hours, time zones."""


@frozen
class Comparison:
    """
    Hold the log-odds that two appearances state one claim, with what each piece of evidence added.
    """

    log_odds: float
    reasons: Mapping[str, float] = field(factory=dict, hash=False)


def compare(a: Profile, b: Profile, *, rarity: Rarity, context: Context, likeness: float | None) -> Comparison:
    """
    Score two appearances.

    Args:
        a: One of them, `b` the other; the score is the same both ways.
        rarity: How telling each term is.
        context: How their reports stand to one another.
        likeness: Cosine of their embeddings, or None without an embedder.

    """
    evidence = gather(a, b, rarity=rarity, context=context, likeness=likeness)
    reasons = {name: WEIGHTS[name] * value for name, value in evidence.items() if value}
    return Comparison(sum(reasons.values()), reasons)


def gather(
    a: Profile, b: Profile, *, rarity: Rarity, context: Context, likeness: float | None
) -> dict[str, float]:
    """
    Gather the evidence by name, each piece from 0 to 1.
    """
    evidence: dict[str, float] = {"bias": 1.0, "reports alike": context.alike}
    evidence["reports of other places"] = float(context.elsewhere)
    evidence["weeks between reports"] = min(1.0, context.days / _LONG_AFTER)
    evidence |= _events(a, b)
    evidence |= _counts(a, b, context.alike)
    evidence |= _places(a.places, b.places)
    evidence |= _dates(a.happened, b.happened)
    evidence |= _roles(a, b, rarity)
    evidence |= _words(a, b, rarity)
    evidence["same report"] = float(a.report == b.report)
    evidence["part against whole"] = float(a.part != b.part)
    evidence["forecast against count"] = float(a.forecast != b.forecast)
    evidence["saying against deed"] = float(a.denies_saying != b.denies_saying)
    if likeness is not None:
        evidence["likeness"] = max(0.0, likeness)
    return evidence


def _events(a: Profile, b: Profile) -> dict[str, float]:
    """
    Compare event classes; unknown tells nothing.
    """
    if a.event is None or b.event is None:
        return {}
    return {"event same": 1.0} if a.event == b.event else {"event other": 1.0}


def _counts(a: Profile, b: Profile, alike: float) -> dict[str, float]:
    """
    Compare what is counted, and whether a value agrees; another value tells nothing by itself.
    """
    if not a.slots or not b.slots:
        shared = float(bool(a.numbers & b.numbers))
        one_only = float(bool(a.slots) != bool(b.slots))
        return {"counted in one only": one_only * (1 - shared), "number shared": shared}
    near, pairs = closest(a.slots, b.slots)
    if near is Kinship.APART:
        return {"slot other": 1.0}
    equal = float(any(stated(a.slots[x]) == stated(b.slots[y]) for x, y in pairs))
    differs = float(not equal and not any(x in RISING or y in RISING for x, y in pairs))
    if near is Kinship.KIN:
        return {"slot kin": 1.0, "value same": equal, "fixed count differs": differs}
    # The toll of one event has one slot however often it is counted anew; so what two reports that
    # tell of one event count alike is one claim, in any words and any language.
    return {"slot same": 1.0, "value same": equal, "slot same, reports alike": alike, "fixed count differs": differs}


def _places(a: tuple[str, ...], b: tuple[str, ...]) -> dict[str, float]:
    """
    Compare places: the same, one inside the other, or apart.
    """
    if not a or not b:
        return {}
    if a[0] == b[0]:
        return {"place same": 1.0}
    if a[0] in b or b[0] in a:
        return {"place nested": 1.0}
    return {"place other": 1.0}


def _dates(a: tuple[int, int] | None, b: tuple[int, int] | None) -> dict[str, float]:
    """
    Compare when it happened: overlapping, near, or apart.
    """
    if a is None or b is None:
        return {}
    gap = max(a[0], b[0]) - min(a[1], b[1])
    if gap <= 0:
        return {"date same": 1.0}
    return {} if gap <= _NEAR_DAYS else {"date other": 1.0}


def _roles(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    """
    Compare who does what to whom; parties that have changed sides speak against.
    """
    shared = a.roles.keys() & b.roles.keys()
    if not shared:
        return {}
    alike = {role: rarity.overlap(a.roles[role], b.roles[role]) for role in shared}
    best = max(alike.values())
    found = {"roles alike": best, "roles differ": float(best == 0.0 and a.lang == b.lang)}
    if _ACTING <= a.roles.keys() and _ACTING <= b.roles.keys():
        crossed = min(
            rarity.overlap(a.roles["agent"], b.roles["patient"]),
            rarity.overlap(a.roles["patient"], b.roles["agent"]),
        )
        found["roles crossed"] = float(crossed > best)
    return found


def _words(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    """
    Compare words within a language, names and concepts in any.
    """
    found = {"concepts": rarity.overlap(a.concepts, b.concepts)}
    if a.lang == b.lang:
        found["words"] = rarity.overlap(a.stems, b.stems)
        return found
    # A skeleton is a name only where one side is sure of it: in Arabic every word might be one.
    sure = a.certain | b.certain
    found["names"] = rarity.overlap(a.names & sure, b.names & sure)
    return found
