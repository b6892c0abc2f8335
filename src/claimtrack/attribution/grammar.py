"""
What a pack says of the parts of a clause, as bits a token: one look a word, then only integers.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import define, field

from claimtrack.language import Cue, Pack, Tokens, Word, fold

_CACHE_LIMIT = 200_000
"""Written forms whose bits are kept; about 20 MB, and news of a year in one language has fewer."""


class Part:
    """
    Say which parts of a clause a word can play; a word has as many bits as it has parts.

    Plain integers and no IntFlag: its operators cost two thirds of the time of reading (measured).
    """

    DETERMINER = 1 << 0
    POSSESSIVE = 1 << 1
    GENITIVE = 1 << 2
    PRONOUN = 1 << 3
    OBJECT_PRONOUN = 1 << 4
    COORDINATOR = 1 << 5
    CONTRAST = 1 << 6
    RELATIVE = 1 << 7
    SUBORDINATOR = 1 << 8
    PREPOSITION = 1 << 9
    ATTACHING = 1 << 10
    INFINITIVE = 1 << 11
    AGENT = 1 << 12
    BE = 1 << 13
    AUXILIARY = 1 << 14
    MODAL = 1 << 15
    ADVERB = 1 << 16
    QUESTION = 1 << 17
    EXISTENTIAL = 1 << 18
    IMPERSONAL = 1 << 19
    COMPLEMENT = 1 << 20
    NEGATION = 1 << 21
    TITLE = 1 << 22
    VERB = 1 << 23
    CHANNEL = 1 << 24
    TIME = 1 << 25
    AUDIENCE = 1 << 26
    CUE = 1 << 27
    SOURCE = 1 << 28
    OPERATOR = 1 << 29
    WORD = 1 << 30
    CAPITAL = 1 << 31
    NUMBER = 1 << 32
    COMMA = 1 << 33
    DASH = 1 << 34
    COLON = 1 << 35
    SEMICOLON = 1 << 36
    STOP = 1 << 37
    OPENING = 1 << 38
    CLOSING = 1 << 39
    HEDGE = 1 << 40
    INDEFINITE = 1 << 41
    FIRST_PERSON = 1 << 42
    PLURAL_PRONOUN = 1 << 43
    PLURAL = 1 << 44
    PLAIN = 1 << 45
    PARTICIPLE = 1 << 46
    PAST_AUXILIARY = 1 << 47
    EARLIER = 1 << 48
    NOBODY = 1 << 49
    OWN_SOURCE = 1 << 50
    SAYING = 1 << 51
    NEAR = 1 << 52
    VERBAL_NOUN = 1 << 53
    NOTE = 1 << 54


_SIGNS = {
    ",": Part.COMMA,
    "،": Part.COMMA,
    "-": Part.DASH,
    "–": Part.DASH,
    "—": Part.DASH,
    "―": Part.DASH,
    ":": Part.COLON,
    ";": Part.SEMICOLON,
    "؛": Part.SEMICOLON,
    ".": Part.STOP,
    "!": Part.STOP,
    "?": Part.STOP,
    "؟": Part.STOP,
    "…": Part.STOP,
    "(": Part.OPENING,
    "[": Part.OPENING,
    ")": Part.CLOSING,
    "]": Part.CLOSING,
}

_NOTES = frozenset(
    {"unverified", "anonymity", "having_said", "figure_word", "disowning", "denial", "superseded", "background"}
)
"""Roles of operators that say something of the frame they stand in; a word that opens one has the part `NOTE`."""
_ENDINGS = ("adverb_ending", "verb_ending", "plural_ending", "participle_ending")
"""Roles that list endings, in the order in which `Grammar` holds them."""

AUXILIARIES = Part.BE | Part.AUXILIARY | Part.MODAL
"""Words that stand in front of the verb they belong to."""


_OF_NOUNS = Part.CHANNEL | Part.TIME | Part.AUDIENCE | Part.TITLE | Part.PAST_AUXILIARY | Part.VERBAL_NOUN
"""Parts that a word keeps with what is written onto it in front."""


_PRONOUNS = Part.PRONOUN | Part.OBJECT_PRONOUN | Part.AUDIENCE | Part.FIRST_PERSON | Part.PLURAL_PRONOUN
"""Parts that a word in capitals does not play."""


ARTICLES = ("ال", "لل")
"""How the article that is written onto a word ends a chain of clitics; packs without such chains never meet it."""


@define(eq=False)
class Grammar:
    """
    Hold the parts of clauses of one language.

    Attributes:
        roles: Folded single word to its bits.
        adverb_endings: Endings that make any word an adverb, `verb_endings` a verb.

    """

    pack: Pack
    roles: dict[str, int]
    adverb_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    _known: dict[str, int] = field(factory=dict)
    _cues: dict[str, tuple[tuple[Cue, tuple[str, ...]], ...]] = field(factory=dict)

    def parts(self, tokens: Tokens) -> list[int]:
        """
        Give the bits of every token.
        """
        known = self._known
        if len(known) > _CACHE_LIMIT:
            known.clear()
            self._cues.clear()
        found: list[int] = []
        for word in tokens.words:
            bits = known.get(word.text)
            if bits is None:
                bits = known[word.text] = self._bits(word)
            found.append(bits)
        return found

    def cues(self, tokens: Tokens, at: int) -> list[tuple[Cue, int]]:
        """
        Give the cue entries that start at a token with the token behind each, the longest only.
        """
        word = tokens.words[at]
        entries = self._cues.get(word.text)
        if entries is None:
            entries = tuple((p.entry, p.rest) for _, p in word.phrases if isinstance(p.entry, Cue))
            self._cues[word.text] = entries
        found: list[tuple[Cue, int]] = []
        longest = 0
        words = tokens.words
        for entry, rest in entries:
            size = len(rest)
            if size < longest or at + size >= len(words):
                continue
            if all(words[at + 1 + k].form == rest[k] for k in range(size)):
                longest = size
                found.append((entry, at + 1 + size))
        return found

    def _bits(self, word: Word) -> int:
        """
        Work out the bits of a word seen for the first time.
        """
        if word.shape == "number":
            return int(Part.NUMBER)
        bits = int(_SIGNS.get(word.shape, 0)) | self.roles.get(word.form, 0)
        for _, phrase in word.phrases:
            if phrase.kind == "cue":
                bits |= Part.CUE
            elif phrase.kind == "source" and not phrase.rest:
                bits |= Part.SOURCE
            elif phrase.kind == "operator":
                bits |= Part.OPERATOR if phrase.rest else 0
                bits |= Part.NOTE if getattr(phrase.entry, "role", "") in _NOTES else 0
            elif phrase.kind == "hedge":
                bits |= Part.HEDGE
        if word.shape != "word":
            return bits
        bits |= Part.WORD
        if word.text.isupper() and len(word.text) > 1:
            bits &= ~_PRONOUNS  # "the US", "the IT ministry"
        for _, base in word.bases[1:]:
            # "In a statement", "to Reuters" are one word in Arabic.
            bits |= self.roles.get(base, 0) & _OF_NOUNS
        if word.capital:
            bits |= Part.CAPITAL
        if self.plural_endings and word.form.endswith(self.plural_endings):
            bits |= Part.PLURAL
        return bits | self._by_ending(word, bits)

    def _by_ending(self, word: Word, bits: int) -> int:
        """
        Tell parts from endings, which say something only where the lists do not and where a stem remains.
        """
        if self.roles.get(word.form) or len(word.form) <= 4 or bits & Part.SOURCE or word.capital:
            return 0
        if word.form.endswith(self.adverb_endings):
            return Part.ADVERB
        if word.form.endswith(self.verb_endings):
            return Part.VERB
        return Part.PARTICIPLE if word.form.endswith(self.participle_endings) else 0


@lru_cache(maxsize=16)
def grammar_of(pack: Pack) -> Grammar:
    """
    Read the parts of clauses from a pack, once a pack.
    """
    roles: dict[str, int] = {}
    endings: dict[str, list[str]] = {role: [] for role in _ENDINGS}
    for kind in ("function", "operator", "grammar"):
        for entry in pack.entries.get(kind, ()):
            role = getattr(entry, "role", "")
            if role in endings:
                endings[role] += [fold(form) for form in entry.forms]
                continue
            part = getattr(Part, role.upper(), None)
            if not isinstance(part, int):
                continue
            for form in entry.forms:
                roles[fold(form)] = roles.get(fold(form), 0) | part
    adverb, verb, plural, participle = (tuple(endings[role]) for role in _ENDINGS)
    return Grammar(pack, roles, adverb, verb, plural, participle)
