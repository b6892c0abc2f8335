"""
The head of a proposition: the predicate that its claim is about, and whose subject it has where its own is elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left

from claimtrack.attribution.frames import Reading
from claimtrack.claims.clauses import clause_endings, plays
from claimtrack.syntax import Kind, Link, Phrase, Predicate, Role

_CARRIERS = frozenset({"AUX", "NEG", "ADV"})
"""Parts of speech that stand between a relative word and its predicate."""
_TOLD = frozenset({Kind.DEMAND, Kind.VOW})
"""Kinds whose claim is that somebody demands or vows it, where the verb that says so stands in the quote."""
_REACH = 12
"""Predicates back in its sentence that a subject is looked for (our choice; coordination is rarely longer)."""
_BETWEEN = 3
"""Tokens between a rejecting verb's object and what is rejected ("prevented the trucks from entering")."""


def predicates_in(reading: Reading, first: int, last: int) -> range:
    """
    Return the indices of the predicates that stand in a range of tokens.
    """
    predicates = reading.analysis.predicates
    return range(bisect_left(predicates, first, key=_at), bisect_left(predicates, last, key=_at))


def _at(predicate: Predicate) -> int:
    return predicate.at


def find_head(reading: Reading, first: int, last: int) -> int:
    """
    Return the index of the head predicate of a range of tokens, or -1 where no predicate stands in it.

    A main clause goes before a subordinate one, a relative clause comes last; of equals the first. A verb that only
    carries a verbal noun ("an arrest took place", تم اعتقال) hands over to it, a failed attempt to what was attempted.
    """
    numbers = predicates_in(reading, first, last)
    if not numbers:
        return -1
    predicates = reading.analysis.predicates
    ranks = {n: _rank(reading, n, first, last) for n in numbers}
    head = min(numbers, key=lambda n: (ranks[n], n))
    above = predicates[head].governor
    if predicates[head].kind in _TOLD and above in numbers:
        return above
    for _ in range(2):
        below = _handed_over(reading, head, last)
        if below < 0:
            break
        head = below
    return head


def _rank(reading: Reading, number: int, first: int, last: int) -> int:
    """
    Rank a predicate by how it hangs in its range: 0 a main clause, 1 a report, 2 and 3 what is subordinate.
    """
    predicate, clause = reading.analysis.predicates[number], reading.clauses[number]
    if predicate.kind is Kind.SAY:
        return 1
    if is_hanging(reading, number):
        return 3
    inside = first < clause.opener < predicate.at and clause.link is Link.COMPLEMENT
    return 2 if inside or is_infinitive(reading, number) else _rank_of_noun(reading, predicate, first, last)


def _rank_of_noun(reading: Reading, predicate: Predicate, first: int, last: int) -> int:
    """
    Rank a verbal noun: 3 behind a preposition, 2 as an argument of another predicate; all else is 0.
    """
    index = reading.analysis.phrase_at[predicate.at]
    if predicate.tag != "VN" or index < 0:
        return 0
    phrase = reading.analysis.phrases[index]
    if phrase.role is Role.OBLIQUE and phrase.first > first:
        return 3
    owner = reading.analysis.predicates[phrase.predicate] if phrase.predicate >= 0 else predicate
    return 2 if owner is not predicate and first <= owner.at < last else 0


def relative_word(reading: Reading, number: int) -> int:
    """
    Return the token of the relative word that opens the clause of a predicate, or -1 where none does.

    It stands right in front of the predicate's own subject, auxiliaries and negations ("the convoy, which never left").
    """
    clause, analysis = reading.clauses[number], reading.analysis
    if clause.link is Link.RELATIVE:
        return clause.opener
    at = analysis.predicates[number].at - 1
    subject = argument(reading, number, Role.SUBJECT)
    while at > clause.first:
        if analysis.hosts[at] == "REL":
            return at
        own = subject is not None and subject.first <= at < subject.last
        if not own and analysis.hosts[at] not in _CARRIERS:
            return -1
        at -= 1
    return -1


def is_hanging(reading: Reading, number: int) -> bool:
    """
    Whether a predicate stands in a relative clause, or is a participle that hangs on a noun or a clause.
    """
    participle = reading.clauses[number].link is Link.PARTICIPLE
    return participle or relative_word(reading, number) >= 0 or is_asyndetic(reading, number)


