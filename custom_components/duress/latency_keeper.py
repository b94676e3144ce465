"""How long each endpoint took to confirm the alarms of the last 90 days: read from the ledger, never while one waits.

It is looked at some seconds after a confirmation and each night, as what is older than 90 days counts no more.
"""

from collections.abc import Iterable
from datetime import datetime
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later, async_track_time_change

from . import clock
from .ledger import Delivery, LedgerError, Priority
from .listeners import DELIVERIES
from .monitoring import DAYS, Latency, latency

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

SETTLE: Final = 5.0
"""Seconds in which confirmations lead to one look: a whole school may press, and goes first."""

NIGHT: Final = (3, 50)
"""Hour and minute, local, at which a day more is over."""


class LatencyKeeper:
    """The figures of each endpoint that confirmed an alarm, by its subentry."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is known yet."""
        self._site = site
        self.figures: dict[str, Latency] = {}
        self._due: set[str] = set()
        self._cancel: CALLBACK_TYPE | None = None
        self._cancel_look: CALLBACK_TYPE | None = None
        self._looking = 0
        self._stopped = False

    @property
    def is_looking(self) -> bool:
        """Whether what was confirmed is still to be looked at."""
        return bool(self._due) or self._looking > 0

    @callback
    def start(self, endpoint_ids: Iterable[str]) -> None:
        """Begin to look, in the background: an alarm does not wait for it."""
        hour, minute = NIGHT
        self._cancel = async_track_time_change(self._site.hass, self._night, hour=hour, minute=minute, second=0)
        self._due.update(endpoint_ids)
        self._look()

    @callback
    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        for cancel in (self._cancel, self._cancel_look):
            if cancel is not None:
                cancel()
        self._cancel = self._cancel_look = None

    @callback
    def delivered(self, delivery: Delivery) -> None:
        """Look soon, if an alarm was confirmed."""
        if delivery.priority == Priority.ALARM and delivery.state.is_finished and not self._stopped:
            self._due.add(delivery.endpoint_id)
            if self._cancel_look is None:
                job = HassJob(self._settled, cancel_on_shutdown=True)
                self._cancel_look = async_call_later(self._site.hass, SETTLE, job)

    @callback
    def _night(self, _when: datetime) -> None:
        """Look at all of them."""
        self._due.update(self._site.endpoints.statuses)
        self._look()

    @callback
    def _settled(self, _when: datetime) -> None:
        """Look at what was confirmed."""
        self._cancel_look = None
        self._look()

    @callback
    def _look(self) -> None:
        """Look at the endpoints that are due."""
        due, self._due = self._due, set()
        if due:
            self._looking += 1
            _ = self._site.hass.async_create_background_task(self._async_look(due), "duress latency", eager_start=True)

    async def _async_look(self, endpoint_ids: set[str]) -> None:
        """Read what the ledger has of some endpoints and show it."""
        try:
            for endpoint_id in endpoint_ids:
                await self._async_read(endpoint_id)
        except LedgerError as error:
            _LOGGER.warning("How long alarms took cannot be read; alarms are handled as ever: %s", error)
        finally:
            self._looking -= 1

    async def _async_read(self, endpoint_id: str) -> None:
        """Read what the ledger has of an endpoint and show it. LedgerError."""
        since = clock.now().utc - DAYS * 86_400
        found = latency(await self._site.record.ledger.alarm_times(endpoint_id, since))
        if self._stopped or found == self.figures.get(endpoint_id):
            return
        if found is None:
            del self.figures[endpoint_id]
        else:
            self.figures[endpoint_id] = found
        self._site.entities.call([endpoint_id, DELIVERIES])
