"""The benchmark of the ways out sees the first byte of each press on each wire, and the floor's beside it."""

import pytest

from bench import transports
from bench.located import cost
from tests.monitoring.broker import needs_mosquitto


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests use sockets; only loopback is allowed all the same."""


@needs_mosquitto
@pytest.mark.slow
@pytest.mark.parametrize("way", [transports.SURVEYED, "CAP", "DC-09 over TCP", "MQTT"])
async def test_each_way_is_measured_beside_the_floor(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a school with one way out, when it takes presses in turn with the floor, then both reach their wires."""
    monkeypatch.setattr(cost, "ROOMS", 20)
    monkeypatch.setattr(cost, "LISTENERS", 7)
    middle, tail = await transports.compare(presses=3, warm_up=1, ways=[way])
    assert way in middle.name
    assert middle.baseline is not None
    assert middle.baseline > 0
    assert 0 < middle.value <= tail.value
    assert (middle.goal, tail.goal) == ("ratio ≤ 1.5", "value ≤ 100")
