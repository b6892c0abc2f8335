"""
Cue groups of an order like that of English: the cue with the auxiliaries, adverbs and negations that belong to it.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import define

from claimtrack.attribution.frames import Range
from claimtrack.attribution.grammar import AUXILIARIES, Grammar, Part
from claimtrack.attribution.mentions_old import Clauses
from claimtrack.language import Cue, Operator


class Form(StrEnum):
    """
    Say how a cue stands in its clause.
    """

    FINITE = "finite"
    PASSIVE = "passive"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    REDUCED = "reduced"
    NOUN = "noun"


@define(eq=False)
class Group:
    """
    Hold one cue group: `first` to `last` are its tokens, `cue` the word itself.

    Attributes:
        negated: Whether a negation stands in the group.
        modal: Whether a modal stands in the group.
        auxiliary: Whether an auxiliary stands in the group.
        past: Whether an auxiliary sets it in the past of the story ("had said").
        joined: Whether it leans on the subject of the clause (", adding", "and said").

    """

    first: int
    cue: int
    last: int
    entry: Cue
    form: Form
    negated: bool = False
    modal: bool = False
    auxiliary: bool = False
    past: bool = False
    joined: bool = False


_BACK = 8
"""Tokens in front of a cue that can belong to its group; longer runs of auxiliaries and adverbs do not occur."""


_SKIPPED = frozenset({"background", "no_comment"})
"""Operators whose words report nothing: "it should be noted that", "declined to comment"."""


def find_groups(clauses: Clauses, grammar: Grammar, sentence: Range) -> list[Group]:
    """
    Find the cue groups of one sentence from left to right.
    """
    parts, tokens = clauses.parts, clauses.reading.tokens
    found: list[Group] = []
    at, last = sentence
    floor = at
    while at < last:
        if parts[at] & Part.OPERATOR:
            opener = tokens.match(at, "operator")
            if opener is not None and isinstance(opener[0], Operator) and opener[0].role in _SKIPPED:
                at = floor = opener[1]
                continue
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
        if found and found[-1].last == group.first and _may_be_noun(clauses, found[-1]) and group.form is Form.FINITE:
            # Of two verbs in a row the first is a noun: "reports said", "estimates put".
            found.pop()
        found.append(group)
        at = floor = group.last
    return found


def _may_be_noun(clauses: Clauses, group: Group) -> bool:
    """
    Say whether a cue is written like a noun: the plain form of its verb, or a plural.
    """
    word = clauses.reading.tokens.words[group.cue].form
    plain = word in group.entry.plural or bool(clauses.parts[group.cue] & Part.PLURAL)
    return plain and not group.auxiliary and group.form is Form.FINITE


def _group(clauses: Clauses, entry: Cue, at: int, end: int, floor: int) -> Group | None:
    """
    Read one entry at one token as a cue group, or None where it cannot be that.
    """
    if entry.part in ("preposition", "adverb"):
        return None
    parts = clauses.parts
    if entry.part == "noun":
        owned = at > floor and parts[at - 1] & (Part.POSSESSIVE | Part.GENITIVE)
        return Group(at, at, end, entry, Form.NOUN) if owned else None
    group, be = _extend(clauses, entry, at, end, floor)
    if entry.part == "passive":
        group.form = Form.PASSIVE if be else Form.REDUCED
        return group if be or _has_agent(clauses, end) else None
    if be and entry.part != "participle":
        return None
    before = parts[group.first - 1] if group.first > floor else 0
    if _is_noun(clauses, group, before):
        return None
    if entry.part == "participle" and not be:
        group.form, group.joined = Form.PARTICIPLE, True
    elif before & Part.INFINITIVE and not group.auxiliary:
        group.first -= 1
        group.form, group.joined = Form.INFINITIVE, True
    else:
        group.joined = bool(before & Part.COORDINATOR)
    return group


def _extend(clauses: Clauses, entry: Cue, at: int, end: int, floor: int) -> tuple[Group, bool]:
    """
    Take auxiliaries, adverbs and negations in front into the group; say whether one is the verb of a passive.
    """
    parts = clauses.parts
    group = Group(at, at, end, entry, Form.FINITE)
    be = False
    while group.first > max(floor, at - _BACK):
        here = group.first - 1
        bits = parts[here]
        if bits & Part.COMPLEMENT or not bits & (AUXILIARIES | Part.ADVERB | Part.NEGATION):
            break
        if bits & Part.GENITIVE and not _is_short_be(clauses, here):
            break
        if bits & Part.SUBORDINATOR and not bits & AUXILIARIES and here == floor:
            break
        group.negated = group.negated or bool(bits & Part.NEGATION)
        group.modal = group.modal or bool(bits & Part.MODAL)
        group.auxiliary = group.auxiliary or bool(bits & AUXILIARIES)
        group.past = group.past or bool(bits & Part.PAST_AUXILIARY)
        be = be or bool(bits & Part.BE)
        group.first = here
    return group, be


def _has_agent(clauses: Clauses, at: int) -> bool:
    """
    Say whether who does it follows a participle ("figures released on Sunday by the ministry").
    """
    parts = clauses.parts
    for step in range(at, min(len(parts), at + 4)):
        if parts[step] & Part.AGENT:
            return True
        if not parts[step] & (Part.TIME | Part.PREPOSITION | Part.ADVERB | Part.NUMBER):
            return False
    return False


def _is_noun(clauses: Clauses, group: Group, before: int) -> bool:
    """
    Say whether the form is a noun here: what stands in front of it opens a noun phrase.
    """
    parts = clauses.parts
    if group.auxiliary:
        return False
    if before & Part.PRONOUN:
        return False
    if before & (Part.DETERMINER | Part.POSSESSIVE | Part.GENITIVE):
        return True
    if before & Part.PREPOSITION and not before & Part.INFINITIVE and group.entry.part != "participle":
        return True
    capital = parts[group.cue] & Part.CAPITAL and not clauses.is_title_case(group.cue)
    return bool(capital and before & Part.WORD)


def _is_short_be(clauses: Clauses, at: int) -> bool:
    """
    Say whether a shortened form is the verb and not a genitive: it stands behind a pronoun.
    """
    return bool(clauses.parts[at] & Part.GENITIVE) and at > 0 and bool(clauses.parts[at - 1] & Part.PRONOUN)
