"""Troubles as cases: they spread, grow grave, survive a restart, and warn before a device is lost."""

from collections.abc import Iterator

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import (
    Event,
    TroubleEnded,
    TroubleEscalated,
    TroubleEvent,
    TroubleKind,
    TroubleStarted,
)
from custom_components.duress.core.hearing import Copy, Hearing
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import (
    AlarmInputs,
    DeviceReset,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    Route,
    Uid,
    make_uid,
)
from tests.core.builders import (
    BUTTON,
    EN1223S,
    GATEWAY,
    PENDANT,
    REPEATER_EAST,
    REPEATER_WEST,
    START,
    a_school,
    after,
    hear,
    repeater,
    report,
)

DAY = 86_400
MAINS_LOST = 0x02
REPEATERS = [make_uid(Mid.REPEATER, 200 + number) for number in range(12)]


def named(events: list[Event]) -> list[tuple[str, str, str]]:
    """Return what happened to which device, in order."""
    return [(name_of(event), event.device_id, str(event.kind)) for event in events if isinstance(event, TroubleEvent)]


def heard(margin: int, *, first_hop: Uid = GATEWAY, uid: Uid = PENDANT) -> EndDeviceReport:
    """Return a check-in heard with a margin in decibels."""
    return EndDeviceReport(uid, first_hop, EN1223S, AlarmInputs(0), EndDeviceFlags.NO_CHANGE, margin + 2, margin)


def check_ins(margins: list[int], every: float = 180.0, begin: float = 0.0) -> Iterator[tuple[float, EndDeviceReport]]:
    """Yield check-ins at their times."""
    return ((begin + number * every, heard(margin)) for number, margin in enumerate(margins))


def listen(school: School, *messages: tuple[float, object]) -> list[Event]:
    """Let messages come in while the one timer runs; return all events but who is missing."""
    events: list[Event] = []
    for seconds, message in messages:
        while (deadline := school.next_deadline()) is not None and deadline - START.steady < seconds:
            events += school.tick(after(deadline - START.steady))
        events += hear(school, (seconds, message))
    return [event for event in events if not isinstance(event, TroubleEvent) or event.kind is not TroubleKind.MISSING]


def a_school_with_repeaters() -> School:
    """Return a school with twelve more repeaters."""
    return a_school(
        extra=[
            Transmitter(device_id=f"r{n}", uid=uid, pti=None, label=f"Repeater {n}", role=Role.REPEATER)
            for n, uid in enumerate(REPEATERS)
        ]
    )


def test_a_power_cut_is_one_trouble() -> None:
    """Given twelve repeaters, when all lose mains within a minute, then that is one trouble until the last is well."""
    school = a_school_with_repeaters()
    events = hear(school, *((n * 5, repeater(uid, MAINS_LOST)) for n, uid in enumerate(REPEATERS)))
    kinds = [name for name, _, _ in named(events)]
    assert kinds == ["trouble_started", *["trouble_spread"] * 11]
    (trouble,) = school.troubles.open.values()
    assert len(trouble.devices) == 12
    assert all(TroubleKind.MAINS_LOST in school.devices[f"r{n}"].troubles for n in range(12))
    over = hear(school, *((600 + n, repeater(uid)) for n, uid in enumerate(REPEATERS)))
    assert [name for name, _, _ in named(over)] == [*["trouble_eased"] * 11, "trouble_ended"]
    ended = over[-1]
    assert isinstance(ended, TroubleEnded)
    assert ended.lasted == pytest.approx(611)


def test_a_mains_loss_an_hour_later_is_another_trouble() -> None:
    """Given a repeater without mains, when another loses it an hour later, then these are two troubles."""
    events = hear(a_school(), (0, repeater(REPEATER_WEST, MAINS_LOST)), (3600, repeater(REPEATER_EAST, MAINS_LOST)))
    assert [name for name, _, _ in named(events)] == ["trouble_started", "trouble_started"]


def test_a_battery_nobody_changes_grows_grave_once() -> None:
    """Given a low battery, when seven days pass, then it is grave, once, to the second."""
    school = a_school()
    hear(school, (0, report(BUTTON, flags=EndDeviceFlags.LOW_BATTERY, pti=0x12)))
    grave = [
        (seconds, event)
        for seconds, event in ticking(school, until=8 * DAY)
        if isinstance(event, TroubleEscalated) and event.kind is TroubleKind.LOW_BATTERY
    ]
    ((seconds, _),) = grave
    assert seconds == pytest.approx(7 * DAY, abs=1)


def test_a_device_missing_for_a_day_grows_grave_once() -> None:
    """Given a silent pendant, when it is missing for a day, then it is grave, once."""
    school = a_school()
    at = [
        seconds
        for seconds, event in ticking(school, until=3 * DAY)
        if isinstance(event, TroubleEscalated) and event.device_id == "pendant"
    ]
    assert at == [pytest.approx(570 + DAY, abs=1)]


