"""How often the place is right: by a check walk, by leaving presses out, and by what people said afterwards."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import Candidate, FloorGuess, Method, Place
from custom_components.duress.core.location import Layout, Posterior, Source, SurveyPress, fit
from custom_components.duress.core.location.accuracy import (
    POOR,
    Standing,
    Trial,
    accuracy,
    check_trials,
    confirmed_trials,
    left_out_trials,
    measure,
    trial,
)
from custom_components.duress.core.roster import Room
from tests.core.location.building import MONDAY, Building


def a_trial(room: str, *said: str, floor: str = "1", said_floor: str = "1", probability: float | None = 0.9) -> Trial:
    """Return a press in a room, and what was said of it."""
    return Trial(
        room_id=room,
        floor_id=floor,
        said=said[0] if said else None,
        three=said,
        said_floor=said_floor,
        best=said[0] if said else None,
        probability=probability,
        floor_probability=0.95,
        heard=4,
    )


def test_rooms_that_are_found_too_seldom_come_first() -> None:
    """Given rooms found 4 of 4, 3 of 4 and 0 of 1 times, then those below 80 % are first, the worst at the top."""
    found = measure(
        [
            *(a_trial("good", "good") for _ in range(4)),
            *(a_trial("fair", "fair") for _ in range(3)),
            a_trial("fair", "good", "x", "fair"),
            a_trial("bad", "good", "fair", "x"),
        ]
    )
    assert found is not None
    assert [(one.key, one.room_right, one.tried) for one in found.rooms] == [
        ("bad", 0, 1),
        ("fair", 3, 4),
        ("good", 4, 4),
    ]
    assert [one.key for one in found.poor] == ["bad", "fair"]
    assert (found.total.room_right, found.total.three_right, found.total.tried) == (7, 8, 9)
    assert [(one.room_id, one.said, one.count) for one in found.confusions] == [("bad", "good", 1), ("fair", "good", 1)]
    assert found.heard == 4


def test_percentages_are_compared_with_what_came_true() -> None:
    """Given ten answers of 95 % of which nine were right, and two of 30 % of which one was, then the error is known."""
    found = measure(
        [
            *(a_trial("a", "a", probability=0.95) for _ in range(9)),
            a_trial("b", "a", probability=0.95),
            a_trial("a", "a", probability=0.3),
            a_trial("b", "a", probability=0.3),
        ]
    )
    assert found is not None
    assert [(one.low, one.count, round(one.predicted, 2), one.right) for one in found.bins] == [
        (0.3, 2, 0.3, 0.5),
        (0.9, 10, 0.95, 0.9),
    ]
    assert found.error == pytest.approx((2 * 0.2 + 10 * 0.05) / 12)


def test_floors_are_measured_on_rooms_that_have_one() -> None:
    """Given a press on the wrong floor and one in a yard without floor, then one of one floors was wrong."""
    yard = replace(a_trial("yard", "yard"), floor_id=None, said_floor=None)
    found = measure([a_trial("a", "b", said_floor="2"), yard])
    assert found is not None
    assert (found.total.floor_right, found.total.floor_tried, found.total.tried) == (0, 1, 2)
    assert [one.key for one in found.floors] == ["1"]


def test_few_presses_say_little() -> None:
    """Given 3 of 4 and 75 of 100 right presses, then both are 75 %, and the first may be anything."""
    few, many = (measure([a_trial("a", "a")] * n * 3 + [a_trial("a", "b")] * n) for n in (1, 25))
    assert few is not None
    assert many is not None
    assert few.total.share == many.total.share == 0.75
    low, high = few.total.interval
    assert (round(low, 2), round(high, 2)) == (0.3, 0.95)
    assert low < many.total.interval[0] < 0.75 < many.total.interval[1] < high


def test_nothing_is_measured_on_nothing() -> None:
    """Given no press, then there is no figure and nothing is proven."""
    found = accuracy([], checked=[])
    assert (found.check, found.self_test, found.confirmed) == (None, None, None)
    assert found.standing is Standing.UNPROVEN


def test_a_check_walk_is_the_figure_and_is_no_part_of_the_model() -> None:
    """Given a survey and a check walk in some rooms, then its presses are located by the survey alone."""
    building = Building(2, 5)
    survey = building.walk()
    checks = [building.press(room, source=Source.CHECK, device_id="other") for room in ("r00", "r12")]
    trials = check_trials(fit([*survey, *checks], building.layout), [*survey, *checks], building.layout, {})
    model = fit(survey, building.layout)
    assert [(one.room_id, one.said) for one in trials] == [
        (press.room_id, model.locate(press.heard).rooms[0][0]) for press in checks
    ]
    found = accuracy([*survey, *checks], checked=trials)
    assert found.check is not None
    assert (found.check.total.tried, found.rooms, found.checked) == (2, 10, 2)
    assert (found.standing, found.same_pendant) == (Standing.PROVEN, False)


def test_a_check_walk_of_too_few_rooms_or_by_the_same_pendant_is_told_as_such() -> None:
    """Given a check in one of ten rooms with the survey's pendant, then it may not be quoted; both are said."""
    building = Building(2, 5)
    presses = [*building.walk(), building.press("r00", source=Source.CHECK)]
    found = accuracy(presses, checked=check_trials(fit(presses, building.layout), presses, building.layout, {}))
    assert (found.standing, found.same_pendant) == (Standing.THIN, True)


