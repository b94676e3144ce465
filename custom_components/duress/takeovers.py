"""Backups that stepped in, and primaries that came after all, in the history of their incident: each once."""

from collections.abc import Iterable
import logging
import time
from typing import TYPE_CHECKING

from homeassistant.core import callback

from . import clock
from .core.events import IncidentBackupTold, IncidentPrimaryConfirmed
from .core.ids import named_after
from .core.incidents import Incident
from .ledger import CONFIRMED, Delivery, LedgerError
from .monitoring import Takeover
from .record import entry_of

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)


class Takeovers:
    """Which endpoint took over an incident from which, as events. Call it from the event loop only."""

    def __init__(self, site: Site) -> None:
        """Belong to a site."""
        self._site = site

    @callback
    def resume(self, deliveries: Iterable[Delivery]) -> None:
        """Make up for a kill between a message and its event: take what is stored of an open incident's messages."""
        for one in deliveries:
            if (takeover := Takeover.of(one, one.released_because, one.released_at or one.at)) is not None:
                self.happened(takeover)
            self.delivered(one)

    @callback
    def happened(self, takeover: Takeover) -> None:
        """Note that a backup is told of an incident."""
        told = IncidentBackupTold(
            event_id=named_after(takeover.incident_id, "backup told", takeover.endpoint_id),
            at=takeover.at,
            incident_id=takeover.incident_id,
            endpoint_id=takeover.endpoint_id,
            endpoint=self._label(takeover.endpoint_id),
            primary_id=takeover.primary,
            primary=self._label(takeover.primary),
            because=takeover.because,
        )
        self._note(told)

    @callback
    def delivered(self, delivery: Delivery) -> None:
        """Note that a primary confirmed an incident that a backup was told of."""
        incident_id = delivery.incident_id
        if incident_id is None or delivery.state not in CONFIRMED:
            return
        confirmed = IncidentPrimaryConfirmed(
            event_id=named_after(incident_id, "primary confirmed", delivery.endpoint_id),
            at=delivery.answered_at or time.time(),
            incident_id=incident_id,
            endpoint_id=delivery.endpoint_id,
            endpoint=self._label(delivery.endpoint_id),
        )
        incident = self._site.school.incidents.open.get(incident_id)
        if incident is None:
            # A primary that was away may come after the end.
            work = self._async_confirmed_late(confirmed)
            _ = self._site.hass.async_create_background_task(work, "duress takeover")
        elif _is_relieved(incident, delivery.endpoint_id):
            self._note(confirmed)

    async def _async_confirmed_late(self, confirmed: IncidentPrimaryConfirmed) -> None:
        """Store with an incident that is closed that its primary came after all, if a backup stood in for it."""
        ledger = self._site.record.ledger
        try:
            entries = await ledger.entries_of("incident_backup_told", [confirmed.incident_id])
            if any(entry.data.get("primary_id") == confirmed.endpoint_id for entry in entries):
                await ledger.commit([entry_of(confirmed)], [])
        except LedgerError as error:
            _LOGGER.warning("That %s confirmed an incident after all is not stored: %s", confirmed.endpoint, error)

    @callback
    def _note(self, event: IncidentBackupTold | IncidentPrimaryConfirmed) -> None:
        """Have an event stored and told, unless it was; with an incident that is closed it is only stored."""
        incidents = self._site.school.incidents
        incident = incidents.open.get(event.incident_id)
        if incident is None:
            self._site.record.ledger.put([entry_of(event)], [], _done)
        elif all(one.event_id != event.event_id for one in incident.history):
            incidents.apply(event)
            _ = self._site.happened([event], clock.now())

    def _label(self, endpoint_id: str) -> str:
        """Return what an endpoint is called."""
        subentry = self._site.entry.subentries.get(endpoint_id)
        return subentry.title if subentry is not None else endpoint_id


def _is_relieved(incident: Incident, endpoint_id: str) -> bool:
    """Return whether a backup was told of an incident in the place of an endpoint."""
    return any(isinstance(one, IncidentBackupTold) and one.primary_id == endpoint_id for one in incident.history)


def _done(result: list[Delivery] | Exception) -> None:
    """Say if an event of an incident that is closed could not be stored."""
    if isinstance(result, Exception):
        _LOGGER.warning("That a backup was told of an incident is not stored: %s", result)
