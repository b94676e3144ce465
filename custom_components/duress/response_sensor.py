"""How long the latest incident waited for a person; the statistics of it show whether that gets better."""

from typing import override

from homeassistant.components.sensor import RestoreSensor
from homeassistant.core import callback

from .core.events import Event, IncidentAcknowledged, Mode
from .entity import SiteEntity
from .listeners import SITE


class ResponseTimeSensor(SiteEntity, RestoreSensor):
    """Seconds from the press to the first acknowledgement by a person, of the latest real incident that has one."""

    @override
    async def async_added_to_hass(self) -> None:
        """Take up what was shown before a restart, and follow what people do."""
        if (shown := await self.async_get_last_sensor_data()) is not None:
            self._attr_native_value = shown.native_value
        self.async_on_remove(self.site.presses.add(SITE, self._happened))

    @callback
    def _happened(self, event: Event) -> None:
        """Show how long an incident waited, once its first acknowledgement by a person is there."""
        if not isinstance(event, IncidentAcknowledged):
            return
        incident = self.site.incident(event.incident_id)
        if incident is None or incident.mode is not Mode.LIVE or not incident.attended:
            return
        if incident.first_acknowledged is event:
            self._attr_native_value = round(max(0.0, event.at - incident.raised_at), 1)
            self.async_write_ha_state()
