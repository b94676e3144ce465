"""How well a device was heard day by day is kept for weeks, and says whether its link gets worse."""

from datetime import date, timedelta

import pytest

from custom_components.duress.core.hearing import Trend
from custom_components.duress.core.signals import KEPT_DAYS, DayMargin, SignalDays, trend_of

FIRST = date(2026, 9, 1)


def days_of(*margins: float | None) -> SignalDays:
    """Return what is known after some days with one margin each; None for a day on which nothing was heard."""
    signals = SignalDays()
    for number, margin in enumerate(margins):
        signals.take(FIRST + timedelta(days=number), {} if margin is None else {"A": margin})
    return signals


def test_a_day_is_its_median_and_its_lowest() -> None:
    """Given several figures of a day, then its median and its lowest are kept; each day stands for itself."""
    signals = SignalDays()
    for margin in (20.0, 6.0, 19.0):
        signals.take(FIRST, {"A": margin, "B": 30.0})
    signals.take(FIRST + timedelta(days=1), {"A": 12.0})
    assert signals.of("A") == {FIRST: DayMargin(19.0, 6.0), FIRST + timedelta(days=1): DayMargin(12.0, 12.0)}
    assert signals.of("B") == {FIRST: DayMargin(30.0, 30.0)}
    assert signals.of("nobody") == {}


def test_a_day_goes_on_after_a_restart() -> None:
    """Given half a day of a former run, when the rest is taken, then one good figure does not hide the bad half."""
    signals = SignalDays()
    signals.restore(FIRST, {"A": DayMargin(5.0, 3.0)})
    signals.take(FIRST, {"A": 21.0})
    assert signals.on(FIRST)["A"] == DayMargin(5.0, 3.0)


def test_what_is_too_old_is_forgotten() -> None:
    """Given more days than are kept, then the oldest are gone."""
    signals = days_of(*[10.0] * (KEPT_DAYS + 5))
    assert len(signals.of("A")) == KEPT_DAYS
    assert min(signals.of("A")) == FIRST + timedelta(days=5)


@pytest.mark.parametrize(
    ("margins", "trend"),
    [
        ((), Trend.UNKNOWN),
        ((12.0, 12.0, 11.0), Trend.UNKNOWN),
        ((*[12.0] * 14,), Trend.STEADY),
        ((*[12.0] * 7, *[9.0] * 7), Trend.FALLING),
        ((*[12.0] * 7, *[10.0] * 7), Trend.STEADY),
        ((*[9.0] * 7, *[14.0] * 7), Trend.RISING),
        ((12.0, 12.0, 12.0, *[None] * 5, 4.0, 4.0, 4.0), Trend.FALLING),
    ],
)
def test_the_last_week_is_compared_with_the_days_before(margins: tuple[float | None, ...], trend: Trend) -> None:
    """Given days of margins, then a step of three decibels is a trend, and too few days say nothing."""
    assert trend_of(days_of(*margins).of("A")) is trend
