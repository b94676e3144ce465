"""What a locked phone shows of an alarm or a trouble: the blueprints send to the real companion app's relay."""

from collections.abc import AsyncGenerator
from pathlib import Path
import re
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import yaml as yaml_util
import pytest
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # it carries no types
    MockConfigEntry,
)

from custom_components.duress.const import DOMAIN
from scripts.home_assistant import STAND_INS
from tests.integration.builders import until
from tests.integration.peers import RealSite, pressed
from tests.integration.roster import call
from tests.integration.test_blueprints import NEVER_QUIET, automate, automate_all, messages, open_case, site

__all__ = ["messages", "site"]

PHONES = {"Principal": "Apple", "Officer": "Google"}
SAYS_NOTHING = ("Duress", "Open the console.")


class Relay:
    """The relay that takes messages to phones: it keeps what it is sent."""

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self.sent: list[dict[str, Any]] = []

    def of(self, phone: str) -> list[dict[str, Any]]:
        """Return what one phone was sent."""
        return [body for body in self.sent if body["push_token"] == phone]

    async def take(self, request: web.Request) -> web.Response:
        """Take a message."""
        self.sent.append(await request.json())
        return web.json_response({}, status=201)


@pytest.fixture
async def relay(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Relay]:
    """Run the relay, and two phones that have the app."""
    monkeypatch.syspath_prepend(str(STAND_INS))
    relay, app = Relay(), web.Application()
    app.router.add_post("/push", relay.take)
    async with TestServer(app) as server:
        for phone, maker in PHONES.items():
            await add_phone(hass, str(server.make_url("/push")), phone, maker)
        yield relay


async def add_phone(hass: HomeAssistant, url: str, name: str, maker: str, token: str | None = None) -> None:
    """Register a phone as the app does."""
    token = token or name
    app = {"push_token": token, "push_url": url}
    facts = {
        "app_id": "io.app", "app_name": "App", "app_version": "1", "app_data": app, "device_id": token, "model": "x",
        "device_name": name, "manufacturer": maker, "os_name": "os", "os_version": "1", "supports_encryption": False,
        "user_id": "user", "webhook_id": f"hook-{token}", "secret": None,
    }  # fmt: skip
    entry = MockConfigEntry(domain="mobile_app", data=facts, title=name, unique_id=token)
    entry.add_to_hass(hass)
    if not await async_setup_component(hass, "mobile_app", {}) or entry.state is not ConfigEntryState.LOADED:
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()


async def test_by_default_a_locked_phone_says_only_that_the_console_waits(
    hass: HomeAssistant, site: RealSite, relay: Relay
) -> None:
    """Given nothing chosen and a drill that becomes real, then phones are shown the way, silently, and no more."""
    site_id = site.entry.entry_id
    await automate(hass, "tell_incidents", site=site_id, people=["notify.principal", "notify.officer"])
    drill = {"site": site_id, "reason": "exercise", "minutes": 10}
    await hass.services.async_call(DOMAIN, "start_drill", drill, blocking=True)
    await site.hear(pressed(7))
    await until(lambda: len(relay.sent) == 2)
    await hass.services.async_call(DOMAIN, "this_is_real", {"site": site_id}, blocking=True)
    await until(lambda: len(relay.sent) == 4)

    _, incident_id = site.entry.runtime_data.school.incidents.open
    page = f"/duress/incident/{incident_id}?site={site_id}"
    for phone in PHONES:
        in_drill, real = relay.of(phone)
        assert (in_drill["title"], in_drill["message"]) == ("DRILL: Duress", "Open the console.")
        assert (real["title"], real["message"]) == SAYS_NOTHING
        assert real["data"] == {
            "url": page, "clickAction": page, "tag": f"duress-{incident_id}", "group": "duress",
            "visibility": "private", "channel": "Duress (silent)", "importance": "low", "ttl": 0, "priority": "high",
            "push": {"interruption-level": "critical", "sound": "none"},
        }  # fmt: skip


