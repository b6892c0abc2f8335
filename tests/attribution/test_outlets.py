"""
The outlet that publishes a report is no link of its chains, in whatever script it is named.
"""

from __future__ import annotations

import pytest

from claimtrack.attribution import read_passages
from claimtrack.intake import read_page
from claimtrack.model import Report

_ARABIC = "قال مدير المعبر لقناة نهر بوست إن الحركة توقفت منذ صباح اليوم بسبب القصف المتواصل على الطريق."


@pytest.mark.parametrize(
    ("outlet", "sources"),
    [
        ("nahrpost24", ["مدير المعبر"]),
        ("نهر بوست", ["مدير المعبر"]),
        ("saharapost", ["لقناة نهر بوست", "مدير المعبر"]),
        ("x", ["لقناة نهر بوست", "مدير المعبر"]),
    ],
)
def test_own_outlet_is_not_listed(outlet: str, sources: list[str]) -> None:
    """
    "Told Nahr Post" is dropped where Nahr Post publishes, and kept where another does.
    """
    report = Report(id="r1", outlet=outlet, text=_ARABIC)

    passage = read_passages(report, read_page(report))[0]

    assert sources == [link.source for link in passage.attribution.chain]
