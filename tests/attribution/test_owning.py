"""
What the outlet says itself: not what it quotes, asks, supposes or leaves open.
"""

from __future__ import annotations

import pytest

from attribution.gate import check
from claimtrack.attribution import read_passages
from claimtrack.intake import read_page
from claimtrack.model import Passage, Report

_FRONT = {"en": "The road was shut on Monday. ", "ar": "أغلق الطريق يوم الاثنين. "}


def _passages(text: str, lang: str) -> list[tuple[str, Passage]]:
    """
    Return the passages of a page, each with its content, but for the sentence in front.
    """
    report = Report(id="r", outlet="o", text=_FRONT[lang] + text, lang=lang)
    found = read_passages(report, read_page(report))
    start = len(_FRONT[lang])
    return [(report.text[p.content[0].start : p.content[-1].end], p) for p in found if p.content[0].start >= start]


_OPEN = [
    # Quotations without a speaker.
    ("“We are leaving tonight with our children.” The bridge was open.", "en", "We are leaving"),
    ("“سنغادر المدينة الليلة مع أطفالنا جميعاً.” وفتح الجسر.", "ar", "سنغادر المدينة"),
    # What nobody asserts.
    ("It is unclear whether the dam failed in the night.", "en", "dam failed"),
    ("There is no evidence that the dam failed in the night.", "en", "dam failed"),
    ("If the dam fails, the valley will be flooded.", "en", "dam fails"),
    ("Did the dam fail in the night?", "en", "the dam fail"),
    ("ولم يتضح ما إذا كان السد قد انهار.", "ar", "السد"),
    ("لا دليل على أن السد انهار ليلاً.", "ar", "السد انهار"),
]


def test_what_is_not_asserted_is_not_said_firmly() -> None:
    """
    What stands in a quotation, a question, a condition or under a doubt is no own voice of the highest strength.
    """
    failing = []
    for text, lang, part in _OPEN:
        read = [(content, p.attribution.strength) for content, p in _passages(text, lang)]
        if any(part in content and strength == 5 for content, strength in read):
            failing.append(f"{text}\n    read {read}")

    check("not_asserted", failing, len(_OPEN))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("No group has claimed responsibility for the attack on the bridge.", "en"),
        ("The bridge was open on Tuesday.", "en"),
        ("وفتح الجسر صباح الثلاثاء.", "ar"),
    ],
)
def test_what_nobody_else_says_the_outlet_says(text: str, lang: str) -> None:
    """
    A sentence without a source is the outlet's own, and so is that nobody has said something.
    """
    assert [(text[:-1], True)] == [(content, p.attribution.own_voice) for content, p in _passages(text, lang)]
