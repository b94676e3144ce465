"""A real mosquitto on loopback for tests: started, stopped, killed, and looked into as a district desk does."""

import asyncio
import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
import hashlib
import json
import os
from pathlib import Path
import signal
import socket
import ssl
import subprocess
import time
from typing import Any, Final, Self

import aiomqtt
import pytest

from scripts.programs import mosquitto

MOSQUITTO: Final = mosquitto()
needs_mosquitto: Final = pytest.mark.skipif(
    MOSQUITTO is None, reason="mosquitto is missing: python -m scripts.programs"
)
_START_SECONDS: Final = 10.0


# Each worker has a range of its own, and gives no port twice: one that is free for now may be that of a broker which
# another test has stopped for a while. All are below those of outgoing connections.
_WORKER: Final = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS: Final = iter(range(20_000 + 1_000 * _WORKER, 21_000 + 1_000 * _WORKER))


def free_port() -> int:
    """Return a port on loopback that nobody has, and that nobody else is given."""
    for port in _PORTS:
        with socket.socket() as candidate, suppress(OSError):
            candidate.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")


def passwords(users: Mapping[str, str]) -> str:
    """Return a password file."""
    lines = []
    for name, password in users.items():
        salt = os.urandom(12)
        digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 101)
        lines.append(f"{name}:$7$101${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}\n")
    return "".join(lines)


@dataclass(slots=True)
class Broker:
    """A broker that keeps its port and what it stored from start to start; `lines` are added to its configuration."""

    folder: Path
    users: Mapping[str, str] = field(default_factory=dict)
    access: str = ""
    lines: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it and wait until it listens."""
        assert MOSQUITTO is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        configuration = [
            f"listener {self.port} 127.0.0.1",
            *self.lines,
            f"allow_anonymous {str(not self.users).lower()}",
            "set_tcp_nodelay true",
            "persistence true",
            f"persistence_location {self.folder}/",
            f"log_dest file {self.folder}/log",
        ]
        for name, setting, text in (
            ("passwords", "password_file", passwords(self.users)),
            ("access", "acl_file", self.access),
        ):
            if text:
                path = self.folder / name
                path.write_text(text)
                path.chmod(0o600)
                configuration.append(f"{setting} {path}")
        return self.run("\n".join(configuration))

    def run(self, configuration: str) -> Self:
        """Start it with a configuration, as the user we are, and wait until it listens."""
        assert MOSQUITTO is not None
        path = self.folder / "mosquitto.conf"
        path.write_text(configuration + ("\nuser root\n" if os.geteuid() == 0 else "\n"))
        self._process = subprocess.Popen(  # noqa: S603 - the broker
            [str(MOSQUITTO), "-c", str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=None
        )
        limit = time.monotonic() + _START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1.0).close()
            except OSError:
                assert self._process.poll() is None, f"mosquitto ended: {self.log[-2000:]}"
                assert time.monotonic() < limit, "mosquitto does not listen"
                time.sleep(0.005)
            else:
                return self

    @property
    def log(self) -> str:
        """What it noted."""
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    def stop(self) -> None:
        """End it as its service does."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Stop it in the middle of whatever it does; the system goes on taking bytes for it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """End it at once; what it did not write is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A message as a subscriber gets it; `at` is the monotonic clock."""

    topic: str
    payload: bytes
    retained: bool
    user: dict[str, str]
    at: float

    @property
    def body(self) -> Any:  # noqa: ANN401 - whatever JSON says
        """What it says."""
        return json.loads(self.payload)

    @property
    def event_id(self) -> str:
        """The id it goes under; empty for what has none."""
        return self.user.get("event-id", "")


@dataclass(slots=True)
class District:
    """A district's desk at a broker: sees everything, and answers with receipts when told to."""

    client: aiomqtt.Client
    seen: list[Published] = field(default_factory=list)
    answers: str | None = None
    _number: int = 0

    @property
    def events(self) -> list[Published]:
        """The messages, in order."""
        return [one for one in self.seen if "/event/" in one.topic]

    @property
    def heartbeats(self) -> list[Published]:
        """The heartbeats, in order."""
        return [one for one in self.seen if one.topic.endswith("/heartbeat")]

    @property
    def states(self) -> list[dict[str, Any]]:
        """What the schools' retained states said, in order; without an empty one, which takes it back."""
        return [one.body for one in self.seen if one.topic.endswith("/state") and one.payload]

    async def listen(self) -> None:
        """Note what comes, and answer; to be cancelled."""
        async for message in self.client.messages:
            assert isinstance(message.payload, bytes)
            known = dict(getattr(message.properties, "UserProperty", ()))
            one = Published(
                topic=str(message.topic),
                payload=message.payload,
                retained=message.retain,
                user=known,
                at=time.monotonic(),
            )
            self.seen.append(one)
            if self.answers and one.event_id:
                await self.answer(one, self.answers)

    async def answer(self, one: Published, answer: str, **members: str) -> None:
        """Send a receipt for a message."""
        self._number += 1
        body = {"receipt_id": f"R{self._number}", "answer": answer, "event_id": one.event_id, **members}
        branch = "/".join(one.topic.split("/")[:4])
        await self.client.publish(f"{branch}/receipt/desk", json.dumps(body), qos=1)


@asynccontextmanager
async def district(
    broker: Broker,
    *,
    answers: str | None = None,
    topic: str = "duress/v1/#",
    username: str | None = None,
    password: str | None = None,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[District]:
    """Connect a desk until the end of the block; with `answers` it gives that receipt to every message."""
    async with aiomqtt.Client(
        "127.0.0.1",
        broker.port,
        protocol=aiomqtt.ProtocolVersion.V5,
        identifier=f"district-{username}",
        username=username,
        password=password,
        tls_context=tls,
        socket_options=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),
    ) as client:
        desk = District(client, answers=answers)
        await client.subscribe(topic, qos=1)
        listening = asyncio.get_running_loop().create_task(desk.listen())
        try:
            yield desk
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
