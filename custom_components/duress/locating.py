"""When a running site works out places: after what is urgent was shown and handed to the ledger, one press at a time.

Working one out may take milliseconds. Between two of them the event loop is free, so that in a burst the next press is
an alarm before the places of those before it are known; copies that come meanwhile are weighed together.
"""

from typing import TYPE_CHECKING

from homeassistant.core import callback

from . import clock
from .listeners import incident_key

if TYPE_CHECKING:
    from .site import Site


class Locating:
    """The places that are still to be worked out at a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is to be worked out."""
        self._site = site
        self._is_due = False
        self._stopped = False

    @callback
    def soon(self) -> None:
        """Work out what the last message may have changed, in the next round of the event loop."""
        if self._site.school.has_unlocated and not self._is_due:
            self._is_due = True
            self._site.hass.loop.call_soon(self._locate)

    @callback
    def show(self) -> None:
        """Show what changed at places that are the same: their age, and over how many paths they are proven."""
        self._site.entities.call(incident_key(device_id) for device_id in self._site.school.take_unshown())

    @callback
    def stop(self) -> None:
        """Work out nothing more."""
        self._stopped = True

    @callback
    def _locate(self) -> None:
        """Work out the place of one press."""
        self._is_due = False
        if self._stopped:
            return
        now = clock.now()
        if located := self._site.school.located(now, most=1):
            _ = self._site.happened(located, now)
            self._site.timers.schedule()
        self.show()
        self.soon()
