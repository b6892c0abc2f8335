"""
Arabic attribution over sentences of many outlets and conflicts: who says it, of what kind, how, what.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.attribution import find_attributions
from claimtrack.model import Passage

_TABLE = Path(__file__).with_name("arabic_sentences.txt")


def _rows() -> list[tuple[str, ...]]:
    rows = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            rows.append(tuple(cells + [""] * (7 - len(cells))))
    return rows


def _read(passage: Passage, text: str) -> tuple[str, str, str, str, str]:
    link = passage.attribution.chain[-1]
    content = " … ".join(text[span.start : span.end] for span in passage.content)
    return link.source or "-", link.kind.value, passage.act.value, content, passage.polarity.value


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0][:40])
def test_sentence_is_read(row: tuple[str, ...]) -> None:
    """
    One passage of the sentence has the source, kind, act, content and polarity that a reader gives it.
    """
    text, source, kind, act, begins, via, polarity = row
    passages = find_attributions(text, lang="ar")
    read = [_read(p, text) for p in passages]

    found = [
        p
        for p, (who, what, how, content, sign) in zip(passages, read, strict=True)
        if (who, what, how, sign) == (source, kind, act, polarity or "affirm") and content.startswith(begins)
    ]

    assert found, read
    if via:
        assert any(via in (link.source or "") for link in found[0].attribution.chain[:-1])
