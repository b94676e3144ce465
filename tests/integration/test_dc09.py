"""A monitoring centre's receiver over SIA DC-09: set up in a dialog, told of a press, secrets kept."""

from collections.abc import AsyncGenerator, Mapping
import json
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import area_registry as ar, issue_registry as ir
import pytest

from custom_components.duress.const import DOMAIN, SUBENTRY_ENDPOINT
from custom_components.duress.dc09_settings import read_dc09
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from custom_components.duress.ledger import DeliveryState
from custom_components.duress.monitoring.dc09 import Key, Protocol
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, device_id, until
from tests.integration.peers import (
    RealSite,
    further_subentry,
    pressed,
    real_site,
    walk_subentry,
)
from tests.integration.test_access import somebody
from tests.monitoring.dc09_receiver import Receiver, duh, nak, receiving

DC09: Final = {"next_step_id": "dc09"}
KEY: Final = "0123456789ABCDEF0123456789ABCDEF"
SECURITY: Final = {"encryption": "none", "padding": "short"}
ENCRYPTED: Final = {"encryption": "aes_128", "key_form": "hex", "encryption_key": KEY, "padding": "short"}
MORE: Final = {
    "prefix": "0",
    "partition": 1,
    "reply_timeout": 20,
    "unknown_room": "999",
    "real_codes": False,
}
GOOD: Final[dict[str, Any]] = {
    "name": "Central station",
    "host": "127.0.0.1",
    "port": 9,
    "protocol": "tcp",
    "account": "12ab",
    "format": "sia_dcs",
    "supervision": 60,
    "forward_without_automation": True,
    "security": SECURITY,
    "more": MORE,
}


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


def typed(**changes: object) -> dict[str, Any]:
    """Return a filled-in form, without what is None; what is in a section is named such as more__codes."""
    form = {**GOOD, "security": dict(SECURITY), "more": dict(MORE)}
    for name, value in changes.items():
        section, _, field = name.partition("__")
        if field:
            form[section][field] = value
        else:
            form[name] = value
    return {name: value for name, value in form.items() if value is not None}


async def add(hass: HomeAssistant, entry: DuressConfigEntry, receiver: Receiver, **changes: object) -> str:
    """Add a receiver as an endpoint; return its id."""
    before = set(entry.subentries)
    form = typed(port=receiver.port, **changes)
    flow = await walk_subentry(hass, entry, SUBENTRY_ENDPOINT, DC09, form)
    assert flow["type"] is FlowResultType.CREATE_ENTRY, flow
    (endpoint,) = set(entry.subentries) - before
    return endpoint


