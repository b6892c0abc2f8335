"""
Find where what is said begins, behind a cue and its source, in a verb-first language.

A clause is opened by a complementiser, speech by a colon or a quotation mark. A nominal complement
has no marker: it opens with a verbal noun, a number, a count or the cue's own preposition, at the
first place that is not inside an adjunct (in a statement, on Friday evening, after his visit).
"""

from __future__ import annotations

from attrs import define, frozen

from claimtrack.attribution.frames import Reading
from claimtrack.attribution.verb_first_source import COMMAS, DASHES, OPENERS, STOPS, Mention, SourceReader
from claimtrack.attribution.verb_first_words import Nature
from claimtrack.language import Cue
from claimtrack.model import CueClass

_FARTHEST = 60
"""Tokens between a source and its complement; adjuncts and appositions of real sentences stay under 40."""

_OBJECTS = frozenset(
    {"adjective", "quantifier", "not_verbal_noun", "demonstrative", "what", "particle", "noun", "place_noun", "purpose"}
)
"""Roles of words that may open an object which is no verbal noun."""

_CLAUSE_NEAR = 7
"""Tokens behind a source in which a complementiser shows that an unlisted word belongs to it, or to nothing."""

_NAME_TOKENS = 6
"""Tokens of a quotation that may still be a name inside an adjunct."""


@frozen
class Complement:
    """
    Hold where the content begins, how, and who the statement was made to.

    Attributes:
        first: First token of the content.
        how: `clause`, `colon`, `quote`, `marked` (the cue's preposition) or `noun`.
        last: Token after the content where a quotation bounds it, or None.
        listener: The outlet that was told, or None; `carrier`, the outlet that carried it.

    """

    first: int
    how: str
    last: int | None = None
    listener: Mention | None = None
    carrier: Mention | None = None
    inner: Mention | None = None
    inner_cue: tuple[int, int] | None = None


