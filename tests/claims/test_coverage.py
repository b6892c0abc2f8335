"""
Tests of coverage: every letter ends in one part, and what is left out is cut from the text.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims import Part, extract, measure_coverage
from claimtrack.model import Report

_PIECES = [
    "The ministry said in a statement on Monday that 12 people were killed. ",
    "How it came to this is not clear. ",
    "Read also: Floods in the north\n",
    "Share | Print | Home\n",
    "قالت الوزارة إن 12 شخصا قتلوا في الغارة. ",
    "ولم يتضح سبب الحريق. ",
    "22:20 | ",
    "!!! 🔴 ",
    "\n\n",
]

_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join) | st.text(max_size=60)


def _report(text: str) -> Report:
    return Report(outlet="Valley Post", id="r", text=text)


@given(_TEXTS)
def test_every_letter_has_one_part(text: str) -> None:
    """
    Parts make up all letters and digits, shares sum to 1, and what is left out has as many letters as its part.
    """
    coverage = measure_coverage(_report(text))
    letters = sum(char.isalnum() for char in text)

    assert letters == sum(coverage.letters.values())
    assert (1.0 if letters else 0.0) == pytest.approx(sum(coverage.shares.values()))
    left = sum(char.isalnum() for span in coverage.left_out for char in text[span.start : span.end])
    assert left >= coverage.letters[Part.LEFT_OUT]


@given(_TEXTS)
def test_what_is_left_out_lies_outside_of_quotes(text: str) -> None:
    """
    Stretches stand in order, apart from one another and from every quote, and begin and end with a letter.
    """
    report = _report(text)
    spans = measure_coverage(report).left_out
    quoted = {k for a in extract(report) for k in range(a.start, a.end)}

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(text[s.start].isalnum() and text[s.end - 1].isalnum() for s in spans)
    assert not [s for s in spans if quoted & set(range(s.start, s.end))]


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("The ministry said on Monday that 12 people were killed in Shola.", Part.QUOTE, "12peoplewerekilledinShola"),
        ("The ministry said on Monday that 12 people were killed in Shola.", Part.SOURCE, "Theministry"),
        ("The ministry said on Monday that 12 people were killed in Shola.", Part.CUE, "said"),
        ("The ministry said on Monday that 12 people were killed in Shola.", Part.JOINING, "onthat"),
        ("The ministry said on Monday that 12 people were killed in Shola.", Part.FRAME, "Monday"),
        ("قالت الوزارة إن 12 شخصا قتلوا في الغارة.", Part.SOURCE, "الوزارة"),
        ("قالت الوزارة إن 12 شخصا قتلوا في الغارة.", Part.JOINING, "إن"),
    ],
)
def test_each_part_takes_its_letters(text: str, part: Part, words: str) -> None:
    """
    Quote, source, cue, what hangs on the cue, and words that only join are counted apart.
    """
    assert len(words) == measure_coverage(_report(text)).letters[part]


def test_a_question_is_left_out() -> None:
    """
    What puts nothing forward is listed with its place in the text.
    """
    report = _report("Twelve soldiers were killed in Shola on Monday. Who fired the rockets at the base?")
    (span,) = measure_coverage(report).left_out

    assert "Who" not in report.text[: span.start] or span.start == report.text.index("fired")
    assert report.text[: span.end].endswith("base")


def test_a_text_that_no_pack_reads_is_left_out_whole() -> None:
    """
    Nothing is covered where nothing was read.
    """
    coverage = measure_coverage(
        _report("Министр сообщил, что на складе у реки сгорело несколько зданий. Пожар начался ночью.")
    )

    assert 0.0 == coverage.covered
    assert 1.0 == coverage.shares[Part.LEFT_OUT]