def filled_in(flow: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form with sections is filled in with."""
    return {
        str(name): filled_in({"data_schema": field.schema})
        if hasattr(field, "options")
        else (name.description or {}).get("suggested_value")
        for name, field in flow["data_schema"].schema.items()
    }


async def test_a_choice_of_two_kinds(hass: HomeAssistant, site: RealSite) -> None:
    """Given a site, when an endpoint is added, then one chooses between a webhook and a receiver."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT)
    assert (flow["type"], flow["menu_options"]) == (FlowResultType.MENU, ["webhook", "dc09", "mqtt"])


REFUSED: Final[tuple[tuple[dict[str, Any], str, str, str], ...]] = (
    ({"name": " "}, "name", "name_missing", ""),
    ({"host": "http://centre.example"}, "host", "wrong_host", ""),
    ({"host": "centre example"}, "host", "wrong_host", ""),
    ({"port": None}, "port", "port_missing", ""),
    ({"account": "12"}, "account", "wrong_account", ""),
    ({"account": "12XY"}, "account", "wrong_account", ""),
    ({"more__prefix": "L0"}, "more", "wrong_receiver", ""),
    ({"more__receiver": "1234567"}, "more", "wrong_receiver", ""),
    ({"more__unknown_room": "A"}, "more", "wrong_unknown_room", ""),
    ({"format": "adm_cid", "more__unknown_room": "1000"}, "more", "wrong_unknown_room", ""),
    ({"security": {**ENCRYPTED, "key_form": "ascii"}}, "security", "wrong_key_ascii", ""),
    ({"security": {**ENCRYPTED, "encryption": "aes_256"}}, "security", "wrong_key_hex", ""),
    ({"security": {**ENCRYPTED, "encryption_key": ""}}, "security", "wrong_key_hex", ""),
    ({"security__encryption": "aes_128", "security__encryption_key": KEY}, "security", "key_form_missing", ""),
    ({"more__codes": "duress = PA PR\nduress = HA"}, "more", "wrong_code", "duress = HA"),
    ({"more__codes": "duress = -"}, "more", "wrong_code", "duress = -"),
    ({"more__codes": "medical = 1100"}, "more", "wrong_code", "medical = 1100"),
    ({"more__codes": "tornado = HA"}, "more", "wrong_code", "tornado = HA"),
    ({"more__codes": "duress"}, "more", "wrong_code", "duress"),
    ({"more__codes": "duress = HA ="}, "more", "wrong_code", "duress = HA ="),
    ({"more__codes": "missing = ="}, "more", "wrong_code", "missing = ="),
    ({"more__codes": "duress = HA HR 1 2"}, "more", "wrong_code", "duress = HA HR 1 2"),
    ({"format": "adm_cid", "more__codes": "duress = PA"}, "more", "wrong_code", "duress = PA"),
    ({"more__room_numbers": "Nowhere = 3"}, "more", "unknown_room_named", "Nowhere = 3"),
    ({"more__room_numbers": "Gym = A"}, "more", "wrong_number", "Gym = A"),
    ({"more__room_numbers": "Gym = 0"}, "more", "wrong_number", "Gym = 0"),
    ({"format": "adm_cid", "more__room_numbers": "Gym = 1000"}, "more", "wrong_number", "Gym = 1000"),
    ({"more__room_numbers": "Gym = 3\nRoom 204 = 3"}, "more", "number_twice", "Room 204 = 3"),
)
"""What is typed, and in which field it is refused with which error, about which line."""


async def test_what_a_receiver_could_not_read_is_refused(hass: HomeAssistant) -> None:
    """Given one wrong field, when the form is sent, then it says where and why, keeps the rest, can be put right."""
    for name in ("Gym", "Room 204"):
        ar.async_get(hass).async_create(name)
    async with real_site(hass) as site, receiving() as receiver:
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, DC09)
        for changes, field, error, line in REFUSED:
            flow = await further_subentry(hass, flow, typed(**changes))
            assert (flow["type"], flow["errors"]) == (FlowResultType.FORM, {field: error}), changes
            assert flow["description_placeholders"] == {"line": line}
            assert filled_in(flow)["supervision"] == 60
        flow = await further_subentry(hass, flow, typed(port=receiver.port))
        assert flow["type"] is FlowResultType.CREATE_ENTRY


async def test_a_press_of_the_demo_school_arrives(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a demo school and a receiver, when a pendant is pressed, then it arrives with its room and is delivered."""
    async with receiving(Receiver(key=Key(bytes.fromhex(KEY)))) as receiver:
        endpoint = await add(hass, demo, receiver, security=ENCRYPTED, more__real_codes=True)
        await until(lambda: hass.states.is_state("binary_sensor.central_station_path_proven", "on"))
        assert receiver.taken[0].message.token == "NULL"
        await act(hass, demo, "DEMO Wall button 3")
        await until(lambda: receiver.messages)
        message = receiver.messages[0].message
        assert (message.account, message.sequence) == ("12AB", 1)
        assert message.data == "#12AB|Nri1/HA999"
        fields = dict(message.fields)
        assert (fields["R"], fields["T"]) == ("DEMO Gym", "M")
        assert fields["I"].startswith("DEMO Duress alarm 1")
        assert fields["L"]
        await until(lambda: hass.states.is_state("sensor.central_station_waiting_deliveries", "0"))
        (incident,) = demo.runtime_data.school.incidents.open
        ledger = demo.runtime_data.record.ledger
        states = [one.state for one in await ledger.deliveries(incident) if one.endpoint_id == endpoint]
        assert states
        assert {*states} == {DeliveryState.DELIVERED}
    assert receiver.unread == []


async def test_a_demo_is_a_test_to_the_centre(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a demo school and the usual settings, when a button is pressed, then the centre is told of a test."""
    async with receiving() as receiver:
        await add(hass, demo, receiver)
        await act(hass, demo, "DEMO Wall button 3")
        await until(lambda: receiver.messages)
    assert receiver.events[0] == "Nri1/TP999"


async def test_rooms_have_numbers_that_stay(hass: HomeAssistant) -> None:
    """Given rooms, when a receiver is added, then they have numbers; renamed and new ones do not upset them."""
    areas = ar.async_get(hass)
    rooms = {name: areas.async_create(name).id for name in ("Gym", "Room 204", "Room B 204", "Hall")}
    async with real_site(hass) as site, receiving() as receiver:
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, DC09)
        numbers = filled_in(flow)["more"]["room_numbers"]
        assert numbers.splitlines() == ["Gym = 1", "Hall = 3", "Room 204 = 204", "Room B 204 = 2"]
        form = typed(port=receiver.port, more__room_numbers=numbers.replace("Hall = 3", "Hall = 30"))
        flow = await further_subentry(hass, flow, form)
        (endpoint,) = site.entry.get_subentries_of_type(SUBENTRY_ENDPOINT)
        assert endpoint.data["room_numbers"] == {
            rooms["Gym"]: "1",
            rooms["Hall"]: "30",
            rooms["Room 204"]: "204",
            rooms["Room B 204"]: "2",
        }

        key = await site.add_pendant("Pendant 5", 5, area=rooms["Hall"])
        areas.async_update(rooms["Hall"], name="Great hall")
        areas.async_delete(rooms["Gym"])
        areas.async_create("Library")
        await hass.async_block_till_done()
        await site.hear(pressed(5))
        await until(lambda: receiver.messages)
        assert key in site.entry.subentries
        assert receiver.events[0] == "Nri1/HA30"
        assert dict(receiver.messages[0].message.fields)["R"] == "Great hall"

        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=endpoint.subentry_id)
        numbers = filled_in(flow)["more"]["room_numbers"]
        # The number of the gym may still be in the centre's list.
        assert numbers.splitlines() == ["Great hall = 30", "Library = 3", "Room 204 = 204", "Room B 204 = 2"]
        form = typed(port=receiver.port, more__room_numbers=numbers)
        await further_subentry(hass, flow, form)
        assert site.entry.subentries[endpoint.subentry_id].data["room_numbers"][rooms["Gym"]] == "1"


