"""One connection to a broker: aiomqtt, and what it keeps to itself.

It confirms what came before anybody stored it, does not tell the reason code of a confirmation, sends more than the
broker takes at once, leaves what is in flight to its timeout when the connection is lost, forgets a connection that was
not answered or that brought nonsense instead of closing it, and may write on one that is closed. All of that decides
about alarms.
"""

import asyncio
from collections.abc import Callable
import logging
import socket
import ssl
import threading
import time
from typing import Any, Final, override

import aiomqtt
from paho.mqtt.client import Client as PahoClient, ConnectFlags, DisconnectFlags
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from ..receipts import MOST_BYTES
from . import presence
from .faults import CLOSED, ODD, Fault, NotConnectedError, fault_of, fault_of_end
from .properties import of_connection, of_will
from .settings import MqttSettings

_LOGGER = logging.getLogger(__name__)

_AT_LEAST_ONCE: Final = 1
_LARGEST_PACKET: Final = 2 * MOST_BYTES
_MOST_UNREAD: Final = 1000
_MOST_UNTAKEN: Final = 100
"""Receipts that the broker sends before the first of them is confirmed; it keeps the others."""
_MOST_UNCONFIRMED: Final = 20


class _Ear(logging.Logger):
    """Keeps the last error that the library only logs: the reason of a loss is told nowhere else."""

    def __init__(self) -> None:
        """Listen to errors, and to everything when this module's log is asked for."""
        super().__init__(__name__, logging.DEBUG if _LOGGER.isEnabledFor(logging.DEBUG) else logging.WARNING)
        self.heard: OSError | None = None

    @override
    def handle(self, record: logging.LogRecord) -> None:
        """Keep an error; repeat the rest for who looks for it."""
        for part in record.args if isinstance(record.args, tuple) else ():
            if isinstance(part, OSError):
                self.heard = part
        _LOGGER.debug("%s", record.getMessage())


