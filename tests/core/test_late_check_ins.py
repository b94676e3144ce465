"""Check-ins of a held button that come late: a copy of one that was heard tells nothing new, a press always counts."""

from dataclasses import dataclass
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import ButtonReleased, Event, IncidentRaised, IncidentRepeated
from custom_components.duress.core.patterns import Pattern, Step
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.roster import Kind
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Uid
from tests.core.builders import (
    EN1223S,
    GATEWAY,
    PENDANT,
    REPEATER_EAST,
    REPEATER_WEST,
    a_school,
    after,
    hear,
    report,
)
from tests.core.tapping import ONE, SHOWN, TWO, a_school_with

NONE: Final = AlarmInputs(0)


def told(events: list[Event]) -> list[str]:
    """Return what presses and releases became."""
    words = {IncidentRaised: "raised", IncidentRepeated: "repeated", ButtonReleased: "released"}
    return [words[type(event)] for event in events if type(event) in words]


def held(first_hop: Uid = GATEWAY, alarms: AlarmInputs = ONE) -> EndDeviceReport:
    """Return a check-in of a button that is held."""
    return report(alarms=alarms, flags=EndDeviceFlags.NO_CHANGE, first_hop=first_hop)


def well(first_hop: Uid = GATEWAY) -> EndDeviceReport:
    """Return a check-in of a button that nobody presses."""
    return report(flags=EndDeviceFlags.NO_CHANGE, first_hop=first_hop)


def pressed(first_hop: Uid = GATEWAY, alarms: AlarmInputs = ONE) -> EndDeviceReport:
    """Return what a pendant sends when it is pressed."""
    return report(alarms=alarms, first_hop=first_hop)


def released(first_hop: Uid = GATEWAY) -> EndDeviceReport:
    """Return what a pendant sends when it is let go of."""
    return report(first_hop=first_hop)


# A check-in that was sent while the button was held, and comes after it was let go of


def test_a_check_in_that_was_heard_is_no_press_when_its_copy_comes_after_the_release() -> None:
    """Given a held button that checks in, when the copy over a repeater comes after the release, then it is old."""
    check_ins = (180, held()), (360, held())
    events = hear(a_school(), (0, pressed()), *check_ins, (360.5, released()), (361.5, held(REPEATER_WEST)))
    assert told(events) == ["raised", "released"]


def test_a_pendant_that_checks_in_just_before_it_clears_itself() -> None:
    """Given a press of 4 s with a check-in near its end, when its copy comes 6 s after the press, then it is old."""
    events = hear(
        a_school(),
        *((at, pressed(hop)) for at, hop in ((0, GATEWAY), (1, REPEATER_WEST))),
        (3.9, held()),
        (4, released()),
        (5.8, held(REPEATER_WEST)),
        (5.9, released(REPEATER_WEST)),
    )
    assert told(events) == ["raised", "released"]


def test_a_second_receiver_tells_of_it_later() -> None:
    """Given two receivers, when the slower tells of a check-in after the faster told of the release, then it is old."""
    school = a_school(receivers=2)
    events = hear(school, (0, pressed()), (180, held()), (181, released()))
    events += hear(school, (183, held()), (184, released()), receiver="receiver-2")
    assert told(events) == ["raised", "released"]


def test_copies_of_a_press_that_a_check_in_told_of_first_say_where_it_is() -> None:
    """Given that a check-in told of a press, when its copies come after the release, then they still place it."""
    school = a_school()
    events = hear(school, (0, held()), (0.5, released()), (1, held(REPEATER_EAST)))
    assert told(events) == ["raised", "released"]
    (incident,) = school.incidents.open.values()
    assert incident.place.heard_by == "East"
    assert school.paths(incident.presses[0]) == 2


def test_of_two_buttons_one_was_let_go_of() -> None:
    """Given two held buttons, when one is let go of after a check-in, then the copy of that is no press of either."""
    school = a_school()
    both, other = ONE | TWO, pressed(alarms=TWO)
    events = hear(
        school, (0, pressed(alarms=both)), (180, held(alarms=both)), (181, other), (182, held(REPEATER_WEST, both))
    )
    assert told(events).count("raised") == 1
    assert "repeated" not in told(events)


def test_a_late_check_in_says_nothing_of_the_next_press() -> None:
    """Given that a button was pressed again, when a check-in of before comes, then it does not place that press."""
    school = a_school()
    events = hear(
        school, (0, pressed()), (180, held()), (180.5, released()), (181, pressed()), (182, held(REPEATER_EAST))
    )
    assert told(events) == ["raised", "released", "repeated"]
    (incident,) = school.incidents.open.values()
    assert school.paths(incident.presses[-1]) == 1