async def test_a_receiver_is_changed_and_its_key_stays(hass: HomeAssistant, site: RealSite) -> None:
    """Given an encrypted endpoint, when the rest is changed, then the key is not shown and stays, or is taken away."""
    key = Key(bytes.fromhex(KEY))
    async with receiving(Receiver(key=key)) as old, receiving(Receiver(key=key), udp=True) as new:
        endpoint = await add(hass, site.entry, old, security=ENCRYPTED, more__codes="lockdown = HA HR\ncleared = -")
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=endpoint)
        assert flow["step_id"] == "dc09"
        shown = filled_in(flow)
        assert (shown["name"], shown["account"], shown["port"]) == ("Central station", "12AB", old.port)
        assert shown["security"] == {
            "encryption": "aes_128", "key_form": "hex", "encryption_key": None, "padding": "short",
        }  # fmt: skip
        assert shown["more"]["codes"] == "lockdown = HA HR -\ncleared = - - -"
        form = typed(
            name="County", port=new.port, protocol="udp", security={**ENCRYPTED, "encryption_key": ""}, supervision=30
        )
        flow = await further_subentry(hass, flow, form)
        assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
        await until(lambda: new.taken)
        data = site.entry.subentries[endpoint].data
        assert (data["encryption_key"], data["supervision"], data["codes"]) == (KEY, 30, {})
        assert read_dc09(hass, data).protocol is Protocol.UDP

        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=endpoint)
        await further_subentry(hass, flow, typed(port=old.port))
        assert not {"encryption_key", "key_form"} & site.entry.subentries[endpoint].data.keys()


