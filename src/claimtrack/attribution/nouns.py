"""
What the nouns of a mention tell of where it ends: articles, titles, outlets, and who is somebody's.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import define

from claimtrack.attribution.frames import Reading
from claimtrack.attribution.grammar import ARTICLES, Part
from claimtrack.language import FunctionWord, Pack, SourceEntry, fold
from claimtrack.model import SourceKind
from claimtrack.syntax import Phrase

MEDIA = frozenset({SourceKind.AGENCY, SourceKind.MEDIA_OUTLET})
"""Kinds of sources that pass on what they are told."""
_HOLDERS = frozenset({"person", "spokesperson"})
"""Finer kinds of words for somebody who holds an office."""


@define(eq=False)
class Nouns:
    """
    Tell what the nouns of one text say of the mentions they stand in.
    """

    reading: Reading
    recipients: tuple[str, ...]

    @classmethod
    def of(cls, reading: Reading) -> Nouns:
        """
        Set up for one text, with the words for "to" that its pack lists.
        """
        return cls(reading, _recipients(reading.tokens.pack))

    def end_of(self, phrase: Phrase) -> int:
        """
        Return the end of a phrase, in front of a verbal noun that was read into it (المصادر | قيام الوفد).

        A noun with the article has its case to itself: no other noun can stand in the genitive behind it.
        """
        hosts, parts = self.reading.analysis.hosts, self.reading.parts
        for k in range(phrase.first + 1, phrase.last):
            deed = parts[k] & Part.VERBAL_NOUN if self.has_article(k) else hosts[k] == "VN"
            if deed and self.has_article(k - 1):
                return k
        return phrase.last

    def modifies(self, at: int, last: int) -> bool:
        """
        Whether a participle and a preposition behind it say more of the noun in front (المعيّن من, التابعة ل).
        """
        analysis = self.reading.analysis
        if last - at != 1 or last >= len(analysis.hosts) or not self.reading.parts[at] & Part.NEAR:
            return False
        definite = self.has_article(at) and analysis.phrase_at[at] >= 0
        return definite and (analysis.hosts[last] == "P" or analysis.tags[last].startswith("p+"))

    def has_article(self, at: int) -> bool:
        """
        Whether the article is written onto a word.
        """
        return any(p.endswith(ARTICLES) for p, _ in self.reading.tokens.words[at].bases if p)

    def is_holder(self, first: int, last: int) -> bool:
        """
        Whether a phrase begins with a word for an office that one person holds (المتحدث, الناطق).
        """
        found = next(iter(self.reading.tokens.find("source", first, last)), None)
        return found is not None and found[0] == first and getattr(found[2], "subkind", "") in _HOLDERS

    def is_audience(self, at: int) -> bool:
        """
        Whether a word names people of many to whom something is said (أبلغ المحافظ الأهالي).
        """
        entry = self.reading.tokens.words[at].get("source")
        resident = isinstance(entry, SourceEntry) and entry.kind is SourceKind.RESIDENT
        return bool(self.reading.parts[at] & Part.AUDIENCE) or (resident and self.has_article(at))

    def is_told(self, at: int, start: int, end: int) -> bool:
        """
        Whether a prepositional phrase names a news outlet that was told, and not whose office it is.
        """
        tokens = self.reading.tokens
        led = (
            tokens.words[at].form in self.recipients
            if start > at
            else any(p.endswith(self.recipients) for p, _ in tokens.words[at].bases if p)
        )
        return led and self.has_medium(start, end)

    def tells_only(self, first: int, at: int) -> bool:
        """
        Whether a phrase behind "to" is whom somebody told, and not whose office it is.

        Offices are "of" somebody (ل), sources are not; and nobody holds the office of his own counterpart (لنظيره).
        """
        if not any(p.endswith(self.recipients) for p, _ in self.reading.tokens.words[at].bases if p):
            return False
        if self.reading.analysis.tags[at].endswith("+O"):
            return True
        entry = self.reading.tokens.words[first].get("source")
        if not isinstance(entry, SourceEntry) or entry.kind is not SourceKind.UNNAMED_SOURCES:
            return False
        return entry.generic and entry.anaphoric

    def has_employer(self, first: int, last: int) -> bool:
        """
        Whether a mention is of somebody whose outlet stands behind: a reporter, or a source of the outlet's own.
        """
        return any(
            self.reading.parts[k] & Part.OWN_SOURCE
            or getattr(self.reading.tokens.words[k].get("source"), "subkind", "") == "reporter"
            for k in range(first, last)
        )

    def has_medium(self, first: int, last: int) -> bool:
        """
        Whether a word for a news outlet stands in a range.
        """
        found = (e for _, _, e, _ in self.reading.tokens.find("source", first, last))
        return any(isinstance(e, SourceEntry) and e.kind in MEDIA for e in found)


@lru_cache(maxsize=16)
def _recipients(pack: Pack) -> tuple[str, ...]:
    """
    Return the words for "to", also those written onto the next word, as the pack lists them.
    """
    return tuple(
        fold(form)
        for entry in pack.entries.get("function", ())
        if isinstance(entry, FunctionWord) and entry.role == "recipient"
        for form in entry.forms
    ) or ("\0",)
