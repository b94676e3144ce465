"""The chain: whatever is changed afterwards, in whatever way, is found and named."""

from collections.abc import Callable
from hashlib import sha256
import json
from pathlib import Path
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.ledger import FlawKind, Head, Ledger
from custom_components.duress.ledger.migrations import MIGRATIONS, upgrade

from .builders import content, entry, put

COUNT = 1203  # more than two steps of a check


async def filled(path: Path, count: int = COUNT) -> Ledger:
    """Return a ledger with entries."""
    ledger = await Ledger.open(path)
    await ledger.commit([entry(f"E{number}", incident_id=f"I{number}", n=number) for number in range(1, count + 1)], [])
    return ledger


def tamper(path: Path, *statements: str) -> None:
    """Change a closed ledger behind its back, its guards removed and put back as they were."""
    with sqlite3.connect(path) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)
    connection.close()


async def test_a_sound_ledger_is_sound(path: Path) -> None:
    """Given many entries, some committed twice, when it is checked, then all are counted and the head is the last."""
    ledger = await filled(path)
    await ledger.commit([entry("E7", n=8), entry("E9000")], [])
    found = await ledger.upkeep.verify()
    assert (found.flaw, found.entries, found.removed, found.head.seq) == (None, COUNT + 1, 0, COUNT + 1)
    assert await ledger.upkeep.verify(found.head) == found
    await ledger.close()


async def test_anybody_can_compute_the_chain(path: Path) -> None:
    """Given a ledger, when the documented form is computed from its columns alone, then the hashes are the stored."""
    await (await filled(path, 3)).close()
    before = bytes(32)
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT hash, seq, event_id, kind, at, incident_id, trouble_id, data FROM entry ORDER BY seq"
        ).fetchall()
    connection.close()
    for stored, *columns in rows:
        before = sha256(before + json.dumps(columns).encode()).digest()
        assert stored == before


@pytest.mark.parametrize(
    ("statements", "flaw", "seq"),
    [
        (("UPDATE entry SET data = replace(data, '700', '701') WHERE seq = 700",), FlawKind.ALTERED, 700),
        (("UPDATE entry SET at = at + 1 WHERE seq = 5",), FlawKind.ALTERED, 5),
        (("UPDATE entry SET incident_id = NULL WHERE seq = 5",), FlawKind.ALTERED, 5),
        (("UPDATE entry SET hash = x'00' WHERE seq = 1203",), FlawKind.ALTERED, 1203),
        (("DELETE FROM entry WHERE seq = 600",), FlawKind.MISSING, 601),
        (("DELETE FROM entry WHERE seq <= 600",), FlawKind.MISSING, 601),
        (("INSERT INTO removed VALUES (9, 9, x'', x'')", "DELETE FROM entry WHERE seq = 9"), FlawKind.MISSING, 10),
        (("DELETE FROM entry WHERE seq >= 1203",), FlawKind.CUT_OFF, 1203),
        (("DELETE FROM entry",), FlawKind.CUT_OFF, 1203),
        (
            ("UPDATE entry SET seq = 99999 WHERE seq = 3", "UPDATE entry SET seq = 3 WHERE seq = 4",
             "UPDATE entry SET seq = 4 WHERE seq = 99999"),
            FlawKind.ALTERED, 3,
        ),
        (
            ("INSERT INTO entry (event_id, kind, at, data) VALUES ('X', 'incident_closed', 1.0, '{}')",),
            FlawKind.INSERTED, 1204,
        ),
        (("DELETE FROM chain_head",), FlawKind.NO_HEAD, 1203),
        (("UPDATE chain_head SET seq = 1100",), FlawKind.INSERTED, 1203),
    ],
)  # fmt: skip
async def test_what_was_done_to_it_is_named(path: Path, statements: tuple[str, ...], flaw: FlawKind, seq: int) -> None:
    """Given a ledger somebody changed with its guards off, when it is checked, then the first bad entry is named."""
    await (await filled(path)).close()
    tamper(path, *statements)
    ledger = await Ledger.open(path)
    found = (await ledger.upkeep.verify()).flaw
    assert found is not None
    assert (found.kind, found.seq) == (flaw, seq)
    # Whatever was done to it, the next alarm is stored.
    assert await ledger.commit([entry("LATER", incident_id="LATER")], []) == []
    assert "LATER" in await ledger.open_incident_ids()
    again = (await ledger.upkeep.verify()).flaw
    if flaw in (FlawKind.ALTERED, FlawKind.MISSING):
        assert again == found
    elif "chain_head" not in statements[0]:
        assert again is not None
    await ledger.close()


