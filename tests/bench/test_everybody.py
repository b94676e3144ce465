"""The benchmark of a school in which everybody presses looks at what really was written."""

import pytest

from bench import everybody


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests use sockets; only loopback is allowed all the same."""


async def test_the_last_presses_are_compared_with_the_first() -> None:
    """Given twelve pendants pressed in turn, then each wrote its states and a line for itself and one for the site."""
    states, lines, worked = await everybody.compare(12, 4)
    assert states.value >= 7
    assert (lines.value, lines.holds) == (2, True)
    assert worked.value > 0
    assert worked.ratio is not None
