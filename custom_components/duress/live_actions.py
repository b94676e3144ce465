"""Saying that a school is live: only a person who installs may, and for what is not proven yet they give a reason."""

from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from .acting import async_register_action
from .calls import async_actor, site_of
from .const import DOMAIN
from .core.first_run import unmet
from .first_run import async_checks
from .ledger import LedgerError

ATTR_LIVE: Final = "live"
ATTR_REASON: Final = "reason"
ATTR_SITE: Final = "site"

SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_SITE): cv.string,
        vol.Optional(ATTR_LIVE, default=True): cv.boolean,
        vol.Optional(ATTR_REASON, default=""): cv.string,
    }
)


@callback
def async_setup_live_actions(hass: HomeAssistant) -> None:
    """Register the action once, for all sites."""

    async def go_live(call: ServiceCall) -> ServiceResponse:
        """Note that the school is live, or is not any more."""
        site = site_of(hass, call.data.get(ATTR_SITE))
        live, reason = call.data[ATTR_LIVE], call.data[ATTR_REASON].strip()
        try:
            left = unmet(await async_checks(site))
            if not reason and (left or not live):
                key = "live_unmet" if live else "needs_reason"
                count = {"count": str(len(left))}
                raise ServiceValidationError(
                    translation_domain=DOMAIN, translation_key=key, translation_placeholders=count
                )
            actor = await async_actor(hass, call)
            said = await site.live_keeper.async_say(live=live, actor=actor, reason=reason, unmet=left)
        except LedgerError as error:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="live_not_stored") from error
        return {"live": said.live, "at": said.at, "by": said.actor.name, "open": [*said.open]}

    async_register_action(hass, "go_live", go_live, SCHEMA)
