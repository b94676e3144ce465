"""Monitoring endpoints: a durable outbox and the ways out. It knows nothing of Home Assistant or of the radio."""

from .advice import Advice, advice_of
from .dc09 import Dc09Settings, Dc09Transport
from .endpoint_config import EndpointConfig, EndpointStatus
from .messages import (
    MOST_EARLIER,
    AvsFacts,
    CallbackFacts,
    Counters,
    Earlier,
    IncidentFacts,
    LinkFacts,
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
from .receipts import DeskAnswer, Receipt, ReceiptError, read_receipt
from .redaction import redacted, without_holder
from .schedule import RetrySchedule
from .signing import Secret, generate_secret
from .tls import Tls, TlsError, TlsProblem
from .transport import Answer, Encoded, Outcome, Outgoing, Transport
from .webhook import BodyFormat, WebhookSettings, WebhookTransport

__all__ = [
    "MOST_EARLIER",
    "Advice",
    "Answer",
    "AvsFacts",
    "BodyFormat",
    "CallbackFacts",
    "Counters",
    "Dc09Settings",
    "Dc09Transport",
    "DeskAnswer",
    "Earlier",
    "Encoded",
    "EndpointConfig",
    "EndpointStatus",
    "IncidentFacts",
    "LinkFacts",
    "Mode",
    "Notice",
    "NoticeType",
    "Outbox",
    "Outcome",
    "Outgoing",
    "PlaceFacts",
    "PressFacts",
    "Receipt",
    "ReceiptError",
    "RehearsalFacts",
    "RetrySchedule",
    "RoomFacts",
    "Secret",
    "SiteFacts",
    "Tls",
    "TlsError",
    "TlsProblem",
    "Transport",
    "TroubleFacts",
    "WebhookSettings",
    "WebhookTransport",
    "WeighedFacts",
    "advice_of",
    "generate_secret",
    "read_receipt",
    "redacted",
    "without_holder",
]
