"""
Score claims of a table coded by hand: who took which position on which claim, and when.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen, validators

from claimtrack.corroboration.evidence import Evidence, instant_of, latest
from claimtrack.corroboration.overlap import Wording, find_shared_words, read_wording
from claimtrack.corroboration.scoring import DEFAULT_WEIGHTS, Assessment, assess
from claimtrack.corroboration.weights import OWNER_LEAN, SCORER, Weights
from claimtrack.errors import InvalidValueError
from claimtrack.model import Corroboration, Denies, Moment, SourceKind, Stance
from claimtrack.model.checks import is_number, is_text


def _is_word(allowed: type[StrEnum]) -> Callable[[object, Attribute[Any], Any], None]:
    """
    Allow a word of one list; a bare string is refused, so that a slip of the pen is seen where it was made.
    """

    def check(_: object, field: Attribute[Any], value: object) -> None:
        if not isinstance(value, allowed):
            raise InvalidValueError(field.name, value, f"a {allowed.__name__}")

    return check


@frozen(kw_only=True)
class TableRow:
    """
    Hold one row: a source takes a position on a claim.

    Attributes:
        claim: What the position is on, by any name.
        time: When it became known; None counts as known from the start.
        kind: What kind of source it is; `party` with a denial is the accused's own denial.
        strength: 0..5, how firmly it is put; 3 is a plain report.
        text: Its words, from which copies are known, or None.
        leans_on: Sources it draws on, each with the chance; they need no row of their own.
        denies: What a denial acts on; None reads as the deed.
        owner: Who owns the source; sources of one owner are not independent.

    """

    claim: str = field(validator=is_text(empty=False))
    source: str = field(validator=is_text(empty=False))
    stance: Stance = field(validator=_is_word(Stance))
    time: Moment | None = None
    kind: SourceKind | None = field(default=None, validator=validators.optional(_is_word(SourceKind)))
    strength: float = field(default=3.0, validator=is_number(0, 5))
    text: str | None = field(default=None, validator=validators.optional(is_text()))
    leans_on: tuple[tuple[str, float], ...] = field(default=())
    denies: Denies | None = field(default=None, validator=validators.optional(_is_word(Denies)))
    owner: str | None = None

    @leans_on.validator
    def _check_leans_on(self, _: object, value: tuple[tuple[str, float], ...]) -> None:
        for name, chance in value:
            if not name.strip() or not 0.0 <= chance <= 1.0 or math.isnan(chance):
                raise InvalidValueError("leans_on", (name, chance), "a name and a number from 0 to 1")


@frozen(kw_only=True)
class ClaimScore:
    """
    Hold the score of one claim of a table.

    Attributes:
        notes: What is odd about the rows, in words (a source that leans on itself in a circle).

    """

    claim: str
    corroboration: Corroboration
    notes: tuple[str, ...] = ()


def corroborate_table(
    rows: Iterable[TableRow],
    as_of: Moment | None = None,
    *,
    history: Mapping[str, Moment] | None = None,
    owners: Mapping[str, str] | None = None,
    lasting: Iterable[str] = (),
    weights: Weights = DEFAULT_WEIGHTS,
    scorer: str = SCORER,
) -> tuple[ClaimScore, ...]:
    """
    Score every claim of a table coded by hand.

    Args:
        rows: The table, in any order.
        as_of: Day (inclusive, UTC) or instant to look from; None: the latest time in the table.
        history: First report of each source anywhere. A source that was not heard of before a
            claim first appeared is a newcomer to it; without a history nobody is.
        owners: Source to owner, for sources whose rows do not say.
        lasting: Claims about a state (who holds a town), which fades; all others are events.
        weights: The constants; the default ones are those of `corroboration/1`.
        scorer: Name to store with the scores.

    Returns:
        One score a claim, in order of first appearance. A claim that nobody had touched by `as_of` is
        grade 6, "cannot be judged", with a wide interval.

    Source:
        Weights from Emergent (Ferreira & Vlachos 2016), see `claimtrack.corroboration.weights`.

    """
    rows = tuple(rows)
    if as_of is None:
        as_of = latest([row.time for row in rows])
    states = frozenset(lasting)
    by_claim: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        by_claim[row.claim].append(row)
    scores = []
    for claim in sorted(by_claim, key=lambda name: _first_appearance(by_claim[name], name)):
        assessment = assess_rows(
            by_claim[claim],
            as_of=as_of,
            history=history,
            owners=owners,
            lasting=claim in states,
            weights=weights,
            scorer=scorer,
        )
        notes = find_oddities(by_claim[claim], as_of)
        scores.append(ClaimScore(claim=claim, corroboration=assessment.corroboration, notes=notes))
    return tuple(scores)


def _first_appearance(rows: Sequence[TableRow], claim: str) -> tuple[float, str]:
    return min(instant_of(row.time) for row in rows), claim


def assess_rows(
    rows: Sequence[TableRow],
    *,
    as_of: Moment | None = None,
    history: Mapping[str, Moment] | None = None,
    owners: Mapping[str, str] | None = None,
    lasting: bool = False,
    weights: Weights = DEFAULT_WEIGHTS,
    scorer: str = SCORER,
) -> Assessment:
    """
    Score one claim from its rows, with both sides at hand; arguments as in `corroborate_table`.
    """
    items = gather(rows, [read_wording(row.text) for row in rows], owners=owners or {})
    return assess(items, as_of=as_of, history=history, lasting=lasting, weights=weights, scorer=scorer)


def gather(rows: Sequence[TableRow], wordings: Sequence[Wording], *, owners: Mapping[str, str]) -> list[Evidence]:
    """
    Turn the rows of one claim into evidence, and find out whose words are whose.

    Returns:
        The evidence, the earliest first. An item's id is the source's name, with a number where the
        source has several rows.

    """
    order = sorted(range(len(rows)), key=lambda k: _row_key(rows[k], wordings[k]))
    shared = find_shared_words(wordings[k] for k in order)
    seen: dict[str, int] = defaultdict(int)
    items = []
    for k in order:
        row, wording = rows[k], wordings[k]
        seen[row.source] += 1
        number = f"#{seen[row.source]}" if seen[row.source] > 1 else ""
        hubs = (*row.leans_on, *_owner_hub(row, owners))
        items.append(
            Evidence(
                id=row.source + number,
                outlet=row.source,
                voice=row.source,
                stance=row.stance,
                time=row.time,
                strength=row.strength,
                kind=row.kind,
                denies=row.denies,
                accused=row.kind is SourceKind.PARTY and row.stance is Stance.DENY,
                hubs=hubs,
                words=tuple(shared.get(wording.mark, ())),
                mark=wording.mark,
            )
        )
    return items


def _owner_hub(row: TableRow, owners: Mapping[str, str]) -> tuple[tuple[str, float], ...]:
    owner = row.owner or owners.get(row.source)
    return ((f"owner: {owner}", math.sqrt(OWNER_LEAN)),) if owner else ()


def _row_key(row: TableRow, wording: Wording) -> tuple[object, ...]:
    """
    Order rows by what they say; names come last, so that they decide nothing that is weighed.

    What has no time comes first here: it is known on every day, so its number must not shift with the day.
    """
    return (
        -math.inf if row.time is None else instant_of(row.time),
        sorted(chance for _, chance in row.leans_on),
        -row.strength,
        row.stance.value,
        wording.mark,
        row.kind or "",
        row.denies or "",
        row.source,
        row.owner or "",
        row.leans_on,
        row.text or "",
    )


def find_oddities(rows: Sequence[TableRow], as_of: Moment | None) -> tuple[str, ...]:
    """
    Say what is odd about a claim's rows: circles of leaning, rows without a time or after the day.
    """
    notes = []
    late = 0 if as_of is None else sum(instant_of(row.time) > instant_of(as_of) for row in rows)
    if late:
        notes.append(f"{late} rows are later than {as_of} and do not count yet")
    timeless = sum(row.time is None for row in rows)
    if timeless:
        notes.append(f"{timeless} rows have no time and count as known from the start")
    leans: dict[str, set[str]] = {row.source: set() for row in rows}
    for row in rows:
        leans[row.source].update(name for name, _ in row.leans_on if name != row.source)
    circle = _find_circle(leans)
    if circle:
        notes.append(f"{' -> '.join(circle)}: leans in a circle, which counts as one origin")
    return tuple(notes)


def _find_circle(leans: Mapping[str, set[str]]) -> list[str]:
    """
    Find sources that lean on one another in a circle, or give an empty list.

    Sources that lean on nothing that is left are taken away until none are; from what remains every
    walk runs in a circle.
    """
    left = {name: {other for other in others if other in leans} for name, others in leans.items()}
    leaned_by: dict[str, list[str]] = defaultdict(list)
    for name, others in left.items():
        for other in others:
            leaned_by[other].append(name)
    free = [name for name, others in left.items() if not others]
    while free:
        gone = free.pop()
        del left[gone]
        for name in leaned_by[gone]:
            left[name].discard(gone)
            if not left[name]:
                free.append(name)
    if not left:
        return []
    walk = [min(left)]
    while walk.count(walk[-1]) == 1:
        walk.append(min(left[walk[-1]]))
    return walk[walk.index(walk[-1]) :]
