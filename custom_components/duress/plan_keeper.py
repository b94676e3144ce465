"""The floor plans of a running site and what responders need besides: changed, stored, noted, told to who follows them.

Each change is checked against what its maker saw, so that two people never write over each other unnoticed, and can be
taken back while the site runs.
"""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, Event as BusEvent, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar, floor_registry as fr

from . import clock
from .const import DOMAIN
from .core.events import Acted, Actor, Change as ChangeKind, Event as Happening, Setting, SettingsChanged, Subject
from .core.plans import (
    WHOLE,
    Contact,
    FactKind,
    FullPlanError,
    ImportPlan,
    Pack,
    Picture,
    Plan,
    StalePlanError,
    Verified,
    listener_key,
    look_at,
    room_key,
)
from .listeners import MAP
from .map_places import MapFloor, map_floors
from .pack_pages import version_of
from .phrases import say
from .plan_files import PlanFiles

if TYPE_CHECKING:
    from .site import Site

MOST_STEPS: Final = 50
"""Changes of a floor that can be taken back."""

VERIFY: Final = "verify_pack"
"""What the ledger calls it that somebody says that a page is right."""


class PlanKeeper:
    """All plans of a site, by floor."""

    def __init__(self, site: Site) -> None:
        """Know none yet."""
        self._site = site
        self.files = PlanFiles(Path(site.hass.config.path("duress", f"{site.entry.entry_id}.plans")))
        self.plans: dict[str, Plan] = {}
        self.packs: dict[str, Pack] = {}
        self._before: dict[str, list[Plan]] = {}
        self._lock = asyncio.Lock()
        self._loaded = asyncio.Event()

    @callback
    def start(self) -> list[CALLBACK_TYPE]:
        """Read the plans in the background and follow areas and floors; the returned functions end it."""
        hass, bus = self._site.hass, self._site.hass.bus
        _ = self._site.entry.async_create_background_task(hass, self._async_load(), "duress plans", eager_start=True)
        return [
            bus.async_listen(ar.EVENT_AREA_REGISTRY_UPDATED, self._registry_changed),
            bus.async_listen(fr.EVENT_FLOOR_REGISTRY_UPDATED, self._registry_changed),
        ]

    async def _async_load(self) -> None:
        """Take up the plans."""
        try:
            async with self._lock:
                self.plans, self.packs = await self._site.hass.async_add_executor_job(self.files.load)
        finally:
            self._loaded.set()
        self._site.entities.call([MAP])

    async def async_loaded(self) -> None:
        """Wait until the plans are known, or cannot be."""
        await self._loaded.wait()

    @callback
    def _registry_changed(
        self, _event: BusEvent[ar.EventAreaRegistryUpdatedData] | BusEvent[fr.EventFloorRegistryUpdatedData]
    ) -> None:
        """Tell of rooms and floors that were added, renamed, moved or deleted."""
        self._site.entities.call([MAP])

    # What there is

    def plan(self, floor_id: str) -> Plan:
        """Return the plan of a floor, an empty one if it has none."""
        return self.plans.get(floor_id) or Plan()

    def pack(self, key: str) -> Pack:
        """Return what stands beside the plan of a floor, or what is of the whole site."""
        return self.packs.get(key) or Pack()

    def can_undo(self, floor_id: str) -> bool:
        """Whether a change of a floor can be taken back."""
        return bool(self._before.get(floor_id))

    def picture(self, floor_id: str, name: str) -> Picture | None:
        """Return an image of a floor by its name: the present one, or one of a moment ago."""
        plans = (self.plan(floor_id), *self._before.get(floor_id, ()))
        return next((one.picture for one in plans if one.picture is not None and one.picture.name == name), None)

    def floor(self, floor_id: str) -> MapFloor:
        """Return a floor, or say that there is none."""
        for one in map_floors(self._site, self.plans):
            if one.floor_id == floor_id:
                return one
        raise refused("map_no_floor")

    # What people change

    async def async_place(
        self, floor_id: str, positions: Mapping[str, tuple[float, float]], seen: int, actor: Actor
    ) -> Plan:
        """Put rooms, receivers, repeaters and things for responders somewhere on a floor."""
        floor = self.floor(floor_id)
        async with self._lock:
            if not positions.keys() <= floor.names.keys() | self.plan(floor_id).labels.keys():
                raise refused("map_not_on_floor")
            try:
                fresh = {floor_id: self.plan(floor_id).place(positions, seen)}
            except StalePlanError as error:
                raise refused("map_stale") from error
            # What is in no room is in one place all the same.
            for key in positions.keys() & {listener_key(one.device_id) for one in floor.homeless}:
                elsewhere = {other: fresh.get(other) or plan for other, plan in self.plans.items() if other != floor_id}
                fresh |= {other: plan.renamed(key, None) for other, plan in elsewhere.items() if key in plan.pins}
            await self._async_store(fresh, {}, actor)
            return self.plan(floor_id)

    async def async_lift(self, floor_id: str, keys: Collection[str], seen: int, actor: Actor) -> Plan:
        """Take positions off a floor."""
        return await self._async_change(floor_id, lambda plan: plan.lift(keys, seen), actor)

    async def async_show(self, floor_id: str, data: bytes, seen: int, actor: Actor) -> Plan:
        """Give a floor an image; raises PictureError."""
        picture = await self._site.hass.async_add_executor_job(look_at, data)
        new = {picture.file: data}
        return await self._async_change(floor_id, lambda plan: plan.show(picture, seen), actor, new)

    async def async_hide(self, floor_id: str, seen: int, actor: Actor) -> Plan:
        """Take the image of a floor away; positions stay for the next one."""
        return await self._async_change(floor_id, lambda plan: plan.show(None, seen), actor)

    async def async_tell(
        self, floor_id: str, fact_id: str | None, kind: FactKind, label: str, seen: int, actor: Actor
    ) -> tuple[Plan, str]:
        """Add a thing for responders to a floor, or change it; return the plan and its id."""
        key = fact_id or self._site.school.new_id(clock.now(), "fact", floor_id)
        if fact_id is not None and fact_id not in self.plan(floor_id).facts:
            raise refused("map_not_on_floor")
        try:
            return await self._async_change(floor_id, lambda plan: plan.tell(key, kind, label, seen), actor), key
        except FullPlanError as error:
            raise refused("map_too_many_facts") from error

    async def async_forget(self, floor_id: str, fact_id: str, seen: int, actor: Actor) -> Plan:
        """Take a thing for responders off a floor and its lists."""
        return await self._async_change(floor_id, lambda plan: plan.forget(fact_id, seen), actor)

    async def async_call(self, key: str, contacts: tuple[Contact, ...], seen: int, actor: Actor) -> Pack:
        """Set the contacts of a floor, or those of the whole site."""
        if key != WHOLE:
            self.floor(key)
        async with self._lock:
            try:
                pack = self.pack(key).call(contacts, seen)
            except StalePlanError as error:
                raise refused("map_stale") from error
            await self._async_store({}, {}, actor, {key: pack})
            return pack

    async def async_verify(self, floor_id: str, version: str, actor: Actor) -> Verified:
        """Note that somebody says that the page of a floor is right, as they saw it."""
        async with self._lock:
            if version != version_of(self._site, self.floor(floor_id)):
                raise refused("map_stale")
            said = Verified(at=clock.now().utc, by=actor.name, digest=version)
            await self._async_store({}, {}, actor, {floor_id: replace(self.pack(floor_id), verified=said)})
            return said

    async def async_undo(self, floor_id: str, seen: int, actor: Actor) -> Plan:
        """Take back the last change of a floor, whoever made it."""
        async with self._lock:
            earlier = self._before.get(floor_id)
            if not earlier:
                raise refused("map_nothing_to_undo")
            try:
                plan = self.plan(floor_id).become(earlier[-1], seen)
            except StalePlanError as error:
                raise refused("map_stale") from error
            await self._async_store({floor_id: plan}, {}, actor)
            # What was taken back is no step of its own.
            del earlier[-2:]
            return plan

    async def async_import(self, plan_of: Callable[[], ImportPlan], actor: Actor) -> ImportPlan:
        """Let floors become as a file says; what it would do is worked out on the plans as they are now."""
        async with self._lock:
            plan = plan_of()
            fresh = {one.floor.floor_id: one.plan for one in plan.floors}
            files = {one.plan.picture.file: one.data for one in plan.floors if one.plan.picture is not None}
            await self._async_store(fresh, files, actor, plan.packs)
            return plan

    async def async_bring(self, plans: Mapping[str, Plan], packs: Mapping[str, Pack]) -> None:
        """Have a demo school begin with some, unless there ever were any."""
        await self.async_loaded()
        async with self._lock:
            if not await self._site.hass.async_add_executor_job(self.files.is_new):
                return
            await self._site.hass.async_add_executor_job(self.files.store, plans, packs, {})
            self.plans, self.packs = dict(plans), dict(packs)
        self._site.entities.call([MAP])

    # What became of deleted places

    async def async_room_became(self, room_id: str, became: str | None, actor: Actor) -> None:
        """Have the position of a deleted room be that of another one, unless that has one."""
        after = None if became is None else room_key(became)
        async with self._lock:
            fresh = {key: plan.renamed(room_key(room_id), after) for key, plan in self.plans.items()}
            await self._async_store(fresh, {}, actor)

    async def async_floor_became(self, floor_id: str, became: str | None, actor: Actor) -> None:
        """Have the plan of a deleted floor be that of another one, unless that has one."""
        async with self._lock:
            plan, pack = self.plan(floor_id), self.pack(floor_id)
            fresh, packs = {floor_id: plan.become(Plan())}, {floor_id: Pack()}
            if became is not None and self.plan(became).is_empty:
                fresh[became] = self.plan(became).become(plan)
            if became is not None and not self.pack(became).contacts:
                packs[became] = self.pack(became).call(pack.contacts)
            await self._async_store(fresh, {}, actor, packs)

    # How it is kept

    async def _async_change(
        self,
        floor_id: str,
        change: Callable[[Plan], Plan],
        actor: Actor,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Plan:
        """Change the plan of one floor; return it once it is stored."""
        self.floor(floor_id)
        async with self._lock:
            try:
                plan = change(self.plan(floor_id))
            except StalePlanError as error:
                raise refused("map_stale") from error
            await self._async_store({floor_id: plan}, pictures or {}, actor)
            return self.plan(floor_id)

    async def _async_store(
        self,
        fresh: Mapping[str, Plan],
        pictures: Mapping[str, bytes],
        actor: Actor,
        packs: Mapping[str, Pack] | None = None,
    ) -> None:
        """Store what is different, then note who changed what and tell of it."""
        site = self._site
        changed = {key: plan for key, plan in fresh.items() if plan.changes(self.plan(key))}
        packed = {key: pack for key, pack in (packs or {}).items() if pack != self.pack(key)}
        if not changed and not packed:
            return
        plans, all_packs = {**self.plans, **changed}, {**self.packs, **packed}
        try:
            await site.hass.async_add_executor_job(partial(self.files.store, plans, all_packs, pictures))
        except (OSError, HomeAssistantError) as error:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="map_not_stored",
                translation_placeholders={"detail": str(error)},
            ) from error
        now = clock.now()
        events = [self._event(key, plan, actor) for key, plan in changed.items()]
        noted = [one for key, pack in packed.items() for one in self._pack_events(key, pack, actor)]
        for key, plan in changed.items():
            steps = self._before.setdefault(key, [])
            steps.append(self.plan(key))
            del steps[:-MOST_STEPS]
            self.plans[key] = plan
        self.packs = all_packs
        site.entities.call([MAP])
        await site.happened([*events, *noted], now)

    def _pack_events(self, key: str, pack: Pack, actor: Actor) -> Iterator[Happening]:
        """Yield what was done to a pack; of contacts only that they changed, because they name people."""
        site, now, before = self._site, clock.now(), self.pack(key)
        floors = {one.floor_id: one.name for one in map_floors(site, self.plans)}
        name = floors.get(key, key)
        of_floor = say(site.hass, "pack_of_floor", floor=name) if name else say(site.hass, "pack_of_nowhere")
        label = say(site.hass, "pack_of_site") if key == WHOLE else of_floor
        if pack.contacts != before.contacts:
            yield SettingsChanged(
                event_id=site.school.new_id(now, "contacts", key),
                at=now.utc,
                subject=Subject.PLAN,
                change=ChangeKind.CHANGED,
                label=label,
                settings=(Setting(name="contacts"),),
                actor=actor,
            )
        if pack.verified is not None and pack.verified != before.verified:
            event_id = site.school.new_id(now, VERIFY, key)
            yield Acted(event_id=event_id, at=now.utc, act=VERIFY, actor=actor, labels=(label,))

    def _event(self, floor_id: str, plan: Plan, actor: Actor) -> SettingsChanged:
        """Return what was changed on a floor, as it was and as it is, so that it can be put back by hand."""
        site, now, before = self._site, clock.now(), self.plan(floor_id)
        floor = next((one for one in map_floors(site, self.plans) if one.floor_id == floor_id), None)
        names = {**before.labels, **plan.labels, **(floor.names if floor is not None else {})}
        kind = ChangeKind.ADDED if before.is_empty else ChangeKind.REMOVED if plan.is_empty else ChangeKind.CHANGED
        name = floor.name if floor is not None else floor_id
        return SettingsChanged(
            event_id=site.school.new_id(now, "plan", floor_id),
            at=now.utc,
            subject=Subject.PLAN,
            change=kind,
            label=say(site.hass, "plan_of_floor", floor=name) if name else say(site.hass, "plan_of_nowhere"),
            settings=tuple(
                Setting(
                    name="image" if one.key is None else names.get(one.key, one.key), before=one.before, after=one.after
                )
                for one in plan.changes(before)
            ),
            actor=actor,
        )


def refused(key: str) -> ServiceValidationError:
    """Return a sentence that says what is wrong."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=key)
