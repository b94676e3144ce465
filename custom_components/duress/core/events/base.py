"""What every event carries, and the values that events are made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ...echostream import AlarmInputs, Uid
from ..roster import Kind, Room


class Method(StrEnum):
    """How a place was found: the rungs of the ladder, most reliable first."""

    FIXED_BUTTON = "fixed_button"
    SURVEYED = "surveyed"
    """The rooms of the survey, by what each receiver heard and did not hear."""
    ONE_RECEIVER = "one_receiver"
    """The same, but a single receiver heard it: an area near that, whose room is only where the receiver hangs."""
    HEARD_STRONGEST = "heard_strongest"
    """No survey: the room of who heard it strongest."""
    USUAL_ROOM = "usual_room"
    SITE = "site"


HEARD: Final = frozenset({Method.SURVEYED, Method.ONE_RECEIVER, Method.HEARD_STRONGEST})
"""Methods that go by what receivers and repeaters heard."""


class Word(StrEnum):
    """How sure a place is, in a word."""

    LIKELY = "likely"
    PROBABLY = "probably"
    NEAR = "near"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A room a press may come from, with its probability from 0 to 1."""

    room: Room
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorGuess:
    """A floor a press may come from, with its probability from 0 to 1."""

    floor_id: str
    name: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a press seems to come from; without a room it is somewhere at the site.

    `ranked` and `floors` are the most probable ones, the first of them first, where they were weighed; those of a place
    without a survey are shares of the power that was heard. `hearers` counts the listeners that heard the press,
    `masked` names those that are out of order and were left out.
    """

    method: Method
    room: Room | None = None
    heard_by: str | None = None
    word: Word | None = None
    ranked: tuple[Candidate, ...] = ()
    floor_word: Word | None = None
    floors: tuple[FloorGuess, ...] = ()
    hearers: int = 0
    masked: tuple[str, ...] = ()
    may_have_moved: bool = False
    """The radio says that a fixed button is on another floor than its room."""
    is_strange: bool = False
    """Nothing in the survey sounds like it, so that no room is promised."""

    @property
    def floor(self) -> str | None:
        """The name of its floor: that of its room, or the most probable one."""
        if self.room is not None:
            return self.room.floor
        return self.floors[0].name if self.floors else None

    @property
    def building(self) -> str | None:
        """The name of its building: that of its room, or of the most probable one."""
        if self.room is not None:
            return self.room.building
        return self.ranked[0].room.building if self.ranked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardAt:
    """What one listener heard of a press: mean level, best margin (decibels), over how many different copies."""

    listener: str
    level: float
    margin: int
    copies: int


class Doubt(StrEnum):
    """Why an alarm may be less than it seems. It is shown and handled all the same."""

    UNREGISTERED = "unregistered"
    MODEL_MISMATCH = "model_mismatch"
    IMPLAUSIBLE_STATUS = "implausible_status"
    NOT_OURS = "not_ours"
    RETIRED = "retired"
    IN_STOCK = "in_stock"
    IN_REPAIR = "in_repair"
    LOST = "lost"
    AWAY = "away"


class Mode(StrEnum):
    """Whether something is meant seriously. What breaks through a test or a drill is live."""

    LIVE = "live"
    DRILL = "drill"
    TEST = "test"


class ActorKind(StrEnum):
    """Who acted: a person, or an automation in its own name."""

    USER = "user"
    AUTOMATION = "automation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who took a step, as the platform knows them; `source` says from where: an action, a dialog, an automation."""

    kind: ActorKind
    user_id: str | None
    name: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One activation of one transmitter, all copies over all paths; `inputs` are those its `kind` follows from.

    `count` says which press within its pattern's window it is; without a pattern, 1.
    """

    press_id: str
    uid: Uid
    pti: int
    inputs: AlarmInputs
    at: float
    device_id: str | None
    label: str
    model: str
    doubts: tuple[Doubt, ...] = ()
    kind: Kind = Kind.DURESS
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event carries; `at` is seconds since 1970."""

    event_id: str
    at: float
