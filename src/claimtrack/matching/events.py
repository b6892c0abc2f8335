"""
Event classes that may tell of one event in other words, and what a class says of whom it befalls.

The classes are those of the language packs, the same in every language. A town is "entered" in one report
and "seized" in the next; the dead are "killed", "dead" or "drowned". Chosen by us from how newsrooms
vary their verbs, not from any data set.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"enter", "arrive", "deploy", "reinforce", "move", "land", "receive", "present", "accompany"}),
    frozenset({"seize", "enter", "hand_over", "present", "surrender"}),
    frozenset({"guard", "fortify", "deploy", "build"}),
    frozenset({"expel", "force", "withdraw", "evacuate", "seize", "escape"}),
    frozenset({"attack", "clash", "shell", "airstrike", "shoot", "explode", "breach", "beat", "suicide_bomb"}),
    frozenset({"kill", "die", "drown", "execute", "assassinate", "fall", "bury", "mourn"}),
    frozenset({"destroy", "damage", "collapse", "loot", "fire", "explode"}),
    frozenset({"reject", "ban", "stop", "close", "force", "warn_party"}),
    frozenset({"meet", "negotiate", "visit", "agree", "ceasefire", "accompany"}),
    frozenset({"arrest", "kidnap", "execute", "try"}),
    frozenset({"aid", "provide", "rescue", "search", "admit", "evacuate", "find"}),
    frozenset({"flood", "storm_weather", "quake", "fire", "destroy", "collapse", "cause", "store"}),
    frozenset({"tension", "clash", "threaten", "warn_party", "worsen"}),
    frozenset({"displace", "evacuate", "homeless", "return"}),
    frozenset({"plan", "recruit", "move", "train"}),
)

OUTCOMES: Mapping[str, str] = {
    "kill": "killed",
    "die": "killed",
    "drown": "killed",
    "execute": "killed",
    "assassinate": "killed",
    "mourn": "killed",
    "injure": "injured",
    "miss": "missing",
    "displace": "displaced",
    "homeless": "homeless",
    "arrest": "detained",
    "kidnap": "captives",
    "affect": "affected",
}
"""Event class to the unit that counts those it befell."""


@lru_cache(maxsize=65_536)
def are_kin(a: str, b: str) -> bool:
    """
    Say whether two event classes may tell of one event.
    """
    return any(a in family and b in family for family in _FAMILIES)
