"""
Leave the publishing outlet out of its own chains: "he told our paper" has the paper as no link of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from claimtrack.language import Pack, fold, skeleton, tokenise
from claimtrack.language.entries import SourceEntry
from claimtrack.model import Link, Passage, SourceKind

_MEDIA = frozenset({SourceKind.MEDIA_OUTLET, SourceKind.AGENCY})
_SHORTEST_KEY = 3
"""Consonants that must agree; with two, every second name of three letters would be the same."""
_PARTS = re.compile(r"[^\W\d_]+")


def drop_own_outlet(passages: Sequence[Passage], outlet: str, pack: Pack) -> list[Passage]:
    """
    Drop links in front of others that name the outlet which published the report.

    Args:
        passages: The passages of one report of this outlet.
        outlet: Its name as given, often the first part of its domain, in any script.
        pack: The language of the report.

    Returns:
        The passages in the same order; names compare by consonants, so across scripts.

    """
    own = "".join(skeleton(fold(part)) for part in _PARTS.findall(outlet))
    if len(own) < _SHORTEST_KEY:
        return list(passages)
    kept: list[Passage] = []
    for passage in passages:
        chain = passage.attribution.chain
        links = tuple(k for n, k in enumerate(chain) if n == len(chain) - 1 or not _is_own(k, own, pack))
        kept.append(
            passage
            if len(links) == len(chain)
            else evolve(passage, attribution=evolve(passage.attribution, chain=links))
        )
    return kept


def _is_own(link: Link, own: str, pack: Pack) -> bool:
    """
    Say whether a link is a news outlet whose name has the consonants of the publishing one.
    """
    if link.kind not in _MEDIA or link.source is None:
        return False
    words = tokenise(link.source, pack).words
    key = "".join(w.skeleton for w in words if w.shape == "word" and not isinstance(w.get("source"), SourceEntry))
    return len(key) >= _SHORTEST_KEY and (own.startswith(key) or key.startswith(own))
