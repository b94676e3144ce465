"""Releases that nobody heard: a button is held for as long as that is sure, and what may be a press is one."""

from dataclasses import replace

import pytest

from custom_components.duress.core.events import Event, IncidentRaised, Rehearsal
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.roster import Role
from custom_components.duress.core.school import School
from custom_components.duress.echostream import EndDeviceFlags, EndDeviceReport
from tests.core.builders import MS_ORTIZ, REPEATER_EAST, START, a_school, after, check_in, hear, pressed, report
from tests.core.tapping import NOTE, ONE, SHOWN, a_school_with, shown, taps

OTHERS = [EndDeviceFlags.LOW_BATTERY, EndDeviceFlags.TAMPER, EndDeviceFlags.RESERVED, EndDeviceFlags.RESET]


def presses(events: list[Event]) -> int:
    """Return how many presses were told."""
    return sum(isinstance(event, SHOWN) for event in events)


def changed(flags: EndDeviceFlags) -> EndDeviceReport:
    """Return a message with the alarm bit set that tells of something else, too."""
    return report(alarms=ONE, flags=flags)


# A press that tells of something else, too


@pytest.mark.parametrize("flags", OTHERS)
def test_a_press_with_a_new_fault_after_an_unheard_release_counts(flags: EndDeviceFlags) -> None:
    """Given a press whose release was not heard, when its pendant is pressed with a weak battery, then that counts."""
    school = a_school()
    assert presses(hear(school, (0, pressed()))) == 1
    assert presses(hear(school, (60, changed(flags)))) == 1


def test_a_failing_battery_that_says_something_else_each_time_hides_no_press() -> None:
    """Given a pendant with nonsense in its status, when it is pressed again and again unreleased, then each counts."""
    nonsense = [EndDeviceFlags.RESERVED_5, EndDeviceFlags.RESERVED_1, EndDeviceFlags.RESERVED_2]
    events = hear(a_school(), *((at * 30, changed(flags)) for at, flags in enumerate(nonsense)))
    assert presses(events) == 3


@pytest.mark.parametrize("flags", OTHERS[:2])
def test_a_fault_of_a_button_that_has_just_said_it_is_held_is_no_press(flags: EndDeviceFlags) -> None:
    """Given a button whose check-in says it is held, when a fault comes within its interval, then it is one press."""
    events = hear(a_school(), (0, pressed()), (180, check_in(held=True)), (389, changed(flags)))
    assert presses(events) == 1
    assert presses(hear(a_school(), (0, pressed()), (180, check_in(held=True)), (391, changed(flags)))) == 2


def test_a_fault_of_a_button_that_a_check_in_told_of_first_is_no_press() -> None:
    """Given a press that a check-in told of, when a fault comes within its interval, then it is one press."""
    assert presses(hear(a_school(), (0, check_in(held=True)), (100, changed(EndDeviceFlags.TAMPER)))) == 1


def test_a_fault_after_a_lost_link_may_be_a_press() -> None:
    """Given a held button, when the link is lost and back, then a message about a fault may be another press."""
    school = a_school()
    assert presses(hear(school, (0, pressed()), (180, check_in(held=True)))) == 1
    lose(school, "receiver-1", 190)
    assert presses(hear(school, (320, changed(EndDeviceFlags.TAMPER)))) == 1


def test_a_restart_of_the_pendant_ends_what_is_known_of_its_button() -> None:
    """Given a button that is held, when its pendant restarts with the bit set, then nobody knows, and it counts."""
    events = hear(a_school(), (0, pressed()), (180, check_in(held=True)), (200, changed(EndDeviceFlags.RESET)))
    assert presses(events) == 2


# Nothing heard of the pendant


def test_a_check_in_after_a_long_silence_is_a_press() -> None:
    """Given a held button, when nothing is heard for the time after which it is missing, then its bit is a press."""
    school = a_school()
    assert presses(hear(school, (0, pressed()), (180, check_in(held=True)), (749, check_in(held=True)))) == 1
    assert presses(hear(school, (1320, check_in(held=True)))) == 1
    assert presses(hear(school, (1500, check_in(held=True)))) == 0


