"""
What a language is to claimtrack: packs of TOML, tokens with offsets, letters across scripts.
"""

from claimtrack.language.detect import UNKNOWN, detect_language
from claimtrack.language.entries import (
    CalendarEntry,
    ClauseEntry,
    CountingEntry,
    Cue,
    Entry,
    Event,
    FunctionWord,
    FurnitureEntry,
    GrammarEntry,
    Hedge,
    Institution,
    NumberEntry,
    Operator,
    PlaceEntry,
    SiteEntry,
    SourceEntry,
    Unit,
)
from claimtrack.language.letters import fold, skeleton
from claimtrack.language.pack import Pack, languages, load_pack, read_pack
from claimtrack.language.text import Tokens, tokenise
from claimtrack.language.words import Word

__all__ = [
    "UNKNOWN",
    "CalendarEntry",
    "ClauseEntry",
    "CountingEntry",
    "Cue",
    "Entry",
    "Event",
    "FunctionWord",
    "FurnitureEntry",
    "GrammarEntry",
    "Hedge",
    "Institution",
    "NumberEntry",
    "Operator",
    "Pack",
    "PlaceEntry",
    "SiteEntry",
    "SourceEntry",
    "Tokens",
    "Unit",
    "Word",
    "detect_language",
    "fold",
    "languages",
    "load_pack",
    "read_pack",
    "skeleton",
    "tokenise",
]