# A check-in that was sent before the button was pressed, and comes after it


def test_a_check_in_from_before_a_press_releases_nothing() -> None:
    """Given a check-in just before a press, when its copy comes after the press, then the button is still held."""
    school = a_school()
    events = hear(school, (-0.1, well()), (0, pressed()), (0.3, well(REPEATER_WEST)), (0.5, pressed(REPEATER_WEST)))
    assert told(events) == ["raised"]
    assert told(hear(school, (180, held()), (181, released()))) == ["released"]


# What may be a press is one


@pytest.mark.parametrize("hop", [GATEWAY, REPEATER_WEST])
def test_a_press_right_after_the_release_counts(hop: Uid) -> None:
    """Given a held button that checked in and was let go of, when it is pressed at once, then that is a press."""
    events = hear(a_school(), (0, pressed()), (180, held()), (180.5, released()), (181, pressed(hop)))
    assert told(events) == ["raised", "released", "repeated"]


def test_a_check_in_after_the_release_on_its_own_path_is_a_press() -> None:
    """Given a path that told of the release, when it tells of a held button again, then that was pressed since."""
    events = hear(
        a_school(),
        (0, pressed()),
        (180, held()),
        (180.5, released()),
        (181, released(REPEATER_WEST)),
        (182, held(REPEATER_WEST)),
    )
    assert told(events) == ["raised", "released", "repeated"]


def test_a_check_in_nobody_heard_before_the_release_is_a_press() -> None:
    """Given a release, when a check-in comes of which nothing was heard, then nobody can tell, and it is a press."""
    events = hear(a_school(), (0, pressed()), (180.5, released()), (181, held(REPEATER_WEST)))
    assert told(events) == ["raised", "released", "repeated"]


def test_a_check_in_later_than_any_copy_is_a_press() -> None:
    """Given a check-in and a release, when a check-in comes more than 5 s after the first, then it is a press."""
    school = a_school()
    events = hear(school, (0, pressed()), (180, held()), (180.5, released()), (185, held(REPEATER_WEST)))
    assert told(events) == ["raised", "released"]
    assert told(hear(school, (185.1, held(REPEATER_WEST)))) == ["repeated"]


@pytest.mark.parametrize(
    "other",
    [
        held(REPEATER_WEST)._replace(flags=EndDeviceFlags.NO_CHANGE | EndDeviceFlags.LOW_BATTERY),
        held(REPEATER_WEST)._replace(pti=0x10),
        held(REPEATER_WEST)._replace(alarms=ONE | TWO),
        held(REPEATER_WEST)._replace(flags=EndDeviceFlags(0)),
    ],
    ids=["flags", "model", "buttons", "change"],
)
def test_what_differs_from_the_check_in_is_no_copy_of_it(other: EndDeviceReport) -> None:
    """Given a check-in and a release, when something else comes with its bit set, then it is a press."""
    events = hear(a_school(), (0, pressed()), (180, held()), (180.5, released()), (181, other))
    assert told(events) == ["raised", "released", "repeated"]


def test_a_check_in_of_another_pendant_is_its_own() -> None:
    """Given a check-in of one pendant, when another one checks in with its button held, then that is a press."""
    other = held(REPEATER_WEST)._replace(originator=Uid(PENDANT + 1))
    events = hear(a_school(), (0, pressed()), (180, held()), (180.5, released()), (181, other))
    assert told(events) == ["raised", "released", "repeated"]


def test_copies_do_not_stretch_the_time() -> None:
    """Given copies of a check-in, when one comes 5 s after the first, then those between have not made it younger."""
    events = hear(
        a_school(),
        (0, pressed()),
        (180, held()),
        (180.5, released()),
        (183, held(REPEATER_WEST)),
        (186, held(REPEATER_WEST)),
    )
    assert told(events) == ["raised", "released", "repeated"]


# Any pendant, any paths

LATEST: Final = 4.9
"""Seconds after it was sent by which the last copy of anything has come."""
CHECK_IN: Final = 180.0
PATHS: Final = [
    ("receiver-1", GATEWAY),
    ("receiver-1", REPEATER_EAST),
    ("receiver-1", REPEATER_WEST),
    ("receiver-2", GATEWAY),
]


