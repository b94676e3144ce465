"""Tests and drills: what is rehearsed, what breaks through, and that they end by themselves."""

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.core import events
from custom_components.duress.core.events import (
    Ending,
    Event,
    IncidentEvent,
    IncidentRepeated,
    Mode,
    PressTested,
    Rehearsal,
)
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Kind, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.core.sessions import Refusal, RehearsalRefusedError
from custom_components.duress.echostream import Mid, Uid, make_uid
from tests.core.builders import (
    BUTTON,
    EN1223S,
    MS_ORTIZ,
    PENDANT,
    REPEATER_EAST,
    REPEATER_WEST,
    ROOM_204,
    a_school,
    after,
    hear,
    pressed,
    report,
)
from tests.core.rehearsing import begin, only, raised

OTHER = make_uid(Mid.END_DEVICE, 77_001)
PANIC = make_uid(Mid.END_DEVICE, 77_002)


def school_of_four() -> School:
    """Return the school with a second pendant and a lockdown button."""
    return a_school(
        extra=[
            Transmitter(device_id="other", uid=OTHER, pti=EN1223S, label="Pendant 2", role=Role.PENDANT, room=ROOM_204),
            Transmitter(
                device_id="panic", uid=PANIC, pti=0x12, label="Panic", role=Role.FIXED_BUTTON, kind=Kind.LOCKDOWN
            ),
        ]
    )


def stored(found: list[Event]) -> list[Event]:
    """Return events as a restart reads them."""
    return [from_data(name_of(event), to_data(event)) for event in found]


def test_a_pendant_test_says_room_margin_and_paths() -> None:
    """Given a pendant test, when the pendant is pressed, then it passed as its copies say, with no incident."""
    school = school_of_four()
    begin(school, Rehearsal.PENDANT_TEST, ["pendant"], reason="")
    found = hear(
        school,
        (1.0, pressed(first_hop=REPEATER_WEST, level=20)),
        (1.3, pressed(first_hop=REPEATER_EAST, level=44)),
        (1.4, pressed(first_hop=REPEATER_EAST, level=46)),
        (5.0, report()),
    )
    assert only(found, events.TestPressed).press.device_id == "pendant"
    assert not any(isinstance(event, IncidentEvent) for event in found)
    assert school.next_deadline() == after(7.0).steady
    results = school.tick(after(7.0))
    tested = only(results, PressTested)
    assert (tested.place.room, tested.margin, tested.paths) == (ROOM_204, 44, 2)
    ended = only(results, events.TestEnded)
    assert (ended.ending, ended.passed, ended.not_tested) == (Ending.PASSED, ("Pendant 1",), ())
    assert not school.incidents.open
    (again,) = raised(hear(school, (20.0, pressed())))
    assert again.mode is Mode.LIVE


@pytest.mark.parametrize(("seconds", "real"), [(119.9, False), (120.0, True), (300.0, True)])
def test_outside_its_window_a_press_is_real(seconds: float, real: bool) -> None:
    """Given a pendant test, when the press comes too late, then it is an alarm even if no timer has run yet."""
    school = school_of_four()
    begin(school, Rehearsal.PENDANT_TEST, ["pendant"])
    assert bool(raised(hear(school, (seconds, pressed())))) is real


def test_a_test_ends_by_itself_and_says_who_was_not_heard() -> None:
    """Given a group on test, when its time is over, then that is said and the next press is real."""
    school = school_of_four()
    begin(school, Rehearsal.TEST, ["pendant", "other"], seconds=600)
    hear(school, (10.0, pressed(OTHER)))
    assert str(school.modes.mode) == "test"
    assert only(school.tick(after(16.0)), PressTested).label == "Pendant 2"
    ended = only(school.tick(after(600)), events.TestEnded)
    assert (ended.ending, ended.passed, ended.not_tested) == (Ending.TIME, ("Pendant 2",), ("Pendant 1",))
    assert str(school.modes.mode) == "live"
    assert raised(hear(school, (601.0, pressed())))


