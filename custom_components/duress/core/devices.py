"""What is known of each device now: heard when and how well, and what the bits it reports mean."""

from dataclasses import dataclass, field
from enum import IntFlag
from typing import Final

from ..echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, ReceiverFlags, RepeaterFlags, RepeaterStatus
from .events import TroubleKind
from .hearing import COPY_WINDOW, Hearing
from .roster import Role, Transmitter

NO_ALARM: Final = AlarmInputs(0)


@dataclass(slots=True)
class Confirmed:
    """Believes a bit once enough transmissions report it, and drops it once enough do not; times are steady seconds.

    The copies of one transmission count once, and a late copy of an older one does not count against it.
    """

    reports: int = 0
    absences: int = 0
    reported_at: float = 0.0
    absent_at: float = 0.0

    def read(self, *, present: bool, steady: float, rule: Rule) -> bool | None:
        """Return whether the bit is to be believed from now on, None as long as nothing changes."""
        if present:
            self.absences = 0
            if self.reports == 0 or (self.reports < rule.needed and steady - self.reported_at >= COPY_WINDOW):
                self.reports += 1
                self.reported_at = steady
            return True if self.reports >= rule.needed else None
        if self.reports == 0:
            return False
        if steady - self.reported_at < COPY_WINDOW and rule.over > 1:
            return None
        if self.absences == 0 or steady - self.absent_at >= COPY_WINDOW:
            self.absences += 1
            self.absent_at = steady
        if self.absences < rule.over:
            return None
        self.reports = self.absences = 0
        return False


@dataclass(slots=True)
class DeviceState:
    """Live facts of one device, times in seconds since 1970; `troubles` holds since when each is there.

    `low_battery_since` is when the bit was first reported, before it is a trouble.
    """

    heard_at: float | None = None
    restarts: list[float] = field(default_factory=list)
    heard_since_start: bool = False
    level: int | None = None
    margin: int | None = None
    alarms: AlarmInputs = NO_ALARM
    hearing: Hearing = field(default_factory=Hearing)
    troubles: dict[TroubleKind, float] = field(default_factory=dict)
    unsure: dict[TroubleKind, Confirmed] = field(default_factory=dict)
    low_battery_since: float | None = None
    flags_before: int | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it was heard since the start and nothing is wrong with it."""
        return self.heard_since_start and not self.troubles


@dataclass(frozen=True, slots=True)
class Rule:
    """Which bits report a trouble, in how many transmissions they must be, and must not be any more."""

    kind: TroubleKind
    bits: IntFlag
    needed: int = 1
    over: int = 1


_TAMPER: Final = Rule(TroubleKind.TAMPER, EndDeviceFlags.TAMPER | EndDeviceFlags.LINE_TAMPER)
END_DEVICE_RULES: Final = (Rule(TroubleKind.LOW_BATTERY, EndDeviceFlags.LOW_BATTERY, over=2), _TAMPER)
PENDANT_RULES: Final = (Rule(TroubleKind.LOW_BATTERY, EndDeviceFlags.LOW_BATTERY, needed=2, over=2), _TAMPER)
REPEATER_RULES: Final = (
    Rule(TroubleKind.LOW_BATTERY, RepeaterFlags.LOW_BATTERY, over=2),
    Rule(TroubleKind.TAMPER, RepeaterFlags.TAMPER),
    Rule(TroubleKind.MAINS_LOST, RepeaterFlags.MAINS_LOST),
    Rule(TroubleKind.JAMMED, RepeaterFlags.JAMMED, needed=2),
)
SUSPECT: Final = Rule(TroubleKind.SUSPECT, EndDeviceFlags.RESERVED, over=2)
RECEIVER_RULES: Final = (
    Rule(TroubleKind.TAMPER, ReceiverFlags.TAMPER),
    Rule(TroubleKind.JAMMED, ReceiverFlags.JAMMED),
    Rule(TroubleKind.RESTARTED, ReceiverFlags.RESET),
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


def rules_for(transmitter: Transmitter, message: EndDeviceReport | RepeaterStatus) -> tuple[Rule, ...]:
    """Return what the bits of a message mean; a pendant's battery must say it twice, because a pulse pulls it down."""
    if isinstance(message, RepeaterStatus):
        return REPEATER_RULES
    return PENDANT_RULES if transmitter.role is Role.PENDANT else END_DEVICE_RULES


def receiver_reports(state: DeviceState, flags: ReceiverFlags) -> dict[TroubleKind, bool]:
    """Return which troubles a receiver says it has or has not.

    The link failure bit counts only when it comes up while we listen: a receiver that was set to want answers has it
    always, because answers are never sent (docs/echostream.md, section 5).
    """
    reported = {rule.kind: bool(flags & rule.bits) for rule in RECEIVER_RULES}
    failing = bool(flags & ReceiverFlags.LINK_FAILURE)
    before, state.flags_before = state.flags_before, int(flags)
    if not failing or (before is not None and not before & ReceiverFlags.LINK_FAILURE):
        reported[TroubleKind.LINK_FAILURE] = failing
    return reported
