"""The receivers of a running site: one link for each, started, followed and stopped with its subentry."""

import time
from typing import TYPE_CHECKING, Any

from homeassistant.components import usb
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import CONF_DEVICE
from homeassistant.core import CALLBACK_TYPE, callback

from . import issues
from .const import (
    CONF_AREA,
    CONF_BAUDRATE,
    CONF_RECEIVER_TYPE,
    CONF_SILENCE,
    CONF_SPEED,
    DEFAULT_BAUDRATE,
    RECEIVER_DEMO,
)
from .echostream import Message
from .installed import receivers_of
from .receivers import LinkState, LinkStatus, ReceiverLink, SilencePolicy
from .receivers.demo import DemoServer

if TYPE_CHECKING:
    from .site import Site


class Links:
    """Every receiver link of a site, by subentry."""

    def __init__(self, site: Site) -> None:
        """Start with none."""
        self._site = site
        self._links: dict[str, ReceiverLink] = {}
        self._demos: dict[str, DemoServer] = {}
        self._settings: dict[str, dict[str, Any]] = {}
        self._unsubscribe_usb: CALLBACK_TYPE | None = None

    def link(self, receiver_id: str) -> ReceiverLink | None:
        """Return the link of a receiver."""
        return self._links.get(receiver_id)

    @property
    def are_running(self) -> bool:
        """Whether every receiver that is set up is listened to, or tried again."""
        wanted = {subentry.subentry_id for subentry in receivers_of(self._site.entry)}
        return wanted == self._links.keys() and all(link.is_running for link in self._links.values())

    def demos(self) -> list[DemoServer]:
        """Return the simulated schools of this site."""
        return list(self._demos.values())

    async def async_update(self) -> None:
        """Start, stop and replace links as configured; one whose settings stay is not touched."""
        if self._unsubscribe_usb is None:
            self._unsubscribe_usb = usb.async_register_port_event_callback(self._site.hass, self._ports_changed)
        wanted = {subentry.subentry_id: subentry for subentry in receivers_of(self._site.entry)}
        for receiver_id in self._links.keys() - wanted.keys():
            await self._async_end(receiver_id)
        for receiver_id, subentry in wanted.items():
            if self._settings.get(receiver_id) == _line_settings(subentry):
                continue
            if receiver_id in self._links:
                await self._async_end(receiver_id)
                # What is at the new address is not known before it is heard.
                self._site.link_changed(receiver_id, time.monotonic(), connected=False, detail="address changed")
            await self._async_begin(subentry)

    async def async_stop(self) -> None:
        """Stop all links and simulated schools."""
        if self._unsubscribe_usb is not None:
            self._unsubscribe_usb()
            self._unsubscribe_usb = None
        for receiver_id in list(self._links):
            await self._async_end(receiver_id, removed=False)

    async def _async_begin(self, subentry: ConfigSubentry) -> None:
        """Start the link of a receiver, and its simulated school if it is one."""
        receiver_id = subentry.subentry_id
        data = self._settings[receiver_id] = _line_settings(subentry)
        if data[CONF_RECEIVER_TYPE] == RECEIVER_DEMO:
            demo = self._demos[receiver_id] = DemoServer(speed=float(data.get(CONF_SPEED, 1)))
            url = await demo.start()
        else:
            url = data[CONF_DEVICE]

        def on_status(status: LinkStatus) -> None:
            self._status_changed(receiver_id, status)

        def on_message(message: Message, at: float) -> None:
            self._site.receive(receiver_id, message, at)

        link = ReceiverLink(
            url,
            on_message=on_message,
            on_status=on_status,
            baudrate=int(data.get(CONF_BAUDRATE, DEFAULT_BAUDRATE)),
            silence=SilencePolicy(fixed=data.get(CONF_SILENCE)),
        )
        self._links[receiver_id] = link
        self._site.recorder.link_begun(receiver_id, link)
        await link.start()

    async def _async_end(self, receiver_id: str, *, removed: bool = True) -> None:
        """Stop the link of a receiver; what was said about it goes with it."""
        self._settings.pop(receiver_id, None)
        if (link := self._links.pop(receiver_id, None)) is not None:
            await link.stop()
        if (demo := self._demos.pop(receiver_id, None)) is not None:
            await demo.stop()
        if removed:
            issues.receiver_back(self._site.hass, receiver_id)

    @callback
    def _status_changed(self, receiver_id: str, status: LinkStatus) -> None:
        """Tell the site whether a link works, and the school what to do if it does not."""
        if status.state in (LinkState.CONNECTING, LinkState.STOPPED) or receiver_id not in self._links:
            return
        connected = status.state is LinkState.CONNECTED
        link = self._links[receiver_id]
        if connected:
            issues.receiver_back(self._site.hass, receiver_id)
        elif (receiver := self._site.school.roster.receivers.get(receiver_id)) is not None:
            problem = str(status.reason) if status.reason is not None else ""
            issues.receiver_lost(self._site.hass, receiver_id, receiver.label, link.address, problem)
        self._site.link_changed(
            receiver_id, status.since, connected=connected, detail="" if connected else str(status.reason or "")
        )

    @callback
    def _ports_changed(self, added: set[Any], _removed: set[Any]) -> None:
        """Try at once when an adapter was plugged in, instead of waiting for the next attempt."""
        if added:
            for link in self._links.values():
                if link.status.state is not LinkState.CONNECTED:
                    link.reconnect_now()


def _line_settings(subentry: ConfigSubentry) -> dict[str, Any]:
    """Return the settings the line depends on; the room is none of them."""
    return {key: value for key, value in subentry.data.items() if key != CONF_AREA}
