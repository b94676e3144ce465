"""The demo: Home Assistant with a demo school and a monitoring station that confirms what it is told."""

import argparse
import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
import json
import os
from pathlib import Path
import secrets
import signal
import socket
import sys
import tempfile
from typing import Any, Final

from custom_components.duress.monitoring.signing import generate_secret

from .home_assistant import Client, HomeAssistantError, prepare, running

FLOW: Final = "/api/config/config_entries/flow"
SUBENTRY_FLOW: Final = "/api/config/config_entries/subentries/flow"
STATION: Final = Path(__file__).with_name("monitoring_station.py")
SITE: Final = "DEMO Lincoln School"
PENDANT: Final = "DEMO Pendant 07"
ROOM: Final = "Room 204"
PATIENCE: Final = 30.0
WHERE: Final = """\
{% set found = states.sensor | selectattr("entity_id", "search", "_location$") | rejectattr("state", "eq", "unknown") %}
{% for one in found | sort(attribute="last_changed", reverse=true) %}
{% set a = one.attributes %}
{% set is_floor_only = a.word == "near" and a.floor %}
{% set others = (a.others or []) if one.state == a.floor or not is_floor_only else [one.state] + (a.others or []) %}
## {{ a.floor if is_floor_only else ("Probably " if a.word == "probably" else "") ~ one.state }}
{{ "" if is_floor_only else (a.floor or "Floor unknown") ~ " · " }}pressed: **{{ device_name(one.entity_id) }}**
{% if others %}\n\n{{ "Look in" if is_floor_only else "Then look in" }}: **{{ others | join(", ") }}**{% endif %}

{{ a.why }}.
{% if a.original != one.state %}\n\nThe incident began in {{ a.original }}.{% endif %}
{% if a.stale %}\n\n*Older than half a minute: whoever pressed may be elsewhere by now.*{% endif %}
{% else %}
Nobody calls for help.
{% endfor %}
"""
"""Where somebody calls for help, as the location sensors have it."""


def free_port() -> int:
    """Return a TCP port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def station(secret: str, record: Path) -> AsyncGenerator[str]:
    """Run the monitoring station; yield its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(STATION), "--port", "0", "--secret", secret, "--json", str(record),
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while "http://" not in (line := (await process.stdout.readline()).decode()):
            if not line:
                raise HomeAssistantError("the monitoring station ended before it listened")
    address = line[line.index("http://") :].split()[0]

    async def relay() -> None:
        assert process.stdout is not None
        async for text in process.stdout:
            print(f"  [station] {text.decode().rstrip()}", flush=True)

    relaying = asyncio.create_task(relay())
    try:
        yield address
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        relaying.cancel()


async def build(client: Client, station_url: str, secret: str, speed: int) -> dict[str, str]:
    """Set up the school, its endpoint and the blueprint, through the same forms a person fills in.

    Returns the device ids by name.
    """
    for area in await client.command("config/area_registry/list"):
        # A new Home Assistant has rooms of a flat, which no school has surveyed.
        await client.command("config/area_registry/delete", area_id=area["area_id"])
    site = await client.flow(
        FLOW, "duress", {"site_name": "Lincoln School"}, {"next_step_id": "demo"}, {"speed": speed, "surveyed": True}
    )
    entry_id = site["result"]["entry_id"]
    endpoint = {"name": "DEMO Monitoring station", "url": station_url, "secret": secret}
    await client.flow(SUBENTRY_FLOW, [entry_id, "endpoint"], {**endpoint, "forward_without_automation": True})
    async with asyncio.timeout(PATIENCE):
        while endpoint["name"] not in (devices := {one["name"]: one["id"] for one in await client.devices()}):
            await asyncio.sleep(0.1)
    automation = {
        "alias": "Forward incidents to monitoring",
        "use_blueprint": {
            "path": "duress/forward_incident.yaml",
            "input": {"endpoints": [devices[endpoint["name"]]]},
        },
    }
    await client.post("/api/config/automation/config/duress_forward", automation)
    # The frontend shows nothing without the descriptions of all actions.
    if "duress" not in {domain["domain"] for domain in await client.get("/api/services")}:
        raise HomeAssistantError("the actions of this integration are not described")
    return devices


async def state_of(client: Client, suffix: str) -> dict[str, Any]:
    """Return the state whose entity id ends so."""
    states: list[dict[str, Any]] = await client.get("/api/states")
    return next((state for state in states if state["entity_id"].endswith(suffix)), {"state": "", "attributes": {}})


async def ready(client: Client) -> None:
    """Wait until every device was heard and the way to monitoring is proven."""
    async with asyncio.timeout(PATIENCE):
        while True:
            state = await state_of(client, "_readiness")
            if state["state"] == "ready":
                return
            await asyncio.sleep(0.2)


async def confirmed(client: Client, record: Path, incident_id: str) -> dict[str, Any]:
    """Wait until the station has verified the incident and Home Assistant knows; return the delivery's facts."""
    async with asyncio.timeout(PATIENCE):
        while True:
            delivery = (await state_of(client, "_delivery"))["attributes"]
            lines = [json.loads(line) for line in record.read_text().splitlines()] if record.exists() else []
            verified = {line["headers"]["webhook-id"] for line in lines if line["answer"] == HTTPStatus.OK}
            hops = delivery.get("hops") or {}
            if delivery.get("incident_id") == incident_id and "confirmed" in hops and delivery["event_id"] in verified:
                return delivery
            await asyncio.sleep(0.1)


