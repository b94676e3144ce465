"""Who wants to know: entities by subject, triggers and the logbook by event."""

from collections.abc import Callable, Iterable
from functools import partial
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, callback

from .core.events import (
    Event,
    HolderChanged,
    IncidentEvent,
    IncidentLocated,
    LifeChanged,
    LostExpired,
    LostHeard,
    Place,
    TroubleEvent,
)
from .core.incidents import Incident

_LOGGER = logging.getLogger(__name__)

SITE: Final = "site"
"""Key of what incidents change at the site as a whole, and of everything that happens."""

READINESS: Final = "readiness"
"""Key of how far the site is protected: it follows from devices, links and paths, never from incidents."""

LOANS: Final = "loans"
"""Key of how many loans are overdue."""

SUBENTRIES: Final = "subentries"
"""Key of the news that something was installed or removed."""


class Listeners[*Arguments]:
    """Callbacks by key; one that fails is logged and keeps no other from being called."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._callbacks: dict[str, list[Callable[[*Arguments], None]]] = {}

    @callback
    def add(self, key: str, listener: Callable[[*Arguments], None]) -> CALLBACK_TYPE:
        """Call a listener about a key from now on; the returned function ends it."""
        self._callbacks.setdefault(key, []).append(listener)
        return partial(self._remove, key, listener)

    def __contains__(self, key: str) -> bool:
        """Whether anybody listens to a key."""
        return key in self._callbacks

    @callback
    def _remove(self, key: str, listener: Callable[[*Arguments], None]) -> None:
        """Call a listener about a key no more."""
        self._callbacks[key].remove(listener)
        if not self._callbacks[key]:
            del self._callbacks[key]

    @callback
    def call(self, keys: Iterable[str], *arguments: *Arguments) -> None:
        """Tell everybody who listens to one of these keys, in the order of the keys."""
        for key in keys:
            for listener in list(self._callbacks.get(key, ())):
                try:
                    listener(*arguments)
                except Exception:
                    _LOGGER.exception("A listener failed on %s; everybody else is told all the same", key)


def room_key(room_id: str) -> str:
    """Return the key of a room."""
    return f"room:{room_id}"


def incident_key(device_id: str) -> str:
    """Return the key of what incidents change at a device, so that a press writes no state that it cannot change."""
    return f"incident:{device_id}"


def telemetry_key(device_id: str) -> str:
    """Return the key of values that change with every message of a device."""
    return f"telemetry:{device_id}"


def subjects_of(event: Event, incident: Incident | None, before: Place | None) -> list[str]:
    """Return the keys an event concerns, the most urgent first."""
    if isinstance(event, TroubleEvent):
        return [event.device_id, READINESS]
    if isinstance(event, (LifeChanged, HolderChanged)):
        return [event.device_id, READINESS, LOANS]
    if isinstance(event, (LostHeard, LostExpired)):
        return [incident_key(event.device_id)]
    if not isinstance(event, IncidentEvent) or incident is None:
        return []
    places = [place for place in (before, incident.place) if place is not None and place.room is not None]
    rooms = [room_key(place.room.room_id) for place in places if place.room is not None]
    devices = [incident_key(device_id) for device_id in sorted(incident.device_ids)]
    if isinstance(event, IncidentLocated):
        return [*dict.fromkeys(rooms), *devices, SITE]
    return [SITE, *devices, *dict.fromkeys(rooms)]
