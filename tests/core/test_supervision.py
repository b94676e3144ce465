"""Who is missing when: to the second, over restarts, lost receivers and settings of their own."""

from dataclasses import replace

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import Event, NotListening, TroubleEnded, TroubleKind, TroubleStarted
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.core.supervision import SLACK, Supervision, window
from custom_components.duress.echostream import Mid, make_uid
from tests.core.builders import BUTTON, PENDANT, START, a_school, after, check_in, hear, repeater

THREE_MINUTES = 3 * 180 + 30
THREE_HOURS = 3 * 3600 + 30
HOURLY = Transmitter(
    device_id="hourly", uid=make_uid(Mid.END_DEVICE, 7), pti=0x1D, label="Pendant 60", role=Role.PENDANT
)


def run(school: School, until: float) -> dict[str, float]:
    """Let the clock run as the one timer would; return who is missing from when (seconds after the start)."""
    missing: dict[str, float] = {}
    while (deadline := school.next_deadline()) is not None and deadline - START.steady <= until:
        now = after(deadline - START.steady)
        for event in school.tick(now):
            if isinstance(event, TroubleStarted) and event.kind is TroubleKind.MISSING:
                missing[event.device_id] = now.steady - START.steady
    return missing


def restarted(
    school: School, at: float, events: list[Event], *, down: float = 0.0, extra: tuple[Transmitter, ...] = ()
) -> School:
    """Stop a school and start it anew after some seconds, as the platform does with its ledger."""
    heard = {key: state.heard_at for key, state in school.devices.items() if state.heard_at is not None}
    stored = [from_data(name_of(event), to_data(event)) for event in events]
    fresh = School("site")
    fresh.install(school.roster.receivers.values(), school.roster.transmitters.values(), after(at + down))
    fresh.restore(stored, 0, heard, after(at + down), after(at).utc)
    for receiver_id in school.roster.receivers:
        fresh.link_changed(receiver_id, after(at + down), connected=True)
    return fresh


def test_missing_after_three_intervals_by_product() -> None:
    """Given pendants of 3 and 60 minutes heard last at the start, then each is missing at 9:30 and 180:30."""
    school = a_school(extra=[HOURLY])
    hear(school, (0, check_in()), (0, check_in(HOURLY.uid, pti=0x1D)))
    missing = run(school, 4 * 3600)
    assert missing["pendant"] == pytest.approx(THREE_MINUTES, abs=1)
    assert missing["hourly"] == pytest.approx(THREE_HOURS, abs=1)


@pytest.mark.parametrize("at", [60, 200, 359])
def test_a_restart_in_the_middle_changes_no_deadline(at: int) -> None:
    """Given a pendant heard last at the start, when the site restarts in between, then it is missing all the same."""
    school = restarted(a_school_that_heard(), at, [])
    missing = run(school, 4 * 3600)
    assert missing["pendant"] == pytest.approx(THREE_MINUTES, abs=1)
    assert missing["hourly"] == pytest.approx(THREE_HOURS, abs=1)


def test_an_hourly_device_is_missing_although_the_site_restarts_every_hour() -> None:
    """Given a dead pendant of 60 minutes, when the site restarts each 50 minutes, then it is found out all the same."""
    school, missing = a_school_that_heard(), dict[str, float]()
    for number in range(1, 6):
        missing |= run(school, number * 3000)
        if "hourly" in missing:
            break
        school = restarted(school, number * 3000, [], down=20)
    assert missing["hourly"] <= THREE_HOURS + 120


def test_after_a_restart_each_device_gets_an_interval_at_least() -> None:
    """Given a pendant that was nearly missing, when the site was down for 30 s, then it has an interval."""
    school = restarted(a_school_that_heard(), 560, [], down=30)
    assert run(school, 2000)["pendant"] == pytest.approx(590 + 180 + SLACK, abs=1)


def test_time_in_which_the_site_was_down_does_not_count() -> None:
    """Given a site that was down for an hour, when it starts, then nobody is missing for that."""
    school = restarted(a_school_that_heard(), 100, [], down=3600)
    assert run(school, 3700 + THREE_MINUTES - 1) == {}
    assert run(school, 2 * 3600)["pendant"] == pytest.approx(3700 + THREE_MINUTES, abs=1)


def test_a_missing_device_stays_missing_over_a_restart_and_comes_back_once() -> None:
    """Given a missing pendant, when the site restarts and it is heard, then one trouble began and one ended."""
    school = a_school_that_heard()
    began = school.tick(after(THREE_MINUTES + 1))
    fresh = restarted(school, 700, began)
    assert TroubleKind.MISSING in fresh.devices["pendant"].troubles
    assert "pendant" not in run(fresh, 3000)
    events = hear(fresh, (4000, check_in()))
    (back,) = (event for event in events if isinstance(event, TroubleEnded))
    assert back.trouble_id in {event.trouble_id for event in began if isinstance(event, TroubleStarted)}
    assert back.lasted == pytest.approx(4000 - THREE_MINUTES - 1, abs=1)


def test_how_long_nobody_listened_is_said_once() -> None:
    """Given a site that was down for 41 s, when the first receiver is connected, then the gap is an event."""
    school = a_school_that_heard()
    fresh = School("site")
    fresh.install(school.roster.receivers.values(), school.roster.transmitters.values(), after(141))
    fresh.restore([], 0, {}, after(141), after(100).utc)
    assert fresh.link_changed("receiver-1", after(140.5), connected=False)
    events = fresh.link_changed("receiver-1", after(141), connected=True)
    (gap,) = (event for event in events if isinstance(event, NotListening))
    assert gap.since == after(100).utc
    assert gap.lasted == pytest.approx(41)
    again = fresh.link_changed("receiver-1", after(150), connected=False)
    again += fresh.link_changed("receiver-1", after(160), connected=True)
    assert not [event for event in again if isinstance(event, NotListening)]


