"""When a message is tried again: tables of seconds, one decision."""

from dataclasses import dataclass
from random import Random
from typing import Final

from .transport import Answer, Outcome

_DAY: Final = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrySchedule:
    """Seconds between attempts; the last figure of a row repeats without end.

    `alarm`: an open incident; with the random share at about 0, 1, 2, 5, 10, 20, 30 s and then every 30 to 60 s.
    `slow`: everything else. `refused`: after a 4xx. `accepted`: taken over, but no receipt came; `accepted_alarm`: the
    same of an open incident. `throttled_most` and `throttled_most_slow` limit what the endpoint may ask for. `give_up`:
    after so much trying, what belongs to no open incident becomes a dead letter; a restart begins anew.
    `heartbeat_again`: after a heartbeat failed. `backup`: for so long a backup waits for its primary, so that it has
    the alarm within 5 s; `backup_slow`: with a trouble.
    """

    alarm: tuple[float, ...] = (1, 1, 3, 5, 10, 10, 30, 40, 50)
    slow: tuple[float, ...] = (5, 30, 120, 600, 1800, 3600)
    refused: float = 300
    accepted: float = 600
    accepted_alarm: float = 600
    throttled_least: float = 1
    throttled_most: float = 60
    throttled_most_slow: float = 3600
    give_up: float = 3 * _DAY
    heartbeat_again: float = 10
    backup: float = 4
    backup_slow: float = 60
    jitter: float = 0.2

    def delay(self, answer: Answer, failures: int, *, urgent: bool, random: Random) -> float:
        """Return the seconds until the next attempt after `failures` (1 or more) attempts that did not succeed."""
        match answer.outcome:
            case Outcome.REFUSED:
                wait = self.refused
            case Outcome.ACCEPTED:
                wait = self.accepted_alarm if urgent else self.accepted
            case Outcome.THROTTLED if answer.retry_after is not None:
                most = self.throttled_most if urgent else self.throttled_most_slow
                return min(max(self.throttled_least, answer.retry_after), most)
            case _:
                row = self.alarm if urgent else self.slow
                wait = row[min(max(failures, 1), len(row)) - 1]
        return wait * (1 + self.jitter * random.random())
