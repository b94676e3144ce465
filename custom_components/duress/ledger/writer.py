"""The one thread that touches the database: what happened goes before notes about it, what waits shares an fsync."""

from abc import ABC, abstractmethod
import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import partial
import logging
import sqlite3
import threading
import time
from typing import Final, Self, override

from .errors import LedgerError, LedgerErrorKind, ledger_error

_LOGGER = logging.getLogger(__name__)

MERGE_AFTER: Final = 200  # transactions in the write-ahead log before it is merged into the main file when idle
MERGE_AT_LAST: Final = 5000  # and when it is never idle
IDLE_SECONDS: Final = 2.0
BUSY_SECONDS: Final = 0.5  # another program may hold the file that long before an alarm goes on without it
HOLD_LIMIT: Final = 6 * 3600.0  # a backup that never says it is done


class Lane(IntEnum):
    """What a job is, most urgent first.

    events: on the disk (fsync) before the caller goes on. notes: reads and bookkeeping; the next event or merge takes
    them to the disk, so a power cut may lose the last ones and a crash of the process loses none. alone: without a
    transaction.
    """

    EVENTS = 0
    NOTES = 1
    ALONE = 2


# How many waiting jobs share a transaction: few notes at a time, because an event may come in the meantime.
_AT_ONCE: Final = {Lane.EVENTS: 256, Lane.NOTES: 16, Lane.ALONE: 1}
_SYNCHRONOUS: Final = {Lane.EVENTS: "FULL", Lane.NOTES: "NORMAL"}


class _Job(ABC):
    """Something to do with the connection, and somebody who waits for it."""

    error: Exception | None = None

    @abstractmethod
    def run(self, connection: sqlite3.Connection) -> None:
        """Do it and keep the result."""

    @abstractmethod
    def settle(self) -> None:
        """Tell the one who waits; called in the event loop."""


class _Awaited[T](_Job):
    """A job with a future."""

    def __init__(self, work: Callable[[sqlite3.Connection], T], future: asyncio.Future[T]) -> None:
        """Take what to do and whom to tell."""
        self._work = work
        self._future = future
        self._results: list[T] = []

    @override
    def run(self, connection: sqlite3.Connection) -> None:
        """Do it and keep the result."""
        self._results = [self._work(connection)]

    @override
    def settle(self) -> None:
        """Resolve the future, unless nobody waits any more."""
        if self._future.done():
            return
        if self.error is not None:
            self._future.set_exception(self.error)
        else:
            self._future.set_result(self._results[0])


class _Called[T](_Job):
    """A job with a callback."""

    def __init__(self, work: Callable[[sqlite3.Connection], T], done: Callable[[T | Exception], None]) -> None:
        """Take what to do and whom to call."""
        self._work = work
        self._done = done
        self._results: list[T] = []

    @override
    def run(self, connection: sqlite3.Connection) -> None:
        """Do it and keep the result."""
        self._results = [self._work(connection)]

    @override
    def settle(self) -> None:
        """Call with the result, or with what went wrong."""
        self._done(self._results[0] if self.error is None else self.error)


