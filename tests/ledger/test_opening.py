"""Whatever lies where the ledger should be: the site starts, and nothing anybody might want back is destroyed."""

from collections.abc import Callable
from pathlib import Path
import random
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.ledger import Ledger, LedgerError, opening

from .builders import content, entry, message, put


async def fill(path: Path, count: int = 300) -> None:
    """Write a ledger of some pages."""
    ledger = await Ledger.open(path)
    await ledger.commit(
        [entry(f"E{number}", note="x" * 400) for number in range(count)],
        [message(f"E{number}") for number in range(count)],
    )
    await ledger.close()


def garbage(path: Path) -> None:
    """Write bytes that are no database."""
    path.write_bytes(random.Random(1).randbytes(20_000))


def text(path: Path) -> None:
    """Write a text."""
    path.write_text("This is not the file you are looking for.\n" * 200)


def folder(path: Path) -> None:
    """Make a folder with something in it."""
    path.mkdir()
    (path / "note.txt").write_text("precious")


def torn_header(path: Path) -> None:
    """Overwrite the begin of the file, as a torn write does."""
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])


def torn_page(path: Path) -> None:
    """Overwrite a page in the middle."""
    data = bytearray(path.read_bytes())
    data[4096 * 4 : 4096 * 6] = b"\xa5" * 8192
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    """Lose the second half of the file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lost_table(path: Path) -> None:
    """Drop a table, as a curious person might."""
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE fact")
    connection.close()


def newer(path: Path) -> None:
    """Make it the work of a later version of this program."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def foreign(path: Path) -> None:
    """Put a database of another program there."""
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE states (a)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (torn_header, "corrupt"),
        (torn_page, "corrupt"),
        (cut_short, "corrupt"),
        (lost_table, "corrupt"),
        (newer, "newer"),
        (foreign, "foreign"),
    ],
)
async def test_a_spoilt_ledger_is_kept_aside_and_a_fresh_one_begun(
    path: Path, spoil: Callable[[Path], None], why: str
) -> None:
    """Given a ledger that cannot be used any more, when the site starts, then it is kept and a fresh one works."""
    await fill(path)
    spoil(path)
    spoilt = content(path)
    ledger = await Ledger.open(path)
    assert ledger.durable
    assert ledger.set_aside is not None
    assert ledger.set_aside.name.startswith(f"ledger.db.{why}-")
    assert ledger.set_aside.read_bytes() == spoilt
    assert ledger.reason is not None
    assert ledger.set_aside.name in ledger.reason
    assert len(await ledger.commit([entry("E1")], [message("E1")])) == 1
    await ledger.close()

    again = await Ledger.open(path)
    assert again.set_aside is None
    assert [kept.event_id for kept in await again.entries()] == ["E1"]
    await again.close()


@pytest.mark.parametrize("place", [garbage, text, folder])
async def test_something_else_in_its_place_is_moved_away(path: Path, place: Callable[[Path], None]) -> None:
    """Given a file or folder that was never a ledger, when the site starts twice, then it is moved away once."""
    place(path)
    for expected in (True, False):
        ledger = await Ledger.open(path)
        assert (ledger.set_aside is not None) is expected
        assert ledger.durable
        await ledger.close()
    assert len(list(path.parent.glob("ledger.db.corrupt-*"))) == 1


async def test_two_spoilt_files_in_one_second_are_both_kept(path: Path) -> None:
    """Given two bad files one after the other, when both are set aside at once, then neither replaces the other."""
    names = set()
    for data in (b"a" * 5000, b"b" * 5000):
        put(path, data)
        ledger = await Ledger.open(path)
        assert ledger.set_aside is not None
        names.add(ledger.set_aside)
        assert ledger.set_aside.read_bytes() == data
        await ledger.close()
    assert len(names) == 2


