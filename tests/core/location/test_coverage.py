"""Where a press is heard, by whom, and what is lost without one listener."""

from collections.abc import Iterable, Mapping

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.duress.core.location import Source, SurveyPress, fit
from custom_components.duress.core.location.coverage import (
    Answer,
    Blind,
    Coverage,
    Proof,
    RoomCoverage,
    answers,
    coverage,
    falls,
    proof_of,
)
from custom_components.duress.core.location.walk import WEAK_MARGIN
from tests.core.location.building import DAY, MONDAY, Building

LISTENERS = ("east", "north", "west")


def heard(
    room: str, *by: str, at: float = MONDAY, margin: float = 20.0, margins: Mapping[str, float] | None = None
) -> Proof:
    """Return a press in a room that some listeners heard."""
    return Proof(
        press_id=f"{room}{at}{by}",
        room_id=room,
        at=at,
        margins=margins or dict.fromkeys(by, margin),
        paths=len(margins or by),
    )


def look(
    proofs: Iterable[Proof],
    *,
    rooms: Iterable[str] = (),
    now: float = MONDAY,
    since: Mapping[str, float] | None = None,
    proven: Mapping[str, float] | None = None,
    failed: Mapping[str, float] | None = None,
) -> Coverage:
    """Judge rooms among three listeners."""
    return coverage(
        rooms,
        proofs,
        now=now,
        listeners=LISTENERS,
        since=since or {},
        proven=proven or {},
        failed=failed or {},
    )


def only(found: Coverage) -> RoomCoverage:
    """Return the only room."""
    (room,) = found.rooms
    return room


def test_a_room_that_one_path_heard_in_its_last_walk_is_listed() -> None:
    """Given a walk in which east alone heard room 204, then that hangs on a single path; room 101 had two."""
    found = look(
        [
            *(heard("204", "east", at=MONDAY + n) for n in range(3)),
            *(heard("101", "east", "west", at=MONDAY + n) for n in range(3)),
        ]
    )
    assert [one.room_id for one in found.of(Blind.SINGLE_PATH)] == ["204"]
    assert [(one.room_id, one.typical) for one in found.rooms] == [("204", 1), ("101", 2)]
    assert [(path.listener, path.presses) for path in found.rooms[0].paths] == [("east", 3)]


def test_the_last_walk_counts_and_not_the_one_before() -> None:
    """Given a room on one path, when two hear it in the next walk, then it is clear; and the other way round."""
    better = look([heard("204", "east"), heard("204", "east", "west", at=MONDAY + DAY)])
    assert only(better).blind == ()
    worse = look([heard("204", "east", "west"), heard("204", "east", at=MONDAY + DAY)])
    assert only(worse).blind == (Blind.SINGLE_PATH,)


@pytest.mark.parametrize(
    ("by", "typical"),
    [
        (["east", "west"], 1),
        (["east", "east west"], 1),
        (["east", "east west", "east west north"], 2),
        (["east", "west", "east west"], 1),
        (["east west"], 2),
    ],
)
def test_a_room_counts_by_a_typical_press(by: list[str], typical: int) -> None:
    """Given presses heard by one or more, then the room has two paths only if more than half of them had."""
    room = only(look([heard("204", *names.split(), at=MONDAY + n) for n, names in enumerate(by)]))
    assert room.typical == typical
    assert (Blind.SINGLE_PATH in room.blind) is (typical == 1)


@pytest.mark.parametrize(("margin", "is_weak"), [(WEAK_MARGIN - 1, True), (WEAK_MARGIN, False), (20, False)])
def test_a_room_that_is_only_just_heard_is_weak(margin: float, is_weak: bool) -> None:
    """Given the best margin of a room, then below 4 dB it is weak, however many listeners hear it."""
    room = only(look([heard("204", margins={"east": margin, "west": 1.0})]))
    assert (Blind.WEAK in room.blind) is is_weak
    assert room.margin == margin


