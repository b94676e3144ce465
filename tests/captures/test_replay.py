"""A replay is the school again: presses, copies, repeaters, silence and lost links, on the capture's own clock."""

from pathlib import Path

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.captures import Change, Line, Link, Read, Replay
from custom_components.duress.core.events import (
    ButtonReleased,
    Event,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
)
from custom_components.duress.core.roster import Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    FrameReader,
    LegacyReceiverCheckIn,
    Mid,
    ReceiverCheckIn,
    decode,
    encode,
    make_uid,
)
from tests.captures.builders import BEGUN, a_header, installed, link, printed, replayed, said, told, written
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
    pressed,
    repeater,
    report,
)

WINDOW = 3 * 180 + 30
"""Seconds of silence after which a device of the tests' school is missing."""

STORY = (
    said(1.0, check_in(), repeater(REPEATER_WEST)),
    said(2.0, check_in(BUTTON, pti=0x12), repeater(REPEATER_EAST)),
    said(10.0, pressed(first_hop=GATEWAY, level=30)),
    said(10.2, pressed(first_hop=REPEATER_EAST, level=60)),
    said(10.4, pressed(first_hop=REPEATER_WEST, level=20)),
    said(14.0, report()),
    said(60.0, report(flags=EndDeviceFlags.LOW_BATTERY)),
    link(80.0, up=False),
    said(90.0, check_in()),
    link(90.001, up=True),
    said(200.0, repeater(REPEATER_WEST), repeater(REPEATER_EAST), check_in(BUTTON, pti=0x12)),
)
"""A press of three copies, a low battery, a lost link; then the pendant is not heard any more."""


def live(lines: tuple[Line, ...], school: School, until: float) -> list[Event]:
    """Return what a running school says to the same bytes, its timer going off on time."""
    readers: dict[int, FrameReader] = {}
    events: list[Event] = []

    def wait(at: float) -> None:
        """Let time pass."""
        while (deadline := school.next_deadline()) is not None and deadline <= START.steady + at:
            events.extend(school.tick(after(deadline - START.steady)))

    for line in lines:
        wait(line.at)
        match line:
            case Read():
                for frame in readers.setdefault(line.receiver, FrameReader()).feed(line.data):
                    events += school.receive(f"receiver-{line.receiver}", decode(frame), after(line.at))
            case Link():
                receiver_id = f"receiver-{line.receiver}"
                events += school.link_changed(receiver_id, after(line.at), connected=line.connected, detail=line.detail)
    wait(until)
    return events


def test_a_press_with_copies_over_repeaters_is_one_incident(tmp_path: Path) -> None:
    """Given a press over the receiver and two repeaters, when it is replayed, then there is one incident, placed."""
    events = replayed(written(tmp_path, STORY, until=300.0))
    (raised,) = (event for event in events if isinstance(event, IncidentRaised))
    located = [event for event in events if isinstance(event, IncidentLocated)]
    assert told(raised) == (10.0, "incident_raised")
    assert raised.press.uid == PENDANT
    assert [told(event) for event in located] == [(10.2, "incident_located")]
    header = a_header()
    (east,) = (one for one in header.installed.transmitters if one.uid == REPEATER_EAST)
    assert (located[0].place.room, located[0].place.heard_by) == (east.room, east.label)
    assert [told(event) for event in events if isinstance(event, ButtonReleased)] == [(14.0, "button_released")]


def test_a_replay_says_what_a_running_school_says(tmp_path: Path) -> None:
    """Given bytes, when a school hears them and when they are replayed, then the same happens at the same times."""
    until = 90.0 + 2 * WINDOW
    school = a_school()
    there = live(STORY, school, until)
    again = replayed(written(tmp_path, STORY, until=until))
    assert [told(event) for event in again] == [told(event) for event in there]
    assert len(there) > 8


def test_a_device_that_falls_silent_is_missing_on_time(tmp_path: Path) -> None:
    """Given a pendant that checks in for the last time, when the rest is replayed, then it is missing at its moment."""
    others = [
        said(float(at), check_in(BUTTON, pti=0x12), repeater(REPEATER_WEST), repeater(REPEATER_EAST))
        for at in range(100, 1100, 100)
    ]
    path = written(tmp_path, [said(50.0, check_in()), *others, said(900.0, check_in())], until=1100.0)
    missing, *rest = replayed(path)
    assert (told(missing)[0], getattr(missing, "device_id", "")) == (50.0 + WINDOW, "pendant")
    assert all(told(event)[0] >= 900.0 for event in rest)


def test_deadlines_run_on_from_before_the_beginning(tmp_path: Path) -> None:
    """Given devices heard before the recording, when it is replayed, then they are missing when they were due."""
    heard = {"pendant": 500.0, "button": 10.0, "west": 10.0, "east": 900.0}
    links = {1: (True, 1000.0)}
    header = a_header(heard=heard)
    header = type(header)(software="0.1.0", begun=BEGUN, installed=header.installed, links=links, heard=heard)
    events = replayed(written(tmp_path, [said(100.0, repeater(REPEATER_EAST))], header=header, until=200.0))
    # The eastern repeater was missing already: that is no news, its return may be.
    assert (told(events[0])[0], getattr(events[0], "device_id", "")) == (WINDOW - 500.0, "pendant")
    assert {getattr(event, "device_id", "") for event in events[1:]} <= {"east"}
    assert all(told(event)[0] >= 100.0 for event in events[1:])


