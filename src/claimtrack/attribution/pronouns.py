"""
Give pronouns the noun they stand for where no report named it.

"Mr Aziz, who said" names Mr Aziz; in "the army put out a statement in which it denied" the army denies.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimtrack.attribution.anaphora import Backlinks
from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.attribution.sources import Mention, can_stand_for, describe_source
from claimtrack.model import Antecedent
from claimtrack.syntax import Role

_WINDOW = 80
"""Tokens in front of a pronoun that are looked at: two sentences of average length."""


def resolve_pronouns(reading: Reading, mentions: Mapping[Range, Mention], links: Backlinks) -> None:
    """
    Put the antecedents of relative pronouns, and of pronouns that nothing else explains, among the links.
    """
    tokens = reading.tokens
    for span, mention in mentions.items():
        if mention.relative:
            links.antecedents.pop(span[0], None)
            head = _noun_before(reading, span[0])
            head = head if head is None or _can_say(reading, head) else _sayer(reading, head[0]) or head
        elif mention.pronoun and not reading.parts[span[0]] & Part.FIRST_PERSON:
            head = _nearer_subject(reading, span[0], mention, links.antecedents.get(span[0]))
        else:
            continue
        if head is None:
            continue
        start = tokens.starts[head[0]]
        links.antecedents[span[0]] = Antecedent(tokens.text(*head), start)
        links.origins.setdefault(start, describe_source(reading, head))


def _noun_before(reading: Reading, at: int) -> Range | None:
    """
    Return the mention that a relative pronoun follows.
    """
    analysis = reading.analysis
    floor = reading.sentences[reading.sentence_of[at]][0]
    end = at
    while end > floor and (analysis.hosts[end - 1] in ("PUNCT", "P")):
        end -= 1
    return Mentions.of(reading).ending_at(end, floor)


def _can_say(reading: Reading, head: Range) -> bool:
    """
    Whether a noun can be who says something: a word for a source, or a name.
    """
    described = describe_source(reading, head)
    return described.entry is not None or any(reading.analysis.hosts[k] == "PN" for k in range(*head))


def _sayer(reading: Reading, at: int) -> Range | None:
    """
    Return the subject of the verb in front, of what is said in a clause about its object (الجريمة التي قالت إن).

    Arabic leaves the subject of the relative clause out there; it is that of the main clause.
    """
    analysis = reading.analysis
    floor = reading.sentences[reading.sentence_of[at]][0]
    for number in range(len(analysis.predicates) - 1, -1, -1):
        predicate = analysis.predicates[number]
        if predicate.at >= at:
            continue
        if predicate.at < floor:
            return None
        subjects = [analysis.phrases[i] for i in predicate.arguments if analysis.phrases[i].role is Role.SUBJECT]
        if predicate.tag == "V" and subjects:
            found = Mentions.of(reading).whole(subjects[:1], subjects[0].first, at)
            return found if _can_say(reading, found) else None
    return None


def _nearer_subject(reading: Reading, at: int, mention: Mention, known: Antecedent | None) -> Range | None:
    """
    Return the subject of a clause in front of a pronoun, where it stands nearer than what was found already.

    Only a mention that is a name or whose head is a word for sources counts, in the pronoun's sentence or the one
    before.
    """
    analysis, tokens = reading.analysis, reading.tokens
    floor = max(reading.sentences[max(0, reading.sentence_of[at] - 1)][0], at - _WINDOW)
    index = next((analysis.phrase_at[k] for k in range(at - 1, floor - 1, -1) if analysis.phrase_at[k] >= 0), -1)
    named: Range | None = None
    while index >= 0 and analysis.phrases[index].first >= floor:
        phrase = analysis.phrases[index]
        index -= 1
        if known is not None and tokens.starts[phrase.first] <= known.start:
            return None
        if phrase.role is not Role.SUBJECT:
            # "A change of tune from Leontiev. He now says": a name in any place, where no subject will do.
            other = describe_source(reading, (phrase.first, phrase.last))
            if named is None and known is None and other.entry is None and other.named:
                named = (phrase.first, phrase.last) if can_stand_for(reading, mention, other) else None
            continue
        found = Mentions.of(reading).whole([phrase], phrase.first, at)
        other = describe_source(reading, found)
        if not other.pronoun and (other.entry is not None or other.named) and can_stand_for(reading, mention, other):
            return found
    return named
