"""
What is written is read back the same, byte for byte; what is wrong is refused with its path.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from claimtrack.errors import InputError, InvalidValueError
from claimtrack.exchange import (
    appearance_row,
    claim_row,
    lineage_row,
    read_appearance,
    read_claim,
    read_lineage,
    read_source,
    report_row,
    source_row,
    to_line,
)
from claimtrack.intake import read_reports
from claimtrack.model import Mood, Report

Row = Mapping[str, object]


@given(strategies.appearances)
def test_an_appearance_survives_the_round_trip(appearance: object) -> None:
    """
    An appearance written and read is the same appearance, and writes the same line.
    """
    line = to_line(appearance_row(appearance))  # type: ignore[arg-type]
    back = read_appearance(json.loads(line))

    assert line == to_line(appearance_row(back))
    assert appearance == back


@pytest.mark.parametrize(
    ("strategy", "write", "read"),
    [
        (strategies.claims, claim_row, read_claim),
        (strategies.edges, lineage_row, read_lineage),
        (strategies.records, source_row, read_source),
    ],
)
@given(data=st.data())
def test_other_nouns_survive_the_round_trip(
    data: st.DataObject, strategy: st.SearchStrategy[object], write: Callable[..., Row], read: Callable[[Row], object]
) -> None:
    """
    Claims, lineage and sources written and read are the same.
    """
    noun = data.draw(strategy)

    assert noun == read(json.loads(to_line(write(noun))))


@given(strategies.reports)
def test_a_report_survives_the_round_trip(report: Report) -> None:
    """
    A report, its unknown keys included, is read back as it was written.
    """
    line = to_line(report_row(report))

    assert [report] == list(read_reports([line]))


_GOOD: dict[str, object] = {
    "id": "r1#1",
    "report": "r1",
    "quote": "q",
    "start": 0,
    "end": 1,
    "lang": "en",
    "attribution": {"own_voice": True, "chain": []},
    "act": "state",
    "quantities": [{"what": "killed", "low": 4, "high": 4}],
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": None}, "appearance.quote: given None, allowed is text"),
        ({"quote": 3}, "appearance.quote: given 3"),
        ({"start": True}, "appearance.start: given True, allowed is a whole number"),
        ({"start": -1}, "appearance.start: given -1, allowed is a whole number from 0"),
        ({"start": 1.5}, "appearance.start: given 1.5"),
        ({"act": "shout"}, "appearance.act: given 'shout', allowed is one of confirm, state"),
        ({"quantities": "abc"}, "appearance.quantities: given 'abc', allowed is a list"),
        ({"quantities": [{"what": "x", "low": math.nan}]}, "appearance.quantities[0].low: given nan"),
        ({"quantities": [{"what": "x", "low": 5, "high": 4}]}, "at least low"),
        ({"quantities": [{"what": "x"}]}, "appearance.quantities[0].low"),
        ({"happened": {"start": "2020-02-30", "end": None}}, "happened.start: given '2020-02-30'"),
        ({"attribution": {"own_voice": True, "strength": 6}}, "attribution.strength: given 6"),
        ({"attribution": {}}, "attribution.own_voice"),
        ({"roles": []}, "appearance.roles: given [], allowed is an object"),
    ],
)
def test_what_is_wrong_is_refused_with_its_path(change: dict[str, object], words: str) -> None:
    """
    None is no text, a string no list, NaN no number, true no 1; the message names the field.
    """
    read_appearance(_GOOD)
    with pytest.raises(InvalidValueError) as caught:
        read_appearance({**_GOOD, **change})
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"\xff\xfe", "line 1: invalid UTF-8 at byte 0"),
        (b"not json", "line 1: not JSON"),
        (b"[1]", "line 1: given list, allowed is a JSON object"),
        (b'{"outlet": "o"}', "line 1: text: missing"),
        (b'{"text": "t"}', "line 1: outlet: missing"),
        (b'{"outlet": 3, "text": "t"}', "line 1: outlet: given 3, allowed is text"),
        (b'{"outlet": "o", "text": ["t"]}', "line 1: text: given ['t']"),
        (b'{"outlet": "o", "text": "t", "published": "2020-02-30"}', "published: given '2020-02-30'"),
        (b'{"outlet": "o", "text": "t", "published": "2020-02"}', "published: given '2020-02'"),
        (b'{"outlet": "o", "text": "t", "published": "2020-02-01T00:00:00+99:99"}', "published"),
        (b'{"outlet": "o", "text": "t", "published": 20200201}', "published: given 20200201"),
        (b'{"outlet": "o", "text": "t", "x": NaN}', "given NaN, which is not JSON"),
        (b'{"outlet": "o", "outlet": "p", "text": "t"}', "outlet: given twice"),
        (b'{"outlet": "o", "text": "\\ud800"}', "text: holds half a surrogate pair"),
        (b'{"outlet": "o", "text": "a\\u0000b"}', "NUL"),
        (b"[" * 100_000, "line 1"),
    ],
)
def test_a_bad_line_is_named_with_line_and_field(line: bytes, words: str) -> None:
    """
    Every kind of wrong line gives a one-line error; with somewhere to put it, the rest is read.
    """
    with pytest.raises(InputError) as caught:
        list(read_reports([line], source="reports.jsonl"))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    bad: list[InputError] = []
    good = b'{"outlet": "o", "text": "fine"}'
    assert [r.text for r in read_reports([line, good], bad=bad)] == ["fine"]
    assert len(bad) == 1


def test_one_id_with_two_texts_is_refused() -> None:
    """
    An id stands for one text in a file; the same line twice is allowed.
    """
    one, two = (f'{{"id": "r", "outlet": "o", "text": "{t}"}}' for t in "ab")
    assert len(list(read_reports([one, one]))) == 2
    with pytest.raises(InputError, match="line 2: id: given 'r'"):
        list(read_reports([one, two]))


def test_a_missing_id_is_derived_and_stable() -> None:
    """
    The same content gives the same id; another text gives another.
    """
    first, again, other = read_reports(f'{{"outlet": "o", "text": "{t}"}}' for t in "aab")
    assert first.id == again.id != other.id


def test_a_time_without_zone_is_utc_and_noted() -> None:
    """
    A datetime without zone is read as UTC, and the report says so.
    """
    (report,) = read_reports(['{"outlet": "o", "text": "t", "published": "2020-07-04T10:00:00"}'])
    assert report_row(report)["published"] == "2020-07-04T10:00:00+00:00"
    assert report.notes == ("published: no zone given, read as UTC",)


def test_an_appearance_of_an_older_file_is_read() -> None:
    """
    Mood, predicate and text may be missing: a fact, no head word, and the quote.
    """
    found = read_appearance(_GOOD)

    assert (Mood.FACT, None, found.quote) == (found.mood, found.predicate, found.text)


def test_the_new_slots_stand_behind_the_event() -> None:
    """
    The keys of an appearance keep their order.
    """
    keys = list(appearance_row(read_appearance(_GOOD)))

    assert ["event", "mood", "predicate", "text", "roles"] == keys[keys.index("event") : keys.index("roles") + 1]
