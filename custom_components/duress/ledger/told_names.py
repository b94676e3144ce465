"""Names of people in stored messages, and taking them out when somebody is forgotten.

Messages are the one other place on the disk where a name may be: an endpoint may be told who carries a pendant.
"""

from collections.abc import Callable
import re
import sqlite3
from typing import Final

AT_ONCE: Final = 500
"""Messages that are looked through in one go, so that an alarm waits for few milliseconds at most."""

type Hide = Callable[[str, bytes, str], bytes]
"""What takes a name out of a body: content type, body and name to the body without it."""


def last(connection: sqlite3.Connection) -> int:
    """Return the number of the latest message; 0 without any."""
    found: int | None = connection.execute("SELECT max(delivery_id) FROM delivery").fetchone()[0]
    return found or 0


def hidden(connection: sqlite3.Connection, after: int, name: str, hide: Hide) -> list[tuple[bytes, int]]:
    """Return the next messages after one that have a name, without it, each with its number."""
    # The longest word is written in the same way in every format.
    word = max(re.findall(r"\w+", name), key=len, default="").encode()
    rows = connection.execute(
        "SELECT delivery_id, content_type, body FROM delivery WHERE delivery_id > ? AND delivery_id <= ?"
        " AND instr(body, ?) > 0",
        (after, after + AT_ONCE, word),
    )
    fresh = ((hide(content_type, body, name), body, delivery_id) for delivery_id, content_type, body in rows)
    return [(without, delivery_id) for without, body, delivery_id in fresh if without != body]


def put(connection: sqlite3.Connection, bodies: list[tuple[bytes, int]]) -> None:
    """Put bodies in the place of those that had the name; what was there is overwritten."""
    connection.executemany("UPDATE delivery SET body = ? WHERE delivery_id = ?", bodies)
