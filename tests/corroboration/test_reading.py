"""
Reading tables that people coded by hand, and what is said of those that cannot be read.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from claimtrack.corroboration import TableRow, read_table
from claimtrack.errors import InputError, InvalidValueError
from claimtrack.model import Denies, SourceKind, Stance

HEADER = "claim,source,stance,time,kind,strength,text,leans_on,denies,owner\n"


def read(*lines: str) -> tuple[TableRow, ...]:
    return read_table([HEADER, *(f"{line}\n" for line in lines)], source="t.csv")


def test_a_full_row_is_read() -> None:
    """
    Every column finds its field.
    """
    (found,) = read('c,s,deny,2020-07-01T10:00:00+02:00,party,4,"No, never",A; B=0.6,figure,Holding')

    assert found == TableRow(
        claim="c",
        source="s",
        stance=Stance.DENY,
        time=datetime(2020, 7, 1, 8, tzinfo=UTC),
        kind=SourceKind.PARTY,
        strength=4,
        text="No, never",
        leans_on=(("A", 1.0), ("B", 0.6)),
        denies=Denies.FIGURE,
        owner="Holding",
    )


def test_the_four_required_columns_are_enough() -> None:
    """
    Other columns may be missing, or be there and mean nothing to us.
    """
    found = read_table(["note,time,stance,source,claim", "x,2020-07-01,affirm,s,c"])

    assert found == (TableRow(claim="c", source="s", stance=Stance.AFFIRM, time=date(2020, 7, 1)),)


def test_a_datetime_without_a_zone_is_utc_and_an_empty_time_is_unknown() -> None:
    """
    Times are never guessed.
    """
    first, second = read("c,s,affirm,2020-07-01 10:00,,,,,,", "c,s,affirm,,,,,,,")

    assert first.time == datetime(2020, 7, 1, 10, tzinfo=UTC)
    assert second.time is None


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ("c,s,for,2020-07-01,,,,,,", "stance", "affirm, deny"),
        ("c,s,,2020-07-01,,,,,,", "stance", "affirm"),
        (",s,affirm,2020-07-01,,,,,,", "claim", "visible"),
        ("c, ,affirm,2020-07-01,,,,,,", "source", "visible"),
        ("c,s,affirm,2020-02-30,,,,,,", "time", "ISO"),
        ("c,s,affirm,yesterday,,,,,,", "time", "ISO"),
        ("c,s,affirm,0001-01-01T00:00:00+14:00,,,,,,", "time", "ISO"),
        ("c,s,affirm,2020-07-01,king,,,,,", "kind", "official"),
        ("c,s,affirm,2020-07-01,,nan,,,,", "strength", "0 to 5"),
        ("c,s,affirm,2020-07-01,,-1,,,,", "strength", "0 to 5"),
        ("c,s,affirm,2020-07-01,,strong,,,,", "strength", "0 to 5"),
        ("c,s,affirm,2020-07-01,,,,A=2,,", "leans_on", "0 to 1"),
        ("c,s,affirm,2020-07-01,,,,A=x,,", "leans_on", "=0 to =1"),
        ("c,s,deny,2020-07-01,,,,,all,", "denies", "deed"),
    ],
)
def test_a_bad_cell_is_named_with_its_line(line: str, field: str, words: str) -> None:
    """
    The message names file, line, field, what was given and what is allowed, in one line.
    """
    with pytest.raises(InputError, match=rf"^t\.csv, line 3: {field}.*{words}") as found:
        read("c,s,affirm,2020-07-01,,,,,,", line)

    assert found.value.line == 3
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "no header"),
        (["claim,source,time\n"], "'stance' is missing"),
        ([HEADER, 'c,s,"affirm\n'], "not CSV"),
        ([HEADER, "c,s,affirm,2020-07-01,,,,,,,extra\n"], "more cells"),
    ],
)
def test_a_file_that_is_no_table_is_refused(lines: list[str], words: str) -> None:
    """
    An empty file, a missing column, an open quotation mark and a row too long are errors.
    """
    with pytest.raises(InputError, match=words):
        read_table(lines, source="t.csv")


def test_bad_rows_can_be_left_out_and_counted() -> None:
    """
    With `on_error` the rest of the table is read.
    """
    errors: list[InputError] = []
    lines = [HEADER, "c,s,for,2020-07-01,,,,,,\n", "c,s,affirm,2020-07-01,,,,,,\n"]

    assert len(read_table(lines, on_error=errors.append)) == 1
    assert [e.line for e in errors] == [2]


def test_a_row_made_by_hand_is_checked_too() -> None:
    """
    NaN and names without a letter are refused in `leans_on`, and words that are no stance.
    """
    for wrong in ((("A", float("nan")),), ((" ", 0.5),)):
        with pytest.raises(InvalidValueError, match="leans_on"):
            TableRow(claim="c", source="s", stance=Stance.AFFIRM, leans_on=wrong)
    with pytest.raises(InvalidValueError, match="stance"):
        TableRow(claim="c", source="s", stance="affirm")  # type: ignore[arg-type]
