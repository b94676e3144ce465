"""Home Assistant with this integration in a process that may be killed at any point and is quickly there again.

A launcher imports everything once and forks a Home Assistant for each line it reads: "install" (with the rooms and the
site, to be stopped cleanly so that they are stored) or "start" (with what is stored). Both say on standard output, one
JSON object a line, what a test has to know. While a Home Assistant runs, it owns standard input: "report" makes it say
what is going on, a JSON object with `action`, `data` and perhaps `pendants` calls an action, the end of the input ends
it.
"""

import asyncio
from dataclasses import dataclass
from importlib import import_module
import json
import logging
import os
from pathlib import Path
from pkgutil import iter_modules
import sys
import time
from typing import Any, Final, Literal

from homeassistant import bootstrap, config_entries, loader
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import area_registry as ar, device_registry as dr
from homeassistant.setup import async_setup_component
import voluptuous as vol

import custom_components.duress
from custom_components.duress import record
from custom_components.duress.const import DOMAIN
from custom_components.duress.core import presses
from custom_components.duress.site import Site

from .school import ENTRY_ID, ROOMS, entry

_INPUT: Final = 0

_AGES: Final = 3600.0
"""Seconds longer than any machine hangs. What these tests prove holds however slow the disk and the processors are: an
alarm that waits for the disk is told before it is stored after `record.COMMIT_PATIENCE`, and a held button that nobody
has heard for `presses.WINDOW` was pressed again, both as they should, and neither is what a kill does.
"""

_BESIDES: Final = (
    *(f"homeassistant.components.{name}" for name in ("http.websocket_api", "input_button", "usb", "websocket_api")),
    *(
        f"homeassistant.components.{name}"
        for name in ("homeassistant.trigger", "persistent_notification.trigger", "button.trigger", "event.trigger")
    ),
    *(
        f"homeassistant.components.{domain}.{kind}"
        for domain in ("calendar", "todo")
        for kind in ("condition", "trigger")
    ),
    "homeassistant.auth.mfa_modules.totp",
    "aiohttp_fast_zlib",
    "isal.igzip_lib",
    "isal.isal_zlib",
)
"""What Home Assistant imports beside this integration when it starts."""

type Command = Literal["install", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where Home Assistant keeps its files and listens, and whom it talks to."""

    folder: Path
    http_port: int
    receiver_port: int
    endpoint_url: str
    pendants: int


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
        await hass.config_entries.async_add(entry(options.receiver_port, options.endpoint_url, options.pendants))
    hass.loop.add_reader(_INPUT, _asked, hass)
    running = hass.loop.create_task(hass.async_run())
    while hass.state is not CoreState.running and not running.done():  # noqa: ASYNC110 - its event comes too early
        await asyncio.sleep(0.005)
    report(hass, "ready")
    return await running


def report(hass: HomeAssistant, what: str) -> None:
    """Say what is going on: the open incidents and how old they are, tests and drills and how long they run yet."""
    loaded = hass.config_entries.async_get_entry(ENTRY_ID)
    assert loaded is not None
    site = loaded.runtime_data
    assert isinstance(site, Site)
    school, steady = site.school, time.monotonic()
    offset, ages = time.time() - steady, school._alarms.escalation
    say(
        what=what,
        open=[incident.incident_id for incident in site.active_incidents()],
        incidents={
            key: [one.state, one.mode, len(one.presses), len(one.history), one.level]
            for key, one in school.incidents.open.items()
        },
        raised={key: time.time() - ages.age(key, steady) for key in school.incidents.open},
        until={key: one.deadline + offset for key, one in school.modes.running.items()},
    )


def _asked(hass: HomeAssistant) -> None:
    """Report, call an action, or end with the test that started this."""
    lines = os.read(_INPUT, 10_000).decode().splitlines()
    if not lines:
        os._exit(1)
    for line in lines:
        if line == "report":
            report(hass, "report")
        else:
            _ = hass.async_create_task(_call(hass, json.loads(line)))


async def _call(hass: HomeAssistant, wanted: dict[str, Any]) -> None:
    """Call an action about pendants or incidents and say how it ended."""
    devices = dr.async_get(hass)
    ids = [
        device.id
        for key in wanted.get("pendants", [])
        if (device := devices.async_get_device_by_identifier((DOMAIN, key), ENTRY_ID)) is not None
    ]
    data = {**wanted["data"], **({"device_id": ids} if ids else {})}
    try:
        await hass.services.async_call(DOMAIN, wanted["action"], data, blocking=True)
    except (HomeAssistantError, vol.Invalid) as error:
        say(what="called", error=f"{type(error).__name__}: {error}")
    else:
        say(what="called", error=None)


def _import() -> None:
    """Import everything once instead of in each start; what a start imports all the same only takes it longer."""
    ours = (
        one.name for one in iter_modules(custom_components.duress.__path__, f"{custom_components.duress.__name__}.")
    )
    for name in (*ours, *_BESIDES):
        import_module(name)


def _launch(options: Options) -> None:
    """Fork a Home Assistant for each line and say how it ended."""
    record.COMMIT_PATIENCE = presses.WINDOW = _AGES  # type: ignore[misc]
    _import()
    say(what="launcher")
    while lines := os.read(_INPUT, 10_000).decode().splitlines():
        # What was asked of a Home Assistant that was killed before it read it is nobody's any more.
        asked = [line for line in lines if not line.startswith("{")]
        if not asked:
            continue
        (command,) = asked
        assert command in ("install", "start")
        if (pid := os.fork()) == 0:
            os._exit(asyncio.run(run(options, "install" if command == "install" else "start")))
        say(what="started", pid=pid)
        _, status = os.waitpid(pid, 0)
        say(what="ended", status=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    _, folder_, http_port_, receiver_port_, endpoint_url_, pendants_ = sys.argv
    _launch(
        Options(
            folder=Path(folder_),
            http_port=int(http_port_),
            receiver_port=int(receiver_port_),
            endpoint_url=endpoint_url_,
            pendants=int(pendants_),
        )
    )
