"""The header Retry-After in all its spellings."""

from datetime import UTC, datetime
from email.utils import format_datetime

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.monitoring.retry_after import LONGEST, parse_retry_after

NOW = 1_795_443_124.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("0", 0.0),
        (" 120 ", 120.0),
        ("9" * 400, LONGEST),
        ("Mon, 23 Nov 2026 14:12:34 GMT", 30.0),
        ("Mon, 23 Nov 2026 15:12:34 +0100", 30.0),
        ("Monday, 23-Nov-26 14:12:34 GMT", 30.0),
        ("Mon Nov 23 14:12:34 2026", 30.0),
        ("Mon, 23 Nov 2026 14:00:00 GMT", 0.0),
        ("Mon, 23 Nov 2099 14:00:00 GMT", LONGEST),
        ("Mon, 99 Nov 2026 14:00:00 GMT", None),
        ("Mon, 23 Nov 0000 14:00:00 GMT", 0.0),
    ],
)
def test_what_servers_write(text: str | None, seconds: float | None) -> None:
    """Given a header as servers write it, then it is so many seconds from now, or nothing."""
    assert parse_retry_after(text, NOW) == seconds


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,6} \d+:\d+:\d+ [A-Z+\-0-9]*"))
def test_nothing_in_it_is_fatal(text: str) -> None:
    """Given anything at all, then the result is nothing or a sensible time."""
    seconds = parse_retry_after(text, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST


@given(st.integers(0, 80_000))
def test_dates_and_seconds_agree(seconds: int) -> None:
    """Given a delay, when it is written as seconds and as a date, then both mean the same."""
    date = format_datetime(datetime.fromtimestamp(NOW + seconds, UTC), usegmt=True)
    assert parse_retry_after(date, NOW) == parse_retry_after(str(seconds), NOW) == seconds
