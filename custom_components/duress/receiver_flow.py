"""Adding a receiver to a site, and changing its address without adding anything anew."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.const import CONF_DEVICE
from homeassistant.helpers import device_registry as dr

from .calls import dialog_refused
from .const import CONF_AREA, CONF_RECEIVER_TYPE, RECEIVER_DEMO, RECEIVER_NETWORK, RECEIVER_SERIAL
from .installed import device_of
from .receiver_steps import ReceiverSteps
from .receivers import redact, shortest_silence
from .site import DuressConfigEntry


def receiver_title(data: Mapping[str, Any]) -> str:
    """Return what to call a receiver before somebody gives it a name: where it is connected, without secrets."""
    address = redact(data[CONF_DEVICE])
    return address.removeprefix("socket://").rpartition("/")[2] or address


class ReceiverFlow(ReceiverSteps[SubentryFlowResult], ConfigSubentryFlow):
    """Adds or changes a receiver."""

    async def async_step_user(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask how the receiver is connected."""
        if dialog_refused(self._get_entry(), "receiver"):
            return self.async_abort(reason="may_not")
        return self.async_show_menu(step_id="user", menu_options=[RECEIVER_SERIAL, RECEIVER_NETWORK])

    async def async_step_reconfigure(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask how the receiver is connected now."""
        if dialog_refused(self._get_entry(), "receiver"):
            return self.async_abort(reason="may_not")
        subentry = self._get_reconfigure_subentry()
        if subentry.data[CONF_RECEIVER_TYPE] == RECEIVER_DEMO:
            return self.async_abort(reason="demo_receiver")
        self._reconfigured = subentry.subentry_id
        return self.async_show_menu(step_id="reconfigure", menu_options=[RECEIVER_SERIAL, RECEIVER_NETWORK])

    @override
    async def _connected(self, data: dict[str, Any]) -> SubentryFlowResult:
        """Add the receiver, or change it."""
        if self.source != SOURCE_RECONFIGURE:
            return self.async_create_entry(title=receiver_title(data), data=data)
        entry, subentry = self._get_entry(), self._get_reconfigure_subentry()
        device = device_of(self.hass, entry, subentry.subentry_id)
        if device is not None and data.get(CONF_AREA) != device.area_id:
            dr.async_get(self.hass).async_update_device(device.id, area_id=data.get(CONF_AREA))
        return self.async_update_and_abort(entry, subentry, title=receiver_title(data), data=data)

    @override
    def _too_short(self, silence: float | None) -> float | None:
        """Ask the running link how often its receiver checks in."""
        entry: DuressConfigEntry = self._get_entry()
        if silence is None or self._reconfigured is None or entry.state is not ConfigEntryState.LOADED:
            return None
        link = entry.runtime_data.links.link(self._reconfigured)
        interval = link.counters.check_in_interval if link is not None else None
        return interval if interval is not None and silence < shortest_silence(interval) else None

    @override
    def _suggested(self) -> Mapping[str, Any]:
        """Return the settings to begin with: those of the receiver that is changed."""
        if self.source != SOURCE_RECONFIGURE:
            return {}
        entry, subentry = self._get_entry(), self._get_reconfigure_subentry()
        device = device_of(self.hass, entry, subentry.subentry_id)
        return {**subentry.data, CONF_AREA: device.area_id if device else None}
