"""Databases of earlier versions are brought up to date, step by step, or left as they were."""

from pathlib import Path
import sqlite3

import pytest

from custom_components.duress.ledger import (
    DeliveryState,
    ImportRecord,
    Ledger,
    Person,
    StoredPress,
    SurveyChange,
    migrations,
)
from custom_components.duress.ledger.migrations import MIGRATIONS, NEWEST, upgrade, version_of

from .builders import message


@pytest.fixture
def steps(tmp_path: Path) -> dict[int, Path]:
    """Return the real steps and one made up after them."""
    step = tmp_path / "schema_next.sql"
    step.write_text("ALTER TABLE fact ADD COLUMN note TEXT;\nUPDATE fact SET note = upper(value);\n")
    return {**MIGRATIONS, NEWEST + 1: step}


def test_steps_are_numbered_without_gaps_and_exist() -> None:
    """Given the table of steps, then it counts from one and every file is there."""
    assert list(MIGRATIONS) == list(range(1, NEWEST + 1))
    assert all(step.is_file() for step in MIGRATIONS.values())


@pytest.mark.parametrize("version", range(NEWEST + 1))
async def test_a_ledger_of_every_version_is_opened(path: Path, version: int) -> None:
    """Given a database of each version there ever was, when it is opened, then it is of the newest."""
    connection = sqlite3.connect(path, isolation_level=None)
    upgrade(connection, {number: step for number, step in MIGRATIONS.items() if number <= version})
    assert version_of(connection) == version
    connection.close()
    ledger = await Ledger.open(path)
    await ledger.set_value("a", 1)
    assert (ledger.durable, ledger.set_aside) == (True, None)
    await ledger.close()
    connection = sqlite3.connect(path)
    assert version_of(connection) == NEWEST
    connection.close()


def older(path: Path, version: int) -> sqlite3.Connection:
    """Return a database as an earlier program left it, made with that program's own steps."""
    connection = sqlite3.connect(path, isolation_level=None)
    upgrade(connection, {number: step for number, step in MIGRATIONS.items() if number <= version})
    return connection


async def test_entries_of_version_1_are_kept_and_belong_to_no_trouble(path: Path) -> None:
    """Given a ledger of version 1 with an open incident, when it is opened, then the incident is there unchanged."""
    connection = older(path, 1)
    connection.execute(
        "INSERT INTO entry (event_id, kind, at, incident_id, data) VALUES ('E1', 'incident_raised', 1.5, 'I1', '{}')"
    )
    connection.close()
    ledger = await Ledger.open(path)
    assert [(one.event_id, one.at, one.seq) for one in await ledger.open_incident_entries()] == [("E1", 1.5, 1)]
    await ledger.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT trouble_id FROM entry").fetchall() == [(None,)]
    connection.close()


async def test_a_ledger_of_version_2_takes_people(path: Path) -> None:
    """Given a ledger of version 2 with an entry of a trouble, when it is opened, then it is kept and people fit in."""
    connection = older(path, 2)
    connection.execute(
        "INSERT INTO entry (event_id, kind, at, data, trouble_id) VALUES ('E1', 'condition_started', 1.5, '{}', 'T1')"
    )
    connection.close()
    ledger = await Ledger.open(path)
    assert (await ledger.people.people(), await ledger.people.current()) == ([], {})
    await ledger.people.put_people([Person(person_id="P1", name="Rosa Hill")])
    assert [one.event_id for one in await ledger.entries()] == ["E1"]
    assert [one.name for one in await ledger.people.people()] == ["Rosa Hill"]
    await ledger.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT trouble_id FROM entry").fetchall() == [("T1",)]
    connection.close()


async def test_a_ledger_of_version_3_takes_imports(path: Path) -> None:
    """Given a ledger of version 3 with a person, when it is opened, then they are kept and an import can be undone."""
    connection = older(path, 3)
    connection.execute("INSERT INTO person (person_id, name) VALUES ('P1', 'Rosa Hill')")
    connection.close()
    ledger = await Ledger.open(path)
    assert await ledger.people.last_import("roster") is None
    await ledger.people.put_import(ImportRecord(what="roster", import_id="I1", at=1.5, facts={}))
    assert await ledger.people.last_import("roster") is not None
    assert [one.name for one in await ledger.people.people()] == ["Rosa Hill"]
    await ledger.close()


