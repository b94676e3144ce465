"""Real peers for sites under test: receivers on TCP ports, a monitoring station; and the steps of a flow in short."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from aiohttp import web
from aiohttp.test_utils import TestClient
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigFlowResult, SubentryFlowResult
from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir

from custom_components.duress.const import (
    CONF_SITE_NAME,
    DOMAIN,
    RECEIVER_NETWORK,
    SUBENTRY_RECEIVER,
    SUBENTRY_TRANSMITTER,
)
from custom_components.duress.echostream import (
    AlarmInputs,
    DirectedConfig,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    ReceiverCheckIn,
    ReceiverFlags,
    RepeaterFlags,
    RepeaterStatus,
    Route,
    commands,
    encode,
    make_uid,
)
from custom_components.duress.receivers import LinkState, ReceiverLink
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import until
from tests.receivers.peers import TcpPeer
from tests.serving import WebServer

CHECK_IN: Final = encode(ReceiverCheckIn(0, 0, int(ReceiverFlags.NO_CHANGE)))
RECEIVER: Final = make_uid(Mid.RECEIVER, 0x12345)
EN1223S: Final = 0x18

type Typed = Mapping[str, Any]
type WebClients = Callable[[], Awaitable[TestClient[web.Request, web.Application]]]
"""The test package's fixture `hass_client`: somebody who is logged in at the web server."""


class Browser(Protocol):
    """What the test package's web socket can do, as far as it is used."""

    async def remove_device(self, device_id: str) -> dict[str, Any]:
        """Remove a device as its page does; return the answer."""


type Browsers = Callable[[HomeAssistant], Awaitable[Browser]]
"""The test package's fixture `hass_ws_client`."""


def receiver_peer() -> TcpPeer:
    """Return a receiver behind a serial server: it checks in when a line opens and says who it is."""
    peer = TcpPeer(lambda _peer, transport: transport.write(CHECK_IN))
    peer.replies = {
        commands.REPORT_SERIAL: encode(DirectedConfig(0x90, (0x12345).to_bytes(3))),
        commands.REPORT_NID: encode(DirectedConfig(0x82, b"\x0a")),
    }
    return peer


def host_of(peer: TcpPeer) -> str:
    """Return the address of a peer as people type it."""
    return peer.url.removeprefix("socket://")


def pressed(
    serial: int,
    *,
    pti: int = EN1223S,
    flags: EndDeviceFlags = EndDeviceFlags(0),  # noqa: B008 - an immutable flag
    inputs: AlarmInputs = AlarmInputs.INPUT_1,
) -> bytes:
    """Return the frame of a pressed button, heard by the receiver itself."""
    uid = make_uid(Mid.END_DEVICE, serial)
    return encode(EndDeviceReport(uid, RECEIVER, pti, inputs, flags, level=60, margin=40))


def restarted(serial: int, *, pti: int = EN1223S) -> bytes:
    """Return the frame of a pendant whose reset button was pressed."""
    uid = make_uid(Mid.END_DEVICE, serial)
    return encode(EndDeviceReport(uid, RECEIVER, pti, AlarmInputs(0), EndDeviceFlags.RESET, level=60, margin=40))


def checked_in(serial: int, *, pti: int = EN1223S, repeater: int | None = None) -> bytes:
    """Return the frame of a pendant that says it is alive, heard by the receiver or by a repeater."""
    uid = make_uid(Mid.END_DEVICE, serial)
    hop = RECEIVER if repeater is None else make_uid(Mid.REPEATER, repeater)
    return encode(EndDeviceReport(uid, hop, pti, AlarmInputs(0), EndDeviceFlags.NO_CHANGE, level=60, margin=40))


def repeater_status(serial: int) -> bytes:
    """Return the frame of a repeater that says it is alive."""
    route = Route(make_uid(Mid.REPEATER, serial), RECEIVER)
    return encode(RepeaterStatus(route, int(RepeaterFlags.NO_CHANGE), 60, 40))


async def walk(hass: HomeAssistant, *typed: Typed) -> ConfigFlowResult:
    """Begin to set up a site and type one form after the other; return what is shown then."""
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    return await further(hass, flow, *typed)


async def further(hass: HomeAssistant, flow: ConfigFlowResult, *typed: Typed) -> ConfigFlowResult:
    """Type more forms of a flow; return what is shown then."""
    for one in typed:
        flow = await hass.config_entries.flow.async_configure(flow["flow_id"], dict(one))
    return flow


