"""
Find where the mention of a source ends, without a parser, in a language where the verb comes first.

The mention stands between the cue and the content, and nothing marks its end: أكدت مصادر محلية
دخول عشرين جندياً. What can be told from word classes: a head is followed by what agrees with it in
definiteness (adjectives), by what completes it (a construct noun, a name, a quoted name), by what
qualifies it (a preposition with a place or an office), by an apposition between commas. A verbal
noun, a number or a complementiser never belongs to it once the head is complete.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.verb_first_heads import COMMAS, CROWDS, DASHES, MEDIA, OPENERS, STOPS, Mention
from claimtrack.attribution.verb_first_phrases import PhraseReader
from claimtrack.language import SourceEntry
from claimtrack.model import SourceKind

_LONGEST_MENTION = 30
"""Tokens a mention may have; the longest of 382 real ones has 21 words."""

_LONGEST_APPOSITION = 12
"""Tokens between the commas of an apposition (عثمان عبد الجليل، وزير الصحة في …،)."""

_PEOPLE = frozenset(
    {
        SourceKind.ACTIVIST,
        SourceKind.RESIDENT,
        SourceKind.EYEWITNESS,
        SourceKind.IGO,
        SourceKind.TRIBAL,
        SourceKind.MEDICAL,
        SourceKind.POLICE,
    }
)

_CLOSED = frozenset({"complement", "as", "negation", "past_auxiliary", "perfect_particle", "contrast", "turn"})
"""Roles that end any mention."""

_OUTSIDE = frozenset({"time", "conjunction", "demonstrative", "pronoun", "particle", "auxiliary"})
"""Roles of words that stand outside a mention, unless something said before takes them in."""

__all__ = ["COMMAS", "DASHES", "OPENERS", "STOPS", "Mention", "SourceReader"]


@define(eq=False)
class SourceReader(PhraseReader):
    """
    Read mentions in one text.
    """

    def read(
        self, at: int, stop: int, *, preposition: str = "", barred: frozenset[str] = frozenset()
    ) -> Mention | None:
        """
        Read the mention that starts at a token; None if no mention can start there.

        Args:
            at: First token.
            stop: Token at which reading ends at the latest.
            preposition: A preposition that is written onto the first word and is no part of it.
            barred: Prepositions that lead to what the cue reports, and so never into its source.

        """
        stop = min(stop, at + _LONGEST_MENTION)
        if at >= stop:
            return None
        mention = self._head(at, stop, preposition)
        if mention is None:
            return None
        self.barred = barred
        while mention.last < stop and self._extend(mention, stop):
            pass
        return mention

    def _extend(self, mention: Mention, stop: int) -> bool:
        """
        Take one more piece into the mention; say whether there was one.
        """
        at = mention.last
        nature = self.natures[at]
        shape, roles = nature.shape, nature.roles
        if shape in OPENERS:
            return self._take_quoted(mention, stop)
        if shape in COMMAS:
            return self._take_apposition(mention, stop)
        if shape == "number":
            return self._take_digits(mention, stop)
        if "un" in roles and at + 1 < stop and self.natures[at + 1].adjective and not mention.named:
            mention.last = at + 2
            return True
        if shape != "word" or roles & _CLOSED:
            return False
        return self._extend_by_word(mention, stop)

    def _extend_by_word(self, mention: Mention, stop: int) -> bool:  # noqa: PLR0911 (first ground decides)
        """
        Take one more word or phrase, by what the word is.
        """
        at = mention.last
        nature = self.natures[at]
        roles = nature.roles
        if "spokesman" in roles:
            mention.last = at + 1
            mention.complete = mention.definite = False
            return True
        if any(getattr(h.entry, "role", "") == "anonymity" and self._follows(at, h.rest) for h in nature.operators):
            return False
        if roles & {"same_word", "same"}:
            mention.last = at + 1
            return True
        if "relative" in roles:
            return self._take_relative(mention, stop)
        if "title" in roles and self._names_follow(mention):
            return self._take_name(mention, at)
        if roles & _OUTSIDE or ("number" in roles and not (nature.adjective or nature.definite)):
            return False
        if "preposition" in roles:
            return self._take_prepositional(mention, stop)
        if nature.preposition and mention.named and not nature.under and self._complement_follows(at + 1):
            # What stands right before "that" ends the name, also where its first letter could be a preposition.
            return self._take_name(mention, at)
        if nature.preposition:
            return self._take_joined(mention, stop)
        if nature.conjunction:
            return self._take_coordinated(mention)
        return self._take_word(mention, stop)

    def _take_word(self, mention: Mention, stop: int) -> bool:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Take an adjective, the second part of a construct, or a part of a name.
        """
        at = mention.last
        nature = self.natures[at]
        if self.is_cue(at) and not nature.adjective and not nature.definite:
            return False
        if nature.definite:
            return self._take_definite(mention, at)
        if nature.verbal:
            if mention.named and self._complement_follows(at + 1):
                # What stands right before "that" opens nothing: it ends the name (مستشفى كمال عدوان).
                return self._take_name(mention, at)
            return self._take_verbal(mention, at)
        if nature.roles & {"given_name"} and (mention.named or self._names_follow(mention)):
            return self._take_name(mention, at)
        if mention.named and mention.entry is None and self.source_hit(at) is not None:
            return self._take_office(mention, at, stop)
        if (mention.named or mention.placed) and not mention.is_media and self._is_media_at(at):
            # An outlet behind a person is who was told, not a part of the name.
            return False
        return self._take_indefinite(mention, at)

    def _is_media_at(self, at: int) -> bool:
        """
        Say whether an outlet's name or kind stands at a token.
        """
        hit = self.source_hit(at)
        return hit is not None and isinstance(hit[0].entry, SourceEntry) and hit[0].entry.kind in MEDIA

    def _take_indefinite(self, mention: Mention, at: int) -> bool:
        """
        Take an adjective without article, the second part of a construct, or an unlisted part of a name.
        """
        nature = self.natures[at]
        ending = nature.adjective and (self.source_hit(at) is None or "adjective" in nature.roles or mention.complete)
        if ending and not mention.definite:
            mention.last = at + 1
            mention.complete = True
            return True
        if nature.roles & {"open_object", "quantifier", "channel"}:
            return False
        if nature.form.endswith(self.lexis.possessives[:3]) and not nature.sources and not mention.named:
            # A noun with "its" on it is what is reported (نفت إسرائيل مسؤوليتها), never a part of who reports.
            return False
        if not mention.definite and not mention.complete:
            return self._take_construct(mention, at)
        if mention.closed or (mention.entry is not None and mention.entry.named and mention.entry.subkind != "person"):
            return False
        follows = mention.named or self._names_follow(mention)
        return follows and self._is_name_part(at) and self._take_name(mention, at)

    def _take_construct(self, mention: Mention, at: int) -> bool:
        """
        Take the second part of a construct without article: شاهد عيان, قناة كان, شبكة البصيرة.
        """
        entry = mention.entry
        inner = self.source_hit(at)
        again = inner is None and not self.natures[at - 1].sources and at - 1 > mention.first
        mention.last = inner[1] if inner else at + 1
        if inner is not None:
            mention.definite = mention.complete = inner[0].entry_named
        elif again:
            mention.complete = mention.definite = True
        elif entry is not None and entry.kind in MEDIA:
            mention.named = mention.definite = mention.complete = True
        return True

    def _take_office(self, mention: Mention, at: int, stop: int) -> bool:
        """
        Take an office that stands behind a name without a comma (عبد المنعم الغيثي رئيس بلدية درنة).
        """
        inner = self._head(at, stop, "")
        if inner is None or inner.entry is None or inner.entry.named:
            return False
        while inner.last < stop and self.natures[inner.last].shape not in COMMAS and self._extend(inner, stop):
            pass
        mention.last, mention.entry = inner.last, inner.entry
        return True

    def _take_definite(self, mention: Mention, at: int) -> bool:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Take a word with the article: it completes a construct, or agrees, or is a surname.
        """
        nature = self.natures[at]
        before = self.natures[at - 1]
        if nature.verbal and mention.complete:
            return False
        # الأهالي ends like an adjective and is people: a head that the pack knows is a noun, unless listed as both.
        agrees = nature.adjective and (self.source_hit(at) is None or nature.listed)
        generic = mention.entry is not None and mention.entry.generic
        open_head = not mention.definite and not agrees and (generic or not before.adjective)
        if not mention.complete or open_head:
            inner = self.source_hit(at)
            mention.last = inner[1] if inner else at + 1
            mention.definite = mention.complete = True
            return True
        if mention.named and not agrees and self.source_hit(at) is None and not before.definite:
            return self._take_name(mention, at)
        if not mention.definite:
            return False
        if at + 1 < len(self.natures) and "prepositional_pronoun" in self.natures[at + 1].roles:
            # الحكومة المعترف بها: a participle whose pronoun points back to the head.
            adverb = at + 2 < len(self.natures) and self.natures[at + 2].form.endswith(self.lexis.accusatives)
            mention.last = at + 3 if adverb and not self.natures[at + 2].verbal else at + 2
            return True
        if self.source_hit(at) is not None and not agrees:
            # A second definite noun is an object or an apposition without comma: only persons take one.
            if mention.named and mention.entry is None:
                mention.last = at + 1
                mention.complete = True
                return True
            return False
        ends = "given_name" in before.roles or (self._complement_follows(at + 1) and not self.source_hit(at))
        fits = (
            (ends or not before.definite) if mention.named else nature.feminine == (mention.feminine or before.feminine)
        )
        if agrees or fits:
            mention.last = at + 1
            return True
        return False

    def _take_verbal(self, mention: Mention, at: int) -> bool:
        """
        Take a verbal noun only where the head still needs a second part (هيئة تحرير الشام, وزارة الدفاع).
        """
        entry = mention.entry
        bare = not mention.complete and entry is not None and mention.last - mention.first == 1
        if not bare or entry is None or entry.kind in CROWDS or entry.kind == SourceKind.DOCUMENT:
            return False
        if entry.plural or (entry.subkind == "reporter"):
            return False
        mention.last = at + 1
        return True

    def _names_follow(self, mention: Mention) -> bool:
        """
        Say whether a name may follow: the head is a person, or a name has begun.
        """
        entry = mention.entry
        if entry is None:
            return True
        return entry.subkind in ("person", "reporter", "spokesperson") or entry.kind in _PEOPLE

    def _is_name_part(self, at: int) -> bool:
        """
        Say whether an unlisted word may be a part of a name: no ending of a common feminine noun, nothing known.
        """
        nature = self.natures[at]
        if nature.roles - {"given_name", "adjective", "not_verbal_noun"} or nature.verbal or self.is_cue(at):
            return False
        return not nature.feminine or "given_name" in self.natures[at - 1].roles or self._complement_follows(at + 1)

    def _take_name(self, mention: Mention, at: int) -> bool:
        """
        Take one word of a name.
        """
        if self.natures[at].form in self.barred and "preposition" in self.natures[at].roles:
            return False
        mention.last = at + 1
        mention.named = mention.definite = mention.complete = True
        return True

    def _take_apposition(self, mention: Mention, stop: int) -> bool:
        """
        Take what stands between two commas and says who the head is: a name, an office.
        """
        at = mention.last + 1
        if at >= stop:
            return False
        end = self._segment_end(at, min(stop, at + _LONGEST_APPOSITION))
        if end is None:
            return False
        nature = self.natures[at]
        if nature.conjunction or nature.preposition or nature.verbal or self.is_cue(at):
            return False
        inner = self._head(at, end, "")
        if inner is None or not (inner.entry or inner.named or self._may_name(mention, at, end)):
            return False
        while inner.last < end and self.natures[inner.last].shape not in COMMAS and self._extend(inner, end):
            pass
        if inner.last != end:
            return False
        mention.last = end
        mention.named = mention.named or inner.named or inner.entry is None
        mention.definite = mention.complete = True
        if mention.entry is None:
            mention.entry = inner.entry
        return True

    def _may_name(self, mention: Mention, at: int, end: int) -> bool:
        """
        Say whether an unlisted word between commas may be the name of the office in front of it.
        """
        return mention.entry is not None and self._names_follow(mention) and end - at <= 4

    def _segment_end(self, at: int, stop: int) -> int | None:
        """
        Give the token that ends a segment between commas: a comma, or a complementiser behind it.
        """
        for k in range(at, stop):
            nature = self.natures[k]
            if nature.shape in COMMAS or "complement" in nature.roles:
                return k
            if nature.shape in STOPS or (k > at and self.is_cue(k)):
                return None
        return None
