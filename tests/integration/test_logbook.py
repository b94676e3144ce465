"""The logbook tells in sentences, in the language of the installation, what happened at the site and to each device."""

from collections.abc import AsyncGenerator, Callable
import json
from pathlib import Path
from string import Formatter

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.core import Context, Event, HomeAssistant, callback
import pytest

from custom_components.duress.const import DOMAIN, EVENT_HAPPENED, SUBENTRY_TRANSMITTER
from custom_components.duress.logbook import async_describe_events
from tests.integration.builders import device_id, until
from tests.integration.peers import EN1223S, RealSite, checked_in, pressed, real_site, walk_subentry
from tests.integration.roster import call

TRANSLATIONS = Path("custom_components/duress/translations")


@pytest.fixture
async def site(hass: HomeAssistant, language: str) -> AsyncGenerator[RealSite]:
    """Run a site in a language, with one pendant."""
    hass.config.language = language
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 7", 7)
        yield site


def captured(hass: HomeAssistant) -> list[Event]:
    """Return what happens from now on."""
    events: list[Event] = []

    @callback
    def note(event: Event) -> None:
        """Take an event in."""
        events.append(event)

    hass.bus.async_listen(EVENT_HAPPENED, note)
    return events


def describer(hass: HomeAssistant) -> Callable[[Event], dict[str, str]]:
    """Return the function the logbook is given for our events."""
    found: dict[tuple[str, str], Callable[[Event], dict[str, str]]] = {}

    def register(domain: str, event_type: str, describe: Callable[[Event], dict[str, str]]) -> None:
        """Take a function as the logbook does."""
        found[domain, event_type] = describe

    async_describe_events(hass, register)
    return found[DOMAIN, EVENT_HAPPENED]


def lines(hass: HomeAssistant, events: list[Event], device: str) -> list[str]:
    """Return what the logbook of one device says."""
    describe = describer(hass)
    described = [describe(event) for event in events if event.data["device_id"] == device]
    return [f"{one['name']} {one['message']}" for one in described]


async def take(hass: HomeAssistant, step: str, incident_id: str, reason: str = "") -> None:
    """Take a step of an incident as a person who is logged in."""
    user = await hass.auth.async_create_user("Alex", group_ids=[GROUP_ID_ADMIN])
    data = {"incident_id": incident_id, "reason": reason}
    await hass.services.async_call(DOMAIN, step, data, blocking=True, context=Context(user_id=user.id))


TOLD = {
    "en": [
        "Lincoln raised incident 1: Pendant 7 pressed, somewhere at the site",
        "Lincoln saw incident 1 acknowledged by Alex after {after} s",
        "Lincoln saw incident 1 cleared by Alex: {drill}",
        "Lincoln saw incident 1 closed by Alex: done",
    ],
    "es": [
        "Lincoln abrió el incidente 1: Pendant 7 pulsado, algún lugar de la escuela",
        "Lincoln registró que Alex atiende el incidente 1, {after} s después de abrirse",
        "Lincoln registró que Alex dio por pasado el peligro del incidente 1: {drill}",
        "Lincoln registró que Alex cerró el incidente 1: done",
    ],
}


@pytest.mark.parametrize("language", ["en", "es"])
async def test_an_incident_is_told_from_press_to_close(hass: HomeAssistant, site: RealSite, language: str) -> None:
    """Given a press, when people handle it to the end, then the logbook tells each step with who, when and why."""
    events = captured(hass)
    await site.hear(pressed(7))
    (incident,) = site.entry.runtime_data.active_incidents()
    incident.raised_at -= 25
    await take(hass, "acknowledge", incident.incident_id)
    await take(hass, "clear", incident.incident_id, "{drill}")
    await take(hass, "close", incident.incident_id, "done")
    await hass.async_block_till_done()
    assert incident.first_acknowledged is not None
    waited = round(incident.first_acknowledged.at - incident.raised_at)
    assert waited >= 25
    told = [line.replace("{after}", str(waited)) for line in TOLD[language]]
    assert lines(hass, events, device_id(hass, site.entry, site.entry.entry_id)) == told

    (pendant,) = {device for event in events if (device := event.data["device_id"])} - {
        device_id(hass, site.entry, site.entry.entry_id)
    }
    of_pendant = lines(hass, events, pendant)
    assert len(of_pendant) == 4
    assert all(line.startswith("Pendant 7 ") for line in of_pendant)


@pytest.mark.parametrize("language", ["en"])
async def test_of_several_presses_the_right_one_is_named(hass: HomeAssistant, site: RealSite) -> None:
    """Given two presses in one incident, when the first button is let go, then the logbook names that one."""
    await site.add_pendant("Pendant 8", 8)
    events = captured(hass)
    await site.hear(pressed(7))
    await site.hear(pressed(8))
    await site.hear(checked_in(7))
    await hass.async_block_till_done()
    assert lines(hass, events, device_id(hass, site.entry, site.entry.entry_id)) == [
        "Lincoln raised incident 1: Pendant 7 pressed, somewhere at the site",
        "Lincoln noted another press of Pendant 8 in incident 1, somewhere at the site",
        "Lincoln noted that Pendant 7 was released; incident 1 stays raised",
    ]


