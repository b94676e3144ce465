"""Stored means stored: the process is killed at any moment, and everything it called stored is there."""

from pathlib import Path
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from custom_components.duress import ledger as package
from custom_components.duress.ledger import Ledger

CHILD = Path(__file__).with_name("committing_child.py")
PARENT = Path(package.__file__).parents[1]


def commit_and_die(path: Path, run: int, seconds: float) -> list[str]:
    """Let a process commit, kill it after its first commit plus some time, return what it called stored."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-B", str(CHILD), str(PARENT), str(path), str(run)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        said = [first, *child.stdout.read().splitlines(keepends=True)]
    # The last line may have been cut by the kill; then it was never said.
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(3))
async def test_everything_called_stored_survives_sigkill(path: Path, seed: int) -> None:
    """Given a process killed while committing, several times, when the ledger is opened, then no stored alarm lacks."""
    chance = random.Random(seed)
    said: list[str] = []
    for run in range(3):
        said += commit_and_die(path, run, chance.uniform(0.0, 0.25))
    assert len(said) > 3

    ledger = await Ledger.open(path)
    assert ledger.set_aside is None
    stored = {kept.event_id for kept in await ledger.open_incident_entries()}
    pending = await ledger.pending()
    await ledger.close()
    assert set(said) <= stored
    # An alarm and its messages are one: never one without the other, not even for those nobody was told about.
    for endpoint in ("desk", "mqtt"):
        mine = [one for one in pending if one.endpoint_id == endpoint]
        assert {one.event_id for one in mine} == stored
        assert [one.sequence for one in mine] == list(range(1, len(stored) + 1))
        assert all(one.body == one.event_id.encode() * 20 for one in mine)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
