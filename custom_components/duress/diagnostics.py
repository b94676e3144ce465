"""Diagnostics: versions, counts and states for support; no addresses with secrets, no names, no keys."""

from collections import Counter
from dataclasses import asdict
import time
from typing import Any, Final

from homeassistant.components.diagnostics import REDACTED, async_redact_data
from homeassistant.const import CONF_DEVICE, CONF_HOST, CONF_NAME, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .const import DOMAIN
from .dc09_settings import CONF_ACCOUNT, CONF_KEY
from .endpoint_certificates import CERTIFICATES
from .mqtt_settings import LOGIN
from .receivers import redact
from .site import DuressConfigEntry, Site
from .webhook_settings import SECRETS

TO_REDACT: Final = {
    *SECRETS,
    *CERTIFICATES,
    *LOGIN,
    CONF_URL,
    CONF_HOST,
    CONF_ACCOUNT,
    CONF_KEY,
    CONF_NAME,
    "title",
}


async def async_get_config_entry_diagnostics(_hass: HomeAssistant, entry: DuressConfigEntry) -> dict[str, Any]:
    """Return what support needs to know of a site."""
    site = entry.runtime_data
    return {
        "site": {"demo": site.facts.demo, "subentries": len(entry.subentries)},
        "readiness": asdict(site.readiness),
        "ledger": {"durable": site.record.ledger.durable, "set_aside": site.record.ledger.set_aside is not None},
        "roster": _roster(site),
        "incidents": [
            {
                "number": incident.number,
                "state": incident.state,
                "kind": incident.kind,
                "presses": len(incident.presses),
                "method": incident.place.method,
            }
            for incident in site.school.incidents.open.values()
        ],
        "strangers": len(site.school.strangers),
        "duties": site.duty_keeper.counts(),
        "coverage": site.coverage_keeper.counts(),
        "devices": {key: _installed(site, key) for key in entry.subentries},
    }


async def async_get_device_diagnostics(
    _hass: HomeAssistant, entry: DuressConfigEntry, device: dr.DeviceEntry
) -> dict[str, Any]:
    """Return what support needs to know of one device."""
    keys = {key for domain, key in device.identifiers if domain == DOMAIN} & entry.subentries.keys()
    return {key: _installed(entry.runtime_data, key) for key in keys}


def _roster(site: Site) -> dict[str, Any]:
    """Return counts of the roster."""
    holdings = site.people.holdings()
    return {
        "people": len(site.people.known),
        "held": sum(holding.person_id is not None for holding in holdings),
        "lives": Counter(str(holding.life) for holding in holdings),
        "overdue_loans": len(site.people.reminders.overdue),
    }


def _installed(site: Site, key: str) -> dict[str, Any]:
    """Return the settings and the live state of one installed device."""
    subentry = site.entry.subentries[key]
    settings = async_redact_data(dict(subentry.data), TO_REDACT)
    if CONF_DEVICE in settings:
        settings[CONF_DEVICE] = redact(str(settings[CONF_DEVICE]))
    found: dict[str, Any] = {"type": subentry.subentry_type, "title": REDACTED, "settings": settings}
    if (state := site.school.devices.get(key)) is not None:
        found["state"] = {
            "heard_seconds_ago": None if state.heard_at is None else round(time.time() - state.heard_at, 1),
            "heard_since_start": state.heard_since_start,
            "level": state.level,
            "margin": state.margin,
            "troubles": sorted(state.troubles),
            "restarts": len(state.restarts),
            "seen_interval": state.hearing.seen_interval,
            "median_margin": state.hearing.margin,
            "trend": state.hearing.trend,
            "paths": len(state.hearing.hops),
        }
    if (link := site.links.link(key)) is not None:
        found["link"] = {"state": link.status.state, "reason": link.status.reason, "counters": asdict(link.counters)}
    if (status := site.endpoints.status(key)) is not None:
        found["path"] = {
            "proven": status.proven,
            "waiting": status.waiting,
            "failures_in_a_row": status.failures_in_a_row,
            "last_outcome": status.last_answer.outcome if status.last_answer else None,
            "last_status": status.last_answer.status if status.last_answer else None,
            "receipts": dict(site.desk.counts.get(key, {})),
        }
        figures = site.endpoints.latency.figures.get(key)
        found["latency"] = None if figures is None else asdict(figures)
    return found