def test_never_proven_failed_and_old_rooms_are_named() -> None:
    """Given rooms that nobody tried, that a test failed in, and that were proven 181 days ago, then each is named."""
    now = MONDAY + 181 * DAY
    found = look(
        [heard("old", "east", "west"), heard("new", "east", "west", at=now), heard("tried", "east", "west", at=now)],
        rooms=["never", "old", "new", "vain", "tried"],
        now=now,
        failed={"vain": now, "tried": now + 1, "new": now - 1},
    )
    assert [(one.room_id, one.blind) for one in found.rooms] == [
        ("never", (Blind.NEVER_PROVEN,)),
        ("tried", (Blind.FAILED,)),
        ("vain", (Blind.FAILED,)),
        ("old", (Blind.OLD,)),
        ("new", ()),
    ]
    assert [one.room_id for one in found.blind_spots] == ["never", "tried", "vain", "old"]


def test_a_proof_lasts_180_days_to_the_second() -> None:
    """Given a proof, then it is not old after 180 days but is a second later, and a later press renews it."""
    walk = [heard("204", "east", "west")]
    assert only(look(walk, now=MONDAY + 180 * DAY)).blind == ()
    assert only(look(walk, now=MONDAY + 180 * DAY + 1)).blind == (Blind.OLD,)
    renewed = only(look(walk, now=MONDAY + 181 * DAY, proven={"204": MONDAY + 100 * DAY}))
    assert (renewed.blind, renewed.proven_at) == ((), MONDAY + 100 * DAY)


def test_a_room_that_was_only_placed_by_radio_was_not_walked() -> None:
    """Given an incident that proved a room, then over how many paths it is heard is still not known."""
    room = only(look([], rooms=["204"], proven={"204": MONDAY}))
    assert (room.blind, room.typical, room.paths) == ((Blind.NOT_WALKED,), None, ())


def test_a_listener_that_is_gone_or_hangs_elsewhere_is_no_path() -> None:
    """Given a room that two heard, when one is taken away or moved, then one path is left; without both it failed."""
    walk = [heard("204", "east", "gone")]
    assert only(look(walk)).blind == (Blind.SINGLE_PATH,)
    moved = look([heard("204", "east", "west")], since={"west": MONDAY + 1})
    assert (only(moved).blind, only(moved).typical) == ((Blind.SINGLE_PATH,), 1)
    assert only(look([heard("204", "gone")])).blind == (Blind.FAILED,)


def test_a_press_counts_once_whoever_tells_of_it() -> None:
    """Given a press of a test that was added to the survey, then it is one press."""
    press = heard("204", "east", "west")
    assert only(look([press, press])).presses == 1


def test_a_survey_press_proves_who_heard_it_and_how_well() -> None:
    """Given a press of the survey, then its listeners are paths, also one whose margin was not kept."""
    press = SurveyPress(
        press_id="p", room_id="204", at=MONDAY, heard={"east": 40.0, "west": 20.0}, margins={"east": 18.0}
    )
    room = only(look([proof_of(press)]))
    assert [(path.listener, path.margin) for path in room.paths] == [("east", 18.0), ("west", None)]
    assert (room.typical, room.margin, room.proven_at) == (2, 18.0, MONDAY)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.floats(0, 400).map(lambda days: MONDAY + days * DAY),
            st.dictionaries(st.sampled_from([*LISTENERS, "gone"]), st.none() | st.floats(-5, 90), max_size=4),
        ),
        max_size=12,
    ),
    st.randoms(),
)
def test_equal_evidence_is_judged_alike_in_any_order(
    given_: list[tuple[str, float, dict[str, float | None]]], random: object
) -> None:
    """Given presses in any order, then the same rooms are judged alike, each once, blind spots first."""
    proofs = [
        Proof(press_id=f"p{n}", room_id=room, at=at, margins=margins, paths=len(margins))
        for n, (room, at, margins) in enumerate(given_)
    ]
    shuffled = list(proofs)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis names no type
    now = MONDAY + 400 * DAY
    found = look(proofs, rooms="ab", now=now)
    assert found == look(shuffled, rooms="ba", now=now)
    assert sorted(one.room_id for one in found.rooms) == sorted({"a", "b"} | {one.room_id for one in proofs})
    assert [one for one in found.rooms if one.blind] == list(found.rooms[: len(found.blind_spots)])
    for room in found.rooms:
        assert (room.typical is None) is (room.presses == 0)
        assert all(path.listener in LISTENERS and path.presses <= room.presses for path in room.paths)


