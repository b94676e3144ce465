"""Incidents as projections of their events."""

from dataclasses import dataclass, field
from typing import Final, assert_never

from .events import (
    ButtonReleased,
    IncidentAcknowledged,
    IncidentCleared,
    IncidentClosed,
    IncidentEvent,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    Place,
    Press,
)
from .kinds import GRAVITY
from .lifecycle import State
from .roster import Kind

type AnyIncidentEvent = (
    IncidentRaised
    | IncidentRepeated
    | IncidentLocated
    | ButtonReleased
    | IncidentAcknowledged
    | IncidentCleared
    | IncidentClosed
)

INCIDENT_EVENTS: Final = (
    IncidentRaised,
    IncidentRepeated,
    IncidentLocated,
    ButtonReleased,
    IncidentAcknowledged,
    IncidentCleared,
    IncidentClosed,
)


@dataclass(slots=True)
class Incident:
    """One case that people handle, from its first press until it is closed."""

    incident_id: str
    number: int
    kind: Kind
    raised_at: float
    original_place: Place
    place: Place
    presses: list[Press]
    state: State = State.RAISED
    released: set[str] = field(default_factory=set)
    history: list[IncidentEvent] = field(default_factory=list)

    @property
    def device_ids(self) -> set[str]:
        """The registered transmitters that were pressed."""
        return {press.device_id for press in self.presses if press.device_id is not None}


class Incidents:
    """All open incidents of a site, in the order they were raised."""

    def __init__(self) -> None:
        """Start with none."""
        self.open: dict[str, Incident] = {}
        self.last_number = 0

    def apply(self, event: AnyIncidentEvent) -> Incident | None:
        """Take over one event and return its incident; None for an incident that is not open (any more)."""
        if isinstance(event, IncidentRaised):
            self.last_number = max(self.last_number, event.number)
            incident = Incident(
                event.incident_id, event.number, event.kind, event.at, event.place, event.place, [event.press]
            )
            self.open[event.incident_id] = incident
            incident.history.append(event)
            return incident
        if (known := self.open.get(event.incident_id)) is None:
            return None
        incident = known
        match event:
            case IncidentRepeated():
                incident.presses.append(event.press)
                incident.place = event.place
            case IncidentLocated():
                incident.place = event.place
                if len(incident.presses) == 1:
                    incident.original_place = event.place
            case ButtonReleased():
                incident.released.add(event.press_id)
            case IncidentAcknowledged():
                incident.state = State.ACKNOWLEDGED
            case IncidentCleared():
                incident.state = State.CLEARED
            case IncidentClosed():
                incident.state = State.CLOSED
                del self.open[event.incident_id]
            case _:
                assert_never(event)
        incident.history.append(event)
        return incident

    def replay(self, event: IncidentEvent) -> Incident | None:
        """Take over one stored event, whichever it is."""
        return self.apply(event) if isinstance(event, INCIDENT_EVENTS) else None

    def active_for(self, press: Press) -> Incident | None:
        """Return the active incident a press belongs to: the gravest of the same transmitter, if it is as grave."""
        own = [
            incident
            for incident in self.open.values()
            if incident.state.is_active and any(known.uid == press.uid for known in incident.presses)
        ]
        found = max(own, key=lambda incident: GRAVITY[incident.kind], default=None)
        return found if found is not None and GRAVITY[found.kind] >= GRAVITY[press.kind] else None
