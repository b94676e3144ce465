"""The life of an incident: people take the steps, in order, with a reason where one is needed."""

from itertools import product

import pytest

from custom_components.duress.core.events import (
    IncidentAcknowledged,
    IncidentCleared,
    IncidentClosed,
    IncidentRaised,
)
from custom_components.duress.core.lifecycle import (
    TRANSITIONS,
    IllegalStepError,
    ReasonMissingError,
    State,
    Step,
    UnknownIncidentError,
)
from custom_components.duress.core.school import School
from tests.core.builders import MS_ORTIZ, a_school, after, hear, pressed

PATH = {State.RAISED: 0, State.ACKNOWLEDGED: 1, State.CLEARED: 2}


def incident_in(state: State) -> tuple[School, str]:
    """Return a school with an incident that stands so."""
    school = a_school()
    (raised,) = hear(school, (0, pressed()))
    assert isinstance(raised, IncidentRaised)
    for step in list(Step)[: PATH[state]]:
        school.step(raised.incident_id, step, MS_ORTIZ, after(1), "over")
    return school, raised.incident_id


def test_whole_life() -> None:
    """Given an incident, when it is acknowledged, cleared and closed, then each step is an event with a name."""
    school, incident_id = incident_in(State.RAISED)
    events = [
        event
        for seconds, step in enumerate(Step, 10)
        for event in school.step(incident_id, step, MS_ORTIZ, after(seconds), " a mistake ")
    ]
    assert [type(event) for event in events] == [IncidentAcknowledged, IncidentCleared, IncidentClosed]
    assert events[1].reason == "a mistake"  # type: ignore[attr-defined]
    assert not school.incidents.open


@pytest.mark.parametrize(
    ("state", "step"), [pair for pair in product(PATH, Step) if pair not in TRANSITIONS], ids=lambda one: str(one)
)
def test_steps_outside_the_table_change_nothing(state: State, step: Step) -> None:
    """Given where an incident stands, when a step is not in the table, then it is refused and nothing has changed."""
    school, incident_id = incident_in(state)
    history = list(school.incidents.open[incident_id].history)
    with pytest.raises(IllegalStepError) as refused:
        school.step(incident_id, step, MS_ORTIZ, after(5), "over")
    assert (refused.value.state, refused.value.step) == (state, step)
    assert school.incidents.open[incident_id].history == history


@pytest.mark.parametrize(("state", "step"), [(State.ACKNOWLEDGED, Step.CLEAR), (State.CLEARED, Step.CLOSE)])
def test_ending_an_alarm_needs_a_reason(state: State, step: Step) -> None:
    """Given an alarm, when somebody ends it without saying why, then it goes on."""
    school, incident_id = incident_in(state)
    with pytest.raises(ReasonMissingError):
        school.step(incident_id, step, MS_ORTIZ, after(5), "   ")
    assert school.incidents.open[incident_id].state is state


def test_unknown_incident_is_refused() -> None:
    """Given no incident, when somebody acknowledges one, then it is refused."""
    with pytest.raises(UnknownIncidentError):
        a_school().step("nothing", Step.ACKNOWLEDGE, MS_ORTIZ, after(0))
