"""The survey of a running site: kept with every version, made into a model, and never in the way of an alarm."""

from collections.abc import Sequence

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, issue_registry as ir
import pytest

from custom_components.duress import model_keeper
from custom_components.duress.const import DOMAIN
from custom_components.duress.core.events import Actor, ActorKind
from custom_components.duress.core.location import SurveyPress
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import subentry_id, until

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
    assert survey.model is None
    assert "cannot be made into a model" in caplog.text
    await survey.async_add(presses, MS_ORTIZ)
    await until(lambda: survey.model)
    assert issue not in issues.issues
