"""Every message a receiver can send, as a frozen value; bits are named flags, decoded once.

The kinds of which a busy line brings thousands are named tuples, made four times as fast as the frozen dataclasses
that the others are. Levels and margins are the bytes as sent (larger is better, 0 to 99 in practice), measured by the
first hop.
"""

from dataclasses import dataclass
from enum import IntFlag
from typing import NamedTuple

from .products import Product, product_of
from .uid import Uid


class AlarmInputs(IntFlag):
    """The alarm inputs of an end device, STAT1 bits 0 to 3 (section 7). State, not edges."""

    INPUT_1 = 0x01
    INPUT_2 = 0x02
    INPUT_3 = 0x04
    INPUT_4 = 0x08


class EndDeviceFlags(IntFlag):
    """The other bits of an end device's status word, STAT1 in the high byte (section 7)."""

    LINE_TAMPER = 0x8000
    MAINTENANCE = 0x4000
    RESERVED_5 = 0x2000
    RESERVED_4 = 0x1000
    RESERVED_STAT0 = 0x0080
    LOW_BATTERY = 0x0040
    TAMPER = 0x0020
    NO_CHANGE = 0x0010
    RESET = 0x0008
    RESERVED_2 = 0x0004
    RESERVED_1 = 0x0002
    RESERVED_0 = 0x0001
    RESERVED = RESERVED_5 | RESERVED_4 | RESERVED_STAT0 | RESERVED_2 | RESERVED_1 | RESERVED_0


class RepeaterFlags(IntFlag):
    """A repeater's status word, STAT1 in the high byte (section 8)."""

    LAYER_ASSIGNED = 0x8000
    ONE_NEIGHBOUR = 0x4000
    CONFIG_ANSWER = 0x2000
    JAMMED = 0x0080
    LOW_BATTERY = 0x0040
    TAMPER = 0x0020
    NO_CHANGE = 0x0010
    RESET = 0x0008
    MAINS_LOST = 0x0002


class LocatorFlags(IntFlag):
    """A locator's status word, STAT1 in the high byte (section 11)."""

    CONFIG_ANSWER = 0x2000
    ACTIVATOR = 0x1000
    JAMMED = 0x0080
    LOW_BATTERY = 0x0040
    TAMPER = 0x0020
    NO_CHANGE = 0x0010
    RESET = 0x0008
    MAINS_LOST = 0x0002


class ReceiverFlags(IntFlag):
    """A receiver's own status byte STAT0 (section 4)."""

    JAMMED = 0x80
    TAMPER = 0x20
    NO_CHANGE = 0x10
    RESET = 0x08
    LINK_FAILURE = 0x01


class Route(NamedTuple):
    """How a message came: who sent it, who heard it first, who relayed it."""

    originator: Uid
    first_hop: Uid
    trace: tuple[Uid, ...] = ()
    hops: int = 0


class EndDeviceReport(NamedTuple):
    """State of a security end device: class 0x3E (section 7) or the legacy format (section 17)."""

    originator: Uid
    first_hop: Uid
    pti: int
    alarms: AlarmInputs
    flags: EndDeviceFlags
    level: int
    margin: int
    trace: tuple[Uid, ...] = ()
    hops: int = 0
    legacy: bool = False

    @property
    def product(self) -> Product:
        """The product that sends this type."""
        return product_of(self.pti)

    @property
    def is_check_in(self) -> bool:
        """Whether the device only repeats its present state."""
        return bool(self.flags & EndDeviceFlags.NO_CHANGE)


@dataclass(frozen=True, slots=True)
class DirectedCounters:
    """Traffic counters of a repeater in a directed network (section 8)."""

    low_received: int
    low_sent: int
    low_dropped: int
    high_received: int
    high_sent: int
    high_dropped: int
    neighbour_builds: int


class RepeaterStatus(NamedTuple):
    """A repeater reports about itself: class 0x41, broadcast or (with counters) directed mode (section 8)."""

    route: Route
    status: int
    level: int
    margin: int
    counters: DirectedCounters | None = None

    @property
    def flags(self) -> RepeaterFlags:
        """The named bits of the status word."""
        return RepeaterFlags(self.status & _REPEATER_BITS)

    @property
    def layer(self) -> int:
        """Layer number in a directed network, 0 to 15."""
        return self.status >> 8 & 0x0F


_REPEATER_BITS = sum(RepeaterFlags)


