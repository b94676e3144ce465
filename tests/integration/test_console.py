"""The console is in the sidebar while a site runs, is served with an address per version, and holds up no site."""

from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.components.frontend import async_panel_exists, async_register_built_in_panel
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress import console
from custom_components.duress.const import CONF_ROLES
from custom_components.duress.core.roles import Right, Role, may
from tests.integration.peers import real_site
from tests.integration.test_websocket import EXAMPLES, Console, shape

BUNDLE: Final = Path(console.__file__).with_name("frontend") / "duress.js"


async def panels(socket: Console) -> dict[str, Any]:
    """Return the panels that Home Assistant offers."""
    answer: dict[str, Any] = (await socket.ask("get_panels"))["result"]
    return answer


async def test_the_panel_comes_and_goes_with_the_site(
    hass: HomeAssistant,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_client: Any,  # noqa: ANN401 - the test package has no types
    hass_storage: dict[str, Any],
) -> None:
    """Given a frontend, then the panel is there for everybody while a site runs, and its bundle is what was built."""
    hass_storage["onboarding"] = {"version": 4, "data": {"done": ["user", "core_config", "analytics", "integration"]}}
    assert await async_setup_component(hass, "frontend", {})
    async with real_site(hass) as site:
        socket = Console(await hass_ws_client(hass))
        shown = (await panels(socket))["duress"]
        assert (shown["title"], shown["require_admin"]) == ("Duress", False)
        module = shown["config"]["_panel_custom"]["module_url"]
        assert module == shown["config"]["module"]
        assert module.endswith(sha256(BUNDLE.read_bytes()).hexdigest()[:12])
        client = await hass_client()
        answer = await client.get(module)
        assert await answer.read() == BUNDLE.read_bytes()
        assert "javascript" in answer.content_type
        extra = await client.get("/")
        assert module in await extra.text()
        await hass.config_entries.async_reload(site.entry.entry_id)
        assert "duress" in await panels(socket)
        await hass.config_entries.async_unload(site.entry.entry_id)
        assert "duress" not in await panels(socket)
        assert module not in await (await client.get("/")).text()
        await hass.config_entries.async_setup(site.entry.entry_id)
        await site.connected()


async def test_a_console_that_cannot_be_read_holds_up_no_site(
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    """Given an installation without the bundle, then the site runs, and the log says what is missing."""
    monkeypatch.setattr(console, "_BUNDLE", tmp_path / "duress.js")
    assert await async_setup_component(hass, "frontend", {})
    async with real_site(hass) as site:
        assert site.entry.runtime_data.readiness.receivers_connected == 1
    assert "alarms are handled all the same" in caplog.text


async def test_another_panel_in_its_place_holds_up_no_site(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Given somebody else's panel at the same address, then the site runs, that panel stays, and the log says so."""
    assert await async_setup_component(hass, "frontend", {})
    async_register_built_in_panel(hass, "iframe", sidebar_title="Theirs", frontend_url_path="duress")
    async with real_site(hass) as site:
        assert site.entry.runtime_data.readiness.receivers_connected == 1
        await hass.config_entries.async_unload(site.entry.entry_id)
        assert async_panel_exists(hass, "duress")
        await hass.config_entries.async_setup(site.entry.entry_id)
        await site.connected()
    assert "another panel is at /duress" in caplog.text


async def test_a_console_opens_with_the_sites_and_what_one_may(
    hass: HomeAssistant,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_read_only_access_token: str,
    hass_read_only_user: User,
) -> None:
    """Given a plain user, then they are told the sites with their rights, of another role at once, and of a stop."""
    async with real_site(hass) as site:
        socket = Console(await hass_ws_client(hass, hass_read_only_access_token))
        shown = await socket.follow("duress/sites")
        assert shape(shown) == shape(EXAMPLES["duress/sites"])
        (row,) = shown["sites"]
        assert (row["site"], row["role"], row["running"]) == (site.entry.entry_id, "viewer", True)
        assert row["rights"] == [str(right) for right in Right if may(Role.VIEWER, right)]
        hass.config_entries.async_update_entry(site.entry, options={CONF_ROLES: {hass_read_only_user.id: "office"}})
        (row,) = (await socket.next())["sites"]
        assert (row["role"], "change_people" in row["rights"]) == ("office", True)
        await hass.config_entries.async_unload(site.entry.entry_id)
        while row["running"]:
            (row,) = (await socket.next())["sites"]
        await hass.config_entries.async_setup(site.entry.entry_id)
        while not row["running"]:
            (row,) = (await socket.next())["sites"]
        await site.connected()
        await socket.leave()
