"""Tests and drills in a few words."""

from collections.abc import Sequence

from custom_components.duress.core import events
from custom_components.duress.core.events import Event, IncidentRaised, Rehearsal
from custom_components.duress.core.modes import LONGEST
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.school import School
from custom_components.duress.core.sessions import Session
from tests.core.builders import MS_ORTIZ, START


def begin(
    school: School,
    kind: Rehearsal,
    device_ids: Sequence[str],
    now: Moment = START,
    *,
    seconds: float | None = None,
    reason: str = "autumn drill",
    with_lockdown: bool = False,
) -> Session:
    """Begin a test or drill; return it."""
    (started,) = school.modes.start(
        kind,
        device_ids,
        MS_ORTIZ,
        now,
        reason=reason,
        seconds=LONGEST[kind] if seconds is None else seconds,
        incidents=school.incidents,
        with_lockdown=with_lockdown,
    )
    assert isinstance(started, events.RehearsalStarted)
    return school.modes.running[started.rehearsal_id]


def raised(found: Sequence[Event]) -> list[IncidentRaised]:
    """Return the incidents that were raised."""
    return [event for event in found if isinstance(event, IncidentRaised)]


def only[One: Event](found: Sequence[Event], kind: type[One]) -> One:
    """Return the one event of a kind."""
    (event,) = [event for event in found if isinstance(event, kind)]
    return event
