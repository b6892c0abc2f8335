"""
Arabic attribution over sentences of many outlets and conflicts: who says it, of what kind, how, what.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.gate import check, read_table, unread
from claimtrack.attribution import find_attributions

_TABLE = Path(__file__).with_name("arabic_sentences.txt")


def test_sentences_are_read() -> None:
    """
    One passage of nearly every sentence has the source, kind, act, content and polarity that a reader gives it.
    """
    rows = read_table(_TABLE.read_text(encoding="utf-8").splitlines())

    check("arabic_sentences", unread(rows, "ar"), len(rows))


_SILENT = [
    "وصل رتل فيه ما يقرب من 30 آلية عسكرية.",
    # Forms spelled like cues that are prepositions, nouns, or verbs of doing.
    "أفاد بذلك المتحدث باسم الوزارة في مؤتمر صحفي.",
    "نقل المصابون إلى المستشفى.",
    "بين المدينتين طريق وعر طوله عشرون كيلومتراً.",
    "عبر الوفد الحدود صباحاً ثم عاد.",
    "سجل اللاعب هدفين في الشوط الأول.",
    "ورفض متحدث عسكري التعليق على التقرير.",
    "لم تعلق وزارة الدفاع على الأنباء.",
    "ذهب عقب الاجتماع إلى بيته.",
    "ولم يصدر أي تعليق من الشركة حتى الآن.",
    "حمل السكان أمتعتهم وغادروا.",
    "زاد عدد المسافرين هذا الصيف.",
]


@pytest.mark.parametrize("text", _SILENT)
def test_nothing_is_read_where_nobody_speaks(text: str) -> None:
    """
    A sentence in which nobody is said to say anything gives no attribution.
    """
    assert () == find_attributions(text, lang="ar")


@pytest.mark.parametrize(
    "text",
    [
        "لم تعلن أي جهة مسؤوليتها عن الهجوم.",
        "ولم تتبن أي جهة مسؤولية التفجير.",
        "لم يؤكد أحد أن الجسر مغلق.",
    ],
)
def test_nobody_is_no_source(text: str) -> None:
    """
    What nobody has said has no source.
    """
    assert () == find_attributions(text, lang="ar")


def test_an_outlet_that_was_told_passes_on() -> None:
    """
    "A military source told the agency": the source says it, the agency relays it.
    """
    passage = find_attributions("وقال مصدر عسكري لوكالة الأناضول إن الرتل وصل.", lang="ar")[0]

    assert ["لوكالة الأناضول", "مصدر عسكري"] == [link.source for link in passage.attribution.chain]


def test_a_denial_denies_what_it_governs() -> None:
    """
    The content of a denial is the deed, and its polarity that of a denial.
    """
    text = "ونفى الناطق باسم الحكومة اليمنية وجود أي مفاوضات مباشرة."
    passage = find_attributions(text, lang="ar")[0]

    assert "وجود أي مفاوضات مباشرة" == text[passage.content[0].start : passage.content[-1].end]
    assert ("deny", "deny") == (passage.act, passage.polarity)
