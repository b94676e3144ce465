"""Where a press comes from, as everybody is told: alarm first, then the place, how sure it is, and why."""

import asyncio
from collections.abc import AsyncGenerator, Mapping

from homeassistant.core import Event as BusEvent, HomeAssistant, ServiceCall, State
from homeassistant.helpers import area_registry as ar, entity_registry as er, floor_registry as fr
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress import model_keeper
from custom_components.duress.const import CONF_LOCATION_WINDOW, EVENT_HAPPENED
from custom_components.duress.core import placing, presses
from custom_components.duress.core.events import (
    Actor,
    ActorKind,
    Candidate,
    FloorGuess,
    Method,
    Place,
    Word,
)
from custom_components.duress.core.location import Model, SurveyPress
from custom_components.duress.core.roster import Room
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    encode,
    make_uid,
)
from custom_components.duress.phrases import async_load_phrases
from custom_components.duress.place_words import why
from custom_components.duress.settings import site_policies
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import EN1223S, RealSite, checked_in, real_site
from tests.integration.station import Station, a_station

MS_ORTIZ = Actor(kind=ActorKind.USER, user_id="u1", name="Ortiz")
PENDANT = 7
REPEATERS = {"1-West": 601, "1-North": 602, "2-East": 603, "2-South": 604}
LOUD: Mapping[str, Mapping[str, int]] = {
    "Room 101": {"1-West": 70, "1-North": 40, "2-East": 30},
    "Room 103": {"1-West": 40, "1-North": 70, "2-South": 28},
    "Room 204": {"2-East": 70, "2-South": 45},
    "Room 206": {"2-East": 45, "2-South": 70},
}


@pytest.fixture
async def site(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[RealSite]:
    """Run a site with two floors, four surveyed rooms, a repeater in each, and a pendant."""
    monkeypatch.setattr(model_keeper, "SOON", 0)
    floors = [fr.async_get(hass).async_create(name) for name in ("First floor", "Second floor")]
    areas = {name: ar.async_get(hass).async_create(name, floor_id=floors[name[5] == "2"].floor_id) for name in LOUD}
    async with real_site(hass) as site:
        ids = {
            label: await site.add_pendant(label, serial, role="repeater", area=area.id)
            for (label, serial), area in zip(REPEATERS.items(), areas.values(), strict=True)
        }
        await site.add_pendant("Pendant 7", PENDANT)
        survey = site.entry.runtime_data.survey
        walked = [
            SurveyPress(
                press_id=f"{name}-{number}",
                room_id=areas[name].id,
                at=1000.0 + number,
                heard={ids[label]: float(level + number - 1) for label, level in heard.items()},
                margins={ids[label]: 20.0 for label in heard},
            )
            for name, heard in LOUD.items()
            for number in range(3)
        ]
        await survey.async_add(walked, MS_ORTIZ)
        await until(lambda: survey.model is not None and len(survey.model.rooms) == len(LOUD))
        yield site


def a_copy(repeater: str, level: int) -> bytes:
    """Return the frame of a press that a repeater heard."""
    hop = make_uid(Mid.REPEATER, REPEATERS[repeater])
    uid = make_uid(Mid.END_DEVICE, PENDANT)
    return encode(
        EndDeviceReport(uid, hop, EN1223S, AlarmInputs.INPUT_1, EndDeviceFlags(0), level=level, margin=min(level, 30))
    )


async def press_in(site: RealSite, room: str) -> None:
    """Press the pendant in a room: every repeater that hears it there passes it on, the loudest first."""
    loudest_first = sorted(LOUD[room].items(), key=lambda one: -one[1])
    # At once, as a receiver does: what is written down of it must not depend on how fast the disk is.
    await site.hear(b"".join(a_copy(label, level) for label, level in loudest_first))


def shown(hass: HomeAssistant, unique: str) -> State:
    """Return the state of the only entity whose unique id ends so."""
    (found,) = [one for one in er.async_get(hass).entities.values() if one.unique_id.endswith(unique)]
    state = hass.states.get(found.entity_id)
    assert state is not None
    return state


def pendant_id(site: RealSite) -> str:
    """Return the subentry of the pendant."""
    return next(one.subentry_id for one in site.entry.subentries.values() if one.title == "Pendant 7")


async def automate(hass: HomeAssistant) -> None:
    """Note what triggers say of an incident that is raised or located."""
    fields = ("room", "floor", "method", "word", "floor_word", "probability", "floor_probability")
    automation = {
        "alias": "located",
        "triggers": [{"trigger": f"duress.incident_{what}"} for what in ("raised", "located")],
        "actions": [{"action": "test.note", "data": {name: f"{{{{ trigger.{name} }}}}" for name in fields}}],
        "mode": "queued",
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})


