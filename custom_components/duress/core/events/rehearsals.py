"""What is not meant seriously for a time: tests, drills, and devices whose troubles are muted."""

from dataclasses import dataclass
from enum import StrEnum

from ..roster import Room
from .base import Actor, Event, HeardAt, Place, Press


class Rehearsal(StrEnum):
    """What is rehearsed: that one pendant works, that a group or the site works, or what people do; or who surveys."""

    PENDANT_TEST = "pendant_test"
    TEST = "test"
    DRILL = "drill"
    SURVEY = "survey"


class Ending(StrEnum):
    """Why a test or a drill is over."""

    TIME = "time"
    PERSON = "person"
    PASSED = "passed"
    REAL = "real"
    PAUSED = "paused"
    """Somebody will go on with it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalEvent(Event):
    """Something about one test or drill."""

    rehearsal_id: str
    kind: Rehearsal


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalStarted(RehearsalEvent):
    """Some transmitters are not meant seriously until `until` (seconds since 1970), unless somebody ends it before.

    `with_lockdown` says that their lockdown buttons are tested, too. `labels` are those of `device_ids`, in this order.
    `stood_in` is where the tester says to press, so that this room is tested with the pendant.
    """

    device_ids: tuple[str, ...]
    labels: tuple[str, ...]
    until: float
    actor: Actor
    reason: str
    whole_site: bool = False
    with_lockdown: bool = False
    stood_in: Room | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestStarted(RehearsalStarted):
    """A test begins: presses of these transmitters are only noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillStarted(RehearsalStarted):
    """A drill begins: presses of these transmitters raise incidents that are drills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPressed(RehearsalEvent):
    """The first good copy of a press in a test; `margin` is decibels of that copy."""

    press: Press
    place: Place
    margin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PressTested(RehearsalEvent):
    """What all copies of a press in a test add up to: its place, its best margin (decibels), over how many paths.

    `receiver_ids` are the receivers that heard it, `stood_in` is where the tester said to press, `heard` is what each
    listener heard.
    """

    device_id: str
    label: str
    press_id: str
    place: Place
    margin: int
    paths: int
    receiver_ids: tuple[str, ...] = ()
    stood_in: Room | None = None
    heard: tuple[HeardAt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathTested(Event):
    """An endpoint confirmed a test message that somebody had sent to it."""

    endpoint_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalEnded(RehearsalEvent):
    """A test or drill is over, by whom where a person ended it."""

    ending: Ending
    actor: Actor | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestEnded(RehearsalEnded):
    """A test is over; the labels say which transmitters were heard in it and which were not."""

    passed: tuple[str, ...]
    not_tested: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEnded(RehearsalEnded):
    """A drill is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredReal(RehearsalEvent):
    """Somebody says that a running test or drill is an emergency; `presses` that were taken meanwhile are incidents."""

    presses: int
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BypassEvent(Event):
    """Something about one device whose troubles are muted."""

    device_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BypassStarted(BypassEvent):
    """A device's troubles are muted until `until` (seconds since 1970). Its presses are alarms as ever."""

    until: float
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BypassEnded(BypassEvent):
    """A device's troubles count again: its time is over, somebody ended it, or the device is gone."""

    ending: Ending
    actor: Actor | None = None
