"""
Every entry of the English packs of attribution is found in its own example.
"""

from __future__ import annotations

import pytest

from attribution.gate import check
from claimtrack.attribution import find_attributions
from claimtrack.language import Entry, SourceEntry, fold, load_pack, tokenise
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


def test_cues_are_read_in_their_examples() -> None:
    """
    The example of nearly every cue is read as an attribution by that cue.
    """
    failing, entries = [], _entries("cue")
    for entry in entries:
        passages = find_attributions(entry.example, lang="en")
        cues = [entry.example[s.start : s.end] for p in passages for s in p.cue]
        if not any(_holds(cue, entry) for cue in cues):
            failing.append(f"{_name(entry)}: {entry.example}\n    read {cues}")

    check("english_cues", failing, len(entries))


def test_sources_are_typed_in_their_examples() -> None:
    """
    The example of nearly every source has a source of its kind.
    """
    failing, entries = [], [e for e in _entries("source") if isinstance(e, SourceEntry)]
    for entry in entries:
        kinds = [link.kind for p in find_attributions(entry.example, lang="en") for link in p.attribution.chain]
        if entry.kind not in kinds:
            failing.append(f"{_name(entry)}: {entry.example}\n    read {kinds}")

    check("english_sources", failing, len(entries))


def test_entries_say_what_they_mean() -> None:
    """
    Every cue and source has a gloss.
    """
    assert [] == [e.forms[0] for e in (*_entries("cue"), *_entries("source")) if not e.gloss]


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
