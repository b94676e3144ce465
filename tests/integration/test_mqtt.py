"""An endpoint behind an MQTT broker, from its form to the desk's receipt, at a real broker."""

from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from typing import Any, Final

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.duress.const import SUBENTRY_ENDPOINT
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from custom_components.duress.ledger import LedgerError
from custom_components.duress.ledger.errors import LedgerErrorKind
from tests.integration.builders import until
from tests.integration.peers import RealSite, further_subentry, pressed, real_site, suggested, walk_subentry
from tests.integration.test_restart import restart
from tests.monitoring.broker import Broker, district, needs_mosquitto

pytestmark = needs_mosquitto

MQTT: Final = {"next_step_id": "mqtt"}
PASSWORD: Final = "correct horse"
GOOD: Final[dict[str, Any]] = {
    "name": "District desk",
    "host": "127.0.0.1",
    "port": 8883,
    "district": "springfield",
    "site_topic": "lincoln",
    "username": "lincoln",
    "password": PASSWORD,
    "encrypted": False,
    "forward_without_automation": True,
    "accept_broker": False,
}


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Run a broker that knows a school and a desk."""
    opened = Broker(tmp_path / "broker", users={"lincoln": PASSWORD, "desk": "desk"}).start()
    yield opened
    opened.kill()


def refusals() -> tuple[tuple[dict[str, Any], dict[str, str]], ...]:
    """Return what is typed, and where it is refused with which error."""
    return (
        ({"name": " "}, {"name": "name_missing"}),
        ({"host": "mqtt://broker.example"}, {"host": "wrong_host", "encrypted": "not_encrypted"}),
        ({"host": "broker.example"}, {"encrypted": "not_encrypted"}),
        ({"district": "Springfield"}, {"district": "wrong_topic"}),
        ({"site_topic": "lincoln/#"}, {"site_topic": "wrong_topic"}),
        ({"site_topic": "+"}, {"site_topic": "wrong_topic"}),
        ({"certificates": {"authority": "no/such/file"}}, {"base": "no_file"}),
    )


async def test_a_form_that_could_not_work_is_put_right(hass: HomeAssistant, site: RealSite, broker: Broker) -> None:
    """Given wrong fields, then each is named; put right, the endpoint is there, and its password is shown nowhere."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, MQTT)
    assert suggested(flow)["site_topic"] == "lincoln"
    for changes, errors in refusals():
        flow = await further_subentry(hass, flow, GOOD | changes)
        assert (flow["type"], flow["errors"]) == (FlowResultType.FORM, errors), changes
    flow = await further_subentry(hass, flow, GOOD | {"port": broker.port})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    (endpoint,) = (one for one in site.entry.subentries.values() if one.title == "District desk")
    assert endpoint.data["password"] == PASSWORD

    flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=endpoint.subentry_id)
    assert flow["step_id"] == "mqtt"
    assert "password" not in suggested(flow)
    shown = {name: value for name, value in GOOD.items() if name != "password"}
    flow = await further_subentry(hass, flow, shown | {"name": "Desk", "port": broker.port})
    assert flow["type"] is FlowResultType.ABORT
    changed = site.entry.subentries[endpoint.subentry_id]
    assert (changed.title, changed.data["password"]) == ("Desk", PASSWORD)
    found = str(await async_get_config_entry_diagnostics(hass, site.entry))
    assert PASSWORD not in found
    assert "springfield" in found


async def test_an_alarm_is_delivered_by_the_desks_receipt(hass: HomeAssistant, site: RealSite, broker: Broker) -> None:
    """Given a desk behind a broker, when a pendant is pressed, then its receipt delivers the alarm."""
    async with district(broker, username="desk", password="desk", answers="delivered") as desk:
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, MQTT, GOOD | {"port": broker.port})
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        await until(lambda: hass.states.is_state("binary_sensor.district_desk_path_proven", "on"))
        await site.hear(pressed(5))
        await until(lambda: [one for one in desk.events if one.body["type"] == "org.duress.incident.raised.v1"])
        await until(lambda: hass.states.is_state("sensor.district_desk_waiting_deliveries", "0"))
        assert {one.topic for one in desk.events} == {"duress/v1/springfield/lincoln/event/incident"}
        assert await hass.config_entries.async_unload(site.entry.entry_id)
        await until(lambda: desk.states[-1]["state"] == "offline")
        assert desk.states[-1]["reason"] == "stopped"


