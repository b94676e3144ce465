"""A school as large as a console has to bear: 200 pendants with holders, 150 surveyed rooms and 40 repeaters.

It is made in this process and then run by a Home Assistant of its own, frontend and all.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
import json
from pathlib import Path
from random import Random
import secrets
from typing import Any, Final

from homeassistant.core import HomeAssistant

from custom_components.duress.const import DOMAIN
from custom_components.duress.core.events import Actor, ActorKind, SurveyReason
from custom_components.duress.core.location import SurveyPress
from custom_components.duress.echostream import Uid, format_uid
from scripts.demo_endpoints import free_port
from scripts.home_assistant import Client, prepare, running

from .peers import ENDPOINT, RECEIVER, Peer, Transmission
from .site import PENDANTS, check_ins, home_assistant, press, repeaters, school_entry, until

ROOMS: Final = 150
RELAYS: Final = repeaters(40)
PRESSES: Final = 4
"""Surveyed presses of each room."""

STARTING: Final = 90.0
_ACTOR: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Bench", source="bench")


@dataclass(frozen=True, slots=True, kw_only=True)
class BigSchool:
    """The school as it runs: the file that describes it to the browser, and its receiver."""

    description: Path
    receiver: Peer

    async def keep_pressing(self, pendants: Sequence[Uid], every: float) -> None:
        """Let these pendants be pressed in turn, one every so many seconds."""
        frames = [press(pendant).hex() for pendant in pendants]
        port = self.receiver.ports[0]
        await self.receiver.keep_transmitting(Transmission(port=port, frames=frames, gap=every))


@asynccontextmanager
async def big_school(
    folder: Path, installed: Sequence[Uid] = PENDANTS, rooms: int = ROOMS
) -> AsyncGenerator[BigSchool]:
    """Run the school until the end of the block."""
    configuration, port = folder / "config", free_port()
    prepare(configuration, port)
    async with Peer.running(RECEIVER) as receiver, Peer.running(ENDPOINT) as endpoint:
        line, url = f"socket://127.0.0.1:{receiver.ports[0]}", f"http://127.0.0.1:{endpoint.ports[0]}/"
        async with home_assistant(str(configuration)) as hass:
            await _make(hass, line, url, installed, rooms)
        for one in ("http", "http.auth", "auth"):
            # What this process has of them is not how the other one is reached.
            (configuration / ".storage" / one).unlink(missing_ok=True)
        async with running(configuration, port) as client:
            tokens = await client.onboard("Owner", "owner", secrets.token_urlsafe(8))
            async with asyncio.timeout(STARTING):
                while (await client.get("/api/config"))["state"] != "RUNNING":  # noqa: ASYNC110 - only asking tells
                    await asyncio.sleep(0.2)
            frames = check_ins(installed=installed, relays=RELAYS)
            await receiver.transmit(
                Transmission(port=receiver.ports[0], frames=[one.hex() for one in frames], gap=0.001)
            )
            described = await _describe(client, tokens)
            await _hand_out(client, described["devices"])
            description = folder / "school.json"
            description.write_text(json.dumps(described))
            yield BigSchool(description=description, receiver=receiver)


async def _make(hass: HomeAssistant, line: str, url: str, installed: Sequence[Uid], rooms: int) -> None:
    """Install everything and survey the rooms."""
    entry = school_entry(hass, line, url, installed, relays=RELAYS, room_number=rooms)
    await hass.config_entries.async_add(entry)
    await hass.async_block_till_done()
    site = entry.runtime_data
    listeners = [entry.subentries[key] for key in entry.subentries]
    owners = {one.unique_id: one.subentry_id for one in listeners}
    keys = [owners[format_uid(relay)] for relay in RELAYS]
    chance = Random("console")
    areas = sorted({str(one.data["area"]) for one in listeners if "area" in one.data})
    await site.survey.async_add(
        [_surveyed(number, area, keys, chance) for number, area in enumerate(areas * PRESSES)],
        _ACTOR,
        why=SurveyReason.IMPORT,
        reason="bench",
    )
    await until(lambda: site.survey.version > 0)
    await hass.config_entries.async_unload(entry.entry_id)


def _surveyed(number: int, area: str, keys: Sequence[str], chance: Random) -> SurveyPress:
    """Return one press of the walk, heard by five repeaters."""
    heard = {key: chance.uniform(30, 80) for key in chance.sample(keys, 5)}
    margins = {key: level - 9 for key, level in heard.items()}
    return SurveyPress(press_id=f"bench-{number}", room_id=area, at=1.79e9 + number, heard=heard, margins=margins)


async def _hand_out(client: Client, devices: dict[str, str]) -> None:
    """Give each pendant to somebody; the staff number goes by that of the pendant."""
    for name in (name for name in devices if name.startswith("Pendant ")):
        number = int(name.removeprefix("Pendant "))
        person = {"device_id": devices[name], "name": f"Person {number}", "staff_id": str(1000 + number)}
        await client.command("call_service", domain=DOMAIN, service="assign", service_data=person)


async def _describe(client: Client, tokens: dict[str, Any]) -> dict[str, Any]:
    """Return what the measurement in the browser must know."""
    [entry] = await client.command("config_entries/get", domain=DOMAIN)
    return {
        "url": client.url,
        "site": entry["entry_id"],
        "users": {"owner": {"name": "Owner", "password": "", "tokens": tokens}},
        "devices": {one["name"]: one["id"] for one in await client.devices()},
        "areas": {one["name"]: one["area_id"] for one in await client.command("config/area_registry/list")},
        "people": {},
    }
