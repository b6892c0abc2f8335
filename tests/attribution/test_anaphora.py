"""
Back-references over sentences: what they point to, whose kind they take, and when they are inherited.
"""

from __future__ import annotations

import pytest

from attribution.gate import check
from claimtrack.attribution import find_attributions
from claimtrack.model import Link, SourceKind

# text | language | cue of the passage | mention | antecedent ("" none) | kind
_CASES = [
    # Arabic: no subject at all, agreeing with the last source that fits.
    (
        "قالت وزارة الصحة اليمنية إن سبعة أطفال توفوا بالحصبة. وأضافت أن اللقاحات نفدت.",
        "ar", "وأضافت", "وزارة الصحة اليمنية", "وزارة الصحة اليمنية", "official",
    ),
    (
        "ذكرت شبكة محلية أن الجسر انهار. وقال المحافظ إن التحقيق بدأ. وأضاف أن الطريق مغلق.",
        "ar", "وأضاف", "المحافظ", "المحافظ", "official",
    ),
    (
        "قال المحافظ إن الجسر انهار. وذكرت شبكة محلية أن شخصين أصيبا. وأضافت أن الطريق مغلق.",
        "ar", "وأضافت", "شبكة محلية", "شبكة محلية", "media_outlet",
    ),
    # The head again, with the article.
    (
        "أفادت مصادر محلية بأن الرتل وصل. وتابعت المصادر أن الطيران حلق فوقه.",
        "ar", "وتابعت", "المصادر", "مصادر محلية", "local_sources",
    ),
    (
        "أعلنت وزارة الداخلية العراقية اعتقال متهمين. وقالت الوزارة إن المضبوطات صودرت.",
        "ar", "وقالت", "الوزارة", "وزارة الداخلية العراقية", "official",
    ),
    (
        'أفاد مراسل "حلب اليوم" بأن القصف توقف. وأوضح المراسل أن الطريق فتح.',
        "ar", "وأوضح", "المراسل", 'مراسل "حلب اليوم"', "media_outlet",
    ),
    # "The same source" is whoever spoke last; "the source" the last single one.
    (
        "قال الدفاع المدني إن الحريق أخمد. وبحسب المصدر ذاته، فإن الخسائر مادية.",
        "ar", "وبحسب", "المصدر ذاته", "الدفاع المدني", "rescue",
    ),
    (
        "أكد مصدر طبي وصول جريحين. وأشار المصدر إلى أن حالتهما مستقرة.",
        "ar", "وأشار", "المصدر", "مصدر طبي", "medical",
    ),
    # A part of a name.
    (
        "قال وزير الصحة الليبي عثمان عبد الجليل إن السد انهار. وأوضح عبد الجليل أن الطرق مقطوعة.",
        "ar", "وأوضح", "عبد الجليل", "وزير الصحة الليبي عثمان عبد الجليل", "official",
    ),
    # Two armies are not one because both are armies.
    (
        "أعلن الجيش السوري سقوط قذيفة. وقال الجيش الإسرائيلي إنه رد على النار.",
        "ar", "وقال", "الجيش الإسرائيلي", "", "military",
    ),
    # English: definite descriptions.
    (
        "The local network Nahr Post said the bridge was open. The network said that traffic was light.",
        "en", "said", "The network", "The local network Nahr Post", "media_outlet",
    ),
    (
        "A source told the paper that the gate was shut. The source said that guards had left.",
        "en", "said", "The source", "A source", "unnamed_sources",
    ),
]  # fmt: skip


def _links(text: str, lang: str, cue: str) -> list[Link]:
    """
    Give the innermost links of the passages with a cue, in order.
    """
    return [
        p.attribution.chain[-1]
        for p in find_attributions(text, lang=lang)
        if p.attribution.chain and p.attribution.chain[-1].cue == cue
    ]


def test_mentions_point_back() -> None:
    """
    The last link with the cue has the mention, the antecedent and the kind that a reader gives it.
    """
    failing = []
    for text, lang, cue, mention, antecedent, kind in _CASES:
        links = _links(text, lang, cue)
        read = [(link.source, link.antecedent.source if link.antecedent else "", link.kind) for link in links]
        if [(mention, antecedent, SourceKind(kind))] != read[-1:]:
            failing.append(f"{text}\n    read {read}")

    check("mentions", failing, len(_CASES))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case[0][:30])
def test_mention_stands_where_it_says(case: tuple[str, ...]) -> None:
    """
    The source of every link is the text at its offset, also where it points back.
    """
    text, lang, cue, *_ = case

    for link in _links(text, lang, cue):
        if link.source is not None and link.start is not None:
            assert link.source == text[link.start : link.start + len(link.source)]


def test_only_another_sentence_is_inherited() -> None:
    """
    A participle that goes on in the same sentence inherits nothing; a verb in the next one does.
    """
    text = "قالت البلدية إن الجسر مغلق، مضيفة أن العمل بدأ. وأوضحت أن المدة شهر."

    passages = find_attributions(text, lang="ar")

    assert [False, True] == [p.attribution.inherited for p in passages[-2:]]
    assert {"البلدية"} == {p.attribution.chain[-1].source for p in passages}


def test_a_source_far_back_is_not_carried_on() -> None:
    """
    A verb without subject does not reach back over many sentences.
    """
    text = "قال المحافظ إن الجسر مغلق. " + "مضى يوم هادئ على المدينة وأهلها. " * 6 + "وأضاف أن العمل بدأ."

    last = find_attributions(text, lang="ar")[-1].attribution.chain[-1]

    assert last.source is None
    assert last.antecedent is None
