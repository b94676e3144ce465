"""What consoles are told: readiness, troubles, the roster and the ledger, as plain data."""

from collections.abc import Awaitable, Callable

from homeassistant.util.json import JsonObjectType, JsonValueType

from . import clock
from .core.roles import Right, Role, may
from .core.troubles import Trouble
from .ledger import Entry
from .lost_banner import async_located
from .phrases import say
from .readiness_words import readiness_sentence
from .roster_view import device_row, roster_of
from .site import Site

type View = Callable[[Site, Role], Awaitable[JsonObjectType]]


async def readiness_view(site: Site, _role: Role) -> JsonObjectType:
    """Return how far the site is protected, in words and numbers."""
    readiness = site.readiness
    located: list[JsonValueType] = [
        {"device": one.label, "since": one.since, "until": one.until, "by": one.by, "reason": one.reason}
        for one in await async_located(site)
    ]
    return {
        "protection": str(readiness.protection),
        "sentence": readiness_sentence(site.hass, readiness, clock.now().utc),
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
        "located": located,
    }


async def troubles_view(site: Site, _role: Role) -> JsonObjectType:
    """Return what weakens protection now, the longest first."""
    return {"troubles": [_trouble(site, trouble) for trouble in site.school.troubles.open.values()]}


async def roster_view(site: Site, role: Role) -> JsonObjectType:
    """Return who has what; without names and people for a role that may not read names."""
    if may(role, Right.READ_NAMES):
        known = roster_of(site, await site.people.store.people())
        assert isinstance(known, dict)  # noqa: S101 - an answer is an object
        return {**known, "names": True}
    devices: list[JsonValueType] = [device_row(site, holding) for holding in site.people.holdings()]
    return {"site": site.entry.title, "devices": devices, "names": False}


def entry_view(entry: Entry) -> JsonObjectType:
    """Return an entry of the ledger; `data` is the event as it is stored."""
    return {
        "seq": entry.seq,
        "event_id": entry.event_id,
        "kind": entry.kind,
        "at": entry.at,
        "incident_id": entry.incident_id,
        "data": dict(entry.data),
    }


def _trouble(site: Site, trouble: Trouble) -> JsonObjectType:
    """Return one trouble: what, where, since when, and what to do."""
    device = next(iter(trouble.devices.values()))
    return {
        "trouble_id": trouble.trouble_id,
        "kind": str(trouble.kind),
        "devices": [one.label for one in trouble.devices.values()],
        "room": device.room.name if device.room else None,
        "since": trouble.since,
        "grave": trouble.escalated,
        "what": say(site.hass, f"trouble_{trouble.kind}"),
        "how": say(site.hass, f"how_{trouble.kind}"),
    }
