"""
Find the subject of a finite cue: behind it, in front of it, or passed on by a relay.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.verb_first_bounds import Site
from claimtrack.attribution.verb_first_sites import LOW_RATE, SiteFinder
from claimtrack.attribution.verb_first_source import COMMAS, DASHES, STOPS, Mention
from claimtrack.model import CueClass, SourceKind

NO_SPEAKERS = frozenset({SourceKind.UNNAMED_SOURCES, SourceKind.DOCUMENT, SourceKind.SOCIAL_MEDIA})
"""Kinds that stand before a colon as a label ("new toll: 158") more often than as a speaker."""

_SUBJECT_TOKENS = 16
"""Tokens between a subject in front and its verb."""


@define(eq=False)
class SubjectReader(SiteFinder):
    """
    Read the subjects of cues.

    Attributes:
        taken: Token up to which words of a sentence belong to a citation, and so are nobody's subject.

    """

    taken: int = 0

    def _subject_behind(self, site: Site, stop: int) -> Mention | None:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Read the source right behind a cue, refusing an object: what disagrees and is not known.
        """
        at = site.last
        if at < stop and self.natures[at].roles & {"turn", "prepositional_pronoun"}:
            at += 1
        if at < stop and self.natures[at].preposition:
            # صرح لوكالتنا مدير الناحية: who was told stands in front of who speaks.
            told = self.sources.read(at, stop, preposition=self.natures[at].preposition)
            if told is not None and told.is_media:
                at = told.last
        if at + 1 < stop and "demonstrative" in self.natures[at].roles and self.natures[at + 1].definite:
            # وأكد ذلك المتحدث: "that" is the object, the speaker stands behind it.
            at += 1
        mention = self.sources.read(at, stop, barred=self.sources.lexis.takes[id(site.entry)])
        if mention is None:
            return self._carrier_behind(at, stop) if site.entry.cue_class is CueClass.REPORT else None
        head = self.natures[mention.first]
        counted = mention.entry is None or mention.entry.kind is SourceKind.UNNAMED_SOURCES
        called = mention.first + 1 < stop and "called" in self.natures[mention.first + 1].roles
        counted = counted and not called
        if site.entry.nominal and counted and "open_object" in head.roles and not head.definite:
            # أعلنت حصيلة من سبعة آلاف: a count is what is announced.
            return None
        if mention.known:
            return mention
        if site.hit.agrees in ("plural", "dual"):
            return None
        if site.entry.rate < LOW_RATE and not self._leads_on(mention, site.entry, stop):
            return None
        if site.entry.nominal and not mention.definite:
            return None
        mismatch = (site.hit.agrees == "feminine") != mention.feminine
        return None if mismatch else mention

    def _carrier_behind(self, at: int, stop: int) -> Mention | None:
        """
        Read where news goes around: "there spread on social media reports that".
        """
        if at + 1 >= stop or "preposition" not in self.natures[at].roles:
            return None
        mention = self.sources.read(at + 1, stop)
        if mention is None or mention.entry is None:
            return None
        return mention if mention.is_media or mention.entry.kind is SourceKind.SOCIAL_MEDIA else None

    def _relayed(self, at: int, stop: int, takes: frozenset[str]) -> tuple[Mention | None, int]:
        """
        Read who is quoted behind a relay's preposition, within a few words, and skip "his saying".
        """
        words = self.reading.tokens.words
        for k in range(at, min(stop, at + 10)):
            if words[k].form in takes:
                inner = self.sources.read(k + 1, stop)
                if inner is None:
                    return None, at
                after = inner.last
                if after < stop and "saying" in self.natures[after].roles:
                    after += 1
                return inner, after
            if self.sources.is_cue(k) or "complement" in self.natures[k].roles:
                break
        return None, at

    def _subject_before(self, site: Site, first: int) -> tuple[Mention | None, bool]:
        """
        Read a source in front of its verb: "the source confirmed that", "the ministry had announced".
        """
        at = site.first
        start = at
        while start > first and at - start < _SUBJECT_TOKENS:
            before = self.natures[start - 1]
            if before.shape in STOPS or "complement" in before.roles:
                break
            start -= 1
        background = False
        k = max(start, self.taken)
        while k < at:
            nature = self.natures[k]
            if nature.roles & {"past_auxiliary", "earlier"}:
                background = True
            preposition = nature.preposition if background else ""
            mention = self.sources.read(k, at, preposition=preposition)
            quoted = k in self.reading.quote_at and (mention is None or mention.entry is None)
            if mention is not None and mention.known and not quoted and self._reaches(mention.last, at):
                return mention, background
            k = mention.last if mention is not None and mention.last > k else k + 1
        if any("resumes" in n.roles for n in self.natures[start:at]):
            front = self._front_subject(first, at, site)
            if front is not None:
                return front, background
        if background and start > first and self._past(at, start):
            return self._thing_before(at, max(first, at - _SUBJECT_TOKENS), site), background
        return None, background

    def _front_subject(self, first: int, at: int, site: Site) -> Mention | None:
        """
        Read the subject of the clause that "but it had …" goes on from: the first source of the sentence that agrees.
        """
        for k in range(first, min(at, first + _SUBJECT_TOKENS)):
            if "complement" in self.natures[k].roles:
                return None
            if not self.natures[k].sources:
                continue
            mention = self.sources.read(k, at)
            if mention is not None and mention.entry is not None:
                agrees = (site.hit.agrees == "feminine") == mention.feminine
                return mention if agrees or site.hit.agrees == "plural" else None
        return None

    def _thing_before(self, at: int, floor: int, site: Site) -> Mention | None:
        """
        Read the count or document that a clause goes on about (آخر إحصاء أعلن قبلها، وكان يشير إلى).
        """
        for k in range(at - 1, floor - 1, -1):
            hit = self.sources.source_hit(k)
            if hit is None or hit[1] > at:
                continue
            mention = self.sources.read(k, at)
            known = mention is not None and mention.entry is not None and mention.entry.kind in NO_SPEAKERS
            if mention is not None and known and (site.hit.agrees == "feminine") == mention.feminine:
                return mention
        return None

    def _reaches(self, at: int, verb: int) -> bool:
        """
        Say whether only particles, times and adjuncts between commas stand from a token up to a verb.
        """
        depth = 0
        for k in range(at, verb):
            nature = self.natures[k]
            if nature.shape in COMMAS or nature.shape in DASHES:
                depth ^= 1
                continue
            if depth or nature.roles & {"perfect_particle", "time", "relative", "complement", "negation", "turn"}:
                continue
            return False
        return True

    def _past(self, at: int, first: int) -> bool:
        """
        Say whether "had" stands in front of a verb (وكان قد أعلن).
        """
        return any(self.natures[k].roles & {"past_auxiliary", "earlier"} for k in range(max(first, at - 2), at))
