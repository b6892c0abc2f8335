"""
A small world to group: appearances of made-up reports, in Arabic and English, with real features.
"""

from __future__ import annotations

from datetime import date
from random import Random

from claimtrack.claims import features
from claimtrack.model import (
    Act,
    Appearance,
    Attribution,
    Denies,
    Features,
    Place,
    Polarity,
    Quantity,
    Report,
    Scope,
    When,
)


def say(
    identity: str,
    quote: str,
    *,
    lang: str = "en",
    event: str | None = None,
    counts: dict[str, float | tuple[float | None, float | None]] | None = None,
    place: str | None = None,
    day: date | None = None,
    act: Act = Act.STATE,
    polarity: Polarity = Polarity.AFFIRM,
    denies: Denies | None = None,
    scope: Scope = Scope.WHOLE,
    roles: dict[str, str] | None = None,
    approx: bool = False,
    given: Features | None = None,
) -> Appearance:
    """
    Make the appearance `report#n` with the features of its quote.
    """
    report, _, number = identity.partition("#")
    spans = {what: v if isinstance(v, tuple) else (v, v) for what, v in (counts or {}).items()}
    where = place.split(", ") if place else None
    return Appearance(
        id=identity,
        report=report,
        quote=quote,
        start=int(number) * 100,
        end=int(number) * 100 + len(quote),
        lang=lang,
        attribution=Attribution(own_voice=True),
        act=act,
        polarity=polarity,
        denies=denies,
        event=event,
        roles=roles or {},
        quantities=tuple(
            Quantity(what=what, low=low, high=high, scope=scope, approx=approx) for what, (low, high) in spans.items()
        ),
        place=Place(where[0], tuple(where[1:])) if where else None,
        happened=When(day, day) if day else None,
        features=given or features(quote, lang),
    )


def report(identity: str, day: date | None = None, lang: str = "en") -> Report:
    """
    Make a report of which only id, day and language matter.
    """
    return Report(outlet=f"outlet of {identity}", text="", id=identity, published=day, lang=lang)


FLOOD = (
    say("a#1", "the flood in Qasr Marwan killed 40 people", event="kill", counts={"killed": 40}, place="Qasr Marwan"),
    say("a#2", "the Harun dam above Qasr Marwan burst at night", event="collapse", place="Qasr Marwan"),
    say(
        "b#1",
        "الفيضان في قصر مروان أودى بحياة 55 شخصا",
        lang="ar",
        event="kill",
        counts={"killed": 55},
        place="Qasr Marwan",
    ),
    say("b#2", "انهيار سد هارون فوق قصر مروان ليلا", lang="ar", event="collapse", place="Qasr Marwan"),
    say(
        "c#1", "at least 55 people died in Qasr Marwan", event="die", counts={"people": (55, None)}, place="Qasr Marwan"
    ),
    say(
        "c#2",
        "12 vehicles of the army reached Qasr Marwan",
        event="arrive",
        counts={"vehicles": 12},
        place="Qasr Marwan",
    ),
    say(
        "d#1",
        "a bomb at the market in Tell Sabha killed 40 people",
        event="kill",
        counts={"killed": 40},
        place="Tell Sabha",
    ),
    say("d#2", "no group claimed the bomb in Tell Sabha", place="Tell Sabha"),
)
"""A flood told by three outlets in two languages, and a bomb elsewhere that killed as many."""

FLOOD_REPORTS = {
    "a": report("a", date(2024, 3, 1)),
    "b": report("b", date(2024, 3, 2), "ar"),
    "c": report("c", date(2024, 3, 2)),
    "d": report("d", date(2024, 9, 30)),
}


def archive(reports: int, *, seed: int = 1, told: int = 4) -> tuple[dict[str, Report], list[Appearance]]:
    """
    Make an archive of any size: events told by about four reports each, with common and rare words.
    """
    random = Random(seed)
    known, appearances = {}, []
    for at in range(reports):
        event = random.randrange(max(1, reports // 4))
        shared = Random(event)
        place, names = f"place{event}", ["".join(shared.choices("bdfgklmnrstz", k=5)) for _ in range(5)]
        name = f"r{at}"
        known[name] = report(name, date.fromordinal(737_000 + event % 900 + random.randrange(3)))
        for n in range(told):
            words = [f"w{shared.randrange(5_000)}" for _ in range(6)] + [f"c{random.randrange(40)}" for _ in range(4)]
            appearances.append(
                say(
                    f"{name}#{n + 1}",
                    " ".join(words),
                    event=("kill", "enter", "seize", "visit")[n % 4],
                    counts={"killed": float(random.randrange(2, 60))} if n % 2 == 0 else None,
                    place=place,
                    given=Features(tokens=tuple(words), stems=tuple(words), names=tuple(names), capitals=tuple(names)),
                )
            )
    return known, appearances
