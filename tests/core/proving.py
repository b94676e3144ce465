"""Proofs and duties in a few words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from custom_components.duress.core.duties import (
    DEFAULT_DAYS,
    Duties,
    Duty,
    DutyKind,
    subjects_of,
)
from custom_components.duress.core.events import (
    Doubt,
    DrillEnded,
    Ending,
    IncidentLocated,
    IncidentRaised,
    Method,
    Place,
    Press,
    PressTested,
    Rehearsal,
)
from custom_components.duress.core.roster import Kind, Room
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs
from tests.core.builders import (
    EN1223S,
    PENDANT,
    a_school,
)

DAY = 86_400.0
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = 1_803_297_600.0
"""Noon UTC, 7 a.m. in New York, on Monday, 22 February 2027."""
TODAY = date(2027, 2, 22)
DESK = {"desk": "District desk"}


def at_site(school: School | None = None, *, since: float = MONDAY) -> Duties:
    """Return the duties of a school with a desk, all of them new."""
    duties = Duties()
    duties.follow(subjects_of((school or a_school()).roster, DESK), since)
    return duties


def find(duties: Duties, kind: DutyKind, key: str) -> Duty:
    """Return one duty with the usual intervals."""
    return next(one for one in duties.all(DEFAULT_DAYS, NEW_YORK) if one.subject.duty_id == f"{kind}:{key}")


def standings(duties: Duties, kind: DutyKind, key: str, days: Iterable[int]) -> list[str]:
    """Return how a duty stands some days after Monday."""
    duty = find(duties, kind, key)
    return [str(duty.standing(TODAY + timedelta(days=one))) for one in days]


def a_test(at: float = MONDAY, place: Place | None = None, **more: object) -> PressTested:
    """Return a press of the pendant that passed a test."""
    event = PressTested(
        event_id=f"t{at}",
        at=at,
        rehearsal_id="r",
        kind=Rehearsal.PENDANT_TEST,
        device_id="pendant",
        label="Pendant 1",
        press_id=f"p{at}",
        place=place or Place(method=Method.SITE),
        margin=20,
        paths=1,
    )
    return replace(event, **more)  # type: ignore[arg-type] # fields of the event


def a_press(at: float = MONDAY, *doubts: Doubt, device_id: str | None = "pendant") -> Press:
    """Return a press of the pendant."""
    return Press(
        press_id=f"p{at}", uid=PENDANT, pti=EN1223S, inputs=AlarmInputs.INPUT_1, at=at, device_id=device_id,
        label="Pendant 1", model="EN1223S", doubts=doubts,
    )  # fmt: skip


def raised(press: Press, place: Place) -> IncidentRaised:
    """Return the incident of a press."""
    return IncidentRaised(
        event_id=f"r{press.at}", at=press.at, incident_id="i", number=1, kind=Kind.DURESS, press=press, place=place
    )


def located(press: Press, place: Place, seconds: float) -> IncidentLocated:
    """Return a better place of a press."""
    at = press.at + seconds
    return IncidentLocated(event_id=f"l{at}", at=at, incident_id="i", press_id=press.press_id, place=place)


def drill_ended(at: float, ending: Ending) -> DrillEnded:
    """Return the end of a drill."""
    return DrillEnded(event_id=f"d{at}", at=at, rehearsal_id="r", kind=Rehearsal.DRILL, ending=ending)


def near(room: Room) -> Place:
    """Return the place of a press that a device in a room heard strongest."""
    return Place(method=Method.HEARD_STRONGEST, room=room, heard_by="West")
