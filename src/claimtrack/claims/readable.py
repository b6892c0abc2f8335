"""
Write a claim so that it can be read alone: its quote, with its subject put in where that stands elsewhere.

Only words of the sentence itself are used, in their order of the language; what cannot be put in with certainty is
left as the quote has it.
"""

from __future__ import annotations

from claimtrack.attribution.frames import Reading
from claimtrack.claims.clauses import plays
from claimtrack.claims.heads import find_subject, is_infinitive, relative_word
from claimtrack.claims.reading import TextMarks
from claimtrack.claims.roles import extend, without_joiner

_NAMELESS = frozenset({"PRON", "DET", "ADV", "NEG"})
_FARTHEST = 60
"""Tokens between a subject and its clause at most (our choice)."""


def make_readable(marks: TextMarks, head: int, first: int, last: int) -> str:
    """
    Return the text of a claim whose quote is a range of tokens.
    """
    reading = marks.reading
    quote = reading.tokens.text(first, last)
    if head < 0:
        return quote
    subject = find_subject(reading, head)
    if subject is None or first <= subject.first < last or abs(subject.first - first) > _FARTHEST:
        return quote
    if all(reading.analysis.hosts[k] in _NAMELESS for k in range(subject.first, subject.last)):
        return quote
    start = _start(reading, head, first)
    if start < 0:
        return quote
    who = without_joiner(reading, *extend(marks, subject))
    return f"{who} {without_joiner(reading, start, last)}"


def _start(reading: Reading, head: int, first: int) -> int:
    """
    Return the token from which a quote goes on behind its subject, or -1 where the subject does not fit in front of it.
    """
    analysis, predicate, clause = reading.analysis, reading.analysis.predicates[head], reading.clauses[head]
    if predicate.tag not in ("V", "Vp") or is_infinitive(reading, head):
        return -1
    if relative_word(reading, head) < 0 and clause.core > first + 2:
        return -1
    start = max(first, clause.core if clause.first <= first else first)
    while start < predicate.at and (
        analysis.hosts[start] in ("REL", "CC", "PUNCT", "SC") or plays(reading.tokens.words[start], "relative")
    ):
        start += 1
    # Only auxiliaries, negations and adverbs stand between a subject and its verb.
    between = {analysis.hosts[k] for k in range(start, predicate.at)}
    return start if between <= {"AUX", "NEG", "ADV", "PUNCT"} else -1
