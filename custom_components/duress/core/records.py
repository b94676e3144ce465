"""Events to plain data and back, so that they can be stored, exported and replayed byte for byte."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
import re
from types import NoneType, UnionType
from typing import Final, Union, get_args, get_origin, get_type_hints

from . import events
from .events import Event

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None

_BASES: Final = (
    events.Event,
    events.IncidentEvent,
    events.TroubleEvent,
    events.RehearsalEvent,
    events.RehearsalStarted,
    events.RehearsalEnded,
    events.BypassEvent,
    events.PanelOutputEvent,
)

EVENTS: Final[dict[str, type[Event]]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(): kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind not in _BASES
}
_NAMES: Final = {kind: name for name, kind in EVENTS.items()}
_PLAIN: Final = frozenset({NoneType, str, bool, int, float})
_FIELDS: Final[dict[type, tuple[str, ...]]] = {}


def name_of(event: Event) -> str:
    """Return the kind of an event as it is stored, such as "incident_raised"."""
    return _NAMES[type(event)]


def to_data(value: object) -> Json:
    """Return the plain data of an event or of anything inside one."""
    kind = type(value)
    if kind in _PLAIN:
        return value  # type: ignore[return-value] # one of the plain types, which the checker cannot see
    if (names := _FIELDS.get(kind)) is not None:
        return {name: to_data(getattr(value, name)) for name in names}
    match value:
        case Enum():
            return to_data(value.value)
        case tuple() | list():
            return [to_data(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        _FIELDS[kind] = tuple(field.name for field in fields(value))
        return to_data(value)
    raise TypeError(f"{kind.__name__} cannot be stored")


def from_data(name: str, data: Json) -> Event:
    """Return the event stored as `data` under the kind `name`; ValueError if it is none."""
    if name not in EVENTS:
        raise ValueError(f"no event is called {name!r}")
    try:
        event = _READERS[name](data)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is not a stored {name}: {error!r}") from error
    assert isinstance(event, Event)  # noqa: S101 - narrows the reader's result for the type checker
    return event


def _reader(hint: object) -> Callable[[Json], object]:
    """Return what turns plain data into a value of a type."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (inner,) = (_reader(argument) for argument in arguments if argument is not NoneType)
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda data: tuple(item(part) for part in _as_list(data))
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_reader(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is float:
        return lambda data: float(_as_number(data))
    if isinstance(hint, type) and hint in (str, int, bool):
        return _plain_reader(hint)
    raise TypeError(f"{hint!r} cannot be stored")


def _dataclass_reader(kind: type) -> Callable[[Json], object]:
    """Return what reads a dataclass; fields that are not there take their default."""
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(data: Json) -> object:
        if not isinstance(data, dict):
            raise TypeError(f"an object for {kind.__name__} was expected")
        return kind(**{name: readers[name](value) for name, value in data.items() if name in readers})

    return read


def _plain_reader(kind: type) -> Callable[[Json], object]:
    """Return what lets a plain value of exactly this type through."""

    def read(data: Json) -> object:
        if type(data) is not kind:
            raise TypeError(f"{data!r} is not {kind.__name__}")
        return data

    return read


def _as_list(data: Json) -> list[Json]:
    """Return a list or complain."""
    if not isinstance(data, list):
        raise TypeError(f"{data!r} is not a list")
    return data


def _as_number(data: Json) -> float:
    """Return a number or complain."""
    if isinstance(data, bool) or not isinstance(data, (int, float)):
        raise TypeError(f"{data!r} is not a number")
    return data


_READERS: Final = {name: _dataclass_reader(kind) for name, kind in EVENTS.items()}
