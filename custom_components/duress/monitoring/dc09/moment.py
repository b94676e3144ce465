"""Moments as DC-09 writes them: `HH:MM:SS,MM-DD-YYYY`, always UTC."""

from datetime import UTC, datetime
import re
from typing import Final

PATTERN: Final = re.compile(r"(\d\d):(\d\d):(\d\d),(\d\d)-(\d\d)-(\d{4})")
_LATEST: Final = datetime(9999, 12, 31, tzinfo=UTC).timestamp()


def written(at: float) -> str:
    """Return UTC seconds as DC-09 text; fractions are left out."""
    moment = datetime.fromtimestamp(int(min(max(at, 0.0), _LATEST)), UTC)
    return f"{moment:%H:%M:%S,%m-%d}-{moment.year:04d}"


def read(text: str) -> float | None:
    """Return the UTC seconds a text begins with; None if it is no moment."""
    found = PATTERN.match(text)
    if found is None:
        return None
    hour, minute, second, month, day, year = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError:
        return None