@define(eq=False)
class ComplementReader:
    """
    Read complements in one text.
    """

    reading: Reading
    natures: list[Nature]
    sources: SourceReader

    def read(self, at: int, stop: int, entry: Cue, *, takes: frozenset[str], bare: bool) -> Complement | None:
        """
        Find the complement that starts at a token or behind adjuncts.

        Args:
            at: Token after the source, or after the cue where there is none.
            stop: Token at which the search ends.
            entry: What the pack says of the cue.
            takes: Prepositions that may lead the complement.
            bare: Whether no source stands between cue and complement.

        """
        natures = self.natures
        stop = min(stop, at + _FARTHEST)
        state = _Walk(start=at)
        k = at
        while k < stop:
            nature = natures[k]
            found = (
                None
                if self._anonymity(k) > k
                else self._opening(k, at, stop, entry=entry, takes=takes, state=state, bare=bare)
            )
            if found is not None:
                return self._with_listeners(found, state)
            past = self._anonymity(k)
            if past > k:
                k = past
                continue
            if nature.shape in STOPS or (nature.cues and self._other_cue(k)):
                return None
            k = self._step(k, stop, state)
        return None

    def _anonymity(self, k: int) -> int:
        """
        Give the token behind "asked not to be named" where it starts at a token, else the token itself.
        """
        words = self.sources.tokens.words
        for hit in self.natures[k].operators:
            end = k + 1 + len(hit.rest)
            if getattr(hit.entry, "role", "") != "anonymity" or end > len(words):
                continue
            if all(words[k + 1 + i].form == f for i, f in enumerate(hit.rest)):
                return end
        return k

    def _with_listeners(self, found: Complement, state: _Walk) -> Complement:
        """
        Add who was told and who carried it.
        """
        return Complement(
            found.first, found.how, found.last, state.listener, state.carrier, state.inner, state.inner_cue
        )

    def _opening(  # noqa: PLR0911 (a decision list: the first ground decides)
        self, k: int, at: int, stop: int, *, entry: Cue, takes: frozenset[str], state: _Walk, bare: bool
    ) -> Complement | None:
        """
        Say whether the content opens at a token.
        """
        nature = self.natures[k]
        if "complement" in nature.roles and not nature.conjunction:
            return Complement(k + 1, "clause") if k + 1 < stop else None
        if nature.shape == ":":
            return self._after_colon(k, stop)
        if nature.shape in OPENERS and nature.shape not in "([":
            return self._quotation(k, at, stop, state)
        taken = self._by_preposition(k, stop, entry, takes)
        if taken is not None:
            return taken
        if not entry.nominal or state.in_adjunct or state.in_relative:
            return None
        if nature.verbal and not self.sources.is_cue(k):
            return Complement(k, "noun")
        counts = nature.shape == "number" or "number" in nature.roles
        if "open_object" in nature.roles or (counts and not state.after_time):
            return Complement(k, "noun")
        if k in (at, state.resumed) and self._object(k, bare) and not self._stands_for_all(k, stop):
            # An unlisted word may still be a part of the source: a complementiser close by says so.
            clause = self._clause_near(k, stop)
            return Complement(clause, "clause") if clause is not None else Complement(k, "noun")
        return None

    def _clause_near(self, k: int, stop: int) -> int | None:
        """
        Give where a clause opens within a few words, no preposition in front of its complementiser.
        """
        for at in range(k + 1, min(stop, k + _CLAUSE_NEAR)):
            nature = self.natures[at]
            if nature.shape in COMMAS or nature.shape in STOPS or self.sources.is_cue(at):
                return None
            if "complement" in nature.roles:
                led = "preposition" in self.natures[at - 1].roles or nature.conjunction
                return at + 1 if not led and at + 1 < stop else None
        return None

    def _stands_for_all(self, k: int, stop: int) -> bool:
        """
        Say whether a lone "that" is all that is said: it points back and says nothing itself.
        """
        alone = k + 1 >= stop or self.natures[k + 1].shape in STOPS
        return alone and bool(self.natures[k].roles & {"demonstrative", "pronoun"})

    def _object(self, k: int, bare: bool) -> bool:
        """
        Say whether a word right behind the source opens an object that is no verbal noun.
        """
        nature = self.natures[k]
        if nature.shape != "word" or nature.preposition or nature.conjunction or self.sources.is_cue(k):
            return False
        if nature.roles - _OBJECTS:
            return False
        if k + 1 < len(self.natures) and "time" in self.natures[k + 1].roles and nature.definite:
            # "last year", "the past month": a time, whatever its first word is.
            return False
        return not bare or not nature.roles & {"particle"}

    def _after_colon(self, k: int, stop: int) -> Complement | None:
        """
        Open the content behind a colon, inside a quotation that follows it.
        """
        first = k + 1
        if first >= stop:
            return None
        quotation = self.reading.quote_at.get(first)
        if quotation is not None:
            return Complement(first, "quote", quotation.last)
        return Complement(first, "colon")

    def _quotation(self, k: int, at: int, stop: int, state: _Walk) -> Complement | None:
        """
        Open the content at a quotation, unless a short one only names something in an adjunct.
        """
        quotation = self.reading.quote_at.get(k)
        if quotation is None:
            return None
        short = quotation.last - quotation.first <= _NAME_TOKENS + 2
        ends = quotation.last >= stop - 1
        if short and (state.in_adjunct or not (k == at or ends)):
            return None
        return Complement(k, "quote", quotation.last)

    def _by_preposition(self, k: int, stop: int, entry: Cue, takes: frozenset[str]) -> Complement | None:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Open the content behind the preposition that the cue takes, apart or written onto the word.
        """
        nature = self.natures[k]
        form = self.sources.tokens.words[k].form
        if form in takes and nature.shape == "word" and not nature.conjunction:
            if k + 1 >= stop:
                return None
            after = self.natures[k + 1]
            if "complement" in after.roles:
                return Complement(k + 2, "clause") if k + 2 < stop else None
            if after.roles & {"time"} and not after.verbal:
                return None
            return Complement(k + 1, "marked")
        if nature.preposition and nature.preposition in takes:
            if nature.under & {"channel", "time"} or "spokesman" in nature.roles:
                return None
            accused = entry.cue_class is CueClass.ACCUSE
            if nature.verbal_under or accused or "complement" in nature.under:
                return Complement(k, "marked")
        return None

    def _other_cue(self, k: int) -> bool:
        """
        Say whether another attribution begins at a token, so that nothing behind it belongs to this one.
        """
        nature = self.natures[k]
        for hit in nature.cues:
            if not isinstance(hit.entry, Cue) or hit.rest:
                continue
            if hit.entry.part == "participle" or (hit.entry.part == "verb" and hit.conjunction):
                return True
        return False

    def _step(self, k: int, stop: int, state: _Walk) -> int:
        """
        Walk over one token of an adjunct and keep track of what it opens and closes.
        """
        nature = self.natures[k]
        if nature.shape in COMMAS or nature.shape in DASHES:
            state.in_adjunct = state.after_time = False
            # What a relative clause behind a comma tells of is not what the cue reports.
            state.in_relative = k + 1 < stop and "relative" in self.natures[k + 1].roles
            return k + 1
        if k in (state.start, state.resumed) and "time" in nature.roles and "preposition" not in nature.roles:
            state.resumed = k + 1
        if nature.shape != "word":
            if nature.shape in OPENERS:
                quotation = self.reading.quote_at.get(k)
                if quotation is not None and quotation.last - k <= _NAME_TOKENS + 2:
                    state.in_adjunct = False
                    return min(quotation.last, stop)
            return k + 1
        told = self._listener(k, stop, state)
        if told is not None:
            state.in_adjunct = False
            state.resumed = told
            return told
        roles = nature.roles
        if "preposition" in roles or nature.preposition or roles & {"construct"}:
            state.in_adjunct = not nature.definite
        elif nature.definite or nature.adjective or roles & {"channel", "given_name", "time"}:
            state.in_adjunct = False
        state.after_time = bool(roles & {"time"}) and not nature.definite
        return k + 1

    def listener_at(self, at: int, stop: int) -> Mention | None:
        """
        Read an outlet that was told, within the few words behind a source.
        """
        state = _Walk(start=at)
        for k in range(at, min(stop, at + 3)):
            if self.natures[k].shape != "word":
                break
            self._listener(k, stop, state)
            if state.listener is not None:
                return state.listener
        return None

    def _listener(self, k: int, stop: int, state: _Walk) -> int | None:
        """
        Read an outlet that was told or that carried the words; give the token after it.
        """
        nature = self.natures[k]
        for hit in nature.cues:
            if hit.agrees == "object" and not hit.rest:
                carrier = self.sources.read(k + 1, stop)
                if carrier is not None and carrier.is_media:
                    state.carrier = carrier
                    return carrier.last
        for hit in nature.cues:
            if isinstance(hit.entry, Cue) and hit.entry.part == "preposition" and hit.rest:
                end = k + 1 + len(hit.rest)
                words = self.sources.tokens.words
                if end < stop and all(words[k + 1 + i].form == f for i, f in enumerate(hit.rest)):
                    inner = self.sources.read(end, stop)
                    if inner is not None:
                        state.inner, state.inner_cue = inner, (k, end)
                        return inner.last
        told = self.sources.source_hit(k) if k == state.start and not nature.preposition else None
        if told is not None:
            listener = self.sources.read(k, stop)
            if listener is not None and listener.is_media:
                state.listener = listener
                return listener.last
        joined = self.sources.source_hit(k, preposition=nature.preposition) if nature.preposition else None
        if joined is not None or (nature.roles & {"listener"} and k + 1 < stop):
            at, prefix = (k, nature.preposition) if joined is not None else (k + 1, "")
            listener = self.sources.read(at, stop, preposition=prefix)
            if listener is not None and listener.is_media:
                state.listener = listener
                return listener.last
        return None


@define(eq=False)
class _Walk:
    """
    Keep what the walk over adjuncts has met.
    """

    start: int = 0
    resumed: int = -1
    in_adjunct: bool = False
    after_time: bool = False
    in_relative: bool = False
    listener: Mention | None = None
    carrier: Mention | None = None
    inner: Mention | None = None
    inner_cue: tuple[int, int] | None = None
