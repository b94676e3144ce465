"""When a running site works out places: after an alarm was shown, stored and on its way, one press at a time.

Working one out may take milliseconds, in which no byte leaves for an endpoint. Between two of them the event loop is
free, so that in a burst the next press is an alarm before the places of those before it are known; copies that come
meanwhile are weighed together.
"""

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback

from . import clock
from .core.events import Event
from .listeners import incident_key

if TYPE_CHECKING:
    from .record import Involved
    from .site import Site

_LOGGER = logging.getLogger(__name__)

PATIENCE: Final = 0.1
"""Seconds that places wait for an alarm that a slow disk holds up: people at the site need them, too."""


class Locating:
    """The places that are still to be worked out at a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is to be worked out."""
        self._site = site
        self._alarm: Event | None = None
        self._due: asyncio.Handle | None = None
        self._stopped = False

    @callback
    def after(self, alarm: Event) -> None:
        """Work out nothing before an alarm that is about to be stored is on its way."""
        self._alarm = alarm

    @callback
    def sent(self, involved: Involved) -> None:
        """Work out the place of the alarm that endpoints are sent now: triggers and people who wait hear of it next."""
        if any(event is self._alarm for event, _ in involved):
            self._alarm = None
            if self._due is not None:
                self._due.cancel()
                self._locate()

    @callback
    def soon(self) -> None:
        """Work out what the last message may have changed: in the next round of the event loop if no alarm waits."""
        if self._due is None and self._site.school.has_unlocated:
            loop, waits = self._site.hass.loop, self._alarm is not None
            self._due = loop.call_later(PATIENCE, self._locate) if waits else loop.call_soon(self._locate)

    @callback
    def show(self) -> None:
        """Show what changed at places that are the same: their age, and over how many paths they are proven."""
        self._site.entities.call(incident_key(device_id) for device_id in self._site.school.take_unshown())

    @callback
    def stop(self) -> None:
        """Work out nothing more."""
        self._stopped = True
        if self._due is not None:
            self._due.cancel()

    @callback
    def _locate(self) -> None:
        """Work out the place of one press; if that goes wrong, the alarm is told to everybody all the same."""
        self._due = None
        if self._stopped:
            return
        try:
            now = clock.now()
            if located := self._site.school.located(now, most=1):
                _ = self._site.happened(located, now)
                self._site.timers.schedule()
            self.show()
        except Exception:
            _LOGGER.exception("The place of a press was not worked out; the alarm stands with the place it was told")
        self.soon()
