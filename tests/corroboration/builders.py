"""
Short ways to write rows and casebooks in tests of corroboration.
"""

from __future__ import annotations

from datetime import date, timedelta

from claimtrack.corroboration import TableRow
from claimtrack.model import (
    Act,
    Appearance,
    Attribution,
    CueClass,
    Denies,
    Link,
    Moment,
    Polarity,
    Quantity,
    Report,
    SourceKind,
    Stance,
)

START = date(2020, 7, 1)


def day(n: int) -> date:
    """
    Give the n-th day of the story, from 0.
    """
    return START + timedelta(days=n)


def row(
    source: str,
    stance: str = "affirm",
    when: Moment | int | None = 0,
    *,
    claim: str = "c",
    **more: object,
) -> TableRow:
    """
    Give a row on claim c.
    """
    moment = day(when) if isinstance(when, int) else when
    return TableRow(claim=claim, source=source, stance=Stance(stance), time=moment, **more)  # type: ignore[arg-type]


def report(name: str, when: Moment | int | None = 0, *, outlet: str = "", text: str = "") -> Report:
    """
    Give a report of its own outlet, unless told otherwise.
    """
    moment = day(when) if isinstance(when, int) else when
    return Report(id=name, outlet=outlet or f"outlet {name}", published=moment, text=text or f"text of {name}")


def said(
    name: str,
    source: str | None = None,
    *,
    kind: SourceKind = SourceKind.OFFICIAL,
    named: bool = True,
    strength: int = 4,
    act: Act = Act.STATE,
    deny: Denies | None = None,
    numbers: tuple[Quantity, ...] = (),
    agent: str | None = None,
    cue: CueClass = CueClass.SAY,
    **more: object,
) -> Appearance:
    """
    Give an appearance in report `name` (or `name#n`), from a source or, without one, in the outlet's own voice.
    """
    chain = ()
    if source is not None:
        chain = (Link(source=source, start=0, kind=kind, named=named, cue="said", cue_start=1, cue_class=cue),)
    attribution = Attribution(own_voice=source is None, chain=chain, strength=strength)
    identity = name if "#" in name else f"{name}#1"
    return Appearance(
        id=identity,
        report=identity.split("#")[0],
        quote="q",
        start=0,
        end=1,
        lang="en",
        attribution=attribution,
        act=Act.DENY if deny is not None else act,
        polarity=Polarity.DENY if deny is not None else Polarity.AFFIRM,
        denies=deny,
        quantities=numbers,
        roles={"agent": agent} if agent else {},
        **more,  # type: ignore[arg-type]
    )


def killed(low: float | None, high: float | str | None = "same", **more: object) -> Quantity:
    """
    Give a toll; one number is exact.
    """
    top = low if high == "same" else high
    return Quantity(what="killed", low=low, high=top, **more)  # type: ignore[arg-type]