async def test_one_changed_byte_in_the_file_is_named_with_its_time(path: Path) -> None:
    """Given a ledger's file, when one byte of one entry is another, then a check names the entry, its time and kind."""
    ledger = await Ledger.open(path)
    await ledger.commit([entry(f"E{number}", note=f"room-{number:03}") for number in range(1, 500)], [])
    await ledger.close()
    written = content(path)
    assert written.count(b"room-321") == 1
    put(path, written.replace(b"room-321", b"room-322"))
    ledger = await Ledger.open(path)
    assert ledger.set_aside is None
    flaw = (await ledger.upkeep.verify()).flaw
    assert flaw is not None
    assert (flaw.kind, flaw.seq, flaw.at, flaw.entry_kind) == (
        FlawKind.ALTERED,
        321,
        1_795_443_124.25,
        "incident_raised",
    )
    await ledger.close()


async def test_a_rewritten_chain_does_not_fit_what_was_written_down(path: Path) -> None:
    """Given a head that was written down, when somebody begins the whole ledger anew, then it does not fit."""
    ledger = await filled(path, 20)
    witness = (await ledger.upkeep.verify()).head
    await ledger.close()
    ledger = await Ledger.open(path.with_name("anew.db"))
    await ledger.commit([entry(f"F{number}") for number in range(25)], [])
    assert (await ledger.upkeep.verify()).flaw is None
    flaw = (await ledger.upkeep.verify(witness)).flaw
    assert flaw is not None
    assert (flaw.kind, flaw.seq) == (FlawKind.ALTERED, 20)
    cut = (await ledger.upkeep.verify(Head(seq=90, hash=witness.hash))).flaw
    assert cut is not None
    assert (cut.kind, cut.seq) == (FlawKind.CUT_OFF, 90)
    await ledger.close()


async def test_an_older_ledger_is_chained_as_it_is(path: Path) -> None:
    """Given a ledger of version 4 with entries and unused numbers, when it is opened, then it is sound and goes on."""
    connection = sqlite3.connect(path, isolation_level=None)
    upgrade(connection, {number: step for number, step in MIGRATIONS.items() if number <= 4})
    rows = [(seq, f"E{seq}", "incident_raised", seq / 3, "I", json.dumps({"room": "Música"})) for seq in (1, 2, 5, 9)]
    connection.executemany("INSERT INTO entry (seq, event_id, kind, at, incident_id, data) VALUES (?,?,?,?,?,?)", rows)
    connection.close()
    ledger = await Ledger.open(path)
    await ledger.commit([entry("E10")], [])
    found = await ledger.upkeep.verify()
    assert (found.flaw, found.entries, found.head.seq) == (None, 5, 10)
    await ledger.close()
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE entry SET hash = x'' WHERE seq = 1")
    connection.close()


VALUES: dict[str, Callable[[str], str]] = {
    "event_id": lambda text: f"'{text}'",
    "kind": lambda text: f"'{text}'",
    "data": lambda text: f"'{text}'",
    "trouble_id": lambda text: f"'{text}'",
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seq=st.integers(1, 40),
    column=st.sampled_from(sorted(VALUES)),
    text=st.text("abcdef0123456789[]{},:", min_size=1, max_size=12),
)
async def test_no_change_of_any_column_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, seq: int, column: str, text: str
) -> None:
    """Given any entry and any column, when it is set to something else, then a check names that entry."""
    path = tmp_path_factory.mktemp("chain") / "ledger.db"
    await (await filled(path, 40)).close()
    tamper(path, f"UPDATE entry SET {column} = {VALUES[column](text)} WHERE seq = {seq}")  # noqa: S608 - made here
    ledger = await Ledger.open(path)
    flaw = (await ledger.upkeep.verify()).flaw
    assert flaw is not None
    assert (flaw.kind, flaw.seq) == (FlawKind.ALTERED, seq)
    await ledger.close()
