"""All about one incident, open or closed: who carried what was pressed, what each endpoint got, what happened in order.

This reads the ledger; whoever waits for an open incident follows `duress/incidents`, which does not.
"""

from collections.abc import Mapping
import time
from typing import Final

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.events import (
    ButtonReleased,
    IncidentAnswered,
    IncidentBackupTold,
    IncidentCancelled,
    IncidentClosed,
    IncidentEscalated,
    IncidentEvent,
    IncidentForwarded,
    IncidentLocated,
    IncidentNoteAdded,
    IncidentPrimaryConfirmed,
    IncidentRaised,
    IncidentRepeated,
    IncidentStepChecked,
    PanelOutputEvent,
    PanelOutputFailed,
    Place,
    Press,
    PressHeard,
)
from .core.incidents import Incident, Incidents, disposition_of
from .core.records import from_data, name_of
from .core.roles import Right, Role, may
from .deliveries_view import delivery_data
from .incident_view import LATEST, incident_data
from .ledger import Entry, LedgerError
from .notices import label_of
from .phrases import async_load_phrases
from .recent import async_recent
from .site import Site

MOST_EVENTS: Final = 200
"""Events of one incident that are told, the latest: a button that is held down makes thousands."""

MOST_DELIVERIES: Final = 100

RECENT: Final = 86_400.0
"""Seconds for which a closed incident is still found where the open ones are."""

MOST_CLOSED: Final = 50

_RAISED: Final = "incident_raised"
_CANCELLED: Final = "incident_cancelled"
_CLOSED: Final = frozenset({"incident_closed"})
_PAGE: Final = 500
_PAGES: Final = 20
_FACTS: Final = ("text", "step", "steps", "level", "disposition", "endpoint", "answer", "primary", "because")


async def incident_page(site: Site, role: Role, *, incident_id: str, language: str | None = None) -> JsonObjectType:
    """Return all about one incident that a role may know; `incident` is None if there is none, or none for that role.

    Who carried what, and what endpoints got, is None for a role that may not know it, and if the disk does not say.
    """
    await async_load_phrases(site.hass, language)
    incident = await _async_incident(site, role, incident_id)
    if incident is None:
        return {"incident": None, "names": None, "deliveries": None, "timeline": None}
    reads = may(role, Right.READ_HISTORY)
    return {
        "incident": incident_data(site, incident, role, language),
        "names": await _async_names(site, incident) if may(role, Right.READ_NAMES) else None,
        "deliveries": await _async_deliveries(site, incident_id) if reads else None,
        "timeline": _timeline(site, incident) if reads else None,
    }


async def async_closed_incidents(site: Site) -> JsonObjectType:
    """Return what was closed in the last day, the latest first; LedgerError."""
    await site.record.async_finish()
    ledger = site.record.ledger
    ends = [
        event
        for event in await async_recent(ledger, time.time() - RECENT, _CLOSED)
        if isinstance(event, IncidentClosed)
    ][-MOST_CLOSED:]
    incident_ids = [end.incident_id for end in ends]
    begins = {entry.incident_id: _read(entry) for entry in await ledger.entries_of(_RAISED, incident_ids)}
    cancels = {entry.incident_id: _read(entry) for entry in await ledger.entries_of(_CANCELLED, incident_ids)}
    shown: list[JsonValueType] = [
        _closed(begun, cancels.get(end.incident_id), end)
        for end in reversed(ends)
        if isinstance(begun := begins.get(end.incident_id), IncidentRaised)
    ]
    return {"incidents": shown}


def _closed(begun: IncidentRaised, cancelled: IncidentEvent | None, end: IncidentClosed) -> JsonObjectType:
    """Return a closed incident in short, with the place that was known first."""
    disposition = cancelled.disposition if isinstance(cancelled, IncidentCancelled) else disposition_of(begun.mode)
    return {
        "incident_id": begun.incident_id,
        "number": begun.number,
        "kind": str(begun.kind),
        "mode": str(begun.mode),
        "disposition": str(disposition),
        "transmitter": label_of(begun.press),
        "room": begun.place.room.name if begun.place.room else None,
        "floor": begun.place.floor,
        "raised_at": begun.at,
        "closed_at": end.at,
    }


async def _async_incident(site: Site, role: Role, incident_id: str) -> Incident | None:
    """Return an open incident, or a closed one from the ledger to a role that may read the history."""
    if (known := site.school.incidents.open.get(incident_id)) is not None:
        return known
    if not may(role, Right.READ_HISTORY):
        return None
    await site.record.async_finish()
    events: list[IncidentEvent] = []
    before: int | None = None
    for _ in range(_PAGES):
        page = await site.record.ledger.entries(incident_id=incident_id, before_seq=before, limit=_PAGE)
        events += [event for entry in page if (event := _read(entry)) is not None]
        if len(page) < _PAGE:
            break
        before = page[-1].seq
    replayed, incident = Incidents(), None
    for event in reversed(events):
        known = replayed.replay(event)
        if known is None and incident is not None:
            # It came after the end, such as the answer of a desk.
            incident.history.append(event)
        incident = known or incident
    return incident


