"""The survey of a running site: presses whose room is known, the model they make, and where its listeners hang.

It is stored first, every change as a version of its own; then it takes effect. The model is never stored: a start fits
it anew, in the background.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.helpers import area_registry as ar

from . import clock
from .const import DOMAIN
from .core.events import Actor, Event, SurveyChanged, SurveyReason
from .core.location import Source, SurveyPress
from .core.location.exchange import ImportPlan, Listener
from .core.location.model import Layout, Model
from .core.location.twins import Twins
from .core.moment import Moment
from .core.roster import Role, Room
from .echostream import format_uid
from .installed import room_by_id
from .ledger import LedgerError, ListenerFact, StoredPress, StoredRoom, StoredWalk, SurveyChange
from .listeners import SURVEY
from .model_keeper import ModelKeeper
from .record import entry_of
from .walks import Walks

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

MOST_ROOMS: Final = 20
"""Rooms that are named in an event."""


class Surveyor:
    """The survey of a running site. Changes raise LedgerError when they cannot be stored, and then nothing changes."""

    def __init__(self, site: Site) -> None:
        """Know nothing yet."""
        self._site = site
        self.store = site.record.ledger.survey
        self.presses: tuple[SurveyPress, ...] = ()
        """Those of the current version, check walks included, in the order they were made."""
        self.version = 0
        self.model: Model | None = None
        self.layout = Layout({}, {})
        self.since: Mapping[str, float] = {}
        """Since when (UTC s) listeners hang where they hang, of those that were moved, replaced or added later."""
        self.rooms: Mapping[str, Room] = {}
        """Every room there is or was surveyed, by its id; one whose area is gone as it was called last."""
        self.twins: Sequence[Twins] = ()
        """Rooms that sound alike, the worst first; known a while after the model."""
        self.keeper = ModelKeeper(
            site, lambda: (self.presses, self.layout, self.since), self._fitted, self._twins_found
        )
        self.walks = Walks(site, self)
        self._known: dict[str, Room] = {}
        self._facts: dict[str, ListenerFact] = {}
        self._lock = asyncio.Lock()
        self._keeping: set[asyncio.Task[None]] = set()

    # Life of the site

    async def async_load(self) -> None:
        """Take up the survey; if it cannot be read, rooms are found without one."""
        try:
            stored = await self.store.load()
        except LedgerError as error:
            _LOGGER.error("The survey cannot be read, so rooms are found without it: %s", error)  # noqa: TRY400 - the sentence says all
            return
        if stored.unreadable:
            _LOGGER.error("%d damaged rows of the survey are left out", stored.unreadable)
        self.version = stored.version
        self.presses = _in_order(map(_press, stored.presses))
        self._known = {room.room_id: _room(room) for room in stored.rooms}
        self._facts = {fact.listener_id: fact for fact in stored.listeners}
        self.walks.load(stored.walks)

    @callback
    def start(self) -> None:
        """Begin to fit, and to follow walks."""
        self.keeper.start()
        self.walks.start()

    async def async_stop(self) -> None:
        """Fit no more and finish what is being stored."""
        self.keeper.stop()
        await self.walks.async_stop()
        if self._keeping:
            await asyncio.wait(self._keeping)

    @callback
    def installed(self, now: Moment) -> None:
        """Follow rooms, floors and listeners as they are now."""
        self._follow_listeners(now)
        self._follow_places()

    # What is surveyed

    def of_room(self, room_id: str) -> list[SurveyPress]:
        """Return the presses of a room that the model is made of."""
        return [one for one in self.presses if one.room_id == room_id and one.source is not Source.CHECK]

    async def async_add(
        self,
        presses: Sequence[SurveyPress],
        actor: Actor,
        *,
        why: SurveyReason = SurveyReason.EVIDENCE,
        without: Collection[str] = (),
        reason: str = "",
    ) -> int:
        """Add presses, in place of others (by id); one that is known is moved to its room. Return the version."""
        async with self._lock:
            known = {one.press_id: one for one in self.presses}
            leaving = {press_id: known[press_id] for press_id in without if press_id in known}
            fresh = {one.press_id: one for one in presses if known.get(one.press_id) != one}
            leaving |= {press_id: known[press_id] for press_id in fresh if press_id in known}
            return await self._change(list(fresh.values()), leaving, actor, why, reason)

    async def async_remove(self, press_ids: Collection[str], actor: Actor, reason: str = "") -> int:
        """Take presses out of the survey; return the version."""
        return await self.async_add([], actor, why=SurveyReason.REMOVE, without=press_ids, reason=reason)

    async def async_import(self, plan: ImportPlan, actor: Actor) -> int:
        """Carry out the plan of an import, all of it or nothing; return the version."""
        async with self._lock:
            facts = [
                replace(fact, since=max(fact.since, since))
                for key, since in sorted(plan.since.items())
                if (fact := self._facts.get(key)) is not None
            ]
            here = {one.press_id: one for one in self.presses}
            leaving = {key: here[key] for key in plan.leaving if key in here}
            leaving |= {one.press_id: here[one.press_id] for one in plan.coming if one.press_id in here}
            return await self._change(plan.coming, leaving, actor, SurveyReason.IMPORT, listeners=facts)

    async def async_at_version(self, version: int) -> tuple[SurveyPress, ...]:
        """Return the presses of a version, also of one that is over."""
        return _in_order(map(_press, await self.store.at_version(version)))

    async def async_move_room(self, old_id: str, new_id: str, actor: Actor) -> int:
        """Have what was surveyed in one room count for another, because its area was deleted or merged.

        A listener that hung in the old room hangs in the new one without having been moved. Return the version.
        """
        async with self._lock:
            facts = [replace(one, room_id=new_id) for one in self._facts.values() if one.room_id == old_id]
            leaving = {one.press_id: one for one in self.presses if one.room_id == old_id}
            if not leaving and facts:
                await self.store.put_listeners(facts)
                self._take_facts(facts)
            fresh = [replace(one, room_id=new_id) for one in leaving.values()]
            return await self._change(fresh, leaving, actor, SurveyReason.MOVE, listeners=facts)

    async def async_take(
        self,
        press: SurveyPress | None,
        leaving: Sequence[SurveyPress],
        walk: StoredWalk,
        event_of: Callable[[int], Event],
    ) -> int:
        """Take a press of a walk, in place of others, and keep where the walk stands, all in one; return the version.

        Without a press only that is kept. `event_of` says what happened, with the version it made.
        """
        async with self._lock:
            gone = {one.press_id: one for one in leaving}
            return await self._store([press] if press is not None else [], gone, SurveyReason.WALK, event_of, walk)

    async def _change(
        self,
        fresh: Sequence[SurveyPress],
        leaving: Mapping[str, SurveyPress],
        actor: Actor,
        why: SurveyReason,
        reason: str = "",
        listeners: Sequence[ListenerFact] = (),
    ) -> int:
        """Make a new version with an event that says who did; without a change there is none."""
        if not fresh and not leaving:
            return self.version

        def event_of(version: int) -> Event:
            now = clock.now()
            rooms = dict.fromkeys(one.room_id for one in (*fresh, *leaving.values()))
            return SurveyChanged(
                event_id=self._site.school.new_id(now, "survey", version),
                at=now.utc,
                version=version,
                why=why,
                added=len(fresh),
                removed=len(leaving),
                actor=actor,
                rooms=tuple(map(self.room, [*rooms][:MOST_ROOMS])),
                reason=reason.strip(),
            )

        return await self._store(fresh, leaving, why, event_of, listeners=listeners)

    async def _store(
        self,
        fresh: Sequence[SurveyPress],
        leaving: Mapping[str, SurveyPress],
        why: SurveyReason,
        event_of: Callable[[int], Event],
        walk: StoredWalk | None = None,
        listeners: Sequence[ListenerFact] = (),
    ) -> int:
        """Store a change with its event and let it take effect."""
        event = event_of(self.version + bool(fresh or leaving))
        rooms = list(map(self.room, dict.fromkeys(one.room_id for one in (*fresh, *leaving.values()))))
        change = SurveyChange(
            at=event.at,
            why=why,
            without=frozenset(leaving),
            presses=tuple(map(_stored_press, fresh)),
            rooms=tuple(map(_stored_room, rooms)),
            listeners=tuple(listeners),
            walk=walk,
        )
        self.version = await self.store.change(change, [entry_of(event)])
        self._known |= {room.room_id: room for room in rooms}
        self._take_facts(listeners)
        if fresh or leaving:
            self.presses = _in_order([*(one for one in self.presses if one.press_id not in leaving), *fresh])
            self._follow_places()
        self.tell()
        await self._site.happened([event], clock.now())
        return self.version

    # Rooms and listeners

    def room(self, room_id: str) -> Room:
        """Return a room as it is called now, else as it was called last."""
        found = room_by_id(self._site.hass, self._site.entry, room_id)
        return found or self._known.get(room_id) or Room(room_id=room_id, name=room_id)

    def known_rooms(self) -> dict[str, Room]:
        """Return the rooms that the model knows and that there still are, by their id."""
        surveyed = self.model.rooms if self.model is not None else ()
        return {one: room for one in surveyed if (room := room_by_id(self._site.hass, self._site.entry, one))}

    def is_gone(self, room_id: str) -> bool:
        """Whether there is no area of a room any more."""
        return ar.async_get(self._site.hass).async_get_area(room_id) is None

    def to_walk(self) -> dict[str, Room]:
        """Return the rooms to be surveyed: all there are, or, beside other sites, those of the floors of this one."""
        rooms = {room_id: room for room_id, room in self.rooms.items() if not self.is_gone(room_id)}
        if len(self._site.hass.config_entries.async_entries(DOMAIN)) < 2:
            return rooms
        own = self._site.school.roster.rooms()
        floors = {room.floor_id for room in own.values()} - {None}
        return {key: room for key, room in rooms.items() if key in own or room.floor_id in floors}

    @callback
    def _follow_places(self) -> None:
        """Take over which room is on which floor, and which listener in which room."""
        areas = [area.id for area in ar.async_get(self._site.hass).async_list_areas()]
        surveyed = [one.room_id for one in self.presses]
        self.rooms = {room_id: self.room(room_id) for room_id in dict.fromkeys([*areas, *surveyed])}
        self._site.school.locator.rooms = self.rooms
        homes = {
            listener: fact.room_id
            for listener, fact in sorted(self._facts.items())
            if fact.room_id is not None and listener in self._listeners()
        }
        self.layout = Layout({room_id: room.floor_id for room_id, room in sorted(self.rooms.items())}, homes)
        self.since = {key: fact.since for key, fact in sorted(self._facts.items()) if fact.since > 0}
        self.keeper.refit_soon()

    def _take_facts(self, facts: Iterable[ListenerFact]) -> None:
        """Take over since when listeners hang where they hang."""
        self._facts |= {fact.listener_id: fact for fact in facts}

    def listeners(self, also: Sequence[SurveyPress] = ()) -> list[Listener]:
        """Return what hears presses, and what heard some presses but is gone, as a file names it."""
        roster = self._site.school.roster
        found: list[Listener] = []
        heard = {key for press in also for key in press.heard}
        for key in sorted(heard | self._listeners().keys()):
            device = roster.receivers.get(key) or roster.transmitters.get(key)
            fact = self._facts.get(key)
            found.append(
                Listener(
                    listener_id=key,
                    label=device.label if device is not None else key,
                    uid=fact.uid if fact is not None else "",
                    since=fact.since if fact is not None else 0.0,
                )
            )
        return found

    def _listeners(self) -> dict[str, tuple[str, str | None]]:
        """Return hardware and room of everything that hears presses, by its id; a receiver's hardware is its own."""
        roster = self._site.school.roster
        found = {key: ("", one.room.room_id if one.room else None) for key, one in roster.receivers.items()}
        for key, one in roster.transmitters.items():
            if one.role is Role.REPEATER:
                found[key] = (format_uid(one.uid), one.room.room_id if one.room else None)
        return found

    @callback
    def _follow_listeners(self, now: Moment) -> None:
        """Note who was moved, replaced or added: what was surveyed before says nothing about it any more."""
        changed: list[ListenerFact] = []
        for key, (uid, room_id) in self._listeners().items():
            before = self._facts.get(key)
            # A listener whose area was deleted hangs where it hung.
            room_id = room_id or (before.room_id if before is not None else None)
            since = now.utc if self.presses else 0.0
            if before is not None:
                is_moved = before.room_id not in (None, room_id) or before.uid != uid
                since = now.utc if is_moved else before.since
            fact = ListenerFact(listener_id=key, uid=uid, room_id=room_id, since=since)
            if fact != before:
                self._facts[key] = fact
                changed.append(fact)
        if changed:
            task = self._site.hass.async_create_task(self._async_keep(changed), "duress listeners")
            self._keeping.add(task)
            task.add_done_callback(self._keeping.discard)

    async def _async_keep(self, facts: Sequence[ListenerFact]) -> None:
        """Keep since when listeners hang where they hang."""
        try:
            await self.store.put_listeners(facts)
        except LedgerError as error:
            _LOGGER.warning("Which repeaters were moved is not kept over a restart: %s", error)

    # What follows

    @callback
    def _fitted(self, model: Model | None) -> None:
        """Take over a new model; the next press is placed with it."""
        self.model = self._site.school.locator.model = model
        self.tell()

    @callback
    def _twins_found(self, twins: Sequence[Twins]) -> None:
        """Take over which rooms sound alike."""
        if twins != self.twins:
            self.twins = twins
            self.tell()

    @callback
    def tell(self) -> None:
        """Tell whoever follows the survey that something about it is new."""
        self._site.entities.call([SURVEY])


