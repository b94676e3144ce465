"""The check-in interval is learned carefully, silence is judged by it, and lost frames are never invented."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.receivers import SilencePolicy
from custom_components.duress.receivers.supervision import CheckInInterval, LossCheck


def observe(*times: float) -> CheckInInterval:
    """Return what is known after periodic check-ins at these times."""
    interval = CheckInInterval()
    for at in times:
        interval.check_in(at, periodic=True)
    return interval


def test_one_gap_is_not_believed_two_that_agree_are() -> None:
    """Given check-ins, when only one gap was seen, then nothing is known; when the next agrees, the interval is."""
    assert observe(0, 30).seconds is None
    assert observe(0, 30, 60.4).seconds == pytest.approx(30)
    assert observe(0, 12, 42).seconds is None


def test_a_lost_check_in_changes_nothing() -> None:
    """Given a steady receiver, when one check-in is lost, then the interval stays."""
    assert observe(0, 30, 60, 120, 150).seconds == 30


def test_a_changed_status_is_no_part_of_the_rhythm() -> None:
    """Given a receiver whose status changes between two check-ins, then neither gap around it counts."""
    interval = observe(0, 30, 60)
    interval.check_in(71, periodic=False)
    interval.check_in(101, periodic=True)
    interval.check_in(131, periodic=True)
    assert interval.seconds == 30


def test_a_new_connection_starts_a_new_gap() -> None:
    """Given an interruption of the line, when check-ins go on, then the time of the interruption is not learned."""
    interval = observe(0, 30, 60)
    interval.interrupt()
    for at in (700, 730):
        interval.check_in(at, periodic=True)
    assert interval.seconds == 30


@given(st.floats(5, 600), st.lists(st.floats(-0.05, 0.05), min_size=4, max_size=30))
def test_jitter_does_not_move_the_interval(true: float, jitter: list[float]) -> None:
    """Given check-ins that jitter by up to 50 ms, then the interval is known to a tenth of a second."""
    interval = observe(*(number * true + late for number, late in enumerate(jitter)))
    assert interval.seconds == pytest.approx(true, abs=0.101)


def test_silence_is_three_intervals_and_ten_seconds() -> None:
    """Given intervals of 30 s and 60 s, then silence begins after 100 s and 190 s."""
    policy = SilencePolicy()
    assert policy.limit(CheckInInterval()) == 100
    assert policy.limit(observe(0, 30, 60)) == 100
    assert policy.limit(observe(0, 60, 120)) == 190


def test_a_report_lengthens_the_patience_but_observation_decides() -> None:
    """Given a reported interval, then it counts only upwards and within reason, and gives way to what is observed."""
    policy = SilencePolicy()
    interval = CheckInInterval()
    interval.report(5)
    assert (interval.seconds, policy.limit(interval)) == (5, 100)
    interval.report(300)
    assert policy.limit(interval) == 910
    interval.report(65535)
    assert interval.seconds == 300
    for at in (0, 10, 20, 30):
        interval.check_in(at, periodic=True)
    assert policy.limit(interval) == 40


@given(st.lists(st.integers(0, 600), max_size=20))
def test_a_line_that_loses_nothing_reports_no_loss(rounds: list[int]) -> None:
    """Given a one-byte count that may wrap or stop at its end, when all arrives, then no loss is told."""
    wrapping, stopping = LossCheck(), LossCheck()
    for frames in rounds:
        for _ in range(frames):
            wrapping.inbound()
            stopping.inbound()
        assert wrapping.check_in(frames & 0xFF) == 0
        assert stopping.check_in(min(frames, 255)) == 0


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_loss_is_counted_from_the_second_check_in_on(sent: int, lost: int) -> None:
    """Given frames lost between two check-ins, then exactly those are told; before the first, nothing is."""
    check = LossCheck()
    assert check.check_in(200) == 0
    arrived = max(0, sent - lost)
    for _ in range(arrived):
        check.inbound()
    assert check.check_in(sent) == sent - arrived
    check.inbound()
    check.interrupt()
    assert check.check_in(77) == 0


def test_a_silence_of_its_own_counts_as_far_as_it_can_work() -> None:
    """Given a silence a person set, then it counts, but never less than one and a half intervals."""
    policy = SilencePolicy(fixed=60)
    assert policy.limit(CheckInInterval()) == 60
    assert policy.limit(observe(0, 30, 60)) == 60
    assert policy.limit(observe(0, 60, 120)) == 90
