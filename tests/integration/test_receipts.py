"""A desk answers over HTTP: genuine receipts are on the incident within a second, others leave a line in the log."""

import asyncio
from collections.abc import AsyncGenerator
import time
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, HomeAssistant, ServiceCall, State
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress import desk as desk_module, refusals
from custom_components.duress.const import SUBENTRY_ENDPOINT
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags
from custom_components.duress.ledger import DeliveryState
from custom_components.duress.ledger.errors import LedgerError, LedgerErrorKind
from custom_components.duress.logbook import sentence
from custom_components.duress.monitoring import DeskAnswer, Receipt, generate_secret
from tests.integration.builders import add_endpoint, until
from tests.integration.district import SECRET, District
from tests.integration.peers import WebClients, pressed, real_site, station, suggested, walk_subentry
from tests.integration.roster import call
from tests.integration.station import a_station
from tests.integration.test_access import somebody
from tests.integration.test_restart import restart
from tests.integration.test_websocket import Console

WORDS: Final = "ask for Rosa at the gate"


@pytest.fixture
async def district(hass: HomeAssistant, hass_client_no_auth: WebClients) -> AsyncGenerator[District]:
    """Run a school that forwards to a desk."""
    async with real_site(hass) as site, a_station() as desk:
        desk.secret = SECRET
        key = await add_endpoint(hass, site.entry, desk.url, secret=SECRET)
        yield District(site, desk, await hass_client_no_auth(), key)


