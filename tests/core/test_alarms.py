"""Presses become incidents: once each, at once, never lost."""

from dataclasses import replace
import json

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import (
    ButtonReleased,
    Doubt,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    Method,
)
from custom_components.duress.core.lifecycle import State, Step
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, Mid, decode, make_uid
from tests.core.builders import (
    BUTTON,
    GATEWAY,
    GYM,
    MS_ORTIZ,
    OFFICE,
    PENDANT,
    REPEATER_EAST,
    REPEATER_WEST,
    ROOM_101,
    ROOM_204,
    START,
    a_school,
    after,
    check_in,
    hear,
    pressed,
    report,
)
from tests.data import sequences


def test_first_copy_raises_at_once() -> None:
    """Given a quiet school, when the first copy of a press comes, then the incident is there with its place."""
    school = a_school()
    (raised,) = hear(school, (1, pressed()))
    assert isinstance(raised, IncidentRaised)
    assert raised.number == 1
    assert raised.press.label == "Pendant 1"
    assert raised.press.model == "EN1223S"
    assert raised.press.inputs == AlarmInputs.INPUT_1
    assert raised.place.method is Method.USUAL_ROOM
    assert raised.place.room == ROOM_101
    assert list(school.incidents.open) == [raised.incident_id]


def test_copies_improve_the_place_only() -> None:
    """Given a press, when repeaters deliver copies, then the place follows the strongest and nothing else is raised."""
    school = a_school()
    events = hear(
        school,
        (0, pressed()),
        (0.1, pressed(first_hop=REPEATER_WEST, level=30)),
        (0.4, pressed(first_hop=REPEATER_EAST, level=55)),
        (1.1, pressed(first_hop=REPEATER_EAST, level=53)),
    )
    assert [type(event) for event in events] == [IncidentRaised, IncidentLocated, IncidentLocated]
    (incident,) = school.incidents.open.values()
    assert incident.place.room == ROOM_204
    assert incident.place.method is Method.HEARD_STRONGEST
    assert incident.place.heard_by == "East"
    assert len(incident.presses) == 1


def test_one_press_over_two_receivers_is_one_incident() -> None:
    """Given two receivers, when both hear a press 300 ms apart, then there is one incident."""
    school = a_school(receivers=2)
    first = school.receive("receiver-1", pressed(), after(0))
    second = school.receive("receiver-2", pressed(level=61), after(0.3))
    assert [type(event) for event in first] == [IncidentRaised]
    assert second == []


def test_fixed_button_is_where_it_is() -> None:
    """Given a fixed button, when a far repeater hears it best, then its own room is the place."""
    school = a_school()
    (raised,) = hear(school, (0, pressed(BUTTON, first_hop=REPEATER_EAST, level=90, pti=0x12)))
    assert isinstance(raised, IncidentRaised)
    assert (raised.place.method, raised.place.room) == (Method.FIXED_BUTTON, GYM)


def test_release_is_noted_and_closes_nothing() -> None:
    """Given a press, when the button is released, then the incident stays as it is."""
    school = a_school()
    events = hear(school, (0, pressed()), (4, report()), (4.1, report()))
    assert [type(event) for event in events] == [IncidentRaised, ButtonReleased]
    (incident,) = school.incidents.open.values()
    assert incident.state is State.RAISED


def test_late_copy_after_release_raises_nothing() -> None:
    """Given a short press, when a copy on a longer path arrives after the release, then it is no new press."""
    school = a_school()
    events = hear(school, (0, pressed()), (0.7, report()), (0.9, pressed(first_hop=REPEATER_WEST)))
    assert sum(isinstance(event, (IncidentRaised, IncidentRepeated)) for event in events) == 1


def test_second_press_is_noted_in_the_incident() -> None:
    """Given an open incident, when its pendant is pressed again, then it counts and shows the new place."""
    school = a_school()
    events = hear(school, (0, pressed()), (1.5, report()), (20, pressed(first_hop=REPEATER_WEST)))
    assert isinstance(events[-1], IncidentRepeated)
    (incident,) = school.incidents.open.values()
    assert len(incident.presses) == 2
    assert incident.place.room == OFFICE
    assert incident.original_place.room == ROOM_101