async def test_the_log_of_a_spoilt_file_goes_with_it(path: Path) -> None:
    """Given a newer program that was killed, when its file is set aside, then its log is kept under the same name."""
    await fill(path, 3)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    log = path.with_name("ledger.db-wal").read_bytes()
    ledger = await Ledger.open(path)
    assert ledger.set_aside is not None
    assert ledger.set_aside.with_name(ledger.set_aside.name + "-wal").read_bytes() == log
    await ledger.close()


async def test_a_flipped_bit_in_a_text_hides_no_entry(path: Path) -> None:
    """Given entries whose text was damaged without SQLite noticing, when they are read, then they are all there."""
    await fill(path, 3)
    put(path, content(path).replace(b'{"note": "xx', b'{"note"\xff "xx', 1))
    ledger = await Ledger.open(path)
    assert ledger.set_aside is None
    found = await ledger.open_incident_entries()
    assert [kept.event_id for kept in found] == ["E0", "E1", "E2"]
    assert sum("damaged" in kept.data for kept in found) == 1
    await ledger.close()


@given(data=st.binary(max_size=300), offset=st.integers(0, 60_000))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_damage_keeps_the_site_from_starting(tmp_path: Path, data: bytes, offset: int) -> None:
    """Given any bytes written anywhere into a ledger, when the site starts, then it can store."""
    folder = tmp_path / random.Random().randbytes(8).hex()
    path = folder / "ledger.db"
    await fill(path, 60)
    spoilt = bytearray(content(path))
    spoilt[offset : offset + len(data)] = data
    put(path, bytes(spoilt))
    ledger = await Ledger.open(path)
    await ledger.commit([entry("after")], [message("after")])
    assert (await ledger.entries(limit=1))[0].event_id == "after"
    await ledger.close()


async def test_an_empty_file_and_a_missing_folder_are_a_fresh_start(path: Path, tmp_path: Path) -> None:
    """Given an empty file or no folder at all, when the site starts, then there is a ledger, nothing was set aside."""
    put(path, b"")
    for place in (path, tmp_path / "a" / "b" / "ledger.db"):
        ledger = await Ledger.open(place)
        assert (ledger.durable, ledger.set_aside, ledger.reason) == (True, None, None)
        await ledger.close()


async def test_where_nothing_can_be_written_the_site_still_starts() -> None:
    """Given a place where no file can be made, when the site starts, then the ledger works in memory and says why."""
    ledger = await Ledger.open(Path("/proc/duress-ledger.db"))
    assert not ledger.durable
    assert ledger.in_memory
    assert ledger.reason is not None
    assert "in memory only" in ledger.reason
    assert len(await ledger.commit([entry("E1")], [message("E1")])) == 1
    assert not ledger.durable
    assert [one.event_id for one in await ledger.pending()] == ["E1"]
    await ledger.checkpoint_for_backup()
    await ledger.resume_after_backup()
    await ledger.close()


async def test_a_file_another_program_locks_is_used_as_soon_as_it_is_free(path: Path) -> None:
    """Given a ledger that another program holds, when the site starts, then it knows its incidents and stores later."""
    await fill(path, 3)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger = await Ledger.open(path)
    assert (ledger.durable, ledger.in_memory) == (False, False)
    assert ledger.reason is not None
    assert "locked" in ledger.reason
    assert [kept.event_id for kept in await ledger.open_incident_entries()] == ["E0", "E1", "E2"]
    with pytest.raises(LedgerError, match="locked"):
        await ledger.commit([entry("E3")], [])
    other.execute("ROLLBACK")
    other.close()
    await ledger.commit([entry("E3")], [])
    assert ledger.durable
    await ledger.close()


async def test_a_large_file_does_not_hold_up_the_start(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a file whose check takes longer than a start may cost, when the site starts, then the file is used."""
    await fill(path, 2000)
    monkeypatch.setattr(opening, "CHECK_SECONDS", 0.0)
    ledger = await Ledger.open(path)
    assert (ledger.durable, ledger.set_aside) == (True, None)
    assert len(await ledger.pending()) == 2000
    await ledger.close()
