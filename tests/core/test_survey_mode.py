"""Who surveys is on test with the pendants in their hand: no longer than they go on pressing, and nobody else is."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core import events
from custom_components.duress.core.events import Ending, Event, Mode, PressTested, SurveyEnded
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Room
from custom_components.duress.core.school import School
from custom_components.duress.core.sessions import Refusal, RehearsalRefusedError, Session, Sitting
from tests.core.builders import (
    BUTTON,
    GYM,
    MS_ORTIZ,
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
    report,
)
from tests.core.rehearsing import only, raised
from tests.core.test_modes import OTHER, PANIC, school_of_four

HALF_AN_HOUR = 1800.0
FOUR_HOURS = 4 * 3600.0


def walk(school: School, *device_ids: str, now: Moment = START, idle: float = HALF_AN_HOUR) -> Session:
    """Begin a walk with pendants; return what runs."""
    sitting = Sitting(walk_id="W", idle=idle)
    started = school.modes.start_walk(sitting, device_ids or ("pendant",), MS_ORTIZ, now, school.incidents)
    return school.modes.running[started.rehearsal_id]


def stand(school: School, session: Session, room: Room, seconds: float, *, redo: bool = False) -> Event:
    """Say that the walker stands in a room."""
    return school.modes.enter_room(session, room, MS_ORTIZ, after(seconds), redo=redo)


def test_a_press_on_a_walk_is_noted_with_its_room_and_who_heard_it() -> None:
    """Given a walk in room 204, when its pendant is pressed, then its copies and room are noted, and that is all."""
    school = school_of_four()
    session = walk(school)
    stand(school, session, ROOM_204, 1)
    found = hear(
        school,
        (2.0, pressed(first_hop=REPEATER_WEST, level=20)),
        (2.3, pressed(first_hop=REPEATER_EAST, level=44)),
        (5.0, report()),
    )
    assert not raised(found)
    tested = only(school.tick(after(8.1)), PressTested)
    assert tested.stood_in == ROOM_204
    assert {one.listener: (one.level, one.margin) for one in tested.heard} == {"west": (20.0, 18), "east": (44.0, 42)}


def test_what_is_heard_of_a_press_is_known_while_its_copies_come_in() -> None:
    """Given a press on a walk, then who has heard it so far is known after each copy, until it is judged."""
    school = school_of_four()
    session = walk(school)
    stand(school, session, ROOM_204, 1)
    assert school.modes.hearing(session) == []
    hear(school, (2.0, pressed(first_hop=REPEATER_WEST, level=20)))
    (hearing,) = school.modes.hearing(session)
    assert (hearing.stood_in, [one.listener for one in hearing.heard]) == (ROOM_204, ["west"])
    assert not school.modes.take_fresh()
    hear(school, (2.3, pressed(first_hop=REPEATER_EAST, level=44)))
    (hearing,) = school.modes.hearing(session)
    assert [one.listener for one in hearing.heard] == ["east", "west"]
    assert school.modes.take_fresh()
    assert not school.modes.take_fresh()
    school.tick(after(8.1))
    assert school.modes.hearing(session) == []


def test_everybody_else_is_real_meanwhile() -> None:
    """Given a walk with one pendant, when others press, then they raise incidents, and the mode of the site is live."""
    school = school_of_four()
    walk(school)
    assert school.modes.mode is Mode.LIVE
    assert school.modes.told == []
    (incident,) = raised(hear(school, (1.0, pressed(BUTTON, pti=0x12))))
    assert incident.mode is Mode.LIVE


def test_nobody_is_on_a_walk_while_somebody_is_in_danger() -> None:
    """Given a walk, when somebody calls for help, then the walker's next press is real and no walk begins."""
    school = school_of_four()
    walk(school)
    hear(school, (1.0, pressed(OTHER)))
    second = only(hear(school, (100.0, pressed())), events.IncidentRepeated)
    assert second.press.uid == PENDANT
    with pytest.raises(RehearsalRefusedError) as refused:
        walk(school, "button", now=after(110))
    assert refused.value.why is Refusal.INCIDENT_ACTIVE


def test_a_lockdown_is_real_on_a_walk() -> None:
    """Given a walk with a pendant that asks for a lockdown, when it is pressed, then there is a lockdown."""
    school = school_of_four()
    walk(school, "panic")
    (incident,) = raised(hear(school, (1.0, pressed(PANIC, pti=0x12))))
    assert incident.mode is Mode.LIVE


