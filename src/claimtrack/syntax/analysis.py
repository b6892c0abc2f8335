"""
The frozen result: phrases with their roles, predicates with kind, polarity and what they are said under.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from claimtrack.language import Tokens
from claimtrack.syntax.quotations import Quotation


class Kind(StrEnum):
    """
    Say what a predicate does: reports speech, states a fact, or something that is no fact (yet).
    """

    SAY = "say"
    FACT = "fact"
    FORECAST = "forecast"
    DEMAND = "demand"
    VOW = "vow"
    QUESTION = "question"
    CONDITION = "cond"
    OPINION = "opinion"


class Role(StrEnum):
    """
    Say how a base noun phrase stands in its clause.
    """

    SUBJECT = "S"
    OBJECT = "O"
    DOER = "A"
    OBLIQUE = "P"
    OTHER = "X"


@frozen(eq=False)
class Phrase:
    """
    Hold a base noun phrase.

    Attributes:
        first: Its first token, and `last` the token behind it.
        role: Its role, with `predicate` the index of the predicate it is an argument of, or -1.

    """

    first: int
    last: int
    role: Role
    predicate: int = -1


@frozen(eq=False)
class Predicate:
    """
    Hold a predicate: a verb, a verbal noun, a participle, or a word that cites.

    Attributes:
        at: Its token.
        kind: What it does.
        negated: Whether it is denied in its own clause.
        tag: Its part of speech without clitics (`V`, `Vp`, `VN`, `PART`, `P`, …).
        governor: Index of the verb of saying it is said under, or -1: the text's own voice.
        arguments: Indices of its phrases, in order.
        margin: By how much it is taken for a verb of saying rather than anything else; a sum of weights.

    """

    at: int
    kind: Kind
    negated: bool
    tag: str
    governor: int
    arguments: tuple[int, ...]
    margin: int = 0


@frozen(eq=False)
class Analysis:
    """
    Hold the analysis of one text, made once; every room above reads it.

    Attributes:
        tokens: The tokens that all numbers count.
        sentences: First token of each sentence and the token behind its last one, in order.
        tags: Part of speech of each token, clitics in front and behind marked (`C+p+N+O`); "" outside of sentences.
        hosts: The same without clitics.
        phrases: Base noun phrases in order, without overlap; `phrase_at` the index of the phrase of each token, or -1.
        predicates: Predicates in order; `predicate_at` the index of the predicate at each token, or -1.
        sentence_of: Index of the sentence of each token, or -1.
        quotations: Quotations in order, outermost only; `inside` the index of the one that covers each token, marks
            included, or -1.

    """

    tokens: Tokens
    sentences: tuple[tuple[int, int], ...]
    tags: tuple[str, ...]
    hosts: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    phrase_at: Sequence[int]
    predicates: tuple[Predicate, ...]
    predicate_at: Sequence[int]
    sentence_of: Sequence[int]
    quotations: tuple[Quotation, ...]
    inside: Sequence[int]