def test_a_drill_raises_incidents_that_are_drills() -> None:
    """Given a drill, when a participant presses twice, then there is one incident, and it is a drill."""
    school = school_of_four()
    begin(school, Rehearsal.DRILL, ["pendant", "other"])
    found = hear(school, (1.0, pressed()), (5.0, report()), (20.0, pressed()))
    (incident,) = raised(found)
    assert incident.mode is Mode.DRILL
    assert only(found, IncidentRepeated).incident_id == incident.incident_id


def test_who_takes_no_part_breaks_through() -> None:
    """Given a drill with an incident, when somebody else presses, then that is a real incident of its own."""
    school = school_of_four()
    begin(school, Rehearsal.DRILL, ["pendant"])
    (drill,) = raised(hear(school, (1.0, pressed())))
    (real,) = raised(hear(school, (2.0, pressed(OTHER))))
    assert (drill.mode, real.mode) == (Mode.DRILL, Mode.LIVE)
    assert real.incident_id != drill.incident_id


def test_a_participant_is_believed_once_somebody_is_in_danger() -> None:
    """Given a drill through which a real alarm broke, when a participant presses, then that is real."""
    school = school_of_four()
    begin(school, Rehearsal.DRILL, ["pendant"])
    (real,) = raised(hear(school, (1.0, pressed(OTHER))))
    assert only(hear(school, (2.0, pressed())), IncidentRepeated).incident_id == real.incident_id
    school.step(real.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(30))
    school.step(real.incident_id, Step.CLEAR, MS_ORTIZ, after(40), "all safe")
    (drilled,) = raised(hear(school, (50.0, report()), (60.0, pressed())))
    assert drilled.mode is Mode.DRILL


@pytest.mark.parametrize("kind", [Rehearsal.TEST, Rehearsal.DRILL])
def test_a_lockdown_breaks_through(kind: Rehearsal) -> None:
    """Given a test or drill of a lockdown button, when it is pressed, then that is real."""
    school = school_of_four()
    begin(school, kind, ["pendant", "panic"])
    (lockdown,) = raised(hear(school, (1.0, pressed(PANIC, pti=0x12))))
    assert (lockdown.kind, lockdown.mode) == (Kind.LOCKDOWN, Mode.LIVE)


def test_a_lockdown_button_can_be_tested_alone() -> None:
    """Given a pendant test that says so, when a lockdown button is pressed, then it has passed."""
    school = school_of_four()
    begin(school, Rehearsal.PENDANT_TEST, ["panic"], with_lockdown=True)
    assert not raised(hear(school, (1.0, pressed(PANIC, pti=0x12))))
    assert only(school.tick(after(7.0)), PressTested).label == "Panic"


def test_another_model_breaks_through() -> None:
    """Given a pendant on test, when another model presses under its number, then that is real."""
    school = school_of_four()
    begin(school, Rehearsal.TEST, ["pendant"])
    assert raised(hear(school, (1.0, pressed(pti=0x12))))


def test_this_is_real_makes_test_presses_incidents() -> None:
    """Given presses in a test, when somebody says it is real, then they are incidents and the test is over."""
    school = school_of_four()
    session = begin(school, Rehearsal.TEST, ["pendant", "other", "button"])
    hear(school, (1.0, pressed()), (2.0, pressed(OTHER)), (5.0, report()), (20.0, pressed()))
    found = school.declare_real(session, MS_ORTIZ, after(30), "smoke")
    (real,) = raised(found)
    assert (real.press.label, real.mode) == ("Pendant 1", Mode.LIVE)
    repeated = [one for one in found if isinstance(one, IncidentRepeated)]
    assert [(one.press.label, one.incident_id) for one in repeated] == [
        ("Pendant 2", real.incident_id),
        ("Pendant 1", real.incident_id),
    ]
    assert only(found, events.DeclaredReal).presses == 3
    assert only(found, events.TestEnded).ending is Ending.REAL
    assert isinstance(found[0], events.IncidentRaised)
    late = hear(school, (31.0, report()))
    assert {event.incident_id for event in late if isinstance(event, IncidentEvent)} == {real.incident_id}
    button = only(hear(school, (40.0, pressed(BUTTON, pti=0x12))), IncidentRepeated)
    assert button.incident_id == real.incident_id


