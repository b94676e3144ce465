"""Names from a file: in the people tables and the administrator's answer, nowhere else; no file holds up a press."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
import json
import logging
from pathlib import Path
import sqlite3

from homeassistant.auth.models import User
from homeassistant.components.diagnostics import REDACTED
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
import pytest

from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from tests.integration.builders import until
from tests.integration.imports import Importer
from tests.integration.peers import RealSite, pressed, real_site

NAME, NUMBER = "Zebulon Quigley", "STAFF-98765"
CSV = f"label,serial,name,staff_id,trained_on\nPendant 1,1001,{NAME},{NUMBER},2026-08-12\nPendant 2,x,{NAME},,\n"


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@pytest.fixture
def importer(hass: HomeAssistant, hass_admin_user: User) -> Importer:
    """Return an administrator who imports files."""
    return Importer(hass, hass_admin_user.id)


@pytest.fixture
def everything_shown(hass: HomeAssistant) -> list[str]:
    """Return the text of every event on the bus from now on."""
    texts: list[str] = []

    @callback
    def note(event: Event) -> None:
        """Take an event in."""
        texts.append(str(event.as_dict()))

    hass.bus.async_listen("*", note)
    return texts


def registries(hass: HomeAssistant, site: RealSite) -> Iterator[str]:
    """Return what Home Assistant keeps and shows, as text."""
    yield from (str(state.as_dict()) for state in hass.states.async_all())
    yield from map(str, er.async_get(hass).entities.values())
    yield from (str(device) for device in dr.async_entries_for_config_entry(dr.async_get(hass), site.entry.entry_id))
    yield from map(str, ir.async_get(hass).issues.values())
    yield str(site.entry.as_dict())


def tables_with(path: Path, text: str) -> set[str]:
    """Return the tables of a ledger that have a text in any column."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {
        name
        for name in names
        if any(text in str(value) for row in connection.execute(f'SELECT * FROM "{name}"') for value in row)  # noqa: S608 - names of our own tables
    }
    connection.close()
    return found


async def test_names_are_in_the_people_tables_only(
    hass: HomeAssistant,
    site: RealSite,
    importer: Importer,
    everything_shown: list[str],
    config_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Given a file with names, when it is looked at, imported and undone, then only people tables ever have them."""
    caplog.set_level(logging.DEBUG)
    ledger = config_folder / "duress" / f"{site.entry.entry_id}.sqlite"
    preview = await importer.roster(CSV)
    done = await importer.roster(CSV, confirm=True)
    assert NAME in json.dumps(preview) and NAME in json.dumps(done)  # noqa: PT018 - the answer is for the administrator
    assert tables_with(ledger, NAME) == tables_with(ledger, NUMBER) == {"person", "last_import"}
    diagnostics = json.dumps(await async_get_config_entry_diagnostics(hass, site.entry), default=str)
    assert "Pendant 1" in " ".join(registries(hass, site))
    shown = [*registries(hass, site), *everything_shown, diagnostics]
    logged = [record.getMessage() for record in caplog.records]
    assert [text for text in (*shown, *logged) if NAME in text or NUMBER in text] == []
    assert any(REDACTED in text and "import_roster" in text for text in everything_shown)
    await importer.undo()
    assert tables_with(ledger, NAME) == set()
    told = [*registries(hass, site), *everything_shown, *(record.getMessage() for record in caplog.records)]
    assert [text for text in told if NAME in text or NUMBER in text] == []


async def test_a_refused_file_is_not_shown_either(
    hass: HomeAssistant, site: RealSite, everything_shown: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Given somebody who may not import, when they try, then their file is not on the bus and in no log."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ServiceValidationError):
        await Importer(hass, None).roster(CSV, confirm=True)
    assert [text for text in everything_shown if NAME in text] == []
    assert NAME not in caplog.text


async def test_a_press_is_not_held_up_by_a_large_file(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given 5,000 rows that are read and planned, when somebody presses meanwhile, then the alarm is there first."""
    await site.add_pendant("Pendant 7", 7)
    rows = (f"No. {one},{10_000 + one},Person {one},S{one}" for one in range(5_000))
    csv = "\n".join(["label,serial,name,staff_id", *rows])
    looking = asyncio.create_task(importer.roster(csv))
    site.peer.say(pressed(7))
    await until(site.entry.runtime_data.active_incidents)
    assert not looking.done()
    preview = await looking
    assert preview["rows"] == {"added": 5_000, "changed": 0, "unchanged": 0, "left_out": 0}


async def test_two_imports_at_once_come_one_after_the_other(
    hass: HomeAssistant, site: RealSite, importer: Importer
) -> None:
    """Given two people who import the same file at once, when both confirm, then everything is there once."""
    answers = await asyncio.gather(*(importer.roster(CSV, confirm=True) for _ in range(2)))
    assert sorted(answer["rows"]["added"] for answer in answers) == [0, 1]
    assert len(await site.entry.runtime_data.people.store.people()) == 1


async def test_a_pendant_added_while_a_file_is_planned_is_not_doubled(
    hass: HomeAssistant, site: RealSite, importer: Importer
) -> None:
    """Given a plan in the making, when somebody adds the same pendant by hand, then the file finds it installed."""
    importing = asyncio.create_task(importer.roster(CSV, confirm=True))
    flow = await hass.config_entries.subentries.async_init(
        (site.entry.entry_id, "transmitter"), context={"source": SOURCE_USER}
    )
    flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], {"next_step_id": "details"})
    typed = {"name": "Pendant 1", "serial": "1001", "role": "pendant"}
    await hass.config_entries.subentries.async_configure(flow["flow_id"], typed)
    answer = await importing
    await hass.async_block_till_done()
    uids = [one.uid for one in site.entry.runtime_data.school.roster.transmitters.values()]
    assert len(uids) == len(set(uids)) == 1
    assert answer["rows"]["left_out"] == 1