def test_a_check_in_a_room_that_nobody_surveyed_is_wrong() -> None:
    """Given a press in a room that the survey left out, then it counts as not found: that is what would happen."""
    building = Building(1, 4)
    survey = building.walk(rooms=["r00", "r01", "r02"])
    checks = [building.press("r03", source=Source.CHECK)]
    found = measure(check_trials(fit(survey, building.layout), checks, building.layout, {}))
    assert found is not None
    assert found.total.room_right == 0
    assert accuracy([*survey, *checks], checked=[]).checked == 0


def test_a_listener_that_was_moved_has_no_say_in_older_checks() -> None:
    """Given a check walk before a listener was moved, then it is located as if that had not heard it."""
    building = Building(1, 6)
    survey = building.walk()
    (check,) = checks = [building.press("r00", source=Source.CHECK)]
    model = fit(survey, building.layout)
    (one,) = check_trials(model, checks, building.layout, {"l00": check.at + 1})
    assert one.heard == len(check.heard) - 1
    assert one.probability == model.locate(check.heard, {"l00"}).rooms[0][1]


def test_each_press_is_left_out_once_and_found_by_the_others() -> None:
    """Given a survey, when presses are left out, then each is judged by a model that has never seen it."""
    building = Building(2, 4, noise=2.0)
    survey = [*building.walk(3), building.press("r00", source=Source.CHECK)]
    lone = replace(building.press("r01"), room_id="lone", press_id="lone")
    trials = left_out_trials([*survey, lone], building.layout, {})
    assert Counter(one.room_id for one in trials) == Counter(dict.fromkeys(building.where, 3))
    first = sorted((one for one in survey if one.source is not Source.CHECK), key=lambda one: (one.room_id, one.at))[
        ::3
    ]
    others = fit([one for one in [*survey, lone] if one not in first], building.layout)
    said = {(press.room_id, others.locate(press.heard).rooms[0]) for press in first}
    assert said <= {(one.room_id, (one.best, one.probability)) for one in trials}


def test_a_room_that_looks_like_another_is_found_out_by_leaving_presses_out() -> None:
    """Given two rooms that sound the same, then the self-test finds them too seldom and says what for."""
    building = Building(1, 6, noise=1.0)
    survey = building.walk(5, rooms=[room for room in building.where if room != "r05"])
    twin = [replace(building.press("r00"), room_id="twin") for _ in range(5)]
    found = measure(left_out_trials([*survey, *twin], building.layout, {}))
    assert found is not None
    assert {one.key for one in found.poor} & {"twin", "r00"}
    assert {(one.room_id, one.said) for one in found.confusions} <= {("twin", "r00"), ("r00", "twin")}


