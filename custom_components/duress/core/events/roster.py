"""What people change about transmitters and people. Nobody is named here but who acts."""

from dataclasses import dataclass
from enum import StrEnum

from ..roster import Life
from .base import Actor, Event, Place


class Import(StrEnum):
    """What a file can bring."""

    ROSTER = "roster"
    PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeChanged(Event):
    """A device went from one state of its life to another. Who carries it is not said here."""

    device_id: str
    label: str
    life: Life
    before: Life
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderChanged(Event):
    """A device changed hands, or is due at another time, and its life stayed the same. Whose hands is not said here."""

    device_id: str
    label: str
    life: Life
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReplaced(Event):
    """A device has new hardware; `before` and `after` are printed serial numbers."""

    device_id: str
    label: str
    before: int
    after: int
    actor: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChanged(Event):
    """How many people were added to, changed on and removed from the roster."""

    added: int
    changed: int
    removed: int
    actor: Actor
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostHeard(Event):
    """A transmitter that is lost was heard at another place than before; only for a time, and only of lost ones."""

    device_id: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LostExpired(Event):
    """A lost transmitter is located no longer: the time for that is over."""

    device_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteriesChanged(Event):
    """Somebody put new batteries into transmitters on a day (ISO 8601)."""

    device_ids: tuple[str, ...]
    labels: tuple[str, ...]
    day: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported(Event):
    """Somebody imported a file; rows are counted, nobody is named."""

    import_id: str
    what: Import
    added: int
    changed: int
    unchanged: int
    left_out: int
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndone(Event):
    """Somebody undid an import; `kept` counts what was changed since and therefore stays."""

    import_id: str
    what: Import
    kept: int
    actor: Actor
