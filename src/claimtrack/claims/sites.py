"""
Read what stands around names of places: prepositions, kinds of place, and names that no gazetteer holds.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from claimtrack.language import FunctionWord, SiteEntry, Tokens, Word, fold, load_pack, skeleton

NAME_WORDS = 4
"""Words of a name in quotation marks; longer ones are speech."""
NAME_TOKENS = 6
"""Tokens of a name in front of its kind: al-Tala'i has five with its signs."""
QUOTES = frozenset("\"“”„«»‘’'‹›#_")
_GLUE = frozenset("'’ʼ-")
"""Signs inside a name: al-Tala'i."""


@frozen
class SiteWords:
    """
    Hold what a pack writes onto names of places: prepositions and the article.
    """

    locatives: frozenset[str]
    origins: frozenset[str]
    directions: frozenset[str]
    article: str
    articles: tuple[str, ...]


@lru_cache(maxsize=16)
def site_words(lang: str) -> SiteWords:
    """
    Collect the prepositions that are written onto a word, by pack.
    """
    pack = load_pack(lang)
    entries = [e for e in pack.entries.get("site", ()) if isinstance(e, SiteEntry)]
    glued = {
        role: frozenset(f for e in entries if e.role == role for f in e.forms if len(f) == 1 and f.isalpha())
        for role in ("locative", "origin", "direction")
    }
    functions = [e for e in pack.entries.get("function", ()) if isinstance(e, FunctionWord)]
    article = next((fold(f) for e in functions if e.role == "article" for f in e.forms), "")
    joined = tuple(fold(f) for e in functions if e.role == "article_after_for" for f in e.forms)
    articles = (article, *joined) if article else ()
    return SiteWords(glued["locative"], glued["origin"], glued["direction"], article, articles)


def roles_of(word: Word) -> frozenset[tuple[str, str]]:
    """
    Give the roles of a word around names of places, each with what is written onto the word.
    """
    return frozenset(
        (prefix, phrase.entry.role)
        for prefix, phrase in word.phrases
        if not phrase.rest and isinstance(phrase.entry, SiteEntry)
    )


def has_role(word: Word, role: str) -> bool:
    """
    Say whether a word as it is written plays a role around names of places.
    """
    return bool(word.phrases) and ("", role) in roles_of(word)


def has_base_role(word: Word, role: str) -> bool:
    """
    Say whether a word plays a role once what is written onto it in front is taken off.
    """
    return bool(word.phrases) and any(r == role for _, r in roles_of(word))


def step_over(tokens: Tokens, at: int) -> int:
    """
    Step over a joiner ("the port of") and over quotation marks.
    """
    words, count = tokens.words, len(tokens)
    while at < count and (words[at].shape in QUOTES or has_role(words[at], "joiner")):
        at += 1
    return at


def name_in_front(tokens: Tokens, at: int, done: int) -> tuple[int, int] | None:
    """
    Read the capitalised words right in front of a kind of place, from token `done` on.
    """
    words, first = tokens.words, at
    while first > done and at - first < NAME_TOKENS and _is_name_part(tokens, first - 1):
        first -= 1
    while first < at and not words[first].capital and not has_role(words[first], "particle"):
        first += 1
    return (first, at) if any(w.capital for w in words[first:at]) else None


def name_behind(tokens: Tokens, end: int, known: SiteWords) -> tuple[int, int] | None:
    """
    Read the name behind a kind of place: what stands in quotation marks, one word, or two after a word like Tell.
    """
    words, count = tokens.words, len(tokens)
    at = step_over(tokens, end)
    if at >= count:
        return None
    if tokens.pack.basics.capitals:
        last = at
        while at > end and last < count and last - at < NAME_TOKENS and _is_name_part(tokens, last):
            last += 1
        return (at, last) if any(w.capital for w in words[at:last]) else None
    if at > end and words[at - 1].shape in QUOTES - {"#", "_"}:
        last = next((k for k in range(at, min(at + NAME_WORDS, count)) if words[k].shape in QUOTES), 0)
        if last > at:
            return at, last
    if has_role(words[at], "particle") and at + 1 < count and words[at + 1].shape == "word":
        return at, at + 2
    return (at, at + 1) if _may_name(words[at], known, quoted=at > end) else None


def key_of(name: str) -> str:
    """
    Give what a name is compared by across scripts; "" where it has no consonants.
    """
    pieces = fold("".join(c for c in name if c not in QUOTES)).replace("-", " ").split()
    key = " ".join(s for s in map(skeleton, pieces) if len(pieces) == 1 or len(s) > 1)
    return f"name: {key}" if key else ""


def clean_name(text: str) -> str:
    """
    Take quotation marks and line breaks out of a name as it is written.
    """
    return " ".join("".join(c for c in text if c not in QUOTES or c in _GLUE).split()) or text


def _is_name_part(tokens: Tokens, at: int) -> bool:
    """
    Say whether a token next to a kind of place belongs to its name.
    """
    word = tokens.words[at]
    if word.shape in _GLUE or has_role(word, "particle"):
        return True
    if word.shape != "word" or has_role(word, "not_name"):
        return False
    if not word.capital:
        # The rest of a word with an apostrophe: Tala'i.
        return at > 0 and tokens.words[at - 1].shape in _GLUE - {"-"} and tokens.starts[at] == tokens.ends[at - 1]
    return not word.function and word.get("place") is None and word.get("calendar") is None


def _may_name(word: Word, known: SiteWords, *, quoted: bool) -> bool:
    """
    Say whether a word behind a kind of place names it, and does not describe it.
    """
    if word.shape != "word" or word.function or len(word.form) <= len(known.article) + 1:
        return False
    if any(prefix != known.article and prefix.endswith(known.articles) for prefix, _ in word.bases):
        # "For oil", "by the army": a preposition with the article names nothing.
        return False
    if quoted:
        return not has_role(word, "not_name")
    if word.single:
        return False
    # An adjective behind an indefinite noun: مستشفى ميداني, قاعدة عسكرية.
    described = word.form.endswith(("ي", "يه", "يا", "ين", "ات"))
    return bool(known.article and word.form.startswith(known.article)) or not described
