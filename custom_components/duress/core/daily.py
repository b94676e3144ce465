"""A time of the day as moments: one on each local day, also when the clocks are changed."""

from datetime import datetime, time, timedelta, tzinfo


def next_at(after: float, at: time, zone: tzinfo) -> float:
    """Return the first moment later than one (both seconds since 1970) at which the clocks of a zone show a time.

    A time that a day does not have is as long after midnight as on other days; of one it has twice, the first counts.
    """
    return next(moment for step in range(-1, 4) if (moment := _moment(after, step, at, zone)) > after)


def last_at(now: float, at: time, zone: tzinfo) -> float:
    """Return the latest moment, now or before, at which the clocks of a zone showed a time."""
    return next(moment for step in range(1, -4, -1) if (moment := _moment(now, step, at, zone)) <= now)


def _moment(near: float, days: int, at: time, zone: tzinfo) -> float:
    """Return the moment of a time so many days after that of another moment."""
    day = datetime.fromtimestamp(near, zone).date() + timedelta(days=days)
    return datetime.combine(day, at, zone).timestamp()
