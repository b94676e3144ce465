"""What the ledger has of the last hours, as events: tests, drills, mutes and noted presses are taken up from it."""

from collections.abc import Container
import logging
from typing import Final

from .core.events import BypassEvent, Event, PressNoted, RehearsalEvent
from .core.records import EVENTS, from_data
from .ledger import Ledger

_LOGGER = logging.getLogger(__name__)

LOOK_BACK: Final = 25 * 3600.0
"""Seconds within which everything began that ends by itself."""

LASTING: Final = frozenset(
    name for name, kind in EVENTS.items() if issubclass(kind, (RehearsalEvent, BypassEvent, PressNoted))
)
"""Kinds of entries that say what is on test, in a drill or muted, and which presses patterns still count."""

_PAGE: Final = 500


async def async_recent(ledger: Ledger, since: float, kinds: Container[str] = LASTING) -> list[Event]:
    """Return the events of some kinds since a time (UTC seconds), oldest first; unreadable ones are left out."""
    events: list[Event] = []
    before: int | None = None
    while True:
        page = await ledger.entries(before_seq=before, limit=_PAGE)
        for entry in page:
            if entry.at < since or entry.kind not in kinds:
                continue
            try:
                events.append(from_data(entry.kind, entry.data))
            except ValueError as error:
                _LOGGER.error("Entry %d of the ledger is left out of what is restored: %s", entry.seq, error)  # noqa: TRY400 - the sentence says all
        if len(page) < _PAGE or all(entry.at < since for entry in page):
            return events[::-1]
        before = page[-1].seq
