"""A running Home Assistant with a school in it: real core, real sockets, a real ledger on the disk.

The school has 200 pendants, or as many as a benchmark wants.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
import logging
from pathlib import Path
import tempfile
from types import MappingProxyType
from typing import Final

from homeassistant import auth, bootstrap, config_entries, loader
from homeassistant.components.zeroconf.const import DATA_INSTANCE
from homeassistant.components.zeroconf.models import HaAsyncZeroconf
from homeassistant.config_entries import ConfigEntry, ConfigSubentryDataWithId
from homeassistant.const import CONF_DEVICE, CONF_NAME, CONF_URL
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import area_registry as ar, floor_registry as fr
from homeassistant.util import slugify

import custom_components  # noqa: F401 - before a folder of that name in the configuration is looked for
from custom_components.duress.const import (
    CONF_AREA,
    CONF_FORWARD_ALL,
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
from custom_components.duress.core.roster import Role
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    ReceiverCheckIn,
    RepeaterStatus,
    Uid,
    encode,
    format_uid,
    make_uid,
)
from custom_components.duress.echostream.messages import Route
from custom_components.duress.monitoring import generate_secret
from custom_components.duress.receivers import ReceiverLink
from custom_components.duress.site import DuressConfigEntry, Site

from .peers import ENDPOINT, RECEIVER, Peer, Transmission

PENDANT_PTI: Final = 0x18
RECEIVER_UID: Final = make_uid(0x00, 0xFAD02C)
ROOMS: Final = 40
_REPEATER_NO_CHANGE: Final = 0x0010


def repeaters(number: int) -> tuple[Uid, ...]:
    """Return the radio identifiers of the first so many repeaters."""
    return tuple(make_uid(0x01, 0x21AB10 + one) for one in range(number))


REPEATERS: Final = repeaters(6)


def pendants(number: int) -> tuple[Uid, ...]:
    """Return the radio identifiers of the first so many pendants."""
    return tuple(make_uid(0xB2, 0x300000 + one) for one in range(number))


PENDANTS: Final = pendants(200)


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A school that runs and has heard every device; its receiver and its endpoint are other processes."""

    hass: HomeAssistant
    site: Site
    receiver: Peer
    endpoint: Peer
    ledger: Path
    endpoint_url: str

    @property
    def receiver_port(self) -> int:
        """The port the site is connected to."""
        return self.receiver.ports[0]

    @property
    def link(self) -> ReceiverLink:
        """The link of the site's only receiver."""
        link = self.site.links.link(next(iter(self.site.school.roster.receivers)))
        if link is None:
            raise RuntimeError("the site has no receiver link: nothing can be measured")
        return link


async def until(condition: Callable[[], object], *, seconds: float = 30, poll: float = 0.01) -> None:
    """Wait for the world outside and look every `poll` seconds; TimeoutError after some seconds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - waits for the world outside, which sets no event
            await asyncio.sleep(poll)


def press(pendant: Uid) -> bytes:
    """Return the frame of a press, heard first by the repeater of the pendant's part of the school."""
    return _report(pendant, AlarmInputs.INPUT_1, EndDeviceFlags(0), 60)


def check_in(pendant: Uid, level: int = 60) -> bytes:
    """Return the frame of an unchanged check-in."""
    return _report(pendant, AlarmInputs(0), EndDeviceFlags.NO_CHANGE, level)


def check_ins(level: int = 60, installed: Iterable[Uid] = PENDANTS, relays: Iterable[Uid] = REPEATERS) -> list[bytes]:
    """Return one unchanged check-in of each installed device."""
    relayed = [
        encode(RepeaterStatus(Route(repeater, RECEIVER_UID), _REPEATER_NO_CHANGE, level, level - 3))
        for repeater in relays
    ]
    return [*(check_in(pendant, level) for pendant in installed), *relayed, encode(ReceiverCheckIn(0, 0, 0x10))]


def _report(pendant: Uid, alarms: AlarmInputs, flags: EndDeviceFlags, level: int) -> bytes:
    """Return the frame of a pendant's report."""
    hop = REPEATERS[pendant % len(REPEATERS)]
    return encode(EndDeviceReport(pendant, hop, PENDANT_PTI, alarms, flags, level, level - 3, (hop,), 1))


@asynccontextmanager
async def running_school(
    installed: Sequence[Uid] = PENDANTS,
    way: Mapping[str, object] | None = None,
    *,
    relays: Sequence[Uid] = REPEATERS,
    room_number: int = ROOMS,
) -> AsyncGenerator[School]:
    """Run a school until the end of the block; `way` is how another endpoint than the usual one is set up."""
    async with Peer.running(RECEIVER) as receiver, Peer.running(ENDPOINT) as endpoint, home_assistant() as hass:
        url = f"http://127.0.0.1:{endpoint.ports[0]}/"
        line = f"socket://127.0.0.1:{receiver.ports[0]}"
        entry = school_entry(hass, line, url, installed, way, relays=relays, room_number=room_number)
        await hass.config_entries.async_add(entry)
        await hass.async_block_till_done()
        site = entry.runtime_data
        ledger = Path(hass.config.path("duress", f"{entry.entry_id}.sqlite"))
        school = School(hass=hass, site=site, receiver=receiver, endpoint=endpoint, ledger=ledger, endpoint_url=url)
        await until(lambda: school.link.counters.connects)
        await receiver.transmit(
            Transmission(port=receiver.ports[0], frames=_hex(check_ins(installed=installed, relays=relays)), gap=0.001)
        )
        await until(lambda: site.readiness.protection == "ready")
        await asyncio.sleep(1.2)  # readiness is shown a second after a device was first heard
        try:
            yield school
        finally:
            await hass.config_entries.async_unload(entry.entry_id)


