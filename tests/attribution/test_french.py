"""
A third language needs TOML and no Python: French is read by the same rules, from its pack alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import claimtrack
from attribution.gate import check
from claimtrack.attribution import find_attributions
from claimtrack.language import detect_language, load_pack, tokenise
from claimtrack.language.entries import Cue, SourceEntry

_PACK = load_pack("fr")


_SENTENCES = [
    (
        "Le ministre de la Santé a déclaré lundi que 30 personnes étaient mortes dans l'inondation.",
        "Le ministre de la Santé",
        "a déclaré",
        "30 personnes étaient mortes dans l'inondation",
        "official",
        "state",
    ),
    (
        "Selon une source médicale, plus de 40 blessés ont été hospitalisés.",
        "une source médicale",
        "Selon",
        "plus de 40 blessés ont été hospitalisés",
        "medical",
        "report",
    ),
    (
        "L'armée a démenti avoir bombardé le village.",
        "L'armée",
        "a démenti",
        "avoir bombardé le village",
        "military",
        "deny",
    ),
    (
        "Des habitants ont indiqué que le pont s'était effondré.",
        "Des habitants",
        "ont indiqué",
        "le pont s'était effondré",
        "resident",
        "state",
    ),
    (
        "La police affirme que la route est fermée.",
        "La police",
        "affirme",
        "la route est fermée",
        "police",
        "state",
    ),
]


def test_french_attributions_are_read() -> None:
    """
    Source, cue and content are found, with the kind and the act, as far as the pack alone reads them.
    """
    failing = []
    for text, source, cue, content, *rest in _SENTENCES:
        read = []
        for p in find_attributions(text):
            pieces = [" ".join(text[s.start : s.end] for s in spans) for spans in (p.source, p.cue, p.content)]
            read.append([*pieces, p.attribution.chain[-1].kind.value, p.act.value])
        if not any([source, cue, *rest] == [*r[:2], *r[3:]] and content in r[2] for r in read):
            failing.append(f"{text}\n    read {read}")

    check("french_sentences", failing, len(_SENTENCES))


def test_french_is_told_from_english() -> None:
    """
    The commonest words decide between languages of one script.
    """
    assert detect_language("Le convoi est entré dans la ville avant l'aube.") == "fr"
    assert detect_language("The convoy entered the town before dawn.") == "en"


@pytest.mark.parametrize("kind", ["cue", "source", "hedge", "operator", "number", "unit"])
def test_every_french_entry_is_found_in_its_example(kind: str) -> None:
    """
    The example sentence of an entry holds one of its forms.
    """
    for entry in _PACK.entries[kind]:
        tokens = tokenise(entry.example, _PACK)
        hits = [e for _, _, e, _ in tokens.find(kind)]
        if isinstance(entry, Cue):
            assert entry.lemma in {e.lemma for e in hits if isinstance(e, Cue)}, entry
        elif isinstance(entry, SourceEntry):
            assert entry.kind in {e.kind for e in hits if isinstance(e, SourceEntry)}, entry
        else:
            assert hits, entry


def test_no_python_knows_french() -> None:
    """
    No module names the pack: what is French stands in its folder.
    """
    root = Path(claimtrack.__file__).parent
    for path in root.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert '"fr"' not in text, path
        assert "'fr'" not in text, path
