"""
Say who does it and whom it happens to, from word order and voice; what cannot be told is left out.
"""

from __future__ import annotations

from claimtrack.claims.clauses import clause_words
from claimtrack.claims.reading import EventMark, TextMarks
from claimtrack.claims.split import Proposition
from claimtrack.language import FunctionWord, Tokens, Unit

_ROLE_WORDS = 6
"""Words of a role that are kept; longer noun phrases carry clauses of their own."""
_QUOTES = frozenset('“”"«»')
_HELPERS = ("be", "auxiliary", "modal", "adverb", "particle")
_BOUNDARIES = ("preposition", "coordinator", "subordinator", "relative", "particle", "conjunction")


def find_roles(marks: TextMarks, prop: Proposition, event: str | None) -> dict[str, str]:
    """
    Give the roles (`agent`, `patient`) of a proposition's event with the words that fill them.
    """
    found = [e for e in marks.events_in(prop.first, prop.last) if e.event.event == event]
    if not found:
        return {}
    # A verb tells more of its roles than a noun of the same event.
    verb = min(found, key=lambda e: (e.noun, e.first))
    before = _phrase_before(marks.tokens, prop.first, verb.first)
    after = _phrase_after(marks, verb.last, prop.last)
    subject_first = marks.tokens.pack.basics.order == "subject_first"
    named = _subject_first if subject_first else _verb_first
    return {role: words for role, words in named(marks.tokens, verb, before, after).items() if words}


def _verb_first(_: Tokens, verb: EventMark, before: str, after: str) -> dict[str, str]:
    """
    Give the roles where the subject stands behind the verb by default.
    """
    if verb.noun:
        return {"patient" if verb.event.counts else "agent": after}
    if verb.passive or (verb.event.counts and not before):
        return {"patient": after}
    return {"agent": before, "patient": after} if before else {"agent": after}


def _subject_first(tokens: Tokens, verb: EventMark, before: str, after: str) -> dict[str, str]:
    """
    Give the roles where the subject stands in front of the verb; a noun tells whom only behind "of".
    """
    if verb.noun:
        return {"patient": after} if _is(tokens, verb.last, "of") else {}
    if not verb.passive:
        return {"agent": before, "patient": after}
    return {"patient": before, "agent": after if _is(tokens, verb.last, "agent") else ""}


def _is(tokens: Tokens, at: int, role: str) -> bool:
    """
    Say whether a token is a clause word of a role.
    """
    return at < len(tokens) and tokens.words[at].form in clause_words(tokens.pack.lang, role)


def _phrase_before(tokens: Tokens, first: int, at: int) -> str:
    """
    Give the noun phrase right in front of a verb, auxiliaries left out.
    """
    last = at
    while last > first and _has_role(tokens, last - 1, _HELPERS):
        last -= 1
    start = last
    while start > first and last - start < _ROLE_WORDS and tokens.words[start - 1].shape in ("word", "number"):
        if _has_role(tokens, start - 1, _BOUNDARIES) and not _is(tokens, start - 1, "of"):
            break
        start -= 1
    numbers = [k for k in range(start, last) if "number" in tokens.words[k].kinds or tokens.words[k].shape == "number"]
    start = max([start, *(k + 1 for k in numbers)])
    while start < last and tokens.words[start].function:
        start += 1
    return _party(tokens, start, last)


def _phrase_after(marks: TextMarks, at: int, stop: int) -> str:
    """
    Give the noun phrase right behind a verb, up to a preposition, a sign or another event.
    """
    tokens = marks.tokens
    if at < stop and (_is(tokens, at, "agent") or _is(tokens, at, "of")):
        at += 1
    end = at
    while end < stop and end - at < _ROLE_WORDS:
        if tokens.words[end].shape not in ("word", "number") and tokens.words[end].shape not in _QUOTES:
            break
        inside = end > at and _is(tokens, end, "of")
        if not inside and _has_role(tokens, end, _BOUNDARIES):
            break
        if end > at and marks.events_in(end, end + 1):
            break
        end += 1
    return _party(tokens, at, end)


def _party(tokens: Tokens, first: int, last: int) -> str:
    """
    Give the words of a phrase that says who or what, beyond a number and a word for people; else "".
    """
    for word in tokens.words[first:last]:
        unit = word.get("unit")
        plain = word.function or word.shape != "word" or bool(word.kinds & {"number", "counting"})
        if not plain and not (isinstance(unit, Unit) and unit.person):
            return tokens.text(first, last).strip()
    return ""


def _has_role(tokens: Tokens, at: int, wanted: tuple[str, ...]) -> bool:
    """
    Say whether a token is a function word of one of these roles.
    """
    entry = tokens.words[at].get("function")
    return isinstance(entry, FunctionWord) and entry.role in wanted
