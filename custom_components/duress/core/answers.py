"""What desks answer to an incident: each receipt once, kept with the incident, and no step of its life.

A desk that declines calls nobody off; people at the site decide. It answers until the incident is closed; what comes
later is only stored.
"""

from .events import Event, IncidentAnswered, MessageAnswered
from .ids import named_after
from .incidents import Incidents


class ReceiptReusedError(Exception):
    """Another answer came before under the same id of a receipt."""


class Answers:
    """The answers of desks to the open incidents."""

    def __init__(self, incidents: Incidents) -> None:
        """Write down what is answered to the incidents of a site."""
        self._incidents = incidents

    def take(self, answered: IncidentAnswered) -> list[Event]:
        """Keep an answer with its open incident; nothing happens if it is known. Raises ReceiptReusedError."""
        incident = self._incidents.open[answered.incident_id]
        known = next((one for one in incident.answers if one.event_id == answered.event_id), None)
        if known is not None:
            check_same(known, answered)
            return []
        self._incidents.apply(answered)
        return [answered]


def check_same(known: IncidentAnswered | MessageAnswered, answered: IncidentAnswered | MessageAnswered) -> None:
    """Raise ReceiptReusedError if two answers with the same id say different things."""
    if (known.answer, known.by, known.note) != (answered.answer, answered.by, answered.note):
        raise ReceiptReusedError


def answer_id(about: str, endpoint_id: str, receipt_id: str) -> str:
    """Return the id of the event that a receipt causes: the same each time it comes, sorted with what it is about."""
    return named_after(about, endpoint_id, receipt_id)
