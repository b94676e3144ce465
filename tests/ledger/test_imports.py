"""The last import of each kind can be undone after a restart, and keeps nobody's name longer than the roster does."""

from dataclasses import replace
from datetime import date
from pathlib import Path
import sqlite3

import pytest

from custom_components.duress.ledger import ImportRecord, Ledger, NewCustody, Person, StaffIdTakenError

from .builders import entry
from .test_forgetting import written

HILL = Person(person_id="P1", name="Rosa Hill", staff_id="1001", room_id="room_204", trained_on=date(2026, 8, 31))
ORTIZ = Person(person_id="P2", name="Luis Ortiz")
ROSTER = ImportRecord(what="roster", import_id="I1", at=5.0, facts={"added": ["D1"]})
PLACES = ImportRecord(what="places", import_id="I2", at=6.0, facts={"areas": {"room_1": None}})
GIVEN = NewCustody(device_id="D1", life="assigned", since=5.0, person_id="P2", by="U1", reason="import")


async def test_an_import_is_kept_with_how_everything_stood(path: Path) -> None:
    """Given an import, when the site restarts, then what is needed to undo it is there, and undoing restores."""
    ledger = await Ledger.open(path)
    await ledger.people.put_people([HILL])
    await ledger.people.put_import(
        ROSTER, [GIVEN], people=[replace(HILL, name="Rosa Hill-Ray"), ORTIZ], entries=[entry("E1")]
    )
    await ledger.people.put_import(PLACES)
    await ledger.close()
    ledger = await Ledger.open(path)
    record = await ledger.people.last_import("roster")
    assert record is not None
    assert (record.import_id, record.at, record.facts) == ("I1", 5.0, {"added": ["D1"]})
    assert record.before.people == {"P1": HILL, "P2": None}
    assert record.before.stretches == {"D1": 0}
    assert record.after.people["P2"] == ORTIZ
    assert await ledger.people.last_import("places") == PLACES
    await ledger.people.restore(record.before, record.after)
    assert await ledger.people.people() == [HILL]
    assert await ledger.people.current() == {}
    assert await ledger.people.last_import("roster") is None
    assert await ledger.people.last_import("places") == PLACES
    assert [one.event_id for one in await ledger.entries()] == ["E1"]
    await ledger.close()


async def test_only_the_last_import_of_a_kind_is_kept(ledger: Ledger) -> None:
    """Given two imports of a kind, when the second is kept, then the first is not, and it can be forgotten as well."""
    await ledger.people.put_import(PLACES)
    await ledger.people.put_import(replace(PLACES, import_id="I3"))
    record = await ledger.people.last_import("places")
    assert record is not None
    assert record.import_id == "I3"
    await ledger.people.forget_import("places", [entry("E2")])
    assert await ledger.people.last_import("places") is None
    assert [one.event_id for one in await ledger.entries()] == ["E2"]


async def test_an_import_that_cannot_be_stored_leaves_everything_as_it_was(ledger: Ledger) -> None:
    """Given a staff number that is somebody's, when an import gives it to another, then nothing of it is stored."""
    await ledger.people.put_people([HILL])
    with pytest.raises(StaffIdTakenError):
        await ledger.people.put_import(ROSTER, [GIVEN], people=[replace(ORTIZ, staff_id="1001")], entries=[entry("E1")])
    assert await ledger.people.people() == [HILL]
    assert await ledger.people.current() == {}
    assert await ledger.people.last_import("roster") is None
    assert await ledger.entries() == []


async def test_forgetting_somebody_forgets_the_import_that_brought_them(path: Path) -> None:
    """Given people of an import, when one of them is forgotten, then no file holds the name, also not for the undo."""
    ledger = await Ledger.open(path)
    people = [Person(person_id=f"P{number}", name=f"SECRET-{number}") for number in range(300)]
    await ledger.people.put_import(PLACES)
    await ledger.people.put_import(ROSTER, people=people)
    assert b"SECRET" in written(path)
    await ledger.people.remove_people([person.person_id for person in people])
    assert b"SECRET" not in written(path)
    assert await ledger.people.last_import("roster") is None
    assert await ledger.people.last_import("places") == PLACES
    await ledger.close()


@pytest.mark.parametrize("text", ["", "[]", '{"facts": {}}', '{"facts": {}, "before": {"people": 1}, "after": {}}'])
async def test_a_damaged_record_is_none(path: Path, text: str) -> None:
    """Given a record that a flipped bit made unreadable, when it is asked for, then there is nothing to undo."""
    ledger = await Ledger.open(path)
    await ledger.people.put_import(ROSTER)
    await ledger.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE last_import SET record = ?", (text,))
    connection.commit()
    connection.close()
    ledger = await Ledger.open(path)
    assert await ledger.people.last_import("roster") is None
    await ledger.close()
