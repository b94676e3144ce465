"""The one place that reads the computer's clocks."""

import time

from .core.moment import Moment


def at(steady: float) -> Moment:
    """Return the moment of a monotonic time in the near past, in UTC as the clock is set now."""
    return Moment(steady, time.time() - (time.monotonic() - steady))


def now() -> Moment:
    """Return this moment."""
    return at(time.monotonic())
