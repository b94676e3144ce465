"""What weakens protection, and what is only noted about devices."""

from dataclasses import dataclass
from enum import StrEnum

from ...echostream import Uid
from ..roster import Room
from .base import Actor, Event


class TroubleKind(StrEnum):
    """Something that weakens protection, until it ends."""

    MISSING = "missing"
    LOW_BATTERY = "low_battery"
    TAMPER = "tamper"
    MAINS_LOST = "mains_lost"
    JAMMED = "jammed"
    LINK_LOST = "link_lost"
    LINK_FAILURE = "link_failure"
    LOST_FRAMES = "lost_frames"
    RESTARTED = "restarted"
    RESTARTS = "restarts"
    SUSPECT = "suspect"
    MODEL_MISMATCH = "model_mismatch"
    WEAK_SIGNAL = "weak_signal"
    INTERVAL_MISFIT = "interval_misfit"
    PATH_LOST = "path_lost"
    """A monitoring endpoint confirms nothing; the device is the endpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleEvent(Event):
    """Something about one trouble at one device."""

    trouble_id: str
    kind: TroubleKind
    device_id: str
    label: str
    room: Room | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleStarted(TroubleEvent):
    """A device has a trouble; `detail` says more where the kind alone does not."""

    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleSpread(TroubleEvent):
    """Another device has the same trouble from the same cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleEased(TroubleEvent):
    """One of several devices is well again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleEscalated(TroubleEvent):
    """A trouble was not seen to for so long that it is grave now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleEnded(TroubleEvent):
    """A trouble is over; `lasted` is seconds."""

    lasted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NotListening(Event):
    """Nobody listened from `since` (seconds since 1970) for `lasted` seconds: presses then were not heard."""

    since: float
    lasted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRestarted(Event):
    """A device reported a reset: power-up, reset button or enrolment."""

    device_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerHeard(Event):
    """A transmitter that is not on the roster was heard for the first time since the start."""

    uid: Uid
    pti: int | None
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerStays(Event):
    """A transmitter that is not on the roster was heard often enough in a day to be worth a question."""

    uid: Uid
    pti: int | None
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStarted(Event):
    """Somebody had the traffic of one receiver, or of all, written to a file until at the latest `until` (UTC s)."""

    device_id: str | None
    file: str
    until: float
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStopped(Event):
    """Somebody ended a recording before its time."""

    file: str
    actor: Actor