def test_a_pendant_that_seldom_checks_in_is_believed_for_longer() -> None:
    """Given a pendant that checks in every hour, when two check-ins are lost, then its button is still held."""
    school = a_school()
    transmitters = [
        replace(one, check_in=3600.0) if one.role is Role.PENDANT else one
        for one in school.roster.transmitters.values()
    ]
    school.install(list(school.roster.receivers.values()), transmitters, START)
    assert presses(hear(school, (0, pressed()), (3 * 3600, check_in(held=True)))) == 1
    assert presses(hear(school, (6 * 3600 + 31, check_in(held=True)))) == 1


# Nobody listening


def lose(school: School, receiver: str, at: float) -> None:
    """Lose the link of a receiver for two minutes."""
    school.link_changed(receiver, after(at), connected=False)
    school.link_changed(receiver, after(at + 120), connected=True)


def test_a_press_while_the_link_was_lost_counts_with_the_next_check_in() -> None:
    """Given a press, when its release and another press fall into a lost link, then the check-in is that press."""
    school = a_school()
    assert presses(hear(school, (0, pressed()))) == 1
    lose(school, "receiver-1", 2)
    assert presses(hear(school, (150, check_in(held=True)))) == 1
    assert presses(hear(school, (330, check_in(held=True)))) == 0


def test_a_button_that_another_receiver_went_on_hearing_is_still_held() -> None:
    """Given two receivers that hear a held button, when one is lost and back, then it is one press."""
    school = a_school(receivers=2)
    assert presses(hear(school, (0, pressed()))) == 1
    assert presses(hear(school, (0.2, pressed()), receiver="receiver-2")) == 0
    lose(school, "receiver-1", 2)
    assert presses(hear(school, (150, check_in(held=True)))) == 0
    school.link_changed("receiver-2", after(160), connected=False)
    lose(school, "receiver-1", 165)
    assert presses(hear(school, (330, check_in(held=True)))) == 1


def test_a_receiver_that_never_heard_a_button_says_nothing_of_it() -> None:
    """Given a held button that one receiver hears, when that is lost, then another that is there hears no release."""
    school = a_school(receivers=2)
    assert presses(hear(school, (0, pressed()))) == 1
    lose(school, "receiver-1", 2)
    assert presses(hear(school, (150, check_in(held=True)))) == 1


def test_a_stranger_is_heard_while_any_receiver_is_connected() -> None:
    """Given an unknown pendant that is held, when one of two receivers is lost, then it is one press."""
    stranger = pressed()._replace(originator=pressed().originator + 1)  # type: ignore[arg-type]
    held = stranger._replace(flags=EndDeviceFlags.NO_CHANGE)
    school = a_school(receivers=2)
    assert presses(hear(school, (0, stranger))) == 1
    lose(school, "receiver-2", 2)
    assert presses(hear(school, (150, held))) == 0
    school.link_changed("receiver-2", after(160), connected=False)
    lose(school, "receiver-1", 165)
    assert presses(hear(school, (330, held))) == 1


@pytest.mark.parametrize(("alive_until", "counts"), [(2.0, 1), (None, 1), (28.0, 0)])
def test_a_press_while_the_system_was_down_counts_with_the_next_check_in(
    alive_until: float | None, counts: int
) -> None:
    """Given an open press, when the system was down for a while, then a held button may have been pressed anew."""
    school = a_school()
    events = hear(school, (0, pressed()))
    restarted = a_school()
    alive_at = None if alive_until is None else after(alive_until).utc
    restarted.restore(events, 1, {}, after(30), alive_at)
    assert presses(hear(restarted, (150, check_in(held=True)))) == counts
    assert presses(hear(restarted, (330, check_in(held=True)))) == 0


