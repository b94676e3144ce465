"""Writing imported people and transmitters: subentries and the people store, and taking them back."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import callback
from homeassistant.helpers import area_registry as ar, device_registry as dr
from homeassistant.util.ulid import ulid_now

from .const import CONF_AREA, CONF_BATTERY_INSTALLED, CONF_KIND, CONF_MODEL, CONF_ROLE, CONF_UID, SUBENTRY_TRANSMITTER
from .core.importing import (
    PersonFacts,
    RoomFacts,
    RosterNow,
    RosterPlan,
    Step,
    TransmitterFacts,
    Verdict,
    text_key,
)
from .core.roster import Kind, Life
from .echostream import format_uid, parse_uid
from .import_places import places_now
from .installed import AREAS, device_of, imported_ids, role_of, transmitters_of
from .ledger import ImportRecord, Json, Person, Snapshot
from .people import Change
from .site import Site

BATCH: Final = 5
PAUSE: Final = 0.01
"""After each batch of transmitters some seconds for whatever else waits: a press is raised, stored and told in them."""

type Facts = dict[str, Any]
"""What is needed to undo an import, without anybody's name; JSON."""


async def async_roster_now(site: Site) -> RosterNow:
    """Return what a file of people and transmitters is compared with."""
    people = await site.people.store.people()
    return RosterNow(
        transmitters=tuple(_transmitters(site)),
        people=tuple(
            PersonFacts(
                person_id=person.person_id,
                name=person.name,
                staff_id=person.staff_id,
                room_id=person.room_id,
                trained_on=person.trained_on,
            )
            for person in people
        ),
        rooms=tuple(_rooms(site)),
    )


@callback
def _transmitters(site: Site) -> Iterable[TransmitterFacts]:
    """Yield what is installed."""
    for subentry in transmitters_of(site.entry):
        device = device_of(site.hass, site.entry, subentry.subentry_id)
        kind = subentry.data.get(CONF_KIND)
        yield TransmitterFacts(
            device_id=subentry.subentry_id,
            uid=parse_uid(subentry.data[CONF_UID]),
            label=subentry.title,
            role=role_of(subentry),
            pti=subentry.data.get(CONF_MODEL),
            room_id=device.area_id if device else None,
            kind=Kind(kind) if isinstance(kind, str) and kind in Kind else Kind.DURESS,
            life=site.people.life(subentry.subentry_id),
            battery_date=_day(subentry.data.get(CONF_BATTERY_INSTALLED)),
            person_id=site.people.holder(subentry.subentry_id),
        )


@callback
def _rooms(site: Site) -> Iterable[RoomFacts]:
    """Yield the rooms of the site with all they may be called: now, by alias, and in the file they came from."""
    now = places_now(site.hass, site.entry)
    buildings = {floor.floor_id: floor.building for floor in now.floors if floor.building}
    keys = {area_id: text_key(key) for key, area_id in imported_ids(site.entry, AREAS).items()}
    for area in ar.async_get(site.hass).async_list_areas():
        if area.id in now.foreign_areas:
            continue
        building, key = buildings.get(area.floor_id or ""), keys.get(area.id)
        own = [area.name, *sorted(area.aliases), *([key.room] if key else [])]
        in_building = [f"{building} {name}" for name in own] if building else []
        shown = f"{building} – {area.name}" if building and not area.name.startswith(building) else area.name
        yield RoomFacts(room_id=area.id, shown=shown, names=(*own, *in_building))


