"""
What comparison needs to know of an appearance, taken out once: terms, slots, place, time, roles.

A profile knows no language: its terms are stems marked with their language, and names, concepts
and slots, which are the same in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from attrs import evolve, field, frozen

from claimtrack.matching.aliases import Aliases, normal_name
from claimtrack.matching.events import OUTCOMES
from claimtrack.matching.slots import ANYBODY, Span
from claimtrack.model import Act, Appearance, Denies, Features, Mood, Polarity, Report, Scope, day_of

ReadFeatures: TypeAlias = Callable[[str, str], Features]
"""Gives the features of any text in a language; `claims.features` is one."""

_TAKING_IN = frozenset({"event:admit", "event:receive"})

_OPENING = 300
"""Characters of a report that tell where and of whom it tells: a headline and the first sentence of news."""


@frozen(kw_only=True)
class Profile:
    """
    Hold one appearance as comparison sees it.

    Attributes:
        order: What sorts appearances: day seen, id of the report, where it starts, its id.
        events: Its event class and all others that its words may mean.
        stems: Stems of the quote, marked with the language.
        names: Name skeletons, and the names of alias lists that stand in the quote.
        certain: The names among them that certainly are names.
        concepts: Concepts of the quote, places and its own event class left out.
        numbers: Numbers of two digits or more as they stand in the quote, whatever they count.
        slots: What is counted to the interval stated, in the order of the quote.
        befallen: What the words say befell people, counted or not.
        places: The place and what contains it, nearest first.
        scene: All places that the quote names, and what contains its own.
        roles: Role to the terms that fill it.
        stated: Whether it is put as a fact, and not as a demand, a forecast, a question or the like.
        part: Whether it counts a part ("among them 25 children"), not the whole.
        group: Which people are counted, where the words say more than that people are ("nine of its staff").
        forecast: Whether it counts what may come.
        speculated: Whether the report does no more than suppose it.
        deny: Whether it is denied.
        denies_saying: Whether having said it is denied, not that it happened.
        background: Whether it is told as past ("earlier", يذكر أن).

    """

    id: str
    report: str
    lang: str
    order: tuple[str, str, int, str]
    day: date | None
    event: str | None
    events: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    certain: frozenset[str]
    concepts: frozenset[str]
    numbers: frozenset[str] = frozenset()
    slots: Mapping[str, Span] = field(factory=dict, hash=False)
    befallen: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    scene: frozenset[str] = frozenset()
    happened: tuple[int, int] | None = None
    roles: Mapping[str, frozenset[str]] = field(factory=dict, hash=False)
    part: bool = False
    group: frozenset[str] = frozenset()
    forecast: bool = False
    speculated: bool = False
    stated: bool = True
    deny: bool = False
    denies_saying: bool = False
    background: bool = False

    terms: frozenset[str] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """
        Put together, once, all that may be shared with another text: stems, names, concepts.
        """
        object.__setattr__(self, "terms", self.stems | self.names | self.concepts)


def opening_of(report: Report) -> str:
    """
    Give what a report opens with: its title and its first lines, where it says where and who.
    """
    return f"{report.title or ''}\n{report.text[:_OPENING]}"


def make_profile(appearance: Appearance, report: Report | None, *, aliases: Aliases, read: ReadFeatures) -> Profile:
    """
    Take out of an appearance what comparison needs.
    """
    seen = report.seen if report is not None else None
    day = day_of(seen) if seen is not None else None
    if not appearance.features.tokens:
        # What was entered by hand comes without.
        appearance = evolve(appearance, features=read(appearance.quote, appearance.lang))
    features = appearance.features
    names = frozenset(f"n:{n}" for n in features.names) | aliases.found_in(features)
    return Profile(
        id=appearance.id,
        report=appearance.report,
        lang=appearance.lang,
        # What has no date comes last: nothing says that it was early.
        order=(day.isoformat() if day else "9999", appearance.report, appearance.start, appearance.id),
        day=day,
        event=appearance.event,
        events=_events(appearance),
        # Numbers stand in slots: as words they would make sameness hang on the value.
        stems=frozenset(f"{appearance.lang}:{s}" for s in features.stems if not s.isdigit()),
        numbers=frozenset(t for t in features.tokens if t.isdigit() and len(t) > 1),
        names=names,
        certain=frozenset(f"n:{n}" for n in features.capitals) | aliases.found_in(features),
        concepts=frozenset(
            c for c in features.concepts if not c.startswith("place:") and c != f"event:{appearance.event}"
        ),
        slots=_slots(appearance),
        befallen=_befallen(appearance),
        places=(places := _places(appearance, aliases)),
        scene=frozenset(places)
        | {aliases.place(c.removeprefix("place:")) for c in features.concepts if c.startswith("place:")},
        happened=_days(appearance),
        roles={
            role: _role_terms(read(text, appearance.lang), appearance.lang, aliases)
            for role, text in sorted(appearance.roles.items())
            if text
        },
        part=_is_part(appearance),
        group=_group(appearance, read),
        forecast=any(q.scope is Scope.FORECAST for q in appearance.quantities),
        speculated=appearance.act is Act.SPECULATE,
        stated=appearance.mood is Mood.FACT,
        deny=appearance.polarity is Polarity.DENY,
        denies_saying=appearance.denies is Denies.HAVING_SAID,
        background=appearance.act is Act.BACKGROUND or any(q.scope is Scope.EARLIER for q in appearance.quantities),
    )


def _slots(appearance: Appearance) -> dict[str, Span]:
    """
    Give what is counted to what is stated, in order; of two counts of one thing the first.

    People who are counted without a word of what befell them are what the sentence says befell somebody:
    "11,300 people perished" counts the killed.
    """
    befallen = _befallen(appearance)
    named = {q.what for q in appearance.quantities}
    meant = min(befallen) if len(befallen) == 1 and not befallen & named else None
    slots: dict[str, Span] = {}
    for quantity in appearance.quantities:
        slot = meant if meant and quantity.what in ANYBODY else quantity.what
        slots.setdefault(slot, (quantity.low, quantity.high))
    return slots


def _group(appearance: Appearance, read: ReadFeatures) -> frozenset[str]:
    """
    Return the units that say which people the first count is of, those left out that say what befell anybody.
    """
    if not appearance.quantities:
        return frozenset()
    first = appearance.quantities[0]
    words = read(first.text, appearance.lang).concepts
    units = {c.removeprefix("unit:") for c in words if c.startswith("unit:")} | {first.what}
    return frozenset(units - ANYBODY - frozenset(OUTCOMES.values()))


def _is_part(appearance: Appearance) -> bool:
    """
    Say whether a count is of a part: told so, or what one hospital has taken in.
    """
    concepts = appearance.features.concepts
    taken_in = "unit:hospitals" in concepts and not _TAKING_IN.isdisjoint(concepts)
    return taken_in or any(q.scope is Scope.SUBSET for q in appearance.quantities)


def _events(appearance: Appearance) -> frozenset[str]:
    """
    Give the event class of an appearance and those of all its words.
    """
    words = {c.removeprefix("event:") for c in appearance.features.concepts if c.startswith("event:")}
    return frozenset(words | ({appearance.event} if appearance.event else set()))


def _befallen(appearance: Appearance) -> frozenset[str]:
    """
    Give what the words say befell people, counted or not (`killed`, `missing`).
    """
    events = _events(appearance)
    units = {c.removeprefix("unit:") for c in appearance.features.concepts if c.startswith("unit:")}
    befallen = {OUTCOMES[e] for e in events & OUTCOMES.keys()} | (units & frozenset(OUTCOMES.values()))
    # A toll (حصيلة) without another word is one of the dead.
    return frozenset(befallen or ({"killed"} if "toll" in events else ()))


def _places(appearance: Appearance, aliases: Aliases) -> tuple[str, ...]:
    """
    Give the place and what contains it as comparable names, nearest first.
    """
    if appearance.place is None:
        return ()
    place = appearance.place
    names = [aliases.place(name) for name in (place.name, *place.within)]
    if place.key and names[0] == normal_name(place.name):
        # No alias knows it: a name that no gazetteer holds is written differently in every script.
        names[0] = place.key
    return tuple(dict.fromkeys(names))


def _days(appearance: Appearance) -> tuple[int, int] | None:
    """
    Give first and last day as ordinals, an open end taken as the known one.
    """
    when = appearance.happened
    if when is None:
        return None
    first = when.start or when.end
    last = when.end or when.start
    return (first.toordinal(), last.toordinal()) if first and last else None


def _role_terms(features: Features, lang: str, aliases: Aliases) -> frozenset[str]:
    """
    Give the terms of the words that fill a role.
    """
    return (
        frozenset(f"{lang}:{s}" for s in features.stems)
        | frozenset(f"n:{n}" for n in features.names)
        | frozenset(features.concepts)
        | aliases.found_in(features)
    )


def cached(read: ReadFeatures) -> ReadFeatures:
    """
    Remember the features of short texts: the same few parties fill the roles of thousands of claims.
    """
    return lru_cache(maxsize=65_536)(read)
