"""Who carried a pendant when it was pressed, for the messages to endpoints that may know it.

Names are in memory only while there is such an endpoint, because a press must not wait for the disk. They go into
these messages and nowhere else.
"""

from collections.abc import Callable, Mapping, Sequence
import logging
from typing import TYPE_CHECKING, Any

from homeassistant.core import CALLBACK_TYPE, callback

from .const import CONF_TELL_HOLDERS
from .core.events import Event, Imported, ImportUndone, PeopleChanged, Press
from .ledger import LedgerError, Person
from .listeners import SITE

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

type HolderOf = Callable[[Press], str | None]


def nobody(_press: Press) -> str | None:
    """Name no holder."""
    return None


class Holders:
    """The names of everybody on the roster, while somebody is to be told them."""

    def __init__(self, site: Site) -> None:
        """Know nobody yet."""
        self._site = site
        self._names: dict[str, str] = {}
        self._wanted = False
        self._reading = False
        self._again = False
        self._unsubscribe: CALLBACK_TYPE | None = None

    async def async_start(self) -> None:
        """Know everybody before the first message, and follow who is added, renamed and forgotten."""
        self._unsubscribe = self._site.presses.add(SITE, self._happened)
        if self._wanted:
            await self._async_read()

    def stop(self) -> None:
        """Know nobody any more."""
        self._names = {}
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @callback
    def follow(self, *, wanted: bool) -> None:
        """Take whether any endpoint may know names."""
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if wanted:
            self._read_soon()
        else:
            self._names = {}

    def told_to(self, settings: Mapping[str, Any]) -> HolderOf:
        """Return what names the holder of a press for an endpoint with these settings."""
        return self._holder if settings.get(CONF_TELL_HOLDERS, False) else nobody

    def _holder(self, press: Press) -> str | None:
        """Return who carried a pendant when it was pressed; None if it changed hands since, or nobody knows."""
        people = self._site.people
        held = people.custody(press.device_id) if press.device_id is not None else None
        if held is None or held.since > press.at:
            return None
        person_id = people.holder(held.device_id)
        return (self._names.get(person_id) or None) if person_id is not None else None

    @callback
    def _happened(self, event: Event) -> None:
        """Follow the roster."""
        if self._wanted and isinstance(event, (PeopleChanged, Imported, ImportUndone)):
            self._read_soon()

    @callback
    def _read_soon(self) -> None:
        """Read the names, once for the changes of one moment."""
        self._again = True
        if not self._reading and self._unsubscribe is not None:
            self._reading = True
            _ = self._site.entry.async_create_task(self._site.hass, self._async_read(), "duress holders")

    async def _async_read(self) -> None:
        """Read the names; without a disk those that are known stay."""
        try:
            self._again = True
            while self._again and self._wanted:
                self._again = False
                self._take(await self._site.people.store.people())
        except LedgerError as error:
            _LOGGER.warning("The roster cannot be read, so messages may not say who carries a pendant: %s", error)
        finally:
            self._reading = False

    def _take(self, people: Sequence[Person]) -> None:
        """Know these people, unless nobody is to be told of them any more."""
        self._names = {one.person_id: one.name for one in people} if self._wanted else {}
