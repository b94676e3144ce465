"""A small monitoring station on loopback: checks what comes, says every message in words, can answer wrongly."""

import argparse
import asyncio
import base64
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
import json
from pathlib import Path
import secrets
import signal
import sys
from typing import Final, TextIO

from aiohttp import web
from cap_words import CONTENT_TYPE, read_cap
from dc09_station import Dc09Station
from dead_man import PATIENCE, DeadMan
from mqtt_station import MqttStation
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook, WebhookVerificationError

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None

PATH: Final = "/duress"
LARGEST: Final = 1_000_000
HEARTBEAT: Final = "org.duress.heartbeat.v1"
TEST: Final = "org.duress.test.v1"
_SHORT: Final = 60


@dataclass(slots=True)
class Station:
    """What the desk knows; `answer` is the status it gives, `delay` the seconds it takes."""

    secret: str
    answer: int = 200
    delay: float = 0.0
    out: TextIO = field(default_factory=lambda: sys.stdout)
    copy: TextIO | None = None
    seen: Counter[str] = field(default_factory=Counter)
    heartbeats: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    dead_man: DeadMan | None = None

    async def receive(self, request: web.Request) -> web.Response:
        """Check, say and answer one message."""
        try:
            body = (await request.read()).decode()
            Webhook(self.secret).verify(body, dict(request.headers), json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            self.refused += 1
            self.say(f"REFUSED a message from {request.remote}: {_plain(error)}")
            return web.Response(status=401, text="signature not accepted\n")
        message_id = request.headers["webhook-id"]
        # One event may come in several forms, as one message in each.
        message_id = f"{message_id} {request.content_type}"
        self.seen[message_id] += 1
        event = read_cap(body) if request.content_type == CONTENT_TYPE else _parsed(body)
        self.show(message_id, event, request.headers.get("duress-attempt", "1"))
        self.alive(event)
        if self.copy is not None:
            self.copy.write(json.dumps(_record(request, event, self.answer), ensure_ascii=False) + "\n")
            self.copy.flush()
        await asyncio.sleep(self.delay)
        return web.Response(status=self.answer)

    def published(self, event_id: str, event: dict[str, Json], attempt: str) -> None:
        """Say a message that came over MQTT."""
        message_id = f"{event_id} mqtt"
        self.seen[message_id] += 1
        self.show(message_id, event, attempt, "MQTT ")
        self.alive(event)

    def show(self, message_id: str, event: dict[str, Json], attempt: str, way: str = "") -> None:
        """Say a message; heartbeats that follow each other on a way share a line."""
        if event.get("type") == HEARTBEAT:
            self.heartbeats[way] += 1
            if self.heartbeats[way] in (1, 10) or self.heartbeats[way] % _SHORT == 0:
                self.say(f"{way}heartbeat {self.heartbeats[way]} {_heartbeat(event)}")
            return
        self.heartbeats[way] = 0
        repeat = f" (again, attempt {attempt})" if self.seen[message_id] > 1 else ""
        self.say(f"{way}{describe(event)}{repeat}")

    def alive(self, event: dict[str, Json]) -> None:
        """Note that a site lives; a heartbeat may say itself after how long a silence is an alarm."""
        data = _object(event.get("data"))
        if self.dead_man is not None and isinstance(name := _object(data.get("site")).get("name"), str):
            patience = _object(data.get("counters")).get("alarm_after_seconds")
            self.dead_man.heard(name, float(patience) if isinstance(patience, (int, float)) else None)

    def say(self, text: str) -> None:
        """Print a line with the time of day."""
        self.out.write(f"{datetime.now().astimezone():%H:%M:%S}  {text}\n")
        self.out.flush()


def describe(event: dict[str, Json]) -> str:
    """Return a message in words: mark, what, state, kind, number, place, method, transmitter, who."""
    if isinstance(words := event.get("words"), str):
        return words
    data = _object(event.get("data"))
    site = _object(data.get("site"))
    mode = str(data.get("mode", "?"))
    mark = "" if mode == "live" else f"[{mode.upper()}] "
    if event.get("type") == TEST:
        return f"{mark}test message from {site.get('name')}; no help is needed"
    incident = _object(data.get("incident"))
    if trouble := _object(data.get("trouble")):
        return f"{mark}trouble {_what(event)} | {data.get('text')} | kind {trouble.get('kind')}"
    if not incident:
        return f"{mark}unknown message of type {event.get('type')}"
    place = _object(incident.get("place"))
    parts = [str(place[key]) for key in ("room", "floor", "building") if place.get(key)]
    words = [
        f"{mark}{incident.get('kind')} {incident.get('number')} {_what(event)}",
        f"at {site.get('name')}: {', '.join(parts) or f'somewhere at the site, {site.get("address")}'}",
        f"({place.get('method')}, {place.get('confidence')})",
        *_pressed(incident),
        f"state {incident.get('state')}",
        *([f"by {data['actor']}"] if data.get("actor") else []),
        *([f"because: {data['reason']}"] if data.get("reason") else []),
        *(["SILENT"] if data.get("silent") else []),
        *(["DOUBTFUL, handle as real"] if incident.get("doubtful") else []),
    ]
    return " | ".join(words)


def _what(event: dict[str, Json]) -> str:
    """Return the step an event is about, such as RAISED."""
    parts = str(event.get("type")).split(".")
    return parts[-2].upper() if len(parts) > 1 else "?"


def _pressed(incident: dict[str, Json]) -> list[str]:
    """Return who pressed: the transmitters, never people."""
    presses = incident.get("presses")
    names = [
        f"{press.get('label')} ({press.get('model')} {press.get('serial')})"
        for press in map(_object, presses if isinstance(presses, list) else [])
    ]
    return [f"pressed: {', '.join(dict.fromkeys(names))}"] if names else []


def _heartbeat(event: dict[str, Json]) -> str:
    """Return what a heartbeat says, short."""
    data = _object(event.get("data"))
    counters = _object(data.get("counters"))
    name = _object(data.get("site")).get("name")
    return f"from {name}: {counters.get('waiting')} waiting, last sequence {counters.get('last_sequence')}"


def _record(request: web.Request, event: dict[str, Json], answer: int) -> dict[str, Json]:
    """Return a message with what came around it."""
    names = ("webhook-id", "webhook-timestamp", "duress-sequence", "duress-attempt")
    return {"headers": {name: request.headers.get(name) for name in names}, "answer": answer, "event": event}


def _object(value: Json) -> dict[str, Json]:
    """Return an object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def _parsed(body: str) -> dict[str, Json]:
    """Return a body as an object, an empty one if it is none."""
    try:
        return _object(json.loads(body))
    except ValueError:
        return {}


def _plain(error: Exception) -> str:
    """Return an error in one line."""
    return " ".join(str(error).split()) or type(error).__name__


def application(station: Station) -> web.Application:
    """Return the web application of a station."""
    app = web.Application(client_max_size=LARGEST)
    app.router.add_post(PATH, station.receive)
    return app


async def serve(station: Station, port: int, stop: asyncio.Event, ways: Ways) -> None:
    """Listen on loopback until told to stop; port 0 takes any free one."""
    runner = web.AppRunner(application(station), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        actual = runner.addresses[0][1]
        station.out.write(f"Listening on http://127.0.0.1:{actual}{PATH}\nSecret {station.secret}\n")
        station.out.flush()
        async with AsyncExitStack() as stack:
            if ways.dc09_port is not None:
                receiver = Dc09Station(station.say, key=ways.dc09_key, delay=station.delay, dead_man=station.dead_man)
                server = await asyncio.start_server(receiver.serve, "127.0.0.1", ways.dc09_port)
                await stack.enter_async_context(server)
                station.out.write(f"DC-09 on 127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
                station.out.flush()
            if ways.mqtt_port is not None:
                desk = asyncio.create_task(MqttStation(ways.mqtt_port, station.say, station.published).run())
                stack.callback(desk.cancel)
            await stop.wait()
    finally:
        if station.dead_man is not None:
            station.dead_man.stop()
        await runner.cleanup()
        station.say(f"Stopped after {len(station.seen)} messages, {station.refused} refused")


@dataclass(frozen=True, slots=True)
class Ways:
    """Which ways there are besides the webhook: a port for SIA DC-09 and its key, the port of an MQTT broker."""

    dc09_port: int | None
    dc09_key: bytes | None
    mqtt_port: int | None


def arguments(given: list[str]) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="monitoring_station", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes any free one")
    parser.add_argument("--secret", help="shared secret, whsec_…; a new one is made when it is left out")
    parser.add_argument("--json", type=Path, help="file to append every message to, one JSON object per line")
    parser.add_argument("--answer", type=int, default=200, help="HTTP status to answer with, for drills")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait before every answer, for drills")
    parser.add_argument(
        "--dc09-port", type=int, help="listen for SIA DC-09 over TCP too, on this port; 0: any free one"
    )
    parser.add_argument(
        "--dc09-key", type=_key, help="key of DC-09 in hexadecimal; left out, messages are in clear text"
    )
    parser.add_argument("--mqtt-port", type=int, help="be the desk at the MQTT broker on this port of 127.0.0.1 too")
    parser.add_argument(
        "--dead-man", type=float, default=PATIENCE, metavar="SECONDS",
        help=f"silence after which a site counts as dead, unless its heartbeats say another figure ({PATIENCE:g})",
    )  # fmt: skip
    options = parser.parse_args(given)
    if not 200 <= options.answer <= 599:
        parser.error("--answer must be between 200 and 599")
    options.secret = options.secret or "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    try:
        Webhook(options.secret)
    except (ValueError, RuntimeError, EmptyWebhookSecretError) as error:
        parser.error(f"--secret must be whsec_ and base64 text: {_plain(error)}")
    return options


def _key(digits: str) -> bytes:
    """Return a key; argparse says it if it is none."""
    key = bytes.fromhex(digits)
    if len(key) not in (16, 24, 32):
        raise ValueError
    return key


async def main(given: list[str]) -> int:
    """Run until SIGINT or SIGTERM; return the exit code."""
    options = arguments(given)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    copy = options.json.open("a", encoding="utf-8") if options.json else None
    station = Station(options.secret, answer=options.answer, delay=options.delay, copy=copy)
    station.dead_man = DeadMan(station.say, options.dead_man)
    try:
        await serve(station, options.port, stop, Ways(options.dc09_port, options.dc09_key, options.mqtt_port))
    except OSError as error:
        sys.stderr.write(f"monitoring_station: cannot listen on port {options.port}: {_plain(error)}\n")
        return 1
    finally:
        if copy is not None:
            copy.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