def without(press: SurveyPress, listener: str) -> SurveyPress:
    """Return a press as it would have been, had a listener never hung anywhere."""
    return SurveyPress(
        press_id=press.press_id,
        room_id=press.room_id,
        at=press.at,
        heard={name: level for name, level in press.heard.items() if name != listener},
        margins={},
        source=press.source,
    )


def brute_force(building: Building, presses: list[SurveyPress]) -> dict[str, Answer]:
    """Return each room's answer the long way: the survey is made anew, and each room's best half is counted by hand."""
    model = fit(presses, building.layout)
    found = {}
    for room in {one.room_id for one in presses}:
        mine = [one for one in presses if one.room_id == room]
        for answer in sorted(Answer, reverse=True):
            reached = 0
            for press in mine:
                posterior = model.locate(press.heard)
                floor = posterior.floors[0][0] == building.layout.floors[room]
                if not press.heard:
                    got = Answer.UNHEARD
                elif not floor:
                    got = Answer.OTHER_FLOOR
                elif len(press.heard) < 2:
                    got = Answer.FLOOR
                else:
                    near = [one for one, _ in posterior.rooms if building.layout.floors[one] == posterior.floors[0][0]]
                    got = Answer.ROOM if near[0] == room else Answer.OTHER_ROOM
                reached += got >= answer
            if 2 * reached >= len(mine):
                found[room] = answer
                break
    return found


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 10_000), st.integers(1, 4), st.sampled_from([2.0, 5.0]))
def test_the_preview_names_exactly_the_rooms_that_depend_on_a_listener(seed: int, presses: int, noise: float) -> None:
    """Given a survey, when a listener is masked, then exactly those rooms fall that fall if it had never been there."""
    building = Building(2, 4, seed=seed, noise=noise)
    survey = building.walk(presses)
    model = fit(survey, building.layout)
    before = answers(model, survey, building.layout)
    assert before == brute_force(building, survey)
    for listener in building.listeners:
        named = falls(before, answers(model, survey, building.layout, {listener}))
        assert named == falls(before, answers(model, survey, building.layout, {listener}, before=before))
        after = brute_force(building, [without(one, listener) for one in survey])
        assert {one.room_id: (one.before, one.after) for one in named} == {
            room: (before[room], after[room]) for room in after if after[room] < before[room]
        }
        assert [one.after for one in named] == sorted(one.after for one in named)


def test_rooms_that_two_listeners_hear_fall_to_the_floor_without_one() -> None:
    """Given a corridor whose last rooms two listeners hear, when one fails, then exactly these fall to their floor."""
    building = Building(1, 12, noise=1.0)
    last = ["r010", "r011"]
    survey = building.walk(rooms=[room for room in building.where if room not in last])
    survey += [building.press(room, only={"l08", "l010"}) for room in last for _ in range(4)]
    model = fit(survey, building.layout)
    before = answers(model, survey, building.layout)
    assert set(before.values()) == {Answer.ROOM}
    for listener, fallen in (("l010", last), ("l00", [])):
        found = falls(before, answers(model, survey, building.layout, {listener}))
        assert [(one.room_id, one.before, one.after) for one in found] == [
            (room, Answer.ROOM, Answer.FLOOR) for room in fallen
        ]
    assert falls(before, before) == ()


def test_a_listener_that_was_moved_has_no_say_in_older_presses() -> None:
    """Given presses from before a listener was moved, then they are placed as if that had not heard them."""
    building = Building(1, 6)
    survey = building.walk(3)
    model = fit(survey, building.layout)
    moved = {"l00": max(one.at for one in survey) + 1}
    assert answers(model, survey, building.layout, since=moved) == answers(model, survey, building.layout, {"l00"})


def test_work_stops_often_enough_for_others() -> None:
    """Given a survey, when its answers are looked for, then others may work after each press and each room."""
    building = Building(1, 4)
    survey = [*building.walk(3), building.press("r00", source=Source.CHECK)]
    stops: list[int] = []
    answers(fit(survey, building.layout), survey, building.layout, pause=lambda: stops.append(1))
    assert len(building.where) * 2 <= len(stops) <= len(survey)
    stops.clear()
    coverage(
        building.where,
        [],
        now=MONDAY,
        listeners=(),
        since={},
        proven={},
        failed={},
        pause=lambda: stops.append(1),
    )
    assert len(stops) == len(building.where)
