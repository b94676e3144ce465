"""How long alarms take from the press to the endpoint's confirmation: the figures of many, worked out from each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Final, Self

from ..ledger import AlarmTimes

DAYS: Final = 90
TOLD_LATER: Final = 10.0
"""Seconds after which a message was not slow on its way, but is told later by somebody's decision."""

_LIVE: Final = (None, "live")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """How many seconds after the press alarms reached one hop."""

    median: float
    p95: float
    worst: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Self | None:
        """Return the figures of some; None of none. Nineteen of twenty were as quick as `p95`, or quicker."""
        ordered = sorted(seconds)
        if not ordered:
            return None
        return cls(median=median(ordered), p95=ordered[ceil(0.95 * len(ordered)) - 1], worst=ordered[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """The figures of the alarms that one endpoint confirmed; `since` is when the oldest happened (UTC s).

    `told_later` counts what is not in the figures: the school was asked first, or somebody forwarded by hand.
    """

    count: int
    since: float
    told_later: int
    stored: Hop | None
    sent: Hop | None
    confirmed: Hop


def latency(alarms: Sequence[AlarmTimes]) -> Latency | None:
    """Return the figures of the real alarms among some, tests and drills left out; None if there is none."""
    real = [one for one in alarms if one.mode in _LIVE]
    prompt = [one for one in real if not _is_told_later(one)]
    confirmed = Hop.of(_passed(one, one.confirmed) for one in prompt)
    if confirmed is None:
        return None
    return Latency(
        count=len(prompt),
        since=min(one.at for one in prompt),
        told_later=len(real) - len(prompt),
        stored=Hop.of(_passed(one, one.stored) for one in prompt if one.stored is not None),
        sent=Hop.of(_passed(one, one.sent) for one in prompt if one.sent is not None),
        confirmed=confirmed,
    )


def _is_told_later(alarm: AlarmTimes) -> bool:
    """Return whether the endpoint was not meant to be told at once; what could not be stored was sent all the same."""
    begun = [at for at in (alarm.stored, alarm.sent) if at is not None]
    return alarm.stored is not None and min(begun) - alarm.at > TOLD_LATER


def _passed(alarm: AlarmTimes, at: float) -> float:
    """Return the seconds since the press; a clock that was set back meanwhile must not make them negative."""
    return max(0.0, at - alarm.at)
