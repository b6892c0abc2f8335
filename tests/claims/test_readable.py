"""
Tests of the text of a claim: readable alone, made from its sentence.
"""

from __future__ import annotations

import pytest

from claimtrack.claims import extract
from claimtrack.model import Appearance, Report


def _claim(text: str, part: str) -> Appearance:
    found = extract(Report(outlet="o", text=text, id="r", published="2024-05-10"))
    return next(a for a in found if part in a.quote)


@pytest.mark.parametrize(
    ("text", "part", "readable"),
    [
        (
            "Government forces shelled the town and seized two bridges over the river.",
            "seized",
            "Government forces seized two bridges over the river",
        ),
        (
            "قطع مزارعون الطريق الدولي وأحرقوا إطارات احتجاجا على أسعار المازوت.",
            "وأحرقوا",
            "مزارعون أحرقوا إطارات احتجاجا على أسعار المازوت",
        ),
    ],
)
def test_the_subject_is_put_in(text: str, part: str, readable: str) -> None:
    """
    A joined clause gets the subject of the clause in front; the quote stays as it stands.
    """
    found = _claim(text, part)

    assert (readable, text[found.start : found.end]) == (found.text, found.quote)


def test_a_whole_claim_is_its_own_text() -> None:
    """
    Where nothing is missing, the text is the quote.
    """
    found = _claim("Government forces shelled the town on Monday.", "shelled")

    assert found.quote == found.text
