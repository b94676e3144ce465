"""Home Assistant with this integration in a process that may be killed at any point and is quickly there again.

A launcher imports everything once and forks a Home Assistant for each line it reads: "install" (with the rooms and the
site, to be stopped cleanly so that they are stored) or "start" (with what is stored). Both say on standard output, one
JSON object a line, what a test has to know. While a Home Assistant runs, it owns standard input: "report" makes it say
which incidents are open, the end of the input ends it.
"""

import asyncio
from dataclasses import dataclass
import json
import logging
import os
from pathlib import Path
import sys
from typing import Final, Literal

from homeassistant import bootstrap, config_entries, loader
from homeassistant.components import (
    binary_sensor,  # noqa: F401 - imported here, once, instead of in each start
    button,  # noqa: F401
    event,  # noqa: F401
    http,  # noqa: F401
    sensor,  # noqa: F401
    usb,  # noqa: F401
    websocket_api,  # noqa: F401
)
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.helpers import area_registry as ar
from homeassistant.setup import async_setup_component

from custom_components.duress import (
    binary_sensor as _binary_sensor,  # noqa: F401
    button as _button,  # noqa: F401
    event as _event,  # noqa: F401
    sensor as _sensor,  # noqa: F401
)
from custom_components.duress.const import DOMAIN
from custom_components.duress.site import Site

from .school import ENTRY_ID, ROOMS, entry

_INPUT: Final = 0

type Command = Literal["install", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where Home Assistant keeps its files and listens, and whom it talks to."""

    folder: Path
    http_port: int
    receiver_port: int
    endpoint_url: str


def say(**facts: object) -> None:
    """Tell the test something, whole or not at all."""
    os.write(1, json.dumps(facts).encode() + b"\n")


async def run(options: Options, command: Command) -> int:
    """Start Home Assistant as its own bootstrap does, with no other integration than needed; run until it stops."""
    config = {"http": {"server_host": "127.0.0.1", "server_port": options.http_port}}
    hass = HomeAssistant(str(options.folder))
    loader.async_setup(hass)
    hass.config.skip_pip = True
    hass.config_entries = config_entries.ConfigEntries(hass, config)
    await loader.async_get_custom_components(hass)
    assert await bootstrap.async_load_base_functionality(hass)
    for domain in ("homeassistant", "persistent_notification"):
        assert await async_setup_component(hass, domain, config)
    await async_process_ha_core_config(hass, {})
    assert await async_setup_component(hass, DOMAIN, config)
    if command == "install":
        for room in ROOMS:
            ar.async_get(hass).async_create(room)
        await hass.config_entries.async_add(entry(options.receiver_port, options.endpoint_url))
    hass.loop.add_reader(_INPUT, _asked, hass)
    running = hass.loop.create_task(hass.async_run())
    while hass.state is not CoreState.running and not running.done():  # noqa: ASYNC110 - its event comes too early
        await asyncio.sleep(0.005)
    report(hass, "ready")
    return await running


def report(hass: HomeAssistant, what: str) -> None:
    """Say which incidents are open, as the site and as the state machine have it."""
    loaded = hass.config_entries.async_get_entry(ENTRY_ID)
    assert loaded is not None
    site = loaded.runtime_data
    assert isinstance(site, Site)
    say(what=what, open=[incident.incident_id for incident in site.active_incidents()])


def _asked(hass: HomeAssistant) -> None:
    """Report, or end with the test that started this."""
    if not os.read(_INPUT, 100):
        os._exit(1)
    report(hass, "report")


def _launch(options: Options) -> None:
    """Fork a Home Assistant for each line and say how it ended."""
    say(what="launcher")
    while command := os.read(_INPUT, 100).decode().strip():
        assert command in ("install", "start")
        if (pid := os.fork()) == 0:
            os._exit(asyncio.run(run(options, "install" if command == "install" else "start")))
        say(what="started", pid=pid)
        _, status = os.waitpid(pid, 0)
        say(what="ended", status=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    _, folder_, http_port_, receiver_port_, endpoint_url_ = sys.argv
    _launch(
        Options(
            folder=Path(folder_),
            http_port=int(http_port_),
            receiver_port=int(receiver_port_),
            endpoint_url=endpoint_url_,
        )
    )
