"""What all actions need: who calls, and which site and device are meant."""

from homeassistant.auth.models import User
from homeassistant.components.http.const import KEY_HASS_USER
from homeassistant.components.websocket_api.connection import current_connection
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import Context, HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.http import current_request

from .access import role_of
from .const import DOMAIN
from .core.events import Actor, ActorKind
from .core.roles import DIALOGS, may
from .site import DuressConfigEntry, Site


async def async_actor(hass: HomeAssistant, call: ServiceCall) -> Actor:
    """Return who called an action: the person, or an automation in its own name."""
    return await async_actor_of(hass, call.context)


async def async_actor_of(hass: HomeAssistant, context: Context) -> Actor:
    """Return who acts in a context, and from where: by an action, or which automation or script does."""
    user = await hass.auth.async_get_user(context.user_id) if context.user_id else None
    if user is not None:
        return Actor(kind=ActorKind.USER, user_id=user.id, name=user.name or user.id, source="action")
    running = (state for state in hass.states.async_all(("automation", "script")) if state.context.id == context.id)
    state = next(running, None)
    source = state.entity_id if state is not None else f"context {context.id}"
    return Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Automation", source=source)


@callback
def dialog_user() -> User | None:
    """Return who is answering a dialog at this moment; None outside a request of the browser."""
    request = current_request.get()
    user: User | None = request.get(KEY_HASS_USER) if request is not None else None
    if user is None and (connection := current_connection.get()) is not None:
        user = connection.user
    return user


@callback
def dialog_actor() -> Actor | None:
    """Return who is answering a dialog at this moment; None outside a request of the browser."""
    user = dialog_user()
    if user is None:
        return None
    return Actor(kind=ActorKind.USER, user_id=user.id, name=user.name or user.id, source="dialog")


@callback
def dialog_refused(entry: ConfigEntry, dialog: str) -> bool:
    """Whether whoever is answering a dialog may not use it. Home Assistant itself may."""
    user = dialog_user()
    return user is not None and not may(role_of(entry, user), DIALOGS[dialog])


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
