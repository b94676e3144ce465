"""Silence says nothing of a press while its copies are still coming in, and much as soon as they are in."""

from custom_components.duress.core.events import FloorGuess, Place, Word
from custom_components.duress.core.location import SurveyPress
from custom_components.duress.core.location.model import Layout, fit
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.school import School
from tests.core.builders import GYM, REPEATER_EAST, REPEATER_WEST, ROOM_204, START, a_school, pressed

HEARD = {"gym": {"west": 50.0, "east": 50.0}, "204": {"east": 50.0}}
"""The gym is heard by both repeaters, room 204 by one of them only, and no louder."""


def a_surveyed_school(window: float = 6.0) -> School:
    """Return a school with two surveyed rooms on two floors."""
    school = a_school()
    walk = [
        SurveyPress(press_id=f"{room}-{number}", room_id=room, at=0.0, heard=heard, margins={})
        for room, heard in HEARD.items()
        for number in range(5)
    ]
    school.locator.rooms = {room.room_id: room for room in (GYM, ROOM_204)}
    school.locator.model = fit(walk, Layout({"gym": "ground", "204": "upper"}, {}))
    school.set_policies(Policies(location_window=window))
    return school


def place_of(school: School) -> Place:
    """Return where the only incident is."""
    (incident,) = school.incidents.open.values()
    return incident.place


def upper(place: Place) -> FloorGuess:
    """Return how probable the upper floor is."""
    return next(floor for floor in place.floors if floor.floor_id == "upper")


def test_who_is_silent_may_still_be_heard_from() -> None:
    """Given one copy, then both floors are possible; given no other within two seconds, then one is likely."""
    school = a_surveyed_school()
    school.receive("receiver-1", pressed(first_hop=REPEATER_EAST, level=50), START)
    assert upper(place_of(school)).probability < 0.6
    assert place_of(school).floor_word is not Word.LIKELY
    settled = school.next_deadline()
    assert settled == START.steady + 2.0
    assert school.tick(START.later(2.0))
    assert upper(place_of(school)).probability > 0.8


def test_who_is_heard_late_is_heard() -> None:
    """Given one copy, when another comes over the other repeater in time, then the room that both hear is found."""
    school = a_surveyed_school()
    school.receive("receiver-1", pressed(first_hop=REPEATER_EAST, level=50), START)
    school.receive("receiver-1", pressed(first_hop=REPEATER_WEST, level=50), START.later(1.9))
    school.tick(START.later(2.0))
    assert place_of(school).floors[0].floor_id == "ground"


def test_a_shorter_window_settles_when_it_closes() -> None:
    """Given a window of a second, when it closes, then silence counts from there."""
    school = a_surveyed_school(window=1.0)
    school.receive("receiver-1", pressed(first_hop=REPEATER_EAST, level=50), START)
    assert school.next_deadline() == START.steady + 1.0
    school.tick(START.later(1.0))
    assert upper(place_of(school)).probability > 0.8
