"""
What stands over a proposition: whether it is denied, and in which mood it is put.

Both are decided here and nowhere else in this room. Syntax says of each predicate whether it is negated and what kind
it is; this file adds what reaches over clauses: a verb that says it did not come about, words that leave it open
("there is no evidence that", لم يتضح ما إذا), a question mark, a condition.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimtrack.attribution.frames import Reading
from claimtrack.claims.clauses import plays
from claimtrack.claims.heads import argument, is_infinitive, is_rejecting
from claimtrack.language import Cue
from claimtrack.model import CueClass, Mood
from claimtrack.syntax import Kind, Link, Role

_MOODS: Mapping[Kind, Mood] = {
    Kind.FORECAST: Mood.FORECAST,
    Kind.DEMAND: Mood.DEMAND,
    Kind.VOW: Mood.VOW,
    Kind.CONDITION: Mood.CONDITION,
    Kind.OPINION: Mood.OPINION,
}
_GOVERNED: Mapping[str, Mood] = {"promise": Mood.VOW, "appeal": Mood.APPEAL}
_AUXILIARIES = 4
"""Tokens in front of a verb within which its auxiliaries stand ("will not yet be")."""
_OPENS = 14
"""Tokens in front of a head within which words that leave it open stand ("it is not clear, officials say, whether")."""
_NEGATES = 4
"""Tokens in front of such a word within which its negation stands ("no credible evidence", لا توجد أي أدلة)."""
_CLOSE = 6
"""Tokens between a denial and the report that it is of."""
_APART = frozenset({Link.PARTICIPLE, Link.JOINED})
"""Links of a second report of one speaker ("denied it, saying that …")."""
_QUESTION_MARKS = frozenset("?؟")
_ENDS = frozenset(";؛:")
"""Signs that what stands over a predicate does not reach across."""


def is_denied(reading: Reading, head: int) -> bool:
    """
    Whether the proposition of a head predicate is denied by its own words.

    A negation at the predicate or in front of its subject or object ("no civilians"), or a verb over it that says that
    it did not come about; both together cancel out only where the lower one stands in the text ("failed not to").
    """
    if head < 0:
        return False
    negated = reading.analysis.predicates[head].negated and not _goes_on(reading, head)
    return (
        negated
        or _is_rejected(reading, head)
        or _is_denied_above(reading, head)
        or _has_over(reading, head, "truth", negated=True)
    )


def _is_denied_above(reading: Reading, head: int) -> bool:
    """
    Whether a denial stands right in front of the report of a predicate ("denied officials' claims that", نفت ما ادعاه).
    """
    predicates, words = reading.analysis.predicates, reading.tokens.words
    above = predicates[head].governor
    before = above - 1
    if above < 1 or predicates[above].at > predicates[head].at or reading.clauses[above].link in _APART:
        return False
    if predicates[above].at - predicates[before].at > _CLOSE:
        return False
    cue = words[predicates[before].at].get("cue")
    return isinstance(cue, Cue) and cue.cue_class is CueClass.DENY and not predicates[before].negated


def _goes_on(reading: Reading, head: int) -> bool:
    """
    Whether the negation of a predicate only belongs to a verb of going on (لا يزال, ما زال: "still").
    """
    at = reading.analysis.predicates[head].at
    # It stands behind a verb that puts it in the past (كان لا يزال).
    near = range(max(0, at - _OPENS), min(at + _NEGATES, len(reading.owner)))
    return any(plays(reading.tokens.words[k], "still") for k in near if reading.owner[k] == head)


def _is_rejected(reading: Reading, head: int) -> bool:
    """
    Whether the verb in front of a predicate in its sentence says that it did not come about, and is not negated itself.
    """
    predicates, analysis = reading.analysis.predicates, reading.analysis
    above = head - 1
    if above < 0 or analysis.sentence_of[predicates[above].at] != analysis.sentence_of[predicates[head].at]:
        return False
    if not is_rejecting(reading, above) or predicates[above].negated:
        return False
    link = reading.clauses[head].link
    hangs = link in (Link.NOMINAL, Link.PARTICIPLE) or analysis.hosts[predicates[head].at - 1] in ("P", "SC")
    return hangs and not analysis.tags[predicates[head].at].startswith("C+")


def find_mood(reading: Reading, head: int, first: int, last: int) -> Mood:
    """
    Return the mood of the proposition of a head predicate that stands in a range of tokens.
    """
    if head < 0:
        return Mood.QUESTION if _ends_in_question(reading, first, last) else Mood.FACT
    predicate = reading.analysis.predicates[head]
    if _is_asked(reading, head, first, last) or is_left_open(reading, head):
        return Mood.QUESTION
    if _depends(reading, head):
        return Mood.CONDITION
    # A verb of saying inside a quote is itself what is claimed: that somebody demanded it is a fact.
    above = predicate.governor
    if above >= 0 and first <= reading.analysis.predicates[above].at < last and predicate.kind is not Kind.FORECAST:
        return Mood.FACT
    return _mood_of_governor(reading, head) or _mood_of_verb(reading, head)


def _mood_of_governor(reading: Reading, head: int) -> Mood | None:
    """
    Return the mood that the verb of saying over a predicate gives it ("promised to pay", هدد بقصف, ناشد), or None.

    What it promises or asks for is a verbal noun or an infinitive; a clause ("promised that it had paid") is told.
    """
    predicate = reading.analysis.predicates[head]
    above = predicate.governor
    governed = predicate.tag == "VN" or is_infinitive(reading, head) or predicate.kind in (Kind.DEMAND, Kind.VOW)
    if above < 0 or not governed:
        return None
    word = reading.tokens.words[reading.analysis.predicates[above].at]
    return next((mood for role, mood in _GOVERNED.items() if plays(word, role)), None)


def _mood_of_verb(reading: Reading, head: int) -> Mood:
    """
    Return the mood of a predicate by itself: what syntax says of it, else what its auxiliaries do.
    """
    predicate, analysis = reading.analysis.predicates[head], reading.analysis
    if predicate.kind is not Kind.FACT or predicate.tag not in ("V", "Vp"):
        return _MOODS.get(predicate.kind, Mood.FACT)
    near = [k for k in range(max(0, predicate.at - _AUXILIARIES), predicate.at) if reading.owner[k] == head]
    words = [reading.tokens.words[k] for k in near]
    past = any(plays(w, "perfect") for w in words)
    if any(plays(w, "advised") for w in words):
        return Mood.OPINION if past else Mood.FACT
    coming = any(plays(w, "coming") for w in words) or "F+" in analysis.tags[predicate.at]
    possible = any(plays(w, "possible") for w in words) and not predicate.negated
    return Mood.FORECAST if (coming or possible) and not past else Mood.FACT


def is_left_open(reading: Reading, head: int) -> bool:
    """
    Whether words in front of a predicate leave open whether it is so: "no evidence that", "it is unclear whether".
    """
    return _has_over(reading, head, "unasserted", negated=True) or _has_over(reading, head, "open", negated=False)


def _has_over(reading: Reading, head: int, role: str, *, negated: bool) -> bool:
    """
    Whether a word of a role, with its negation where it needs one, stands over a predicate in its sentence.

    It reaches over what hangs below it: its own clause, a complement clause, a verbal noun behind its preposition.
    """
    analysis, words = reading.analysis, reading.tokens.words
    predicate = analysis.predicates[head]
    floor = max(analysis.sentences[analysis.sentence_of[predicate.at]][0], predicate.at - _OPENS)
    subject = argument(reading, head, Role.SUBJECT)
    for at in range(max(predicate.at + 1, subject.last if subject is not None else 0) - 1, floor - 1, -1):
        if words[at].shape in _ENDS:
            return False
        over = plays(words[at], role) and not _only_describes(reading, at)
        if over and (not negated or _negation_in_front(reading, at, floor)) and _reaches(reading, at, head):
            return True
    return False


def _only_describes(reading: Reading, at: int) -> bool:
    """
    Whether a word stands inside a noun phrase of something else ("an unknown number", عدد غير معلوم).
    """
    index = reading.analysis.phrase_at[at]
    if index < 0:
        return False
    first = reading.analysis.phrases[index].first
    return first != at and reading.analysis.hosts[first] not in ("NEG", "DET")


def _negation_in_front(reading: Reading, at: int, floor: int) -> bool:
    """
    Whether a negation stands close in front of a token.
    """
    return any(reading.analysis.hosts[k] == "NEG" for k in range(max(floor, at - _NEGATES), at))


def _reaches(reading: Reading, at: int, head: int) -> bool:
    """
    Whether what stands over a predicate at a token is its own clause, or one that it hangs right below.
    """
    analysis, clause, predicate = reading.analysis, reading.clauses[head], reading.analysis.predicates[head]
    owner = reading.owner[at]
    if predicate.tag == "VN" and at < predicate.at:
        return predicate.at - at <= _NEGATES and all(
            analysis.hosts[k] in ("P", "DET", "ADJ") for k in range(at + 1, predicate.at)
        )
    if owner == head:
        return True
    comma = any(analysis.hosts[k] == "PUNCT" for k in range(at, max(at, clause.first)))
    return owner == head - 1 and not comma and clause.link not in (Link.RELATIVE, Link.JOINED)


def _is_asked(reading: Reading, head: int, first: int, last: int) -> bool:
    """
    Whether a predicate is asked about: a word that asks opens its clause, or its sentence ends in a question mark.
    """
    clause, words, predicate = reading.clauses[head], reading.tokens.words, reading.analysis.predicates[head]
    if any(plays(words[k], "question") for k in range(clause.first, min(clause.core + 1, predicate.at))):
        return True
    # "Did not say who fired": a word that may be relative asks where no noun stands in front of it.
    free = clause.opener > 0 and reading.analysis.phrase_at[clause.opener - 1] < 0
    if predicate.kind is Kind.QUESTION and free and clause.link is Link.RELATIVE:
        return True
    return clause.link is not Link.RELATIVE and _ends_in_question(reading, first, last)


def _ends_in_question(reading: Reading, first: int, last: int) -> bool:
    """
    Whether the sentence around a range ends in a question mark that stands in or right behind the range.
    """
    words = reading.tokens.words
    return any(words[k].shape in _QUESTION_MARKS for k in range(max(first, last - 1), min(last + 2, len(words))))


def _depends(reading: Reading, head: int) -> bool:
    """
    Whether a word of condition opens the clause of a predicate.
    """
    clause, words = reading.clauses[head], reading.tokens.words
    opening = range(clause.first, min(clause.core + 1, reading.analysis.predicates[head].at))
    return any(plays(words[k], "condition") for k in opening)
