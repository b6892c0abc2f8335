"""
Trim a quote to the claim alone: no comma, "that", "and" or lone quotation mark at its ends.
"""

from __future__ import annotations

from claimtrack.claims.clauses import clause_words, joining_words
from claimtrack.language import Tokens

COMMAS = frozenset(",،;؛:()[]")
DASHES = frozenset("-–—")
QUOTES = frozenset("\"“”„«»‹›‘’'")
_ENDS = COMMAS | DASHES | frozenset(".!?؟…")


def trim(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """
    Leave out what is no part of a proposition at its ends.

    Returns:
        First token, and the token behind the last one; equal where nothing remains.

    """
    words, lang = tokens.words, tokens.pack.lang
    strip, joining = clause_words(lang, "strip"), joining_words(lang)
    while first < last and (words[first].form in strip or words[first].shape in COMMAS):
        first += 1
    while last > first and (words[last - 1].shape in _ENDS or words[last - 1].form in joining):
        last -= 1
    if first < last and sum(words[k].shape in QUOTES for k in range(first, last)) % 2:
        # A lone mark at an end belongs to a quotation that is cut in two.
        if words[first].shape in QUOTES:
            first += 1
        elif words[last - 1].shape in QUOTES:
            last -= 1
    while last > first and words[last - 1].shape in _ENDS:
        last -= 1
    return first, last
