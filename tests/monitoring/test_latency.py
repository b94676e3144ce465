"""What alarms took in figures: real ones alone, told at once, whatever clocks did meanwhile."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.ledger import AlarmTimes
from custom_components.duress.monitoring import Hop, latency

AT = 1_795_443_124.25


def alarm(
    confirmed: float,
    *,
    stored: float | None = 0.01,
    sent: float | None = 0.02,
    mode: str | None = "live",
    at: float = AT,
) -> AlarmTimes:
    """Return an alarm by the seconds after the press at which it reached each hop."""
    hops = [None if hop is None else at + hop for hop in (stored, sent)]
    return AlarmTimes(at=at, stored=hops[0], sent=hops[1], confirmed=at + confirmed, mode=mode)


def test_the_figures_of_twenty_alarms() -> None:
    """Given twenty alarms, one of which waited for an outage to end, then the other nineteen say what is usual."""
    alarms = [alarm(number / 10, at=AT - number) for number in range(1, 20)] + [alarm(7200.0, sent=7199.9)]
    found = latency(alarms)
    assert found is not None
    assert (found.count, found.since, found.told_later) == (20, AT - 19, 0)
    assert found.confirmed.median == pytest.approx(1.05)
    assert found.confirmed.p95 == pytest.approx(1.9)
    assert found.confirmed.worst == pytest.approx(7200)
    assert found.stored is not None
    assert found.sent is not None
    assert (round(found.stored.p95, 3), round(found.sent.median, 3)) == (0.01, 0.02)


def test_tests_and_drills_are_left_out() -> None:
    """Given one real alarm and some that were none, then only that counts; one of an early version was real."""
    found = latency([alarm(9.0, mode="test"), alarm(8.0, mode="drill"), alarm(0.5)])
    assert found is not None
    assert (found.count, round(found.confirmed.worst, 3)) == (1, 0.5)
    assert latency([alarm(9.0, mode="test")]) is None
    assert latency([]) is None
    early = latency([alarm(2.0, mode=None, stored=None, sent=1.0)])
    assert early is not None
    assert (early.count, early.stored, early.sent) == (1, None, Hop.of([1.0]))


def test_what_was_told_later_on_purpose_is_not_slow() -> None:
    """Given an alarm the school was asked about first, then it is counted apart; a ledger that failed is no purpose."""
    asked, unstored = alarm(61.0, stored=60.0, sent=60.1), alarm(0.4, stored=300.0, sent=0.1)
    found = latency([asked, unstored])
    assert found is not None
    assert (found.count, found.told_later, round(found.confirmed.worst, 3)) == (1, 1, 0.4)
    assert latency([asked]) is None


@given(seconds=st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=60))
def test_any_times(seconds: list[float]) -> None:
    """Given any times, also of a clock that was set back, then nothing is negative and the figures are in order."""
    found = latency([alarm(one) for one in seconds])
    assert found is not None
    assert 0 <= found.confirmed.median <= found.confirmed.p95 <= found.confirmed.worst
    quick = sum(max(0.0, one) <= found.confirmed.p95 + 1e-3 for one in seconds)
    assert quick >= 0.95 * len(seconds)