def shown(hass: HomeAssistant, entity_id: str) -> State:
    """Return what an entity shows."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state


async def test_accepted_shows_on_the_incident_within_a_second(
    hass: HomeAssistant,
    district: District,
    hass_admin_user: User,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
) -> None:
    """Given an alarm, when a person at the desk accepts it, then people see that at once, and its words if they may."""
    happened: list[Event] = []
    hass.bus.async_listen("duress_event", happened.append)
    incident = await district.press()
    begun = time.monotonic()
    said = await district.answer("accepted", by="Operator 7", note=WORDS, at="2026-01-02T03:04:05Z")
    event = shown(hass, "event.lincoln_incident")
    assert time.monotonic() - begun <= 1.0
    assert said == (200, {"known": True})
    assert (event.attributes["event_type"], event.attributes["endpoint"]) == ("answered", "District desk")
    assert (event.attributes["answer"], event.attributes["state"]) == ("accepted", "raised")
    assert shown(hass, "sensor.lincoln_open_incidents").attributes["answers"] == {"1": {"District desk": "accepted"}}
    delivery = shown(hass, "event.district_desk_delivery").attributes
    assert (delivery["event_type"], delivery["answer"]) == ("desk_accepted", "accepted")
    assert (delivery["event_id"], delivery["incident_id"]) == (district.message, incident.incident_id)
    await hass.async_block_till_done()
    assert await district.state() is DeliveryState.DESK_ACCEPTED

    # The logbook says that there is an answer; what it says in words is for those who may read the history.
    (told,) = [dict(one.data) for one in happened if one.data["type"] == "incident_answered"]
    assert sentence(hass, told) == ("got the answer of District desk to incident 1: a person there takes care of it")
    everywhere = [*(state.as_dict() for state in hass.states.async_all()), *(one.data for one in happened)]
    assert WORDS not in str(everywhere)
    assert "Operator 7" not in str(everywhere)
    view = await Console(await hass_ws_client(hass)).follow("duress/incidents")
    (answer,) = view["incidents"][0]["answers"]
    assert (answer["by"], answer["note"], answer["answer"]) == ("Operator 7", WORDS, "accepted")
    sent = await call(hass, "show_deliveries", hass_admin_user, incident_id=incident.incident_id)
    (receipt,) = sent["deliveries"][-1]["receipts"]
    assert (receipt["answer"], receipt["by"], receipt["note"]) == ("accepted", "Operator 7", WORDS)
    assert sent["deliveries"][-1]["state"] == "desk_accepted"
    sent = await call(hass, "show_deliveries", await somebody(hass, district.site, "technician"))
    assert WORDS not in str(sent)
    assert sent["deliveries"][-1]["receipts"][0]["note"] is None
    exported = await call(hass, "export_ledger", hass_admin_user, kinds=["incident_answered"], to_file=False)
    assert exported["rows"][0]["data"]["note"] == WORDS


async def test_declined_calls_nobody_off_and_is_seen(hass: HomeAssistant, district: District) -> None:
    """Given an alarm, when the desk declines it, then the incident stays as it is, and automations hear of it."""
    calls: list[ServiceCall] = []
    hass.services.async_register("test", "note", calls.append)
    action = {"action": "test.note", "data": {"said": "{{ trigger.endpoint }}: {{ trigger.answer }}"}}
    automation = {"triggers": [{"trigger": "duress.incident_answered"}], "actions": [action], "mode": "queued"}
    assert await async_setup_component(hass, "automation", {"automation": automation})
    incident = await district.press()
    assert await district.answer("accepted", "R1") == (200, {"known": True})
    assert await district.answer("declined", "R2") == (200, {"known": True})
    await until(lambda: len(calls) == 2)
    assert [one.data["said"] for one in calls] == ["District desk: accepted", "District desk: declined"]
    assert str(incident.state) == "raised"
    assert shown(hass, "binary_sensor.lincoln").state == "on"
    assert incident.desks == {"District desk": "declined"}
    assert shown(hass, "event.district_desk_delivery").attributes["event_type"] == "declined"
    await hass.async_block_till_done()
    assert await district.state() is DeliveryState.DECLINED
    # A note, and help that is on its way, are answers, too; by the incident's id they are to its first message.
    body: dict[str, object] = {"receipt_id": "R3", "answer": "note", "incident_id": incident.incident_id, "note": "hm"}
    assert (await district.post(body)).status == 200
    assert (await district.answer("dispatched", "R4"))[0] == 200
    assert [one["answer"] for one in await district.answers()] == ["accepted", "declined", "note", "dispatched"]
    assert {one["message_id"] for one in await district.answers()} == {district.message}
    assert not [body for _, body in district.station.messages if "answered" in body["type"]]


async def test_the_same_receipt_has_one_effect_also_over_restarts(hass: HomeAssistant, district: District) -> None:
    """Given a receipt, when it comes again at any time, then it is answered as before and nothing else happens."""
    incident = await district.press()
    assert await district.answer("accepted", "R1") == (200, {"known": True})
    assert await district.answer("declined", "R2") == (200, {"known": True})
    assert await district.answer("accepted", "R1") == (200, {"known": True})
    await restart(hass, district.site.entry)
    known = district.site.entry.runtime_data.school.incidents.open[incident.incident_id]
    assert known.desks == {"District desk": "declined"}
    assert await district.answer("accepted", "R1") == (200, {"known": True})
    assert await district.answer("declined", "R1") == (
        409,
        {"known": False, "error": "another answer was sent under this receipt_id: each needs an id of its own"},
    )
    assert known.desks == {"District desk": "declined"}
    for step in ("acknowledge", "clear", "close"):
        await hass.services.async_call("duress", step, {"incident_id": incident.incident_id, "reason": "over"}, True)
    assert await district.answer("accepted", "R1") == (200, {"known": True})
    assert (await district.answer("note", "R2", note="x"))[0] == 409
    assert len(await district.answers()) == 2
    await hass.async_block_till_done()
    assert await district.state() is DeliveryState.DECLINED


async def test_an_answer_after_the_end_opens_nothing_again(hass: HomeAssistant, district: District) -> None:
    """Given a closed incident, when the desk answers, then that is stored with it, and nobody is told."""
    incident = await district.press()
    for step in ("acknowledge", "clear", "close"):
        await hass.services.async_call("duress", step, {"incident_id": incident.incident_id, "reason": "over"}, True)
    before = shown(hass, "event.lincoln_incident")
    for _ in range(2):
        assert await district.answer("accepted", "R1", note="on our way back") == (200, {"known": True})
    (stored,) = await district.answers()
    assert (stored["incident_id"], stored["note"]) == (incident.incident_id, "on our way back")
    assert not district.site.entry.runtime_data.school.incidents.open
    assert shown(hass, "event.lincoln_incident") == before
    await restart(hass, district.site.entry)
    assert not district.site.entry.runtime_data.school.incidents.open
    found = await district.site.entry.runtime_data.ledger_keeper.async_verify()
    assert found.flaw is None
    await hass.async_block_till_done()
    assert await district.state() is DeliveryState.DESK_ACCEPTED


async def test_a_receipt_closes_what_was_only_taken_over(hass: HomeAssistant, district: District) -> None:
    """Given a desk that answers 202, when its receipt says that it has the alarm, then nothing more is sent of it."""
    district.station.answer = 202
    incident = await district.press()
    waiting = shown(hass, "sensor.district_desk_waiting_deliveries")
    assert int(waiting.state) >= 1
    assert await district.answer("delivered") == (200, {"known": True})
    assert await district.state() is DeliveryState.DELIVERED
    assert incident.answers == []
    assert district.site.entry.runtime_data.endpoints.status(district.endpoint_id).proven  # type: ignore[union-attr] # it is set up


async def test_what_is_not_genuine_is_refused_alike(
    district: District, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given receipts that are stale, forged, or for nobody, then the answer is the same 401, and the log says more."""
    monkeypatch.setattr(refusals, "PAUSE", 0.0)
    incident = await district.press()
    body: dict[str, object] = {"receipt_id": "R1", "answer": "declined", "event_id": district.message}
    wrong = (
        (district.post(body, age=310), "District desk", "five minutes off"),
        (district.post(body, age=-310), "District desk", "five minutes off"),
        (district.post(body, secret=generate_secret()), "District desk", "signature is wrong"),
        (district.post(body, headers={"webhook-id": "msg_2"}), "District desk", "signature is wrong"),
        (district.post(body, headers={"webhook-signature": ""}), "District desk", "signature is wrong"),
        (district.post(body, to=district.site.receiver_id), "no known endpoint", "signature is wrong"),
        (district.post(body, to="01JDKX7Q2M4Z9A8B7C6D5E4F3G"), "no known endpoint", "signature is wrong"),
    )
    for sent, whose, why in wrong:
        caplog.clear()
        response = await sent
        assert response.status == 401
        assert await response.json() == {"known": False, "error": "the signature or its time is wrong"}
        (line,) = [one.getMessage() for one in caplog.records if one.name.endswith("duress.refusals")]
        assert line.startswith(f"A receipt for {whose} from 127.0.0.1 was refused: ")
        assert line.endswith(why)
        assert SECRET not in line
    assert incident.answers == []
    counts = district.site.entry.runtime_data.desk.counts
    assert counts == {district.endpoint_id: {"stale": 2, "forged": 3}}


