"""Muted devices: with an end, and never for presses."""

import pytest

from custom_components.duress.core.bypass import LONGEST_BYPASS
from custom_components.duress.core.events import BypassEnded, BypassStarted, Ending
from custom_components.duress.core.records import from_data, name_of, to_data
from tests.core.builders import MS_ORTIZ, START, a_school, after, hear, pressed
from tests.core.rehearsing import only, raised


def test_a_bypass_ends_by_itself() -> None:
    """Given a muted pendant, when its time is over, then that is said; meanwhile its press is an alarm."""
    school = a_school()
    (started,) = school.bypasses.start("pendant", MS_ORTIZ, START, reason="being repaired", seconds=60)
    assert isinstance(started, BypassStarted)
    assert school.next_deadline() == after(60).steady
    assert raised(hear(school, (1.0, pressed())))
    assert only(school.tick(after(60)), BypassEnded).ending is Ending.TIME
    assert not school.bypasses.running


@pytest.mark.parametrize(("reason", "seconds"), [("", 60.0), ("why", 0.0), ("why", LONGEST_BYPASS + 1)])
def test_nothing_is_muted_for_good_or_without_reason(reason: str, seconds: float) -> None:
    """Given a pendant, when it is to be muted without a reason or for too long, then it is refused."""
    school = a_school()
    with pytest.raises(ValueError, match="reason"):
        school.bypasses.start("pendant", MS_ORTIZ, START, reason=reason, seconds=seconds)
    assert not school.bypasses.running


def test_a_restart_keeps_its_end() -> None:
    """Given a muted pendant, when the site restarts, then it is muted until the same time."""
    school = a_school()
    (started,) = school.bypasses.start("pendant", MS_ORTIZ, START, reason="being repaired", seconds=600)
    fresh = a_school()
    fresh.restore([from_data(name_of(started), to_data(started))], 0, {}, after(100))
    assert fresh.bypasses.running["pendant"].deadline == after(600).steady


def test_what_is_removed_is_muted_no_longer() -> None:
    """Given a muted pendant, when it is removed, then its bypass is over."""
    school = a_school()
    school.bypasses.start("pendant", MS_ORTIZ, START, reason="being repaired", seconds=600)
    found = school.install([], [], after(10))
    assert only(found, BypassEnded).label == "Pendant 1"
