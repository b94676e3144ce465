"""Which incident a press belongs to: many presses are one case, a graver one is a case of its own, none is lost."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from custom_components.duress.core.events import Event, IncidentLocated, IncidentRaised, IncidentRepeated
from custom_components.duress.core.incidents import JOIN_WINDOW
from custom_components.duress.core.lifecycle import State, Step
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.policies import Policies, PressPolicy
from custom_components.duress.core.roster import Kind, Life, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import Mid, Uid, make_uid
from tests.core.builders import (
    BUTTON,
    EN1223S,
    GYM,
    MS_ORTIZ,
    PENDANT,
    REPEATER_EAST,
    REPEATER_WEST,
    ROOM_101,
    ROOM_204,
    a_school,
    after,
    hear,
    pressed,
)


def uid_of(number: int) -> Uid:
    """Return the radio identifier of one more pendant."""
    return make_uid(Mid.END_DEVICE, 500 + number)


def a_pendant(number: int, kind: Kind = Kind.DURESS, life: Life = Life.ASSIGNED) -> Transmitter:
    """Return one more pendant."""
    return Transmitter(
        device_id=f"p{number}",
        uid=uid_of(number),
        pti=EN1223S,
        label=f"P{number}",
        role=Role.PENDANT,
        room=ROOM_204,
        kind=kind,
        life=life,
    )


def kinds(events: Iterable[Event]) -> list[str]:
    """Return in words what presses became."""
    words = {IncidentRaised: "raised", IncidentRepeated: "repeated"}
    return [words[type(event)] for event in events if type(event) in words]


def test_many_presses_in_a_minute_are_one_incident() -> None:
    """Given 25 pendants pressed within 60 s, then one incident is raised and 24 presses join it, each kept."""
    school = a_school(extra=[a_pendant(number) for number in range(25)])
    events = hear(school, *((2.4 * number, pressed(uid_of(number))) for number in range(25)))
    assert kinds(events) == ["raised"] + ["repeated"] * 24
    (incident,) = school.incidents.open.values()
    assert len(incident.presses) == len(incident.places) == 25
    assert {press.device_id for press in incident.presses} == {f"p{number}" for number in range(25)}


@pytest.mark.parametrize(("later", "expected"), [(JOIN_WINDOW, ["repeated"]), (JOIN_WINDOW + 1, ["raised"])])
def test_the_window_counts_from_the_first_press(later: float, expected: list[str]) -> None:
    """Given an incident, when another pendant is pressed at the end of the window or after it, then it joins or not."""
    school = a_school()
    hear(school, (0, pressed()), (1700, pressed(BUTTON, pti=0x12)))
    assert kinds(hear(school, (later, pressed(uid_of(1))))) == expected


def test_its_own_transmitter_joins_at_any_time() -> None:
    """Given an incident of yesterday that is still active, when its pendant is pressed, then it joins."""
    school = a_school()
    hear(school, (0, pressed()))
    assert kinds(hear(school, (86_400, pressed()))) == ["repeated"]


def test_a_window_of_nothing_joins_nobody() -> None:
    """Given a site that sets the window of duress to 0, then each transmitter has an incident of its own."""
    school = a_school()
    school.set_policies(replace(Policies(), join_windows={Kind.DURESS: 0.0}))
    assert kinds(hear(school, (0, pressed()), (0, pressed(BUTTON, pti=0x12)))) == ["raised", "raised"]


def test_a_graver_press_has_its_own_incident_at_once() -> None:
    """Given an assist incident, when somebody asks for a lockdown, then that is raised beside it and joined."""
    school = a_school(extra=[a_pendant(1, Kind.ASSIST), a_pendant(2, Kind.LOCKDOWN), a_pendant(3, Kind.MEDICAL)])
    events = hear(school, (0, pressed(uid_of(1))), (5, pressed(uid_of(2))), (6, pressed(uid_of(3))))
    assert kinds(events) == ["raised", "raised", "repeated"]
    assist, lockdown = school.incidents.open.values()
    assert (assist.kind, len(assist.presses)) == (Kind.ASSIST, 1)
    assert (lockdown.kind, len(lockdown.presses)) == (Kind.LOCKDOWN, 2)


@pytest.mark.parametrize("step", [Step.CLEAR, Step.CANCEL])
def test_nothing_joins_what_is_resolved(step: Step) -> None:
    """Given a resolved incident, when somebody presses, then a new incident is raised: nobody watches the old one."""
    school = a_school()
    (raised,) = hear(school, (0, pressed()))
    assert isinstance(raised, IncidentRaised)
    school.step(raised.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(5))
    school.step(raised.incident_id, step, MS_ORTIZ, after(6), "over")
    assert kinds(hear(school, (10, pressed(BUTTON, pti=0x12)))) == ["raised"]


def test_several_incidents_stand_side_by_side() -> None:
    """Given five incidents, when one is acknowledged, then four are as they were."""
    school = a_school(extra=[a_pendant(number) for number in range(5)])
    school.set_policies(replace(Policies(), join_windows={Kind.DURESS: 0.0}))
    hear(school, *((number, pressed(uid_of(number))) for number in range(5)))
    first, *others = school.incidents.open.values()
    school.step(first.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(9))
    assert [one.number for one in school.incidents.open.values()] == [1, 2, 3, 4, 5]
    assert {one.state for one in others} == {State.RAISED}


def test_each_press_keeps_its_own_place() -> None:
    """Given two presses in one incident, when a copy of the first comes late, then it moves only the first."""
    school = a_school()
    events = hear(
        school,
        (0, pressed(first_hop=REPEATER_WEST, level=30)),
        (1, pressed(BUTTON, pti=0x12)),
        (1.5, pressed(first_hop=REPEATER_EAST, level=60)),
    )
    assert isinstance(events[-1], IncidentLocated)
    (incident,) = school.incidents.open.values()
    assert [room.name for room in incident.rooms] == [ROOM_204.name, GYM.name]
    assert incident.place.room == GYM
    assert incident.original_place.room == ROOM_204
    assert ROOM_101 not in incident.rooms


def test_a_press_that_is_only_noted_joins_nothing() -> None:
    """Given a retired pendant whose presses are only noted, when it is pressed in an incident, then it stays a note."""
    school = a_school(extra=[a_pendant(1, life=Life.RETIRED)])
    school.set_policies(replace(Policies(), retired_press=PressPolicy.NOTE))
    hear(school, (0, pressed(PENDANT)))
    assert kinds(hear(school, (5, pressed(uid_of(1))))) == []
    (incident,) = school.incidents.open.values()
    assert len(incident.presses) == 1


@pytest.mark.parametrize(("passed", "skew", "expected"), [(3600, -86_400, "raised"), (60, 86_400, "repeated")])
def test_setting_the_clock_moves_no_window(passed: float, skew: float, expected: str) -> None:
    """Given an incident, when the computer's clock is set by a day, then the window is as long as it was."""
    school = a_school()
    hear(school, (0, pressed()))
    then = after(passed)
    events = school.receive("receiver-1", pressed(BUTTON, pti=0x12), Moment(then.steady, then.utc + skew))
    assert kinds(events) == [expected]


def replayed(school: School, events: list[Event]) -> School:
    """Return a school restored from events."""
    restored = a_school()
    restored.restore(events, 0, {}, after(100))
    return restored


def test_what_joined_is_there_after_a_restart() -> None:
    """Given an incident with several presses and places, when the site is restored, then it stands where it stood."""
    school = a_school()
    events = hear(
        school, (0, pressed()), (1, pressed(BUTTON, pti=0x12)), (1.5, pressed(first_hop=REPEATER_EAST, level=60))
    )
    assert replayed(school, events).incidents.open == school.incidents.open
