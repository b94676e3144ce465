"""Outputs to an alarm panel: on while an incident of their kind asks for it, off when none does, also over a start."""

from dataclasses import replace

import pytest

from custom_components.duress.core.events import (
    Actor,
    ActorKind,
    Event,
    Mode,
    PanelOutputFailed,
    PanelOutputOff,
    PanelOutputOn,
)
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.core.outputs import Output, Restore
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Kind
from custom_components.duress.core.school import School
from tests.core.builders import BUTTON, MS_ORTIZ, a_school, after, hear, pressed

RELAY = Output(name="switch.relay", kinds=frozenset({Kind.DURESS}))
AN_AUTOMATION = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Automation")


def pressed_school() -> tuple[School, Incident]:
    """Return a school in which a pendant was just pressed, and its incident."""
    school = a_school()
    hear(school, (0, pressed()))
    return school, the_incident(school)


def the_incident(school: School) -> Incident:
    """Return the only open incident."""
    (incident,) = school.incidents.open.values()
    return incident


def is_held(school: School, output: Output, seconds: float) -> bool:
    """Whether an output is to be on some seconds after the start."""
    return bool(school.panel.holding(output, after(seconds)))


def steps(school: School, actor: Actor, *taken: Step, seconds: float = 5) -> None:
    """Take steps with the only incident."""
    incident = the_incident(school)
    for step in taken:
        school.step(incident.incident_id, step, actor, after(seconds), "over")


def restarted(school: School, seconds: float) -> School:
    """Return the school as a new start finds it, from what was stored."""
    stored: list[Event] = [
        from_data(name_of(event), to_data(event)) for one in school.incidents.open.values() for event in one.history
    ]
    fresh = a_school()
    fresh.restore(stored, 1, {}, after(seconds))
    return fresh


def test_a_press_is_told_once_and_held_until_a_person_acknowledges() -> None:
    """Given a relay for duress, when somebody presses, then it is on until a person, not an automation, is there."""
    school, incident = pressed_school()
    assert school.panel.untold(RELAY) == [incident]
    event = school.panel.told(RELAY, incident, after(0.1))
    assert isinstance(event, PanelOutputOn)
    assert (event.incident_id, event.number, event.output) == (incident.incident_id, 1, "switch.relay")
    assert school.panel.untold(RELAY) == []
    steps(school, AN_AUTOMATION, Step.ACKNOWLEDGE)
    assert is_held(school, RELAY, 6)
    steps(school, MS_ORTIZ, Step.ACKNOWLEDGE)
    assert not is_held(school, RELAY, 6)


@pytest.mark.parametrize("output", [replace(RELAY, kinds=frozenset({Kind.MEDICAL})), replace(RELAY, kinds=frozenset())])
def test_other_kinds_are_not_told(output: Output) -> None:
    """Given a relay for another kind, when somebody presses for help in danger, then it stays off."""
    school, _ = pressed_school()
    assert school.panel.untold(output) == []
    assert not is_held(school, output, 0)


def test_a_drill_is_told_only_where_that_was_chosen() -> None:
    """Given a drill's incident, then only a relay that is for drills too tells of it."""
    school, incident = pressed_school()
    incident.mode = Mode.DRILL
    assert school.panel.untold(RELAY) == []
    assert school.panel.untold(replace(RELAY, drills=True)) == [incident]


def test_it_waits_for_a_confirmation_as_endpoints_do() -> None:
    """Given 20 s to confirm, then the panel is told when the wait is over, and never of what was called off before."""
    school = a_school()
    school.set_policies(Policies(confirm={Kind.DURESS: 20.0}))
    hear(school, (0, pressed()))
    assert school.panel.untold(RELAY) == []
    school.waits.due(after(20))
    assert school.panel.untold(RELAY) == [the_incident(school)]

    denied = a_school()
    denied.set_policies(Policies(confirm={Kind.DURESS: 20.0}))
    hear(denied, (0, pressed()))
    steps(denied, MS_ORTIZ, Step.CANCEL)
    denied.waits.due(after(20))
    assert denied.panel.untold(RELAY) == []
    assert not is_held(denied, replace(RELAY, restore=Restore.CLOSED), 21)


def test_until_closed_is_until_closed() -> None:
    """Given a relay that is on until the incident is closed, then neither acknowledging nor clearing lets it go."""
    output = replace(RELAY, restore=Restore.CLOSED)
    school, incident = pressed_school()
    school.panel.told(output, incident, after(0))
    steps(school, MS_ORTIZ, Step.ACKNOWLEDGE, Step.CLEAR)
    assert is_held(school, output, 6)
    steps(school, MS_ORTIZ, Step.CLOSE)
    assert not is_held(school, output, 6)


def test_some_seconds_count_from_when_it_is_on_also_over_a_restart() -> None:
    """Given 10 s, when the relay was only reached after 30, then it is on from 30 to 40, restart or not."""
    output = replace(RELAY, restore=Restore.SECONDS, seconds=10)
    school, incident = pressed_school()
    assert is_held(school, output, 29)
    school.panel.told(output, incident, after(30))
    assert school.panel.next_end(output, after(32)) == 8
    later = restarted(school, 36)
    for one in (school, later):
        assert is_held(one, output, 39.9)
        assert not is_held(one, output, 40)
        assert one.panel.untold(output) == []
        assert one.panel.next_end(output, after(41)) is None


def test_two_incidents_hold_it_and_the_last_lets_it_go() -> None:
    """Given two incidents, when one is acknowledged, then the other still holds the relay."""
    school = a_school()
    school.set_policies(Policies(join_windows={Kind.DURESS: 0.0}))
    hear(school, (0, pressed()), (1, pressed(BUTTON, pti=0x12)))
    first, second = school.panel.untold(RELAY)
    for one in (first, second):
        school.panel.told(RELAY, one, after(1))
    school.step(first.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(2))
    assert school.panel.holding(RELAY, after(3)) == [second]
    school.step(second.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(4))
    assert school.panel.holding(RELAY, after(5)) == []
    event = school.panel.released(RELAY.name, second.incident_id, second.number, after(5))
    assert isinstance(event, PanelOutputOff)
    assert second.history[-1] is event


def test_a_button_is_pressed_once_for_each_incident_and_holds_nothing() -> None:
    """Given a button, when it was pressed for an incident, then it is not again, also after a restart."""
    button = replace(RELAY, name="button.panel", momentary=True)
    school, incident = pressed_school()
    assert school.panel.untold(button) == [incident]
    assert not is_held(school, button, 0)
    school.panel.told(button, incident, after(0))
    assert school.panel.untold(button) == []
    assert restarted(school, 60).panel.untold(button) == []


def test_a_failure_is_noted_once_and_given_up_when_somebody_is_there() -> None:
    """Given a relay that fails, then that is noted once for each reason, and tried until a person takes care."""
    school, incident = pressed_school()
    (event,) = school.panel.failed(RELAY, incident, "unavailable", after(1))
    assert isinstance(event, PanelOutputFailed)
    assert school.panel.failed(RELAY, incident, "unavailable", after(4)) == []
    assert len(school.panel.failed(RELAY, incident, "no_answer", after(7))) == 1
    assert school.panel.untold(RELAY) == [incident]
    assert restarted(school, 60).panel.untold(RELAY) != []
    steps(school, MS_ORTIZ, Step.ACKNOWLEDGE)
    assert school.panel.untold(RELAY) == []
    assert not is_held(school, replace(RELAY, restore=Restore.CLOSED), 8)
