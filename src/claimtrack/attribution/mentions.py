"""
Where the mention of a source begins and ends: its noun phrases, what hangs on them, names and offices behind commas.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.nouns import Nouns
from claimtrack.syntax import Phrase, Role

_REACH = 60
"""Tokens of the longest mention; 99.8 % of the mentions of a training corpus are shorter."""
_CIRCUMSTANCE = Part.TIME | Part.CHANNEL | Part.AUDIENCE
"""Words of a prepositional phrase that tells when, in what or to whom something was said."""
_GOES_ON = frozenset({"PN", "ADJ"})
"""Parts of speech with which a further phrase of a mention may begin: a name, or what says more of a name in
quotation marks."""
_LONGEST_BRACKET = 12


@define(eq=False)
class Mentions:
    """
    Find how far mentions reach in one text.
    """

    reading: Reading
    nouns: Nouns

    @classmethod
    def of(cls, reading: Reading) -> Mentions:
        """
        Set up for one text.
        """
        return cls(reading, Nouns.of(reading))

    def whole(self, phrases: list[Phrase], floor: int, limit: int, takes: tuple[str, ...] = ()) -> Range:
        """
        Return the mention that some phrases of one role make, with what belongs to it.

        Args:
            phrases: Phrases in order, as a predicate has them.
            floor: First token it may reach back to.
            limit: Token it stops in front of.
            takes: Prepositions that lead what is said, and so end the mention.

        """
        opener = next((k for k in range(phrases[-1].last, limit) if self._leads(k, takes)), limit)
        opened, limit = opener < limit, opener
        limit = limit if opened else self._led(phrases[0].last, limit, takes)
        if len(phrases) == 1 and (owner := self._sayer(phrases[0], limit)) is not None:
            return owner
        first, last = self._head(phrases[0], floor), self.nouns.end_of(phrases[0])
        if last < phrases[0].last:
            return first, last
        for phrase in phrases[1:]:
            # Two far apart are two arguments of a misread clause, not one mention.
            if phrase.first - last > _REACH or (self._tells(phrase) and not self.nouns.has_employer(first, last)):
                break
            last = phrase.last
        while opened and last < limit and (end := self._beside(last, limit)) > last:
            last = end
        return self._front(first, floor), self._behind(first, last, min(limit, first + _REACH))

    def ending_at(self, at: int, floor: int) -> Range | None:
        """
        Return the mention that ends in front of a token: the noun that heads its prepositional phrases and appositions.
        """
        analysis = self.reading.analysis
        index = analysis.phrase_at[at - 1] if at > floor else -1
        if index < 0 and at - 1 > floor and self.reading.parts[at - 1] & Part.CLOSING:
            index = analysis.phrase_at[at - 2]  # an abbreviation in brackets
        if index < 0:
            return None
        best = index
        while index > 0:
            before = analysis.phrases[index - 1]
            if before.first < floor or self.whole([before], floor, at)[1] < analysis.phrases[index].last:
                break
            index -= 1
            led = analysis.hosts[before.first - 1] == "P" or analysis.tags[before.first].startswith("p+")
            best = best if led and before.first > floor else index
        return analysis.phrases[best].first, at

    def _sayer(self, phrase: Phrase, limit: int) -> Range | None:
        """
        Return whose estimate or account a mention is ("estimates of the army", تقديرات البلدية), or None.
        """
        parts, analysis = self.reading.parts, self.reading.analysis
        head = next((k for k in range(phrase.first, phrase.last) if parts[k] & Part.SAYING), -1)
        if head < 0:
            return None
        if head + 1 < phrase.last and head == phrase.first and analysis.hosts[head + 1] == "N":
            return head + 1, self._behind(head + 1, phrase.last, limit)
        at = phrase.last
        if at + 1 >= limit or analysis.hosts[at] != "P" or analysis.phrase_at[at + 1] < 0 or head + 1 < phrase.last:
            return None
        owner = analysis.phrases[analysis.phrase_at[at + 1]]
        return owner.first, self._behind(owner.first, owner.last, limit)

    def _head(self, phrase: Phrase, floor: int) -> int:
        """
        Return where a mention begins, in front of a participle that was read as its first noun (وكالة س | التابعة له).
        """
        analysis, at = self.reading.analysis, phrase.first
        if at - 1 <= floor or not self.nouns.modifies(at, phrase.last):
            return at
        before = at - 1 if analysis.phrase_at[at - 1] >= 0 else at - 2
        index = analysis.phrase_at[before] if self.reading.inside[at - 1] >= 0 or before == at - 1 else -1
        return analysis.phrases[index].first if index >= 0 and analysis.phrases[index].first >= floor else at

    def _beside(self, last: int, limit: int) -> int:
        """
        Return the end of a phrase that stands right behind a mention and in front of "that", or `last`.

        Nothing else can stand there: whatever role it was given, it goes on with the name (أشار حاكم مقاطعة موسكو إلى).
        """
        analysis = self.reading.analysis
        end = self._phrase_end(last, limit) or last
        led = analysis.tags[last].startswith("p+") or analysis.hosts[last] == "P"
        deed = any(analysis.predicate_at[k] >= 0 or self.reading.parts[k] & Part.TIME for k in range(last, end))
        # A common noun with the article is somebody else: whom it was said to, or what is taken on.
        other = analysis.hosts[last] == "N" and self.nouns.has_article(last) and self._role_at(last) is not Role.SUBJECT
        other = other and not self.nouns.is_holder(last, end)
        return last if led or deed or other or self.nouns.has_medium(last, end) else end

    def _leads(self, at: int, takes: tuple[str, ...]) -> bool:
        """
        Whether a token leads what is said: "that", or a preposition that the cue takes.
        """
        if self.reading.parts[at] & Part.COMPLEMENT:
            return True
        return self.reading.analysis.hosts[at] == "P" and self.reading.tokens.words[at].form in takes

    def _led(self, first: int, limit: int, takes: tuple[str, ...]) -> int:
        """
        Return the token onto which a preposition that the cue takes is written (ندد المجلس | باعتقال), or the limit.
        """
        tags, words = self.reading.analysis.tags, self.reading.tokens.words
        for k in range(first, limit):
            modifies = self.reading.analysis.hosts[k - 1] == "ADJ"
            if tags[k].startswith("p+") and not modifies and any(p in takes for p, _ in words[k].bases if p):
                return k
        return limit

    def _tells(self, phrase: Phrase) -> bool:
        """
        Whether a phrase is an outlet that was told, behind a word for "to" that stands in front or is written onto it.
        """
        at = phrase.first if self.reading.analysis.tags[phrase.first].startswith("p+") else phrase.first - 1
        return at >= 0 and self.nouns.is_told(at, phrase.first, phrase.last)

    def _front(self, first: int, floor: int) -> int:
        """
        Take in a quotation mark that opens a name.
        """
        reading = self.reading
        if first - 1 >= floor and reading.inside[first] >= 0 and reading.inside[first - 1] == reading.inside[first]:
            quotation = reading.quotations[reading.inside[first]]
            if quotation.first == first - 1 and quotation.last - quotation.first <= _LONGEST_BRACKET:
                return first - 1
        return first

    def _behind(self, first: int, last: int, limit: int) -> int:
        """
        Return the end of a mention: prepositional phrases, brackets, quoted names and appositions taken in.
        """
        while last < limit:
            end = self._further(first, last, limit)
            if end <= last:
                return last
            last = end
        return last

    def _further(self, first: int, last: int, limit: int) -> int:  # noqa: PLR0911 (a decision list)
        """
        Return the end of one more piece that belongs to the mention, or `last`.
        """
        reading, analysis = self.reading, self.reading.analysis
        host, bits = analysis.hosts[last], reading.parts[last]
        quotation = reading.quote_at.get(last)
        if quotation is not None and quotation.last - quotation.first <= _LONGEST_BRACKET and quotation.last <= limit:
            return quotation.last if self._is_name(last + 1, quotation.last - 1) else last
        inside = reading.inside[last]
        if inside >= 0 and first - 1 <= reading.quotations[inside].first < last:
            name = reading.quotations[inside]
            if name.last - name.first <= _LONGEST_BRACKET and name.last <= limit and self._is_name(last, name.last - 1):
                return name.last
        if bits & Part.GENITIVE:
            return self._phrase_end(last + 1, limit) or last
        if host == "P" or analysis.tags[last].startswith("p+"):
            return self._prepositional(first, last, limit) or last
        if bits & Part.OPENING:
            return self._bracket(last, limit)
        if host == "CC" or analysis.tags[last].startswith("C+"):
            start = last + 1 if host == "CC" else last
            role = self._role_at(start)
            end = self._phrase_end(start, limit) or last
            words = reading.tokens.words
            # "The Emergency Medicine and Support Center" is one name.
            capitals = (
                end > start and words[last - 1].capital and words[start].capital and analysis.hosts[start] != "DET"
            )
            joined = role is Role.SUBJECT or host != "CC" or capitals
            return end if joined and (capitals or self._is_name(start, end)) else last
        if bits & Part.COMMA:
            return self._apposition(first, last, limit)
        if self.nouns.modifies(last, self._phrase_end(last, limit) or last):
            return last + 1
        if host in ("N", "V") and analysis.hosts[last - 1] == "PN" and self._is_stray(last):
            return last + 1
        if (
            analysis.phrase_at[last] >= 0
            and not bits & Part.TIME
            and not self.nouns.is_audience(last)
            and (self._role_at(last) is Role.OTHER or host in _GOES_ON or bits & Part.TITLE)
        ):
            # Arabic puts a name behind the office without a sign (المتحدث باسم الوزارة العميد فلان).
            end = self._phrase_end(last, limit) or last
            return last if self.nouns.has_medium(last, end) and not self.nouns.has_employer(first, last) else end
        return last

    def _is_stray(self, at: int) -> bool:
        """
        Whether a word stands in no phrase and is no predicate: behind a given name, the rest of the name.
        """
        return self.reading.analysis.phrase_at[at] < 0 and self.reading.analysis.predicate_at[at] < 0

    def _is_name(self, first: int, last: int) -> bool:
        """
        Whether a short quotation inside a mention is a name: no predicate stands in it.
        """
        return all(self.reading.analysis.predicate_at[k] < 0 for k in range(first, last))

    def _role_at(self, at: int) -> Role | None:
        """
        Return the role of the phrase at a token, or None where there is none.
        """
        index = self.reading.analysis.phrase_at[at] if at < len(self.reading.analysis.phrase_at) else -1
        return self.reading.analysis.phrases[index].role if index >= 0 else None

    def _phrase_end(self, at: int, limit: int) -> int | None:
        """
        Return the end of the phrase that stands at a token, or None.
        """
        analysis = self.reading.analysis
        if at >= limit or analysis.phrase_at[at] < 0:
            return None
        phrase = analysis.phrases[analysis.phrase_at[at]]
        return phrase.last if phrase.last <= limit else None

    def _prepositional(self, first: int, at: int, limit: int) -> int | None:
        """
        Return the end of a prepositional phrase that says more of who it is; None for when, where to and in what it
        was said.
        """
        analysis, parts = self.reading.analysis, self.reading.parts
        start = at if analysis.tags[at].startswith("p+") else at + 1
        words = self.reading.tokens.words
        # "Doctors Without Borders": in capitals any preposition is part of a name.
        if analysis.hosts[at] == "P" and not (parts[at] & Part.ATTACHING or words[at].capital):
            return None
        while start < limit and analysis.hosts[start] == "P" and analysis.phrase_at[start] < 0:
            start += 1
        end = self._phrase_end(start, limit)
        # "The Office for the Coordination of Humanitarian Affairs", "the coordination of the committees": an object
        # only inside a name, or of the mention's own noun.
        if end is None or not (
            self._role_at(start) in (Role.OBLIQUE, Role.SUBJECT, Role.OTHER)
            or any(words[k].capital for k in range(start, end))
            or first <= self._verb_of(start) < at
        ):
            return None
        if any(parts[k] & _CIRCUMSTANCE or self._is_deed(k) for k in range(start, end)):
            return None
        if self.nouns.has_employer(first, at):
            return end
        told = self.nouns.is_told(at, start, end) or (start == at and self.nouns.tells_only(first, at))
        return None if told else end

    def _verb_of(self, at: int) -> int:
        """
        Return the token of the predicate whose argument stands at a token, or -1.
        """
        number = self._predicate_at(at)
        return self.reading.analysis.predicates[number].at if number >= 0 else -1

    def _is_deed(self, at: int) -> bool:
        """
        Whether a token is a predicate, and no part of a name (the Office for the Coordination of …).
        """
        return self.reading.analysis.predicate_at[at] >= 0 and not self.reading.tokens.words[at].capital

    def _bracket(self, at: int, limit: int) -> int:
        """
        Return the end of a bracket (an abbreviation, a party and a state), or `at`.
        """
        for k in range(at + 1, min(limit, at + _LONGEST_BRACKET)):
            if self.reading.parts[k] & Part.CLOSING:
                return k + 1
            if self.reading.analysis.predicate_at[k] >= 0:
                return at
        return at

    def _apposition(self, head: int, at: int, limit: int) -> int:
        """
        Return the end of a name or an office behind a comma, or `at`; the subject of another verb is neither.
        """
        analysis = self.reading.analysis
        first = at + 1
        if first >= limit or analysis.phrase_at[first] < 0 or analysis.tags[first].startswith("C+"):
            return at
        role = self._role_at(first)
        phrase = analysis.phrases[analysis.phrase_at[first]]
        same = role is Role.SUBJECT and phrase.predicate == self._predicate_at(head)
        if not (same or role is Role.OTHER) or phrase.first != first or self.reading.parts[first] & Part.TIME:
            return at
        if any(analysis.predicate_at[k] >= 0 for k in range(phrase.first, phrase.last)):
            return at
        if self.reading.parts[first] & Part.NUMBER and phrase.last - first > 1:
            return at  # what is counted, and no age
        return self._behind(first, phrase.last, limit)

    def _predicate_at(self, at: int) -> int:
        """
        Return the predicate whose argument the phrase at a token is, or -1.
        """
        index = self.reading.analysis.phrase_at[at]
        return self.reading.analysis.phrases[index].predicate if index >= 0 else -1
