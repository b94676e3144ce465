"""The attempts at a delivery: each with its answer, and what it did to the delivery."""

import sqlite3

from . import times
from .records import Attempt, DeliveryState
from .store import set_state


def of(connection: sqlite3.Connection, delivery_id: int) -> list[Attempt]:
    """Return the attempts of a delivery in order; the state and next attempt are the delivery's present ones."""
    rows = connection.execute(
        "SELECT number, posted_at, attempt.answered_at, outcome, status, detail, state, next_attempt"
        " FROM attempt JOIN delivery USING (delivery_id) WHERE delivery_id = ? ORDER BY number",
        (delivery_id,),
    )
    return [
        Attempt(
            delivery_id=delivery_id, number=number, posted_at=posted_at, answered_at=answered_at, outcome=outcome,
            status=status, detail=detail, state=DeliveryState(state), next_attempt=next_attempt,
        )
        for number, posted_at, answered_at, outcome, status, detail, state, next_attempt in rows
    ]  # fmt: skip


def record(connection: sqlite3.Connection, attempt: Attempt) -> None:
    """Note an attempt and what it did to its delivery; one that is noted already changes nothing."""
    fresh = connection.execute(
        "INSERT INTO attempt SELECT delivery_id, ?, ?, ?, ?, ?, ? FROM delivery WHERE delivery_id = ?"
        " ON CONFLICT DO NOTHING",
        (
            attempt.number,
            attempt.posted_at,
            attempt.answered_at,
            attempt.outcome,
            attempt.status,
            attempt.detail,
            attempt.delivery_id,
        ),
    )
    if fresh.rowcount == 0:
        return
    times.note(connection, [(attempt.delivery_id, DeliveryState.SENT, attempt.posted_at)])
    connection.execute(
        "UPDATE delivery SET attempts = max(attempts, ?), first_posted = coalesce(first_posted, ?), next_attempt = ?"
        " WHERE delivery_id = ?",
        (attempt.number, attempt.posted_at, attempt.next_attempt, attempt.delivery_id),
    )
    set_state(connection, attempt.delivery_id, attempt.state, attempt.answered_at, attempt.detail)
