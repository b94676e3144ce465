"""No tracking: where somebody checked in is used for nothing and kept nowhere, and secrets are shown nowhere."""

from collections.abc import AsyncGenerator, Iterator
from functools import partial
import json
import logging
from pathlib import Path

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.duress.monitoring import generate_secret
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, until
from tests.integration.peers import RealSite, checked_in, pressed, real_site, repeater_status, station

SECRET = generate_secret()
TOKEN = "token-of-the-district"
ROOMS = ("Nurse", "Chapel")


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@pytest.fixture
def everything_shown(hass: HomeAssistant) -> list[str]:
    """Return the text of every event on the bus from now on: states, attributes, logbook, actions, registries."""
    texts: list[str] = []

    @callback
    def note(event: Event) -> None:
        """Take an event in."""
        texts.append(str(event.as_dict()))

    hass.bus.async_listen("*", note)
    return texts


def ledger_bytes(folder: Path) -> bytes:
    """Return all that is on the disk."""
    return b"".join(path.read_bytes() for path in sorted((folder / "duress").rglob("*")) if path.is_file())


def all_values(hass: HomeAssistant) -> Iterator[str]:
    """Return every state with its attributes as text, names left out: rooms have entities of their own."""
    for state in hass.states.async_all():
        shown = {key: value for key, value in state.attributes.items() if key != "friendly_name"}
        yield f"{state.state} {json.dumps(shown, default=str)}"


def was_told(bodies: list[bytes], kind: bytes) -> bool:
    """Whether a station was told of something of a kind."""
    return any(kind in body for body in bodies)


async def test_the_secret_of_an_endpoint_is_nowhere(
    hass: HomeAssistant,
    demo: DuressConfigEntry,
    everything_shown: list[str],
    config_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Given a demo school with an endpoint, when it works and then refuses, then its secret shows in nothing at all."""
    caplog.set_level(logging.DEBUG)
    async with station() as desk:
        await add_endpoint(hass, demo, f"{desk.url}?{TOKEN}", secret=SECRET)
        caplog.clear()
        everything_shown.clear()
        await act(hass, demo, "DEMO Pendant 01")
        await act(hass, demo, "DEMO Wall button 1")
        for kind in (b"incident.raised", b"incident.repeated"):
            await until(partial(was_told, desk.bodies, kind))
        desk.status = 401
        await act(hass, demo, "DEMO Pendant 02")
        await until(lambda: ir.async_get(hass).issues)
        await hass.async_block_till_done()
    # The station's own record of requests is not ours.
    logged = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    issues = [str(issue) for issue in ir.async_get(hass).issues.values()]
    sentences = [*all_values(hass), *everything_shown, *issues, *logged]
    told = "\n".join(sentences)
    assert "DEMO Pendant 02" in told
    core = SECRET.removeprefix("whsec_")
    assert [text for text in sentences if core in text or TOKEN in text] == []
    assert not any(core.encode() in body for body in desk.bodies)
    assert core.encode() not in ledger_bytes(config_folder)
    assert TOKEN.encode() not in ledger_bytes(config_folder)


async def test_the_place_of_a_check_in_is_nowhere(
    hass: HomeAssistant,
    demo: DuressConfigEntry,
    config_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Given a school where everybody has checked in, when nobody has pressed, then no place of anybody is anywhere."""
    await hass.async_block_till_done()
    locations = [
        hass.states.get(one.entity_id)
        for one in er.async_get(hass).entities.values()
        if one.unique_id.endswith("_location")
    ]
    assert len(locations) == 24
    assert {state.state for state in locations if state is not None} == {"unknown"}
    rooms = [room.name for room in demo.runtime_data.rooms]
    assert len(rooms) == 12
    repeaters = [one.title for one in demo.subentries.values() if "Repeater" in one.title]
    places = [*rooms, *repeaters]
    # What names every room, as the list of those that are not proven does, places nobody.
    told = [text for text in all_values(hass) if not all(room in text for room in rooms)]
    assert [text for text in told if any(place in text for place in places)] == []
    ledger = demo.runtime_data.record.ledger
    # Which rooms there are is remembered, in case an area is deleted; from registries and not from what was heard.
    notes = {key: value for key, value in (await ledger.get_values()).items() if key != "places"}
    kept = f"{await ledger.entries(limit=10_000)} {notes}"
    assert [place for place in places if place in kept] == []
    # Entities are registered by name; what is heard must not be in the log.
    assert not any("Repeater" in record.getMessage() for record in caplog.records if "duress" in record.name)


async def test_check_ins_between_presses_do_not_move_anybody(
    hass: HomeAssistant, site: RealSite, everything_shown: list[str], config_folder: Path
) -> None:
    """Given a closed incident, when its pendant checks in near another repeater, then nothing is shown or stored."""
    key = await site.add_pendant("Pendant 7", 7)
    await site.add_pendant("Repeater 1", 600, role="repeater")
    await site.hear(repeater_status(600))
    await site.hear(checked_in(7))
    await site.hear(pressed(7))
    (incident,) = site.entry.runtime_data.active_incidents()
    for step in ("acknowledge", "clear", "close"):
        data = {"incident_id": incident.incident_id, "reason": "false alarm"}
        await hass.services.async_call("duress", step, data, blocking=True)
    await hass.async_block_till_done()
    location = er.async_get(hass).async_get_entity_id("sensor", "duress", f"{key}_location")
    assert location is not None
    assert hass.states.is_state(location, "unknown")

    everything_shown.clear()
    entries = await site.entry.runtime_data.record.ledger.entries()
    for _ in range(3):
        await site.hear(checked_in(7))
    await hass.async_block_till_done()
    assert everything_shown == []
    assert await site.entry.runtime_data.record.ledger.entries() == entries
    assert hass.states.is_state(location, "unknown")
