"""
What each written form may be in a verb-first sentence: looked up once a form, kept with its pack.

A word carries conjunctions, prepositions and the article in front. Conjunctions may stand before
anything; a verb never carries a preposition; what the article or a preposition leaves is a noun.
Which letters those are stands in the pack (`function.toml`), never here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from attrs import define, field, frozen

from claimtrack.language import Cue, Entry, FunctionWord, Operator, Pack, SourceEntry, Word, fold
from claimtrack.language.entries import GrammarEntry
from claimtrack.language.pack import all_forms

_KEPT_FORMS = 200_000
"""Forms kept a pack; beyond it all are dropped, so that no text can fill the memory."""


_KINDS = frozenset({"cue", "source", "function", "operator", "grammar"})
"""Kinds of entries whose form as listed settles that its first letter is no clitic."""


@frozen
class Hit:
    """
    Hold a phrase of the pack that may start at a word, with what was taken off in front.

    Attributes:
        rest: Folded words that must follow.
        entry: The entry, and `agrees` how its form agrees: `masculine`, `feminine`, `plural`, `dual` or `object`.
        conjunction: Whether a conjunction was taken off.
        preposition: The preposition that was taken off, or "".
        exact: Whether the pack lists it spelled as it stands.

    """

    rest: tuple[str, ...]
    entry: Entry
    agrees: str
    conjunction: bool
    preposition: str
    exact: bool = False

    @property
    def entry_is_verb(self) -> bool:
        """
        Say whether the phrase is a finite cue of one word.
        """
        return isinstance(self.entry, Cue) and self.entry.part == "verb" and not self.rest

    @property
    def entry_named(self) -> bool:
        """
        Say whether the entry is a source that its words alone identify.
        """
        return isinstance(self.entry, SourceEntry) and self.entry.named


@define(eq=False)
class Nature:
    """
    Hold what one written form may be.

    Attributes:
        roles: Roles of function words, operators and grammar entries, conjunctions taken off.
        under: The same, prepositions taken off too (`preposition` says which).
        conjunction: Whether a conjunction stands in front.
        preposition: A preposition written in front of a noun, or "".
        definite: Whether it carries the article.
        adjective: Whether it is an adjective by list or ending, `listed` by list.
        verbal: Whether it is a verbal noun without article, by list, shape or event class.
        feminine: Whether it ends as most feminine words do.
        cues: Cues that may start here; `sources`, source heads; `operators`, operators of several words.

    """

    shape: str
    form: str
    roles: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    conjunction: bool = False
    preposition: str = ""
    definite: bool = False
    adjective: bool = False
    listed: bool = False
    verbal: bool = False
    verbal_under: bool = False
    feminine: bool = False
    cues: tuple[Hit, ...] = ()
    sources: tuple[Hit, ...] = ()
    operators: tuple[Hit, ...] = ()


@define(eq=False)
class Lexis:
    """
    Hold the word classes of one pack, and the natures of the forms seen so far.
    """

    pack: Pack
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    articles: tuple[str, ...]
    joined_articles: tuple[str, ...]
    feminine_endings: tuple[str, ...]
    bound_endings: tuple[str, ...]
    accusatives: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    possessives: tuple[str, ...]
    owners: tuple[str, ...]
    verbal_shapes: re.Pattern[str]
    agreement: dict[tuple[int, str], str]
    takes: dict[int, frozenset[str]]
    events: frozenset[str]
    _natures: dict[str, Nature] = field(factory=dict)

    def nature(self, word: Word) -> Nature:
        """
        Give the nature of a word, worked out at first sight and kept.
        """
        found = self._natures.get(word.text)
        if found is None:
            if len(self._natures) >= _KEPT_FORMS:
                self._natures.clear()
            found = self._natures[word.text] = self._look(word)
        return found

    def _look(self, word: Word) -> Nature:
        """
        Work out the nature of one form.
        """
        if word.shape != "word":
            return Nature(word.shape, word.form, roles=frozenset(self._roles(word, {""})))
        heads = self._split(word)
        plain = {prefix for prefix, preposition in heads.items() if not preposition}
        roles = frozenset(self._roles(word, plain))
        joined = {p: q for p, q in heads.items() if q}
        nature = Nature("word", word.form, roles=roles)
        nature.conjunction = any(p and p in plain for p, _ in word.bases) and word.form not in self._whole(word)
        hits = [h for h in self._hits(word, heads) if isinstance(h.entry, Cue | SourceEntry | Operator)]
        exact = [h for h in hits if h.exact]
        if exact:
            hits = [h for h in hits if h.exact or h.rest]
        if not hits and word.form.endswith(self.accusatives):
            # لكن مسؤولاً قال: the ending of an object also stands on subjects.
            plain_word = self.pack.word(word.form[:-1], "word")
            hits = [h for h in self._hits(plain_word, self._split(plain_word)) if isinstance(h.entry, SourceEntry)]
        nature.cues = tuple(h for h in hits if isinstance(h.entry, Cue) and self._may_be_cue(h))
        nature.sources = tuple(h for h in hits if isinstance(h.entry, SourceEntry))
        nature.operators = tuple(h for h in hits if isinstance(h.entry, Operator) and not h.preposition)
        self._noun(word, nature, plain, joined)
        if nature.conjunction and not (roles or hits or nature.definite or nature.verbal or nature.adjective):
            # Nothing known stands behind the letter: it belongs to the word (ولاية is no "and …").
            nature.conjunction = False
        return nature

    def _may_be_cue(self, hit: Hit) -> bool:
        """
        Say whether a cue may carry what stands in front: a verb carries no preposition.
        """
        return not hit.preposition or (isinstance(hit.entry, Cue) and hit.entry.part == "noun")

    def _whole(self, word: Word) -> frozenset[str]:
        """
        Give the form if the pack knows it as it stands, so that its first letter is no clitic.
        """
        known = any(not prefix and phrase.kind in _KINDS for prefix, phrase in word.phrases)
        return frozenset({word.form}) if known else frozenset()

    def _split(self, word: Word) -> dict[str, str]:
        """
        Map each prefix that may be taken off to the preposition in it ("" for none); articles are no such prefix.
        """
        found = {"": ""}
        for prefix, _ in word.bases:
            rest = prefix
            if rest[:1] in self.conjunctions:
                rest = rest[1:]
            if not rest:
                found[prefix] = ""
            elif rest in self.prepositions:
                found[prefix] = rest
        return found

    def _roles(self, word: Word, prefixes: Iterable[str]) -> list[str]:
        """
        Give the roles of the entries of one word that stand behind one of the prefixes.
        """
        allowed = set(prefixes)
        found: list[tuple[str, bool]] = []
        for prefix, phrase in word.phrases:
            if phrase.rest or prefix not in allowed:
                continue
            if isinstance(phrase.entry, FunctionWord | Operator | GrammarEntry):
                found.append((phrase.entry.role, word.text[len(prefix) :] in phrase.entry.forms))
            if phrase.kind == "number":
                found.append(("number", True))
        # A spelling that the pack lists as it stands wins over one that only folds alike (علي a name, على "on").
        listed = any(exact for _, exact in found)
        return [role for role, exact in found if exact or not listed]

    def _hits(self, word: Word, heads: dict[str, str]) -> Iterable[Hit]:
        """
        Give the phrases of the pack that may start at a word, longest first.
        """
        for prefix, phrase in word.phrases:
            preposition = heads.get(prefix)
            article = False
            if preposition is None:
                # للوزارة is ل and الوزارة: what was taken off ends in nothing but the joined article.
                article = any(prefix.endswith(a) for a in self.joined_articles)
                if not article:
                    continue
                preposition = "".join(p for p in self.prepositions if prefix.endswith(p * 2) or p * 2 in prefix)[:1]
            base = word.form[len(prefix) :] if not article else word.form
            agrees = self.agreement.get((id(phrase.entry), " ".join((base, *phrase.rest))), "masculine")
            joined = prefix[:1] in self.conjunctions and bool(prefix)
            exact = not phrase.rest and word.text[len(prefix) :] in all_forms(phrase.entry)
            yield Hit(phrase.rest, phrase.entry, agrees, joined, preposition, exact)

    def _noun(self, word: Word, nature: Nature, plain: set[str], joined: dict[str, str]) -> None:  # noqa: PLR0912 (a decision list: the first ground decides)
        """
        Fill in what the form is as a noun: article, preposition, adjective, verbal noun, ending.
        """
        known = bool(nature.roles & {"verbal_noun", "given_name", "preposition", "relative", "open_object"})
        stem = word.form
        for prefix, base in word.bases:
            if prefix in plain and prefix and not self._whole(word):
                stem = base
        article = next((a for a in self.articles if stem.startswith(a) and len(stem) > len(a) + 1), "")
        if not article:
            for prefix, base in word.bases:
                if any(a in prefix for a in (*self.articles, *self.joined_articles)) and len(base) > 1:
                    article, stem = "+", base
        elif not known:
            stem = stem[len(article) :]
        nature.definite = bool(article) and not known
        if not nature.roles & {"verbal_noun"} and joined and not self._whole(word):
            prefix = max(joined, key=len)
            nature.preposition = joined[prefix]
            nature.under = frozenset(self._roles(word, joined))
        nature.feminine = stem.endswith(self.feminine_endings)
        explicit = "adjective" in nature.roles or self._listed(word, "adjective")
        nature.listed = explicit
        ending = len(stem) > 3 and stem.endswith(self.adjective_endings)
        if not ending and not nature.definite and stem.endswith(self.accusatives) and len(stem) > 4:
            ending = stem[:-1].endswith(self.adjective_endings)
        closed = nature.roles - {"adjective", "given_name"}
        nature.adjective = explicit or (ending and not closed and stem not in self.events)
        if nature.definite and not nature.adjective:
            nature.verbal = any(b in self.events for p, b in word.bases if p not in joined)
        if not nature.definite:
            forms = [(p, b) for p, b in word.bases if p in plain]
            if not nature.adjective or "verbal_noun" in nature.roles:
                nature.verbal = self._is_verbal(nature.roles, [b for _, b in forms])
            nature.verbal_under = bool(joined) and self._is_verbal(
                nature.under, [b for p, b in word.bases if p in joined]
            )
        elif nature.preposition:
            nature.verbal_under = any(b in self.events for _, b in word.bases)
        if nature.preposition and not (
            nature.under or nature.definite or nature.verbal_under or any(h.preposition for h in nature.sources)
        ):
            # Nothing known is left behind the letter: it belongs to the word (لافروف is no "for Afrof").
            nature.preposition = ""

    def _listed(self, word: Word, role: str) -> bool:
        """
        Say whether a word is listed in a role, whatever stands in front of it.
        """
        return any(not p.rest and isinstance(p.entry, GrammarEntry) and p.entry.role == role for _, p in word.phrases)

    def _is_verbal(self, roles: frozenset[str], bases: Sequence[str]) -> bool:
        """
        Say whether one of the forms is a verbal noun: by list, event class, or shape, endings taken off.
        """
        if "verbal_noun" in roles:
            return True
        if roles - {"article", "feminine_ending"}:
            return False
        for base in bases:
            for cut in self._endings_off(base):
                if cut in self.events:
                    return True
            if self.verbal_shapes.fullmatch(base) or any(
                self.verbal_shapes.fullmatch(c) for c in self._endings_off(base)
            ):
                return True
        return False

    def _endings_off(self, base: str) -> list[str]:
        """
        Give a form and what is left when a possessive or an accusative ending is taken off.
        """
        cuts = [base]
        for ending in self.possessives:
            if base.endswith(ending) and len(base) - len(ending) >= 3:
                cut = base[: -len(ending)]
                cuts.append(cut)
                if cut.endswith(self.bound_endings):
                    # A feminine ending changes its letter before a possessive: مسؤولية, مسؤوليتها.
                    cuts.append(cut[:-1] + self.feminine_endings[0])
        return cuts


def _forms(rows: Iterable[Entry], role: str) -> list[str]:
    """
    Give the folded forms of all entries of one role.
    """
    return [fold(f) for e in rows if getattr(e, "role", None) == role for f in e.forms]


def _agreement(pack: Pack) -> dict[tuple[int, str], str]:
    """
    Map each cue form that is not the plain one to how it agrees.
    """
    table: dict[tuple[int, str], str] = {}
    for entry in pack.entries.get("cue", ()):
        if not isinstance(entry, Cue):
            continue
        for name, forms in (
            ("feminine", entry.feminine),
            ("plural", entry.plural),
            ("dual", entry.dual),
            ("object", entry.with_object),
        ):
            for form in forms:
                table[id(entry), " ".join(fold(w) for w in form.split())] = name
    return table


@lru_cache(maxsize=16)
def lexis_of(pack: Pack) -> Lexis:
    """
    Build the word classes of a pack, once a pack.
    """
    functions = pack.entries.get("function", ())
    grammar = pack.entries.get("grammar", ())
    verbal = [e for e in grammar if isinstance(e, GrammarEntry) and e.role == "verbal_noun"]
    adjectives = [e for e in grammar if isinstance(e, GrammarEntry) and e.role == "adjective"]
    owned = [e for e in grammar if isinstance(e, GrammarEntry) and e.role == "possessive"]
    listed = frozenset(f for e in verbal for f in map(fold, e.forms))
    nouns = frozenset(fold(f) for e in pack.entries.get("event", ()) for f in getattr(e, "nouns", ()))
    shapes = "|".join(re.escape(fold(s)).replace(r"\?", ".") for e in verbal for s in e.shapes)
    return Lexis(
        pack=pack,
        accusatives=tuple(_forms(functions, "accusative")) or ("\0",),
        conjunctions=frozenset(f for f in _forms(functions, "conjunction") if len(f) == 1),
        prepositions=frozenset(f for f in _forms(functions, "preposition") if len(f) == 1),
        articles=tuple(_forms(functions, "article")),
        joined_articles=tuple(_forms(functions, "article_after_for")),
        feminine_endings=tuple(_forms(functions, "feminine_ending")) or ("\0",),
        bound_endings=tuple(_forms(functions, "feminine_bound")) or ("\0",),
        adjective_endings=tuple(fold(s) for e in adjectives for s in e.suffixes) or ("\0",),
        possessives=tuple(fold(s) for e in owned for s in e.suffixes),
        owners=tuple(_forms(grammar, "owned")),
        verbal_shapes=re.compile(shapes or r"(?!)"),
        agreement=_agreement(pack),
        takes={id(e): frozenset(map(fold, e.takes)) for e in pack.entries.get("cue", ()) if isinstance(e, Cue)},
        events=listed | nouns,
    )
