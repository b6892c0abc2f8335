"""
Every entry of the English packs of attribution is found in its own example.
"""

from __future__ import annotations

import pytest

from claimtrack.attribution import find_attributions
from claimtrack.language import Cue, Entry, SourceEntry, fold, load_pack, tokenise
from claimtrack.language.pack import all_forms

_ENDINGS = {"adverb_ending", "verb_ending", "participle_ending", "plural_ending"}


def _entries(kind: str) -> list[Entry]:
    return list(load_pack("en").entries[kind])


def _name(entry: Entry) -> str:
    return f"{getattr(entry, 'role', getattr(entry, 'part', ''))}-{entry.forms[0]}"


def _holds(text: str, entry: Entry) -> bool:
    words = [w.form for w in tokenise(text, load_pack("en")).words]
    if any(fold(form) in words for form in all_forms(entry)):
        return True
    for form in all_forms(entry):
        wanted = [w.form for w in tokenise(form, load_pack("en")).words]
        if any(words[at : at + len(wanted)] == wanted for at in range(len(words))):
            return True
    return False


@pytest.mark.parametrize("entry", _entries("cue"), ids=_name)
def test_cue_is_read_in_its_example(entry: Cue) -> None:
    """
    The example of a cue is read as an attribution by that cue.
    """
    passages = find_attributions(entry.example, lang="en")

    assert entry.gloss
    assert any(_holds(entry.example[s.start : s.end], entry) for p in passages for s in p.cue)


@pytest.mark.parametrize("entry", _entries("source"), ids=_name)
def test_source_is_typed_in_its_example(entry: SourceEntry) -> None:
    """
    The example of a source has a source of its kind.
    """
    passages = find_attributions(entry.example, lang="en")

    assert entry.gloss
    assert entry.kind in {link.kind for p in passages for link in p.attribution.chain}


@pytest.mark.parametrize("entry", [*_entries("hedge"), *_entries("operator"), *_entries("function")], ids=_name)
def test_word_stands_in_its_example(entry: Entry) -> None:
    """
    The example of any other word holds one of its forms, or a word with its ending.
    """
    assert entry.gloss
    if getattr(entry, "role", "") in _ENDINGS:
        words = [w.form for w in tokenise(entry.example, load_pack("en")).words]
        assert any(word.endswith(fold(form)) for form in entry.forms for word in words)
    else:
        assert _holds(entry.example, entry)
