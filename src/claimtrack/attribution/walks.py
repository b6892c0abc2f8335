"""
What can be told of single tokens of a clause: what can stand in a noun phrase, what is glued, what names.
"""

from __future__ import annotations

from attrs import define, field

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import AUXILIARIES, Part

NAME_IN_QUOTES = 8
"""Tokens of a name in quotation marks (a programme, a book), marks included; longer ones are speech."""

HEADLESS = Part.PRONOUN | Part.RELATIVE
_CLOSED = (
    Part.PRONOUN
    | Part.SUBORDINATOR
    | Part.COMPLEMENT
    | Part.RELATIVE
    | Part.ADVERB
    | Part.BE
    | Part.AUXILIARY
    | Part.MODAL
    | Part.COMMA
    | Part.COLON
    | Part.SEMICOLON
    | Part.OPENING
    | Part.CLOSING
    | Part.OBJECT_PRONOUN
)
"""Parts that end a plain noun phrase."""

OPENS = Part.DETERMINER | Part.POSSESSIVE


@define(eq=False)
class Walk:
    """
    Look at the tokens of one reading; `parts` are the bits of every token.
    """

    reading: Reading
    parts: list[int]
    _cases: dict[int, bool] = field(factory=dict)

    def is_title_case(self, at: int) -> bool:
        """
        Say whether most words of a token's sentence are written with a capital, as in headlines.
        """
        number = self.reading.sentence_of[at]
        known = self._cases.get(number)
        if known is None:
            first, last = self.reading.sentences[number]
            words = [bits for bits in self.parts[first:last] if bits & Part.WORD]
            capitals = sum(1 for bits in words if bits & Part.CAPITAL)
            known = self._cases[number] = capitals * 10 >= len(words) * 6
        return known

    def is_plural(self, source: Range) -> bool:
        """
        Say whether a mention takes the plain form of a verb: a plural pronoun, a plural ending, two joined.
        """
        first, last = source
        if last - first == 1 and self.parts[first] & (Part.PRONOUN | Part.RELATIVE):
            return bool(self.parts[first] & (Part.PLURAL_PRONOUN | Part.RELATIVE))
        return any(self.parts[at] & (Part.PLURAL | Part.COORDINATOR) for at in range(first, last))

    def is_nominal(self, at: int) -> bool:
        """
        Say whether a token can be the noun, name or adjective of a mention.
        """
        bits = self.parts[at]
        if bits & Part.NUMBER:
            return True
        if not bits & Part.WORD:
            return False
        if bits & Part.CAPITAL and bits & OPENS and self.has(at + 1, len(self.parts), Part.STOP) and self.glued(at + 1):
            # The initial of a name that looks like an article ("Jock A. Finlayson").
            return True
        if bits & Part.CAPITAL and not bits & (HEADLESS | OPENS | Part.PREPOSITION | AUXILIARIES | Part.COORDINATOR):
            return not bits & (Part.SUBORDINATOR | Part.COMPLEMENT | Part.ADVERB)
        return not bits & (_CLOSED | OPENS | Part.PREPOSITION | Part.COORDINATOR | Part.VERB | Part.CONTRAST)

    def glued(self, at: int) -> bool:
        """
        Say whether a sign stands inside a word-like whole (a hyphen, an ampersand, the point of an abbreviation).
        """
        tokens = self.reading.tokens
        bits = self.parts[at]
        if at == 0 or at + 1 >= len(tokens) or tokens.starts[at] != tokens.ends[at - 1]:
            return False
        if bits & Part.STOP:
            return self.reading.sentence_of[at + 1] == self.reading.sentence_of[at]
        return tokens.starts[at + 1] == tokens.ends[at] and not bits & (Part.COMMA | Part.COLON | Part.SEMICOLON)

    def name_in_quotes(self, end: int) -> int | None:
        """
        Give the first token of a short quotation that ends in front of a token, or None.
        """
        number = self.reading.inside[end - 1]
        if number < 0 or self.reading.quotations[number].last != end:
            return None
        first = self.reading.quotations[number].first
        return first if end - first <= NAME_IN_QUOTES else None

    def has(self, at: int, limit: int, part: int) -> bool:
        """
        Say whether a token in front of `limit` has a part.
        """
        return at < limit and bool(self.parts[at] & part)
