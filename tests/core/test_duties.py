"""What has to be tested by when: due, overdue and ticked, on a virtual clock; only what was seen to work counts."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core import events
from custom_components.duress.core.duties import (
    DEFAULT_DAYS,
    PROVING,
    SITE_DRILL,
    Duties,
    DutyKind,
    Standing,
    counts,
    day_of,
    subjects_of,
)
from custom_components.duress.core.events import (
    DeviceReplaced,
    Doubt,
    Ending,
    Event,
    IncidentRepeated,
    Method,
    PathTested,
    Place,
    Rehearsal,
    Word,
)
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Life, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, make_uid
from custom_components.duress.echostream.uid import Mid
from tests.core.builders import (
    EN1223S,
    GYM,
    MS_ORTIZ,
    OFFICE,
    REPEATER_EAST,
    REPEATER_WEST,
    ROOM_101,
    ROOM_204,
    START,
    a_school,
    hear,
    pressed,
    report,
)
from tests.core.proving import (
    DAY,
    DESK,
    MONDAY,
    NEW_YORK,
    TODAY,
    a_press,
    a_test,
    at_site,
    drill_ended,
    find,
    located,
    near,
    raised,
    standings,
)
from tests.core.rehearsing import begin


def test_everything_somebody_relies_on_is_a_duty() -> None:
    """Given a school, then its pendants, buttons, rooms, ways and the drill are duties, by label, area and title."""
    found = {(str(one.kind), one.label) for one in subjects_of(a_school().roster, DESK)}
    assert found == {
        ("pendant", "Pendant 1"),
        ("pendant", "Gym button"),
        *(("room", name) for name in ("Office", "Room 101", "Room 204", "Gym")),
        ("path", "Receiver 1"),
        ("path", "District desk"),
        ("drill", ""),
    }


@pytest.mark.parametrize("life", list(Life))
def test_only_what_is_in_use_is_tested(life: Life) -> None:
    """Given a pendant somewhere in its life, then it is to be tested while somebody relies on it."""
    spare = Transmitter(
        device_id="spare", uid=make_uid(Mid.END_DEVICE, 5), pti=EN1223S, label="Spare", role=Role.PENDANT, life=life
    )
    keys = {one.key for one in subjects_of(a_school(extra=[spare]).roster, {})}
    assert ("spare" in keys) is life.is_judged


def test_a_school_without_a_button_has_no_duty() -> None:
    """Given a school in which only a receiver is installed, then nothing has to be tested yet."""
    school = School("site")
    school.install([], [], START)
    assert subjects_of(school.roster, DESK) == []


def test_what_was_never_tested_is_due_at_once_and_overdue_after_an_interval() -> None:
    """Given a new school, then all is due on the first day, and each overdue when its interval is over."""
    duties = at_site()
    assert standings(duties, DutyKind.PENDANT, "pendant", (0, 7, 8)) == ["due", "due", "overdue"]
    assert standings(duties, DutyKind.PATH, "desk", (0, 30, 31)) == ["due", "due", "overdue"]
    assert standings(duties, DutyKind.DRILL, SITE_DRILL, (0, 90, 91)) == ["due", "due", "overdue"]
    assert standings(duties, DutyKind.ROOM, "gym", (0, 180, 181)) == ["due", "due", "overdue"]


def test_a_passed_test_is_due_again_on_its_day_and_overdue_after_it() -> None:
    """Given a test on Monday, when days pass, then it is due next Monday alone, and a new test moves it on."""
    duties = at_site()
    assert duties.take(a_test())
    assert standings(duties, DutyKind.PENDANT, "pendant", (0, 6, 7, 8)) == ["upcoming", "upcoming", "due", "overdue"]
    duties.take(a_test(MONDAY + 8 * DAY))
    assert standings(duties, DutyKind.PENDANT, "pendant", (8, 14, 15, 16)) == ["upcoming", "upcoming", "due", "overdue"]
    assert find(duties, DutyKind.PENDANT, "pendant").proven_on == TODAY + timedelta(days=8)
    assert find(duties, DutyKind.PENDANT, "button").proven_on is None


def test_days_are_those_of_the_school() -> None:
    """Given a test late on Monday evening in New York, which is Tuesday in UTC, then it is due on Monday."""
    duties = at_site()
    late = MONDAY + 16 * 3600
    duties.take(a_test(late))
    assert day_of(late, ZoneInfo("UTC")) == TODAY + timedelta(days=1)
    assert find(duties, DutyKind.PENDANT, "pendant").due_on == TODAY + timedelta(days=7)


def test_a_real_press_counts_for_pendant_and_room() -> None:
    """Given real presses, then they prove their transmitters and the room they were heard in."""
    duties = at_site()
    duties.take(raised(a_press(), near(OFFICE)))
    again = replace(a_press(MONDAY + DAY), device_id="button")
    duties.take(
        IncidentRepeated(event_id="e", at=again.at, incident_id="i", press=again, place=Place(
            method=Method.FIXED_BUTTON, room=GYM)),
    )  # fmt: skip
    proven = {one.subject.key: one.proven_on for one in duties.all(DEFAULT_DAYS, NEW_YORK) if one.proven_on}
    tuesday = TODAY + timedelta(days=1)
    assert proven == {"pendant": TODAY, "office": TODAY, "button": tuesday, "gym": tuesday}


def test_a_room_is_proven_by_what_all_copies_say() -> None:
    """Given a first copy that says one room, when the others say another one, then only that one is proven."""
    duties = at_site()
    press = a_press()
    duties.take(raised(press, near(OFFICE)))
    duties.take(located(press, near(ROOM_204), 2))
    assert find(duties, DutyKind.ROOM, "office").proven_on is None
    assert find(duties, DutyKind.ROOM, "204").proven_on == TODAY


@pytest.mark.parametrize(
    ("method", "word", "proves"),
    [
        (Method.SURVEYED, Word.LIKELY, True),
        (Method.SURVEYED, Word.PROBABLY, False),
        (Method.SURVEYED, Word.NEAR, False),
        (Method.ONE_RECEIVER, Word.NEAR, True),
    ],
)
def test_a_room_is_proven_by_who_hangs_there_or_a_likely_survey(method: Method, word: Word, *, proves: bool) -> None:
    """Given presses in a test placed by a survey, then a room is proven if it is likely, or a device there heard it."""
    duties = at_site()
    duties.take(a_test(place=Place(method=method, room=ROOM_101, word=word)))
    assert find(duties, DutyKind.ROOM, "101").proven_on == (TODAY if proves else None)


@pytest.mark.parametrize("place", [Place(method=Method.USUAL_ROOM, room=ROOM_101), Place(method=Method.SITE)])
def test_an_assumed_place_proves_no_room(place: Place) -> None:
    """Given presses whose place is only assumed, then they prove the pendant but no room."""
    duties = at_site()
    duties.take(raised(a_press(), place))
    duties.take(a_test(place=place))
    assert find(duties, DutyKind.PENDANT, "pendant").proven_on == TODAY
    assert find(duties, DutyKind.ROOM, "101").proven_on is None


def test_a_test_proves_the_room_the_tester_stood_in() -> None:
    """Given a test with a room, when the press is heard next door, then both rooms are proven."""
    duties = at_site()
    duties.take(a_test(place=near(OFFICE), stood_in=ROOM_101))
    assert find(duties, DutyKind.ROOM, "101").proven_on == find(duties, DutyKind.ROOM, "office").proven_on == TODAY
    assert find(duties, DutyKind.ROOM, "204").proven_on is None


@pytest.mark.parametrize("doubt", list(Doubt))
def test_a_press_of_who_knows_what_proves_nothing(doubt: Doubt) -> None:
    """Given a press in doubt which transmitter it was, then nothing is proven; in any other doubt it is."""
    duties = at_site()
    duties.take(raised(a_press(MONDAY, doubt), near(OFFICE)))
    certain = doubt in (Doubt.RETIRED, Doubt.IN_STOCK, Doubt.IN_REPAIR, Doubt.LOST, Doubt.AWAY)
    assert (find(duties, DutyKind.PENDANT, "pendant").proven_on == TODAY) is certain
    assert (find(duties, DutyKind.ROOM, "office").proven_on == TODAY) is certain


def test_a_call_without_a_transmitter_proves_nothing() -> None:
    """Given an incident that no transmitter of ours raised, then no duty changes."""
    duties = at_site()
    before = duties.all(DEFAULT_DAYS, NEW_YORK)
    duties.take(raised(a_press(device_id=None), near(OFFICE)))
    assert duties.all(DEFAULT_DAYS, NEW_YORK) == before


def test_ways_are_proven_by_tests_they_carried() -> None:
    """Given a test that a receiver heard, and one that the desk confirmed, then both ways are proven."""
    duties = at_site(a_school(receivers=2))
    duties.take(a_test(receiver_ids=("receiver-2",)))
    duties.take(PathTested(event_id="e", at=MONDAY + DAY, endpoint_id="desk", label="District desk"))
    assert find(duties, DutyKind.PATH, "receiver-1").proven_on is None
    assert find(duties, DutyKind.PATH, "receiver-2").proven_on == TODAY
    assert find(duties, DutyKind.PATH, "desk").due_on == TODAY + timedelta(days=31)


@pytest.mark.parametrize("ending", list(Ending))
def test_a_drill_counts_unless_it_became_real(ending: Ending) -> None:
    """Given a drill, when it ends, then the next one is due in 90 days, unless an emergency broke it off."""
    duties = at_site()
    duties.take(drill_ended(MONDAY, ending))
    assert (find(duties, DutyKind.DRILL, SITE_DRILL).proven_on is None) is (ending is Ending.REAL)


def test_new_hardware_is_tested_anew() -> None:
    """Given a tested pendant, when its hardware is replaced, then it is due at once, until it was pressed."""
    duties = at_site()
    duties.take(a_test())
    replaced = DeviceReplaced(
        event_id="e", at=MONDAY + 2 * DAY, device_id="pendant", label="Pendant 1", before=1, after=2, actor=MS_ORTIZ
    )
    duties.take(replaced)
    assert standings(duties, DutyKind.PENDANT, "pendant", (2, 9, 10)) == ["due", "due", "overdue"]
    duties.take(a_test(MONDAY + 3 * DAY))
    assert standings(duties, DutyKind.PENDANT, "pendant", (3, 10, 11)) == ["upcoming", "due", "overdue"]


def test_what_comes_back_into_use_is_due_and_not_overdue() -> None:
    """Given a pendant that was away for months, when it is in use again, then it is due and has a week."""
    duties = at_site()
    subjects = subjects_of(a_school().roster, DESK)
    duties.take(a_test())
    assert duties.follow([one for one in subjects if one.key != "pendant"], MONDAY + DAY)
    assert duties.follow(subjects, MONDAY + 100 * DAY)
    assert standings(duties, DutyKind.PENDANT, "pendant", (100, 107, 108)) == ["due", "due", "overdue"]
    assert not duties.follow(subjects, MONDAY + 101 * DAY)


def test_what_is_kept_survives_a_restart() -> None:
    """Given duties that are weeks old, when they are taken up again, then they are as old as they were."""
    before = at_site()
    after = Duties()
    after.restore(before.since)
    assert not after.follow(subjects_of(a_school().roster, DESK), MONDAY + 20 * DAY)
    assert after.all(DEFAULT_DAYS, NEW_YORK) == before.all(DEFAULT_DAYS, NEW_YORK)


def test_never_is_never() -> None:
    """Given intervals of 0, then nothing of that kind is ever due, and the rest is counted as it stands."""
    duties = at_site()
    days = {**DEFAULT_DAYS, DutyKind.ROOM: 0, DutyKind.DRILL: 0}
    found = duties.all(days, NEW_YORK)
    assert {one.subject.kind for one in found} == {DutyKind.PENDANT, DutyKind.PATH}
    by_kind = counts(found, TODAY + timedelta(days=8))
    assert by_kind[DutyKind.PENDANT] == {Standing.OVERDUE: 2, Standing.DUE: 0, Standing.UPCOMING: 0}
    assert by_kind[DutyKind.PATH][Standing.DUE] == 2
    assert sum(by_kind[DutyKind.ROOM].values()) == 0


def test_other_events_prove_nothing() -> None:
    """Given an event that proves nothing, then it is not taken for a proof."""
    ended = events.TestEnded(
        event_id="e", at=MONDAY, rehearsal_id="r", kind=Rehearsal.TEST, ending=Ending.TIME, passed=(), not_tested=()
    )
    assert not isinstance(ended, PROVING)
    assert not at_site().take(ended)


def test_a_test_in_the_school_ticks_what_it_proves() -> None:
    """Given a pendant test with a room, when the press comes over two paths, then it and all on its way are proven."""
    school = a_school(receivers=2)
    duties = at_site(school, since=START.utc)
    (started,) = school.modes.start(
        Rehearsal.PENDANT_TEST, ["pendant"], MS_ORTIZ, START, reason="", seconds=120, incidents=school.incidents,
        stood_in=ROOM_101,
    )  # fmt: skip
    found: list[Event] = [started]
    found += hear(school, (1.0, pressed(first_hop=REPEATER_WEST, level=20)))
    found += hear(school, (1.2, pressed(first_hop=REPEATER_EAST, level=44)), receiver="receiver-2")
    found += school.tick(START.later(8))
    for event in found:
        duties.take(from_data(name_of(event), to_data(event)))
    proven = {one.subject.duty_id for one in duties.all(DEFAULT_DAYS, NEW_YORK) if one.proven_on}
    assert proven == {"pendant:pendant", "room:101", "room:204", "path:receiver-1", "path:receiver-2"}


def test_a_group_test_stands_in_no_room() -> None:
    """Given a test of a group, when somebody names a room, then it proves none: a group is in no single room."""
    school = a_school()
    session = begin(school, Rehearsal.TEST, ["pendant", "button"])
    assert session.started.stood_in is None
    (started,) = school.modes.start(
        Rehearsal.DRILL, ["west"], MS_ORTIZ, START, reason="x", seconds=60, incidents=school.incidents, stood_in=GYM
    )
    assert getattr(started, "stood_in", GYM) is None


def test_what_was_stored_before_rooms_and_receivers_were_said_is_read() -> None:
    """Given a test as older versions stored it, when it is read, then it proves its pendant and no receiver."""
    data = to_data(a_test())
    assert isinstance(data, dict)
    del data["receiver_ids"], data["stood_in"]
    old = from_data("press_tested", data)
    duties = at_site()
    assert duties.take(old)
    assert [one.subject.key for one in duties.all(DEFAULT_DAYS, NEW_YORK) if one.proven_on] == ["pendant"]


def test_a_flat_press_is_a_press() -> None:
    """Given a real press with a low battery, then it proves that the pendant is heard."""
    school = a_school()
    duties = at_site(school, since=START.utc)
    for event in hear(school, (1.0, report(alarms=AlarmInputs.INPUT_1, flags=EndDeviceFlags.LOW_BATTERY))):
        duties.take(event)
    assert find(duties, DutyKind.PENDANT, "pendant").proven_on == day_of(START.utc, NEW_YORK)


MINUTES = st.integers(0, 400 * 24 * 60)
PLACES = st.sampled_from(
    [near(OFFICE), near(GYM), Place(method=Method.USUAL_ROOM, room=GYM), Place(method=Method.SITE)]
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Return what may happen in a year: tests, presses with later places, drills, new hardware, confirmed tests."""
    past: list[Event] = []
    for minute in draw(st.lists(MINUTES, max_size=12, unique=True)):
        at, place = MONDAY + minute * 60.0, draw(PLACES)
        match draw(st.integers(0, 4)):
            case 0:
                past.append(a_test(at, place, receiver_ids=("receiver-1",)))
            case 1:
                press = a_press(at)
                past += [raised(press, place), located(press, draw(PLACES), 2), located(press, draw(PLACES), 4)]
            case 2:
                past.append(drill_ended(at, draw(st.sampled_from(list(Ending)))))
            case 3:
                past.append(
                    DeviceReplaced(
                        event_id=f"e{at}", at=at, device_id="pendant", label="", before=1, after=2, actor=None
                    )
                )
            case 4:
                past.append(PathTested(event_id=f"e{at}", at=at, endpoint_id="desk", label=""))
    return past


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_a_history_does_not_matter(past: list[Event], random: Random) -> None:
    """Given a year, when it is read in another order or twice, then the same is due on the same days."""
    straight, mixed = at_site(), at_site()
    for event in past:
        straight.take(event)
    shuffled = [*past, *past]
    random.shuffle(shuffled)
    for event in shuffled:
        mixed.take(event)
    assert mixed.all(DEFAULT_DAYS, NEW_YORK) == straight.all(DEFAULT_DAYS, NEW_YORK)


@given(histories(), st.sampled_from([1, 7, 30, 180, 365]), st.integers(0, 800))
def test_a_duty_is_first_upcoming_then_due_then_overdue(past: list[Event], interval: int, day: int) -> None:
    """Given a year, then every duty goes one way through its standings, and is overdue after its day alone."""
    duties = at_site()
    for event in past:
        duties.take(event)
    today = TODAY + timedelta(days=day)
    for duty in duties.all(dict.fromkeys(DutyKind, interval), NEW_YORK):
        assert duty.opens_on <= duty.due_on
        assert (duty.standing(today) is Standing.OVERDUE) is (today > duty.due_on)
        order = [Standing.UPCOMING, Standing.DUE, Standing.OVERDUE]
        assert order.index(duty.standing(today)) <= order.index(duty.standing(today + timedelta(days=1)))
        if duty.proven_on is not None and duty.proven_on >= TODAY:
            assert duty.due_on == duty.proven_on + timedelta(days=interval)
