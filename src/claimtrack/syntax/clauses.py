"""
Which tokens of a sentence belong to which predicate: its clause, where it begins, and what opens it.

A clause begins at the word that opens it (that, which, and), else at a sign, else at the first of its predicate's
own words: its subject, its auxiliaries and negations. A phrase in front of a relative clause belongs to the
predicate whose argument it is.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import evolve, frozen

from claimtrack.language import Word
from claimtrack.syntax.analysis import Analysis, Phrase, Role

_CARRIERS = frozenset({"AUX", "NEG", "ADV"})
"""Parts of speech that stand in front of a predicate and belong to it."""
_STOPS = frozenset(";؛:")
QUOTES = frozenset('"“”«»')
"""Quotation marks that may stand between a verb and its negation."""


class Link(StrEnum):
    """
    Say how a clause hangs on what stands in front of it.
    """

    MAIN = "main"
    JOINED = "joined"
    COMPLEMENT = "complement"
    RELATIVE = "relative"
    ADVERBIAL = "adverbial"
    PARTICIPLE = "participle"
    NOMINAL = "nominal"


@frozen(eq=False)
class Clause:
    """
    Hold the clause of one predicate.

    Attributes:
        first: Its first token, the word that opens it included, and `last` the token behind its last one.
        core: Its first token behind what opens it.
        link: How it hangs on what stands in front.
        opener: The token of the word that opens it, or -1.

    """

    first: int
    last: int
    core: int
    link: Link
    opener: int


def is_denied(analysis: Analysis, number: int) -> bool:
    """
    Whether a negation stands among the words right in front of a predicate, or opens its subject or object.

    "Has not been found", لم يدخل, "no explosives were found", "neither side has walked away". What a phrase denies of a
    deed of its own it does not deny of the verb above (طلب عدم ذكر اسمه), and لا يزال ("still") denies nothing.
    """
    predicate, hosts = analysis.predicates[number], analysis.hosts
    at = predicate.at - 1
    while at >= 0 and hosts[at] in ("AUX", "ADV") and analysis.sentence_of[at] == analysis.sentence_of[predicate.at]:
        at -= 1
    if at >= 0 and hosts[at] == "NEG" and analysis.sentence_of[at] == analysis.sentence_of[predicate.at]:
        return True
    behind = predicate.at + 1
    while behind < len(hosts) and analysis.tokens.words[behind].shape in QUOTES:
        behind += 1
    if predicate.tag == "V" and behind < len(hosts) and hosts[behind] == "NEG" and analysis.phrase_at[behind] < 0:
        return True  # "is not a hostage"
    phrases = (analysis.phrases[i] for i in predicate.arguments)
    return any(
        hosts[p.first] == "NEG" and not _denies_deed(analysis, p)
        for p in phrases
        if p.role in (Role.SUBJECT, Role.OBJECT)
    )


def _denies_deed(analysis: Analysis, phrase: Phrase) -> bool:
    """
    Whether the negation that opens a phrase denies a deed in it: a verbal noun, or a predicate of its own.
    """
    inner = range(phrase.first + 1, phrase.last)
    return any(analysis.predicate_at[k] >= 0 for k in inner) or "VN" in (analysis.hosts[k] for k in inner[:1])


def goes_on(word: Word) -> bool:
    """
    Whether a word is a verb that says, behind a negation, that something goes on (لا يزال, ما زال: "still").
    """
    return any(getattr(p.entry, "role", "") == "still" and not p.rest for _, p in word.by_kind.get("clause", ()))


def find_clauses(analysis: Analysis) -> tuple[Clause, ...]:
    """
    Return the clause of each predicate, in the order of the predicates.

    Clauses of one sentence follow one another without gaps, but for a clause that goes around another one: its
    front part belongs to it all the same (`find_owners`).
    """
    found: list[Clause] = []
    at = 0
    predicates = analysis.predicates
    while at < len(predicates):
        sentence = analysis.sentence_of[predicates[at].at]
        end = at
        while end < len(predicates) and analysis.sentence_of[predicates[end].at] == sentence:
            end += 1
        found += _clauses_of(analysis, at, end, analysis.sentences[sentence])
        at = end
    return tuple(found)


def find_owners(analysis: Analysis, clauses: tuple[Clause, ...]) -> list[int]:
    """
    Return the index of the predicate that each token belongs to, or -1 where its sentence has none.
    """
    found = [-1] * len(analysis.tokens)
    for number, clause in enumerate(clauses):
        found[clause.first : clause.last] = [number] * (clause.last - clause.first)
    for number in range(len(clauses)):
        # "The man, who was arrested on Monday, confessed": the subject stands in front of another clause.
        for index in analysis.predicates[number].arguments:
            phrase = analysis.phrases[index]
            owner = found[phrase.first]
            if not 0 <= owner < number:
                continue
            if phrase.last < (own := first_own(analysis, owner, clauses[owner].first)):
                # "The convoy, the army said, turned back": the other clause is inserted behind the subject.
                stop = _opener_behind(analysis, phrase.last, evolve(clauses[owner], core=own))
                found[clauses[owner].first : stop] = [number] * (stop - clauses[owner].first)
            elif phrase.first < clauses[owner].core <= analysis.predicates[owner].at:
                start, stop = clauses[owner].first, _opener_behind(analysis, phrase.last, clauses[owner])
                found[start:stop] = [number] * (stop - start)
    return found


def _opener_behind(analysis: Analysis, at: int, clause: Clause) -> int:
    """
    Return where a relative clause begins behind a phrase: at its sign or relative word, else at its predicate's own
    words.
    """
    for k in range(at, clause.core):
        if analysis.hosts[k] in ("REL", "PUNCT", "SC"):
            return k
    return max(at, clause.core)


def _clauses_of(analysis: Analysis, start: int, end: int, sentence: tuple[int, int]) -> list[Clause]:
    """
    Return the clauses of the predicates `start` to `end` of one sentence.
    """
    cuts = [sentence[0]]
    for number in range(start + 1, end):
        cuts.append(_boundary(analysis, number))
    cuts.append(sentence[1])
    return [_clause(analysis, number, cuts[number - start], cuts[number - start + 1]) for number in range(start, end)]


def first_own(analysis: Analysis, number: int, floor: int) -> int:
    """
    Return the first token of a predicate's own words: its subject, or auxiliaries and negations in front of it.
    """
    predicate = analysis.predicates[number]
    at = predicate.at
    inside = analysis.phrase_at[at]
    if inside >= 0:
        at = max(floor, analysis.phrases[inside].first)
        if at > floor and analysis.hosts[at - 1] == "P":
            at -= 1
    while at > floor and analysis.hosts[at - 1] in _CARRIERS:
        at -= 1
    if at > floor and analysis.hosts[at - 1] == "P" and analysis.phrase_at[at - 1] < 0 and predicate.tag in ("V", "Vp"):
        at -= 1  # the infinitive's "to"
    for index in predicate.arguments:
        phrase = analysis.phrases[index]
        if phrase.role in (Role.SUBJECT, Role.OBJECT) and floor <= phrase.first < at:
            at = phrase.first
            break
    while at > floor and analysis.hosts[at - 1] in _CARRIERS:
        at -= 1
    return at


def _boundary(analysis: Analysis, number: int) -> int:
    """
    Return where the clause of a predicate begins, behind the predicate in front of it.
    """
    before = analysis.predicates[number - 1]
    low = before.at + 1
    own = first_own(analysis, number, low)
    floor = low
    for index in before.arguments:
        phrase = analysis.phrases[index]
        if low <= phrase.first and phrase.last <= own:
            floor = max(floor, phrase.last)
    hosts, tags = analysis.hosts, analysis.tags
    if analysis.predicates[number].tag == "PART":
        # "Said that the bridge is shut, adding that" (إن الجسر مغلق، مضيفا أن): a clause without a verb goes before.
        for k in range(own - 1, floor, -1):
            if hosts[k] == "PUNCT" and _cuts(analysis, k):
                return k
    for k in range(floor, min(own + 1, analysis.predicates[number].at)):
        if hosts[k] in ("SC", "REL"):
            return _with_sign(analysis, k, floor)
    for k in range(own, floor - 1, -1):
        if hosts[k] == "CC" and k < own:
            return _with_sign(analysis, k, floor)
        if (tags[k].startswith("C+") and k <= own) or (hosts[k] == "PUNCT" and k < own and _cuts(analysis, k)):
            return k
    return own


def _cuts(analysis: Analysis, at: int) -> bool:
    """
    Whether a sign can end a clause: not one inside a number or a compound.
    """
    tokens = analysis.tokens
    glued = (
        at + 1 < len(tokens)
        and tokens.starts[at + 1] == tokens.ends[at]
        and at
        and tokens.ends[at - 1] == tokens.starts[at]
    )
    return not glued or tokens.words[at].shape in _STOPS


def _with_sign(analysis: Analysis, at: int, floor: int) -> int:
    """
    Return where an opener begins, the comma or coordinator in front of it included.
    """
    while at > floor and (
        analysis.hosts[at - 1] in ("PUNCT", "CC")
        or (analysis.hosts[at - 1] == "P" and analysis.hosts[at] in ("REL", "SC"))
    ):
        at -= 1
    return at


def _clause(analysis: Analysis, number: int, first: int, last: int) -> Clause:
    """
    Return one clause with how it hangs on what stands in front.
    """
    predicate, hosts, tags = analysis.predicates[number], analysis.hosts, analysis.tags
    core, opener, link = first, -1, Link.MAIN
    limit = predicate.at
    while core < limit and (hosts[core] in ("PUNCT", "CC", "SC", "REL") or tags[core] in ("C+SC", "p+SC")):
        if hosts[core] == "SC":
            opener, link = core, Link.COMPLEMENT
        elif hosts[core] == "REL":
            opener, link = core, Link.RELATIVE
        elif hosts[core] == "CC" and link is Link.MAIN:
            opener, link = core, Link.JOINED
        core += 1
    behind = next((k for k in range(limit - 1, core, -1) if hosts[k] == "REL"), -1)
    if link is Link.MAIN and behind > core and predicate.tag in ("V", "Vp"):
        opener, link = behind, Link.RELATIVE  # "an official who asked": the noun stands in front of its clause
    if link is Link.MAIN and core <= limit and tags[core].startswith("C+"):
        opener, link = core, Link.JOINED
    if link is Link.MAIN or link is Link.JOINED:
        if predicate.tag == "PART":
            link = Link.PARTICIPLE
        elif predicate.tag not in ("V", "Vp", "P"):
            link = Link.NOMINAL
    return Clause(first, last, core, link, opener)
