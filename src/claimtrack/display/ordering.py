"""
Put claims in the order in which an analyst wants to see them, and find what stands behind each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from claimtrack.model import Appearance, Claim, Interval, Link, Polarity, Report, Snapshot, Variant


@frozen(kw_only=True)
class View:
    """
    Hold one claim with the reports and appearances that it points to.

    Attributes:
        outlets: Who published it, in order of appearance.
        denials: How many of its appearances deny it.

    """

    claim: Claim
    appearances: tuple[Appearance, ...]
    reports: Mapping[str, Report]
    outlets: tuple[str, ...]
    denials: int


def views(snapshot: Snapshot) -> tuple[View, ...]:
    """
    Give all claims in order of interest.

    First come claims that several outlets carry, and among them those on which they disagree: that is
    where counting outlets and reading who knows differ most. Ties keep the order of first appearance.
    """
    reports = {r.id: r for r in snapshot.reports}
    appearances = {a.id: a for a in snapshot.appearances}
    found = [_view(claim, appearances, reports) for claim in snapshot.claims]
    return tuple(sorted(found, key=_interest))


def _view(claim: Claim, appearances: Mapping[str, Appearance], reports: Mapping[str, Report]) -> View:
    """
    Collect what a claim points to.
    """
    own = tuple(appearances[i] for i in claim.appearances if i in appearances)
    return View(
        claim=claim,
        appearances=own,
        reports={a.report: reports[a.report] for a in own if a.report in reports},
        outlets=tuple(dict.fromkeys(reports[a.report].outlet for a in own if a.report in reports)),
        denials=sum(a.polarity is Polarity.DENY for a in own),
    )


def _interest(view: View) -> tuple[int, int, int]:
    """
    Weigh a claim for the order: outlets, and what they disagree in, most first.
    """
    several = len(view.outlets) >= 2
    disagreement = len(view.claim.conflicts) + len(view.claim.revisions) + view.denials
    return (-int(several), -(len(view.outlets) + min(disagreement, 3)), -len(view.appearances))


def variant_words(variants: Sequence[Variant], slot: str) -> str:
    """
    Give the values of one slot, the one most often given first ("15 (3×), 25").
    """
    chosen = sorted((v for v in variants if v.slot == slot), key=lambda v: -len(v.appearances))
    return ", ".join(
        f"{value_words(v.value)} ({len(v.appearances)}×)" if len(v.appearances) > 1 else value_words(v.value)
        for v in chosen
    )


def value_words(value: Interval | str) -> str:
    """
    Write a variant's value: "about 50", "20–99", "more than 60", or the words as they are.
    """
    if isinstance(value, str):
        return value
    about = "about " if value.approx else ""
    if value.low is None:
        return f"{about}up to {value.high:,g}"
    if value.high is None:
        return f"{about}{value.low:,g} or more"
    same = value.low == value.high
    return about + (f"{value.low:,g}" if same else f"{value.low:,g}–{value.high:,g}")


def slots(claim: Claim) -> tuple[str, ...]:
    """
    Give the slots for which more than one value stands, in order.
    """
    counts: dict[str, int] = {}
    for variant in claim.variants:
        counts[variant.slot] = counts.get(variant.slot, 0) + 1
    return tuple(slot for slot, count in counts.items() if count > 1)


def chain_words(chain: Sequence[Link], outlet: str) -> str:
    """
    Write a chain from the outlet to the origin: "outlet → agency → a medical source".
    """
    names = [(link.antecedent.source if link.antecedent else link.source) or "nobody named" for link in chain]
    return " → ".join([outlet, *names])
