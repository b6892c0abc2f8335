"""
What may stand behind the head of a mention: names in quotation marks, places, offices, clauses, a second head.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.verb_first_heads import COMMAS, CROWDS, MEDIA, STOPS, HeadReader, Mention
from claimtrack.language import SourceEntry
from claimtrack.model import SourceKind


@define(eq=False)
class PhraseReader(HeadReader):
    """
    Take phrases into a mention.
    """

    def _take_quoted(self, mention: Mention, stop: int) -> bool:
        """
        Take a short quotation or bracket that names the head (شبكة «عين الفرات»).
        """
        at = mention.last
        close = self._closing(at, stop)
        if close is None:
            return False
        bracket = self.natures[at].shape in "(["
        if mention.complete and not bracket and not self._complement_follows(close):
            return False
        if bracket and mention.named and not mention.definite:
            return False
        mention.last = close
        mention.named = mention.definite = mention.complete = mention.closed = True
        return True

    def _complement_follows(self, at: int) -> bool:
        """
        Say whether a complementiser stands at a token, at most one comma before it.
        """
        natures = self.natures
        if at < len(natures) and natures[at].shape in COMMAS:
            at += 1
        return at < len(natures) and "complement" in natures[at].roles

    def _take_digits(self, mention: Mention, stop: int) -> bool:
        """
        Take digits that end a name (فرانس 24), never those that count what follows.
        """
        at = mention.last
        tokens = self.tokens
        if tokens.starts[at] == tokens.ends[at - 1]:
            mention.last = at + 1
            return True
        if not mention.is_media or not (mention.named or mention.definite):
            return False
        after = self.natures[at + 1] if at + 1 < stop else None
        if after is None or after.shape != "word" or after.roles & {"complement", "preposition"}:
            mention.last = at + 1
            return True
        return False

    def _take_relative(self, mention: Mention, stop: int) -> bool:
        """
        Take a relative clause up to the comma, complementiser or verbal noun that ends it.
        """
        at = mention.last + 1
        if not mention.definite:
            return False
        while at < stop:
            nature = self.natures[at]
            if nature.shape in COMMAS or nature.shape in STOPS or "complement" in nature.roles:
                break
            if nature.verbal and at > mention.last + 2 and "preposition" not in self.natures[at - 1].roles:
                break
            at += 1
        mention.last = at
        return True

    def _take_prepositional(self, mention: Mention, stop: int) -> bool:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Take "in the ministry", "from the area": a preposition with a noun that places or qualifies the head.
        """
        at = mention.last
        nature = self.natures[at]
        if not nature.roles.isdisjoint({"time"}) or at + 1 >= stop:
            return False
        after = self.natures[at + 1]
        if after.roles & {"channel", "time", "complement", "demonstrative", "quantifier"} or after.shape != "word":
            return False
        if after.verbal or after.preposition or self.is_cue(at + 1):
            return False
        entry = mention.entry
        form = self.tokens.words[at].form
        near = "near" in self.natures[at - 1].roles
        if not near and (form in self.barred or not nature.roles & {"place", "origin"}):
            return False
        if "place" not in nature.roles and (mention.definite or entry is None) and not near:
            return False
        if entry is not None and entry.named and entry.kind in MEDIA:
            return False
        mention.last = at + 2
        inner = self.source_hit(at + 1)
        if inner is not None:
            mention.last = inner[1]
        mention.definite = True
        # A place of two words (دير الزور) is a construct: its second word completes it.
        closed = after.definite or (after.feminine and inner is None and "place_noun" not in after.roles)
        mention.complete = closed or (inner is not None and inner[0].entry_named)
        mention.placed = True
        return True

    def _take_joined(self, mention: Mention, stop: int) -> bool:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Take an office or a name behind a preposition that is written onto it (بيان للوزارة, متحدث باسم).
        """
        at = mention.last
        nature = self.natures[at]
        entry = mention.entry
        if "near" in self.natures[at - 1].roles:
            # المتخصصة بأخبار شرقي سورية: what the adjective governs, up to the next sign.
            return self._take_governed(mention, stop)
        if (
            entry is None
            or nature.under & {"channel", "time"}
            or (nature.verbal_under and entry.kind != SourceKind.IGO)
        ):
            return False
        inner = self.source_hit(at, preposition=nature.preposition)
        if "spokesman" in nature.roles or "spokesman" in nature.under:
            mention.last = at + 1
            mention.complete = mention.definite = False
            return True
        if inner is None:
            if "purpose" in nature.under and entry.kind not in MEDIA | CROWDS and not mention.named:
                # الهيئة المستقلة لحقوق الإنسان: what a body is for, with its own second part.
                mention.last = at + 1
                mention.complete = mention.definite = nature.definite
                return True
            if nature.definite and entry.kind not in MEDIA | CROWDS and not mention.named:
                # منسق الأمم المتحدة للإغاثة: what an office is for.
                mention.last = at + 1
                return True
            return False
        hit, end = inner
        media = isinstance(hit.entry, SourceEntry) and hit.entry.kind in MEDIA
        private = "own_source" in self.natures[at - 1].roles
        speaker = entry.generic or entry.subkind in ("person", "spokesperson")
        generic = speaker and (not media or private or entry.kind is SourceKind.DOCUMENT)
        if not generic or (mention.named and media):
            return False
        mention.last = end
        mention.definite = mention.complete = nature.definite or hit.entry_named
        return True

    def _take_governed(self, mention: Mention, stop: int) -> bool:
        """
        Take the phrase that an adjective governs: a few nouns and adjectives.
        """
        at = mention.last + 1
        while at < min(stop, mention.last + 5):
            nature = self.natures[at]
            if nature.shape != "word" or nature.roles & {"complement", "time"} or nature.preposition or nature.verbal:
                break
            if self.is_cue(at) and not nature.definite:
                break
            at += 1
        mention.last = at
        mention.complete = True
        return True

    def _take_coordinated(self, mention: Mention) -> bool:
        """
        Take a second source joined by "and" (السكان والنشطاء), never a verb or a clause.
        """
        at = mention.last
        nature = self.natures[at]
        inner = self.source_hit(at)
        if self.is_cue(at) or nature.verbal or nature.roles - {"adjective"}:
            return False
        if mention.placed and self.tokens.words[at].form.endswith(self.lexis.possessives[:1]):
            # دير الزور وريفها: a place and its surroundings.
            mention.last = at + 1
            return True
        if inner is not None and mention.entry is not None and nature.definite == mention.definite:
            mention.last = inner[1]
            return True
        if nature.definite and mention.definite and self.natures[at - 1].definite:
            mention.last = at + 1
            return True
        return False
