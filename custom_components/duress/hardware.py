"""Which hardware each transmitter was when, so that a printed serial number leads to its history for ever."""

import asyncio
import logging
from typing import TYPE_CHECKING

from homeassistant.core import callback

from .core.events import Actor, DeviceReplaced, Event
from .core.moment import Moment
from .echostream import Mid, format_uid, make_uid, parse_uid, serial_of
from .ledger import Hardware, LedgerError
from .record import entry_of

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)


class HardwareLog:
    """Notes what is installed, and that a transmitter got new hardware, also if that happened while nothing ran."""

    def __init__(self, site: Site) -> None:
        """Know nothing yet."""
        self._site = site
        self._uids: dict[str, str] = {}
        self._actors: dict[str, Actor | None] = {}
        self._pending: set[asyncio.Task[None]] = set()

    async def async_load(self) -> None:
        """Take up what was installed when the site last ran; raises LedgerError."""
        stored = await self._site.record.ledger.people.hardware()
        self._uids = {one.device_id: one.uid for one in stored if one.until is None}

    @callback
    def expect(self, device_id: str, actor: Actor | None) -> None:
        """Say who is about to give a transmitter new hardware."""
        self._actors[device_id] = actor

    @callback
    def installed(self, now: Moment) -> None:
        """Compare what is installed with what was, and note each difference once."""
        uids = {key: format_uid(one.uid) for key, one in self._site.school.roster.transmitters.items()}
        changed: dict[str, str | None] = {key: uid for key, uid in uids.items() if self._uids.get(key) != uid}
        changed |= dict.fromkeys(self._uids.keys() - uids.keys())
        if not changed:
            return
        events = [
            self._replaced(key, self._uids[key], uid, now) for key, uid in changed.items() if uid and key in self._uids
        ]
        self._uids = uids
        task = self._site.hass.async_create_task(self._store(changed, events, now), "duress hardware", eager_start=True)
        if not task.done():
            self._pending.add(task)
            task.add_done_callback(self._pending.discard)

    async def async_stop(self) -> None:
        """Finish what is being stored."""
        if self._pending:
            await asyncio.wait(self._pending)

    async def async_device_with(self, serial: int, utc: float) -> str | None:
        """Return which device had a printed serial number at a time (UTC s), installed or not; raises LedgerError.

        What it was before anything was noted is what it was first.
        """
        uid = format_uid(make_uid(Mid.END_DEVICE, serial))
        stored = await self._site.record.ledger.people.hardware()
        first = {one.device_id: one for one in reversed(stored)}
        fitting = [one for one in stored if one.uid == uid and _covers(one, utc, is_first=first[one.device_id] is one)]
        return fitting[-1].device_id if fitting else None

    def _replaced(self, device_id: str, before: str, after: str, now: Moment) -> Event:
        """Return that a transmitter is other hardware now."""
        return DeviceReplaced(
            event_id=self._site.school.new_id(now, "replaced", device_id),
            at=now.utc,
            device_id=device_id,
            label=self._site.school.roster.transmitters[device_id].label,
            before=serial_of(parse_uid(before)),
            after=serial_of(parse_uid(after)),
            actor=self._actors.pop(device_id, None),
        )

    async def _store(self, changed: dict[str, str | None], events: list[Event], now: Moment) -> None:
        """Store what changed with its entries, then tell of it."""
        entries = [entry_of(event) for event in events]
        try:
            await self._site.record.ledger.people.put_hardware(changed, now.utc, entries)
        except LedgerError as error:
            _LOGGER.warning("Which hardware is installed could not be stored; it is tried at the next start: %s", error)
        await self._site.happened(events, now)


def _covers(hardware: Hardware, utc: float, *, is_first: bool) -> bool:
    """Whether a device was this hardware at a time."""
    return (is_first or hardware.since <= utc) and (hardware.until is None or utc < hardware.until)
