"""What a device is called and where it belongs, as consoles group things by place."""

from homeassistant.util.json import JsonObjectType

from .core.roster import Room
from .installed import device_of
from .site import Site


def place_row(site: Site, key: str, label: str | None = None, room: Room | None = None) -> JsonObjectType:
    """Return the device of a subentry and its place; what is not installed any more is told as it was noted."""
    roster = site.school.roster
    installed = roster.transmitters.get(key) or roster.receivers.get(key)
    if installed is not None:
        label, room = installed.label, installed.room
    device = device_of(site.hass, site.entry, key)
    return {
        "device_id": device.id if device is not None else None,
        "label": label,
        "room": room.name if room is not None else None,
        "room_id": room.room_id if room is not None else None,
        "floor": room.floor if room is not None else None,
        "building": room.building if room is not None else None,
    }
