"""
One conformance suite for every ledger, and what is true of the file alone.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claimtrack.ledger import GENESIS, Ledger, LedgerError, MemoryLedger
from claimtrack.ledger.sqlite import SqliteLedger

_FIRST = datetime(2020, 7, 4, 12, tzinfo=UTC)
_SECOND = datetime(2020, 7, 5, 12, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    return MemoryLedger() if request.param == "memory" else SqliteLedger(tmp_path / "a.db")


def test_entries_come_back_as_they_were_put_down(ledger: Ledger) -> None:
    """
    Body, key, time and order are kept byte for byte.
    """
    ledger.append("report", "r1", '{"text": "رتل"}', recorded=_FIRST)
    ledger.append("decision", "c1", "{}", recorded=None)

    assert [(1, "report", "r1", _FIRST, '{"text": "رتل"}'), (2, "decision", "c1", None, "{}")] == [
        (e.number, e.kind, e.key, e.recorded, e.body) for e in ledger.entries()
    ]


def test_known_at_leaves_out_what_was_recorded_later(ledger: Ledger) -> None:
    """
    Looking from an instant shows only what had been recorded by then.
    """
    ledger.append("report", "r1", "{}", recorded=_FIRST)
    ledger.append("report", "r2", "{}", recorded=_SECOND)

    assert ["r1"] == [e.key for e in ledger.entries(known_at=_FIRST)]


def test_verify_counts_and_knows_every_earlier_head(ledger: Ledger) -> None:
    """
    An old head still verifies after more was appended; a head that never was does not.
    """
    assert GENESIS == ledger.head()
    ledger.append("report", "r1", "{}", recorded=None)
    old = ledger.head()
    ledger.append("report", "r2", "{}", recorded=None)

    assert 2 == ledger.verify(head=old)
    with pytest.raises(LedgerError, match="cut or rewritten"):
        ledger.verify(head="f" * 64)


def test_a_changed_body_is_found(tmp_path: Path) -> None:
    """
    Someone who drops the triggers and edits the file breaks the chain at that entry.
    """
    path = tmp_path / "a.db"
    ledger = SqliteLedger(path)
    for n in range(3):
        ledger.append("report", f"r{n}", "{}", recorded=_FIRST)
    ledger.close()
    with sqlite3.connect(path) as db:
        db.execute("DROP TRIGGER entry_no_update")
        db.execute("UPDATE entry SET body = '{ }' WHERE number = 2")
    db.close()

    with pytest.raises(LedgerError, match="entry 2"):
        SqliteLedger(path).verify()


@pytest.mark.parametrize("statement", ["UPDATE entry SET body = ''", "DELETE FROM entry"])
def test_the_file_refuses_changes(tmp_path: Path, statement: str) -> None:
    """
    Rows cannot be changed or deleted by a plain statement.
    """
    path = tmp_path / "a.db"
    SqliteLedger(path).append("report", "r1", "{}", recorded=None)
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)
    db.close()


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    """
    A text file and another program's database give a clear error and stay as they are.
    """
    text = tmp_path / "notes.txt"
    text.write_text("not a database, and long enough to be looked at as one" * 50)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(LedgerError, match="ledger"):
            SqliteLedger(path)
        assert before == path.read_bytes()


def test_a_backup_verifies_against_the_same_head(tmp_path: Path) -> None:
    """
    A backup holds the same chain.
    """
    ledger = SqliteLedger(tmp_path / "a.db")
    ledger.append("report", "r1", "{}", recorded=_FIRST)
    ledger.backup(tmp_path / "b.db")

    assert 1 == SqliteLedger(tmp_path / "b.db").verify(head=ledger.head())