async def walk_subentry(
    hass: HomeAssistant, entry: DuressConfigEntry, kind: str, *typed: Typed, reconfigure: str | None = None
) -> SubentryFlowResult:
    """Begin to install something, or to change what is installed, and type one form after the other."""
    flow = await hass.config_entries.subentries.async_init(
        (entry.entry_id, kind),
        context={"source": SOURCE_USER}
        if reconfigure is None
        else {"source": SOURCE_RECONFIGURE, "subentry_id": reconfigure},
    )
    return await further_subentry(hass, flow, *typed)


async def further_subentry(hass: HomeAssistant, flow: SubentryFlowResult, *typed: Typed) -> SubentryFlowResult:
    """Type more forms of a subentry flow; wait until what was saved has taken effect."""
    for one in typed:
        flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], dict(one))
    if flow["type"] in (FlowResultType.CREATE_ENTRY, FlowResultType.ABORT):
        await hass.async_block_till_done()
    return flow


def suggested(flow: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form is filled in with."""
    return {
        str(field_): field_.description["suggested_value"]
        for field_ in flow["data_schema"].schema
        if field_.description
    }


@dataclass(slots=True)
class RealSite:
    """A running site whose receiver is a TCP peer."""

    hass: HomeAssistant
    entry: DuressConfigEntry
    peer: TcpPeer

    @property
    def receiver_id(self) -> str:
        """The subentry of the first receiver."""
        return self.entry.get_subentries_of_type(SUBENTRY_RECEIVER)[0].subentry_id

    @property
    def link(self) -> ReceiverLink:
        """The link of the first receiver."""
        link = self.entry.runtime_data.links.link(self.receiver_id)
        assert link is not None
        return link

    async def connected(self) -> None:
        """Wait until the receiver has said all it says by itself; what comes next is what a test lets it say."""
        await until(lambda: self.link.status.state is LinkState.CONNECTED and self.link.status.nid is not None)

    async def hear(self, frame: bytes) -> None:
        """Let the receiver say something and wait until it has arrived, and a press has its place."""
        before, site = self.link.counters.frames, self.entry.runtime_data
        self.peer.say(frame)
        await until(lambda: self.link.counters.frames > before and not site.school.has_unlocated)

    async def add_pendant(self, title: str, serial: int, **more: object) -> str:
        """Install a pendant by typing its serial number; return its subentry id."""
        typed = {"name": title, "serial": str(serial), "model": str(EN1223S), "role": "pendant", **more}
        flow = await walk_subentry(self.hass, self.entry, SUBENTRY_TRANSMITTER, {"next_step_id": "details"}, typed)
        assert flow["type"] is FlowResultType.CREATE_ENTRY, flow
        found = (one for one in self.entry.get_subentries_of_type(SUBENTRY_TRANSMITTER) if one.title == title)
        return next(found).subentry_id


async def answer(hass: HomeAssistant, client: Any, issue: ir.IssueEntry, *typed: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - the test package's client
    """Open the fix of an issue as its page does, and type one form after the other; return what is shown then."""
    started = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue.issue_id})
    shown: dict[str, Any] = await started.json()
    for one in typed:
        sent = await client.post(f"/api/repairs/issues/fix/{shown['flow_id']}", json=one)
        shown = await sent.json()
    await hass.async_block_till_done()
    return shown


async def unload_all(hass: HomeAssistant) -> None:
    """Stop every site that runs."""
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()


@asynccontextmanager
async def real_site(hass: HomeAssistant, name: str = "Lincoln") -> AsyncGenerator[RealSite]:
    """Set up a site with a receiver on a TCP port through the flow; stop both afterwards."""
    async with receiver_peer() as peer:
        network = ({"next_step_id": RECEIVER_NETWORK}, {CONF_HOST: host_of(peer)})
        flow = await walk(hass, {CONF_SITE_NAME: name}, *network)
        assert flow["type"] is FlowResultType.CREATE_ENTRY, flow
        await hass.async_block_till_done()
        site = RealSite(hass, flow["result"], peer)
        await site.connected()
        yield site
        await unload_all(hass)


@dataclass(slots=True)
class Station:
    """A monitoring station on loopback that answers with a status."""

    url: str = ""
    status: int = 200
    bodies: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def station(status: int = 200) -> AsyncGenerator[Station]:
    """Run a monitoring station for the time of a block."""
    desk = Station(status=status)

    async def answer(request: web.Request) -> web.Response:
        desk.bodies.append(await request.read())
        return web.Response(status=desk.status)

    app = web.Application()
    app.router.add_post("/hook", answer)
    async with WebServer(app) as server:
        desk.url = server.url("/hook")
        yield desk