class Writer:
    """Runs jobs on one connection in one thread."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Take what opens the connection; it is called in the writer's thread, in autocommit mode."""
        self._connect = connect
        self._loop = asyncio.get_running_loop()
        self._opened: asyncio.Future[None] = self._loop.create_future()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._waiting: dict[Lane, deque[_Job]] = {lane: deque() for lane in Lane}
        self._condition = threading.Condition()
        self._stopping = False
        self._hold_until = 0.0
        self._unmerged = 0
        self._scrubbing = False
        self._merge_failed = False
        self._synchronous = ""
        self._write_ahead = False
        self._thread = threading.Thread(target=self._run, name="duress-ledger", daemon=True)

    @classmethod
    async def start(cls, connect: Callable[[], sqlite3.Connection]) -> Self:
        """Open the connection and begin; raises what `connect` raises."""
        writer = cls(connect)
        writer._thread.start()
        await asyncio.shield(writer._opened)
        return writer

    def submit[T](self, lane: Lane, work: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        """Queue a job; the future resolves when it is done for good, or with a LedgerError and nothing of it done."""
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue(lane, _Awaited(work, future))
        return future

    def call[T](
        self, lane: Lane, work: Callable[[sqlite3.Connection], T], done: Callable[[T | Exception], None]
    ) -> None:
        """Queue a job as `submit` does; the event loop calls `done` with its result or with what went wrong.

        The caller hears of it without a future and the two rounds of the event loop that one costs.
        """
        self._queue(lane, _Called(work, done))

    def _queue(self, lane: Lane, job: _Job) -> None:
        """Put a job into its lane; one that comes too late is told so in the next round of the event loop."""
        with self._condition:
            if not self._stopping:
                self._waiting[lane].append(job)
                self._condition.notify()
                return
        job.error = LedgerError(LedgerErrorKind.OTHER, "it is closed")
        self._loop.call_soon(job.settle)

    async def stop(self) -> None:
        """Do what is queued, close the connection and end the thread."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
        await asyncio.shield(self._ended)
        self._thread.join()

    def hold(self, connection: sqlite3.Connection) -> None:
        """Merge the write-ahead log now and leave the main file alone until released. A job for the lane `ALONE`."""
        self._merge(connection, "TRUNCATE")
        self._hold_until = time.monotonic() + HOLD_LIMIT

    def release(self, connection: sqlite3.Connection) -> None:
        """Merge as usual again. A job for the lane `ALONE`."""
        self._hold_until = 0.0
        self._merge(connection, "PASSIVE")

    def scrub(self, connection: sqlite3.Connection) -> None:
        """Empty the write-ahead log so that nothing removed is left in it; as soon as nobody else uses it.

        A job for the lane `ALONE`.
        """
        self._scrubbing = True
        if self._may_merge():
            self._merge(connection, "PASSIVE")

    def _run(self) -> None:
        """Open, work until told to stop, close; the thread's main function."""
        try:
            connection = self._connect()
            self._write_ahead = connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        except Exception as error:  # noqa: BLE001 - it is handed to the caller of `start`
            self._tell(partial(self._opened.set_exception, error))
            return
        self._tell(partial(self._opened.set_result, None))
        while (batch := self._next()) is not None:
            lane, jobs = batch
            self._do(connection, lane, jobs)
            for job in jobs:
                self._tell(job.settle)
        if time.monotonic() < self._hold_until:
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        if (failure := _error_of(connection.close)) is not None:
            _LOGGER.warning("The ledger's file was not closed cleanly; what is stored is safe: %s", failure)
        self._tell(partial(self._ended.set_result, None))

    def _next(self) -> tuple[Lane, list[_Job]] | None:
        """Wait for jobs and return the most urgent ones, an empty list to merge, None at the end."""
        with self._condition:
            while True:
                if self._unmerged >= MERGE_AT_LAST and self._may_merge():
                    return Lane.ALONE, []
                for lane, jobs in self._waiting.items():
                    if jobs:
                        return lane, [jobs.popleft() for _ in range(min(len(jobs), _AT_ONCE[lane]))]
                if self._stopping:
                    return None
                wanted = self._unmerged >= MERGE_AFTER or (self._scrubbing and not self._merge_failed)
                due = wanted and self._may_merge()
                if not self._condition.wait(IDLE_SECONDS if due else None):
                    return Lane.ALONE, []

    def _may_merge(self) -> bool:
        """Return whether no backup is reading the main file."""
        return time.monotonic() >= self._hold_until

    def _do(self, connection: sqlite3.Connection, lane: Lane, jobs: Sequence[_Job]) -> None:
        """Run jobs that belong together; each knows afterwards how it went."""
        if not jobs:
            self._merge(connection, "PASSIVE")
        elif lane is Lane.ALONE:
            for job in jobs:
                job.error = _error_of(partial(job.run, connection))
        else:
            self._transact(connection, lane, jobs)

    def _transact(self, connection: sqlite3.Connection, lane: Lane, jobs: Sequence[_Job]) -> None:
        """Run jobs in one transaction, or one by one when it fails, so that a bad one takes no other along."""
        error = _error_of(lambda: self._try(connection, lane, jobs))
        if error is not None and len(jobs) > 1:
            for job in jobs:
                self._transact(connection, lane, [job])
            return
        for job in jobs:
            job.error = error

    def _try(self, connection: sqlite3.Connection, lane: Lane, jobs: Sequence[_Job]) -> None:
        """Run jobs in one transaction; whatever goes wrong undoes all of it."""
        synchronous = _SYNCHRONOUS[lane] if self._write_ahead else "FULL"
        if synchronous != self._synchronous:
            connection.execute(f"PRAGMA synchronous = {synchronous}")
            self._synchronous = synchronous
        connection.execute("BEGIN IMMEDIATE" if lane is Lane.EVENTS else "BEGIN")
        try:
            for job in jobs:
                job.run(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.rollback()
            raise
        self._unmerged += 1

    def _merge(self, connection: sqlite3.Connection, how: str) -> None:
        """Copy the write-ahead log into the main file; another reader may make it wait for the next time."""
        self._unmerged = 0

        def merge() -> None:
            connection.execute("PRAGMA busy_timeout = 0")
            checkpoint = "TRUNCATE" if self._scrubbing else how
            (busy, *_) = connection.execute(f"PRAGMA wal_checkpoint({checkpoint})").fetchone()
            self._scrubbing = self._scrubbing and bool(busy)

        error = _error_of(merge)
        self._merge_failed = error is not None
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        if error is not None:
            _LOGGER.warning("The ledger's log could not be merged into its file; it is tried again later: %s", error)

    def _tell(self, say: Callable[[], object]) -> None:
        """Call something in the event loop, if there still is one."""
        try:
            self._loop.call_soon_threadsafe(say)
        except RuntimeError:
            _LOGGER.debug("The event loop ended before the ledger was closed")


def _error_of(work: Callable[[], object]) -> Exception | None:
    """Do something and return what went wrong, SQLite's errors as the ledger's own."""
    try:
        work()
    except sqlite3.Error as error:
        return ledger_error(error)
    except UnicodeDecodeError:
        return LedgerError(LedgerErrorKind.CORRUPT, "SQLite's message is no text")
    except Exception as error:  # noqa: BLE001 - it is handed to the one who asked for the job
        return error
    return None
