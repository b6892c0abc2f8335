"""
Append-only ledgers: every fact with the time it was recorded, chained so that tampering shows.
"""

from claimtrack.ledger.entries import GENESIS, Entry, Ledger, LedgerError
from claimtrack.ledger.memory import MemoryLedger

__all__ = ["GENESIS", "Entry", "Ledger", "LedgerError", "MemoryLedger", "SqliteLedger"]


def __getattr__(name: str) -> object:
    """
    Import the SQLite ledger when it is first asked for.
    """
    if name == "SqliteLedger":
        from claimtrack.ledger.sqlite import SqliteLedger

        return SqliteLedger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
