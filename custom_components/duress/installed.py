"""From Home Assistant's registries to the core's roster: subentries say what is installed, areas say where."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, device_registry as dr, floor_registry as fr
from homeassistant.helpers.typing import UNDEFINED

from .const import (
    CONF_AREA,
    CONF_BUILDINGS,
    CONF_IMPORTED_PLACES,
    CONF_MODEL,
    CONF_RECEIVER_TYPE,
    CONF_ROLE,
    CONF_SPEED,
    CONF_UID,
    DOMAIN,
    MANUFACTURER,
    RECEIVER_DEMO,
    SUBENTRY_ENDPOINT,
    SUBENTRY_RECEIVER,
    SUBENTRY_TRANSMITTER,
)
from .core.roster import Life, Receiver, Role, Room, RoomKind, Transmitter
from .echostream import Uid, format_uid, parse_uid, product_of, serial_of
from .settings import transmitter_settings

FLOORS: Final = "floors"
AREAS: Final = "areas"
LABELS: Final = "labels"
USUAL_LABELS: Final[dict[str, str]] = {RoomKind.OUTDOOR: "outdoor", RoomKind.EXTERIOR_DOOR: "exterior_door"}
"""The labels that say it where none was imported or chosen: what Home Assistant makes of "Outdoor", "Exterior door"."""


def receivers_of(entry: ConfigEntry) -> list[ConfigSubentry]:
    """Return the receivers of a site."""
    return [subentry for subentry in entry.subentries.values() if subentry.subentry_type == SUBENTRY_RECEIVER]


def transmitters_of(entry: ConfigEntry) -> list[ConfigSubentry]:
    """Return the transmitters of a site."""
    return [subentry for subentry in entry.subentries.values() if subentry.subentry_type == SUBENTRY_TRANSMITTER]


def endpoints_of(entry: ConfigEntry) -> list[ConfigSubentry]:
    """Return the monitoring endpoints of a site."""
    return [subentry for subentry in entry.subentries.values() if subentry.subentry_type == SUBENTRY_ENDPOINT]


def is_demo(entry: ConfigEntry) -> bool:
    """Whether a site has a simulated receiver, so that nothing it says may be taken for real."""
    return any(subentry.data[CONF_RECEIVER_TYPE] == RECEIVER_DEMO for subentry in receivers_of(entry))


def role_of(subentry: ConfigSubentry) -> Role:
    """Return what a transmitter is used for."""
    return Role(subentry.data[CONF_ROLE])


def imported_ids(entry: ConfigEntry, what: str) -> dict[str, str]:
    """Return which floors, areas or labels a site imported, by the text of their key."""
    kept = entry.options.get(CONF_IMPORTED_PLACES)
    found = kept.get(what) if isinstance(kept, Mapping) else None
    return dict(found) if isinstance(found, Mapping) else {}


def room_labels(entry: ConfigEntry) -> dict[str, str]:
    """Return the label of areas that says each thing: those of an import or the settings, else those called so."""
    return {**USUAL_LABELS, **imported_ids(entry, LABELS)}


def _outside(entry: ConfigEntry, area: ar.AreaEntry) -> tuple[RoomKind, str | None]:
    """Return what the labels of an area say of it, and the number of its exterior door."""
    keys = [key for key, label_id in room_labels(entry).items() if label_id in area.labels] if area.labels else []
    # A label with a number says more than the one without.
    door = max((key for key in keys if key.startswith(RoomKind.EXTERIOR_DOOR)), default=None)
    number = None if door is None else door.partition(":")[2] or None
    if RoomKind.OUTDOOR in keys:
        return RoomKind.OUTDOOR, number
    return (RoomKind.ROOM, None) if door is None else (RoomKind.EXTERIOR_DOOR, number)


@callback
def room_by_id(hass: HomeAssistant, entry: ConfigEntry, area_id: str | None) -> Room | None:
    """Return an area as the room it is called now; Home Assistant knows floors, the site which building each is in."""
    area = ar.async_get(hass).async_get_area(area_id) if area_id else None
    if area is None:
        return None
    floor = fr.async_get(hass).async_get_floor(area.floor_id) if area.floor_id else None
    kind, door = _outside(entry, area)
    return Room(
        room_id=area.id,
        name=area.name,
        floor_id=floor.floor_id if floor else None,
        floor=floor.name if floor else None,
        building=buildings_of(entry).get(floor.floor_id) if floor else None,
        kind=kind,
        door=door,
    )


def buildings_of(entry: ConfigEntry) -> Mapping[str, str]:
    """Return the name of the building of each floor that has one, by floor id."""
    buildings = entry.options.get(CONF_BUILDINGS)
    return buildings if isinstance(buildings, Mapping) else {}


@callback
def device_of(hass: HomeAssistant, entry: ConfigEntry, key: str) -> dr.DeviceEntry | None:
    """Return the registered device of a subentry, or of the site for its entry id."""
    try:
        device_id = dr.async_get_device_id_by_identifier(hass, (DOMAIN, key), config_entry_id=entry.entry_id)
    except ValueError:
        return None
    device = dr.async_get(hass).async_get(device_id)
    return device if isinstance(device, dr.DeviceEntry) else None


@callback
def async_add_transmitter(hass: HomeAssistant, entry: ConfigEntry, title: str, uid: Uid, data: dict[str, Any]) -> None:
    """Install a transmitter while the site runs, outside of the flow that installs one."""
    hass.config_entries.async_add_subentry(
        entry,
        ConfigSubentry(
            data=MappingProxyType(data),
            subentry_type=SUBENTRY_TRANSMITTER,
            title=title,
            unique_id=format_uid(uid),
        ),
    )


@callback
def async_register_devices(hass: HomeAssistant, entry: ConfigEntry, subentries: Iterable[ConfigSubentry]) -> None:
    """Create or update the site's device and some others; a new one takes the area it was enrolled with."""
    registry = dr.async_get(hass)
    site = registry.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, entry.entry_id)},
        name=entry.title,
        entry_type=dr.DeviceEntryType.SERVICE,
    )
    for subentry in subentries:
        is_new = device_of(hass, entry, subentry.subentry_id) is None
        room = room_by_id(hass, entry, subentry.data.get(CONF_AREA)) if is_new else None
        model, serial = _model_and_serial(subentry)
        registry.async_get_or_create(
            config_entry_id=entry.entry_id,
            config_subentry_id=subentry.subentry_id,
            identifiers={(DOMAIN, subentry.subentry_id)},
            name=subentry.title,
            manufacturer=MANUFACTURER if subentry.subentry_type != SUBENTRY_ENDPOINT else None,
            model=model,
            serial_number=serial,
            # With the device, not after it: a second change would be followed as a person's.
            suggested_area=room.name if room else UNDEFINED,
            via_device_id=site.id,
            entry_type=dr.DeviceEntryType.SERVICE if subentry.subentry_type == SUBENTRY_ENDPOINT else None,
        )


