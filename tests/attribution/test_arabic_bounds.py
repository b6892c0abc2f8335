"""
Arabic reading on hostile input: exact spans, linear time, nothing invented.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.attribution import find_attributions

_WORDS = [
    "قال",
    "وقالت",
    "إن",
    "أن",
    "بأن",
    "مصدر",
    "مصادر",
    "محلية",
    "الوزير",
    "وزارة",
    "الصحة",
    "وصول",
    "مقتل",
    "عن",
    "من",
    "في",
    "إلى",
    "بحسب",
    "وفق",
    "ما",
    "كما",
    "نقلت",
    "رويترز",
    "،",
    ".",
    ":",
    "“",
    "”",
    '"',
    "(",
    ")",
    "-",
    "20",
    "اليوم",
    "مشيرا",
    "مؤكدة",
    "نفى",
    "لم",
    "كانت",
    "قد",
    "وكان",
    "التي",
    "الذي",
    "المصدر",
    "ذاته",
    "مراسلنا",
    "بمقتل",
    "للوزارة",
]

_HOSTILE = {
    "opening quotes": lambda n: "“" * n,
    "cue and opening quote": lambda n: "قال “" * n,
    "no stop": lambda n: "وقالت مصادر محلية إن القوات دخلت المدينة " * n,
    "citations": lambda n: "دخلت القوات المدينة، بحسب مصدر محلي، " * n,
    "participles": lambda n: "قال الوزير إن " + "الجسر آمن، مشيرا إلى أن الطريق مغلق، " * n,
    "commas": lambda n: "قال الوزير" + "،" * (8 * n),
    "cues only": lambda n: "قال " * n,
    "relative clause": lambda n: "قال الوزير الذي " + "زار المدينة " * n,
    "tatweel in a cue": lambda n: "قـ" + "ـ" * (8 * n) + "ال مصدر إن الطريق مغلق",
    "marks in a cue": lambda n: "ق" + "\u064b" * (8 * n) + "ال مصدر إن الطريق مغلق",
    "hidden characters": lambda n: "ق\u200bا\u200bل مصدر إن الطريق مغلق. " * n,
    "back-references": lambda n: "قال مصدر إن الطريق مغلق. وأضافت أن الجسر سقط. " * n,
    "headlines": lambda n: "وزير: " * n,
}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=60))
def test_spans_stay_inside_the_text(words: list[str]) -> None:
    """
    Whatever the words, every span lies in the text, is not empty, and cuts no mention short.
    """
    text = " ".join(words)

    for passage in find_attributions(text, lang="ar"):
        for span in (*passage.source, *passage.cue, *passage.content):
            assert 0 <= span.start < span.end <= len(text)
        for link in passage.attribution.chain:
            if link.source is not None and link.start is not None:
                assert text[link.start : link.start + len(link.source)] == link.source


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    """
    No text breaks the reader.
    """
    for passage in find_attributions(text, lang="ar"):
        assert passage.content


@pytest.mark.parametrize("name", _HOSTILE)
def test_time_grows_with_the_length(name: str) -> None:
    """
    Four times the text costs about four times the CPU time; a quadratic rule would cost sixteen times.
    """
    make = _HOSTILE[name]

    def cost(n: int) -> float:
        text = make(n)
        started = time.process_time()
        find_attributions(text, lang="ar")
        return time.process_time() - started

    cost(50)
    small = max(min(cost(300) for _ in range(2)), 0.004)

    assert min(cost(1200) for _ in range(2)) < 9 * small


def test_a_cue_hidden_from_filters_is_read() -> None:
    """
    Tatweel, marks and unseen characters inside a cue change nothing, and the span is the text's own.
    """
    text = "وقـ\u200bــالَت مصادر محلية إن الرتل وصل."

    passages = find_attributions(text, lang="ar")

    assert ["مصادر محلية"] == [p.attribution.chain[-1].source for p in passages]
    assert text.startswith(passages[0].attribution.chain[-1].cue)
