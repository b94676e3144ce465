"""A primary that fails and a backup, and a school killed again and again: one of both has each alarm, under one id."""

from collections import defaultdict
import contextlib
from dataclasses import dataclass
from pathlib import Path
import random
import sqlite3
import sys
from typing import Final

import pytest

from tests.monitoring.cap_reading import linked
from tests.monitoring.desk import Desk, Received, Reply

from .sender import BACKUP_ID, ENDPOINT_ID, HELD, LEDGER, Options
from .test_kill_while_delivering import ANSWER_DELAY, kill_again_and_again

KILLS: Final = 16
GOOD: Final = Reply(delay=ANSWER_DELAY)
HANGS: Final = Reply(delay=0.2, status=504)
FAULTS: Final = (HANGS, Reply(delay=ANSWER_DELAY, status=503), Reply(delay=ANSWER_DELAY, status=403))
_CONFIRMED: Final = "delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A message as it is in the ledger at last."""

    event_id: str
    incident_id: str
    state: str
    sequence: int
    because: str | None
    body: bytes


def stored_for(folder: Path, endpoint_id: str) -> dict[str, Stored]:
    """Return all messages of an endpoint by event, in the order they were stored."""
    with contextlib.closing(sqlite3.connect(folder / LEDGER)) as ledger:
        rows = ledger.execute(
            "SELECT event_id, incident_id, state, sequence, released_because, body FROM delivery"
            " WHERE endpoint_id = ? ORDER BY delivery_id",
            (endpoint_id,),
        ).fetchall()
    names = ("event_id", "incident_id", "state", "sequence", "because", "body")
    return {row[0]: Stored(**dict(zip(names, row, strict=True))) for row in rows}


def check_desk(desk: Desk, stored: dict[str, Stored]) -> None:
    """Check that a desk got under each name one thing, which is what is stored, and an incident from an Alert on."""
    told: dict[str, list[Received]] = defaultdict(list)
    for one in desk.requests:
        if linked(one.body).incident:
            told[one.event_id].append(one)
    got: dict[str, list[str]] = defaultdict(list)
    for event_id, attempts in told.items():
        assert {one.body for one in attempts} == {stored[event_id].body}, "one name for two messages"
        assert {one.sequence for one in attempts} - {0} <= {stored[event_id].sequence}
        message, before = linked(stored[event_id].body), got[stored[event_id].incident_id]
        assert (message.type == "Alert") == (not before), f"{message} after {before}"
        assert set(message.references) <= set(before), "it refers to what never came"
        before.append(event_id)
    assert {one.event_id for one in stored.values() if one.state == _CONFIRMED} <= set(told)
    for incident_id, events in got.items():
        order = [one.event_id for one in stored.values() if one.incident_id == incident_id]
        assert events == [one for one in order if one in told], "an incident is out of order"


@pytest.mark.slow
async def test_a_primary_that_fails_and_a_site_that_is_killed(tmp_path: Path) -> None:
    """Given a primary that fails now and then and at last, when the site is killed, then one of both has each alarm."""
    chance = random.Random("a primary that fails")
    moods = [HANGS, *(chance.choice((GOOD, *FAULTS)) for _ in range(KILLS - 1))]
    primary, backup = await Desk(reply=GOOD).open(), Desk(reply=GOOD)
    backup.secret = primary.secret
    await backup.open()

    def change_mood() -> None:
        primary.reply = moods.pop()

    try:
        options = Options(
            folder=str(tmp_path), way="cap", port=0, secret=primary.secret, url=primary.url, backup_url=backup.url
        )
        said = await kill_again_and_again(
            options, lambda: len(primary.requests) + len(backup.requests), KILLS,
            longest=2 * HELD, before_start=change_mood,
        )  # fmt: skip
    finally:
        await primary.close()
        await backup.close()
    first, second = stored_for(tmp_path, ENDPOINT_ID), stored_for(tmp_path, BACKUP_ID)
    assert said <= set(first) == set(second), "something that was stored is lost"
    check_desk(primary, first)
    check_desk(backup, second)
    came = {one.event_id for one in backup.requests}
    for event_id, one in second.items():
        assert one.state in (_CONFIRMED, "spared"), "it is neither told nor spared"
        if one.state == "spared":
            assert first[event_id].state == _CONFIRMED, "nobody has it"
            assert event_id not in came, "what was told counts as spared"
        else:
            assert one.because, "nobody knows why it was told"
    numbers = sorted(one.sequence for one in second.values() if one.sequence > 0)
    assert numbers == list(range(1, len(numbers) + 1)), "a sequence is missing"
    for incident_id in {one.incident_id for one in second.values()}:
        states = [one.state for one in second.values() if one.incident_id == incident_id]
        assert "spared" not in states[states.index(_CONFIRMED) :] if _CONFIRMED in states else True, (
            "the backup was not told how it went on"
        )
    spared = sum(one.state == "spared" for one in second.values())
    sys.stdout.write(f"\n{KILLS} kills, {len(second)} messages, {spared} of them spared the backup\n")
    assert spared < len(second)
