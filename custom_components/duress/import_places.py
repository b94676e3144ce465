"""Writing imported buildings, floors and rooms into Home Assistant's registries, and taking them back."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)

from .const import CONF_BUILDINGS, CONF_IMPORTED_PLACES, DOMAIN
from .core.importing import AreaFacts, FloorFacts, PlacesNow, PlacesPlan, Step, Verdict, key_text, text_key
from .installed import AREAS, FLOORS, LABELS, buildings_of, imported_ids
from .ledger import Json
from .site import Site

BATCH: Final = 50
"""Places written before whatever else waits has its turn."""

type Facts = dict[str, Any]
"""What is needed to undo an import; JSON."""


@callback
def places_now(hass: HomeAssistant, entry: ConfigEntry) -> PlacesNow:
    """Return what a file of places is compared with."""
    buildings, labels = buildings_of(entry), imported_ids(entry, LABELS)
    others = [other for other in hass.config_entries.async_entries(DOMAIN) if other is not entry]
    own_floors, own_areas = imported_ids(entry, FLOORS), imported_ids(entry, AREAS)
    return PlacesNow(
        floors=tuple(
            FloorFacts(
                floor_id=floor.floor_id,
                name=floor.name,
                level=floor.level,
                building=buildings.get(floor.floor_id),
            )
            for floor in fr.async_get(hass).async_list_floors()
        ),
        areas=tuple(
            AreaFacts(
                area_id=area.id,
                name=area.name,
                floor_id=area.floor_id,
                labels=frozenset(key for key, label_id in labels.items() if label_id in area.labels),
            )
            for area in ar.async_get(hass).async_list_areas()
        ),
        floor_ids={text_key(key): floor_id for key, floor_id in own_floors.items()},
        area_ids={text_key(key): area_id for key, area_id in own_areas.items()},
        foreign_floors=frozenset(one for other in others for one in imported_ids(other, FLOORS).values())
        - set(own_floors.values()),
        foreign_areas=frozenset(one for other in others for one in imported_ids(other, AREAS).values())
        - set(own_areas.values()),
    )


class PlacesWriter:
    """Writes one plan of places."""

    def __init__(self, site: Site, plan: PlacesPlan, label_name: Callable[[str], str]) -> None:
        """Take a plan; `label_name` says what a label is called."""
        self._site = site
        self._plan = plan
        self._label_name = label_name
        self._floors = fr.async_get(site.hass)
        self._areas = ar.async_get(site.hass)
        self._made: dict[str, dict[str, str]] = {FLOORS: {}, AREAS: {}}
        self._labels = imported_ids(site.entry, LABELS)
        self.facts: Facts = {
            "floors_added": {}, "areas_added": {}, "labels_added": [], "floors_changed": {}, "areas_changed": {},
            "buildings": {}, "keys": {FLOORS: {}, AREAS: {}, LABELS: {}},
        }  # fmt: skip

    async def async_write(self) -> None:
        """Write everything; a press that comes meanwhile has its turn between two batches."""
        await self._async_all(self._plan.floors, self._floor)
        await self._async_all(self._plan.areas, self._area)
        self._remember()
        await self._site.async_update()

    async def _async_all[T](self, steps: Iterable[Step[T]], write: Callable[[Step[T]], None]) -> None:
        """Write steps in batches."""
        todo = [step for step in steps if step.verdict is not Verdict.KEEP]
        for start in range(0, len(todo), BATCH):
            with self._site.hold():
                for step in todo[start : start + BATCH]:
                    write(step)
            await asyncio.sleep(0)

    def _floor(self, step: Step[FloorFacts]) -> None:
        """Write one floor."""
        before, after = step.before, step.after
        if before is None:
            made = self._floors.async_get_floor_by_name(after.name)
            if made is None:
                made = self._floors.async_create(after.name, level=after.level)
                self.facts["floors_added"][made.floor_id] = made.modified_at.isoformat()
            self._made[FLOORS][after.floor_id] = made.floor_id
        elif after.level is not None and after.level != before.level:
            if self._floors.async_get_floor(after.floor_id) is None:
                return
            self._floors.async_update(after.floor_id, level=after.level)
            self.facts["floors_changed"][after.floor_id] = [before.level, after.level]

    def _area(self, step: Step[AreaFacts]) -> None:
        """Write one room."""
        before, after = step.before, step.after
        floor_id = self._made[FLOORS].get(after.floor_id or "", after.floor_id)
        if before is None:
            made = self._areas.async_get_area_by_name(after.name)
            if made is None:
                labels = {self._label(key) for key in sorted(after.labels)}
                made = self._areas.async_create(after.name, floor_id=floor_id, labels=labels)
                self.facts["areas_added"][made.id] = made.modified_at.isoformat()
            self._made[AREAS][after.area_id] = made.id
            return
        area = self._areas.async_get_area(after.area_id)
        if area is None:
            return
        added = {self._label(key) for key in sorted(after.labels - before.labels)}
        removed = {self._labels[key] for key in before.labels - after.labels}
        self._areas.async_update(area.id, floor_id=floor_id, labels=(area.labels - removed) | added)
        change = {"floor": [area.floor_id, floor_id], "added": sorted(added), "removed": sorted(removed)}
        self.facts["areas_changed"][area.id] = change

    def _label(self, key: str) -> str:
        """Return the id of a label, which may have to be made first."""
        registry = lr.async_get(self._site.hass)
        label_id = self._labels.get(key)
        if label_id is not None and registry.async_get_label(label_id) is not None:
            return label_id
        name = self._label_name(key)
        label = registry.async_get_label_by_name(name)
        if label is None:
            label = registry.async_create(name)
            self.facts["labels_added"].append(label.label_id)
        self.facts["keys"][LABELS][key] = label_id
        self._labels[key] = label.label_id
        return label.label_id

    def _remember(self) -> None:
        """Keep which place was imported under which key, and the buildings of the floors."""
        entry = self._site.entry
        kept: dict[str, dict[str, str]] = {LABELS: self._labels}
        for what, ids in ((FLOORS, self._plan.floor_ids), (AREAS, self._plan.area_ids)):
            before = imported_ids(entry, what)
            made = self._made[what]
            kept[what] = {key_text(key): made.get(identifier, identifier) for key, identifier in ids.items()}
            changed = {*before.items()} ^ {*kept[what].items()}
            self.facts["keys"][what] = {key: before.get(key) for key, _ in sorted(changed)}
        buildings = dict(buildings_of(entry))
        for step in self._plan.floors:
            floor_id = self._made[FLOORS].get(step.after.floor_id, step.after.floor_id)
            building = step.after.building
            if building is not None and buildings.get(floor_id) != building:
                self.facts["buildings"][floor_id] = buildings.get(floor_id)
                buildings[floor_id] = building
        options = {**entry.options, CONF_BUILDINGS: buildings, CONF_IMPORTED_PLACES: kept}
        with self._site.hold():
            self._site.hass.config_entries.async_update_entry(entry, options=options)


class PlacesUndo:
    """Takes one import of places back; what was changed or came into use since stays and is named."""

    def __init__(self, site: Site, facts: Mapping[str, Json], usual_rooms: frozenset[str] = frozenset()) -> None:
        """Take what the import kept, and which rooms are somebody's usual room."""
        self._site = site
        self._facts: Facts = dict(facts)
        self._usual_rooms = usual_rooms
        self._floors = fr.async_get(site.hass)
        self._areas = ar.async_get(site.hass)
        self._kept_ids: dict[str, set[str]] = {FLOORS: set(), AREAS: set(), LABELS: set()}
        self.kept: list[str] = []

    async def async_undo(self) -> None:
        """Undo everything that can be."""
        for identifiers, undo in (
            (self._facts["areas_added"], self._remove_area),
            (self._facts["areas_changed"], self._change_area_back),
            (self._facts["floors_added"], self._remove_floor),
            (self._facts["floors_changed"], self._change_floor_back),
            (self._facts["labels_added"], self._remove_label),
        ):
            todo = list(identifiers)
            for start in range(0, len(todo), BATCH):
                with self._site.hold():
                    for identifier in todo[start : start + BATCH]:
                        undo(identifier)
                await asyncio.sleep(0)
        self._forget()
        await self._site.async_update()

    def _remove_area(self, area_id: str) -> None:
        """Remove an added room that nobody edited and nothing is in."""
        area = self._areas.async_get_area(area_id)
        if area is None:
            return
        registry = er.async_get(self._site.hass)
        entities = er.async_entries_for_area(registry, area_id)
        # Our own entity of this room goes with it.
        own = [one for one in entities if one.unique_id.startswith(f"{self._site.entry.entry_id}_{area_id}_")]
        devices = dr.async_entries_for_area(dr.async_get(self._site.hass), area_id)
        is_used = len(own) < len(entities) or devices or area_id in self._usual_rooms
        if is_used or area.modified_at.isoformat() != self._facts["areas_added"][area_id]:
            self._keep(AREAS, area_id, area.name)
            return
        for entity in own:
            registry.async_remove(entity.entity_id)
        self._site.rooms.forget(area_id)
        self._areas.async_delete(area_id)

    def _remove_floor(self, floor_id: str) -> None:
        """Remove an added floor that nobody edited and no room is on."""
        floor = self._floors.async_get_floor(floor_id)
        if floor is None:
            return
        is_edited = floor.modified_at.isoformat() != self._facts["floors_added"][floor_id]
        if is_edited or ar.async_entries_for_floor(self._areas, floor_id):
            self._keep(FLOORS, floor_id, floor.name)
            return
        self._floors.async_delete(floor_id)

    def _change_area_back(self, area_id: str) -> None:
        """Put a room back on its floor and give it back its labels, unless somebody moved it since."""
        area, change = self._areas.async_get_area(area_id), self._facts["areas_changed"][area_id]
        if area is None:
            return
        before, after = change["floor"]
        exists = before is None or self._floors.async_get_floor(before) is not None
        if area.floor_id != after or not exists:
            self._keep(AREAS, area_id, area.name)
            return
        labels = (area.labels - set(change["added"])) | set(change["removed"])
        self._areas.async_update(area_id, floor_id=before, labels=labels)

    def _change_floor_back(self, floor_id: str) -> None:
        """Give a floor back its level, unless somebody changed it since."""
        floor = self._floors.async_get_floor(floor_id)
        if floor is None:
            return
        before, after = self._facts["floors_changed"][floor_id]
        if floor.level != after:
            self._keep(FLOORS, floor_id, floor.name)
            return
        self._floors.async_update(floor_id, level=before)

    def _remove_label(self, label_id: str) -> None:
        """Remove an added label that nothing has."""
        hass = self._site.hass
        registry = lr.async_get(hass)
        label = registry.async_get_label(label_id)
        if label is None:
            return
        if (
            ar.async_entries_for_label(self._areas, label_id)
            or dr.async_entries_for_label(dr.async_get(hass), label_id)
            or er.async_entries_for_label(er.async_get(hass), label_id)
        ):
            self._keep(LABELS, label_id, label.name)
            return
        registry.async_delete(label_id)

    def _keep(self, what: str, identifier: str, name: str) -> None:
        """Leave something as it is."""
        self._kept_ids[what].add(identifier)
        self.kept.append(name)

    def _forget(self) -> None:
        """Bring keys and buildings back, except those of what stays."""
        entry = self._site.entry
        kept: dict[str, dict[str, str]] = {}
        for what in (FLOORS, AREAS, LABELS):
            kept[what] = imported_ids(entry, what)
            for key, before in self._facts["keys"][what].items():
                if kept[what].get(key) in self._kept_ids[what]:
                    continue
                kept[what].pop(key, None)
                if before is not None:
                    kept[what][key] = before
        buildings = dict(buildings_of(entry))
        for floor_id, before in self._facts["buildings"].items():
            if floor_id not in self._kept_ids[FLOORS]:
                buildings.pop(floor_id, None)
                if before is not None:
                    buildings[floor_id] = before
        options = {
            **{key: value for key, value in entry.options.items() if key not in (CONF_BUILDINGS, CONF_IMPORTED_PLACES)},
            **({CONF_BUILDINGS: buildings} if buildings else {}),
            **({CONF_IMPORTED_PLACES: kept} if any(kept.values()) else {}),
        }
        with self._site.hold():
            self._site.hass.config_entries.async_update_entry(entry, options=options)
