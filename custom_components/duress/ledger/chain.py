"""The chain: each entry carries the SHA-256 over the hash of the entry before and over itself.

Whoever changes, inserts, removes or reorders an entry afterwards breaks the chain from there on. The newest hash is
kept a second time, so that a cut at the end shows too. [docs/ledger.md] has the form, for anybody's own program.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
import json
import sqlite3
from typing import Final

from .records import Entry

GENESIS: Final = bytes(32)
"""What the first entry takes for the hash of the one before."""

type Sealed = tuple[int, str, str, float, str | None, str | None, str]
"""What is hashed of an entry: seq, event_id, kind, at, incident_id, trouble_id, data as it is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest entry: its number and its hash of 32 bytes."""

    seq: int
    hash: bytes


EMPTY: Final = Head(seq=0, hash=GENESIS)


def hash_of(before: bytes, sealed: Sealed) -> bytes:
    """Return the hash of an entry that follows one with the hash `before`; JSON keeps the columns apart."""
    return sha256(before + json.dumps(sealed).encode()).digest()


def last_stored(connection: sqlite3.Connection) -> Head:
    """Return the newest entry that is there."""
    row = connection.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return EMPTY if row is None else Head(seq=row[0], hash=row[1])


def kept_head(connection: sqlite3.Connection) -> Head | None:
    """Return the newest entry as the second place has it; None if nothing is there."""
    row = connection.execute("SELECT seq, hash FROM chain_head").fetchone()
    return None if row is None else Head(seq=row[0], hash=row[1])


def append(connection: sqlite3.Connection, entries: Iterable[Entry]) -> int:
    """Store entries at the end of the chain, those known by event id are left alone; return how many were new."""
    stored, kept = last_stored(connection), kept_head(connection)
    # A head behind or before what is there is for `verify` to tell; an alarm is stored in any case.
    head = end = kept if kept is not None and kept.seq >= stored.seq else stored
    for entry in entries:
        seq, data = head.seq + 1, json.dumps(entry.data)
        digest = hash_of(
            head.hash, (seq, entry.event_id, entry.kind, float(entry.at), entry.incident_id, entry.trouble_id, data)
        )
        fresh = connection.execute(
            "INSERT INTO entry (seq, event_id, kind, at, incident_id, trouble_id, data, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING",
            (seq, entry.event_id, entry.kind, entry.at, entry.incident_id, entry.trouble_id, data, digest),
        )
        if fresh.rowcount:
            head = Head(seq=seq, hash=digest)
    if head is not end:
        _keep(connection, head)
    return head.seq - end.seq


def chain_all(connection: sqlite3.Connection) -> None:
    """Chain the entries of a ledger that had no chain yet."""
    head = EMPTY
    rows = connection.execute("SELECT seq, event_id, kind, at, incident_id, trouble_id, data FROM entry ORDER BY seq")
    for row in rows.fetchall():
        head = Head(seq=row[0], hash=hash_of(head.hash, row))
        connection.execute("UPDATE entry SET hash = ? WHERE seq = ?", (head.hash, head.seq))
    _keep(connection, head)


def _keep(connection: sqlite3.Connection, head: Head) -> None:
    """Keep the newest entry in the second place."""
    connection.execute(
        "INSERT INTO chain_head VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (head.seq, head.hash),
    )