def test_nobody_is_missing_while_no_receiver_can_hear(tmp_path: Path) -> None:
    """Given a link that was lost before the recording, when time passes, then nobody is missed."""
    header = a_header()
    lost = type(header)(
        software="0.1.0", begun=BEGUN, installed=header.installed, links={1: (False, 5.0)}, heard={"pendant": 9.0}
    )
    assert replayed(written(tmp_path, [], header=lost, until=5 * WINDOW)) == []


def test_two_receivers_are_two_paths(tmp_path: Path) -> None:
    """Given two receivers in one file, when both hear a press, then there is one incident."""
    header = a_header(a_school(receivers=2))
    lines = [said(1.0, pressed(level=20)), said(1.3, pressed(level=50), receiver=2)]
    events = replayed(written(tmp_path, lines, header=header))
    assert [told(event) for event in events if isinstance(event, IncidentRaised)] == [(1.0, "incident_raised")]
    assert not [event for event in events if isinstance(event, IncidentRepeated)]


def test_a_device_added_while_recording_counts_from_then_on(tmp_path: Path) -> None:
    """Given a transmitter that is installed in between, when it is pressed, then it is known."""
    serial = make_uid(Mid.END_DEVICE, 77)
    new = Transmitter(device_id="new", uid=serial, pti=0x18, label="Pendant 77", role=Role.PENDANT)
    lines = [
        Change(at=5.0, installed=installed(a_school(extra=[new]))),
        said(6.0, pressed(serial)),
    ]
    (raised,) = (event for event in replayed(written(tmp_path, lines)) if isinstance(event, IncidentRaised))
    assert (raised.press.device_id, raised.press.doubts) == ("new", ())


def test_a_frame_cut_in_two_is_whole_again_and_one_cut_off_hides_nothing(tmp_path: Path) -> None:
    """Given a press in two reads and one behind half a frame, then one comes with its last byte, the other late."""
    press, other = encode(pressed()), encode(pressed(BUTTON, pti=0x12))
    lines = [
        Read(at=1.0, receiver=1, data=press[:7]),
        Read(at=1.4, receiver=1, data=press[7:]),
        Read(at=3.0, receiver=1, data=b"\x72\x40" + other),
    ]
    events = replayed(written(tmp_path, lines, until=10.0))
    presses = [event for event in events if isinstance(event, IncidentRaised | IncidentRepeated)]
    assert [told(event) for event in presses] == [(1.4, "incident_raised"), (4.0, "incident_repeated")]


def test_a_lost_link_ends_an_unfinished_frame(tmp_path: Path) -> None:
    """Given half a press before a lost link, when the other half comes after it, then no press is made of them."""
    press = encode(pressed())
    lines = [
        Read(at=1.0, receiver=1, data=press[:7]),
        link(1.2, up=False),
        Read(at=1.4, receiver=1, data=press[7:]),
        link(1.5, up=True),
    ]
    replay = Replay()
    events = list(replay.run([a_header(), *lines]))
    assert not [event for event in events if isinstance(event, IncidentRaised)]
    assert replay.discarded > 0


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_capture_gives_the_same_bytes(tmp_path: Path, times: int) -> None:
    """Given a capture, when it is replayed again and again, then all is the same, identifiers included."""
    path = written(tmp_path, STORY, until=2000.0)
    first = printed(replayed(path))
    assert first.count(b"\n") > 8
    assert {printed(replayed(path)) for _ in range(times)} == {first}


MESSAGES = st.one_of(
    st.builds(
        report,
        st.sampled_from((PENDANT, BUTTON, make_uid(Mid.END_DEVICE, 5))),
        alarms=st.integers(0, 3).map(AlarmInputs),
        flags=st.sampled_from(
            (EndDeviceFlags(0), EndDeviceFlags.NO_CHANGE, EndDeviceFlags.TAMPER, EndDeviceFlags.RESET)
        ),
        first_hop=st.sampled_from((GATEWAY, REPEATER_EAST, REPEATER_WEST)),
        level=st.integers(0, 99),
    ),
    st.builds(repeater, st.sampled_from((REPEATER_EAST, REPEATER_WEST)), st.sampled_from((0x10, 0x42, 0x80))),
    st.builds(ReceiverCheckIn, st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)),
    st.builds(LegacyReceiverCheckIn, st.integers(0, 255), st.integers(0, 255)),
)


@given(
    st.lists(
        st.tuples(
            st.floats(0, 400),
            st.integers(1, 2),
            st.one_of(st.binary(max_size=30), MESSAGES.map(encode), st.booleans()),
        ),
        max_size=25,
    )
)
def test_whatever_came_is_replayed_the_same(story: list[tuple[float, int, bytes | bool]]) -> None:
    """Given any bytes and any links of two receivers, when replayed twice, then no failure, and the same in order."""
    lines: list[Line] = []
    at = 0.0
    for pause, receiver, what in story:
        at += pause
        lines.append(
            Link(at=at, receiver=receiver, connected=what)
            if isinstance(what, bool)
            else Read(at=at, receiver=receiver, data=what)
        )
    header = a_header(a_school(receivers=2))
    first, second = Replay(), Replay()
    events = list(first.run([header, *lines]))
    assert printed(events) == printed(second.run([header, *lines]))
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert first.totals.failures == []
