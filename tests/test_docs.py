"""
What is public is documented: names of rooms, kinds of pack entries, scorers, commands.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import claimtrack
from claimtrack.cli import _parser
from claimtrack.corroboration import SCORER
from claimtrack.language.entries import ENTRY_FILES

_DOCS = Path(__file__).parents[1] / "docs"
_ROOMS = (
    "attribution",
    "casebook",
    "claims",
    "corroboration",
    "credibility",
    "display",
    "exchange",
    "intake",
    "language",
    "ledger",
    "lineage",
    "matching",
    "model",
    "syntax",
    "timeline",
)


@pytest.mark.parametrize("room", _ROOMS)
def test_every_public_name_of_a_room_says_what_it_is(room: str) -> None:
    """
    Each name in a room's `__all__` exists and, where it is a class or a function, has a docstring.
    """
    module = importlib.import_module(f"claimtrack.{room}")
    for name in module.__all__:
        found = getattr(module, name)
        if callable(found):
            assert (found.__doc__ or "").strip(), f"{room}.{name}"
    page = (_DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    assert f"claimtrack.{room}" in page


def test_the_public_names_are_sorted_and_there() -> None:
    """
    `claimtrack.__all__` is sorted, and each name is found.
    """
    assert sorted(claimtrack.__all__) == list(claimtrack.__all__)
    for name in claimtrack.__all__:
        assert getattr(claimtrack, name) is not None


def test_every_kind_of_pack_entry_is_documented() -> None:
    """
    Each file of a language pack stands in the reference.
    """
    page = (_DOCS / "reference" / "language-packs.md").read_text(encoding="utf-8")
    for name, (kind, _) in ENTRY_FILES.items():
        assert f"`{name}.toml` | `{kind}`" in page


def test_every_command_is_documented() -> None:
    """
    Each command stands in the reference of the command line.
    """
    page = (_DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    for action in _parser()._subparsers._group_actions:  # type: ignore[union-attr]
        for name in action.choices or ():
            assert f"`{name}" in page, name


def test_the_scorer_is_documented() -> None:
    """
    The name that is stored with every score stands in the docs.
    """
    pages = "".join(p.read_text(encoding="utf-8") for p in _DOCS.rglob("*.md"))
    assert SCORER in pages
