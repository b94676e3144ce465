"""Pendants and buttons as consoles show them: is it working, where, when tested, and who had it when.

A row says nothing that changes with each check-in, so that two hundred pendants that are well tell nobody anything.
"""

from collections.abc import Mapping
from typing import Final

from homeassistant.exceptions import ServiceValidationError
from homeassistant.util.json import JsonObjectType, JsonValueType

from . import clock
from .calls import installed_device
from .const import DOMAIN
from .core.batteries import BatteryFacts, due_date
from .core.events import ActorKind, Rehearsal, TroubleKind
from .core.gaps import Holding
from .core.roles import Right, Role, may
from .core.roster import Transmitter
from .core.supervision import window
from .ledger import Custody
from .roster_view import device_row, local_time
from .site import Site

MOST_STRETCHES: Final = 50
"""Stretches of a history that are told; all of them answer `duress.who_had`."""


def pendant_row(site: Site, holding: Holding, names: Mapping[str, str] | None = None) -> JsonObjectType:
    """Return how one pendant or button stands and whether it works; with its holder's name only if names are given."""
    device_id = holding.device_id
    transmitter = site.school.roster.transmitters[device_id]
    battery = BatteryFacts(
        transmitter=transmitter,
        due=due_date(transmitter),
        low=site.school.devices[device_id].low_battery_since is not None,
    )
    return {
        **device_row(site, holding, names),
        "subentry_id": device_id,
        "model": transmitter.product.model,
        "kind": str(transmitter.kind),
        "room": transmitter.room.name if transmitter.room else None,
        "room_id": transmitter.room.room_id if transmitter.room else None,
        **_health(site, transmitter),
        "battery_low": battery.low,
        "battery_due": battery.due.isoformat() if battery.due else None,
        "cell": battery.cell,
        "tested_at": site.duty_keeper.tested_at(device_id),
        **_test(site, device_id),
        "muted": device_id in site.school.bypasses.running,
    }


def pendant_key(site: Site, device_id: str) -> str:
    """Return the subentry of a device of this site, or say that it is none."""
    owner, key = installed_device(site.hass, device_id)
    if owner is not site:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="not_our_device", translation_placeholders={"device": device_id}
        )
    return key


async def pendant_view(site: Site, role: Role, *, key: str) -> JsonObjectType:
    """Return everything of one pendant or button; who had it when only for a role that may read names."""
    holding = next((one for one in site.people.holdings() if one.device_id == key), None)
    if holding is None:
        return {"device": None, "history": None}
    state, transmitter = site.school.devices[key], site.school.roster.transmitters[key]
    reads = may(role, Right.READ_NAMES)
    names = {one.person_id: one.name for one in await site.people.store.people()} if reads else None
    installed = transmitter.battery_installed
    return {
        "device": {
            **pendant_row(site, holding, names),
            "heard_at": state.heard_at,
            "margin": state.hearing.margin,
            "ways": len(state.hearing.hops),
            "trend": str(state.hearing.trend),
            "check_in": site.school.expected_interval(key),
            "battery_installed": installed.isoformat() if installed else None,
        },
        "history": await _history(site, key, names) if names is not None else None,
    }


def _health(site: Site, transmitter: Transmitter) -> JsonObjectType:
    """Return whether a device is ready: yes, no, or null because it is not heard; and what is the matter."""
    state = site.school.devices[transmitter.device_id]
    troubles: list[JsonValueType] = [str(kind) for kind in state.troubles]
    heard = state.heard_since_start and TroubleKind.MISSING not in state.troubles
    if heard and not transmitter.life.is_judged and state.heard_at is not None:
        # Nobody watches what is in a drawer, so whether it still checks in is looked at here.
        expected = window(site.school.expected_interval(transmitter.device_id), transmitter.factor)
        heard = clock.now().utc - state.heard_at <= expected
    return {
        "ready": False if troubles else (True if heard else None),
        "troubles": troubles,
        "silent_since": None if heard else state.heard_at,
    }


def _test(site: Site, device_id: str) -> JsonObjectType:
    """Return until when a device is on test or in a drill (seconds since 1970), and which test that is."""
    running = [one for one in site.school.modes.running.values() if device_id in one.started.device_ids]
    last = max(running, key=lambda one: one.started.until, default=None)
    is_test = last is not None and last.kind in (Rehearsal.PENDANT_TEST, Rehearsal.TEST)
    return {
        "test_until": last.started.until if last else None,
        "test_id": last.rehearsal_id if last and is_test else None,
    }


async def _history(site: Site, key: str, names: Mapping[str, str]) -> list[JsonValueType]:
    """Return in whose hands a device was, the latest first."""
    stretches = await site.people.store.history(key)
    users = {one.id: one.name for one in await site.hass.auth.async_get_users()}
    return [_stretch(one, names, users) for one in stretches[: -MOST_STRETCHES - 1 : -1]]


def _stretch(custody: Custody, names: Mapping[str, str], users: Mapping[str, str | None]) -> JsonObjectType:
    """Return one stretch; `by` is who said so, null for an automation."""
    return {
        "life": custody.life,
        "holder": names.get(custody.person_id or ""),
        "forgotten": custody.person_id is not None and custody.person_id not in names,
        "since": local_time(custody.since),
        "until": local_time(custody.until),
        "due": local_time(custody.due),
        "by": users.get(custody.by) if custody.by != ActorKind.AUTOMATION else None,
        "reason": custody.reason,
    }
