"""Evidence from earlier presses: somebody says in which room a press of a test or an incident really was."""

from typing import Final

from .core.events import Event, HeardAt, PressHeard, PressTested
from .core.location import Source, SurveyPress, levels_of
from .core.records import from_data
from .ledger import Entry
from .site import Site

MOST_PAGES: Final = 400
"""Pages of the ledger that are looked through for a press, the newest first."""

_PAGE: Final = 500
_KINDS: Final = frozenset({"press_heard", "press_tested"})


class NoEvidenceError(Exception):
    """What was heard of a press is not in the ledger."""


async def async_evidence(site: Site, room_id: str, press_id: str | None, incident_id: str | None) -> SurveyPress:
    """Return a press as evidence for a room; of an incident it is the first press, unless another is named.

    Raises NoEvidenceError or LedgerError.
    """
    await site.record.async_finish()
    if incident_id is not None:
        entries = await site.record.ledger.entries(incident_id=incident_id, limit=1000)
        heard = [event for entry in reversed(entries) if (event := _heard(entry)) is not None]
        found = next((one for one in heard if press_id in (None, one.press_id)), None)
    else:
        found = await _async_find(site, press_id or "")
    if found is None or not found.heard:
        raise NoEvidenceError
    return _press(found, found.heard, room_id)


async def _async_find(site: Site, press_id: str) -> PressHeard | PressTested | None:
    """Return what was heard of a press, if it is among the latest of the ledger; page by page, so that events go on."""
    before: int | None = None
    for _ in range(MOST_PAGES):
        page = await site.record.ledger.entries(before_seq=before, limit=_PAGE)
        for entry in page:
            if entry.kind in _KINDS and entry.data.get("press_id") == press_id:
                return _heard(entry)
        if len(page) < _PAGE:
            return None
        before = page[-1].seq
    return None


def _heard(entry: Entry) -> PressHeard | PressTested | None:
    """Return an entry as what was heard of a press; None if it is something else or damaged."""
    if entry.kind not in _KINDS:
        return None
    try:
        event: Event = from_data(entry.kind, entry.data)
    except ValueError:
        return None
    return event if isinstance(event, (PressHeard, PressTested)) else None


def _press(event: PressHeard | PressTested, heard: tuple[HeardAt, ...], room_id: str) -> SurveyPress:
    """Return it as a press of the survey."""
    return SurveyPress(
        press_id=event.press_id,
        room_id=room_id,
        at=event.at,
        heard=levels_of(heard),
        margins={one.listener: float(one.margin) for one in heard},
        source=Source.TEST if isinstance(event, PressTested) else Source.INCIDENT,
        device_id=event.device_id,
    )
