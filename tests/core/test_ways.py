"""Lost ways to monitoring as troubles: one at a time, over restarts, until they are proven or gone."""

from custom_components.duress.core.events import Event, TroubleEnded, TroubleEscalated, TroubleKind, TroubleStarted
from custom_components.duress.core.readiness import judge
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Way
from tests.core.builders import START, a_school, after

DESK = Way(device_id="desk", label="District desk")
DAY = 86_400


def stored(events: list[Event]) -> list[Event]:
    """Return events as the ledger gives them back."""
    return [from_data(name_of(one), to_data(one)) for one in events]


def grave(events: list[Event]) -> list[str]:
    """Return the ways that became grave."""
    return [one.device_id for one in events if isinstance(one, TroubleEscalated) and one.kind is TroubleKind.PATH_LOST]


def test_a_way_is_lost_once_and_proven_once() -> None:
    """Given a way that is lost, then hearing so again changes nothing, and with a proof the trouble is over."""
    school = a_school()
    (lost,) = school.ways.lost(DESK, START, "HTTP 500")
    assert isinstance(lost, TroubleStarted)
    assert (lost.kind, lost.device_id, lost.label, lost.detail, lost.room) == (
        TroubleKind.PATH_LOST, "desk", "District desk", "HTTP 500", None,
    )  # fmt: skip
    assert school.ways.lost(DESK, after(10), "silent") == []
    (over,) = school.ways.proven("desk", after(90))
    assert isinstance(over, TroubleEnded)
    assert (over.trouble_id, over.lasted) == (lost.trouble_id, 90)
    assert school.ways.proven("desk", after(91)) == []


def test_it_is_counted_among_the_paths_and_not_among_the_troubles() -> None:
    """Given a lost way, then readiness does not count it twice."""
    school = a_school()
    before = judge(school, ()).troubles
    school.ways.lost(DESK, START, "")
    assert judge(school, ()).troubles == before


def test_a_restart_keeps_it_until_its_endpoint_is_proven_or_gone() -> None:
    """Given a way that was lost before a restart, then it still is, with its beginning; a removed endpoint ends it."""
    lost = a_school().ways.lost(DESK, START, "")
    school = a_school()
    assert school.restore(stored(lost), 0, {}, after(600)) == []
    assert school.ways.is_lost("desk")
    assert school.ways.lost(DESK, after(700), "") == []
    assert school.ways.installed({"desk"}, after(800)) == []
    (over,) = school.ways.installed(set(), after(900))
    assert isinstance(over, TroubleEnded)
    assert over.lasted == 900
    assert not school.ways.is_lost("desk")


def test_one_that_nobody_sees_to_for_a_day_is_grave() -> None:
    """Given a way that stays lost, then after a day it is grave, once."""
    school = a_school()
    school.ways.lost(DESK, START, "")
    assert grave(school.tick(after(DAY - 1))) == []
    assert grave(school.tick(after(DAY + 1))) == ["desk"]
    assert grave(school.tick(after(2 * DAY))) == []
