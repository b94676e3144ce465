"""What people do with incidents: a step is checked against the table of the life cycle and becomes an event."""

from typing import Final

from .events import (
    Actor,
    ActorKind,
    IncidentAcknowledged,
    IncidentCancelled,
    IncidentCleared,
    IncidentClosed,
    IncidentEscalated,
    IncidentOnScene,
    IncidentResponding,
)
from .ids import Namer
from .incidents import AnyIncidentEvent, Incident
from .lifecycle import (
    CANCELLED_AS,
    NEEDS_REASON,
    TRANSITIONS,
    AlreadyAcknowledgedError,
    Disposition,
    IllegalStepError,
    ReasonMissingError,
    Step,
)
from .moment import Moment

ESCALATE: Final = "escalate"
"""The act that changes no state."""


def step_event(
    incident: Incident,
    step: Step,
    actor: Actor,
    now: Moment,
    namer: Namer,
    reason: str = "",
    disposition: Disposition = Disposition.CANCELLED,
) -> AnyIncidentEvent:
    """Return the event of a step; `disposition` is for a cancellation.

    Raises IllegalStepError, AlreadyAcknowledgedError or ReasonMissingError.
    """
    _check(incident, step, actor)
    why = reason.strip()
    if step in NEEDS_REASON and not why:
        raise ReasonMissingError(step)
    incident_id, at = incident.incident_id, now.utc
    event_id = namer.new(at, step, incident_id)
    match step:
        case Step.ACKNOWLEDGE:
            return IncidentAcknowledged(event_id=event_id, at=at, incident_id=incident_id, actor=actor)
        case Step.RESPOND:
            return IncidentResponding(event_id=event_id, at=at, incident_id=incident_id, actor=actor)
        case Step.ARRIVE:
            return IncidentOnScene(event_id=event_id, at=at, incident_id=incident_id, actor=actor)
        case Step.CLEAR:
            return IncidentCleared(event_id=event_id, at=at, incident_id=incident_id, actor=actor, reason=why)
        case Step.CANCEL:
            if disposition not in CANCELLED_AS:
                raise ValueError(f"an incident cannot be cancelled as {disposition}")
            return IncidentCancelled(
                event_id=event_id, at=at, incident_id=incident_id, actor=actor, reason=why, disposition=disposition
            )
        case Step.CLOSE:
            return IncidentClosed(event_id=event_id, at=at, incident_id=incident_id, actor=actor, reason=why)


def escalation_event(incident: Incident, actor: Actor, now: Moment, namer: Namer) -> IncidentEscalated:
    """Return the event of an escalation that somebody wants; IllegalStepError once the danger is over."""
    if not incident.state.is_active:
        raise IllegalStepError(incident.incident_id, incident.state, ESCALATE)
    return IncidentEscalated(
        event_id=namer.new(now.utc, ESCALATE, incident.incident_id),
        at=now.utc,
        incident_id=incident.incident_id,
        level=incident.level + 1,
        waited=max(0.0, now.utc - incident.raised_at),
        actor=actor,
    )


def _check(incident: Incident, step: Step, actor: Actor) -> None:
    """Raise what stands against a step. A person may acknowledge what only automations have acknowledged."""
    first = incident.first_acknowledged
    takes_over = first is not None and not incident.attended and actor.kind is ActorKind.USER
    if step is Step.ACKNOWLEDGE and takes_over and incident.state.is_active:
        return
    if (incident.state, step) in TRANSITIONS:
        return
    if step is Step.ACKNOWLEDGE and first is not None and incident.state.is_active:
        after = max(0.0, first.at - incident.raised_at)
        raise AlreadyAcknowledgedError(incident.incident_id, incident.state, first.actor.name, after)
    raise IllegalStepError(incident.incident_id, incident.state, step)
