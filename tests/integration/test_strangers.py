"""Transmitters nobody added: asked about when they stay or are pressed, decided in a repair, remembered."""

from collections.abc import AsyncGenerator

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.core import strangers
from custom_components.duress.core.incidents import Incident
from custom_components.duress.echostream import Mid, format_uid, make_uid
from tests.integration.builders import until
from tests.integration.peers import RealSite, WebClients, answer, checked_in, pressed, real_site, repeater_status

STRANGER = make_uid(Mid.END_DEVICE, 99)


@pytest.fixture(autouse=True)
def close_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take messages for transmissions of their own however soon they come."""
    monkeypatch.setattr(strangers, "COPY_WINDOW", -1.0)


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port, with repairs."""
    assert await async_setup_component(hass, "repairs", {})
    async with real_site(hass) as site:
        yield site


def questions(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return the open questions about strangers, by what they are about."""
    return {
        issue_id.rpartition("_")[2]: issue
        for (domain, issue_id), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN and issue_id.startswith("stranger_") and issue.active
    }


def incidents(site: RealSite) -> list[Incident]:
    """Return the open incidents."""
    return list(site.entry.runtime_data.school.incidents.open.values())


async def heard_often(hass: HomeAssistant, site: RealSite, serial: int) -> None:
    """Let a stranger check in three times."""
    for _ in range(3):
        await site.hear(checked_in(serial))
    await hass.async_block_till_done()


async def test_a_stranger_that_stays_is_asked_about_once_and_added(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given a stranger heard three times, when a person adds it in the repair, then it is installed and works."""
    client = await hass_client()
    await site.hear(checked_in(99))
    await site.hear(checked_in(99))
    await hass.async_block_till_done()
    assert not questions(hass)
    await heard_often(hass, site, 99)
    (issue,) = questions(hass).values()
    assert issue.translation_key == "stranger_heard"
    assert issue.translation_placeholders == {"transmitter": "EN1223S 99"}

    shown = await answer(hass, client, issue)
    assert shown["menu_options"] == ["add", "not_ours", "watch"]
    shown = await answer(hass, client, issue, {"next_step_id": "add"}, {"name": " ", "role": "pendant"})
    assert shown["errors"] == {"name": "name_missing"}
    shown = await answer(hass, client, issue, {"next_step_id": "add"}, {"name": "Pendant 9", "role": "repeater"})
    assert shown["errors"] == {"role": "wrong_role"}
    shown = await answer(hass, client, issue, {"next_step_id": "add"}, {"name": "Pendant 9", "role": "pendant"})
    assert shown["type"] == "create_entry"
    assert not questions(hass)
    await site.hear(pressed(99))
    assert [incident.presses[0].label for incident in incidents(site)] == ["Pendant 9"]
    assert site.link.counters.connects == 1


async def test_what_is_not_ours_is_remembered_until_it_is_taken_off_the_list(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given a stranger, when it is "not ours", then it is noted and never asked about, also after a restart."""
    client = await hass_client()
    await heard_often(hass, site, 99)
    (issue,) = questions(hass).values()
    shown = await answer(hass, client, issue, {"next_step_id": "not_ours"})
    assert shown["type"] == "create_entry"
    assert site.entry.options["not_ours"] == {format_uid(STRANGER): {"pti": 24}}
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    await heard_often(hass, site, 99)
    await site.hear(pressed(99))
    await hass.async_block_till_done()
    assert not questions(hass)
    assert not incidents(site)
    state = hass.states.get("event.lincoln_incident")
    assert state is not None
    assert state.attributes["doubts"] == ["unregistered", "not_ours"]

    flow = await hass.config_entries.options.async_init(site.entry.entry_id)
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], {"next_step_id": "strangers"})
    await hass.config_entries.options.async_configure(flow["flow_id"], {"not_ours": []})
    await hass.async_block_till_done()
    assert site.entry.options["not_ours"] == {}
    await heard_often(hass, site, 99)
    assert set(questions(hass)) == {format_uid(STRANGER)}
    assert site.link.counters.connects == 1


async def test_what_is_watched_is_not_asked_about_but_a_press_is(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given a stranger that is watched, when it goes on, then nobody is asked; when it is pressed, somebody is."""
    client = await hass_client()
    await heard_often(hass, site, 99)
    (issue,) = questions(hass).values()
    await answer(hass, client, issue, {"next_step_id": "watch"})
    await heard_often(hass, site, 99)
    assert not questions(hass)
    assert STRANGER in site.entry.runtime_data.school.strangers
    await site.hear(pressed(99))
    await hass.async_block_till_done()
    (issue,) = questions(hass).values()
    assert issue.translation_key == "stranger_pressed"
    assert len(incidents(site)) == 1


async def test_an_open_question_survives_a_restart_and_goes_with_the_site(hass: HomeAssistant, site: RealSite) -> None:
    """Given a question, when the site starts again, then it is there without being heard; removed, it is gone."""
    await site.hear(pressed(99))
    for _ in range(3):
        await site.hear(repeater_status(900))
    await hass.async_block_till_done()
    asked = {format_uid(STRANGER), format_uid(make_uid(Mid.REPEATER, 900))}
    assert set(questions(hass)) == asked
    await hass.config_entries.async_unload(site.entry.entry_id)
    for issue in questions(hass).values():
        ir.async_delete_issue(hass, DOMAIN, issue.issue_id)
    await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    assert set(questions(hass)) == asked
    await hass.config_entries.async_remove(site.entry.entry_id)
    await hass.async_block_till_done()
    assert not questions(hass)


async def test_what_is_ignored_stays_hidden(hass: HomeAssistant, site: RealSite) -> None:
    """Given a question that somebody ignores, when the stranger goes on, then it stays hidden."""
    await heard_often(hass, site, 99)
    (issue,) = questions(hass).values()
    ir.async_ignore_issue(hass, DOMAIN, issue.issue_id, True)
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    await heard_often(hass, site, 99)
    (issue,) = questions(hass).values()
    assert issue.dismissed_version is not None


async def test_a_neighbour_school_is_ten_questions_and_one_for_the_rest(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given thirty strangers, when all stay, then there are eleven issues, and one answer settles as many as chosen."""
    client = await hass_client()
    for serial in range(500, 530):
        for _ in range(3):
            site.peer.say(checked_in(serial))
    await until(lambda: len(site.entry.runtime_data.unanswered.strangers) == 30)
    await hass.async_block_till_done()
    assert len(site.entry.runtime_data.unanswered.strangers) == 30
    found = questions(hass)
    assert len(found) == 11
    more = found["more"]
    assert more.translation_placeholders == {"number": "20", "site": "Lincoln"}

    shown = await answer(hass, client, more)
    (selector,) = (one for one in shown["data_schema"] if one["name"] == "strangers")
    offered = [value for value, *_ in (tuple(one.values()) for one in selector["selector"]["select"]["options"])]
    assert len(offered) == 30
    decision = {"strangers": offered[:18], "decision": "not_ours"}
    shown = await answer(hass, client, more, decision)
    assert (shown["type"], shown["reason"]) == ("abort", "some_left")
    assert questions(hass)["more"].translation_placeholders == {"number": "2", "site": "Lincoln"}
    assert len(site.entry.options["not_ours"]) == 18
    shown = await answer(hass, client, questions(hass)["more"], {"strangers": offered[18:], "decision": "watched"})
    assert shown["type"] == "create_entry"
    assert not questions(hass)
    assert len(site.entry.options["watched"]) == 12


async def test_a_fix_of_a_site_that_does_not_run_says_so(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given a question, when the site is stopped, then every answer says that it does not run."""
    client = await hass_client()
    await heard_often(hass, site, 99)
    (issue,) = questions(hass).values()
    await hass.config_entries.async_unload(site.entry.entry_id)
    for step in ("add", "not_ours", "watch"):
        shown = await answer(hass, client, issue, {"next_step_id": step})
        assert (shown["type"], shown["reason"]) == ("abort", "site_not_running")
