"""What the outbox knows about a way out: a notice becomes bytes, bytes get one of six answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
import logging
from typing import Final, Protocol, Self

from ..ledger import Delivery, DeliveryState
from .messages import Notice

_LOGGER = logging.getLogger(__name__)

# No answer at all, or one from a gateway in front of an endpoint that is down.
_NOBODY: Final = (None, 502, 503, 504)


class Outcome(StrEnum):
    """What became of one attempt.

    delivered: the endpoint confirmed it. accepted: something on the way took it over, a receipt may follow.
    retry: nobody answered properly. throttled: the endpoint asks for patience. refused: it will not get better by
    itself. retired: the endpoint is no longer there.
    """

    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    RETRY = "retry"
    THROTTLED = "throttled"
    REFUSED = "refused"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A notice in the form an endpoint reads."""

    content_type: str
    body: bytes


STATES: Final = {
    Outcome.DELIVERED: DeliveryState.DELIVERED,
    Outcome.ACCEPTED: DeliveryState.ACCEPTED,
    Outcome.RETRY: DeliveryState.SENT,
    Outcome.THROTTLED: DeliveryState.SENT,
    Outcome.RETIRED: DeliveryState.SENT,
    Outcome.REFUSED: DeliveryState.REFUSED,
}
"""What a delivery is after an attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of one attempt; `detail` is short and safe to show, `retry_after` and `latency` are seconds.

    `problem` says why there was no proper answer, as far as the way out knows; see `advice.py`.
    `skew` is by how many seconds at least the endpoint's clock is ahead of ours (behind: negative); None: not told.
    `is_final`: refused for good, the same must not be sent there again by itself. `sent` and `event_id` are what a test
    told and under which id, which no queue has.
    """

    outcome: Outcome
    status: int | None = None
    detail: str = ""
    retry_after: float | None = None
    latency: float = 0.0
    skew: float | None = None
    is_final: bool = False
    problem: str | None = None
    sent: Encoded | None = None
    event_id: str = ""

    @property
    def is_confirmation(self) -> bool:
        """Whether the endpoint itself took it."""
        return self.outcome is Outcome.DELIVERED

    @property
    def is_outage(self) -> bool:
        """Whether the endpoint was not reached, as opposed to not liking what it got."""
        return self.outcome is Outcome.RETRY and self.status in _NOBODY

    @property
    def is_worth_repeating(self) -> bool:
        """Whether a refused message may go once more before the next one."""
        return self.outcome is Outcome.REFUSED and not self.is_final


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One attempt: the same id, sequence and body every time; `sequence` is 0 for what is not stored.

    `last_sequence` is the latest sequence that was given out at this endpoint, as far as is known.
    """

    event_id: str
    sequence: int
    attempt: int
    kind: str
    at: float
    content_type: str
    body: bytes
    last_sequence: int = 0

    @classmethod
    def unstored(cls, notice: Notice, encoded: Encoded, last_sequence: int) -> Self:
        """Return the only attempt at a message that is not stored."""
        return cls(
            event_id=notice.event_id,
            sequence=0,
            attempt=1,
            kind=notice.type,
            at=notice.at,
            content_type=encoded.content_type,
            body=encoded.body,
            last_sequence=last_sequence,
        )

    @classmethod
    def of(cls, delivery: Delivery, attempt: int, last_sequence: int = 0) -> Self:
        """Return a stored message as one attempt; `attempt` counts from 1."""
        return cls(
            event_id=delivery.event_id,
            sequence=delivery.sequence,
            attempt=attempt,
            kind=delivery.kind,
            at=delivery.at,
            content_type=delivery.content_type,
            body=delivery.body,
            last_sequence=last_sequence,
        )


class Transport(Protocol):
    """One way to one endpoint."""

    def encode(self, notice: Notice) -> Encoded | None:
        """Return the bytes for a notice, once, before it is stored; None for what is not told in this way."""

    def parts(self, notice: Notice) -> Sequence[Notice]:
        """Return the notices as which one is told in this way, each under an id of its own: mostly itself."""
        return (notice,)

    def expect(self) -> None:
        """Prepare the way, as a message for it is being stored. Must not be needed by `send`, and raises nothing."""
        return  # most are ready

    async def send(self, outgoing: Outgoing) -> Answer:
        """Try once and say what became of it. Raises nothing but CancelledError, and ends by itself."""

    async def close(self) -> None:
        """End what is kept open: the endpoint is removed, set up anew or no longer runs. Raises nothing."""
        return  # most keep nothing


async def close(transport: Transport) -> None:
    """End what a transport keeps open, whatever it does there."""
    try:
        await transport.close()
    except Exception:
        _LOGGER.exception("A way to an endpoint could not be closed; it is not used any more")
