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
    chain = passage.attribution.chain
    source, kind = (chain[-1].source or "-", chain[-1].kind.value) if chain else ("-", "own_voice")
    content = " … ".join(text[span.start : span.end] for span in passage.content)
    return source, kind, passage.act.value, content, passage.polarity.value


_SILENT = [
    # Forms spelled like cues that are prepositions, nouns, or verbs of doing.
    "أفاد بذلك المتحدث باسم الوزارة في مؤتمر صحفي.",
    "وقد أكدت بلدية غزة ذلك.",
    "نقل المصابون إلى المستشفى.",
    "بين المدينتين طريق وعر طوله عشرون كيلومتراً.",
    "عبر الوفد الحدود صباحاً ثم عاد.",
    "وتابع الجيش تقدمه نحو المدينة.",
    "سجل اللاعب هدفين في الشوط الأول.",
    "ورفض متحدث عسكري التعليق على التقرير.",
    "لم تعلق وزارة الدفاع على الأنباء.",
    "وصلت القافلة وفق الخطة الموضوعة.",
    "ذهب عقب الاجتماع إلى بيته.",
    "ولم يصدر أي تعليق من الشركة حتى الآن.",
    "رد الحارس الكرة ثم سقط أرضاً.",
    "حمل السكان أمتعتهم وغادروا.",
    "زاد عدد المسافرين هذا الصيف.",
]


@pytest.mark.parametrize("text", _SILENT)
def test_nothing_is_read_where_nobody_speaks(text: str) -> None:
    """
    A sentence in which nobody is said to say anything gives no attribution.
    """
    assert find_attributions(text, lang="ar") == ()


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
