"""What is to be seen to at a site: troubles with their places, batteries with a forecast, single paths, the muted."""

from datetime import timedelta
import time
from typing import Final

from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType, JsonValueType

from .batteries import battery_facts
from .const import SUBENTRY_ENDPOINT, SUBENTRY_RECEIVER
from .core.batteries import BatteryFacts, wanting
from .core.bypass import Bypass
from .core.events import TroubleKind
from .core.location.coverage import Blind
from .core.roles import Right, Role, may
from .core.troubles import Afflicted, Trouble
from .coverage_view import words_of
from .endpoint_issues import advise_status
from .phrases import async_load_phrases, say
from .place_view import place_row
from .site import Site

FORECAST: Final = timedelta(weeks=52)
"""How far ahead batteries are told."""


async def troubles_view(site: Site, _role: Role, language: str | None = None) -> JsonObjectType:
    """Return what weakens protection now, the longest first."""
    await async_load_phrases(site.hass, language)
    return {"troubles": [_trouble(site, trouble, language) for trouble in site.school.troubles.open.values()]}


async def upkeep_view(site: Site, role: Role) -> JsonObjectType:
    """Return what is to be seen to besides troubles, and what is muted."""
    facts = battery_facts(site)
    reads = may(role, Right.READ_HISTORY)
    undated = [one for one in facts if one.due is None and not one.low]
    listed = [*wanting(facts, dt_util.now().date() + FORECAST), *undated]
    batteries: list[JsonValueType] = [_battery(site, one) for one in listed]
    muted: list[JsonValueType] = [_muted(site, one, reads=reads) for one in site.school.bypasses.running.values()]
    return {
        "batteries": batteries,
        "batteries_in_all": len(facts),
        "single_path_rooms": _single_path_rooms(site),
        "single_path": _single_path(site),
        "muted": muted,
    }


def _trouble(site: Site, trouble: Trouble, language: str | None) -> JsonObjectType:
    """Return one trouble: what, where, since when, and what to do."""
    device = next(iter(trouble.devices.values()))
    afflicted: list[JsonValueType] = [_afflicted(site, key, one) for key, one in trouble.devices.items()]
    return {
        "trouble_id": trouble.trouble_id,
        "kind": str(trouble.kind),
        "devices": [one.label for one in trouble.devices.values()],
        "room": device.room.name if device.room else None,
        "since": trouble.since,
        "grave": trouble.escalated,
        "muted": site.school.is_muted(trouble),
        "what": say(site.hass, f"trouble_{trouble.kind}", language),
        "how": say(site.hass, f"how_{trouble.kind}", language),
        "advice": _advice(site, trouble, language),
        "afflicted": afflicted,
    }


def _advice(site: Site, trouble: Trouble, language: str | None) -> str | None:
    """Return what is known to help besides; only endpoints say so much."""
    if trouble.kind is not TroubleKind.PATH_LOST:
        return None
    status = site.endpoints.status(next(iter(trouble.devices)))
    return None if status is None else advise_status(site.hass, status, language) or None


def _afflicted(site: Site, key: str, afflicted: Afflicted) -> JsonObjectType:
    """Return one device of a trouble, with its place and what it runs on."""
    subentry, transmitter = site.entry.subentries.get(key), site.school.roster.transmitters.get(key)
    bypass = site.school.bypasses.running.get(key)
    battery = transmitter.product.battery if transmitter is not None else None
    kind = None if subentry is None else subentry.subentry_type
    what = {SUBENTRY_RECEIVER: "receiver", SUBENTRY_ENDPOINT: "endpoint"}.get(kind or "")
    return {
        **place_row(site, key, afflicted.label, afflicted.room),
        "what": what or (str(transmitter.role) if transmitter is not None else None),
        "cell": battery.cell if battery is not None else None,
        "muted_until": bypass.started.until if bypass is not None else None,
    }


def _battery(site: Site, one: BatteryFacts) -> JsonObjectType:
    """Return one battery."""
    transmitter = one.transmitter
    installed = transmitter.battery_installed
    return {
        **place_row(site, transmitter.device_id),
        "role": str(transmitter.role),
        "model": transmitter.product.model,
        "cell": one.cell,
        "installed": installed.isoformat() if installed is not None else None,
        "due": one.due.isoformat() if one.due is not None else None,
        "low": one.low,
    }


def _muted(site: Site, bypass: Bypass, *, reads: bool) -> JsonObjectType:
    """Return one muted device; by whom and why only for a role that may read the history."""
    started = bypass.started
    return {
        **place_row(site, started.device_id, started.label),
        "since": started.at,
        "until": started.until,
        "by": started.actor.name if reads else None,
        "reason": started.reason if reads else None,
    }


def _single_path_rooms(site: Site) -> list[JsonValueType]:
    """Return the rooms that one receiver or repeater alone hears."""
    found = site.coverage_keeper.coverage
    words = words_of(site)
    return [] if found is None else [*sorted(words.room(one.room_id) for one in found.of(Blind.SINGLE_PATH))]


def _single_path(site: Site) -> list[JsonValueType]:
    """Return the transmitters that one receiver or repeater alone hears."""
    school, now = site.school, time.monotonic()
    judged = (one for one in school.roster.transmitters.values() if one.life.is_judged)
    return [*sorted(one.label for one in judged if school.devices[one.device_id].hearing.is_single_path(now))]
