"""Messages for backups: held, then released or spared. What was released stays so, whatever the primary does later."""

from collections.abc import Callable, Mapping, Sequence
import sqlite3
from typing import Final

from . import times
from .records import Delivery, DeliveryState, HeldDelivery, ToldBefore
from .store import CONFIRMED, DELIVERY, OPEN, OPEN_TROUBLES, delivery_of, next_sequence
from .writer import Lane, Writer

_LAST: Final = 2000
SPARED: Final = "the primary endpoint confirmed it"
NO_BODIES: Final[Mapping[int, bytes]] = {}

_HELD_OF_INCIDENTS: Final = "SELECT incident_id FROM delivery WHERE state = 'held' AND incident_id IS NOT NULL"
_HELD_OF_THREADS: Final = "SELECT thread FROM delivery WHERE state = 'held' AND thread IS NOT NULL"
_PRIMARY: Final = (
    "SELECT state, attempts, released_at FROM delivery WHERE event_id = :event_id AND endpoint_id = :primary"
)
_VOUCHED: Final = (
    f"SELECT 1 FROM delivery WHERE incident_id = :incident_id AND endpoint_id = :primary AND {CONFIRMED} LIMIT 1"  # noqa: S608 - constants only
)


class BackupStore:
    """What is held in the ledger for backups. Every method raises LedgerError when the disk does not play along."""

    def __init__(self, writer: Writer) -> None:
        """Take the ledger's writer."""
        self._writer = writer

    async def held(self, delivery_ids: Sequence[int] | None = None) -> list[HeldDelivery]:
        """Return what is held, all of it or of some messages, oldest first, with what is known of the primary's."""
        return await self._writer.submit(Lane.NOTES, lambda connection: held(connection, delivery_ids))

    async def told(self) -> list[ToldBefore]:
        """Return what endpoints were told, or spared, of what is not over, oldest first."""
        return await self._writer.submit(Lane.NOTES, told)

    def release(
        self,
        delivery_ids: Sequence[int],
        why: str,
        at: float,
        done: Callable[[list[Delivery] | Exception], None],
        bodies: Mapping[int, bytes] = NO_BODIES,
    ) -> None:
        """Release what is still held, on the disk before `done` is called with it and its sequences.

        `bodies` are what messages say that now say something else than when they were stored.
        """
        self._writer.call(Lane.EVENTS, lambda connection: release(connection, delivery_ids, why, at, bodies), done)

    async def release_later(
        self, delivery_ids: Sequence[int], why: str, at: float, bodies: Mapping[int, bytes] = NO_BODIES
    ) -> list[Delivery]:
        """Do what `release` does, behind whatever is more urgent: the messages are on their way already."""
        return await self._writer.submit(
            Lane.NOTES, lambda connection: release(connection, delivery_ids, why, at, bodies)
        )

    async def spare(self, delivery_ids: Sequence[int], at: float) -> None:
        """Note that a backup need not be told, unless it was."""
        await self._writer.submit(Lane.NOTES, lambda connection: spare(connection, delivery_ids, at))


def held(connection: sqlite3.Connection, delivery_ids: Sequence[int] | None) -> list[HeldDelivery]:
    """Return what is held, with the primary's message of the same event."""
    rows = connection.execute(f"{DELIVERY} WHERE state = 'held' ORDER BY delivery_id").fetchall()
    wanted = None if delivery_ids is None else set(delivery_ids)
    found = (delivery_of(row) for row in rows)
    return [_with_primary(connection, one) for one in found if wanted is None or one.delivery_id in wanted]


def _with_primary(connection: sqlite3.Connection, delivery: Delivery) -> HeldDelivery:
    """Return how far the primary got with the message of an event."""
    names = {
        "event_id": delivery.event_id,
        "incident_id": delivery.incident_id,
        "primary": delivery.backup_for,
    }
    state, attempts, released_at = connection.execute(_PRIMARY, names).fetchone() or (None, 0, None)
    return HeldDelivery(
        delivery=delivery,
        state=None if state is None else DeliveryState(state),
        attempts=attempts,
        released_at=released_at,
        vouched=connection.execute(_VOUCHED, names).fetchone() is not None,
    )


def told(connection: sqlite3.Connection) -> list[ToldBefore]:
    """Return what each endpoint was told of what is open, or spared; what is held was neither yet.

    What is over counts as open while a message about it is held: that one belongs to those before it. Which tests and
    drills are running is not asked: those of the last messages are.
    """
    rows = connection.execute(
        "SELECT delivery_id, endpoint_id, incident_id, event_id, state FROM delivery"  # noqa: S608 - constants only
        f" WHERE incident_id IN ({OPEN} UNION {_HELD_OF_INCIDENTS}) AND state != 'held'"
        " UNION SELECT delivery_id, endpoint_id, thread, event_id, state FROM delivery"
        f" WHERE thread IN ({OPEN_TROUBLES} UNION {_HELD_OF_THREADS}) AND state != 'held'"
        " UNION SELECT delivery_id, endpoint_id, thread, event_id, state"
        " FROM (SELECT * FROM delivery ORDER BY delivery_id DESC LIMIT ?)"
        " WHERE thread IS NOT NULL AND state != 'held' ORDER BY delivery_id",
        (_LAST,),
    )
    return [
        ToldBefore(endpoint_id=endpoint_id, chain=chain, event_id=event_id, was_sent=state != DeliveryState.SPARED)
        for _, endpoint_id, chain, event_id, state in rows
    ]


def release(
    connection: sqlite3.Connection, delivery_ids: Sequence[int], why: str, at: float, bodies: Mapping[int, bytes]
) -> list[Delivery]:
    """Queue what is still held, each under the next sequence of its endpoint, and return it."""
    released = []
    for delivery_id in delivery_ids:
        row = connection.execute(
            "SELECT endpoint_id FROM delivery WHERE delivery_id = ? AND state = 'held'", (delivery_id,)
        ).fetchone()
        if row is None:
            continue
        connection.execute(
            "UPDATE delivery SET state = 'queued', sequence = ?, released_because = ?, released_at = ?,"
            " body = coalesce(?, body) WHERE delivery_id = ?",
            (next_sequence(connection, row[0]), why, at, bodies.get(delivery_id), delivery_id),
        )
        times.note(connection, [(delivery_id, DeliveryState.QUEUED, at)])
        released.append(delivery_of(connection.execute(f"{DELIVERY} WHERE delivery_id = ?", (delivery_id,)).fetchone()))
    return released


def spare(connection: sqlite3.Connection, delivery_ids: Sequence[int], at: float) -> None:
    """Finish what is still held, as its primary took it."""
    for delivery_id in delivery_ids:
        spared = connection.execute(
            "UPDATE delivery SET state = 'spared', answered_at = ?, last_answer = ?"
            " WHERE delivery_id = ? AND state = 'held'",
            (at, SPARED, delivery_id),
        )
        if spared.rowcount:
            times.note(connection, [(delivery_id, DeliveryState.SPARED, at)])
