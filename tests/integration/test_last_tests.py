"""The last test of an endpoint and what was answered to it are shown as long as there is no newer one."""

from typing import Any, cast

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress.core.roles import Role
from custom_components.duress.endpoints_view import endpoints_view
from custom_components.duress.ledger import Json, LedgerError, LedgerErrorKind
from tests.integration.builders import device_id
from tests.integration.district import District
from tests.integration.roster import call
from tests.integration.test_receipts import district as a_district
from tests.integration.test_restart import restart

district = a_district


async def last_test(district: District, role: Role = Role.ADMINISTRATOR) -> Any:  # noqa: ANN401 - any JSON
    """Return the last test of the only endpoint, as a role sees it."""
    view = await endpoints_view(district.site.entry.runtime_data, role)
    (endpoint,) = cast("list[dict[str, Any]]", view["endpoints"])
    return endpoint["last_test"]


async def test_a_test_and_its_answers_are_shown_after_a_restart(hass: HomeAssistant, district: District) -> None:
    """Given a test that a desk confirmed and a person answered, when the site restarts, then both are still shown."""
    entry, devices = district.site.entry, [device_id(hass, district.site.entry, district.endpoint_id)]
    assert await last_test(district) is None
    (answer,) = (await call(hass, "send_test", None, endpoints=devices))["tests"]
    (test,) = district.station.ids("test")
    before = await last_test(district)
    await restart(hass, entry)
    after = await last_test(district)
    assert after == before
    assert (after["delivered"], after["answer"], after["milliseconds"]) == (True, "HTTP 200 OK", answer["milliseconds"])
    assert test in after["body"]
    said: dict[str, object] = {"receipt_id": "R1", "answer": "accepted", "event_id": test, "by": "Operator 7"}
    assert (await district.post(said)).status == 200
    await restart(hass, entry)
    (receipt,) = (await last_test(district))["receipts"]
    assert (receipt["answer"], receipt["by"]) == ("accepted", "Operator 7")
    hidden = await last_test(district, Role.VIEWER)
    assert (hidden["delivered"], hidden["answer"], hidden["body"], hidden["receipts"]) == (True, None, None, [])

    district.station.answer = 413
    (answer,) = (await call(hass, "send_test", None, endpoints=devices))["tests"]
    await restart(hass, entry)
    newer = await last_test(district)
    assert (newer["delivered"], newer["outcome"], newer["status"]) == (False, "refused", 413)
    assert newer["what_to_do"] == answer["what_to_do"]
    assert (newer["receipts"], newer["body"] != after["body"]) == ([], True)


async def test_what_cannot_be_kept_or_read_stops_no_test(
    hass: HomeAssistant, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a disk that takes nothing, then a test is answered and shown; what is damaged later is left out."""
    entry, devices = district.site.entry, [device_id(hass, district.site.entry, district.endpoint_id)]
    ledger = entry.runtime_data.record.ledger

    async def full(_key: str, _value: object) -> None:
        raise LedgerError(LedgerErrorKind.FULL, "the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "set_value", full)
        (answer,) = (await call(hass, "send_test", None, endpoints=devices))["tests"]
    assert answer["delivered"]
    assert (await last_test(district))["delivered"]
    await restart(hass, entry)
    assert await last_test(district) is None
    broken: list[Json] = ["?", {"at": 1}, {"at": "?", "outcome": "delivered"}]
    for damaged in broken:
        await entry.runtime_data.record.ledger.set_value(f"last test {district.endpoint_id}", damaged)
        await restart(hass, entry)
        assert await last_test(district) is None
