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

from claimtrack.attribution.verb_first_words import Hit, Lexis, Nature
from claimtrack.language import SourceEntry, Tokens
from claimtrack.model import SourceKind

_LONGEST_MENTION = 30
"""Tokens a mention may have; the longest of 382 real ones has 21 words."""

_LONGEST_NAME_IN_QUOTES = 6
"""Tokens between quotation marks that still are a name; longer ones are speech."""

_LONGEST_APPOSITION = 12
"""Tokens between the commas of an apposition (عثمان عبد الجليل، وزير الصحة في …،)."""

OPENERS = {"“": "”", '"': '"', "«": "»", "(": ")", "[": "]", "‘": "’", "”": "”", "„": "“", "″": "″"}
"""Marks that open a quotation or a bracket, with what closes them; careless writers open with ”, so it opens too."""

COMMAS = frozenset("،,؛;")
STOPS = frozenset(".!?؟…۔:")
DASHES = frozenset("-–—ـ")

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
_MEDIA = frozenset({SourceKind.MEDIA_OUTLET, SourceKind.AGENCY, SourceKind.SOCIAL_MEDIA})
_CROWDS = frozenset(
    {
        SourceKind.LOCAL_SOURCES,
        SourceKind.UNNAMED_SOURCES,
        SourceKind.EYEWITNESS,
        SourceKind.RESIDENT,
        SourceKind.ACTIVIST,
        SourceKind.SOCIAL_MEDIA,
    }
)


@define(eq=False)
class Mention:
    """
    Hold a mention of a source as it was read.

    Attributes:
        first: First token, and `last`, the token after it.
        entry: What the pack says of its head, or None for a name or an unknown noun.
        definite: Whether it is definite by article, completion or name.
        complete: Whether the head needs nothing behind it any more.
        named: Whether a name stands in it.
        placed: Whether a place stands at its end.
        plural: Whether it stands for several things, which agree as one feminine.

    """

    first: int
    last: int
    entry: SourceEntry | None = None
    definite: bool = False
    complete: bool = False
    named: bool = False
    feminine: bool = False
    placed: bool = False

    @property
    def known(self) -> bool:
        """
        Say whether the pack knows the head, or a name was recognised.
        """
        return self.entry is not None or self.named

    @property
    def is_media(self) -> bool:
        """
        Say whether the mention is a news outlet or an agency.
        """
        return self.entry is not None and self.entry.kind in _MEDIA


