"""What is installed, as a capture tells it: field by field, so that nothing gets in that nobody has thought about."""

from dataclasses import dataclass
from typing import Final

from ..core.patterns import PRESSES, WINDOWS, Pattern, SinglePress, Step
from ..core.roster import Kind, Life, Receiver, Role, Room, RoomKind, Transmitter
from ..echostream import AlarmInputs, Uid
from .values import Data, LineError, member, number, text, values, whole

_ALL_INPUTS: Final = sum(AlarmInputs)
_LONGEST_CHECK_IN: Final = 31 * 86_400.0
_LARGEST_UID: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A receiver that is recorded, under its number in the file; `kind` is how it is connected."""

    number: int
    kind: str
    baudrate: int
    receiver: Receiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """Everything installed, under neutral names."""

    receivers: tuple[Recorded, ...]
    transmitters: tuple[Transmitter, ...]

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the recorded receivers."""
        return frozenset(one.number for one in self.receivers)


def installed_to_data(installed: Installed) -> Data:
    """Return what is installed as it stands in a file."""
    return {
        "receivers": [
            {
                "number": one.number,
                "device_id": one.receiver.device_id,
                "label": one.receiver.label,
                "kind": one.kind,
                "baudrate": one.baudrate,
                "room": _room_to_data(one.receiver.room),
            }
            for one in installed.receivers
        ],
        "transmitters": [_transmitter_to_data(one) for one in installed.transmitters],
    }


def installed_from(data: Data, key: str) -> Installed:
    """Read what is installed; LineError if it does not fit together."""
    inner = _object(data, key)
    receivers = tuple(_recorded(one) for one in values(inner, "receivers"))
    transmitters = tuple(_transmitter(one) for one in values(inner, "transmitters"))
    installed = Installed(receivers=receivers, transmitters=transmitters)
    devices = [one.receiver.device_id for one in receivers] + [one.device_id for one in transmitters]
    if len(installed.numbers) < len(receivers) or len(set(devices)) < len(devices):
        raise LineError("has two devices with the same number or identifier")
    return installed


def _transmitter_to_data(one: Transmitter) -> Data:
    """Return a transmitter as it stands in a file."""
    return {
        "device_id": one.device_id,
        "uid": one.uid,
        "pti": one.pti,
        "label": one.label,
        "role": one.role,
        "room": _room_to_data(one.room),
        "kind": one.kind,
        "kinds": [{"inputs": int(inputs), "kind": kind} for inputs, kind in one.kinds.items()],
        "pattern": _pattern_to_data(one.pattern),
        "life": one.life,
        "factor": one.factor,
        "check_in": one.check_in,
    }


def _pattern_to_data(pattern: Pattern | None) -> Data | None:
    """Return a press pattern as it stands in a file."""
    if pattern is None:
        return None
    steps = [{"presses": presses, "kind": kind} for presses, kind in pattern.steps]
    return {"steps": steps, "window": pattern.window, "single": pattern.single}


def _room_to_data(room: Room | None) -> Data | None:
    """Return a room as it stands in a file."""
    if room is None:
        return None
    return {
        "room_id": room.room_id,
        "name": room.name,
        "floor_id": room.floor_id,
        "floor": room.floor,
        "building": room.building,
        "kind": room.kind,
        "door": room.door,
    }


def _recorded(data: Data) -> Recorded:
    """Read a receiver."""
    return Recorded(
        number=whole(data, "number", 1),
        kind=text(data, "kind"),
        baudrate=whole(data, "baudrate", 1),
        receiver=Receiver(device_id=text(data, "device_id"), label=text(data, "label"), room=_room(data)),
    )


def _transmitter(data: Data) -> Transmitter:
    """Read a transmitter."""
    return Transmitter(
        device_id=text(data, "device_id"),
        uid=Uid(whole(data, "uid", 0, _LARGEST_UID)),
        pti=None if data.get("pti") is None else whole(data, "pti", 0, 0xFF),
        label=text(data, "label"),
        role=member(data, "role", Role),
        room=_room(data),
        kind=member(data, "kind", Kind),
        kinds={
            AlarmInputs(whole(one, "inputs", 0, _ALL_INPUTS)): member(one, "kind", Kind)
            for one in values(data, "kinds")
        },
        pattern=_pattern(data),
        life=member(data, "life", Life),
        factor=whole(data, "factor", 1, 100),
        check_in=None if data.get("check_in") is None else number(data, "check_in", 1, _LONGEST_CHECK_IN),
    )


def _pattern(data: Data) -> Pattern | None:
    """Read the press pattern of a transmitter; files of before there were any have none."""
    if data.get("pattern") is None:
        return None
    pattern = _object(data, "pattern")
    steps = (Step(whole(one, "presses", *PRESSES), member(one, "kind", Kind)) for one in values(pattern, "steps"))
    window, single = number(pattern, "window", *WINDOWS), member(pattern, "single", SinglePress)
    return Pattern(steps=tuple(steps), window=window, single=single)


def _room(data: Data) -> Room | None:
    """Read the room of a device."""
    if data.get("room") is None:
        return None
    room = _object(data, "room")
    optional = {key: text(room, key) for key in ("floor_id", "floor", "building", "door") if room.get(key) is not None}
    # Files of before there were kinds of rooms have none.
    kind = RoomKind.ROOM if room.get("kind") is None else member(room, "kind", RoomKind)
    return Room(room_id=text(room, "room_id"), name=text(room, "name"), kind=kind, **optional)


def _object(data: Data, key: str) -> Data:
    """Return an object inside an object."""
    found = data.get(key)
    if not isinstance(found, dict):
        raise LineError(f"has no object “{key}”")
    return found
