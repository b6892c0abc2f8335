"""
A casebook as of a day: everything that was known, and how every claim stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from claimtrack.model.appearance import Appearance
from claimtrack.model.claim import Claim, Corroboration, LineageEdge, SourceCredibility
from claimtrack.model.report import Report


@frozen(kw_only=True)
class DayScore:
    """
    Say how a claim stood on a day on which its score changed, and because of which appearances.

    Attributes:
        corroboration: The score; its contributions may be left out.

    """

    claim: str
    corroboration: Corroboration
    because: tuple[str, ...] = ()


@frozen(kw_only=True)
class Snapshot:
    """
    Hold a casebook as it stood on a day, in the order of the interchange format.

    Attributes:
        as_of: The day or instant looked from, or None where no report has a time.
        parameters: What was chosen for the run, as plain values.
        claims: By first appearance; `scores` by day, then claim.
        notes: What was noticed while reading (reports without a time, lines that were skipped).

    """

    version: str
    as_of: date | datetime | None
    parameters: Mapping[str, object] = field(factory=dict, hash=False)
    reports: tuple[Report, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    claims: tuple[Claim, ...] = ()
    lineage: tuple[LineageEdge, ...] = ()
    sources: tuple[SourceCredibility, ...] = ()
    scores: tuple[DayScore, ...] = ()
    notes: tuple[str, ...] = ()
