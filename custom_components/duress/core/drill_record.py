"""What a drill was like: how fast people were, who pressed, what went wrong. Follows from the ledger alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .events import (
    DeclaredReal,
    DrillEnded,
    DrillStarted,
    Event,
    IncidentAcknowledged,
    IncidentCleared,
    IncidentClosed,
    IncidentEvent,
    IncidentRaised,
    IncidentRepeated,
    Mode,
    TroubleStarted,
)
from .records import name_of

_STEPS: Final[dict[type[Event], str]] = {
    IncidentAcknowledged: "acknowledged",
    IncidentCleared: "cleared",
    IncidentClosed: "closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillIncident:
    """One incident of a drill; `seconds` after it was raised each step was taken first."""

    number: int
    kind: str
    raised_at: float
    presses: int
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRecord:
    """One drill. Labels are those of transmitters; `problems` are troubles that began meanwhile."""

    started: DrillStarted
    ended: DrillEnded | None
    incidents: tuple[DrillIncident, ...]
    pressed: tuple[str, ...]
    not_pressed: tuple[str, ...]
    problems: tuple[str, ...]
    declared_real: bool


def drill_record(events: Sequence[Event], rehearsal_id: str | None = None) -> DrillRecord | None:
    """Return the record of a drill, the latest without an id, from events in their order; None if it is not there."""
    started = next(
        (one for one in reversed(events) if isinstance(one, DrillStarted) and rehearsal_id in (None, one.rehearsal_id)),
        None,
    )
    if started is None:
        return None
    ended = next(
        (one for one in events if isinstance(one, DrillEnded) and one.rehearsal_id == started.rehearsal_id), None
    )
    after = events[events.index(started) :]
    during = after if ended is None else after[: after.index(ended)]
    raised = [one for one in during if isinstance(one, IncidentRaised) and one.mode is Mode.DRILL]
    of = {
        one.incident_id: [e for e in after if isinstance(e, IncidentEvent) and e.incident_id == one.incident_id]
        for one in raised
    }
    pressed = {
        event.press.device_id
        for found in of.values()
        for event in found
        if isinstance(event, (IncidentRaised, IncidentRepeated))
    }
    named = list(zip(started.device_ids, started.labels, strict=True))
    return DrillRecord(
        started=started,
        ended=ended,
        incidents=tuple(_incident(one, of[one.incident_id]) for one in raised),
        pressed=tuple(label for device_id, label in named if device_id in pressed),
        not_pressed=tuple(label for device_id, label in named if device_id not in pressed),
        problems=tuple(f"{one.label}: {one.kind}" for one in during if isinstance(one, TroubleStarted)),
        declared_real=any(isinstance(one, DeclaredReal) and one.rehearsal_id == started.rehearsal_id for one in after),
    )


def _incident(raised: IncidentRaised, events: Sequence[IncidentEvent]) -> DrillIncident:
    """Return one incident of a drill: each kind of step by its name, at the first time it was taken."""
    seconds: dict[str, float] = {}
    for event in events:
        if hasattr(event, "actor"):
            step = _STEPS.get(type(event), name_of(event).removeprefix("incident_"))
            seconds.setdefault(step, round(event.at - raised.at, 1))
    presses = sum(isinstance(one, (IncidentRaised, IncidentRepeated)) for one in events)
    return DrillIncident(number=raised.number, kind=raised.kind, raised_at=raised.at, presses=presses, seconds=seconds)
