"""The header Retry-After: seconds, or a date, or nonsense."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = 24 * 3600.0


def parse_retry_after(text: str | None, now: float) -> float | None:
    """Return the seconds to wait from `now` (UTC s), 0 to one day; None if there is nothing sensible."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST)
    try:
        moment = parsedate_to_datetime(text)
        stated = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except ValueError, TypeError, OverflowError, IndexError:
        return None
    return min(max(0.0, stated - now), LONGEST)
