"""Places: once imported they are found again whatever they are called then, and a second import has nothing to do."""

from dataclasses import replace

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.importing import (
    AreaFacts,
    Code,
    FloorFacts,
    PlaceKey,
    PlacesNow,
    Verdict,
    key_text,
    plan_places,
    text_key,
)
from tests.core.importing.builders import area_named, codes, floor_named, only_problem, places, with_places
from tests.core.importing.strategies import places_files

HEADER = "building,floor,level,room"
TWO_BUILDINGS = (HEADER, "Main,Ground,0,101", "Main,Upper,1,201", "Annex,Ground,0,101", "Annex,Ground,0,102", "Gym,,,")


def test_buildings_floors_and_rooms_are_added_once() -> None:
    """Given two buildings, when they are imported twice, then names that would be the same twice say the building."""
    first = places(*TWO_BUILDINGS)
    assert first.problems == ()
    now = with_places(first, PlacesNow())
    assert {floor.name: (floor.level, floor.building) for floor in now.floors} == {
        "Main – Ground": (0, "Main"),
        "Upper": (1, "Main"),
        "Annex – Ground": (0, "Annex"),
        "Gym": (None, "Gym"),
    }
    assert {area.name: area.floor_id for area in now.areas} == {
        "Main – 101": floor_named(now, "Main – Ground").floor_id,
        "201": floor_named(now, "Upper").floor_id,
        "Annex – 101": floor_named(now, "Annex – Ground").floor_id,
        "102": floor_named(now, "Annex – Ground").floor_id,
    }
    assert set(first.verdicts.values()) == {Verdict.ADD}
    second = places(*TWO_BUILDINGS, now=now)
    assert second.is_empty
    assert set(second.verdicts.values()) == {Verdict.KEEP}


def test_renamed_places_keep_their_identity() -> None:
    """Given imported places that were renamed since, when they are imported again, then nothing is to do."""
    now = with_places(places(*TWO_BUILDINGS), PlacesNow())
    renamed = replace(
        now,
        floors=tuple(replace(floor, name=f"{floor.name} floor") for floor in now.floors),
        areas=tuple(replace(area, name=f"Room {area.name}") for area in now.areas),
    )
    assert places(*TWO_BUILDINGS, now=renamed).is_empty


def test_places_made_by_hand_are_taken_over() -> None:
    """Given rooms somebody made by hand, when a file names them, then they are used and only completed."""
    made = PlacesNow(
        floors=(FloorFacts(floor_id="ground", name="ground"),),
        areas=(AreaFacts(area_id="a101", name="Room 101"), AreaFacts(area_id="attic", name="Attic")),
    )
    plan = places(HEADER, "Main,Ground,0,room 101", now=made)
    (floor,), (area,) = plan.floors, plan.areas
    assert floor.after == FloorFacts(floor_id="ground", name="ground", level=0, building="Main")
    assert [(change.field, change.before, change.after) for change in area.changes] == [("floor_id", None, "ground")]
    assert plan.verdicts == {2: Verdict.CHANGE}
    assert places(HEADER, "Main,Ground,0,room 101", now=with_places(plan, made)).is_empty


def test_places_of_another_site_are_left_to_it() -> None:
    """Given a room that another site imported, when this site has one of that name, then it becomes a second room."""
    other = PlacesNow(areas=(AreaFacts(area_id="office", name="Office"),), foreign_areas=frozenset({"office"}))
    plan = places(HEADER, "Main,,,Office", now=other)
    assert [step.after.name for step in plan.areas] == ["Main – Office"]
    plan = places("room", "Office", now=other)
    assert [step.after.name for step in plan.areas] == ["Office (2)"]


def test_a_floor_and_a_room_may_have_the_same_name() -> None:
    """Given a building of one floor and one room of its name, when they are imported, then both are found again."""
    made = PlacesNow(floors=(FloorFacts(floor_id="gym", name="Gym"),), areas=(AreaFacts(area_id="gym", name="Gym"),))
    plan = places(HEADER, "Gym,,,Gym", now=made)
    assert [step.verdict for step in (*plan.floors, *plan.areas)] == [Verdict.CHANGE, Verdict.CHANGE]
    assert places(HEADER, "Gym,,,Gym", now=with_places(plan, made)).is_empty


