"""Presses in doubt: of unknown, foreign and retired transmitters. Shown at once, by policy an alarm, never dropped."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import (
    Doubt,
    DoubtfulPressNoted,
    Event,
    IncidentRaised,
    IncidentRepeated,
    StrangerHeard,
    StrangerStays,
)
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.core.policies import Policies, PressPolicy
from custom_components.duress.core.roster import Life, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, Mid, Uid, make_uid
from tests.core.builders import MS_ORTIZ, OFFICE, REPEATER_WEST, a_school, after, hear, pressed, report

STRANGER = make_uid(Mid.END_DEVICE, 99)
OLD = make_uid(Mid.END_DEVICE, 98)
NOTE_ALL = Policies(unknown_press=PressPolicy.NOTE, retired_press=PressPolicy.NOTE)


def in_life(life: Life) -> Transmitter:
    """Return a pendant in some state of its life."""
    return Transmitter(device_id="old", uid=OLD, pti=0x18, label="Pendant 9", role=Role.PENDANT, life=life)


def a_school_with(policies: Policies, life: Life = Life.RETIRED) -> School:
    """Return a school with policies and one more pendant."""
    school = a_school(extra=[in_life(life)])
    school.set_policies(policies)
    return school


def kinds_of(events: list[Event]) -> list[type[Event]]:
    """Return what presses became."""
    return [type(event) for event in events if not isinstance(event, (StrangerHeard, StrangerStays))]


def test_an_unknown_press_is_an_alarm_until_somebody_decides_otherwise() -> None:
    """Given no decision, when an unknown pendant is pressed, then an incident is raised, with the doubt."""
    (raised, _) = hear(a_school(), (0, pressed(STRANGER)))
    assert isinstance(raised, IncidentRaised)
    assert raised.press.doubts == (Doubt.UNREGISTERED,)


def test_an_unknown_press_is_noted_by_policy_with_its_place() -> None:
    """Given the policy to note, when an unknown pendant is pressed, then it is noted once, with place and doubt."""
    school = a_school_with(NOTE_ALL)
    near = pressed(STRANGER, first_hop=REPEATER_WEST)
    events = hear(school, (0, near), (0.3, pressed(STRANGER)), (4, report(STRANGER)))
    noted = events[0]
    assert kinds_of(events) == [DoubtfulPressNoted]
    assert isinstance(noted, DoubtfulPressNoted)
    assert noted.press.doubts == (Doubt.UNREGISTERED,)
    assert noted.place.room == OFFICE
    assert not school.incidents.open


def test_a_retired_pendant_is_an_alarm_with_its_doubt() -> None:
    """Given a retired pendant, when it is pressed, then an incident says that a retired device was used."""
    (raised,) = hear(a_school_with(Policies()), (0, pressed(OLD)))
    assert isinstance(raised, IncidentRaised)
    assert raised.press.doubts == (Doubt.RETIRED,)
    assert raised.press.label == "Pendant 9"


def test_a_retired_pendant_is_noted_by_policy() -> None:
    """Given the policy to note, when a retired pendant is pressed, then it is noted and nothing is raised."""
    assert kinds_of(hear(a_school_with(NOTE_ALL), (0, pressed(OLD)))) == [DoubtfulPressNoted]


@pytest.mark.parametrize("life", [life for life in Life if life is not Life.RETIRED])
def test_every_other_life_is_an_alarm_whatever_the_policy(life: Life) -> None:
    """Given a pendant in any other life, when it is pressed, then it is an alarm, with a doubt if not in use."""
    (raised,) = hear(a_school_with(NOTE_ALL, life), (0, pressed(OLD)))[:1]
    assert isinstance(raised, IncidentRaised)
    in_use = life in (Life.ASSIGNED, Life.LOANED)
    assert raised.press.doubts == (() if in_use else (Doubt(life),))


def test_a_foreign_pendant_is_only_noted_whatever_the_policy() -> None:
    """Given the policy to alarm, when a transmitter marked "not ours" is pressed, then it is noted only."""
    school = a_school_with(Policies(not_ours=frozenset([STRANGER])))
    (noted,) = hear(school, (0, pressed(STRANGER)))
    assert isinstance(noted, DoubtfulPressNoted)
    assert noted.press.doubts == (Doubt.UNREGISTERED, Doubt.NOT_OURS)


def test_what_is_installed_is_ours() -> None:
    """Given a pendant that was marked "not ours" and then installed, when it is pressed, then it is an alarm."""
    school = a_school_with(Policies(not_ours=frozenset([OLD])), Life.ASSIGNED)
    assert kinds_of(hear(school, (0, pressed(OLD)))) == [IncidentRaised]


def test_an_active_incident_goes_on_when_the_policy_changes() -> None:
    """Given an incident of an unknown pendant, when the policy becomes to note, then further presses still join it."""
    school = a_school()
    (raised, _) = hear(school, (0, pressed(STRANGER)))
    assert isinstance(raised, IncidentRaised)
    school.set_policies(NOTE_ALL)
    assert kinds_of(hear(school, (60, pressed(STRANGER)))) == [IncidentRepeated]
    for step in (Step.ACKNOWLEDGE, Step.CLEAR):
        school.step(raised.incident_id, step, MS_ORTIZ, after(70), "over")
    assert kinds_of(hear(school, (120, pressed(STRANGER)))) == [DoubtfulPressNoted]


TRAFFIC = st.lists(
    st.tuples(
        st.floats(0, 40),
        st.sampled_from([STRANGER, OLD, make_uid(Mid.END_DEVICE, 97)]),
        st.sampled_from([AlarmInputs(0), AlarmInputs.INPUT_1, AlarmInputs.INPUT_1 | AlarmInputs.INPUT_2]),
        st.sampled_from([EndDeviceFlags(0), EndDeviceFlags.NO_CHANGE]),
    ),
    max_size=30,
)
POLICY = st.sampled_from(list(PressPolicy))
FOREIGN = st.sets(st.sampled_from([STRANGER, OLD]))


@given(TRAFFIC, st.sampled_from(list(Life)), POLICY, POLICY, FOREIGN)
def test_no_policy_drops_a_press(
    traffic: list[tuple[float, Uid, AlarmInputs, EndDeviceFlags]],
    life: Life,
    unknown: PressPolicy,
    retired: PressPolicy,
    foreign: set[Uid],
) -> None:
    """Given any policies and traffic, then what raises or repeats with none of them is exactly what is shown."""
    messages = [
        (at, report(uid, alarms=alarms, flags=flags))
        for at, uid, alarms, flags in sorted(traffic, key=lambda one: one[0])
    ]
    policies = Policies(unknown_press=unknown, retired_press=retired, not_ours=frozenset(foreign))
    without, shown = (
        [
            (event.press.uid, event.press.inputs, event.at)
            for event in hear(school, *messages)
            if isinstance(event, (IncidentRaised, IncidentRepeated, DoubtfulPressNoted))
        ]
        for school in (a_school_with(Policies(), life), a_school_with(policies, life))
    )
    assert without == shown
