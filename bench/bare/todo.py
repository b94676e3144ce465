"""To-do lists with nothing on them."""

from typing import override

from homeassistant.components.todo import TodoItem, TodoListEntity  # type: ignore[attr-defined] # not re-exported
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import Bare, async_add

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: ConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add them all."""
    async_add(hass, entry, Platform.TODO, async_add_entities, BareList)


class BareList(Bare, TodoListEntity):
    """Empty for ever."""

    @property
    @override
    def todo_items(self) -> list[TodoItem]:
        """Return nothing."""
        return []
