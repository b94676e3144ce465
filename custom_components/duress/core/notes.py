"""What people write down during an incident: notes, and the steps of its checklist that are done.

Both are possible until an incident is closed, and neither is a step of its life: they end no escalation. The checklist
is written into the beginning of the incident, so that changed settings change none that is open.
"""

from typing import Final

from .events import Actor, Event, IncidentNoteAdded, IncidentStepChecked
from .ids import Namer
from .incidents import AnyIncidentEvent, Incident, Incidents
from .lifecycle import UnknownIncidentError
from .moment import Moment

LONGEST_NOTE: Final = 1000
"""Characters of a note."""


class NoteRefusedError(Exception):
    """A note that is empty, or has more than LONGEST_NOTE characters."""

    def __init__(self, *, empty: bool) -> None:
        """Keep which of the two it is."""
        super().__init__("the note is empty" if empty else "the note is too long")
        self.empty = empty


class UnknownStepError(Exception):
    """The checklist of an incident has no such step; `steps` is how many it has."""

    def __init__(self, step: int | str, steps: int) -> None:
        """Keep what was asked for."""
        super().__init__(f"no step {step} among {steps}")
        self.step = step
        self.steps = steps


class StepDoneError(Exception):
    """Somebody did a step before; `by` is their name and `after` how many seconds after the incident was raised."""

    def __init__(self, step: int, by: str, after: float) -> None:
        """Keep who was first, and when."""
        super().__init__(f"step {step} is done")
        self.step = step
        self.by = by
        self.after = after


class Notes:
    """The notes and checklists of the open incidents."""

    def __init__(self, incidents: Incidents, namer: Namer) -> None:
        """Write down what happens to the incidents of a site."""
        self._incidents = incidents
        self._namer = namer

    def add(self, incident_id: str, text: str, actor: Actor, now: Moment) -> list[Event]:
        """Keep a note; raises UnknownIncidentError or NoteRefusedError."""
        self._open(incident_id)
        note = text.strip()
        if not note or len(note) > LONGEST_NOTE:
            raise NoteRefusedError(empty=not note)
        event_id = self._namer.new(now.utc, "note", incident_id)
        return self._apply(
            IncidentNoteAdded(event_id=event_id, at=now.utc, incident_id=incident_id, actor=actor, text=note)
        )

    def check(self, incident_id: str, step: int | str, actor: Actor, now: Moment) -> list[Event]:
        """Note that a step is done, given by its number from 1 or its text.

        Raises UnknownIncidentError, UnknownStepError or StepDoneError.
        """
        incident = self._open(incident_id)
        number = _number_of(incident, step)
        if (done := incident.checked.get(number)) is not None:
            raise StepDoneError(number, done.actor.name, max(0.0, done.at - incident.raised_at))
        return self._apply(
            IncidentStepChecked(
                event_id=self._namer.new(now.utc, "step", incident_id, number),
                at=now.utc,
                incident_id=incident_id,
                actor=actor,
                step=number,
                steps=len(incident.checklist),
                text=incident.checklist[number - 1],
            )
        )

    def _open(self, incident_id: str) -> Incident:
        """Return an open incident or raise UnknownIncidentError."""
        if (incident := self._incidents.open.get(incident_id)) is None:
            raise UnknownIncidentError(incident_id)
        return incident

    def _apply(self, event: AnyIncidentEvent) -> list[Event]:
        """Let the incident know of an event and return it."""
        self._incidents.apply(event)
        return [event]


def _number_of(incident: Incident, step: int | str) -> int:
    """Return the number of a step, or raise UnknownStepError."""
    texts = [_plain(text) for text in incident.checklist]
    if isinstance(step, str) and _plain(step) in texts:
        return texts.index(_plain(step)) + 1
    number = int(step) if isinstance(step, int) or (step.isascii() and step.strip().isdecimal()) else 0
    if not 1 <= number <= len(texts):
        raise UnknownStepError(step, len(texts))
    return number


def _plain(text: str) -> str:
    """Return a text as it is compared."""
    return " ".join(text.casefold().split())