def test_a_button_held_for_long_is_still_held_after_a_quick_restart() -> None:
    """Given a button that is held for an hour, when the system was down for 2 s only, then it is one press."""
    school = a_school()
    events = hear(school, (0, pressed()), *((at, check_in(held=True)) for at in range(180, 3600, 180)))
    restarted = a_school()
    restarted.restore(events, 1, {}, after(3502), after(3500).utc)
    assert presses(hear(restarted, (3600, check_in(held=True)))) == 0


def test_a_clock_that_was_set_back_hides_no_press_after_a_restart() -> None:
    """Given a clock that starts in the past, when a pendant is pressed at once, then it is no copy of an old press."""
    school = a_school()
    events = hear(school, (0, pressed()), (4, report()))
    restarted = a_school()
    behind = Moment(START.steady, START.utc - 3600)
    restarted.restore(events, 1, {}, behind)
    assert presses(restarted.receive("receiver-1", pressed(), behind.later(1))) == 1


@pytest.mark.parametrize("since", [4.0, 64.0])
def test_a_clock_that_was_set_back_between_two_presses_hides_neither(since: float) -> None:
    """Given that the second of two presses has the earlier time, when the system restarts, then it is the later one."""
    school = a_school()
    events = hear(school, (0, pressed()))
    behind = Moment(after(60).steady, START.utc - 3600)
    events += school.receive("receiver-1", pressed(), behind)
    events += school.receive("receiver-1", report(), behind.later(3))
    restarted = a_school()
    restarted.restore(events, 1, {}, behind.later(since), behind.later(since).utc)
    # The second press was released, so a check-in with the bit set is a third one, and a late copy is none.
    if since < 5:
        late = pressed(first_hop=REPEATER_EAST)
        assert presses(restarted.receive("receiver-1", late, behind.later(since + 0.5))) == 0
    assert presses(restarted.receive("receiver-1", check_in(held=True), behind.later(100))) == 1


def test_a_clock_that_was_set_back_makes_a_series_no_shorter() -> None:
    """Given two of three presses, when the system restarts with its clock set back, then the third calls for help."""
    events = hear(a_school_with(NOTE), *taps(0, 6))
    restarted = a_school_with(NOTE)
    behind = Moment(START.steady, START.utc - 3600)
    restarted.restore(events, 1, {}, behind)
    assert [what for what, _, _ in shown(restarted.receive("receiver-1", pressed(), behind.later(1)))] == ["raised"]


def test_a_press_that_a_test_was_declared_real_for_counts_once_after_a_restart() -> None:
    """Given a press in a test that was declared real, when the system restarts, then a series has it once."""
    school = a_school_with(NOTE)
    (started,) = school.modes.start(
        Rehearsal.TEST, ["pendant"], MS_ORTIZ, START, reason="why", seconds=600, incidents=school.incidents
    )
    events = [started, *hear(school, *taps(0))]
    (session,) = school.modes.running.values()
    real = [one for one in school.declare_real(session, MS_ORTIZ, after(1)) if isinstance(one, IncidentRaised)]
    restarted = a_school_with(NOTE)
    restarted.restore([*events, *real], 1, {}, after(2))
    assert [count for _, _, count in shown(hear(restarted, *taps(7)))] == [2]


def test_a_role_that_changes_and_changes_back_hides_no_press() -> None:
    """Given a pressed pendant that is a sensor for a while, when it is a pendant again, then its bit is a press."""
    school = a_school()
    assert presses(hear(school, (0, pressed()))) == 1
    receivers, transmitters = list(school.roster.receivers.values()), list(school.roster.transmitters.values())
    sensors = [replace(one, role=Role.SENSOR) for one in transmitters]
    school.install(receivers, sensors, after(10))
    hear(school, (20, report()), (180, check_in()))
    school.install(receivers, transmitters, after(200))
    assert presses(hear(school, (360, check_in(held=True)))) == 1
