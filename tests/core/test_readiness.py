"""Whether the site is protected: never "ready" while anything that matters is wrong or unknown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from custom_components.duress.core.events import TroubleKind
from custom_components.duress.core.readiness import PathFacts, Protection, judge
from custom_components.duress.core.roster import Life, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import EndDeviceFlags, Mid, make_uid
from tests.core.builders import (
    BUTTON,
    MS_ORTIZ,
    PENDANT,
    REPEATER_EAST,
    a_school,
    after,
    check_in,
    hear,
    repeater,
    report,
)

PROVEN = PathFacts(proven=True, waiting=0, last_proven=1.0)
UNPROVEN = PathFacts(proven=False, waiting=1)


def heard_school(receivers: int = 1) -> School:
    """Return a school in which everything was heard, by each receiver."""
    school = a_school(receivers=receivers)
    everybody = ((1, check_in()), (1, check_in(BUTTON, pti=0x12)), (1, repeater()), (1, repeater(REPEATER_EAST)))
    for number in range(1, receivers + 1):
        hear(school, *everybody, receiver=f"receiver-{number}")
    return school


def with_life(school: School, device_id: str, life: Life) -> None:
    """Change the life of a transmitter."""
    roster = school.roster
    changed = [replace(one, life=life) if one.device_id == device_id else one for one in roster.transmitters.values()]
    school.install(list(roster.receivers.values()), changed, after(2))


@pytest.mark.parametrize(
    ("school", "paths", "expected"),
    [
        (a_school(), [PROVEN], Protection.NOT_PROTECTED),
        (heard_school(), [PROVEN], Protection.READY),
        (heard_school(), [], Protection.ATTENTION),
        (heard_school(), [PROVEN, UNPROVEN], Protection.ATTENTION),
        (heard_school(), [UNPROVEN], Protection.NOT_PROTECTED),
    ],
)
def test_readiness(school: School, paths: list[PathFacts], expected: Protection) -> None:
    """Given what was heard and proven, when the site is judged, then unknown is not OK."""
    assert judge(school, paths).protection is expected


def battery(school: School) -> None:
    """Let a wall button's battery go low."""
    hear(school, (2, report(BUTTON, flags=EndDeviceFlags.LOW_BATTERY, pti=0x12)))


def tamper(school: School) -> None:
    """Open a pendant's case."""
    hear(school, (2, report(flags=EndDeviceFlags.TAMPER)))


def mains(school: School) -> None:
    """Cut a repeater off the mains."""
    hear(school, (2, repeater(status=0x02)))


def suspect(school: School) -> None:
    """Let a pendant send nonsense."""
    hear(school, (2, report(flags=EndDeviceFlags.RESERVED)))


def mismatch(school: School) -> None:
    """Let another model speak."""
    hear(school, (2, report(pti=0x39)))


def missing(school: School) -> None:
    """Let the pendant fall silent."""
    for seconds in range(100, 700, 100):
        hear(school, (seconds, check_in(BUTTON, pti=0x12)), (seconds, repeater()), (seconds, repeater(REPEATER_EAST)))
    school.tick(after(600))


def link(school: School) -> None:
    """Lose one of two receivers."""
    school.link_changed("receiver-2", after(2), connected=False)


def lost_frames(school: School) -> None:
    """Let the line lose frames twice."""
    for seconds, total in ((1, 0), (31, 2), (61, 5)):
        school.frames_lost("receiver-1", total, after(seconds))


@pytest.mark.parametrize("befalls", [battery, tamper, mains, suspect, mismatch, missing, link, lost_frames])
def test_any_trouble_needs_attention(befalls: Callable[[School], None]) -> None:
    """Given a ready school with two receivers, when one thing goes wrong, then it is no more ready, but protected."""
    school = heard_school(receivers=2)
    assert judge(school, [PROVEN]).protection is Protection.READY
    befalls(school)
    readiness = judge(school, [PROVEN])
    assert readiness.protection is Protection.ATTENTION
    assert readiness.troubles == 1


