"""Surveys as files: what is written is read back, what is no survey is refused, a plan changes only what it says."""

import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.location import Source, SurveyPress, exchange
from custom_components.duress.core.location.exchange import (
    Flaw,
    Listener,
    SurveyFileError,
    plan_import,
    read_survey,
    survey_data,
)
from custom_components.duress.core.roster import Room
from tests.core.builders import GYM, ROOM_101, ROOM_204

WEST = Listener(listener_id="west", label="Repeater West", uid="01000065")
EAST = Listener(listener_id="east", label="Repeater East", uid="01000066", since=1000.0)
OFFICE_RECEIVER = Listener(listener_id="receiver", label="Office receiver")
HERE = {room.room_id: room for room in (ROOM_101, ROOM_204, GYM)}
NAMES = st.text(min_size=1, max_size=20).filter(str.strip)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


def press(press_id: str, room: Room = ROOM_101, **heard: float) -> SurveyPress:
    """Return a press; what it was heard at is by listener."""
    return SurveyPress(
        press_id=press_id, room_id=room.room_id, at=5.0, heard=heard or {"west": 40.0, "receiver": 11.5},
        margins={"west": 20.0}, device_id="pendant",
    )  # fmt: skip


def a_file(*presses: SurveyPress, rooms: tuple[Room, ...] = (ROOM_101, ROOM_204)) -> dict[str, Any]:
    """Return a survey as it is exported and sent as text."""
    data = survey_data(rooms, (WEST, EAST, OFFICE_RECEIVER), presses)
    return json.loads(json.dumps(data))  # type: ignore[no-any-return] # an object goes in


@st.composite
def surveys(draw: st.DrawFn) -> tuple[list[Room], list[Listener], list[SurveyPress]]:
    """Draw a survey."""
    rooms = [
        Room(room_id=key, name=draw(NAMES), floor=draw(st.none() | NAMES), building=draw(st.none() | NAMES))
        for key in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    ]
    listeners = [
        Listener(listener_id=key, label=draw(NAMES), uid=draw(st.just("") | NAMES), since=draw(st.floats(0, 2e9)))
        for key in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    ]
    level = st.floats(0, 255)
    presses = []
    for key in draw(st.lists(NAMES, max_size=6, unique=True)):
        heard = draw(st.dictionaries(st.sampled_from([one.listener_id for one in listeners]), level))
        presses.append(
            SurveyPress(
                press_id=key, room_id=draw(st.sampled_from(rooms)).room_id, at=draw(st.floats(0, 2e9)), heard=heard,
                margins={name: draw(level) for name in heard if draw(st.booleans())},
                source=draw(st.sampled_from(Source)), device_id=draw(st.none() | NAMES),
            )
        )  # fmt: skip
    return rooms, listeners, presses


@given(surveys())
def test_what_is_exported_is_read_back(survey: tuple[list[Room], list[Listener], list[SurveyPress]]) -> None:
    """Given any survey, when it is written as text and read, then it is the same, and importing it changes nothing."""
    rooms, listeners, presses = survey
    file = read_survey(json.loads(json.dumps(survey_data(rooms, listeners, presses))))
    assert (list(file.rooms), list(file.listeners), list(file.presses)) == (rooms, listeners, presses)
    by_id = {room.room_id: room for room in rooms}
    for replace in (True, False):
        plan = plan_import(file, by_id, listeners, presses, replace=replace)
        assert (plan.coming, plan.unknown_rooms) == ((), ())
        assert {one.press_id for one in presses if one.heard}.isdisjoint(plan.leaving)


@given(JSON)
def test_garbage_is_refused(data: object) -> None:
    """Given any JSON, then it is refused as no survey, never with another error."""
    with pytest.raises(SurveyFileError):
        read_survey(data)


