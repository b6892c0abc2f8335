"""
Small newsrooms for tests of lineage: reports, appearances and claims made of words that mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen
from hypothesis import strategies as st

from claimtrack.model import (
    Act,
    Appearance,
    Attribution,
    Claim,
    CueClass,
    Features,
    Link,
    Quantity,
    Report,
    SourceKind,
)

_CONSONANTS = str.maketrans("", "", "aeiouywAEIOUYW")


def describe(text: str, lang: str | None) -> Features:
    """
    Give features without any language pack: capitalised words are names, and so is every word of Arabic.
    """
    words = re.findall(r"[^\W\d_]+|\d+", text)
    names = [w for w in words if w[0].isalpha() and (w[0].isupper() or not w.isascii())]
    skeletons = tuple(dict.fromkeys(n.lower().translate(_CONSONANTS) for n in names))
    return Features(
        tokens=tuple(w.lower() for w in words),
        stems=tuple(w.lower() for w in words if len(w) > 3),
        names=tuple(s for s in skeletons if len(s) >= 2),
        capitals=tuple(s for s in skeletons if len(s) >= 2) if text.isascii() else (),
    )


def link(source: str, kind: SourceKind = SourceKind.OFFICIAL, *, named: bool = True) -> Link:
    """
    Make a link of a chain.
    """
    return Link(source=source, start=0, kind=kind, named=named, cue="said", cue_start=0, cue_class=CueClass.SAY)


def appearance(
    identity: str, *chain: Link, numbers: Sequence[float] = (), what: str = "killed", start: int | None = None
) -> Appearance:
    """
    Make an appearance `report#n` with a chain; an empty one is the outlet's own voice.
    """
    report, _, place = identity.partition("#")
    return Appearance(
        id=identity,
        report=report,
        quote=f"{' and '.join(f'{n:g}' for n in numbers) or 'many'} were {what}",
        start=int(place) if start is None else start,
        end=(int(place) if start is None else start) + 1,
        lang="en",
        attribution=Attribution(own_voice=not chain, chain=chain),
        act=Act.STATE,
        quantities=tuple(Quantity(what=what, low=n, high=n) for n in numbers),
    )


def report(
    identity: str, outlet: str | None = None, *, text: str = "", day: int | None = None, lang: str = "en"
) -> Report:
    """
    Make a report of a day of March 2021, or of no known day.
    """
    return Report(
        id=identity,
        outlet=outlet or f"{identity} daily",
        text=text,
        published=None if day is None else date(2021, 3, day),
        lang=lang,
    )


def claim(identity: str, *appearances: str) -> Claim:
    """
    Make a claim of these appearances.
    """
    return Claim(id=identity, title=identity, event=None, appearances=appearances)


def sentence(seed: int, words: int = 40) -> str:
    """
    Make a text of its own: no two seeds share two words in a row.
    """
    return " ".join(f"w{seed}x{k}" for k in range(words))


@frozen
class Newsroom:
    """
    Hold what lineage is given.
    """

    reports: tuple[Report, ...]
    appearances: tuple[Appearance, ...]
    claims: tuple[Claim, ...]

    def renamed(self, names: dict[str, str]) -> Newsroom:
        """
        Give the same newsroom with other outlets and sources: every name in `names` becomes another.
        """

        def changed(one: Appearance) -> Appearance:
            chain = tuple(evolve(k, source=names.get(k.source or "", k.source)) for k in one.attribution.chain)
            return evolve(one, attribution=evolve(one.attribution, chain=chain))

        return Newsroom(
            tuple(evolve(r, outlet=names.get(r.outlet, r.outlet)) for r in self.reports),
            tuple(map(changed, self.appearances)),
            self.claims,
        )


OUTLETS = ("Zintana Post", "Kerbalon", "Morvedi Wire", "Tuskale Herald")
SPEAKERS = ("Governor Bardolen Vistrak", "Doctor Felumar Gotzen", "General Haskim Dorvane")
KINDS = (SourceKind.OFFICIAL, SourceKind.MEDICAL, SourceKind.MILITARY)


@st.composite
def newsrooms(draw: st.DrawFn) -> Newsroom:
    """
    Draw up to six reports about two claims: texts shared or not, sources named, unnamed or the outlet itself.
    """
    count = draw(st.integers(1, 6))
    reports, appearances = [], []
    members: dict[str, list[str]] = {"c1": [], "c2": []}
    for k in range(count):
        identity = f"r{k}"
        reports.append(
            report(
                identity,
                draw(st.sampled_from(OUTLETS)),
                text=sentence(draw(st.integers(0, 3))),
                day=draw(st.none() | st.integers(1, 5)),
                lang=draw(st.sampled_from(["en", "ar"])),
            )
        )
        for n, which in enumerate(draw(st.lists(st.sampled_from(["c1", "c2"]), max_size=3))):
            one = appearance(
                f"{identity}#{n}",
                *draw(chains()),
                numbers=draw(st.lists(st.sampled_from([4, 15, 20, 3958]), max_size=2)),
            )
            appearances.append(one)
            members[which].append(one.id)
    claims = tuple(claim(c, *ids) for c, ids in members.items() if ids)
    return Newsroom(tuple(reports), tuple(appearances), claims)


@st.composite
def chains(draw: st.DrawFn) -> tuple[Link, ...]:
    """
    Draw a chain: own voice, a speaker, an outlet as source (circles come about), unnamed sources, or two links.
    """
    at = draw(st.integers(0, len(SPEAKERS) - 1))
    speaker = link(SPEAKERS[at], KINDS[at])
    outlet = link(draw(st.sampled_from(OUTLETS)), SourceKind.MEDIA_OUTLET)
    unnamed = link("local sources", SourceKind.LOCAL_SOURCES, named=False)
    return draw(st.sampled_from([(), (speaker,), (outlet,), (unnamed,), (outlet, speaker), (outlet, unnamed)]))
