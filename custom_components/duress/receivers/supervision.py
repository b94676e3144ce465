"""Whether a receiver is alive and its line loses nothing: silence, check-in interval, lost frames (sections 4, 5)."""

from collections import deque
from dataclasses import dataclass
from statistics import median_low
from typing import Final

MAX_REPORTED: Final = 3600.0
"""A reported interval beyond this many seconds is not believed: it would put the watchdog to sleep."""

_KEPT_GAPS: Final = 5
_LATE: Final = 1.5
_AGREEMENT: Final = 1.25
_SLACK: Final = 0.5
_COUNTER_FULL: Final = 255


@dataclass(frozen=True, slots=True)
class SilencePolicy:
    """How many seconds without a valid frame mean that a line is dead."""

    unknown: float = 100.0
    """Seconds while the receiver's check-in interval is unknown."""
    intervals: float = 3.0
    """Check-in intervals that may pass."""
    margin: float = 10.0
    """Seconds on top of the intervals."""
    fixed: float | None = None
    """Seconds that a person set; they take the place of all that, as far as they can work."""

    def limit(self, interval: CheckInInterval) -> float:
        """Return the allowed silence in seconds; a report alone can lengthen it but not shorten it."""
        if self.fixed is not None:
            return max(self.fixed, shortest_silence(interval.observed or 0.0))
        if interval.observed is not None:
            return self.intervals * interval.observed + self.margin
        if interval.reported is not None:
            return max(self.unknown, self.intervals * interval.reported + self.margin)
        return self.unknown


def shortest_silence(interval: float) -> float:
    """Return how many seconds of silence a setting must allow a receiver that checks in so often (seconds)."""
    return _LATE * interval


class CheckInInterval:
    """The time between two check-ins of a receiver, in seconds: observed, or until then as it reports it.

    Only gaps between two periodic check-ins in a row count, because a changed status comes at any time. Two gaps must
    agree before they are believed; from three on their median is, so a lost check-in or a jittering line does no harm.
    """

    __slots__ = ("_gaps", "_previous", "observed", "reported")

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._gaps: deque[float] = deque(maxlen=_KEPT_GAPS)
        self._previous: float | None = None
        self.observed: float | None = None
        self.reported: float | None = None

    @property
    def seconds(self) -> float | None:
        """The best knowledge of the interval."""
        return self.reported if self.observed is None else self.observed

    def interrupt(self) -> None:
        """Forget the last check-in: the next gap would include time in which nothing was heard."""
        self._previous = None

    def report(self, seconds: float) -> None:
        """Take the interval from a receiver's answer."""
        if 0 < seconds <= MAX_REPORTED:
            self.reported = float(seconds)

    def check_in(self, at: float, *, periodic: bool) -> None:
        """Take a check-in that came at a monotonic time; one that is not periodic tells of a change."""
        if not periodic:
            self._previous = None
            return
        if self._previous is not None and at > self._previous:
            self._gaps.append(at - self._previous)
            self.observed = self._typical()
        self._previous = at

    def _typical(self) -> float | None:
        """Return the typical gap, or None while there is too little to tell."""
        if len(self._gaps) > 2:
            return median_low(self._gaps)
        if len(self._gaps) == 2 and max(self._gaps) <= _AGREEMENT * min(self._gaps) + _SLACK:
            return min(self._gaps)
        return None


class LossCheck:
    """Compares what a receiver says it has sent since its last check-in with what came (section 5)."""

    __slots__ = ("_counted",)

    def __init__(self) -> None:
        """Wait for a first check-in."""
        self._counted: int | None = None

    def interrupt(self) -> None:
        """Wait for a check-in again: a new connection begins between two of them."""
        self._counted = None

    def inbound(self) -> None:
        """Count a radio message that came."""
        if self._counted is not None:
            self._counted += 1

    def check_in(self, unacknowledged: int) -> int:
        """Return how many messages were lost on the line since the last check-in; never guesses upwards."""
        counted, self._counted = self._counted, 0
        # The receiver's count is one byte: once it may be full, it says nothing about single messages any more.
        if counted is None or counted >= _COUNTER_FULL:
            return 0
        return max(0, unacknowledged - counted)
