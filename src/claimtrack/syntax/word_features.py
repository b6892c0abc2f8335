"""
What the tagger may know of a written form alone: its letters, its endings, and what the pack says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from claimtrack.language import (
    ClauseEntry,
    Cue,
    Event,
    FunctionWord,
    GrammarEntry,
    Hedge,
    Operator,
    SourceEntry,
    Unit,
    Word,
)

REACH = 2
"""Tokens on either side of a token that its features look at."""
_AFFIX = 4
"""Letters of the longest prefix and suffix that are features; longer ones were no better on held-out files."""


def feature_key(name: str) -> int:
    """
    Return the key of a feature: 32 bits of its name, the same on every machine.
    """
    return crc32(name.encode("utf-8"))


def word_keys(word: Word) -> tuple[tuple[int, ...], ...]:
    """
    Return the keys of a word for each place from which it is looked at, from two tokens before to two behind.
    """
    letters, near = list(_spelling(word)), list(_lexicon(word))
    form = [f"w={word.form}", f"c={_case(word)}"]
    bases = [f"b={base}" for _, base in word.bases[:4]] or [f"b={word.form}"]
    own = [*form, *bases, *letters, *near, f"s={word.stem}", f"n={min(len(word.form), 9)}"]
    beside = [*form, *bases[-1:], *near, *(k for k in letters if k[:2] in ("S2", "S3", "P2"))]
    far = [*form, *near]
    by_place = {-2: far, -1: beside, 0: own, 1: beside, 2: far}
    return tuple(
        tuple([crc32(name, start) for name in dict.fromkeys(map(str.encode, by_place[place]))])
        for place, start in _PLACES
    )


_PLACES = tuple((place, feature_key(str(place))) for place in range(-REACH, REACH + 1))
"""Places with the sum to go on from: that of `-1w=the` is that of `-1`, gone on with `w=the`."""


def edge_keys() -> tuple[tuple[int, ...], ...]:
    """
    Return the keys of the edge of a sentence for each place from which it is looked at.
    """
    return tuple((feature_key(f"{place}edge"),) for place in range(-REACH, REACH + 1))


def _case(word: Word) -> str:
    """
    Return the shape of a word: sign, number, or how its letters are written.
    """
    if word.shape != "word":
        return word.shape
    text = word.text
    if len(text) > 1 and text.isupper() and text.isascii():
        return "AA"
    return "Aa" if word.capital else "aa"


def _spelling(word: Word) -> Iterator[str]:
    """
    Yield prefixes and suffixes of a word, folded.
    """
    if word.shape != "word":
        return
    form = word.form
    for size in range(1, min(_AFFIX, len(form) - 1) + 1):
        yield f"P{size}{form[:size]}"
        yield f"S{size}{form[-size:]}"


_NO_GRAMMAR = frozenset({"superseded"})
"""Roles of entries that say nothing of grammar; as features they would only move the weights."""


def _lexicon(word: Word) -> Iterator[str]:
    """
    Yield what the pack says of the word alone, and of longer phrases that begin with it.
    """
    seen = set()
    for prefix, phrase in word.phrases:
        if getattr(phrase.entry, "role", "") in _NO_GRAMMAR:
            continue
        name = f"L{_entry_class(word, prefix, phrase.entry, phrase.kind)}{'+' if phrase.rest else ''}"
        if name not in seen:
            seen.add(name)
            yield name


def class_key(word: Word) -> int:
    """
    Return one key for all that the pack says of a word; 0 where it says nothing.
    """
    names = sorted(_lexicon(word))
    return feature_key("|".join(names)) if names else 0


def _entry_class(word: Word, prefix: str, entry: object, kind: str) -> str:
    """
    Return the class of an entry, finer than its kind where grammar depends on it.
    """
    if isinstance(entry, Cue):
        return f"cue:{entry.part}:{entry.cue_class}" if entry.speech else f"cue:{entry.part}:attitude"
    if isinstance(entry, FunctionWord | Operator | Hedge | ClauseEntry | GrammarEntry):
        return f"{kind}:{entry.role}"
    if isinstance(entry, Unit):
        return f"unit:{'state' if entry.state else 'person' if entry.person else 'thing'}"
    if isinstance(entry, Event):
        base = word.form[len(prefix) :]
        return f"event:{'passive' if base in entry.passive else 'noun' if base in entry.nouns else 'verb'}"
    if isinstance(entry, SourceEntry):
        return f"source:{entry.kind}"
    return kind
