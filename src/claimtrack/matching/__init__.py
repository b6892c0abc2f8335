"""
Matching: what says the same, in other words and languages, and what differs where it does.

The public names are imported on first use, so that numpy is loaded only where something is matched.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.matching.compare import Comparison
    from claimtrack.matching.embedder import SHIPPED, Embedder, SentenceEncoder
    from claimtrack.matching.grouping import Grouping, group_appearances
    from claimtrack.matching.index import TextIndex
    from claimtrack.matching.search import Match, find_matches
    from claimtrack.matching.texts import Deduplication, Placement, TextItem, deduplicate
    from claimtrack.matching.topics import group_topics
    from claimtrack.matching.verdict import Difference, TextRelation, Verdict, compare_texts

_HOMES = {
    "Comparison": "compare",
    "Deduplication": "texts",
    "Difference": "verdict",
    "Embedder": "embedder",
    "Grouping": "grouping",
    "Match": "search",
    "Placement": "texts",
    "SHIPPED": "embedder",
    "SentenceEncoder": "embedder",
    "TextIndex": "index",
    "TextItem": "texts",
    "TextRelation": "verdict",
    "Verdict": "verdict",
    "compare_texts": "verdict",
    "deduplicate": "texts",
    "find_matches": "search",
    "group_appearances": "grouping",
    "group_topics": "topics",
}

__all__ = [
    "SHIPPED",
    "Comparison",
    "Deduplication",
    "Difference",
    "Embedder",
    "Grouping",
    "Match",
    "Placement",
    "SentenceEncoder",
    "TextIndex",
    "TextItem",
    "TextRelation",
    "Verdict",
    "compare_texts",
    "deduplicate",
    "find_matches",
    "group_appearances",
    "group_topics",
]


def __getattr__(name: str) -> object:
    """
    Import a public name from its module.
    """
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
