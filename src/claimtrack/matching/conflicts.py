"""
What appearances of one claim cannot both be right in, apart from what has only been brought up to date.

A later count of the same thing supersedes an earlier one: that is a revision. Counts given at the same
time, a denial, two places that do not lie in one another, two days, two parties are conflicts. A count of
a part, or of a smaller place, against one of the whole differs in scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from claimtrack.matching.parties import Party
from claimtrack.matching.profiles import Profile
from claimtrack.matching.slots import RISING, stated
from claimtrack.model import Conflict, ConflictKind, Revision

if TYPE_CHECKING:
    from claimtrack.matching.variants import Figure

_APPROXIMATION = 0.05
"""Share by which a number given as approximate may be off: news round to two digits (11,300 as "11,000")."""
_WINDOW = 8
"""Later values of a slot that a value is held against; keeps the work linear where a toll has hundreds."""
_CLOSE_DAYS = 2
"""Days by which reports of one day are off: "on Saturday" copied on Monday, night hours, time zones."""
_EXACT_DAYS = 4
"""Days up to which an interval says when something happened well enough to contradict another one."""
_BY_CONSONANTS = "name:"
"""How the key of a place begins that no gazetteer holds; see `Place.key`."""
_MOST_PLACES = 12
"""Places of one claim that are held against one another."""
_PEOPLE = frozenset({"agent", "patient", "recipient", "target", "source"})


def find_revisions(figures: Sequence[Figure]) -> tuple[Revision, ...]:
    """
    Find the values that later ones have superseded.
    """
    found = []
    for before, after in _neighbours(figures):
        if before.slot not in RISING or _same_number(before, after):
            continue
        if _superseded(before, after):
            found.append(_revision(before, after))
        elif _superseded(after, before):
            found.append(_revision(after, before))
    return tuple(found)


def find_conflicts(
    figures: Sequence[Figure],
    parties: Sequence[Party],
    profiles: Sequence[Profile],
    *,
    revisions: Sequence[Revision],
) -> tuple[Conflict, ...]:
    """
    Find all that the appearances of a claim disagree in, numbers first.
    """
    return (
        *_numbers(figures, revisions),
        *_scopes(figures, profiles),
        *_denials(profiles),
        *_dates(profiles),
        *_places(profiles),
        *_parties(parties),
    )


def _revision(before: Figure, after: Figure) -> Revision:
    return Revision(before.slot, _ids(before.members), _ids(after.members))


def _neighbours(figures: Sequence[Figure]) -> Iterable[tuple[Figure, Figure]]:
    """
    Give pairs of values of one slot that stand near one another in time, earlier first.
    """
    slots: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        slots[figure.slot].append(figure)
    for slot in sorted(slots):
        row = sorted(slots[slot], key=lambda f: (f.members[0].order, f.number))
        for at, one in enumerate(row):
            for other in row[at + 1 : at + 1 + _WINDOW]:
                yield one, other


def _superseded(before: Figure, after: Figure) -> bool:
    """
    Say whether every report of a value is later than those of another, or speaks of that as past.
    """
    past = [p for p in before.members if p.background]
    if past and len(past) == len(before.members) and any(not p.background for p in after.members):
        return True
    # Undated reports tell nothing here: what is dated decides, and without it nothing is superseded.
    ends = [p.day for p in before.members if p.day is not None and not p.background]
    starts = [p.day for p in after.members if p.day is not None and not p.background]
    return bool(ends and starts) and max(ends) < min(starts)


def _same_number(a: Figure, b: Figure) -> bool:
    """
    Say whether two values may mean one number: a range around it, or rounding where it is approximate.
    """
    for one, other in ((a, b), (b, a)):
        if len(one.number) == 2 and len(other.number) == 1 and one.number[0] <= other.number[0] <= one.number[1]:
            return True
    if len(a.number) != 1 or len(b.number) != 1 or not (a.quantity.approx or b.quantity.approx):
        return False
    return abs(a.number[0] - b.number[0]) <= _APPROXIMATION * max(abs(a.number[0]), abs(b.number[0]))


def _numbers(figures: Sequence[Figure], revisions: Sequence[Revision]) -> Iterable[Conflict]:
    """
    Hold values of one slot against one another that no revision explains.
    """
    explained = {frozenset((r.before, r.after)) for r in revisions}
    for one, other in _neighbours(figures):
        a, b = _ids(one.members), _ids(other.members)
        if frozenset((a, b)) in explained or _same_number(one, other):
            continue
        note = f"{_print(one.number)} against {_print(other.number)} {one.slot}"
        yield Conflict(ConflictKind.NUMBER, a, b, note)


def _scopes(figures: Sequence[Figure], profiles: Sequence[Profile]) -> Iterable[Conflict]:
    """
    Find one value given for a part and for the whole, and counts of a place against counts of what contains it.
    """
    for figure in figures:
        part = [p for p in figure.members if p.part]
        whole = [p for p in figure.members if not p.part]
        if part and whole:
            note = f"{_print(figure.number)} {figure.slot} of a part against the whole"
            yield Conflict(ConflictKind.SCOPE, _ids(part), _ids(whole), note)
    counted = _by_place([p for p in profiles if p.slots])
    for first, second in permutations(counted, 2):
        (inner, a), (outer, b) = first, second
        if outer[0] in inner[1:]:
            yield Conflict(ConflictKind.SCOPE, _ids(a), _ids(b), f"{inner[0]} against all of {outer[0]}")


def _denials(profiles: Sequence[Profile]) -> Iterable[Conflict]:
    """
    Hold what is affirmed against what is denied; a denied number against those who give that number.
    """
    affirmed = [p for p in profiles if not p.deny]
    denials: defaultdict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for denial in (p for p in profiles if p.deny):
        meant = [p for p in affirmed if _gives(p, denial)]
        denials[_ids(meant or affirmed)].append(denial)
    for against, deniers in sorted(denials.items()):
        if against:
            yield Conflict(ConflictKind.DENIAL, against, _ids(deniers), "affirmed against denied")


def _gives(one: Profile, denial: Profile) -> bool:
    """
    Say whether an appearance states a number that is denied, in whatever words.
    """
    shared = one.slots.keys() & denial.slots.keys()
    return any(stated(one.slots[s]) == stated(denial.slots[s]) for s in shared)


def _dates(profiles: Sequence[Profile]) -> Iterable[Conflict]:
    """
    Hold the days said by most against days that do not touch them.
    """
    days: defaultdict[tuple[int, int], list[Profile]] = defaultdict(list)
    for p in profiles:
        if p.happened and p.happened[1] - p.happened[0] < _EXACT_DAYS:
            days[p.happened].append(p)
    if len(days) < 2 or any(p.slots.keys() & RISING for p in profiles):
        # A toll is counted on another day each time; that is no conflict.
        return
    main = max(sorted(days), key=lambda d: len(days[d]))
    for other in sorted(days):
        gap = max(main[0], other[0]) - min(main[1], other[1])
        if gap > _CLOSE_DAYS:
            yield Conflict(ConflictKind.DATE, _ids(days[main]), _ids(days[other]), f"{gap} days apart")


def _places(profiles: Sequence[Profile]) -> Iterable[Conflict]:
    """
    Hold places against one another of which none lies in the other, but both right in a third.

    Places with nothing in common are seldom two answers to one question: one of them says whose force it is. A town
    that its province is named after may stand for the province, and what is named after a town lies near it.
    """
    for (x, a), (y, b) in combinations(_by_place(profiles), 2):
        named_after = any(one.startswith(other) for one, other in ((x[0], y[0]), (y[0], x[0])))
        capital = (
            any(around.startswith(one) for one, around in ((x[0], y[1]), (y[0], x[1])))
            if min(len(x), len(y)) > 1
            else True
        )
        if not named_after and not capital and x[1] == y[1]:
            yield Conflict(ConflictKind.PLACE, _ids(a), _ids(b), f"{x[0]} against {y[0]}")


def _by_place(profiles: Sequence[Profile]) -> list[tuple[tuple[str, ...], list[Profile]]]:
    """
    Give the commonest places with the appearances that have them, the longest containment known of each.
    """
    places: dict[str, tuple[str, ...]] = {}
    members: defaultdict[str, list[Profile]] = defaultdict(list)
    for p in profiles:
        # A place known by the consonants of its name alone may be any spelling of another one.
        if p.places and not p.places[0].startswith(_BY_CONSONANTS):
            known = places.get(p.places[0], ())
            places[p.places[0]] = p.places if len(p.places) > len(known) else known
            members[p.places[0]].append(p)
    often = sorted(members, key=lambda name: (-len(members[name]), name))[:_MOST_PLACES]
    return [(places[name], members[name]) for name in often]


def _parties(parties: Sequence[Party]) -> Iterable[Conflict]:
    """
    Hold the party named by most against each other one in the same role.
    """
    main: dict[str, Party] = {}
    for party in parties:
        first = main.setdefault(party.role, party)
        if first is party:
            continue
        kind = ConflictKind.AGENT if party.role in _PEOPLE else ConflictKind.DETAIL
        if party.role == "cause":
            kind = ConflictKind.CAUSE
        yield Conflict(kind, first.members, party.members, f"{first.words} against {party.words}")


def _ids(profiles: Iterable[Profile]) -> tuple[str, ...]:
    return tuple(p.id for p in profiles)


def _print(number: tuple[float, ...]) -> str:
    return " to ".join(f"{n:,.10g}" for n in number)
