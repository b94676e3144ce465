"""Taking values out of the JSON of a line, each checked; `LineError` completes the sentence "Line 7 …"."""

from datetime import datetime
from enum import StrEnum
from typing import Final

type Data = dict[str, object]
"""A JSON object as it was read: nothing in it is known to be right."""

LONGEST_TEXT: Final = 200
LARGEST: Final = 2**53


class LineError(Exception):
    """What is wrong with a line."""


def text(data: Data, key: str, default: str | None = None) -> str:
    """Return a text; bytes in hexadecimal may be long, names may not."""
    value = data.get(key, default)
    if not isinstance(value, str) or (len(value) > LONGEST_TEXT and key != "read"):
        raise LineError(f"has no text “{key}”")
    return value


def number(data: Data, key: str, least: float, most: float) -> float:
    """Return a number within limits, which no infinity and no NaN is."""
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise LineError(f"has no number “{key}” from {least:g} to {most:g}")
    return float(value)


def whole(data: Data, key: str, least: int = 0, most: int = LARGEST) -> int:
    """Return a whole number within limits."""
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise LineError(f"has no whole number “{key}” of at least {least}")
    return value


def moment(data: Data, key: str) -> datetime:
    """Return a time with its offset from UTC, of a year computers can count with."""
    try:
        found = datetime.fromisoformat(text(data, key))
    except ValueError:
        raise LineError(f"has no time “{key}”") from None
    if found.tzinfo is None or not 1970 < found.year < 9000:
        raise LineError(f"has no time “{key}” with its offset from UTC")
    return found


def member[Member: StrEnum](data: Data, key: str, kind: type[Member]) -> Member:
    """Return one of a few words."""
    try:
        return kind(text(data, key))
    except ValueError:
        raise LineError(f"has no “{key}” that is known") from None


def values(data: Data, key: str) -> list[Data]:
    """Return a list of objects."""
    found = data.get(key)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise LineError(f"has no list of objects “{key}”")
    return found
