"""A surveyed school in a few words: two floors, six rooms, four repeaters, and how loud each room is at each."""

from collections.abc import Mapping, Sequence
from typing import Final

from custom_components.duress.core.location import Layout, Model, SurveyPress, fit
from custom_components.duress.core.roster import Role, Room, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import EndDeviceReport, Mid, Uid, make_uid
from tests.core.builders import (
    EN1223S,
    GYM,
    OFFICE,
    PENDANT,
    REPEATER_EAST,
    REPEATER_WEST,
    ROOM_101,
    ROOM_204,
    a_school,
    pressed,
)

REPEATER_NORTH: Final = make_uid(Mid.REPEATER, 103)
REPEATER_SOUTH: Final = make_uid(Mid.REPEATER, 104)
HOPS: Final = {"west": REPEATER_WEST, "north": REPEATER_NORTH, "east": REPEATER_EAST, "south": REPEATER_SOUTH}

ROOM_202: Final = Room(room_id="202", name="Room 202", floor_id="upper", floor="Upper floor")
ROOM_206: Final = Room(room_id="206", name="Room 206", floor_id="upper", floor="Upper floor")
LOUD: Final[Mapping[Room, Mapping[str, int]]] = {
    OFFICE: {"west": 70, "north": 40, "east": 30},
    ROOM_101: {"west": 55, "north": 55},
    GYM: {"west": 35, "north": 70, "south": 28},
    ROOM_202: {"east": 50, "south": 34, "west": 30},
    ROOM_204: {"east": 70, "south": 45},
    ROOM_206: {"east": 45, "south": 70, "north": 26},
}
"""The level of a press in each room at each repeater that hears it."""

ROOMS: Final = {room.room_id: room for room in LOUD}
HOMES: Final = {"west": "office", "north": "gym", "east": "204", "south": "206"}


def survey(rooms: Sequence[Room] = tuple(LOUD), *, presses: int = 4) -> list[SurveyPress]:
    """Return a survey of some rooms, a little different with each press."""
    return [
        SurveyPress(
            press_id=f"{room.room_id}-{number}",
            room_id=room.room_id,
            at=float(number),
            heard={key: float(level + (number * 5 + shift * 3) % 7 - 3) for shift, (key, level) in enumerate(heard)},
            margins={},
        )
        for room in rooms
        for number in range(presses)
        for heard in [list(LOUD[room].items())]
    ]


def a_model(rooms: Sequence[Room] = tuple(LOUD)) -> Model:
    """Return the model of a survey."""
    return fit(survey(rooms), Layout({key: room.floor_id for key, room in ROOMS.items()}, HOMES))


MODEL: Final = a_model()
"""The model of the whole school."""


def a_surveyed_school(model: Model | None = MODEL) -> School:
    """Return a school with two more repeaters and a survey."""
    school = a_school(
        extra=[
            Transmitter(device_id=key, uid=HOPS[key], pti=None, label=key.title(), role=Role.REPEATER, room=room)
            for key, room in (("north", GYM), ("south", ROOM_206))
        ]
    )
    school.locator.model = model
    school.locator.rooms = ROOMS
    return school


def copies(room: Room, uid: Uid = PENDANT, *, without: Sequence[str] = (), pti: int = EN1223S) -> list[EndDeviceReport]:
    """Return the copies of a press in a room, the loudest first."""
    heard = sorted(LOUD[room].items(), key=lambda one: -one[1])
    return [pressed(uid, first_hop=HOPS[key], level=level, pti=pti) for key, level in heard if key not in without]
