"""Who wants to know: entities by subject, triggers and the logbook by event."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, callback

from .core.events import (
    ButtonReleased,
    BypassEvent,
    Event,
    HolderChanged,
    IncidentEvent,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    LifeChanged,
    LostExpired,
    LostHeard,
    PanelOutputEvent,
    PressHeard,
    RehearsalEvent,
    TroubleEvent,
)
from .core.incidents import Incident

_LOGGER = logging.getLogger(__name__)

SITE: Final = "site"
"""Key of whether somebody at the site may be in danger, and of everything that happens."""

INCIDENTS: Final = "incidents"
"""Key of what counts the incidents of a site."""

READINESS: Final = "readiness"
"""Key of how far the site is protected: it follows from devices, links and paths, never from incidents."""

DELIVERIES: Final = "deliveries"
"""Key of what endpoints were sent and how far it got."""

MODE: Final = "mode"
"""Key of what is on test, in a drill or muted."""

DUTIES: Final = "duties"
"""Key of what has to be tested by when."""

LIVE: Final = "live"
"""Key of whether somebody said that the school is live."""

COVERAGE: Final = "coverage"
"""Key of how well rooms are covered and found."""

LOANS: Final = "loans"
"""Key of how many loans are overdue."""

SURVEY: Final = "survey"
"""Key of the survey: its presses, the walks, the model they make."""

MAP: Final = "map"
"""Key of the floor plans, and of the places on them."""

WALKS: Final = "walks"
"""Key of what is heard of presses on test while their copies are still coming in."""

SUBENTRIES: Final = "subentries"
"""Key of the news that something was installed or removed."""


class Listeners[*Arguments]:
    """Callbacks by key; one that fails is logged and keeps no other from being called."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._callbacks: dict[str, tuple[Callable[[*Arguments], None], ...]] = {}

    @callback
    def add(self, key: str, listener: Callable[[*Arguments], None]) -> CALLBACK_TYPE:
        """Call a listener about a key from now on; the returned function ends it."""
        self._callbacks[key] = (*self._callbacks.get(key, ()), listener)
        return partial(self._remove, key, listener)

    def __contains__(self, key: str) -> bool:
        """Whether anybody listens to a key."""
        return key in self._callbacks

    @callback
    def _remove(self, key: str, listener: Callable[[*Arguments], None]) -> None:
        """Call a listener about a key no more."""
        left = list(self._callbacks[key])
        left.remove(listener)
        self._callbacks[key] = tuple(left)
        if not left:
            del self._callbacks[key]

    @callback
    def call(self, keys: Iterable[str], *arguments: *Arguments) -> None:
        """Tell everybody who listens to one of these keys, in the order of the keys."""
        for key in keys:
            for listener in self._callbacks.get(key, ()):
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


def subjects_of(event: Event, incident: Incident | None) -> Iterator[str]:
    """Yield the keys an event concerns, the most urgent first; each is told before the next is looked for."""
    if isinstance(event, IncidentEvent):
        if incident is None or isinstance(event, (PressHeard, PanelOutputEvent)):
            return
        if isinstance(event, IncidentLocated):
            yield from _rooms_placed(incident, event.press_id)
        yield SITE
        for device_id in _shown_at(event, incident):
            yield incident_key(device_id)
        if isinstance(event, IncidentRepeated):
            if event.place.room is not None:
                yield room_key(event.place.room.room_id)
        elif not isinstance(event, (IncidentLocated, ButtonReleased)):
            yield from (room_key(room.room_id) for room in incident.rooms)
        yield INCIDENTS
    elif isinstance(event, TroubleEvent):
        yield from (event.device_id, READINESS)
    elif isinstance(event, (LifeChanged, HolderChanged)):
        yield from (event.device_id, READINESS, LOANS)
    elif isinstance(event, (RehearsalEvent, BypassEvent)):
        yield from (MODE, READINESS)
    elif isinstance(event, LostHeard):
        yield incident_key(event.device_id)
    elif isinstance(event, LostExpired):
        yield from (incident_key(event.device_id), READINESS)


def _shown_at(event: IncidentEvent, incident: Incident) -> list[str]:
    """Return the devices that show something else after an event, its own first: all show the first press's place."""
    own = incident.devices_of(event)
    if isinstance(event, IncidentLocated) and event.press_id == incident.presses[0].press_id:
        own += sorted(incident.device_ids - {*own})
    return own


def _rooms_placed(incident: Incident, press_id: str) -> list[str]:
    """Return the keys of the room that a press is placed in and of the one before."""
    keys: list[str] = []
    places = 0
    for event in reversed(incident.history):
        if _placed(event) == press_id:
            places += 1
            room = event.place.room  # type: ignore[attr-defined] # what places a press has a place
            if room is not None and (key := room_key(room.room_id)) not in keys:
                keys.append(key)
            if places == 2:
                break
    return keys


def _placed(event: IncidentEvent) -> str | None:
    """Return the press that an event placed; None for every other event."""
    if isinstance(event, (IncidentRaised, IncidentRepeated)):
        return event.press.press_id
    return event.press_id if isinstance(event, IncidentLocated) else None
