"""Duress: the on-site software of a supervised mobile duress system."""

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.typing import ConfigType

from .calls import dialog_refused
from .console import async_hide_console, async_serve_console, async_show_console
from .const import DOMAIN
from .demo_pack import async_bring_pack
from .demo_survey import async_bring_survey
from .interruptions import async_tell_of_stop
from .phrases import async_load_phrases
from .plan_http import async_setup_plans
from .receipts_view import ReceiptsView
from .record import Record
from .services import async_setup_services
from .site import DuressConfigEntry, Site
from .unanswered import async_forget_questions
from .websocket import async_setup_commands

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.SENSOR,
    Platform.TODO,
]


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Set up what does not belong to one site."""
    async_setup_services(hass)
    async_setup_commands(hass)
    hass.http.register_view(ReceiptsView())
    async_setup_plans(hass)
    await async_load_phrases(hass)
    await async_serve_console(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: DuressConfigEntry) -> bool:
    """Set up a site. A dead receiver is a trouble to show, not a reason to wait."""
    record = await Record.async_open(hass, entry.entry_id)
    site = entry.runtime_data = Site(hass, entry, record)
    try:
        await site.async_prepare()
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
        await site.async_start()
        await async_bring_survey(site)
        await async_bring_pack(site)
        await async_show_console(hass, entry.entry_id)
    except BaseException:
        await site.async_stop()
        raise

    async def stop(_event: Event) -> None:
        """Stop in order: Home Assistant unloads nothing when it stops itself."""
        await site.async_stop()

    async def stopping(_event: Event) -> None:
        """Tell endpoints while there is time."""
        await async_tell_of_stop(site)

    entry.async_on_unload(hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, stopping))
    # Not at the first sign of a stop: until here presses are still heard, stored and told.
    entry.async_on_unload(hass.bus.async_listen_once(EVENT_HOMEASSISTANT_FINAL_WRITE, stop))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: DuressConfigEntry) -> bool:
    """Stop a site."""
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    if unloaded:
        await entry.runtime_data.async_stop()
        async_hide_console(hass, entry.entry_id)
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: DuressConfigEntry) -> None:
    """Take back what only a site that is there can ask."""
    async_forget_questions(hass, entry.entry_id)


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: DuressConfigEntry, device: dr.DeviceEntry
) -> bool:
    """Let a person remove a device: what is installed goes with it; the site itself stays."""
    keys = {key for domain, key in device.identifiers if domain == DOMAIN}
    if entry.entry_id in keys or dialog_refused(entry, "remove_device"):
        return False
    for key in keys & entry.subentries.keys():
        hass.config_entries.async_remove_subentry(entry, key)
    return True
