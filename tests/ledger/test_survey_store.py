"""The survey: every change a version, every earlier one still there, walks and listeners kept beside it."""

from dataclasses import replace
from pathlib import Path
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.ledger import (
    Category,
    Ledger,
    LedgerError,
    ListenerFact,
    StoredPress,
    StoredRoom,
    StoredWalk,
    SurveyChange,
    new_id,
)

from .builders import entry

NOON = 1_795_443_121.25
DAY = 86_400.0


def pressed(press_id: str, room_id: str = "101", source: str = "walk") -> StoredPress:
    """Return a press that two repeaters heard."""
    heard = {"west": 41.5, "east": 12.0}
    return StoredPress(
        press_id=press_id, room_id=room_id, source=source, at=NOON, heard=heard, margins={"west": 20.0, "east": 3.0},
        device_id="pendant",
    )  # fmt: skip


def change(*presses: StoredPress, without: str = "", why: str = "walk") -> SurveyChange:
    """Return a change; `without` are ids of one letter."""
    return SurveyChange(at=NOON, why=why, presses=presses, without=frozenset(without))


async def test_what_was_surveyed_is_there_after_a_restart(path: Path) -> None:
    """Given a press, its room, a walk and a listener, when the site restarts, then all of it is as it was."""
    room = StoredRoom(room_id="101", name="Room 101", floor_id="ground", floor="Ground floor")
    fact = ListenerFact(listener_id="west", uid="01000065", room_id="office", since=0.0)
    walk = StoredWalk(walk_id="W1", at=NOON, data={"state": "running", "room": "101"})
    first = await Ledger.open(path)
    full = SurveyChange(at=NOON, why="walk", presses=(pressed("A"),), rooms=(room,), listeners=(fact,), walk=walk)
    assert await first.survey.change(full, [entry("E1", "survey_press_taken", None)]) == 1
    await first.close()
    second = await Ledger.open(path)
    stored = await second.survey.load()
    assert (stored.version, stored.presses, stored.rooms) == (1, (pressed("A"),), (room,))
    assert (stored.listeners, stored.walks, stored.unreadable) == ((fact,), (walk,), 0)
    assert [one.event_id for one in await second.entries()] == ["E1"]
    await second.close()


async def test_every_earlier_survey_can_be_read_back(ledger: Ledger) -> None:
    """Given a room that was redone and a press that was moved, then each version is there as it was, with why."""
    survey = ledger.survey
    await survey.change(change(pressed("A")))
    await survey.change(change(pressed("B"), pressed("C", "204")))
    await survey.change(change(pressed("D"), without="AB", why="redo"))
    await survey.change(change(pressed("C", "206"), without="C", why="move"))
    shown = [
        {(one.press_id, one.room_id) for one in await survey.at_version(one.version)} for one in await survey.versions()
    ]
    assert shown == [
        {("A", "101")},
        {("A", "101"), ("B", "101"), ("C", "204")},
        {("C", "204"), ("D", "101")},
        {("D", "101"), ("C", "206")},
    ]
    assert [one.why for one in await survey.versions()] == ["walk", "walk", "redo", "move"]
    assert {one.press_id for one in (await survey.load()).presses} == {"C", "D"}


async def test_what_changes_nothing_is_no_version(ledger: Ledger) -> None:
    """Given a press, when it comes again and one leaves that is not there, then the version stays."""
    await ledger.survey.change(change(pressed("A")))
    assert await ledger.survey.change(change(pressed("A"), without="Z")) == 1
    assert len(await ledger.survey.versions()) == 1


async def test_a_change_is_stored_wholly_or_not_at_all(ledger: Ledger) -> None:
    """Given a change whose second press has no level to be stored, then neither of its presses is there."""
    bad = StoredPress(press_id="B", room_id="101", source="walk", at=float("nan"), heard={}, margins={})
    with pytest.raises(LedgerError):
        await ledger.survey.change(change(pressed("A"), bad))
    assert (await ledger.survey.load()).version == 0


@pytest.mark.parametrize("text", ["", "[", "[]", '{"west": 4}', '{"west": ["x", 1]}', '{"west": [NaN, 1]}'])
async def test_a_damaged_row_costs_only_itself(path: Path, text: str) -> None:
    """Given a press whose levels cannot be read, then the others are there and it is counted."""
    first = await Ledger.open(path)
    await first.survey.change(change(pressed("A"), pressed("B")))
    await first.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE survey_press SET heard = ? WHERE press_id = 'A'", (text,))
    connection.close()
    second = await Ledger.open(path)
    stored = await second.survey.load()
    assert ([one.press_id for one in stored.presses], stored.unreadable) == (["B"], 1)
    await second.close()


async def test_the_survey_is_not_purged_with_what_happened(ledger: Ledger) -> None:
    """Given a survey of years ago, when what is over is purged, then the survey is there and its entry is gone."""
    await ledger.survey.change(change(pressed("A")), [entry("E1", "survey_changed", None)])
    await ledger.commit([replace(entry("E2", "not_listening", None), at=NOON + 300 * DAY)], [])
    await ledger.upkeep.purge(dict.fromkeys(Category, 1), NOON + 400 * DAY, lambda: new_id(NOON))
    assert "E1" not in [one.event_id for one in await ledger.entries()]
    assert [one.press_id for one in (await ledger.survey.load()).presses] == ["A"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(
    steps=st.lists(
        st.tuples(
            st.sets(st.sampled_from("ABCD")),
            st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["101", "204"])), max_size=3),
        ),
        max_size=8,
    )
)
async def test_any_changes_can_be_followed_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[set[str], list[tuple[str, str]]]]
) -> None:
    """Given any changes, then each version has what a plain dictionary had after the change that made it."""
    ledger = await Ledger.open(tmp_path_factory.mktemp("survey") / "ledger.db")
    known: dict[str, str] = {}
    expected: dict[int, dict[str, str]] = {}
    for without, coming in steps:
        made = SurveyChange(
            at=NOON, why="walk", without=frozenset(without), presses=tuple(pressed(*one) for one in coming)
        )
        kept = {key: room for key, room in known.items() if key not in without}
        fresh = {key: room for key, room in coming if key not in kept}
        known = kept | fresh
        expected[await ledger.survey.change(made)] = dict(known)
    for version, rooms in expected.items():
        assert {one.press_id: one.room_id for one in await ledger.survey.at_version(version)} == rooms
    await ledger.close()
