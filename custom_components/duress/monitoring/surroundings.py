"""What all endpoints of an outbox share."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ..ledger import Delivery, Ledger
from .backups import Takeover
from .books import Books
from .schedule import RetrySchedule
from .transport import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The ledger and the notes for it, the clock, and whom to tell of news."""

    ledger: Ledger
    books: Books
    schedule: RetrySchedule
    clock: Callable[[], float]
    random: Random
    is_closed: Callable[[str], bool]
    on_change: Callable[[str], None]
    on_delivery: Callable[[Delivery, Answer], None]
    on_takeover: Callable[[Takeover], None]
