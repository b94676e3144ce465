"""What time brings to a running site: a timer for the earliest deadline, readiness after changes and each minute."""

from datetime import timedelta
import time
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later, async_track_time_interval

from . import clock
from .listeners import READINESS

if TYPE_CHECKING:
    from .site import Site


JUDGED_EVERY: Final = timedelta(minutes=1)
"""How often a site is judged without a cause: over how many paths a device is heard changes with time alone."""


class Timers:
    """The timers of a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is due yet."""
        self._site = site
        self._tick_at: float | None = None
        self._cancel_tick: CALLBACK_TYPE | None = None
        self._cancel_judge: CALLBACK_TYPE | None = None
        self._cancel_minute: CALLBACK_TYPE | None = None

    @callback
    def start(self) -> None:
        """Judge the site from time to time, and whenever it is known whether what happens is kept."""
        self._site.record.standing = self._judge
        self._cancel_minute = async_track_time_interval(
            self._site.hass, self._judge, JUDGED_EVERY, cancel_on_shutdown=True
        )

    @callback
    def stop(self) -> None:
        """Let nothing more come."""
        for cancel in (self._cancel_tick, self._cancel_judge, self._cancel_minute):
            if cancel is not None:
                cancel()
        self._cancel_tick = self._cancel_judge = self._cancel_minute = self._tick_at = None

    @callback
    def judge_soon(self) -> None:
        """Show readiness again in a second: after a start hundreds of devices are heard in a row."""
        if self._cancel_judge is None:
            judge = HassJob(self._judge_now, cancel_on_shutdown=True)
            self._cancel_judge = async_call_later(self._site.hass, 1.0, judge)

    @callback
    def schedule(self) -> None:
        """Have one timer, for the earliest deadline."""
        deadline = self._site.school.next_deadline()
        if deadline is None or (self._tick_at is not None and self._tick_at <= deadline):
            return
        if self._cancel_tick is not None:
            self._cancel_tick()
        self._tick_at = deadline
        delay = max(0.0, deadline - time.monotonic())
        self._cancel_tick = async_call_later(self._site.hass, delay, HassJob(self._tick, cancel_on_shutdown=True))

    @callback
    def _judge_now(self, _when: object) -> None:
        """Show readiness, as was asked for a moment ago."""
        self._cancel_judge = None
        self._judge()

    @callback
    def _judge(self, _when: object = None) -> None:
        """Show readiness."""
        self._site.entities.call([READINESS])

    @callback
    def _tick(self, _when: object) -> None:
        """Let the core judge who is overdue."""
        self._tick_at = self._cancel_tick = None
        now = clock.now()
        school = self._site.school
        # Working out a place takes milliseconds, and a press may come while several are due.
        _ = self._site.happened(school.tick(now, most=1), now)
        self._site.locating.soon()
        self._site.locating.show()
        self.schedule()
