"""Surveys as files: written in full, read with mistrust, and planned against what is there before anything changes.

The format has a name and a version of its own (docs/survey.md). A file is refused as a whole or read as a whole.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Final

from ..roster import Room
from .evidence import level_of
from .survey import Source, SurveyPress

FORMAT: Final = "duress-survey"
VERSION: Final = 1

MOST_PRESSES: Final = 50_000
MOST_ROOMS: Final = 5_000
MOST_LISTENERS: Final = 1_000
LONGEST: Final = 200
"""Characters of a name or an id."""


type Json = dict[str, Json] | list[Json] | str | int | float | bool | None


class Flaw(StrEnum):
    """Why a file is refused."""

    NOT_A_SURVEY = "not_a_survey"
    NEWER = "newer"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"


class SurveyFileError(Exception):
    """A file that is no survey; nothing has changed. `where` is what was being read."""

    def __init__(self, flaw: Flaw, where: str = "") -> None:
        """Keep what is wrong with it."""
        super().__init__(f"{flaw} {where}".strip())
        self.flaw = flaw
        self.where = where


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Something that hears presses; `uid` is its radio identifier, empty for a receiver, `since` as in the survey."""

    listener_id: str
    label: str
    uid: str = ""
    since: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFile:
    """What a file says."""

    rooms: tuple[Room, ...]
    listeners: tuple[Listener, ...]
    presses: tuple[SurveyPress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing a file would do: presses that come and go, and what it says that is not known here.

    `known` counts presses that are here already, `unheard` those that nobody heard who is installed here. `since` is
    when listeners were moved, where the file knows of a later time.
    """

    coming: tuple[SurveyPress, ...]
    leaving: tuple[str, ...]
    unknown_rooms: tuple[str, ...]
    unknown_listeners: tuple[str, ...]
    known: int
    unheard: int
    since: Mapping[str, float]


def survey_data(
    rooms: Iterable[Room], listeners: Iterable[Listener], presses: Iterable[SurveyPress]
) -> dict[str, Json]:
    """Return a survey as a file has it."""
    return {
        "format": FORMAT,
        "format_version": VERSION,
        "rooms": [{"id": one.room_id, "name": one.name, "floor": one.floor, "building": one.building} for one in rooms],
        "listeners": [
            {"id": one.listener_id, "label": one.label, "uid": one.uid, "since": one.since} for one in listeners
        ],
        "presses": [
            {
                "id": one.press_id,
                "room": one.room_id,
                "at": one.at,
                "source": str(one.source),
                "pendant": one.device_id,
                "heard": {key: [level, one.margins.get(key)] for key, level in sorted(one.heard.items())},
            }
            for one in presses
        ],
    }


def read_survey(data: object) -> SurveyFile:
    """Return what a file says; raises SurveyFileError."""
    try:
        return _read(data)
    except (OverflowError, RecursionError) as error:
        raise SurveyFileError(Flaw.DAMAGED) from error


def _read(data: object) -> SurveyFile:
    """Return what a file says."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise SurveyFileError(Flaw.NOT_A_SURVEY)
    version = data.get("format_version")
    if isinstance(version, int) and version > VERSION:
        raise SurveyFileError(Flaw.NEWER, str(version))
    if version != VERSION or isinstance(version, bool):
        raise SurveyFileError(Flaw.NOT_A_SURVEY)
    rooms = [_room(item, f"rooms[{at}]") for at, item in _items(data, "rooms", MOST_ROOMS)]
    listeners = [_listener(item, f"listeners[{at}]") for at, item in _items(data, "listeners", MOST_LISTENERS)]
    presses = [_press(item, f"presses[{at}]") for at, item in _items(data, "presses", MOST_PRESSES)]
    _check_names("rooms", [one.room_id for one in rooms])
    _check_names("listeners", [one.listener_id for one in listeners])
    _check_names("presses", [one.press_id for one in presses])
    known_rooms, known_listeners = {one.room_id for one in rooms}, {one.listener_id for one in listeners}
    for at, press in enumerate(presses):
        if press.room_id not in known_rooms or not press.heard.keys() <= known_listeners:
            raise SurveyFileError(Flaw.DAMAGED, f"presses[{at}]")
    return SurveyFile(rooms=tuple(rooms), listeners=tuple(listeners), presses=tuple(presses))


def plan_import(
    file: SurveyFile,
    rooms: Mapping[str, Room],
    listeners: Sequence[Listener],
    current: Sequence[SurveyPress],
    *,
    replace: bool,
) -> ImportPlan:
    """Return what a file would do here: rooms and listeners are found by id, else by what they are called.

    With `replace` the survey is what the file says after that; else presses that are here stay as they are.
    """
    places = {one.room_id: _same_room(one, rooms) for one in file.rooms}
    names = {one.listener_id: _same_listener(one, listeners) for one in file.listeners}
    here = {one.press_id: one for one in current}
    coming: list[SurveyPress] = []
    kept: set[str] = set()
    known = unheard = 0
    for press in file.presses:
        if (room_id := places[press.room_id]) is None:
            continue
        moved = _renamed(press, room_id, names)
        if not moved.heard:
            unheard += 1
        elif press.press_id in here and (not replace or here[press.press_id] == moved):
            known += 1
            kept.add(press.press_id)
        else:
            coming.append(moved)
    leaving = [key for key in here if key not in kept] if replace else []
    return ImportPlan(
        coming=tuple(coming),
        leaving=tuple(leaving),
        unknown_rooms=tuple(one.name for one in file.rooms if places[one.room_id] is None),
        unknown_listeners=tuple(one.label for one in file.listeners if names[one.listener_id] is None),
        known=known,
        unheard=unheard,
        since={key: one.since for one in file.listeners if one.since > 0 and (key := names[one.listener_id])},
    )


def _renamed(press: SurveyPress, room_id: str, names: Mapping[str, str | None]) -> SurveyPress:
    """Return a press with the rooms and listeners of this site."""
    return SurveyPress(
        press_id=press.press_id,
        room_id=room_id,
        at=press.at,
        heard={name: level for key, level in press.heard.items() if (name := names[key]) is not None},
        margins={name: margin for key, margin in press.margins.items() if (name := names[key]) is not None},
        source=press.source,
        device_id=press.device_id,
    )


def _same_room(room: Room, rooms: Mapping[str, Room]) -> str | None:
    """Return the room of this site that a file means: the one with its id, else the only one that is called so."""
    if room.room_id in rooms:
        return room.room_id
    for parts in (("building", "floor", "name"), ("floor", "name"), ("name",)):
        wanted = [_plain(getattr(room, part)) for part in parts]
        found = [key for key, one in rooms.items() if [_plain(getattr(one, part)) for part in parts] == wanted]
        if len(found) == 1:
            return found[0]
    return None


def _same_listener(listener: Listener, listeners: Sequence[Listener]) -> str | None:
    """Return the listener of this site that a file means: by id, by radio identifier, a receiver by its label."""
    ways: tuple[Callable[[Listener], bool], ...] = (
        lambda one: one.listener_id == listener.listener_id and one.uid in ("", listener.uid),
        lambda one: bool(one.uid) and one.uid == listener.uid,
        lambda one: not one.uid and not listener.uid and _plain(one.label) == _plain(listener.label),
        lambda one: one.listener_id == listener.listener_id,
    )
    for same in ways:
        found = [one.listener_id for one in listeners if same(one)]
        if len(found) == 1:
            return found[0]
    return None


def _plain(name: str | None) -> str:
    """Return a name as it is compared."""
    return " ".join((name or "").casefold().split())


def _check_names(where: str, names: Sequence[str]) -> None:
    """Refuse ids that are given twice."""
    if len(set(names)) != len(names):
        raise SurveyFileError(Flaw.DAMAGED, where)


def _items(data: Mapping[str, object], key: str, most: int) -> Iterable[tuple[int, object]]:
    """Return the numbered parts of a list of a file."""
    found = data.get(key)
    if not isinstance(found, (list, tuple)):
        raise SurveyFileError(Flaw.DAMAGED, key)
    if len(found) > most:
        raise SurveyFileError(Flaw.TOO_LARGE, key)
    return enumerate(found)


def _object(item: object, where: str) -> Mapping[str, object]:
    """Return an object or refuse the file."""
    if not isinstance(item, Mapping):
        raise SurveyFileError(Flaw.DAMAGED, where)
    return item


def _text(item: object, where: str) -> str:
    """Return a text that says something or refuse the file."""
    if not isinstance(item, str) or not item.strip() or len(item) > LONGEST:
        raise SurveyFileError(Flaw.DAMAGED, where)
    return item


def _maybe(item: object, where: str) -> str | None:
    """Return a text or nothing, or refuse the file."""
    return None if item is None else _text(item, where)


def _moment(item: object, where: str) -> float:
    """Return seconds since 1970 or refuse the file."""
    if isinstance(item, bool) or not isinstance(item, (int, float)) or not isfinite(item) or item < 0:
        raise SurveyFileError(Flaw.DAMAGED, where)
    return float(item)


def _room(item: object, where: str) -> Room:
    """Return a room or refuse the file."""
    data = _object(item, where)
    return Room(
        room_id=_text(data.get("id"), where),
        name=_text(data.get("name"), where),
        floor=_maybe(data.get("floor"), where),
        building=_maybe(data.get("building"), where),
    )


def _listener(item: object, where: str) -> Listener:
    """Return a listener or refuse the file."""
    data = _object(item, where)
    uid = data.get("uid", "")
    return Listener(
        listener_id=_text(data.get("id"), where),
        label=_text(data.get("label"), where),
        uid="" if uid in ("", None) else _text(uid, where),
        since=_moment(data.get("since", 0.0), where),
    )


def _press(item: object, where: str) -> SurveyPress:
    """Return a press or refuse the file."""
    data = _object(item, where)
    source = data.get("source")
    if not isinstance(source, str) or source not in set(Source):
        raise SurveyFileError(Flaw.DAMAGED, where)
    heard: dict[str, float] = {}
    margins: dict[str, float] = {}
    for key, pair in _object(data.get("heard"), where).items():
        if not isinstance(pair, (list, tuple)) or len(pair) != 2 or (level := level_of(pair[0])) is None:
            raise SurveyFileError(Flaw.DAMAGED, where)
        heard[_text(key, where)] = level
        if pair[1] is not None:
            if (margin := level_of(pair[1])) is None:
                raise SurveyFileError(Flaw.DAMAGED, where)
            margins[key] = margin
    return SurveyPress(
        press_id=_text(data.get("id"), where),
        room_id=_text(data.get("room"), where),
        at=_moment(data.get("at"), where),
        heard=heard,
        margins=margins,
        source=Source(source),
        device_id=_maybe(data.get("pendant"), where),
    )
