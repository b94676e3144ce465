"""The page of one incident, open or closed: who carried the pendant, what endpoints got, what happened in order."""

from collections.abc import AsyncGenerator
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress.const import CONF_ROLES
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site, station
from tests.integration.roster import call, device
from tests.integration.test_websocket import EXAMPLES, Console, Data, answered, shape


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant that somebody carries."""
    async with real_site(hass) as site:
        key = await site.add_pendant("Pendant 1", 1)
        await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, key), name="Rosa Hill")
        await hass.async_block_till_done()
        yield site


@pytest.fixture
async def console(hass: HomeAssistant, site: RealSite, hass_ws_client: Any) -> Console:  # noqa: ANN401 - the test package has no types
    """Return the console of an administrator."""
    return Console(await hass_ws_client(hass))


@pytest.fixture
async def plain(
    hass: HomeAssistant,
    site: RealSite,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_read_only_access_token: str,
) -> Console:
    """Return the console of a plain user."""
    return Console(await hass_ws_client(hass, hass_read_only_access_token))


def only_incident(site: RealSite) -> str:
    """Return the id of the only open incident."""
    (incident_id,) = site.entry.runtime_data.school.incidents.open
    return incident_id


async def shown_when(console: Console, **wanted: object) -> Data:
    """Return the first message of what is followed in which the incident has these values."""
    while True:
        shown = await console.next()
        if wanted.items() <= (shown["incident"] or {}).items():
            return shown


async def test_the_page_of_an_incident_from_press_to_close(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given an endpoint, when an incident goes its way, then its page says who, what was told and what happened."""
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await site.hear(pressed(1))
        incident_id = only_incident(site)
        await until(lambda: desk.bodies)
        shown = await console.follow("duress/incident", incident_id=incident_id)
        (press,) = shown["incident"]["latest"]
        assert shown["names"] == {press["press_id"]: "Rosa Hill"}
        assert shown["incident"]["escalates_at"] > shown["incident"]["raised_at"]
        await answered(site, incident_id)
        shown = await shown_when(console, state="raised")
        while shown["deliveries"][0]["state"] != "desk_accepted":
            shown = await console.next()
        # The keys of `names` are ids, so they differ from incident to incident.
        expected = {**EXAMPLES["duress/incident"], "names": {}}
        assert shape({**shown, "incident": {}, "names": {}}) == shape(expected)
        for step, reason in (("acknowledge", {}), ("clear", {"reason": "calm"}), ("close", {"reason": "done"})):
            await call(hass, step, hass_admin_user, incident_id=incident_id, **reason)
        shown = await shown_when(console, state="closed")
        assert (shown["incident"]["disposition"], shown["incident"]["escalates_at"]) == ("real", None)
        assert list(shown["names"].values()) == ["Rosa Hill"]
        assert [(one["type"], one["reason"]) for one in shown["timeline"] if one["by_kind"] == "user"] == [
            ("incident_acknowledged", None), ("incident_cleared", "calm"), ("incident_closed", "done"),
        ]  # fmt: skip
    closed = (await console.ask("duress/closed_incidents"))["result"]
    assert shape(closed) == shape(EXAMPLES["duress/closed_incidents"])
    assert closed["incidents"][0]["incident_id"] == incident_id


async def test_the_name_is_that_of_the_press(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given a press, when the pendant is handed on after it, then the page still names who carried it at the press."""
    await site.hear(pressed(1))
    (key,) = site.entry.runtime_data.school.roster.transmitters
    await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, key), name="Omar Diaz")
    shown = await console.follow("duress/incident", incident_id=only_incident(site))
    assert list(shown["names"].values()) == ["Rosa Hill"]


async def test_a_page_shows_what_a_role_may_see(
    hass: HomeAssistant,
    site: RealSite,
    console: Console,
    plain: Console,
    hass_admin_user: User,
    hass_read_only_user: User,
) -> None:
    """Given a viewer, then no name, no history and no closed incident; a technician sees the history without names."""
    await site.hear(pressed(1))
    incident_id = only_incident(site)
    await call(hass, "acknowledge", hass_admin_user, incident_id=incident_id)
    shown = await plain.follow("duress/incident", incident_id=incident_id)
    assert (shown["names"], shown["deliveries"], shown["timeline"]) == (None, None, None)
    assert [one["by"] for one in shown["incident"]["steps"]] == [None]
    assert "Hill" not in str(shown)
    options = {CONF_ROLES: {hass_read_only_user.id: "technician"}}
    hass.config_entries.async_update_entry(site.entry, options=options)
    while shown["role"] != "technician":
        shown = await plain.next()
    assert (shown["names"], shown["timeline"][-1]["by"]) == (None, hass_admin_user.name)
    hass.config_entries.async_update_entry(site.entry, options={})
    for step in ("clear", "close"):
        await call(hass, step, hass_admin_user, incident_id=incident_id, reason="calm")
    while shown["incident"]:
        shown = await plain.next()
    assert (shown["role"], shown["names"], shown["timeline"]) == ("viewer", None, None)
    refused = await plain.ask("duress/closed_incidents")
    assert refused["error"]["code"] == "unauthorized"
    unknown = await console.follow("duress/incident", incident_id="nothing")
    assert unknown["incident"] is None
