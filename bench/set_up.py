"""One set-up of a school, timed, in a process of its own: nothing that an earlier one left is cleared away meanwhile.

In a new folder everything is registered for the first time; in one that was set up before, it is as after a restart.
Modules are imported beforehand, on both sides.
"""

import argparse
import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
import gc
import json
from pathlib import Path
import pickle
import sys
import time
from typing import Final

from homeassistant import loader
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant

from custom_components.duress.const import DOMAIN

from .bare.plan import PLAN, Registered, plan_of, registered_of
from .site import home_assistant, pendants, school_entry

_BARE: Final = Path(__file__).with_name("bare")
_ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """A set-up: by the product or the bare integration, where, of how many pendants, and what stands around it.

    `plan` is the file of what the bare integration registers; the product writes it if it is not there yet.
    """

    bare: bool
    folder: str
    plan: str
    pendants: int
    receiver_url: str
    endpoint_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Processor time of a set-up and how long it took (seconds), and how many entities are registered."""

    processor: float
    seconds: float
    entities: int


async def in_a_process(set_up: SetUp) -> Result:
    """Set up in a new process; RuntimeError if that failed or registered something else than the plan says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.set_up", json.dumps(asdict(set_up)), cwd=_ROOT, stdout=asyncio.subprocess.PIPE
    )
    answer, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"a set-up failed ({set_up}): nothing was measured")
    return Result(**json.loads(answer))


async def timed(set_up: SetUp) -> Result:
    """Set up, from the call until everything is done that it started."""
    async with _running(set_up) as hass:
        known = hass.config_entries.async_entries(DOMAIN)
        entry = (
            known[0]
            if known
            else school_entry(hass, set_up.receiver_url, set_up.endpoint_url, pendants(set_up.pendants))
        )
        gc.collect()
        begun, processor = time.perf_counter(), time.process_time()
        await (hass.config_entries.async_setup(entry.entry_id) if known else hass.config_entries.async_add(entry))
        await hass.async_block_till_done()
        seconds, processor = time.perf_counter() - begun, time.process_time() - processor
        registered = await _settled(hass, entry)
        if entry.state is not ConfigEntryState.LOADED or registered != _planned(Path(set_up.plan), registered):
            raise RuntimeError("something else was registered than the plan says: nothing was measured")
        # A calendar waits for the day of its next entry until it is unloaded, also when Home Assistant stops.
        await hass.config_entries.async_unload(entry.entry_id)
    return Result(processor=processor, seconds=seconds, entities=registered.count)


async def _settled(hass: HomeAssistant, entry: ConfigEntry) -> Registered:
    """Return what is registered once nothing more is added; on a busy machine a platform may come a moment late."""
    before, registered = -1, registered_of(hass, entry)
    while registered.count != before:
        before = registered.count
        await asyncio.sleep(0.5)
        registered = registered_of(hass, entry)
    return registered


@asynccontextmanager
async def _running(set_up: SetUp) -> AsyncGenerator[HomeAssistant]:
    """Run a Home Assistant with the product, or with the bare integration in its place."""
    async with home_assistant(set_up.folder) as hass:
        if set_up.bare:
            integrations = await loader.async_get_custom_components(hass)
            integrations[DOMAIN] = _bare_integration(hass, integrations[DOMAIN])
            hass.data[PLAN] = plan_of(_planned(Path(set_up.plan)))
        yield hass


def _bare_integration(hass: HomeAssistant, product: loader.Integration) -> loader.Integration:
    """Return the bare integration: the product's manifest and translations, other modules."""
    files = {*(path.name for path in _BARE.iterdir()), "translations"}
    return loader.Integration(hass, "bench.bare", product.file_path, product.manifest.copy(), files)


def _planned(path: Path, first: Registered | None = None) -> Registered:
    """Read what is to be registered; the first set-up, one of the product, says it."""
    if first is not None and not path.exists():
        path.write_bytes(pickle.dumps(first))
    planned = pickle.loads(path.read_bytes())  # noqa: S301 - written by the line above
    assert isinstance(planned, Registered)
    return planned


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("set_up", type=json.loads)
    print(json.dumps(asdict(asyncio.run(timed(SetUp(**parser.parse_args().set_up))))))
