"""The way to a receiver on loopback, and what is told over it, in short."""

from typing import Final

from custom_components.duress.monitoring import (
    Answer,
    Dc09Settings,
    Dc09Transport,
    Notice,
    Outgoing,
    PlaceFacts,
)
from custom_components.duress.monitoring.dc09 import Key, Numbering, Protocol

from .builders import notice
from .dc09_receiver import Receiver

KEY: Final = Key(b"0123456789ABCDEF")
ROOMS: Final = {"Room 204": "204", "Gym": "12"}


def number_of(place: PlaceFacts) -> str | None:
    """Return the number both ends agreed on for a room."""
    return ROOMS.get(place.room or "")


NUMBERING: Final = Numbering(number_of=number_of)


def settings(receiver: Receiver, *, timeout: float = 0.2, protocol: Protocol = Protocol.TCP) -> Dc09Settings:
    """Return the way to a receiver on loopback; a real second is a hundredth here."""
    return Dc09Settings(
        host="127.0.0.1",
        port=receiver.port,
        account="1234",
        receiver="1",
        key=receiver.key,
        timeout=timeout,
        protocol=protocol,
        numbering=NUMBERING,
    )


def outgoing(transport: Dc09Transport, told: Notice, *, sequence: int = 2, attempt: int = 1, last: int = 0) -> Outgoing:
    """Return one attempt at telling a notice."""
    encoded = transport.encode(told)
    assert encoded is not None
    return Outgoing(
        event_id=told.event_id,
        sequence=sequence,
        attempt=attempt,
        kind=told.type,
        at=told.at,
        content_type=encoded.content_type,
        body=encoded.body,
        last_sequence=last,
    )


async def told(receiver: Receiver, *, within: float = 0.2, protocol: Protocol = Protocol.TCP) -> Answer:
    """Tell a receiver of an alarm once."""
    transport = Dc09Transport(settings(receiver, timeout=within, protocol=protocol))
    return await transport.send(outgoing(transport, notice()))
