"""Walks as plain data and back, so that they can be kept over a restart. What cannot be read is no walk."""

from collections.abc import Mapping

from .evidence import sane
from .walk import Answer, Walk, WalkKind, WalkState

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None


def walk_to_data(walk: Walk) -> dict[str, Json]:
    """Return a walk as plain data."""
    return {
        "walk_id": walk.walk_id,
        "kind": str(walk.kind),
        "device_ids": list(walk.device_ids),
        "began": walk.began,
        "room_ids": list(walk.room_ids),
        "state": str(walk.state),
        "rehearsal_id": walk.rehearsal_id,
        "room_id": walk.room_id,
        "redo": [*sorted(walk.redo)],
        "put_off": [*sorted(walk.put_off)],
        "unheard": [*sorted(walk.unheard)],
        "counts_from": walk.counts_from,
        "answers": [_answer_to_data(answer) for answer in walk.answers],
    }


def walk_from_data(data: Mapping[str, Json]) -> Walk | None:
    """Return a kept walk; None if it is damaged."""
    try:
        return Walk(
            walk_id=_text(data["walk_id"]),
            kind=WalkKind(_text(data["kind"])),
            device_ids=tuple(map(_text, _list(data["device_ids"]))),
            began=_number(data["began"]),
            room_ids=tuple(map(_text, _list(data["room_ids"]))),
            state=WalkState(_text(data["state"])),
            rehearsal_id=_text(data["rehearsal_id"]),
            room_id=_maybe(data["room_id"]),
            redo=frozenset(map(_text, _list(data["redo"]))),
            put_off=frozenset(map(_text, _list(data.get("put_off", [])))),
            unheard=frozenset(map(_text, _list(data.get("unheard", [])))),
            counts_from=_number(data.get("counts_from", 0.0)),
            answers=tuple(map(_answer, _list(data["answers"]))),
        )
    except KeyError, TypeError, ValueError:
        return None


def _answer_to_data(answer: Answer) -> Json:
    """Return an answer as plain data."""
    return {
        "press_id": answer.press_id,
        "room_id": answer.room_id,
        "at": answer.at,
        "heard": dict(answer.heard),
        "margins": dict(answer.margins),
        "rank": answer.rank,
        "of": answer.of,
        "rather": list(answer.rather),
        "presses": answer.presses,
    }


def _answer(data: Json) -> Answer:
    """Return a kept answer; raises if it is damaged."""
    if not isinstance(data, dict):
        raise TypeError("an answer was expected")
    rank = data["rank"]
    return Answer(
        press_id=_text(data["press_id"]),
        room_id=_text(data["room_id"]),
        at=_number(data["at"]),
        heard=sane(_dict(data["heard"])),
        margins=sane(_dict(data["margins"])),
        rank=None if rank is None else int(_number(rank)),
        of=int(_number(data["of"])),
        rather=tuple(map(_text, _list(data["rather"]))),
        presses=int(_number(data["presses"])),
    )


def _text(value: Json) -> str:
    """Return a text or complain."""
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _maybe(value: Json) -> str | None:
    """Return a text or nothing, or complain."""
    return None if value is None else _text(value)


def _number(value: Json) -> float:
    """Return a number or complain."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("a number was expected")
    return float(value)


def _list(value: Json) -> list[Json]:
    """Return a list or complain."""
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value


def _dict(value: Json) -> dict[str, Json]:
    """Return an object or complain."""
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    return value
