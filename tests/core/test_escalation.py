"""Escalation: at 30, 60 and 120 seconds without a person, over restarts, and not a moment longer than needed."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from custom_components.duress.core.events import Actor, ActorKind, Event, IncidentEscalated, IncidentRaised
from custom_components.duress.core.lifecycle import IllegalStepError, Step
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.school import School
from tests.core.builders import MS_ORTIZ, START, a_school, after, hear, pressed, report

AUTOMATION = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Automation")


def a_raised_incident(ladder: tuple[float, ...] = (30.0, 60.0, 120.0)) -> tuple[School, IncidentRaised]:
    """Return a school with an incident raised at second 0."""
    school = a_school()
    school.set_policies(replace(Policies(), ladder=ladder))
    (raised,) = hear(school, (0, pressed()))
    assert isinstance(raised, IncidentRaised)
    return school, raised


def ticking(school: School, until: float, begin: float = 0.0) -> list[tuple[float, int]]:
    """Let a school's own deadlines wake it up; return when which levels were reached."""
    found: list[tuple[float, int]] = []
    moment = after(begin)
    while (deadline := school.next_deadline()) is not None and deadline <= after(until).steady:
        moment = after(max(deadline - START.steady, begin))
        found += [(round(moment.steady - START.steady, 3), one.level) for one in escalations(school.tick(moment))]
    return found


def escalations(events: Iterable[Event]) -> list[IncidentEscalated]:
    """Return the escalations among events."""
    return [event for event in events if isinstance(event, IncidentEscalated)]


def test_the_ladder_runs_to_its_end() -> None:
    """Given an incident that nobody acknowledges, then it escalates at 30, 60 and 120 s and never again."""
    school, _ = a_raised_incident()
    assert ticking(school, 400) == [(30.0, 1), (60.0, 2), (120.0, 3)]


@pytest.mark.parametrize("step", [Step.ACKNOWLEDGE, Step.CANCEL])
def test_a_person_ends_it(step: Step) -> None:
    """Given an incident at level 1, when a person does something with it, then no further level comes."""
    school, raised = a_raised_incident()
    assert ticking(school, 40) == [(30.0, 1)]
    school.step(raised.incident_id, step, MS_ORTIZ, after(45), "a mistake")
    assert ticking(school, 400, 45) == []


def test_an_automation_does_not_end_it() -> None:
    """Given an incident that only an automation acknowledged, then it escalates all the same."""
    school, raised = a_raised_incident()
    school.step(raised.incident_id, Step.ACKNOWLEDGE, AUTOMATION, after(2))
    assert ticking(school, 400, 2) == [(30.0, 1), (60.0, 2), (120.0, 3)]


def test_further_presses_do_not_start_it_anew() -> None:
    """Given an incident at level 1, when it is pressed again, then the next step comes when it would have come."""
    school, _ = a_raised_incident()
    assert ticking(school, 40) == [(30.0, 1)]
    hear(school, (41, report()), (50, pressed()))
    assert ticking(school, 100, 50) == [(60.0, 2)]


def test_without_a_ladder_nothing_escalates() -> None:
    """Given a site that wants no escalation, then none comes."""
    school, _ = a_raised_incident(ladder=())
    assert ticking(school, 400) == []


def test_by_hand_any_time() -> None:
    """Given an incident, when somebody wants more people told, then the next level is reached; not once it is over."""
    school, raised = a_raised_incident()
    school.step(raised.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(3))
    (event,) = school.escalate(raised.incident_id, MS_ORTIZ, after(5))
    assert isinstance(event, IncidentEscalated)
    assert (event.level, event.waited, event.actor) == (1, 5.0, MS_ORTIZ)
    school.step(raised.incident_id, Step.CLEAR, MS_ORTIZ, after(9), "over")
    with pytest.raises(IllegalStepError):
        school.escalate(raised.incident_id, MS_ORTIZ, after(10))


def test_a_clock_that_is_behind_after_a_restart_delays_no_step() -> None:
    """Given level 1 at 30 s, when the computer starts with its clock an hour behind, then level 2 comes in time."""
    school, raised = a_raised_incident()
    events = [raised, *escalations(school.tick(after(31)))]
    restored = a_school()
    behind = Moment(50.0, START.utc - 3600)
    restored.restore(events, 1, {}, behind)
    deadline = restored.next_deadline()
    assert deadline is not None
    assert deadline - behind.steady == pytest.approx(29)


@pytest.mark.parametrize(
    ("stopped", "started", "expected"),
    [
        (10, 20, [(30.0, 1), (60.0, 2), (120.0, 3)]),
        (40, 50, [(60.0, 2), (120.0, 3)]),
        (10, 70, [(70.0, 1), (70.0, 2), (120.0, 3)]),
        (40, 500, [(500.0, 2), (500.0, 3)]),
    ],
)
def test_a_restart_moves_no_step(stopped: float, started: float, expected: list[tuple[float, int]]) -> None:
    """Given a site that stops and starts, then each step comes at its time, and what was missed comes at once."""
    school, raised = a_raised_incident()
    events: list[Event] = [raised]
    while (deadline := school.next_deadline()) is not None and deadline <= after(stopped).steady:
        events += school.tick(after(deadline - START.steady))
    restored = a_school()
    restored.set_policies(replace(Policies(), ladder=(1.0, 2.0)))
    restored.restore([event for event in events if not event.event_id.startswith("x")], 1, {}, after(started))
    assert ticking(restored, 600, started) == expected
