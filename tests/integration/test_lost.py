"""Lost mode as it is shown: the location of a lost pendant, and of nobody else."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
import time

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar, entity_registry as er, issue_registry as ir
import pytest

from custom_components.duress.clock import now
from custom_components.duress.const import DOMAIN
from custom_components.duress.core.roster import Life
from tests.integration.imports import Importer
from tests.integration.peers import RealSite, checked_in, real_site, repeater_status
from tests.integration.roster import call, device


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def test_where_a_lost_pendant_is_heard_is_shown_and_noted(
    hass: HomeAssistant, site: RealSite, config_folder: Path
) -> None:
    """Given a lost and another pendant near a repeater, when both check in, then only the lost one is located."""
    area = ar.async_get(hass).async_create("Chapel")
    await site.add_pendant("Repeater 1", 600, role="repeater", area=area.id)
    lost, other = await site.add_pendant("Pendant 7", 7), await site.add_pendant("Pendant 8", 8)
    school = site.entry.runtime_data.school
    transmitters = [
        replace(one, life=Life.LOST, lost_since=time.time()) if key == lost else one
        for key, one in school.roster.transmitters.items()
    ]
    school.install(school.roster.receivers.values(), transmitters, now())
    await site.hear(repeater_status(600))
    for serial in (7, 8, 7, 8):
        await site.hear(checked_in(serial, repeater=600))
    await hass.async_block_till_done()

    def location(key: str) -> tuple[str, object, object]:
        """Return what the location sensor of a pendant shows: place, method, and whether it is lost."""
        entity_id = er.async_get(hass).async_get_entity_id("sensor", DOMAIN, f"{key}_location")
        assert entity_id is not None
        state = hass.states.get(entity_id)
        assert state is not None
        return state.state, state.attributes.get("method"), state.attributes.get("lost")

    assert location(lost) == ("Chapel", "heard_strongest", True)
    assert location(other) == ("unknown", None, None)
    entries = [one for one in await site.entry.runtime_data.record.ledger.entries() if one.kind.startswith("lost")]
    assert [(one.kind, one.data["label"]) for one in entries] == [("lost_heard", "Pendant 7")]
    kept = b"".join(path.read_bytes() for path in (config_folder / "duress").iterdir())
    assert kept.count(b'"room_id": "chapel"') + kept.count(b'"room_id":"chapel"') >= 1
    told = [one for one in await site.entry.runtime_data.record.ledger.entries() if "Pendant 8" in str(one.data)]
    assert [one.kind for one in told] == ["settings_changed"]

    school.install(school.roster.receivers.values(), [replace(one, life=Life.ASSIGNED) for one in transmitters], now())
    site.entry.runtime_data.entities.call([f"incident:{lost}"])
    assert location(lost) == ("unknown", None, None)


def banners(hass: HomeAssistant) -> list[dict[str, str]]:
    """Return what the banners of lost mode say."""
    return [
        issue.translation_placeholders or {}
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN and issue.translation_key == "lost_mode"
    ]


async def lose(hass: HomeAssistant, site: RealSite, user: User, key: str, **data: object) -> None:
    """Say that a pendant is lost, or whatever else is said."""
    said = {"life": "lost", "reason": "not in the drawer", **data}
    await call(hass, "set_life", user, device_id=device(hass, site.entry, key), **said)
    await hass.async_block_till_done()


def readiness(hass: HomeAssistant) -> tuple[object, str]:
    """Return how many are located, and the sentence about the site."""
    state = hass.states.get("sensor.lincoln_readiness")
    assert state is not None
    return state.attributes["located"], str(state.attributes["sentence"])


async def test_lost_mode_is_said_to_everybody_from_beginning_to_end(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a lost pendant, when it is located, then a banner says until when, by whom and why, until it is found."""
    key = await site.add_pendant("Pendant 7", 7)
    with pytest.raises(ServiceValidationError) as refused:
        await lose(hass, site, hass_admin_user, key, reason=" ")
    assert refused.value.translation_key == "life_needs_reason"
    assert banners(hass) == []
    assert readiness(hass)[0] == 0

    await lose(hass, site, hass_admin_user, key)
    (banner,) = banners(hass)
    assert (banner["device"], banner["by"], banner["reason"]) == ("Pendant 7", "Mock User", "not in the drawer")
    since, until = (datetime.fromisoformat(banner[one]) for one in ("since", "until"))
    assert until - since == timedelta(hours=72)
    assert readiness(hass)[0] == 1
    assert "1 lost and located by check-ins until" in readiness(hass)[1]

    # It outlives a restart, and is taken back while nobody listens.
    assert await hass.config_entries.async_unload(site.entry.entry_id)
    await hass.async_block_till_done()
    assert banners(hass) == []
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    assert banners(hass) == [banner]

    await lose(hass, site, hass_admin_user, key, life="assigned", reason="")
    assert banners(hass) == []
    assert readiness(hass)[0] == 0
    entries = await site.entry.runtime_data.record.ledger.entries()
    told = [one.data for one in reversed(entries) if one.kind == "life_changed"]
    assert [(one["before"], one["life"], one["reason"]) for one in told] == [
        ("assigned", "lost", "not in the drawer"),
        ("lost", "assigned", ""),
    ]
    assert all(isinstance(one["actor"], dict) and one["actor"]["name"] == "Mock User" for one in told)


async def test_lost_mode_ends_by_itself(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given a pendant that stays lost, when 72 hours are over, then the banner ends and the ledger says when."""
    key = await site.add_pendant("Pendant 7", 7)
    await lose(hass, site, hass_admin_user, key)
    running = site.entry.runtime_data
    late = now().later(72 * 3600.0)
    await running.happened(running.school.tick(late), late)
    assert banners(hass) == []
    assert readiness(hass)[0] == 0
    (entry,) = (one for one in await running.record.ledger.entries() if one.kind == "lost_expired")
    assert (entry.data["label"], entry.at) == ("Pendant 7", late.utc)
    assert running.people.life(key) is Life.LOST


async def test_a_file_can_say_it_too_and_is_noted(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given a file that says a pendant is lost, when it is imported, then banner and ledger say so like an action."""
    await site.add_pendant("Pendant 7", 7)
    importer = Importer(hass, hass_admin_user.id)
    await importer.roster("label,serial,life\nPendant 7,7,lost\nPendant 8,8,lost\n", confirm=True)
    assert [(one["device"], one["reason"]) for one in banners(hass)] == [
        ("Pendant 7", "CSV import"),
        ("Pendant 8", "CSV import"),
    ]
    entries = await site.entry.runtime_data.record.ledger.entries()
    told = [one.data for one in reversed(entries) if one.kind == "life_changed"]
    assert [(one["label"], one["life"], one["reason"]) for one in told] == [
        ("Pendant 7", "lost", "CSV import"),
        ("Pendant 8", "lost", "CSV import"),
    ]
    await importer.roster("label,serial,life\nPendant 7,7,lost\nPendant 8,8,lost\n", confirm=True)
    assert len(await site.entry.runtime_data.record.ledger.entries()) == len(entries)
