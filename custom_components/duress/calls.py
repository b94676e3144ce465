"""What all actions need: who calls, and which site and device are meant."""

from homeassistant.components.http.const import KEY_HASS_USER
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.http import current_request

from .const import DOMAIN
from .core.events import Actor, ActorKind
from .site import DuressConfigEntry, Site


async def async_actor(hass: HomeAssistant, call: ServiceCall) -> Actor:
    """Return who called an action: the person, or an automation in its own name."""
    user = await hass.auth.async_get_user(call.context.user_id) if call.context.user_id else None
    if user is not None:
        return Actor(kind=ActorKind.USER, user_id=user.id, name=user.name or user.id)
    return Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Automation")


@callback
def dialog_actor() -> Actor | None:
    """Return who is answering a dialog at this moment; None outside a request of the browser."""
    request = current_request.get()
    user = request.get(KEY_HASS_USER) if request is not None else None
    return Actor(kind=ActorKind.USER, user_id=user.id, name=user.name or user.id) if user is not None else None


def running_sites(hass: HomeAssistant) -> list[Site]:
    """Return every site that runs."""
    entries: list[DuressConfigEntry] = hass.config_entries.async_entries(DOMAIN)
    return [entry.runtime_data for entry in entries if entry.state is ConfigEntryState.LOADED]


def site_of(hass: HomeAssistant, entry_id: str | None) -> Site:
    """Return the site that is meant; without an id it is the only one that runs, or a sentence says to choose."""
    sites = [site for site in running_sites(hass) if entry_id in (None, site.entry.entry_id)]
    if len(sites) != 1:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="which_site")
    return sites[0]


def installed_device(hass: HomeAssistant, device_id: str) -> tuple[Site, str]:
    """Return the site and the subentry of a device of ours, or say that it is none."""
    device = dr.async_get(hass).async_get(device_id)
    keys = (
        {key for domain, key in device.identifiers if domain == DOMAIN} if isinstance(device, dr.DeviceEntry) else set()
    )
    for site in running_sites(hass):
        for key in keys & site.entry.subentries.keys():
            return site, key
    raise ServiceValidationError(
        translation_domain=DOMAIN, translation_key="not_our_device", translation_placeholders={"device": device_id}
    )
