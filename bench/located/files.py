"""Measure the model on presses from files: JSON lists of {room, floor, building, heard: {receiver: level}}.

A file may also be an object with the list under "presses" and the receivers under "receivers". Levels are any decibels,
the higher the louder. Floors and rooms need unique names only within their building. Of a receiver, an entry
{room, floor, building} says in which room it hangs, or {x, y} where; then presses need x and y, too, and the nearest
survey press of the same building, and floor if it is given, says which room that is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import json
import math
from pathlib import Path
import time
from typing import Final

from custom_components.duress.core.location import Layout, SurveyPress, fit

from .scores import Truth, answer_of, judged, score

_APART: Final = "/"
_NEEDED: Final = "a list of presses, or an object with such a list under “presses”"


class BadFileError(Exception):
    """A file cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One press of a file."""

    room: str
    floor: str
    building: str
    heard: Mapping[str, float]
    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file says: presses, and receivers if it has any."""

    rows: Sequence[Row]
    receivers: Mapping[str, object]


def read(path: Path) -> Contents:
    """Read a file of presses; BadFileError if it is none."""
    said = _json(path)
    receivers: object = {}
    if isinstance(said, dict):
        receivers = said.get("receivers") or {}
        said = said.get("presses")
    if not isinstance(said, list):
        raise BadFileError(f"{path} has no presses: it must be {_NEEDED}.")
    rows = [_row(path, number, one) for number, one in enumerate(said, 1)]
    return Contents(rows=rows, receivers=_receivers(path, receivers))


def read_receivers(path: Path) -> Mapping[str, object]:
    """Read a file of receivers, an object by their names, alone or under “receivers”; BadFileError if it is none."""
    said = _json(path)
    if isinstance(said, dict) and isinstance(said.get("receivers"), dict):
        said = said["receivers"]
    return _receivers(path, said)


def measured(survey: Contents, presses: Contents, receivers: Mapping[str, object]) -> dict[str, float | int | None]:
    """Return how right and how fast the model of a survey is with some presses; BadFileError if nothing can be said."""
    if not survey.rows:
        raise BadFileError("The survey has no presses, so there is nothing to learn from.")
    if not presses.rows:
        raise BadFileError("There are no presses to be located.")
    known = {**survey.receivers, **presses.receivers, **receivers}
    homes = {name: home for name, where in known.items() if (home := _home(where, survey.rows)) is not None}
    floors: dict[str, str | None] = {_room(row): _floor(row) for row in survey.rows}
    began = time.perf_counter()
    model = fit([_press(number, row) for number, row in enumerate(survey.rows)], Layout(floors, homes))
    fitting = time.perf_counter() - began
    truths = [Truth(room=_room(row), floor=_floor(row), heard=row.heard) for row in presses.rows]
    began = time.perf_counter()
    answers = [answer_of(model, truth) for truth in truths]
    taken = time.perf_counter() - began
    found = score([judged(truth, answer) for truth, answer in zip(truths, answers, strict=True)])
    return {
        "survey_presses": len(survey.rows),
        "rooms": len(model.rooms),
        "receivers": len(model.listeners),
        "receivers_with_a_room": len(homes),
        "presses": len(truths),
        "presses_in_unsurveyed_rooms": sum(truth.room not in floors for truth in truths),
        "heard_by": round(sum(len(truth.heard) for truth in truths) / len(truths), 2),
        "room": round(found.room, 2),
        "first_three": round(found.three, 2),
        "floor": round(found.floor, 2),
        "ece": round(found.ece, 4),
        "ece_floor": round(found.floor_ece, 4),
        "ms_per_press": round(1000 * taken / len(truths), 3),
        "ms_to_fit": round(1000 * fitting, 1),
    }


def _json(path: Path) -> object:
    """Return what a file contains."""
    try:
        said: object = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise BadFileError(f"{path} is not JSON: {error}.") from error
    return said


def _row(path: Path, number: int, said: object) -> Row:
    """Return one press of a file."""
    if not isinstance(said, dict):
        raise BadFileError(f"{path}, press {number}: this is not an object with room, floor, building and heard.")
    if (room := _name(said.get("room"))) is None:
        raise BadFileError(f"{path}, press {number}: “room” is missing; it must be a text or a number.")
    heard = said.get("heard")
    if not isinstance(heard, dict):
        raise BadFileError(f"{path}, press {number}: “heard” is missing; it must be an object, a level by receiver.")
    return Row(
        room=room,
        floor=_name(said.get("floor")) or "",
        building=_name(said.get("building")) or "",
        heard={name: level for name, said in heard.items() if (level := _number(said)) is not None},
        place=_place(said),
    )


def _receivers(path: Path, said: object) -> Mapping[str, object]:
    """Return receivers by their names."""
    if not isinstance(said, dict):
        raise BadFileError(f"{path}: receivers must be an object by their names, each with room or x and y.")
    return said


def _home(where: object, rows: Sequence[Row]) -> str | None:
    """Return the room that a receiver hangs in, None for one that does not say."""
    if not isinstance(where, dict):
        return None
    building, floor, room = (_name(where.get(key)) for key in ("building", "floor", "room"))
    if room is not None:
        return _APART.join((building or "", floor or "", room))
    if (place := _place(where)) is None:
        return None
    near = [
        (math.dist(place, row.place), _room(row))
        for row in rows
        if row.place is not None and building in (None, row.building) and floor in (None, row.floor)
    ]
    return min(near)[1] if near else None


def _press(number: int, row: Row) -> SurveyPress:
    """Return a row as a survey press."""
    return SurveyPress(press_id=str(number), room_id=_room(row), at=float(number), heard=row.heard, margins={})


def _floor(row: Row) -> str:
    """Return a floor's name, unique over all buildings."""
    return _APART.join((row.building, row.floor))


def _room(row: Row) -> str:
    """Return a room's name, unique over all buildings."""
    return _APART.join((row.building, row.floor, row.room))


def _name(said: object) -> str | None:
    """Return a name that may also be written as a number."""
    if isinstance(said, bool) or not isinstance(said, (str, int, float)):
        return None
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    return str(said).strip() or None


def _number(said: object) -> float | None:
    """Return a number, None for anything else: a dirty level is left out."""
    if isinstance(said, bool) or not isinstance(said, (int, float)):
        return None
    try:
        number = float(said)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _place(said: Mapping[str, object]) -> tuple[float, float] | None:
    """Return x and y, if both are there."""
    x, y = _number(said.get("x")), _number(said.get("y"))
    return None if x is None or y is None else (x, y)