def test_second_press_without_heard_release_is_not_lost() -> None:
    """Given a press whose release was never heard, when it is pressed a minute later, then that counts."""
    school = a_school()
    events = hear(school, (0, pressed()), (60, pressed()))
    assert [type(event) for event in events] == [IncidentRaised, IncidentRepeated]


def test_held_button_is_one_press() -> None:
    """Given a button that stays pressed, when check-ins and a battery message repeat the bit, then it is one press."""
    school = a_school()
    events = hear(
        school,
        (0, pressed()),
        (180, check_in(held=True)),
        (360, check_in(held=True)),
        (400, report(alarms=AlarmInputs.INPUT_1, flags=EndDeviceFlags.LOW_BATTERY)),
    )
    assert sum(isinstance(event, (IncidentRaised, IncidentRepeated)) for event in events) == 1


def test_alarm_bit_first_seen_in_a_check_in_is_an_alarm() -> None:
    """Given that the press itself was not received, when the next check-in carries the bit, then it raises."""
    events = hear(a_school(), (0, check_in(held=True)))
    assert isinstance(events[0], IncidentRaised)


def test_second_input_is_a_press_of_its_own() -> None:
    """Given button 1 of a multi-button pendant, when button 2 follows within the window, then it is noted."""
    school = a_school()
    events = hear(school, (0, pressed()), (1, report(alarms=AlarmInputs.INPUT_1 | AlarmInputs.INPUT_2)))
    assert isinstance(events[-1], IncidentRepeated)
    assert events[-1].press.inputs == AlarmInputs.INPUT_2


def test_press_after_cleared_is_a_new_incident() -> None:
    """Given an incident whose danger is over, when the pendant is pressed again, then a new incident is raised."""
    school = a_school()
    (raised,) = hear(school, (0, pressed()))
    assert isinstance(raised, IncidentRaised)
    for step in (Step.ACKNOWLEDGE, Step.CLEAR):
        school.step(raised.incident_id, step, MS_ORTIZ, after(30), "over")
    events = hear(school, (31, report()), (60, pressed()))
    assert isinstance(events[-1], IncidentRaised)
    assert events[-1].number == 2


@pytest.mark.parametrize(
    ("message", "doubts"),
    [
        (pressed(make_uid(Mid.END_DEVICE, 99)), (Doubt.UNREGISTERED,)),
        (pressed(pti=0x10), (Doubt.MODEL_MISMATCH,)),
        (decode(bytes.fromhex("7212b23d544300fad02c00003e187fe1302e14")), (Doubt.IMPLAUSIBLE_STATUS,)),
    ],
)
def test_doubtful_alarm_is_an_alarm(message: object, doubts: tuple[Doubt, ...]) -> None:
    """Given a press that may be less than it seems, when it comes, then it is raised and flagged."""
    raised = hear(a_school(), (0, message))[0]
    assert isinstance(raised, IncidentRaised)
    assert raised.press.doubts == doubts


def test_unknown_door_contact_is_no_press() -> None:
    """Given the neighbours' door contact (EN1210), when it opens, then nobody called for help."""
    events = hear(a_school(), (0, pressed(make_uid(Mid.END_DEVICE, 99), pti=0x00)))
    assert [name_of(event) for event in events] == ["stranger_heard"]


def test_press_while_enrolling_adds_and_raises_nothing() -> None:
    """Given a person who adds pendants by pressing, when an unknown one is pressed, then nothing is raised."""
    school = a_school()
    school.set_enrolling(enrolling=True)
    stranger = make_uid(Mid.END_DEVICE, 99)
    assert [name_of(event) for event in hear(school, (0, pressed(stranger)))] == ["stranger_heard"]
    (raised,) = hear(school, (1, pressed()))
    assert isinstance(raised, IncidentRaised)


