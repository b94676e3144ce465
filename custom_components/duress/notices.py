"""From what happened to what a monitoring endpoint is told."""

from typing import Final

from .core.events import (
    Event,
    IncidentAcknowledged,
    IncidentCleared,
    IncidentClosed,
    IncidentEvent,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    Method,
    Place,
    Press,
)
from .core.incidents import Incident
from .core.roster import Room
from .echostream import AlarmInputs, serial_of
from .ledger import Priority
from .monitoring import IncidentFacts, Mode, Notice, NoticeType, PlaceFacts, PressFacts, SiteFacts

NOTICE_TYPES: Final[dict[type[Event], NoticeType]] = {
    IncidentRaised: NoticeType.INCIDENT_RAISED,
    IncidentRepeated: NoticeType.INCIDENT_REPEATED,
    IncidentLocated: NoticeType.INCIDENT_LOCATED,
    IncidentAcknowledged: NoticeType.INCIDENT_ACKNOWLEDGED,
    IncidentCleared: NoticeType.INCIDENT_CLEARED,
    IncidentClosed: NoticeType.INCIDENT_CLOSED,
}

CONFIDENCE: Final[dict[Method, str]] = {
    Method.FIXED_BUTTON: "fixed",
    Method.HEARD_STRONGEST: "near",
    Method.USUAL_ROOM: "usual",
    Method.SITE: "unknown",
}


def priority_of(event: Event) -> Priority:
    """Return how urgent it is to tell of an event; a press is an alarm each time."""
    return Priority.ALARM if isinstance(event, (IncidentRaised, IncidentRepeated)) else Priority.UPDATE


def notice_of(event: IncidentEvent, incident: Incident, site: SiteFacts) -> Notice | None:
    """Return what to tell of an event, with the incident as it stands now; None for what is only noted here."""
    kind = NOTICE_TYPES.get(type(event))
    if kind is None:
        return None
    actor = reason = None
    if isinstance(event, (IncidentAcknowledged, IncidentCleared, IncidentClosed)):
        actor = event.actor.name
    if isinstance(event, (IncidentCleared, IncidentClosed)):
        reason = event.reason
    return Notice(
        event_id=event.event_id,
        type=kind,
        at=event.at,
        site=site,
        incident=incident_facts(incident),
        mode=Mode.DEMO if site.demo else Mode.LIVE,
        actor=actor,
        reason=reason,
    )


def incident_facts(incident: Incident) -> IncidentFacts:
    """Return an incident as it is told; the label of an unregistered transmitter is its serial number."""
    doubts = doubts_of(incident)
    return IncidentFacts(
        incident_id=incident.incident_id,
        number=incident.number,
        kind=incident.kind,
        state=incident.state,
        raised_at=incident.raised_at,
        presses=tuple(_press_facts(press) for press in incident.presses),
        place=place_facts(incident.place),
        doubtful=bool(doubts),
        doubts=doubts,
    )


def doubts_of(incident: Incident) -> tuple[str, ...]:
    """Return why an incident may be less than it seems, each doubt once."""
    return tuple(dict.fromkeys(doubt.value for press in incident.presses for doubt in press.doubts))


def place_facts(place: Place) -> PlaceFacts:
    """Return a place as it is told."""
    room: Room | None = place.room
    return PlaceFacts(
        room=room.name if room else None,
        floor=room.floor if room else None,
        method=place.method,
        confidence=CONFIDENCE[place.method],
    )


def input_numbers(inputs: AlarmInputs) -> tuple[int, ...]:
    """Return alarm inputs as the numbers people use, from 1."""
    bits = int(inputs)
    return tuple(number for number in range(1, bits.bit_length() + 1) if bits >> number - 1 & 1)


def label_of(press: Press) -> str:
    """Return what to call the transmitter of a press."""
    return press.label or f"{press.model} {serial_of(press.uid)}"


def _press_facts(press: Press) -> PressFacts:
    """Return a press as it is told."""
    return PressFacts(
        press_id=press.press_id,
        label=label_of(press),
        model=press.model,
        serial=str(serial_of(press.uid)),
        inputs=input_numbers(press.inputs),
        at=press.at,
    )
