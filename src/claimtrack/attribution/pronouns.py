"""
Give pronouns the noun they stand for where no report named it.

"Mr Aziz, who said" names Mr Aziz; in "the army put out a statement in which it denied" the army denies.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimtrack.attribution.anaphora import Backlinks
from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Clauses
from claimtrack.attribution.sources import Mention, describe_source
from claimtrack.model import Antecedent, SourceKind

_WINDOW = 80
"""Tokens in front of a pronoun that are looked at: two sentences of average length."""


def resolve_pronouns(reading: Reading, mentions: Mapping[Range, Mention], links: Backlinks) -> None:
    """
    Put the antecedents of relative pronouns, and of pronouns that nothing else explains, among the links.
    """
    clauses = Clauses(reading, reading.parts)
    tokens = reading.tokens
    for span, mention in mentions.items():
        if mention.relative:
            links.antecedents.pop(span[0], None)
            head = _noun_before(clauses, span[0])
        elif mention.pronoun and not reading.parts[span[0]] & Part.FIRST_PERSON:
            head = _nearer_subject(clauses, span[0], mention, links.antecedents.get(span[0]))
        else:
            continue
        if head is None:
            continue
        start = tokens.starts[head[0]]
        links.antecedents[span[0]] = Antecedent(tokens.text(*head), start)
        links.origins.setdefault(start, describe_source(reading, head))


def _noun_before(clauses: Clauses, at: int) -> Range | None:
    """
    Give the mention that a relative pronoun follows.
    """
    reading, end = clauses.reading, at
    floor = reading.sentences[reading.sentence_of[at]][0]
    while end > floor and reading.parts[end - 1] & Part.COMMA:
        end -= 1
    return clauses.before(end, floor)


def _nearer_subject(clauses: Clauses, at: int, mention: Mention, known: Antecedent | None) -> Range | None:
    """
    Give the subject of a clause in front of a pronoun, where it stands nearer than what was found already.

    Only a mention whose head is a word for sources counts, in the pronoun's sentence or the one before.
    """
    reading = clauses.reading
    tokens, sentence = reading.tokens, reading.sentence_of[at]
    floor = reading.sentences[max(0, sentence - 1)][0]
    for step in range(at - 1, max(floor, at - _WINDOW) - 1, -1):
        if known is not None and tokens.starts[step] <= known.start:
            return None
        hit = tokens.match(step, "source") if tokens.words[step].phrases else None
        if hit is None or hit[1] > at:
            continue
        found = clauses.before(hit[1], reading.sentences[reading.sentence_of[step]][0])
        if found is None or not _opens_clause(clauses, found[0]):
            continue
        other = describe_source(reading, found)
        if other.entry is not None and _agrees(mention, other):
            return found
    return None


def _opens_clause(clauses: Clauses, at: int) -> bool:
    """
    Say whether a mention is the first of its clause: nothing, a sign or an opener of clauses stands in front of it.
    """
    reading = clauses.reading
    if at == 0 or reading.sentence_of[at] != reading.sentence_of[at - 1]:
        return True
    before = clauses.parts[at - 1]
    return not before & Part.WORD or bool(before & (Part.ADVERB | Part.SUBORDINATOR | Part.CONTRAST | Part.COMPLEMENT))


_PERSONS = frozenset(SourceKind) - {
    SourceKind.DOCUMENT,
    SourceKind.MEDIA_OUTLET,
    SourceKind.AGENCY,
    SourceKind.SOCIAL_MEDIA,
}
"""Kinds that "he" and "she" can stand for."""


def _agrees(mention: Mention, other: Mention) -> bool:
    """
    Say whether a pronoun can stand for a mention: number, and a person or a thing.
    """
    if mention.plural or mention.entry is None:
        return other.plural
    person = mention.entry.subkind == "person"
    body = other.entry is not None and other.entry.named
    if person:
        return not other.plural and not body and other.kind in _PERSONS
    return not other.plural and body
