"""Roles: what the table must never allow, and what no radio message can do."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import Event
from custom_components.duress.core.lifecycle import State, Step
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.roles import ACTIONS, COMMANDS, DIALOGS, GRANTS, PERSONAL, Right, Role, Trace, may
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags
from tests.core.builders import GATEWAY, MS_ORTIZ, PENDANT, REPEATER_EAST, START, a_school, pressed, report

GUARDED = {Right.CANCEL_INCIDENTS, Right.BYPASS, Right.FORGET_PEOPLE, Right.TEST_MODE, Right.CHANGE_RETENTION}

SILENT = {"simulate", "verify_ledger", "who_had", "show_deliveries"}


def test_every_right_is_granted_and_administrators_have_all() -> None:
    """Given the table, then each right has a row, and an administrator may do everything."""
    assert GRANTS.keys() == set(Right)
    assert all(may(Role.ADMINISTRATOR, right) for right in Right)
    assert {*(act.right for act in ACTIONS.values()), *COMMANDS.values(), *DIALOGS.values()} <= GRANTS.keys()


def test_guarded_acts_are_guarded() -> None:
    """Given acts that take protection or proof away, then they need a reason, and nobody without a role may do them."""
    assert {right for right, grant in GRANTS.items() if grant.guarded} == GUARDED
    assert not any(may(Role.VIEWER, right) for right in GUARDED)


@pytest.mark.parametrize("role", PERSONAL)
def test_everybody_may_call_for_help(role: Role) -> None:
    """Given any role, then it may see what happens and call for help."""
    assert may(role, Right.SEE)
    assert may(role, Right.RAISE_INCIDENTS)


def test_automations_learn_no_names_and_call_nothing_off_as_false() -> None:
    """Given an automation, then it may read no name, cancel nothing, and change neither people, roles nor retention."""
    never = {
        Right.READ_NAMES,
        Right.CANCEL_INCIDENTS,
        Right.CHANGE_PEOPLE,
        Right.FORGET_PEOPLE,
        Right.CHANGE_ROLES,
        Right.CHANGE_SETTINGS,
        Right.CHANGE_RETENTION,
        Right.EXPORT,
    }
    assert not any(may(Role.AUTOMATION, right) for right in never)


def test_what_calls_helpers_off_is_not_for_ones_own_press() -> None:
    """Given the actions that call helpers off, then they are refused to whoever was pressed for."""
    assert ACTIONS["clear"].not_own
    assert GRANTS[Right.CANCEL_INCIDENTS].not_own


def test_only_questions_leave_nothing() -> None:
    """Given the actions, then those that leave no entry are questions, and what a demo school simulates."""
    silent = {name for name, act in ACTIONS.items() if act.trace is Trace.NOTHING}
    assert all(name.startswith("get_") or name in SILENT for name in silent)


HEARD = st.tuples(
    st.floats(0.01, 4_000),
    st.sampled_from([AlarmInputs(0), *AlarmInputs]),
    st.integers(0, 255).map(EndDeviceFlags),
    st.sampled_from([GATEWAY, REPEATER_EAST]),
)


@given(
    traffic=st.lists(HEARD, max_size=30), steps=st.lists(st.sampled_from([Step.ACKNOWLEDGE, Step.CLEAR]), max_size=2)
)
def test_nothing_a_pendant_sends_ends_an_incident(
    traffic: list[tuple[float, AlarmInputs, EndDeviceFlags, int]], steps: list[Step]
) -> None:
    """Given an incident, when its pendant sends anything at all, then it stands where people brought it."""
    school = a_school()
    school.urgent("receiver-1", pressed(), START)
    (incident,) = school.incidents.open.values()
    for step in sorted(set(steps), key=list(Step).index):
        if step is Step.ACKNOWLEDGE or incident.state is State.ACKNOWLEDGED:
            school.step(incident.incident_id, step, MS_ORTIZ, START, "all well")
    stood = incident.state
    happened: list[Event] = []
    for at, alarms, flags, hop in sorted(traffic, key=lambda one: one[0]):
        now = Moment(START.steady + at, START.utc + at)
        message = report(PENDANT, alarms=alarms, flags=flags, first_hop=hop)  # type: ignore[arg-type]
        happened += [
            *school.urgent("receiver-1", message, now),
            *school.health("receiver-1", message, now),
            *school.tick(now),
        ]
    assert incident.state is stood
    assert incident.incident_id in school.incidents.open
    assert not any(getattr(event, "actor", None) for event in happened)
