"""Short ways to say what is stored in these tests."""

from pathlib import Path
from typing import Final

import pytest

from custom_components.duress.ledger import (
    Attempt,
    DeliveryState,
    Entry,
    Json,
    NewDelivery,
    Priority,
    opening,
    writer,
)

DESK: Final = "desk"


def entry(event_id: str, kind: str = "incident_raised", incident_id: str | None = "I1", **data: Json) -> Entry:
    """Return an entry of an incident."""
    return Entry(event_id=event_id, kind=kind, at=1_795_443_124.25, incident_id=incident_id, data=data)


def message(
    event_id: str,
    endpoint_id: str = DESK,
    *,
    incident_id: str | None = "I1",
    priority: Priority = Priority.ALARM,
    body: bytes = b'{"x":1}',
    backup_for: str | None = None,
    held_until: float | None = None,
    released_because: str | None = None,
) -> NewDelivery:
    """Return a message about an event."""
    return NewDelivery(
        event_id=event_id,
        endpoint_id=endpoint_id,
        incident_id=incident_id,
        kind="incident_raised",
        priority=priority,
        at=1_795_443_124.25,
        content_type="application/json",
        body=body,
        backup_for=backup_for,
        held_until=held_until,
        released_because=released_because,
    )


def attempt(
    delivery_id: int, number: int, state: DeliveryState, *, at: float = 1_795_443_125.0, outcome: str = "retry"
) -> Attempt:
    """Return one attempt at a stored message that took half a second."""
    return Attempt(
        delivery_id=delivery_id,
        number=number,
        posted_at=at,
        answered_at=at + 0.5,
        outcome=outcome,
        status=500,
        detail="HTTP 500",
        state=state,
        next_attempt=at + 1,
    )


def content(path: Path) -> bytes:
    """Return what is in a file."""
    return path.read_bytes()


def size(path: Path) -> int:
    """Return how many bytes a file has."""
    return path.stat().st_size


def put(path: Path, data: bytes) -> None:
    """Make a file with just this in it."""
    path.write_bytes(data)


def fill_up(path: Path) -> None:
    """Write into a file until its disk is full."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


BUSY_SECONDS: Final = 60.0


def be_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever waits for another program wait for so long that it cannot be taken for a slow machine."""
    for module in (opening, writer):
        monkeypatch.setattr(module, "BUSY_SECONDS", BUSY_SECONDS)