async def test_an_answer_the_disk_did_not_take_comes_again_after_a_restart(
    hass: HomeAssistant, site: RealSite, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a disk that takes nothing, when a person answers and the school restarts, then the answer is stored."""
    async with district(broker, username="desk", password="desk") as desk:
        await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, MQTT, GOOD | {"port": broker.port})
        await site.hear(pressed(5))
        await until(lambda: desk.events)
        runtime = site.entry.runtime_data
        (incident,) = runtime.school.incidents.open.values()
        alarm = desk.events[0]

        async def full(*_: object) -> None:
            raise LedgerError(LedgerErrorKind.FULL, "no space")

        with monkeypatch.context() as broken:
            broken.setattr(runtime.record.ledger, "commit", full)
            await desk.answer(alarm, "dispatched", by="Operator 7")
            await until(lambda: incident.desks == {"District desk": "dispatched"})
            await restart(hass, site.entry)
        runtime = site.entry.runtime_data
        (known,) = runtime.school.incidents.open.values()
        await until(lambda: known.desks == {"District desk": "dispatched"})
        await hass.async_block_till_done(wait_background_tasks=False)
        # It is on the disk now, and counts once.
        await restart(hass, site.entry)
        runtime = site.entry.runtime_data
        (known,) = runtime.school.incidents.open.values()
        assert [(one.answer, one.by) for one in known.answers] == [("dispatched", "Operator 7")]


async def test_a_disk_that_is_back_stores_an_answer_without_being_asked(
    hass: HomeAssistant, site: RealSite, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a disk that takes nothing for a moment, when a person answers, then that is shown, and stored later."""
    async with district(broker, username="desk", password="desk") as desk:
        await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, MQTT, GOOD | {"port": broker.port})
        await site.hear(pressed(5))
        await until(lambda: desk.events)
        runtime = site.entry.runtime_data
        (incident,) = runtime.school.incidents.open.values()
        ledger, failures = runtime.record.ledger, iter((True, True))
        commit = ledger.commit

        async def full(*given: Any) -> Any:  # noqa: ANN401 - passed on
            if next(failures, False):
                raise LedgerError(LedgerErrorKind.FULL, "no space")
            return await commit(*given)

        monkeypatch.setattr(ledger, "commit", full)
        await desk.answer(desk.events[0], "accepted")
        await until(lambda: incident.desks == {"District desk": "accepted"})
        await until(lambda: runtime.desk.counts and next(iter(runtime.desk.counts.values()))["kept"])
        (counts,) = runtime.desk.counts.values()
        assert counts["not_stored"] == 2
        assert len(await runtime.desk.async_answers([incident.incident_id])) == 1


async def test_a_wrong_password_is_asked_for(hass: HomeAssistant, site: RealSite, broker: Broker) -> None:
    """Given a password the broker does not take, then the right one is asked for, and what waits goes out with it."""
    async with district(broker, username="desk", password="desk", answers="delivered") as desk:
        typed = GOOD | {"port": broker.port, "password": "wrong"}
        await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, MQTT, typed)
        await site.hear(pressed(5))
        flows = hass.config_entries.flow
        await until(lambda: [one for one in flows.async_progress() if one["context"]["source"] == SOURCE_REAUTH])
        (question,) = flows.async_progress()
        assert question["step_id"] == "reauth_login"
        assert desk.events == []
        done = await flows.async_configure(question["flow_id"], {"username": "lincoln", "password": PASSWORD})
        assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "reauth_successful")
        await until(lambda: desk.events)
        await until(lambda: hass.states.is_state("binary_sensor.district_desk_path_proven", "on"))
