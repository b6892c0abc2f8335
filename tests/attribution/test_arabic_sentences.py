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


# Sentence; source; cue; what is said.
_SPANS = [
    ("ونفت الوزارة ما نشرته الصحيفة عن إغلاق المعبر.", "الوزارة", "ونفت", "إغلاق المعبر"),
    ("ونفى الحزب ما تردد عن استقالة رئيسه.", "الحزب", "ونفى", "استقالة رئيسه"),
    ("وقبل ذلك كانت الشركة قد أعلنت توقف الرحلات.", "الشركة", "أعلنت", "توقف الرحلات"),
    ("وكانت النقابة قد أكدت أن الإضراب مستمر.", "النقابة", "أكدت", "الإضراب مستمر"),
    ("وقال المحافظ في مقطع نشره على فيسبوك إن الجسر انهار.", "المحافظ", "وقال", "الجسر انهار"),
    ("ووصف الوزير القرار بأنه محض خيال.", "الوزير", "ووصف", "القرار بأنه محض خيال"),
    ("وشدد الناطق على أن المدينة لم تسقط.", "الناطق", "وشدد", "المدينة لم تسقط"),
    ("وحذر خبراء من انهيار السد.", "خبراء", "وحذر", "انهيار السد"),
    ("وأشار تقرير للبلدية إلى تضرر مئة منزل.", "تقرير للبلدية", "وأشار", "تضرر مئة منزل"),
    ("وبحسب شهود عيان، أغلقت القوات الطريق.", "شهود عيان", "وبحسب", "أغلقت القوات الطريق"),
    ("أغلقت القوات الطريق، وفق ما أفاد به سكان القرية.", "سكان القرية", "أفاد", "أغلقت القوات الطريق"),
    ("وأعلن المستشفى وفاة ثلاثة مرضى.", "المستشفى", "وأعلن", "وفاة ثلاثة مرضى"),
    ("ورجحت مصادر أمنية أن يكون الحريق متعمدا.", "مصادر أمنية", "ورجحت", "يكون الحريق متعمدا"),
    ('وقال السائق: "كنا ننتظر منذ الفجر ولم يأت أحد".', "السائق", "وقال", '"كنا ننتظر منذ الفجر ولم يأت أحد"'),
    ("واتهمت المعارضة الجيش بقصف السوق.", "المعارضة", "واتهمت", "الجيش بقصف السوق"),
    ("وتساءل النائب عما إذا كان السد آمنا.", "النائب", "وتساءل", "السد آمنا"),
    ("وكذّب المتحدث خبر انسحاب القوات.", "المتحدث", "وكذّب", "خبر انسحاب القوات"),
]


def test_spans_are_read() -> None:
    """
    Most sentences give their source, cue and content, letter by letter.
    """
    failing = []
    for text, *wanted in _SPANS:
        passages = find_attributions(text, lang="ar")
        read = [
            [" | ".join(text[s.start : s.end] for s in spans) for spans in (p.source, p.cue, p.content)]
            for p in passages
        ]
        if wanted not in read:
            failing.append(f"{text}\n    read {read}")

    check("arabic_spans", failing, len(_SPANS))


_DENIED = [
    ("ونفت الوزارة ما نشرته الصحيفة عن إغلاق المعبر.", "إغلاق المعبر"),
    ("ونفت المنظمة ما ادعاه مسؤولون من أن العيادة أغلقت.", "العيادة أغلقت"),
]


@pytest.mark.parametrize(("text", "content"), _DENIED)
def test_what_others_reported_is_denied(text: str, content: str) -> None:
    """
    Who denies what others reported denies the thing itself; those others say nothing there.
    """
    passages = find_attributions(text, lang="ar")

    assert [(content, "deny")] == [(text[p.content[0].start : p.content[-1].end], p.polarity) for p in passages]


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
