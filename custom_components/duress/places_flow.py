"""The settings of a site about places: labels of areas, buildings of floors, nearest exterior doors of rooms."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers import area_registry as ar, floor_registry as fr
from homeassistant.helpers.selector import (
    FloorSelector,
    FloorSelectorConfig,
    LabelSelector,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .const import CONF_BUILDINGS, CONF_IMPORTED_PLACES, CONF_NEAREST_DOORS
from .core.roster import Room, RoomKind
from .installed import LABELS, buildings_of, imported_ids, room_by_id
from .telling_form import LONGEST, doors_text, read, typed_doors
from .told import read_doors

MENU: Final = ["places"]
"""The steps of this module, for the menu of a site's settings."""

CONF_FLOORS: Final = "floors"
CONF_BUILDING: Final = "building"
_KINDS: Final = (RoomKind.OUTDOOR, RoomKind.EXTERIOR_DOOR)
_SCHEMA: Final = vol.Schema(
    {
        **{vol.Optional(str(kind)): LabelSelector() for kind in _KINDS},
        vol.Optional(CONF_FLOORS): FloorSelector(FloorSelectorConfig(multiple=True)),
        vol.Optional(CONF_BUILDING): TextSelector(),
        vol.Optional(CONF_NEAREST_DOORS): TextSelector(TextSelectorConfig(multiline=True)),
    }
)


class PlacesSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_places(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the labels, for the building of some floors, and which exterior door is nearest to which room."""
        options, rooms = self.config_entry.options, self._rooms()
        errors: dict[str, str] = {}
        labels, buildings = imported_ids(self.config_entry, LABELS), buildings_of(self.config_entry)
        typed = user_input or {}
        doors, line = read(errors, CONF_NEAREST_DOORS, lambda: typed_doors(typed.get(CONF_NEAREST_DOORS) or "", rooms))
        if user_input is not None and not errors:
            imported = options.get(CONF_IMPORTED_PLACES, {})
            # A label that is not chosen any more says nothing any more, unless it is the usual one.
            others = {key: label_id for key, label_id in labels.items() if key not in _KINDS}
            chosen = {str(kind): user_input[kind] for kind in _KINDS if user_input.get(kind)}
            building = user_input.get(CONF_BUILDING, "").strip()
            floors = dict.fromkeys(user_input.get(CONF_FLOORS, []), building)
            kept = {floor_id: name for floor_id, name in {**buildings, **floors}.items() if name}
            places = {**imported, LABELS: {**others, **chosen}}
            told = {CONF_IMPORTED_PLACES: places, CONF_BUILDINGS: kept, CONF_NEAREST_DOORS: doors}
            return self.async_create_entry(data={**options, **told})
        now: dict[str, Any] = {str(kind): labels.get(kind) for kind in _KINDS}
        now[CONF_NEAREST_DOORS] = doors_text(read_doors(options), rooms)
        form = self.add_suggested_values_to_schema(_SCHEMA, user_input or now)
        known = {
            floor.name: buildings[floor.floor_id]
            for floor in fr.async_get(self.hass).async_list_floors()
            if floor.floor_id in buildings
        }
        words = {
            "buildings": ", ".join(f"{floor}: {name}" for floor, name in known.items()) or "–",
            "line": line,
            "longest": str(LONGEST),
        }
        return self.async_show_form(step_id="places", data_schema=form, errors=errors, description_placeholders=words)

    def _rooms(self) -> dict[str, Room]:
        """Return every room there is, by id."""
        found = (
            room_by_id(self.hass, self.config_entry, area.id) for area in ar.async_get(self.hass).async_list_areas()
        )
        return {room.room_id: room for room in found if room is not None}
