"""What a console shows of readiness: in the viewer's language, since when, what proves it, what is on test."""

from collections.abc import AsyncGenerator
import time
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest

from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, checked_in, real_site, repeater_status
from tests.integration.roster import call, device
from tests.integration.station import a_station
from tests.integration.test_websocket import Console, Data


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site that is ready: a pendant and a repeater were heard, the way to the desk is proven."""
    async with a_station() as station, real_site(hass) as site:
        await site.add_pendant("Pendant 1", 1)
        await site.add_pendant("West", 2, role="repeater")
        key = await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        for frame in (checked_in(1), repeater_status(2)):
            await site.hear(frame)
        await until(lambda: site.entry.runtime_data.endpoints.statuses[key].proven)
        await hass.async_block_till_done()
        yield site


@pytest.fixture
async def console(hass: HomeAssistant, site: RealSite, hass_ws_client: Any) -> Console:  # noqa: ANN401 - the test package has no types
    """Return the console of an administrator."""
    return Console(await hass_ws_client(hass))


async def follow(console: Console, **fields: object) -> Data:
    """Begin to follow readiness and return what is shown first."""
    assert (await console.ask("duress/readiness", **fields))["success"]
    return await console.next()


async def shows(console: Console, protection: str) -> Data:
    """Return the next message in which the site is as far protected."""
    while (shown := await console.next())["protection"] != protection:
        pass
    return shown


async def test_what_is_proven_is_shown_with_its_name_and_time(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given a ready site, then a console shows since when and the way by name; a test shows how long it runs."""
    began = time.time() - 30
    shown = await follow(console)
    shown = shown if shown["protection"] == "ready" else await shows(console, "ready")
    assert began < shown["since"] <= time.time()
    (way,) = shown["ways"]
    assert (way["endpoint"], way["proven"], way["relieved"]) == ("District desk", True, False)
    assert began < way["last_proven"] <= time.time()
    assert shown["sessions"] == []
    key = next(key for key, one in site.entry.subentries.items() if one.title == "Pendant 1")
    pendant = device(hass, site.entry, key)
    await call(hass, "start_test", hass_admin_user, device_id=[pendant], minutes=5, reason="new batteries")
    shown = await shows(console, "attention")
    (session,) = shown["sessions"]
    assert (session["kind"], session["reason"], session["transmitters"]) == ("test", "new batteries", 1)
    assert abs(session["until"] - time.time() - 300) < 10
    assert shown["since"] > way["last_proven"] - 1
    await call(hass, "end_test", hass_admin_user, rehearsal_id=session["rehearsal_id"])
    assert (await shows(console, "ready"))["sessions"] == []


async def test_the_sentence_is_in_the_language_of_the_viewer(
    hass: HomeAssistant, site: RealSite, console: Console
) -> None:
    """Given an installation in English, when a viewer asks for Spanish, then the sentence is Spanish, changes too."""
    english = (await console.follow("duress/readiness"))["sentence"]
    await console.leave()
    spanish = (await follow(console, language="es"))["sentence"]
    assert "pendants and buttons ready" in english
    assert "colgantes" in spanish
    await site.peer.vanish()
    assert "receptores" in (await shows(console, "not_protected"))["sentence"]