class Session(aiomqtt.Client):
    """A connection that is opened once, used, and left or broken off."""

    def __init__(self, settings: MqttSettings, context: ssl.SSLContext | None) -> None:
        """Prepare; nothing is connected before `open`."""
        self._ear = _Ear()
        self._thread = threading.get_ident()
        self._settings = settings
        self._waiting: dict[int, asyncio.Future[int]] = {}
        self._end: Fault | None = None
        self._is_opening = False
        self._is_abandoned = False
        self._room = asyncio.Semaphore(_MOST_UNCONFIRMED)
        self.last_heard = 0.0
        """When the broker confirmed something, by the monotonic clock."""
        will = aiomqtt.Will(
            settings.topics.state,
            presence.lost(time.time(), settings.software),
            qos=_AT_LEAST_ONCE,
            retain=True,
            properties=of_will(
                WillDelayInterval=settings.will_delay,
                ContentType=presence.CONTENT_TYPE,
                PayloadFormatIndicator=1,
            ),
        )
        super().__init__(
            settings.host,
            settings.port,
            username=settings.username or None,
            password=settings.password or None,
            identifier=settings.client_id,
            protocol=aiomqtt.ProtocolVersion.V5,
            clean_start=False,
            keepalive=settings.keepalive,
            timeout=settings.timeout,
            will=will,
            tls_context=context,
            logger=self._ear,
            max_queued_incoming_messages=_MOST_UNREAD,
            socket_options=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),
            properties=of_connection(
                SessionExpiryInterval=settings.session_expiry,
                MaximumPacketSize=_LARGEST_PACKET,
                ReceiveMaximum=_MOST_UNTAKEN,
            ),
        )
        # What came is not confirmed by itself, which would be before anybody stored it.
        self._client.manual_ack_set(True)

    async def open(self) -> None:
        """Connect; NotConnectedError says why not. Must not be cancelled: a thread would connect all the same."""
        self._is_opening = True
        try:
            await self.__aenter__()
        except Exception as error:
            self._is_opening = False
            self.abort()
            raise NotConnectedError(self._end or fault_of(error, self._ear.heard)) from error
        self._is_opening = False
        self.last_heard = time.monotonic()

    def when_lost(self, tell: Callable[[Fault], None]) -> None:
        """Have it told once that the connection is gone, and why; everything in flight is answered first."""

        def ended(done: asyncio.Future[None]) -> None:
            _ = done.cancelled() or done.exception()
            fault = self._why_ended()
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(NotConnectedError(fault))
            tell(fault)

        self._disconnected.add_done_callback(ended)

    async def put(self, topic: str, payload: bytes, properties: Properties, *, retain: bool = False) -> int:
        """Publish and return the reason code of the confirmation; NotConnectedError if the connection is lost."""
        async with self._room:
            if self._disconnected.done():
                raise NotConnectedError(self._why_ended())
            info = self._client.publish(topic, payload, _AT_LEAST_ONCE, retain, properties)
            if info.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
                raise NotConnectedError(self._why_ended())
            future = self._waiting[info.mid] = self._loop.create_future()
            # The library would write in a later round of the event loop, behind everything else that is to be done now.
            self._write()
            try:
                code: int = await future
            finally:
                del self._waiting[info.mid]
            return code

    def confirm(self, message: aiomqtt.Message) -> None:
        """Tell the broker that what came was taken; without this it comes again on the next connection."""
        if not self._disconnected.done():
            _ = self._client.ack(message.mid, message.qos)

    async def leave(self) -> None:
        """Say goodbye, so that the broker does not publish the will, and end the connection."""
        try:
            await self.__aexit__(None, None, None)
        finally:
            self.abort()

    def abandon(self) -> None:
        """Let a connection that is still being made come to nothing: the broker hears no word of it."""
        self._is_abandoned = True

    def abort(self, why: Fault | None = None) -> None:
        """Break the connection off at once; its end is told as any other."""
        self._end = self._end or why
        if self._is_opening and not self._connected.done():
            self._connected.set_exception(aiomqtt.MqttError("the connection broke"))
            _ = self._connected.exception()  # nobody may be waiting for it yet
        if not self._disconnected.done():
            self._disconnected.set_exception(aiomqtt.MqttCodeError(None))
            _ = self._disconnected.exception()
        if self._misc_task is not None:
            _ = self._misc_task.cancel()
        connected = self._client.socket()
        if isinstance(connected, socket.socket) and (number := connected.fileno()) >= 0:
            self._loop.remove_reader(number)
            self._loop.remove_writer(number)
            connected.close()

    def _why_ended(self) -> Fault:
        """Return why the connection is gone."""
        return self._end or fault_of(aiomqtt.MqttCodeError(None), self._ear.heard)

    @override
    def _on_connect(
        self,
        client: PahoClient,
        userdata: Any,
        flags: ConnectFlags,
        reason_code: ReasonCode,
        properties: Properties | None = None,
    ) -> None:
        """Keep to how many messages the broker takes before it has confirmed one; it ends the connection otherwise."""
        self._room = asyncio.Semaphore(min(_MOST_UNCONFIRMED, getattr(properties, "ReceiveMaximum", _MOST_UNCONFIRMED)))
        super()._on_connect(client, userdata, flags, reason_code, properties)

    @override
    def _on_publish(
        self, client: PahoClient, userdata: Any, mid: int, reason_code: ReasonCode, properties: Properties
    ) -> None:
        """Take a confirmation with its reason code."""
        self.last_heard = time.monotonic()
        future = self._waiting.get(mid)
        if future is not None and not future.done():
            future.set_result(reason_code.value)

    @override
    def _on_disconnect(
        self,
        client: PahoClient,
        userdata: Any,
        flags: DisconnectFlags,
        reason_code: ReasonCode,
        properties: Properties | None = None,
    ) -> None:
        """Keep why a connection ended, and end also one that never stood."""
        code = reason_code.value
        if flags.is_disconnect_packet_from_server and not code:
            code = _short_reason(client)
        self._end = self._end or fault_of_end(code)
        if self._is_opening and not self._connected.done():
            self._connected.set_exception(aiomqtt.MqttCodeError(reason_code))
            _ = self._connected.exception()
        super()._on_disconnect(client, userdata, flags, reason_code, properties)

    @override
    def _on_socket_open(self, client: PahoClient, userdata: Any, sock: Any) -> None:
        """Have bytes read as they come; called in the thread that connects."""
        self._loop.call_soon_threadsafe(self._read_on, sock)

    @override
    def _on_socket_register_write(self, client: PahoClient, userdata: Any, sock: Any) -> None:
        """Have bytes written as soon as the connection takes them: at once, unless a thread asks."""
        if threading.get_ident() == self._thread:
            self._write_on(sock)
        else:
            self._loop.call_soon_threadsafe(self._write_on, sock)

    @override
    def _on_socket_unregister_write(self, client: PahoClient, userdata: Any, sock: Any) -> None:
        """Write no more, unless the connection is closed already."""
        if sock.fileno() >= 0:
            _ = self._loop.remove_writer(sock.fileno())

    def _read_on(self, sock: socket.socket) -> None:
        """Read from a connection, and watch over it."""
        if self._is_abandoned:
            self.abort(CLOSED)
        elif sock.fileno() >= 0:
            self._loop.add_reader(sock.fileno(), self._read)
            self._misc_task = self._loop.create_task(self._misc_loop())

    def _write_on(self, sock: socket.socket) -> None:
        """Write when a connection is ready, if it is still there: its number may belong to another by now."""
        if sock.fileno() >= 0:
            self._loop.add_writer(sock.fileno(), self._write)

    def _read(self) -> None:
        """Read what has come, also what TLS has taken from the connection already."""
        try:
            more = True
            while more:
                self._client.loop_read()
                connected = self._client.socket()
                more = isinstance(connected, ssl.SSLSocket) and connected.pending() > 0
        except Exception as error:  # noqa: BLE001 - whatever bytes do to the library
            self._broke(error)

    def _write(self) -> None:
        """Write what the connection takes."""
        try:
            self._client.loop_write()
        except Exception as error:  # noqa: BLE001 - whatever the connection does to the library
            self._broke(error)

    def _broke(self, error: Exception) -> None:
        """Give up a connection that the library choked on."""
        _LOGGER.debug("The connection broke", exc_info=error)
        self.abort(fault_of(error) if isinstance(error, OSError) else ODD)


def _short_reason(client: PahoClient) -> int:
    """Return the reason code of a DISCONNECT without properties, which the library does not read."""
    packet = getattr(client, "_in_packet", {}).get("packet") or b"\0"
    return int(packet[0])
