"""
Appearances that somebody else made: found in the text, checked, completed, and followed as the reader's own are.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimtrack import Casebook, Report, extract
from claimtrack.cli import main
from claimtrack.errors import InputError, InvalidValueError
from claimtrack.exchange import appearance_row, read_appearances, report_row
from claimtrack.model import Appearance

_TEXT = (
    "Local sources said on Tuesday that 12 soldiers were killed in the village of Shola. The mayor said that the "
    "bridge was closed. The harbour master repeated that the bridge was closed."
)
_REPORT = Report(id="r1", outlet="Valley Post", text=_TEXT, lang="en", published="2021-03-02")
_ROW = {
    "id": "a1",
    "report": "r1",
    "quote": "12 soldiers were killed in the village of Shola",
    "lang": "en",
    "attribution": {"own_voice": True},
    "act": "state",
}


def _read(*rows: dict[str, object]) -> tuple[Appearance, ...]:
    return read_appearances([json.dumps(r) for r in rows], [_REPORT], "a.jsonl")["r1"]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("12 soldiers were killed", "12 soldiers were killed"),
        ("12  soldiers\nWERE killed", "12 soldiers were killed"),
        ("the mayer said that the bridge was closed", "he mayor said that the bridge was closed"),
    ],
)
def test_a_quote_without_offsets_is_found_in_the_text(quote: str, found: str) -> None:
    """
    Exactly, else with other white space and case, else by likeness; the quote becomes what stands there.
    """
    (given,) = _read({**_ROW, "quote": quote})
    assert given.quote == _TEXT[given.start : given.end]
    assert found in given.quote


def test_a_quote_that_stands_twice_is_given_its_places_in_turn() -> None:
    """
    Two lines of one quote are its first and its second place.
    """
    one, two = _read(*({**_ROW, "id": i, "quote": "the bridge was closed"} for i in ("a1", "a2")))
    assert (one.start, two.start) == (_TEXT.index("the bridge"), _TEXT.rindex("the bridge"))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"quote": "17 ships were sunk off the coast of Elba"}, "quote"),
        ({"quote": " "}, "quote"),
        ({"quote": 3}, "quote"),
        ({"start": 0, "end": 4}, "quote"),
        ({"start": 0}, "end"),
        ({"report": "r9"}, "report"),
        ({"act": "shout"}, "act"),
        ({"id": "a0"}, "id"),
    ],
)
def test_wrong_appearances_are_refused_with_file_and_line(change: dict[str, object], word: str) -> None:
    """
    A quote that stands nowhere, wrong offsets, an unknown report, a wrong field, an id twice.
    """
    with pytest.raises(InputError, match=rf"a\.jsonl.*2.*{word}"):
        _read({**_ROW, "id": "a0"}, {**_ROW, **change})


def test_what_is_extracted_and_given_back_is_the_same_casebook(tmp_path: Path) -> None:
    """
    `extract`, then `track --appearances`, gives what `track` gives, byte for byte.
    """
    reports, given, plain, again = (tmp_path / name for name in ("r.jsonl", "a.jsonl", "b.jsonl", "c.jsonl"))
    other = Report(id="r2", outlet="Coast Radio", text=f"Officials said: {_TEXT}", lang="en", published="2021-03-03")
    reports.write_text("".join(json.dumps(report_row(r)) + "\n" for r in (_REPORT, other)), encoding="utf-8")
    assert main(["extract", str(reports), "-o", str(given)]) == 0
    assert main(["track", str(reports), "-o", str(plain)]) == 0
    assert main(["track", str(reports), "--appearances", str(given), "-o", str(again)]) == 0
    assert plain.read_text(encoding="utf-8") == again.read_text(encoding="utf-8")


def test_slots_that_nobody_gave_are_read_off_the_quote() -> None:
    """
    Event, predicate and roles of a bare quote are what the text says; those that came with a predicate stay.
    """
    bare = _read(_ROW)
    book = Casebook(reader=lambda _: bare)
    book.add(_REPORT)
    (found,) = book.standing().appearances.values()
    assert (found.event, found.predicate) == ("kill", "killed")
    assert found.roles["patient"] == "12 soldiers"
    kept = _read({**_ROW, "predicate": "killed"})
    book = Casebook(reader=lambda _: kept)
    book.add(_REPORT)
    (found,) = book.standing().appearances.values()
    assert found.event is None


def test_a_reader_that_gives_another_text_is_refused() -> None:
    """
    What a reader of one's own returns is checked as a file is.
    """
    (wrong,) = _read(_ROW)
    other = Report(id="r2", outlet="Coast Radio", text=_TEXT[1:], lang="en", published="2021-03-02")
    book = Casebook(reader=lambda _: [wrong])
    book.add(other)
    with pytest.raises(InvalidValueError, match="report"):
        book.claims()


def test_an_appearance_entered_by_hand_meets_the_claims_that_were_read() -> None:
    """
    What somebody enters is compared with what was read: it is no claim of its own for want of features.
    """
    book = Casebook()
    book.add(_REPORT)
    second = Report(id="r2", outlet="Coast Radio", text=f"{_TEXT} More later.", lang="en", published="2021-03-02")
    book = Casebook(reader=lambda r: extract(r) if r.id == "r1" else ())
    book.add_all([_REPORT, second])
    first = next(a for a in extract(_REPORT) if "12 soldiers" in a.quote)
    book.add_appearance(
        {**_ROW, "id": "hand", "report": "r2", "start": first.start, "end": first.end, "quote": first.quote}
    )
    assert any({"hand", first.id} <= set(c.claim.appearances) for c in book.claims())


def test_rows_of_a_casebook_are_appearances_too() -> None:
    """
    Lines of other types are passed over.
    """
    rows = [{"type": "run"}, {"type": "appearance", **_ROW}]
    assert _read(*rows) == _read(_ROW)
    assert appearance_row(_read(_ROW)[0])["quote"] == _ROW["quote"]
