"""Home Assistant in a process of its own, as seen by a test that starts, stops and kills it."""

import asyncio
from collections.abc import AsyncGenerator
import contextlib
from dataclasses import dataclass
import json
import os
from pathlib import Path
import signal
import socket
import sys
from typing import Any, Final, Literal

PATIENCE: Final = 300.0
"""Seconds after which it hangs; on a machine with other things to do a start alone has taken more than 60."""

_REPOSITORY: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What goes on: open incidents as the core has them, when each was raised, when tests end (both seconds, UTC)."""

    incidents: dict[str, list[Any]]
    raised: dict[str, float]
    until: dict[str, float]


@dataclass(slots=True)
class Process:
    """A launcher of Home Assistants (see child.py), of which at most one runs."""

    launcher: asyncio.subprocess.Process
    log: Path
    pid: int | None = None

    @classmethod
    @contextlib.asynccontextmanager
    async def launching(
        cls, folder: Path, receiver_port: int, endpoint_url: str, pendants: int
    ) -> AsyncGenerator[Process]:
        """Keep a launcher for the time of a block; whatever it started ends with it."""
        log = folder / "log"
        (folder / "config").mkdir()
        arguments = (str(folder / "config"), str(_free_port()), str(receiver_port), endpoint_url, str(pendants))
        with log.open("wb") as errors:
            launcher = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.chain.child",
                *arguments,
                cwd=_REPOSITORY,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
            )
        process = cls(launcher, log)
        try:
            await process._hear("launcher")
            yield process
        finally:
            assert launcher.stdin is not None
            launcher.stdin.close()
            await launcher.wait()
            launcher._transport.close()  # type: ignore[attr-defined]  # else its pipes are closed after the test

    @property
    def ledger(self) -> Path:
        """The folder of the ledger."""
        return self.log.parent / "config" / "duress"

    async def start(self, command: Literal["install", "start"] = "start") -> list[str]:
        """Start a Home Assistant; return the incidents it takes up as soon as it runs."""
        await self.launch(command)
        return [str(one) for one in (await self._hear("ready"))["open"]]

    async def launch(self, command: Literal["install", "start"] = "start") -> None:
        """Start a Home Assistant and do not wait until it runs; it is to be ended before it is started again."""
        self._say(command)
        self.pid = int((await self._hear("started"))["pid"])

    async def call(self, action: str, *pendants: str, **data: object) -> str | None:
        """Call an action about some pendants; return why it was refused, None if it was done and said so."""
        self.begin_call(action, *pendants, **data)
        error = (await self._hear("called"))["error"]
        return None if error is None else str(error)

    def begin_call(self, action: str, *pendants: str, **data: object) -> None:
        """Call an action and do not wait for its answer."""
        self._say(json.dumps({"action": action, "pendants": pendants, "data": data}))

    async def look(self) -> Seen:
        """Return what goes on."""
        self._say("report")
        said = await self._hear("report", besides=("called",))
        return Seen(incidents=said["incidents"], raised=said["raised"], until=said["until"])

    async def report(self) -> list[str]:
        """Return the incidents that are open."""
        self._say("report")
        return [str(one) for one in (await self._hear("report"))["open"]]

    async def end(self, how: signal.Signals) -> int:
        """Send the Home Assistant a signal; return its exit code once it has ended, negative for a signal."""
        assert self.pid is not None
        os.kill(self.pid, how)
        self.pid = None
        return int((await self._hear("ended", besides=("ready", "called")))["status"])

    def _say(self, command: str) -> None:
        """Write a line."""
        assert self.launcher.stdin is not None
        self.launcher.stdin.write(command.encode() + b"\n")

    async def _hear(self, what: str, *, besides: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return the next line, which must be of this kind; what may come besides is passed over."""
        assert self.launcher.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while (line := await self.launcher.stdout.readline()) and json.loads(line)["what"] in besides:
                pass
        assert line, f"it ended instead of being {what}:\n{self.log.read_text()}"
        said: dict[str, Any] = json.loads(line)
        assert said["what"] == what, f"{said}\n{self.log.read_text()}"
        return said


def _free_port() -> int:
    """Return a port that is free and that no outgoing connection takes, because it is below their range."""
    for port in range(20_000 + os.getpid() % 5_000, 30_000):
        with socket.socket() as candidate, contextlib.suppress(OSError):
            candidate.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")
