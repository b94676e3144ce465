"""What all tests share."""

import asyncio
import math
from typing import Final

from hypothesis import HealthCheck, settings
import pytest

import custom_components  # noqa: F401 - before the test package's own folder of that name is found

_PROFILE: Final = "duress"

# How long an example takes says something of the machine, and nothing that a test is about.
settings.register_profile(_PROFILE, settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(_PROFILE)


@pytest.fixture(autouse=True)
def auto_enable_custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant load this integration."""


@pytest.fixture(autouse=True)
async def enable_event_loop_debug() -> None:
    """Have the event loop look for mistakes, as the test package does, but not for what took long.

    What it would log of a slow machine has the arguments of callbacks in it, which a test of the log must not see.
    """
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.slow_callback_duration = math.inf
