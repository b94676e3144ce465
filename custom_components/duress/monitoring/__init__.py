"""Monitoring endpoints: a durable outbox and the ways out. It knows nothing of Home Assistant or of the radio."""

from .endpoint_config import EndpointConfig, EndpointStatus
from .messages import (
    Counters,
    IncidentFacts,
    Mode,
    Notice,
    NoticeType,
    PlaceFacts,
    PressFacts,
    RehearsalFacts,
    RoomFacts,
    SiteFacts,
    TroubleFacts,
    WeighedFacts,
)
from .outbox import Outbox
from .schedule import RetrySchedule
from .signing import Secret, generate_secret
from .transport import Answer, Encoded, Outcome, Outgoing, Transport
from .webhook import WebhookSettings, WebhookTransport

__all__ = [
    "Answer",
    "Counters",
    "Encoded",
    "EndpointConfig",
    "EndpointStatus",
    "IncidentFacts",
    "Mode",
    "Notice",
    "NoticeType",
    "Outbox",
    "Outcome",
    "Outgoing",
    "PlaceFacts",
    "PressFacts",
    "RehearsalFacts",
    "RetrySchedule",
    "RoomFacts",
    "Secret",
    "SiteFacts",
    "Transport",
    "TroubleFacts",
    "WebhookSettings",
    "WebhookTransport",
    "WeighedFacts",
    "generate_secret",
]
