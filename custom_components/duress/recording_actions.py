"""The actions that record receiver traffic, for technicians, administrators and automations."""

from datetime import UTC, datetime
from typing import Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr
import voluptuous as vol

from . import clock
from .acting import async_register_action
from .calls import async_actor
from .captures import End
from .const import DOMAIN, SUBENTRY_RECEIVER
from .core.events import RecordingStarted, RecordingStopped
from .site import DuressConfigEntry, Site

ATTR_MINUTES: Final = "minutes"
LONGEST_MINUTES: Final = 24 * 60

RECORD_SCHEMA: Final = vol.Schema(
    {
        vol.Required(ATTR_DEVICE_ID): vol.Coerce(str),
        vol.Optional(ATTR_MINUTES, default=10): vol.All(vol.Coerce(float), vol.Range(min=1, max=LONGEST_MINUTES)),
    }
)
STOP_SCHEMA: Final = vol.Schema({vol.Required(ATTR_DEVICE_ID): vol.Coerce(str)})


@callback
def async_setup_recording(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""

    async def record(call: ServiceCall) -> ServiceResponse:
        """Begin a recording."""
        site, receiver_id = _target(hass, call.data[ATTR_DEVICE_ID])
        if site.recorder.busy:
            raise _refusal("recording_runs", site=site.entry.title)
        running = (one.recorder.running for one in _sites(hass))
        busy = frozenset(recording.path for recording in running if recording is not None)
        try:
            recording = await site.recorder.async_begin(receiver_id, call.data[ATTR_MINUTES] * 60, busy)
        except OSError as error:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="recording_impossible",
                translation_placeholders={"detail": error.strerror or type(error).__name__},
            ) from error
        actor, now = await async_actor(hass, call), clock.now()
        started = RecordingStarted(
            event_id=site.school.new_id(now, "recording", recording.path.name),
            at=now.utc,
            device_id=receiver_id,
            file=recording.path.name,
            until=recording.ends_at,
            actor=actor,
        )
        await site.happened([started], now)
        return {"file": recording.path.name, "ends_at": datetime.fromtimestamp(recording.ends_at, UTC).isoformat()}

    async def stop_recording(call: ServiceCall) -> ServiceResponse:
        """End the recording of a site."""
        site, _ = _target(hass, call.data[ATTR_DEVICE_ID])
        if (recording := site.recorder.running) is None:
            raise _refusal("no_recording", site=site.entry.title)
        written = await recording.async_end(End.ASKED)
        actor, now = await async_actor(hass, call), clock.now()
        event_id = site.school.new_id(now, "recording_stopped", written.name)
        await site.happened([RecordingStopped(event_id=event_id, at=now.utc, file=written.name, actor=actor)], now)
        return {"file": written.name, "reads": written.reads, "bytes": written.bytes}

    async_register_action(hass, "record", record, RECORD_SCHEMA)
    async_register_action(hass, "stop_recording", stop_recording, STOP_SCHEMA)


def _target(hass: HomeAssistant, device_id: str) -> tuple[Site, str | None]:
    """Return the running site a device stands for, and the receiver it is if it is one."""
    device = dr.async_get(hass).async_get(device_id)
    keys = (
        {key for domain, key in device.identifiers if domain == DOMAIN} if isinstance(device, dr.DeviceEntry) else set()
    )
    for site in _sites(hass):
        if site.entry.entry_id in keys:
            return site, None
        for key in keys & site.entry.subentries.keys():
            if site.entry.subentries[key].subentry_type == SUBENTRY_RECEIVER:
                return site, key
    raise _refusal("not_a_receiver", device=device_id)


def _sites(hass: HomeAssistant) -> list[Site]:
    """Return every site that runs."""
    entries: list[DuressConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return [entry.runtime_data for entry in entries]


def _refusal(key: str, **placeholders: str) -> ServiceValidationError:
    """Return a sentence for what is refused."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders or None
    )
