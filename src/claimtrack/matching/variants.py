"""
What appearances of one claim say differently: variants, and the claim that holds them.

A variant is a value of a slot with the appearances that give it. Two words for one unit ("soldiers", عناصر)
are one slot; "at least 30" and "30" are one value, because they state the same number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from attrs import frozen

from claimtrack.matching.conflicts import find_conflicts, find_revisions
from claimtrack.matching.parties import Party, find_parties
from claimtrack.matching.profiles import Profile
from claimtrack.matching.rarity import Rarity
from claimtrack.matching.slots import Kinship, kinship, stated
from claimtrack.model import Appearance, Claim, Interval, Polarity, Quantity, Variant

_LONG_TITLE = 160
"""Letters over which a quote makes no title: two lines of a terminal (our choice)."""

_FULL_TITLE = 8
"""Content words that a title may have before more of them dilute it (our choice)."""


@frozen(kw_only=True)
class Figure:
    """
    Hold one value given for a slot: the number stated, and who gives it.
    """

    slot: str
    number: tuple[float, ...]
    quantity: Quantity
    members: tuple[Profile, ...]


def describe(name: str, appearances: Sequence[Appearance], profiles: Sequence[Profile], *, rarity: Rarity) -> Claim:
    """
    Make the claim that a group of appearances states.

    Args:
        name: Id of the claim.
        appearances: The group in canonical order; `profiles` are theirs.
        profiles: What comparison took out of them.
        rarity: How telling each term is.

    """
    figures = find_figures(appearances, profiles)
    parties = find_parties(appearances, profiles)
    revisions = find_revisions(figures)
    return Claim(
        id=name,
        title=_title(appearances, profiles, rarity),
        event=_commonest([p.event for p in profiles if p.event]),
        appearances=tuple(p.id for p in profiles),
        variants=(*map(_variant, figures), *_party_variants(parties)),
        conflicts=find_conflicts(figures, parties, profiles, revisions=revisions),
        revisions=revisions,
    )


def find_figures(appearances: Sequence[Appearance], profiles: Sequence[Profile]) -> tuple[Figure, ...]:
    """
    Find the values given for each slot, by slot and first appearance.
    """
    names = _one_name(profiles)
    found: defaultdict[str, dict[tuple[float, ...], list[int]]] = defaultdict(dict)
    for at, profile in enumerate(profiles):
        for slot, span in profile.slots.items():
            members = found[names[slot]].setdefault(stated(span), [])
            if at not in members[-1:]:
                members.append(at)
    return tuple(
        Figure(
            slot=slot,
            number=number,
            quantity=_plainest([appearances[i] for i in members], number),
            members=tuple(profiles[i] for i in members),
        )
        for slot, values in sorted(found.items())
        for number, members in values.items()
    )


def _one_name(profiles: Sequence[Profile]) -> Mapping[str, str]:
    """
    Give each slot the name of the commonest slot that counts the same, unless both stand in one quote.
    """
    often = Counter(slot for p in profiles for slot in p.slots)
    beside = {(x, y) for p in profiles for x in p.slots for y in p.slots}
    names: dict[str, str] = {}
    for slot in sorted(often, key=lambda s: (-often[s], s)):
        same = [n for n in names.values() if kinship(n, slot) is Kinship.KIN and (n, slot) not in beside]
        names[slot] = same[0] if same else slot
    return names


def _plainest(appearances: Sequence[Appearance], number: tuple[float, ...]) -> Quantity:
    """
    Give the quantity that states a number with the least around it, the earliest of them.
    """
    given = [q for a in appearances for q in a.quantities if stated((q.low, q.high)) == number]
    return min(given, key=lambda q: (q.low is None or q.high is None, q.approx))


def _variant(figure: Figure) -> Variant:
    quantity = figure.quantity
    return Variant(
        figure.slot,
        Interval(quantity.low, quantity.high, quantity.approx),
        tuple(p.id for p in figure.members),
    )


def _party_variants(parties: Sequence[Party]) -> tuple[Variant, ...]:
    """
    Give the parties of a role as variants where there is more than one.
    """
    often = Counter(p.role for p in parties)
    return tuple(Variant(p.role, p.words, p.members) for p in parties if often[p.role] > 1)


def _commonest(values: Sequence[str]) -> str | None:
    """
    Give the commonest value; of several the first.
    """
    count = Counter(values)
    return max(count, key=lambda v: count[v]) if count else None


def _title(appearances: Sequence[Appearance], profiles: Sequence[Profile], rarity: Rarity) -> str:
    """
    Return the text that shares most with the others: affirmed, with what is counted, not too long.
    """
    slot = _commonest([slot for p in profiles for slot in p.slots])
    terms: Counter[str] = Counter(t for p in profiles for t in p.terms)
    often = {t: n for t, n in terms.items() if n > 1}

    def clarity(at: int) -> tuple[bool, bool, bool, float]:
        shared = sum(rarity.weight(t) * often[t] for t in sorted(profiles[at].terms & often.keys()))
        one = appearances[at]
        dense = shared / max(_FULL_TITLE, len(profiles[at].stems))
        says = slot is None or slot in profiles[at].slots
        return one.polarity is Polarity.AFFIRM, len(one.text) <= _LONG_TITLE, says, round(dense, 6)

    best = max(range(len(appearances)), key=lambda at: (*clarity(at), -at))
    return " ".join(appearances[best].text.split())
