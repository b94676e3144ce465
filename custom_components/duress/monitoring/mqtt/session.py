"""One connection to a broker: aiomqtt, and what it keeps to itself.

It does not tell the reason code of a confirmation, leaves what is in flight to its timeout when the connection is lost,
and forgets a connection that was not answered instead of closing it. All of that decides about alarms.
"""

import asyncio
from collections.abc import Callable
import contextlib
import logging
import socket
import ssl
import time
from typing import Any, Final, override

import aiomqtt
from paho.mqtt.client import Client as PahoClient, DisconnectFlags
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from ..receipts import MOST_BYTES
from . import presence
from .faults import Fault, NotConnectedError, fault_of, fault_of_end
from .properties import of_connection, of_will
from .settings import MqttSettings

_LOGGER = logging.getLogger(__name__)

_AT_LEAST_ONCE: Final = 1
_LARGEST_PACKET: Final = 2 * MOST_BYTES
_MOST_UNREAD: Final = 1000


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
        self._settings = settings
        self._waiting: dict[int, asyncio.Future[int]] = {}
        self._end: Fault | None = None
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
            ),
        )

    async def open(self) -> None:
        """Connect; NotConnectedError says why not. Must not be cancelled: a thread would connect all the same."""
        try:
            await self.__aenter__()
        except Exception as error:
            self.abort()
            raise NotConnectedError(self._end or fault_of(error, self._ear.heard)) from error
        self.last_heard = time.monotonic()

    def when_lost(self, tell: Callable[[Fault], None]) -> None:
        """Have it told once that the connection is gone, and why; everything in flight is answered first."""

        def ended(done: asyncio.Future[None]) -> None:
            error = None if done.cancelled() else done.exception()
            fault = self._end or fault_of(error or aiomqtt.MqttError(), self._ear.heard)
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(NotConnectedError(fault))
            tell(fault)

        self._disconnected.add_done_callback(ended)

    async def put(self, topic: str, payload: bytes, properties: Properties, *, retain: bool = False) -> int:
        """Publish and return the reason code of the confirmation; NotConnectedError if the connection is lost."""
        info = self._client.publish(topic, payload, _AT_LEAST_ONCE, retain, properties)
        if info.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise NotConnectedError(self._end or fault_of(aiomqtt.MqttCodeError(info.rc), self._ear.heard))
        future = self._waiting[info.mid] = asyncio.get_running_loop().create_future()
        try:
            code: int = await future
        finally:
            del self._waiting[info.mid]
        return code

    async def leave(self) -> None:
        """Say goodbye, so that the broker does not publish the will, and end the connection."""
        try:
            await self.__aexit__(None, None, None)
        finally:
            self.abort()

    def abort(self) -> None:
        """Break the connection off, if there is one; its end is told as any other."""
        connected = self._client.socket()
        if isinstance(connected, socket.socket):
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

    @override
    def _on_publish(
        self, client: PahoClient, userdata: Any, mid: int, reason_code: ReasonCode, properties: Properties
    ) -> None:
        """Take a confirmation with its reason code."""
        self.last_heard = time.monotonic()
        future = self._waiting.get(mid)
        if future is not None and not future.done():
            future.set_result(int(reason_code.value))

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
        if flags.is_disconnect_packet_from_server:
            self._end = fault_of_end(reason_code.value)
        if not self._connected.done():
            self._connected.set_exception(aiomqtt.MqttCodeError(reason_code))
            return
        super()._on_disconnect(client, userdata, flags, reason_code, properties)
