"""What all tests share."""

import pytest

import custom_components  # noqa: F401 - before the test package's own folder of that name is found


@pytest.fixture(autouse=True)
def auto_enable_custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant load this integration."""
