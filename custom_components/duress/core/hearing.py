"""How well a device is heard: its check-in interval as seen, its signal margins, and who heard it first.

A transmission arrives as several copies. The best margin of its copies is what counts, because one good copy is enough.
Nothing here says where a device is: that it was heard over some repeater is kept as a number of ways, never as a place.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import Final, NamedTuple

from ..echostream import Uid

COPY_WINDOW: Final = 5.0
"""Seconds in which messages of one device may be copies of the same transmission."""

ENOUGH_MARGIN: Final = 4
"""Decibels of margin below which a link is weak (docs/echostream.md, section 16)."""

JUDGED: Final = 20
"""Transmissions whose median says how a link is."""

WEAK_IN_A_ROW: Final = 3
TREND_STEP: Final = 3
"""Decibels between the medians of two spans of `JUDGED` transmissions that make a trend."""

DAY: Final = 86_400.0
MOST_HOPS: Final = 64
KEPT_GAPS: Final = 10
_LONG: Final = 1.5
ENOUGH_GAPS: Final = 3


class Copy(NamedTuple):
    """How one copy of a message came in: over which receiver, heard first by whom, how well (decibels)."""

    receiver_id: str
    first_hop: Uid
    level: int
    margin: int
    is_check_in: bool = False


class Trend(StrEnum):
    """Where the signal of a device is going."""

    UNKNOWN = "unknown"
    FALLING = "falling"
    STEADY = "steady"
    RISING = "rising"


@dataclass(slots=True)
class Hearing:
    """What the latest transmissions of one device tell; times are steady seconds, margins decibels."""

    margins: bytearray = field(default_factory=bytearray)
    gaps: list[float] = field(default_factory=list)
    hops: dict[Uid, float] = field(default_factory=dict)
    receivers: dict[str, float] = field(default_factory=dict)
    began: float | None = None
    checked_in: float | None = None
    transmissions: int = 0

    def take(self, copy: Copy, steady: float) -> bool:
        """Take a copy; return whether it is the first of a new transmission."""
        self.receivers[copy.receiver_id] = steady
        if copy.first_hop in self.hops or len(self.hops) < MOST_HOPS:
            self.hops[copy.first_hop] = steady
        margin = max(0, min(255, copy.margin))
        if self.began is not None and steady - self.began < COPY_WINDOW:
            if self.margins and margin > self.margins[-1]:
                self.margins[-1] = margin
            return False
        self.began = steady
        self.transmissions += 1
        self.margins.append(margin)
        if len(self.margins) > 2 * JUDGED:
            del self.margins[0]
        if copy.is_check_in:
            if self.checked_in is not None:
                self.gaps.append(steady - self.checked_in)
                if len(self.gaps) > KEPT_GAPS:
                    del self.gaps[0]
            self.checked_in = steady
        return True

    def interrupt(self) -> None:
        """Forget when the last check-in was: the next gap would contain time in which nobody listened."""
        self.checked_in = None

    @property
    def seen_interval(self) -> float | None:
        """Seconds between check-ins as seen; None while there are too few.

        A check-in that was not heard makes a gap too long, never too short, so the lower quartile is taken.
        """
        if len(self.gaps) < ENOUGH_GAPS:
            return None
        return sorted(self.gaps)[len(self.gaps) // 4]

    def missed_rate(self, interval: float) -> float:
        """Return which part of the check-ins that were due over the kept gaps was not heard, from 0 to 1."""
        due = sum(max(1, round(gap / interval)) for gap in self.gaps)
        return 1 - len(self.gaps) / due if due else 0.0

    def misses(self, interval: float, rate: float) -> bool:
        """Whether at least this part of the check-ins was not heard, after enough of them to tell."""
        if len(self.gaps) < KEPT_GAPS or max(self.gaps) < _LONG * interval:
            return False
        return self.missed_rate(interval) >= rate

    @property
    def margin(self) -> float | None:
        """The median margin of the latest `JUDGED` transmissions."""
        return median(self.margins[-JUDGED:]) if self.margins else None

    @property
    def is_weak(self) -> bool:
        """Whether the latest transmissions in a row were weak, or most of the judged ones."""
        if len(self.margins) < WEAK_IN_A_ROW:
            return False
        if max(self.margins[-WEAK_IN_A_ROW:]) < ENOUGH_MARGIN:
            return True
        return len(self.margins) >= JUDGED and median(self.margins[-JUDGED:]) < ENOUGH_MARGIN

    @property
    def trend(self) -> Trend:
        """Where the margin is going, from the judged transmissions and as many before them."""
        if len(self.margins) < 2 * JUDGED:
            return Trend.UNKNOWN
        change = median(self.margins[-JUDGED:]) - median(self.margins[:JUDGED])
        if abs(change) < TREND_STEP:
            return Trend.STEADY
        return Trend.RISING if change > 0 else Trend.FALLING

    def paths(self, steady: float) -> int:
        """Return how many receivers and repeaters heard the device first within the last 24 hours."""
        for hop in [hop for hop, at in self.hops.items() if steady - at > DAY]:
            del self.hops[hop]
        return len(self.hops)

    def is_single_path(self, steady: float) -> bool:
        """Whether one device alone stands between this one and silence, after enough transmissions to tell."""
        return self.transmissions >= ENOUGH_GAPS and self.paths(steady) == 1
