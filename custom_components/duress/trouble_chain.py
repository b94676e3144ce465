"""Which messages about a trouble were told before, so that each can refer to those before it."""

from collections.abc import Iterable
from typing import Final

from .core.events import Event, TroubleEnded, TroubleEscalated, TroubleStarted
from .ledger import Entry
from .monitoring import Earlier, NoticeType

_TOLD: Final = (NoticeType.TROUBLE_STARTED, NoticeType.TROUBLE_ESCALATED)


class TroubleChain:
    """The messages about each open trouble, the oldest first."""

    def __init__(self) -> None:
        """Start with no trouble."""
        self._told: dict[str, list[Earlier]] = {}

    def resume(self, entries: Iterable[Entry]) -> None:
        """Take over what the ledger has about troubles that are still open after a restart."""
        for entry in entries:
            if entry.trouble_id is not None and entry.kind in _TOLD:
                self._told.setdefault(entry.trouble_id, []).append(Earlier(event_id=entry.event_id, at=entry.at))

    def before(self, event: Event) -> tuple[Earlier, ...]:
        """Return what was told before an event, and keep the event for those that follow."""
        if not isinstance(event, (TroubleStarted, TroubleEscalated, TroubleEnded)):
            return ()
        earlier = tuple(one for one in self._told.get(event.trouble_id, ()) if one.event_id != event.event_id)
        if isinstance(event, TroubleEnded):
            self._told.pop(event.trouble_id, None)
        else:
            self._told[event.trouble_id] = [*earlier, Earlier(event_id=event.event_id, at=event.at)]
        return earlier