async def set_window(hass: HomeAssistant, site: RealSite, seconds: int) -> None:
    """Type how long copies improve a place."""
    options = await hass.config_entries.options.async_init(site.entry.entry_id)
    options = await hass.config_entries.options.async_configure(options["flow_id"], {"next_step_id": "response"})
    minutes = {f"join_{kind}": 30 for kind in ("duress", "medical", "assist", "lockdown")}
    await hass.config_entries.options.async_configure(options["flow_id"], {**minutes, "location_window": seconds})
    await hass.async_block_till_done()


def told_rooms(station: Station) -> list[str]:
    """Return the rooms that a desk was told, one after the other."""
    return [one["incident"]["place"]["room"] for one in station.told("incident.located")]


async def test_everybody_is_told_where_and_how_sure(hass: HomeAssistant, site: RealSite) -> None:
    """Given a survey, when somebody presses, then states, triggers, the desk and the ledger say where, and why."""
    notes: list[ServiceCall] = []
    happened: list[BusEvent] = []

    async def note(call: ServiceCall) -> None:
        notes.append(call)

    hass.services.async_register("test", "note", note)
    hass.bus.async_listen(EVENT_HAPPENED, happened.append)
    await automate(hass)
    await set_window(hass, site, 1)
    async with a_station() as station:
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        await until(lambda: site.entry.runtime_data.school.locator.model)
        await press_in(site, "Room 204")
        (incident,) = site.entry.runtime_data.school.incidents.open.values()
        await until(lambda: station.told("incident.located")[-1:] and incident.place.method is Method.SURVEYED)
        await until(lambda: station.told("incident.located")[-1]["incident"]["place"]["confidence"] == "likely")
        first = station.told("incident.raised")[0]["incident"]["place"]
        assert (first["room"], first["method"], first["confidence"]) == ("Room 204", "heard_strongest", "near")
        told = station.told("incident.located")[-1]
        place = told["incident"]["place"]
        assert (place["room"], place["floor"], place["confidence"], place["floor_confidence"]) == (
            "Room 204", "Second floor", "likely", "likely",
        )  # fmt: skip
        assert place["hearers"] == 2
        assert told["text"] == "Duress alarm 1 at Lincoln: the place is now likely Room 204, Second floor."
        assert {**place, "probability": None, "floor_probability": None} | {"others": []} == {
            "room": "Room 204", "floor": "Second floor", "building": None, "method": "surveyed", "confidence": "likely",
            "near": "2-East", "probability": None, "floor_confidence": "likely", "floor_probability": None,
            "other_floor": None, "others": [], "hearers": 2, "masked": [],
        }  # fmt: skip
        # What runs after the commit knows more than the first copy did.
        await until(lambda: notes and notes[-1].data["word"] == "likely")
        assert notes[0].data["method"] != "heard_strongest"
        assert notes[-1].data | {"probability": None, "floor_probability": None} == {
            "room": "Room 204", "floor": "Second floor", "method": "surveyed", "word": "likely",
            "floor_word": "likely", "probability": None, "floor_probability": None,
        }  # fmt: skip
        location = shown(hass, f"{pendant_id(site)}_location")
        assert location.state == "Room 204"
        assert location.attributes["why"].startswith("Room 204 (")
        assert "heard strongest by 2-East" in location.attributes["why"]
        assert (location.attributes["original"], location.attributes["stale"]) == ("Room 204", False)
        assert hass.states.is_state(shown(hass, "_204_room_duress").entity_id, "on")
        ledger = site.entry.runtime_data.record.ledger
        await until(lambda: any(type(one).__name__ == "PressHeard" for one in incident.history))
        await until(lambda: not site.entry.runtime_data.record._pending)
        (heard,) = [one for one in await ledger.entries() if one.kind == "press_heard"]
        assert heard.data["press_id"] == incident.presses[0].press_id
        told_levels = heard.data["heard"]
        assert isinstance(told_levels, list)
        assert sorted(str(one["level"]) for one in told_levels if isinstance(one, dict)) == ["45.0", "70.0"]
        assert {one.data["type"] for one in happened} >= {"incident_raised", "incident_located"}
        assert not any(one.data["type"] == "press_heard" for one in happened)