def test_what_was_said_then_is_compared_with_what_people_said_afterwards() -> None:
    """Given a press that was told as room 206, when somebody says that it was 204, then that answer counts as wrong."""
    rooms = {name: Room(room_id=name, name=name, floor_id="2", floor="2") for name in ("204", "206")}
    layout = Building().layout
    layout = replace(layout, floors={"204": "2", "206": "2"})

    def confirmed(press_id: str, source: Source) -> SurveyPress:
        return SurveyPress(press_id=press_id, room_id="204", at=MONDAY, heard={"x": 1.0}, margins={}, source=source)

    ranked = tuple(Candidate(room=rooms[name], probability=p) for name, p in (("206", 0.7), ("204", 0.2)))
    floors = (FloorGuess(floor_id="2", name="2", probability=0.99),)
    said = {
        "a": Place(method=Method.SURVEYED, room=rooms["206"], ranked=ranked, floors=floors, hearers=3),
        "b": Place(method=Method.HEARD_STRONGEST, room=rooms["204"], heard_by="x"),
        "c": Place(method=Method.SITE),
        "walk": Place(method=Method.SITE),
    }
    presses = [
        confirmed("a", Source.INCIDENT),
        confirmed("b", Source.TEST),
        confirmed("c", Source.INCIDENT),
        confirmed("unknown", Source.INCIDENT),
        confirmed("walk", Source.WALK),
    ]
    trials = confirmed_trials(presses, said, layout)
    found = measure(trials)
    assert found is not None
    assert (found.total.room_right, found.total.three_right, found.total.floor_right, found.total.tried) == (1, 2, 2, 3)
    assert [(one.said, one.count) for one in found.confusions] == [(None, 1), ("206", 1)]
    assert [(one.predicted, one.right) for one in found.bins] == [(0.7, 0.0)]
    assert accuracy([], checked=[], confirmed=trials).confirmed == found


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("abcd"), max_size=3, unique=True), st.floats(0, 1))
    )
)
def test_every_press_is_counted_once(answers: list[tuple[str, list[str], float]]) -> None:
    """Given any answers, then rooms add up to all, shares are shares, and the poor are before the others."""
    found = measure([a_trial(room, *said, probability=p) for room, said, p in answers])
    if found is None:
        assert not answers
        return
    assert sum(one.tried for one in found.rooms) == found.total.tried == len(answers)
    assert sum(one.room_right for one in found.rooms) == found.total.room_right
    assert found.total.tried - found.total.room_right == sum(one.count for one in found.confusions)
    assert sum(one.count for one in found.bins) == len(answers)
    assert found.error is not None
    assert 0 <= found.error <= 1
    shares = [one.share for one in found.rooms]
    assert shares == sorted(shares)
    assert list(found.poor) == [one for one in found.rooms if one.share < POOR]
    low, high = found.total.interval
    assert 0 <= low <= found.total.share <= high <= 1


def test_the_order_of_the_survey_changes_no_figure() -> None:
    """Given a survey in another order, then every figure is the same to the last digit."""
    building = Building(2, 4)
    presses = [*building.walk(3), *(building.press(room, source=Source.CHECK) for room in building.where)]
    shuffled = list(presses)
    Random(7).shuffle(shuffled)
    figures = []
    for order in (presses, shuffled):
        model = fit(order, building.layout)
        figures.append(
            accuracy(
                order,
                checked=check_trials(model, order, building.layout, {}),
                left_out=left_out_trials(order, building.layout, {}),
            )
        )
    assert figures[0] == figures[1]
    assert figures[0].self_test is not None


def test_a_single_listener_names_the_room_it_hangs_in_and_the_floor() -> None:
    """Given a press that one listener heard, then the room that is named is where that hangs, whatever is best."""
    building = Building(2, 5, noise=1.0)
    layout = replace(building.layout, homes={"l00": "r00"})
    survey = building.walk()
    check = building.press("r01", source=Source.CHECK, only={"l00"})
    (one,) = check_trials(fit(survey, layout), [check], layout, {})
    assert (one.said, one.said_floor, one.heard) == ("r00", "f0", 1)
    (unknown,) = check_trials(fit(survey, layout), [check], building.layout, {})
    assert (unknown.said, unknown.said_floor) == (None, "f0")


def test_the_floor_is_decided_before_the_room() -> None:
    """Given a room that leads while another floor leads with all its rooms, then a room of that floor is named."""
    layout = Layout({"a": "1", "b": "2", "c": "2"}, {})
    rooms = (("a", 0.4), ("b", 0.35), ("c", 0.25))
    posterior = Posterior(rooms, (("2", 0.6), ("1", 0.4)), ("x", "y"), is_strange=False)
    press = SurveyPress(press_id="p", room_id="b", at=MONDAY, heard={}, margins={}, source=Source.CHECK)
    one = trial(press, posterior, layout)
    assert (one.said, one.probability, one.three, one.said_floor) == ("b", 0.35, ("b", "a", "c"), "2")
    silent = trial(press, replace(posterior, hearers=()), layout)
    assert (silent.said, silent.said_floor, silent.heard) == (None, None, 0)
