"""What consoles are told of incidents that are open: from memory alone, so that no disk keeps them waiting."""

from typing import Final

from homeassistant.util.json import JsonObjectType, JsonValueType

from . import clock
from .core.confirm import Confirmation, confirmation_of, hold_of
from .core.events import IncidentEvent, Place, Press
from .core.incidents import Incident
from .core.records import name_of
from .core.roles import Right, Role, may
from .notices import doubts_of, floor_probability_of, label_of, others_of, probability_of
from .phrases import async_load_phrases
from .place_words import why
from .site import Site

LATEST: Final = 20
"""Presses of an incident that are told in full; all of them are in the ledger."""


async def incidents_view(site: Site, role: Role, *, language: str | None = None) -> JsonObjectType:
    """Return every open incident, the oldest first, and the tests and drills that somebody may declare real."""
    await async_load_phrases(site.hass, language)
    rehearsals: list[JsonValueType] = [
        {"rehearsal_id": one.rehearsal_id, "kind": str(one.kind), "until": one.started.until}
        for one in site.school.modes.told
    ]
    shown: list[JsonValueType] = [
        incident_data(site, incident, role, language) for incident in site.school.incidents.open.values()
    ]
    return {"now": clock.now().utc, "incidents": shown, "rehearsals": rehearsals}


def incident_data(site: Site, incident: Incident, role: Role, language: str | None = None) -> JsonObjectType:
    """Return an incident as it stands; what people wrote and who acted only for a role that may read the history."""
    reads = may(role, Right.READ_HISTORY)
    confirmation = confirmation_of(incident)
    return {
        "incident_id": incident.incident_id,
        "number": incident.number,
        "kind": str(incident.kind),
        "mode": str(incident.mode),
        "state": str(incident.state),
        "disposition": None if incident.disposition is None else str(incident.disposition),
        "attended": incident.attended,
        "raised_at": incident.raised_at,
        "level": incident.level,
        "escalates_at": _escalates_at(site, incident),
        "confirmation": str(confirmation),
        "told_at": incident.raised_at + hold_of(incident) if confirmation is Confirmation.WAITING else None,
        "place": place_data(site, incident.place, language),
        "original_place": place_data(site, incident.original_place, language),
        "located_at": incident.placed_at[incident.presses[-1].press_id],
        "doubts": [str(doubt) for doubt in doubts_of(incident)],
        "presses": len(incident.presses),
        "latest": [_press(incident, press) for press in incident.presses[-LATEST:]],
        "checklist": _checklist(incident, reads=reads),
        "steps": [step for event in incident.history if (step := _step(event, reads=reads)) is not None],
        "answers": _answers(incident, reads=reads),
        "notes": _notes(incident) if reads else None,
    }


def place_data(site: Site, place: Place, language: str | None = None) -> JsonObjectType:
    """Return a place; `why` in a language whose phrases are loaded, or that of the installation."""
    return {
        "room": place.room.name if place.room else None,
        "room_id": place.room.room_id if place.room else None,
        "floor": place.floor,
        "floor_id": _floor_id(place),
        "kind": place.room.kind if place.room is not None else None,
        "door": place.room.door if place.room is not None else None,
        "method": str(place.method),
        "word": place.word,
        "probability": probability_of(place),
        "floor_word": place.floor_word,
        "floor_probability": floor_probability_of(place),
        "floors": [floor.name for floor in place.floors],
        "others": [
            {"room": one.room.name, "room_id": one.room.room_id, "probability": one.probability}
            for one in others_of(place)
        ],
        "hearers": place.hearers,
        "masked": list(place.masked),
        "why": why(site.hass, place, language),
    }


def _floor_id(place: Place) -> str | None:
    """Return the floor of a place: that of its room, or the most probable one."""
    if place.room is not None:
        return place.room.floor_id
    return place.floors[0].floor_id if place.floors else None


def _escalates_at(site: Site, incident: Incident) -> float | None:
    """Return when more people are told unless somebody acts before; None if that will not happen by itself."""
    now = clock.now()
    deadline = site.school.escalates_at(incident)
    return None if deadline is None else now.utc + deadline - now.steady


def _checklist(incident: Incident, *, reads: bool) -> list[JsonValueType]:
    """Return what is to be done, and who did what of it when."""
    return [
        {
            "step": number,
            "text": text,
            "at": done.at if (done := incident.checked.get(number)) is not None else None,
            "by": done.actor.name if done is not None and reads else None,
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


def _press(incident: Incident, press: Press) -> JsonObjectType:
    """Return one press and where it came from."""
    place = incident.places[press.press_id]
    return {
        "press_id": press.press_id,
        "at": press.at,
        "transmitter": label_of(press),
        "kind": str(press.kind),
        "room": place.room.name if place.room else None,
        "room_id": place.room.room_id if place.room else None,
        "floor": place.floor,
        "floor_id": _floor_id(place),
        "word": place.word,
        "doubts": [str(doubt) for doubt in press.doubts],
    }


def _step(event: IncidentEvent, *, reads: bool) -> JsonObjectType | None:
    """Return what somebody did with an incident; None for what nobody did."""
    actor = getattr(event, "actor", None)
    if actor is None:
        return None
    return {
        "type": name_of(event),
        "at": event.at,
        "by": actor.name if reads else None,
        "by_kind": str(actor.kind),
        "reason": getattr(event, "reason", "") if reads else None,
    }
