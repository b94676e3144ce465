"""What the ledger keeps, as values: entries, deliveries and their attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final, Self

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None


class Priority(IntEnum):
    """How urgent a delivery is; the lower number goes first."""

    ALARM = 0
    UPDATE = 1
    TROUBLE = 2


class DeliveryState(StrEnum):
    """How far a message got at one endpoint.

    queued: not posted yet. sent: posted, not confirmed, tried again. refused: the endpoint does not want it as it is,
    tried again slowly. accepted: taken over by something on the way, a receipt is awaited. delivered: the endpoint
    confirmed it. desk_accepted and declined: a person at the desk answered. dead_letter: given up, a person may
    replay it. held: the endpoint is a backup and gets it only if its primary does not take it in time. spared: the
    primary took it, so the backup was not told.
    """

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    DESK_ACCEPTED = "desk_accepted"
    DECLINED = "declined"
    DEAD_LETTER = "dead_letter"
    HELD = "held"
    SPARED = "spared"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is sent."""
        return self in FINISHED


CONFIRMED: Final = frozenset({DeliveryState.DELIVERED, DeliveryState.DESK_ACCEPTED, DeliveryState.DECLINED})
FINISHED: Final = CONFIRMED | {DeliveryState.DEAD_LETTER, DeliveryState.SPARED}

# A state never goes back to a lower rank, so a late note about an old attempt cannot undo a receipt.
RANKS: Final = {
    DeliveryState.HELD: -1,
    DeliveryState.QUEUED: 0,
    DeliveryState.SENT: 1,
    DeliveryState.REFUSED: 1,
    DeliveryState.ACCEPTED: 2,
    DeliveryState.DEAD_LETTER: 3,
    DeliveryState.SPARED: 3,
    DeliveryState.DELIVERED: 4,
    DeliveryState.DESK_ACCEPTED: 5,
    DeliveryState.DECLINED: 5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened; `at` is UTC seconds, `seq` is set by the ledger."""

    event_id: str
    kind: str
    at: float
    incident_id: str | None
    data: dict[str, Json]
    seq: int = 0
    trouble_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A message to one endpoint, its body fixed once and for all; `at` is when the event happened (UTC s).

    `thread` is what it belongs to if that is no incident: a trouble, or a test or drill.
    One for a backup names the endpoint it stands in for. It is stored as held, to go at `held_until` (UTC s) at the
    latest, unless `released_because` says why it goes at once.
    """

    event_id: str
    endpoint_id: str
    incident_id: str | None
    kind: str
    priority: int
    at: float
    content_type: str
    body: bytes
    thread: str | None = None
    backup_for: str | None = None
    held_until: float | None = None
    released_because: str | None = None

    @property
    def first_state(self) -> DeliveryState:
        """The state it is stored in."""
        waits = self.held_until is not None and self.released_because is None
        return DeliveryState.HELD if waits else DeliveryState.QUEUED


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(NewDelivery):
    """A stored message; `sequence` counts per endpoint from 1 and has no gaps. Times are UTC seconds.

    A message that could not be stored has a negative `delivery_id` and the sequence 0. One that is held gets its
    sequence when it is released; until then it has a negative one, and it keeps that if it is spared.
    """

    delivery_id: int
    sequence: int
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    next_attempt: float | None = None
    first_posted: float | None = None
    answered_at: float | None = None
    last_answer: str | None = None
    released_at: float | None = None

    @classmethod
    def of(cls, new: NewDelivery, delivery_id: int, sequence: int) -> Self:
        """Return a message with its number and sequence, nothing done yet."""
        return cls(
            event_id=new.event_id,
            endpoint_id=new.endpoint_id,
            incident_id=new.incident_id,
            kind=new.kind,
            priority=new.priority,
            at=new.at,
            content_type=new.content_type,
            body=new.body,
            thread=new.thread,
            backup_for=new.backup_for,
            held_until=new.held_until,
            released_because=new.released_because,
            delivery_id=delivery_id,
            sequence=sequence,
            state=new.first_state,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBefore:
    """What became of a message about something that is not over: sent, or on its way, or spared as a backup's.

    `chain` is the incident, trouble, test or drill.
    """

    endpoint_id: str
    chain: str
    event_id: str
    was_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDelivery:
    """A message that is held, and how far the endpoint it stands in for got with the same one.

    `state` is None if that endpoint has no such message; `vouched`: it confirmed something else of the incident.
    """

    delivery: Delivery
    state: DeliveryState | None
    attempts: int
    released_at: float | None
    vouched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to send a delivery and the state it led to; `number` counts from 1, times are UTC seconds."""

    delivery_id: int
    number: int
    posted_at: float
    answered_at: float
    outcome: str
    status: int | None
    detail: str
    state: DeliveryState
    next_attempt: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Attempts between the first and the latest that are not kept one by one: how often an outcome came, and when."""

    outcome: str
    times: int
    since: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord:
    """A delivery with its attempts, oldest first, and when it first reached each of its states (UTC s).

    Of many attempts the first and the latest are kept; `left_out` sums the others up. Of what an earlier version
    stored, not all times are known.
    """

    delivery: Delivery
    attempts: tuple[Attempt, ...]
    times: Mapping[DeliveryState, float]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmTimes:
    """How one alarm got to an endpoint that confirmed it: UTC seconds of the press and of each hop, if known.

    `mode` is that of its incident when it was raised; None for what an earlier version stored.
    """

    at: float
    stored: float | None
    sent: float | None
    confirmed: float
    mode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStanding:
    """What became of an endpoint's messages: when it last confirmed one (UTC s), and how many were given up."""

    last_confirmed: float | None
    dead_letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStats:
    """What an endpoint took so far; `last_latency` is seconds from the event to its confirmation."""

    delivered: int
    waiting: int
    dead_letters: int
    last_sequence: int
    last_delivered: float | None
    last_latency: float | None
