"""
Meanings of the packs: every entry's own example, and the form of the file.
"""

import pytest

from claimtrack.claims.signature import reader
from claimtrack.errors import NotFoundError
from claimtrack.language import languages
from claimtrack.language.meanings import ROLES, Meaning, load_meanings

_ENTRIES = [(lang, entry) for lang in languages() for entry in load_meanings(lang).entries]


@pytest.mark.parametrize(("lang", "entry"), _ENTRIES, ids=[f"{lang}-{e.concept}" for lang, e in _ENTRIES])
def test_every_entry_is_found_in_its_example(lang: str, entry: Meaning) -> None:
    """
    The example of an entry holds one of its forms, and reading it finds the concept.
    """
    read = reader(lang)
    pieces = [mark for piece in entry.example.split() for mark in read.piece(piece)]
    found = {concept for mark in (*pieces, *read.text(entry.example)) for concept in mark.concepts}

    assert entry.concept in found
    assert entry.role in ROLES


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_opposites_are_concepts_of_some_pack(lang: str) -> None:
    """
    What a concept excludes is a concept itself.
    """
    concepts = {entry.concept for _, entry in _ENTRIES}

    assert {e.opposite for e in load_meanings(lang).entries if e.opposite} <= concepts


def test_no_form_stands_twice_in_an_entry() -> None:
    """
    A form that stands twice in one entry is a slip.
    """
    for lang, entry in _ENTRIES:
        assert len(set(entry.forms)) == len(entry.forms), (lang, entry.concept)


def test_an_unknown_language_is_refused() -> None:
    """
    A language without a pack names those there are.
    """
    with pytest.raises(NotFoundError, match="language: given 'xx'"):
        load_meanings("xx")
