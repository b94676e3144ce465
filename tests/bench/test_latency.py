"""The latency benchmark presses at a real site and at the floor, and both reach the endpoint."""

import pytest

from bench import latency
from bench.report import Measure


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests use sockets; only loopback is allowed all the same."""


async def test_presses_reach_entities_and_endpoint_on_both_sides() -> None:
    """Given a school and the floor, when both take presses in turn, then each figure has its baseline."""
    measures = await latency.compare(presses=4, warm_up=1)
    medians = {measure.name: measure for measure in measures if measure.name.endswith("median")}
    sensor, states, endpoint = medians.values()
    assert "7 states" in states.name
    for measure in medians.values():
        assert_compared(measure)
    assert sensor.value < states.value < endpoint.value < 5000


def assert_compared(measure: Measure) -> None:
    """Check that a measure compares with something and is judged."""
    assert measure.unit == "ms"
    assert measure.value > 0
    assert measure.baseline is not None
    assert measure.baseline > 0
    assert measure.goal == "ratio ≤ 1.5"
    assert measure.holds is not None


def test_medians_are_judged_and_tails_are_shown() -> None:
    """Given times of a run, when they are compared, then the ratio is of the medians and the tail has no goal."""
    middle, tail = latency.compared("press", [1.0, 2.0, 9.0], [1.0, 1.0, 1.0])
    assert (middle.value, middle.ratio, middle.holds) == (2.0, 2.0, False)
    assert tail.goal is None
    assert tail.value > 8
