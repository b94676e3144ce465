"""How a way over MQTT is set up."""

from dataclasses import dataclass, field, replace

from ..schedule import RetrySchedule
from ..tls import Tls
from .topics import Topics


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttSettings:
    """Which broker, as whom, and in which branch. Address and password stay out of representations.

    `client_id` must stay the same for as long as the endpoint exists, and be used by nobody else. `tls` None: without
    encryption. `accept_broker`: the district says that the broker's confirmation is enough. All else is seconds:
    `timeout` of one attempt, `keepalive` of a silent connection, `will_delay` from its loss until the broker says
    "offline", `session_expiry` in which the broker keeps receipts for a school that is away.
    """

    host: str = field(repr=False)
    port: int
    topics: Topics
    client_id: str
    username: str = ""
    password: str = field(default="", repr=False)
    tls: Tls | None = None
    accept_broker: bool = False
    software: str = ""
    timeout: float = 10.0
    keepalive: int = 15
    will_delay: int = 10
    session_expiry: int = 3 * 86400

    @property
    def limit(self) -> float:
        """Seconds that one attempt takes at most."""
        return self.timeout + 2.0

    @property
    def schedule(self) -> RetrySchedule:
        """When to try again: an alarm without a receipt after a minute, because the broker is not the desk."""
        return replace(RetrySchedule(), accepted_alarm=60)
