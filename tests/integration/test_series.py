"""Adding a box of pendants by pressing one after the other."""

from collections.abc import AsyncGenerator

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar
import pytest

from custom_components.duress import enrolment, transmitter_flow
from custom_components.duress.const import SUBENTRY_TRANSMITTER
from custom_components.duress.transmitter_form import next_label
from tests.integration.builders import until
from tests.integration.peers import RealSite, further_subentry, pressed, real_site, suggested, walk_subentry

SERIES = {"next_step_id": "series"}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment only for further presses."""
    monkeypatch.setattr(transmitter_flow, "MORE_SECONDS", 0.1)


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def shown_next(hass: HomeAssistant, flow: SubentryFlowResult, step: str) -> SubentryFlowResult:
    """Return what is shown when the listening is over; it must be this step."""
    manager = hass.config_entries.subentries
    await until(lambda: manager.async_get(flow["flow_id"]).get("step_id") != "series")
    await hass.async_block_till_done()
    shown = await manager.async_configure(flow["flow_id"])
    assert shown["step_id"] == step
    return shown


def labels(site: RealSite) -> list[str]:
    """Return who is pressed in open incidents."""
    return [one.presses[0].label for one in site.entry.runtime_data.school.incidents.open.values()]


async def test_three_pendants_in_a_row(hass: HomeAssistant, site: RealSite) -> None:
    """Given a dialog for a series, when three are pressed in turn, then each is saved at once and counted up."""
    area = ar.async_get(hass).async_create("Room 1")
    await site.add_pendant("Pendant 09", 9)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, SERIES)
    assert (flow["progress_action"], flow["description_placeholders"]) == ("listening_on", {"added": "0"})
    await site.hear(pressed(501))
    flow = await shown_next(hass, flow, "series_details")
    assert suggested(flow)["name"] == "Pendant 10"
    flow = await further_subentry(hass, flow, {**suggested(flow), "name": "Pendant 10", "area": area.id})
    assert (flow["type"], flow["description_placeholders"]) == (FlowResultType.SHOW_PROGRESS, {"added": "1"})
    await until(lambda: len(site.entry.runtime_data.school.roster.transmitters) == 2)
    assert [one.title for one in site.entry.subentries.values()][-1] == "Pendant 10"
    await site.hear(pressed(9))
    assert labels(site) == ["Pendant 09"]

    await site.hear(pressed(502))
    flow = await shown_next(hass, flow, "series_details")
    filled = suggested(flow)
    assert (filled["name"], filled["area"], filled["serial"]) == ("Pendant 11", area.id, "502")
    # The next one is pressed while the form is still open: no alarm, and it is not lost.
    await site.hear(pressed(503))
    assert labels(site) == ["Pendant 09"]
    flow = await further_subentry(hass, flow, filled)
    flow = await shown_next(hass, flow, "series_details")
    filled = suggested(flow)
    assert (filled["name"], filled["serial"]) == ("Pendant 12", "503")
    flow = await further_subentry(hass, flow, {**filled, "another": False})
    assert (flow["reason"], flow["description_placeholders"]) == ("series_done", {"added": "3"})
    assert len(site.entry.runtime_data.school.roster.transmitters) == 4
    assert site.link.counters.connects == 1
    await site.hear(pressed(99))
    (incident,) = site.entry.runtime_data.school.incidents.open.values()
    assert [press.label for press in incident.presses] == ["Pendant 09", ""]


async def test_of_two_in_a_series_one_is_chosen(hass: HomeAssistant, site: RealSite) -> None:
    """Given a series, when two are pressed at once, then it asks which; the other can be pressed again."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, SERIES)
    await site.hear(pressed(501))
    await site.hear(pressed(502))
    flow = await shown_next(hass, flow, "heard")
    (selector,) = flow["data_schema"].schema.values()  # type: ignore[union-attr]
    chosen = next(one["value"] for one in selector.config["options"] if one["label"] == "EN1223S 502")
    flow = await further_subentry(hass, flow, {"uid": chosen})
    assert "name" not in suggested(flow)
    flow = await further_subentry(hass, flow, {**suggested(flow), "name": " "})
    assert flow["errors"] == {"name": "name_missing"}
    flow = await further_subentry(hass, flow, {**suggested(flow), "name": "Pendant 1", "another": True})
    assert flow["type"] is FlowResultType.SHOW_PROGRESS
    hass.config_entries.subentries.async_abort(flow["flow_id"])
    await hass.async_block_till_done()
    assert [one.label for one in site.entry.runtime_data.school.roster.transmitters.values()] == ["Pendant 1"]


async def test_a_closed_dialog_keeps_what_was_added_and_ends_the_exception(hass: HomeAssistant, site: RealSite) -> None:
    """Given a series with one added, when the dialog is closed, then it stays and presses are alarms again."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, SERIES)
    await site.hear(pressed(501))
    flow = await shown_next(hass, flow, "series_details")
    flow = await further_subentry(hass, flow, {**suggested(flow), "name": "Pendant 1", "another": True})
    await site.hear(pressed(502))
    flow = await shown_next(hass, flow, "series_details")
    hass.config_entries.subentries.async_abort(flow["flow_id"])
    await hass.async_block_till_done()
    assert [one.label for one in site.entry.runtime_data.school.roster.transmitters.values()] == ["Pendant 1"]
    await site.hear(pressed(503))
    assert len(site.entry.runtime_data.school.incidents.open) == 1


async def test_a_form_that_is_left_alone_ends_the_exception(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a form of a series that nobody fills in, when patience is over, then unknown presses are alarms again."""
    monkeypatch.setattr(enrolment, "SERIES_PATIENCE", 0.1)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, SERIES)
    await site.hear(pressed(501))
    flow = await shown_next(hass, flow, "series_details")
    await until(lambda: "site" not in site.entry.runtime_data.reports)
    await site.hear(pressed(502))
    assert len(site.entry.runtime_data.school.incidents.open) == 1
    hass.config_entries.subentries.async_abort(flow["flow_id"])


async def test_when_nothing_more_is_pressed_the_person_ends_it(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a series in which nothing is pressed, when the time is over, then it can go on or end."""
    monkeypatch.setattr(transmitter_flow, "LISTEN_SECONDS", 0.1)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, SERIES)
    flow = await shown_next(hass, flow, "series_idle")
    assert flow["menu_options"] == ["series", "series_end"]
    flow = await further_subentry(hass, flow, SERIES)
    flow = await shown_next(hass, flow, "series_idle")
    flow = await further_subentry(hass, flow, {"next_step_id": "series_end"})
    assert (flow["reason"], flow["description_placeholders"]) == ("series_done", {"added": "0"})


@pytest.mark.parametrize(
    ("last", "taken", "expected"),
    [
        ("Pendant 17", set(), "Pendant 18"),
        ("Pendant 09", {"Pendant 10", "Pendant 11"}, "Pendant 12"),
        ("A-099", set(), "A-100"),
        ("Principal", set(), None),
        ("", set(), None),
    ],
)
def test_labels_are_counted_up(last: str, taken: set[str], expected: str | None) -> None:
    """Given the last label, then the next is the next free number, as wide; without a number there is none."""
    assert next_label(last, taken) == expected