async def test_the_alarm_is_on_before_anybody_asks_where(hass: HomeAssistant, site: RealSite) -> None:
    """Given a survey, when a press comes, then the alarm, the site and the room are on before the model is asked."""
    school = site.entry.runtime_data.school
    assert school.locator.model is not None
    model: Model = school.locator.model
    names = [shown(hass, f"{pendant_id(site)}_alarm"), shown(hass, f"{site.entry.entry_id}_duress")]
    seen: list[list[str]] = []

    class Watched:
        """A model that looks at the states when it is asked."""

        rooms, listeners = model.rooms, model.listeners

        def locate(self, heard: Mapping[str, float], masked: frozenset[str] = frozenset()) -> object:
            """Answer as the real one."""
            seen.append([state.state for one in names if (state := hass.states.get(one.entity_id)) is not None])
            seen[-1].append(shown(hass, f"{pendant_id(site)}_location").state)
            return model.locate(heard, masked)

    school.locator.model = Watched()  # type: ignore[assignment] # it answers as one
    await site.hear(a_copy("2-South", 70))
    assert seen == [["on", "on", "Room 206"]]


async def test_a_place_moves_with_the_pendant_and_grows_old(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a press, when it comes again from upstairs, then both places are told, and an old one is marked."""
    monkeypatch.setattr(placing, "STALE", 0.5)
    monkeypatch.setattr(presses, "WINDOW", 0.2)
    async with a_station() as station:
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        await press_in(site, "Room 101")
        await site.hear(checked_in(PENDANT))
        await until(lambda: shown(hass, f"{pendant_id(site)}_location").attributes["stale"])
        await asyncio.sleep(0.2)
        await press_in(site, "Room 206")
        location = shown(hass, f"{pendant_id(site)}_location")
        assert (location.state, location.attributes["original"]) == ("Room 206", "Room 101")
        await until(lambda: told_rooms(station)[-1] == "Room 206")
        assert told_rooms(station)[0] == "Room 101"


@pytest.mark.parametrize(
    ("stored", "seconds"), [(None, 6), (2, 2), (30, 30), (0, 6), (31, 6), (True, 6), ("8", 6), ([], 6)]
)
def test_a_window_that_makes_no_sense_is_the_usual_one(stored: object, seconds: float) -> None:
    """Given a stored window, then it holds if it is a number of seconds that is possible, else 6 s do."""
    assert site_policies({CONF_LOCATION_WINDOW: stored}).location_window == seconds


FIRST = Room(room_id="101", name="Room 101", floor_id="1", floor="First floor")
ROOM = Room(room_id="204", name="Room 204", floor_id="2", floor="Second floor")
NEXT = Room(room_id="206", name="Room 206", floor_id="2", floor="Second floor")
BOTH = (
    FloorGuess(floor_id="2", name="Second floor", probability=0.6),
    FloorGuess(floor_id="1", name="First floor", probability=0.35),
)


def ranked(first: float, second: float) -> tuple[Candidate, ...]:
    """Return two rooms with their probabilities."""
    return Candidate(room=ROOM, probability=first), Candidate(room=NEXT, probability=second)


@pytest.mark.parametrize(
    ("place", "english", "spanish"),
    [
        (
            Place(method=Method.SURVEYED, room=ROOM, heard_by="2-East", word=Word.LIKELY, ranked=ranked(0.87, 0.09)),
            "Room 204 (87 %): heard strongest by 2-East; next Room 206 (9 %)",
            "Room 204 (87 %): quien mejor lo oyó fue 2-East; después Room 206 (9 %)",
        ),
        (
            Place(
                method=Method.SURVEYED, room=ROOM, heard_by="2-East", word=Word.NEAR, ranked=ranked(0.4, 0.35),
                floors=BOTH[:1], masked=("Repeater 7",),
            ),
            ("Floor only (Second floor): Repeater 7 is offline; heard strongest by 2-East; "
            "perhaps Room 204 (40 %), Room 206 (35 %)"),
            ("Solo la planta (Second floor): Repeater 7 no funciona; quien mejor lo oyó fue 2-East; "
            "quizá Room 204 (40 %), Room 206 (35 %)"),
        ),
        (
            Place(
                method=Method.ONE_RECEIVER, room=ROOM, heard_by="2-East", word=Word.NEAR, floors=BOTH,
                masked=("Repeater 7", "Repeater 8"),
            ),
            ("Floor only, Second floor or First floor: Repeater 7, Repeater 8 are offline; "
            "only 2-East heard it, so it is near there"),
            ("Solo la planta, Second floor o First floor: Repeater 7, Repeater 8 no funcionan; "
            "solo lo oyó 2-East, así que está cerca"),
        ),
        (
            Place(method=Method.ONE_RECEIVER, heard_by="2-East", word=Word.NEAR, is_strange=True),
            ("Area only; only 2-East heard it, so it is near there; nothing in the survey sounds like it, "
            "so no room is promised"),
            ("Solo la zona; solo lo oyó 2-East, así que está cerca; nada de lo medido se le parece, "
            "así que no se promete ninguna sala"),
        ),
        (
            Place(method=Method.HEARD_STRONGEST, room=FIRST, heard_by="1-West", word=Word.NEAR),
            "Near Room 101: heard strongest by 1-West; found without a survey",
            "Cerca de Room 101: quien mejor lo oyó fue 1-West; hallado sin medición",
        ),
        (
            Place(method=Method.FIXED_BUTTON, room=FIRST, may_have_moved=True),
            "Room 101: the button is mounted there; the radio says another floor: has the button been moved?",
            "Room 101: el botón está montado allí; la radio indica otra planta: ¿se ha movido el botón?",
        ),
        (
            Place(method=Method.USUAL_ROOM, room=FIRST),
            "Room 101: its usual room; nothing with a room heard it",
            "Room 101: su sala habitual; nada con sala lo oyó",
        ),
        (
            Place(method=Method.SITE),
            "Somewhere at the site: nothing with a room heard it",
            "Algún lugar de la escuela: nada con sala lo oyó",
        ),
    ],
    ids=lambda one: str(one.method) if isinstance(one, Place) else "",
)  # fmt: skip
async def test_why_is_one_sentence(hass: HomeAssistant, place: Place, english: str, spanish: str) -> None:
    """Given a place, then one sentence says where, why and what else it may be, in the language of the installation."""
    for language, sentence in (("en", english), ("es", spanish)):
        await async_load_phrases(hass, language)
        assert why(hass, place, language) == sentence