def test_a_pendant_is_on_one_walk_or_test_at_a_time() -> None:
    """Given two people who walk with their own pendants, then both may; with the same one the second may not."""
    school = school_of_four()
    walk(school)
    assert walk(school, "other") is not None
    with pytest.raises(RehearsalRefusedError) as refused:
        walk(school)
    assert refused.value.why is Refusal.ON_ALREADY


def test_a_walk_ends_when_nobody_presses() -> None:
    """Given a walk, when nobody presses for half an hour, then it ends by itself and the pendant calls for help."""
    school = school_of_four()
    session = walk(school)
    stand(school, session, GYM, 600)
    assert not [one for one in school.tick(after(1801)) if isinstance(one, SurveyEnded)]
    hear(school, (2000, pressed()), (2003, report()))
    school.tick(after(2010))
    assert not [one for one in school.tick(after(3799)) if isinstance(one, SurveyEnded)]
    ended = only(school.tick(after(3801)), SurveyEnded)
    assert (ended.ending, ended.walk_id) == (Ending.TIME, "W")
    assert len(raised(hear(school, (3802, pressed())))) == 1


def test_a_press_after_the_time_is_real_even_before_anybody_looked() -> None:
    """Given a walk whose time is over and no tick since, when its pendant is pressed, then that is real."""
    school = school_of_four()
    walk(school)
    assert len(raised(hear(school, (HALF_AN_HOUR + 1, pressed())))) == 1


def test_a_walk_has_a_limit_however_often_one_presses() -> None:
    """Given a walk on which somebody presses every 20 minutes, then it ends after four hours."""
    school = school_of_four()
    walk(school)
    ended: list[Event] = []
    for at in range(1200, 20_000, 1200):
        ended += [one for one in school.tick(after(at)) if isinstance(one, SurveyEnded)]
        if ended:
            break
        hear(school, (at, pressed()), (at + 3, report()))
    assert ended[0].at == pytest.approx(after(FOUR_HOURS).utc, abs=1200)


@given(
    gaps=st.lists(st.floats(1, 2400), max_size=12),
    down=st.floats(0, 2400),
    at=st.integers(0, 12),
)
def test_a_restart_changes_nothing_about_a_walk(gaps: list[float], down: float, at: int) -> None:
    """Given rooms and presses at any times and a restart in between, then it is in the room and ends as without one."""
    through, kept = a_school(), a_school()
    stored: list[Event] = []
    seconds = 0.0
    walks = [walk(through), walk(kept)]
    stored.append(walks[1].started)
    for number, gap in enumerate([*gaps, down]):
        seconds += gap
        for school in (through, kept):
            running = list(school.modes.running.values())
            found = school.tick(after(seconds))
            if running and school.modes.running and number % 2:
                found.append(stand(school, running[0], (ROOM_101, GYM)[number % 4 // 2], seconds))
            elif school.modes.running:
                found += hear(school, (seconds, pressed()), (seconds + 0.5, report()))
            if school is kept:
                stored += found
        if number == min(at, len(gaps)):
            kept = a_school(now=after(seconds))
            read = [from_data(name_of(event), to_data(event)) for event in stored]
            kept.restore([event for event in read if isinstance(event, events.RehearsalEvent)], 0, {}, after(seconds))
        left, right = list(through.modes.running.values()), list(kept.modes.running.values())
        assert [one.room for one in left] == [one.room for one in right]
        assert [one.deadline for one in left] == pytest.approx([one.deadline for one in right], abs=1e-3)


def test_only_the_last_press_of_a_walk_can_have_been_meant() -> None:
    """Given a walk with presses in many rooms, when somebody says it is real, then the last one is an incident."""
    school = school_of_four()
    session = walk(school)
    for at, room in ((10, ROOM_101), (100, GYM), (200, ROOM_204)):
        stand(school, session, room, at)
        hear(school, (at + 1, pressed()), (at + 4, report()))
        school.tick(after(at + 20))
    found = school.declare_real(session, MS_ORTIZ, after(230), "help")
    (incident,) = raised(found)
    assert incident.press.at == after(201).utc
    assert only(found, SurveyEnded).ending is Ending.REAL
