"""
A ledger that lives as long as the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from claimtrack.ledger.entries import GENESIS, Entry, chain, check_chain


class MemoryLedger:
    """
    Keep entries in a list.
    """

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def append(self, kind: str, key: str, body: str, *, recorded: datetime | None) -> Entry:
        """
        Put one entry at the end.
        """
        entry = Entry(
            number=len(self._entries) + 1,
            kind=kind,
            key=key,
            recorded=recorded,
            body=body,
            hash=chain(self.head(), kind, key, recorded, body),
        )
        self._entries.append(entry)
        return entry

    def entries(self, *, known_at: datetime | None = None) -> Iterator[Entry]:
        """
        Give the entries in order; with `known_at`, those recorded by then.
        """
        for entry in self._entries:
            if known_at is None or entry.recorded is None or entry.recorded <= known_at:
                yield entry

    def head(self) -> str:
        """
        Give the newest hash.
        """
        return self._entries[-1].hash if self._entries else GENESIS

    def verify(self, *, head: str | None = None) -> int:
        """
        Check the chain.
        """
        return check_chain(iter(self._entries), head)

    def close(self) -> None:
        """
        Do nothing: there is no file.
        """
