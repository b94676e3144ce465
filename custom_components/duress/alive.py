"""Until when somebody listened: noted again and again, so that a gap can be told after a crash, too."""

from datetime import timedelta
import time
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE
from homeassistant.helpers.event import async_track_time_interval

from .signal_keeper import SignalKeeper

if TYPE_CHECKING:
    from .site import Site

EVERY: Final = timedelta(seconds=15)
"""How exactly it is known after a crash until when somebody listened."""

HEARD_EVERY: Final = 20
"""How many of these pass between two notes of when each device was heard: a card has only so many writes."""


class AliveNotes:
    """Keeps in the ledger that the site listens, and now and then when each device was last heard."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is noted yet."""
        self._site = site
        self.signals = SignalKeeper(site)
        self._count = 0
        self._stop: CALLBACK_TYPE | None = None

    async def async_start(self) -> None:
        """Note it now and from time to time."""
        await self.signals.async_start()
        self._stop = async_track_time_interval(self._site.hass, self._note, EVERY, cancel_on_shutdown=True)
        await self._note()

    async def async_stop(self) -> None:
        """Note everything a last time."""
        if self._stop is not None:
            self._stop()
            self._stop = None
        await self.signals.async_stop()
        await self._site.record.async_keep(time.time(), self._heard())

    async def _note(self, _when: object = None) -> None:
        """Note that somebody listens."""
        self._count += 1
        heard = self._heard() if self._count % HEARD_EVERY == 0 else None
        await self._site.record.async_keep(time.time(), heard)

    def _heard(self) -> dict[str, float]:
        """Return when each device was last heard."""
        devices = self._site.school.devices
        return {key: state.heard_at for key, state in devices.items() if state.heard_at is not None}
