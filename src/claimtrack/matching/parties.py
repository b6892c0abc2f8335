"""
Who fills a role of a claim, where its appearances do not agree on it.

Two fillers are the same party where they share a word, a name or a place, also by way of a third. They
are different parties only where both stand in one language and share nothing: across languages, names alone
cannot tell, and unknown is not a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from claimtrack.matching.profiles import Profile
from claimtrack.model import Appearance

_MOST = 64
"""Different fillers of one role that are compared; a claim with more is about everybody (our choice)."""

_LONGEST = 6
"""Words of a filler that names somebody; longer ones are clauses that extraction could not take apart."""
_KINDS = ("source:", "unit:", "event:")
"""Concepts that say of what kind somebody is, and so are shared by opponents."""
_SOMEBODY = ("source:", "unit:", "a:")
"""Concepts of which a party has one: a kind of source or of people, a listed name. A place alone is no party."""


@frozen(kw_only=True)
class Party:
    """
    Hold one filler of a role: the words that name it first, and the appearances that have it.
    """

    role: str
    words: str
    members: tuple[str, ...]
    lang: str


def find_parties(appearances: Sequence[Appearance], profiles: Sequence[Profile]) -> tuple[Party, ...]:
    """
    Find the parties of every role, by role, the one named by most first.
    """
    roles = sorted({role for p in profiles for role in p.roles})
    return tuple(party for role in roles for party in _of_role(role, appearances, profiles))


def _of_role(role: str, appearances: Sequence[Appearance], profiles: Sequence[Profile]) -> list[Party]:
    """
    Put the fillers of one role together by what they share.
    """
    found: list[tuple[set[str], list[int]]] = []
    for at, profile in enumerate(profiles):
        terms = profile.roles.get(role, frozenset())
        words = appearances[at].roles.get(role, "").split()
        # What is not known to be somebody, or is half a sentence, names no party.
        if len(words) > _LONGEST or not any(t.startswith(_SOMEBODY) for t in terms):
            continue
        terms = frozenset(t for t in terms if not t.startswith(_KINDS))
        joined: tuple[set[str], list[int]] = (set(terms), [at])
        apart = []
        for group in found:
            if group[0] & terms:
                joined = (joined[0] | group[0], joined[1] + group[1])
            else:
                apart.append(group)
        found = [*apart[:_MOST], joined]
    parties = []
    for _, members in found:
        members.sort()
        langs = Counter(profiles[i].lang for i in members)
        parties.append(
            Party(
                role=role,
                words=" ".join(appearances[members[0]].roles[role].split()),
                members=tuple(profiles[i].id for i in members),
                lang=min(langs, key=lambda x: (-langs[x], x)),
            )
        )
    main = max(parties, key=lambda p: len(p.members)).lang if parties else ""
    # Only those of the main language can be told apart.
    told = [p for p in parties if p.lang == main]
    return sorted(told, key=lambda p: (-len(p.members), p.members))
