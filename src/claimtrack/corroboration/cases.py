"""
Score the claims of a casebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from claimtrack.corroboration.dockets import open_docket
from claimtrack.corroboration.evidence import Evidence
from claimtrack.corroboration.explain import Change, find_changes
from claimtrack.corroboration.history import History
from claimtrack.corroboration.scoring import DEFAULT_WEIGHTS, Assessment, assess
from claimtrack.corroboration.weights import SCORER, STATES, Weights
from claimtrack.lineage import Lineage

if TYPE_CHECKING:
    from claimtrack.model import (
        Appearance,
        Claim,
        Corroboration,
        LineageEdge,
        Moment,
        Report,
        Source,
        SourceCredibility,
    )


def corroborate(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    edges: Sequence[LineageEdge] | Lineage = (),
    sources: Mapping[str, Source] | None = None,
    records: Mapping[str, SourceCredibility] | None = None,
    as_of: Moment | None = None,
    history: History | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
    scorer: str = SCORER,
) -> Corroboration:
    """
    Score a claim of a casebook.

    Args:
        claim: The claim; its origins are used where they have been counted.
        appearances: What the reports say, by id; ids that are not there are passed over.
        reports: The reports, by id.
        edges: Who leans on whom; for many claims wrap them in `claimtrack.lineage.Lineage` once.
        sources: Outlet to what is known of it (`outlets.csv`).
        records: Source to its record; without one its kind's prior counts.
        as_of: Day (inclusive, UTC) or instant to look from; None: everything counts.
        history: When each outlet was first heard of, so that newcomers are known; None: nobody is one.
        weights: The constants; the default ones are those of `corroboration/1`.
        scorer: Name to store with the score.

    Returns:
        The score, with one contribution for the prior and one for each appearance, which sum to its
        log-odds within 1e-9.

    """
    return assess_claim(
        claim,
        appearances=appearances,
        reports=reports,
        edges=edges,
        sources=sources,
        records=records,
        as_of=as_of,
        history=history,
        weights=weights,
        scorer=scorer,
    ).corroboration


def assess_claim(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    edges: Sequence[LineageEdge] | Lineage = (),
    sources: Mapping[str, Source] | None = None,
    records: Mapping[str, SourceCredibility] | None = None,
    as_of: Moment | None = None,
    history: History | None = None,
    without: Iterable[str] = (),
    weights: Weights = DEFAULT_WEIGHTS,
    scorer: str = SCORER,
) -> Assessment:
    """
    Score a claim with both its sides at hand.

    Arguments as in `corroborate`; outlets in `without` are left out, as if they had published nothing.
    """
    docket = open_docket(
        claim,
        appearances=appearances,
        reports=reports,
        edges=edges if isinstance(edges, Lineage) else Lineage(edges),
        sources=sources or {},
        records=records or {},
    )
    left_out = frozenset(without)
    evidence = [item for item in docket.evidence if item.outlet not in left_out]
    return assess(
        evidence,
        leans=docket.leans,
        as_of=as_of,
        history=_first_reports(history, evidence),
        lasting=claim.event in STATES,
        origins_at_most=claim.independent_origins or None,
        weights=weights,
        scorer=scorer,
    )


def score_without(
    claim: Claim,
    outlet: str,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    edges: Sequence[LineageEdge] | Lineage = (),
    sources: Mapping[str, Source] | None = None,
    records: Mapping[str, SourceCredibility] | None = None,
    as_of: Moment | None = None,
    history: History | None = None,
) -> Corroboration:
    """
    Score a claim as if one outlet had published nothing; arguments as in `corroborate`.
    """
    return assess_claim(
        claim,
        appearances=appearances,
        reports=reports,
        edges=edges,
        sources=sources,
        records=records,
        as_of=as_of,
        history=history,
        without=(outlet,),
    ).corroboration


def find_claim_changes(
    claim: Claim,
    *,
    appearances: Mapping[str, Appearance],
    reports: Mapping[str, Report],
    edges: Sequence[LineageEdge] | Lineage = (),
    sources: Mapping[str, Source] | None = None,
    records: Mapping[str, SourceCredibility] | None = None,
    as_of: Moment | None = None,
    history: History | None = None,
) -> tuple[Change, ...]:
    """
    Find out what a claim's score hangs on: each outlet's absence, and what would change the grade.

    Arguments as in `corroborate`; what comes back is as from `find_changes`.
    """
    docket = open_docket(
        claim,
        appearances=appearances,
        reports=reports,
        edges=edges if isinstance(edges, Lineage) else Lineage(edges),
        sources=sources or {},
        records=records or {},
    )
    return find_changes(
        docket.evidence,
        leans=docket.leans,
        as_of=as_of,
        history=_first_reports(history, docket.evidence),
        lasting=claim.event in STATES,
        origins_at_most=claim.independent_origins or None,
    )


def _first_reports(history: History | None, evidence: Sequence[Evidence]) -> Mapping[str, Moment] | None:
    """
    Give each outlet's first report, where the history tells who is new.
    """
    return history.first if history is not None and history.tells(evidence) else None
