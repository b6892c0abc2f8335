"""
What people decided about sameness: recorded merges and splits, which every later run respects.

A decision is a row of `decisions.jsonl`; `of` and `value` name appearances or claims (a claim's id holds the id
of its first appearance, so a decision means the same when the claim has grown since). Where two decisions contradict
one another the later one holds, so a merge is undone by `not_same` and a split by `merge`; nothing is deleted.

- `merge`: all of `of` state one claim.
- `not_same`: no two of `of` state one claim.
- `split`: those of `of` are taken out, as one claim, of the claim of those in `value`; without `value`, of
  every claim that would have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import combinations

from attrs import field, frozen

from claimtrack.errors import InvalidValueError

CLAIM_PREFIX = "c-"
"""A claim is named after its first appearance: `c-r1#4`."""

_OURS = frozenset({"merge", "split", "not_same"})


@frozen
class Ties:
    """
    Hold what decisions come to: who belongs together, who apart, who stands alone.

    Attributes:
        together: Pairs that must be in one claim.
        apart: Pairs that must not.
        alone: Appearance to the name of a split that no other appearance may join.

    """

    together: tuple[tuple[str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    alone: Mapping[str, str] = field(factory=dict, hash=False)

    def touched(self) -> frozenset[str]:
        """
        Give every appearance that a decision names.
        """
        named = {i for pair in self.together for i in pair} | set(self.alone)
        return frozenset(named.union(*self.apart)) if self.apart else frozenset(named)


def read_ties(decisions: Iterable[Mapping[str, object]], known: Iterable[str]) -> Ties:
    """
    Work out what decisions come to for the appearances that are there.

    Args:
        decisions: Rows in any order; those that are not about sameness are passed over.
        known: Ids of the appearances that are there; other ids have no effect.

    Raises:
        InvalidValueError: `of` is not a list of ids, or too short for what is done.

    """
    there = frozenset(known)
    rows = [d for d in decisions if d.get("do") in _OURS]
    rows.sort(key=lambda d: (_time(d.get("at")), str(d.get("do")), str(d.get("of")), str(d.get("value"))))
    leader: dict[str, str] = {}
    together: list[tuple[str, str]] = []
    apart: set[frozenset[str]] = set()
    alone: dict[str, str] = {}
    settled_alone: set[str] = set()
    # The latest first: what it settles, earlier ones cannot unsettle.
    for row in reversed(rows):
        of = [i for i in _ids(row.get("of"), "of") if i in there]
        beyond = [i for i in _ids(row.get("value"), "value", may_lack=True) if i in there]
        if row["do"] in ("merge", "split"):
            together += _join(of, leader, apart)
        if row["do"] == "not_same":
            _part(combinations(of, 2), leader, apart)
        elif row["do"] == "split" and row.get("value"):
            _part(((a, b) for a in of for b in beyond), leader, apart)
        elif row["do"] == "split" and of:
            alone |= {i: of[0] for i in of if i not in settled_alone}
        settled_alone.update(of)
    return Ties(tuple(together), frozenset(apart), alone)


def _join(of: Sequence[str], leader: dict[str, str], apart: set[frozenset[str]]) -> list[tuple[str, str]]:
    """
    Tie each to the first, unless a later decision has set them apart; give the ties made.
    """
    made = []
    for one in of[1:]:
        a, b = _lead(of[0], leader), _lead(one, leader)
        if a == b:
            continue
        if any(len({_lead(i, leader) for i in pair} & {a, b}) == 2 for pair in apart):
            continue
        leader[max(a, b)] = min(a, b)
        made.append((of[0], one))
    return made


def _part(pairs: Iterable[tuple[str, str]], leader: dict[str, str], apart: set[frozenset[str]]) -> None:
    """
    Set pairs apart, unless a later decision has tied them together.
    """
    for a, b in pairs:
        if _lead(a, leader) != _lead(b, leader):
            apart.add(frozenset((a, b)))


def _lead(one: str, leader: Mapping[str, str]) -> str:
    while one in leader:
        one = leader[one]
    return one


def _ids(value: object, name: str, *, may_lack: bool = False) -> list[str]:
    """
    Read ids of appearances or claims as ids of appearances.
    """
    if value is None and may_lack:
        return []
    if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
        raise InvalidValueError(name, value, "a list of ids of appearances or claims")
    return list(dict.fromkeys(v.removeprefix(CLAIM_PREFIX) for v in value))


def _time(at: object) -> str:
    """
    Give what sorts times; a row without one counts as the earliest.
    """
    return at.isoformat() if isinstance(at, (date, datetime)) else str(at or "")