def _in_order(presses: Iterable[SurveyPress]) -> tuple[SurveyPress, ...]:
    """Return presses in the order they were made."""
    return tuple(sorted(presses, key=lambda one: (one.at, one.press_id)))


def _press(stored: StoredPress) -> SurveyPress:
    """Return a stored press; one whose source nobody knows was pressed on a walk."""
    source = Source(stored.source) if stored.source in set(Source) else Source.WALK
    return SurveyPress(
        press_id=stored.press_id, room_id=stored.room_id, at=stored.at, heard=stored.heard, margins=stored.margins,
        source=source, device_id=stored.device_id,
    )  # fmt: skip


def _stored_press(press: SurveyPress) -> StoredPress:
    """Return a press as it is stored."""
    return StoredPress(
        press_id=press.press_id, room_id=press.room_id, at=press.at, heard=press.heard, margins=press.margins,
        source=press.source, device_id=press.device_id,
    )  # fmt: skip


def _room(stored: StoredRoom) -> Room:
    """Return a room as it was called last."""
    return Room(
        room_id=stored.room_id, name=stored.name, floor_id=stored.floor_id, floor=stored.floor,
        building=stored.building,
    )  # fmt: skip


def _stored_room(room: Room) -> StoredRoom:
    """Return a room as it is stored."""
    return StoredRoom(
        room_id=room.room_id, name=room.name, floor_id=room.floor_id, floor=room.floor, building=room.building
    )
