"""When a running site works out places: after what is urgent was shown and handed to the ledger, one press at a time.

Working one out may take milliseconds. Between two of them the event loop is free, so that in a burst the next press is
an alarm before the places of those before it are known; copies that come meanwhile are weighed together.
"""

from typing import TYPE_CHECKING, Final

from homeassistant.core import callback

from . import clock

if TYPE_CHECKING:
    from .site import Site


BREATH: Final = 0.005
"""Seconds after a message in which a quick disk has stored the press and its first bytes are on their way."""


class Locating:
    """The places that are still to be worked out at a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is to be worked out."""
        self._site = site
        self._is_due = False
        self._stopped = False

    @callback
    def soon(self) -> None:
        """Work out what the last message may have changed, a breath after it."""
        self._locate_in(BREATH)

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
        self._locate_in(0)

    def _locate_in(self, seconds: float) -> None:
        """Work out the place of one press in so many seconds, if there is one to be worked out."""
        if self._site.school.has_unlocated and not self._is_due:
            self._is_due = True
            self._site.hass.loop.call_later(seconds, self._locate)
