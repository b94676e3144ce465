"""Whether endpoints wait until somebody has confirmed an alarm, and for how long.

By kind: at once, or after a confirmation and in any case after some seconds. Only endpoints wait, never the site.
How long is written into the beginning of the incident, so that changed settings and restarts prolong nothing.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from .events import (
    Actor,
    Event,
    IncidentConfirmed,
    IncidentForwarded,
    IncidentInterrupted,
    IncidentRaised,
    IncidentRepeated,
    IncidentUnconfirmed,
    Press,
)
from .ids import Namer
from .incidents import AnyIncidentEvent, Incident, Incidents
from .lifecycle import UnknownIncidentError
from .moment import Moment
from .roster import Kind


class Confirmation(StrEnum):
    """How an incident stands with its confirmation; `denied` was ended by people before anybody confirmed it."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DENIED = "denied"


class NothingToConfirmError(Exception):
    """A confirmation of an incident that does not wait for one."""

    def __init__(self, incident_id: str, confirmation: Confirmation) -> None:
        """Keep how it stands."""
        super().__init__(f"incident {incident_id} does not wait: {confirmation}")
        self.confirmation = confirmation


def hold_of(incident: Incident) -> float:
    """Return for how many seconds from its beginning endpoints may wait; 0 for at once."""
    first = incident.history[0] if incident.history else None
    return first.hold if isinstance(first, IncidentRaised) else 0.0


def confirmation_of(incident: Incident) -> Confirmation:
    """Return how an incident stands with its confirmation."""
    if hold_of(incident) <= 0:
        return Confirmation.NOT_ASKED
    for event in incident.history:
        if isinstance(event, IncidentConfirmed):
            return Confirmation.CONFIRMED
        if isinstance(event, IncidentUnconfirmed):
            return Confirmation.UNCONFIRMED
    return Confirmation.WAITING if incident.state.is_active else Confirmation.DENIED


def forwarded_to(incident: Incident) -> set[str]:
    """Return the endpoints that are to be told of an incident once it waits no longer."""
    return {
        endpoint_id
        for event in incident.history
        if isinstance(event, IncidentForwarded)
        for endpoint_id in event.endpoint_ids
    }


def hold_for(press: Press, waits: Mapping[Kind, float], incidents: Incidents, utc: float) -> float:
    """Return for how many seconds endpoints may wait for a new incident of a press at `utc`.

    A doubtful press is told at once, and one that is graver than an incident that waits for the same transmitter not
    later than that would have been.
    """
    wait = waits.get(press.kind, 0.0)
    if wait <= 0 or press.doubts:
        return 0.0
    others = [
        incident.raised_at + hold_of(incident) - utc
        for incident in incidents.open.values()
        if any(known.uid == press.uid for known in incident.presses)
        and confirmation_of(incident) is Confirmation.WAITING
    ]
    return max(0.0, min([wait, *others]))


class Waits:
    """Until when the open incidents wait, on the steady clock."""

    def __init__(self, incidents: Incidents, namer: Namer) -> None:
        """Start with none that waits."""
        self._incidents = incidents
        self._namer = namer
        self._due: dict[str, float] = {}

    def follow(self, events: Iterable[Event], now: Moment) -> None:
        """Begin to wait for what was just raised; a doubtful press ends the waiting of the incident it joins."""
        for event in events:
            if isinstance(event, IncidentRaised) and event.hold > 0:
                self._due[event.incident_id] = now.steady + event.hold
            elif isinstance(event, IncidentRepeated) and event.incident_id in self._due and event.press.doubts:
                self._due[event.incident_id] = now.steady

    def restore(self, now: Moment) -> None:
        """Take up what still waits; a clock that was set back makes nobody wait longer than the whole time."""
        for incident in self._waiting():
            hold = hold_of(incident)
            self._due[incident.incident_id] = now.steady + max(0.0, min(hold, incident.raised_at + hold - now.utc))

    def next_deadline(self) -> float | None:
        """Return the steady time at which `due` must be called; None while nothing waits."""
        return min(self._due.values(), default=None)

    def due(self, now: Moment) -> list[Event]:
        """Return what waits no longer because its time ran out."""
        over = [incident_id for incident_id, due in self._due.items() if due <= now.steady]
        return self._end(over, now)

    def stopping(self, now: Moment) -> list[Event]:
        """Return what is to be told before the site stops, when nobody could be told later: all that waits."""
        return self._end([incident.incident_id for incident in self._waiting()], now)

    def interrupted(self, now: Moment) -> list[Event]:
        """Note in every open incident that the site is about to stop."""
        return [
            self._apply(
                IncidentInterrupted(
                    event_id=self._namer.new(now.utc, "interrupted", incident_id), at=now.utc, incident_id=incident_id
                )
            )
            for incident_id in list(self._incidents.open)
        ]

    def confirm(self, incident_id: str, actor: Actor, now: Moment) -> list[Event]:
        """Note that somebody confirmed an alarm; raises UnknownIncidentError or NothingToConfirmError."""
        incident = self._incidents.open.get(incident_id)
        if incident is None:
            raise UnknownIncidentError(incident_id)
        if (confirmation := confirmation_of(incident)) is not Confirmation.WAITING:
            raise NothingToConfirmError(incident_id, confirmation)
        self._due.pop(incident_id, None)
        event_id = self._namer.new(now.utc, "confirmed", incident_id)
        return [
            self._apply(IncidentConfirmed(event_id=event_id, at=now.utc, incident_id=incident_id, actor=actor)),
        ]

    def forwarded(self, incident_id: str, endpoint_ids: tuple[str, ...], actor: Actor, now: Moment) -> list[Event]:
        """Note whom to tell of an incident that waits."""
        event_id = self._namer.new(now.utc, "forwarded", incident_id, *endpoint_ids)
        event = IncidentForwarded(
            event_id=event_id, at=now.utc, incident_id=incident_id, endpoint_ids=endpoint_ids, actor=actor
        )
        return [self._apply(event)]

    def _waiting(self) -> list[Incident]:
        """Return the incidents that wait."""
        return [one for one in self._incidents.open.values() if confirmation_of(one) is Confirmation.WAITING]

    def _end(self, incident_ids: Iterable[str], now: Moment) -> list[Event]:
        """End the waiting of incidents; of those that people ended meanwhile nothing is said."""
        events: list[Event] = []
        for incident_id in incident_ids:
            self._due.pop(incident_id, None)
            incident = self._incidents.open.get(incident_id)
            if incident is not None and confirmation_of(incident) is Confirmation.WAITING:
                event_id = self._namer.new(now.utc, "unconfirmed", incident_id)
                events.append(self._apply(IncidentUnconfirmed(event_id=event_id, at=now.utc, incident_id=incident_id)))
        return events

    def _apply(self, event: AnyIncidentEvent) -> AnyIncidentEvent:
        """Let the incident know of an event and return it."""
        self._incidents.apply(event)
        return event
