"""What is installed at a site: rooms, receivers and transmitters, as the core needs to know them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ..echostream import AlarmInputs, Product, ProductKind, Uid, product_of
from ..echostream.products import REPEATER

if TYPE_CHECKING:
    from .patterns import Pattern


class Kind(StrEnum):
    """What a press asks for."""

    DURESS = "duress"
    MEDICAL = "medical"
    ASSIST = "assist"
    LOCKDOWN = "lockdown"


class Role(StrEnum):
    """What a transmitter is used for at this site."""

    PENDANT = "pendant"
    FIXED_BUTTON = "fixed_button"
    REPEATER = "repeater"
    SENSOR = "sensor"

    @property
    def calls_for_help(self) -> bool:
        """Whether its alarm bit is a press."""
        return self in (Role.PENDANT, Role.FIXED_BUTTON)


class Life(StrEnum):
    """Where a transmitter is in its life at the site."""

    IN_STOCK = "in_stock"
    ASSIGNED = "assigned"
    LOANED = "loaned"
    AWAY = "away"
    LOST = "lost"
    IN_REPAIR = "in_repair"
    RETIRED = "retired"

    @property
    def is_judged(self) -> bool:
        """Whether somebody relies on it, so that its silence is a trouble; what is not judged is never ready."""
        return self in (Life.ASSIGNED, Life.LOANED)


DEFAULT_FACTOR: Final = 3
"""Check-in intervals of silence after which a device is missing, unless it has a factor of its own (2 to 5)."""


class RoomKind(StrEnum):
    """What a responder has to know of a room beside its name."""

    ROOM = "room"
    OUTDOOR = "outdoor"
    """A zone outside, such as a playground."""
    EXTERIOR_DOOR = "exterior_door"
    """A room or area with a door to the outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room as it is called now; `room_id` and `floor_id` stay when names change, `door` numbers its exterior door."""

    room_id: str
    name: str
    floor_id: str | None = None
    floor: str | None = None
    building: str | None = None
    kind: RoomKind = RoomKind.ROOM
    door: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmitter:
    """One installed transmitter; `device_id` stays when the hardware (`uid`, `pti`) is replaced.

    `check_in` is the expected interval in seconds where a person set one, `factor` how many of them may pass in
    silence. `kinds` says what a combination of inputs asks for where that is not `kind`, `pattern` what several presses
    ask for, in place of its model's. `lost_since` is seconds since 1970, for one whose life is lost.
    """

    device_id: str
    uid: Uid
    pti: int | None
    label: str
    role: Role
    room: Room | None = None
    kind: Kind = Kind.DURESS
    kinds: Mapping[AlarmInputs, Kind] = MappingProxyType({})
    pattern: Pattern | None = None
    life: Life = Life.ASSIGNED
    factor: int = DEFAULT_FACTOR
    check_in: float | None = None
    lost_since: float | None = None
    battery_installed: date | None = None

    @property
    def product(self) -> Product:
        """The product as it was enrolled."""
        if self.role is Role.REPEATER:
            return REPEATER
        return product_of(-1 if self.pti is None else self.pti)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """One installed receiver."""

    device_id: str
    label: str
    room: Room | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The way to a monitoring endpoint, whose id is `device_id`; it is in no room."""

    device_id: str
    label: str
    room: Room | None = None


@dataclass(slots=True)
class Roster:
    """Everything installed, found by device and by radio identifier."""

    receivers: dict[str, Receiver] = field(default_factory=dict)
    transmitters: dict[str, Transmitter] = field(default_factory=dict)
    by_uid: dict[Uid, Transmitter] = field(default_factory=dict)

    def replace(self, receivers: Iterable[Receiver], transmitters: Iterable[Transmitter]) -> None:
        """Take over what is installed now."""
        self.receivers = {receiver.device_id: receiver for receiver in receivers}
        self.transmitters = {transmitter.device_id: transmitter for transmitter in transmitters}
        self.by_uid = {transmitter.uid: transmitter for transmitter in self.transmitters.values()}

    def rooms(self) -> dict[str, Room]:
        """Return every room something is installed in, by its id."""
        rooms = [one.room for one in self.receivers.values()] + [one.room for one in self.transmitters.values()]
        return {room.room_id: room for room in rooms if room is not None}


def role_of(product: Product) -> Role:
    """Return the usual role of a product; a product nobody knows is taken for a pendant, never ignored."""
    match product.kind:
        case ProductKind.FIXED:
            return Role.FIXED_BUTTON
        case ProductKind.REPEATER:
            return Role.REPEATER
        case ProductKind.PENDANT | ProductKind.UNKNOWN:
            return Role.PENDANT
        case _:
            return Role.SENSOR