@pytest.mark.parametrize("kind", [one for one in TroubleKind if one is not TroubleKind.PATH_LOST])
@pytest.mark.parametrize("state", ["open", "grave", "muted"])
def test_never_ready_while_a_trouble_is_open(kind: TroubleKind, state: str) -> None:
    """Given a ready school, when any trouble opens, grows grave or is muted, then the site is not called ready."""
    school = heard_school()
    assert judge(school, [PROVEN]).protection is Protection.READY
    if state == "muted":
        school.bypasses.start("pendant", MS_ORTIZ, after(2), reason="being repaired", seconds=600)
    school._health.reported("pendant", {kind: True}, after(2))
    (trouble,) = school.troubles.open.values()
    if state == "grave":
        trouble.escalated = True
    assert judge(school, [PROVEN]).protection is not Protection.READY


def test_the_counts_name_what_is_wrong() -> None:
    """Given one of two buttons missing, when the site is judged, then the counts say so and since when."""
    school = heard_school()
    missing(school)
    readiness = judge(school, [PROVEN])
    assert (readiness.buttons_ready, readiness.buttons, readiness.missing) == (1, 2, 1)
    assert readiness.missing_since == after(600).utc


def test_what_is_not_stored_needs_attention() -> None:
    """Given a ready school, when the ledger cannot store, then the site needs attention."""
    assert judge(heard_school(), [PROVEN], stored=False).protection is Protection.ATTENTION


def test_a_pendant_taken_home_is_neither_ready_nor_a_trouble() -> None:
    """Given a pendant that is away, when it is silent for a day, then the rest is ready and it is counted apart."""
    school = heard_school()
    with_life(school, "pendant", Life.AWAY)
    for seconds in range(100, 86_400, 170):
        hear(school, (seconds, check_in(BUTTON, pti=0x12)), (seconds, repeater()), (seconds, repeater(REPEATER_EAST)))
        assert school.tick(after(seconds)) == []
    readiness = judge(school, [PROVEN])
    assert readiness.protection is Protection.READY
    assert (readiness.buttons_ready, readiness.buttons, readiness.away) == (1, 1, 1)


def test_a_missing_pendant_that_is_put_away_is_no_trouble_any_more() -> None:
    """Given a missing pendant, when somebody says it is away, then the trouble is over; back again, it is watched."""
    school = heard_school()
    missing(school)
    with_life(school, "pendant", Life.AWAY)
    assert judge(school, [PROVEN]).troubles == 0
    with_life(school, "pendant", Life.ASSIGNED)
    assert school.next_deadline() is not None


def test_who_only_a_lost_receiver_heard_is_not_ready() -> None:
    """Given two receivers that hear a pendant each, when one is lost, then its pendant is not ready and not missing."""
    second = Transmitter(
        device_id="second", uid=make_uid(Mid.END_DEVICE, 8), pti=0x18, label="Pendant 2",
        role=a_school().roster.transmitters["pendant"].role,
    )  # fmt: skip
    school = a_school(receivers=2, extra=[second])
    rest = ((1, check_in(BUTTON, pti=0x12)), (1, repeater()), (1, repeater(REPEATER_EAST)))
    hear(school, (1, check_in(PENDANT)), *rest, receiver="receiver-1")
    hear(school, (1, check_in(second.uid)), *rest, receiver="receiver-2")
    school.link_changed("receiver-2", after(10), connected=False)
    readiness = judge(school, [PROVEN])
    assert readiness.protection is Protection.ATTENTION
    assert (readiness.buttons_ready, readiness.buttons, readiness.not_listened) == (2, 3, 1)
    for seconds in range(100, 4000, 100):
        hear(school, (seconds, check_in(PENDANT)), *((seconds, message) for _, message in rest))
        assert school.tick(after(seconds)) == []
    school.link_changed("receiver-2", after(4000), connected=True)
    assert judge(school, [PROVEN]).protection is Protection.READY
