"""Every minute the school knows which device is alive and what is the matter with it."""

import pytest

from custom_components.duress.core.events import Event, TroubleEvent, TroubleStarted
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


def troubles(events: list[Event]) -> list[tuple[str, str, str]]:
    """Return what began and ended, in order."""
    return [(name_of(event), event.device_id, str(event.kind)) for event in events if isinstance(event, TroubleEvent)]


def run(school: School, until: float) -> list[tuple[float, str]]:
    """Let the clock run as the one timer would; return who is missing from when (seconds after the start)."""
    missing: list[tuple[float, str]] = []
    while (deadline := school.next_deadline()) is not None and deadline - START.steady <= until:
        now = after(deadline - START.steady)
        missing += [
            (now.steady - START.steady, event.device_id)
            for event in school.tick(now)
            if isinstance(event, TroubleStarted)
        ]
    return missing


LOW = EndDeviceFlags.LOW_BATTERY
BUTTON_FINE = check_in(BUTTON, pti=0x12)


@pytest.mark.parametrize(
    ("message", "device", "kind", "ended_by"),
    [
        (report(flags=LOW), "pendant", "low_battery", check_in()),
        (report(BUTTON, flags=LOW, pti=0x12), "button", "low_battery", BUTTON_FINE),
        (report(BUTTON, flags=EndDeviceFlags.TAMPER, pti=0x12), "button", "tamper", BUTTON_FINE),
        (report(BUTTON, flags=EndDeviceFlags.LINE_TAMPER, pti=0x12), "button", "tamper", BUTTON_FINE),
        (report(flags=EndDeviceFlags.RESERVED), "pendant", "suspect", check_in()),
        (report(pti=0x39), "pendant", "model_mismatch", check_in()),
        (repeater(status=0x02), "west", "mains_lost", repeater()),
        (repeater(status=0x40), "west", "low_battery", repeater()),
        (repeater(status=0x20), "west", "tamper", repeater()),
        (repeater(status=0x80), "west", "jammed", repeater()),
        (ReceiverCheckIn(0, 0, 0x80), "receiver-1", "jammed", ReceiverCheckIn(0, 0, 0x10)),
        (ReceiverCheckIn(0, 0, 0x20), "receiver-1", "tamper", ReceiverCheckIn(0, 0, 0x10)),
        (ReceiverCheckIn(0, 0, 0x08), "receiver-1", "restarted", ReceiverCheckIn(0, 0, 0x10)),
        (LegacyReceiverCheckIn(0, 0x20), "receiver-1", "tamper", LegacyReceiverCheckIn(0, 0x10)),
    ],
)
def test_each_trouble_begins_and_ends_once(message: Message, device: str, kind: str, ended_by: Message) -> None:
    """Given a trouble, when it is reported again and again and then gone for good, then it began and ended once."""
    reported = [(1, message), (1.5, message), (60, message), (120, message)]
    over = [(180, ended_by), (181, ended_by), (240, ended_by), (300, ended_by)]
    events = hear(a_school(), *reported, *over)
    assert troubles(events) == [("trouble_started", device, kind), ("trouble_ended", device, kind)]
    began, ended = (event for event in events if isinstance(event, TroubleEvent))
    assert began.trouble_id == ended.trouble_id


def test_link_failure_counts_only_when_it_comes_up() -> None:
    """Given a link failure bit, when it is always there it is a setting; when it comes up, it is a trouble."""
    wanting, fine = ReceiverCheckIn(0, 0, 0x11), ReceiverCheckIn(0, 0, 0x10)
    assert hear(a_school(), (1, wanting), (31, wanting)) == []
    events = hear(a_school(), (1, fine), (31, wanting), (61, wanting), (91, fine))
    assert troubles(events) == [
        ("trouble_started", "receiver-1", "link_failure"),
        ("trouble_ended", "receiver-1", "link_failure"),
    ]


