"""Every fault has a finished sentence in every language, and so have all changes."""

from datetime import date
import json
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.core.importing import (
    MAX_BYTES,
    MAX_ROWS,
    Code,
    PersonFacts,
    PlacesNow,
    PlacesPlan,
    Problem,
    RoomFacts,
    RosterNow,
    RosterPlan,
    TransmitterFacts,
    plan_places,
    plan_roster,
)
from custom_components.duress.core.importing.places import COLUMNS as PLACES
from custom_components.duress.core.importing.roster_rows import COLUMNS as ROSTER
from custom_components.duress.core.importing.values import kind_in, life_in, role_in
from custom_components.duress.core.roster import Kind, Life, Role
from custom_components.duress.echostream import Mid, make_uid
from custom_components.duress.import_words import Words, names_of

TODAY = date(2026, 11, 23)
HEADER = "label,serial,model,use,kind,room,name,staff_id,trained_on,life,battery_date"
NOW = RosterNow(
    transmitters=(
        TransmitterFacts(device_id="d1", uid=make_uid(Mid.END_DEVICE, 17), label="Pendant 17", role=Role.PENDANT),
        TransmitterFacts(device_id="d2", uid=make_uid(Mid.REPEATER, 5), label="Repeater 5", role=Role.REPEATER),
    ),
    people=(
        PersonFacts(person_id="p1", name="Ann", staff_id="1"),
        PersonFacts(person_id="p2", name="Ann", staff_id="2"),
    ),
    rooms=(
        RoomFacts(room_id="a", shown="Main – 101", names=("101",)),
        RoomFacts(room_id="b", shown="Annex – 101", names=("101",)),
    ),
)
BAD_ROWS = """\
,x,,,,,,,,,
,1,EN9,,,,,,,,
,2,,x,,,,,,,
,3,,,x,,,,,,
,4,,,,,,,,x,
,5,,,,,,,x,,
,,,,,,Bo,,x,,
,,,,,,Bo,,05/06/2026,,
,,,,,,Bo,,2027-01-01,,
,,,,,101,,,,,
,6,,,,101,,,,,
,7,,,,Cellar,,,,,
Pendant 1,,,,,,,,,,
,8,,,,,,,,,
,8,,,,,,,,,
,17,,fixed button,,,,,,,
,9,EN1223S,repeater,,,,,,,
,10,,repeater,,,Bo,,,,
A,11,,,,,,,,,
A,12,,,,,,,,,
Pendant 17,13,,,,,,,,,
Cy,14,,,,,Cy,,,,
,15,,,,,Bo,,,in stock,
,16,,,,,,,,loaned,
,,,,,,,99,,,
,,,,,,Ann,,,,
,,,,,,Di,3,2026-01-01,,
,,,,,,Di,3,2026-01-02,,"""
BAD_ROSTERS = (
    "",
    "name\n" + "A\n" * (MAX_ROWS + 1),
    "x" * (MAX_BYTES + 1),
    "Telephone\n1",
    "name,nombre\nA,B",
    'name\n"A',
    f"name\n{'A' * 300}",
    "name\nA,B",
    f"{HEADER}\n{BAD_ROWS}",
    f"{HEADER}\n,17,,,,,,,,,\nPendant 17,,,,,,Bo,,,,\n,,,,,Room,,,,,",
    "room,label\n101,",
)  # fmt: skip
BAD_PLACES = """\
building,floor,level,room,outdoor
,Ground,x,1,
,Ground,0,2,maybe
,,1,3,
,Ground,0,4,
,Ground,1,5,
,Ground,0,4,"""
GOOD_ROSTER = f"{HEADER}\nB,17,EN1223S,,medical,,Bo,9,2026-01-01,lost,2026-01-02\n,18,,,,,Ann B,1,,,"


def problems() -> list[Problem]:
    """Return faults of every kind, as files have them."""
    found = [problem for csv in BAD_ROSTERS for problem in plan_roster(csv, NOW, TODAY).problems]
    rooms = RosterNow(rooms=(RoomFacts(room_id="a", shown="101", names=("101",)),))
    found += plan_roster("room,name\n101,", rooms, TODAY).problems
    return [*found, *plan_places(BAD_PLACES, PlacesNow()).problems]


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_fault_has_a_sentence(hass: HomeAssistant, language: str) -> None:
    """Given files with every fault there is, when they are put into words, then each is a finished sentence."""
    hass.config.language = language
    words = await Words.async_load(hass)
    found = problems()
    assert {problem.code for problem in found} == set(Code)
    for sentence in map(words.problem, found):
        assert sentence[-1] in ".?"
        assert "{" not in sentence
        assert "error_" not in sentence
        assert "column_" not in sentence


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_word_of_a_plan_has_a_text(hass: HomeAssistant, language: str) -> None:
    """Given all columns, roles, kinds and lives, then each has a word, and files may use it, too."""
    texts = json.loads(Path(f"custom_components/{DOMAIN}/translations/{language}.json").read_text("utf-8"))["common"]  # noqa: ASYNC240 - a small file, nothing else runs
    needed = [f"column_{column}" for column in (*PLACES, *ROSTER, "labels")]
    for prefix, values in (("role", Role), ("kind", Kind), ("life", Life)):
        needed += [f"{prefix}_{value}" for value in values]
    assert [key for key in needed if f"import_{key}" not in texts] == []
    understood = {"role": role_in, "kind": kind_in, "life": life_in}
    for prefix, values in (("role", Role), ("kind", Kind), ("life", Life)):
        assert [understood[prefix]("", texts[f"import_{prefix}_{value}"]) for value in values] == list(values)
    read = plan_roster(",".join(texts[f"import_column_{column}"] for column in ROSTER) + "\n", RosterNow(), TODAY)
    assert read.ignored == ()


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (
            plan_roster(GOOD_ROSTER, NOW, TODAY),
            [
                "Fila 2: Pendant 17 (número de serie 17): etiqueta cambia de Pendant 17 a B.",
                "Fila 2: Pendant 17 (número de serie 17): modelo cambia de – a EN1223S.",
                "Fila 2: Pendant 17 (número de serie 17): clase de ayuda cambia de peligro a ayuda médica.",
                "Fila 2: Pendant 17 (número de serie 17): situación cambia de asignado a perdido.",
                "Fila 2: Pendant 17 (número de serie 17): fecha de la batería cambia de – a 2026-01-02.",
                "Fila 2: Pendant 17 (número de serie 17): ahora lo lleva Bo.",
                "Fila 2: Se añade Bo (persona).",
                "Fila 3: Se añade 18 (número de serie 18).",
                "Fila 3: Ann (persona): nombre cambia de Ann a Ann B.",
            ],
        ),
        (
            plan_places("planta,sala\nBaja,101", PlacesNow()),
            ["Fila 2: Se añade Baja (planta).", "Fila 2: Se añade 101 (sala)."],
        ),
    ],
)
async def test_changes_are_said_by_row(hass: HomeAssistant, plan: RosterPlan | PlacesPlan, told: list[str]) -> None:
    """Given a plan, when it is put into words, then each change is one sentence with its row."""
    hass.config.language = "es"
    words = await Words.async_load(hass)
    assert list(words.changes(plan, names_of(hass, plan))) == told