def test_gravity_survives_a_restart_and_is_not_said_twice() -> None:
    """Given a low battery, when the site restarts before and after the seventh day, then it is grave once in all."""
    school, stored = a_school(), list[Event]()
    stored += hear(school, (0, report(BUTTON, flags=EndDeviceFlags.LOW_BATTERY, pti=0x12)))
    said = 0
    for day in (3, 6, 9, 12):
        school = restarted(stored, after(day * DAY - 3 * DAY))
        for _, event in ticking(school, until=day * DAY):
            stored.append(event)
            said += isinstance(event, TroubleEscalated) and event.kind is TroubleKind.LOW_BATTERY
    assert said == 1
    assert TroubleKind.LOW_BATTERY in school.devices["button"].troubles
    assert school.devices["button"].low_battery_since == START.utc


def restarted(stored: list[Event], now: Moment) -> School:
    """Return the school of these events after a start."""
    school = a_school()
    fresh = School("site")
    fresh.install(school.roster.receivers.values(), school.roster.transmitters.values(), now)
    fresh.restore([from_data(name_of(event), to_data(event)) for event in stored], 0, {}, now)
    fresh.link_changed("receiver-1", now, connected=True)
    return fresh


def ticking(school: School, until: float) -> Iterator[tuple[float, Event]]:
    """Let the one timer run; yield what it brings and when."""
    while (deadline := school.next_deadline()) is not None and deadline - START.steady <= until:
        now = after(deadline - START.steady)
        yield from ((deadline - START.steady, event) for event in school.tick(now))


def test_a_weak_signal_warns_a_window_before_the_device_is_missing() -> None:
    """Given a pendant that is heard ever worse, when three check-ins are weak and it falls silent, then it was said."""
    school = a_school()
    events = listen(school, *check_ins([20, 12, 3, 2, 1]))
    assert named(events) == []
    at = {
        str(event.kind): seconds
        for seconds, event in ticking(school, until=4 * 180 + 2000)
        if isinstance(event, TroubleStarted) and event.device_id == "pendant"
    }
    assert at["weak_signal"] == pytest.approx(4 * 180 + 5, abs=1)
    assert at["missing"] - at["weak_signal"] >= 560


def test_one_good_copy_is_enough() -> None:
    """Given check-ins of which one copy each is good, when the other is weak and comes first, then nothing is wrong."""
    school = a_school()
    messages = [
        (number * 180 + late, heard(margin, first_hop=hop))
        for number in range(8)
        for late, margin, hop in ((0.0, 2, GATEWAY), (1.5, 20, REPEATER_WEST))
    ]
    assert named(listen(school, *messages)) == []


def test_a_signal_that_is_good_again_ends_the_trouble() -> None:
    """Given a weak pendant, when it is heard well again, then the trouble is over."""
    events = listen(a_school(), *check_ins([2, 2, 2, 2, 20, 20]))
    assert named(events) == [
        ("trouble_started", "pendant", "weak_signal"),
        ("trouble_ended", "pendant", "weak_signal"),
    ]


def test_the_median_of_twenty_decides_too() -> None:
    """Given a pendant heard weakly but for every third time, when twenty are known, then it is weak."""
    events = listen(a_school(), *check_ins([2, 3, 9] * 7))
    assert ("trouble_started", "pendant", "weak_signal") in named(events)


def test_lost_check_ins_warn_too() -> None:
    """Given a pendant of which every third check-in is lost, when ten were heard, then it is on its way out."""
    times = [number * 180.0 for number in range(24) if number % 3]
    events = listen(a_school(), *((seconds, heard(20)) for seconds in times))
    (weak,) = (event for event in events if isinstance(event, TroubleStarted))
    assert (weak.kind, weak.detail) == (TroubleKind.WEAK_SIGNAL, "check_ins")


def test_a_setting_that_cannot_work_is_named() -> None:
    """Given a pendant that checks in every hour but is expected every three minutes, then that is the trouble."""
    school = a_school()
    events = listen(school, *check_ins([20] * 5, every=3600))
    (misfit,) = (event for event in events if isinstance(event, TroubleStarted))
    assert (misfit.device_id, misfit.kind, misfit.detail) == ("pendant", TroubleKind.INTERVAL_MISFIT, "")
    assert (school.expected_interval("pendant"), school.seen_interval("pendant")) == (180, 3600)


def test_a_repeater_that_restarts_again_and_again_has_a_trouble_for_a_day() -> None:
    """Given a repeater, when it restarts three times in a day, then that is a trouble until a quiet day is over."""
    school = a_school()
    reset = DeviceReset(Route(REPEATER_WEST, GATEWAY), 10, 60, 58)
    events = hear(school, (0, reset), (0.5, reset), (3600, reset), (7200, reset))
    assert named(events) == [("trouble_started", "west", "restarts")]
    assert named(hear(school, (DAY - 10, repeater()))) == []
    assert named(hear(school, (DAY + 10, repeater()))) == [("trouble_ended", "west", "restarts")]