@pytest.mark.parametrize("sequence", sequences(), ids=lambda sequence: sequence.name)
def test_published_sequences(sequence: object) -> None:
    """Given a constructed sequence, when it is played, then exactly the stated alarms are raised."""
    school = a_school()
    found = [
        int(at)
        for at, frame in sequence.frames  # type: ignore[attr-defined]
        for event in school.receive("receiver-1", decode(frame), after(at / 1000))
        if isinstance(event, (IncidentRaised, IncidentRepeated))
    ]
    assert found == sequence.alarms  # type: ignore[attr-defined]


TRAFFIC = st.lists(
    st.tuples(
        st.floats(0, 40),
        st.sampled_from([PENDANT, BUTTON, make_uid(Mid.END_DEVICE, 99)]),
        st.sampled_from([AlarmInputs(0), AlarmInputs.INPUT_1, AlarmInputs.INPUT_1 | AlarmInputs.INPUT_2]),
        st.sampled_from([EndDeviceFlags(0), EndDeviceFlags.NO_CHANGE, EndDeviceFlags.LOW_BATTERY]),
        st.sampled_from([GATEWAY, REPEATER_EAST, REPEATER_WEST]),
        st.integers(0, 99),
    ),
    max_size=40,
)


@given(TRAFFIC)
def test_replay_is_byte_identical_and_nothing_is_lost(
    traffic: list[tuple[float, int, AlarmInputs, EndDeviceFlags, int, int]],
) -> None:
    """Given any traffic, when it is played twice, then the events are the same; every alarm is in an incident."""
    ordered = sorted(traffic, key=lambda one: one[0])
    messages = [
        (at, report(uid, alarms=alarms, flags=flags, first_hop=hop, level=level))  # type: ignore[arg-type]
        for at, uid, alarms, flags, hop, level in ordered
    ]
    school = a_school()
    played = [
        json.dumps([name_of(event), to_data(event)])
        for events in (hear(school, *messages), hear(a_school(), *messages))
        for event in events
    ]
    half = len(played) // 2
    assert played[:half] == played[half:]
    pressed_uids = {message.originator for _, message in messages if message.alarms}
    assert {press.uid for incident in school.incidents.open.values() for press in incident.presses} == pressed_uids
    for text in played[:half]:
        name, data = json.loads(text)
        assert to_data(from_data(name, data)) == data


@given(TRAFFIC)
def test_restart_is_replay_of_what_is_open(
    traffic: list[tuple[float, int, AlarmInputs, EndDeviceFlags, int, int]],
) -> None:
    """Given open incidents, when the school is restored from their events, then it stands where it stood."""
    messages = [
        (at, report(uid, alarms=alarms, flags=flags, first_hop=hop, level=level))  # type: ignore[arg-type]
        for at, uid, alarms, flags, hop, level in sorted(traffic, key=lambda one: one[0])
    ]
    school = a_school()
    events = hear(school, *messages)
    restored = a_school()
    restored.restore(events, 0, {}, after(50))
    assert restored.incidents.open == school.incidents.open
    assert restored.incidents.last_number == school.incidents.last_number


def test_each_receiver_places_what_it_heard_itself() -> None:
    """Given two receivers in two rooms, when the nearer one hears a press first, then the other moves it nowhere."""
    school = a_school(receivers=2)
    rooms = {"receiver-1": OFFICE, "receiver-2": ROOM_204}
    receivers = [replace(one, room=rooms[one.device_id]) for one in school.roster.receivers.values()]
    school.install(receivers, list(school.roster.transmitters.values()), START)
    far = make_uid(Mid.RECEIVER, 7)
    (raised,) = hear(school, (1, pressed(level=70)), receiver="receiver-1")
    later = hear(school, (1.3, pressed(first_hop=far, level=30)), receiver="receiver-2")
    assert isinstance(raised, IncidentRaised)
    assert raised.place.room == OFFICE
    assert later == []
    assert school.paths(raised.press) == 2
