"""A backup of Home Assistant holds a sound ledger, and no alarm waits for it."""

from collections.abc import AsyncGenerator
from pathlib import Path
import shutil
import sqlite3

from homeassistant.components.backup.const import DATA_MANAGER
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.ledger import Ledger
from tests.integration.builders import until
from tests.integration.peers import RealSite, pressed, real_site

PRESSES = frozenset({"incident_raised", "incident_repeated"})


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port, and Home Assistant's backups."""
    async with real_site(hass) as site:
        yield site


def open_serials(site: RealSite) -> list[int]:
    """Return whose presses are in open incidents of the running site."""
    incidents = site.entry.runtime_data.school.incidents.open.values()
    return [int(press.uid) & 0xFFFFFF for one in incidents for press in one.presses]


async def stored(path: Path) -> list[int]:
    """Return whose presses are in open incidents in a ledger's file."""
    ledger = await Ledger.open(path)
    assert ledger.set_aside is None
    assert ledger.durable
    entries = [one for one in await ledger.open_incident_entries() if one.kind in PRESSES]
    await ledger.close()
    return [one.data["press"]["uid"] & 0xFFFFFF for one in entries]  # type: ignore[index, call-overload, operator]


async def press(site: RealSite, serial: int) -> None:
    """Press a pendant and wait until everything was told, which is after it was stored."""
    await site.hear(pressed(serial))
    await until(lambda: serial in open_serials(site))
    await site.hass.async_block_till_done()


async def test_a_press_during_a_backup_is_stored_and_the_copy_is_sound(
    hass: HomeAssistant, site: RealSite, config_folder: Path, tmp_path: Path
) -> None:
    """Given a backup that copies the file, when a pendant is pressed meanwhile, then file and copy hold."""
    assert await async_setup_component(hass, "backup", {})
    await hass.async_block_till_done()
    manager = hass.data[DATA_MANAGER]
    path = config_folder / "duress" / f"{site.entry.entry_id}.sqlite"
    await press(site, 1)

    await manager.async_pre_backup_actions()
    before = path.read_bytes()
    await press(site, 2)
    assert path.read_bytes() == before
    copy = tmp_path / "copy" / path.name
    copy.parent.mkdir()
    shutil.copyfile(path, copy)
    await manager.async_post_backup_actions()

    await press(site, 3)
    await hass.config_entries.async_unload(site.entry.entry_id)
    assert await stored(copy) == [1]
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert await stored(path) == [1, 2, 3]


async def test_a_site_restored_from_a_backup_goes_on(
    hass: HomeAssistant, site: RealSite, config_folder: Path, tmp_path: Path
) -> None:
    """Given the copy of a backup, when the site starts from it, then the presses of that moment are open."""
    assert await async_setup_component(hass, "backup", {})
    await hass.async_block_till_done()
    manager = hass.data[DATA_MANAGER]
    path = config_folder / "duress" / f"{site.entry.entry_id}.sqlite"
    await press(site, 1)
    await manager.async_pre_backup_actions()
    copy = shutil.copyfile(path, tmp_path / "copy.sqlite")
    await manager.async_post_backup_actions()
    await press(site, 2)

    await hass.config_entries.async_unload(site.entry.entry_id)
    for working in path.parent.glob(f"{path.name}*"):
        working.unlink()
    shutil.copyfile(copy, path)
    await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    assert open_serials(site) == [1]
    assert hass.states.is_state("binary_sensor.lincoln", "on")