def test_this_is_real_makes_a_drill_real() -> None:
    """Given a drill with an incident, when somebody says it is real, then there is a real one with the same presses."""
    school = school_of_four()
    session = begin(school, Rehearsal.DRILL, ["pendant", "other"])
    (drill,) = raised(hear(school, (1.0, pressed())))
    (real,) = raised(school.declare_real(session, MS_ORTIZ, after(10)))
    assert real.incident_id != drill.incident_id
    assert (real.mode, real.press.press_id) == (Mode.LIVE, drill.press.press_id)
    assert only(hear(school, (20.0, pressed(OTHER))), IncidentRepeated).incident_id == real.incident_id


@pytest.mark.parametrize(
    ("kind", "devices", "seconds", "reason", "why"),
    [
        (Rehearsal.TEST, [], 60.0, "why", Refusal.NOBODY),
        (Rehearsal.TEST, ["other"], 60.0, " ", Refusal.REASON_MISSING),
        (Rehearsal.DRILL, ["other"], 60.0, "", Refusal.REASON_MISSING),
        (Rehearsal.TEST, ["other"], 7201.0, "why", Refusal.TOO_LONG),
        (Rehearsal.TEST, ["other"], 0.0, "why", Refusal.TOO_LONG),
        (Rehearsal.PENDANT_TEST, ["other"], 121.0, "", Refusal.TOO_LONG),
        (Rehearsal.PENDANT_TEST, ["pendant"], 60.0, "", Refusal.ON_ALREADY),
    ],
)
def test_what_is_refused(kind: Rehearsal, devices: list[str], seconds: float, reason: str, why: Refusal) -> None:
    """Given a running test, when what is asked for is not possible, then it is refused and nothing has changed."""
    school = school_of_four()
    session = begin(school, Rehearsal.TEST, ["pendant"])
    with pytest.raises(RehearsalRefusedError) as refused:
        begin(school, kind, devices, seconds=seconds, reason=reason)
    assert refused.value.why is why
    assert list(school.modes.running.values()) == [session]


def test_nothing_begins_while_somebody_is_in_danger() -> None:
    """Given a real incident, when a drill is to begin, then it is refused until the danger is over."""
    school = school_of_four()
    (real,) = raised(hear(school, (1.0, pressed())))
    with pytest.raises(RehearsalRefusedError) as refused:
        begin(school, Rehearsal.DRILL, ["other"], after(2))
    assert refused.value.why is Refusal.INCIDENT_ACTIVE
    school.step(real.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(30))
    school.step(real.incident_id, Step.CLEAR, MS_ORTIZ, after(40), "all safe")
    assert begin(school, Rehearsal.DRILL, ["other"], after(50)).kind is Rehearsal.DRILL


def test_a_restart_keeps_the_remaining_time_and_what_was_pressed() -> None:
    """Given a test with a press, when the site restarts, then its time goes on and the press is judged and not lost."""
    school = school_of_four()
    session = begin(school, Rehearsal.TEST, ["pendant", "other"], seconds=600)
    history: list[Event] = [session.started, *hear(school, (100.0, pressed()))]
    fresh = school_of_four()
    fresh.restore(stored(history), 0, {}, after(103.0))
    assert fresh.modes.mode is Mode.TEST
    assert not raised(hear(fresh, (104.0, pressed(first_hop=REPEATER_EAST))))
    assert only(fresh.tick(after(106.0)), PressTested).label == "Pendant 1"
    assert fresh.modes.find(None).deadline == after(600).steady
    real = fresh.declare_real(fresh.modes.find(None), MS_ORTIZ, after(200))
    assert [one.press.label for one in raised(real)] == ["Pendant 1"]


