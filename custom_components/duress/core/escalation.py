"""Escalation: nobody acknowledged in time, so more people are to be told.

The steps of an incident are in its `IncidentRaised`, so a restart, or a change of the settings meanwhile, moves none.
Only what a person does ends it; an automation that acknowledges does not.
"""

from .events import Event, IncidentEscalated
from .ids import Namer
from .incidents import Incident, Incidents
from .moment import Moment


class Escalation:
    """The next escalation of each open incident."""

    def __init__(self, incidents: Incidents, namer: Namer) -> None:
        """Follow the incidents of a site."""
        self._incidents = incidents
        self._namer = namer
        self._raised: dict[str, float] = {}

    def raised(self, incident_id: str, steady: float) -> None:
        """Count the time of an incident from a steady moment."""
        self._raised[incident_id] = steady

    def age(self, incident_id: str, steady: float) -> float:
        """Return how many seconds ago an open incident was raised; setting the computer's clock changes nothing."""
        return steady - self._raised[incident_id]

    def restore(self, now: Moment) -> None:
        """Take up the time of incidents that were open before a start.

        What is stored of an incident shows how old it is at least, should the clock be wrong after the start.
        """
        self._raised = {
            incident_id: now.steady - max(now.utc, *(event.at for event in incident.history)) + incident.raised_at
            for incident_id, incident in self._incidents.open.items()
        }

    def due(self, now: Moment) -> list[Event]:
        """Return the escalations that are due."""
        events: list[Event] = []
        for incident in list(self._incidents.open.values()):
            while (deadline := self.deadline(incident)) is not None and deadline <= now.steady:
                events.append(self._escalate(incident, now))
        for incident_id in self._raised.keys() - self._incidents.open.keys():
            del self._raised[incident_id]
        return events

    def next_deadline(self) -> float | None:
        """Return the steady time of the next escalation; None if there is none to come."""
        deadlines = map(self.deadline, self._incidents.open.values())
        return min((deadline for deadline in deadlines if deadline is not None), default=None)

    def deadline(self, incident: Incident) -> float | None:
        """Return the steady time at which an incident escalates next.

        None once a person takes care of it, and after the last step.
        """
        if incident.attended or not incident.state.is_active or incident.level >= len(incident.ladder):
            return None
        return self._raised.get(incident.incident_id, float("-inf")) + incident.ladder[incident.level]

    def _escalate(self, incident: Incident, now: Moment) -> Event:
        """Take the next step of an incident."""
        level = incident.level + 1
        event = IncidentEscalated(
            event_id=self._namer.new(now.utc, "escalated", incident.incident_id, level),
            at=now.utc,
            incident_id=incident.incident_id,
            level=level,
            waited=max(0.0, now.utc - incident.raised_at),
        )
        self._incidents.apply(event)
        return event
