"""
The annotated sentences keep to their scheme (`tools/syntax/README.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.syntax import Kind, Role
from claimtrack.syntax.tagger import HOSTS
from train_syntax import DATA

_FILES = sorted(DATA.glob("*.tsv"))
_TAG = re.compile(r"(?:C\+)?(?:p\+)?(?:F\+)?(?:SC\+)?(?:" + "|".join(HOSTS) + r")(?:\+O)?")
_CHUNK = re.compile(r"-|[BI]-(?:[SOA][1-9]\d*|P|X)")
_PREDICATE = re.compile(r"(\d+):(" + "|".join(Kind) + r")(?::-)?(?:<(\d+))?")

_Sentence = tuple[str, list[list[str]]]


def _sentences(path: Path) -> Iterator[_Sentence]:
    """
    Yield the head and the rows of each sentence of a file.
    """
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        head, *rows = block.split("\n")
        yield head, [row.split("\t") for row in rows]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_every_cell_is_one_of_the_scheme(path: Path) -> None:
    """
    Heads have an id, a language and a genre; rows have a form, a tag, a phrase with its role, and a predicate.
    """
    wrong, ids = [], []
    for head, rows in _sentences(path):
        ids.append(head)
        if not re.fullmatch(r"# [a-z]+-[a-z]+-\d+\t(ar|en)\t\S+", head):
            wrong.append(head)
        for row in rows:
            if (
                len(row) != 4
                or not (_TAG.fullmatch(row[1]) and _CHUNK.fullmatch(row[2]))
                or (row[3] != "-" and not _PREDICATE.fullmatch(row[3]))
            ):
                wrong.append(f"{head}: {row}")

    assert [] == wrong
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_numbers_point_to_predicates(path: Path) -> None:
    """
    Predicates are numbered from left to right, roles name one of them, and governors one that says.
    """
    wrong = []
    for head, rows in _sentences(path):
        found = [m for row in rows if (m := _PREDICATE.fullmatch(row[3]))]
        numbers = [m[1] for m in found]
        saying = {m[1] for m in found if m[2] == Kind.SAY}
        if numbers != [str(n + 1) for n in range(len(found))]:
            wrong.append(f"{head}: numbered {numbers}")
        roles = {
            row[2][3:] for row in rows if row[2][:1] == "B" and row[2][2] in (Role.SUBJECT, Role.OBJECT, Role.DOER)
        }
        if not roles <= set(numbers):
            wrong.append(f"{head}: roles of {sorted(roles - set(numbers))}, which are no predicates")
        wrong += [f"{head}: {m[0]}" for m in found if m[3] and (m[3] not in saying or m[3] == m[1])]

    assert [] == wrong


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_phrases_begin_before_they_go_on(path: Path) -> None:
    """
    What goes on a phrase stands behind its beginning or another such token, with the same role.
    """
    wrong = []
    for head, rows in _sentences(path):
        before = "-"
        for row in rows:
            if row[2][0] == "I" and before[2:] != row[2][2:]:
                wrong.append(f"{head}: {row[0]} {row[2]} behind {before}")
            before = row[2]

    assert [] == wrong
