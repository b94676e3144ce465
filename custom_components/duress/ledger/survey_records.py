"""What the ledger knows of the survey, as values. Times are UTC seconds."""

from collections.abc import Mapping
from dataclasses import dataclass

from .records import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPress:
    """One press of the survey; `heard` and `margins` are by listener, in the radio's decibels."""

    press_id: str
    room_id: str
    source: str
    at: float
    heard: Mapping[str, float]
    margins: Mapping[str, float]
    device_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRoom:
    """What a room of the survey was called last."""

    room_id: str
    name: str
    floor_id: str | None = None
    floor: str | None = None
    building: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerFact:
    """Since when a listener is the hardware it is and hangs where it hangs; 0 if nobody can say."""

    listener_id: str
    uid: str
    room_id: str | None
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWalk:
    """Where a walk stands; `at` is when it began, `data` as its maker needs it."""

    walk_id: str
    at: float
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyVersion:
    """One version of the survey, and why it is another than the one before."""

    version: int
    at: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChange:
    """What makes a new version: presses that leave and presses that come; one that is moved to another room does both.

    Rooms, listeners and walks are put along with it.
    """

    at: float
    why: str
    without: frozenset[str] = frozenset()
    presses: tuple[StoredPress, ...] = ()
    rooms: tuple[StoredRoom, ...] = ()
    listeners: tuple[ListenerFact, ...] = ()
    walk: StoredWalk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSurvey:
    """The survey as it stands, and what goes with it; `unreadable` counts damaged rows that were left out."""

    version: int
    presses: tuple[StoredPress, ...]
    rooms: tuple[StoredRoom, ...]
    listeners: tuple[ListenerFact, ...]
    walks: tuple[StoredWalk, ...]
    unreadable: int = 0
