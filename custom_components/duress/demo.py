"""Building the demo school in Home Assistant: floors, rooms and everything that is installed in them."""

from typing import Final

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import CONF_DEVICE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, floor_registry as fr

from .const import (
    CONF_AREA,
    CONF_MODEL,
    CONF_RECEIVER_TYPE,
    CONF_ROLE,
    CONF_SPEED,
    CONF_SURVEYED,
    CONF_UID,
    RECEIVER_DEMO,
    SUBENTRY_RECEIVER,
    SUBENTRY_TRANSMITTER,
)
from .core.roster import Role
from .echostream import format_uid
from .receivers.demo import SCHOOL, DemoTransmitter

DEMO_MARK: Final = "DEMO"


@callback
def async_demo_subentries(hass: HomeAssistant, speed: int, *, surveyed: bool) -> list[ConfigSubentryData]:
    """Return what a demo school has installed; its floors and rooms are made if they are not there yet.

    `surveyed` says whether its survey comes along at the first start.
    """
    areas = _make_rooms(hass)
    receiver = ConfigSubentryData(
        data={
            CONF_RECEIVER_TYPE: RECEIVER_DEMO,
            CONF_DEVICE: RECEIVER_DEMO,
            CONF_SPEED: speed,
            CONF_SURVEYED: surveyed,
            CONF_AREA: areas[SCHOOL.receiver_room],
        },
        subentry_type=SUBENTRY_RECEIVER,
        title=f"{DEMO_MARK} receiver",
        unique_id=None,
    )
    roles = ((SCHOOL.pendants, Role.PENDANT), (SCHOOL.buttons, Role.FIXED_BUTTON), (SCHOOL.repeaters, Role.REPEATER))
    return [receiver, *(_subentry(one, role, areas) for group, role in roles for one in group)]


@callback
def async_demo_rooms(hass: HomeAssistant) -> dict[str, str]:
    """Return the area of each demo room that is still there, by its key."""
    areas = ar.async_get(hass)
    named = {room.key: areas.async_get_area_by_name(_marked(room.name)) for room in SCHOOL.rooms}
    return {key: area.id for key, area in named.items() if area is not None}


def _subentry(transmitter: DemoTransmitter, role: Role, areas: dict[str, str]) -> ConfigSubentryData:
    """Return one simulated transmitter as it is installed."""
    uid = format_uid(transmitter.uid)
    return ConfigSubentryData(
        data={
            CONF_UID: uid,
            CONF_MODEL: None if role is Role.REPEATER else transmitter.pti,
            CONF_ROLE: role,
            CONF_AREA: areas[transmitter.room],
        },
        subentry_type=SUBENTRY_TRANSMITTER,
        title=transmitter.label,
        unique_id=uid,
    )


def _make_rooms(hass: HomeAssistant) -> dict[str, str]:
    """Return the area of each demo room by its key."""
    floors, areas = fr.async_get(hass), ar.async_get(hass)
    floor_ids: dict[str, str] = {}
    for level, floor in enumerate(SCHOOL.floors):
        name = _marked(floor.name)
        known = floors.async_get_floor_by_name(name) or floors.async_create(name, level=level)
        floor_ids[floor.key] = known.floor_id
    area_ids: dict[str, str] = {}
    for room in SCHOOL.rooms:
        name = _marked(room.name)
        area = areas.async_get_area_by_name(name) or areas.async_create(name, floor_id=floor_ids[room.floor])
        area_ids[room.key] = area.id
    return area_ids


def _marked(name: str) -> str:
    """Return a name that says it is not real."""
    return name if name.startswith(DEMO_MARK) else f"{DEMO_MARK} {name}"
