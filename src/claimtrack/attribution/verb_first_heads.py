"""
The head of a mention in a verb-first language: a known source, a name, a quoted name, one of several.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.verb_first_words import Hit, Lexis, Nature
from claimtrack.language import SourceEntry, Tokens
from claimtrack.model import SourceKind

_LONGEST_NAME_IN_QUOTES = 6
"""Tokens between quotation marks that still are a name; longer ones are speech."""

OPENERS = {"“": "”", '"': '"', "«": "»", "(": ")", "[": "]", "‘": "’", "”": "”", "„": "“", "″": "″"}
"""Marks that open a quotation or a bracket, with what closes them; careless writers open with ”, so it opens too."""

COMMAS = frozenset("،,؛;")

STOPS = frozenset(".!?؟…۔:")

DASHES = frozenset("-–—ـ")

MEDIA = frozenset({SourceKind.MEDIA_OUTLET, SourceKind.AGENCY, SourceKind.SOCIAL_MEDIA})

CROWDS = frozenset(
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
        closed: Whether its name is complete, so that no unlisted word belongs to it.
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
    closed: bool = False

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
        return self.entry is not None and self.entry.kind in MEDIA


@define(eq=False)
class HeadReader:
    """
    Read the heads of mentions.

    Attributes:
        barred: Prepositions that lead to what the cue reports, and so never into its source.

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

    def _head(self, at: int, stop: int, preposition: str) -> Mention | None:  # noqa: PLR0911, PLR0912 (a decision list: the first ground decides)
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
        if "what" in nature.roles and at + 2 < stop and "called" in self.natures[at + 1].roles:
            # ما تسمى "حكومة الإنقاذ": so-called, and still who speaks.
            inner = self._head(at + 2, stop, "")
            if inner is not None:
                inner.first = at
            return inner
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
        if self.is_cue(at):
            return None
        if nature.definite:
            return Mention(at, at + 1, definite=True, complete=True, feminine=nature.feminine)
        return Mention(at, at + 1, definite=False, complete=False, feminine=nature.feminine)

    def _from_entry(self, at: int, end: int, entry: SourceEntry) -> Mention:
        """
        Start a mention from a head that the pack knows.
        """
        natures = self.natures[at:end]
        owned = natures[0].form.endswith(self.lexis.owners or ("\0",)) and len(natures) == 1
        definite = entry.named or owned or any(n.definite for n in natures)
        # A head of several words (مصدر عسكري) has its adjective already; only a bare one may be a construct.
        complete = (
            definite
            or entry.kind in CROWDS
            or (end - at > 1 and natures[-1].adjective and not any(not h.rest for h in natures[-1].sources))
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

    def is_cue(self, at: int) -> bool:
        """
        Say whether a cue stands at a token, all its words.
        """
        longer = self.source_hit(at)
        words = longer[1] - at if longer is not None else 1
        # فرات بوست is an outlet, though its first word alone may be "so she saw".
        return any(len(h.rest) + 1 >= words and self._follows(at, h.rest) for h in self.natures[at].cues)

    def _follows(self, at: int, rest: tuple[str, ...]) -> bool:
        """
        Say whether the words behind a token are the rest of a phrase.
        """
        words = self.tokens.words
        return at + len(rest) < len(words) and all(words[at + 1 + k].form == f for k, f in enumerate(rest))