async def _async_names(site: Site, incident: Incident) -> JsonObjectType | None:
    """Return who carried what was pressed, at each press that is told and at the first; None if nobody can say."""
    presses = {press.press_id: press for press in (incident.presses[0], *incident.presses[-LATEST:])}
    try:
        people = {person.person_id: person.name for person in await site.people.store.people()}
        stretches = {
            press.press_id: await site.people.store.at(press.device_id, press.at)
            for press in presses.values()
            if press.device_id is not None
        }
    except LedgerError:
        return None
    return {
        press_id: people[held.person_id]
        for press_id, held in stretches.items()
        if held is not None and held.person_id in people
    }


async def _async_deliveries(site: Site, incident_id: str) -> list[JsonValueType] | None:
    """Return how far each message got, the oldest first, without what it says; None if the disk does not say."""
    try:
        found = await site.record.ledger.delivery_page(incident_id=incident_id, limit=MOST_DELIVERIES)
    except LedgerError:
        return None
    return [delivery_data(site, one) for one in reversed(found)]


def _timeline(site: Site, incident: Incident) -> list[JsonValueType]:
    """Return what happened, the oldest first; of a long story its beginning and its end."""
    events = [event for event in incident.history if not isinstance(event, PressHeard)]
    told = events if len(events) <= MOST_EVENTS else [events[0], *events[1 - MOST_EVENTS :]]
    presses = {press.press_id: press for press in incident.presses}
    return [_happening(site, event, presses) for event in told]


def _happening(site: Site, event: IncidentEvent, presses: Mapping[str, Press]) -> JsonObjectType:
    """Return one thing that happened as facts; the page says them in the language of whoever reads."""
    actor = getattr(event, "actor", None)
    press, place = _press_of(event, presses)
    return {
        "event_id": event.event_id,
        "at": event.at,
        "type": name_of(event),
        "by": actor.name if actor is not None else None,
        "by_kind": str(actor.kind) if actor is not None else None,
        "reason": getattr(event, "reason", None),
        "transmitter": label_of(press) if press is not None else None,
        "room": place.room.name if place is not None and place.room is not None else None,
        "floor": place.floor if place is not None else None,
        "word": place.word if place is not None else None,
        "doubts": [str(doubt) for doubt in press.doubts] if press is not None else [],
        **_facts(site, event),
    }


def _press_of(event: IncidentEvent, presses: Mapping[str, Press]) -> tuple[Press | None, Place | None]:
    """Return the press that an event is about and where it put it, if it is about one."""
    match event:
        case IncidentRaised() | IncidentRepeated():
            return event.press, event.place
        case IncidentLocated():
            return presses.get(event.press_id), event.place
        case ButtonReleased():
            return presses.get(event.press_id), None
    return None, None


def _facts(site: Site, event: IncidentEvent) -> JsonObjectType:
    """Return what only some events say; None for what this one does not."""
    facts: JsonObjectType = dict.fromkeys(_FACTS)
    match event:
        case IncidentNoteAdded():
            facts["text"] = event.text
        case IncidentStepChecked():
            facts |= {"text": event.text, "step": event.step, "steps": event.steps}
        case IncidentEscalated():
            facts["level"] = event.level
        case IncidentCancelled():
            facts["disposition"] = str(event.disposition)
        case IncidentAnswered():
            facts |= {"endpoint": event.endpoint, "answer": event.answer, "text": event.note, "by": event.by or None}
        case IncidentBackupTold():
            facts |= {"endpoint": event.endpoint, "primary": event.primary, "because": event.because}
        case IncidentPrimaryConfirmed():
            facts["endpoint"] = event.endpoint
        case IncidentForwarded():
            titles = (site.entry.subentries.get(key) for key in event.endpoint_ids)
            facts["endpoint"] = ", ".join(one.title for one in titles if one is not None)
        case PanelOutputFailed():
            facts |= {"endpoint": event.output, "text": event.problem}
        case PanelOutputEvent():
            facts["endpoint"] = event.output
    return facts


def _read(entry: Entry) -> IncidentEvent | None:
    """Return a stored event of an incident; None if it is damaged."""
    try:
        event = from_data(entry.kind, entry.data)
    except ValueError:
        return None
    return event if isinstance(event, IncidentEvent) else None
