"""Why something could not be stored: SQLite's codes in four kinds, each with a sentence for people."""

from enum import StrEnum
import sqlite3
from typing import Final


class LedgerErrorKind(StrEnum):
    """What stands in the way of storing."""

    FULL = "full"
    READ_ONLY = "read_only"
    CORRUPT = "corrupt"
    OTHER = "other"


class LedgerError(Exception):
    """Something could not be stored; nothing of that commit is in the ledger."""

    def __init__(self, kind: LedgerErrorKind, detail: str) -> None:
        """Say what happened, what it means and what to do."""
        super().__init__(f"{_SENTENCES[kind]} ({detail})")
        self.kind = kind
        self.detail = detail


_MEANS: Final = "Alarms are still forwarded, but would not survive a restart."
_SENTENCES: Final = {
    LedgerErrorKind.FULL: f"The disk is full, so the ledger takes no more entries. {_MEANS} Free some space.",
    LedgerErrorKind.READ_ONLY: (
        f"The ledger's file cannot be written. {_MEANS} Check the disk and the permissions of the folder."
    ),
    LedgerErrorKind.CORRUPT: (
        f"The ledger's file is damaged. {_MEANS} Restart: the file is kept aside and a new one is begun."
    ),
    LedgerErrorKind.OTHER: f"The ledger could not store. {_MEANS} See the detail and the disk.",
}

_KINDS: Final = {
    sqlite3.SQLITE_FULL: LedgerErrorKind.FULL,
    sqlite3.SQLITE_READONLY: LedgerErrorKind.READ_ONLY,
    sqlite3.SQLITE_PERM: LedgerErrorKind.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: LedgerErrorKind.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: LedgerErrorKind.CORRUPT,
    sqlite3.SQLITE_NOTADB: LedgerErrorKind.CORRUPT,
}
_PRIMARY_CODE: Final = 0xFF


def kind_of(error: sqlite3.Error) -> LedgerErrorKind:
    """Return the kind of an SQLite error; errors of the Python module itself have no code and are other."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return LedgerErrorKind.OTHER if code is None else _KINDS.get(code & _PRIMARY_CODE, LedgerErrorKind.OTHER)


def ledger_error(error: sqlite3.Error) -> LedgerError:
    """Return the ledger's own error for one of SQLite's."""
    return LedgerError(kind_of(error), str(error))
