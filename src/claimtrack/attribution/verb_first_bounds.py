"""
Where one attribution of a sentence ends and the next one begins.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Reading
from claimtrack.attribution.verb_first_source import COMMAS, DASHES, STOPS, Mention, SourceReader
from claimtrack.attribution.verb_first_words import Hit, Nature
from claimtrack.language import Cue


@define
class Site:
    """
    Hold a place where an attribution may be read.

    Attributes:
        first: First token of the cue, `last`, the token after it.
        start: Where its clause starts: the operator in front (كما, وفق ما), or the cue.
        kind: `verb`, `participle`, `citation`, `passive`, `noun`.
        hit: The pack's phrase.

    """

    first: int
    last: int
    start: int
    kind: str
    hit: Hit

    @property
    def entry(self) -> Cue:
        """
        Give the cue entry.
        """
        assert isinstance(self.hit.entry, Cue)
        return self.hit.entry


@define(eq=False)
class Bounds:
    """
    Know the words of one text and where attributions part.
    """

    reading: Reading
    natures: list[Nature]
    sources: SourceReader

    def _matches(self, at: int, rest: tuple[str, ...]) -> bool:
        """
        Say whether the words behind a token are the rest of a phrase.
        """
        words = self.reading.tokens.words
        return at + len(rest) < len(words) and all(words[at + 1 + k].form == f for k, f in enumerate(rest))

    def _comma_before(self, at: int, first: int) -> bool:
        """
        Say whether a comma, a dash or the start of the sentence stands in front of a token.
        """
        return at == first or self.natures[at - 1].shape in COMMAS | DASHES | STOPS or self.natures[at].conjunction

    def _past_pronoun(self, at: int, last: int) -> int:
        """
        Skip "of it, about it" between a cue and its source (ما أفادت به مصادر).
        """
        return at + 1 if at < last and "prepositional_pronoun" in self.natures[at].roles else at

    def _leads_on(self, mention: Mention, entry: Cue, stop: int) -> bool:
        """
        Say whether a definite noun is followed at once by a complementiser or by what the cue takes.
        """
        at = mention.last
        if not mention.definite or at >= stop:
            return False
        takes = self.sources.lexis.takes[id(entry)]
        return "complement" in self.natures[at].roles or self.reading.tokens.words[at].form in takes

    def _boundary(self, sites: list[Site], number: int, last: int) -> int:
        """
        Give the token at which the content of a site ends at the latest.
        """
        for later in sites[number + 1 :]:
            if self._breaks(later):
                return self._trim(later.start, sites[number].last)
        return self._trim(last, sites[number].last)

    def _breaks(self, site: Site) -> bool:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Say whether a site begins a new attribution beside the one in front, not inside it.
        """
        if site.kind in ("participle", "citation", "adverb", "background"):
            return True
        before = self.natures[site.first - 1] if site.first else None
        if site.kind == "noun":
            return site.start < site.first
        if site.hit.conjunction:
            return site.entry.continues or self._own_source(site) or self._clause_follows(site)
        if before is None:
            return False
        if "past_auxiliary" in before.roles:
            return before.conjunction or (site.first > 1 and self.natures[site.first - 2].shape in COMMAS)
        if "perfect_particle" in before.roles and before.conjunction:
            return True
        return bool(before.roles & {"contrast", "turn"}) or (before.shape in COMMAS and self._own_source(site))

    def _own_source(self, site: Site) -> bool:
        """
        Say whether a known source stands right behind a cue.
        """
        mention = self.sources.read(site.last, min(len(self.natures), site.last + 8))
        return mention is not None and mention.known

    def _clause_follows(self, site: Site) -> bool:
        """
        Say whether a complementiser, or what the cue takes, stands right behind a cue.
        """
        if site.last >= len(self.natures):
            return False
        nature = self.natures[site.last]
        takes = self.sources.lexis.takes[id(site.entry)]
        if "complement" in nature.roles or (nature.preposition in takes and nature.verbal_under):
            return True
        led = self.reading.tokens.words[site.last].form in takes and site.last + 1 < len(self.natures)
        return led and "complement" in self.natures[site.last + 1].roles

    def _trim(self, at: int, floor: int) -> int:
        """
        Take commas, dashes, stops and a lone conjunction off the end of a content.
        """
        while at > floor:
            nature = self.natures[at - 1]
            if (
                nature.shape in COMMAS
                or nature.shape in DASHES
                or nature.shape in STOPS
                or nature.roles & {"contrast", "turn", "past_auxiliary"}
            ):
                at -= 1
            else:
                break
        return at
