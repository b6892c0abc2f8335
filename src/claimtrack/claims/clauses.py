"""
Look up the words that open, join and end clauses (`clauses.toml`), by role.
"""

from __future__ import annotations

from functools import lru_cache

from claimtrack.language import ClauseEntry, Word, fold, load_pack


@lru_cache(maxsize=128)
def clause_words(lang: str, role: str) -> frozenset[str]:
    """
    Give the folded one-word forms of a role.
    """
    entries = load_pack(lang).entries.get("clause", ())
    forms = (f for e in entries if isinstance(e, ClauseEntry) and e.role == role for f in e.forms)
    return frozenset(fold(f) if f.isalpha() else f for f in forms if " " not in f)


@lru_cache(maxsize=128)
def clause_endings(lang: str, role: str) -> tuple[str, ...]:
    """
    Give the endings of a role ("ing"), for `str.endswith`; empty where the language has none.
    """
    return tuple(sorted(clause_words(lang, role)))


@lru_cache(maxsize=16)
def glued_coordinators(lang: str) -> frozenset[str]:
    """
    Give the one-letter coordinators that are written onto the next word (و).
    """
    return frozenset(w for w in clause_words(lang, "coordinator") if len(w) == 1 and w.isalpha())


@lru_cache(maxsize=16)
def joining_words(lang: str) -> frozenset[str]:
    """
    Give the words that never end a quote: what would join it to the next one.
    """
    return clause_words(lang, "coordinator") | clause_words(lang, "opener")


def plays(word: Word, role: str) -> bool:
    """
    Whether a word, clitics taken off, is listed by itself with a role.
    """
    if "clause" not in word.kinds:
        return False
    return any(getattr(p.entry, "role", "") == role and not p.rest for _, p in word.by_kind.get("clause", ()))
