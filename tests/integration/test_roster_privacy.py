"""Nobody's name is anywhere but in the roster: on no bus, in no state, issue, log, diagnostics or message."""

from collections.abc import AsyncGenerator
import logging
from pathlib import Path
from typing import Any, Final, Protocol

from homeassistant.auth.models import User
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
import voluptuous as vol

from custom_components.duress.const import DOMAIN
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics, async_get_device_diagnostics
from custom_components.duress.installed import device_of
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, WebClients, pressed, real_site, station
from tests.integration.roster import call, device, roster

NAMES: Final = ("Zephyrine", "Quackenbush", "Xanthippe", "Featherstonehaugh", "SN-7781", "SN-7782")
"""Parts of names and staff numbers that nothing else is called."""


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with two pendants."""
    async with real_site(hass) as site:
        for number in (1, 2):
            await site.add_pendant(f"Pendant {number}", number)
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


def named(texts: list[str]) -> list[str]:
    """Return the texts with a name in them."""
    return [text for text in texts if any(name.casefold() in text.casefold() for name in NAMES)]


async def a_day_at_school(hass: HomeAssistant, site: RealSite, admin: User) -> None:
    """Hand out, lend, change, ask and refuse: everything in which a name is said."""
    first, second = (device(hass, site.entry, key) for key in site.entry.runtime_data.school.roster.transmitters)
    await call(hass, "assign", admin, device_id=first, name="Zephyrine Quackenbush", staff_id="SN-7781")
    await call(hass, "add_person", admin, name="Xanthippe F", staff_id="SN-7782")
    await call(hass, "change_person", admin, person="Xanthippe F", name="Xanthippe Featherstonehaugh")
    lent = {"device_id": second, "life": "loaned", "due": "2020-01-01 12:00:00"}
    await call(hass, "assign", admin, person="Xanthippe Featherstonehaugh", **lent)
    await call(hass, "who_had", admin, serial=1, at="2099-01-01 12:00:00")
    assert "Quackenbush" in str(await roster(hass, admin))
    for wrong in (
        {"reason": "Quackenbush lost it", "life": "lost"},
        {"reason": "lost by zephyrine quackenbush", "life": "lost"},
    ):
        with pytest.raises(ServiceValidationError):
            await call(hass, "set_life", admin, device_id=first, **wrong)
    with pytest.raises(ServiceValidationError):
        await call(hass, "assign", admin, device_id=first, person="Quackenbush")
    with pytest.raises(ServiceValidationError):
        await call(hass, "add_person", admin, name="zephyrine quackenbush")
    with pytest.raises(ServiceValidationError):
        await call(hass, "add_person", admin, name="Ann Reed", staff_id="SN-7781")
    with pytest.raises(vol.Invalid):
        await call(hass, "add_person", admin, name="Zephyrine Quackenbush", shoe_size=38)
    await call(hass, "set_life", admin, device_id=first, life="away", reason="left at home")
    await call(hass, "set_life", admin, device_id=first, life="assigned")
    await call(hass, "year_end", admin, device_id=[second])


async def test_a_name_is_nowhere_but_in_the_roster(
    hass: HomeAssistant,
    site: RealSite,
    hass_admin_user: User,
    everything_shown: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Given everything in which a name is said, and a press, then no name is shown, logged, stored or sent."""
    caplog.set_level(logging.DEBUG)
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await a_day_at_school(hass, site, hass_admin_user)
        await site.hear(pressed(1))
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
        await hass.config_entries.async_reload(site.entry.entry_id)
        await hass.async_block_till_done()
        await site.connected()
        sent = [body.decode() for body in desk.bodies]
    states = [f"{state.state} {dict(state.attributes)}" for state in hass.states.async_all()]
    issues = [str(issue) for issue in ir.async_get(hass).issues.values()]
    logged = [record.getMessage() for record in caplog.records]
    entries = [str(entry) for entry in await site.entry.runtime_data.record.ledger.entries(limit=1000)]
    parts = [str(await async_get_config_entry_diagnostics(hass, site.entry))]
    for key in site.entry.subentries:
        found = device_of(hass, site.entry, key)
        assert found is not None
        parts.append(str(await async_get_device_diagnostics(hass, site.entry, found)))
    told = [*everything_shown, *states, *issues, *logged, *entries, *parts, *sent]
    assert named(told) == []
    # All of that did say what happened.
    for word in ("life_changed", "loans_overdue", "people_changed", "Pendant 2", "incident_raised", "'people': 2"):
        assert any(word in text for text in told), word


class Socket(Protocol):
    """What the test package's web socket can do, as far as it is used."""

    async def send_json_auto_id(self, message: dict[str, Any]) -> None:
        """Send a message."""

    async def receive_json(self) -> dict[str, Any]:
        """Return the next answer."""


async def test_a_name_typed_in_the_browser_is_not_on_the_bus(
    hass: HomeAssistant,
    site: RealSite,
    hass_client: WebClients,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_admin_user: User,
    everything_shown: list[str],
) -> None:
    """Given an administrator at the browser and at the REST API, when they add people, then the bus says no name."""
    assert await async_setup_component(hass, "api", {})
    socket: Socket = await hass_ws_client(hass)
    data = {"name": "Zephyrine Quackenbush", "staff_id": "SN-7781"}
    asked = {"type": "call_service", "domain": DOMAIN, "service": "add_person", "service_data": data}
    await socket.send_json_auto_id({**asked, "return_response": True})
    assert (await socket.receive_json())["success"]
    client = await hass_client()
    answer = await client.post(f"/api/services/{DOMAIN}/add_person", json={"name": "Xanthippe Featherstonehaugh"})
    assert answer.status == 200
    await hass.async_block_till_done()
    assert [one["name"] for one in (await roster(hass, hass_admin_user))["people"]] == [
        "Xanthippe Featherstonehaugh",
        "Zephyrine Quackenbush",
    ]
    assert any("call_service" in text and "add_person" in text for text in everything_shown)
    assert named(everything_shown) == []


def stored(folder: Path) -> bytes:
    """Return all bytes of the ledger's files."""
    return b"".join(path.read_bytes() for path in sorted((folder / "duress").iterdir()))


async def test_who_is_forgotten_is_not_on_the_disk_any_more(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, config_folder: Path
) -> None:
    """Given people with pendants, also told to a desk, when they are forgotten, then no byte of their names is left."""
    async with station() as desk:
        key = await add_endpoint(hass, site.entry, desk.url)
        endpoint = site.entry.subentries[key]
        hass.config_entries.async_update_subentry(site.entry, endpoint, data={**endpoint.data, "tell_holders": True})
        await a_day_at_school(hass, site, hass_admin_user)
        await site.hear(pressed(1))
        await until(lambda: any(b"Zephyrine Quackenbush" in body for body in desk.bodies))
        await hass.async_block_till_done()
    assert b"Quackenbush" in stored(config_folder)
    people = (await roster(hass, hass_admin_user))["people"]
    for person in people:
        await call(hass, "forget_person", hass_admin_user, person=person["person_id"], reason="left us")
    assert [name for name in NAMES if name.encode() in stored(config_folder)] == []
    assert (await roster(hass, hass_admin_user))["people"] == []
    had = await call(hass, "who_had", hass_admin_user, serial=1, at="2099-01-01 12:00:00")
    assert (had["name"], had["forgotten"], had["life"]) == (None, True, "assigned")
