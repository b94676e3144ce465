"""What consoles are told of how far a site is protected: the sentence, the ways to monitoring, what is on test."""

from homeassistant.helpers import entity_registry as er
from homeassistant.util.json import JsonObjectType, JsonValueType

from . import clock
from .const import DOMAIN
from .core.roles import Role
from .endpoint_groups import relieved
from .installed import endpoints_of
from .lost_banner import async_located
from .phrases import async_load_phrases
from .readiness_words import readiness_sentence
from .site import Site


async def readiness_view(site: Site, _role: Role, language: str | None = None) -> JsonObjectType:
    """Return how far the site is protected, in words and numbers.

    The sentence stays on a screen, so it says no seconds: the console counts them from `ways`.
    """
    await async_load_phrases(site.hass, language)
    readiness = site.readiness
    located: list[JsonValueType] = [
        {"device": one.label, "since": one.since, "until": one.until, "by": one.by, "reason": one.reason}
        for one in await async_located(site)
    ]
    return {
        "protection": str(readiness.protection),
        "since": _since(site),
        "sentence": readiness_sentence(site.hass, readiness, language=language),
        "pendants": readiness.buttons,
        "pendants_ready": readiness.buttons_ready,
        "missing": readiness.missing,
        "not_yet_heard": readiness.not_yet_heard,
        "receivers": readiness.receivers,
        "receivers_connected": readiness.receivers_connected,
        "paths": readiness.paths,
        "paths_proven": readiness.paths_proven,
        "paths_relieved": readiness.paths_relieved,
        "last_proven": readiness.last_proven,
        "ways": _ways(site),
        "sessions": _sessions(site),
        "located": located,
    }


def _since(site: Site) -> float | None:
    """Return since when (UTC s) the site is as far protected as it is; None if nobody keeps the sensor that knows."""
    entity_id = er.async_get(site.hass).async_get_entity_id("sensor", DOMAIN, f"{site.entry.entry_id}_readiness")
    state = site.hass.states.get(entity_id) if entity_id is not None else None
    if state is None:
        return None
    # The sensor gathers changes for a second; what it does not say yet has just changed.
    return state.last_changed.timestamp() if state.state == site.readiness.protection else clock.now().utc


def _ways(site: Site) -> list[JsonValueType]:
    """Return each way to monitoring, with when it was proven last in this run."""
    statuses = site.endpoints.statuses
    endpoints = {one.subentry_id: one for one in endpoints_of(site.entry) if one.subentry_id in statuses}
    proven = {key: statuses[key].proven for key in endpoints}
    covered = relieved({key: dict(one.data) for key, one in endpoints.items()}, proven)
    return [
        {
            "endpoint_id": key,
            "endpoint": one.title,
            "proven": proven[key],
            "relieved": key in covered,
            "last_proven": statuses[key].last_proven,
        }
        for key, one in endpoints.items()
    ]


def _sessions(site: Site) -> list[JsonValueType]:
    """Return every test, drill and survey walk that runs, with when it ends by itself."""
    return [
        {
            "rehearsal_id": one.rehearsal_id,
            "kind": str(one.kind),
            "until": one.started.until,
            "by": one.started.actor.name,
            "reason": one.started.reason,
            "transmitters": len(one.started.device_ids),
            "whole_site": one.started.whole_site,
        }
        for one in site.school.modes.running.values()
    ]
