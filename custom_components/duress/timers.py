"""What time brings to a running site: a timer for the earliest deadline, and readiness a moment after changes."""

import time
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .listeners import READINESS

if TYPE_CHECKING:
    from .site import Site


class Timers:
    """The timers of a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is due yet."""
        self._site = site
        self._tick_at: float | None = None
        self._cancel_tick: CALLBACK_TYPE | None = None
        self._cancel_judge: CALLBACK_TYPE | None = None

    @callback
    def stop(self) -> None:
        """Let nothing more come."""
        for cancel in (self._cancel_tick, self._cancel_judge):
            if cancel is not None:
                cancel()
        self._cancel_tick = self._cancel_judge = self._tick_at = None

    @callback
    def judge_soon(self) -> None:
        """Show readiness again in a second: after a start hundreds of devices are heard in a row."""
        if self._cancel_judge is None:
            self._cancel_judge = async_call_later(self._site.hass, 1.0, HassJob(self._judge, cancel_on_shutdown=True))

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
    def _judge(self, _when: object) -> None:
        """Show readiness."""
        self._cancel_judge = None
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
