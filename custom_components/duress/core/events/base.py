"""What every event carries, and the values that events are made of."""

from dataclasses import dataclass
from enum import StrEnum

from ...echostream import AlarmInputs, Uid
from ..roster import Kind, Room


class Method(StrEnum):
    """How a place was found, most reliable first."""

    FIXED_BUTTON = "fixed_button"
    HEARD_STRONGEST = "heard_strongest"
    USUAL_ROOM = "usual_room"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a press seems to come from; without a room it is somewhere at the site."""

    method: Method
    room: Room | None = None
    heard_by: str | None = None


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
