"""
Gather, once a report, what pairs of reports are compared by: claims in order, leads, figures, media, time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from attrs import frozen

from claimtrack.lineage.leads import OFFICES, Lead, Leads, Standing
from claimtrack.lineage.mentions import Mention
from claimtrack.model import Appearance, BlockKind, Claim, Page, Report

_LAST_DAY = 31
"""Numbers up to here are days of dates in a text more often than counts."""

_FIGURES_READ = 200
"""Figures of one report that are compared; a page of tables has more, and tables are not told in order."""


@frozen(kw_only=True)
class Facts:
    """
    Hold one report as lineage sees it.

    Attributes:
        lang: Language of its prose, as told or as its page was read.
        claims: Claim ids in the order in which the report tells them, each once.
        leads: Key of a named source to the claims that the report has from it.
        mentions: Key of a source in public, named or not (an official, an office), to all that is known of it;
            `told` to the claims that the report has from it.
        unnamed: Groups of unnamed sources (`unnamed`, `medical`) to the claims from them.
        figures: Key of a source (the report's own house for its own voice) to the numbers from it.
        numbers: All numbers of its claims; those of its text that can be no day of a month where it has none.
        marks: All numbers of its text, days of dates among them: what tells one story from another.
        media: Keys of agencies and outlets that the report names as the way its news came, by chain.
        credits: The same by credit line.

    """

    report: Report
    lang: str | None
    house: str
    place: int
    claims: tuple[str, ...]
    appearances: frozenset[str]
    leads: Mapping[str, frozenset[str]]
    groups: Mapping[str, str]
    mentions: Mapping[str, Mention]
    told: Mapping[str, frozenset[str]]
    unnamed: Mapping[str, frozenset[str]]
    figures: Mapping[str, frozenset[float]]
    numbers: frozenset[float]
    marks: frozenset[float]
    media: frozenset[str]
    credits: frozenset[str]

    @property
    def ways(self) -> frozenset[str]:
        """
        Give all agencies and outlets that the news came through.
        """
        return self.media | self.credits


def gather_facts(
    reports: Sequence[Report],
    appearances: Sequence[Appearance],
    claims: Sequence[Claim],
    *,
    leads: Leads,
    pages: Mapping[str, Page],
    numbers: Sequence[frozenset[float]],
) -> list[Facts]:
    """
    Gather the facts of each report, in the order of the reports.

    `numbers` holds those read in each report's text.

    """
    claim_of = {a: c.id for c in claims for a in c.appearances}
    told: dict[str, list[Appearance]] = {}
    for appearance in sorted(appearances, key=lambda a: (a.report, a.start, a.id)):
        told.setdefault(appearance.report, []).append(appearance)
    places = places_in_time(reports)
    return [
        _facts_of(r, told.get(r.id, ()), page=pages.get(r.id), claim_of=claim_of, leads=leads, place=place, seen=seen)
        for r, place, seen in zip(reports, places, numbers, strict=True)
    ]


def _facts_of(
    report: Report,
    told: Sequence[Appearance],
    *,
    page: Page | None,
    claim_of: Mapping[str, str],
    leads: Leads,
    place: int,
    seen: frozenset[float],
) -> Facts:
    """
    Gather the facts of one report from its appearances in order.
    """
    named: dict[str, set[str]] = {}
    groups: dict[str, str] = {}
    mentions: dict[str, Mention] = {}
    public: dict[str, set[str]] = {}
    unnamed: dict[str, set[str]] = {}
    figures: dict[str, set[float]] = {}
    media: set[str] = set()
    order: dict[str, None] = {}
    for appearance in told:
        lead = leads.by_appearance.get(appearance.id)
        claim = claim_of.get(appearance.id)
        if claim is not None:
            order[claim] = None
        if lead is None:
            continue
        media |= lead.media
        figures.setdefault(lead.key, set()).update(_values(appearance))
        if lead.standing is Standing.NAMED and lead.key != "house:" + lead.house:
            named.setdefault(lead.key, set()).add(claim or "")
            groups[lead.key] = _group(lead)
        if lead.mention is not None and _group(lead) in OFFICES:
            mentions[lead.key] = lead.mention
            public.setdefault(lead.key, set()).add(claim or "")
        elif lead.standing is Standing.UNNAMED:
            unnamed.setdefault(lead.group, set()).add(claim or "")
    values = frozenset(v for group in figures.values() for v in group)
    return Facts(
        report=report,
        lang=_language(report, page),
        house=leads.houses[report.id],
        place=place,
        claims=tuple(order),
        appearances=frozenset(a.id for a in told),
        leads={k: frozenset(v) for k, v in named.items()},
        groups=groups,
        mentions=mentions,
        told={k: frozenset(v) for k, v in public.items()},
        unnamed={k: frozenset(v) for k, v in unnamed.items()},
        figures={k: frozenset(v) for k, v in figures.items() if v},
        numbers=values or frozenset(v for v in seen if v > _LAST_DAY),
        marks=seen | values,
        media=frozenset(media),
        credits=leads.credits.get(report.id, frozenset()),
    )


def _language(report: Report, page: Page | None) -> str | None:
    """
    Give the language of a report's prose, or None where it could not be told ("und" of BCP 47).
    """
    lang = report.lang if page is None else page.lang
    return None if lang == "und" else lang


def _group(lead: Lead) -> str:
    """
    Give the group of a lead; a house is a medium, whatever kind its correspondent is given.
    """
    return "media" if lead.key.startswith("house:") else lead.group


def _values(appearance: Appearance) -> list[float]:
    """
    Give the known ends of an appearance's quantities.
    """
    found = [
        float(v) for q in appearance.quantities for v in (q.low if q.low is not None else q.high,) if v is not None
    ]
    return found[:_FIGURES_READ]


def prose_of(report: Report, page: Page | None) -> str:
    """
    Give the words of a report without its page's furniture, headline included.
    """
    if page is None or not page.blocks:
        return report.text
    kept = [b for b in page.blocks if b.kind in (BlockKind.PROSE, BlockKind.TITLE)]
    return "\n".join(report.text[b.start : b.end] for b in kept)


def moment_of(report: Report) -> tuple[datetime, bool] | None:
    """
    Give the instant from which a report counts, and whether only its day is known; None where nothing is.
    """
    seen: date | None = report.seen
    if seen is None:
        return None
    if isinstance(seen, datetime):
        return (seen.astimezone(UTC) if seen.tzinfo else seen.replace(tzinfo=UTC)), False
    return datetime.combine(seen, time(tzinfo=UTC)), True


def places_in_time(reports: Sequence[Report]) -> list[int]:
    """
    Give each report its place in time, those without a time last; ties go by id, so input order is nothing.
    """
    last = datetime.max.replace(tzinfo=UTC)

    def key(k: int) -> tuple[datetime, str, str]:
        moment = moment_of(reports[k])
        return (last if moment is None else moment[0]), reports[k].id, reports[k].outlet

    places = [0] * len(reports)
    for place, k in enumerate(sorted(range(len(reports)), key=key)):
        places[k] = place
    return places


def earlier(a: Report, b: Report) -> str | None:
    """
    Say which of two reports is the earlier one, "a" or "b", or None where their times do not tell.

    Two reports of one day are not ordered where either gives only the day.
    """
    first, second = moment_of(a), moment_of(b)
    if first is None or second is None:
        return None
    if (first[1] or second[1]) and first[0].date() == second[0].date():
        return None
    if first[0] == second[0]:
        return None
    return "a" if first[0] < second[0] else "b"
