"""Walking the rooms: what may follow what, what a press is worth, which room is next, and what is kept of it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.location import Source, SurveyPress
from custom_components.duress.core.location.walk import (
    MOST_ANSWERS,
    TRANSITIONS,
    Hearers,
    IllegalWalkStepError,
    Progress,
    Verdict,
    Walk,
    WalkKind,
    WalkState,
    WalkStep,
    answer_of,
    finished_floors,
    next_room,
    progress,
    verdict_of,
)
from custom_components.duress.core.location.walk_data import Json, walk_from_data, walk_to_data
from custom_components.duress.core.roster import Room
from tests.core.builders import GYM, OFFICE, ROOM_101, ROOM_204

WELL = {"west": 20.0, "east": 9.0}
ROOMS = {room.room_id: room for room in (ROOM_101, ROOM_204, GYM, OFFICE)}
STEPS = st.one_of(
    st.sampled_from([WalkStep.PAUSE, WalkStep.RESUME, WalkStep.END]),
    st.tuples(st.sampled_from(sorted(ROOMS)), st.booleans()),
    st.dictionaries(st.sampled_from(["west", "east", "receiver"]), st.integers(0, 60), max_size=3),
)


def a_walk(kind: WalkKind = WalkKind.SURVEY, *rooms: Room) -> Walk:
    """Return a walk that has just begun."""
    return Walk(
        walk_id="W", kind=kind, device_ids=("pendant",), began=0.0, room_ids=tuple(room.room_id for room in rooms)
    )


def press(
    room: Room, number: int = 0, margins: Mapping[str, float] | None = None, *, source: Source = Source.WALK
) -> SurveyPress:
    """Return a press in a room that two repeaters heard well, unless others are named with their margins."""
    heard = margins or WELL
    return SurveyPress(
        press_id=f"{room.room_id}-{number}-{source}", room_id=room.room_id, at=float(number),
        heard={key: margin + 5 for key, margin in heard.items()}, margins=dict(heard), source=source,
    )  # fmt: skip


def presses(*counts: tuple[Room, int]) -> list[SurveyPress]:
    """Return so many presses in rooms."""
    return [press(room, number) for room, count in counts for number in range(count)]


@pytest.mark.parametrize("state", WalkState)
@pytest.mark.parametrize("step", WalkStep)
def test_a_walk_only_does_what_its_table_allows(state: WalkState, step: WalkStep) -> None:
    """Given a walk in any state, when any step is taken, then it is in the state of the table or refuses."""
    walk = replace(a_walk(), state=state)
    if (state, step) in TRANSITIONS:
        assert walk.step(step).state is TRANSITIONS[state, step]
        return
    with pytest.raises(IllegalWalkStepError) as refused:
        walk.step(step)
    assert (refused.value.state, refused.value.step) == (state, step)


def test_who_pauses_stands_nowhere() -> None:
    """Given a walk in a room, when it is paused and goes on, then a room has to be chosen again."""
    walk = a_walk().entered("101").step(WalkStep.PAUSE)
    assert walk.room_id is None
    assert walk.step(WalkStep.RESUME).room_id is None
    with pytest.raises(IllegalWalkStepError):
        walk.entered("101")


@pytest.mark.parametrize(
    ("margins", "verdict"),
    [
        ({"west": 20.0, "east": 9.0}, Verdict.PASS),
        ({"west": 4.0, "east": 0.0}, Verdict.PASS),
        ({"west": 3.0, "east": 3.0, "receiver": 3.0}, Verdict.WEAK),
        ({"west": 30.0}, Verdict.WEAK),
        ({}, Verdict.NONE),
    ],
)
def test_a_press_passes_or_says_why_not(margins: dict[str, float], verdict: Verdict) -> None:
    """Given who heard a press, then it is weak with a low margin or a single path, and none if nobody heard it."""
    assert verdict_of(margins, margins) is verdict


def test_an_answer_says_who_heard_it_and_what_it_was_taken_for() -> None:
    """Given a ranking by what was known before, then the answer has the own rank and the rooms before it."""
    ranked = [("gym", 0.5), ("204", 0.3), ("101", 0.2)]
    answer = answer_of(press(ROOM_101), ranked, 2)
    assert (answer.rank, answer.of, answer.rather, answer.presses) == (3, 3, ("gym", "204"), 2)
    assert answer.hearers is Hearers.TOO_FEW
    assert answer_of(press(ROOM_101), None, 1).rank is None
    assert answer_of(press(OFFICE), ranked, 1).rank is None
    five = {str(number): 10.0 for number in range(5)}
    assert answer_of(press(OFFICE, 0, five), None, 1).hearers is Hearers.ENOUGH
    four = {str(number): 10.0 for number in range(4)}
    assert answer_of(press(OFFICE, 0, four), None, 1).hearers is Hearers.FEW


def test_a_walk_that_begins_anew_counts_its_own_presses() -> None:
    """Given a surveyed room, when a walk begins anew, then that is to be pressed in again, and redone as a whole."""
    walk = replace(a_walk(), counts_from=100.0).entered("101", redo=True)
    known = [*presses((ROOM_101, 3)), press(ROOM_101, 100)]
    (room, *_) = (one for one in progress(walk, ROOMS, known) if one.room == ROOM_101)
    assert (room.presses, room.is_done) == (1, False)
    assert walk.leaving("101", known) == known
    assert walk_from_data(walk_to_data(walk)) == walk


def test_a_room_is_left_for_later_or_pressed_in_vain() -> None:
    """Given rooms left for later and pressed in vain, then those come last and these are not asked for."""
    walk = a_walk().entered("101").left("101").left("204", unheard=True)
    rooms = progress(walk, ROOMS, presses((OFFICE, 3)))
    assert {one.room.room_id for one in rooms if one.is_put_off} == {"101"}
    assert {one.room.room_id: one.verdict for one in rooms if one.is_unheard} == {"204": Verdict.NONE}
    assert next_room(rooms, ROOM_101) == GYM
    assert next_room(rooms, None) == GYM
    rooms = progress(walk, ROOMS, presses((OFFICE, 3), (GYM, 3)))
    assert next_room(rooms, GYM) == next_room(rooms, None) == ROOM_101
    again = walk.entered("101").took(answer_of(press(ROOM_204), None, 1))
    assert (again.put_off, again.unheard) == (frozenset(), frozenset())
    unheard = again.took(answer_of(replace(press(ROOM_101), heard={}, margins={}), None, 0))
    assert unheard.unheard == {"101"}
    rooms = progress(unheard, {"101": ROOM_101}, presses((OFFICE, 3)))
    assert next_room(rooms, ROOM_101) is None
    with pytest.raises(IllegalWalkStepError):
        walk.step(WalkStep.PAUSE).left("101")


def test_a_room_needs_three_presses_of_the_survey_and_one_of_a_check() -> None:
    """Given presses of both kinds, then each walk counts its own, and a room that is redone is not done."""
    known = [*presses((ROOM_101, 3), (ROOM_204, 2)), press(GYM, source=Source.CHECK)]
    survey = progress(a_walk(), ROOMS, known)
    assert {one.room.room_id for one in survey if one.is_done} == {"101"}
    assert {one.room.room_id: one.presses for one in survey} == {"101": 3, "204": 2, "gym": 0, "office": 0}
    check = progress(a_walk(WalkKind.CHECK), ROOMS, known)
    assert {one.room.room_id for one in check if one.is_done} == {"gym"}
    redone = progress(a_walk().entered("101", redo=True), ROOMS, known)
    assert not any(one.is_done for one in redone)
    evidence = [*presses((ROOM_101, 2)), press(ROOM_101, 9, source=Source.TEST)]
    assert next(one for one in progress(a_walk(), ROOMS, evidence) if one.room == ROOM_101).is_done


def test_a_room_is_worth_what_most_of_its_presses_are() -> None:
    """Given two good presses and a weak one, then the room passes; with one of each it is weak."""
    good, weak = press(GYM, 1), press(GYM, 2, {"west": 2.0})
    (one,) = progress(a_walk(WalkKind.SURVEY, GYM), ROOMS, [good, press(GYM, 3), weak])
    assert one.verdict is Verdict.PASS
    (one,) = progress(a_walk(WalkKind.SURVEY, GYM), ROOMS, [good, weak])
    assert one.verdict is Verdict.WEAK


def numbered(*names: str, floor: str = "ground", building: str | None = None) -> list[Room]:
    """Return rooms of a floor by their names."""
    return [Room(room_id=name, name=name, floor_id=floor, floor=floor, building=building) for name in names]


def test_the_next_room_is_the_nearest_unfinished_one_on_the_same_floor() -> None:
    """Given rooms on two floors, then one presses here until it is done, then goes to the neighbour, then upstairs."""
    ground, upper = numbered("Room 9", "Room 10", "Room 11"), numbered("Room 20", floor="upper")
    rooms = {room.room_id: room for room in [*ground, *upper]}
    walk = a_walk()
    assert next_room(progress(walk, rooms, []), None) == ground[0]
    assert next_room(progress(walk, rooms, presses((ground[1], 2))), ground[1]) == ground[1]
    assert next_room(progress(walk, rooms, presses((ground[1], 3))), ground[1]) == ground[2]
    done = presses((ground[1], 3), (ground[2], 3))
    assert next_room(progress(walk, rooms, done), ground[2]) == ground[0]
    done += presses((ground[0], 3))
    assert next_room(progress(walk, rooms, done), ground[0]) == upper[0]
    assert finished_floors(progress(walk, rooms, done)) == {"ground"}
    done += presses((upper[0], 3))
    assert next_room(progress(walk, rooms, done), upper[0]) is None


@given(
    counts=st.lists(st.integers(0, 4), min_size=1, max_size=12),
    floors=st.lists(st.sampled_from("ab"), min_size=12, max_size=12),
    here=st.integers(0, 11),
)
def test_the_next_room_always_is_one_that_is_not_done(counts: list[int], floors: list[str], here: int) -> None:
    """Given any progress, then the next room is unfinished, on this floor if one is, and there is one while any is."""
    rooms = [
        Progress(room=numbered(f"Room {at}", floor=floors[at])[0], presses=count, needed=3)
        for at, count in enumerate(counts)
    ]
    current = rooms[here % len(rooms)].room
    found = next_room(rooms, current)
    left = [one.room for one in rooms if not one.is_done]
    assert (found is None) == (not left)
    if found is not None:
        assert found in left
        assert found.floor_id == current.floor_id or all(room.floor_id != current.floor_id for room in left)


@given(steps=st.lists(STEPS, max_size=30))
def test_any_walk_is_kept_and_taken_up_as_it_was(steps: list[Any]) -> None:
    """Given any steps, then a walk that is stored and read is the same, and a redone room loses its presses once."""
    walk = a_walk()
    survey: list[SurveyPress] = []
    for number, step in enumerate(steps):
        with suppress(IllegalWalkStepError):
            if isinstance(step, WalkStep):
                walk = walk.step(step)
            elif isinstance(step, tuple):
                walk = walk.entered(step[0], redo=step[1])
                assert (walk.room_id in walk.redo) == step[1]
            elif walk.room_id is not None and step:
                one = press(ROOMS[walk.room_id], number, {key: float(margin) for key, margin in step.items()})
                leaving = walk.leaving(walk.room_id, survey)
                assert len(leaving) in (0, sum(known.room_id == walk.room_id for known in survey))
                survey = [known for known in survey if known not in leaving] + [one]
                walk = walk.took(answer_of(one, None, len(survey)))
                assert walk.leaving(one.room_id, survey) == []
        assert len(walk.answers) <= MOST_ANSWERS
        assert walk_from_data(json.loads(json.dumps(walk_to_data(walk)))) == walk


def test_a_check_walk_leaves_the_survey_alone() -> None:
    """Given a room with presses of both kinds, when a check walk redoes it, then only presses of checks leave."""
    known = [press(GYM, 1), press(GYM, 2, source=Source.TEST), press(GYM, 3, source=Source.CHECK)]
    assert a_walk(WalkKind.CHECK).entered("gym", redo=True).leaving("gym", known) == known[2:]
    assert a_walk().entered("gym", redo=True).leaving("gym", known) == known[:2]


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "stroll"), ("state", None), ("device_ids", "x"), ("began", "soon"), ("redo", [1]), ("answers", [{}])],
)
def test_a_damaged_walk_is_no_walk(field: str, value: Json) -> None:
    """Given a stored walk with a damaged or missing field, then there is no such walk."""
    data = walk_to_data(a_walk())
    assert walk_from_data({**data, field: value}) is None
    del data[field]
    assert walk_from_data(data) is None
