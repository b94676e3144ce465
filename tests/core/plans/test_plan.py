"""The plan of a floor: every change a revision, nothing written over unseen, stored and read back the same."""

from typing import Any

import pytest

from custom_components.duress.core.plans import Change, Plan, StalePlanError, look_at, stored_plans, to_store
from tests.core.plans.images import png

ROOM, OTHER = "room:204", "room:206"


def test_two_people_place_different_rooms() -> None:
    """Given two people who see the same, when each places another room, then both are placed."""
    first = Plan().place({ROOM: (0.25, 0.5)}, seen=0)
    both = first.place({OTHER: (1.7, -3)}, seen=0)
    assert (both.revision, both.pins[ROOM].text, both.pins[OTHER].text) == (2, "0.2500, 0.5000", "1.0000, 0.0000")


def test_nobody_writes_over_what_they_have_not_seen() -> None:
    """Given somebody who moved a room, when another moves, lifts or repaints what they have not seen, then it stays."""
    moved = Plan().place({ROOM: (0.25, 0.5)}, seen=0)
    with pytest.raises(StalePlanError):
        moved.place({ROOM: (0.1, 0.1)}, seen=0)
    with pytest.raises(StalePlanError):
        moved.lift([ROOM], seen=0)
    painted = moved.show(look_at(png(3, 2)), seen=1)
    with pytest.raises(StalePlanError):
        painted.show(None, seen=1)
    with pytest.raises(StalePlanError):
        painted.place({OTHER: (0.1, 0.1)}, seen=1)
    with pytest.raises(StalePlanError):
        painted.become(Plan(), seen=1)
    assert painted.lift([ROOM], seen=2).pins == {}


def test_changes_say_what_was_and_what_is() -> None:
    """Given a plan, when it becomes another one, then each difference is said, and what is the same is not touched."""
    before = Plan().place({ROOM: (0.25, 0.5), OTHER: (0.1, 0.1)}, seen=0)
    wanted = Plan(picture=look_at(png(3, 2))).place({ROOM: (0.25, 0.5), "room:1": (0, 0)}, seen=0)
    after = before.become(wanted, seen=1)
    picture, *places = after.changes(before)
    assert (picture.key, picture.before, (picture.after or "")[-5:]) == (None, None, "3 x 2")
    assert places == [
        Change(key="room:1", before=None, after="0.0000, 0.0000"),
        Change(key=OTHER, before="0.1000, 0.1000", after=None),
    ]
    assert (after.pins[ROOM].revision, after.pins["room:1"].revision) == (1, 2)


def test_the_position_of_a_deleted_room_goes_to_another_one() -> None:
    """Given two rooms, when one is another one now, then its position is kept only if that has none."""
    plan = Plan().place({ROOM: (0.25, 0.5), OTHER: (0.1, 0.1)}, seen=0)
    assert plan.renamed(ROOM, "room:9").pins["room:9"].x == 0.25
    assert {key: pin.x for key, pin in plan.renamed(ROOM, OTHER).pins.items()} == {OTHER: 0.1}
    assert plan.renamed(ROOM, None).pins.keys() == {OTHER}
    assert plan.renamed("room:9", ROOM) is plan


def test_stored_plans_are_read_back_the_same() -> None:
    """Given plans, when they are stored and read, then they are the same; of damaged ones what can be read."""
    plan = Plan().place({ROOM: (0.25, 0.5)}, seen=0).show(look_at(png(3, 2)), seen=1)
    assert stored_plans(to_store({"first": plan})) == {"first": plan}
    pins = {"a": [0.1, 0.2, 3], "b": [0.1], "c": "x", "d": [None, 1, 1], "e": [float("nan"), 1, 1]}
    damaged: dict[str, Any] = {
        "first": {"revision": "x", "picture": {"name": "../etc/passwd", "kind": "png"}, "pins": pins},
        "second": 7,
        "third": {"pins": []},
    }
    found = stored_plans({"floors": damaged})
    assert found.keys() == {"first", "third"}
    assert (found["first"].picture, found["first"].revision, set(found["first"].pins)) == (None, 0, {"a"})
    with pytest.raises(ValueError, match="no floor plans"):
        stored_plans([])
