"""
The command line: what each command reads and writes, and what bad input gets.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from claimtrack.cli import main

_REPORT = {
    "id": "r1",
    "outlet": "Valley Post",
    "published": "2021-03-02",
    "lang": "en",
    "text": "Local sources said on Tuesday that 12 soldiers were killed in the village of Shola.",
    "desk": "night",
}


def _file(tmp_path: Path, *rows: object, name: str = "in.jsonl") -> str:
    path = tmp_path / name
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return str(path)


def _rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_extract_writes_appearances(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    One appearance a line, its quote cut from the text.
    """
    assert main(["extract", _file(tmp_path, _REPORT)]) == 0
    rows = _rows(capfd.readouterr().out)
    assert rows
    assert all(_REPORT["text"][r["start"] : r["end"]] == r["quote"] for r in rows)  # type: ignore[index, misc]


def test_attributions_need_only_a_text(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    A line without an outlet is enough, and spans cut source and cue.
    """
    text = _REPORT["text"]
    assert main(["attributions", _file(tmp_path, {"id": "r1", "text": text})]) == 0
    (row,) = _rows(capfd.readouterr().out)
    ((start, end),) = row["source"]  # type: ignore[misc]
    assert text[start:end] == "Local sources"  # type: ignore[index]


def test_track_timeline_find_and_report_go_through(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    A casebook can be written, followed, searched and shown; unknown keys of the input stand in it.
    """
    book = str(tmp_path / "book.jsonl")
    assert main(["track", _file(tmp_path, _REPORT), "-o", book]) == 0
    rows = _rows(Path(book).read_text(encoding="utf-8"))
    assert rows[0]["type"] == "run"
    assert rows[0]["as_of"] == "2021-03-02"
    assert next(r for r in rows if r["type"] == "report")["desk"] == "night"
    assert main(["timeline", book]) == 0
    assert any(r["type"] == "score" for r in _rows(capfd.readouterr().out))
    assert main(["find", book, "12 soldiers killed in Shola"]) == 0
    assert _rows(capfd.readouterr().out)[0]["type"] == "match"
    assert main(["report", book]) == 0
    assert capfd.readouterr().out.startswith("<!doctype html>")


def test_tables_and_texts_have_commands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    corroborate, credibility and deduplicate read what FORMATS says.
    """
    table = tmp_path / "t.csv"
    table.write_text("claim,source,stance,time\nc,a,affirm,2020-01-01\nc,b,deny,2020-01-02\n", encoding="utf-8")
    assert main(["corroborate", str(table)]) == 0
    (row,) = _rows(capfd.readouterr().out)
    assert row["claim"] == "c"
    table.write_text("source,item,value\na,x,1\nb,x,1\nc,x,2\n", encoding="utf-8")
    assert main(["credibility", str(table)]) == 0
    kinds = [r["type"] for r in _rows(capfd.readouterr().out)]
    assert {"value", "source"} == set(kinds)
    texts = _file(
        tmp_path, {"id": "1", "text": "Four men died in Marea."}, {"id": "2", "text": "Six men died in Marea."}
    )
    assert main(["deduplicate", texts]) == 0
    one, two = _rows(capfd.readouterr().out)
    assert (one["group"], one["variant"]) != (two["group"], two["variant"])
    assert [None, "number"] == [one["kind"], two["kind"]]


_BAD_LINES = [
    (b"", "no reports"),
    (b"\x00\x01\xff\xfe\x9c", "invalid UTF-8"),
    (b"not json\n", "line 1: not JSON"),
    (b'{"outlet": "o"}\n', "line 1: text: missing"),
    (b'{"outlet": "o", "text": 3}\n', "line 1: text: given 3"),
    (b'{"outlet": "o", "text": "t", "published": "2021-02-30"}\n', "published: given '2021-02-30'"),
    (b'{"id": "r", "outlet": "o", "text": "a"}\n{"id": "r", "outlet": "o", "text": "b"}\n', "line 2: id"),
]


@pytest.mark.parametrize(("data", "words"), _BAD_LINES)
@pytest.mark.parametrize("command", ["extract", "track"])
def test_bad_input_gets_one_line_and_status_2(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: str, data: bytes, words: str
) -> None:
    """
    The error names file, line and field; nothing is written, not even half of it.
    """
    path, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_bytes(data)
    assert main([command, str(path), "-o", str(output)]) == 2
    message = capfd.readouterr().err
    assert words in message
    assert str(path) in message
    assert message.count("\n") == 1
    assert list(tmp_path.iterdir()) == [path]


def test_keep_going_does_the_rest_and_counts(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    Wrong lines are passed over and counted, the rest is done, the status is 3.
    """
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"not json\n" + json.dumps(_REPORT).encode() + b'\n{"outlet": 1}\n')
    assert main(["extract", str(path), "--keep-going"]) == 3
    out, err = capfd.readouterr()
    assert _rows(out)
    assert "2 lines passed over" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["track", "no-such-file.jsonl"],
        ["report", "no-such-file.jsonl"],
        ["corroborate", "no-such-file.csv"],
    ],
)
def test_a_missing_file_is_one_line(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """
    A file that is not there is named.
    """
    assert main(arguments) == 2
    assert "no-such-file" in capfd.readouterr().err


def test_a_plain_text_is_read_with_its_outlet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    A text file needs --outlet; --published is checked.
    """
    path = tmp_path / "page.txt"
    path.write_text("أكدت مصادر محلية دخول 20 عسكرياً إلى القرية.", encoding="utf-8")
    assert main(["extract", str(path), "--outlet", "o", "--published", "2020-07-05"]) == 0
    assert _rows(capfd.readouterr().out)
    assert main(["extract", str(path), "--outlet", "o", "--published", "2020-13-05"]) == 2


def test_the_demo_prints_a_summary_and_writes_the_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    A newcomer sees outlets, origins, variants and grades, and is told where the page is.
    """
    page = tmp_path / "page.html"
    assert main(["demo", "--page", str(page)]) == 0
    out = capfd.readouterr().out
    for words in ("outlets", "independent origins", "variants of", "grade", str(page)):
        assert words in out
    assert page.read_text(encoding="utf-8").count("<article") > 10


def test_importing_the_package_imports_no_room() -> None:
    """
    `import claimtrack` loads neither numpy nor any language, which keeps it cheap.
    """
    code = "import sys, claimtrack; print(sorted(m for m in sys.modules if m.startswith(('claimtrack.', 'numpy'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