@asynccontextmanager
async def home_assistant(folder: str | None = None) -> AsyncGenerator[HomeAssistant]:
    """Run a Home Assistant core without its default integrations, in a folder or in one of its own."""
    for logger in ("homeassistant", "aiohttp_fast_zlib"):  # warns of custom integrations and of a second run
        logging.getLogger(logger).setLevel(logging.ERROR)
    with ExitStack() as stack:
        hass = HomeAssistant(folder or stack.enter_context(a_folder()))
        hass.config.skip_pip = True
        loader.async_setup(hass)
        hass.config_entries = config_entries.ConfigEntries(hass, {})
        await loader.async_get_custom_components(hass)
        if not await bootstrap.async_load_base_functionality(hass):
            raise RuntimeError("Home Assistant did not load its registries: nothing can be measured")
        hass.auth = await auth.auth_manager_from_config(hass, [], [])
        hass.set_state(CoreState.running)
        # Name resolution of Home Assistant's HTTP session would speak multicast on every network.
        hass.data[DATA_INSTANCE] = resolver = HaAsyncZeroconf(interfaces=["127.0.0.1"])
        try:
            yield hass
        finally:
            await hass.async_stop(force=True)
            await resolver.ha_async_close()


def a_folder() -> tempfile.TemporaryDirectory[str]:
    """Return an empty configuration folder that is removed after the block."""
    return tempfile.TemporaryDirectory(prefix="duress-bench-")


def school_entry(
    hass: HomeAssistant,
    receiver_url: str,
    endpoint_url: str,
    installed: Sequence[Uid] = PENDANTS,
    way: Mapping[str, object] | None = None,
    *,
    relays: Sequence[Uid] = REPEATERS,
    room_number: int = ROOMS,
) -> DuressConfigEntry:
    """Make the rooms of the school and return its configuration, the same in every run."""
    rooms = _make_rooms(hass, room_number)
    subentries = [
        _subentry(
            SUBENTRY_RECEIVER,
            "Receiver",
            {CONF_RECEIVER_TYPE: RECEIVER_NETWORK, CONF_DEVICE: receiver_url, CONF_AREA: rooms[0]},
        ),
        *(
            transmitter(uid, f"{name} {number}", role, pti, rooms[number % len(rooms)])
            for group, name, role, pti in (
                (installed, "Pendant", Role.PENDANT, PENDANT_PTI),
                (relays, "Repeater", Role.REPEATER, None),
            )
            for number, uid in enumerate(group)
        ),
        _subentry(
            SUBENTRY_ENDPOINT,
            "District desk",
            {
                CONF_NAME: "District desk",
                CONF_FORWARD_ALL: True,
                **(way or {CONF_URL: endpoint_url, CONF_SECRET: generate_secret()}),
            },
        ),
    ]
    return ConfigEntry(
        data={CONF_SITE_ADDRESS: "1 School Road"}, disabled_by=None, discovery_keys=MappingProxyType({}), domain=DOMAIN,
        entry_id="lincoln", minor_version=1, options={},
        source=config_entries.SOURCE_USER, subentries_data=subentries, title="Lincoln", unique_id=None, version=1,
    )  # fmt: skip


def _make_rooms(hass: HomeAssistant, number: int) -> list[str]:
    """Return the areas of the school, on two floors."""
    floors = [fr.async_get(hass).async_create(name, level=level).floor_id for level, name in enumerate("12")]
    areas = ar.async_get(hass)
    return [areas.async_create(f"Room {one}", floor_id=floors[one % 2]).id for one in range(number)]


def transmitter(uid: Uid, title: str, role: Role, pti: int | None, room: str) -> ConfigSubentryDataWithId:
    """Return an installed transmitter."""
    data = {CONF_UID: format_uid(uid), CONF_MODEL: pti, CONF_ROLE: role, CONF_AREA: room}
    return _subentry(SUBENTRY_TRANSMITTER, title, data, format_uid(uid))


def _subentry(
    kind: str, title: str, data: Mapping[str, object], unique_id: str | None = None
) -> ConfigSubentryDataWithId:
    """Return something installed."""
    return ConfigSubentryDataWithId(
        data=data, subentry_id=slugify(title), subentry_type=kind, title=title, unique_id=unique_id
    )


def _hex(frames: list[bytes]) -> list[str]:
    """Return frames as the receiver process takes them."""
    return [frame.hex() for frame in frames]