def is_infinitive(reading: Reading, number: int) -> bool:
    """
    Whether a verb is an infinitive behind "to", which no subject stands in front of.
    """
    predicate, hosts = reading.analysis.predicates[number], reading.analysis.hosts
    at = predicate.at - 1
    return predicate.tag in ("V", "Vp") and at >= 0 and hosts[at] == "P" and reading.analysis.phrase_at[at] < 0


def is_asyndetic(reading: Reading, number: int) -> bool:
    """
    Whether a verb opens a relative clause without a word, right behind an indefinite noun.

    A pronoun on the verb shows it (هجوم شنه مسلحون), or a negation behind a noun that is no subject (تصريحات لم تصدر).
    """
    analysis, at = reading.analysis, reading.analysis.predicates[number].at
    if analysis.predicates[number].tag not in ("V", "Vp") or at < 1 or analysis.tags[at].startswith("C+"):
        return False
    if has_pronoun(reading, number):
        return analysis.predicates[number].tag == "V" and analysis.phrase_at[at - 1] >= 0
    article = clause_endings(reading.tokens.pack.lang, "article")
    if not article or at < 2 or analysis.tags[at - 1] != "NEG" or analysis.phrase_at[at - 2] < 0:
        return False
    noun = analysis.phrases[analysis.phrase_at[at - 2]]
    bare = analysis.hosts[at - 2] == "N" and not reading.tokens.words[at - 2].form.startswith(article)
    return bare and noun.predicate != number and noun.role in (Role.OBLIQUE, Role.OBJECT)


def has_pronoun(reading: Reading, number: int) -> bool:
    """
    Whether a pronoun is glued onto a verb.
    """
    predicate = reading.analysis.predicates[number]
    return predicate.tag in ("V", "Vp") and reading.analysis.tags[predicate.at].endswith("+O")


def is_rejecting(reading: Reading, number: int) -> bool:
    """
    Whether a verb says that what stands behind it did not come about ("failed to", "prevented", رفض, منع).
    """
    return plays(reading.tokens.words[reading.analysis.predicates[number].at], "rejecting")


def _handed_over(reading: Reading, head: int, last: int) -> int:
    """
    Return the predicate below a head that carries what is told, or -1.
    """
    analysis = reading.analysis
    predicate = analysis.predicates[head]
    below = head + 1
    if predicate.tag not in ("V", "Vp") or below >= len(analysis.predicates) or analysis.predicates[below].at >= last:
        return -1
    if is_rejecting(reading, head):
        return below if _is_rejected(reading, head, below) else -1
    arguments = [analysis.phrases[i] for i in predicate.arguments]
    if any(p.role is Role.OBJECT for p in arguments):
        return -1
    subject = next((p for p in arguments if p.role is Role.SUBJECT), None)
    if subject is None:
        return -1
    if subject.first <= analysis.predicates[below].at < subject.last and analysis.predicates[below].tag == "VN":
        return below if _only_carries(reading, head) else -1
    clause = reading.clauses[below]
    dummy = all(analysis.hosts[k] in ("PRON", "ADV") for k in range(subject.first, subject.last))
    return below if dummy and clause.link is Link.COMPLEMENT and clause.opener >= 0 else -1


def _only_carries(reading: Reading, head: int) -> bool:
    """
    Whether a verb only says that its subject, a verbal noun, took place: no pack knows it, or only as a light event.
    """
    event = reading.tokens.words[reading.analysis.predicates[head].at].get("event")
    return event is None or bool(getattr(event, "light", False))


def _is_rejected(reading: Reading, head: int, below: int) -> bool:
    """
    Whether a predicate is what a rejecting verb governs: its object, an infinitive, or what follows "from" or في.
    """
    analysis, at = reading.analysis, reading.analysis.predicates[below].at
    if is_infinitive(reading, below) or analysis.predicates[below].tag == "VN":
        return True
    stops = [p.last for p in (analysis.phrases[i] for i in analysis.predicates[head].arguments) if p.last <= at]
    near = at - max([analysis.predicates[head].at + 1, *stops]) <= _BETWEEN
    return near and analysis.hosts[at - 1] in ("P", "SC")


