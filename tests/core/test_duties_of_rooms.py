"""What proves a room: presses, tests and walks of the survey."""

from custom_components.duress.core.duties import DutyKind
from tests.core.builders import ROOM_101
from tests.core.proving import DAY, MONDAY, a_press, a_test, at_site, near, raised, standings


def test_a_walk_of_the_survey_ticks_its_rooms() -> None:
    """Given a survey that was in a room, then it is proven; taken out of the survey, it is not any more."""
    duties = at_site()
    assert duties.follow_walks({"101": MONDAY, "elsewhere": MONDAY})
    assert not duties.follow_walks({"101": MONDAY, "elsewhere": MONDAY})
    assert standings(duties, DutyKind.ROOM, "101", [0, 179, 180, 181]) == ["upcoming", "upcoming", "due", "overdue"]
    assert duties.proven_rooms() == {"101": MONDAY, "elsewhere": MONDAY}
    assert duties.follow_walks({})
    assert standings(duties, DutyKind.ROOM, "101", [0]) == ["due"]


def test_the_latest_proof_of_a_room_counts_whatever_it_was() -> None:
    """Given a room proven by a test, a walk and an incident, then the last of them is when it was proven."""
    duties = at_site()
    proofs = {"test": MONDAY, "walk": MONDAY + DAY, "press": MONDAY + 2 * DAY}
    duties.take(a_test(proofs["test"], stood_in=ROOM_101))
    assert duties.proven_rooms() == {"101": proofs["test"]}
    duties.follow_walks({"101": proofs["walk"]})
    assert duties.proven_rooms() == {"101": proofs["walk"]}
    duties.take(raised(a_press(proofs["press"]), near(ROOM_101)))
    assert duties.proven_rooms() == {"101": proofs["press"]}
