"""
What a ledger holds: entries in the order they were recorded, chained by hashes.

Each entry's hash covers its content and the hash before it: `h(n) = sha256(h(n-1) | kind | key |
recorded | body)`. Whoever keeps the newest hash (the head) can tell later that nothing before it
was changed, taken out, or put in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from attrs import frozen

from claimtrack.errors import ClaimtrackError

GENESIS = "0" * 64
"""The hash in front of the first entry."""


@frozen(kw_only=True)
class Entry:
    """
    Hold one fact as it was recorded.

    Attributes:
        number: Place in the ledger, from 1.
        kind: `report`, `appearance` or `decision`.
        key: Id of what it is about.
        recorded: When it was put down, on the recorded clock; None where no clock was given.
        body: JSON text, kept byte for byte.
        hash: Chained hash, in hexadecimal.

    """

    number: int
    kind: str
    key: str
    recorded: datetime | None
    body: str
    hash: str


class LedgerError(ClaimtrackError, ValueError):
    """
    Report a ledger that is not one, is broken, or does not hold what its head says.
    """


class Ledger(Protocol):
    """
    Be append-only: entries are added and read, never changed.
    """

    def append(self, kind: str, key: str, body: str, *, recorded: datetime | None) -> Entry:
        """
        Put one entry down durably and give it back with its number and hash.
        """
        ...

    def entries(self, *, known_at: datetime | None = None) -> Iterator[Entry]:
        """
        Give the entries in order; with `known_at`, those recorded by then.
        """
        ...

    def head(self) -> str:
        """
        Give the newest hash, or the genesis hash of an empty ledger.
        """
        ...

    def verify(self, *, head: str | None = None) -> int:
        """
        Check the whole chain and give how many entries it holds.

        Raises:
            LedgerError: An entry does not fit the chain, or `head` is not among the hashes.

        """
        ...


def chain(before: str, kind: str, key: str, recorded: datetime | None, body: str) -> str:
    """
    Give the hash of an entry from the one in front of it.

    Fields are joined with their lengths in front, so that no two splits of one text hash alike.
    """
    digest = hashlib.sha256()
    for part in (before, kind, key, recorded.isoformat() if recorded else "", body):
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def check_chain(entries: Iterator[Entry], head: str | None) -> int:
    """
    Walk a chain, hash by hash.
    """
    before, count, seen_head = GENESIS, 0, head in (None, GENESIS)
    for entry in entries:
        count += 1
        if entry.number != count:
            raise LedgerError(f"ledger, entry {count}: given number {entry.number}, allowed is {count}")
        if chain(before, entry.kind, entry.key, entry.recorded, entry.body) != entry.hash:
            raise LedgerError(f"ledger, entry {count}: its hash does not fit its content and the entry before")
        before = entry.hash
        seen_head = seen_head or before == head
    if not seen_head:
        raise LedgerError(f"ledger: no entry has the hash {head}; it was cut or rewritten since")
    return count