async def once(client: Client, devices: dict[str, str], record: Path) -> int:
    """Press one pendant and follow it to the confirmation; print the timeline."""
    await ready(client)
    print(f"Pressing {PENDANT} in {ROOM} …", flush=True)
    body = {"device_id": devices[PENDANT], "act": "press", "room": ROOM}
    answer = await client.post("/api/services/duress/simulate?return_response", body)
    sent_at = answer["service_response"]["sent_at"]
    async with asyncio.timeout(PATIENCE):
        while (duress := await state_of(client, "_incident"))["attributes"].get("incident_id") is None:
            await asyncio.sleep(0.05)
    delivery = await confirmed(client, record, duress["attributes"]["incident_id"])
    place = (await state_of(client, "_pendant_07_location"))["state"]
    start = (delivery["heard_at"] - sent_at) * 1000
    hops = delivery["hops"]
    print(f"Incident {duress['attributes']['number']}: {PENDANT}, placed in {place}")
    print("Timeline, ms after the first byte on the wire:")
    for name, words in (
        ("heard", "bytes read from the socket"),
        ("entities", "entity on"),
        ("committed", "committed to the ledger"),
        ("posted", "posted to the endpoint"),
        ("confirmed", "confirmed by the endpoint"),
    ):
        print(f"  {start + hops[name]:8.1f}  {words}")
    return 0


def dashboard(devices: dict[str, str]) -> dict[str, Any]:
    """Return a page on which a person sees the school and presses buttons."""
    acts = (
        ("Press pendant 07 in room 204", {"device_id": devices[PENDANT], "act": "press", "room": ROOM}),
        ("Press pendant 12 in the gym", {"device_id": devices["DEMO Pendant 12"], "act": "press", "room": "Gym"}),
        ("Press the wall button in the gym", {"device_id": devices["DEMO Wall button 3"], "act": "press"}),
        ("Cut repeater 2 off the mains", {"device_id": devices["DEMO Repeater 2"], "act": "mains_lost"}),
        ("Switch repeater 5 off", {"device_id": devices["DEMO Repeater 5"], "act": "silent"}),
        ("Unplug the receiver", {"device_id": devices["DEMO receiver"], "act": "drop_link"}),
        ("Open the case of pendant 05", {"device_id": devices["DEMO Pendant 05"], "act": "tamper"}),
        ("Run down the battery of wall button 1", {"device_id": devices["DEMO Wall button 1"], "act": "low_battery"}),
    )
    buttons = [
        {
            "type": "button",
            "name": name,
            "icon": "mdi:gesture-tap-button",
            "show_state": False,
            "tap_action": {"action": "perform-action", "perform_action": "duress.simulate", "data": data},
        }
        for name, data in acts
    ]
    site, endpoint = "demo_lincoln_school", "demo_monitoring_station"
    state = {
        "type": "entities",
        "title": SITE,
        "entities": [
            {"entity": f"binary_sensor.{site}", "name": "Somebody in danger"},
            {"entity": f"sensor.{site}_readiness", "name": "Readiness"},
            {"entity": f"sensor.{site}_open_incidents", "name": "Open incidents"},
            {"entity": f"event.{site}_incident", "name": "Latest step"},
            {"entity": f"sensor.{site}_right_room_in_the_check_walk", "name": "Right room in the check walk"},
            {"entity": f"sensor.{site}_blind_spots", "name": "Blind spots"},
            {"entity": f"binary_sensor.{endpoint}_path_proven", "name": "Way to monitoring"},
            {"entity": f"sensor.{endpoint}_waiting_deliveries", "name": "Waiting to be sent"},
            {"entity": f"sensor.{endpoint}_last_delivery_time", "name": "Press to confirmation"},
        ],
    }
    sentence = {
        "type": "markdown",
        "title": "What is protected",
        "content": f"{{{{ state_attr('sensor.{site}_readiness', 'sentence') }}}}",
    }
    where = {"type": "markdown", "title": "Where", "content": WHERE}
    upkeep = {"type": "todo-list", "title": "What to see to", "entity": f"todo.{site}_upkeep", "hide_create": True}
    log = {
        "type": "logbook",
        "title": "What happened",
        "hours_to_show": 1,
        "target": {"device_id": [devices[SITE]], "entity_id": [f"binary_sensor.{site}", f"event.{endpoint}_delivery"]},
    }
    cards = [state, where, sentence, upkeep, {"type": "grid", "columns": 2, "square": False, "cards": buttons}, log]
    return {"views": [{"title": "DEMO school", "cards": cards}]}


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
    with tempfile.TemporaryDirectory(prefix="duress-demo-") as temporary:
        folder, record = Path(temporary) / "config", Path(temporary) / "station.jsonl"
        prepare(folder, port)
        print("Starting Home Assistant and the monitoring station …", flush=True)
        try:
            async with station(secret, record) as station_url, running(folder, port) as client:
                await client.onboard("Demo", "demo", password)
                devices = await build(client, station_url, secret, arguments.speed)
                if arguments.once:
                    return await once(client, devices, record)
                return await stay(client, folder, devices, password)
        except (HomeAssistantError, TimeoutError, OSError) as error:
            print(f"The demo failed: {error or 'it took too long'}", file=sys.stderr)
            log = folder / "output.log"
            print(log.read_text(errors="replace")[-3000:] if log.exists() else "", file=sys.stderr)
            return 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="press one pendant, print the timeline, exit")
    parser.add_argument("--speed", type=int, default=1, help="how many times faster than real devices check in (1)")
    parser.add_argument("--port", type=int, default=8123, help="port of Home Assistant (8123)")
    sys.exit(asyncio.run(main(parser.parse_args())))
