"""Getting a usable database out of whatever is on the disk; a damaged file is kept aside, never overwritten."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
import logging
from pathlib import Path
import sqlite3
import time
from typing import Final
from urllib.parse import quote

from .errors import LedgerErrorKind, kind_of, ledger_error
from .migrations import APPLICATION_ID, NEWEST, upgrade, version_of
from .writer import BUSY_SECONDS

_LOGGER = logging.getLogger(__name__)

CHECK_SECONDS: Final = 2.0  # a large file is not read to the end before the site starts
_COPY_LIMIT: Final = 256 * 1024 * 1024
_WORKING_FILES: Final = ("-wal", "-shm", "-journal")
# Without the possibility to write, a read may still do: alone, beside others, or of the main file only.
_WAYS_TO_READ: Final = (("mode=rw", "EXCLUSIVE"), ("mode=ro", "NORMAL"), ("mode=ro&immutable=1", "NORMAL"))


class AsideReason(StrEnum):
    """Why a file was set aside; part of its new name."""

    CORRUPT = "corrupt"
    NEWER = "newer"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A connection that works, perhaps `in_memory` only; `reason` says in a sentence what was wrong."""

    connection: sqlite3.Connection
    durable: bool
    in_memory: bool = False
    set_aside: Path | None = None
    reason: str | None = None


class _UnusableError(Exception):
    """The file is not a ledger this program can read."""

    def __init__(self, why: AsideReason, detail: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(detail)
        self.why = why


def open_database(path: Path) -> Opened:
    """Open the ledger at `path`, or a fresh one, or one in memory; never raises."""
    set_aside: Path | None = None
    reason: str | None = None
    try:
        try:
            return _open_file(path)
        except _UnusableError as unusable:
            set_aside = _move_aside(path, unusable.why)
            reason = f"{unusable}. The file is kept as {set_aside.name} and a new ledger was begun."
        _LOGGER.error("%s", reason)
        return replace(_open_file(path), set_aside=set_aside, reason=reason)
    except (sqlite3.Error, OSError, _UnusableError) as error:
        why = str(ledger_error(error)) if isinstance(error, sqlite3.Error) else f"{type(error).__name__}: {error}"
        said = " ".join(part for part in (reason, f"The ledger is kept in memory only: {why}") if part)
        _LOGGER.error("%s", said)  # noqa: TRY400 - the sentence says it; a traceback adds nothing
        return Opened(connection=_in_memory(path), durable=False, in_memory=True, set_aside=set_aside, reason=said)


def _open_file(path: Path) -> Opened:
    """Open a file of ours; raises _UnusableError, OSError or sqlite3.Error."""
    if path.is_dir():
        raise _UnusableError(AsideReason.CORRUPT, "There is a folder where the ledger's file should be")
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        # Closing what turns out to be damaged must not merge its log into it: both are evidence.
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        _check(connection)
        reason = _prepare(connection)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, False)
    except BaseException as error:
        connection.close()
        if _is_damage(error):
            raise _UnusableError(AsideReason.CORRUPT, f"The ledger's file is damaged: {error}") from error
        raise
    return Opened(connection=connection, durable=reason is None, reason=reason)


def _is_damage(error: BaseException) -> bool:
    """Return whether an error comes from a damaged file; SQLite quotes from it, which may be no text at all."""
    if isinstance(error, sqlite3.Error):
        return kind_of(error) is LedgerErrorKind.CORRUPT
    return isinstance(error, UnicodeDecodeError)


def _check(connection: sqlite3.Connection) -> None:
    """Find out whether a file is a sound ledger of a known version, without writing to it."""
    version = version_of(connection)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if (tables or version) and owner != APPLICATION_ID:
        raise _UnusableError(AsideReason.FOREIGN, "The ledger's file belongs to another program")
    if version > NEWEST:
        raise _UnusableError(
            AsideReason.NEWER, f"The ledger's file is of version {version}, this program knows {NEWEST} and older"
        )
    if version == NEWEST and (wrong := _expected_schema() - _schema(connection)):
        names = ", ".join(sorted(name for name, _ in wrong))
        raise _UnusableError(AsideReason.CORRUPT, f"The ledger's file lacks or has altered: {names}")
    if (damage := _damage(connection)) is not None:
        raise _UnusableError(AsideReason.CORRUPT, f"The ledger's file is damaged: {damage}")


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the names and definitions of everything in a database."""
    return set(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def _expected_schema() -> set[tuple[str, str]]:
    """Return what a sound ledger of the newest version has."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        upgrade(fresh)
        return _schema(fresh)


def _damage(connection: sqlite3.Connection) -> str | None:
    """Return the first damage found within the time a start may cost."""
    limit = time.monotonic() + CHECK_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > limit, 1000)
    try:
        found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        _LOGGER.info("The ledger's file is large; its first part was checked and is sound")
        return None
    finally:
        connection.set_progress_handler(None, 0)
    return None if found == "ok" else " ".join(found.split())


def _prepare(connection: sqlite3.Connection) -> str | None:
    """Set the modes, upgrade and try to write; return why an otherwise good file cannot be written right now."""
    connection.text_factory = _text
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    version = version_of(connection)
    try:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        connection.execute("PRAGMA synchronous = FULL")
        version = upgrade(connection)
        connection.executescript(f"BEGIN IMMEDIATE; PRAGMA user_version = {version}; COMMIT;")
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.rollback()
        if version < NEWEST:
            raise
        return str(ledger_error(error))
    if mode != "wal":
        _LOGGER.warning("The ledger's disk does not allow a write-ahead log; storing is safe but slower")
    return None


def _move_aside(path: Path, why: AsideReason) -> Path:
    """Rename a file and its working files; they still belong together under the new name."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = path.with_name(f"{path.name}.{why}-{stamp}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.{why}-{stamp}-{number}")
    path.rename(target)
    for suffix in _WORKING_FILES:
        working = path.with_name(path.name + suffix)
        if working.exists():
            working.rename(target.with_name(target.name + suffix))
    return target


def _in_memory(path: Path) -> sqlite3.Connection:
    """Return a ledger in memory, with what can still be read from the file."""
    for parameters, locking in _WAYS_TO_READ:
        memory = sqlite3.connect(":memory:", isolation_level=None)
        try:
            _copy(path, parameters, locking, memory)
        except (sqlite3.Error, OSError, UnicodeDecodeError, _UnusableError) as error:
            memory.close()
            _LOGGER.debug("A way to read the ledger's file failed: %s", error)
        else:
            return memory
    memory = sqlite3.connect(":memory:", isolation_level=None)
    memory.text_factory = _text
    memory.execute("PRAGMA foreign_keys = ON")
    upgrade(memory)
    return memory


def _copy(path: Path, parameters: str, locking: str, memory: sqlite3.Connection) -> None:
    """Copy a ledger's file into memory; raises what stands in the way."""
    if path.stat().st_size > _COPY_LIMIT:
        raise OSError("too large for the memory")
    uri = f"file:{quote(str(path))}?{parameters}"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as source:
        source.execute(f"PRAGMA locking_mode = {locking}")
        _check(source)
        source.backup(memory)
    memory.text_factory = _text
    memory.execute("PRAGMA journal_mode = MEMORY")
    memory.execute("PRAGMA foreign_keys = ON")
    if upgrade(memory) < 1:
        raise OSError("nothing in it")


def _text(stored: bytes) -> str:
    """Return stored text; a flipped bit must not hide the row it is in."""
    return stored.decode("utf-8", "replace")