@dataclass(frozen=True, slots=True)
class Sent:
    """Something a pendant has sent, for which press it tells of a held button, and what of."""

    at: float
    press: int | None
    flags: EndDeviceFlags

    @property
    def is_check_in(self) -> bool:
        """Whether nothing has changed."""
        return bool(self.flags & EndDeviceFlags.NO_CHANGE)


@dataclass(frozen=True, slots=True)
class Came:
    """A copy of something as a receiver hears it."""

    at: float
    path: int
    sent: Sent

    @property
    def message(self) -> EndDeviceReport:
        """The message."""
        alarms = NONE if self.sent.press is None else ONE
        return report(alarms=alarms, flags=self.sent.flags, first_hop=PATHS[self.path][1])


@st.composite
def a_pendant(draw: st.DrawFn, *, apart: float) -> list[Sent]:
    """Return what a pendant sends that is pressed some times, `apart` seconds after it was let go of or later."""
    first = draw(st.floats(0, CHECK_IN))
    sent: list[Sent] = []
    at = 1.0
    for press in range(draw(st.integers(1, 5))):
        until = at + draw(st.one_of(st.floats(0.2, 10), st.floats(0.2, 400)))
        sent += [Sent(at, press, EndDeviceFlags(0)), Sent(until, None, EndDeviceFlags(0))]
        # People press again soon; and check-ins come near presses more often than by chance.
        at = until + apart + draw(st.one_of(st.floats(0.2, 8), st.floats(0.2, 200)))
    if draw(st.booleans()):
        near = draw(st.sampled_from(sent)).at + draw(st.floats(-3, 3))
        first = near % CHECK_IN
    check_ins = [first + CHECK_IN * number for number in range(int(at // CHECK_IN) + 2)]
    changes = list(sent)
    for due in check_ins:
        before = [one for one in changes if one.at <= due]
        sent.append(Sent(due, before[-1].press if before else None, EndDeviceFlags.NO_CHANGE))
    return sorted(sent, key=lambda one: one.at)


@st.composite
def a_radio(draw: st.DrawFn, *, apart: float, one_is_sure: bool) -> tuple[list[Sent], list[Came]]:
    """Return what a pendant sends and what comes of it, late, twice or not at all, in order on each path.

    If one is sure, the first path tells of everything at once.
    """
    sent = draw(a_pendant(apart=apart))
    came: list[Came] = []
    for path in range(draw(st.integers(1, len(PATHS)))):
        is_sure = one_is_sure and path == 0
        last = 0.0
        for one in sent:
            for _ in range(1 if is_sure else draw(st.sampled_from([1, 1, 1, 0, 2]))):
                last = max(last, one.at + (0.0 if is_sure else draw(st.floats(0, LATEST))))
                came.append(Came(last, path, one))
    return sent, sorted(came, key=lambda one: one.at)


def play(school: School, came: list[Came]) -> list[bool]:
    """Return of each message whether it was a press."""
    return [
        any(isinstance(event, SHOWN) for event in school.receive(PATHS[one.path][0], one.message, after(one.at)))
        for one in came
    ]


@given(a_radio(apart=0, one_is_sure=False), st.booleans())
def test_the_first_word_of_a_press_counts(radio: tuple[list[Sent], list[Came]], counted: bool) -> None:
    """Given any presses and paths, when the first message tells of a press, then it is one.

    But for what holds of every message: it comes within 5 s of a press, or no release of the one before was heard.
    """
    _, came = radio
    school = a_school(receivers=2)
    if counted:
        school.set_policies(Policies(patterns={EN1223S: Pattern(steps=(Step(20, Kind.LOCKDOWN),))}))
    known: set[int] = set()
    first = last = float("-inf")
    is_released = True
    for one, is_press in zip(came, play(school, came), strict=True):
        if one.sent.press is None:
            is_released = True
            continue
        if one.sent.press not in known:
            is_held = not is_released and (one.sent.is_check_in or one.at - last <= 5)
            assert is_press or one.at - first <= 5 or is_held
        known.add(one.sent.press)
        last = one.at
        if is_press:
            first, is_released = one.at, False


@given(a_radio(apart=LATEST, one_is_sure=True), st.booleans())
def test_no_copy_is_a_press(radio: tuple[list[Sent], list[Came]], counted: bool) -> None:
    """Given a path that tells of everything, when others are late, then exactly the presses made are told."""
    sent, came = radio
    school = a_school_with(Pattern(steps=(Step(20, Kind.LOCKDOWN),))) if counted else a_school(receivers=2)
    made = len({one.press for one in sent if one.press is not None})
    assert sum(play(school, came)) <= made