@dataclass(frozen=True, slots=True)
class DeviceReset:
    """A repeater or two-way device has restarted: class 0x00 (section 9)."""

    route: Route
    nid: int
    level: int
    margin: int


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Several end device messages in one: class 0x02 (section 10), in the order sent."""

    route: Route
    messages: tuple[Message, ...]
    level: int
    margin: int


@dataclass(frozen=True, slots=True)
class LocatorStatus:
    """A locator reports about itself: class 0x36, format 0 (section 11)."""

    route: Route
    status: int
    level: int
    margin: int

    @property
    def flags(self) -> LocatorFlags:
        """The named bits of the status word."""
        return LocatorFlags(self.status & _LOCATOR_BITS)


_LOCATOR_BITS = sum(LocatorFlags)


@dataclass(frozen=True, slots=True)
class LocatorReport:
    """A locator heard an end device: class 0x36, format 1 alarm or 2 tracked asset (section 11)."""

    route: Route
    format: int
    located: Uid
    located_level: int
    located_margin: int
    level: int
    margin: int


@dataclass(frozen=True, slots=True)
class CommunicatorReport:
    """A two-way communicator speaks: class 0x39 (section 12). Never a source of duress."""

    route: Route
    delivery_code: int
    command: int
    data: bytes
    level: int
    margin: int


@dataclass(frozen=True, slots=True)
class EnvironmentalReport:
    """An environmental device reports: class 0x3C (section 13), kept raw because it is outside duress."""

    route: Route
    pti: int
    payload: bytes
    level: int
    margin: int


@dataclass(frozen=True, slots=True)
class SerialDataReport:
    """Serial data of an EN1941XS: class 0x18 (section 6), not decoded by anyone."""

    route: Route
    pti: int
    payload: bytes
    level: int
    margin: int


@dataclass(frozen=True, slots=True)
class UnknownMessage:
    """A good frame whose class, or whose length for its class, nobody has documented; `payload` follows the PTI."""

    frame: bytes
    route: Route | None = None
    message_class: int = 0
    pti: int = 0
    payload: bytes = b""


class ReceiverCheckIn(NamedTuple):
    """A receiver's periodic or changed status: header 0x1C (section 4).

    `unacknowledged` counts the 0x72 messages sent since the last check-in and not acknowledged.
    """

    unacknowledged: int
    stat1: int
    status: int

    @property
    def flags(self) -> ReceiverFlags:
        """The named bits of the status byte."""
        return ReceiverFlags(self.status & _RECEIVER_BITS)


_RECEIVER_BITS = sum(ReceiverFlags)


@dataclass(frozen=True, slots=True)
class LegacyReceiverCheckIn:
    """A legacy receiver's check-in: header 0x11 (section 17), bits assumed as in 0x1C."""

    unacknowledged: int
    status: int

    @property
    def flags(self) -> ReceiverFlags:
        """The named bits of the status byte."""
        return ReceiverFlags(self.status & _RECEIVER_BITS)


@dataclass(frozen=True, slots=True)
class Ack:
    """Acknowledgement, either direction (section 5)."""


@dataclass(frozen=True, slots=True)
class Nak:
    """The receiver refuses a command (section 5)."""

    error: int


@dataclass(frozen=True, slots=True)
class DirectedConfig:
    """Answer of a directed-network receiver, header 0x35 (section 14)."""

    subcommand: int
    data: bytes

    @property
    def serial(self) -> int | None:
        """The receiver's serial number, in the answer to that question."""
        return int.from_bytes(self.data) if self.subcommand == 0x90 and len(self.data) == 3 else None

    @property
    def nid(self) -> int | None:
        """The network identifier, in the answer to that question."""
        return self.data[0] if self.subcommand == 0x82 and len(self.data) == 1 else None

    @property
    def check_in(self) -> int | None:
        """Seconds between receiver check-ins, in the answer to that question."""
        return int.from_bytes(self.data[:2]) if self.subcommand == 0x85 and len(self.data) == 3 else None


@dataclass(frozen=True, slots=True)
class BroadcastConfig:
    """Answer of a broadcast-network receiver, header 0x31 (section 14); intervals in seconds."""

    subcommand: int
    nid: int
    output_type: int
    config: int
    check_in: int
    link_supervision: int


type Message = (
    EndDeviceReport
    | RepeaterStatus
    | DeviceReset
    | Aggregate
    | LocatorStatus
    | LocatorReport
    | CommunicatorReport
    | EnvironmentalReport
    | SerialDataReport
    | UnknownMessage
    | ReceiverCheckIn
    | LegacyReceiverCheckIn
    | Ack
    | Nak
    | DirectedConfig
    | BroadcastConfig
)