def find_subject(reading: Reading, number: int) -> Phrase | None:
    """
    Return the subject of a predicate: its own, else the noun of a relative clause, else the one a joined verb shares.

    Returns:
        A phrase of the same sentence, or None where none is sure: nouns, and verbs whose subject is left out.

    """
    own = argument(reading, number, Role.SUBJECT)
    if own is not None:
        return own
    predicate, clause = reading.analysis.predicates[number], reading.clauses[number]
    if relative_word(reading, number) >= 0:
        # With a pronoun written on (الذي تدعمه روسيا) the noun is whom it happens to.
        return None if has_pronoun(reading, number) else antecedent(reading, number)
    if predicate.tag == "PART" and clause.link is Link.PARTICIPLE:
        return _of_participle(reading, number)
    if is_infinitive(reading, number) or (clause.link is Link.JOINED and predicate.tag in ("V", "Vp")):
        return _shared(reading, number)
    return None


def argument(reading: Reading, number: int, role: Role) -> Phrase | None:
    """
    Return the first argument of a predicate that has a role, or None.
    """
    phrases = (reading.analysis.phrases[i] for i in reading.analysis.predicates[number].arguments)
    return next((p for p in phrases if p.role is role), None)


def is_active_participle(reading: Reading, number: int) -> bool:
    """
    Whether a participle is an active one; only some endings show it ("killing").
    """
    at = reading.analysis.predicates[number].at
    endings = clause_endings(reading.tokens.pack.lang, "participle_ending")
    return bool(endings) and reading.tokens.words[at].form.endswith(endings)


def _of_participle(reading: Reading, number: int) -> Phrase | None:
    """
    Return the noun right in front of a participle, else the subject of the clause that an active one hangs on.
    """
    at = reading.analysis.predicates[number].at
    near = _phrase_before(reading, at)
    if near is not None and near.last == at:
        return near
    return _shared(reading, number) if is_active_participle(reading, number) else None


def antecedent(reading: Reading, number: int) -> Phrase | None:
    """
    Return the noun that a relative clause describes, or None where it describes what the whole clause in front says.
    """
    tokens, at = reading.tokens, relative_word(reading, number)
    if at < 0:
        return None
    # Only Arabic's الذي and the like stand for a noun; ما and مما take up a clause (ما أدى إلى مقتل ثلاثة).
    if not tokens.pack.basics.capitals and not plays(tokens.words[at], "relative"):
        return None
    return _phrase_before(reading, at)


def _phrase_before(reading: Reading, at: int) -> Phrase | None:
    """
    Return the phrase that ends right in front of a token, at most a sign or a preposition between.
    """
    analysis = reading.analysis
    back = at - 1
    while back >= 0 and at - back <= 2 and analysis.phrase_at[back] < 0 and analysis.hosts[back] in ("PUNCT", "P"):
        back -= 1
    if back < 0 or analysis.phrase_at[back] < 0 or analysis.sentence_of[back] != analysis.sentence_of[at]:
        return None
    return analysis.phrases[analysis.phrase_at[back]]


def _shared(reading: Reading, number: int) -> Phrase | None:
    """
    Return the subject of the verb that another one is joined to, relative clauses between passed over.
    """
    analysis = reading.analysis
    sentence = analysis.sentence_of[analysis.predicates[number].at]
    inside = analysis.inside[analysis.predicates[number].at]
    for other in range(number - 1, max(-1, number - 1 - _REACH), -1):
        predicate = analysis.predicates[other]
        if analysis.sentence_of[predicate.at] != sentence or analysis.inside[predicate.at] != inside:
            return None
        if (
            predicate.tag not in ("V", "Vp")
            or reading.clauses[other].link is Link.RELATIVE
            or is_asyndetic(reading, other)
        ):
            continue
        if predicate.kind is Kind.SAY and analysis.predicates[number].governor == other:
            return None
        subject = argument(reading, other, Role.SUBJECT)
        if subject is not None:
            return subject
        if reading.clauses[other].link is not Link.JOINED and not is_infinitive(reading, other):
            return None
    return None