def test_a_pendants_battery_must_say_it_twice() -> None:
    """Given a pendant whose battery dips once, when copies and good messages follow, then nobody is sent for it."""
    school = a_school()
    assert troubles(hear(school, (1, report(flags=LOW)), (1.5, report(flags=LOW)), (3, report(flags=LOW)))) == []
    assert school.devices["pendant"].low_battery_since is not None
    assert troubles(hear(school, (181, check_in()))) == []
    assert school.devices["pendant"].low_battery_since is not None
    assert troubles(hear(school, (361, check_in()))) == []
    assert school.devices["pendant"].low_battery_since is None


def test_a_late_copy_ends_no_low_battery() -> None:
    """Given a low battery, when a copy of an older, good message comes late, then it counts for nothing."""
    low = report(BUTTON, flags=LOW, pti=0x12)
    events = hear(a_school(), (1, low), (2, BUTTON_FINE), (181, BUTTON_FINE), (182, BUTTON_FINE))
    assert troubles(events) == [("trouble_started", "button", "low_battery")]


def test_a_reset_ends_a_low_battery_at_once() -> None:
    """Given a low battery, when the battery is changed and the device starts, then the trouble is over."""
    school = a_school()
    hear(school, (1, report(BUTTON, flags=LOW, pti=0x12)))
    events = hear(school, (60, report(BUTTON, flags=EndDeviceFlags.RESET, pti=0x12)))
    assert troubles(events) == [("trouble_ended", "button", "low_battery")]
    assert school.devices["button"].low_battery_since is None


def test_a_reset_with_an_empty_battery_ends_nothing() -> None:
    """Given a low battery, when the device restarts because of it, then the trouble goes on."""
    school = a_school()
    hear(school, (1, report(BUTTON, flags=LOW, pti=0x12)))
    assert troubles(hear(school, (60, report(BUTTON, flags=LOW | EndDeviceFlags.RESET, pti=0x12)))) == []


def test_alarm_with_battery_and_tamper_is_all_three() -> None:
    """Given one message with alarm, low battery and tamper, when it comes, then the alarm is first."""
    both = EndDeviceFlags.LOW_BATTERY | EndDeviceFlags.TAMPER
    events = hear(a_school(), (1, report(BUTTON, alarms=pressed().alarms, flags=both, pti=0x12)))
    assert [name_of(event) for event in events] == ["incident_raised", "trouble_started", "trouble_started"]


def test_impossible_status_is_one_trouble_of_its_own() -> None:
    """Given a status word of a failing battery, when it claims tamper and low battery, then neither is believed."""
    nonsense = EndDeviceFlags.RESERVED | EndDeviceFlags.TAMPER | EndDeviceFlags.LOW_BATTERY
    assert troubles(hear(a_school(), (1, report(flags=nonsense)))) == [("trouble_started", "pendant", "suspect")]


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
    uid = contact.uid
    messages = (check_in(uid, pti=0), pressed(uid, pti=0), pressed(uid, pti=0), report(uid, pti=0))
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
    """Given a pendant with an open case, when its hardware is replaced, then the new one is not ready until heard."""
    school = a_school()
    hear(school, (1, report(flags=EndDeviceFlags.TAMPER)))
    roster = school.roster
    fresh = make_uid(Mid.END_DEVICE, 5_000_000)
    swapped = [
        Transmitter(device_id=one.device_id, uid=fresh, pti=one.pti, label=one.label, role=one.role, room=one.room)
        if one.device_id == "pendant"
        else one
        for one in roster.transmitters.values()
    ]
    over = school.install(list(roster.receivers.values()), swapped, after(10))
    assert troubles(over) == [("trouble_ended", "pendant", "tamper")]
    state = school.devices["pendant"]
    assert not state.troubles
    assert not state.heard_since_start
    hear(school, (20, check_in(fresh)))
    assert school.devices["pendant"].is_ready


def test_removed_device_is_forgotten() -> None:
    """Given a school, when a pendant is removed, then it is never missing."""
    school = a_school()
    rest = [one for one in school.roster.transmitters.values() if one.device_id != "pendant"]
    school.install(list(school.roster.receivers.values()), rest, after(1))
    assert {device for _, device in run(school, WAITING + 10)} == {"button", "west", "east"}
