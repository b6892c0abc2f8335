"""
Cue groups of an order like that of English: the cue with the auxiliaries, adverbs and negations that belong to it.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import define

from claimtrack.attribution.frames import Range
from claimtrack.attribution.grammar import AUXILIARIES, Grammar, Part
from claimtrack.attribution.mentions import Clauses
from claimtrack.language import Cue


class Form(StrEnum):
    """
    Say how a cue stands in its clause.
    """

    FINITE = "finite"
    PASSIVE = "passive"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    NOUN = "noun"


@define(eq=False)
class Group:
    """
    Hold one cue group: `first` to `last` are its tokens, `cue` the word itself.

    Attributes:
        readings: Entries of the pack that this written form can be.
        negated: Whether a negation stands in the group.
        modal: Whether a modal stands in the group.
        joined: Whether it leans on the subject of the clause (", adding", "and said").

    """

    first: int
    cue: int
    last: int
    entry: Cue
    form: Form
    negated: bool = False
    modal: bool = False
    joined: bool = False


_BACK = 8
"""Tokens in front of a cue that can belong to its group; longer runs of auxiliaries and adverbs do not occur."""


def find_groups(clauses: Clauses, grammar: Grammar, sentence: Range) -> list[Group]:
    """
    Find the cue groups of one sentence from left to right.
    """
    parts, tokens = clauses.parts, clauses.reading.tokens
    found: list[Group] = []
    at, last = sentence
    floor = at
    while at < last:
        if not parts[at] & Part.CUE:
            at += 1
            continue
        group = None
        for entry, end in reversed(grammar.cues(tokens, at)):
            if end <= last:
                group = _group(clauses, entry, at, end, floor)
                if group is not None:
                    break
        if group is None:
            at += 1
            continue
        found.append(group)
        at = floor = group.last
    return found


def _group(clauses: Clauses, entry: Cue, at: int, end: int, floor: int) -> Group | None:
    """
    Read one entry at one token as a cue group, or None where it cannot be that.
    """
    parts = clauses.parts
    if entry.part in ("preposition", "adverb"):
        return None
    if entry.part == "noun":
        return Group(at, at, end, entry, Form.NOUN)
    first, negated, modal, be, auxiliary = at, False, False, False, False
    while first > max(floor, at - _BACK):
        bits = parts[first - 1]
        if bits & Part.COMPLEMENT or not bits & (AUXILIARIES | Part.ADVERB | Part.NEGATION):
            break
        if bits & Part.SUBORDINATOR and not bits & AUXILIARIES and first - 1 == floor:
            break
        negated = negated or bool(bits & Part.NEGATION)
        modal = modal or bool(bits & Part.MODAL)
        be = be or (bool(bits & Part.BE) and not bits & Part.GENITIVE) or _is_short_be(clauses, first - 1)
        auxiliary = auxiliary or bool(bits & AUXILIARIES)
        first -= 1
    if entry.part == "passive":
        return Group(first, at, end, entry, Form.PASSIVE, negated, modal) if be else None
    before = parts[first - 1] if first > floor else 0
    if entry.part == "participle":
        if be:
            return Group(first, at, end, entry, Form.FINITE, negated, modal)
        if before & (Part.DETERMINER | Part.POSSESSIVE | Part.GENITIVE) and not before & Part.PRONOUN:
            return None
        return Group(first, at, end, entry, Form.PARTICIPLE, negated, modal, joined=True)
    if before & Part.INFINITIVE and not auxiliary:
        return Group(first - 1, at, end, entry, Form.INFINITIVE, negated, modal, joined=True)
    if not auxiliary and before & (Part.DETERMINER | Part.POSSESSIVE | Part.GENITIVE | Part.PREPOSITION):
        # A noun of the same form ("the report", "its claims"), unless the word in front is a subject ("this shows").
        if not (before & Part.PRONOUN):
            return None
    joined = bool(before & Part.COORDINATOR)
    return Group(first, at, end, entry, Form.FINITE, negated, modal, joined=joined)


def _is_short_be(clauses: Clauses, at: int) -> bool:
    """
    Say whether a shortened form is the verb and not a genitive: it stands behind a pronoun.
    """
    return bool(clauses.parts[at] & Part.GENITIVE) and at > 0 and bool(clauses.parts[at - 1] & Part.PRONOUN)
