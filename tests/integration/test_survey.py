"""The survey of a running site: kept with every version, made into a model, and never in the way of an alarm."""

from collections.abc import Sequence
from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, issue_registry as ir
import pytest

from custom_components.duress import model_keeper
from custom_components.duress.const import DOMAIN
from custom_components.duress.core.events import Actor, ActorKind
from custom_components.duress.core.location import SurveyPress
from custom_components.duress.ledger import LedgerError, LedgerErrorKind, StoredSurvey, SurveyStore
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import subentry_id, until
from tests.integration.roster import call

MS_ORTIZ = Actor(kind=ActorKind.USER, user_id="u1", name="Ortiz")
WEST, EAST = "DEMO Repeater 1", "DEMO Repeater 4"


def a_survey(entry: DuressConfigEntry, rooms: Sequence[str], *, presses: int = 3) -> list[SurveyPress]:
    """Return presses that differ from room to room."""
    west, east = subentry_id(entry, WEST), subentry_id(entry, EAST)
    return [
        SurveyPress(
            press_id=f"{room}-{number}", room_id=room, at=1000.0 * at + number,
            heard={west: 60.0 - 20 * at - number, east: 20.0 + 20 * at + number}, margins={west: 20.0, east: 20.0},
        )
        for at, room in enumerate(rooms)
        for number in range(presses)
    ]  # fmt: skip


def rooms_of(hass: HomeAssistant) -> list[str]:
    """Return the ids of some rooms."""
    return [area.id for area in ar.async_get(hass).async_list_areas()][:3]


async def test_a_survey_becomes_a_model_and_is_there_after_a_restart(
    hass: HomeAssistant, demo: DuressConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given three rooms that were surveyed, then there is a model of them, and after a restart it is made anew."""
    monkeypatch.setattr(model_keeper, "SOON", 0)
    rooms = rooms_of(hass)
    presses = a_survey(demo, rooms)
    assert demo.runtime_data.survey.model is None
    assert await demo.runtime_data.survey.async_add(presses, MS_ORTIZ) == 1
    await until(lambda: demo.runtime_data.survey.model)
    assert await hass.config_entries.async_reload(demo.entry_id)
    survey = demo.runtime_data.survey
    assert (survey.version, list(survey.presses)) == (1, presses)
    await until(lambda: survey.model)
    assert survey.model is not None
    assert survey.model.locate(presses[0].heard).rooms[0][0] == rooms[0]
    assert survey.layout.floors[rooms[0]] is not None


async def test_a_survey_that_makes_no_model_is_said(
    hass: HomeAssistant, demo: DuressConfigEntry, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Given presses no model can be made of, then an issue says so until others can; the site goes on."""

    def fail(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(model_keeper, "SOON", 0)
    survey, issues = demo.runtime_data.survey, ir.async_get(hass)
    issue = (DOMAIN, f"survey_unusable_{demo.entry_id}")
    presses = a_survey(demo, rooms_of(hass))
    with monkeypatch.context() as broken:
        broken.setattr(model_keeper, "fit", fail)
        await survey.async_add(presses[:4], MS_ORTIZ)
        await until(lambda: issue in issues.issues)
        assert await hass.config_entries.async_unload(demo.entry_id)
        assert issue not in issues.issues
        assert await hass.config_entries.async_setup(demo.entry_id)
        await until(lambda: issue in issues.issues)
    survey = demo.runtime_data.survey
    assert survey.model is None
    assert "cannot be made into a model" in caplog.text
    await survey.async_add(presses, MS_ORTIZ)
    await until(lambda: survey.model)
    assert issue not in issues.issues


async def test_a_survey_that_cannot_be_read_is_not_changed(
    hass: HomeAssistant, demo: DuressConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a disk that does not give the survey back, then the site runs without it, and nothing is stored over it."""

    async def fail(_store: SurveyStore) -> StoredSurvey:
        raise LedgerError(LedgerErrorKind.OTHER, "disk")

    presses = a_survey(demo, rooms_of(hass))
    await demo.runtime_data.survey.async_add(presses[:2], MS_ORTIZ)
    with monkeypatch.context() as broken:
        broken.setattr(SurveyStore, "load", fail)
        assert await hass.config_entries.async_reload(demo.entry_id)
        survey = demo.runtime_data.survey
        assert survey.presses == ()
        with pytest.raises(LedgerError):
            await survey.async_add(presses, MS_ORTIZ)
    assert await hass.config_entries.async_reload(demo.entry_id)
    assert list(demo.runtime_data.survey.presses) == presses[:2]


async def test_rooms_that_sound_alike_are_named_with_three_offers(
    hass: HomeAssistant, demo: DuressConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given two rooms that are heard alike, when nobody presses for a while, then they are twins; redone, no more."""
    monkeypatch.setattr(model_keeper, "SOON", 0)
    monkeypatch.setattr(model_keeper, "QUIET", 0)
    survey, rooms = demo.runtime_data.survey, rooms_of(hass)
    presses = a_survey(demo, rooms)
    alike = [replace(one, press_id=f"{one.press_id}-2", room_id=rooms[1]) for one in presses if one.room_id == rooms[0]]
    await survey.async_add([one for one in presses if one.room_id != rooms[1]] + alike, MS_ORTIZ)
    await until(lambda: survey.twins)
    (found,) = (await call(hass, "get_survey", None, language="es"))["twins"]
    assert {one["room_id"] for one in found["rooms"]} == set(rooms[:2])
    assert [one["offer"] for one in found["offers"]] == ["merge", "add_receiver", "press_again"]
    assert "se confunden" in found["text"]
    await survey.async_add(
        [one for one in presses if one.room_id == rooms[1]], MS_ORTIZ, without=[one.press_id for one in alike]
    )
    await until(lambda: not survey.twins)
