"""
Who is said to know a claim: how far the mention reaches, who passes it on, what kind of source it is, and own voice.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.gate import check
from claimtrack.attribution import read_passages
from claimtrack.intake import read_page
from claimtrack.model import Passage, Report

_TABLE = Path(__file__).with_name("chains.txt")
_OWN = "-"
_FRONT = {"en": "The road was shut after heavy rain.\n\n", "ar": "أغلق الطريق بعد أمطار غزيرة.\n\n"}


def _passage(text: str, begins: str) -> Passage | None:
    """
    Return the passage whose content begins nearest to some words of a text.
    """
    text = _FRONT["ar" if any("\u0600" < letter for letter in text) else "en"] + text
    report = Report(id="r", outlet="Desk", text=text)
    at = text.index(begins)
    found = [p for p in read_passages(report, read_page(report)) if p.content[0].start <= at + 8 < p.content[-1].end]
    return min(found, key=lambda p: abs(p.content[0].start - at), default=None)


def _chain(passage: Passage | None) -> str:
    """
    Write the sources of a passage as the table does.
    """
    if passage is None:
        return "(nothing)"
    return " > ".join(str(link.source) for link in passage.attribution.chain) or _OWN


def test_chains_are_read() -> None:
    """
    Sentences of many desks: the mentions of a chain from the outlet to the origin, and the kind of the last.
    """
    rows = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    failing = []
    for row in rows:
        text, begins, chain, kind = (cell.strip() for cell in row.split("|"))
        passage = _passage(text, begins)
        links = passage.attribution.chain if passage is not None else ()
        read = links[-1].kind.value if links else "own_voice"
        if _chain(passage) != chain or kind not in ("", read):
            failing.append(f"{text}\n    read {_chain(passage)} ({read})")

    check("chains", failing, len(rows))


_BOUND = [
    ("The police chief said he expected the curfew to end.", "the curfew", "The police chief"),
    ("The rebels put out a list in which they denied that the gate was mined.", "the gate", "The rebels"),
    ("The mayor left the hall. He said the gate was mined.", "the gate", "He"),
]


@pytest.mark.parametrize(("text", "begins", "source"), _BOUND)
def test_a_pronoun_in_the_sentence_of_its_noun_is_the_noun(text: str, begins: str, source: str) -> None:
    """
    In one sentence the source is named; a pronoun in another sentence stays as it stands.
    """
    assert source == _chain(_passage(text, begins)).split(" > ")[-1]


_OWN_VOICE = [
    ("We expect the truce to hold until the elections.", "the truce"),
    ("It should be noted that the bridge had been closed twice.", "the bridge"),
    ("An earlier version of this article said that six people had died.", "six people"),
    ("وصل الوفد إلى القاعدة، مع الإشارة إلى أن القاعدة تعرضت لقصف مرتين.", "القاعدة تعرضت"),
]


@pytest.mark.parametrize(("text", "begins"), _OWN_VOICE)
def test_what_the_outlet_says_of_itself_has_no_source(text: str, begins: str) -> None:
    """
    Neither "we" outside of quotations nor "it should be noted" nor what an outlet corrects names a source.
    """
    passage = _passage(text, begins)

    assert passage is not None
    assert _OWN == _chain(passage)
    assert passage.attribution.own_voice


_ENTRIES = [
    "• المنظمة: القصف استمر نصف ساعة\n• متحدث باسم الحلف: الطائرة أغارت فجرا\n• المدينة هادئة الآن",
    "- The charity: shelling went on for an hour\n- The alliance: our planes struck at dawn\n- The town is calm now",
]


@pytest.mark.parametrize("text", _ENTRIES)
def test_entries_of_a_list_are_read_one_by_one(text: str) -> None:
    """
    What one entry says is not the source of the next: no content reaches over a bullet at the start of a line.
    """
    report = Report(id="r", outlet="Desk", text=text)

    spans = [s for p in read_passages(report, read_page(report)) for s in p.content]

    assert spans
    assert all("\n" not in text[s.start : s.end].strip() for s in spans)
