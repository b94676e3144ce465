"""From a survey walk to the room of a press, through real bytes: the floor is right, and the first copy answers."""

import random

from custom_components.duress.core.events import IncidentLocated, IncidentRaised, Method, Place, PressHeard, Word
from custom_components.duress.core.location.model import fit
from custom_components.duress.receivers.demo import SCHOOL
from tests.core.location.demo_line import FLOORS, LAYOUT, DemoLine

SURVEYED = 5
PRESSES = 200


def answers(line: DemoLine, chance: random.Random, presses: int) -> list[tuple[str, list[Place]]]:
    """Press other people's pendants anywhere; return each room and where the press was said to come from, in order."""
    found, others = [], SCHOOL.pendants[1:]
    for _ in range(presses):
        pendant, room = chance.choice(others), chance.choice(SCHOOL.rooms).key
        copies, happened = line.press(pendant.key, room)
        raised_at, raised = next((at, event) for at, event in happened if isinstance(event, IncidentRaised))
        places = [(at, event.place) for at, event in happened if isinstance(event, IncidentLocated)]
        assert raised_at == copies[0]
        # The first weighed answer comes with the first copy: before the second one, if there is any.
        assert places[0][0] == copies[0]
        (heard,) = [event for _, event in happened if isinstance(event, PressHeard)]
        assert heard.press_id == raised.press.press_id
        found.append((room, [place for _, place in places]))
        line.close(raised)
    return found


def test_a_surveyed_school_finds_who_pressed() -> None:
    """Given a survey walk, when others press anywhere, a repeater off in between, then floor and room are found.

    While copies come in, hardly any press is said to be on a wrong floor with certainty.
    """
    line, chance = DemoLine(), random.Random(1)
    line.wait(60)
    walker = SCHOOL.pendants[0].key
    walk = [line.survey(walker, room.key) for room in SCHOOL.rooms for _ in range(SURVEYED)]
    line.school.locator.model = fit(walk, LAYOUT)

    all_on = answers(line, chance, PRESSES // 2)
    off = chance.choice(SCHOOL.repeaters)
    line.switch_off(off.key)
    assert line.school.locator.missing() == {off.key}
    one_off = answers(line, chance, PRESSES // 2)

    found = [*all_on, *one_off]
    assert {answer[-1].masked for _, answer in all_on} == {()}
    assert {answer[-1].masked for _, answer in one_off} == {(), (off.label,)}
    assert {answer[-1].method for _, answer in found} == {Method.SURVEYED}
    last = [(room, answer[-1]) for room, answer in found]
    assert sum(floor_of(place) == FLOORS[room] for room, place in last) >= 0.99 * PRESSES
    assert sum(place.ranked[0].room.room_id == room for room, place in last) >= 0.7 * PRESSES
    assert sum(room in {one.room.room_id for one in place.ranked[:3]} for room, place in last) >= 0.9 * PRESSES
    misled = [
        room
        for room, answer in found
        if any(place.floor_word is Word.LIKELY and floor_of(place) != FLOORS[room] for place in answer)
    ]
    assert len(misled) <= 0.03 * PRESSES


def floor_of(place: Place) -> str:
    """Return the most probable floor."""
    return place.floors[0].floor_id
