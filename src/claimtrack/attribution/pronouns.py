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
from claimtrack.attribution.sources import Mention, describe_source
from claimtrack.model import Antecedent, SourceKind
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
    index = analysis.phrase_at[end - 1] if end > floor else -1
    if index < 0:
        return None
    # The noun that heads a chain of prepositional phrases and appositions is the one that speaks.
    while index > 0:
        before = analysis.phrases[index - 1]
        if before.first < floor or Mentions.of(reading).whole([before], floor, at)[1] < analysis.phrases[index].last:
            break
        index -= 1
    phrase = analysis.phrases[index]
    return phrase.first, end


def _nearer_subject(reading: Reading, at: int, mention: Mention, known: Antecedent | None) -> Range | None:
    """
    Return the subject of a clause in front of a pronoun, where it stands nearer than what was found already.

    Only a mention that is a name or whose head is a word for sources counts, in the pronoun's sentence or the one
    before.
    """
    analysis, tokens = reading.analysis, reading.tokens
    floor = max(reading.sentences[max(0, reading.sentence_of[at] - 1)][0], at - _WINDOW)
    index = next((analysis.phrase_at[k] for k in range(at - 1, floor - 1, -1) if analysis.phrase_at[k] >= 0), -1)
    while index >= 0 and analysis.phrases[index].first >= floor:
        phrase = analysis.phrases[index]
        index -= 1
        if known is not None and tokens.starts[phrase.first] <= known.start:
            return None
        if phrase.role is not Role.SUBJECT:
            continue
        found = Mentions.of(reading).whole([phrase], phrase.first, at)
        other = describe_source(reading, found)
        if (other.entry is not None or other.named) and _agrees(mention, other):
            return found
    return None


_PERSONS = frozenset(SourceKind) - {
    SourceKind.DOCUMENT,
    SourceKind.MEDIA_OUTLET,
    SourceKind.AGENCY,
    SourceKind.SOCIAL_MEDIA,
}
"""Kinds that "he" and "she" can stand for."""


def _agrees(mention: Mention, other: Mention) -> bool:
    """
    Whether a pronoun can stand for a mention: number, and a person or a thing.
    """
    if mention.plural or mention.entry is None:
        return other.plural
    person = mention.entry.subkind == "person"
    body = other.entry.named if other.entry is not None else other.named
    if person:
        return not other.plural and other.kind in _PERSONS and (other.entry is None or not body)
    return (not other.plural or other.named) and body
