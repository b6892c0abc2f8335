"""
Bring the appearances of a casebook's claim into the form that is scored.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from attrs import evolve, field, frozen

from claimtrack.claims import features
from claimtrack.corroboration.evidence import Evidence, instant_of
from claimtrack.corroboration.weights import EDGE_SHARE, OUTLET_LEAN, OWNER_LEAN, UNNAMED_LEAN
from claimtrack.lineage import Lineage
from claimtrack.model import (
    Act,
    Appearance,
    Claim,
    CueClass,
    Denies,
    Moment,
    Mood,
    Polarity,
    Report,
    Source,
    SourceCredibility,
    SourceKind,
    Stance,
    day_of,
)

# The outlet's own voice asserts the thing itself (strength 5), but is most often a relay that does not say
# so: as evidence it weighs like a plain report, and an aside about the past like a preliminary one.
_OWN_VOICE_STRENGTH = 3
_BACKGROUND_STRENGTH = 2

# Reports with one text are one report, whatever else is known of them; a text this short may be a form that
# somebody filled in. Chosen by us: two dozen letters hold no sentence.
_SHORTEST_TEXT = 24

# An outlet's clock may be a day ahead of the collector's (zones); more than that is a wrong date.
_CLOCK_SLACK = timedelta(days=1)


@frozen(kw_only=True)
class Docket:
    """
    Hold the evidence on one claim.

    Attributes:
        leans: Item id to the others it depends on through their reports, with the chance, both ways.

    """

    evidence: tuple[Evidence, ...]
    leans: Mapping[str, tuple[tuple[str, float], ...]] = field(hash=False)


def open_docket(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    edges: Lineage,
    sources: Mapping[str, Source],
    records: Mapping[str, SourceCredibility],
) -> Docket:
    """
    Gather the evidence on a claim from its appearances; those that are not given are passed over.
    """
    told = [appearances[name] for name in claim.appearances if name in appearances]
    told = [a for a in told if a.report in reports]
    origins = {name: o.origin for o in claim.origins for name in o.appearances}
    agents = _agents(told)
    counted = _counted(told)
    evidence = []
    for appearance in told:
        report = reports[appearance.report]
        voice = origins.get(appearance.id) or name_voice(appearance, report)
        charged = bool(agents) and bool(agents & _names_of(_last_source(appearance), appearance.lang))
        item = _item(appearance, report, voice, charged, sources=sources, records=records)
        if item.denies is not Denies.HAVING_SAID and _denies_a_number(appearance, counted):
            item = evolve(item, denies=Denies.FIGURE, flags=(*item.flags, "denies a number that others do not give"))
        evidence.append(item)
    return Docket(evidence=tuple(evidence), leans=_leans(told, edges))


def _counted(told: Iterable[Appearance]) -> dict[str, set[tuple[float | None, float | None]]]:
    """
    Gather the numbers that are put forward for each thing that is counted.
    """
    found: dict[str, set[tuple[float | None, float | None]]] = defaultdict(set)
    for appearance in told:
        if appearance.polarity is Polarity.AFFIRM:
            for quantity in appearance.quantities:
                found[quantity.what].add((quantity.low, quantity.high))
    return found


def _denies_a_number(appearance: Appearance, counted: Mapping[str, set[tuple[float | None, float | None]]]) -> bool:
    """
    Tell whether a denial is of one number where others stand: "denied that 11,300 were killed" grants the deed.
    """
    if appearance.polarity is not Polarity.DENY:
        return False
    return any(q.what in counted and counted[q.what] != {(q.low, q.high)} for q in appearance.quantities)


def name_voice(appearance: Appearance, report: Report) -> str:
    """
    Name who takes the position, as far as the appearance itself says.

    A named source is the same through whichever outlet; unnamed ones are told apart by the outlet.
    """
    chain = appearance.attribution.chain
    if not chain:
        return report.outlet
    last = chain[-1]
    if last.named and last.source:
        words = last.antecedent.source if last.antecedent is not None else last.source
        return " ".join(words.casefold().split())
    return f"{last.kind.value.replace('_', ' ')} ({report.outlet})"


def _item(
    appearance: Appearance,
    report: Report,
    voice: str,
    charged: bool,
    *,
    sources: Mapping[str, Source],
    records: Mapping[str, SourceCredibility],
) -> Evidence:
    chain = appearance.attribution.chain
    kind = chain[-1].kind if chain else SourceKind.OWN_VOICE
    stance = read_stance(appearance)
    time, flags = _priority(appearance, report)
    mark = zlib.crc32(report.text.encode("utf-8", "replace"))
    known = records.get(voice) if chain else records.get(report.outlet)
    denies = appearance.denies if stance is Stance.DENY else None
    return Evidence(
        id=appearance.id,
        outlet=report.outlet,
        voice=voice,
        stance=stance,
        time=time,
        strength=_strength(appearance),
        kind=kind,
        credibility=known.mean if known is not None and known.outcomes else None,
        denies=denies,
        accused=charged and stance is Stance.DENY,
        admission=charged and stance is Stance.AFFIRM,
        hubs=_hubs(appearance, report, kind, sources),
        words=((f"text: {mark}", 1.0),) if len(report.text) >= _SHORTEST_TEXT else (),
        mark=mark,
        flags=flags,
    )


def read_stance(appearance: Appearance) -> Stance:
    """
    Say which position an appearance takes.

    A correction of a figure grants the deed, so it affirms the claim; the figures note what it withdrew.
    Doubt is no denial: it carries the claim without taking a side; so does what is put as anything but a fact.
    """
    if appearance.mood is not Mood.FACT:
        return Stance.OBSERVE
    if appearance.act is Act.RETRACT:
        return Stance.RETRACT
    if appearance.polarity is Polarity.DENY:
        return Stance.CORRECT if appearance.act is Act.CORRECT else Stance.DENY
    if any(link.cue_class is CueClass.DOUBT for link in appearance.attribution.chain):
        return Stance.OBSERVE
    return Stance.AFFIRM


def _strength(appearance: Appearance) -> int:
    attribution = appearance.attribution
    if attribution.chain:
        return attribution.strength
    most = _BACKGROUND_STRENGTH if attribution.background else _OWN_VOICE_STRENGTH
    return min(attribution.strength, most)


def _priority(appearance: Appearance, report: Report) -> tuple[Moment | None, tuple[str, ...]]:
    """
    Give the time that counts, with what is odd about it; a time that cannot be gives way to the recorded one.
    """
    published, retrieved = report.published, report.retrieved
    if published is None:
        return report.seen, () if report.seen is not None else ("no time given: counts from the start",)
    if retrieved is not None and instant_of(retrieved + _CLOCK_SLACK) < instant_of(_start(published)):
        return retrieved, ("dated after it was collected: counts from when it was collected",)
    happened = appearance.happened
    begins = happened.start if happened is not None else None
    # A day's slack again: an evening there is the next morning here.
    if begins is not None and day_of(published) < begins - _CLOCK_SLACK:
        return retrieved or published, ("dated before what it reports",)
    return published, ()


def _start(moment: Moment) -> Moment:
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day)


def _hubs(
    appearance: Appearance, report: Report, kind: SourceKind, sources: Mapping[str, Source]
) -> tuple[tuple[str, float], ...]:
    """
    Name what an item shares with others apart from its report's lineage: outlet, owner, unnamed people.
    """
    hubs = [(f"outlet: {report.outlet}", math.sqrt(OUTLET_LEAN))]
    source = sources.get(report.outlet)
    if source is not None and source.owner:
        hubs.append((f"owner: {source.owner}", math.sqrt(OWNER_LEAN)))
    chain = appearance.attribution.chain
    if chain and not chain[-1].named:
        hubs.append((f"unnamed: {kind.value}", math.sqrt(UNNAMED_LEAN)))
    return tuple(hubs)


def _leans(told: Sequence[Appearance], edges: Lineage) -> dict[str, tuple[tuple[str, float], ...]]:
    """
    Bring the edges between reports down to the claim's appearances.
    """
    by_report: dict[str, list[str]] = defaultdict(list)
    for appearance in told:
        by_report[appearance.report].append(appearance.id)
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for report, mine in by_report.items():
        chances: dict[str, float] = {}
        for other, edge in edges.of(report):
            chance = edge.probability * EDGE_SHARE[edge.relation]
            for theirs in by_report.get(other, ()):
                chances[theirs] = max(chance, chances.get(theirs, 0.0))
        for one in mine:
            found[one] = tuple(sorted(chances.items()))
    return found


def _agents(told: Iterable[Appearance]) -> frozenset[str]:
    """
    Give the name skeletons of whoever is said to have done it, without those of the place.

    A mayor of the town is not the party that is charged, though the town's name stands in both.
    """
    agents: set[str] = set()
    places: set[str] = set()
    for appearance in told:
        agents |= _names_of(appearance.roles.get("agent"), appearance.lang)
        if appearance.place is not None:
            places |= _names_of(appearance.place.name, "en")
    return frozenset(agents - places)


# Sources and agents are named again and again; reading a name costs a hundred times as much as looking it up.
@lru_cache(maxsize=65_536)
def _names_of(words: str | None, lang: str) -> frozenset[str]:
    return frozenset(features(words, lang).names) if words else frozenset()


def _last_source(appearance: Appearance) -> str | None:
    chain = appearance.attribution.chain
    if not chain:
        return None
    last = chain[-1]
    return last.antecedent.source if last.antecedent is not None else last.source
