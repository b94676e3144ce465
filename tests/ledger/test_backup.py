"""A backup copies the file while alarms go on: no alarm waits for it, and the copy is a sound ledger."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
import shutil
import sqlite3

import pytest

from custom_components.duress.ledger import Ledger

from .builders import BUSY_SECONDS, be_patient, content, entry, message, size


async def press(ledger: Ledger, numbers: Sequence[int]) -> None:
    """Commit alarms one after the other."""
    for number in numbers:
        await ledger.commit([entry(f"E{number}", note="x" * 500)], [message(f"E{number}")])


@pytest.mark.parametrize("with_log", [False, True])
async def test_a_copy_made_while_writing_is_sound(path: Path, tmp_path: Path, with_log: bool) -> None:
    """Given alarms before and while the files are copied, when the copy is opened, then it is whole up to a moment."""
    ledger = await Ledger.open(path)
    await press(ledger, range(50))
    await ledger.checkpoint_for_backup()
    unchanged = content(path)
    writing = asyncio.create_task(press(ledger, range(50, 400)))
    await asyncio.sleep(0.02)
    copy = tmp_path / "copy" / "ledger.db"
    copy.parent.mkdir()
    with path.open("rb") as source, copy.open("wb") as target:
        while part := source.read(1024):
            target.write(part)
            await asyncio.sleep(0)
    names = ["ledger.db-wal", "ledger.db-shm"][: 2 * with_log]
    for name in names:
        shutil.copyfile(path.with_name(name), copy.with_name(name))
    assert not writing.done()
    await writing
    assert content(path) == unchanged
    await ledger.resume_after_backup()
    await ledger.close()
    assert size(path) > len(unchanged)

    restored = await Ledger.open(copy)
    assert restored.set_aside is None
    events = [kept.event_id for kept in await restored.open_incident_entries()]
    assert len(events) >= 50
    assert events == [f"E{number}" for number in range(len(events))]
    assert [one.event_id for one in await restored.pending()] == events
    await restored.close()
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


async def test_a_backup_that_never_ends_loses_nothing(path: Path) -> None:
    """Given a backup that is still running, when the site stops and starts again, then everything is there."""
    ledger = await Ledger.open(path)
    await ledger.checkpoint_for_backup()
    unchanged = content(path)
    await press(ledger, range(20))
    await ledger.close()
    assert content(path) == unchanged
    again = await Ledger.open(path)
    assert len(await again.entries()) == 20
    await again.close()


async def test_a_backup_does_not_wait_for_another_reader(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given another program in the middle of reading, when a backup begins, then no alarm waits for either."""
    be_patient(monkeypatch)
    ledger = await Ledger.open(path)
    await press(ledger, range(3))
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM entry").fetchone() == (3,)
    await press(ledger, range(3, 6))
    async with asyncio.timeout(BUSY_SECONDS / 2):
        await ledger.checkpoint_for_backup()
        await press(ledger, range(6, 9))
    reader.execute("COMMIT")
    reader.close()
    await ledger.resume_after_backup()
    assert len(await ledger.entries()) == 9
    await ledger.close()
