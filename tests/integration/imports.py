"""Importing in a few words, and what there is as plain values to compare."""

from dataclasses import dataclass
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import area_registry as ar, floor_registry as fr, label_registry as lr

from custom_components.duress.const import DOMAIN, SUBENTRY_TRANSMITTER
from custom_components.duress.installed import device_of
from custom_components.duress.ledger import Custody, Person
from custom_components.duress.site import DuressConfigEntry


@dataclass(frozen=True, slots=True)
class Importer:
    """Somebody who imports files with the actions; `user_id` None is an automation."""

    hass: HomeAssistant
    user_id: str | None

    async def roster(self, csv: str, **more: object) -> dict[str, Any]:
        """Import people and transmitters, or look at what would happen."""
        return await self._call("import_roster", csv=csv, **more)

    async def places(self, csv: str, **more: object) -> dict[str, Any]:
        """Import places, or look at what would happen."""
        return await self._call("import_places", csv=csv, **more)

    async def undo(self, **more: object) -> dict[str, Any]:
        """Undo the last import."""
        return await self._call("undo_import", **more)

    async def _call(self, action: str, **data: object) -> dict[str, Any]:
        """Call an action; wait until everything that follows has happened."""
        answer = await self.hass.services.async_call(
            DOMAIN, action, dict(data), blocking=True, return_response=True, context=Context(user_id=self.user_id)
        )
        await self.hass.async_block_till_done()
        assert answer is not None
        return dict(answer)


def registry_of_places(hass: HomeAssistant) -> dict[str, object]:
    """Return all floors, areas and labels as plain values, without when they were changed."""
    floors = {one.floor_id: (one.name, one.level) for one in fr.async_get(hass).async_list_floors()}
    areas = {one.id: (one.name, one.floor_id, one.labels) for one in ar.async_get(hass).async_list_areas()}
    labels = {one.label_id: one.name for one in lr.async_get(hass).async_list_labels()}
    return {"floors": floors, "areas": areas, "labels": labels}


async def roster_as_it_is(
    hass: HomeAssistant, entry: DuressConfigEntry
) -> tuple[dict[str, object], list[Person], dict[str, Custody]]:
    """Return transmitters, people and who has what, exactly."""
    subentries: dict[str, object] = {}
    for one in entry.get_subentries_of_type(SUBENTRY_TRANSMITTER):
        device = device_of(hass, entry, one.subentry_id)
        area_id = device.area_id if device else None
        subentries[one.subentry_id] = (one.title, dict(one.data), one.unique_id, area_id)
    store = entry.runtime_data.people.store
    return subentries, await store.people(), await store.current()
