"""Why a press is placed where it is, such as "Room 204 (87 %): heard strongest by 2-East; next Room 206 (9 %)"."""

from typing import Final

from homeassistant.core import HomeAssistant, callback

from .core.events import Candidate, Method, Place, Word
from .notices import others_of
from .phrases import say

NEXT: Final = 2
"""Other rooms that are said."""

_LEAST: Final = 0.01
"""A room that is less probable is not worth a word."""


@callback
def why(hass: HomeAssistant, place: Place, language: str | None = None) -> str:
    """Return where a press comes from, why so, and where else it may come from."""
    room = place.room.name if place.room is not None else ""
    by = place.heard_by or say(hass, "place_nobody", language)
    match place.method:
        case Method.SURVEYED if place.word is not Word.NEAR and place.room is not None:
            percent = _percent(place.ranked[0].probability)
            parts = [say(hass, "place_surveyed", language, room=room, percent=percent, by=by)]
            parts += _others(hass, "place_next", others_of(place), language)
        case Method.SURVEYED:
            parts = [_floor(hass, place, language), say(hass, "place_strongest_by", language, by=by)]
            parts += _others(hass, "place_perhaps", place.ranked, language)
        case Method.ONE_RECEIVER:
            parts = [_floor(hass, place, language), say(hass, "place_one_receiver", language, by=by)]
            parts += _others(hass, "place_perhaps", place.ranked, language)
        case Method.HEARD_STRONGEST:
            parts = [say(hass, "place_heard_strongest", language, room=room, by=by)]
            parts += _masked(hass, place, language)
        case method:
            parts = [say(hass, f"place_{method}", language, room=room)]
    if place.may_have_moved:
        parts.append(say(hass, "place_may_have_moved", language))
    if place.is_strange:
        parts.append(say(hass, "place_strange", language))
    if len(place.floors) > 1 and place.word is not Word.NEAR:
        parts.append(_floor(hass, place, language))
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}"


def _floor(hass: HomeAssistant, place: Place, language: str | None) -> str:
    """Return that the floor alone is known, which it is or which two it may be, and who is missing for more."""
    floors = [floor.name for floor in place.floors[:2]]
    if len(floors) > 1:
        said = say(hass, "place_two_floors", language, floor=floors[0], other=floors[1])
    elif floors:
        said = say(hass, "place_floor_only", language, floor=floors[0])
    else:
        said = say(hass, "place_area_only", language)
    return ": ".join([said, *_masked(hass, place, language)])


def _masked(hass: HomeAssistant, place: Place, language: str | None) -> list[str]:
    """Return which listeners are out of order; nothing if none is that matters."""
    if not place.masked:
        return []
    key = "place_masked" if len(place.masked) == 1 else "place_masked_several"
    return [say(hass, key, language, masked=", ".join(place.masked))]


def _others(hass: HomeAssistant, key: str, others: tuple[Candidate, ...], language: str | None) -> list[str]:
    """Return the rooms it may be besides."""
    named = [f"{one.room.name} ({_percent(one.probability)} %)" for one in others[:NEXT] if one.probability >= _LEAST]
    return [say(hass, key, language, rooms=", ".join(named))] if named else []


def _percent(probability: float) -> int:
    """Return a probability in percent."""
    return round(100 * probability)
