"""
Give relative pronouns the noun they stand for: "Mr Aziz, who said" names Mr Aziz.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimtrack.attribution.anaphora import Backlinks
from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Clauses
from claimtrack.attribution.sources import Mention, describe_source
from claimtrack.model import Antecedent


def resolve_relatives(reading: Reading, mentions: Mapping[Range, Mention], links: Backlinks) -> None:
    """
    Put the antecedent of every relative pronoun among the links.
    """
    clauses = Clauses(reading, reading.parts)
    tokens = reading.tokens
    for span, mention in mentions.items():
        if not mention.relative:
            continue
        links.antecedents.pop(span[0], None)
        end = span[0]
        floor = reading.sentences[reading.sentence_of[end]][0]
        while end > floor and reading.parts[end - 1] & Part.COMMA:
            end -= 1
        head = clauses.before(end, floor)
        if head is None:
            continue
        start = tokens.starts[head[0]]
        links.antecedents[span[0]] = Antecedent(tokens.text(*head), start)
        links.origins.setdefault(start, describe_source(reading, head))
