"""Rooms that sound alike are named, with the one that needs a receiver; others are not."""

from custom_components.duress.core.location import Layout, Source, SurveyPress
from custom_components.duress.core.location.twins import confused, twins_of

FLOOR = Layout({"a": "f", "b": "f", "c": "f"}, {})


def survey(levels: dict[str, dict[str, float]], presses: int = 4) -> list[SurveyPress]:
    """Return presses of rooms that are heard at some levels, each a little differently."""
    return [
        SurveyPress(
            press_id=f"{room}{number}", room_id=room, at=float(number),
            heard={key: level + (number * 7 + at) % 3 for at, (key, level) in enumerate(heard.items())}, margins={},
        )
        for room, heard in levels.items()
        for number in range(presses)
    ]  # fmt: skip


ALIKE = {"west": 40.0, "east": 20.0}
APART = {"west": 5.0, "east": 60.0, "north": 55.0}


def test_two_rooms_that_sound_alike_are_twins() -> None:
    """Given two rooms that are heard alike and a third that is not, then the two are twins and the third is none."""
    (found,) = twins_of(survey({"a": ALIKE, "b": ALIKE, "c": APART}), FLOOR)
    assert found.room_ids == ("a", "b")
    assert found.share > 0.3
    assert twins_of(survey({"a": ALIKE, "c": APART}), FLOOR) == []


def test_what_was_pressed_once_or_on_a_check_says_nothing() -> None:
    """Given one press a room, or only check walks, then nothing can be left out and there are no twins."""
    assert twins_of(survey({"a": ALIKE, "b": ALIKE}, presses=1), FLOOR) == []
    checks = [
        SurveyPress(
            press_id=one.press_id, room_id=one.room_id, at=one.at, heard=one.heard, margins={}, source=Source.CHECK
        )
        for one in survey({"a": ALIKE, "b": ALIKE})
    ]
    assert twins_of(checks, FLOOR) == []
    assert twins_of([], FLOOR) == []


def test_twins_are_more_than_three_in_ten_of_both_rooms() -> None:
    """Given which room each press was taken for, then the share is of both rooms together, the worst pair first."""
    said = [("a", "a")] * 7 + [("a", "b")] * 3 + [("b", "b")] * 7 + [("b", "a")] * 3
    assert confused(said, {}) == []
    (found,) = confused([*said, ("b", "a")], {"a": 2.0, "b": 5.0})
    assert (found.share, found.presses, found.poorer) == (7 / 21, 21, "a")
    worse = [("c", "d")] * 5 + [("d", "d")] * 5
    assert [one.room_ids for one in confused([*said, ("b", "a"), *worse], {})] == [("c", "d"), ("a", "b")]


def test_a_room_that_was_never_left_out_is_nobodys_twin() -> None:
    """Given a press that was taken for a room with a single press, then nothing is said of the pair."""
    assert confused([("a", "x")] * 3, {}) == []
