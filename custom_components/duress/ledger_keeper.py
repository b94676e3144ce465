"""The ledger's night: checked, and freed of what is over. A flaw is a repair issue until a check finds none.

The newest hash found sound is written to a file of its own beside the ledger, so that a ledger that was cut, exchanged
or written anew does not pass.
"""

from collections.abc import Mapping
from datetime import datetime
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util
from homeassistant.util.file import write_utf8_file_atomic

from . import clock, issues
from .ledger import DEFAULT_YEARS, Category, Flaw, Head, LedgerError, Purged, Verification

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

CONF_RETENTION: Final = "retention"
YEARS: Final = (1, 30)
"""Fewest and most years that can be set."""

NIGHT: Final = (3, 40)
"""Hour and minute, local: nobody is at school, and backups are made later."""


class LedgerKeeper:
    """Looks after the ledger of a running site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site."""
        self._site = site
        self._file = Path(site.hass.config.path("duress", f"{site.entry.entry_id}.head.json"))
        self._cancel: CALLBACK_TYPE | None = None

    async def async_start(self) -> None:
        """Begin to look after it each night; a ledger begun anew has nothing to be compared with."""
        if self._site.record.ledger.set_aside is not None:
            await self._site.hass.async_add_executor_job(lambda: self._file.unlink(missing_ok=True))
        hour, minute = NIGHT
        self._cancel = async_track_time_change(self._site.hass, self._night, hour=hour, minute=minute, second=0)

    @callback
    def stop(self) -> None:
        """Look after it no more."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    async def async_verify(self) -> Verification:
        """Check the whole ledger, and show or take back the repair issue; raises LedgerError."""
        hass, entry_id = self._site.hass, self._site.entry.entry_id
        witness = await hass.async_add_executor_job(_read, self._file)
        found = await self._site.record.ledger.upkeep.verify(witness)
        if found.flaw is not None:
            _LOGGER.error("The ledger of %s is not as it was written: %s", self._site.entry.title, found.flaw)
            issues.ledger_flawed(hass, entry_id, found.flaw.kind, found.flaw.seq, told_time(found.flaw))
            return found
        issues.ledger_sound(hass, entry_id)
        if not self._site.record.ledger.in_memory:
            try:
                await hass.async_add_executor_job(_write, self._file, found.head)
            except OSError as error:
                _LOGGER.warning("The ledger's newest hash could not be written down: %s", error)
        return found

    async def async_purge(self) -> list[Purged]:
        """Remove what is over; raises LedgerError."""
        now = clock.now()
        school = self._site.school
        years = years_of(self._site.entry.options)
        return await self._site.record.ledger.upkeep.purge(years, now.utc, lambda: school.new_id(now, "purge"))

    async def _night(self, _now: datetime) -> None:
        """Check, and only then remove: what is not as it was written stays for whoever looks into it."""
        try:
            if (await self.async_verify()).flaw is None:
                await self.async_purge()
        except LedgerError as error:
            _LOGGER.warning("The ledger could not be looked after tonight: %s", error)


def years_of(options: Mapping[str, Any]) -> dict[Category, int]:
    """Return how many years each category is kept; what cannot be read is as it is by default."""
    stored = options.get(CONF_RETENTION)
    fewest, most = YEARS
    found = dict(DEFAULT_YEARS)
    for category in Category:
        value = stored.get(category) if isinstance(stored, Mapping) else None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and fewest <= value <= most:
            found[category] = int(value)
    return found


def told_time(flaw: Flaw) -> str:
    """Return when the entry with a flaw was written, in local time; "?" if that is not known."""
    return "?" if flaw.at is None else dt_util.as_local(dt_util.utc_from_timestamp(flaw.at)).isoformat(" ", "seconds")


def _read(file: Path) -> Head | None:
    """Return the head that was written down; None if there is none or it is damaged."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Head(seq=int(data["seq"]), hash=bytes.fromhex(data["hash"]))
    except OSError, ValueError, TypeError, KeyError:
        return None


def _write(file: Path, head: Head) -> None:
    """Write a head down."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_utf8_file_atomic(str(file), json.dumps({"seq": head.seq, "hash": head.hash.hex()}))
