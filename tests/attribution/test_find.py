"""
The front of the room: pages, own voice, offsets, growth.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.attribution import find_attributions, read_passages
from claimtrack.errors import NotFoundError
from claimtrack.intake import read_page
from claimtrack.model import Act, Passage, Report

_TEXT = (
    "Bridge closed after flood\n\n"
    "The bridge over the river was closed at dawn. Officials said that four people had died. "
    "It is worth noting that the bridge was built in 1964. Those numbers would probably climb.\n"
)


def _passages(text: str) -> dict[str, Passage]:
    report = Report(id="r", outlet="o", text=text, lang="en")
    return {text[p.content[0].start : p.content[0].end]: p for p in read_passages(report, read_page(report))}


def test_own_voice_is_what_nobody_said() -> None:
    """
    Sentences without an attribution are the outlet's own, background where an opener says so.
    """
    found = _passages(_TEXT)

    closed = found["The bridge over the river was closed at dawn"]
    noted = next(p for text, p in found.items() if "1964" in text)
    climb = next(p for text, p in found.items() if "climb" in text)
    assert closed.attribution.own_voice
    assert Act.STATE is closed.act
    assert (True, Act.BACKGROUND) == (noted.attribution.background, noted.act)
    assert (True, Act.SPECULATE) == (climb.hedged, climb.act)
    assert not found["four people had died"].attribution.own_voice


def test_wishes_are_no_passages_of_a_page() -> None:
    """
    What somebody wants is nothing that could be claimed on somebody's word.
    """
    text = "Mayor Rania Aziz refused to close the road over the old bridge.\n"

    assert all(p.attribution.own_voice for p in _passages(text).values())


def test_unknown_language_is_named() -> None:
    """
    A language without a pack is an error; a text in no known script is empty.
    """
    with pytest.raises(NotFoundError, match="language"):
        find_attributions("x", lang="xx")
    assert () == find_attributions("1 2 3")


_PIECES = st.sampled_from(
    ["he", "said", "“", "”", '"', "'", "the army", ",", ".", "that", "according to", "and", "\n\n", "40", "(", ")",
     "who", "denied", "was reported", "by", "citing", "sources", "—", ":", "\u200f", "\u0640", "قال", "مصدر", "إن"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40), st.sampled_from(["en", "ar"]))
def test_spans_lie_in_the_text(pieces: list[str], lang: str) -> None:
    """
    Whatever a text is made of, every span is a stretch of it and every link's source stands where it says.
    """
    text = " ".join(pieces)
    for passage in find_attributions(text, lang=lang):
        for span in (*passage.source, *passage.cue, *passage.content):
            assert 0 <= span.start < span.end <= len(text)
        for link in passage.attribution.chain:
            if link.source is not None and link.start is not None:
                assert link.source == text[link.start : link.start + len(link.source)]


_HOSTILE = [
    "the army said the road was open and ",
    "“ ",
    "' ",
    "'x ",
    "said ",
    "he said ",
    "according to the army ",
    "The army, said, ",
    "citing a source, ",
    "The army left. It denied that he said. ",
    "“a\n\n",
    "(",
    "who said that ",
]


def _seconds(text: str) -> float:
    start = time.process_time()
    find_attributions(text, lang="en")
    return time.process_time() - start


@pytest.mark.parametrize("unit", _HOSTILE)
def test_time_grows_with_the_length(unit: str) -> None:
    """
    Four times the text takes about four times the time, however hostile; a square would take sixteen.
    """
    short, long = unit * 500, unit * 2000
    find_attributions(short, lang="en")

    assert _seconds(long) <= 8 * max(min(_seconds(short), _seconds(short)), 0.02)
