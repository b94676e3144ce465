"""Bringing a database to the version this program knows, one numbered step after the other."""

from collections.abc import Callable
from pathlib import Path
import sqlite3
from typing import Final

from .chain import chain_all

APPLICATION_ID: Final = 0x44555245  # "DURE", in the file's header
_FOLDER: Final = Path(__file__).parent

# Step n brings a database of version n-1 to version n; version 0 is an empty file.
MIGRATIONS: Final[dict[int, Path]] = {number: _FOLDER / f"schema_v{number}.sql" for number in range(1, 11)}
NEWEST: Final = max(MIGRATIONS)

# What a step does besides its statements, after them and in the same transaction.
PROGRAMS: Final[dict[int, Callable[[sqlite3.Connection], None]]] = {5: chain_all}


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables in a database."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def upgrade(connection: sqlite3.Connection, migrations: dict[int, Path] = MIGRATIONS) -> int:
    """Apply the steps a database lacks, return its version; a step that fails (sqlite3.Error) leaves it as it was."""
    for number in sorted(number for number in migrations if number > version_of(connection)):
        statements = migrations[number].read_text(encoding="utf-8")
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{statements}")
            if (program := PROGRAMS.get(number)) is not None:
                program(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.rollback()
            raise
    return version_of(connection)
