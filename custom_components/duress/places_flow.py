"""The settings of a site about places: which labels say what of an area, and which building floors are in."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers import floor_registry as fr
from homeassistant.helpers.selector import (
    FloorSelector,
    FloorSelectorConfig,
    LabelSelector,
    TextSelector,
)
import voluptuous as vol

from .const import CONF_BUILDINGS, CONF_IMPORTED_PLACES
from .core.roster import RoomKind
from .installed import LABELS, buildings_of, imported_ids

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
    }
)


class PlacesSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_places(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the labels, and for the building of some floors."""
        options = self.config_entry.options
        labels, buildings = imported_ids(self.config_entry, LABELS), buildings_of(self.config_entry)
        if user_input is not None:
            imported = options.get(CONF_IMPORTED_PLACES, {})
            # A label that is not chosen any more says nothing any more, unless it is the usual one.
            others = {key: label_id for key, label_id in labels.items() if key not in _KINDS}
            chosen = {str(kind): user_input[kind] for kind in _KINDS if user_input.get(kind)}
            building = user_input.get(CONF_BUILDING, "").strip()
            floors = dict.fromkeys(user_input.get(CONF_FLOORS, []), building)
            kept = {floor_id: name for floor_id, name in {**buildings, **floors}.items() if name}
            places = {**imported, LABELS: {**others, **chosen}}
            return self.async_create_entry(data={**options, CONF_IMPORTED_PLACES: places, CONF_BUILDINGS: kept})
        form = self.add_suggested_values_to_schema(_SCHEMA, {kind: labels.get(kind) for kind in _KINDS})
        known = {
            floor.name: buildings[floor.floor_id]
            for floor in fr.async_get(self.hass).async_list_floors()
            if floor.floor_id in buildings
        }
        words = {"buildings": ", ".join(f"{floor}: {name}" for floor, name in known.items()) or "–"}
        return self.async_show_form(step_id="places", data_schema=form, description_placeholders=words)
