"""A survey makes a model, and the model ranks rooms; what holds for every survey and every press."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
import math
from random import Random

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.location import Layout, Model, Posterior, Source, SurveyPress, fit

from .surveying import LAYOUT, LISTENERS, ROOMS, a_survey, heard_in, press

SURVEY = a_survey()
MODEL = fit(SURVEY, LAYOUT)

HEARD = st.dictionaries(st.sampled_from(LISTENERS), st.floats(0, 99), max_size=len(LISTENERS))
MASKED = st.frozensets(st.sampled_from(LISTENERS))


@st.composite
def surveys(draw: st.DrawFn) -> list[SurveyPress]:
    """Make small surveys of up to five rooms."""
    rooms = draw(st.lists(st.lists(HEARD, min_size=1, max_size=4), min_size=1, max_size=5))
    return [press(f"room-{room}", at, heard) for room, each in enumerate(rooms) for at, heard in enumerate(each)]


@given(survey=surveys(), heard=HEARD, masked=MASKED)
def test_every_surveyed_room_has_its_probability(
    survey: list[SurveyPress], heard: dict[str, float], masked: frozenset[str]
) -> None:
    """Given any survey, when anything is heard, then all rooms are ranked and all probabilities are one together."""
    found = fit(survey, LAYOUT).locate(heard, masked)
    assert {room for room, _ in found.rooms} == {one.room_id for one in survey}
    for parts in (found.rooms, found.floors):
        assert sum(part for _, part in parts) == pytest.approx(1)
        assert list(parts) == sorted(parts, key=lambda part: (-part[1], part[0]))
    assert set(found.hearers) <= set(heard) - masked


@given(random=st.randoms(use_true_random=False), survey=surveys(), heard=HEARD)
def test_no_order_matters_and_the_same_comes_out_again(
    random: Random, survey: list[SurveyPress], heard: dict[str, float]
) -> None:
    """Given a survey, when presses and levels come in another order, then the answer is the same to the last digit."""
    shuffled = [replace(one, heard=_shuffled(one.heard, random)) for one in random.sample(survey, len(survey))]
    assert repr(fit(shuffled, LAYOUT).locate(_shuffled(heard, random))) == repr(fit(survey, LAYOUT).locate(heard))


def _shuffled(heard: Mapping[str, float], random: Random) -> dict[str, float]:
    """Return levels in another order."""
    return dict(random.sample(list(heard.items()), len(heard)))


@given(heard=HEARD, level=st.floats(0, 255))
def test_a_listener_that_nobody_surveyed_changes_nothing(heard: dict[str, float], level: float) -> None:
    """Given a model, when a stranger hears a press, too, then the answer is the same."""
    assert MODEL.locate({**heard, "stranger": level}) == MODEL.locate(heard)


@given(survey=surveys(), heard=HEARD, masked=MASKED)
def test_a_masked_listener_is_as_if_it_had_never_been_there(
    survey: list[SurveyPress], heard: dict[str, float], masked: frozenset[str]
) -> None:
    """Given a survey, when listeners are masked, then scores are as in a survey without them."""
    without = [
        replace(one, heard={key: level for key, level in one.heard.items() if key not in masked}) for one in survey
    ]
    found = _at_one(fit(survey, LAYOUT)).locate(heard, masked)
    never = _at_one(fit(without, LAYOUT)).locate({key: level for key, level in heard.items() if key not in masked})
    assert found.hearers == never.hearers
    assert dict(found.rooms) == pytest.approx(dict(never.rooms), abs=1e-9)
    assert dict(found.floors) == pytest.approx(dict(never.floors), abs=1e-9)


def _at_one(model: Model) -> Model:
    """Return a model with temperatures that do not depend on who is masked."""
    return replace(model, temperature=1.0, floor_temperature=1.0)


@given(heard=HEARD, level=st.floats(0, 255), name=st.sampled_from(LISTENERS))
def test_the_level_of_a_masked_listener_is_ignored(heard: dict[str, float], level: float, name: str) -> None:
    """Given a masked listener, when it hears something anyway, then the answer is the same."""
    assert MODEL.locate({**heard, name: level}, {name}) == MODEL.locate({**heard, name: 50.0}, {name})


@given(heard=HEARD, cold=st.floats(0.5, 3), warmer=st.floats(1.1, 3))
def test_a_temperature_flattens_and_never_changes_the_order(
    heard: dict[str, float], cold: float, warmer: float
) -> None:
    """Given two temperatures, then rooms stand in the same order, and the first is surer at the lower one."""
    low, high = (replace(MODEL, temperature=each).locate(heard).rooms for each in (cold, cold * warmer))
    assert high[0][1] <= low[0][1] + 1e-12
    warm = dict(high)
    assert all(warm[first] >= warm[second] - 1e-12 for (first, _), (second, _) in pairwise(low))


def test_a_louder_pendant_is_in_the_same_room() -> None:
    """Given 200 presses, when all levels are 5 dB higher, then most of them keep their first room."""
    random = Random(2)
    presses = [heard_in(at % ROOMS, random) for at in range(200)]
    kept = [
        MODEL.locate(heard).rooms[0][0] == MODEL.locate({key: level + 5 for key, level in heard.items()}).rooms[0][0]
        for heard in presses
    ]
    assert sum(kept) >= 150


def test_a_survey_press_finds_its_own_room() -> None:
    """Given a survey, when its own presses are located, then their rooms are among the first three."""
    found = [one.room_id in [room for room, _ in MODEL.locate(one.heard).rooms[:3]] for one in SURVEY]
    assert sum(found) >= 0.95 * len(found)


@given(masked=MASKED)
def test_who_hears_nothing_knows_no_room(masked: frozenset[str]) -> None:
    """Given a press that no surveyed listener heard, then no room is more likely than not."""
    found = MODEL.locate({"stranger": 50.0}, masked)
    assert found.rooms[0][1] < 0.5
    assert (found.hearers, found.is_strange) == ((), False)


def test_one_press_a_room_is_enough() -> None:
    """Given one press a room, when somebody presses, then the room is found, with the doubt that so little leaves."""
    model = fit(a_survey(presses=1), LAYOUT)
    assert (model.temperature, model.floor_temperature) == (2.0, 1.6)
    random = Random(3)
    presses = [(f"room-{at % ROOMS}", heard_in(at % ROOMS, random)) for at in range(80)]
    assert sum(model.locate(heard).rooms[0][0] == room for room, heard in presses) > 40


@given(more=st.lists(st.floats(10, 90), min_size=1, max_size=5))
def test_more_presses_in_one_room_leave_the_others_alone(more: list[float]) -> None:
    """Given presses in one room, when more are added to it, then the other rooms score as before.

    The gate hears all presses, most of them at 40, so that its share and its faint level over all rooms stay.
    """
    survey = [press(f"room-{room}", at, {"gate": 40.0}) for room in range(3) for at in range(4)]
    added = [press("room-0", 100 + at, {"gate": 40.0 + level / 100}) for at, level in enumerate(more)]
    before, after = (
        {room: math.log(part) for room, part in _at_one(fit(each, LAYOUT)).locate({"gate": 45.0}).rooms}
        for each in (survey, survey + added)
    )
    assert after["room-2"] - after["room-1"] == pytest.approx(before["room-2"] - before["room-1"], abs=1e-9)
    assert after["room-0"] - after["room-1"] != before["room-0"] - before["room-1"]


@given(heard=st.dictionaries(st.sampled_from(LISTENERS), st.floats(), max_size=5))
def test_no_number_is_fatal(heard: dict[str, float]) -> None:
    """Given any numbers as levels, in a survey and in a press, then what is no level is left out and nothing fails."""
    survey = [*SURVEY[:6], press("room-0", 9, heard)]
    found = fit(survey, LAYOUT).locate(heard)
    sound = {key: level for key, level in heard.items() if abs(level) <= 1000}
    assert found == fit([*SURVEY[:6], press("room-0", 9, sound)], LAYOUT).locate(sound)
    assert sum(part for _, part in found.rooms) == pytest.approx(1)


def test_text_is_no_level() -> None:
    """Given a press with a text as level, as a bad import may bring it, then it is as if it were not there."""
    dirty: dict[str, float] = {"gate": 50.0, "hall": "loud"}  # type: ignore[dict-item] # that is what is tested
    assert MODEL.locate(dirty) == MODEL.locate({"gate": 50.0})


@given(heard=HEARD, temperature=st.floats(0.5, 5))
def test_a_floor_is_as_probable_as_its_rooms(heard: dict[str, float], temperature: float) -> None:
    """Given one temperature for both, then each floor has the probability of its rooms together."""
    found = replace(MODEL, temperature=temperature, floor_temperature=temperature).locate(heard)
    for floor, part in found.floors:
        rooms = sum(each for room, each in found.rooms if LAYOUT.floors[room] == floor)
        assert part == pytest.approx(rooms, abs=1e-9)


def test_floors_are_surer_than_rooms_by_a_quarter() -> None:
    """Given a survey with enough presses, then rooms are doubted a quarter more than leaving presses out says."""
    assert MODEL.temperature == pytest.approx(1.25 * MODEL.floor_temperature)
    assert MODEL.presses_of("room-3") == 3
    assert MODEL.presses_of("nowhere") == 0


def test_no_survey_gives_no_room() -> None:
    """Given no survey presses, or only those of check walks, then nothing is ranked."""
    checks = [replace(one, source=Source.CHECK) for one in SURVEY]
    for model in (fit([], LAYOUT), fit(checks, LAYOUT)):
        assert model.locate({"gate": 50.0}) == Posterior((), (), (), is_strange=False)
    assert repr(fit(SURVEY + checks, LAYOUT).locate({"gate": 50.0})) == repr(MODEL.locate({"gate": 50.0}))


def test_rooms_without_a_floor_stand_together() -> None:
    """Given rooms of no floor, then they count under a nameless one."""
    found = fit(SURVEY, Layout({}, {})).locate({"gate": 50.0})
    assert dict(found.floors) == pytest.approx({"": 1})


def test_a_moved_listener_is_withheld_until_its_rooms_are_surveyed_again() -> None:
    """Given a listener moved after the survey, then it is as masked; when all its rooms have new presses, it is not."""
    since = {"hall": 10.0}
    moved = fit(SURVEY, LAYOUT, since=since)
    assert "hall" not in moved.listeners
    heard = {"gate": 55.0, "hall": 80.0, "east": 40.0}
    assert dict(_at_one(moved).locate(heard).rooms) == pytest.approx(
        dict(_at_one(MODEL).locate(heard, {"hall"}).rooms), abs=1e-9
    )
    again = [replace(one, press_id=f"{one.press_id}-again", at=20.0) for one in a_survey(1, seed=5)]
    some = fit([*SURVEY, *again[:2]], LAYOUT, since=since)
    assert some.withheld == {"hall"}
    assert some.locate(heard) == some.locate({"gate": 55.0, "east": 40.0})
    every = fit([*SURVEY, *again], LAYOUT, since=since)
    assert every.withheld == frozenset()
    assert every.locate(heard).hearers == ("hall", "gate", "east")


def test_what_fits_no_room_is_strange() -> None:
    """Given a survey, then hardly any of its presses is strange, but one that all hear at once at the top is."""
    assert sum(MODEL.locate(one.heard).is_strange for one in SURVEY) <= 1
    assert MODEL.locate(dict.fromkeys(LISTENERS, 99.0)).is_strange


def test_the_room_of_the_loudest_listener_gains_a_little() -> None:
    """Given listeners with a home, when one hears a press loudest, then its room is more likely than without homes."""
    heard = {"gate": 70.0, "hall": 60.0}
    at_home = dict(MODEL.locate(heard).rooms)["room-0"]
    assert at_home > dict(fit(SURVEY, Layout(LAYOUT.floors, {})).locate(heard).rooms)["room-0"]


def test_fitting_pauses_all_the_time() -> None:
    """Given a survey, when a model is made, then whoever must not wait gets a turn many times for each press."""
    turns = 0

    def pause() -> None:
        nonlocal turns
        turns += 1

    fit(SURVEY, LAYOUT, pause=pause)
    assert turns > 10 * len(SURVEY)
