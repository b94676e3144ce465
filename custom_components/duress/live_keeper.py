"""Whether somebody said that the school is live: an act of a person, kept as long as the site, never worked out."""

import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback

from . import clock
from .core.events import Actor, Event, LiveDeclared
from .core.first_run import CheckKey
from .core.records import from_data, name_of, to_data
from .ledger import LedgerError
from .listeners import LIVE

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

_SAID: Final = "live_declared"


class LiveKeeper:
    """What was last said of it at a site; `said` is None if nothing was."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is known yet."""
        self._site = site
        self.said: LiveDeclared | None = None

    async def async_load(self) -> None:
        """Take up what was said last; beside the ledger, because an entry is removed after some years."""
        try:
            kept = await self._site.record.ledger.get_value(_SAID)
            said: Event | None = None if kept is None else from_data(_SAID, kept)
        except (LedgerError, ValueError) as error:
            _LOGGER.warning("Whether the school was said to be live cannot be read: %s", error)
            return
        if isinstance(said, LiveDeclared):
            self.said = said

    async def async_say(self, *, live: bool, actor: Actor, reason: str, unmet: list[CheckKey]) -> LiveDeclared:
        """Note that somebody says so; returns once it is stored. Raises LedgerError."""
        now = clock.now()
        said = LiveDeclared(
            event_id=self._site.school.new_id(now, "live"),
            at=now.utc,
            live=live,
            actor=actor,
            reason=reason,
            open=tuple(map(str, unmet)),
        )
        await self._site.happened([said], now)
        await self._site.record.ledger.set_value(name_of(said), to_data(said))
        self.said = said
        self._tell()
        return said

    @callback
    def _tell(self) -> None:
        """Tell consoles."""
        self._site.entities.call([LIVE])
