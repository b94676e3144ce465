"""What happens to incidents, and the presses that become none."""

from dataclasses import dataclass

from ..lifecycle import Disposition
from ..roster import Kind
from .base import Actor, Event, HeardAt, Mode, Place, Press


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvent(Event):
    """Something about one incident."""

    incident_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRaised(IncidentEvent):
    """The first good copy of a press that belongs to no active incident, or is graver than the one it belongs to.

    Endpoints wait `hold` seconds for a confirmation; 0 for not at all.
    """

    number: int
    kind: Kind
    press: Press
    place: Place
    mode: Mode = Mode.LIVE
    ladder: tuple[float, ...] = ()
    """Seconds after which one more level of people is told if no person has acknowledged until then."""
    hold: float = 0.0
    checklist: tuple[str, ...] = ()
    """What is to be done, as the site had set it when the incident was raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRepeated(IncidentEvent):
    """Another press while the incident is active: of the same transmitter, or of another one that joins it."""

    press: Press
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLocated(IncidentEvent):
    """Further copies of a press changed its place; it is the incident's place, too, if no later press came."""

    press_id: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PressHeard(IncidentEvent):
    """All copies of a press that say something of its place are in. For the ledger: nobody is told of it.

    A press whose copies were still coming in when the site stopped has none.
    """

    press_id: str
    device_id: str | None
    heard: tuple[HeardAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonReleased(IncidentEvent):
    """The alarm bit of a press is clear again. A note only: the incident stays as it is."""

    press_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAcknowledged(IncidentEvent):
    """Somebody takes care."""

    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentResponding(IncidentEvent):
    """Somebody is on the way."""

    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOnScene(IncidentEvent):
    """Somebody is there."""

    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEscalated(IncidentEvent):
    """One more level of people is to be told: nobody acknowledged in time, or the actor wants it so.

    `level` counts from 1; `waited` is seconds since the incident was raised.
    """

    level: int
    waited: float
    actor: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCancelled(IncidentEvent):
    """Somebody calls an incident off."""

    actor: Actor
    reason: str
    disposition: Disposition


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
class IncidentNoteAdded(IncidentEvent):
    """Somebody wrote something down."""

    actor: Actor
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentStepChecked(IncidentEvent):
    """Somebody did a step of the checklist; `step` is its number from 1, of `steps`."""

    actor: Actor
    step: int
    steps: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAnswered(IncidentEvent):
    """A desk answered a message: accepted, dispatched or declined it, or added a note. What it says changes no state.

    `endpoint` is the label of `endpoint_id`, `message_id` the event that was answered, `said_at` the desk's own time.
    `by` and `note` are the desk's words and may name people.
    """

    endpoint_id: str
    endpoint: str
    answer: str
    receipt_id: str
    message_id: str
    said_at: float
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPressNoted(Event):
    """A press that by the site's policy raises no incident: of an unknown, retired or foreign transmitter."""

    press: Press
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PressNoted(Event):
    """A press that by the pattern of its transmitter raises no incident: too few so far."""

    press: Press
    place: Place
    mode: Mode = Mode.LIVE
