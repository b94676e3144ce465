"""The settings of a SIA DC-09 endpoint: their names, and the way out they describe."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.const import CONF_HOST, CONF_PORT, CONF_PROTOCOL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar

from .monitoring import PlaceFacts
from .monitoring.dc09 import (
    UNKNOWN_ROOM,
    Code,
    Dc09Settings,
    Form,
    Key,
    KeyForm,
    Numbering,
    Pad,
    Protocol,
)

CONF_ACCOUNT: Final = "account"
CONF_CODES: Final = "codes"
CONF_ENCRYPTION: Final = "encryption"
CONF_FORMAT: Final = "format"
CONF_KEY: Final = "encryption_key"
CONF_KEY_FORM: Final = "key_form"
CONF_NUMBERS: Final = "room_numbers"
CONF_PADDING: Final = "padding"
CONF_PARTITION: Final = "partition"
CONF_PREFIX: Final = "prefix"
CONF_REAL_CODES: Final = "real_codes"
CONF_RECEIVER: Final = "receiver"
CONF_REPLY_TIMEOUT: Final = "reply_timeout"
CONF_SUPERVISION: Final = "supervision"
CONF_UNKNOWN_ROOM: Final = "unknown_room"
CONF_UNTOLD: Final = "untold_rooms"
"""Rooms that got their numbers by themselves, and that nobody told the centre of yet."""

_WORDS: Final = frozenset({CONF_NUMBERS, CONF_UNTOLD})

FORMATS: Final = {"sia_dcs": Form.SIA, "adm_cid": Form.CID}
BITS: Final = {"none": 0, "aes_128": 128, "aes_192": 192, "aes_256": 256}
NO_ENCRYPTION: Final = "none"
SUPERVISION: Final = 60
REPLY_TIMEOUT: Final = 20


def read_dc09(hass: HomeAssistant, data: Mapping[str, Any]) -> Dc09Settings:
    """Return the way out that stored settings describe; a room goes by its own number, whatever it is called now."""
    numbers: Mapping[str, str] = data.get(CONF_NUMBERS, {})
    areas = ar.async_get(hass)

    def number_of(place: PlaceFacts) -> str | None:
        area = areas.async_get_area_by_name(place.room) if place.room else None
        return numbers.get(area.id) if area is not None else None

    return Dc09Settings(
        host=data[CONF_HOST],
        port=int(data[CONF_PORT]),
        account=data[CONF_ACCOUNT],
        protocol=Protocol(data[CONF_PROTOCOL]),
        receiver=data.get(CONF_RECEIVER, ""),
        prefix=data.get(CONF_PREFIX, "0"),
        key=_key(data),
        pad=Pad(data.get(CONF_PADDING, Pad.SHORT)),
        timeout=float(data.get(CONF_REPLY_TIMEOUT, REPLY_TIMEOUT)),
        numbering=Numbering(
            form=FORMATS[data[CONF_FORMAT]],
            area=int(data.get(CONF_PARTITION, 1)),
            codes={name: Code(**code) for name, code in data.get(CONF_CODES, {}).items()},
            number_of=number_of,
            unknown_room=data.get(CONF_UNKNOWN_ROOM, UNKNOWN_ROOM),
            real_codes=bool(data.get(CONF_REAL_CODES, False)),
        ),
    )


def is_same_way(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Return whether two settings of an endpoint differ in nothing but what is said of rooms."""
    return all(before.get(name) == after.get(name) for name in (before.keys() | after.keys()) - _WORDS)


def _key(data: Mapping[str, Any]) -> Key | None:
    """Return the key messages are encrypted with; None without encryption."""
    bits = BITS[data.get(CONF_ENCRYPTION, NO_ENCRYPTION)]
    return Key.parse(data[CONF_KEY], form=KeyForm(data[CONF_KEY_FORM]), bits=bits) if bits else None
