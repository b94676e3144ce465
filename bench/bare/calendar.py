"""Calendars with nothing in them."""

from datetime import datetime
from typing import override

from homeassistant.components.calendar import CalendarEntity, CalendarEvent
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
    async_add(hass, entry, Platform.CALENDAR, async_add_entities, BareCalendar)


class BareCalendar(Bare, CalendarEntity):
    """Empty for ever."""

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return nothing."""
        return None

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return nothing."""
        return []
