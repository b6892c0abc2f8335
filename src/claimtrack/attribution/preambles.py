"""
What stands between a report and what is said: who was told, when, and by what means.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.citations import citation_at
from claimtrack.attribution.frames import Voice
from claimtrack.attribution.grammar import AUXILIARIES, Part
from claimtrack.attribution.groups import Group
from claimtrack.attribution.mentions_old import Clauses
from claimtrack.language import SourceEntry
from claimtrack.model import Relation, SourceKind

NAME_IN_QUOTES = 8
"""Tokens up to which a quotation may be a name (a programme, a book) and no speech."""
_MEDIA = frozenset({SourceKind.AGENCY, SourceKind.MEDIA_OUTLET})


@define(eq=False)
class Preamble:
    """
    Step over what stands in front of a content; `start` is the token behind the report.

    Attributes:
        via: Who was told, where that is a news outlet, which then passes it on.

    """

    clauses: Clauses
    group: Group
    start: int
    via: tuple[Voice, ...] = ()

    def skip(self, end: int) -> int:
        """
        Give the token at which the content can begin.
        """
        return self.skip_adverbials(self._skip_hearer(self.start, end), end)

    def _skip_hearer(self, at: int, end: int) -> int:
        """
        Step over whom it was said to; a news outlet that was told passes it on.
        """
        parts = self.clauses.parts
        if not self.group.entry.addressee or at != self.group.last or at >= end:
            return at
        if parts[at] & Part.OBJECT_PRONOUN:
            return at + 1
        if parts[at] & (Part.PRONOUN | Part.COMPLEMENT):
            return at
        return self._hearer(at, end)

    def _hearer(self, at: int, end: int) -> int:
        """
        Give the token behind those who are told; a news outlet among them passes on what it was told.
        """
        clauses = self.clauses
        quotation = clauses.reading.quote_at.get(at)
        if quotation is not None and quotation.last - quotation.first <= NAME_IN_QUOTES:
            return quotation.last if self._note_outlet(at, quotation.last) else at
        if self._outlet_end(at, end) > at:
            last = self._outlet_end(at, end)
            self._note_outlet(at, last)
            return last
        hearer = clauses.after(at, end)
        return hearer[1] if hearer is not None else at

    def _outlet_end(self, at: int, end: int) -> int:
        """
        Give the token behind the name of a news outlet that starts at a token, with its apposition, or the token.
        """
        parts, tokens = self.clauses.parts, self.clauses.reading.tokens
        first = at + 1 if at + 1 < end and parts[at] & Part.DETERMINER else at
        last = at
        hit = tokens.match(first, "source") if parts[first] & Part.SOURCE or tokens.words[first].phrases else None
        while hit is not None and hit[1] <= end and isinstance(hit[0], SourceEntry) and hit[0].kind in _MEDIA:
            last = hit[1]
            hit = tokens.match(last, "source") if last < end else None
        if last > at and last + 1 < end and parts[last] & Part.COMMA and parts[last + 1] & Part.DETERMINER:
            mention = self.clauses.after(last + 1, end)
            if mention is not None and mention[1] < end and self._closes(mention[1]):
                return mention[1]
        return last

    def _closes(self, at: int) -> bool:
        """
        Say whether a comma, a complementiser or a quotation stands at a token.
        """
        bits = self.clauses.parts[at]
        return bool(bits & (Part.COMMA | Part.COMPLEMENT | Part.COLON)) or at in self.clauses.reading.quote_at

    def _note_outlet(self, first: int, last: int) -> bool:
        """
        Note a news outlet that was told, and say whether there is one.
        """
        entries = (e for _, _, e, _ in self.clauses.reading.tokens.find("source", first, last))
        if not any(isinstance(e, SourceEntry) and e.kind in _MEDIA and e.named for e in entries):
            return False
        entry = self.group.entry
        self.via = (Voice(source=(first, last), cue=None, entry=entry, relation=Relation.RELAYS),)
        return True

    def skip_adverbials(self, at: int, end: int) -> int:
        """
        Step over when and by what means it was said, up to what opens the content.
        """
        parts, quotes = self.clauses.parts, self.clauses.reading.quote_at
        while at < end:
            bits = parts[at]
            if bits & (Part.COMPLEMENT | Part.COLON) or at in quotes:
                return at
            if bits & Part.COMMA and at + 1 < end:
                cited = citation_at(self.clauses, at + 1, end)
                if cited is not None:
                    at = cited[2][1]
                    continue
                if parts[at + 1] & Part.COMPLEMENT or at + 1 in quotes:
                    return at + 1
                further = self._adverbial(at + 1, end)
                if further == at + 1 or further >= end or not self._opens_behind(further):
                    return at
                at = further
                continue
            further = self._adverbial(at, end)
            if further == at:
                return at
            at = further
        return at

    def _opens_behind(self, at: int) -> bool:
        """
        Say whether what is said opens at a token, with or without a comma in front.
        """
        parts, quotes = self.clauses.parts, self.clauses.reading.quote_at
        if parts[at] & Part.COMMA:
            at += 1
        return at < len(parts) and (bool(parts[at] & Part.COMPLEMENT) or at in quotes)

    def _adverbial(self, at: int, end: int) -> int:
        """
        Give the token behind an adverbial of time or means that starts at a token, or the token itself.
        """
        parts = self.clauses.parts
        bits = parts[at]
        if bits & Part.TIME or (bits & Part.ADVERB and not bits & (Part.NEGATION | Part.DETERMINER | Part.PREPOSITION)):
            return at + 1
        if bits & Part.INFINITIVE and self.group.entry.speech and at + 1 < end:
            last = self._outlet_end(at + 1, end)
            if last > at + 1 and self._note_outlet(at + 1, last):
                return last
        if not bits & Part.PREPOSITION or (bits & Part.INFINITIVE and not self._hears(at + 1, end)):
            return at
        timed = self._timed(at, end)
        return timed if timed is not None else self._placed(at, end)

    def _timed(self, at: int, end: int) -> int | None:
        """
        Give the token behind a phrase of time, means or audience; `at` where it is none; None where it may be a place.
        """
        parts = self.clauses.parts
        step = at + 1
        while step < min(end, at + 7):
            here = parts[step]
            if here & (Part.TIME | Part.CHANNEL | Part.AUDIENCE):
                step += 1
                while step < end and parts[step] & (Part.TIME | Part.NUMBER | Part.CHANNEL):
                    step += 1
                return step
            if (
                here & (AUXILIARIES | Part.PRONOUN | Part.COMPLEMENT | Part.COMMA | Part.CUE)
                and not here & Part.GENITIVE
            ):
                return at
            step += 1
        return None

    def _placed(self, at: int, end: int) -> int:
        """
        Give the token behind a phrase of place ("said in Geneva that"), which is one only where something marks it.
        """
        parts = self.clauses.parts
        place = self.clauses.after(at + 1, end)
        if place is None:
            return at
        if place[1] < end and self._opens_behind(place[1]):
            return place[1]
        named = parts[at + 1] & Part.CAPITAL and not any(parts[k] & Part.NUMBER for k in range(*place))
        return place[1] if named and (place[1] >= end or parts[place[1]] & Part.COMMA) else at

    def _hears(self, at: int, end: int) -> bool:
        """
        Say whether those who hear stand at a token, with or without an article.
        """
        parts = self.clauses.parts
        if at < end and parts[at] & (Part.DETERMINER | Part.POSSESSIVE):
            at += 1
        return at < end and bool(parts[at] & Part.AUDIENCE)
