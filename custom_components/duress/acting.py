"""The only way to register an action: its caller's role is checked at every site it names, and what it does is noted.

What an action needs and leaves stands in `core/roles.py`.
"""

from collections.abc import Callable, Coroutine, Iterator, Mapping
import logging
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import voluptuous as vol

from .access import async_role, check
from .calls import async_actor, running_sites
from .const import DOMAIN
from .core.incidents import Incident
from .core.roles import ACTIONS, GRANTS, Right, Trace
from .ledger import LedgerError
from .site import Site

_LOGGER = logging.getLogger(__name__)

ATTR_REASON: Final = "reason"

type Handler = Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]


@callback
def async_register_action(
    hass: HomeAssistant,
    name: str,
    handler: Handler,
    schema: vol.Schema,
    supports_response: SupportsResponse = SupportsResponse.OPTIONAL,
) -> None:
    """Register an action that stands in the table of roles; KeyError if it does not."""
    act = ACTIONS[name]

    async def guarded(call: ServiceCall) -> ServiceResponse:
        """Check who calls, act, and note it if nothing else does."""
        named = [*_texts(call.data)]
        sites = [site for site in running_sites(hass) if _names(hass, site, named)] or running_sites(hass)
        await _async_check(hass, call, name, sites, named)
        response = await handler(call)
        if act.trace is Trace.ACT:
            actor = await async_actor(hass, call)
            reason = str(call.data.get(ATTR_REASON, ""))
            for site in sites:
                site.audit.acted(name, actor, named, reason)
        return response

    hass.services.async_register(DOMAIN, name, guarded, schema, supports_response=supports_response)


async def _async_check(hass: HomeAssistant, call: ServiceCall, name: str, sites: list[Site], named: list[str]) -> None:
    """Refuse with a sentence who may not act, who acts about a press of their own, and who gives no reason for it."""
    act = ACTIONS[name]
    grant = GRANTS[act.right]
    for site in sites:
        check(await async_role(hass, site.entry, call.context), act.right)
    reason = str(call.data.get(ATTR_REASON, "")).strip()
    if grant.guarded and not reason:
        raise _refused("needs_reason")
    if (act.not_own or grant.not_own) and call.context.user_id is not None:
        user = await hass.auth.async_get_user(call.context.user_id)
        for site in sites:
            for incident in (site.school.incidents.open.get(text) for text in named):
                if user is not None and incident is not None and await _async_is_own(site, incident, user):
                    raise _refused("own_press")
    if act.right is Right.RAISE_INCIDENTS:
        return  # Nobody who calls for help is told to say it better; see `async_unnamed`.
    for site in sites:
        if reason and await _async_says_a_name(site, reason):
            raise _refused("name_in_reason")


async def async_unnamed(site: Site, reason: str) -> str:
    """Return a reason of what is too urgent to be refused, without it if it names somebody on the roster."""
    return "" if await _async_says_a_name(site, reason) else reason


async def _async_is_own(site: Site, incident: Incident, user: User) -> bool:
    """Whether somebody carried a pendant of an incident when it was pressed, as far as their name tells."""
    try:
        names = {person.person_id: _plain(person.name) for person in await site.people.store.people()}
        stretches = [
            await site.people.store.at(press.device_id, press.at)
            for press in incident.presses
            if press.device_id is not None
        ]
    except LedgerError as error:
        _LOGGER.warning("Whose pendant was pressed cannot be read, so nobody is kept from ending it: %s", error)
        return False
    holders = {names.get(stretch.person_id) for stretch in stretches if stretch is not None and stretch.person_id}
    return bool(holders & _names_of(site.hass, user))


def _names_of(hass: HomeAssistant, user: User) -> set[str | None]:
    """Return what somebody is called: their account, and the person in Home Assistant it belongs to."""
    persons = [state for state in hass.states.async_all("person") if state.attributes.get("user_id") == user.id]
    return {_plain(name) for name in (user.name, *(state.name for state in persons)) if name}


def _plain(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.casefold().split())


async def _async_says_a_name(site: Site, reason: str) -> bool:
    """Whether a reason names somebody on the roster; if that cannot be read, it must not keep anybody from acting."""
    try:
        return await site.people.async_is_named(reason)
    except LedgerError as error:
        _LOGGER.warning("The roster cannot be read, so a reason is taken as it is: %s", error)
        return False


def _texts(value: object) -> Iterator[str]:
    """Yield every text in what an action was called with."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple, set)):
        for part in value:
            yield from _texts(part)


def _names(hass: HomeAssistant, site: Site, texts: list[str]) -> bool:
    """Whether one of some texts is the id of a site, or of an incident, a device or an entity of it."""
    devices, entities = dr.async_get(hass), er.async_get(hass)
    for text in texts:
        if text == site.entry.entry_id or text in site.entry.subentries or text in site.school.incidents.open:
            return True
        device = devices.async_get(text)
        if device is not None and getattr(device, "config_entry_id", None) == site.entry.entry_id:
            return True
        entity = entities.async_get(text)
        if entity is not None and entity.config_entry_id == site.entry.entry_id:
            return True
    return False


def _refused(key: str) -> ServiceValidationError:
    """Return a sentence that says what is wrong."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=key)
