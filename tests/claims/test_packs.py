"""
Tests of the packs' entries: every one is found in its own example sentence.
"""

from __future__ import annotations

import pytest

from claimtrack.claims.numbers import read_number
from claimtrack.language import Entry, Event, languages, load_pack, tokenise

KINDS = ("event", "unit", "calendar", "counting", "place", "clause")


def _entries(*kinds: str) -> list[object]:
    return [
        pytest.param(lang, kind, entry, id=f"{lang}-{kind}-{number}")
        for lang in languages()
        for kind in kinds
        for number, entry in enumerate(load_pack(lang).entries.get(kind, ()))
    ]


@pytest.mark.parametrize(("lang", "kind", "entry"), _entries(*KINDS))
def test_an_entry_is_found_in_its_example(lang: str, kind: str, entry: Entry) -> None:
    """
    The example of an entry holds one of its forms.
    """
    tokens = tokenise(entry.example, load_pack(lang))
    found = [
        phrase.entry
        for at, word in enumerate(tokens.words)
        for _, phrase in word.phrases
        if phrase.kind == kind
        and [w.form for w in tokens.words[at + 1 : at + 1 + len(phrase.rest)]] == list(phrase.rest)
    ]

    assert entry in found


@pytest.mark.parametrize(("lang", "kind", "entry"), _entries("number"))
def test_a_number_word_is_read_in_its_example(lang: str, kind: str, entry: Entry) -> None:
    """
    The example of a number word holds a number that the grammar reads.
    """
    tokens = tokenise(entry.example, load_pack(lang))
    glued = any(read_number(tokens, at, len(tokens)) for at in range(len(tokens)))

    assert glued


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_event_classes_are_the_same(lang: str) -> None:
    """
    Arabic and English name the same event classes, so that claims meet across them.
    """
    names = [e.event for e in load_pack(lang).entries["event"] if isinstance(e, Event)]
    english = [e.event for e in load_pack("en").entries["event"] if isinstance(e, Event)]

    assert (sorted(set(names)), len(names)) == (sorted(english), len(set(names)))


@pytest.mark.parametrize("lang", languages())
def test_events_have_code_book_classes(lang: str) -> None:
    """
    A PLOVER class is one of the sixteen, written as the code book does.
    """
    allowed = {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", None,
    }  # fmt: skip
    events = [e for e in load_pack(lang).entries.get("event", ()) if isinstance(e, Event)]

    assert {e.plover for e in events} <= allowed