async def test_a_ledger_of_version_5_takes_a_survey(path: Path) -> None:
    """Given a ledger of version 5 with a person and a fact, when it is opened, then they stay and a survey fits in."""
    connection = older(path, 5)
    connection.execute("INSERT INTO person (person_id, name) VALUES ('P1', 'Rosa Hill')")
    connection.execute("INSERT INTO fact (key, value) VALUES ('a', '1')")
    connection.close()
    ledger = await Ledger.open(path)
    empty = await ledger.survey.load()
    assert (empty.version, empty.presses, empty.walks) == (0, (), ())
    press = StoredPress(press_id="A", room_id="101", source="walk", at=1.5, heard={"west": 40.0}, margins={})
    assert await ledger.survey.change(SurveyChange(at=1.5, why="walk", presses=(press,))) == 1
    assert (await ledger.get_value("a"), [one.name for one in await ledger.people.people()]) == (1, ["Rosa Hill"])
    await ledger.close()


async def test_a_ledger_of_version_7_holds_messages_for_backups(path: Path) -> None:
    """Given a ledger of version 7 with a message half sent, when it is opened, then it stays and others can be held."""
    connection = older(path, 7)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("INSERT INTO endpoint VALUES ('desk', 1)")
    connection.execute(
        "INSERT INTO delivery (event_id, endpoint_id, sequence, incident_id, kind, priority, at, content_type, body,"
        " state, attempts) VALUES ('E1', 'desk', 1, 'I1', 'incident_raised', 0, 1.5, 'text/plain', x'00', 'sent', 1)"
    )
    connection.execute("INSERT INTO attempt VALUES (1, 1, 1.5, 2.5, 'retry', 500, 'HTTP 500')")
    connection.execute("INSERT INTO delivery_time VALUES (1, 'sent', 1.5)")
    connection.close()
    ledger = await Ledger.open(path)
    assert (ledger.durable, ledger.set_aside) == (True, None)
    (kept,) = await ledger.pending("desk")
    assert (kept.event_id, kept.state, kept.attempts, kept.backup_for) == ("E1", DeliveryState.SENT, 1, None)
    assert [one.number for one in await ledger.attempts(kept.delivery_id)] == [1]
    (held,) = await ledger.commit([], [message("E1", "mqtt", backup_for="desk", held_until=5.5)])
    assert held.state is DeliveryState.HELD
    await ledger.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute("UPDATE delivery SET state = 'lost'")
    connection.close()


async def test_a_later_step_keeps_what_is_stored(
    path: Path, steps: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a ledger with facts, when a program with one more step opens it, then they are there in the new form."""
    ledger = await Ledger.open(path)
    await ledger.set_value("a", "warm")
    await ledger.close()
    connection = sqlite3.connect(path, isolation_level=None)
    assert upgrade(connection, steps) == NEWEST + 1
    assert connection.execute("SELECT key, note FROM fact").fetchall() == [("a", '"WARM"')]
    assert upgrade(connection, steps) == NEWEST + 1
    connection.close()


def test_a_step_that_fails_changes_nothing(steps: dict[int, Path]) -> None:
    """Given a step with an error at its end, when it is applied, then the database is as it was and can be retried."""
    good = steps[NEWEST + 1].read_text()
    steps[NEWEST + 1].write_text(f"{good}DROP TABLE nowhere;\n")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        upgrade(connection, steps)
    assert version_of(connection) == NEWEST
    assert "note" not in [row[1] for row in connection.execute("PRAGMA table_info(fact)")]
    steps[NEWEST + 1].write_text(good)
    assert upgrade(connection, steps) == NEWEST + 1
    connection.close()


def test_the_file_says_whose_it_is() -> None:
    """Given a fresh database, then its header carries this program's number."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    upgrade(connection)
    assert connection.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
    connection.close()
