"""What is installed where in the demo school: two floors, twelve rooms, thirty transmitters and one receiver.

Names are marked DEMO where they could be taken for real ones, and no person has one.
"""

from dataclasses import dataclass
from typing import Final

from ...echostream import Mid, ProductKind, Uid, make_uid, product_of

RECEIVER_KEY: Final = "receiver"


@dataclass(frozen=True, slots=True)
class DemoFloor:
    """A floor; the school lists its floors from the lowest up."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoRoom:
    """A room; its middle in metres from the south-west corner of the school, width to the east, depth to the north."""

    key: str
    name: str
    floor: str
    x: float
    y: float
    width: float
    depth: float


@dataclass(frozen=True, slots=True)
class DemoTransmitter:
    """A transmitter; `pti` is its product type byte, and for a repeater that of its broadcast mode (0)."""

    key: str
    uid: Uid
    pti: int
    label: str
    room: str
    kind: ProductKind


@dataclass(frozen=True, slots=True)
class DemoLayout:
    """A whole school as it is installed."""

    floors: tuple[DemoFloor, ...]
    rooms: tuple[DemoRoom, ...]
    repeaters: tuple[DemoTransmitter, ...]
    pendants: tuple[DemoTransmitter, ...]
    buttons: tuple[DemoTransmitter, ...]
    receiver: Uid
    receiver_room: str
    nid: int
    stranger: DemoTransmitter
    """A pendant of somewhere else, which is not installed here."""

    @property
    def transmitters(self) -> tuple[DemoTransmitter, ...]:
        """Everything installed that transmits by itself."""
        return (*self.repeaters, *self.pendants, *self.buttons)

    def room(self, key: str) -> DemoRoom:
        """Return a room; ValueError if there is none of that key."""
        for room in self.rooms:
            if room.key == key:
                return room
        raise ValueError(f"the demo school has no room {key!r}")

    def transmitter(self, key: str) -> DemoTransmitter:
        """Return an installed transmitter; ValueError if there is none of that key."""
        for transmitter in self.transmitters:
            if transmitter.key == key:
                return transmitter
        raise ValueError(f"the demo school has no transmitter {key!r}")


EN1235SF, EN1235DF = 0x12, 0x13
EN1223S, EN1223D, EN1235S, EN1221S_60, EN1236D = 0x18, 0x19, 0x10, 0x1D, 0x39

_FLOORS: Final = (DemoFloor("ground", "Ground floor"), DemoFloor("upper", "Upper floor"))
_ROOMS: Final = (
    DemoRoom("office", "Office", "ground", 6, 4, 8, 6),
    DemoRoom("cafeteria", "Cafeteria", "ground", 20, 6, 14, 10),
    DemoRoom("library", "Library", "ground", 36, 4, 12, 6),
    DemoRoom("gym", "Gym", "ground", 52, 12, 14, 20),
    DemoRoom("room-101", "Room 101", "ground", 8, 18, 10, 8),
    DemoRoom("room-102", "Room 102", "ground", 20, 18, 10, 8),
    DemoRoom("room-103", "Room 103", "ground", 32, 18, 10, 8),
    DemoRoom("room-201", "Room 201", "upper", 8, 18, 10, 8),
    DemoRoom("room-202", "Room 202", "upper", 20, 18, 10, 8),
    DemoRoom("room-203", "Room 203", "upper", 32, 18, 10, 8),
    DemoRoom("room-204", "Room 204", "upper", 32, 6, 10, 8),
    DemoRoom("science-lab", "Science Lab", "upper", 46, 12, 12, 10),
)
_REPEATER_ROOMS: Final = ("cafeteria", "library", "gym", "room-201", "room-204", "science-lab")
_BUTTONS: Final = (("office", EN1235DF), ("cafeteria", EN1235SF), ("gym", EN1235SF), ("library", EN1235DF))
_PENDANTS: Final = (
    ("office", EN1223S),
    ("office", EN1235S),
    ("cafeteria", EN1221S_60),
    ("cafeteria", EN1223D),
    ("library", EN1223S),
    ("gym", EN1223D),
    ("gym", EN1236D),
    ("room-101", EN1223S),
    ("room-101", EN1236D),
    ("room-102", EN1223S),
    ("room-102", EN1223D),
    ("room-103", EN1235S),
    ("room-103", EN1221S_60),
    ("room-201", EN1223S),
    ("room-201", EN1223D),
    ("room-202", EN1236D),
    ("room-202", EN1223S),
    ("room-203", EN1235S),
    ("room-204", EN1223D),
    ("science-lab", EN1236D),
)


def _end_device(key: str, label: str, serial: int, room: str, pti: int) -> DemoTransmitter:
    """Return one pendant or button."""
    return DemoTransmitter(key, make_uid(Mid.END_DEVICE, serial), pti, label, room, product_of(pti).kind)


def _repeater(number: int, room: str) -> DemoTransmitter:
    """Return one repeater."""
    uid = make_uid(Mid.REPEATER, 1_450_000 + number * 11)
    return DemoTransmitter(f"repeater-{number}", uid, 0, f"DEMO Repeater {number}", room, ProductKind.REPEATER)


SCHOOL: Final = DemoLayout(
    floors=_FLOORS,
    rooms=_ROOMS,
    repeaters=tuple(_repeater(number, room) for number, room in enumerate(_REPEATER_ROOMS, 1)),
    pendants=tuple(
        _end_device(f"pendant-{number:02}", f"DEMO Pendant {number:02}", 6_120_000 + number * 37, room, pti)
        for number, (room, pti) in enumerate(_PENDANTS, 1)
    ),
    buttons=tuple(
        _end_device(f"button-{number}", f"DEMO Wall button {number}", 6_240_000 + number * 37, room, pti)
        for number, (room, pti) in enumerate(_BUTTONS, 1)
    ),
    receiver=make_uid(Mid.RECEIVER, 1_200_345),
    receiver_room="office",
    nid=7,
    stranger=_end_device("stranger", "DEMO Stranger", 6_360_000, "library", EN1223S),
)
