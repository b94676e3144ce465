"""The life of an incident, as one table: what may follow what.

Nothing the radio says is in this table (rule: latched). Only people, or automations in their name, take these steps;
a released button or a silent pendant changes no state. The drawing in docs/incidents.md is made from this table.
"""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an incident stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    RESPONDING = "responding"
    ON_SCENE = "on_scene"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def is_active(self) -> bool:
        """Whether somebody may still be in danger."""
        return self in ACTIVE


ACTIVE: Final = (State.RAISED, State.ACKNOWLEDGED, State.RESPONDING, State.ON_SCENE)


ORDER: Final = tuple(State)
"""How far an incident is, for what happens at the same time."""


class Step(StrEnum):
    """What people do with an incident."""

    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"
    ARRIVE = "arrive"
    CLEAR = "clear"
    CANCEL = "cancel"
    CLOSE = "close"


class Disposition(StrEnum):
    """What an incident turned out to be, once it is resolved."""

    REAL = "real"
    CANCELLED = "cancelled"
    FALSE_ALARM = "false_alarm"
    TEST = "test"
    DRILL = "drill"


CANCELLED_AS: Final = (Disposition.CANCELLED, Disposition.FALSE_ALARM)
"""What a person may say of an incident that is called off."""

TRANSITIONS: Final[dict[tuple[State, Step], State]] = {
    (State.RAISED, Step.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.RAISED, Step.CANCEL): State.RESOLVED,
    (State.ACKNOWLEDGED, Step.RESPOND): State.RESPONDING,
    (State.ACKNOWLEDGED, Step.ARRIVE): State.ON_SCENE,
    (State.ACKNOWLEDGED, Step.CLEAR): State.RESOLVED,
    (State.ACKNOWLEDGED, Step.CANCEL): State.RESOLVED,
    # Further people set out and arrive; each is noted, and nobody who is there already is sent back.
    (State.RESPONDING, Step.RESPOND): State.RESPONDING,
    (State.RESPONDING, Step.ARRIVE): State.ON_SCENE,
    (State.RESPONDING, Step.CLEAR): State.RESOLVED,
    (State.RESPONDING, Step.CANCEL): State.RESOLVED,
    (State.ON_SCENE, Step.RESPOND): State.ON_SCENE,
    (State.ON_SCENE, Step.ARRIVE): State.ON_SCENE,
    (State.ON_SCENE, Step.CLEAR): State.RESOLVED,
    (State.ON_SCENE, Step.CANCEL): State.RESOLVED,
    (State.RESOLVED, Step.CLOSE): State.CLOSED,
}

NEEDS_REASON: Final = frozenset({Step.CLEAR, Step.CANCEL, Step.CLOSE})


def diagram() -> str:
    """Return the table as a Mermaid state diagram, steps between the same two states in one arrow."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for (state, step), after in TRANSITIONS.items():
        arrows.setdefault((state, after), []).append(step)
    lines = ["stateDiagram-v2", f"    [*] --> {State.RAISED}: press"]
    lines += [f"    {state} --> {after}: {', '.join(steps)}" for (state, after), steps in arrows.items()]
    return "\n".join([*lines, f"    {State.CLOSED} --> [*]"])


class IllegalStepError(Exception):
    """A step that does not follow from where the incident stands."""

    def __init__(self, incident_id: str, state: State, step: str) -> None:
        """Keep what was asked of what."""
        super().__init__(f"incident {incident_id} is {state}: {step} is not possible now")
        self.incident_id = incident_id
        self.state = state
        self.step = step


class AlreadyAcknowledgedError(IllegalStepError):
    """Somebody else was first; `by` is their name and `after` how many seconds after the incident was raised."""

    def __init__(self, incident_id: str, state: State, by: str, after: float) -> None:
        """Keep who was first, and when."""
        super().__init__(incident_id, state, Step.ACKNOWLEDGE)
        self.by = by
        self.after = after


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
