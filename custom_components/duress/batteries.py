"""Batteries of a running site: noting that they were changed, and listing what is due or low."""

import asyncio
from collections.abc import Sequence
from datetime import date

from homeassistant.util.json import JsonObjectType

from . import clock
from .audit import covered
from .const import CONF_BATTERY_INSTALLED
from .core.batteries import BatteryFacts, cells, due_date, wanting
from .core.events import Actor
from .core.roster import Life
from .installed import device_of
from .site import Site


async def async_batteries_changed(site: Site, device_ids: Sequence[str], day: date, actor: Actor) -> None:
    """Store the day new batteries were put in, with no restart, and note it in the ledger once."""
    for device_id in device_ids:
        subentry = site.entry.subentries[device_id]
        data = {**subentry.data, CONF_BATTERY_INSTALLED: day.isoformat()}
        with covered():
            site.hass.config_entries.async_update_subentry(site.entry, subentry, data=data)
        # A press that comes meanwhile must not wait for two hundred of these.
        await asyncio.sleep(0)
    now = clock.now()
    await site.happened(site.school.batteries_changed(device_ids, day, actor, now), now)


def battery_facts(site: Site) -> list[BatteryFacts]:
    """Return the battery of every transmitter that is not retired."""
    return [
        BatteryFacts(
            transmitter=one,
            due=due_date(one),
            low=site.school.devices[device_id].low_battery_since is not None,
        )
        for device_id, one in site.school.roster.transmitters.items()
        if one.life is not Life.RETIRED
    ]


def battery_list(sites: Sequence[Site], until: date) -> JsonObjectType:
    """Return what is low or due by a day at some sites, and how many cells of each type that takes."""
    chosen = [(site, one) for site in sites for one in wanting(battery_facts(site), until)]
    return {
        "batteries": [_row(site, one) for site, one in chosen],
        "cells": dict(cells(one for _, one in chosen)),
    }


def _row(site: Site, one: BatteryFacts) -> JsonObjectType:
    """Return one line of the list."""
    device = device_of(site.hass, site.entry, one.transmitter.device_id)
    installed = one.transmitter.battery_installed
    return {
        "site": site.entry.title,
        "device_id": device.id if device is not None else None,
        "label": one.transmitter.label,
        "model": one.transmitter.product.model,
        "cell": one.cell,
        "installed": installed.isoformat() if installed is not None else None,
        "due": one.due.isoformat() if one.due is not None else None,
        "low": one.low,
    }
