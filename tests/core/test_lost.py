"""Lost mode is the one exception to "a check-in is not located": lost transmitters only, and for 72 hours only."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import LostExpired, LostHeard, Method
from custom_components.duress.core.records import name_of, to_data
from custom_components.duress.core.roster import Life, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import EndDeviceFlags, EndDeviceReport, Mid, Uid, make_uid
from tests.core.builders import (
    GATEWAY,
    OFFICE,
    REPEATER_EAST,
    REPEATER_WEST,
    ROOM_101,
    ROOM_204,
    START,
    a_school,
    after,
    hear,
    report,
)

LOST = make_uid(Mid.END_DEVICE, 77)
HOUR = 3600.0


def lost_pendant(life: Life = Life.LOST, since: float | None = START.utc) -> Transmitter:
    """Return a pendant that usually is in room 101, in some state of its life."""
    return Transmitter(
        device_id="lost",
        uid=LOST,
        pti=0x18,
        label="Pendant 9",
        role=Role.PENDANT,
        room=ROOM_101,
        life=life,
        lost_since=since,
    )


def check_in_near(hop: Uid, level: int = 40) -> EndDeviceReport:
    """Return a check-in that a device heard."""
    return report(LOST, flags=EndDeviceFlags.NO_CHANGE, first_hop=hop, level=level)


def found(school: School, *messages: tuple[float, object]) -> list[tuple[float, str | None]]:
    """Return where the lost pendant was found: seconds after the start, and the room."""
    return [
        (round(event.at - START.utc, 1), event.place.room.name if event.place.room else None)
        for event in hear(school, *messages)
        if isinstance(event, LostHeard)
    ]


def test_a_check_in_of_a_lost_pendant_is_located_when_the_place_changes() -> None:
    """Given a lost pendant, when it checks in near repeaters, then each change of the place is one event."""
    school = a_school(extra=[lost_pendant()])
    assert found(
        school,
        (0, check_in_near(REPEATER_WEST)),
        (180, check_in_near(REPEATER_WEST)),
        (360, check_in_near(REPEATER_EAST)),
        (360.2, check_in_near(REPEATER_WEST, 20)),
        (540, check_in_near(GATEWAY)),
    ) == [(0, "Office"), (360, "Room 204")]
    place = school.lost_place("lost")
    assert place is not None
    assert (place.room, place.method) == (ROOM_204, Method.HEARD_STRONGEST)


def test_its_usual_room_is_no_evidence() -> None:
    """Given a lost pendant that only the receiver without a room hears, then nothing is said about where it is."""
    school = a_school(extra=[lost_pendant()])
    assert found(school, (0, check_in_near(GATEWAY)), (180, check_in_near(make_uid(Mid.REPEATER, 999)))) == []
    assert school.lost_place("lost") is None


def test_it_ends_after_72_hours_and_is_said() -> None:
    """Given a pendant lost for 72 hours, when it is still heard, then it is located no more and its place is gone."""
    school = a_school(extra=[lost_pendant()])
    assert school.lost_until() == {"lost": START.utc + 72 * HOUR}
    assert found(school, (72 * HOUR - 1, check_in_near(REPEATER_WEST))) == [(72 * HOUR - 1, "Office")]
    deadlines: list[float] = []
    while (deadline := school.next_deadline()) is not None and deadline <= START.steady + 72 * HOUR:
        deadlines.append(deadline)
        events = school.tick(after(deadline - START.steady))
    assert [type(event) for event in events] == [LostExpired]
    assert school.lost_until() == {}
    assert school.lost_place("lost") is None
    assert (
        found(school, (72 * HOUR + 1, check_in_near(REPEATER_EAST)), (100 * HOUR, check_in_near(REPEATER_WEST))) == []
    )
    assert not any(isinstance(event, LostExpired) for event in school.tick(after(101 * HOUR)))


@pytest.mark.parametrize("since", [None, START.utc - 72 * HOUR])
def test_without_a_beginning_or_after_the_time_nothing_is_located(since: float | None) -> None:
    """Given a pendant lost since nobody knows when, or too long ago, when it checks in, then it is not located."""
    assert found(a_school(extra=[lost_pendant(since=since)]), (0, check_in_near(REPEATER_WEST))) == []


def test_a_set_clock_does_not_make_it_longer() -> None:
    """Given a lost pendant, when the computer's clock is set back a day, then it still ends after 72 steady hours."""
    school = a_school(extra=[lost_pendant()])
    set_back = after(71 * HOUR)._replace(utc=START.utc - 24 * HOUR)
    school.install(school.roster.receivers.values(), school.roster.transmitters.values(), set_back)
    late = after(73 * HOUR)._replace(utc=START.utc)
    school.tick(late)
    heard = school.receive("receiver-1", check_in_near(REPEATER_WEST), late)
    assert not any(isinstance(event, LostHeard) for event in heard)
    school.install(school.roster.receivers.values(), school.roster.transmitters.values(), late)
    assert school.receive("receiver-1", check_in_near(REPEATER_WEST), late.later(60)) == []


def test_when_it_is_found_all_is_forgotten() -> None:
    """Given a lost pendant that was located, when it is in use again, then its place is gone and nothing is located."""
    school = a_school(extra=[lost_pendant()])
    hear(school, (0, check_in_near(REPEATER_WEST)))
    receivers, others = school.roster.receivers.values(), list(school.roster.transmitters.values())[:-1]
    school.install(receivers, [*others, lost_pendant(Life.ASSIGNED)], after(60))
    assert school.lost_place("lost") is None
    assert found(school, (180, check_in_near(REPEATER_EAST))) == []


@given(
    st.sampled_from([life for life in Life if life is not Life.LOST]),
    st.lists(st.tuples(st.floats(0, 72 * HOUR), st.sampled_from([GATEWAY, REPEATER_EAST, REPEATER_WEST]))),
)
def test_nobody_else_is_ever_located_by_a_check_in(life: Life, heard: list[tuple[float, Uid]]) -> None:
    """Given any other state of life, even with a time it was lost, then no check-in leaves a place anywhere."""
    school = a_school(extra=[lost_pendant(life)])
    messages = [(at, check_in_near(hop)) for at, hop in sorted(heard)]
    stored = [(name_of(event), to_data(event)) for event in hear(school, *messages)]
    assert all(name in ("trouble_ended", "trouble_started") for name, _ in stored)
    # A trouble names the usual room of its pendant, which is known from the roster and not from the radio.
    assert not any(room.name in str(data) for _, data in stored for room in (OFFICE, ROOM_204))
    assert school.lost_place("lost") is None
