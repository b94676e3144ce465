"""What triggers, event entities and the logbook say of an event: plain facts, never the name of a holder."""

from collections.abc import Mapping

from .core.events import (
    ConditionEnded,
    ConditionStarted,
    DeviceRestarted,
    Event,
    IncidentAcknowledged,
    IncidentCleared,
    IncidentClosed,
    IncidentEvent,
)
from .core.incidents import Incident
from .notices import doubts_of, label_of

type Fact = str | int | float | bool | list[str] | None


def facts_of(event: Event, incident: Incident | None) -> dict[str, Fact]:
    """Return the facts of an event; those of an incident as it stands after it."""
    facts: dict[str, Fact] = {"event_id": event.event_id, "at": event.at}
    match event:
        case IncidentEvent() if incident is not None:
            facts |= _incident_facts(incident)
        case ConditionStarted() | ConditionEnded():
            facts |= {"label": event.label, "condition": str(event.condition)}
        case DeviceRestarted():
            facts |= {"label": event.label}
    match event:
        case IncidentAcknowledged(actor=actor):
            facts["by"] = actor.name
        case IncidentCleared(actor=actor, reason=reason) | IncidentClosed(actor=actor, reason=reason):
            facts |= {"by": actor.name, "reason": reason}
    return facts


def device_ids_of(event: Event, incident: Incident | None) -> list[str]:
    """Return the installed devices an event concerns."""
    match event:
        case IncidentEvent() if incident is not None:
            return sorted(incident.device_ids)
        case ConditionStarted() | ConditionEnded() | DeviceRestarted():
            return [event.device_id]
    return []


def _incident_facts(incident: Incident) -> Mapping[str, Fact]:
    """Return an incident in short: its latest press and its place now."""
    place = incident.place
    return {
        "incident_id": incident.incident_id,
        "number": incident.number,
        "kind": incident.kind,
        "state": incident.state,
        "transmitter": label_of(incident.presses[-1]),
        "presses": len(incident.presses),
        "room": place.room.name if place.room else None,
        "floor": place.room.floor if place.room else None,
        "method": place.method,
        "doubts": list(doubts_of(incident)),
    }
