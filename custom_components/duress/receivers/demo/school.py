"""What is going on in the demo school, and the messages that tell of it. No clock and no sockets."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from ...echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Message,
    ProductKind,
    ReceiverCheckIn,
    ReceiverFlags,
    RepeaterFlags,
    RepeaterStatus,
    Uid,
)
from ...echostream.messages import Route
from .layout import EN1223S, EN1236D, RECEIVER_KEY, SCHOOL, DemoLayout, DemoTransmitter
from .radio import Copy, Interference, Radio


class DemoCondition(StrEnum):
    """What can be the matter with a device for some time."""

    LOW_BATTERY = "low_battery"
    TAMPER = "tamper"
    MAINS_LOST = "mains_lost"
    JAMMED = "jammed"
    SILENT = "silent"
    WEAK = "weak"
    NONSENSE = "nonsense"
    OTHER_MODEL = "other_model"
    SLOW = "slow"
    RECEIVER_JAMMED = "receiver_jammed"
    RECEIVER_TAMPER = "receiver_tamper"
    RECEIVER_FAILING = "receiver_failing"
    RECEIVER_LOSING = "receiver_losing"


_NO_INPUTS: Final = AlarmInputs(0)
_END_DEVICE_BITS: Final = {
    DemoCondition.LOW_BATTERY: EndDeviceFlags.LOW_BATTERY,
    DemoCondition.TAMPER: EndDeviceFlags.TAMPER,
    DemoCondition.SILENT: EndDeviceFlags(0),
    DemoCondition.WEAK: EndDeviceFlags(0),
    DemoCondition.NONSENSE: EndDeviceFlags.RESERVED,
    DemoCondition.OTHER_MODEL: EndDeviceFlags(0),
    DemoCondition.SLOW: EndDeviceFlags(0),
}
_REPEATER_BITS: Final = {
    DemoCondition.LOW_BATTERY: RepeaterFlags.LOW_BATTERY,
    DemoCondition.TAMPER: RepeaterFlags.TAMPER,
    DemoCondition.MAINS_LOST: RepeaterFlags.MAINS_LOST,
    DemoCondition.JAMMED: RepeaterFlags.JAMMED,
    DemoCondition.SILENT: RepeaterFlags(0),
    DemoCondition.WEAK: RepeaterFlags(0),
    DemoCondition.SLOW: RepeaterFlags(0),
}
_RECEIVER_BITS: Final = {
    DemoCondition.RECEIVER_JAMMED: ReceiverFlags.JAMMED,
    DemoCondition.RECEIVER_TAMPER: ReceiverFlags.TAMPER,
    DemoCondition.RECEIVER_FAILING: ReceiverFlags.LINK_FAILURE,
    DemoCondition.RECEIVER_LOSING: ReceiverFlags(0),
}
_OTHER_MODELS: Final = (EN1223S, EN1236D)
_WEAK_MARGIN: Final = 2
# A check-in is sent once and relayed by few; an alarm is repeated.
_CHECK_IN_COPIES: Final = 2


@dataclass(frozen=True, slots=True)
class Transmission:
    """A message as it leaves the receiver, some seconds after the first copy of the same event."""

    delay: float
    message: Message


@dataclass(slots=True)
class _Device:
    """The present state of a transmitter."""

    room: str
    inputs: AlarmInputs = _NO_INPUTS
    conditions: set[DemoCondition] = field(default_factory=set)
    presses: int = 0


class DemoSchool:
    """The state of every device; each change returns what is transmitted because of it, first copy first."""

    def __init__(self, layout: DemoLayout = SCHOOL, seed: int = 0) -> None:
        """Start with everything in order and everybody in their usual rooms."""
        self.layout = layout
        self._radio = Radio(layout, seed)
        self._devices = {one.key: _Device(one.room) for one in (*layout.transmitters, layout.stranger)}
        self._receiver: set[DemoCondition] = set()

    def press(self, key: str, room: str | None, inputs: AlarmInputs) -> list[Transmission]:
        """Press a pendant or button, in a given or its usual room; ValueError if it cannot be pressed there."""
        transmitter = self._pressable(key)
        if room is not None and room != transmitter.room and transmitter.kind is not ProductKind.PENDANT:
            raise ValueError(f"{transmitter.label} is mounted in its room and cannot be pressed elsewhere")
        device = self._devices[key]
        device.room = self.layout.room(room or transmitter.room).key
        device.inputs = inputs
        device.presses += 1
        return self._transmit(transmitter)

    def presses(self, key: str) -> int:
        """Return how often something was pressed."""
        return self._devices[key].presses

    def release(self, key: str, press: int) -> list[Transmission]:
        """Let go after the press of that number; nothing happens if it was pressed again since."""
        device = self._devices[key]
        if device.presses != press or not device.inputs:
            return []
        device.inputs = _NO_INPUTS
        return self._transmit(self._find(key))

    def check_in(self, key: str) -> list[Transmission]:
        """Repeat a device's present state, as it does every few minutes."""
        return self._transmit(self._find(key), no_change=True)

    def repeat(self, key: str) -> list[Transmission]:
        """Say again how a device is, outside its rhythm."""
        return self._transmit(self._find(key))

    def has(self, key: str, condition: DemoCondition) -> bool:
        """Whether a transmitter, or the receiver by its key, is in a condition."""
        return condition in (self._receiver if key == RECEIVER_KEY else self._devices[key].conditions)

    def reset(self, key: str) -> list[Transmission]:
        """Restart a transmitter, as its reset button or a new battery does; what is the matter with it stays."""
        return self._transmit(self._find(key), reset=True)

    def set_condition(self, key: str, condition: DemoCondition, *, active: bool) -> list[Transmission]:
        """Begin or end a transmitter's condition; ValueError if its kind cannot have it."""
        transmitter = self._find(key)
        possible = _REPEATER_BITS if transmitter.kind is ProductKind.REPEATER else _END_DEVICE_BITS
        if condition not in possible:
            raise ValueError(f"{transmitter.label} cannot be {condition.value}")
        conditions = self._devices[key].conditions
        if (condition in conditions) == active:
            return []
        (conditions.add if active else conditions.discard)(condition)
        return self._transmit(transmitter)

    def set_receiver_condition(self, condition: DemoCondition, *, active: bool) -> bool:
        """Begin or end a condition of the receiver and return whether it changed; ValueError if it cannot have it."""
        if condition not in _RECEIVER_BITS:
            raise ValueError(f"the demo receiver cannot be {condition.value}")
        if (condition in self._receiver) == active:
            return False
        (self._receiver.add if active else self._receiver.discard)(condition)
        return True

    def receiver_check_in(self, unacknowledged: int, flags: ReceiverFlags) -> ReceiverCheckIn:
        """Return the receiver's own status; `flags` says why it is sent."""
        for condition in self._receiver:
            flags |= _RECEIVER_BITS[condition]
        return ReceiverCheckIn(unacknowledged & 0xFF, 0, flags)

    def _transmit(
        self, transmitter: DemoTransmitter, *, no_change: bool = False, reset: bool = False
    ) -> list[Transmission]:
        """Return the copies of a transmitter's present state."""
        device = self._devices[transmitter.key]
        if DemoCondition.SILENT in device.conditions:
            return []
        most = _CHECK_IN_COPIES if no_change else None
        copies = self._radio.copies(transmitter, device.room, most=most, interference=self._interference())
        if DemoCondition.WEAK in device.conditions:
            copies = [replace(copy, margin=min(copy.margin, _WEAK_MARGIN)) for copy in copies]
        build = self._repeater if transmitter.kind is ProductKind.REPEATER else self._end_device
        return [Transmission(copy.delay, build(transmitter, device, copy, no_change, reset)) for copy in copies]

    def _end_device(
        self, transmitter: DemoTransmitter, device: _Device, copy: Copy, no_change: bool, reset: bool
    ) -> Message:
        """Return one copy of the state of a pendant or button."""
        flags = EndDeviceFlags.NO_CHANGE if no_change else EndDeviceFlags(0)
        flags |= EndDeviceFlags.RESET if reset else EndDeviceFlags(0)
        for condition in device.conditions:
            flags |= _END_DEVICE_BITS[condition]
        other = next(pti for pti in _OTHER_MODELS if pti != transmitter.pti)
        return EndDeviceReport(
            transmitter.uid,
            copy.first_hop,
            other if DemoCondition.OTHER_MODEL in device.conditions else transmitter.pti,
            device.inputs,
            flags,
            copy.level,
            copy.margin,
            hops=copy.hops,
        )

    def _repeater(
        self, transmitter: DemoTransmitter, device: _Device, copy: Copy, no_change: bool, reset: bool
    ) -> Message:
        """Return one copy of the state of a repeater."""
        flags = RepeaterFlags.NO_CHANGE if no_change else RepeaterFlags(0)
        flags |= RepeaterFlags.RESET if reset else RepeaterFlags(0)
        for condition in device.conditions:
            flags |= _REPEATER_BITS[condition]
        return RepeaterStatus(
            Route(transmitter.uid, copy.first_hop, hops=copy.hops), int(flags), copy.level, copy.margin
        )

    def _interference(self) -> Interference:
        """Return which stations hear nothing or little."""

        def having(condition: DemoCondition) -> set[Uid]:
            """Return the repeaters in a condition."""
            return {one.uid for one in self.layout.repeaters if condition in self._devices[one.key].conditions}

        jammed = having(DemoCondition.JAMMED)
        if DemoCondition.RECEIVER_JAMMED in self._receiver:
            jammed.add(self.layout.receiver)
        return Interference(frozenset(having(DemoCondition.SILENT)), frozenset(jammed))

    def _find(self, key: str) -> DemoTransmitter:
        """Return a transmitter, the stranger included; ValueError if there is none of that key."""
        if key == RECEIVER_KEY:
            raise ValueError("the demo receiver is no transmitter")
        return self.layout.stranger if key == self.layout.stranger.key else self.layout.transmitter(key)

    def _pressable(self, key: str) -> DemoTransmitter:
        """Return a pendant or button; ValueError for anything else."""
        transmitter = self._find(key)
        if transmitter.kind is ProductKind.REPEATER:
            raise ValueError(f"{transmitter.label} has no button")
        return transmitter
