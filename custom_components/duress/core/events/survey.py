"""The survey: walks, the presses that come and go with them, and what people say about earlier presses."""

from dataclasses import dataclass
from enum import StrEnum

from ..roster import Room
from .base import Actor, Event
from .rehearsals import RehearsalEnded, RehearsalEvent, RehearsalStarted


class SurveyReason(StrEnum):
    """Why the survey is another than before."""

    WALK = "walk"
    EVIDENCE = "evidence"
    IMPORT = "import"
    MOVE = "move"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChanged(Event):
    """The survey has a new version: `added` presses came and `removed` left; a press that moves does both.

    `rooms` are those that it was about, as they are called, twenty at most.
    """

    version: int
    why: SurveyReason
    added: int
    removed: int
    actor: Actor
    rooms: tuple[Room, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStarted(RehearsalStarted):
    """A walk begins or goes on: presses of these pendants are for the survey.

    It is over after `idle` seconds in which nobody presses, and at `until` at the latest. `is_check` says that it only
    measures what the survey is worth.
    """

    walk_id: str
    idle: float
    is_check: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRoomEntered(RehearsalEvent):
    """Somebody says in which room a walk is now; with `redo` what was pressed there before is replaced."""

    walk_id: str
    room: Room
    actor: Actor
    redo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRoomLeft(RehearsalEvent):
    """Somebody leaves a room of a walk for later, or, if `unheard`, pressed there and nothing was heard of it."""

    walk_id: str
    room: Room
    actor: Actor
    unheard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPressTaken(RehearsalEvent):
    """A press on a walk is in the survey, from `version` on; one that nobody heard is not, and leaves it as it was.

    `hearers` counts who heard it, `margin` is the best one (decibels). `rank` is how its room was ranked among `of`
    rooms by what was known before. `removed` earlier presses of the room left with it.
    """

    walk_id: str
    press_id: str
    device_id: str
    label: str
    room: Room
    verdict: str
    hearers: int
    margin: int
    version: int
    rank: int | None = None
    of: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEnded(RehearsalEnded):
    """The pendants of a walk call for help again; unless somebody ended it, the walk can go on later."""

    walk_id: str
