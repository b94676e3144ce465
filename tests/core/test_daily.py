"""A time of the day: once on every day, also on those with 23 or 25 hours."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.daily import last_at, next_at

NEW_YORK: Final = ZoneInfo("America/New_York")
ZONES: Final = st.sampled_from(
    [NEW_YORK, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Santiago"), ZoneInfo("Australia/Lord_Howe"), UTC]
)
MOMENTS: Final = st.floats(1_600_000_000, 2_000_000_000)


def moment(*parts: int) -> float:
    """Return a local time in New York as seconds since 1970."""
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK).timestamp()


@pytest.mark.parametrize(
    ("after", "hour", "due"),
    [
        ((2026, 11, 23, 6, 59), 7, (2026, 11, 23, 7, 0)),
        ((2026, 11, 23, 7, 0), 7, (2026, 11, 24, 7, 0)),
        ((2026, 3, 7, 12, 0), 7, (2026, 3, 8, 7, 0)),
        ((2026, 10, 31, 12, 0), 7, (2026, 11, 1, 7, 0)),
        ((2026, 3, 7, 12, 0), 2, (2026, 3, 8, 3, 0)),
    ],
)
def test_it_is_what_the_clock_on_the_wall_shows(after: tuple[int, ...], hour: int, due: tuple[int, ...]) -> None:
    """Given a moment, then the next is when the clock shows the hour, in summer and in winter and in between."""
    assert next_at(moment(*after), time(hour), NEW_YORK) == moment(*due)


@given(MOMENTS, st.times(), ZONES)
def test_there_is_one_on_each_day(after: float, at: time, zone: ZoneInfo) -> None:
    """Given any moment, time and zone, then each local day has one, and what is last and next fit together."""
    first = next_at(after, at, zone)
    assert first > after
    assert last_at(after, at, zone) <= after
    assert last_at(first, at, zone) == first
    assert next_at(last_at(after, at, zone), at, zone) == first
    moments = [first]
    for _ in range(5):
        moments.append(next_at(moments[-1], at, zone))
    days = [datetime.fromtimestamp(one, zone).date() for one in moments]
    assert days == [days[0] + timedelta(days=number) for number in range(6)]
