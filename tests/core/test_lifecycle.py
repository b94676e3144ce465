"""The life of an incident: people take the steps, in order, with a reason where one is needed."""

from itertools import product

import pytest

from custom_components.duress.core.events import (
    Actor,
    ActorKind,
    IncidentAcknowledged,
    IncidentCancelled,
    IncidentCleared,
    IncidentClosed,
    IncidentOnScene,
    IncidentRaised,
    IncidentResponding,
)
from custom_components.duress.core.lifecycle import (
    NEEDS_REASON,
    TRANSITIONS,
    AlreadyAcknowledgedError,
    Disposition,
    IllegalStepError,
    ReasonMissingError,
    State,
    Step,
    UnknownIncidentError,
)
from custom_components.duress.core.school import School
from tests.core.builders import MS_ORTIZ, a_school, after, hear, pressed

MR_BELL = Actor(kind=ActorKind.USER, user_id="u2", name="Bell")
AUTOMATION = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Automation")

PATHS = {
    State.RAISED: [],
    State.ACKNOWLEDGED: [Step.ACKNOWLEDGE],
    State.RESPONDING: [Step.ACKNOWLEDGE, Step.RESPOND],
    State.ON_SCENE: [Step.ACKNOWLEDGE, Step.RESPOND, Step.ARRIVE],
    State.RESOLVED: [Step.ACKNOWLEDGE, Step.CLEAR],
}


def incident_in(state: State) -> tuple[School, str]:
    """Return a school with an incident that stands so."""
    school = a_school()
    (raised,) = hear(school, (0, pressed()))
    assert isinstance(raised, IncidentRaised)
    for step in PATHS[state]:
        school.step(raised.incident_id, step, MS_ORTIZ, after(1), "over")
    assert school.incidents.open[raised.incident_id].state is state
    return school, raised.incident_id


def test_whole_life() -> None:
    """Given an incident, when people handle it from first to last, then each step is an event with a name."""
    school, incident_id = incident_in(State.RAISED)
    incident = school.incidents.open[incident_id]
    steps = [Step.ACKNOWLEDGE, Step.RESPOND, Step.ARRIVE, Step.CLEAR, Step.CLOSE]
    events = [
        event
        for seconds, step in enumerate(steps, 10)
        for event in school.step(incident_id, step, MS_ORTIZ, after(seconds), " a mistake ")
    ]
    assert [type(event) for event in events] == [
        IncidentAcknowledged,
        IncidentResponding,
        IncidentOnScene,
        IncidentCleared,
        IncidentClosed,
    ]
    assert all(event.actor == MS_ORTIZ for event in events)  # type: ignore[attr-defined]
    assert events[3].reason == "a mistake"  # type: ignore[attr-defined]
    assert incident.disposition is Disposition.REAL
    assert not school.incidents.open


@pytest.mark.parametrize(
    ("state", "step"), [pair for pair in product(PATHS, Step) if pair not in TRANSITIONS], ids=lambda one: str(one)
)
def test_steps_outside_the_table_change_nothing(state: State, step: Step) -> None:
    """Given where an incident stands, when a step is not in the table, then it is refused and nothing has changed."""
    school, incident_id = incident_in(state)
    history = list(school.incidents.open[incident_id].history)
    with pytest.raises(IllegalStepError) as refused:
        school.step(incident_id, step, MS_ORTIZ, after(5), "over")
    assert (refused.value.state, refused.value.step) == (state, step)
    assert school.incidents.open[incident_id].history == history


@pytest.mark.parametrize(("state", "step"), list(TRANSITIONS), ids=lambda one: str(one))
def test_steps_of_the_table_lead_where_it_says(state: State, step: Step) -> None:
    """Given where an incident stands, when a step is in the table, then it leads to the table's state."""
    school, incident_id = incident_in(state)
    incident = school.incidents.open[incident_id]
    school.step(incident_id, step, MS_ORTIZ, after(5), "over")
    assert incident.state is TRANSITIONS[state, step]


@pytest.mark.parametrize(
    ("state", "step"), [pair for pair in TRANSITIONS if pair[1] in NEEDS_REASON], ids=lambda one: str(one)
)
def test_ending_an_alarm_needs_a_reason(state: State, step: Step) -> None:
    """Given an alarm, when somebody ends it without saying why, then it goes on."""
    school, incident_id = incident_in(state)
    with pytest.raises(ReasonMissingError):
        school.step(incident_id, step, MS_ORTIZ, after(5), "   ")
    assert school.incidents.open[incident_id].state is state


def test_unknown_incident_is_refused() -> None:
    """Given no incident, when somebody acknowledges or escalates one, then it is refused."""
    with pytest.raises(UnknownIncidentError):
        a_school().step("nothing", Step.ACKNOWLEDGE, MS_ORTIZ, after(0))
    with pytest.raises(UnknownIncidentError):
        a_school().escalate("nothing", MS_ORTIZ, after(0))


def test_the_second_to_acknowledge_learns_who_was_first() -> None:
    """Given two people who acknowledge within a second, then the first counts and the second is told of the first."""
    school, incident_id = incident_in(State.RAISED)
    school.step(incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(18))
    with pytest.raises(AlreadyAcknowledgedError) as refused:
        school.step(incident_id, Step.ACKNOWLEDGE, MR_BELL, after(18.6))
    assert (refused.value.by, round(refused.value.after)) == ("Ortiz", 18)


def test_a_person_takes_over_from_an_automation() -> None:
    """Given an automation that acknowledged, when a person does, then it counts; a second person is refused."""
    school, incident_id = incident_in(State.RAISED)
    school.step(incident_id, Step.ACKNOWLEDGE, AUTOMATION, after(1))
    with pytest.raises(AlreadyAcknowledgedError):
        school.step(incident_id, Step.ACKNOWLEDGE, AUTOMATION, after(2))
    (event,) = school.step(incident_id, Step.ACKNOWLEDGE, MR_BELL, after(3))
    assert isinstance(event, IncidentAcknowledged)
    with pytest.raises(AlreadyAcknowledgedError) as refused:
        school.step(incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(4))
    assert (refused.value.by, round(refused.value.after)) == ("Bell", 3)


@pytest.mark.parametrize("disposition", [Disposition.CANCELLED, Disposition.FALSE_ALARM])
def test_a_cancellation_says_what_it_was(disposition: Disposition) -> None:
    """Given an incident, when somebody calls it off, then it is resolved and says as what."""
    school, incident_id = incident_in(State.RAISED)
    (event,) = school.step(incident_id, Step.CANCEL, MS_ORTIZ, after(5), "a child played", disposition)
    assert isinstance(event, IncidentCancelled)
    incident = school.incidents.open[incident_id]
    assert (incident.state, incident.disposition) == (State.RESOLVED, disposition)


def test_nothing_is_cancelled_as_real() -> None:
    """Given an incident, when it is to be cancelled as real, then that is no cancellation."""
    school, incident_id = incident_in(State.RAISED)
    with pytest.raises(ValueError, match="cannot be cancelled as real"):
        school.step(incident_id, Step.CANCEL, MS_ORTIZ, after(5), "over", Disposition.REAL)
