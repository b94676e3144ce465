"""A demo school may come surveyed: rooms are known from the first press on, and its survey is marked as a demo."""

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress.const import CONF_SITE_NAME, CONF_SPEED, CONF_SURVEYED, DOMAIN
from custom_components.duress.core.events import Actor, ActorKind, Method
from custom_components.duress.core.location import Source
from custom_components.duress.ledger import LedgerError, LedgerErrorKind
from custom_components.duress.receivers.demo import SCHOOL
from custom_components.duress.site import DuressConfigEntry
from custom_components.duress.surveyor import Surveyor
from tests.integration.builders import act, until

SOMEBODY = Actor(kind=ActorKind.USER, user_id="u1", name="Ortiz")


async def set_up(hass: HomeAssistant, *, surveyed: bool = True) -> DuressConfigEntry:
    """Set up a demo school through the flow."""
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    demo = {CONF_SPEED: 1, CONF_SURVEYED: surveyed}
    for typed in ({CONF_SITE_NAME: "Lincoln"}, {"next_step_id": "demo"}, demo):
        flow = await hass.config_entries.flow.async_configure(flow["flow_id"], typed)
    await hass.async_block_till_done()
    entry: DuressConfigEntry = flow["result"]
    return entry


async def again(hass: HomeAssistant, entry: DuressConfigEntry) -> None:
    """Stop the site and start it anew."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()


async def test_a_press_is_placed_by_the_survey_from_the_start(hass: HomeAssistant) -> None:
    """Given a demo school that comes surveyed, when a pendant is pressed, then its first copy is weighed by that."""
    entry = await set_up(hass)
    site = entry.runtime_data
    sources = [one.source for one in site.survey.presses]
    assert (sources.count(Source.WALK), sources.count(Source.CHECK)) == (60, 24)
    assert {site.survey.room(one.room_id).name for one in site.survey.presses} == {
        f"DEMO {room.name}" for room in SCHOOL.rooms
    }
    await until(lambda: site.school.locator.model)
    await act(hass, entry, "DEMO Pendant 07", room="Gym")
    await until(lambda: site.school.incidents.open)
    (incident,) = site.school.incidents.open.values()
    await until(lambda: incident.place.method is Method.SURVEYED)
    changed = await site.record.ledger.last_entry("survey_changed")
    assert changed is not None
    assert (changed.data["why"], changed.data["reason"]) == ("import", "DEMO")
    await hass.config_entries.async_unload(entry.entry_id)


async def test_it_is_brought_once(hass: HomeAssistant) -> None:
    """Given a survey that came with the demo, when somebody takes it out, then no later start brings it back."""
    entry = await set_up(hass)
    await again(hass, entry)
    survey = entry.runtime_data.survey
    assert survey.version == 1
    await survey.async_remove([one.press_id for one in survey.presses], SOMEBODY)
    await again(hass, entry)
    assert entry.runtime_data.survey.presses == ()
    await hass.config_entries.async_unload(entry.entry_id)


async def test_without_it_everybody_walks_themselves(hass: HomeAssistant) -> None:
    """Given a demo school that is to come without a survey, then it has none."""
    entry = await set_up(hass, surveyed=False)
    assert entry.runtime_data.survey.version == 0
    await hass.config_entries.async_unload(entry.entry_id)


async def test_a_full_disk_keeps_no_demo_from_starting(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a disk that takes nothing, when a demo starts, then it runs without a survey, and a later start has it."""

    async def full(*_: object, **__: object) -> int:
        """Store nothing."""
        raise LedgerError(LedgerErrorKind.FULL, "disk full")

    with monkeypatch.context() as patched:
        patched.setattr(Surveyor, "async_add", full)
        entry = await set_up(hass)
    assert "the next start tries again" in caplog.text
    assert entry.runtime_data.survey.version == 0
    await again(hass, entry)
    assert entry.runtime_data.survey.version == 1
    await hass.config_entries.async_unload(entry.entry_id)
