"""
Fact-checks: what is put up to be checked is the claimant's, not the outlet's.
"""

from __future__ import annotations

import pytest

from claimtrack.attribution import read_passages
from claimtrack.intake import read_page
from claimtrack.model import Act, Passage, Report


def _claims(text: str, lang: str) -> list[Passage]:
    report = Report(id="r", outlet="o", text=text, lang=lang)
    found = read_passages(report, read_page(report))
    return [p for p in found if p.act is Act.CLAIM]


_LAYOUTS = [
    ("en", "Claim: The dam was mined.\nWho said so: the navy.\nVerdict: FALSE.", "the navy", "The dam was mined"),
    (
        "en",
        "CLAIM 2: “The dam was mined.” Origin: a navy statement, 3 May.",
        "a navy statement",
        "“The dam was mined.”",
    ),
    ("en", "What was claimed: The dam was mined.\nOur rating: FALSE.", None, "The dam was mined"),
    (
        "ar",
        "الادعاء الأول: انهار السد فجراً.\nصاحب الادعاء: وزارة الدفاع.\nالتقييم: خطأ.",
        "وزارة الدفاع",
        "انهار السد فجراً",
    ),
    ("ar", "ما يتم تداوله: انهار السد فجراً.\nالتقييم: خطأ.", None, "انهار السد فجراً"),
]


@pytest.mark.parametrize(("lang", "text", "source", "content"), _LAYOUTS)
def test_what_is_checked_is_claimed(lang: str, text: str, source: str | None, content: str) -> None:
    """
    A line with a label is a claim of whom the line behind it names, or of nobody by name; never the outlet's own.
    """
    claim = _claims(text, lang)[0]
    said = text[claim.content[0].start : claim.content[0].end]
    link = claim.attribution.chain[-1]

    assert (content, False) == (said, claim.attribution.own_voice)
    assert source is None if link.source is None else (link.source or "").startswith(source or "?")


@pytest.mark.parametrize(
    "text",
    [
        "Claims rose to 40 in May: insurers paid most of them.",
        "The claim that the dam was mined is old.",
        "Origin: the river rises in the hills.",
        "Claim 3:",
    ],
)
def test_other_lines_claim_nothing(text: str) -> None:
    """
    A label is one only right in front of a colon, with something behind it.
    """
    assert not _claims(text, "en")


def test_what_somebody_says_in_a_claim_stays_theirs() -> None:
    """
    Where a claim names its speaker, the sentence is read as any other.
    """
    text = "What was claimed: Posts on Facebook say the dam was mined.\nOur rating: FALSE."

    assert [] == [p for p in _claims(text, "en") if p.attribution.chain[-1].source is None]
