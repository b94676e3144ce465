"""What the retained topic says of a school: that it is connected, that it stopped on purpose, or that it was lost."""

import json

from ...ledger import Json
from ..payload import timestamp

CONTENT_TYPE = "application/json"


def online(at: float, software: str) -> bytes:
    """Return what is said while the connection stands, since `at` (UTC s)."""
    return _written({"state": "online", "at": timestamp(at), "software": software})


def stopped(at: float, software: str) -> bytes:
    """Return what the school says itself before it goes."""
    return _written({"state": "offline", "reason": "stopped", "at": timestamp(at), "software": software})


def lost(connected_at: float, software: str) -> bytes:
    """Return the last will: what the broker says for a school that went without a word."""
    return _written(
        {"state": "offline", "reason": "lost", "connected_at": timestamp(connected_at), "software": software}
    )


def _written(members: dict[str, Json]) -> bytes:
    """Return JSON in one line."""
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
