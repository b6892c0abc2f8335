"""
Weigh whether a cue found in a text reports something here: its own rate, and the marks around it.

Log-odds add up: the pack gives the rate at which the cue reports anything at all, and each mark adds
a weight that is the same for every cue and language: a complementiser, a quotation, who the subject is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

from claimtrack.attribution.frames import Range
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.groups import Form, Group
from claimtrack.attribution.mentions_old import Clauses

WEIGHTS: Mapping[str, float] = {
    "attitude": -0.5,
    "auxiliary": 0.1,
    "carries_on": 1.1,
    "clause": -0.2,
    "clause_pronoun": 0.2,
    "clear": 0.5,
    "complement": 0.4,
    "form:finite": 0.6,
    "form:infinitive": -1.0,
    "form:noun": -0.3,
    "form:participle": 0.3,
    "form:passive": 0.5,
    "front": 0.4,
    "front_quoted": 0.8,
    "impersonal": 1.0,
    "infinitive": -0.3,
    "inside_quotation": -3.0,
    "inverted": -2.2,
    "inverted:closed": -1.7,
    "inverted:source": 2.5,
    "modal": -1.1,
    "negated": -0.3,
    "object": -0.3,
    "object_pronoun": -0.2,
    "participle:bare": -0.8,
    "preposition": -0.8,
    "question": -0.1,
    "quoted": -0.1,
    "short": -0.2,
    "subject:first_person": -0.2,
    "subject:impersonal": -0.2,
    "subject:name": 0.8,
    "subject:none": -0.5,
    "subject:other": -0.5,
    "subject:pronoun": 0.4,
    "subject:relative": -0.3,
    "subject:source": 0.2,
    "takes": 3.0,
}
"""Weight of each mark, in log-odds: a logistic regression over the candidates of 300 annotated articles
(ridge penalty, one intercept a cue), rounded to a tenth."""

THRESHOLD = 0.45
"""Probability from which a candidate is kept; F1 over the training articles is flat from .45 to .55."""
ATTITUDE_THRESHOLD = 0.55
"""The same for attitudes, which say nothing that could be claimed: the surer half is kept (.45 keeps twice as many
that are wrong, and costs two points of F1 over speech)."""

_WHEN_WITHIN = 6
"""Tokens of an adverbial of time behind an inverted clause."""
_TAKES_WITHIN = 20
"""Tokens between a cue and the preposition it asks for; the longest seen in the training articles is 14."""

_LOWEST_RATE = 0.02


def marks(
    clauses: Clauses,
    group: Group,
    source: Range | None,
    content: tuple[Range, ...],
    *,
    leads: bool,
    about: Range | None = None,
) -> list[str]:
    """
    Name the marks that stand around a cue group.
    """
    found = [f"form:{group.form.value}"]
    found += _content_marks(clauses, group, content, leads=leads)
    if about is not None and found[1] == "complement" and clauses.parts[about[0]] & Part.IMPERSONAL:
        found.append("impersonal")
    else:
        found += _subject_marks(clauses, source)
    if source is not None and source[0] >= group.last and group.form is Form.FINITE:
        closed = _closes(clauses, group, source)
        found.append("inverted:closed" if closed else "inverted")
        speaks = any(clauses.parts[at] & Part.SOURCE for at in range(*source))
        if closed and group.entry.speech and speaks:
            found.append("inverted:source")
    if group.form is Form.PARTICIPLE and not _is_set_off(clauses, group):
        found.append("participle:bare")
    if group.entry.continues and found[1] in ("quoted", "front_quoted"):
        found.append("carries_on")
    if _takes(clauses, group, content):
        found.append("takes")
    if clauses.reading.inside[group.cue] >= 0:
        found.append("inside_quotation")
    elif found[1] in _MARKED and group.entry.speech and not _MASKED.intersection(found):
        found.append("clear")
    flags = {
        "attitude": not group.entry.speech,
        "modal": group.modal,
        "negated": group.negated,
        "auxiliary": group.auxiliary,
    }
    found += [name for name, stands in flags.items() if stands]
    return found


def is_likely(group: Group, found: list[str]) -> bool:
    """
    Say whether a candidate with these marks is more likely than not to be worth keeping.
    """
    return prior(group.entry.rate) + sum(WEIGHTS.get(mark, 0.0) for mark in found) >= (
        _CUT if group.entry.speech else _ATTITUDE_CUT
    )


@lru_cache(maxsize=256)
def prior(rate: float) -> float:
    """
    Turn the rate of a cue into log-odds.
    """
    rate = min(max(rate, _LOWEST_RATE), 1 - _LOWEST_RATE)
    return math.log(rate / (1 - rate))


_CUT = math.log(THRESHOLD / (1 - THRESHOLD))
_ATTITUDE_CUT = math.log(ATTITUDE_THRESHOLD / (1 - ATTITUDE_THRESHOLD))


_MARKED = frozenset({"complement", "quoted", "front_quoted"})
_MASKED = frozenset({"subject:first_person", "subject:none", "subject:other", "form:infinitive", "form:passive"})


def _content_marks(clauses: Clauses, group: Group, content: tuple[Range, ...], *, leads: bool) -> Iterator[str]:
    """
    Name how the content begins.
    """
    parts = clauses.parts
    first, last = content[0]
    if group.form in (Form.PASSIVE, Form.REDUCED):
        first, last = content[-1]
    bits = parts[first]
    quoted = first in clauses.reading.quote_at
    if leads:
        yield "front_quoted" if quoted or clauses.reading.inside[content[0][1] - 1] >= 0 else "front"
    elif quoted:
        yield "quoted"
    elif bits & Part.COMPLEMENT:
        yield "complement"
    elif bits & Part.QUESTION:
        yield "question"
    elif bits & Part.INFINITIVE:
        yield "infinitive"
    elif bits & Part.PRONOUN:
        yield "clause_pronoun"
    elif bits & Part.PREPOSITION:
        yield "preposition"
    elif bits & Part.OBJECT_PRONOUN:
        yield "object_pronoun"
    elif _has_verb(parts, first, last):
        yield "clause"
    else:
        yield "object"
    if last - first <= 2:
        yield "short"


def _is_set_off(clauses: Clauses, group: Group) -> bool:
    """
    Say whether a comma, a preposition or a conjunction stands in front of a participle.
    """
    if group.first == 0:
        return True
    before = clauses.parts[group.first - 1]
    return not before & Part.WORD or bool(before & (Part.PREPOSITION | Part.SUBORDINATOR | Part.COORDINATOR))


def _closes(clauses: Clauses, group: Group, source: Range) -> bool:
    """
    Say whether an inverted clause ends with its subject: at a stop, a comma, a quotation or the sentence's end.
    """
    at, reading, parts = source[1], clauses.reading, clauses.parts
    when = Part.TIME | Part.DETERMINER | Part.PREPOSITION | Part.ADVERB | Part.NUMBER
    for step in range(at, min(len(parts), at + _WHEN_WITHIN)):
        if reading.sentence_of[step] != reading.sentence_of[group.cue]:
            return True
        if parts[step] & (Part.STOP | Part.COMMA | Part.SEMICOLON) or reading.inside[step] >= 0:
            return True
        # When it was said may follow ("said the ministry the same day").
        if not parts[step] & when and not (step + 1 < len(parts) and parts[step + 1] & Part.TIME):
            return False
    return at >= len(parts)


def _takes(clauses: Clauses, group: Group, content: tuple[Range, ...]) -> bool:
    """
    Say whether the content holds what the cue asks for: its preposition with a number ("put the toll at 40").
    """
    if not group.entry.takes:
        return False
    words, parts = clauses.reading.tokens.words, clauses.parts
    for at in range(content[0][0], min(content[0][1], content[0][0] + _TAKES_WITHIN)):
        if words[at].form in group.entry.takes:
            return any(parts[step] & Part.NUMBER for step in range(at + 1, min(content[0][1], at + 5)))
    return False


def _has_verb(parts: list[int], first: int, last: int) -> bool:
    """
    Say whether a verb stands among the first words of a range: then it is a clause, not an object.
    """
    verb = Part.BE | Part.AUXILIARY | Part.MODAL | Part.VERB
    return any(parts[at] & verb and not parts[at] & Part.GENITIVE for at in range(first + 1, min(last, first + 10)))


def _subject_marks(clauses: Clauses, source: Range | None) -> Iterator[str]:
    """
    Name what kind of word the subject is.
    """
    if source is None:
        yield "subject:none"
        return
    parts = clauses.parts
    first, last = source
    bits = parts[first]
    if last - first == 1 and bits & Part.FIRST_PERSON:
        yield "subject:first_person"
    elif last - first == 1 and bits & Part.RELATIVE:
        yield "subject:relative"
    elif last - first == 1 and bits & Part.IMPERSONAL:
        yield "subject:impersonal"
    elif last - first == 1 and bits & Part.PRONOUN:
        yield "subject:pronoun"
    elif any(parts[at] & Part.CAPITAL and (at > first or not bits & Part.DETERMINER) for at in range(first, last)):
        yield "subject:name"
    elif any(parts[at] & Part.SOURCE for at in range(first, last)):
        yield "subject:source"
    else:
        yield "subject:other"
