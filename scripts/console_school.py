"""The school that the console is tried in: Home Assistant with the demo school, its staff and one user for each role.

    python -m scripts.console_school       prints one line of JSON when everything is there; runs until its input ends

What it prints: `url`, `site` (the id), `ledger` (its file), `people` (the device and the name of each holder),
`devices` and `areas` (ids by name), `rooms` (where each is, as the demo school was built), and `users` by role: `name`,
`password` and `tokens`, as the frontend keeps them in its local storage.
"""

import argparse
import asyncio
from contextlib import AsyncExitStack
from dataclasses import asdict
import json
from pathlib import Path
import secrets
import sys
import tempfile
from typing import Any, Final

from custom_components.duress.demo import DEMO_MARK
from custom_components.duress.monitoring.signing import generate_secret
from custom_components.duress.receivers.demo import SCHOOL

from .demo_endpoints import forms, free_port, station
from .demo_following import ready
from .demo_school import build
from .home_assistant import Client, HomeAssistantError, prepare, running

OPTIONS_FLOW: Final = "/api/config/config_entries/options/flow"
ROLES: Final = ("office", "responder", "technician", "viewer")
PEOPLE: Final = {
    "DEMO Pendant 01": "DEMO Alex Rivera",
    "DEMO Pendant 05": "DEMO Kim Osei",
    "DEMO Pendant 07": "DEMO Sam Novak",
    "DEMO Pendant 08": "DEMO Maria Lindqvist",
    "DEMO Pendant 12": "DEMO Noor Haddad",
}
"""Who carries what; nobody of that name works anywhere."""

BARE_PANEL: Final = """\
panel_custom:
  - name: bare-panel
    url_path: bare
    module_url: /local/bare-panel.js
"""
BARE_MODULE: Final = """\
customElements.define("bare-panel", class extends HTMLElement {
  connectedCallback() { this.textContent = "Bare"; }
});
"""


async def furnish(client: Client, folder: Path, arguments: argparse.Namespace, stack: AsyncExitStack) -> dict[str, Any]:
    """Set the school up and return what the tests must know of it."""
    password = secrets.token_urlsafe(8)
    owner = await client.onboard("DEMO Owner", "owner", password)
    users = {"owner": {"name": "DEMO Owner", "password": password, "tokens": owner}}
    told: dict[str, Any] = {"url": client.url, "users": users}
    if arguments.empty:
        return told
    listening = await stack.enter_async_context(
        station(generate_secret(), secrets.token_hex(16), folder / "station.jsonl", None, quiet=True)
    )
    devices = await build(client, forms(listening), arguments.speed)
    [site] = await client.command("config_entries/get", domain="duress")
    told |= {"site": site["entry_id"], "devices": devices}
    told["ledger"] = str(folder / "duress" / f"{site['entry_id']}.sqlite")
    rooms = await client.command("config/area_registry/list")
    told["areas"] = {one["name"]: one["area_id"] for one in rooms}
    ids = {}
    for role in ROLES:
        ids[role], users[role] = await _user(client, role)
    await client.flow(
        OPTIONS_FLOW,
        site["entry_id"],
        {"next_step_id": "roles"},
        {role: [user_id] for role, user_id in ids.items()},
    )
    for number, (pendant, name) in enumerate(PEOPLE.items(), 1001):
        body = {"device_id": devices[pendant], "name": name, "staff_id": str(number)}
        await client.post("/api/services/duress/assign", body)
    told |= {"people": PEOPLE, "rooms": _rooms()}
    await ready(client)
    return told


def _rooms() -> dict[str, dict[str, Any]]:
    """Return where each room is: its floor, and its middle and size in metres."""
    floors = {floor.key: floor.name for floor in SCHOOL.floors}
    return {
        f"{DEMO_MARK} {room.name}": {**asdict(room), "name": room.name, "floor": f"{DEMO_MARK} {floors[room.floor]}"}
        for room in SCHOOL.rooms
    }


async def _user(client: Client, role: str) -> tuple[str, dict[str, Any]]:
    """Make a user, log in as them, and return their id and what a browser needs."""
    name, password = f"DEMO {role.capitalize()}", secrets.token_urlsafe(8)
    group = "system-admin" if role == "technician" else "system-users"
    made = (await client.command("config/auth/create", name=name, group_ids=[group]))["user"]
    await client.command(
        "config/auth_provider/homeassistant/create", user_id=made["id"], username=role, password=password
    )
    return made["id"], {"name": name, "password": password, "tokens": await client.log_in(role, password)}


async def main(arguments: argparse.Namespace) -> int:
    """Run the school until nobody wants it any more; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="duress-console-") as temporary:
        folder = Path(temporary) / "config"
        port = arguments.port or free_port()
        prepare(folder, port)
        (folder / "www").mkdir()
        (folder / "www" / "bare-panel.js").write_text(BARE_MODULE)
        with (folder / "configuration.yaml").open("a") as configuration:
            configuration.write(BARE_PANEL)
        try:
            async with AsyncExitStack() as stack:
                client = await stack.enter_async_context(running(folder, port))
                print(json.dumps(await furnish(client, folder, arguments, stack)), flush=True)
                await _input_ended()
        except (HomeAssistantError, TimeoutError, OSError) as error:
            log = folder / "output.log"
            print(log.read_text(errors="replace")[-3000:] if log.exists() else "", file=sys.stderr)
            print(f"The school of the console did not start: {error or 'it took too long'}", file=sys.stderr)
            return 1
    return 0


async def _input_ended() -> None:
    """Wait for the end of the input: whoever started this closes it, also by ending unexpectedly."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m scripts.console_school", description=__doc__)
    parser.add_argument("--speed", type=int, default=20, help="how many times faster than real devices check in (20)")
    parser.add_argument("--port", type=int, default=0, help="port of Home Assistant (a free one)")
    parser.add_argument("--empty", action="store_true", help="no school yet, only Home Assistant and its owner")
    sys.exit(asyncio.run(main(parser.parse_args())))