async def test_a_secret_that_is_being_changed(hass: HomeAssistant, district: District) -> None:
    """Given a new secret at the school, then the desk may sign with either, until the one before is emptied."""
    await district.press()
    new = generate_secret()
    flow = await walk_subentry(hass, district.site.entry, SUBENTRY_ENDPOINT, reconfigure=district.endpoint_id)
    address = f"/api/duress/receipts/{district.endpoint_id}"
    assert address in flow["description_placeholders"]["receipts"]  # type: ignore[index] # the form has some
    typed = {**suggested(flow), "secret": new}
    flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], typed)
    await hass.async_block_till_done()

    async def sent(receipt_id: str, secret: str) -> int:
        body: dict[str, object] = {"receipt_id": receipt_id, "answer": "accepted", "event_id": district.message}
        return (await district.post(body, secret=secret)).status

    assert (await sent("R1", SECRET), await sent("R2", new)) == (200, 200)
    await walk_subentry(
        hass,
        district.site.entry,
        SUBENTRY_ENDPOINT,
        {**typed, "previous_secret": ""},
        reconfigure=district.endpoint_id,
    )
    assert (await sent("R3", SECRET), await sent("R4", new)) == (401, 200)


async def test_a_genuine_receipt_that_is_wrong_is_answered_in_words(district: District) -> None:
    """Given a desk whose program has faults, then the answers say what is wrong, and the next receipt is taken."""
    await district.press()
    for body, status, why in (
        (b"{}", 400, "receipt_id is missing"),
        (b"not json", 400, "one JSON object"),
        (b'{"receipt_id":"R1","answer":"yes","event_id":"E1"}', 400, "answer must be one of"),
        (b'{"receipt_id":"R1","answer":"accepted","event_id":"E1"}', 404, "nothing is known by this id"),
        (b'{"receipt_id":"R1","answer":"accepted","incident_id":"I1"}', 404, "nothing is known by this id"),
        (b" " * 17_000, 413, "at most 16384 bytes"),
    ):
        response = await district.post(body)
        assert response.status == status
        assert why in (await response.json())["error"]
    assert (await district.post(b"{}", headers={"content-type": "text/plain"})).status == 415
    assert await district.answer("accepted") == (200, {"known": True})


