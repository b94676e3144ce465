"""What happens at a site, as frozen values. States are projections of these; the ledger stores them."""

from dataclasses import dataclass
from enum import StrEnum

from ..echostream import AlarmInputs, Uid
from .roster import Kind, Life, Room


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


class ActorKind(StrEnum):
    """Who acted: a person, or an automation in its own name."""

    USER = "user"
    AUTOMATION = "automation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who took a step, as the platform knows them."""

    kind: ActorKind
    user_id: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One activation of one transmitter, all copies over all paths; `inputs` are those its `kind` follows from."""

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


class Import(StrEnum):
    """What a file can bring."""

    ROSTER = "roster"
    PLACES = "places"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event carries; `at` is seconds since 1970."""

    event_id: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvent(Event):
    """Something about one incident."""

    incident_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRaised(IncidentEvent):
    """The first good copy of a press that belongs to no active incident, or is graver than the one it belongs to."""

    number: int
    kind: Kind
    press: Press
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRepeated(IncidentEvent):
    """The same transmitter was pressed again while its incident is active."""

    press: Press
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLocated(IncidentEvent):
    """Further copies of a press changed the place."""

    press_id: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonReleased(IncidentEvent):
    """The alarm bit of a press is clear again. A note only: the incident stays as it is."""

    press_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAcknowledged(IncidentEvent):
    """Somebody takes care."""

    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCleared(IncidentEvent):
    """Somebody says the danger is over."""

    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed(IncidentEvent):
    """Somebody ends the incident."""

    actor: Actor
    reason: str


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
class LifeChanged(Event):
    """A device went from one state of its life to another. Who carries it is not said here."""

    device_id: str
    label: str
    life: Life
    before: Life
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderChanged(Event):
    """A device changed hands, or is due at another time, and its life stayed the same. Whose hands is not said here."""

    device_id: str
    label: str
    life: Life
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReplaced(Event):
    """A device has new hardware; `before` and `after` are printed serial numbers."""

    device_id: str
    label: str
    before: int
    after: int
    actor: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChanged(Event):
    """How many people were added to, changed on and removed from the roster."""

    added: int
    changed: int
    removed: int
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerStays(Event):
    """A transmitter that is not on the roster was heard often enough in a day to be worth a question."""

    uid: Uid
    pti: int | None
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPressNoted(Event):
    """A press that by the site's policy raises no incident: of an unknown, retired or foreign transmitter."""

    press: Press
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LostHeard(Event):
    """A transmitter that is lost was heard at another place than before; only for a time, and only of lost ones."""

    device_id: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LostExpired(Event):
    """A lost transmitter is located no longer: the time for that is over."""

    device_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteriesChanged(Event):
    """Somebody put new batteries into transmitters on a day (ISO 8601)."""

    device_ids: tuple[str, ...]
    labels: tuple[str, ...]
    day: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported(Event):
    """Somebody imported a file; rows are counted, nobody is named."""

    import_id: str
    what: Import
    added: int
    changed: int
    unchanged: int
    left_out: int
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndone(Event):
    """Somebody undid an import; `kept` counts what was changed since and therefore stays."""

    import_id: str
    what: Import
    kept: int
    actor: Actor