def test_a_test_that_ended_while_the_site_was_down_is_over() -> None:
    """Given a test, when the site starts after its end, then the first press is real and the end is said."""
    school = school_of_four()
    session = begin(school, Rehearsal.TEST, ["pendant"], seconds=600)
    fresh = school_of_four()
    fresh.restore(stored([session.started]), 0, {}, after(700))
    assert raised(hear(fresh, (700.5, pressed())))
    assert only(fresh.tick(after(701)), events.TestEnded).ending is Ending.TIME


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["press", "press", "press", "test", "drill", "pendant", "end", "real", "wait", "restart", "clear"]
        ),
        st.sampled_from([PENDANT, OTHER, PANIC, BUTTON]),
        st.integers(6, 400),
    ),
    max_size=30,
)
OF_UID = {PENDANT: "pendant", OTHER: "other", PANIC: "panic", BUTTON: "button"}
KINDS = {"test": Rehearsal.TEST, "drill": Rehearsal.DRILL, "pendant": Rehearsal.PENDANT_TEST}


class _Story:
    """A school to which things happen, and what must be true of it."""

    def __init__(self) -> None:
        """Start quietly."""
        self.school, self.clock, self.history = school_of_four(), 0.0, list[Event]()

    def act(self, what: str, uid: Uid, seconds: int) -> None:
        """Let something happen some seconds after the last."""
        self.clock += seconds
        now, school = after(self.clock), self.school
        self.history += school.tick(now)
        assert all(session.deadline > now.steady for session in school.modes.running.values())
        match what:
            case "press":
                self._press(uid)
            case "test" | "drill" | "pendant":
                try:
                    session = begin(school, KINDS[what], [OF_UID[uid]], now, seconds=120)
                except RehearsalRefusedError:
                    return
                self.history.append(session.started)
            case "end" | "real":
                for session in list(school.modes.running.values())[:1]:
                    if what == "real":
                        self.history += school.declare_real(session, MS_ORTIZ, now)
                    else:
                        self.history += school.modes.end(session, Ending.PERSON, now, MS_ORTIZ)
            case "clear":
                for incident in list(school.incidents.open.values()):
                    for step in (Step.ACKNOWLEDGE, Step.CLEAR, Step.CLOSE):
                        self.history += school.step(incident.incident_id, step, MS_ORTIZ, now, "over")
            case "restart":
                self._restart()

    def _press(self, uid: Uid) -> None:
        """Let a button be pressed and released; it is live, or a test or drill of this very transmitter runs."""
        pti = 0x12 if uid in (PANIC, BUTTON) else EN1223S
        named = [one for one in self.school.modes.running.values() if OF_UID[uid] in one.started.device_ids]
        found = hear(self.school, (self.clock, pressed(uid, pti=pti)), (self.clock + 4, report(uid, pti=pti)))
        told = [one for one in found if isinstance(one, events.IncidentRaised | IncidentRepeated | events.TestPressed)]
        (first,) = told
        if isinstance(first, events.TestPressed):
            assert named
            assert named[0].kind is not Rehearsal.DRILL
        elif (incident := self.school.incidents.open[first.incident_id]).mode is Mode.DRILL:
            assert named
            assert incident.kind is not Kind.LOCKDOWN
        self.history += found

    def _restart(self) -> None:
        """Start anew from what is stored: the same runs until the same time."""
        before = {key: one.deadline for key, one in self.school.modes.running.items()}
        modes = {key: one.mode for key, one in self.school.incidents.open.items()}
        closed = {one.incident_id for one in self.history if isinstance(one, events.IncidentClosed)}
        kept = [one for one in self.history if not (isinstance(one, IncidentEvent) and one.incident_id in closed)]
        last = self.school.incidents.last_number
        self.school = school_of_four()
        self.school.restore(stored(kept), last, {}, after(self.clock + 4.5))
        assert {key: one.deadline for key, one in self.school.modes.running.items()} == pytest.approx(before)
        assert {key: one.mode for key, one in self.school.incidents.open.items()} == modes


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_no_press_is_lost_whatever_happens(acts: list[tuple[str, Uid, int]]) -> None:
    """Given any order of presses, tests, drills, ends and restarts, then each press is told once, and as what it is."""
    story = _Story()
    for what, uid, seconds in acts:
        story.act(what, uid, seconds)