class RosterWriter:
    """Writes one plan of people and transmitters."""

    def __init__(self, site: Site, plan: RosterPlan) -> None:
        """Give everything new its identifier."""
        self._site = site
        self._plan = plan
        self._ids = {
            identifier: ulid_now()
            for identifier in (
                *(f"device {step.after.device_id}" for step in plan.transmitters if step.before is None),
                *(f"person {step.after.person_id}" for step in plan.people if step.before is None),
            )
        }
        self._added = [
            ConfigSubentry(
                data=MappingProxyType(_data(step.after)),
                subentry_type=SUBENTRY_TRANSMITTER,
                title=step.after.label,
                unique_id=format_uid(step.after.uid),
                subentry_id=self._ids[f"device {step.after.device_id}"],
            )
            for step in plan.transmitters
            if step.before is None
        ]
        self._changed = [step for step in plan.transmitters if step.verdict is Verdict.CHANGE]
        self.facts: Facts = {
            "added": {one.subentry_id: _stored(one) for one in self._added},
            "changed": {step.after.device_id: self._change_facts(step) for step in self._changed},
        }

    @property
    def people(self) -> list[Person]:
        """Everybody who is added or changed."""
        return [
            Person(
                person_id=self._ids.get(f"person {step.after.person_id}", step.after.person_id),
                name=step.after.name,
                staff_id=step.after.staff_id,
                room_id=step.after.room_id,
                trained_on=step.after.trained_on,
            )
            for step in self._plan.people
            if step.verdict is not Verdict.KEEP
        ]

    @property
    def lives(self) -> list[Change]:
        """How transmitters stand then whose life or holder is not what it was."""
        return [
            Change(
                device_id=self._ids.get(f"device {step.after.device_id}", step.after.device_id),
                life=step.after.life,
                person_id=self._ids.get(f"person {step.after.person_id}", step.after.person_id),
            )
            for step in self._plan.transmitters
            if (step.after.life, step.after.person_id) != _life_before(step)
        ]

    async def async_write(self) -> None:
        """Install and change everything; a press that comes meanwhile has its turn between two batches."""
        hass, entry = self._site.hass, self._site.entry
        for start in range(0, len(self._added), BATCH):
            with self._site.hold():
                for subentry in self._added[start : start + BATCH]:
                    hass.config_entries.async_add_subentry(entry, subentry)
            await self._site.async_update()
            await asyncio.sleep(PAUSE)
        for start in range(0, len(self._changed), BATCH):
            with self._site.hold():
                for step in self._changed[start : start + BATCH]:
                    self._change(step)
            await asyncio.sleep(PAUSE)
        await self._site.async_update()

    def _change(self, step: Step[TransmitterFacts]) -> None:
        """Change an installed transmitter; device, entities and history stay."""
        facts = self.facts["changed"][step.after.device_id]
        _update(self._site, step.after.device_id, facts["after"])

    def _change_facts(self, step: Step[TransmitterFacts]) -> Facts:
        """Return how a transmitter is stored before and after."""
        subentry = self._site.entry.subentries[step.after.device_id]
        device = device_of(self._site.hass, self._site.entry, subentry.subentry_id)
        area_id = device.area_id if device else None
        after = {
            "title": step.after.label,
            "data": {**subentry.data, **_data(step.after, subentry.data)},
            "area": step.after.room_id or area_id,
        }
        return {"before": {**_stored(subentry), "area": area_id}, "after": after}


