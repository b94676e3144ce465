"""The demo: Home Assistant with a demo school and a monitoring station that confirms what it is told."""

import argparse
import asyncio
from collections.abc import Mapping
import json
from pathlib import Path
import secrets
import signal
import sys
import tempfile
from typing import Any, Final

from custom_components.duress.monitoring.signing import generate_secret

from .demo_endpoints import broker, forms, free_port, station
from .demo_following import once
from .demo_page import dashboard
from .home_assistant import Client, HomeAssistantError, prepare, running

FLOW: Final = "/api/config/config_entries/flow"
SUBENTRY_FLOW: Final = "/api/config/config_entries/subentries/flow"
PATIENCE: Final = 30.0


async def build(client: Client, endpoints: Mapping[str, tuple[str, dict[str, Any]]], speed: int) -> dict[str, str]:
    """Set up the school, its endpoints and the blueprint, through the same forms a person fills in.

    Returns the device ids by name.
    """
    for area in await client.command("config/area_registry/list"):
        # A new Home Assistant has rooms of a flat, which no school has surveyed.
        await client.command("config/area_registry/delete", area_id=area["area_id"])
    site = await client.flow(
        FLOW, "duress", {"site_name": "Lincoln School"}, {"next_step_id": "demo"}, {"speed": speed, "surveyed": True}
    )
    entry_id = site["result"]["entry_id"]
    for kind, form in endpoints.values():
        await client.flow(SUBENTRY_FLOW, [entry_id, "endpoint"], {"next_step_id": kind}, form)
    names = endpoints.keys()
    async with asyncio.timeout(PATIENCE):
        while not names <= (devices := {one["name"]: one["id"] for one in await client.devices()}).keys():
            await asyncio.sleep(0.1)
    automation = {
        "alias": "Forward incidents to monitoring",
        "use_blueprint": {
            "path": "duress/forward_incident.yaml",
            "input": {"endpoints": [devices[name] for name in sorted(names)]},
        },
    }
    await client.post("/api/config/automation/config/duress_forward", automation)
    # The frontend shows nothing without the descriptions of all actions.
    if "duress" not in {domain["domain"] for domain in await client.get("/api/services")}:
        raise HomeAssistantError("the actions of this integration are not described")
    return devices


async def stay(client: Client, folder: Path, devices: dict[str, str], password: str) -> int:
    """Say where to look and run until somebody has had enough."""
    (folder / "demo.yaml").write_text(json.dumps(dashboard(devices)))
    print(
        f"\nHome Assistant:  {client.url}/demo-school\n  user      demo\n  password  {password}\n\n"
        "Press a button on that page to see an alarm. Messages to monitoring appear here. Ctrl-C ends everything.\n",
        flush=True,
    )
    done = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, done.set)
    await done.wait()
    print("Stopping …", flush=True)
    return 0


async def main(arguments: argparse.Namespace) -> int:
    """Run the demo; return the exit code."""
    port = free_port() if arguments.once else arguments.port
    secret, password = generate_secret(), "demo" if not arguments.once else secrets.token_urlsafe(8)
    key = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="duress-demo-") as temporary:
        folder, record = Path(temporary) / "config", Path(temporary) / "station.jsonl"
        prepare(folder, port)
        print("Starting Home Assistant and the monitoring station …", flush=True)
        try:
            async with (
                broker(Path(temporary)) as mqtt_port,
                station(secret, key, record, mqtt_port) as listening,
                running(folder, port) as client,
            ):
                await client.onboard("Demo", "demo", password)
                endpoints = forms(listening)
                devices = await build(client, endpoints, arguments.speed)
                if arguments.once:
                    return await once(client, devices, endpoints, record)
                return await stay(client, folder, devices, password)
        except (HomeAssistantError, TimeoutError, OSError) as error:
            log = folder / "output.log"
            print(log.read_text(errors="replace")[-3000:] if log.exists() else "", file=sys.stderr)
            # Last, because it is what is looked for.
            print(f"The demo failed: {error or 'it took too long'}", file=sys.stderr)
            return 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="press one pendant, print the timeline, exit")
    parser.add_argument("--speed", type=int, default=1, help="how many times faster than real devices check in (1)")
    parser.add_argument("--port", type=int, default=8123, help="port of Home Assistant (8123)")
    sys.exit(asyncio.run(main(parser.parse_args())))
