"""
Who does it and whom it happens to: the noun phrases that syntax gives to the head of a proposition.

The agent is the subject of an active predicate, or who stands behind "by" (من قبل) of a passive; the patient is the
object of an active one or the subject of a passive one. Of one who dies, or is killed or wounded in a verbal noun
(مقتل, إصابة), the subject is whom it happens to. What is not there is left out.
"""

from __future__ import annotations

from claimtrack.attribution.frames import Reading
from claimtrack.claims.clauses import clause_endings, clause_words
from claimtrack.claims.heads import (
    antecedent,
    argument,
    find_subject,
    has_pronoun,
    is_active_participle,
    is_asyndetic,
    relative_word,
)
from claimtrack.claims.reading import TextMarks
from claimtrack.language import Event, FunctionWord, Unit
from claimtrack.syntax import Phrase, Predicate, Role

_LONGEST = 12
"""Tokens of a role at most; longer ones are cut back to their first noun phrase."""
_EMPTY = frozenset({"PRON", "DET", "NUM", "ADV", "NEG", "PUNCT", "AUX", "REL", "P", "CC", ""})
"""Parts of speech that name nobody by themselves."""
_DATE = 6
"""Tokens of a date in front of a phrase at its end (يوم السبت 19/8)."""
_BEFALLEN = frozenset({"killed", "injured", "missing"})
"""What becomes of people that they do not do themselves."""
_ARTICLES = ("determiner", "indefinite")


def find_roles(marks: TextMarks, head: int) -> dict[str, str]:
    """
    Return the roles (`agent`, `patient`) of a head predicate with the words that fill them.
    """
    if head < 0:
        return {}
    agent, patient = _fillers(marks, head)
    found = {"agent": _words(marks, agent), "patient": _words(marks, patient)}
    return {role: words for role, words in found.items() if words}


def _fillers(marks: TextMarks, head: int) -> tuple[Phrase | None, Phrase | None]:
    """
    Return the phrases of agent and patient, from voice and kind of the predicate.
    """
    reading = marks.reading
    predicate = reading.analysis.predicates[head]
    subject = find_subject(reading, head)
    thing, doer = argument(reading, head, Role.OBJECT), argument(reading, head, Role.DOER)
    if predicate.tag == "Vp" or (predicate.tag == "PART" and doer is not None):
        return doer, subject or thing
    if predicate.tag == "PART" and not is_active_participle(reading, head):
        return None, thing
    if predicate.tag == "VN":
        thing = thing or _of_noun(marks, predicate)
    if thing is not None and _inside_event(marks, predicate, thing):
        thing = None
    if thing is None:
        thing = _described(reading, head)
    if thing is None and doer is None and subject is not None and _befalls(reading, predicate):
        return None, subject
    return doer or subject, thing


def _inside_event(marks: TextMarks, predicate: Predicate, phrase: Phrase) -> bool:
    """
    Whether an object is part of the words for the event itself ("opened fire", لقوا حتفهم).
    """
    return any(e.last > phrase.first for e in marks.events_in(predicate.at, predicate.at + 1))


def _described(reading: Reading, head: int) -> Phrase | None:
    """
    Return the noun that a relative clause describes, where the clause has a subject of its own and lacks its object.

    A pronoun on the verb stands for it (هجوم شنه مسلحون); without one, only a relative word shows it ("the bakery that
    the militia looted").
    """
    at, word = reading.analysis.predicates[head].at, relative_word(reading, head)
    if has_pronoun(reading, head):
        if word >= 0:
            return antecedent(reading, head)
        return reading.analysis.phrases[reading.analysis.phrase_at[at - 1]] if is_asyndetic(reading, head) else None
    subject = argument(reading, head, Role.SUBJECT)
    bare = word > 0 and reading.analysis.phrase_at[word - 1] >= 0
    own = subject is not None and subject.first > word
    return antecedent(reading, head) if bare and own else None


def _befalls(reading: Reading, predicate: Predicate) -> bool:
    """
    Whether a predicate without an object says what became of its subject ("died", مقتل).
    """
    event = reading.tokens.words[predicate.at].get("event")
    return isinstance(event, Event) and event.counts in _BEFALLEN


def _of_noun(marks: TextMarks, predicate: Predicate) -> Phrase | None:
    """
    Return the phrase behind "of" at a verbal noun of killing or wounding ("the killing of 12 men").
    """
    reading, at = marks.reading, predicate.at + 1
    if at + 1 >= len(reading.tokens) or not _befalls(reading, predicate) or not reading.tokens.pack.basics.capitals:
        return None
    if reading.tokens.words[at].form not in clause_words(reading.tokens.pack.lang, "of"):
        return None
    index = reading.analysis.phrase_at[at + 1]
    return reading.analysis.phrases[index] if index >= 0 else None


