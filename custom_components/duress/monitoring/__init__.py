"""Monitoring endpoints: a durable outbox and the ways out. It knows nothing of Home Assistant or of the radio."""

from .advice import Advice, advice_of
from .backups import Takeover
from .dc09 import Dc09Settings, Dc09Transport
from .endpoint_config import EndpointConfig, EndpointStatus
from .latency import DAYS, Hop, Latency, latency
from .messages import (
    MOST_EARLIER,
    Alarmed,
    AvsFacts,
    CallbackFacts,
    Counters,
    DigestFacts,
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
from .mqtt import MqttSettings, MqttTransport, Topics
from .outbox import Outbox
from .quota import Quota
from .receipts import DeskAnswer, Receipt, ReceiptError, read_receipt
from .redaction import redacted, without_holder
from .schedule import RetrySchedule
from .signing import Secret, Verdict, generate_secret, verify
from .tls import Tls, TlsError, TlsProblem
from .transport import Answer, Encoded, Outcome, Outgoing, Transport
from .webhook import BodyFormat, WebhookSettings, WebhookTransport

__all__ = [
    "DAYS",
    "MOST_EARLIER",
    "Advice",
    "Alarmed",
    "Answer",
    "AvsFacts",
    "BodyFormat",
    "CallbackFacts",
    "Counters",
    "Dc09Settings",
    "Dc09Transport",
    "DeskAnswer",
    "DigestFacts",
    "Earlier",
    "Encoded",
    "EndpointConfig",
    "EndpointStatus",
    "Hop",
    "IncidentFacts",
    "Latency",
    "LinkFacts",
    "Mode",
    "MqttSettings",
    "MqttTransport",
    "Notice",
    "NoticeType",
    "Outbox",
    "Outcome",
    "Outgoing",
    "PlaceFacts",
    "PressFacts",
    "Quota",
    "Receipt",
    "ReceiptError",
    "RehearsalFacts",
    "RetrySchedule",
    "RoomFacts",
    "Secret",
    "SiteFacts",
    "Takeover",
    "Tls",
    "TlsError",
    "TlsProblem",
    "Topics",
    "Transport",
    "TroubleFacts",
    "Verdict",
    "WebhookSettings",
    "WebhookTransport",
    "WeighedFacts",
    "advice_of",
    "generate_secret",
    "latency",
    "read_receipt",
    "redacted",
    "verify",
    "without_holder",
]