def test_lost_receiver_is_one_trouble_and_nobody_is_missing() -> None:
    """Given a receiver that is lost for an hour, when it comes back and devices check in, then nobody was missing."""
    school = a_school_that_heard()
    lost = school.link_changed("receiver-1", after(60), connected=False, detail="silent")
    assert [name_of(event) for event in lost] == ["trouble_started"]
    assert school.next_deadline() is None
    school.link_changed("receiver-1", after(3660), connected=True)
    assert run(school, 3660 + THREE_MINUTES - 1) == {}
    assert "pendant" in run(school, 3660 + THREE_MINUTES + 1)


def test_a_short_outage_stops_the_clock_and_no_more() -> None:
    """Given a link that flaps, when it is lost for seconds again and again, then a dead pendant is found out."""
    school = a_school_that_heard()
    for seconds in range(10, 380, 40):
        school.link_changed("receiver-1", after(seconds), connected=False)
        school.link_changed("receiver-1", after(seconds + 5), connected=True)
    assert run(school, 3600)["pendant"] <= THREE_MINUTES + 51


@pytest.mark.parametrize(("factor", "check_in_after"), [(2, None), (5, None), (3, 600.0)])
def test_a_device_has_a_factor_and_an_interval_of_its_own(factor: int, check_in_after: float | None) -> None:
    """Given settings of its own, when a pendant falls silent, then these decide."""
    school = a_school()
    roster = school.roster
    own = replace(roster.transmitters["pendant"], factor=factor, check_in=check_in_after)
    everybody = [own if one.device_id == "pendant" else one for one in roster.transmitters.values()]
    school.install(list(roster.receivers.values()), everybody, START)
    hear(school, (0, check_in()))
    expected = factor * (check_in_after or 180) + SLACK
    assert run(school, 2 * 3600)["pendant"] == pytest.approx(expected, abs=1)


def test_a_changed_setting_keeps_when_a_device_was_heard() -> None:
    """Given a pendant heard at the start, when its factor is lowered later, then the new window counts from then."""
    school = a_school_that_heard()
    roster = school.roster
    own = [replace(one, factor=2) if one.device_id == "pendant" else one for one in roster.transmitters.values()]
    school.install(list(roster.receivers.values()), own, after(300))
    assert run(school, 3600)["pendant"] == pytest.approx(2 * 180 + SLACK, abs=1)


def test_an_unknown_model_is_expected_as_often_as_it_is_seen() -> None:
    """Given a model nobody knows that checks in every ten minutes, when it was seen so, then that is expected."""
    strange = Transmitter(
        device_id="strange", uid=make_uid(Mid.END_DEVICE, 9), pti=0x7F, label="New", role=Role.PENDANT
    )
    school = a_school(extra=[strange])
    for number in range(6):
        hear(school, (number * 600, check_in(strange.uid, pti=0x7F)))
    assert school.seen_interval("strange") == pytest.approx(600)
    assert school.expected_interval("strange") == pytest.approx(600)
    assert run(school, 4 * 3600)["strange"] == pytest.approx(5 * 600 + 3 * 600 + SLACK, abs=1)


def test_a_thousand_devices_have_one_deadline() -> None:
    """Given a thousand pendants, when they check in, then there is one deadline, that of the one heard first."""
    crowd = [
        Transmitter(device_id=f"p{n}", uid=make_uid(Mid.END_DEVICE, 1000 + n), pti=0x18, label="", role=Role.PENDANT)
        for n in range(1000)
    ]
    school = a_school(extra=crowd)
    for number, one in enumerate(crowd):
        hear(school, (200 + number / 100, check_in(one.uid)))
    for uid in (PENDANT, BUTTON):
        hear(school, (220, check_in(uid, pti=0x18 if uid == PENDANT else 0x12)))
    missing = run(school, 200 + THREE_MINUTES + 0.001)
    assert [one for one in missing if one.startswith("p") and one != "pendant"] == ["p0"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("hrw"), st.floats(0, 400)), max_size=60))
def test_nobody_is_missing_who_was_heard_in_time(acts: list[tuple[str, str, float]]) -> None:
    """Given any order of hearing, holding and releasing, then nobody is late before a window of being heard."""
    supervision, now = Supervision(), 0.0
    heard: dict[str, float] = {}
    for device_id, act, seconds in acts:
        now += seconds
        for late in supervision.overdue(now):
            assert now - heard[late] >= window(180, 3) - 1e-6
        match act:
            case "h" if supervision.watches(device_id):
                supervision.heard(device_id, now)
                heard[device_id] = now
            case "r":
                supervision.hold((device_id,), now)
            case "w":
                if not supervision.watches(device_id):
                    heard[device_id] = now
                supervision.watch(device_id, 180, 3, now)
                supervision.release((device_id,), now)
        deadline = supervision.next_deadline()
        assert deadline is None or deadline > 0


def a_school_that_heard() -> School:
    """Return a school with a pendant of an hour in which everybody was heard at the start."""
    school = a_school(extra=[HOURLY])
    hear(school, (0, check_in()), (0, check_in(HOURLY.uid, pti=0x1D)), (0, check_in(BUTTON, pti=0x12)), (0, repeater()))
    return school
