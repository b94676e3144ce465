"""How an endpoint is set up, and what is known about it."""

from dataclasses import dataclass

from .messages import SiteFacts
from .schedule import RetrySchedule
from .transport import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointConfig:
    """An endpoint as set up; `heartbeat` and `limit` (of one exchange) are seconds, both more than 0.

    `parallel` messages are retried at once; alarms that were never posted do not wait for those. `in_turn`: one message
    at a time whatever it is (with `parallel` 1). `schedule` is the endpoint's own, if it has one. `backup_for` is the
    endpoint it stands in for, if it is a backup.
    """

    endpoint_id: str
    name: str
    site: SiteFacts
    software: str = ""
    heartbeat: float = 60.0
    parallel: int = 4
    limit: float = 60.0
    in_turn: bool = False
    schedule: RetrySchedule | None = None
    backup_for: str | None = None

    def __post_init__(self) -> None:
        """Refuse figures that would stop the endpoint."""
        if self.heartbeat <= 0 or self.limit <= 0 or self.parallel < 1:
            raise ValueError("heartbeat and limit must be more than 0 seconds, parallel at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointStatus:
    """What is known about an endpoint. Moments are UTC seconds, `last_latency` is seconds from event to confirmation.

    `waiting` counts what is not confirmed, `oldest_waiting` is when the oldest of these happened. `last_failure` is the
    answer that ended the proof; a heartbeat may be confirmed after it while an alarm is not taken. `lost`: three
    heartbeats in a row were missed and nothing has proven the way since.
    """

    proven: bool
    last_proven: float | None
    waiting: int
    oldest_waiting: float | None
    last_latency: float | None
    last_answer: Answer | None
    last_failure: Answer | None
    retired: bool
    failures_in_a_row: int
    last_sequence: int
    lost: bool = False
