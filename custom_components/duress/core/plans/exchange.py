"""All plans of a site as one file: the images in it, every place by its id and by its name.

Another site, or the same one later, may have other ids: what a file names is found by id first, then by name. A floor
that a file has becomes as the file says; floors it has not stay as they are. What a file says nothing of stays, too:
things for responders in an older one, contacts in one that somebody exported who may not see names.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .facts import MOST_FACTS, Fact, fact_key, kind_from, label_from
from .pack import WHOLE, Contact, ContactsError, Pack, contacts_from
from .pictures import MAX_BYTES, Picture, PictureError, look_at
from .plan import MOST_PINS, NOWHERE, Json, Pin, Plan, is_number, listener_key, room_key

FORMAT: Final = "duress-plans"
FORMAT_VERSION: Final = 2
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
    facts: Mapping[str, tuple[Fact, Pin | None]] | None
    contacts: tuple[Contact, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansFile:
    """What a file says; `contacts` are those of the whole site."""

    floors: tuple[_Floor, ...]
    contacts: tuple[Contact, ...] | None = None

    @property
    def has_contacts(self) -> bool:
        """Whether it says whom to call."""
        return self.contacts is not None or any(one.contacts is not None for one in self.floors)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorImport:
    """What importing a file would make of one floor; `left_out` are what the file places and this floor has not."""

    floor: FloorFacts
    plan: Plan
    data: bytes
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing a file would do; `unknown` are floors that are not here, `packs` those with other contacts."""

    floors: tuple[FloorImport, ...]
    unknown: tuple[str, ...]
    packs: Mapping[str, Pack]


def file_data(
    site: str,
    floors: Iterable[FloorFacts],
    plans: Mapping[str, Plan],
    data: Mapping[str, bytes],
    packs: Mapping[str, Pack] | None = None,
) -> dict[str, Json]:
    """Return the plans of a site as a file has them; `data` are the images by name. The same plans give the same.

    Without `packs` it says nothing of contacts.
    """
    written: list[Json] = []
    for floor in floors:
        plan, calls = plans.get(floor.floor_id, Plan()), _contacts(packs, floor.floor_id)
        if plan.is_empty and not any(calls.values()):
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
        row["facts"] = [_fact_row(key, one, plan.pins.get(fact_key(key))) for key, one in sorted(plan.facts.items())]
        written.append({**row, **calls})
    head: dict[str, Json] = {"format": FORMAT, "format_version": FORMAT_VERSION, "site": site}
    return {**head, **_contacts(packs, WHOLE), "floors": written}


def _contacts(packs: Mapping[str, Pack] | None, key: str) -> dict[str, Json]:
    """Return whom to call as a file has it."""
    return {} if packs is None else {"contacts": [one.row for one in packs.get(key, Pack()).contacts]}


def _fact_row(fact_id: str, fact: Fact, pin: Pin | None) -> dict[str, Json]:
    """Return a thing for responders as a file has it."""
    spot: dict[str, Json] = {"x": None, "y": None} if pin is None else {"x": pin.x, "y": pin.y}
    return {"id": fact_id, "kind": str(fact.kind), "label": fact.label, **spot}


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
    return PlansFile(floors=tuple(map(_floor, floors)), contacts=_called(data))


def plan_import(
    file: PlansFile,
    floors: Iterable[FloorFacts],
    plans: Mapping[str, Plan],
    packs: Mapping[str, Pack] | None = None,
) -> ImportPlan:
    """Return what a file would change; nothing is changed. Without `packs` contacts are left as they are."""
    here = list(floors)
    called = {} if file.contacts is None else {WHOLE: file.contacts}
    found: dict[str, FloorImport] = {}
    unknown: list[str] = []
    for one in file.floors:
        floor = _same_floor(one, here)
        if floor is None or floor.floor_id in found:
            unknown.append(one.name or one.floor_id)
            continue
        pins, left_out = _found(one.things, floor)
        before = plans.get(floor.floor_id, Plan())
        facts, spots = _facts_of(one, before)
        wanted = Plan(picture=one.picture, pins={**pins, **spots}, facts=facts)
        if one.contacts is not None:
            called[floor.floor_id] = one.contacts
        found[floor.floor_id] = FloorImport(floor=floor, plan=before.become(wanted), data=one.data, left_out=left_out)
    changed = {} if packs is None else {key: packs.get(key, Pack()).call(one) for key, one in called.items()}
    return ImportPlan(floors=tuple(found.values()), unknown=tuple(unknown), packs=changed)


def _facts_of(floor: _Floor, before: Plan) -> tuple[dict[str, Fact], dict[str, Pin]]:
    """Return the things for responders that a floor is to have, and where they are."""
    if floor.facts is None:
        return dict(before.facts), {key: pin for key, pin in before.pins.items() if key in before.labels}
    spots = {fact_key(key): pin for key, (_, pin) in floor.facts.items() if pin is not None}
    return {key: fact for key, (fact, _) in floor.facts.items()}, spots


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
        facts=_facts(data["facts"]) if "facts" in data else None,
        contacts=_called(data),
    )


def _called(data: Mapping[object, object]) -> tuple[Contact, ...] | None:
    """Return whom to call, as a file or a floor of it says; None if it says nothing."""
    if "contacts" not in data:
        return None
    try:
        return contacts_from(data["contacts"])
    except ContactsError as error:
        raise PlansFileError("file_is_damaged") from error


def _facts(rows: object) -> dict[str, tuple[Fact, Pin | None]]:
    """Return the things for responders of a file; raises PlansFileError."""
    if not isinstance(rows, list) or len(rows) > MOST_FACTS:
        raise PlansFileError("file_is_damaged")
    found: dict[str, tuple[Fact, Pin | None]] = {}
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise PlansFileError("file_is_damaged")
        fact = Fact(kind=kind_from(row.get("kind")), label=label_from(row.get("label")))
        spot = None if row.get("x") is None else _thing(row, "")
        fact_id = _text(row.get("id"))
        # An id that is none, or was there before, gets one that the next import finds again.
        if not fact_id.isalnum() or fact_id in found:
            fact_id = f"file{number}"
        found[fact_id] = (fact, None if spot is None else Pin(x=spot.x, y=spot.y))
    return found


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