@given(data=st.data(), value=JSON)
def test_a_survey_with_garbage_in_it_is_refused_or_read(data: st.DataObject, value: object) -> None:
    """Given a survey of which any part is replaced by garbage, then it is read as a whole or refused as a whole."""
    file: Any = a_file(press("A"), press("B", ROOM_204))
    node = file
    while True:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if isinstance(node[key], (dict, list)) and node[key] and data.draw(st.booleans()):
            node = node[key]
            continue
        node[key] = value
        break
    try:
        presses = read_survey(file).presses
    except SurveyFileError:
        presses = ()
    for one in presses:
        assert all(0 <= level <= 255 for level in (*one.heard.values(), *one.margins.values()))


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"format": "else"}, Flaw.NOT_A_SURVEY),
        ({"format_version": 2}, Flaw.NEWER),
        ({"format_version": True}, Flaw.NOT_A_SURVEY),
        ({"presses": {}}, Flaw.DAMAGED),
        ({"rooms": []}, Flaw.DAMAGED),
        ({"listeners": []}, Flaw.DAMAGED),
    ],
)
def test_a_refusal_says_what_is_wrong(change: dict[str, Any], flaw: Flaw) -> None:
    """Given a file of another kind, of a newer version, or with a part missing, then the refusal says so."""
    with pytest.raises(SurveyFileError) as refused:
        read_survey({**a_file(press("A")), **change})
    assert refused.value.flaw is flaw


def test_a_press_given_twice_or_a_level_beyond_the_radio_is_damage() -> None:
    """Given two presses with one id, or a level of 1000, then the place of the damage is named."""
    with pytest.raises(SurveyFileError) as refused:
        read_survey(a_file(press("A"), press("A")))
    assert (refused.value.flaw, refused.value.where) == (Flaw.DAMAGED, "presses")
    with pytest.raises(SurveyFileError) as refused:
        read_survey(a_file(press("A"), press("B", west=1000.0)))
    assert refused.value.where == "presses[1]"


def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given more presses than a school has, then the file is too large."""
    monkeypatch.setattr(exchange, "MOST_PRESSES", 1)
    with pytest.raises(SurveyFileError) as refused:
        read_survey(a_file(press("A"), press("B")))
    assert refused.value.flaw is Flaw.TOO_LARGE


def test_rooms_and_listeners_are_found_by_what_they_are_called() -> None:
    """Given another installation with the same names and serial numbers, then presses come under its ids."""
    rooms = {"x1": Room(room_id="x1", name="room 101", floor="Ground floor")}
    listeners = [
        Listener(listener_id="n1", label="W", uid="01000065"),
        Listener(listener_id="n2", label="office receiver"),
    ]
    plan = plan_import(read_survey(a_file(press("A"), press("B", ROOM_204))), rooms, listeners, [], replace=False)
    (coming,) = plan.coming
    assert (coming.room_id, coming.heard, coming.margins) == ("x1", {"n1": 40.0, "n2": 11.5}, {"n1": 20.0})
    assert (plan.unknown_rooms, plan.unknown_listeners) == (("Room 204",), ("Repeater East",))


def test_what_is_here_stays_unless_it_is_to_be_replaced() -> None:
    """Given a press that was moved since the export and a newer one, then they stay, or the file wins."""
    file = read_survey(a_file(press("A"), press("B", ROOM_204), press("C", east=30.0), rooms=tuple(HERE.values())))
    here = [press("A", GYM), press("D", GYM)]
    listeners = [WEST, OFFICE_RECEIVER]
    added = plan_import(file, HERE, listeners, here, replace=False)
    assert ([one.press_id for one in added.coming], added.leaving) == (["B"], ())
    assert (added.known, added.unheard, added.unknown_listeners) == (1, 1, ("Repeater East",))
    replaced = plan_import(file, HERE, listeners, here, replace=True)
    assert ([one.press_id for one in replaced.coming], replaced.leaving) == (["A", "B"], ("A", "D"))


def test_when_a_listener_was_moved_comes_along() -> None:
    """Given a file that knows since when a repeater hangs where it hangs, then the plan has that."""
    plan = plan_import(read_survey(a_file(press("A"))), HERE, [WEST, EAST], [], replace=False)
    assert plan.since == {"east": 1000.0}
