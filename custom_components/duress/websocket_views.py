"""What consoles are told: incidents, readiness, the roster and the ledger, as plain data."""

from collections.abc import Awaitable, Callable
from typing import Final

from homeassistant.util.json import JsonObjectType, JsonValueType

from . import clock
from .core.events import Import, IncidentEvent, Place, Press
from .core.incidents import Incident
from .core.records import name_of
from .core.roles import Right, Role, may
from .ledger import Entry
from .lost_banner import async_located
from .notices import doubts_of, floor_probability_of, label_of, others_of, probability_of
from .pendant_view import pendant_row
from .place_words import why
from .readiness_words import readiness_sentence
from .roster_view import roster_of
from .site import Site

LATEST: Final = 20
"""Presses of an incident that are told in full; all of them are in the ledger."""

type View = Callable[[Site, Role], Awaitable[JsonObjectType]]


async def incidents_view(site: Site, role: Role) -> JsonObjectType:
    """Return every open incident, the oldest first; what people wrote only for a role that may read the history."""
    reads = may(role, Right.READ_HISTORY)
    shown: list[JsonValueType] = [
        {
            **_incident(site, incident),
            "answers": _answers(incident, reads=reads),
            "notes": _notes(incident) if reads else None,
        }
        for incident in site.school.incidents.open.values()
    ]
    return {"incidents": shown}


async def readiness_view(site: Site, _role: Role) -> JsonObjectType:
    """Return how far the site is protected, in words and numbers."""
    readiness = site.readiness
    located: list[JsonValueType] = [
        {"device": one.label, "since": one.since, "until": one.until, "by": one.by, "reason": one.reason}
        for one in await async_located(site)
    ]
    return {
        "protection": str(readiness.protection),
        "sentence": readiness_sentence(site.hass, readiness, clock.now().utc),
        "pendants": readiness.buttons,
        "pendants_ready": readiness.buttons_ready,
        "missing": readiness.missing,
        "not_yet_heard": readiness.not_yet_heard,
        "receivers": readiness.receivers,
        "receivers_connected": readiness.receivers_connected,
        "paths": readiness.paths,
        "paths_proven": readiness.paths_proven,
        "paths_relieved": readiness.paths_relieved,
        "last_proven": readiness.last_proven,
        "located": located,
    }


async def roster_view(site: Site, role: Role) -> JsonObjectType:
    """Return who has what and what works; without names and people for a role that may not read names."""
    if not may(role, Right.READ_NAMES):
        bare: list[JsonValueType] = [pendant_row(site, holding) for holding in site.people.holdings()]
        return {"site": site.entry.title, "devices": bare, "names": False, "last_import": None}
    known = roster_of(site, await site.people.store.people(), pendant_row)
    return {**known, "names": True, "last_import": await _last_import(site, role)}


async def _last_import(site: Site, role: Role) -> JsonObjectType | None:
    """Return the last import of people and pendants, for a role that may undo it; None if there is none."""
    record = await site.people.store.last_import(Import.ROSTER) if may(role, Right.CHANGE_PEOPLE) else None
    return None if record is None else {"import_id": record.import_id, "at": record.at}


def entry_view(entry: Entry) -> JsonObjectType:
    """Return an entry of the ledger; `data` is the event as it is stored."""
    return {
        "seq": entry.seq,
        "event_id": entry.event_id,
        "kind": entry.kind,
        "at": entry.at,
        "incident_id": entry.incident_id,
        "data": dict(entry.data),
    }


def _incident(site: Site, incident: Incident) -> JsonObjectType:
    """Return an incident as it stands."""
    return {
        "incident_id": incident.incident_id,
        "number": incident.number,
        "kind": str(incident.kind),
        "mode": str(incident.mode),
        "state": str(incident.state),
        "raised_at": incident.raised_at,
        "place": _place(site, incident.place),
        "original_place": _place(site, incident.original_place),
        "located_at": incident.placed_at[incident.presses[-1].press_id],
        "doubts": [str(doubt) for doubt in doubts_of(incident)],
        "presses": len(incident.presses),
        "latest": [_press(press) for press in incident.presses[-LATEST:]],
        "checklist": _checklist(incident),
        "steps": [step for event in incident.history if (step := _step(event)) is not None],
    }


def _checklist(incident: Incident) -> list[JsonValueType]:
    """Return what is to be done, and who did what of it when."""
    return [
        {
            "step": number,
            "text": text,
            "at": done.at if (done := incident.checked.get(number)) is not None else None,
            "by": done.actor.name if done is not None else None,
        }
        for number, text in enumerate(incident.checklist, 1)
    ]


def _notes(incident: Incident) -> list[JsonValueType]:
    """Return what people wrote down, the oldest first."""
    return [{"at": note.at, "by": note.actor.name, "text": note.text} for note in incident.notes]


def _answers(incident: Incident, *, reads: bool) -> list[JsonValueType]:
    """Return what desks answered, the oldest first; their words only to who may read the history."""
    return [
        {
            "endpoint": one.endpoint,
            "answer": one.answer,
            "at": one.at,
            "by": one.by if reads else None,
            "note": one.note if reads else None,
        }
        for one in incident.answers
    ]


def _press(press: Press) -> JsonObjectType:
    """Return one press."""
    return {
        "press_id": press.press_id,
        "at": press.at,
        "transmitter": label_of(press),
        "kind": str(press.kind),
        "doubts": [str(doubt) for doubt in press.doubts],
    }


def _place(site: Site, place: Place) -> JsonObjectType:
    """Return a place."""
    return {
        "room": place.room.name if place.room else None,
        "floor": place.floor,
        "kind": place.room.kind if place.room is not None else None,
        "door": place.room.door if place.room is not None else None,
        "method": str(place.method),
        "word": place.word,
        "probability": probability_of(place),
        "floor_word": place.floor_word,
        "floor_probability": floor_probability_of(place),
        "floors": [floor.name for floor in place.floors],
        "others": [{"room": one.room.name, "probability": one.probability} for one in others_of(place)],
        "hearers": place.hearers,
        "masked": list(place.masked),
        "why": why(site.hass, place),
    }


def _step(event: IncidentEvent) -> JsonObjectType | None:
    """Return what somebody did with an incident; None for what nobody did."""
    actor = getattr(event, "actor", None)
    if actor is None:
        return None
    return {
        "type": name_of(event),
        "at": event.at,
        "by": actor.name,
        "by_kind": str(actor.kind),
        "reason": getattr(event, "reason", ""),
    }
