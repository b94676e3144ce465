"""One press, one answer that grows: alarm first, place after it, and nothing that comes late or twice changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
import json
from typing import Any

from hypothesis import given, strategies as st

from custom_components.duress.core import events as happened
from custom_components.duress.core.events import (
    Event,
    HeardAt,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    LostHeard,
    Method,
    Place,
    PressHeard,
    PressTested,
    Rehearsal,
    TroubleEvent,
)
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.lifecycle import Disposition, Step
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.records import to_data
from custom_components.duress.core.roster import Life, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import EndDeviceFlags, EndDeviceReport, Mid, make_uid
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
    hear,
    pressed,
    repeater,
    report,
)
from tests.core.locating import HOPS, LOUD, MODEL, ROOM_206, a_surveyed_school, copies
from tests.core.rehearsing import begin, only

type Heard = Sequence[tuple[float, EndDeviceReport]]


def the_incident(school: School) -> Incident:
    """Return the only open incident."""
    (incident,) = school.incidents.open.values()
    return incident


def spread(reports: Sequence[EndDeviceReport], start: float = 0.0, step: float = 0.2) -> Heard:
    """Return reports one after the other."""
    return [(start + number * step, one) for number, one in enumerate(reports)]


def news(events: Sequence[Event]) -> list[Event]:
    """Return what is about presses."""
    return [event for event in events if not isinstance(event, TroubleEvent)]


def test_the_answer_grows_and_says_only_what_is_new() -> None:
    """Given a survey, when the copies of a press come in, then its place is told when it changes, and not again."""
    school = a_surveyed_school()
    events = news(hear(school, *spread(copies(ROOM_204)), *spread(copies(ROOM_204), 1.0)))
    first, *located = events
    assert isinstance(first, IncidentRaised)
    assert (first.place.method, first.place.room) == (Method.HEARD_STRONGEST, ROOM_204)
    places = [event.place for event in located if isinstance(event, IncidentLocated)]
    assert len(places) == len(located)
    assert [(one.method, one.room) for one in places] == [
        (Method.ONE_RECEIVER, ROOM_204),
        (Method.SURVEYED, ROOM_204),
    ]
    assert the_incident(school).place == places[-1]


def test_the_model_is_asked_only_after_what_is_urgent() -> None:
    """Given a survey, when a press comes, then the urgent part asks no model; the place comes when it is asked for."""
    asked: list[object] = []

    class Watched:
        """A model that notes when it is asked."""

        rooms, listeners = MODEL.rooms, MODEL.listeners

        def locate(self, heard: Mapping[str, float], masked: frozenset[str] = frozenset()) -> object:
            """Answer as the real one."""
            asked.append(dict(heard))
            return MODEL.locate(heard, masked)

    school = a_surveyed_school()
    school.locator.model = Watched()  # type: ignore[assignment] # it answers as one
    for number, one in enumerate(copies(ROOM_204)):
        before = len(asked)
        urgent = school.urgent("receiver-1", one, after(number / 10))
        assert len(asked) == before
        assert [type(event) for event in urgent] == ([IncidentRaised] if number == 0 else [])
        assert school.located(after(number / 10))
        assert len(asked) == before + 1
        assert school.located(after(number / 10)) == []
    assert len(asked) == 2


def test_places_that_are_due_together_are_worked_out_one_by_one() -> None:
    """Given three presses at once, when their time is over, then one place at a time is worked out; none is lost."""
    bounded, whole = a_surveyed_school(), a_surveyed_school()
    for school in (bounded, whole):
        for serial in (41, 42, 43):
            reports = [one._replace(originator=make_uid(Mid.END_DEVICE, serial)) for one in copies(ROOM_204)]
            _ = hear(school, *spread(reports, step=0.1))
        assert len(the_incident(school).presses) == 3
    events = bounded.tick(after(6.5), most=1)
    assert bounded.has_unlocated
    for _turn in range(4):
        assert bounded.next_deadline() is not None
        events += bounded.tick(after(6.5), most=1)
    assert not bounded.has_unlocated
    events += whole.tick(after(6.5))
    assert sum(isinstance(event, PressHeard) for event in events) == 6
    assert list(the_incident(bounded).places.values()) == list(the_incident(whole).places.values())


def test_what_was_heard_is_kept_when_the_window_closes() -> None:
    """Given a press, when its window is over, then an entry says what each listener heard; later copies are none."""
    school = a_surveyed_school()
    messages = [
        (0, pressed(first_hop=REPEATER_EAST, level=60)),
        (0.3, pressed(first_hop=REPEATER_EAST, level=64)),
        (0.4, pressed(first_hop=REPEATER_EAST, level=64)),
        (1, pressed(level=31)),
        (2, pressed(first_hop=make_uid(Mid.REPEATER, 999), level=80)),
    ]
    events = hear(school, *messages)
    assert isinstance(events[0], IncidentRaised)
    school.tick(after(2))
    assert school.next_deadline() == START.steady + 6
    assert not any(isinstance(event, PressHeard) for event in school.tick(after(5.9)))
    heard = only(school.tick(after(6)), PressHeard)
    assert (heard.press_id, heard.device_id, heard.incident_id) == (
        events[0].press.press_id, "pendant", events[0].incident_id,
    )  # fmt: skip
    assert heard.heard == (
        HeardAt(listener="east", level=62.0, margin=62, copies=2),
        HeardAt(listener="receiver-1", level=31.0, margin=29, copies=1),
    )
    place = the_incident(school).place
    assert not any(isinstance(one, (IncidentLocated, PressHeard)) for one in hear(school, *spread(copies(GYM), 6.1)))
    assert not any(isinstance(one, PressHeard) for one in school.tick(after(20)))
    assert the_incident(school).place == place


def test_the_window_is_as_long_as_the_site_says() -> None:
    """Given a window of 2 s, when a copy comes after 3 s, then it changes nothing."""
    school = a_surveyed_school()
    school.set_policies(Policies(location_window=2.0))
    hear(school, (0, pressed(first_hop=REPEATER_WEST, level=30)))
    assert school.next_deadline() == START.steady + 2
    late = hear(school, (3, pressed(first_hop=REPEATER_EAST, level=80)))
    assert not any(isinstance(event, IncidentLocated) for event in late)
    assert only(school.tick(after(3)), PressHeard).heard[0].listener == "west"


def test_a_repeat_opens_a_window_of_its_own() -> None:
    """Given a press in room 101, when it comes again from room 206, then the place is that, and the first is kept."""
    school = a_surveyed_school()
    first = hear(school, *spread(copies(ROOM_101)), (2, report()))
    school.tick(after(6))
    again = hear(school, *spread(copies(ROOM_206), 20.0))
    again += school.tick(after(22))
    assert school.next_deadline() == START.steady + 26
    incident = the_incident(school)
    assert (incident.original_place.room, incident.place.room) == (ROOM_101, ROOM_206)
    assert isinstance(news(again)[0], IncidentRepeated)
    assert any(isinstance(one, IncidentLocated) and one.place.room == ROOM_206 for one in again)
    assert any(isinstance(one, IncidentLocated) and one.place.room == ROOM_101 for one in first)
    assert only(school.tick(after(26)), PressHeard).press_id == incident.presses[-1].press_id


def test_a_restart_cuts_the_window_and_keeps_the_place() -> None:
    """Given a press whose window is open, when the site restarts, then its place is as it was and no entry follows."""
    school = a_surveyed_school()
    events = hear(school, *spread(copies(ROOM_204)))
    restored = a_surveyed_school()
    restored.restore(events, 0, {}, after(2))
    assert restored.incidents.open == school.incidents.open
    assert not any(isinstance(event, (PressHeard, IncidentLocated)) for event in restored.tick(after(60)))
    more = hear(school, (3, report()))
    done = [*events, *more, *school.tick(after(6))]
    again = a_surveyed_school()
    again.restore(done, 0, {}, after(9))
    assert again.incidents.open == school.incidents.open


def test_a_closed_incident_has_no_more_windows() -> None:
    """Given a false alarm that was closed within the window, when the window is over, then nothing is noted."""
    school = a_surveyed_school()
    hear(school, *spread(copies(ROOM_204)))
    incident = the_incident(school)
    for step in (Step.CANCEL, Step.CLOSE):
        school.step(incident.incident_id, step, MS_ORTIZ, after(2), "practice", Disposition.FALSE_ALARM)
    assert not any(isinstance(one, (PressHeard, IncidentLocated)) for one in hear(school, *spread(copies(GYM), 2.5)))
    assert school.tick(after(6)) == []


def test_a_place_proven_over_more_paths_is_shown_anew() -> None:
    """Given a located press, when another receiver hears it where it was, then it is no news but shown anew."""
    school = a_school()
    hear(school, (0, pressed(first_hop=REPEATER_WEST)))
    (press,) = the_incident(school).presses
    assert (school.paths(press), school.take_unshown()) == (1, [])
    assert school.receive("other receiver", pressed(first_hop=REPEATER_WEST), after(0.5)) == []
    assert (school.paths(press), school.take_unshown()) == (2, ["pendant"])


def test_a_place_grows_old_until_it_is_found_again() -> None:
    """Given an open incident, when 30 s have passed, then its place is old and shown so; a repeat makes it new."""
    school = a_school()
    hear(school, (0, pressed(first_hop=REPEATER_WEST)), (1, report()), (3, pressed(BUTTON, pti=0x12)))
    press, button = the_incident(school).presses
    assert not school.is_stale(press)
    school.take_unshown()
    school.tick(after(29.9))
    assert (school.is_stale(press), school.take_unshown()) == (False, [])
    school.tick(after(30))
    assert (school.is_stale(press), school.is_stale(button), school.take_unshown()) == (True, False, ["pendant"])
    hear(school, (31, pressed(first_hop=REPEATER_EAST)))
    assert not school.is_stale(the_incident(school).presses[-1])
    restored = a_school()
    restored.restore(the_incident(school).history, 0, {}, after(40))
    assert [restored.is_stale(one) for one in the_incident(restored).presses] == [True, True, False]
    restored.tick(after(61))
    assert restored.take_unshown() == ["pendant"]


def test_a_press_on_test_is_placed_by_all_its_copies() -> None:
    """Given a test, when the copies of a press are in, then they place it, and what was heard is kept with it."""
    school = a_surveyed_school()
    begin(school, Rehearsal.TEST, ["pendant"])
    (pressed_in_test,) = hear(school, *spread(copies(ROOM_206)))
    assert isinstance(pressed_in_test, happened.TestPressed)
    assert pressed_in_test.place.method is Method.HEARD_STRONGEST
    tested = only(school.tick(after(6)), PressTested)
    assert (tested.place.method, tested.place.room) == (Method.SURVEYED, ROOM_206)
    assert {one.listener: one.level for one in tested.heard} == LOUD[ROOM_206]


def test_presses_of_a_test_that_turns_out_to_be_real_are_placed() -> None:
    """Given a press on test, when somebody says at once that it is real, then its window goes on in the incident."""
    school = a_surveyed_school()
    session = begin(school, Rehearsal.TEST, ["pendant"])
    first, second, *_ = copies(ROOM_206)
    hear(school, (0, first))
    raised = school.declare_real(session, MS_ORTIZ, after(1))
    assert isinstance(raised[0], IncidentRaised)
    hear(school, (2, second))
    assert the_incident(school).place.method is Method.SURVEYED
    assert [one.listener for one in only(school.tick(after(6)), PressHeard).heard] == ["east", "south"]


def test_a_lost_pendant_is_located_by_the_survey_once_for_each_check_in() -> None:
    """Given a lost pendant, when it checks in again and again, then all copies of one place it, without to and fro."""
    lost = Transmitter(
        device_id="lost", uid=make_uid(Mid.END_DEVICE, 77), pti=0x18, label="Pendant 9", role=Role.PENDANT,
        life=Life.LOST, lost_since=START.utc,
    )  # fmt: skip
    school = a_surveyed_school()
    roster = school.roster
    school.install(list(roster.receivers.values()), [*roster.transmitters.values(), lost], START)
    found: list[tuple[Method, object]] = []
    for at, room in ((0, ROOM_204), (180, ROOM_204), (360, ROOM_204), (540, OFFICE)):
        check_ins = [
            (at + number / 10, report(lost.uid, flags=EndDeviceFlags.NO_CHANGE, first_hop=HOPS[key], level=level))
            for number, (key, level) in enumerate(LOUD[room].items())
        ]
        events = [*hear(school, *check_ins), *school.tick(after(at + 7))]
        found += [
            (one.place.method, one.place.room and one.place.room.name) for one in events if isinstance(one, LostHeard)
        ]
    assert found == [
        (Method.ONE_RECEIVER, "Room 204"), (Method.SURVEYED, "Room 204"), (Method.SURVEYED, "Office"),
    ]  # fmt: skip


COPY = st.tuples(
    st.floats(0, 5.5), st.sampled_from([*HOPS.values(), GATEWAY]), st.integers(0, 120), st.sampled_from([1, 2])
)


def played(
    copies_of: Sequence[tuple[float, Any, int, int]], *, surveyed: bool = True
) -> tuple[School, list[tuple[str, object]]]:
    """Return a school with two receivers that heard copies of one press, and what places and levels came of them."""
    school = a_surveyed_school(MODEL if surveyed else None)
    receivers = list(school.roster.receivers.values())
    receivers.append(replace(receivers[0], device_id="receiver-2", label="Receiver 2"))
    school.install(receivers, list(school.roster.transmitters.values()), START)
    events: list[Event] = []
    for at, hop, level, receiver in sorted(copies_of, key=lambda one: one[0]):
        # At a site the timer tells when the copies of a press are in, whether or not another one comes then.
        events += school.tick(after(at))
        events += school.receive(f"receiver-{receiver}", pressed(first_hop=hop, level=level), after(at))
    events += school.tick(after(6))
    seen: list[tuple[str, object]] = [
        (type(one).__name__, to_data(one.heard) if isinstance(one, PressHeard) else to_data(one.place))
        for one in events
        if isinstance(one, (IncidentRaised, IncidentLocated, PressHeard))
    ]
    return school, seen


@given(
    copies_of=st.lists(COPY, min_size=1, max_size=8),
    again=st.lists(st.tuples(st.integers(0, 7), st.floats(0, 0.5), st.booleans()), max_size=6),
    late=st.lists(COPY, max_size=3),
    surveyed=st.booleans(),
)
def test_what_comes_twice_or_late_changes_nothing(
    copies_of: list[tuple[float, Any, int, int]],
    again: list[tuple[int, float, bool]],
    late: list[tuple[float, Any, int, int]],
    surveyed: bool,
) -> None:
    """Given any copies, when some come again, also over the other receiver, or late, then the answers are the same."""
    # One at the beginning and one in between keep the button held, so that what is late is no press of its own.
    copies_of = [*copies_of, (0.0, *copies_of[0][1:]), (4.9, *copies_of[0][1:])]
    _, plain = played(copies_of, surveyed=surveyed)
    repeated = list(copies_of)
    for index, delay, other in again:
        at, hop, level, receiver = copies_of[index % len(copies_of)]
        # What a receiver heard itself is its own copy; over the other one it would be that one's.
        over = 3 - receiver if other and hop != GATEWAY else receiver
        repeated.append((min(5.95, at + delay), hop, level, over))
    school, seen = played([*repeated, *((6.1 + one[0] / 2, *one[1:]) for one in late)], surveyed=surveyed)
    assert json.dumps(seen) == json.dumps(plain)
    place: Place = the_incident(school).place
    assert json.dumps(to_data(place)) == json.dumps([data for name, data in seen if name != "PressHeard"][-1])


@given(copies_of=st.lists(COPY, min_size=1, max_size=8))
def test_the_same_copies_give_the_same_bytes(copies_of: list[tuple[float, Any, int, int]]) -> None:
    """Given any copies, when they are played twice, then every answer is the same, byte for byte."""
    assert json.dumps(played(copies_of)[1]) == json.dumps(played(copies_of)[1])


def test_a_fixed_button_never_gets_a_room_from_the_radio() -> None:
    """Given a button of the gym, when it is heard as from upstairs, then it stays in the gym with a question."""
    school = a_surveyed_school()
    events = hear(school, *spread(copies(ROOM_206, BUTTON, pti=0x12))) + school.tick(after(2))
    places = [one.place for one in events if isinstance(one, (IncidentRaised, IncidentLocated))]
    assert {(one.method, one.room) for one in places} == {(Method.FIXED_BUTTON, GYM)}
    assert [one.may_have_moved for one in places] == [False, True]


def test_a_dead_repeater_is_left_out_of_what_is_weighed() -> None:
    """Given the loudest repeater of a room missing, when somebody presses there, then it is named, not held against."""
    school = a_surveyed_school()
    alive = [REPEATER_WEST, HOPS["north"], HOPS["south"]]
    for hour in range(5):
        for uid in alive:
            hear(school, (hour * 3600.0, repeater(uid)))
        school.tick(after(hour * 3600.0 + 1))
    hear(school, *spread(copies(ROOM_206, without=["east"]), 5 * 3600.0))
    place = the_incident(school).place
    assert school.locator.missing() == {"east"}
    assert (place.masked, place.floor) == (("East",), "Upper floor")


def test_bytes_of_the_pendant_change_nothing_of_a_place() -> None:
    """Given a press of no installed pendant, when it is heard, then it is placed like any other."""
    school = a_surveyed_school()
    hear(school, *spread(copies(ROOM_204, make_uid(Mid.END_DEVICE, 99))))
    assert the_incident(school).place.room == ROOM_204
    assert PENDANT not in {press.uid for press in the_incident(school).presses}
