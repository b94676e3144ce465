"""The check-in benchmark counts what really was written."""

import pytest

from bench import check_ins
from bench.peers import Transmission
from bench.site import PENDANTS, press, running_school, until


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests use sockets; only loopback is allowed all the same."""


async def test_unchanged_check_ins_write_nothing() -> None:
    """Given a school that has heard every device, when these check in unchanged, then nothing is written."""
    states, rows, cost = await check_ins.count(250)
    assert (states.value, states.holds) == (0, True)
    assert (rows.value, rows.holds) == (0, True)
    assert 0 < cost.value < 100_000


async def test_a_press_is_counted() -> None:
    """Given the same counters, when a pendant is pressed, then they see states and rows: a zero means something."""
    async with running_school() as school:
        rows, writes = check_ins.ledger_rows(school), check_ins.Writes(school)
        frames = [press(PENDANTS[0]).hex()]
        await school.receiver.transmit(Transmission(port=school.receiver_port, frames=frames))
        await until(lambda: check_ins.ledger_rows(school) > rows)
        writes.stop()
        assert writes.count >= 7