async def test_an_endpoint_answers_only_what_it_was_told(hass: HomeAssistant, district: District) -> None:
    """Given a desk that is told of nothing by itself, when it answers somebody else's alarm, then that is unknown."""
    async with station() as other:
        key = await add_endpoint(hass, district.site.entry, other.url, secret=SECRET, forward_all=False)
        incident = await district.press()
        for about in ({"event_id": district.message}, {"incident_id": incident.incident_id}):
            response = await district.post({"receipt_id": "R1", "answer": "declined", **about}, to=key)
            assert response.status == 404
        assert incident.answers == []


async def test_a_flood_keeps_no_receipt_and_no_alarm_waiting(
    district: District, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a flood of forged and of genuine receipts, then it is told to slow down, and alarms come all the same."""
    monkeypatch.setattr(desk_module, "MOST_A_MINUTE", 30)
    incident = await district.press()
    forged = [(await district.post(b"{}", secret=generate_secret())).status for _ in range(80)]
    assert set(forged) == {401, 429}
    assert 60 <= forged.count(401) < 80
    assert len([one for one in caplog.records if one.name.endswith("duress.refusals")]) == 1
    genuine = [await district.answer("note", f"R{number}", note="again") for number in range(40)]
    assert {status for status, _ in genuine} == {200, 429}
    assert 30 <= len(incident.answers) < 40
    await district.site.hear(pressed(6))
    await until(lambda: district.station.ids("incident.repeated"))


async def test_a_test_and_a_trouble_can_be_answered(
    hass: HomeAssistant, district: District, hass_admin_user: User
) -> None:
    """Given a test message, when the desk answers it, then it is known; an incident has nothing to do with it."""
    desk = district.site.entry.runtime_data.desk
    await district.site.entry.runtime_data.endpoints.async_test(district.endpoint_id)
    (test,) = district.station.ids("test")
    for answer, status in (("accepted", 200), ("accepted", 200), ("declined", 409)):
        response = await district.post({"receipt_id": "R1", "answer": answer, "event_id": test})
        assert response.status == status
    assert shown(hass, "event.district_desk_delivery").attributes["event_id"] == test
    assert desk.counts[district.endpoint_id] == {"kept": 2, "reused": 1}
    # So it is after a restart, also for who answers only then.
    await restart(hass, district.site.entry)
    for receipt_id, answer, status in (("R1", "accepted", 200), ("R1", "declined", 409), ("R0", "dispatched", 200)):
        response = await district.post({"receipt_id": receipt_id, "answer": answer, "event_id": test})
        assert response.status == status
    assert (await district.post({"receipt_id": "R9", "answer": "accepted", "event_id": "unknown"})).status == 404
    await district.site.add_pendant("Pendant 1", 1)
    await district.site.hear(pressed(1, flags=EndDeviceFlags.TAMPER, inputs=AlarmInputs(0)))
    await until(lambda: district.station.ids("trouble.started"))
    trouble = district.station.ids("trouble.started")[-1]
    body: dict[str, object] = {"receipt_id": "R2", "event_id": trouble, "by": "Operator 7", "note": WORDS}
    assert (await district.post({**body, "answer": "accepted"})).status == 200
    assert await district.state(trouble) is DeliveryState.DESK_ACCEPTED
    assert await district.answers() == []
    # What was said to a trouble is still known after a restart, and counts once.
    await restart(hass, district.site.entry)
    statuses = [(await district.post({**body, "answer": answer})).status for answer in ("accepted", "declined")]
    assert statuses == [200, 409]
    assert (await district.post({"receipt_id": "R3", "answer": "delivered", "event_id": trouble})).status == 200
    assert await district.state(trouble) is DeliveryState.DESK_ACCEPTED
    sent = await call(hass, "show_deliveries", hass_admin_user)
    (receipts,) = [one["receipts"] for one in sent["deliveries"] if one["event_id"] == trouble]
    assert [(one["answer"], one["by"], one["note"]) for one in receipts] == [("accepted", "Operator 7", WORDS)]
    told = await call(hass, "show_deliveries", await somebody(hass, district.site, "technician"))
    assert WORDS not in str(told)


async def test_a_desk_is_asked_again_when_nothing_can_be_kept(
    hass: HomeAssistant, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a full disk or a site that starts, when a receipt comes, then the desk is asked to send it again."""
    incident = await district.press()
    ledger = district.site.entry.runtime_data.record.ledger

    async def full(*_: object) -> None:
        raise LedgerError(LedgerErrorKind.FULL, "no space")

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "commit", full)
        status, said = await district.answer("accepted")
    assert (status, said["error"]) == (503, "it could not be stored: send it again")
    assert incident.desks == {"District desk": "accepted"}
    assert (await district.answer("accepted"))[0] == 200
    assert len(await district.answers()) == 1

    await hass.config_entries.async_unload(district.site.entry.entry_id)
    status, said = await district.answer("declined", "R2")
    assert (status, said["error"]) == (503, "the site is starting: send it again")
    assert await hass.config_entries.async_setup(district.site.entry.entry_id)
    assert district.site.entry.state is ConfigEntryState.LOADED
    assert await district.answer("declined", "R2") == (200, {"known": True})


