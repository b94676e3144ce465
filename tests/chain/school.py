"""The school of these tests: what is installed and how it sounds on the air."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigSubentryDataWithId
from homeassistant.const import CONF_DEVICE, CONF_URL

from custom_components.duress.const import (
    CONF_AREA,
    CONF_FORWARD_ALL,
    CONF_JOIN_MINUTES,
    CONF_MODEL,
    CONF_RECEIVER_TYPE,
    CONF_ROLE,
    CONF_SECRET,
    CONF_SITE_ADDRESS,
    CONF_UID,
    DOMAIN,
    RECEIVER_NETWORK,
    SUBENTRY_ENDPOINT,
    SUBENTRY_RECEIVER,
    SUBENTRY_TRANSMITTER,
)
from custom_components.duress.core.roster import Kind, Role
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    ReceiverCheckIn,
    encode,
    format_uid,
    make_uid,
)

ENTRY_ID: Final = "01CHAINSCHOOL0000000000000"
RECEIVER_ID: Final = "receiver"
ENDPOINT_ID: Final = "desk"
SECRET: Final = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
"""Signing secret of the endpoint: 32 bytes that are secret from nobody."""

PENDANTS: Final = 60
ROOMS: Final = ("office", "library")
"""Where the receiver and the repeater are."""

_MODEL: Final = 0x18
_FIRST_SERIAL: Final = 4_000_000
_RECEIVER: Final = make_uid(Mid.RECEIVER, 74_565)
_REPEATER: Final = make_uid(Mid.REPEATER, 258)
_HEARD_BY: Final = ((_REPEATER, 40), (_RECEIVER, 60), (_REPEATER, 70))
"""First hops of the copies of one press and the level each measured: the place changes while they arrive."""

CHECK_IN: Final = encode(ReceiverCheckIn(0, 0, 0))


def serial_of_pendant(index: int) -> int:
    """Return the printed serial number of a pendant, counted from 0."""
    return _FIRST_SERIAL + index


def press(index: int, copy: int) -> bytes:
    """Return the frame of one copy of the press of a pendant, both counted from 0."""
    first_hop, level = _HEARD_BY[copy % len(_HEARD_BY)]
    uid = make_uid(Mid.END_DEVICE, serial_of_pendant(index))
    return encode(
        EndDeviceReport(uid, first_hop, _MODEL, AlarmInputs.INPUT_1, EndDeviceFlags(0), level=level, margin=level - 10)
    )


def entry(receiver_port: int, endpoint_url: str, pendants: int = PENDANTS) -> ConfigEntry:
    """Return the site as it is configured, each press an incident of its own; its rooms have to exist."""
    return ConfigEntry(
        data={CONF_SITE_ADDRESS: "1 Chain Street"},
        discovery_keys=MappingProxyType({}),
        domain=DOMAIN,
        entry_id=ENTRY_ID,
        minor_version=1,
        options={CONF_JOIN_MINUTES: dict.fromkeys(Kind, 0)},
        source=SOURCE_USER,
        subentries_data=tuple(_subentries(receiver_port, endpoint_url, pendants)),
        title="Lincoln",
        unique_id=None,
        version=1,
    )


def _subentries(receiver_port: int, endpoint_url: str, pendants: int) -> Iterator[ConfigSubentryDataWithId]:
    """Return receiver, repeater, pendants and endpoint."""
    yield ConfigSubentryDataWithId(
        subentry_id=RECEIVER_ID,
        subentry_type=SUBENTRY_RECEIVER,
        title="Receiver",
        unique_id=None,
        data={
            CONF_RECEIVER_TYPE: RECEIVER_NETWORK,
            CONF_DEVICE: f"socket://127.0.0.1:{receiver_port}",
            CONF_AREA: ROOMS[0],
        },
    )
    yield ConfigSubentryDataWithId(
        subentry_id="repeater",
        subentry_type=SUBENTRY_TRANSMITTER,
        title="Repeater",
        unique_id=format_uid(_REPEATER),
        data={CONF_ROLE: Role.REPEATER, CONF_UID: format_uid(_REPEATER), CONF_MODEL: None, CONF_AREA: ROOMS[1]},
    )
    for index in range(pendants):
        uid = format_uid(make_uid(Mid.END_DEVICE, serial_of_pendant(index)))
        yield ConfigSubentryDataWithId(
            subentry_id=f"pendant{index:02}",
            subentry_type=SUBENTRY_TRANSMITTER,
            title=f"Pendant {index:02}",
            unique_id=uid,
            data={CONF_ROLE: Role.PENDANT, CONF_UID: uid, CONF_MODEL: _MODEL},
        )
    yield ConfigSubentryDataWithId(
        subentry_id=ENDPOINT_ID,
        subentry_type=SUBENTRY_ENDPOINT,
        title="District desk",
        unique_id=None,
        data={CONF_URL: endpoint_url, CONF_SECRET: SECRET, CONF_FORWARD_ALL: True},
    )
