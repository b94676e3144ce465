"""How well each device was heard from day to day, over weeks: a link that gets worse shows before it breaks.

Kept are margins in decibels, of each day the median and the lowest of the figures taken on it. Where a device was, or
who heard it, is not among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from .hearing import TREND_STEP, Trend

KEPT_DAYS: Final = 84

_WEEK: Final = 7
_ENOUGH: Final = 3
"""Days on both sides that are needed to compare them."""


@dataclass(frozen=True, slots=True)
class DayMargin:
    """How well one device was heard on one day, in decibels."""

    median: float
    lowest: float


class SignalDays:
    """The margins of all devices of a site over the last days."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._days: dict[date, dict[str, DayMargin]] = {}
        self._taken: dict[str, list[float]] = {}
        self._today = date.min

    def restore(self, day: date, margins: Mapping[str, DayMargin]) -> None:
        """Take up a day of a former run."""
        self._days[day] = dict(margins)

    def take(self, day: date, margins: Mapping[str, float]) -> None:
        """Take the present margins of some devices; what is too old is forgotten."""
        if day != self._today:
            self._today = day
            before = self._days.get(day, {})
            self._taken = {device_id: [one.lowest, one.median, one.median] for device_id, one in before.items()}
            self._days = {one: kept for one, kept in self._days.items() if day - one < timedelta(days=KEPT_DAYS)}
        today = self._days.setdefault(day, {})
        for device_id, margin in margins.items():
            taken = self._taken.setdefault(device_id, [])
            taken.append(margin)
            today[device_id] = DayMargin(round(median(taken), 1), min(taken))

    def on(self, day: date) -> Mapping[str, DayMargin]:
        """Return what is known of a day."""
        return self._days.get(day, {})

    def of(self, device_id: str) -> dict[date, DayMargin]:
        """Return the days on which a device was heard, the oldest first."""
        return {day: known[device_id] for day, known in sorted(self._days.items()) if device_id in known}


def trend_of(days: Mapping[date, DayMargin]) -> Trend:
    """Return where a margin is going: the last week against the days before it."""
    if not days:
        return Trend.UNKNOWN
    since = max(days) - timedelta(days=_WEEK)
    late = [one.median for day, one in days.items() if day > since]
    early = [one.median for day, one in days.items() if day <= since]
    if min(len(late), len(early)) < _ENOUGH:
        return Trend.UNKNOWN
    change = median(late) - median(early)
    if abs(change) < TREND_STEP:
        return Trend.STEADY
    return Trend.RISING if change > 0 else Trend.FALLING
