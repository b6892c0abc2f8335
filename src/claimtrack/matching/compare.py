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

from claimtrack.matching.events import are_kin
from claimtrack.matching.profiles import Profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.slots import RISING, Kinship, closest, is_telling, kinship, stated
from claimtrack.matching.threads import Context

SCORER = "matcher/1"

WEIGHTS: Mapping[str, float] = {
    "bias": -2.75,
    "reports alike": 2.0,
    "reports of other places": -1.5,
    "reports name other things": -4.0,
    "weeks between reports": -1.5,
    "event same": 1.5,
    "event among others": 0.3,
    "event kin": -0.75,
    "event other": -1.5,
    "slot same": 1.5,
    "slot kin": 0.3,
    "slot beside": -0.5,
    "slot other": -2.0,
    "befallen same": 0.8,
    "counted in one only": -1.2,
    "number shared": 1.0,
    "value same": 1.5,
    "value same and telling": 2.0,
    "fixed count differs": -1.5,
    "two counts in one report": -1.5,
    "place same": 0.7,
    "place nested": 0.2,
    "place other": -1.0,
    "date same": 0.7,
    "date other": -1.2,
    "roles alike": 1.0,
    "roles differ": -1.0,
    "roles crossed": -2.0,
    "words": 4.0,
    "names": 2.0,
    "names apart": -0.5,
    "concepts": 1.5,
    "same report": -1.5,
    "part against whole": -2.5,
    "forecast against count": -5.0,
    "saying against deed": -4.0,
    "fact against other mood": -100.0,
    "likeness": 2.0,
}

_ACTING = frozenset({"agent", "patient"})
_CHANCE_LIKENESS = 0.45
"""
Cosine of two quotes that speaks neither for one claim nor for two. Eleven stories, pairs of one story: the middle pair
of one claim .44 within a language and .41 across, of two claims .21 and .20; from .55 on half of all pairs are one.
"""
_HOPELESS = -6.0
"""Log-odds at which words are no longer looked at: they add 5.5 at most, and 3 in all but verbatim copies."""
_FEW_TERMS = 4
"""Terms under which an appearance is so short that one shared term is much."""
_SOME_WORDS = 0.3
"""Overlap from which two fillers of a role are not different parties: one telling word of three is shared."""
_MIDDLE = 0.38
"""
Likeness of two reports that says nothing. Reports of one event on the dev stories: nine in ten above .43 within a
language, .53 across; of different ones: nine in ten under .34 and .46 (extracted without events and places).
"""
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


def compare(one: Profile, other: Profile, *, rarity: Rarity, context: Context, likeness: float | None) -> Comparison:
    """
    Score two appearances, with reasons; the score is the same both ways.

    Args:
        one: The one, `other` the other.
        other: See `one`.
        rarity: How telling each term is.
        context: How their reports stand to one another.
        likeness: Cosine of their embeddings, or None without an embedder.

    """
    evidence = gather(one, other, rarity=rarity, context=context, likeness=likeness)
    reasons = {name: WEIGHTS[name] * value for name, value in evidence.items() if value}
    return Comparison(sum(reasons.values()), reasons)


def score(a: Profile, b: Profile, *, rarity: Rarity, context: Context, likeness: float | None) -> float:
    """
    Give the log-odds of `compare` alone.
    """
    evidence = gather(a, b, rarity=rarity, context=context, likeness=likeness)
    return sum(WEIGHTS[name] * value for name, value in evidence.items())


def is_worth_comparing(a: Profile, b: Profile) -> bool:
    """
    Say whether two appearances share an anchor: event, first slot, what befell people, or some words.

    Without one no score gets above zero, so nothing is lost, and most pairs of two reports have none.
    """
    if a.stated != b.stated:
        return False
    if (a.event is not None and a.event in b.events) or (b.event is not None and b.event in a.events):
        return True
    if a.befallen and not a.befallen.isdisjoint(b.befallen):
        return True
    if a.slots and b.slots and kinship(next(iter(a.slots)), next(iter(b.slots))):
        return True
    few = min(len(a.terms), len(b.terms)) < _FEW_TERMS
    return len(a.terms & b.terms) >= (1 if few else 2)


def gather(a: Profile, b: Profile, *, rarity: Rarity, context: Context, likeness: float | None) -> dict[str, float]:
    """
    Gather the evidence by name, each piece from -1 to 1.
    """
    evidence: dict[str, float] = {"bias": 1.0, "reports alike": _around(context.alike)}
    if context.elsewhere:
        evidence["reports of other places"] = 1.0
    if context.strangers:
        evidence["reports name other things"] = 1.0
    if context.days:
        evidence["weeks between reports"] = min(2.0, context.days / _LONG_AFTER)
    counts = _counts(a, b)
    evidence |= counts
    evidence |= _events(a, b, counted_alike="slot same" in counts)
    evidence |= _places(a, b)
    evidence |= _dates(a.happened, b.happened)
    evidence |= _standing(a, b, counts)
    if sum(WEIGHTS[name] * value for name, value in evidence.items()) > _HOPELESS:
        evidence |= _roles(a, b, rarity)
        evidence |= _words(a, b, rarity)
    if likeness is not None:
        # What is counted alike reads unlike from day to day ("30 dead", "the toll reached 154"): no evidence against.
        nearer = (likeness - _CHANCE_LIKENESS) / _CHANCE_LIKENESS
        evidence["likeness"] = max(0.0 if a.slots or b.slots else -1.0, min(1.0, nearer))
    return evidence


