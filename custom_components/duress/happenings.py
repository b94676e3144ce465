"""What triggers, event entities and the logbook say of an event: plain facts, never the name of a holder."""

from collections.abc import Mapping

from .core.events import (
    BatteriesChanged,
    ConditionEnded,
    ConditionStarted,
    DeviceRestarted,
    DoubtfulPressNoted,
    Event,
    IncidentAcknowledged,
    IncidentCleared,
    IncidentClosed,
    IncidentEvent,
    LostExpired,
    LostHeard,
    Place,
    Press,
)
from .core.incidents import Incident
from .notices import incident_facts, input_numbers, label_of, place_facts

type Fact = str | int | float | bool | list[str] | None


def facts_of(event: Event, incident: Incident | None) -> dict[str, Fact]:
    """Return the facts of an event; those of an incident as it stands after it."""
    facts: dict[str, Fact] = {"event_id": event.event_id, "at": event.at}
    match event:
        case IncidentEvent() if incident is not None:
            facts |= _incident_facts(incident)
        case ConditionStarted() | ConditionEnded():
            facts |= {"label": event.label, "condition": str(event.condition)}
        case DeviceRestarted() | LostExpired():
            facts |= {"label": event.label}
        case LostHeard():
            facts |= {"label": event.label, **_place_facts(event.place)}
        case DoubtfulPressNoted():
            facts |= _noted_facts(event.press, event.place)
        case BatteriesChanged():
            facts |= {"labels": list(event.labels), "day": event.day}
    match event:
        case BatteriesChanged(actor=actor):
            facts["by"] = actor.name
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
        case ConditionStarted() | ConditionEnded() | DeviceRestarted() | LostHeard() | LostExpired():
            return [event.device_id]
        case DoubtfulPressNoted(press=press):
            return [] if press.device_id is None else [press.device_id]
        case BatteriesChanged(device_ids=device_ids):
            return list(device_ids)
    return []


def _noted_facts(press: Press, place: Place) -> Mapping[str, Fact]:
    """Return a press that raised no incident, in the words of one that did."""
    return {
        "kind": str(press.kind),
        "transmitter": label_of(press),
        "inputs": [str(number) for number in input_numbers(press.inputs)],
        **_place_facts(place),
        "doubts": [str(doubt) for doubt in press.doubts],
    }


def _place_facts(place: Place) -> Mapping[str, Fact]:
    """Return a place."""
    told = place_facts(place)
    return {"room": told.room, "floor": told.floor, "method": told.method}


def _incident_facts(incident: Incident) -> Mapping[str, Fact]:
    """Return an incident in short: its latest press and its place now."""
    told, press = incident_facts(incident), incident.presses[-1]
    return {
        "incident_id": told.incident_id,
        "number": told.number,
        "kind": told.kind,
        "state": told.state,
        "transmitter": label_of(press),
        "presses": len(incident.presses),
        "room": told.place.room,
        "floor": told.place.floor,
        "method": told.place.method,
        "doubts": list(told.doubts),
    }
