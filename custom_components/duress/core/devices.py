"""What is known of each device now: heard when and how well, and which conditions it has."""

from dataclasses import dataclass, field
from typing import Final

from ..echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, ReceiverFlags, RepeaterFlags, RepeaterStatus
from .events import Condition

NO_ALARM: Final = AlarmInputs(0)


@dataclass(slots=True)
class DeviceState:
    """Live facts of one device, times in seconds since 1970; `conditions` holds since when."""

    heard_at: float | None = None
    restarted_at: float | None = None
    heard_since_start: bool = False
    level: int | None = None
    margin: int | None = None
    alarms: AlarmInputs = NO_ALARM
    conditions: dict[Condition, float] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether it was heard since the start and nothing is wrong with it."""
        return self.heard_since_start and not self.conditions


END_DEVICE_CONDITIONS: Final = (
    (EndDeviceFlags.LOW_BATTERY, Condition.LOW_BATTERY),
    (EndDeviceFlags.TAMPER | EndDeviceFlags.LINE_TAMPER, Condition.TAMPER),
)
REPEATER_CONDITIONS: Final = (
    (RepeaterFlags.LOW_BATTERY, Condition.LOW_BATTERY),
    (RepeaterFlags.TAMPER, Condition.TAMPER),
    (RepeaterFlags.MAINS_LOST, Condition.MAINS_LOST),
    (RepeaterFlags.JAMMED, Condition.JAMMED),
)
RECEIVER_CONDITIONS: Final = (
    (ReceiverFlags.TAMPER, Condition.TAMPER),
    (ReceiverFlags.JAMMED, Condition.JAMMED),
)

# Plain integers from here on: each alarm passes, and an operation of a flag class costs ten times as much.
_RESERVED: Final = int(EndDeviceFlags.RESERVED)
# Reserved bits that these products do use (docs/echostream.md, section 7): EN1221S-60 and EN1244.
_KNOWN_RESERVED: Final = {
    0x1D: int(EndDeviceFlags.RESERVED_5),
    0x21: int(EndDeviceFlags.RESERVED_5 | EndDeviceFlags.RESERVED_4 | EndDeviceFlags.RESERVED_STAT0),
}


def is_implausible(report: EndDeviceReport) -> bool:
    """Whether a status word has bits that no such product sets: the sign of a failing battery."""
    return bool(int(report.flags) & _RESERVED & ~_KNOWN_RESERVED.get(report.pti, 0))


def reported_conditions(message: EndDeviceReport | RepeaterStatus) -> dict[Condition, bool]:
    """Return which conditions a report says are there or not; none from a status word that makes no sense."""
    if isinstance(message, RepeaterStatus):
        return {condition: bool(message.flags & bits) for bits, condition in REPEATER_CONDITIONS}
    if is_implausible(message):
        return {}
    return {condition: bool(message.flags & bits) for bits, condition in END_DEVICE_CONDITIONS}


def receiver_conditions(flags: ReceiverFlags) -> dict[Condition, bool]:
    """Return which conditions a receiver says it has or has not."""
    return {condition: bool(flags & bits) for bits, condition in RECEIVER_CONDITIONS}
