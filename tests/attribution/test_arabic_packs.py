"""
Every entry of the Arabic packs of attribution is found in its own example.
"""

from __future__ import annotations

import pytest

from attribution.gate import check
from claimtrack.attribution import find_attributions
from claimtrack.language import Cue, Entry, fold, load_pack, tokenise
from claimtrack.language.pack import all_forms

_KINDS = ("cue", "source", "hedge", "operator", "function", "grammar")
_AFFIXES = {
    "article",
    "article_after_for",
    "feminine_ending",
    "feminine_bound",
    "accusative",
    "possessive",
    "owned",
    "recipient",
}
_USUAL = 0.3
"""Share of reporting uses from which on a cue is read without more evidence than its example gives."""
_READ = ("verb", "participle", "preposition", "noun")


def _entries() -> list[tuple[str, Entry]]:
    pack = load_pack("ar")
    return [(kind, entry) for kind in _KINDS for entry in pack.entries[kind]]


def _name(case: object) -> str:
    return case if isinstance(case, str) else getattr(case, "forms", ("",))[0]


@pytest.mark.parametrize(("kind", "entry"), _entries(), ids=_name)
def test_entry_has_gloss_and_is_found_in_its_example(kind: str, entry: Entry) -> None:
    """
    An entry says what it means, and its example holds one of its forms.
    """
    assert entry.gloss
    tokens = tokenise(entry.example, load_pack("ar"))
    if getattr(entry, "role", "") in _AFFIXES:
        assert any(fold(form) in word.form for form in entry.forms for word in tokens.words)
        return

    found = [
        phrase.entry
        for at, word in enumerate(tokens.words)
        for _, phrase in word.phrases
        if tuple(w.form for w in tokens.words[at + 1 : at + 1 + len(phrase.rest)]) == phrase.rest
    ]

    assert any(found_entry is entry for found_entry in found)


def test_cues_are_read_in_their_examples() -> None:
    """
    The example of nearly every cue gives an attribution with that cue.
    """
    entries = [e for e in load_pack("ar").entries["cue"] if isinstance(e, Cue) and e.part in _READ and e.rate >= _USUAL]
    failing = []
    for entry in entries:
        forms = {" ".join(fold(w) for w in form.split()) for form in all_forms(entry)}
        cues = [entry.example[s.start : s.end] for p in find_attributions(entry.example, lang="ar") for s in p.cue]
        read = {" ".join(fold(w) for w in cue.split()) for cue in cues}
        if not read & forms and not any(r[1:] in forms for r in read):
            failing.append(f"{entry.forms[0]}: {entry.example}\n    read {cues}")

    check("arabic_cues", failing, len(entries))
