"""The life of an incident, as one table: what may follow what.

Nothing the radio says is in this table (rule: latched). Only people, or automations in their name, take these steps;
a released button or a silent pendant changes no state.
"""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an incident stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    CLEARED = "cleared"
    CLOSED = "closed"

    @property
    def is_active(self) -> bool:
        """Whether somebody may still be in danger."""
        return self in ACTIVE


ACTIVE: Final = (State.RAISED, State.ACKNOWLEDGED)


class Step(StrEnum):
    """What people do with an incident."""

    ACKNOWLEDGE = "acknowledge"
    CLEAR = "clear"
    CLOSE = "close"


TRANSITIONS: Final[dict[tuple[State, Step], State]] = {
    (State.RAISED, Step.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.ACKNOWLEDGED, Step.CLEAR): State.CLEARED,
    (State.CLEARED, Step.CLOSE): State.CLOSED,
}

NEEDS_REASON: Final = frozenset({Step.CLEAR, Step.CLOSE})


class IllegalStepError(Exception):
    """A step that does not follow from where the incident stands."""

    def __init__(self, incident_id: str, state: State, step: Step) -> None:
        """Keep what was asked of what."""
        super().__init__(f"incident {incident_id} is {state}: {step} is not possible now")
        self.incident_id = incident_id
        self.state = state
        self.step = step


class UnknownIncidentError(Exception):
    """No open incident has this identifier."""

    def __init__(self, incident_id: str) -> None:
        """Keep which one was asked for."""
        super().__init__(f"no open incident {incident_id}")
        self.incident_id = incident_id


class ReasonMissingError(Exception):
    """A step that ends an alarm was asked for without saying why."""

    def __init__(self, step: Step) -> None:
        """Keep which step."""
        super().__init__(f"{step} needs a reason")
        self.step = step
