"""What is installed at a site: rooms, receivers and transmitters, as the core needs to know them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ..echostream import Product, ProductKind, Uid, product_of
from ..echostream.products import REPEATER


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room as it is called now; `room_id` and `floor_id` stay when names change."""

    room_id: str
    name: str
    floor_id: str | None = None
    floor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmitter:
    """One installed transmitter; `device_id` stays when the hardware (`uid`, `pti`) is replaced."""

    device_id: str
    uid: Uid
    pti: int | None
    label: str
    role: Role
    room: Room | None = None
    kind: Kind = Kind.DURESS

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
