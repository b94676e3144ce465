"""What the tests of the Home Assistant side share: loopback sockets, own folders, a demo school."""

from collections.abc import AsyncGenerator
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress.receivers.demo import server
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import set_up_demo, until


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests use sockets; only loopback is allowed all the same."""


@pytest.fixture(autouse=True)
def config_folder(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Give each test a configuration folder of its own, so that its ledger is its own."""
    hass.config.config_dir = str(tmp_path)
    return tmp_path


@pytest.fixture
async def demo(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[DuressConfigEntry]:
    """Run a demo school that has heard all its devices, sooner than people would like it; stop it after the test."""
    monkeypatch.setattr(server, "FIRST_ROUND", 0.5)
    entry = await set_up_demo(hass)
    devices = entry.runtime_data.school.devices.values()
    await until(lambda: all(device.heard_at is not None for device in devices))
    yield entry
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
