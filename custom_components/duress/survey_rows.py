"""Presses and rooms of the survey as the ledger stores them, and back."""

from collections.abc import Iterable

from .core.location import Source, SurveyPress
from .core.roster import Room
from .ledger import StoredPress, StoredRoom


def in_order(presses: Iterable[SurveyPress]) -> tuple[SurveyPress, ...]:
    """Return presses in the order they were made."""
    return tuple(sorted(presses, key=lambda one: (one.at, one.press_id)))


def press_of(stored: StoredPress) -> SurveyPress:
    """Return a stored press; one whose source nobody knows was pressed on a walk."""
    source = Source(stored.source) if stored.source in set(Source) else Source.WALK
    return SurveyPress(
        press_id=stored.press_id, room_id=stored.room_id, at=stored.at, heard=stored.heard, margins=stored.margins,
        source=source, device_id=stored.device_id,
    )  # fmt: skip


def stored_press(press: SurveyPress) -> StoredPress:
    """Return a press as it is stored."""
    return StoredPress(
        press_id=press.press_id, room_id=press.room_id, at=press.at, heard=press.heard, margins=press.margins,
        source=press.source, device_id=press.device_id,
    )  # fmt: skip


def room_of(stored: StoredRoom) -> Room:
    """Return a room as it was called last."""
    return Room(
        room_id=stored.room_id, name=stored.name, floor_id=stored.floor_id, floor=stored.floor,
        building=stored.building,
    )  # fmt: skip


def stored_room(room: Room) -> StoredRoom:
    """Return a room as it is stored."""
    return StoredRoom(
        room_id=room.room_id, name=room.name, floor_id=room.floor_id, floor=room.floor, building=room.building
    )
