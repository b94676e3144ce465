"""One press of the demo, followed to the confirmation of every endpoint."""

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
import json
from pathlib import Path
import time
from typing import Any, Final

from .demo_names import PENDANT, ROOM, WEBHOOK_NAME
from .home_assistant import Client, HomeAssistantError

PATIENCE: Final = 30.0
CONFIRMED: Final = ("delivered", "desk_accepted")


async def state_of(client: Client, suffix: str) -> dict[str, Any]:
    """Return the state whose entity id ends so."""
    states: list[dict[str, Any]] = await client.get("/api/states")
    return next((state for state in states if state["entity_id"].endswith(suffix)), {"state": "", "attributes": {}})


async def ready(client: Client) -> None:
    """Wait until every device was heard and every way to monitoring is proven."""
    async with asyncio.timeout(PATIENCE):
        while True:
            state = await state_of(client, "_readiness")
            if state["state"] == "ready":
                return
            await asyncio.sleep(0.2)


async def once(client: Client, devices: dict[str, str], endpoints: Iterable[str], record: Path) -> int:
    """Press one pendant and follow the alarm until each of the endpoints has confirmed it; print the timeline."""
    try:
        await ready(client)
    except TimeoutError:
        readiness = await state_of(client, "_readiness")
        raise HomeAssistantError(
            f"the school did not become ready: {readiness['attributes'].get('sentence')}"
        ) from None
    print(f"Pressing {PENDANT} in {ROOM} …", flush=True)
    body = {"device_id": devices[PENDANT], "act": "press", "room": ROOM}
    answer = await client.post("/api/services/duress/simulate?return_response", body)
    # Both clocks are this machine's, as they are Home Assistant's.
    sent_at = answer["service_response"]["sent_at"] + time.time() - time.monotonic()
    async with asyncio.timeout(PATIENCE):
        while (duress := await state_of(client, "_incident"))["attributes"].get("incident_id") is None:
            await asyncio.sleep(0.05)
    alarms = await _confirmed(client, duress["attributes"]["incident_id"], set(endpoints))
    await _verified(record, alarms[WEBHOOK_NAME]["event_id"])
    place = (await state_of(client, "_pendant_07_location"))["state"]
    print(f"Incident {duress['attributes']['number']}: {PENDANT}, placed in {place}")
    _say_timeline(alarms[WEBHOOK_NAME], sent_at)
    for name in sorted(alarms):
        hops = alarms[name]["milliseconds"]
        print(f"{name}: {alarms[name]['state']} {hops['confirmed']:.1f} ms after the press was heard")
    return 0


async def _confirmed(client: Client, incident_id: str, endpoints: set[str]) -> dict[str, dict[str, Any]]:
    """Wait until each endpoint has confirmed the alarm; return the alarm's message to each, by the endpoint's name."""
    alarms: dict[str, dict[str, Any]] = {}
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                page = await client.command("duress/deliveries", incident_id=incident_id, limit=100)
                alarms = {one["endpoint"]: one for one in page["deliveries"] if one["kind"] == "incident_raised"}
                if {name for name, one in alarms.items() if one["state"] in CONFIRMED} >= endpoints:
                    return alarms
                await asyncio.sleep(0.1)
    except TimeoutError:
        told = {name: (one["state"], one["answer"]) for name, one in alarms.items()}
        raise HomeAssistantError(f"not every endpoint confirmed the alarm: {told}") from None


async def _verified(record: Path, event_id: str) -> None:
    """Wait until the station has written down that it verified a message."""
    try:
        async with asyncio.timeout(PATIENCE):
            while event_id not in _verified_ids(record):
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise HomeAssistantError("the station has not verified the alarm it is said to have confirmed") from None


def _verified_ids(record: Path) -> set[str]:
    """Return the ids of the messages whose signature the station accepted."""
    lines = [json.loads(line) for line in record.read_text().splitlines()] if record.exists() else []
    return {line["headers"]["webhook-id"] for line in lines if line["answer"] == HTTPStatus.OK}


def _say_timeline(alarm: dict[str, Any], sent_at: float) -> None:
    """Print how long each step of an alarm took."""
    start = (alarm["at"] - sent_at) * 1000
    print("Timeline, ms after the first byte on the wire:")
    for name, words in (
        ("heard", "bytes read from the socket"),
        ("entities", "entity on"),
        ("committed", "committed to the ledger"),
        ("posted", "posted to the endpoint"),
        ("confirmed", "confirmed by the endpoint"),
    ):
        print(f"  {start + alarm['milliseconds'][name]:8.1f}  {words}")