def _standing(a: Profile, b: Profile, counts: Mapping[str, float]) -> dict[str, float]:
    """
    Compare where two appearances stand: in one report, as forecast or count, of a part or of the whole.
    """
    found: dict[str, float] = {}
    if a.report == b.report:
        found["same report"] = 1.0
        # One report that gives two numbers for two groups means two groups.
        found["two counts in one report"] = counts.get("fixed count differs", 0.0)
    if a.part != b.part:
        found["part against whole"] = 1.0
    if a.forecast != b.forecast:
        found["forecast against count"] = 1.0
    if a.stated != b.stated:
        found["fact against other mood"] = 1.0
    if a.denies_saying != b.denies_saying:
        found["saying against deed"] = 1.0
    return found


def _around(alike: float) -> float:
    """
    Turn the likeness of two reports into evidence from -1 to 1; at the middle it tells nothing.
    """
    return max(-1.0, min(1.0, (alike - _MIDDLE) / _MIDDLE))


def _events(a: Profile, b: Profile, *, counted_alike: bool) -> dict[str, float]:
    """
    Compare event classes; unknown tells nothing, unless the same count says what happened.

    A toll "rises", "reaches" or "is put at": its verb is not the event, what it counts is.
    """
    if counted_alike and (a.event is None or b.event is None or RISING & a.slots.keys() & b.slots.keys()):
        return {"event same": 1.0}
    if a.event is None or b.event is None:
        return {}
    if a.event == b.event:
        return {"event same": 1.0}
    # A sentence has several verbs, and which of them is its event is easily misjudged.
    if a.event in b.events or b.event in a.events:
        return {"event among others": 1.0}
    return {"event kin": 1.0} if are_kin(a.event, b.event) else {"event other": 1.0}


def _counts(a: Profile, b: Profile) -> dict[str, float]:
    """
    Compare what is counted, and whether a value agrees; another value tells nothing by itself.
    """
    if not a.slots or not b.slots:
        shared = float(bool(a.numbers & b.numbers))
        one_only = float(bool(a.slots) != bool(b.slots))
        if a.befallen and b.befallen:
            alike = float(bool(a.befallen & b.befallen))
            return {"befallen same": alike, "slot other": 1 - alike, "number shared": shared}
        return {"counted in one only": one_only * (1 - shared), "number shared": shared}
    near, leading, pairs = closest(a.slots, b.slots)
    if near is Kinship.APART:
        return {"slot other": 1.0}
    same = [stated(a.slots[x]) for x, y in pairs if stated(a.slots[x]) == stated(b.slots[y])]
    equal = float(bool(same))
    rare = float(any(is_telling(number) for number in same))
    differs = float(not equal and not any(x in RISING or y in RISING for x, y in pairs))
    if near is Kinship.KIN:
        return {"slot kin": 1.0, "value same": equal, "value same and telling": rare, "fixed count differs": differs}
    # The toll of one event has one slot however often it is counted anew; so what two reports that
    # tell of one event count alike is one claim, in any words and any language.
    if not leading:
        return {"slot beside": 1.0, "value same": equal, "value same and telling": rare}
    return {
        "slot same": 1.0,
        "value same": equal,
        "value same and telling": rare,
        "fixed count differs": differs,
    }


def _places(a: Profile, b: Profile) -> dict[str, float]:
    """
    Compare places: the same, one inside the other or named beside it, or apart.
    """
    if not a.places or not b.places:
        return {}
    if a.places[0] == b.places[0]:
        return {"place same": 1.0}
    if a.places[0] in b.scene or b.places[0] in a.scene:
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
    found = {"roles alike": best}
    if a.lang == b.lang:
        found["roles differ"] = 1.0 - min(1.0, best / _SOME_WORDS)
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
    found = {"concepts": rarity.overlap(a.concepts, b.concepts), "names apart": _names_apart(a, b)}
    if a.lang == b.lang:
        found["words"] = rarity.overlap(a.stems, b.stems)
        return found
    # A skeleton is a name only where one side is sure of it: in Arabic every word might be one.
    sure = a.certain | b.certain
    found["names"] = rarity.overlap(a.names & sure, b.names & sure)
    return found


def _names_apart(a: Profile, b: Profile) -> float:
    """
    Say whether both name something and nothing of it is the same: another village, another man.

    Weak evidence: one of two reports often leaves out the name that the other one gives.
    """
    return float(bool(a.names) and bool(b.names) and a.names.isdisjoint(b.names))
