"""What happens to incidents, and the presses that become none."""

from dataclasses import dataclass

from ..roster import Kind
from .base import Actor, Event, Place, Press


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
class DoubtfulPressNoted(Event):
    """A press that by the site's policy raises no incident: of an unknown, retired or foreign transmitter."""

    press: Press
    place: Place
