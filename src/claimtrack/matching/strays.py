"""
Words that may be left over where one text puts another in other words, and what is left of a word without its endings.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from claimtrack.claims.marks import Mark

_FAINT = frozenset({"by", "from", "to", "inside", "they", "light"})
"""Concepts of words that go with the verb they stand by (leave, withdraw from) or add nothing (the town of)."""
BEFORE_NUMBERS = frozenset({"=some", "=by", "=inside"})
"""Keys of words that add nothing in front of a number ("rose by 30", "within 2 months")."""
_IN_SOME_PLACES = BEFORE_NUMBERS | {"=above", "=more_than"}
"""Keys of words that may be another word, or none, where they stand in front of a number."""
_WRITTEN_ON = re.compile(r"(?:[وف]?(?:ال|لل|[بلك])?|[وف])(\w{3,}?)(?:ها|هم|هن|ه|ت|وا)?")
"""A word of Arabic with "and", the article or a preposition in front, and a pronoun or the ending of a verb behind."""
_LATIN_ENDING = re.compile(r"(\w{4,}?)(?:ations?|ions?|ments?|ures?|ing|ed|es|s|e)")
"""A word of English with an ending that inflects it or makes a noun of a verb."""


def is_faint(mark: Mark) -> bool:
    """
    Say whether a word may be left over on one side.
    """
    return mark.form == "'s" or not _FAINT.isdisjoint(mark.concepts)


def bare(mark: Mark) -> str:
    """
    Return what is left of a word without what languages add to a root to make a noun of a verb, or to inflect it.

    Arabic: what is written on (بمصنع, مصنعها), the endings of verbs, and the long vowel of a verbal noun (إغلاق,
    تسجيل). English: "evacuation", "evacuated". It goes by the key, which all inflections share, and only words that
    stand alone against each other are compared by it.
    """
    word = mark.key
    if word.isascii():
        found = _LATIN_ENDING.fullmatch(word)
        return found[1] if found else word
    found = _WRITTEN_ON.fullmatch(word)
    word = found[1] if found else word
    word = re.sub("^ت(..)ي(.)$", r"\1\2", word)
    return re.sub("^(ا.{2,4})ا(.)$", r"\1\2", word)


def stray_hash(mark: Mark) -> int:
    """
    Return 32 bits that are equal for words of one bare form, and 0 for those that may be left over.

    Where the words left over on two sides have the same sum, one text may put the other in other words.
    """
    if is_faint(mark) or mark.key in _IN_SOME_PLACES or not {"day", "undergo"}.isdisjoint(mark.concepts):
        return 0
    word = "=dead" if not {"same:die", "same:kill"}.isdisjoint(mark.concepts) else bare(mark)
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")
