"""
Tables that are measured as a whole: a learned reader does not read every sentence, but never fewer than it did.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from claimtrack.attribution import find_attributions
from claimtrack.model import Passage

_FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["floors"]
_NOTHING = "(nothing)"
"""Source of a sentence in which nobody is said to say anything."""


@frozen
class Row:
    """
    Hold a sentence and one passage that a reader finds in it; what is left empty is not asked for.
    """

    text: str
    source: str
    kind: str
    act: str
    begins: str
    via: str
    polarity: str


def read_table(lines: Iterable[str]) -> list[Row]:
    """
    Read lines of cells between bars: text, source ("-" none), kind, act, begin of the content, via, polarity.
    """
    rows = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            rows.append(Row(*cells, *[""] * (7 - len(cells))))
    return rows


def unread(rows: Iterable[Row], lang: str) -> list[str]:
    """
    Return the sentences that are read otherwise than their rows say, each with what was read.
    """
    found = []
    for row in rows:
        passages = find_attributions(row.text, lang=lang)
        if passages if row.source == _NOTHING else not any(_is_read(p, row) for p in passages):
            found.append(f"{row.text}\n    read {[_reading(p, row.text) for p in passages]}")
    return found


def check(table: str, failing: Sequence[str], size: int) -> None:
    """
    Fail where the share of a table that is read, in percent, lies below its floor; list what is not read.
    """
    reached = 100 * (size - len(failing)) / size
    floor = _FLOORS[table]
    listing = "\n".join(failing)

    assert floor <= reached, f"{table}: {reached:.1f} % are read, the floor is {floor} %; not read:\n{listing}"


def _is_read(passage: Passage, row: Row) -> bool:
    """
    Whether a passage is what a row says; a polarity of "deny figure" asks for what is denied, too.
    """
    source, kind, act, content, polarity, denies = _reading(passage, row.text)
    return (
        (source, kind, act) == (row.source, row.kind, row.act)
        and content.startswith(row.begins)
        and (row.polarity or "affirm") in (polarity, f"{polarity} {denies}")
        and (not row.via or any(row.via in (link.source or "") for link in passage.attribution.chain[:-1]))
    )


def _reading(passage: Passage, text: str) -> tuple[str, ...]:
    """
    Return source, kind, act, content, polarity and what is denied of a passage.
    """
    chain = passage.attribution.chain
    source, kind = (chain[-1].source or "-", chain[-1].kind.value) if chain else ("-", "own_voice")
    content = " … ".join(text[span.start : span.end] for span in passage.content)
    denies = passage.denies.value if passage.denies else ""
    return source, kind, passage.act.value, content, passage.polarity.value, denies
