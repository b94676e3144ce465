"""What tests say about rooms: where somebody was heard, and where somebody stood in vain."""

import pytest

from custom_components.duress.core import events
from custom_components.duress.core.events import Ending, HeardAt, Method, Place, Rehearsal
from custom_components.duress.core.location.proofs import KEPT, RoomTests
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Room
from tests.core.builders import GYM, MS_ORTIZ, ROOM_101
from tests.core.proving import DAY, MONDAY, a_test, near

HEARD = (
    HeardAt(listener="west", level=40.0, margin=22, copies=3),
    HeardAt(listener="east", level=9.0, margin=2, copies=1),
)


def began(room: Room | None, at: float = MONDAY, rehearsal_id: str = "r") -> events.TestStarted:
    """Return the beginning of a test whose tester says where they stand."""
    return events.TestStarted(
        event_id=f"b{at}", at=at, rehearsal_id=rehearsal_id, kind=Rehearsal.PENDANT_TEST, device_ids=("pendant",),
        labels=("Pendant 1",), until=at + 120, actor=MS_ORTIZ, reason="", stood_in=room,
    )  # fmt: skip


def over(ending: Ending = Ending.TIME, *passed: str, at: float = MONDAY + 120) -> events.TestEnded:
    """Return the end of a test, with the labels of what was heard in it."""
    return events.TestEnded(
        event_id=f"e{at}", at=at, rehearsal_id="r", kind=Rehearsal.PENDANT_TEST, ending=ending, passed=passed,
        not_tested=() if passed else ("Pendant 1",),
    )  # fmt: skip


def test_a_press_proves_the_room_its_tester_stands_in() -> None:
    """Given a test with a room, when the pendant is heard, then its listeners are paths of that room."""
    tests = RoomTests()
    assert tests.take(a_test(stood_in=ROOM_101, heard=HEARD, paths=2, place=near(GYM)))
    (proof,) = tests.proofs
    assert (proof.room_id, proof.paths, dict(proof.margins)) == ("101", 2, {"west": 22.0, "east": 2.0})


def test_a_test_from_before_listeners_were_kept_still_counts_its_paths() -> None:
    """Given a stored test without listeners, then how many paths it had and its best margin are known all the same."""
    tests = RoomTests()
    tests.take(a_test(stood_in=ROOM_101, paths=3))
    (proof,) = tests.proofs
    assert (proof.paths, proof.margin, dict(proof.margins)) == (3, 20, {})


def test_a_mounted_button_proves_its_room_and_a_guess_proves_none() -> None:
    """Given tests without a room, then that of a button mounted there proves it, and one placed by radio does not."""
    tests = RoomTests()
    assert not tests.take(a_test(place=near(ROOM_101)))
    assert not tests.take(a_test(place=Place(method=Method.SURVEYED, room=ROOM_101)))
    assert tests.take(a_test(place=Place(method=Method.FIXED_BUTTON, room=GYM)))
    assert [one.room_id for one in tests.proofs] == ["gym"]


@pytest.mark.parametrize(
    ("ending", "passed", "failed"),
    [
        (Ending.TIME, (), {"101": MONDAY + 120}),
        (Ending.TIME, ("Pendant 1",), {}),
        (Ending.PASSED, ("Pendant 1",), {}),
        (Ending.PERSON, (), {}),
        (Ending.REAL, (), {}),
    ],
)
def test_a_room_failed_only_if_somebody_waited_there_in_vain(
    ending: Ending, passed: tuple[str, ...], failed: dict[str, float]
) -> None:
    """Given a test in a room, then it failed only if its time ran out with nobody heard."""
    tests = RoomTests()
    tests.take(began(ROOM_101))
    assert tests.take(over(ending, *passed)) is bool(failed)
    assert tests.failed == failed


@pytest.mark.parametrize("unheard", [True, False])
def test_a_press_on_a_walk_that_nobody_heard_fails_its_room(*, unheard: bool) -> None:
    """Given a walk that leaves a room, then the room failed only if somebody pressed there in vain."""
    tests = RoomTests()
    left = events.SurveyRoomLeft(
        event_id="l", at=MONDAY, rehearsal_id="r", kind=Rehearsal.SURVEY, walk_id="W", room=GYM, actor=MS_ORTIZ,
        unheard=unheard,
    )  # fmt: skip
    assert from_data(name_of(left), to_data(left)) == left
    assert tests.take(left) is unheard
    assert tests.failed == ({"gym": MONDAY} if unheard else {})


def test_a_test_without_a_room_fails_none() -> None:
    """Given a test of a pendant anywhere, and an end whose beginning nobody knows, then no room failed."""
    tests = RoomTests()
    tests.take(began(None))
    assert not tests.take(over())
    assert not tests.take(over())
    assert not tests.take(a_test())
    assert tests.failed == {}


def test_the_latest_presses_of_a_room_are_kept() -> None:
    """Given more tests in a room than a walk has presses, then the oldest are forgotten, in whatever order."""
    tests = RoomTests()
    for day in reversed(range(KEPT + 5)):
        tests.take(a_test(MONDAY + day * DAY, stood_in=ROOM_101))
    assert sorted(one.at for one in tests.proofs) == [MONDAY + day * DAY for day in range(5, KEPT + 5)]


def test_stored_events_prove_the_same() -> None:
    """Given the events of a test, when they are read from the ledger again, then they say the same."""
    told = [began(ROOM_101), a_test(stood_in=ROOM_101, heard=HEARD), began(GYM, MONDAY + DAY, "s")]
    live, read = RoomTests(), RoomTests()
    for event in told:
        live.take(event)
        read.take(from_data(name_of(event), to_data(event)))
        read.take(event)
    assert live.proofs == read.proofs
