"""The benchmark of a district has every alarm of every school at the console, from all sides."""

import pytest

from bench import district
from tests.monitoring.broker import needs_mosquitto


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests use sockets; only loopback is allowed all the same."""


@needs_mosquitto
async def test_a_small_district_is_measured() -> None:
    """Given three schools on a broker, when they press, then the console's times stand beside those of bare clients."""
    measures = await district.compare(sites=3, alarms=2, turn=0.1)
    assert len(measures) == 6
    for middle, tail in zip(measures[::2], measures[1::2], strict=True):
        assert middle.baseline is not None
        assert middle.baseline > 0
        assert 0 < middle.value <= tail.value
    assert [measure.goal for measure in measures] == [None, "ratio ≤ 1.3", None, "ratio ≤ 1.3", None, None]
