"""Quick presses and copies: no press is lost, no copy counts, whatever its order and delay; restarts count on."""

from itertools import pairwise

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import (
    Event,
)
from custom_components.duress.core.patterns import Pattern, SinglePress, Step
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.roster import Kind
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, Mid, decode, make_uid
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
    pressed,
    report,
)
from tests.core.tapping import HELP_AND_LOCKDOWN, NOTE, ONE, SHOWN, TWO, a_school_with, shown, taps
from tests.data import Sequence, sequences

PATTERNS = st.builds(
    Pattern,
    steps=st.lists(st.builds(Step, st.integers(2, 6), st.sampled_from(list(Kind))), max_size=3).map(tuple),
    window=st.sampled_from([2.0, 10.0, 60.0]),
    single=st.sampled_from(list(SinglePress)),
)

# No press is lost, no copy counts

TRAFFIC = st.lists(
    st.tuples(
        st.floats(0, 40),
        st.sampled_from([PENDANT, BUTTON, make_uid(Mid.END_DEVICE, 99)]),
        st.sampled_from([AlarmInputs(0), ONE, ONE | TWO]),
        st.sampled_from([EndDeviceFlags(0), EndDeviceFlags.NO_CHANGE, EndDeviceFlags.LOW_BATTERY]),
        st.sampled_from([GATEWAY, REPEATER_EAST, REPEATER_WEST]),
    ),
    max_size=40,
)


@given(TRAFFIC, PATTERNS)
def test_a_pattern_loses_no_press(
    traffic: list[tuple[float, int, AlarmInputs, EndDeviceFlags, int]], pattern: Pattern
) -> None:
    """Given any traffic and pattern, then each button shows as many presses as without, or more, and as soon."""
    messages = [
        (at, report(uid, alarms=alarms, flags=flags, first_hop=hop))  # type: ignore[arg-type]
        for at, uid, alarms, flags, hop in sorted(traffic, key=lambda one: one[0])
    ]
    without, with_pattern = (
        [
            (event.press.uid, one, event.at)
            for event in hear(school, *messages)
            if isinstance(event, SHOWN)
            for one in event.press.inputs
        ]
        for school in (a_school(), a_school_with(pattern, policies=Policies(patterns={EN1223S: pattern})))
    )
    for button in {(uid, one) for uid, one, _ in without}:
        before = [at for *which, at in without if tuple(which) == button]
        now = [at for *which, at in with_pattern if tuple(which) == button]
        # The n-th press is shown no later than without.
        assert len(now) >= len(before)
        assert all(soon <= at for soon, at in zip(now, before, strict=False))


ROUTES = [
    ("receiver-1", GATEWAY),
    ("receiver-1", REPEATER_EAST),
    ("receiver-1", REPEATER_WEST),
    ("receiver-2", GATEWAY),
]
LATEST = 4.9
"""Seconds after a press by which its last copy has come."""


@st.composite
def heard(draw: st.DrawFn) -> tuple[int, list[tuple[float, int, bool]]]:
    """Return how often a button is pressed, and what each path tells of it: when, over which, whether it is set.

    What comes over one path keeps its order; anything may be late, told twice or not at all.
    """
    number = draw(st.integers(1, 8))
    begun = 0.0
    sent: list[tuple[float, bool]] = []
    for _ in range(number):
        begun += draw(st.floats(0.2, 8))
        sent.append((begun, True))
        begun += draw(st.floats(0.1, 2))
        sent.append((begun, False))
    arrived: list[tuple[float, int, bool]] = []
    for path in range(draw(st.integers(1, len(ROUTES)))):
        last = 0.0
        for at, is_set in sent:
            for _ in range(draw(st.sampled_from([1, 1, 1, 0, 2]))):
                last = max(last, at + draw(st.floats(0, LATEST)))
                arrived.append((last, path, is_set))
    return number, sorted(arrived, key=lambda one: one[0])


@given(heard())
def test_copies_never_count_twice_and_separate_presses_count(played: tuple[int, list[tuple[float, int, bool]]]) -> None:
    """Given presses over any paths, then at most those made count, and at least those that any one path has told."""
    made, arrived = played
    school = a_school(receivers=2)
    school.set_policies(Policies(patterns={EN1223S: Pattern(steps=(Step(20, Kind.LOCKDOWN),))}))
    counted = 0
    for at, path, is_set in arrived:
        receiver_id, hop = ROUTES[path]
        message = report(alarms=ONE if is_set else AlarmInputs(0), first_hop=hop)
        events = school.receive(receiver_id, message, after(at))
        counted += sum(isinstance(event, SHOWN) for event in events)
    told = [
        sum(
            later and not before
            for before, later in pairwise([False, *(is_set for _, one, is_set in arrived if one == path)])
        )
        for path in range(len(ROUTES))
    ]
    assert max(told) <= counted <= made


