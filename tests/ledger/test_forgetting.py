"""Forgotten means gone: no byte of a name is left in the file or its log, whatever SQLite did with it before."""

import asyncio
from collections.abc import Callable
from pathlib import Path
import random
import sqlite3

import pytest

from custom_components.duress.ledger import Ledger, NewCustody, Person

from .builders import BUSY_SECONDS, be_patient, content, entry


def person(number: int, name: str, padding: int = 0) -> Person:
    """Return one of many people."""
    return Person(person_id=f"P{number:04}", name=name + "x" * padding, staff_id=f"S{number:04}-{name[:9]}")


def written(path: Path) -> bytes:
    """Return all bytes of the ledger's file and of the files beside it."""
    return b"".join(one.read_bytes() for one in sorted(path.parent.iterdir()) if one.name.startswith(path.name))


async def gone(path: Path, secret: bytes, seconds: float = 6) -> None:
    """Wait until no file has it any more."""
    async with asyncio.timeout(seconds):
        while secret in written(path):  # noqa: ASYNC110 - waits for another thread, which sets no event
            await asyncio.sleep(0.05)


async def churn(ledger: Ledger, seed: int) -> set[str]:
    """Put, rename and pad many people in random order, so that pages are split and joined; return who is secret."""
    dice = random.Random(seed)
    secret = {f"P{number:04}" for number in dice.sample(range(400), 40)}

    def name(number: int) -> str:
        return f"SECRET-{number}" if f"P{number:04}" in secret else f"Somebody {number}"

    for _ in range(60):
        numbers = dice.sample(range(400), 40)
        await ledger.people.put_people([person(number, name(number), dice.randrange(600)) for number in numbers])
    return secret & {one.person_id for one in await ledger.people.people()}


@pytest.mark.parametrize("seed", [1, 3, 19, 20])
async def test_no_byte_of_a_forgotten_name_is_left(path: Path, seed: int) -> None:
    """Given many people who were changed many times, when some are forgotten, then no file holds their names."""
    ledger = await Ledger.open(path)
    secret = await churn(ledger, seed)
    one = min(secret)
    await ledger.people.change([NewCustody(device_id="D1", life="assigned", since=1.0, person_id=one, by="U1")])
    kept = {left.person_id for left in await ledger.people.people()} - secret
    assert b"SECRET" in written(path)
    await ledger.people.remove_people(secret)
    assert b"SECRET" not in written(path)
    assert {left.person_id for left in await ledger.people.people()} == kept
    assert [stretch.person_id for stretch in await ledger.people.history("D1")] == [one]
    await ledger.close()
    assert b"SECRET" not in written(path)


async def test_an_undone_import_leaves_no_name(path: Path) -> None:
    """Given people added by an import, when it is undone, then their names are gone as if they were forgotten."""
    ledger = await Ledger.open(path)
    ids = [f"P{number:04}" for number in range(300)]
    before = await ledger.people.snapshot(ids, ())
    await ledger.people.put_people([person(number, f"SECRET-{number}") for number in range(300)])
    await ledger.people.restore(before, await ledger.people.snapshot(ids, ()))
    assert b"SECRET" not in written(path)
    await ledger.close()


def reading(path: Path) -> Callable[[], None]:
    """Begin to read the file as another program; return what ends that."""
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()

    def end() -> None:
        reader.execute("COMMIT")
        reader.close()

    return end


async def test_another_reader_delays_it_but_no_alarm(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given another program that reads the log, when somebody is forgotten, then alarms go on and it is done later."""
    be_patient(monkeypatch)
    ledger = await Ledger.open(path)
    await ledger.people.put_people([person(1, "SECRET")])
    end = reading(path)
    async with asyncio.timeout(BUSY_SECONDS / 2):
        await ledger.people.remove_people(["P0001"])
        await ledger.commit([entry("E1")], [])
    assert b"SECRET" in written(path)
    end()
    await gone(path, b"SECRET")
    await ledger.close()


async def test_a_backup_delays_it(path: Path) -> None:
    """Given a backup that copies the file, when somebody is forgotten, then the file stays until the backup is done."""
    ledger = await Ledger.open(path)
    await ledger.people.put_people([person(1, "SECRET")])
    await ledger.checkpoint_for_backup()
    copied = content(path)
    await ledger.people.remove_people(["P0001"])
    assert content(path) == copied
    await ledger.resume_after_backup()
    assert b"SECRET" not in written(path)
    await ledger.close()