@pytest.mark.parametrize("language", ["en"])
async def test_troubles_are_told_at_the_device(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver, when its link is lost and comes back, then its logbook says so in words."""
    events = captured(hass)
    label = site.entry.subentries[site.receiver_id].title
    await site.peer.vanish()
    await until(lambda: events)
    await site.peer.listen()
    site.link.reconnect_now()
    await until(lambda: site.entry.runtime_data.school.connected[site.receiver_id])
    await hass.async_block_till_done()
    assert lines(hass, events, device_id(hass, site.entry, site.receiver_id)) == [
        f"{label} has a trouble: link lost ({label})",
        f"{label} is over a trouble: link lost ({label})",
    ]


ROSTER_TOLD = {
    "en": [
        "Pendant 7 was handed out anew and stays assigned (Pendant 7), by Alex",
        "Pendant 7 is now lost, was assigned (Pendant 7), by Alex: left on a bus",
        "Pendant 7 was replaced: serial number 7 before, 8 now (Pendant 7)",
    ],
    "es": [
        "Pendant 7 se entregó de nuevo y sigue asignado (Pendant 7), por Alex",
        "Pendant 7 está ahora perdido, antes asignado (Pendant 7), por Alex: left on a bus",
        "Pendant 7 fue sustituido: antes número de serie 7, ahora 8 (Pendant 7)",
    ],
}


@pytest.mark.parametrize("language", ["en", "es"])
async def test_what_becomes_of_a_pendant_is_told_without_names(
    hass: HomeAssistant, site: RealSite, language: str
) -> None:
    """Given a pendant, when it is handed out, lost and replaced, then its logbook tells so, and not who had it."""
    user = await hass.auth.async_create_user("Alex", group_ids=[GROUP_ID_ADMIN])
    events = captured(hass)
    key = next(iter(site.entry.runtime_data.school.roster.transmitters))
    pendant = device_id(hass, site.entry, key)
    await call(hass, "assign", user, device_id=pendant, name="Rosa Hill")
    await call(hass, "set_life", user, device_id=pendant, life="lost", reason="left on a bus")
    typed = {"name": "Pendant 7", "serial": "8", "model": str(EN1223S)}
    await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, typed, reconfigure=key)
    assert lines(hass, events, pendant) == ROSTER_TOLD[language]
    of_site = lines(hass, events, device_id(hass, site.entry, site.entry.entry_id))
    assert len(of_site) == 4
    assert "Hill" not in str(of_site)


@pytest.mark.parametrize("language", ["en"])
async def test_check_ins_are_not_told(hass: HomeAssistant, site: RealSite) -> None:
    """Given a pendant, when it checks in, then nothing is in the logbook, for nobody is followed around."""
    events = captured(hass)
    for _ in range(5):
        await site.hear(checked_in(7))
    await hass.async_block_till_done()
    assert events == []


@pytest.mark.parametrize("language", ["en"])
async def test_old_and_unknown_rows_do_not_break_the_page(hass: HomeAssistant, site: RealSite) -> None:
    """Given rows that an older or newer version has written, when they are shown, then gaps stay gaps."""
    describe = describer(hass)
    old = describe(Event(EVENT_HAPPENED, {"type": "incident_raised", "name": "Lincoln"}))
    assert old == {"name": "Lincoln", "message": "raised incident –: – pressed, somewhere at the site"}
    newer = describe(Event(EVENT_HAPPENED, {"type": "incident_teleported", "entity_id": "event.lincoln_incident"}))
    assert newer == {"name": "Duress", "message": "incident_teleported", "entity_id": "event.lincoln_incident"}


@pytest.mark.parametrize("language", ["en"])
async def test_a_changed_language_holds_from_then_on(hass: HomeAssistant, site: RealSite) -> None:
    """Given an English installation, when its language is changed, then the same events are told in the new one."""
    events = captured(hass)
    await site.hear(pressed(7))
    await hass.async_block_till_done()
    device = device_id(hass, site.entry, site.entry.entry_id)
    assert lines(hass, events, device) == TOLD["en"][:1]
    await hass.config.async_update(language="es")
    await hass.async_block_till_done()
    assert lines(hass, events, device) == TOLD["es"][:1]


def test_every_language_has_every_sentence() -> None:
    """Given the translations, when they are compared, then none lacks a sentence or fills in what is not there."""
    english, spanish = (
        json.loads((TRANSLATIONS / f"{language}.json").read_text())["common"] for language in ("en", "es")
    )
    assert english.keys() == spanish.keys()
    for key, sentence in english.items():
        assert placeholders(spanish[key]) <= placeholders(sentence), key


def placeholders(sentence: str) -> set[str]:
    """Return the names of what is filled into a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
