"""Which endpoint is told of which trouble, and when: at once, with the others of a day, or not at all.

What makes people unsafe or cannot wait for the morning goes out at once, also where the rest is told once a day: nobody
hears presses, a path is lost, somebody is at a case, nobody has seen to something. A lost path is told everywhere, but
never to the endpoint that is lost, before it is back.
"""

from collections.abc import Iterable, Mapping
from datetime import time
from enum import StrEnum
import logging
from typing import Any, Final

from .const import CONF_TELL_TROUBLES
from .core.events import Event, NotListening, TroubleEnded, TroubleEscalated, TroubleEvent, TroubleKind
from .core.roster import Role
from .core.school import School
from .ledger import Entry, Ledger, LedgerError

_LOGGER = logging.getLogger(__name__)

CONF_TROUBLES: Final = "troubles"
CONF_DIGEST_AT: Final = "digest_at"

DIGEST_AT: Final = "07:00:00"

GRAVE: Final = frozenset(
    {
        TroubleKind.LINK_LOST,
        TroubleKind.LINK_FAILURE,
        TroubleKind.PATH_LOST,
        TroubleKind.JAMMED,
        TroubleKind.TAMPER,
        TroubleKind.MAINS_LOST,
    }
)
"""Troubles that wait for no morning. Without mains the battery of a repeater may not last until then."""


class Routing(StrEnum):
    """When an endpoint is told of troubles."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NONE = "none"


def routing_of(settings: Mapping[str, Any]) -> Routing:
    """Return the routing of an endpoint; what was stored before there was a choice says whether it wants any."""
    stored = settings.get(CONF_TROUBLES)
    if stored in list(Routing):
        return Routing(stored)
    return Routing.AT_ONCE if settings.get(CONF_TELL_TROUBLES, True) else Routing.NONE


def digest_at(settings: Mapping[str, Any]) -> time:
    """Return the local time at which an endpoint is told what came together."""
    return time.fromisoformat(str(settings.get(CONF_DIGEST_AT) or DIGEST_AT))


class TroubleRouting:
    """Which troubles each endpoint was told of, so that it is told of their end, too."""

    def __init__(self, school: School) -> None:
        """Start with nothing told."""
        self._school = school
        self._told: dict[str, set[str]] = {}

    async def async_resume(self, ledger: Ledger, entries: Iterable[Entry]) -> None:
        """Take over from the ledger what was told of the troubles that are open after a restart."""
        troubles = {one.event_id: one.trouble_id for one in entries if one.trouble_id is not None}
        try:
            told = await ledger.told(list(troubles))
        except LedgerError as error:
            _LOGGER.warning("Which endpoints know of open troubles cannot be read: %s", error)
            return
        for event_id, endpoint_id in told:
            self.note(troubles[event_id], [endpoint_id])

    def note(self, trouble_id: str, endpoint_ids: Iterable[str]) -> None:
        """Note who is told of a trouble that is open."""
        self._told.setdefault(trouble_id, set()).update(endpoint_ids)

    def over(self, trouble_id: str) -> None:
        """Forget a trouble that is over."""
        self._told.pop(trouble_id, None)

    def was_told(self, trouble_id: str, endpoint_id: str) -> bool:
        """Whether an endpoint knows of an open trouble."""
        return endpoint_id in self._told.get(trouble_id, ())

    def is_told(self, event: Event, endpoint_id: str, settings: Mapping[str, Any]) -> bool:
        """Whether an endpoint is told of an event now."""
        if isinstance(event, TroubleEvent) and event.kind is TroubleKind.PATH_LOST:
            return isinstance(event, TroubleEnded) or event.device_id != endpoint_id
        match routing_of(settings), event:
            case Routing.DIGEST, TroubleEnded(trouble_id=trouble_id):
                return self.was_told(trouble_id, endpoint_id)
            case Routing.DIGEST, _:
                return self.is_grave(event)
            case routing, _:
                return routing is Routing.AT_ONCE

    def is_grave(self, event: Event) -> bool:
        """Whether an event waits for no digest; a missing repeater leaves a part of the school unheard."""
        match event:
            case NotListening() | TroubleEscalated():
                return True
            case TroubleEvent(kind=TroubleKind.MISSING, device_id=device_id):
                transmitter = self._school.roster.transmitters.get(device_id)
                return transmitter is not None and transmitter.role is Role.REPEATER
            case TroubleEvent(kind=kind):
                return kind in GRAVE
        return False
