"""
Tell the language of a text from its script and its most frequent words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claimtrack.language.letters import fold
from claimtrack.language.pack import languages, load_pack

_SAMPLE = 4_000
"""Characters looked at from the middle of a text: the ends are where page furniture stands."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "arabic": re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
}

UNKNOWN = "und"
"""ISO 639-2 code for an undetermined language."""


def detect_language(text: str) -> str:
    """
    Give the code of the language most of a text is in, or `und` where no pack fits.

    Source:
        Share of the pack's commonest words among the words of the text; the script decides first.
    """
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    script = max(counts, key=lambda s: counts[s])
    if not counts[script]:
        return UNKNOWN
    candidates = [lang for lang in languages() if _basics(lang)[0] == script]
    if len(candidates) <= 1:
        return candidates[0] if candidates else UNKNOWN
    words = [fold(w) for w in _WORD.findall(sample)]
    hits = {lang: sum(w in _basics(lang)[1] for w in words) for lang in candidates}
    best = max(candidates, key=lambda lang: hits[lang])
    if hits[best]:
        return best
    # No common word at all (a headline of names): English is by far the commonest of its script.
    return "en" if "en" in candidates else candidates[0]


@lru_cache(maxsize=32)
def _basics(lang: str) -> tuple[str, frozenset[str]]:
    """
    Give script and common words of a language.
    """
    basics = load_pack(lang).basics
    return basics.script, frozenset(fold(w) for w in basics.common)