@define(eq=False)
class SourceReader:
    """
    Read mentions in one text.
    """

    tokens: Tokens
    lexis: Lexis
    natures: list[Nature]
    barred: frozenset[str] = frozenset()

    def source_hit(self, at: int, *, preposition: str | None = None) -> tuple[Hit, int] | None:
        """
        Give the longest source head that starts at a token, and the token after it.

        Without `preposition` only heads that carry none count; with it, those that carry it.
        """
        words = self.tokens.words
        for hit in self.natures[at].sources:
            if hit.preposition != (preposition or ""):
                continue
            end = at + 1 + len(hit.rest)
            if end <= len(words) and all(words[at + 1 + k].form == f for k, f in enumerate(hit.rest)):
                return hit, end
        return None

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

    def _head(self, at: int, stop: int, preposition: str) -> Mention | None:
        """
        Read the head: a known source, a quantified one, a title or name, a quoted name, a definite noun.
        """
        nature = self.natures[at]
        found = self.source_hit(at, preposition=preposition)
        if found is None and preposition and nature.definite:
            found = self.source_hit(at)
        if found is not None:
            hit, end = found
            if isinstance(hit.entry, SourceEntry):
                return self._from_entry(at, end, hit.entry)
        if "quantifier" in nature.roles and at + 1 < stop:
            return self._quantified(at, stop)
        if nature.shape in OPENERS:
            close = self._closing(at, stop)
            if close is None:
                return None
            inside = self.source_hit(at + 1)
            entry = inside[0].entry if inside is not None and inside[1] == close - 1 else None
            known = entry if isinstance(entry, SourceEntry) else None
            return Mention(at, close, known, definite=True, complete=True, named=True)
        if nature.shape == "number":
            inner = self._head(at + 1, stop, "") if at + 1 < stop else None
            if inner is not None and inner.entry is not None:
                return Mention(at, inner.last, inner.entry, inner.definite, inner.complete, inner.named, inner.feminine)
            return None
        if nature.shape != "word":
            return None
        if nature.roles & {"given_name", "title"} or "given_name" in nature.under:
            return Mention(at, at + 1, definite=True, complete=True, named=True, feminine=nature.feminine)
        if nature.roles - {"not_verbal_noun", "adjective"} or (nature.preposition and not preposition) or nature.verbal:
            return None
        if self._is_cue(at):
            return None
        if nature.definite:
            return Mention(at, at + 1, definite=True, complete=True, feminine=nature.feminine)
        return Mention(at, at + 1, definite=False, complete=False, feminine=nature.feminine)

    def _from_entry(self, at: int, end: int, entry: SourceEntry) -> Mention:
        """
        Start a mention from a head that the pack knows.
        """
        natures = self.natures[at:end]
        definite = entry.named or any(n.definite for n in natures)
        # A head of several words (مصدر عسكري) has its adjective already; only a bare one may be a construct.
        complete = definite or entry.kind in _CROWDS or (
            end - at > 1 and natures[-1].adjective and not any(not h.rest for h in natures[-1].sources)
        )
        if "spokesman" in natures[-1].roles:
            definite = complete = False
        feminine = entry.feminine or natures[0].feminine
        return Mention(at, end, entry, definite, complete, entry.named, feminine)

    def _quantified(self, at: int, stop: int) -> Mention | None:
        """
        Read "one of the residents", "a number of residents", "more than one hospital".
        """
        inner_at = at + 1
        while inner_at < stop and self.natures[inner_at].roles & {"quantifier", "number"}:
            inner_at += 1
        if inner_at < stop and "preposition" in self.natures[inner_at].roles:
            inner_at += 1
        if inner_at >= stop:
            return None
        inner = self._head(inner_at, stop, "")
        if inner is None or inner.entry is None:
            return None
        return Mention(at, inner.last, inner.entry, inner.definite, inner.complete, inner.named, inner.feminine)

    def _closing(self, at: int, stop: int) -> int | None:
        """
        Give the token after the closing mark of a short quotation or bracket, or None.
        """
        natures = self.natures
        shape = natures[at].shape
        closers = {OPENERS[shape], "”", "″", "“"} if shape in "“”„″" else {OPENERS[shape]}
        for k in range(at + 1, min(stop, at + _LONGEST_NAME_IN_QUOTES + 2)):
            if natures[k].shape in closers:
                return k + 1
            if natures[k].shape in STOPS:
                return None
        return None

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
        if shape != "word":
            return False
        if roles & {"complement", "as", "negation", "past_auxiliary", "perfect_particle", "contrast", "turn"}:
            return False
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
        if roles & {"time", "conjunction", "demonstrative", "pronoun", "particle", "auxiliary"}:
            return False
        if "number" in roles and not nature.adjective:
            return False
        if "preposition" in roles:
            return self._take_prepositional(mention, stop)
        if nature.preposition:
            return self._take_joined(mention, stop)
        if nature.conjunction:
            return self._take_coordinated(mention, stop)
        return self._take_word(mention, stop)

    def _is_cue(self, at: int) -> bool:
        """
        Say whether a cue stands at a token, all its words.
        """
        return any(self._follows(at, h.rest) for h in self.natures[at].cues)

    def _follows(self, at: int, rest: tuple[str, ...]) -> bool:
        """
        Say whether the words behind a token are the rest of a phrase.
        """
        words = self.tokens.words
        return at + len(rest) < len(words) and all(words[at + 1 + k].form == f for k, f in enumerate(rest))

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
        mention.named = mention.definite = mention.complete = True
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

    def _take_prepositional(self, mention: Mention, stop: int) -> bool:
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
        if after.verbal or after.preposition or after.cues:
            return False
        entry = mention.entry
        form = self.tokens.words[at].form
        near = "near" in self.natures[at - 1].roles
        if not near and (form in self.barred or not nature.roles & {"place", "origin"}):
            return False
        if "place" not in nature.roles and (mention.definite or entry is None) and not near:
            return False
        if entry is not None and entry.named and entry.kind in _MEDIA:
            return False
        mention.last = at + 2
        inner = self.source_hit(at + 1)
        if inner is not None:
            mention.last = inner[1]
        mention.definite = True
        # A place of two words (دير الزور) is a construct: its second word completes it.
        closed = after.definite or (after.feminine and "place_noun" not in after.roles)
        mention.complete = closed or (inner is not None and inner[0].entry_named)
        mention.placed = True
        return True

    def _take_joined(self, mention: Mention, stop: int) -> bool:
        """
        Take an office or a name behind a preposition that is written onto it (بيان للوزارة, متحدث باسم).
        """
        at = mention.last
        nature = self.natures[at]
        entry = mention.entry
        if "near" in self.natures[at - 1].roles:
            # المتخصصة بأخبار شرقي سورية: what the adjective governs, up to the next sign.
            return self._take_governed(mention, stop)
        if entry is None or nature.under & {"channel", "time"} or (nature.verbal_under and not entry.kind == SourceKind.IGO):
            return False
        inner = self.source_hit(at, preposition=nature.preposition)
        if "spokesman" in nature.roles or "spokesman" in nature.under:
            mention.last = at + 1
            mention.complete = mention.definite = False
            return True
        if inner is None:
            if nature.definite and entry.kind not in _MEDIA | _CROWDS and not mention.named:
                # منسق الأمم المتحدة للإغاثة: what an office is for.
                mention.last = at + 1
                return True
            return False
        hit, end = inner
        media = isinstance(hit.entry, SourceEntry) and hit.entry.kind in _MEDIA
        private = "own_source" in self.natures[at - 1].roles
        generic = entry.generic and (not media or private or entry.kind is SourceKind.DOCUMENT)
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
            if nature.cues and not nature.definite:
                break
            at += 1
        mention.last = at
        mention.complete = True
        return True

    def _take_coordinated(self, mention: Mention, stop: int) -> bool:
        """
        Take a second source joined by "and" (السكان والنشطاء), never a verb or a clause.
        """
        at = mention.last
        nature = self.natures[at]
        inner = self.source_hit(at)
        if nature.cues or nature.verbal or nature.roles - {"adjective"}:
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

    def _take_word(self, mention: Mention, stop: int) -> bool:
        """
        Take an adjective, the second part of a construct, or a part of a name.
        """
        at = mention.last
        nature = self.natures[at]
        entry = mention.entry
        if self._is_cue(at) and not nature.adjective and not nature.definite:
            return False
        if nature.definite:
            return self._take_definite(mention, at)
        if nature.verbal:
            if mention.named and self._complement_follows(at + 1):
                # What stands right before "that" opens nothing: it ends the name (مستشفى كمال عدوان).
                return self._take_name(mention, at)
            return self._take_verbal(mention, at, stop)
        if nature.roles & {"given_name"} and (mention.named or self._names_follow(mention)):
            return self._take_name(mention, at)
        if mention.named and mention.entry is None and self.source_hit(at) is not None:
            return self._take_office(mention, at, stop)
        hit = self.source_hit(at)
        if hit is not None and isinstance(hit[0].entry, SourceEntry) and hit[0].entry.kind in _MEDIA and mention.named:
            if not mention.is_media:
                # An outlet behind a person is who was told, not a part of the name.
                return False
        ending = nature.adjective and (hit is None or "adjective" in nature.roles or mention.complete)
        if ending and not mention.definite:
            mention.last = at + 1
            mention.complete = True
            return True
        if "open_object" in nature.roles or "quantifier" in nature.roles or "channel" in nature.roles:
            return False
        if nature.form.endswith(self.lexis.possessives[:3]) and not nature.sources and not mention.named:
            # A noun with "its" on it is what is reported (نفت إسرائيل مسؤوليتها), never a part of who reports.
            return False
        if ending and not mention.named and not self._names_follow(mention):
            return False
        if not mention.definite and not mention.complete:
            # A construct without article: شاهد عيان, قناة كان, شبكة البصيرة.
            inner = self.source_hit(at)
            again = inner is None and not self.natures[at - 1].sources and at - 1 > mention.first
            mention.last = inner[1] if inner else at + 1
            if inner is not None:
                mention.definite = mention.complete = inner[0].entry_named
            elif again:
                mention.complete = mention.definite = True
            elif entry is not None and entry.kind in _MEDIA:
                mention.named = mention.definite = mention.complete = True
            return True
        if mention.named and self._is_name_part(mention, at):
            return self._take_name(mention, at)
        if not mention.named and self._names_follow(mention) and self._is_name_part(mention, at):
            return self._take_name(mention, at)
        return False

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

    def _take_definite(self, mention: Mention, at: int) -> bool:
        """
        Take a word with the article: it completes a construct, or agrees, or is a surname.
        """
        nature = self.natures[at]
        before = self.natures[at - 1]
        if nature.verbal and mention.complete:
            return False
        generic = mention.entry is not None and mention.entry.generic
        open_head = not mention.definite and not nature.adjective and (generic or not before.adjective)
        if not mention.complete or open_head:
            inner = self.source_hit(at)
            mention.last = inner[1] if inner else at + 1
            mention.definite = mention.complete = True
            return True
        if mention.named and not nature.adjective and self.source_hit(at) is None and not before.definite:
            return self._take_name(mention, at)
        if not mention.definite:
            return False
        if self.source_hit(at) is not None and not nature.adjective:
            # A second definite noun is an object or an apposition without comma: only persons take one.
            if mention.named and mention.entry is None:
                mention.last = at + 1
                mention.complete = True
                return True
            return False
        if nature.adjective or nature.feminine == (mention.feminine or before.feminine) or mention.named:
            mention.last = at + 1
            return True
        return False

    def _take_verbal(self, mention: Mention, at: int, stop: int) -> bool:
        """
        Take a verbal noun only where the head still needs a second part (هيئة تحرير الشام, وزارة الدفاع).
        """
        entry = mention.entry
        bare = not mention.complete and entry is not None and mention.last - mention.first == 1
        if not bare or entry is None or entry.kind in _CROWDS or entry.kind == SourceKind.DOCUMENT:
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

    def _is_name_part(self, mention: Mention, at: int) -> bool:
        """
        Say whether an unlisted word may be a part of a name: no ending of a common feminine noun, nothing known.
        """
        nature = self.natures[at]
        if nature.roles - {"given_name", "adjective", "not_verbal_noun"} or nature.verbal or self._is_cue(at):
            return False
        return not nature.feminine or self.natures[at - 1].roles >= {"given_name"}

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
        if nature.conjunction or nature.preposition or nature.verbal or nature.cues:
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
            if nature.shape in STOPS or (nature.cues and k > at):
                return None
        return None
