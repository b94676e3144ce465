"""The question whether the school is protected, answered in words, for dashboards, voice and automations."""

from datetime import UTC, datetime
import time
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .acting import async_register_action
from .calls import site_of
from .core.troubles import Trouble
from .phrases import async_load_phrases, say
from .readiness_words import readiness_sentence
from .site import Site

ATTR_LANGUAGE: Final = "language"
ATTR_SITE: Final = "site"

SCHEMA: Final = vol.Schema({vol.Optional(ATTR_SITE): cv.string, vol.Optional(ATTR_LANGUAGE): cv.string})


@callback
def async_setup_readiness(hass: HomeAssistant) -> None:
    """Register the action once, for all sites."""

    async def get_readiness(call: ServiceCall) -> ServiceResponse:
        """Answer how far a site is protected, exact to the second, and what to see to."""
        site, language = site_of(hass, call.data.get(ATTR_SITE)), call.data.get(ATTR_LANGUAGE)
        await async_load_phrases(hass, language)
        readiness = site.readiness
        return {
            "site": site.entry.title,
            "protection": str(readiness.protection),
            "sentence": readiness_sentence(hass, readiness, time.time(), language),
            "pendants": readiness.buttons,
            "pendants_ready": readiness.buttons_ready,
            "missing": readiness.missing,
            "not_yet_heard": readiness.not_yet_heard,
            "not_listened": readiness.not_listened,
            "away": readiness.away,
            "receivers": readiness.receivers,
            "receivers_connected": readiness.receivers_connected,
            "paths": readiness.paths,
            "paths_proven": readiness.paths_proven,
            "paths_relieved": readiness.paths_relieved,
            "last_proven": _moment(readiness.last_proven),
            "troubles": [_trouble(site, one, language) for one in site.school.troubles.open.values()],
        }

    async_register_action(hass, "get_readiness", get_readiness, SCHEMA, SupportsResponse.ONLY)


def _trouble(site: Site, trouble: Trouble, language: str | None) -> JsonObjectType:
    """Return one trouble: what, where, since when, and what to do."""
    device = next(iter(trouble.devices.values()))
    return {
        "kind": str(trouble.kind),
        "devices": [one.label for one in trouble.devices.values()],
        "room": device.room.name if device.room else None,
        "since": _moment(trouble.since),
        "grave": trouble.escalated,
        "what": say(site.hass, f"trouble_{trouble.kind}", language),
        "how": say(site.hass, f"how_{trouble.kind}", language),
    }


def _moment(utc: float | None) -> str | None:
    """Return seconds since 1970 as a time."""
    return None if utc is None else datetime.fromtimestamp(utc, UTC).isoformat(timespec="seconds")