def test_a_room_moves_when_only_its_floor_was_corrected() -> None:
    """Given an imported room, when the file has it on another floor instead, then the same room moves."""
    now = with_places(places(HEADER, "Main,Ground,0,101", "Main,Upper,1,201"), PlacesNow())
    plan = places(HEADER, "Main,Upper,1,101", "Main,Upper,1,201", now=now)
    moved = plan.areas[0]
    assert moved.after.area_id == area_named(now, "101").area_id
    assert [change.after for change in moved.changes] == [floor_named(now, "Upper").floor_id]
    after = with_places(plan, now)
    assert len(after.areas) == 2
    assert places(HEADER, "Main,Upper,1,101", "Main,Upper,1,201", now=after).is_empty


def test_a_room_that_was_deleted_is_made_again() -> None:
    """Given an imported room that was deleted, when the file still has it, then it is added."""
    now = with_places(places(HEADER, "Main,Ground,0,101"), PlacesNow())
    plan = places(HEADER, "Main,Ground,0,101", now=replace(now, areas=()))
    assert [step.verdict for step in plan.areas] == [Verdict.ADD]
    assert [step.verdict for step in plan.floors] == [Verdict.KEEP]


def test_doors_and_outdoor_places_are_labels() -> None:
    """Given labels in a file, when they change, then a new door takes the place of the old one."""
    header = "room,exterior_door,outdoor"
    now = with_places(places(header, "Gate,4,no", "Field,,yes", "Hall,yes,"), PlacesNow())
    assert area_named(now, "Gate").labels == {"exterior_door:4"}
    assert area_named(now, "Field").labels == {"outdoor"}
    assert area_named(now, "Hall").labels == {"exterior_door"}
    now = with_places(places(header, "Gate,5,yes", "Field,,no", "Hall,,", now=now), now)
    assert area_named(now, "Gate").labels == {"exterior_door:5", "outdoor"}
    assert area_named(now, "Field").labels == set()
    assert area_named(now, "Hall").labels == {"exterior_door"}


@pytest.mark.parametrize(
    ("rows", "row", "code"),
    [
        (("Main,Ground,ground,101",), 2, Code.LEVEL_WRONG),
        (("Main,Ground,500,101",), 2, Code.LEVEL_WRONG),
        (("Main,Ground,0,101", "Main,Ground,1,102"), 3, Code.LEVEL_DIFFERS),
        (("Main,Ground,0,101", "main,ground,,1 01"), 3, Code.ROOM_TWICE),
        ((",,1,101",), 2, Code.PLACE_MISSING),
    ],
)
def test_rows_that_cannot_be(rows: tuple[str, ...], row: int, code: Code) -> None:
    """Given a row that cannot be meant, when it is planned, then it is left out with the reason, others are not."""
    plan = places(HEADER, *rows, "Other,First,,999")
    problem = only_problem(plan)
    assert (problem.row, problem.code) == (row, code)
    assert plan.areas[-1].after.name == "999"
    assert row not in plan.verdicts


@pytest.mark.parametrize(
    ("row", "code"), [("Gate,,maybe", Code.YES_NO_WRONG), (",4,", Code.PLACE_MISSING), (",,yes", Code.PLACE_MISSING)]
)
def test_labels_that_cannot_be(row: str, code: Code) -> None:
    """Given a label without a room or one that says neither yes nor no, when it is planned, then the reason is said."""
    assert codes(places("room,exterior_door,outdoor", row)) == [(2, code)]


def test_sixty_rooms_twice() -> None:
    """Given sixty rooms on six floors, when they are imported twice, then the second time has 0 changes."""
    rows = [f"Main,Floor {number // 10},{number // 10},Room {number}" for number in range(60)]
    first = places(HEADER, *rows)
    assert (len(first.areas), len(first.floors)) == (60, 6)
    assert places(HEADER, *rows, now=with_places(first, PlacesNow())).is_empty


def test_keys_survive_as_text() -> None:
    """Given a key, when it is stored as text, then the same key is read."""
    key = PlaceKey("main", "ground", "room / 1")
    assert text_key(key_text(key)) == key
    assert text_key("") == PlaceKey("", "")


@given(places_files(), places_files())
def test_a_second_import_changes_nothing(earlier: str, text: str) -> None:
    """Given any places from before, when a file is imported twice, then the second time has nothing to do."""
    now = with_places(plan_places(earlier, PlacesNow()), PlacesNow())
    plan = plan_places(text, now)
    after = with_places(plan, now)
    names = [area.name.casefold().replace(" ", "") for area in after.areas]
    assert len(names) == len(set(names))
    again = plan_places(text, after)
    assert again.is_empty
    assert again.problems == plan.problems


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"building,floor,level,room,outdoor\n{text}"))
def test_no_file_raises(data: bytes | str) -> None:
    """Given any bytes, when they are planned, then there is a plan, and planning is deterministic."""
    assert plan_places(data, PlacesNow()) == plan_places(data, PlacesNow())
