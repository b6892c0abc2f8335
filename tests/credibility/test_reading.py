"""
Tables from CSV, and estimates as lines.
"""

from __future__ import annotations

import json

import pytest

from claimtrack.credibility import estimate_credibility, estimate_records, read_observations
from claimtrack.errors import InputError

TABLE = """source,item,value
a,x,1
b,x,1
c,x,2
"""


def read(text: str) -> list[dict[str, object]]:
    """
    Read a table and give its estimate as records.
    """
    return list(estimate_records(estimate_credibility(read_observations(text.splitlines(True), "t.csv"))))


def test_records_are_values_then_sources() -> None:
    """
    Values come by item, the most probable first, then sources by name, with the public keys.
    """
    records = read(TABLE)

    assert [list(record) for record in records[::4]] == [
        ["type", "item", "value", "probability"],
        ["type", "source", "mean", "low", "high", "grade", "leans_on"],
    ]
    assert [record.get("value", record.get("source")) for record in records] == ["1", "2", "a", "b", "c"]
    json.dumps(records, allow_nan=False)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + TABLE,
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("\n", "\n\n"),
        "value,note,item,source\n1,n,x,a\n1,,x,b\n2,n,x,c\n",
        "Source, Item ,value,time,kind,weight\na,x,1,,,\nb,x,1,,,\nc,x,2,,,\n",
    ],
)
def test_forms_of_the_same_table_read_the_same(text: str) -> None:
    """
    A byte order mark, line ends, order of columns and further columns change nothing.
    """
    assert read(text) == read(TABLE)


def test_a_quoted_field_keeps_its_comma() -> None:
    """
    An item with a comma in quotes is one field.
    """
    records = read('source,item,value\na,"Springfield, Ohio",1\n')

    assert records[0]["item"] == "Springfield, Ohio"


def test_time_kind_and_weight_are_read() -> None:
    """
    The latest value of a source stands, in either form of a day.
    """
    text = "source,item,value,time,kind,weight\na,x,1,20200701,agency,2\na,x,2,2020-07-02T08:00:00Z,agency,1\n"

    assert [record["value"] for record in read(text) if record["type"] == "value"] == ["2"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", None, "empty"),
        ("source,item\na,x\n", 1, "'value' is missing"),
        ("source,item,value,value\na,x,1,1\n", 1, "stands twice"),
        ("source,item,value\na,x\n", 2, "given 2 fields, allowed are 3"),
        ("source,item,value\na,x,1,2\n", 2, "given 4 fields"),
        ("source,item,value\na,x,1\nb,,1\n", 3, "item: given ''"),
        ("source,item,value\na,x, \n", 2, "value: given '"),
        ("source,item,value,time\na,x,1,2020-13-01\n", 2, "time: given '2020-13-01'"),
        ("source,item,value,time\na,x,1,yesterday\n", 2, "time: given 'yesterday'"),
        ("source,item,value,kind\na,x,1,friend\n", 2, "kind: given 'friend'"),
        ("source,item,value,weight\na,x,1,nan\n", 2, "weight: given 'nan'"),
        ("source,item,value,weight\na,x,1,-1\n", 2, "weight: given '-1'"),
        ("source,item,value,weight\na,x,1,0\n", 2, "weight: given '0'"),
        ("source,item,value,weight\na,x,1,much\n", 2, "weight: given 'much'"),
        ('source,item,value\na,x,"1\nb,x,1\n', 3, "CSV"),
        ("source,item,value\na,x,1\0\nb,x,\n", 3, "value: given '"),
    ],
)
def test_bad_tables_are_refused(text: str, line: int | None, words: str) -> None:
    """
    A fault names file, line, field, what was given and what is allowed, in one line.
    """
    with pytest.raises(InputError) as caught:
        read_observations(text.splitlines(True), "t.csv")

    assert (caught.value.source, caught.value.line) == ("t.csv", line)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_header_alone_is_an_empty_table() -> None:
    """
    No rows are no error.
    """
    assert read("source,item,value\n") == []


def test_bad_rows_can_be_passed_over() -> None:
    """
    With a place to report them to, bad rows are left out and told in order, each once.
    """
    text = "source,item,value,weight\na,x,1,\nb,x\nc,,1,nan\nd,x,1,0\ne,x,1,1\n"
    errors: list[InputError] = []
    table = read_observations(text.splitlines(True), "t.csv", on_error=errors.append)

    assert len(table) == 2
    assert sorted(error.line or 0 for error in errors) == [3, 4, 5]


def test_a_missing_column_cannot_be_passed_over() -> None:
    """
    Without its columns the file is no table at all.
    """
    with pytest.raises(InputError):
        read_observations(["source,item\n", "a,x\n"], "t.csv", on_error=lambda _: None)
