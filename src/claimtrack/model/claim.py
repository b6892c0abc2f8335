"""
What reports share: claims with variants and conflicts, lineage, corroboration, sources' records.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import field, frozen, validators

from claimtrack.model.checks import is_number, is_text, is_whole
from claimtrack.model.words import ConflictKind, LineageRelation, SourceGrade, SourceKind


@frozen
class Interval:
    """
    Hold a variant's number; None is an open end.
    """

    low: float | None
    high: float | None
    approx: bool = False


@frozen
class Variant:
    """
    Hold one value given for a slot of a claim, and the appearances that give it.
    """

    slot: str
    value: Interval | str
    appearances: tuple[str, ...]


@frozen
class Conflict:
    """
    Name what two sets of appearances of one claim disagree in, at one time.
    """

    kind: ConflictKind
    a: tuple[str, ...]
    b: tuple[str, ...]
    note: str = ""


@frozen
class Revision:
    """
    Name a later value that supersedes an earlier one, instead of contradicting it.
    """

    slot: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@frozen
class Origin:
    """
    Name where appearances' information comes from in the end, as far as the texts say.
    """

    origin: str
    appearances: tuple[str, ...]


@frozen(kw_only=True)
class LineageEdge:
    """
    Say that one report leans on another: how, in which direction, how probably, and why.

    Attributes:
        direction: `a->b` where b leans on a, `b->a`, or None where unknown or common.
        probability: From 0 to 1.

    """

    a: str = field(validator=is_text(empty=False))
    b: str = field(validator=is_text(empty=False))
    relation: LineageRelation
    direction: str | None
    probability: float = field(validator=is_number(0, 1))
    evidence: tuple[str, ...] = ()


@frozen(kw_only=True)
class Contribution:
    """
    Hold what one group of appearances adds to a claim's log-odds, and why; the prior is one too.
    """

    of: tuple[str, ...]
    log_odds: float = field(validator=is_number())
    why: str


@frozen(kw_only=True)
class Corroboration:
    """
    Say how well a claim stood on a day, with contributions that sum to its log-odds within 1e-9.

    Attributes:
        scorer: Name and version of the scorer; a released version is never edited.
        as_of: The day looked from, or the instant.
        probability: From 0 to 1, never 0 or 1; `low` and `high` are its interval.
        grade: Admiralty information grade 1 to 6; 6 is "cannot be judged".
        rule: The rule that gave the grade, in words.

    """

    scorer: str
    as_of: date | datetime | None
    probability: float = field(validator=is_number(0, 1))
    low: float = field(validator=is_number(0, 1))
    high: float = field(validator=is_number(0, 1))
    grade: int = field(validator=is_whole(1, 6))
    contributions: tuple[Contribution, ...] = ()
    rule: str = ""
    outlets: int = 0
    independent_origins: float = 0.0


@frozen(kw_only=True)
class Figure:
    """
    Hold the state of a count (a toll) as of a day: lowest, best and highest, and from what.
    """

    slot: str
    as_of: date | None
    low: float | None = field(validator=validators.optional(is_number()))
    best: float | None = field(validator=validators.optional(is_number()))
    high: float | None = field(validator=validators.optional(is_number()))
    because: tuple[str, ...] = ()


@frozen(kw_only=True)
class Claim:
    """
    Hold the proposition that appearances share, whatever number they give.

    Attributes:
        title: The claim in words: the quote of its clearest appearance.
        event: Event class, or None.
        appearances: Ids in order of first appearance.
        independent_origins: Effective number of origins that do not lean on one another.
        corroboration: How it stood as of the day asked for, or None before it was scored.

    """

    id: str = field(validator=is_text(empty=False))
    title: str
    event: str | None
    appearances: tuple[str, ...]
    variants: tuple[Variant, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    revisions: tuple[Revision, ...] = ()
    origins: tuple[Origin, ...] = ()
    independent_origins: float = 0.0
    corroboration: Corroboration | None = None
    figures: tuple[Figure, ...] = ()


@frozen(kw_only=True)
class SourceCredibility:
    """
    Hold a source's track record as of a day.

    Attributes:
        grade: A to F; F ("cannot be judged") where too few outcomes are known.
        mean: Expected share of its claims that turn out right, 0 to 1, shrunk to its kind's prior.
        low: Lower end of the interval, `high` the upper one.
        outcomes: How many outcomes were known before the day.
        leans_on: Sources it was found to copy from, most probable first.

    """

    source: str
    kind: SourceKind | None
    grade: SourceGrade
    mean: float = field(validator=is_number(0, 1))
    low: float = field(validator=is_number(0, 1))
    high: float = field(validator=is_number(0, 1))
    outcomes: int = field(default=0, validator=is_whole(0))
    leans_on: tuple[str, ...] = ()