class RosterUndo:
    """Takes one import of people and transmitters back; what was changed or came into use since stays and is named."""

    def __init__(self, site: Site, record: ImportRecord) -> None:
        """Take what the import kept."""
        self._site = site
        self._record = record
        self._kept_devices: set[str] = set()
        self.kept: list[str] = []

    async def async_snapshots(self) -> tuple[Snapshot, Snapshot]:
        """Return between which states to restore: of everybody and everything that still is as the import left it."""
        before, after = self._record.before, self._record.after
        expected = {**dict.fromkeys(self._record_facts("added"), 0), **after.stretches}
        now = await self._site.people.store.snapshot(after.people.keys(), expected.keys())
        self._keep({key for key, stretch in expected.items() if now.stretches[key] != stretch})
        devices = after.stretches.keys() - self._kept_devices
        # Whoever carries something that stays, stays.
        carried = {
            self._site.people.holder(one.subentry_id)
            for one in transmitters_of(self._site.entry)
            if one.subentry_id not in devices
        }
        people = {
            key
            for key, person in after.people.items()
            if now.people[key] == person and not (before.people[key] is None and key in carried)
        }
        self.kept += sorted(one.name for key in after.people if key not in people and (one := now.people[key]))
        return _only(before, people, devices), _only(after, people, devices)

    async def async_remove(self) -> None:
        """Remove and change back the transmitters themselves."""
        entry = self._site.entry
        added = [
            key for key in self._record_facts("added") if key in entry.subentries and key not in self._kept_devices
        ]
        for start in range(0, len(added), BATCH):
            with self._site.hold():
                for key in added[start : start + BATCH]:
                    self._remove(key)
            await asyncio.sleep(PAUSE)
        changed = self._record_facts("changed")
        with self._site.hold():
            for key in changed.keys() - self._kept_devices:
                if key in entry.subentries:
                    _update(self._site, key, changed[key]["before"])
        await self._site.async_update()

    def _remove(self, key: str) -> None:
        """Remove a transmitter, unless it was pressed at the last moment."""
        if key in self._alarmed():
            self.kept.append(self._site.entry.subentries[key].title)
            return
        self._site.hass.config_entries.async_remove_subentry(self._site.entry, key)

    def _alarmed(self) -> set[str]:
        """Return the devices of open incidents."""
        return {key for incident in self._site.school.incidents.open.values() for key in incident.device_ids}

    def _keep(self, handed_on: set[str]) -> None:
        """Find the transmitters that stay: edited or handed on since, or added and part of an open incident."""
        entry = self._site.entry
        alarmed = self._alarmed()
        added = self._record_facts("added")
        changed = {key: facts["after"] for key, facts in self._record_facts("changed").items()}
        for key, after in {**added, **changed}.items():
            subentry = entry.subentries.get(key)
            if subentry is None:
                continue
            device = device_of(self._site.hass, entry, key)
            stands = {**_stored(subentry), "area": device.area_id if device else None}
            is_edited = stands != {"area": after["data"].get(CONF_AREA), **after}
            if is_edited or key in handed_on or (key in alarmed and key in added):
                self.kept.append(subentry.title)
                self._kept_devices.add(key)

    def _record_facts(self, what: str) -> Facts:
        """Return one part of what the import kept."""
        found = self._record.facts.get(what)
        return dict(found) if isinstance(found, Mapping) else {}


def _update(site: Site, key: str, stored: Mapping[str, Json]) -> None:
    """Bring a transmitter to how it is stored."""
    data, title, area_id = stored["data"], stored["title"], stored["area"]
    assert isinstance(data, dict)  # noqa: S101 - it was written here
    site.hass.config_entries.async_update_subentry(
        site.entry, site.entry.subentries[key], title=str(title), data=data, unique_id=str(data[CONF_UID])
    )
    device = device_of(site.hass, site.entry, key)
    if device is not None and device.area_id != area_id:
        dr.async_get(site.hass).async_update_device(device.id, area_id=None if area_id is None else str(area_id))


def _stored(subentry: ConfigSubentry) -> Facts:
    """Return what is stored of a transmitter."""
    return {"title": subentry.title, "data": dict(subentry.data)}


def _data(facts: TransmitterFacts, before: Mapping[str, Any] = MappingProxyType({})) -> Facts:
    """Return what is stored of a transmitter; what stays as it usually is, is not mentioned."""
    optional = {
        CONF_AREA: facts.room_id,
        CONF_KIND: str(facts.kind) if facts.kind is not Kind.DURESS or CONF_KIND in before else None,
        CONF_BATTERY_INSTALLED: facts.battery_date.isoformat() if facts.battery_date else None,
    }
    return {
        CONF_UID: format_uid(facts.uid),
        CONF_MODEL: facts.pti,
        CONF_ROLE: str(facts.role),
        **{key: value for key, value in optional.items() if value is not None},
    }


def _life_before(step: Step[TransmitterFacts]) -> tuple[Life, str | None]:
    """Return life and holder before a step; of something new as if nobody had said anything."""
    return (Life.ASSIGNED, None) if step.before is None else (step.before.life, step.before.person_id)


def _only(snapshot: Snapshot, people: set[str], devices: set[str]) -> Snapshot:
    """Return a part of a snapshot."""
    return Snapshot(
        people={key: person for key, person in snapshot.people.items() if key in people},
        stretches={key: stretch for key, stretch in snapshot.stretches.items() if key in devices},
    )


def _day(text: object) -> date | None:
    """Return a stored day; None if there is none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
