"""
Collect who a page says its text comes from: agencies in credit lines, datelines and bylines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimtrack.language import FurnitureEntry, Institution, Pack, SourceEntry, Tokens, fold, tokenise
from claimtrack.model import SourceKind

_PUBLISHERS = frozenset({SourceKind.AGENCY, SourceKind.MEDIA_OUTLET})
_BRACKETS = re.compile(r"\(([^()]{2,60})\)")


def credits_in(tokens: Tokens, *, alone: bool) -> list[str]:
    """
    Give the agencies and outlets that a line names, as neutral names.

    A name that the packs know as an institution is given by its concept, so that رويترز and Reuters are
    one; another one by its words. Where `alone` is true (a credit line), words behind "Source:" are taken
    although no pack knows them.
    """
    if len(tokens) > 60:
        return []
    names = [
        _neutral(tokens, first, last)
        for first, last, entry, _ in tokens.find("source")
        if isinstance(entry, SourceEntry) and _publishes(entry)
    ]
    if alone and not names:
        for _, end, entry, _ in tokens.find("furniture"):
            if isinstance(entry, FurnitureEntry) and entry.role == "credit":
                rest = [w.form for w in tokens.words[end:] if w.shape in ("word", "number")]
                if 1 <= len(rest) <= 5 and not _is_label(tokens, end):
                    names.append(" ".join(rest))
                break
    return [n for n in names if n]


def outlet_credits(name: str, packs: Sequence[Pack]) -> list[str]:
    """
    Give the agencies named in brackets in an outlet's name or a dateline ("lakesidepost (BBC)").
    """
    found: list[str] = []
    for inside in _BRACKETS.findall(name[:300]):
        known = [n for pack in packs for n in credits_in(tokenise(inside, pack), alone=False)]
        if known:
            found += known
        elif len(inside.split()) <= 4 and not any(c.isdigit() for c in inside):
            found.append(fold(inside))
    return list(dict.fromkeys(found))


def _is_label(tokens: Tokens, at: int) -> bool:
    """
    Say whether what stands at a token is a label of the page ("By Newsroom"), which names nobody.
    """
    hit = tokens.match(at, "furniture")
    return hit is not None and hit[1] >= len(tokens) - 1


def _publishes(entry: SourceEntry) -> bool:
    """
    Say whether a source entry is a named agency or outlet.
    """
    return entry.named and entry.kind in _PUBLISHERS


def _neutral(tokens: Tokens, first: int, last: int) -> str:
    """
    Name an agency the same in every language where the packs know it, else by its words.
    """
    for _, _, entry, _ in tokens.find("institution", first, last):
        if isinstance(entry, Institution):
            return entry.concept.replace("_", " ")
    return " ".join(w.form for w in tokens.words[first:last] if w.shape in ("word", "number"))
