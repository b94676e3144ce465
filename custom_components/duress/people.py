"""Who carries what at a site: lives, holders and loans of its transmitters, kept here without anybody's name.

Names are in the ledger's roster store and are read only for callers who may know them. A change is stored together
with its event first; then it takes effect, without a reload.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.util import dt as dt_util

from . import clock
from .access import is_named
from .core.events import Actor, Event, HolderChanged, Imported, LifeChanged, PeopleChanged
from .core.gaps import Holding
from .core.moment import Moment
from .core.roster import Life
from .hardware import HardwareLog
from .ledger import Custody, ImportRecord, LedgerError, NewCustody, Person, Snapshot
from .monitoring import without_holder
from .record import entry_of
from .reminders import Reminders, remind_at

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

NEEDS_REASON: Final = frozenset({Life.LOST, Life.IN_REPAIR, Life.RETIRED, Life.AWAY})
"""Lives that nobody understands later without a reason."""

WITHOUT_HOLDER: Final = frozenset({Life.IN_STOCK, Life.RETIRED})
"""Lives in which a device belongs to nobody; in all others the holder stays."""

_YEAR_END: Final = "year_end"


class UnknownPersonError(Exception):
    """There is nobody with this id on the roster; nothing was changed."""


class NoHolderError(Exception):
    """A loan needs somebody it is lent to; nothing was changed."""


class NameInReasonError(Exception):
    """A reason is shown in the logbook, so it may name nobody on the roster; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a device is to stand; `due` is UTC seconds and only for loans."""

    device_id: str
    life: Life
    person_id: str | None = None
    due: float | None = None


class People:
    """The roster of a running site. Changes raise LedgerError when they cannot be stored, and then nothing changes."""

    def __init__(self, site: Site) -> None:
        """Know nothing yet."""
        self._site = site
        self.store = site.record.ledger.people
        self.hardware = HardwareLog(site)
        self.reminders = Reminders(site, self)
        self._held: dict[str, Custody] = {}
        self._known: frozenset[str] = frozenset()
        self._year_end = 0.0
        self._unreturned: frozenset[str] = frozenset()
        self._lock = asyncio.Lock()
        self._started = False

    # Life of the site

    async def async_load(self) -> None:
        """Take up how everything stood; if that cannot be read, every device counts as assigned and is watched."""
        try:
            await self._async_read()
            year_end = await self._site.record.ledger.get_value(_YEAR_END)
            await self.hardware.async_load()
        except LedgerError as error:
            _LOGGER.error("The roster cannot be read, so every transmitter counts as assigned: %s", error)  # noqa: TRY400 - the sentence says all
            return
        if isinstance(year_end, dict) and isinstance(at := year_end.get("at"), float):
            unreturned = year_end.get("unreturned")
            self._year_end = at
            self._unreturned = frozenset(map(str, unreturned)) if isinstance(unreturned, list) else frozenset()

    def start(self, now: Moment) -> None:
        """Begin to follow what is installed and to remind."""
        self._started = True
        self.installed(now)

    def installed(self, now: Moment) -> None:
        """Follow what is installed now."""
        if self._started:
            self.hardware.installed(now)
            self.reminders.update()

    async def async_stop(self) -> None:
        """Stop reminding and finish what is being stored."""
        self._started = False
        self.reminders.clear()
        await self.hardware.async_stop()

    # How it stands

    def life(self, device_id: str) -> Life:
        """Return the life of a device; one nobody ever said anything about is assigned, so that it is watched."""
        held = self._held.get(device_id)
        return Life.ASSIGNED if held is None else _life(held.life)

    def standing(self, device_id: str) -> tuple[Life, float | None]:
        """Return the life of a device and since when (UTC s); no moment if nobody ever said anything about it."""
        held = self._held.get(device_id)
        return (Life.ASSIGNED, None) if held is None else (_life(held.life), held.since)

    def custody(self, device_id: str) -> Custody | None:
        """Return the current stretch of a device; None if nobody ever said anything about it."""
        return self._held.get(device_id)

    def holder(self, device_id: str) -> str | None:
        """Return the id of who holds a device; None also if it is somebody who was forgotten."""
        held = self._held.get(device_id)
        return held.person_id if held is not None and held.person_id in self._known else None

    @property
    def known(self) -> frozenset[str]:
        """The ids of everybody on the roster."""
        return self._known

    def holdings(self) -> list[Holding]:
        """Return how each installed pendant and button stands, by label."""
        transmitters = self._site.school.roster.transmitters.values()
        holdings = [
            Holding(
                device_id=one.device_id,
                label=one.label,
                role=one.role,
                life=self.life(one.device_id),
                person_id=self.holder(one.device_id),
            )
            for one in transmitters
            if one.role.calls_for_help
        ]
        return sorted(holdings, key=lambda holding: (holding.label, holding.device_id))

    def held_by(self, person_id: str) -> list[Holding]:
        """Return what somebody carries."""
        return [holding for holding in self.holdings() if holding.is_carried and holding.person_id == person_id]

    def perhaps_lost(self) -> list[Holding]:
        """Return the pendants that did not come back at the last year's end and about which nothing was said since."""
        return [
            holding
            for holding in self.holdings()
            if holding.is_carried
            and holding.device_id in self._unreturned
            and ((held := self._held.get(holding.device_id)) is None or held.since <= self._year_end)
        ]

    # What people do

    async def async_assign(
        self,
        holders: Mapping[str, str | None],
        actor: Actor,
        *,
        reason: str = "",
        life: Life = Life.ASSIGNED,
        due: float | None = None,
        people: Sequence[Person] = (),
        swap: bool = False,
    ) -> list[Event]:
        """Give devices to people (by id), who may be new, all in one transaction; return what that changed.

        A loan without `due` (UTC seconds) is due at the next time loans are reminded of. With `swap`, what these
        people carried until now goes back to stock. Raises UnknownPersonError, NoHolderError, NameInReasonError,
        StaffIdTakenError or LedgerError.
        """
        async with self._lock:
            return await self._assign(holders, actor, reason, life, due, people, swap=swap)

    async def _assign(
        self,
        holders: Mapping[str, str | None],
        actor: Actor,
        reason: str,
        life: Life,
        due: float | None,
        people: Sequence[Person],
        *,
        swap: bool,
    ) -> list[Event]:
        """Do that while nobody else changes the roster."""
        receiving = {person_id for person_id in holders.values() if person_id is not None}
        if unknown := receiving - self._known - {person.person_id for person in people}:
            raise UnknownPersonError(min(unknown))
        changes = [self._change(device_id, life, person_id, due) for device_id, person_id in holders.items()]
        if swap:
            given_back = (one for person_id in sorted(receiving) for one in self.held_by(person_id))
            changes += [
                Change(device_id=one.device_id, life=Life.IN_STOCK)
                for one in given_back
                if one.device_id not in holders
            ]
        return await self._change_all(changes, actor, reason, people)

    async def async_set_life(
        self, device_ids: Iterable[str], life: Life, actor: Actor, reason: str = "", due: float | None = None
    ) -> list[Event]:
        """Bring devices to a life; the holder stays where that makes sense. Raises as `async_assign` does."""
        async with self._lock:
            changes = [
                self._change(key, life, None if life in WITHOUT_HOLDER else self.holder(key), due) for key in device_ids
            ]
            return await self._change_all(changes, actor, reason)

    async def async_put_people(self, people: Sequence[Person], actor: Actor) -> None:
        """Add or change people; raises StaffIdTakenError or LedgerError."""
        async with self._lock:
            await self._change_all([], actor, people=people)

    async def async_year_end(self, device_ids: Collection[str] | None, actor: Actor, reason: str = "") -> list[Holding]:
        """Take back the given pendants, or all that are carried; return those that did not come back."""
        carried = [holding for holding in self.holdings() if holding.is_carried]
        returned = [one.device_id for one in carried if device_ids is None or one.device_id in device_ids]
        await self.async_set_life(returned, Life.IN_STOCK, actor, reason)
        unreturned = [one for one in carried if one.device_id not in returned]
        ids = [one.device_id for one in unreturned]
        self._year_end, self._unreturned = clock.now().utc, frozenset(ids)
        await self._site.record.ledger.set_value(_YEAR_END, {"at": self._year_end, "unreturned": [*ids]})
        return unreturned

    async def async_forget(self, person_ids: Collection[str], actor: Actor, reason: str = "") -> int:
        """Remove people for good and return how many there were; what they carried is without a holder then."""
        async with self._lock:
            gone = self._known & set(person_ids)
            self._known -= gone  # First, so that no message names them from now on.
            try:
                await self.store.remove_people(gone, without_holder)
            except LedgerError:
                self._known |= gone
                raise
            await self._took_effect([self._people_changed(actor, removed=len(gone), reason=reason)] if gone else [])
        return len(gone)

    async def async_restore(self, before: Snapshot, after: Snapshot, actor: Actor, reason: str = "") -> list[Event]:
        """Undo exactly what was done between two snapshots of the store; raises ChangedSinceError or LedgerError."""
        async with self._lock:
            stood = dict(self._held)
            await self.store.restore(before, after)
            await self._async_read()
            changed = [key for key in before.stretches if stood.get(key) != self._held.get(key)]
            events = [
                event
                for key in changed
                if (event := self._event(key, stood.get(key), self._held.get(key), actor, reason)) is not None
            ]
            await self._took_effect(events)
        return events

    async def async_import(
        self, record: ImportRecord, changes: Sequence[Change], people: Sequence[Person], event: Imported, reason: str
    ) -> None:
        """Store all that an import changes, with its one event; the devices may be installed after that.

        Raises StaffIdTakenError or LedgerError.
        """
        async with self._lock:
            dated = (self._change(one.device_id, one.life, one.person_id, one.due) for one in changes)
            begins = [_begins(change, event.actor, reason) for change in dated]
            await self.store.put_import(record, begins, people=people, entries=[entry_of(event)])
            await self._async_read()

    # How that is done

    async def _async_read(self) -> None:
        """Read how everything stands; of people only the ids."""
        self._held = await self.store.current()
        self._known = frozenset(person.person_id for person in await self.store.people())

    async def _change_all(
        self, changes: Sequence[Change], actor: Actor, reason: str = "", people: Sequence[Person] = ()
    ) -> list[Event]:
        """Store how devices and people are to stand and let it take effect; what stands so already is left alone."""
        reason = reason.strip()
        await self._check_reason(reason, people)
        fresh = {change.device_id: _begins(change, actor, reason) for change in changes if not self._stands(change)}
        named = (self._event(key, self._held.get(key), new, actor, reason) for key, new in fresh.items())
        events = [event for event in named if event is not None]
        if people:
            ids = {person.person_id for person in people}
            added = len(ids - self._known)
            events.append(self._people_changed(actor, added=added, changed=len(ids) - added))
        entries = [entry_of(event) for event in events]
        begun = await self.store.change(list(fresh.values()), people=people, entries=entries)
        self._held.update({custody.device_id: custody for custody in begun})
        self._known |= {person.person_id for person in people}
        await self._took_effect(events)
        return events

    async def _took_effect(self, events: list[Event]) -> None:
        """Let the core, the entities, triggers and the logbook know. The events may be stored already."""
        now = clock.now()
        self._site.install(now)
        await self._site.happened(events, now)

    def _change(self, device_id: str, life: Life, person_id: str | None, due: float | None) -> Change:
        """Return a change; a loan must have a holder and gets a time."""
        if life is not Life.LOANED:
            return Change(device_id=device_id, life=life, person_id=person_id)
        if person_id is None:
            raise NoHolderError(device_id)
        return Change(device_id=device_id, life=life, person_id=person_id, due=due or _end_of_day(clock.now().utc))

    def _stands(self, change: Change) -> bool:
        """Whether a device stands as it is to stand; one nobody said anything about has no holder and no loan."""
        held = self._held.get(change.device_id)
        stands = (Life.ASSIGNED, None, None) if held is None else (held.life, held.person_id, held.due)
        return stands == (change.life, change.person_id, change.due)

    def _event(
        self, device_id: str, before: Custody | None, after: Custody | NewCustody | None, actor: Actor, reason: str
    ) -> Event | None:
        """Return what a change is called; None for a device that is not installed any more."""
        transmitter = self._site.school.roster.transmitters.get(device_id)
        if transmitter is None:
            return None
        now = clock.now()
        event_id = self._site.school.new_id(now, "life", device_id)
        was, is_now = (_life(one.life) if one is not None else Life.ASSIGNED for one in (before, after))
        label = transmitter.label
        if was is is_now:
            return HolderChanged(
                event_id=event_id, at=now.utc, device_id=device_id, label=label, life=is_now, actor=actor, reason=reason
            )
        return LifeChanged(
            event_id=event_id, at=now.utc, device_id=device_id, label=label, life=is_now, before=was, actor=actor,
            reason=reason,
        )  # fmt: skip

    def _people_changed(
        self, actor: Actor, *, added: int = 0, changed: int = 0, removed: int = 0, reason: str = ""
    ) -> PeopleChanged:
        """Return how many people were changed."""
        now = clock.now()
        event_id = self._site.school.new_id(now, "people")
        return PeopleChanged(
            event_id=event_id, at=now.utc, added=added, changed=changed, removed=removed, actor=actor, reason=reason
        )

    async def async_check_reason(self, reason: str) -> None:
        """Raise NameInReasonError if a reason has the whole name or surname of somebody on the roster in it."""
        await self._check_reason(reason, ())

    async def _check_reason(self, reason: str, people: Sequence[Person]) -> None:
        """Raise NameInReasonError if a reason has somebody's whole name or surname in it."""
        if reason and (await self.async_is_named(reason) or any(is_named(one.name, reason) for one in people)):
            raise NameInReasonError

    async def async_is_named(self, text: str) -> bool:
        """Whether a text has the whole name or the surname of somebody on the roster in it; raises LedgerError."""
        return any(is_named(one.name, text) for one in await self.store.people())


def _begins(change: Change, actor: Actor, reason: str) -> NewCustody:
    """Return the stretch that a change begins now."""
    return NewCustody(
        device_id=change.device_id,
        life=change.life,
        since=clock.now().utc,
        person_id=change.person_id,
        due=change.due,
        by=actor.user_id or actor.kind,
        reason=reason,
    )


def _life(stored: str) -> Life:
    """Return a stored life; one that a flipped bit made unreadable counts as assigned, so that it is watched."""
    return Life(stored) if stored in Life else Life.ASSIGNED


def _end_of_day(utc: float) -> float:
    """Return when a loan that begins now is due by default: the next time loans are reminded of."""
    today = remind_at(utc)
    return today if today > utc else remind_at((dt_util.utc_from_timestamp(utc) + timedelta(days=1)).timestamp())
