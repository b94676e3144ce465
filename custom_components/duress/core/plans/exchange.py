"""All plans of a site as one file: the images in it, every place by its id and by its name.

Another site, or the same one later, may have other ids: what a file names is found by id first, then by name. A floor
that a file has becomes as the file says; floors it has not stay as they are.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .pictures import MAX_BYTES, Picture, PictureError, look_at
from .plan import MOST_PINS, NOWHERE, Json, Pin, Plan, is_number, listener_key, room_key

FORMAT: Final = "duress-plans"
FORMAT_VERSION: Final = 1
MOST_FLOORS: Final = 200

_THINGS: Final = (("rooms", room_key), ("listeners", listener_key))


class PlansFileError(Exception):
    """A file that has no plans; nothing has changed. `why` is the key of the sentence that says so."""

    def __init__(self, why: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorFacts:
    """A floor as it is here: what is on it is called how, by key. What is in no room may be on any floor."""

    floor_id: str
    name: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    """A room, receiver or repeater as a file has it."""

    key: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Floor:
    """A floor as a file has it."""

    floor_id: str
    name: str
    picture: Picture | None
    data: bytes
    things: tuple[_Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansFile:
    """What a file says."""

    floors: tuple[_Floor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorImport:
    """What importing a file would make of one floor; `left_out` are what the file places and this floor has not."""

    floor: FloorFacts
    plan: Plan
    data: bytes
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing a file would do; `unknown` are floors that are not here."""

    floors: tuple[FloorImport, ...]
    unknown: tuple[str, ...]


def file_data(
    site: str, floors: Iterable[FloorFacts], plans: Mapping[str, Plan], data: Mapping[str, bytes]
) -> dict[str, Json]:
    """Return the plans of a site as a file has them; `data` are the images by name. The same plans give the same."""
    written: list[Json] = []
    for floor in floors:
        plan = plans.get(floor.floor_id)
        if plan is None or plan.is_empty:
            continue
        one = plan.picture if plan.picture is not None and plan.picture.name in data else None
        row: dict[str, Json] = {
            "floor_id": floor.floor_id,
            "floor": floor.name,
            "picture": None
            if one is None
            else {"kind": str(one.kind), "data": base64.b64encode(data[one.name]).decode("ascii")},
        }
        for what, key_of in _THINGS:
            start = key_of("")
            row[what] = [
                {"id": key.removeprefix(start), "name": floor.names[key], "x": pin.x, "y": pin.y}
                for key, pin in sorted(plan.pins.items())
                if key.startswith(start) and key in floor.names
            ]
        written.append(row)
    return {"format": FORMAT, "format_version": FORMAT_VERSION, "site": site, "floors": written}


def read_file(data: object) -> PlansFile:
    """Return what a file says; raises PlansFileError, as a whole or not at all."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise PlansFileError("file_is_other")
    version = data.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise PlansFileError("file_is_newer")
    floors = data.get("floors")
    if not isinstance(floors, list) or len(floors) > MOST_FLOORS:
        raise PlansFileError("file_is_damaged")
    return PlansFile(floors=tuple(map(_floor, floors)))


def plan_import(file: PlansFile, floors: Iterable[FloorFacts], plans: Mapping[str, Plan]) -> ImportPlan:
    """Return what a file would change; nothing is changed."""
    here = list(floors)
    found: dict[str, FloorImport] = {}
    unknown: list[str] = []
    for one in file.floors:
        floor = _same_floor(one, here)
        if floor is None or floor.floor_id in found:
            unknown.append(one.name or one.floor_id)
            continue
        pins, left_out = _found(one.things, floor)
        before = plans.get(floor.floor_id, Plan())
        wanted = Plan(picture=one.picture, pins=pins)
        found[floor.floor_id] = FloorImport(floor=floor, plan=before.become(wanted), data=one.data, left_out=left_out)
    return ImportPlan(floors=tuple(found.values()), unknown=tuple(unknown))


def _found(things: Iterable[_Thing], floor: FloorFacts) -> tuple[dict[str, Pin], tuple[str, ...]]:
    """Return the positions of what a floor has, and the names of what it has not."""
    known = {(_kind(key), _plain(name)): key for key, name in reversed(list(floor.names.items()))}
    pins: dict[str, Pin] = {}
    left_out: list[str] = []
    for thing in things:
        named = known.get((_kind(thing.key), _plain(thing.name)))
        key = thing.key if thing.key in floor.names else named
        if key is None or key in pins:
            left_out.append(thing.name)
        else:
            pins[key] = Pin(x=thing.x, y=thing.y)
    return pins, tuple(left_out)


def _kind(key: str) -> str:
    """Return what a key is the key of."""
    return key.partition(":")[0]


def _same_floor(one: _Floor, here: list[FloorFacts]) -> FloorFacts | None:
    """Return the floor that a file means."""
    by_id = next((floor for floor in here if floor.floor_id == one.floor_id), None)
    if by_id is not None or one.floor_id == NOWHERE:
        return by_id
    return next((floor for floor in here if floor.name and _plain(floor.name) == _plain(one.name)), None)


def _floor(data: object) -> _Floor:
    """Return a floor of a file; raises PlansFileError."""
    if not isinstance(data, Mapping):
        raise PlansFileError("file_is_damaged")
    picture, content = _picture(data.get("picture"))
    things: list[_Thing] = []
    for what, key_of in _THINGS:
        rows = data.get(what, [])
        if not isinstance(rows, list) or len(rows) > MOST_PINS:
            raise PlansFileError("file_is_damaged")
        things += (_thing(row, key_of("")) for row in rows)
    return _Floor(
        floor_id=_text(data.get("floor_id")),
        name=_text(data.get("floor")),
        picture=picture,
        data=content,
        things=tuple(things),
    )


def _picture(data: object) -> tuple[Picture | None, bytes]:
    """Return an image of a file with its bytes; raises PlansFileError."""
    if data is None:
        return None, b""
    text = data.get("data") if isinstance(data, Mapping) else None
    if not isinstance(text, str) or len(text) > MAX_BYTES * 4 // 3 + 4:
        raise PlansFileError("file_is_damaged")
    try:
        content = base64.b64decode(text, validate=True)
        return look_at(content), content
    except (binascii.Error, ValueError, PictureError) as error:
        raise PlansFileError("file_is_damaged") from error


def _thing(data: object, start: str) -> _Thing:
    """Return a position of a file; raises PlansFileError."""
    if not isinstance(data, Mapping):
        raise PlansFileError("file_is_damaged")
    x, y = data.get("x"), data.get("y")
    if not (is_number(x) and is_number(y) and 0 <= x <= 1 and 0 <= y <= 1):
        raise PlansFileError("file_is_damaged")
    name, thing_id = _text(data.get("name")), _text(data.get("id"))
    return _Thing(key=f"{start}{thing_id}", name=name or thing_id, x=round(x, 4), y=round(y, 4))


def _text(value: object) -> str:
    """Return a text of a file, cut to what a name may be."""
    return value[:200] if isinstance(value, str) else ""


def _plain(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.casefold().split())
