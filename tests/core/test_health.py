"""Every minute the school knows which device is alive and what is the matter with it."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import Condition, ConditionEnded, ConditionStarted, Event
from custom_components.duress.core.readiness import PathFacts, Protection, judge
from custom_components.duress.core.records import name_of
from custom_components.duress.core.roster import Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import (
    Aggregate,
    DeviceReset,
    EndDeviceFlags,
    LegacyReceiverCheckIn,
    LocatorStatus,
    Message,
    Mid,
    ReceiverCheckIn,
    Route,
    UnknownMessage,
    make_uid,
)
from tests.core.builders import (
    BUTTON,
    GATEWAY,
    PENDANT,
    REPEATER_EAST,
    REPEATER_WEST,
    START,
    a_school,
    after,
    check_in,
    hear,
    pressed,
    repeater,
    report,
)

WAITING = 3 * 180 + 30
HOURLY = Transmitter(
    device_id="hourly", uid=make_uid(Mid.END_DEVICE, 7), pti=0x1D, label="Pendant 60", role=Role.PENDANT
)


def conditions(events: list[Event]) -> list[tuple[str, str, str]]:
    """Return what began and ended, in order."""
    return [
        (name_of(event), event.device_id, str(event.condition))
        for event in events
        if isinstance(event, (ConditionStarted, ConditionEnded))
    ]


def run(school: School, until: float) -> list[tuple[float, str]]:
    """Let the clock run as the one timer would; return who is missing from when (seconds after the start)."""
    missing: list[tuple[float, str]] = []
    while (deadline := school.next_deadline()) is not None and deadline - START.steady <= until:
        now = after(deadline - START.steady)
        missing += [
            (now.steady - START.steady, event.device_id)
            for event in school.tick(now)
            if isinstance(event, ConditionStarted)
        ]
    return missing


def test_missing_after_three_intervals_by_product() -> None:
    """Given pendants of 3 and 60 minutes, when both fall silent, then each is missing after three of its intervals."""
    school = a_school(extra=[HOURLY])
    missing = {device: at for at, device in run(school, 4 * 3600)}
    assert missing["pendant"] == pytest.approx(WAITING, abs=1)
    assert missing["hourly"] == pytest.approx(3 * 3600 + 30, abs=1)


def test_check_in_postpones_and_restores() -> None:
    """Given a pendant that is heard late and then again, when it comes back, then the trouble ends."""
    school = a_school()
    hear(school, (100, check_in()))
    missing = {device: at for at, device in run(school, 700)}
    assert missing["button"] == pytest.approx(WAITING, abs=1)
    assert missing["pendant"] == pytest.approx(100 + WAITING, abs=1)
    (back,) = hear(school, (1000, check_in()))
    assert isinstance(back, ConditionEnded)
    assert back.condition is Condition.MISSING
    assert back.lasted == pytest.approx(1000 - 100 - WAITING, abs=1)


def test_lost_receiver_is_one_trouble_and_nobody_is_missing() -> None:
    """Given a receiver that is lost for an hour, when it comes back, then no device was or is missing."""
    school = a_school()
    lost = school.link_changed("receiver-1", after(60), connected=False, detail="silent")
    assert conditions(lost) == [("condition_started", "receiver-1", "link_lost")]
    assert school.next_deadline() is None
    back = school.link_changed("receiver-1", after(3660), connected=True)
    assert conditions(back) == [("condition_ended", "receiver-1", "link_lost")]
    assert run(school, 3660 + WAITING - 1) == []
    assert {device for _, device in run(school, 3660 + WAITING + 1)} == {"pendant", "button", "west", "east"}


def test_one_of_two_receivers_lost_goes_on_judging() -> None:
    """Given two receivers, when one is lost, then devices are judged by the other."""
    school = a_school(receivers=2)
    school.link_changed("receiver-1", after(10), connected=False)
    assert school.next_deadline() is not None
    assert len(run(school, WAITING + 1)) == 4


@pytest.mark.parametrize(
    ("message", "device", "condition", "ended_by"),
    [
        (report(flags=EndDeviceFlags.LOW_BATTERY), "pendant", "low_battery", check_in()),
        (report(BUTTON, flags=EndDeviceFlags.TAMPER, pti=0x12), "button", "tamper", check_in(BUTTON, pti=0x12)),
        (report(BUTTON, flags=EndDeviceFlags.LINE_TAMPER, pti=0x12), "button", "tamper", check_in(BUTTON, pti=0x12)),
        (repeater(status=0x02), "west", "mains_lost", repeater()),
        (repeater(status=0x40), "west", "low_battery", repeater()),
        (repeater(status=0x20), "west", "tamper", repeater()),
        (repeater(status=0x80), "west", "jammed", repeater()),
        (ReceiverCheckIn(0, 0, 0x80), "receiver-1", "jammed", ReceiverCheckIn(0, 0, 0x10)),
        (LegacyReceiverCheckIn(0, 0x20), "receiver-1", "tamper", LegacyReceiverCheckIn(0, 0x10)),
    ],
)
def test_each_condition_begins_and_ends_once(message: Message, device: str, condition: str, ended_by: Message) -> None:
    """Given a condition, when it is reported twice and then gone twice, then it began once and ended once."""
    events = hear(a_school(), (1, message), (2, message), (60, ended_by), (61, ended_by))
    assert conditions(events) == [
        ("condition_started", device, condition),
        ("condition_ended", device, condition),
    ]


def test_alarm_with_battery_and_tamper_is_all_three() -> None:
    """Given one message with alarm, low battery and tamper, when it comes, then the alarm is first."""
    both = EndDeviceFlags.LOW_BATTERY | EndDeviceFlags.TAMPER
    events = hear(a_school(), (1, report(alarms=pressed().alarms, flags=both)))
    assert [name_of(event) for event in events] == ["incident_raised", "condition_started", "condition_started"]


def test_impossible_status_starts_no_trouble() -> None:
    """Given a status word of a failing battery, when it claims tamper and low battery, then neither is believed."""
    nonsense = EndDeviceFlags.RESERVED | EndDeviceFlags.TAMPER | EndDeviceFlags.LOW_BATTERY
    assert hear(a_school(), (1, report(flags=nonsense))) == []


def test_copies_of_a_restart_are_one() -> None:
    """Given a repeater that restarts, when its message comes three times, then it restarted once."""
    reset = DeviceReset(Route(REPEATER_WEST, GATEWAY), 10, 60, 58)
    events = hear(a_school(), (1, reset), (1.5, reset), (2, repeater(status=0x08)), (60, reset))
    assert [name_of(event) for event in events] == ["device_restarted", "device_restarted"]


def test_unchanged_check_ins_are_no_events() -> None:
    """Given a healthy school, when a thousand check-ins come, then nothing happened."""
    school = a_school()
    assert hear(school, *((n, check_in()) for n in range(1000))) == []
    assert school.take_fresh() == ["pendant"]
    assert school.take_fresh() == []


def test_sensor_is_shown_and_calls_nobody() -> None:
    """Given a door contact, when it opens and closes, then it is shown anew each time and nobody called for help."""
    contact = Transmitter(device_id="door", uid=make_uid(Mid.END_DEVICE, 55), pti=0x00, label="Door", role=Role.SENSOR)
    school = a_school(extra=[contact])
    shown = []
    messages = (check_in(contact.uid), pressed(contact.uid), pressed(contact.uid), report(contact.uid))
    for seconds, message in enumerate(messages):
        assert hear(school, (seconds, message)) == []
        shown.append(school.take_fresh())
    assert shown == [["door"], ["door"], [], ["door"]]


def test_aggregate_keeps_its_order() -> None:
    """Given an aggregate with a press and its release, when it comes, then both are taken in order."""
    first = pressed(first_hop=REPEATER_EAST)
    aggregate = Aggregate(Route(REPEATER_EAST, GATEWAY), (first, report(first_hop=REPEATER_EAST)), 50, 48)
    assert [name_of(event) for event in hear(a_school(), (1, aggregate))] == ["incident_raised", "button_released"]


def test_what_nobody_understands_does_nothing() -> None:
    """Given unknown messages, when they come, then nothing happens and nothing breaks."""
    locator = LocatorStatus(Route(make_uid(Mid.END_DEVICE, 5), GATEWAY), 0x10, 40, 40)
    events = hear(a_school(), (1, UnknownMessage(b"\x72")), (2, locator), (3, locator))
    assert [name_of(event) for event in events] == ["stranger_heard"]


def test_replaced_hardware_must_be_heard_anew() -> None:
    """Given a pendant with a low battery, when its hardware is replaced, then the new one is not ready until heard."""
    school = a_school()
    hear(school, (1, report(flags=EndDeviceFlags.LOW_BATTERY)))
    roster = school.roster
    fresh = make_uid(Mid.END_DEVICE, 5_000_000)
    swapped = [
        Transmitter(device_id=one.device_id, uid=fresh, pti=one.pti, label=one.label, role=one.role, room=one.room)
        if one.device_id == "pendant"
        else one
        for one in roster.transmitters.values()
    ]
    school.install(list(roster.receivers.values()), swapped, after(10))
    state = school.devices["pendant"]
    assert not state.conditions
    assert not state.heard_since_start
    hear(school, (20, check_in(fresh)))
    assert school.devices["pendant"].is_ready


def test_removed_device_is_forgotten() -> None:
    """Given a school, when a pendant is removed, then it is never missing."""
    school = a_school()
    rest = [one for one in school.roster.transmitters.values() if one.device_id != "pendant"]
    school.install(list(school.roster.receivers.values()), rest, after(1))
    assert {device for _, device in run(school, WAITING + 10)} == {"button", "west", "east"}


def heard_school() -> School:
    """Return a school in which everything was heard."""
    school = a_school()
    hear(school, (1, check_in()), (1, check_in(BUTTON, pti=0x12)), (1, repeater()), (1, repeater(REPEATER_EAST)))
    return school


PROVEN = PathFacts(proven=True, waiting=0)
UNPROVEN = PathFacts(proven=False, waiting=1)


@pytest.mark.parametrize(
    ("school", "paths", "expected"),
    [
        (a_school(), [PROVEN], Protection.NOT_PROTECTED),
        (heard_school(), [PROVEN], Protection.READY),
        (heard_school(), [], Protection.ATTENTION),
        (heard_school(), [PROVEN, UNPROVEN], Protection.ATTENTION),
        (heard_school(), [UNPROVEN], Protection.NOT_PROTECTED),
    ],
)
def test_readiness(school: School, paths: list[PathFacts], expected: Protection) -> None:
    """Given what was heard and proven, when the site is judged, then unknown is not OK."""
    assert judge(school, paths).protection is expected


def test_any_trouble_needs_attention() -> None:
    """Given a ready school, when one pendant's battery is low, then the site needs attention."""
    school = heard_school()
    hear(school, (2, report(PENDANT, flags=EndDeviceFlags.LOW_BATTERY)))
    readiness = judge(school, [PROVEN])
    assert readiness.protection is Protection.ATTENTION
    assert (readiness.buttons_ready, readiness.buttons, readiness.troubles) == (1, 2, 1)


@given(st.lists(st.floats(1, 5000), max_size=30))
def test_one_deadline_is_never_late(times: list[float]) -> None:
    """Given check-ins at any times, when the clock runs, then missing is said exactly on time."""
    school = a_school()
    heard, missing_at = 0.0, []
    for at in sorted(times):
        missing_at += [when for when, device in run(school, at) if device == "pendant"]
        hear(school, (at, check_in()))
        if at - heard <= WAITING:
            assert not missing_at or missing_at[-1] <= heard
        heard = at
    (last,) = [when for when, device in run(school, heard + WAITING + 1) if device == "pendant"]
    assert last == pytest.approx(heard + WAITING, abs=0.01)