@callback
def installed_receivers(
    hass: HomeAssistant,
    entry: ConfigEntry,
    subentries: Iterable[ConfigSubentry],
    room_of: Callable[[str], Room | None],
) -> Iterator[Receiver]:
    """Return some receivers as the core knows them; `room_of` says which room each is in."""
    for subentry in subentries:
        yield Receiver(
            device_id=subentry.subentry_id,
            label=_label(hass, entry, subentry),
            room=room_of(subentry.subentry_id),
        )


@callback
def installed_transmitters(
    hass: HomeAssistant,
    entry: ConfigEntry,
    subentries: Iterable[ConfigSubentry],
    standing: Callable[[str], tuple[Life, float | None]],
    room_of: Callable[[str], Room | None],
) -> Iterator[Transmitter]:
    """Return some transmitters as the core knows them.

    `standing` says where each is in its life, and since when, `room_of` which room it is in.
    """
    speed = demo_speed(entry)
    for subentry in subentries:
        settings = transmitter_settings(subentry.data)
        life, since = standing(subentry.subentry_id)
        one = Transmitter(
            device_id=subentry.subentry_id,
            uid=parse_uid(subentry.data[CONF_UID]),
            pti=subentry.data.get(CONF_MODEL),
            label=_label(hass, entry, subentry),
            role=role_of(subentry),
            room=room_of(subentry.subentry_id),
            life=life,
            lost_since=since if life is Life.LOST else None,
            kind=settings.kind,
            kinds=settings.kinds,
            pattern=settings.pattern,
            factor=settings.factor,
            check_in=settings.check_in,
            battery_installed=settings.battery_installed,
        )
        # A demo in a hurry is judged in a hurry.
        yield one if speed == 1 else replace(one, check_in=(one.check_in or one.product.check_in) / speed)


def demo_speed(entry: ConfigEntry) -> float:
    """Return how many times faster than real the devices of a demo check in; 1 for a real site."""
    return max((float(one.data.get(CONF_SPEED, 1)) for one in receivers_of(entry)), default=1.0)


def _label(hass: HomeAssistant, entry: ConfigEntry, subentry: ConfigSubentry) -> str:
    """Return what people call a device: the name they gave it, else its title."""
    device = device_of(hass, entry, subentry.subentry_id)
    return (device.name_by_user if device else None) or subentry.title


def _model_and_serial(subentry: ConfigSubentry) -> tuple[str | None, str | None]:
    """Return the model and printed serial number of a device, as far as they are known."""
    match subentry.subentry_type:
        case "transmitter":
            uid = parse_uid(subentry.data[CONF_UID])
            pti = subentry.data.get(CONF_MODEL)
            if role_of(subentry) is Role.REPEATER:
                return "EN5040", str(serial_of(uid))
            return product_of(pti).model if pti is not None else None, str(serial_of(uid))
        case "receiver":
            return ("DEMO" if subentry.data[CONF_RECEIVER_TYPE] == RECEIVER_DEMO else "EchoStream"), None
    return subentry.data.get(CONF_NAME), None
