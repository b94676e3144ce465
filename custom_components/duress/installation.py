"""What is installed at a site, followed change by change: one pendant more costs the work of one, not of all."""

from collections.abc import Callable

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback

from .const import SUBENTRY_RECEIVER, SUBENTRY_TRANSMITTER
from .core.roster import Life, Receiver, Room, Transmitter
from .installed import async_register_devices, installed_receivers, installed_transmitters


class Installation:
    """The devices of a site as the core knows them; one is made anew when something it is made of has changed."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        standing: Callable[[str], tuple[Life, float | None]],
        room_of: Callable[[str], Room | None],
    ) -> None:
        """Know nothing yet; `standing` says where a transmitter is in its life, and since when (UTC s).

        `room_of` says which room a device is in.
        """
        self._standing = standing
        self._room_of = room_of
        self._hass = hass
        self._entry = entry
        self._seen: dict[str, tuple[str, object, object]] = {}
        self._of_site: tuple[object, ...] = ()
        self.receivers: dict[str, Receiver] = {}
        self.transmitters: dict[str, Transmitter] = {}

    def __contains__(self, subentry_id: str) -> bool:
        """Whether the last update has seen a device, so that it is registered and the core knows it."""
        return subentry_id in self._seen

    @callback
    def forget(self, subentry_id: str | None) -> None:
        """Make a device anew at the next update, for it was renamed or moved; None, the site's own, is nothing here."""
        if subentry_id is not None:
            self._seen.pop(subentry_id, None)

    @callback
    def forget_all(self) -> None:
        """Make every device anew at the next update: a room or floor has changed."""
        self._seen.clear()

    @callback
    def update(self) -> None:
        """Follow the configuration and register the devices of what is new or changed."""
        of_site = (self._entry.title, self._entry.data, self._entry.options)
        if of_site != self._of_site:
            self._of_site = of_site
            self.forget_all()
        subentries = self._entry.subentries
        for found in (self._seen, self.receivers, self.transmitters):
            for gone in found.keys() - subentries.keys():
                del found[gone]
        fresh = [one for one in subentries.values() if self._seen.get(one.subentry_id) != self._state(one)]
        if not fresh:
            return
        async_register_devices(self._hass, self._entry, fresh)
        receivers = [one for one in fresh if one.subentry_type == SUBENTRY_RECEIVER]
        transmitters = [one for one in fresh if one.subentry_type == SUBENTRY_TRANSMITTER]
        for receiver in installed_receivers(self._hass, self._entry, receivers, self._room_of):
            self.receivers[receiver.device_id] = receiver
        for transmitter in installed_transmitters(self._hass, self._entry, transmitters, self._standing, self._room_of):
            self.transmitters[transmitter.device_id] = transmitter
        self._seen.update((one.subentry_id, self._state(one)) for one in fresh)

    def _state(self, subentry: ConfigSubentry) -> tuple[str, object, object]:
        """Return what a device is made of; changed settings are another mapping, so that one comparison tells."""
        return subentry.title, subentry.data, self._standing(subentry.subentry_id)