async def test_a_school_may_choose_nothing_or_all(hass: HomeAssistant, site: RealSite, relay: Relay) -> None:
    """Given that one phone may show all and the other nothing, when somebody presses, then each is told which."""
    chosen = {"principal": "full", "officer": "hidden"}
    shared = {"site": site.entry.entry_id, "sound": True}
    uses = [
        {"path": "duress/tell_incidents.yaml", "input": {**shared, "people": [f"notify.{phone}"], "locked": locked}}
        for phone, locked in chosen.items()
    ]
    await automate_all(hass, uses)
    await site.hear(pressed(7))
    await until(lambda: len(relay.sent) == 2)
    (full,), (hidden,) = relay.of("Principal"), relay.of("Officer")
    assert (full["title"], full["message"]) == ("Duress: Lincoln", "Somebody needs help. Pendant 7, floor unknown.")
    assert (hidden["title"], hidden["message"]) == SAYS_NOTHING
    assert (full["data"]["visibility"], hidden["data"]["visibility"]) == ("public", "secret")
    assert full["data"]["push"] == {"interruption-level": "time-sensitive"}


def spanish() -> dict[str, Any]:
    """Return the Spanish words that the documents give."""
    (text,) = re.findall(r"^```yaml$(.*?)^```$", Path("docs/phones.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    used: Any = yaml_util.parse_yaml(text)
    return dict(used["use_blueprint"]["input"])


async def test_people_may_be_told_in_their_language(
    hass: HomeAssistant, site: RealSite, relay: Relay, hass_admin_user: User
) -> None:
    """Given the documented Spanish words, when somebody presses and is helped, then no English word reaches a phone."""
    site_id = site.entry.entry_id
    steps = ["raised", "acknowledged", "escalated", "over"]
    told = spanish() | {"site": site_id, "people": ["notify.principal"], "locked": "full", "steps": steps}
    await automate(hass, "tell_incidents", **told)
    drill = {"site": site_id, "reason": "exercise", "minutes": 10}
    await hass.services.async_call(DOMAIN, "start_drill", drill, blocking=True)
    await site.hear(pressed(7))
    await until(lambda: relay.sent)
    (incident_id,) = site.entry.runtime_data.school.incidents.open
    for action in ("acknowledge", "escalate", "clear"):
        said = {"incident_id": incident_id, "reason": "over"} if action == "clear" else {"incident_id": incident_id}
        count = len(relay.sent)
        await call(hass, action, hass_admin_user, **said)
        await until(lambda: len(relay.sent) > count)  # noqa: B023 - awaited within the round
    assert {body["title"] for body in relay.sent} == {"SIMULACRO: Peligro: Lincoln"}
    where = "Pendant 7, planta desconocida."
    assert [body["message"] for body in relay.sent] == [
        f"Alguien necesita ayuda. {where}",
        f"La atiende {hass_admin_user.name}. {where}",
        f"Hace falta más ayuda. {where}",
        f"El peligro ha pasado, dice {hass_admin_user.name}.",
    ]


async def test_everybody_is_told_whatever_they_have(
    hass: HomeAssistant, site: RealSite, relay: Relay, messages: list[str]
) -> None:
    """Given a mail address, two phones of one name and one that is gone, on a press the others know."""
    gone, officer = hass.config_entries.async_entries("mobile_app")
    await add_phone(hass, officer.data["app_data"]["push_url"], "Officer", "Google", token="Another officer")
    people = ["notify.notifier", "notify.officer", "notify.officer_2", "notify.principal"]
    await automate(hass, "tell_incidents", site=site.entry.entry_id, people=people)
    await hass.config_entries.async_remove(gone.entry_id)
    await site.hear(pressed(7))
    await until(lambda: len(relay.sent) == 2 and messages)
    assert messages == ["Duress: Open the console."]
    assert {body["push_token"] for body in relay.sent} == {"Officer", "Another officer"}
    assert all((body["title"], body["message"]) == SAYS_NOTHING for body in relay.sent)


async def test_a_trouble_says_nothing_on_a_locked_phone(hass: HomeAssistant, site: RealSite, relay: Relay) -> None:
    """Given nothing chosen, when a case is open, then the phone opens the upkeep page and says no more, silently."""
    await automate(hass, "tell_troubles", site=site.entry.entry_id, people=["notify.principal"], **NEVER_QUIET)
    await open_case(site, 7)
    await until(lambda: relay.sent)
    (body,) = relay.sent
    assert (body["title"], body["message"]) == SAYS_NOTHING
    assert body["data"]["clickAction"] == f"/duress/upkeep?site={site.entry.entry_id}"
    assert (body["data"]["visibility"], body["data"]["push"]["sound"]) == ("private", "none")