async def test_a_test_button_shows_the_answer(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver, when the test button is pressed, then it is told of a test; what it refuses is shown."""
    async with receiving() as receiver:
        await add(hass, site.entry, receiver)
        target = {"entity_id": "button.central_station_send_test"}
        await hass.services.async_call("button", "press", target, blocking=True)
        assert receiver.events == ["Nri1/RX0"]
        receiver.faults.append(duh)
        with pytest.raises(HomeAssistantError, match=r"did not confirm the test.*DUH"):
            await hass.services.async_call("button", "press", target, blocking=True)


def _advice(hass: HomeAssistant) -> str:
    """Return what the way to the central station says is to be done; empty while it says nothing."""
    shown = hass.states.get("binary_sensor.central_station_path_proven")
    return "" if shown is None else str(shown.attributes["what_to_do"] or "")


async def test_what_is_not_understood_is_said(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver that does not know a code, when a pendant is pressed, then an issue says that nobody is told."""
    async with receiving(Receiver(faults=[duh] * 20)) as receiver:
        endpoint = await add(hass, site.entry, receiver)
        await site.hear(pressed(5))
        registry = ir.async_get(hass)
        await until(lambda: registry.async_get_issue(DOMAIN, f"endpoint_{endpoint}"))
        found = registry.async_get_issue(DOMAIN, f"endpoint_{endpoint}")
        assert found is not None
        assert found.translation_key == "endpoint_final"
        assert "Compare the codes" in (found.translation_placeholders or {})["advice"]
        await until(lambda: _advice(hass))
        assert "Compare the codes" in _advice(hass)
        assert hass.states.is_state("binary_sensor.central_station_path_proven", "off")


async def test_a_refused_account_asks_for_no_secret(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver that refuses the account, then an issue says what to compare, and no secret is asked for."""
    async with receiving(Receiver(faults=[nak(None)] * 20)) as receiver:
        endpoint = await add(hass, site.entry, receiver)
        await site.hear(pressed(5))
        registry = ir.async_get(hass)
        await until(lambda: registry.async_get_issue(DOMAIN, f"endpoint_{endpoint}"))
        found = registry.async_get_issue(DOMAIN, f"endpoint_{endpoint}")
        assert found is not None
        assert found.translation_key == "endpoint_refuses"
        assert "does not accept the account" in (found.translation_placeholders or {})["advice"]
        assert not [flow for flow in hass.config_entries.flow.async_progress() if flow["handler"] == DOMAIN]


async def test_what_a_receiver_was_told_is_shown_tested_and_sent_again(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a receiver that knew no code, then that is listed, a test is answered, and it can be sent again later."""

    async def call(action: str, user: User, **data: object) -> dict[str, Any]:
        answer = await hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=True, context=Context(user_id=user.id)
        )
        return dict(answer or {})

    async with receiving() as receiver:
        key = await add(hass, site.entry, receiver)
        await until(lambda: receiver.messages or receiver.taken)
        endpoint = device_id(hass, site.entry, key)
        receiver.faults.append(duh)
        await site.hear(pressed(5))
        await until(lambda: receiver.events)
        await hass.async_block_till_done()
        (incident,) = site.entry.runtime_data.school.incidents.open
        await call("acknowledge", hass_admin_user, incident_id=incident)
        for step in ("clear", "close"):
            await call(step, hass_admin_user, incident_id=incident, reason="all well")
        await hass.async_block_till_done()
        name, technician = hass_admin_user.name, await somebody(hass, site, "technician")
        assert name is not None
        assert technician is not None
        shown = await call("show_deliveries", hass_admin_user, device_id=endpoint, incident_id=incident)
        raised = shown["deliveries"][-1]
        assert (raised["kind"], raised["attempts"][0]["outcome"]) == ("incident_raised", "refused")
        assert "Nri1/HA" in json.loads(raised["body"])["event"]
        assert name in str(shown["deliveries"])
        shown = await call("show_deliveries", technician, device_id=endpoint)
        assert "Nri1/HA" in str(shown["deliveries"])
        assert name not in str(shown["deliveries"])

        answer = await call("send_test", hass_admin_user, endpoints=[endpoint])
        assert (answer["tests"][0]["delivered"], answer["tests"][0]["answer"]) == (True, "ACK")
        assert "RX0" in json.loads(answer["tests"][0]["body"])["event"]
        answer = await call("send_test", technician, endpoints=[endpoint])
        assert "RX0" in json.loads(answer["tests"][0]["body"])["event"]
        assert "TEST" not in answer["tests"][0]["body"], "whoever may not read names does not see the sentence"
        before = len(receiver.events)
        answer = await call("replay_deliveries", hass_admin_user, endpoints=[endpoint])
        assert answer == {"replayed": [{"endpoint": "Central station", "messages": 1}]}
        await until(lambda: len(receiver.events) > before)
        assert receiver.events[-1].startswith("Nri1/HA")


async def test_nothing_secret_leaves(hass: HomeAssistant, site: RealSite, caplog: pytest.LogCaptureFixture) -> None:
    """Given an encrypted endpoint, then key, account and host are in no diagnostics, log or entry of the ledger."""
    async with receiving(Receiver(key=Key(bytes.fromhex(KEY)))) as receiver:
        await add(hass, site.entry, receiver, security=ENCRYPTED, host="localhost")
        await site.hear(pressed(5))
        await until(lambda: receiver.messages)
        await hass.async_block_till_done()
        found = json.dumps(await async_get_config_entry_diagnostics(hass, site.entry), default=str)
        assert KEY not in found
        assert "12AB" not in found
        assert "localhost" not in found
        assert KEY not in caplog.text
        entries = await site.entry.runtime_data.record.ledger.entries()
        assert KEY not in str(entries)
