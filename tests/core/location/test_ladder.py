"""The ladder: each answer says its rung, and none is surer than what was heard."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
import json

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import HEARD, HeardAt, Method, Place, Word
from custom_components.duress.core.location.ladder import floor_word, room_word
from custom_components.duress.core.records import to_data
from custom_components.duress.core.roster import Room, Transmitter
from custom_components.duress.core.school import School
from tests.core.builders import GYM, OFFICE, ROOM_101, ROOM_204, START, after
from tests.core.locating import LOUD, MODEL, ROOM_202, ROOM_206, ROOMS, a_model, a_surveyed_school


def heard(levels: Mapping[str, float]) -> list[HeardAt]:
    """Return what listeners heard."""
    return [HeardAt(listener=key, level=float(level), margin=20, copies=1) for key, level in sorted(levels.items())]


def place(school: School, levels: Mapping[str, float], device_id: str | None = "pendant") -> Place:
    """Return where a press is placed that was heard like this."""
    return school.locator.locate(school.roster.transmitters.get(device_id or ""), heard(levels))


@pytest.mark.parametrize("room", LOUD, ids=lambda room: room.name)
def test_a_press_that_sounds_like_a_room_is_placed_there(room: Room) -> None:
    """Given a survey, when a press sounds like one of its rooms, then that one is the answer, with its floor."""
    found = place(a_surveyed_school(), LOUD[room])
    assert (found.method, found.room, found.floors[0].floor_id) == (Method.SURVEYED, room, room.floor_id)
    assert found.ranked[0].room == room
    assert found.word is room_word(found.ranked[0].probability)
    assert found.hearers == len(LOUD[room])


def test_less_evidence_walks_down_the_ladder() -> None:
    """Given a press, when one thing after the other is taken away, then each answer is a rung lower and never empty."""
    school = a_surveyed_school()
    everything = LOUD[ROOM_204]
    walked = [place(school, everything, "button"), place(school, everything), place(school, {"east": 70})]
    assert [one.room for one in walked] == [GYM, ROOM_204, ROOM_204]
    school.locator.model = None
    walked += [place(school, everything), place(school, {"receiver-1": 60}), place(school, {}, None)]
    assert [one.method for one in walked] == list(Method)
    assert [one.word for one in walked] == [None, walked[1].word, Word.NEAR, Word.NEAR, None, None]
    assert walked[1].word is not Word.NEAR


def test_one_receiver_is_an_area_and_promises_no_room() -> None:
    """Given a press that a single surveyed repeater heard, then it is near that, on the floor that the survey says."""
    found = place(a_surveyed_school(), {"south": 60})
    assert (found.method, found.word, found.room, found.heard_by) == (Method.ONE_RECEIVER, Word.NEAR, ROOM_206, "South")
    assert found.floor == "Upper floor"
    # A stairwell's repeater hears the floor above best: its own room would send people to the wrong floor.
    school = a_surveyed_school()
    moved = [
        replace(one, room=OFFICE) if one.device_id == "south" else one for one in school.roster.transmitters.values()
    ]
    school.install(school.roster.receivers.values(), moved, START)
    found = place(school, {"south": 60})
    assert (found.method, found.room, found.floor, found.heard_by) == (
        Method.ONE_RECEIVER, None, "Upper floor", "South",
    )  # fmt: skip


def test_a_receiver_without_a_room_can_be_part_of_the_survey() -> None:
    """Given a press heard by an unsurveyed receiver and one surveyed repeater, then it was one receiver that counts."""
    found = place(a_surveyed_school(), {"receiver-1": 80, "north": 66})
    assert (found.method, found.heard_by, found.hearers) == (Method.ONE_RECEIVER, "North", 2)


def test_a_fixed_button_is_where_it_is_and_the_radio_only_doubts() -> None:
    """Given a button of the gym, when it is heard like upstairs, then it is in the gym and may have been moved."""
    school = a_surveyed_school()
    for room, moved in ((GYM, False), (ROOM_101, False), (ROOM_206, True)):
        found = place(school, LOUD[room], "button")
        assert (found.method, found.room, found.word, found.may_have_moved) == (Method.FIXED_BUTTON, GYM, None, moved)
        assert found.ranked == ()


def test_an_ambiguous_floor_shows_both() -> None:
    """Given a press that two floors hear alike, then no floor is likely and both are shown, with rooms of the first."""
    found = place(a_surveyed_school(), {"west": 30, "south": 28})
    assert found.floor_word is Word.PROBABLY
    assert {one.name for one in found.floors} == {"Ground floor", "Upper floor"}
    assert found.room is not None
    assert found.room.floor_id == found.floors[0].floor_id


def test_what_sounds_like_nothing_promises_no_room() -> None:
    """Given levels that no room of the survey has, then the word is near, and it is said."""
    found = place(a_surveyed_school(), {"west": 95, "south": 95})
    assert found.is_strange
    assert (found.method, found.word) == (Method.SURVEYED, Word.NEAR)
    assert found.floor_word is not Word.LIKELY
    assert not place(a_surveyed_school(), LOUD[ROOM_101]).is_strange


def test_what_nobody_surveyed_makes_nothing_sure() -> None:
    """Given a survey of the ground floor alone, then its floor is never likely; with two rooms, no room is either."""
    ground = place(a_surveyed_school(a_model([OFFICE, ROOM_101, GYM])), LOUD[OFFICE])
    assert (ground.room, ground.floors[0].probability) == (OFFICE, 1.0)
    assert (ground.word, ground.floor_word) == (Word.LIKELY, Word.PROBABLY)
    few = place(a_surveyed_school(a_model([OFFICE, ROOM_204])), LOUD[OFFICE])
    assert (few.method, few.room, few.word) == (Method.SURVEYED, OFFICE, Word.NEAR)


def test_a_room_that_is_gone_is_no_answer() -> None:
    """Given a surveyed room that was deleted, then the next one is the answer, no surer than it is; so are floors."""
    school = a_surveyed_school()
    school.locator.rooms = {key: room for key, room in ROOMS.items() if room is not ROOM_202}
    found = place(school, LOUD[ROOM_202])
    assert found.room is not None
    assert ROOM_202 not in [one.room for one in found.ranked]
    assert found.word is room_word(found.ranked[0].probability)
    school.locator.rooms = {}
    school.install([], [], START)
    assert place(school, LOUD[ROOM_202], None) == Place(method=Method.SITE, hearers=3)


def test_who_is_missing_is_left_out_and_named_where_it_matters() -> None:
    """Given repeaters that supervision misses, then their silence says nothing, and those of the floor are named."""
    school = a_surveyed_school()
    without = {key: level for key, level in LOUD[ROOM_204].items() if key != "east"}
    silent = place(school, {**without, "north": 26})
    assert silent.masked == ()
    school.tick(after(4 * 3600.0))
    assert {"west", "north", "east", "south"} <= school.locator.missing()
    found = place(school, {**without, "north": 26})
    # East and West are dead. North and South heard it, so they are not; West hangs on a floor that is not the answer.
    assert found.masked == (("East", "West") if len(found.floors) > 1 else ("East",))
    assert MODEL.locate({**without, "north": 26}, {"east", "west"}).rooms[0][0] in {
        one.room.room_id for one in found.ranked
    }
    assert place(school, LOUD[ROOM_204]).room == ROOM_204


def test_without_a_survey_the_floor_with_most_power_comes_first() -> None:
    """Given one loud repeater below and two upstairs, when nothing is surveyed, then it is upstairs, never likely."""
    school = a_surveyed_school(None)
    found = place(school, {"west": 50, "east": 48, "south": 47})
    assert (found.method, found.room, found.heard_by) == (Method.HEARD_STRONGEST, ROOM_204, "East")
    assert (found.word, found.floor_word) == (Word.NEAR, Word.PROBABLY)
    assert [one.name for one in found.floors] == ["Upper floor", "Ground floor"]
    alone = place(school, {"west": 50})
    assert (alone.room, alone.floor_word, len(alone.floors)) == (OFFICE, Word.PROBABLY, 1)


def test_a_model_that_fails_keeps_nobody_from_being_found() -> None:
    """Given a model that cannot cope, when somebody presses, then the press is placed as without a survey."""
    school = a_surveyed_school(replace(MODEL, temperature=0.0))
    assert place(school, LOUD[ROOM_204]).method is Method.HEARD_STRONGEST


@given(st.floats(0, 1))
def test_words_say_how_sure(probability: float) -> None:
    """Given a probability, then its word is the documented one, and a surer one never has a weaker word."""
    assert room_word(probability) is (
        Word.LIKELY if probability >= 0.8 else Word.PROBABLY if probability >= 0.5 else Word.NEAR
    )
    assert list(Word).index(room_word(probability)) <= list(Word).index(floor_word(probability))


LISTENERS = st.dictionaries(
    st.sampled_from(["west", "north", "east", "south", "receiver-1", "stranger"]), st.integers(0, 255), max_size=6
)


@given(
    levels=LISTENERS,
    device_id=st.sampled_from(["pendant", "button", None]),
    is_surveyed=st.booleans(),
    gone=st.sets(st.sampled_from(list(ROOMS))),
)
def test_every_answer_states_one_rung_and_keeps_to_it(
    levels: dict[str, int], device_id: str | None, is_surveyed: bool, gone: set[str]
) -> None:
    """Given anything that was heard, then the rung follows from it, and what is told follows from the rung."""
    school = a_surveyed_school(MODEL if is_surveyed else None)
    school.locator.rooms = {key: room for key, room in ROOMS.items() if key not in gone}
    found = place(school, levels, device_id)
    transmitter: Transmitter | None = school.roster.transmitters.get(device_id or "")
    surveyed = sorted(set(levels) & set(MODEL.listeners)) if is_surveyed else []
    with_room = sorted(set(levels) & set(MODEL.listeners))
    rung = (
        Method.FIXED_BUTTON if device_id == "button"
        else Method.SURVEYED if len(surveyed) > 1
        else Method.ONE_RECEIVER if surveyed
        else Method.HEARD_STRONGEST if with_room
        else Method.USUAL_ROOM if transmitter is not None
        else Method.SITE
    )  # fmt: skip
    assert found.method is rung
    assert (found.word is not None) == (rung in HEARD)
    assert found.hearers == len(levels)
    if rung is Method.FIXED_BUTTON:
        assert (found.room, found.ranked) == (GYM, ())
    if rung is Method.SURVEYED:
        assert found.room == found.ranked[0].room
        assert found.word is room_word(found.ranked[0].probability) or found.word is Word.NEAR
    if rung is Method.ONE_RECEIVER:
        assert found.word is Word.NEAR
    assert len(found.ranked) <= 5
    on_floor = [one.room.floor_id == found.floors[0].floor_id for one in found.ranked if found.floors]
    assert all(earlier >= later for earlier, later in pairwise(on_floor))
    assert sum(one.probability for one in found.ranked) <= 1.001
    again = place(a_surveyed_school(school.locator.model), levels, device_id) if not gone else found
    assert json.dumps(to_data(again)) == json.dumps(to_data(found))
