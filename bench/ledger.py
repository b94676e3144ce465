"""What the chain costs: opening, checking and committing with 100,000 entries, against SQLite without a chain.

The peer reads and writes the same columns of the same rows in a file of its own, with the same safety and no hash.
"""

import asyncio
from collections.abc import Sequence
from contextlib import closing
import json
from pathlib import Path
import sqlite3
from statistics import median
import time
from typing import Final

from custom_components.duress.ledger import Entry, Ledger

from .report import Bound, Measure
from .site import a_folder

ENTRIES: Final = 100_000
COMMITS: Final = 300
_CHUNK: Final = 1000
_PLAIN: Final = (
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at REAL NOT NULL,"
    " incident_id TEXT, trouble_id TEXT, data TEXT NOT NULL) STRICT"
)
_INSERT: Final = "INSERT INTO entry (event_id, kind, at, incident_id, trouble_id, data) VALUES (?, ?, ?, ?, ?, ?)"
_PRESS: Final = {"uid": "00B2A1C7", "pti": 58, "label": "Pendant 17", "model": "EN1223S", "kind": "duress"}


async def measure() -> list[Measure]:
    """Measure a ledger of some years."""
    return await compare(ENTRIES, COMMITS)


async def compare(entries: int, commits: int) -> list[Measure]:
    """Measure a ledger with so many entries, and so many commits of one more."""
    with a_folder() as folder:
        path, plain = Path(folder, "ledger.db"), Path(folder, "plain.db")
        await _fill(path, entries)
        await asyncio.to_thread(_fill_plain, plain, entries)
        began = time.perf_counter()
        ledger = await Ledger.open(path)
        _ = await ledger.open_incident_entries(), await ledger.open_trouble_entries()
        opened = time.perf_counter() - began
        began = time.perf_counter()
        found = await ledger.upkeep.verify()
        verified = time.perf_counter() - began
        if found.flaw is not None or found.entries != entries:
            raise RuntimeError(f"nothing was measured: {found}")
        ours = [await _commit(ledger, entries + number) for number in range(commits)]
        await ledger.close()
        read, theirs = await asyncio.to_thread(_plain_times, plain, entries, commits)
    what = f"ledger of {entries:,} entries"
    return [
        Measure.of(f"{what}, open with what is open", opened, "s", goals={Bound.VALUE_AT_MOST: 1.0}),
        Measure.of(f"{what}, verify", verified, "s", baseline=read, goals={Bound.VALUE_AT_MOST: 5.0}),
        Measure.of(f"{what}, commit one more", median(ours) * 1000, "ms", baseline=median(theirs) * 1000),
    ]


def entry(number: int) -> Entry:
    """Return one entry of a usual size; every fourth closes its incident."""
    kind = ("incident_raised", "incident_acknowledged", "incident_cleared", "incident_closed")[number % 4]
    event_id, incident_id = f"01J{number:023}", f"I{number // 4:09}"
    data = {"event_id": event_id, "at": 1.8e9 + number, "incident_id": incident_id, "press": dict(_PRESS)}
    return Entry(event_id=event_id, kind=kind, at=1.8e9 + number, incident_id=incident_id, data=data)  # type: ignore[arg-type] # plain data


async def _fill(path: Path, entries: int) -> None:
    """Make a ledger."""
    ledger = await Ledger.open(path)
    for first in range(0, entries, _CHUNK):
        await ledger.commit([entry(number) for number in range(first, min(first + _CHUNK, entries))], [])
    await ledger.close()


async def _commit(ledger: Ledger, number: int) -> float:
    """Commit one entry; return how many seconds it took."""
    one = entry(number)
    began = time.perf_counter()
    await ledger.commit([one], [])
    return time.perf_counter() - began


def _row(one: Entry) -> tuple[str, str, float, str | None, str | None, str]:
    """Return an entry as the peer stores it."""
    return one.event_id, one.kind, one.at, one.incident_id, one.trouble_id, json.dumps(one.data)


def _fill_plain(path: Path, entries: int) -> None:
    """Make the peer's file."""
    with closing(_connect(path)) as connection:
        connection.execute(_PLAIN)
        connection.execute("BEGIN")
        connection.executemany(_INSERT, [_row(entry(number)) for number in range(entries)])
        connection.execute("COMMIT")


def _plain_times(path: Path, entries: int, commits: int) -> tuple[float, Sequence[float]]:
    """Return how many seconds the peer takes to read all, and for each commit of one more."""
    times: list[float] = []
    with closing(_connect(path)) as connection:
        began = time.perf_counter()
        rows = connection.execute("SELECT * FROM entry ORDER BY seq").fetchall()
        read = time.perf_counter() - began
        if len(rows) != entries:
            raise RuntimeError("the peer has not stored everything")
        for number in range(entries, entries + commits):
            one = entry(number)
            began = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_INSERT, _row(one))
            connection.execute("COMMIT")
            times.append(time.perf_counter() - began)
    return read, times


def _connect(path: Path) -> sqlite3.Connection:
    """Open the peer's file as safely as the ledger is."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection
