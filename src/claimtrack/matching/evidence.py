"""
What speaks for and against two appearances stating one claim: named pieces, the same in all languages.

Propositions are compared, not words: event class, what is counted and of whom, who does it to whom, where and when,
how it is put. A number never decides sameness for the worse: another value is a variant of the claim; nor does
polarity: a denial is the claim with the other stance. What each piece is worth is learned (`matcher`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from claimtrack.matching.events import are_kin
from claimtrack.matching.meeting import Likeness, Meeting
from claimtrack.matching.profiles import Profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.slots import RISING, Kinship, closest, is_telling, kinship, stated

VETOES = frozenset({"another week", "fact against other mood", "forecast against count", "towns apart"})
"""
Evidence that parts two appearances whatever else agrees: demands, vows and forecasts are no facts; what may come is no
count; two places of the gazetteer, in reports that name none of one another's, are two events; and so are days more
than a week apart of which reports tell that are themselves more than a week apart.
"""

AGAINST = frozenset(
    {
        "claims told beside",
        "reports of other places",
        "reports name other things",
        "weeks between reports",
        "event other",
        "slot other",
        "counted in one only",
        "fixed count differs",
        "two counts in one report",
        "group other",
        "group in one only",
        "place other",
        "place beside",
        "date other",
        "weeks apart",
        "roles differ",
        "roles crossed",
        "names apart",
        "same report",
        "part against whole",
        "saying against deed",
        "polarity differs",
        "speculated in one only",
    }
)
"""Evidence that never speaks for sameness, whatever a sample of stories says."""

EITHER = frozenset(
    {
        "bias",
        "reports alike",
        "slot beside",
        "event among others",
        "event kin",
        "slot kin",
        "place nested",
        "short",
        "likeness beyond the reports",
        "nearest in both reports",
    }
)
"""Evidence whose direction only examples tell."""

WITH_VECTORS = frozenset({"likeness", "likeness beyond the reports", "nearest in both reports", "sentences alike"})
"""Evidence that there is only where texts have vectors."""

FOR = frozenset(
    {
        "event same",
        "events shared",
        "slot same",
        "befallen same",
        "number shared",
        "value same",
        "value same and telling",
        "group same",
        "place same",
        "date same",
        "roles alike",
        "words",
        "names",
        "concepts",
        "rare words",
        "rare names and concepts",
        "likeness",
        "sentences alike",
    }
)
"""Evidence that never speaks against sameness."""

EVIDENCE = FOR | AGAINST | EITHER
"""All evidence that has a weight."""

_ACTING = frozenset({"agent", "patient"})
_FEW_WORDS = 4
"""Stems under which an appearance is so short that little can be shared."""
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
_WEEK = 7
"""
Days by which reports as far apart seldom misdate one event; 2 % of the pairs that are one claim in the eleven stories
are more apart, nearly all of them counts of the dead that one report gave a month later.
"""
_WEEKS = 14
"""Days by which reports of one event are seldom off."""
_MANY_EVENTS = 5.0
"""Weight of shared event classes from which more of them say no more."""
_MOST_MARGIN = 0.3
"""Difference of cosines beyond which it says no more."""
_BY_CONSONANTS = "name:"
"""How the key of a place begins that no gazetteer holds; see `Place.key`."""


def gather(a: Profile, b: Profile, meeting: Meeting) -> dict[str, float]:
    """
    Return the evidence by name, each piece from -1 to 1 (weeks up to 2); the same both ways.
    """
    found = _reports(meeting)
    found |= _vetoes(a, b, meeting)
    counts = _counts(a, b)
    found |= counts
    found |= _standing(a, b, counts)
    found |= _events(a, b, meeting, counted_alike="slot same" in counts)
    found |= _places(a, b)
    found |= _dates(a, b)
    found |= _roles(a, b, meeting.rarity)
    found |= _words(a, b, meeting)
    likeness = meeting.likeness(a.id, b.id)
    if likeness is not None:
        found |= _vectors(likeness)
    return {name: value for name, value in found.items() if value}


def find_veto(a: Profile, b: Profile, meeting: Meeting) -> str | None:
    """
    Return what parts two appearances whatever else agrees, or None.
    """
    return next((name for name, there in _vetoes(a, b, meeting).items() if there), None)


def _reports(meeting: Meeting) -> dict[str, float]:
    """
    Compare the two reports.
    """
    context = meeting.context
    return {
        "bias": 1.0,
        "claims told beside": math.log(max(1, meeting.chances)) / 4,
        "reports alike": max(-1.0, min(1.0, (context.alike - _MIDDLE) / _MIDDLE)),
        "reports of other places": float(meeting.elsewhere),
        "reports name other things": float(context.strangers),
        "weeks between reports": min(2.0, context.days / _LONG_AFTER),
    }


def _vetoes(a: Profile, b: Profile, meeting: Meeting) -> dict[str, float]:
    return {
        "another week": float(_days_between(a, b) > _WEEK and meeting.context.days > _WEEK),
        "fact against other mood": float(a.stated != b.stated),
        "forecast against count": float(a.forecast != b.forecast),
        "towns apart": float(meeting.elsewhere and "place other" in _places(a, b) and _are_listed(a, b)),
    }


def _standing(a: Profile, b: Profile, counts: Mapping[str, float]) -> dict[str, float]:
    """
    Compare where two appearances stand: in one report, of a part or of the whole, denied or not.
    """
    found = {
        "part against whole": float(a.part != b.part),
        "saying against deed": float(a.denies_saying != b.denies_saying),
        "polarity differs": float(a.deny != b.deny),
        "speculated in one only": float(a.speculated != b.speculated),
        "short": float(min(len(a.stems), len(b.stems)) < _FEW_WORDS),
    }
    if a.report == b.report:
        found["same report"] = 1.0
        # One report that gives two numbers for two groups means two groups.
        found["two counts in one report"] = counts.get("fixed count differs", 0.0)
    return found


def _events(a: Profile, b: Profile, meeting: Meeting, *, counted_alike: bool) -> dict[str, float]:
    """
    Compare event classes; unknown tells nothing, unless the same count says what happened.

    A toll "rises", "reaches" or "is put at": its verb is not the event, what it counts is.
    """
    weight = math.fsum(meeting.event_weight(e) for e in a.events & b.events)
    found = {"events shared": min(1.0, weight / _MANY_EVENTS)}
    if counted_alike and (a.event is None or b.event is None or RISING & a.slots.keys() & b.slots.keys()):
        return found | {"event same": 1.0}
    if a.event is None or b.event is None:
        return found
    if a.event == b.event:
        return found | {"event same": 1.0}
    # A sentence has several verbs, and which of them is its event is easily misjudged.
    if a.event in b.events or b.event in a.events:
        return found | {"event among others": 1.0}
    return found | {"event kin" if are_kin(a.event, b.event) else "event other": 1.0}


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
    found = _groups(a.group, b.group) | {
        "value same": equal,
        "value same and telling": float(any(is_telling(number) for number in same)),
    }
    if near is Kinship.SAME and not leading:
        return found | {"slot beside": 1.0}
    # The toll of one event has one slot however often it is counted anew; so what two reports that
    # tell of one event count alike is one claim, in any words and any language.
    differs = float(not equal and not any(x in RISING or y in RISING for x, y in pairs))
    return found | {"slot kin" if near is Kinship.KIN else "slot same": 1.0, "fixed count differs": differs}


def _groups(a: frozenset[str], b: frozenset[str]) -> dict[str, float]:
    """
    Compare of whom counts are: nine of the staff are not all the dead.
    """
    if not a or not b:
        return {"group in one only": float(bool(a) != bool(b))}
    alike = any(kinship(x, y) for x in a for y in b)
    return {"group same" if alike else "group other": 1.0}


def _places(a: Profile, b: Profile) -> dict[str, float]:
    """
    Compare places: the same, one inside the other or named beside it, two in one larger place, or apart.
    """
    if not a.places or not b.places:
        return {}
    if a.places[0] == b.places[0]:
        return {"place same": 1.0}
    if a.places[0] in b.scene or b.places[0] in a.scene:
        return {"place nested": 1.0}
    return {"place other": 1.0, "place beside": float(_are_listed(a, b) and a.places[1:2] == b.places[1:2])}


def _are_listed(a: Profile, b: Profile) -> bool:
    """
    Return whether a gazetteer knows the places of both: a name known by its consonants may be any spelling of another.
    """
    return not any(p.places[0].startswith(_BY_CONSONANTS) for p in (a, b))


def _dates(a: Profile, b: Profile) -> dict[str, float]:
    """
    Compare when it happened: overlapping, near, or apart.
    """
    if a.happened is None or b.happened is None:
        return {}
    gap = _days_between(a, b)
    if gap <= 0:
        return {"date same": 1.0}
    return {"date other": float(gap > _NEAR_DAYS), "weeks apart": float(gap > _WEEKS)}


def _days_between(a: Profile, b: Profile) -> int:
    """
    Return the days between what two appearances tell of, 0 or less where they touch or one is not dated.
    """
    if a.happened is None or b.happened is None:
        return 0
    return max(a.happened[0], b.happened[0]) - min(a.happened[1], b.happened[1])


def _roles(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    """
    Compare who does what to whom; parties that have changed sides speak against.
    """
    shared = a.roles.keys() & b.roles.keys()
    if not shared:
        return {}
    best = max(rarity.overlap(a.roles[role], b.roles[role]) for role in shared)
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


def _words(a: Profile, b: Profile, meeting: Meeting) -> dict[str, float]:
    """
    Compare words within a language, names and concepts in any.
    """
    rarity = meeting.rarity
    apart = bool(a.names) and bool(b.names) and a.names.isdisjoint(b.names)
    found = {"concepts": rarity.overlap(a.concepts, b.concepts), "names apart": float(apart)}
    if a.lang == b.lang:
        found["words"] = rarity.overlap(a.stems, b.stems)
        found["rare words"] = meeting.overlap(a.terms, b.terms)
        return found
    # A skeleton is a name only where one side is sure of it: in Arabic every word might be one.
    sure = a.certain | b.certain
    one, other = a.names & sure, b.names & sure
    found["names"] = rarity.overlap(one, other)
    found["rare names and concepts"] = meeting.overlap(a.concepts | one, b.concepts | other)
    return found


def _vectors(likeness: Likeness) -> dict[str, float]:
    return {
        "likeness": max(0.0, likeness.texts),
        "likeness beyond the reports": likeness.beyond,
        "nearest in both reports": max(-1.0, min(1.0, likeness.margin / _MOST_MARGIN)),
        "sentences alike": max(0.0, likeness.sentences),
    }
