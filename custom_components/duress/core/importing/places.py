"""Buildings, floors and rooms from a table: what is added and changed in Home Assistant's floors and areas.

A place keeps its identity by what the file calls it, remembered since its first import, so a floor or room that was
renamed in Home Assistant is found again. Names are chosen once; nothing is ever removed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from .problems import Code, Problem, RowError
from .steps import NEW, Step, Verdict, verdicts_of
from .table import Columns, Row, read_table
from .values import fold, level_in, yes_no, yes_no_in

COLUMNS: Final[Columns] = {
    "building": ("edificio",),
    "floor": ("storey", "piso", "planta"),
    "level": ("nivel",),
    "room": ("room_name", "area", "zone", "sala", "salon", "aula", "cuarto"),
    "exterior_door": ("door", "door_number", "puerta", "puerta_exterior"),
    "outdoor": ("outside", "exterior", "aire_libre", "al_aire_libre"),
}
DASH: Final = " – "
OUTDOOR: Final = "outdoor"
EXTERIOR_DOOR: Final = "exterior_door"


class PlaceKey(NamedTuple):
    """What a file calls a place, folded; a floor has no room."""

    building: str
    floor: str
    room: str = ""


def key_text(key: PlaceKey) -> str:
    """Return a key as one text; no cell has a line break."""
    return "\n".join(key)


def text_key(text: str) -> PlaceKey:
    """Return the key in a text; parts that are not there are empty."""
    building, floor, room, *_ = (*text.split("\n"), "", "", "")
    return PlaceKey(building, floor, room)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorFacts:
    """One floor; a building is only a name that floors share."""

    floor_id: str
    name: str
    level: int | None = None
    building: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """One room; `labels` holds only "outdoor", "exterior_door" and "exterior_door:<number>"."""

    area_id: str
    name: str
    floor_id: str | None = None
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesNow:
    """What exists: floors and areas, which of them were imported under which key, and which are another site's."""

    floors: tuple[FloorFacts, ...] = ()
    areas: tuple[AreaFacts, ...] = ()
    floor_ids: Mapping[PlaceKey, str] = field(default_factory=dict)
    area_ids: Mapping[PlaceKey, str] = field(default_factory=dict)
    foreign_floors: frozenset[str] = frozenset()
    foreign_areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesPlan:
    """What a file does to the places. New ones have identifiers that begin with "new:", also in the key maps."""

    floors: tuple[Step[FloorFacts], ...]
    areas: tuple[Step[AreaFacts], ...]
    floor_ids: Mapping[PlaceKey, str]
    area_ids: Mapping[PlaceKey, str]
    good_rows: tuple[int, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    remembers: bool
    """Whether places are to be remembered under keys they did not have."""

    @property
    def verdicts(self) -> dict[int, Verdict]:
        """What happens by good row."""
        steps = [(step.row, step.verdict) for step in (*self.floors, *self.areas)]
        return verdicts_of([*((row, Verdict.KEEP) for row in self.good_rows), *steps])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.remembers and all(
            step.verdict is Verdict.KEEP for steps in (self.floors, self.areas) for step in steps
        )


def plan_places(data: bytes | str, now: PlacesNow) -> PlacesPlan:
    """Plan what a file does to the places; never raises."""
    table = read_table(data, COLUMNS)
    problems = list(table.problems)
    good = list(_consistent(_read_rows(table.rows, problems), problems))
    planner = _Planner(now, good)
    for row in good:
        planner.take(row)
    floor_ids, area_ids = {**now.floor_ids, **planner.floor_ids}, {**now.area_ids, **planner.area_ids}
    for key in planner.moved:
        del area_ids[key]
    return PlacesPlan(
        floors=tuple(planner.floors.values()),
        areas=tuple(planner.areas),
        floor_ids=floor_ids,
        area_ids=area_ids,
        good_rows=tuple(row.number for row in good),
        problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        ignored=table.ignored,
        remembers=floor_ids != now.floor_ids or area_ids != now.area_ids,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlaceRow:
    """One row with its values; `labels` says which to have (True) and not to have (False)."""

    number: int
    building: str
    floor: str
    level: int | None
    room: str
    labels: Mapping[str, bool]

    @property
    def floor_key(self) -> PlaceKey:
        """The key of the floor."""
        return PlaceKey(fold(self.building), fold(self.floor))

    @property
    def room_key(self) -> PlaceKey:
        """The key of the room."""
        return self.floor_key._replace(room=fold(self.room))


def _read_rows(rows: Iterable[Row], problems: list[Problem]) -> Iterator[_PlaceRow]:
    """Yield the rows whose values are in order, note what is wrong with the others."""
    for row in rows:
        try:
            yield _read(row)
        except RowError as error:
            problems.append(error.at(row.number))


def _read(row: Row) -> _PlaceRow:
    """Return the values of a row; RowError if one is wrong."""
    cells = row.cells
    building, room = cells.get("building", ""), cells.get("room", "")
    # A building without floors is one floor of the same name: the floor is what rooms know their building by.
    floor = cells.get("floor", building)
    level = level_in("level", cells["level"]) if "level" in cells else None
    labels = _labels(cells)
    if not floor and (level is not None or not room):
        raise RowError(Code.PLACE_MISSING, "floor")
    if labels and not room:
        raise RowError(Code.PLACE_MISSING, "room")
    return _PlaceRow(number=row.number, building=building, floor=floor, level=level, room=room, labels=labels)


def _labels(cells: Mapping[str, str]) -> dict[str, bool]:
    """Return which labels a room is to have and which not; a new door number takes the place of the old one."""
    labels: dict[str, bool] = {}
    if OUTDOOR in cells:
        labels[OUTDOOR] = yes_no_in(OUTDOOR, cells[OUTDOOR])
    if door := cells.get(EXTERIOR_DOOR):
        # "1" is the number of a door here, not a yes.
        answer = None if door.isdecimal() else yes_no(door)
        labels[EXTERIOR_DOOR if answer is not None else f"{EXTERIOR_DOOR}:{door}"] = answer is not False
    return labels


def _consistent(rows: Iterable[_PlaceRow], problems: list[Problem]) -> Iterator[_PlaceRow]:
    """Yield the rows that agree with those before them, note what is wrong with the others."""
    levels: dict[PlaceKey, _PlaceRow] = {}
    rooms: dict[PlaceKey, _PlaceRow] = {}
    for row in rows:
        said = levels.get(row.floor_key)
        if said is not None and row.level not in (None, said.level):
            error = RowError(
                Code.LEVEL_DIFFERS, "level", value=str(row.level), other=str(said.level), row=str(said.number)
            )
            problems.append(error.at(row.number))
            continue
        if row.room and (first := rooms.get(row.room_key)) is not None:
            problems.append(RowError(Code.ROOM_TWICE, "room", value=row.room, row=str(first.number)).at(row.number))
            continue
        if row.level is not None:
            levels.setdefault(row.floor_key, row)
        if row.room:
            rooms[row.room_key] = row
        yield row


class _Planner:
    """Plans one row after the other against what exists."""

    def __init__(self, now: PlacesNow, rows: list[_PlaceRow]) -> None:
        """Look at what exists and at what the whole file says."""
        self.floors: dict[PlaceKey, Step[FloorFacts]] = {}
        self.areas: list[Step[AreaFacts]] = []
        self.floor_ids: dict[PlaceKey, str] = {}
        self.area_ids: dict[PlaceKey, str] = {}
        self.moved: list[PlaceKey] = []
        self._now = now
        self._floors_now = {floor.floor_id: floor for floor in now.floors}
        self._areas_now = {area.area_id: area for area in now.areas}
        self._levels = {row.floor_key: row.level for row in reversed(rows) if row.level is not None}
        self._floor_names = {fold(floor.name): floor.floor_id for floor in now.floors}
        self._area_names = {fold(area.name): area.area_id for area in now.areas}
        self._claimed_floors = {*now.floor_ids.values(), *now.foreign_floors}
        self._claimed_areas = {*now.area_ids.values(), *now.foreign_areas}
        floor_keys, self._room_keys = {row.floor_key for row in rows}, {row.room_key for row in rows if row.room}
        self._same_floor = Counter(key.floor for key in floor_keys)
        self._same_room = Counter(key.room for key in self._room_keys)
        self._same_in_building = Counter((key.building, key.room) for key in self._room_keys)
        self._mapped_rooms: dict[tuple[str, str], list[PlaceKey]] = {}
        for key, area_id in now.area_ids.items():
            if area_id in self._areas_now and key not in self._room_keys:
                self._mapped_rooms.setdefault((key.building, key.room), []).append(key)

    def take(self, row: _PlaceRow) -> None:
        """Plan one row."""
        floor_id = self._floor(row) if row.floor else None
        if row.room:
            self._area(row, floor_id)

    def _floor(self, row: _PlaceRow) -> str:
        """Plan the floor of a row once; return its identifier."""
        key = row.floor_key
        if key in self.floors:
            return self.floor_ids[key]
        level, names = self._levels.get(key), self._names_of_floor(row)
        known = self._floors_now.get(self._now.floor_ids.get(key, ""))
        before = known or self._floor_to_adopt(key, names)
        if before is None:
            floor_id = f"{NEW}{row.number}"
            name = _free(names, self._floor_names)
            self._floor_names[fold(name)] = floor_id
            after = FloorFacts(floor_id=floor_id, name=name, level=level, building=row.building or None)
        else:
            same = before.building is not None and fold(before.building) == key.building
            after = replace(
                before,
                level=before.level if level is None else level,
                building=before.building if same or not row.building else row.building,
            )
        self._claimed_floors.add(after.floor_id)
        self.floors[key] = Step(row=row.number, before=before, after=after)
        self.floor_ids[key] = after.floor_id
        return after.floor_id

    def _area(self, row: _PlaceRow, floor_id: str | None) -> None:
        """Plan the room of a row."""
        key, names = row.room_key, self._names_of_area(row)
        known = self._areas_now.get(self._now.area_ids.get(key, ""))
        before = known or self._moved(key) or self._area_to_adopt(key, names)
        if before is None:
            area_id = f"{NEW}{row.number}"
            name = _free(names, self._area_names)
            self._area_names[fold(name)] = area_id
            labels = frozenset(label for label, wanted in row.labels.items() if wanted)
            after = AreaFacts(area_id=area_id, name=name, floor_id=floor_id, labels=labels)
        else:
            after = replace(before, floor_id=floor_id or before.floor_id, labels=_relabelled(before.labels, row.labels))
        self._claimed_areas.add(after.area_id)
        self.areas.append(Step(row=row.number, before=before, after=after))
        self.area_ids[key] = after.area_id

    def _floor_to_adopt(self, key: PlaceKey, names: list[str]) -> FloorFacts | None:
        """Return a floor somebody made by hand under one of these names."""
        for name in names:
            floor = self._floors_now.get(self._floor_names.get(fold(name), ""))
            if floor is None or floor.floor_id in self._claimed_floors:
                continue
            if floor.building is None or fold(floor.building) == key.building:
                return floor
        return None

    def _area_to_adopt(self, key: PlaceKey, names: list[str]) -> AreaFacts | None:
        """Return a room somebody made by hand under one of these names, unless it stands in another building."""
        for name in names:
            area = self._areas_now.get(self._area_names.get(fold(name), ""))
            if area is None or area.area_id in self._claimed_areas:
                continue
            floor = self._floors_now.get(area.floor_id or "")
            if floor is None or floor.building is None or fold(floor.building) == key.building:
                return area
        return None

    def _moved(self, key: PlaceKey) -> AreaFacts | None:
        """Return the one room that was imported under this name on a floor where the file no longer has it."""
        others = self._mapped_rooms.get((key.building, key.room), [])
        if len(others) != 1 or self._same_in_building[key.building, key.room] != 1:
            return None
        self.moved.append(others[0])
        return self._areas_now[self._now.area_ids[others[0]]]

    def _names_of_floor(self, row: _PlaceRow) -> list[str]:
        """Return what a new floor may be called, the shortest first."""
        plain = [row.floor] if self._same_floor[fold(row.floor)] == 1 or not row.building else []
        return [*plain, *([f"{row.building}{DASH}{row.floor}"] if row.building else [])]

    def _names_of_area(self, row: _PlaceRow) -> list[str]:
        """Return what a new room may be called, the shortest first."""
        key = row.room_key
        names = [row.room] if self._same_room[key.room] == 1 or not (row.building or row.floor) else []
        if row.building and self._same_in_building[key.building, key.room] == 1:
            names.append(f"{row.building}{DASH}{row.room}")
        if row.floor and fold(row.floor) != key.building:
            names.append(DASH.join(part for part in (row.building, row.floor, row.room) if part))
        return names or [row.room]


def _relabelled(labels: frozenset[str], wanted: Mapping[str, bool]) -> frozenset[str]:
    """Return the labels of a room after a row: what the row does not speak of stays."""
    doors = any(label.startswith(EXTERIOR_DOOR) for label in wanted)
    kept = {label for label in labels if label not in wanted and not (doors and label.startswith(EXTERIOR_DOOR))}
    return frozenset(kept | {label for label, wish in wanted.items() if wish})


def _free(names: list[str], taken: Mapping[str, str]) -> str:
    """Return the first name nobody has, with a number if there is none."""
    if free := next((name for name in names if fold(name) not in taken), None):
        return free
    number = 2
    while fold(name := f"{names[-1]} ({number})") in taken:
        number += 1
    return name