def test_a_line_that_loses_frames_again_has_a_trouble() -> None:
    """Given a receiver, when frames are lost twice, then it is a trouble until ten check-ins in a row are clean."""
    school = a_school()
    totals = [0, 0, 3, 3, 4, *[4] * 12]
    events = [
        event
        for number, total in enumerate(totals)
        for event in school.frames_lost("receiver-1", total, after(number * 30))
    ]
    assert named(events) == [
        ("trouble_started", "receiver-1", "lost_frames"),
        ("trouble_ended", "receiver-1", "lost_frames"),
    ]
    assert school.frames_lost("nobody", 5, after(1)) == []


def test_paths_and_trend() -> None:
    """Given a pendant heard over two repeaters, when it fades over forty check-ins, then paths and trend say so."""
    school = a_school()
    assert trend(school) == "unknown"
    for number in range(40):
        hop = REPEATER_WEST if number % 2 else REPEATER_EAST
        hear(school, (number * 180, heard(40 - number // 2, first_hop=hop)))
    hearing = school.devices["pendant"].hearing
    now = after(40 * 180).steady
    assert (hearing.paths(now), hearing.is_single_path(now)) == (2, False)
    assert trend(school) == "falling"
    hear(school, *((40 * 180 + number * 180, heard(20)) for number in range(490)))
    now = after(530 * 180).steady
    assert (hearing.paths(now), hearing.is_single_path(now)) == (1, True)
    assert trend(school) == "steady"


def trend(school: School) -> str:
    """Return where the signal of the pendant is going."""
    return str(school.devices["pendant"].hearing.trend)


def test_a_device_that_is_removed_takes_its_troubles_along() -> None:
    """Given a power cut, when one of its repeaters is removed, then the rest of the trouble stays."""
    school = a_school()
    hear(school, (0, repeater(REPEATER_WEST, MAINS_LOST)), (1, repeater(REPEATER_EAST, MAINS_LOST)))
    rest = [one for one in school.roster.transmitters.values() if one.device_id != "west"]
    over = school.install(list(school.roster.receivers.values()), rest, after(2))
    assert named(over) == [("trouble_eased", "west", "mains_lost")]
    assert named(hear(school, (300, repeater(REPEATER_EAST)))) == [("trouble_ended", "east", "mains_lost")]


@given(st.lists(st.tuples(st.floats(0, 4000), st.integers(0, 99), st.booleans()), max_size=80))
def test_hearing_never_breaks_and_stays_small(heard_at: list[tuple[float, int, bool]]) -> None:
    """Given any rhythm and any margins, when a device is heard, then what is known of it stays bounded and sane."""
    hearing, now = Hearing(), 0.0
    for number, (seconds, margin, is_check_in) in enumerate(heard_at):
        now += seconds
        hearing.take(Copy("r", make_uid(Mid.REPEATER, number), margin, margin, is_check_in), now)
        assert 0 <= hearing.missed_rate(180) < 1
        assert hearing.seen_interval is None or hearing.seen_interval >= 5
        assert len(hearing.margins) <= 40
        assert len(hearing.hops) <= 64
        assert hearing.paths(now) <= 64


@given(
    st.lists(
        st.tuples(
            st.sampled_from([PENDANT, BUTTON, REPEATER_WEST]), st.integers(0, 0xFF), st.floats(0.1, 700), st.booleans()
        ),
        max_size=60,
    )
)
def test_troubles_always_add_up(acts: list[tuple[Uid, int, float, bool]]) -> None:
    """Given any status bits in any rhythm, over restarts, then projections of the events equal what is open."""
    school, stored, now = a_school(), list[Event](), 0.0
    for uid, bits, seconds, restarts in acts:
        now += seconds
        message = (
            repeater(uid, bits)
            if uid == REPEATER_WEST
            else report(uid, flags=EndDeviceFlags(bits & 0xFF), pti=EN1223S if uid == PENDANT else 0x12)
        )
        stored += hear(school, (now, message))
        stored += school.tick(after(now))
        assert open_from(stored) == {key: set(one.devices) for key, one in school.troubles.open.items()}
        devices = {(device_id, kind) for device_id, state in school.devices.items() for kind in state.troubles}
        assert devices == {(one, trouble.kind) for trouble in school.troubles.open.values() for one in trouble.devices}
        if restarts:
            school = restarted(stored, after(now))
            assert open_from(stored) == {key: set(one.devices) for key, one in school.troubles.open.items()}


def open_from(stored: list[Event]) -> dict[str, set[str]]:
    """Return the open troubles and their devices, as anybody can count them from the events."""
    found: dict[str, set[str]] = {}
    for event in stored:
        match name_of(event), event:
            case (("trouble_started" | "trouble_spread"), TroubleEvent()):
                found.setdefault(event.trouble_id, set()).add(event.device_id)
            case "trouble_eased", TroubleEvent():
                found[event.trouble_id].discard(event.device_id)
            case "trouble_ended", TroubleEvent():
                del found[event.trouble_id]
    return found
