"""What became of messages to monitoring endpoints that somebody should know of."""

from dataclasses import dataclass

from .base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFailed(Event):
    """A message does not get to an endpoint: refused, failed several times, or given up; it is told once of each.

    `kind` says what the message (`message_id`) is about, `detail` is the last answer. Unless it was `given_up` it is
    still tried.
    """

    endpoint_id: str
    label: str
    message_id: str
    kind: str
    attempts: int
    detail: str
    given_up: bool = False
    incident_id: str | None = None
