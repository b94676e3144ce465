"""What became of messages to monitoring endpoints that somebody should know of, and which endpoints stepped in."""

from dataclasses import dataclass

from .base import Event
from .incidents import IncidentEvent


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAnswered(Event):
    """A person at a desk answered a message that is no incident's: of a trouble, a test or a drill.

    `kind` says what the message (`message_id`) is about; the rest is as of an answer to an incident.
    """

    endpoint_id: str
    endpoint: str
    answer: str
    receipt_id: str
    message_id: str
    kind: str
    said_at: float
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentBackupTold(IncidentEvent):
    """An endpoint is told of the incident because the one it stands in for did not confirm it; `because` says why."""

    endpoint_id: str
    endpoint: str
    primary_id: str
    primary: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPrimaryConfirmed(IncidentEvent):
    """The endpoint for which another one stepped in confirmed the incident after all."""

    endpoint_id: str
    endpoint: str