def _words(marks: TextMarks, phrase: Phrase | None) -> str:
    """
    Return the words of a filler, articles left out; "" for a time, a number or a pronoun alone.
    """
    if phrase is None or _is_time(marks, phrase):
        return ""
    reading = marks.reading
    first, last = extend(marks, phrase)
    while first < last and _is_bare(reading, first):
        first += 1
    if all(reading.analysis.hosts[k] in _EMPTY for k in range(first, last)):
        return ""
    return " ".join(without_joiner(reading, first, last).split())


def without_joiner(reading: Reading, first: int, last: int) -> str:
    """
    Return the text of a range without the "and" that is glued onto its first word.
    """
    text = reading.tokens.text(first, last)
    glued = reading.analysis.tags[first].startswith("C+") and text[:1] in clause_words(
        reading.tokens.pack.lang, "coordinator"
    )
    return text[1:] if glued else text


def _is_bare(reading: Reading, at: int) -> bool:
    """
    Whether a token in front of a noun tells nothing of who it is: an article, a negation, "of the" behind one.
    """
    host = reading.analysis.hosts[at]
    if host == "NEG" or (host == "P" and reading.analysis.hosts[at - 1] == "NEG"):
        return True
    entry = reading.tokens.words[at].get("function")
    return host == "DET" and isinstance(entry, FunctionWord) and entry.role in _ARTICLES


def _is_time(marks: TextMarks, phrase: Phrase) -> bool:
    """
    Whether a phrase is a date.
    """
    return any(d.last > phrase.first for d in marks.dates_in(phrase.first - _DATE, phrase.last))


def extend(marks: TextMarks, phrase: Phrase) -> tuple[int, int]:
    """
    Return a noun phrase with what belongs to it: its "of" phrases, the names behind it, what is joined to it.

    Returns:
        First token and the token behind the last one.

    """
    reading = marks.reading
    end = phrase.last
    while end < len(reading.tokens):
        more = _goes_on(marks, phrase, end)
        if more <= end or more - phrase.first > _LONGEST:
            break
        end = more
    return phrase.first, end


def _goes_on(marks: TextMarks, phrase: Phrase, at: int) -> int:
    """
    Return where a phrase ends that goes on at a token, or the token itself.
    """
    reading = marks.reading
    analysis, words = reading.analysis, reading.tokens.words
    if (
        analysis.sentence_of[at] != analysis.sentence_of[phrase.first]
        or analysis.inside[at] != analysis.inside[phrase.last - 1]
    ):
        return at
    index = analysis.phrase_at[at]
    if index >= 0:
        other = analysis.phrases[index]
        named = analysis.tags[at] == "PN" and other.predicate < 0
        return other.last if named or _is_dative(marks, phrase, at) else at
    if at + 1 >= len(words) or analysis.phrase_at[at + 1] < 0:
        return at
    other = analysis.phrases[analysis.phrase_at[at + 1]]
    if words[at].form in clause_words(reading.tokens.pack.lang, "of"):
        return other.last if reading.tokens.pack.basics.capitals or _is_part_of(marks, phrase, at) else at
    joins = analysis.hosts[at] == "CC" and other.role is phrase.role and other.predicate == phrase.predicate >= 0
    return other.last if joins else at


def _is_dative(marks: TextMarks, phrase: Phrase, at: int) -> bool:
    """
    Whether a noun with ل glued on says whose an indefinite noun is (حاجز للجيش, مستودع للذخيرة).
    """
    reading = marks.reading
    if (
        reading.tokens.pack.basics.capitals
        or phrase.role is Role.OBJECT
        or not reading.analysis.tags[at].startswith("p+")
    ):
        return False
    lang = reading.tokens.pack.lang
    dative = clause_words(lang, "dative")
    glued = any(prefix[:1] in dative for prefix, _ in reading.tokens.words[at].bases if prefix)
    return glued and not reading.tokens.words[at - 1].form.startswith(clause_endings(lang, "article"))


def _is_part_of(marks: TextMarks, phrase: Phrase, at: int) -> bool:
    """
    Whether من behind an indefinite phrase says whom it is a part of, and not where from (جنود من الفرقة الرابعة).
    """
    words = marks.tokens.words
    unit = words[at - 1].get("unit")
    counted = marks.reading.analysis.hosts[phrase.first] == "NUM" or isinstance(unit, Unit)
    somewhere = "place" in words[at + 1].kinds or "site" in words[at + 1].kinds
    article = clause_endings(marks.tokens.pack.lang, "article")
    return counted and not somewhere and not words[at - 1].form.startswith(article)
