"""The endpoints of the demo: the monitoring station, and the forms a person fills in to add it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
import os
from pathlib import Path
import re
import socket
import sys
from typing import Any, Final

from .demo_names import CAP_NAME, DC09_NAME, MQTT_NAME, WEBHOOK_NAME
from .home_assistant import HomeAssistantError
from .programs import mosquitto

STATION: Final = Path(__file__).with_name("monitoring_station.py")
PATIENCE: Final = 30.0
_LISTENS: Final = re.compile(r"(http://\S+).*DC-09 on \S+:(\d+)\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where the monitoring station listens, and what it shares with the school."""

    url: str
    secret: str
    dc09_port: int
    dc09_key: str
    mqtt_port: int | None = None


def free_port() -> int:
    """Return a TCP port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def broker(folder: Path) -> AsyncGenerator[int | None]:
    """Run a broker on loopback, if there is one on this machine; yield its port."""
    if (program := mosquitto()) is None:
        print("There is no mosquitto on this machine, so the district's MQTT is left out.", flush=True)
        yield None
        return
    port = free_port()
    configuration = folder / "mosquitto.conf"
    as_user = "user root\n" if os.geteuid() == 0 else ""
    configuration.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n{as_user}")
    process = await asyncio.create_subprocess_exec(
        program, "-c", str(configuration), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(PATIENCE):
            while not await _answers(port):
                if process.returncode is not None:
                    raise HomeAssistantError("the MQTT broker ended before it listened")
                await asyncio.sleep(0.05)
        yield port
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _answers(port: int) -> bool:
    """Return whether somebody listens on a port of loopback."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


@asynccontextmanager
async def station(
    secret: str, key: str, record: Path, mqtt_port: int | None, *, quiet: bool = False
) -> AsyncGenerator[Listening]:
    """Run the monitoring station, at an MQTT broker too if there is one."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(STATION), "--port", "0", "--secret", secret, "--json", str(record),
        "--dc09-port", "0", "--dc09-key", key, *([] if mqtt_port is None else ["--mqtt-port", str(mqtt_port)]),
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(PATIENCE):
        while (found := _LISTENS.search(said)) is None:
            if not (line := (await process.stdout.readline()).decode()):
                raise HomeAssistantError("the monitoring station ended before it listened")
            said += line

    async def relay() -> None:
        assert process.stdout is not None
        async for text in process.stdout:
            if not quiet:
                print(f"  [station] {text.decode().rstrip()}", flush=True)

    relaying = asyncio.create_task(relay())
    try:
        yield Listening(url=found[1], secret=secret, dc09_port=int(found[2]), dc09_key=key, mqtt_port=mqtt_port)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        relaying.cancel()


def forms(listening: Listening) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return by name what kind each endpoint is of and its form, filled in."""
    told = {"forward_without_automation": True}
    posted = {"url": listening.url, "secret": listening.secret, **told}
    found = {
        WEBHOOK_NAME: ("webhook", {"name": WEBHOOK_NAME, **posted}),
        CAP_NAME: ("webhook", {"name": CAP_NAME, "body_format": "cap", **posted}),
        DC09_NAME: ("dc09", _receiver(listening, told)),
    }
    if listening.mqtt_port is not None:
        found[MQTT_NAME] = ("mqtt", _district(listening.mqtt_port, told))
    return found


def _district(port: int, told: dict[str, bool]) -> dict[str, Any]:
    """Return the filled-in form of the district's broker."""
    return {
        "name": MQTT_NAME, "host": "127.0.0.1", "port": port, "district": "demo", "site_topic": "lincoln-school",
        "encrypted": False, "accept_broker": False, **told,
    }  # fmt: skip


def _receiver(listening: Listening, told: dict[str, bool]) -> dict[str, Any]:
    """Return the filled-in form of the station as a receiver that speaks SIA DC-09."""
    return {
        "name": DC09_NAME, "host": "127.0.0.1", "port": listening.dc09_port, "protocol": "tcp", "account": "1234",
        "format": "sia_dcs", "supervision": 60, **told,
        "security": {
            "encryption": "aes_128", "key_form": "hex", "encryption_key": listening.dc09_key, "padding": "short",
        },
        "more": {
            "prefix": "0", "partition": 1, "reply_timeout": 20, "unknown_room": "999", "real_codes": False,
            "room_numbers": "DEMO Room 204 = 204\nDEMO Gym = 12",
        },
    }  # fmt: skip
