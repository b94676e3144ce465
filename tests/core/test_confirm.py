"""Confirming first: only endpoints wait, never longer than was promised, and nothing is lost by it."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.confirm import (
    Confirmation,
    NothingToConfirmError,
    confirmation_of,
    forwarded_to,
)
from custom_components.duress.core.events import Event, IncidentEvent, IncidentRaised, IncidentUnconfirmed
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Kind, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs, Mid, make_uid
from tests.core.builders import MS_ORTIZ, START, a_school, after, hear, pressed, report

NURSE = make_uid(Mid.END_DEVICE, 77)
NURSES_PENDANT = Transmitter(
    device_id="nurse",
    uid=NURSE,
    pti=0x3A,
    label="Nurse",
    role=Role.PENDANT,
    kinds={AlarmInputs.INPUT_1: Kind.ASSIST, AlarmInputs.INPUT_2: Kind.DURESS},
)


def waiting_school(**waits: float) -> School:
    """Return a school in which endpoints wait some seconds, by kind."""
    school = a_school(extra=[NURSES_PENDANT])
    school.set_policies(Policies(confirm={Kind(kind): seconds for kind, seconds in waits.items()}))
    return school


def the_incident(school: School) -> Incident:
    """Return the only open incident."""
    (incident,) = school.incidents.open.values()
    return incident


def restarted(school: School, now: Moment) -> School:
    """Return the school as a new start finds it at a moment, from what was stored."""
    stored: list[Event] = [
        from_data(name_of(event), to_data(event)) for one in school.incidents.open.values() for event in one.history
    ]
    fresh = a_school(extra=[NURSES_PENDANT])
    fresh.restore(stored, 1, {}, now)
    return fresh


def test_nothing_waits_unless_somebody_decided_so() -> None:
    """Given no decision, when somebody presses, then endpoints are told at once."""
    school = waiting_school()
    hear(school, (0, pressed()))
    assert confirmation_of(the_incident(school)) is Confirmation.NOT_ASKED
    assert school.waits.next_deadline() is None


def test_when_nobody_confirms_it_is_told_in_time() -> None:
    """Given 20 s to confirm, when nobody does, then at 20 s, not before, it is told as unconfirmed, once."""
    school = waiting_school(duress=20)
    (raised, *_) = hear(school, (0, pressed()))
    assert isinstance(raised, IncidentRaised)
    assert confirmation_of(the_incident(school)) is Confirmation.WAITING
    assert school.waits.next_deadline() == START.steady + 20
    assert school.waits.due(after(19.9)) == []
    (event,) = school.waits.due(after(20))
    assert isinstance(event, IncidentUnconfirmed)
    assert confirmation_of(the_incident(school)) is Confirmation.UNCONFIRMED
    assert school.waits.due(after(60)) == []
    assert school.waits.next_deadline() is None


def test_a_confirmation_ends_the_waiting_once() -> None:
    """Given an alarm that waits, when two people confirm it, then the first does and the second is told so."""
    school = waiting_school(duress=20)
    hear(school, (0, pressed()))
    incident = the_incident(school)
    school.waits.confirm(incident.incident_id, MS_ORTIZ, after(5))
    assert confirmation_of(incident) is Confirmation.CONFIRMED
    assert school.waits.due(after(30)) == []
    with pytest.raises(NothingToConfirmError) as refused:
        school.waits.confirm(incident.incident_id, MS_ORTIZ, after(6))
    assert refused.value.confirmation is Confirmation.CONFIRMED


def test_who_acknowledges_has_not_confirmed() -> None:
    """Given an alarm that waits, when it is acknowledged, then it still waits; when it is cleared, it was denied."""
    school = waiting_school(duress=20)
    hear(school, (0, pressed()))
    incident = the_incident(school)
    school.step(incident.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(1))
    assert confirmation_of(incident) is Confirmation.WAITING
    school.step(incident.incident_id, Step.CLEAR, MS_ORTIZ, after(2), "fell on it")
    assert confirmation_of(incident) is Confirmation.DENIED
    assert school.waits.due(after(20)) == []


def test_a_doubtful_press_never_waits() -> None:
    """Given 20 s to confirm, when an unknown pendant is pressed, then endpoints are told at once."""
    school = waiting_school(duress=20)
    hear(school, (0, pressed(make_uid(Mid.END_DEVICE, 99))))
    assert confirmation_of(the_incident(school)) is Confirmation.NOT_ASKED


@pytest.mark.parametrize(("duress", "expected"), [(0, 0), (60, 10), (5, 5)])
def test_a_graver_press_waits_no_longer(duress: float, expected: float) -> None:
    """Given an assist that waits 20 s, when the same person presses for duress after 10 s, then it waits 10 at most."""
    school = waiting_school(assist=20, duress=duress)
    first = report(NURSE, alarms=AlarmInputs.INPUT_1, pti=0x3A)
    both = report(NURSE, alarms=AlarmInputs.INPUT_1 | AlarmInputs.INPUT_2, pti=0x3A)
    events = hear(school, (0, first), (10, both))
    assist, graver = (event for event in events if isinstance(event, IncidentRaised))
    assert (assist.kind, assist.hold) == (Kind.ASSIST, 20)
    assert (graver.kind, graver.hold) == (Kind.DURESS, expected)


@given(
    wait=st.floats(1, 120),
    down=st.floats(0, 300),
    clock=st.floats(-100_000, 100_000),
)
def test_a_restart_prolongs_nothing(wait: float, down: float, clock: float) -> None:
    """Given an alarm that waits, when all restarts with any clock, then it waits no longer than the whole time."""
    school = waiting_school(duress=wait)
    hear(school, (0, pressed()))
    now = Moment(START.steady + down, START.utc + down + clock)
    fresh = restarted(school, now)
    deadline = fresh.waits.next_deadline()
    assert deadline is not None
    assert now.steady <= deadline <= now.steady + wait
    if clock == 0:
        assert deadline == pytest.approx(max(now.steady, START.steady + wait))
    assert [type(event) for event in fresh.waits.due(Moment(deadline, now.utc))] == [IncidentUnconfirmed]


def test_whom_to_tell_survives_a_restart() -> None:
    """Given an alarm that waits and was forwarded, when all restarts, then it is known who is to be told."""
    school = waiting_school(duress=20)
    hear(school, (0, pressed()))
    school.waits.forwarded(the_incident(school).incident_id, ("desk",), MS_ORTIZ, after(1))
    fresh = restarted(school, after(5))
    assert forwarded_to(the_incident(fresh)) == {"desk"}
    assert fresh.waits.next_deadline() == pytest.approx(START.steady + 20)


def test_before_a_stop_everything_is_told() -> None:
    """Given an alarm that waits, when the system is asked to stop, then the waiting is over and the stop is noted."""
    school = waiting_school(duress=60)
    hear(school, (0, pressed()))
    told = [*school.waits.stopping(after(3)), *school.waits.interrupted(after(3))]
    assert [name_of(event) for event in told] == ["incident_unconfirmed", "incident_interrupted"]
    assert all(isinstance(event, IncidentEvent) for event in told)
    assert school.waits.due(after(90)) == []
