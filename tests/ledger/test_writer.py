"""The writer's thread: urgent things first, faults reported and survived."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
import sqlite3
import subprocess
import threading

import pytest

from custom_components.duress.ledger import DeliveryState, Ledger, LedgerError, LedgerErrorKind
from custom_components.duress.ledger.writer import MERGE_AFTER, Lane, Writer

from .builders import attempt, entry, fill_up, message, size


@pytest.fixture
async def writer(path: Path) -> AsyncIterator[Writer]:
    """Return a writer on a fresh file with one table."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (a TEXT NOT NULL);")
        return connection

    started = await Writer.start(connect)
    yield started
    await started.stop()


def insert(text: str | None) -> Callable[[sqlite3.Connection], int | None]:
    """Return a job that adds a row and says its number."""
    return lambda connection: connection.execute("INSERT INTO t VALUES (?)", (text,)).lastrowid


def rows(connection: sqlite3.Connection) -> list[str]:
    """Return what is stored, in order."""
    return [row[0] for row in connection.execute("SELECT a FROM t ORDER BY rowid")]


async def test_what_happened_overtakes_notes_that_wait(writer: Writer) -> None:
    """Given a busy writer with notes waiting, when an event is committed, then it is stored before the notes."""
    busy = threading.Event()
    blocked = writer.submit(Lane.NOTES, lambda _: busy.wait(5))
    await asyncio.sleep(0.05)
    notes = [writer.submit(Lane.NOTES, insert(f"note {number}")) for number in range(3)]
    event = writer.submit(Lane.EVENTS, insert("event"))
    busy.set()
    await asyncio.gather(blocked, event, *notes)
    assert await writer.submit(Lane.NOTES, rows) == ["event", "note 0", "note 1", "note 2"]


async def test_what_waits_together_shares_a_transaction_but_not_a_fault(writer: Writer) -> None:
    """Given jobs that wait together, one of them bad, when they are done, then only that one failed."""
    busy = threading.Event()
    blocked = writer.submit(Lane.EVENTS, lambda _: busy.wait(5))
    await asyncio.sleep(0.05)
    jobs = [writer.submit(Lane.EVENTS, insert(text)) for text in ("a", None, "b")]
    busy.set()
    await blocked
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert isinstance(results[1], LedgerError)
    assert await writer.submit(Lane.NOTES, rows) == ["a", "b"]


async def test_a_failed_job_leaves_nothing_behind(writer: Writer) -> None:
    """Given a job that stores something and then fails, when it is over, then nothing of it is stored."""

    def half(connection: sqlite3.Connection) -> None:
        insert("half")(connection)
        insert(None)(connection)

    with pytest.raises(LedgerError):
        await writer.submit(Lane.EVENTS, half)
    assert await writer.submit(Lane.NOTES, rows) == []


def limit(pages: int) -> Callable[[sqlite3.Connection], None]:
    """Return a job that gives the file a size it may not exceed, as a full disk does."""
    return lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()


def forbid(what: str) -> Callable[[sqlite3.Connection], None]:
    """Return a job that makes the connection read-only, or not."""
    return lambda connection: connection.execute(f"PRAGMA query_only = {what}").fetchone()


@pytest.mark.parametrize(
    ("fault", "cure", "kind"),
    [
        (limit(1), limit(1_000_000), LedgerErrorKind.FULL),
        (forbid("ON"), forbid("OFF"), LedgerErrorKind.READ_ONLY),
    ],
)
async def test_a_fault_of_the_disk_is_named_and_survived(
    writer: Writer,
    fault: Callable[[sqlite3.Connection], None],
    cure: Callable[[sqlite3.Connection], None],
    kind: LedgerErrorKind,
) -> None:
    """Given a full or read-only file, when it is cured, then what failed said why and what follows is stored."""
    await writer.submit(Lane.ALONE, fault)
    with pytest.raises(LedgerError) as caught:
        await writer.submit(Lane.EVENTS, insert("x" * 20_000))
    assert caught.value.kind is kind
    assert "still forwarded" in str(caught.value)
    await writer.submit(Lane.ALONE, cure)
    await writer.submit(Lane.EVENTS, insert("better"))
    assert await writer.submit(Lane.NOTES, rows) == ["better"]


async def test_a_connection_that_cannot_be_made_is_the_callers_error() -> None:
    """Given a connection that fails, when a writer is started, then the caller gets the error and no thread stays."""

    def connect() -> sqlite3.Connection:
        raise OSError("no such disk")

    before = threading.active_count()
    with pytest.raises(OSError, match="no such disk"):
        await Writer.start(connect)
    await asyncio.sleep(0.05)
    assert threading.active_count() <= before


async def test_the_log_is_merged_when_there_is_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given many commits, when the writer has nothing to do for a moment, then the main file has them."""
    monkeypatch.setattr("custom_components.duress.ledger.writer.IDLE_SECONDS", 0.05)
    ledger = await Ledger.open(path)
    for number in range(MERGE_AFTER + 1):
        await ledger.commit([entry(f"E{number}")], [])
    before = size(path)
    await asyncio.sleep(0.3)
    assert size(path) > before
    await ledger.close()


async def test_an_attempt_for_a_delivery_nobody_knows_changes_nothing(ledger: Ledger) -> None:
    """Given no deliveries, when an attempt is noted for one, then nothing is stored and nothing fails."""
    await ledger.record_attempt(attempt(99, 1, DeliveryState.SENT))
    assert await ledger.attempts(99) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of one megabyte; skipped where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False)  # noqa: S603, S607
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)  # noqa: S603, S607


async def test_a_disk_that_runs_full_and_gets_space_again(small_disk: Path) -> None:
    """Given a disk that somebody fills, when there is space again, then the same ledger stores again."""
    ledger = await Ledger.open(small_disk / "ledger.db")
    await ledger.commit([entry("E1")], [message("E1")])
    ballast = small_disk / "video.mp4"
    fill_up(ballast)
    with pytest.raises(LedgerError) as caught:
        await ledger.commit([entry(f"F{number}", note="x" * 4000) for number in range(200)], [])
    assert caught.value.kind is LedgerErrorKind.FULL
    assert not ledger.durable
    assert [one.event_id for one in await ledger.pending()] == ["E1"]
    ballast.unlink()
    await ledger.commit([entry("E2")], [message("E2")])
    assert ledger.durable
    assert [one.event_id for one in await ledger.pending()] == ["E1", "E2"]
    await ledger.close()


async def test_a_site_that_starts_on_a_full_disk_still_knows_its_incidents(small_disk: Path) -> None:
    """Given a ledger that was not closed and a full disk, when the site starts, then nothing open is forgotten."""
    ledger = await Ledger.open(small_disk / "ledger.db")
    await ledger.commit([entry("E1")], [message("E1")])
    await ledger.checkpoint_for_backup()
    await ledger.commit([entry("E2", "incident_acknowledged")], [message("E2")])
    await ledger.close()
    assert (small_disk / "ledger.db-wal").stat().st_size > 0
    ballast = small_disk / "video.mp4"
    fill_up(ballast)
    again = await Ledger.open(small_disk / "ledger.db")
    assert not again.durable
    assert again.reason is not None
    assert [kept.event_id for kept in await again.open_incident_entries()] == ["E1", "E2"]
    assert [one.event_id for one in await again.pending()] == ["E1", "E2"]
    await again.close()