async def test_a_kill_between_the_answer_and_its_note_is_made_up_for(hass: HomeAssistant, district: District) -> None:
    """Given an answer that is stored and not noted at its message, when the site starts, then it is noted there."""
    district.station.answer = 202
    incident = await district.press()
    message = district.message
    runtime = district.site.entry.runtime_data
    receipt = Receipt(receipt_id="R1", answer=DeskAnswer.ACCEPTED, event_id=message, incident_id=None, at=time.time())
    runtime.endpoints.receipt = lambda *_: True  # type: ignore[method-assign] # as if it had been killed before
    await runtime.desk.async_take(district.endpoint_id, receipt)
    assert incident.desks == {"District desk": "accepted"}
    await hass.async_block_till_done()
    assert await district.state(message) is DeliveryState.ACCEPTED
    await restart(hass, district.site.entry)
    assert await district.state(message) is DeliveryState.DESK_ACCEPTED
    status = district.site.entry.runtime_data.endpoints.status(district.endpoint_id)
    assert status is not None
    assert (status.waiting, status.proven) == (0, False)


async def test_a_way_in_that_cannot_answer_says_in_the_log_what_it_did_not_take(
    hass: HomeAssistant, district: District, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a receipt of a message nobody sent, when it comes without HTTP, then the log has it and all goes on."""
    receipt = Receipt(receipt_id="R1", answer=DeskAnswer.ACCEPTED, event_id="E1", incident_id=None, at=1.0)
    await district.site.entry.runtime_data.desk.async_take(district.endpoint_id, receipt)
    await until(lambda: "was not taken" in caplog.text)
    assert "A receipt of District desk was not taken: unknown" in caplog.text


async def test_a_way_in_that_cannot_be_asked_again_loses_nothing_of_a_rush(
    hass: HomeAssistant, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given more answers at once than a minute allows, when they come without HTTP, then all are taken, in order."""
    monkeypatch.setattr(desk_module, "MOST_A_MINUTE", 60)
    incident = await district.press()
    desk = district.site.entry.runtime_data.desk
    receipts = [
        Receipt(
            receipt_id=f"R{number}",
            answer=DeskAnswer.NOTE,
            event_id=district.message,
            incident_id=None,
            at=1.0,
            note="x",
        )
        for number in range(61)
    ]
    await asyncio.gather(*(desk.async_take(district.endpoint_id, one) for one in receipts))
    await until(lambda: len(incident.answers) == 61)
    assert [one.receipt_id for one in incident.answers] == [f"R{number}" for number in range(61)]
    monkeypatch.setattr(desk_module, "MOST_WAITING", 0)
    await desk.async_take(district.endpoint_id, receipts[0])
    await until(lambda: desk.counts[district.endpoint_id]["kept"] == 61)
    assert len(incident.answers) == 61
