"""The console in the browser: its panel in the sidebar, and its cards on every dashboard.

Protection never depends on it: what keeps the console from being shown is logged, and the site runs.
"""

from dataclasses import dataclass
from hashlib import sha256
import logging
from pathlib import Path
from typing import Final

from homeassistant.components.frontend import add_extra_js_url, async_remove_panel, remove_extra_js_url
from homeassistant.components.http.server import StaticPathConfig
from homeassistant.components.panel_custom import async_register_panel
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

PANEL: Final = DOMAIN
"""The address of the panel, /duress."""

ICON: Final = "mdi:shield-account-outline"

_BUNDLE: Final = Path(__file__).with_name("frontend") / "duress.js"
_SERVED: Final = f"/{DOMAIN}_console/duress.js"


@dataclass(slots=True)
class _Console:
    """The address of the bundle, which is another one for each version, and the sites that show it."""

    module: str
    entry_ids: set[str]


_CONSOLE: Final[HassKey[_Console]] = HassKey(f"{DOMAIN}_console")


async def async_serve_console(hass: HomeAssistant) -> None:
    """Serve the bundle, once for all sites."""
    try:
        version = await hass.async_add_executor_job(lambda: sha256(_BUNDLE.read_bytes()).hexdigest()[:12])
    except OSError:
        _LOGGER.exception("The pages of Duress cannot be read and are not shown; alarms are handled all the same")
        return
    await hass.http.async_register_static_paths([StaticPathConfig(_SERVED, str(_BUNDLE), cache_headers=True)])
    hass.data[_CONSOLE] = _Console(module=f"{_SERVED}?v={version}", entry_ids=set())


async def async_show_console(hass: HomeAssistant, entry_id: str) -> None:
    """Show the panel while a site runs; the first one brings it."""
    console = hass.data.get(_CONSOLE)
    if console is None or "frontend" not in hass.config.components:
        return
    if not console.entry_ids:
        try:
            await async_register_panel(
                hass,
                frontend_url_path=PANEL,
                webcomponent_name="duress-panel",
                sidebar_title="Duress",
                sidebar_icon=ICON,
                module_url=console.module,
                config={"module": console.module},
            )
        except ValueError:
            _LOGGER.exception("The pages of Duress are not shown: another panel is at /%s; alarms are handled", PANEL)
            return
        add_extra_js_url(hass, console.module)
    console.entry_ids.add(entry_id)


@callback
def async_hide_console(hass: HomeAssistant, entry_id: str) -> None:
    """Take the panel away with the last site that runs."""
    console = hass.data.get(_CONSOLE)
    if console is None or entry_id not in console.entry_ids:
        return
    console.entry_ids.discard(entry_id)
    if not console.entry_ids:
        async_remove_panel(hass, PANEL)
        remove_extra_js_url(hass, console.module)