def test_quick_presses_over_two_paths_count_once_each() -> None:
    """Given three presses within 3 s over two paths, when the second lags by a press, then three are counted."""
    late = report(alarms=ONE, first_hop=REPEATER_WEST), report(first_hop=REPEATER_WEST)
    behind = [(at + 1.2 + more, one) for at in (0, 1, 2) for more, one in zip((0, 0.3), late, strict=True)]
    messages = sorted([*taps(0, 1, 2), *behind], key=lambda one: one[0])
    assert [what for what, _, _ in shown(hear(a_school_with(NOTE), *messages))] == ["noted", "noted", "raised"]


def test_a_second_receiver_counts_nothing_again() -> None:
    """Given two receivers that hear the same two presses, then two are counted."""
    school = a_school_with(NOTE)
    events: list[Event] = []
    for at, message in taps(0, 1):
        for receiver in ("receiver-1", "receiver-2"):
            events += hear(school, (at, message), receiver=receiver)
    assert [count for _, _, count in shown(events)] == [1, 2]


def test_relays_make_a_path() -> None:
    """Given one first hop heard over two relays, when one lags behind a quick press, then that is no third press."""
    longer = {"trace": (REPEATER_WEST,), "hops": 1}
    events = hear(
        a_school_with(NOTE),
        *taps(0),
        (0.5, report(alarms=ONE)._replace(**longer)),  # type: ignore[arg-type]
        (0.6, report()._replace(**longer)),  # type: ignore[arg-type]
    )
    assert [count for _, _, count in shown(events)] == [1]


@pytest.mark.parametrize("sequence", sequences(), ids=lambda sequence: sequence.name)
def test_published_sequences_are_the_same_with_a_pattern(sequence: Sequence) -> None:
    """Given a constructed sequence, when presses are counted, then exactly the stated ones are."""
    school = a_school_with(Pattern(steps=HELP_AND_LOCKDOWN))
    found = [
        int(at)
        for at, frame in sequence.frames
        for event in school.receive("receiver-1", decode(frame), after(at / 1000))
        if isinstance(event, SHOWN)
    ]
    assert found == sequence.alarms


# Restarts


@given(
    st.lists(st.floats(5.5, 20), min_size=1, max_size=8),
    st.integers(0, 8),
    st.sampled_from(list(SinglePress)),
)
def test_a_restart_counts_on(gaps: list[float], before: int, single: SinglePress) -> None:
    """Given presses, when the system restarts between two of them, then the next is judged as without a restart."""
    pattern = Pattern(steps=(Step(3, Kind.DURESS), Step(5, Kind.LOCKDOWN)), window=60, single=single)
    times = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    whole = hear(a_school_with(pattern), *taps(*times))
    school = a_school_with(pattern)
    events = hear(school, *taps(*times[:before]))
    restarted = a_school_with(pattern)
    now = after(times[before - 1] + 1) if 0 < before <= len(times) else START
    restarted.restore(events, 0, {}, now)
    assert shown(events) + shown(hear(restarted, *taps(*times[before:]))) == shown(whole)


def test_a_late_copy_after_a_restart_counts_nothing() -> None:
    """Given a noted press, when a copy of it comes after a restart, then it is the same press; the next one counts."""
    events = hear(a_school_with(NOTE), *taps(0, 1))
    restarted = a_school_with(NOTE)
    restarted.restore(events, 0, {}, after(2))
    assert shown(hear(restarted, (2.5, pressed(first_hop=REPEATER_WEST)))) == []
    assert shown(hear(restarted, *taps(8))) == [("raised", Kind.DURESS, 3)]


def test_a_quick_press_right_after_a_restart_takes_one_more() -> None:
    """Given that no path is known after a restart, when it is pressed at once, then the next one counts on."""
    events = hear(a_school_with(NOTE), *taps(0, 1))
    restarted = a_school_with(NOTE)
    restarted.restore(events, 0, {}, after(2))
    assert shown(hear(restarted, *taps(3))) == []
    assert shown(hear(restarted, *taps(4))) == [("raised", Kind.DURESS, 3)]


def test_what_was_noted_long_ago_is_neither_counted_nor_held() -> None:
    """Given a press noted minutes before a restart, when a check-in has its bit set, then that is shown, as a first."""
    events = hear(a_school_with(NOTE), *taps(0))
    restarted = a_school_with(NOTE)
    restarted.restore(events, 0, {}, after(300))
    held = report(alarms=ONE, flags=EndDeviceFlags.NO_CHANGE)
    assert shown(hear(restarted, (301, held))) == [("noted", Kind.ASSIST, 1)]


def test_changed_settings_hold_from_the_next_press_on() -> None:
    """Given two presses without a pattern, when one is set and the third comes, then it counts from there."""
    school = a_school_with(None)
    assert [what for what, _, _ in shown(hear(school, *taps(0)))] == ["raised"]
    school.set_policies(Policies(patterns={EN1223S: Pattern(steps=(Step(2, Kind.LOCKDOWN),))}))
    events = hear(school, *taps(6, 7))
    assert shown(events) == [("repeated", Kind.DURESS, 1), ("raised", Kind.LOCKDOWN, 2)]
