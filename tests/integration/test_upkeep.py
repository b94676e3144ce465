"""Consoles see how endpoints are doing, what is to be seen to and how well devices are heard, as their role allows."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.duress import latency_keeper
from custom_components.duress.const import CONF_ROLES
from custom_components.duress.echostream import EndDeviceFlags
from tests.integration.builders import add_endpoint, device_id, until
from tests.integration.peers import RealSite, checked_in, pressed, real_site, station
from tests.integration.roster import call
from tests.integration.test_websocket import EXAMPLES, Console, Data, shape

EN1235S = 0x10


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant."""
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 1", 1)
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


async def until_shown(console: Console, shown: Data, **wanted: object) -> Data:
    """Return the first endpoint of the first message in which it is as wanted."""
    while True:
        (endpoint, *_) = shown["endpoints"]
        if all(endpoint[key] == value for key, value in wanted.items()):
            return dict(endpoint)
        shown = await console.next()


async def test_how_an_endpoint_is_doing(
    hass: HomeAssistant,
    site: RealSite,
    console: Console,
    plain: Console,
    hass_read_only_user: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a desk that confirms and then refuses, then consoles follow it; its host and words are for some."""
    monkeypatch.setattr(latency_keeper, "SETTLE", 0.05)
    async with station() as desk:
        key = await add_endpoint(hass, site.entry, desk.url)
        backup = await add_endpoint(hass, site.entry, desk.url, name="County", common={"backup_for": key})
        shown = await console.follow("duress/endpoints")
        assert shown["is_demo"] is False
        endpoint = await until_shown(console, shown, state="proven")
        assert (endpoint["type"], endpoint["every"], endpoint["what_to_do"]) == ("webhook", 60, None)
        assert endpoint["device_id"] == device_id(hass, site.entry, key)
        assert endpoint["host"] == desk.url.split("/")[2]
        assert endpoint["answer"] == "HTTP 200 OK"
        assert shown["endpoints"][1]["stands_in_for"] == key
        assert (shown["endpoints"][1]["endpoint_id"], shown["endpoints"][0]["stands_in_for"]) == (backup, None)
        assert "whsec_" not in str(shown)
        assert "/hook" not in str(shown)

        assert endpoint["last_test"] is None
        await call(hass, "send_test", None, endpoints=[endpoint["device_id"]])
        await site.hear(pressed(1))
        endpoint = await until_shown(console, shown, waiting=0, dead_letters=0)
        while endpoint["last_delivered"] is None or endpoint["latency"] is None:
            endpoint = await until_shown(console, await console.next())
        assert endpoint["latency"].keys() == EXAMPLES["duress/endpoints"]["endpoints"][0]["latency"].keys()
        assert shape(endpoint) == shape(EXAMPLES["duress/endpoints"]["endpoints"][0])

        desk.status = 413
        await call(hass, "send_test", None, endpoints=[endpoint["device_id"]])
        endpoint = await until_shown(console, await console.next(), state="failing")
        assert endpoint["answer"] == "HTTP 413 Content Too Large"
        assert "64 KB" in endpoint["what_to_do"]
        hidden = await plain.follow("duress/endpoints")
        assert (hidden["role"], hidden["endpoints"][0]["host"], hidden["endpoints"][0]["answer"]) == (
            "viewer", None, None,
        )  # fmt: skip
        assert "64 KB" in hidden["endpoints"][0]["what_to_do"]
        options = {**site.entry.options, CONF_ROLES: {hass_read_only_user.id: "technician"}}
        hass.config_entries.async_update_entry(site.entry, options=options)
        assert (await plain.next())["endpoints"][0]["host"] is not None


async def test_what_is_to_be_seen_to(
    hass: HomeAssistant, site: RealSite, console: Console, plain: Console, hass_admin_user: User
) -> None:
    """Given an old and a low battery and a muted device, then each is there with its place, and goes when mended."""
    key = await site.add_pendant("Pendant 2", 2, model=str(EN1235S))
    pendant = device_id(hass, site.entry, key)
    day = (dt_util.now().date() - timedelta(days=600)).isoformat()
    await call(hass, "battery_changed", None, device_id=pendant, date=day)
    await call(hass, "bypass", hass_admin_user, device_id=pendant, minutes=5, reason="being repaired")
    for _ in range(3):
        await site.hear(checked_in(1))
        site.entry.runtime_data.school.devices[key].hearing.began = None
    shown = await console.follow("duress/upkeep")
    example = EXAMPLES["duress/upkeep"]
    assert shown.keys() == example.keys()
    (battery, undated), (muted,) = shown["batteries"], shown["muted"]
    assert battery.keys() == example["batteries"][0].keys()
    assert muted.keys() == example["muted"][0].keys()
    assert (battery["label"], battery["cell"], battery["low"]) == ("Pendant 2", "CR2450", False)
    assert (undated["label"], undated["due"], shown["batteries_in_all"]) == ("Pendant 1", None, 2)
    assert (muted["label"], muted["reason"], muted["by"]) == ("Pendant 2", "being repaired", hass_admin_user.name)
    (hidden,) = (await plain.follow("duress/upkeep"))["muted"]
    assert (hidden["label"], hidden["reason"], hidden["by"]) == ("Pendant 2", None, None)

    await call(hass, "battery_changed", None, device_id=pendant)
    await call(hass, "end_bypass", None, device_id=pendant)
    while [one["label"] for one in shown["batteries"]] != ["Pendant 1"] or shown["muted"]:
        shown = await console.next()


async def test_a_trouble_has_its_places(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given a case that is opened and closed, then the trouble tells device and cell, says it is muted, and goes."""
    key = await site.add_pendant("Pendant 3", 3, model=str(EN1235S))
    shown = await console.follow("duress/troubles")
    await site.hear(pressed(3, pti=EN1235S, flags=EndDeviceFlags.TAMPER))
    while not shown["troubles"]:
        shown = await console.next()
    (trouble,) = shown["troubles"]
    assert shape(trouble) == shape(EXAMPLES["duress/troubles"]["troubles"][0])
    (afflicted,) = trouble["afflicted"]
    assert (trouble["kind"], trouble["muted"], afflicted["muted_until"]) == ("tamper", False, None)
    assert (afflicted["label"], afflicted["cell"], afflicted["what"]) == ("Pendant 3", "CR2450", "pendant")
    pendant = device_id(hass, site.entry, key)
    assert afflicted["device_id"] == pendant
    await call(hass, "bypass", hass_admin_user, device_id=pendant, minutes=5, reason="lock ordered")
    while not shown["troubles"][0]["muted"]:
        shown = await console.next()
    assert shown["troubles"][0]["afflicted"][0]["muted_until"] is not None
    await site.hear(checked_in(3, pti=EN1235S))
    while shown["troubles"]:
        shown = await console.next()


async def test_a_lost_path_says_what_helps(hass: HomeAssistant, site: RealSite, console: Console) -> None:
    """Given a desk that says it is retired, then its trouble on the list says what to do about this very answer."""
    async with station(410) as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await until(lambda: site.entry.runtime_data.school.troubles.open)
        shown = await console.follow("duress/troubles")
        while not shown["troubles"]:
            shown = await console.next()
        (trouble,) = shown["troubles"]
        assert (trouble["kind"], trouble["advice"]) == (
            "path_lost", "Ask for the new address and change the endpoint.",
        )  # fmt: skip
        assert trouble["afflicted"][0]["what"] == "endpoint"


async def test_how_well_devices_are_heard_is_kept(hass: HomeAssistant, site: RealSite, console: Console) -> None:
    """Given check-ins, then the signal is there, also after a restart; the weakest comes first, the unheard last."""
    await site.add_pendant("Pendant 2", 2)
    answer = (await console.ask("duress/signals"))["result"]
    assert [(one["margin"], one["recent"], one["days"]) for one in answer["signals"]] == [(None, [], [])] * 2
    await site.hear(checked_in(2))
    answer = (await console.ask("duress/signals"))["result"]
    assert shape(answer) == shape(EXAMPLES["duress/signals"])
    heard, unheard = answer["signals"]
    assert (heard["label"], heard["margin"], heard["recent"]) == ("Pendant 2", 40, [40])
    assert (heard["days"], heard["lowest"]) == ([40], 40)
    assert heard["first_day"] == dt_util.now().date().isoformat()
    assert unheard["label"] == "Pendant 1"
    assert (await console.ask("duress/signals", limit=1))["result"]["count"] == 2
    assert (await console.ask("duress/signals", limit=0))["error"]["code"] == "invalid_format"

    ledger = site.entry.runtime_data.record.ledger
    await ledger.set_values({"signal:1000": "rubbish", "signal:1001": {"day": "never", "margins": {}}})
    assert await hass.config_entries.async_unload(site.entry.entry_id)
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    answer = (await console.ask("duress/signals"))["result"]
    kept = next(one for one in answer["signals"] if one["label"] == "Pendant 2")
    assert (kept["margin"], kept["days"]) == (None, [40])
    await site.connected()
