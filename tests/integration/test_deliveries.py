"""Seeing what was sent: exactly, with every attempt and answer, as far as one's role goes; and sending it again."""

from collections.abc import AsyncGenerator
import json
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.duress.ledger import DeliveryState
from tests.integration.builders import add_endpoint, device_id, until
from tests.integration.peers import RealSite, pressed, real_site, station
from tests.integration.test_access import somebody


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def call(hass: HomeAssistant, action: str, user: User | None = None, **data: object) -> dict[str, Any]:
    """Call an action and return its answer."""
    context = Context(user_id=user.id if user else None)
    answer = await hass.services.async_call(
        "duress", action, data, blocking=True, return_response=True, context=context
    )
    assert answer is not None
    return dict(answer)


async def test_what_was_sent_is_shown_as_far_as_a_role_goes(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given an incident somebody acknowledged, then all see what was sent and answered, and some who that was."""
    async with station() as desk:
        key = await add_endpoint(hass, site.entry, desk.url)
        endpoint = device_id(hass, site.entry, key)
        await site.hear(pressed(5))
        await until(lambda: site.entry.runtime_data.school.incidents.open)
        (incident,) = site.entry.runtime_data.school.incidents.open
        await call(hass, "acknowledge", hass_admin_user, incident_id=incident)
        await until(lambda: any(b"incident.acknowledged" in body for body in desk.bodies))
        name = hass_admin_user.name
        assert name is not None
        assert any(name.encode() in body for body in desk.bodies)
        ledger = site.entry.runtime_data.record.ledger

        async def told() -> bool:
            return all(one.state is DeliveryState.DELIVERED for one in await ledger.deliveries(incident))

        await hass.async_block_till_done()
        for _ in range(100):
            if await told():
                break
        shown = await call(hass, "show_deliveries", hass_admin_user, device_id=endpoint, incident_id=incident)
        assert (shown["site"], shown["redacted"], shown["before"]) == ("Lincoln", False, None)
        acknowledged, *_, raised = shown["deliveries"]
        assert (raised["kind"], raised["endpoint"], raised["state"]) == (
            "incident_raised",
            "District desk",
            "delivered",
        )
        assert raised["body"].encode() in desk.bodies
        assert acknowledged["body"].encode() in desk.bodies
        (attempt,) = raised["attempts"]
        assert (attempt["number"], attempt["status"], attempt["answer"]) == (1, 200, "HTTP 200 OK")
        hops = raised["milliseconds"]
        assert hops["entities"] >= 0
        assert 0 < hops["posted"] <= hops["confirmed"]
        assert list(raised["times"]) == ["queued", "sent", "delivered"]
        assert raised["at"] < raised["times"]["queued"] <= raised["times"]["sent"] < raised["times"]["delivered"]

        technician = await somebody(hass, site, "technician")
        shown = await call(hass, "show_deliveries", technician, only="all", limit=1)
        (hidden,) = shown["deliveries"]
        assert shown["redacted"]
        assert shown["before"] == hidden["delivery_id"]
        assert name not in str(hidden)
        assert json.loads(hidden["body"])["data"]["actor"] == "•••"
        shown = await call(hass, "show_deliveries", technician, before=shown["before"], limit=1)
        assert shown["deliveries"][0]["delivery_id"] < hidden["delivery_id"]
        with pytest.raises(ServiceValidationError, match="role"):
            await call(hass, "show_deliveries", await somebody(hass, site, "viewer"))


async def test_each_hop_is_shown_after_a_restart(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given an alarm of a former run, when its messages are shown, then each hop is there as the ledger has it."""
    async with station() as desk:
        key = await add_endpoint(hass, site.entry, desk.url)
        endpoints = site.entry.runtime_data.endpoints
        await site.hear(pressed(5))
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
        await until(lambda: endpoints.statuses[key].waiting == 0)
        assert await hass.config_entries.async_unload(site.entry.entry_id)
        assert await hass.config_entries.async_setup(site.entry.entry_id)
        (incident,) = site.entry.runtime_data.school.incidents.open
        shown = await call(hass, "show_deliveries", hass_admin_user, incident_id=incident)
        (hops,) = [one["milliseconds"] for one in shown["deliveries"] if one["kind"] == "incident_raised"]
        assert list(hops) == ["committed", "posted", "confirmed"]
        assert 0 < hops["committed"] <= hops["posted"] < hops["confirmed"]


async def test_a_test_is_answered(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given two endpoints, when both are tested, then each answer is there, and what to do about the bad one."""
    async with station() as good, station(413) as bad:
        keys = [await add_endpoint(hass, site.entry, desk.url) for desk in (good, bad)]
        devices = [device_id(hass, site.entry, key) for key in keys]
        answer = await call(hass, "send_test", hass_admin_user, endpoints=devices)
        first, second = answer["tests"]
        assert (first["delivered"], first["status"], first["what_to_do"]) == (True, 200, None)
        assert (second["delivered"], second["outcome"], second["answer"]) == (
            False, "refused", "HTTP 413 Content Too Large",
        )  # fmt: skip
        assert "64 KB" in second["what_to_do"]
        assert 0 < first["milliseconds"] < 5000
        assert any(b"duress.test.v1" in body for body in bad.bodies)
        assert (first["content_type"], first["redacted"]) == ("application/cloudevents+json", False)
        assert first["body"].encode() in good.bodies
        assert json.loads(first["body"])["data"]["text"].startswith("TEST ")
        technician = await somebody(hass, site, "technician")
        (hidden,) = (await call(hass, "send_test", technician, endpoints=devices[:1]))["tests"]
        assert hidden["redacted"]
        assert json.loads(hidden["body"])["type"] == "org.duress.test.v1"
        site_device = device_id(hass, site.entry, site.receiver_id)
        with pytest.raises(ServiceValidationError, match="not a monitoring endpoint"):
            await call(hass, "send_test", hass_admin_user, endpoints=[site_device])
    assert not site.entry.runtime_data.school.incidents.open


async def test_what_was_given_up_is_listed_and_sent_again(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a message that was given up, when somebody sends it again, then it arrives under its old id."""
    async with station() as desk:
        key = await add_endpoint(hass, site.entry, desk.url, forward_all=True)
        endpoint = device_id(hass, site.entry, key)
        desk.status = 503
        await site.hear(pressed(5))
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
        waiting = await call(hass, "show_deliveries", hass_admin_user, only="waiting")
        assert [one["kind"] for one in waiting["deliveries"]][-1] == "incident_raised"
        # What three days of trying end with, as far as the ledger is concerned.
        (given_up, *_) = reversed(waiting["deliveries"])
        ledger = site.entry.runtime_data.record.ledger
        await hass.config_entries.async_unload(site.entry.entry_id)
        assert await hass.config_entries.async_setup(site.entry.entry_id)
        await site.connected()
        ledger = site.entry.runtime_data.record.ledger
        await ledger.set_state(given_up["delivery_id"], DeliveryState.DEAD_LETTER, 1.0, "too long")
        dead = await call(hass, "show_deliveries", hass_admin_user, only="dead_letters", device_id=endpoint)
        assert [(one["event_id"], one["answer"]) for one in dead["deliveries"]] == [(given_up["event_id"], "too long")]

        desk.status = 200
        answer = await call(hass, "replay_deliveries", hass_admin_user, endpoints=[endpoint], delivery_id=4711)
        assert answer == {"replayed": [{"endpoint": "District desk", "messages": 0}]}
        number = given_up["delivery_id"]
        answer = await call(hass, "replay_deliveries", hass_admin_user, endpoints=[endpoint], delivery_id=number)
        assert answer == {"replayed": [{"endpoint": "District desk", "messages": 1}]}
        dead = await call(hass, "show_deliveries", hass_admin_user, only="dead_letters")
        assert dead["deliveries"] == []
        proven = "binary_sensor.district_desk_path_proven"
        await until(lambda: hass.states.is_state(proven, "on"))
        await until(lambda: sum(given_up["event_id"].encode() in body for body in desk.bodies) > 1)
