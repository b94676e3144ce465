"""Driving a real Home Assistant from outside: start it, make its owner, and talk to it as its frontend does."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import os
from pathlib import Path
import signal
import sys
import time
from typing import Any, Final

import aiohttp

CONFIGURATION: Final = """\
http:
  server_host: 127.0.0.1
  server_port: {port}
frontend:
config:
history:
logbook:
recorder:
  commit_interval: 1
automation: !include automations.yaml
lovelace:
  dashboards:
    demo-school:
      mode: yaml
      filename: demo.yaml
      title: DEMO school
      icon: mdi:school
      show_in_sidebar: true
logger:
  default: warning
homeassistant:
  name: DEMO
  country: US
  time_zone: UTC
  unit_system: metric
"""
START_TIMEOUT: Final = 300.0
STAND_INS: Final = Path(__file__).with_name("stand_ins")


class HomeAssistantError(Exception):
    """Home Assistant did not do what was asked of it."""


class Client:
    """A logged-in user of a running Home Assistant."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        """Take a session; log in with `onboard`."""
        self._session = session
        self.url = url
        self._headers: dict[str, str] = {}

    async def onboard(self, name: str, username: str, password: str) -> dict[str, Any]:
        """Make the owner of a new installation, log in as them and finish the first-run steps; return their tokens."""
        client_id = f"{self.url}/"
        user = {"client_id": client_id, "name": name, "username": username, "password": password, "language": "en"}
        code = (await self.post("/api/onboarding/users", user))["auth_code"]
        tokens = await self._tokens(code)
        self._headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        for step, body in (
            ("core_config", {}),
            ("analytics", {}),
            ("integration", {"client_id": client_id, "redirect_uri": f"{client_id}?auth_callback=1"}),
        ):
            await self.post(f"/api/onboarding/{step}", body)
        # Otherwise Home Assistant asks for it and goes back to all addresses after five minutes.
        await self.command("http/config/promote")
        return tokens

    async def log_in(self, username: str, password: str) -> dict[str, Any]:
        """Return the tokens of another user, in the form in which the frontend keeps them in its local storage."""
        client_id = f"{self.url}/"
        flow = {"client_id": client_id, "handler": ["homeassistant", None], "redirect_uri": client_id}
        begun = await self.post("/auth/login_flow", flow)
        typed = {"client_id": client_id, "username": username, "password": password}
        return await self._tokens((await self.post(f"/auth/login_flow/{begun['flow_id']}", typed))["result"])

    async def _tokens(self, code: str) -> dict[str, Any]:
        """Exchange an authorization code."""
        client_id = f"{self.url}/"
        form = {"client_id": client_id, "grant_type": "authorization_code", "code": code}
        async with self._session.post(f"{self.url}/auth/token", data=form) as answer:
            tokens: dict[str, Any] = await answer.json()
        expires = round((time.time() + tokens["expires_in"]) * 1000)
        return {**tokens, "hassUrl": self.url, "clientId": client_id, "expires": expires}

    async def post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever Home Assistant answers
        """Post JSON and return the JSON that is answered."""
        async with self._session.post(f"{self.url}{path}", json=body, headers=self._headers) as answer:
            if answer.status >= 400:
                raise HomeAssistantError(f"{path} answered {answer.status}: {await answer.text()}")
            return await answer.json()

    async def get(self, path: str) -> Any:  # noqa: ANN401 - whatever Home Assistant answers
        """Return the JSON at a path."""
        async with self._session.get(f"{self.url}{path}", headers=self._headers) as answer:
            if answer.status >= 400:
                raise HomeAssistantError(f"{path} answered {answer.status}")
            return await answer.json()

    async def flow(self, path: str, handler: object, *typed: dict[str, Any]) -> dict[str, Any]:
        """Go through a configuration flow, form by form; return its result."""
        result: dict[str, Any] = await self.post(path, {"handler": handler})
        for answers in typed:
            result = await self.post(f"{path}/{result['flow_id']}", answers)
        if result["type"] != "create_entry":
            raise HomeAssistantError(f"the flow stopped at {result.get('step_id')}: {result.get('errors')}")
        return result

    async def devices(self) -> list[dict[str, Any]]:
        """Return every registered device."""
        found: list[dict[str, Any]] = await self.command("config/device_registry/list")
        return found

    async def command(self, kind: str, **data: object) -> Any:  # noqa: ANN401 - whatever Home Assistant answers
        """Send one websocket command and return its result."""
        token = self._headers["Authorization"].removeprefix("Bearer ")
        async with self._session.ws_connect(f"{self.url}/api/websocket") as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": token})
            await socket.receive_json()
            await socket.send_json({"id": 1, "type": kind, **data})
            answer = await socket.receive_json()
        if not answer["success"]:
            raise HomeAssistantError(f"{kind} answered {answer['error']}")
        return answer["result"]


def prepare(folder: Path, port: int) -> None:
    """Make a configuration folder with this integration and its blueprint in it."""
    root = Path(__file__).parents[1]
    (folder / "custom_components").mkdir(parents=True)
    (folder / "custom_components" / "duress").symlink_to(root / "custom_components" / "duress")
    blueprints = folder / "blueprints" / "automation" / "duress"
    blueprints.mkdir(parents=True)
    for blueprint in (root / "blueprints" / "automation" / "duress").glob("*.yaml"):
        (blueprints / blueprint.name).write_text(blueprint.read_text())
    (folder / "automations.yaml").write_text("[]\n")
    (folder / "demo.yaml").write_text("views: []\n")
    (folder / "configuration.yaml").write_text(CONFIGURATION.format(port=port))


@asynccontextmanager
async def running(folder: Path, port: int) -> AsyncGenerator[Client]:
    """Run Home Assistant on a folder made by `prepare`; stop it at the end."""
    log = (folder / "output.log").open("wb")
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(STAND_INS)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "homeassistant", "--config", str(folder), "--skip-pip",
        stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
    )  # fmt: skip
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
            client = Client(session, f"http://127.0.0.1:{port}")
            await _answering(client, process, folder)
            yield client
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), 30)
            except TimeoutError:
                process.kill()
                await process.wait()
        log.close()


async def _answering(client: Client, process: asyncio.subprocess.Process, folder: Path) -> None:
    """Wait until Home Assistant answers."""
    async with asyncio.timeout(START_TIMEOUT):
        while process.returncode is None:
            try:
                await client.get("/api/onboarding")
            except aiohttp.ClientError, HomeAssistantError:
                await asyncio.sleep(0.2)
            else:
                return
    tail = (folder / "output.log").read_text(errors="replace")[-2000:]
    raise HomeAssistantError(f"Home Assistant ended with code {process.returncode}:\n{tail}")
