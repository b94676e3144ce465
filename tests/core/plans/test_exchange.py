"""All plans of a site as one file: what comes out goes in again, by id or by name, and bad files change nothing."""

from copy import deepcopy
from typing import Any

import pytest

from custom_components.duress.core.plans import (
    FloorFacts,
    Plan,
    PlansFileError,
    file_data,
    look_at,
    plan_import,
    read_file,
)
from tests.core.plans.images import png

IMAGE = png(30, 20)
FLOORS = [
    FloorFacts(
        floor_id="first",
        name="First floor",
        names={"room:101": "Room 101", "room:hall": "Hall", "listener:R1": "Hall"},
    ),
    FloorFacts(floor_id="second", name="Second floor", names={"room:204": "Room 204"}),
    FloorFacts(floor_id="-", name="", names={"room:field": "Field"}),
]
PLANS = {
    "first": Plan(picture=look_at(IMAGE)).place(
        {"room:101": (0.1, 0.2), "room:hall": (0.5, 0.5), "listener:R1": (0.51, 0.5)}, seen=0
    ),
    "-": Plan().place({"room:field": (0.9, 0.9), "room:gone": (0, 0)}, seen=0),
}
FILE: dict[str, Any] = file_data("Lincoln", FLOORS, PLANS, {look_at(IMAGE).name: IMAGE})


def test_export_and_import_give_the_same() -> None:
    """Given plans, when their file is taken by an empty site of the same floors, then its file is the same."""
    plan = plan_import(read_file(FILE), FLOORS, {})
    taken = {one.floor.floor_id: one.plan for one in plan.floors}
    assert [one.data for one in plan.floors] == [IMAGE, b""]
    assert file_data("Lincoln", FLOORS, taken, {look_at(IMAGE).name: IMAGE}) == FILE
    assert all(not one.plan.changes(PLANS[one.floor.floor_id]) for one in plan.floors[:1])


def test_another_school_is_found_by_name() -> None:
    """Given a school with other ids, when the file is taken, then names lead; what is not there is said."""
    floors = [
        FloorFacts(
            floor_id="eg", name="first  FLOOR", names={"listener:X": "hall", "room:h": "Hall", "room:z": "Room 999"}
        ),
    ]
    plan = plan_import(read_file(FILE), floors, {"eg": Plan().place({"room:z": (0, 0)}, seen=0)})
    (floor,) = plan.floors
    assert {key: pin.x for key, pin in floor.plan.pins.items()} == {"room:h": 0.5, "listener:X": 0.51}
    assert (floor.left_out, plan.unknown) == (("Room 101",), ("-",))


def _broken(*path: object, value: object) -> dict[str, Any]:
    """Return the file with something else in one place."""
    data = deepcopy(FILE)
    at: Any = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([], "file_is_other"),
        ({"format": "duress-survey"}, "file_is_other"),
        (_broken("format_version", value=3), "file_is_newer"),
        (_broken("floors", value=None), "file_is_damaged"),
        (_broken("floors", value=[3]), "file_is_damaged"),
        (_broken("floors", 0, "picture", value="x"), "file_is_damaged"),
        (_broken("floors", 0, "picture", "data", value="%%%"), "file_is_damaged"),
        (_broken("floors", 0, "picture", "data", value="PHN2Zz4="), "file_is_damaged"),
        (_broken("floors", 0, "rooms", value={}), "file_is_damaged"),
        (_broken("floors", 0, "rooms", 0, value=None), "file_is_damaged"),
        (_broken("floors", 0, "rooms", 0, "x", value=1.5), "file_is_damaged"),
        (_broken("floors", 0, "rooms", 0, "y", value=float("nan")), "file_is_damaged"),
        (_broken("floors", 0, "facts", value={}), "file_is_damaged"),
        (_broken("floors", 0, "facts", value=[3]), "file_is_damaged"),
        (_broken("floors", 0, "facts", value=[{"kind": "gas", "x": 2, "y": 0}]), "file_is_damaged"),
        (_broken("floors", 0, "contacts", value=[{"name": "x" * 61}]), "file_is_damaged"),
        (_broken("contacts", value=[{"phone": "555-0101"}]), "file_is_damaged"),
    ],
)
def test_a_bad_file_is_refused_as_a_whole(data: object, why: str) -> None:
    """Given a file that is something else, when it is read, then a reason says so."""
    with pytest.raises(PlansFileError) as refused:
        read_file(data)
    assert refused.value.why == why
