"""The way to a broker: one session, made when it is needed, kept, and made again when it is lost."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
import contextlib
import logging
from random import random
import ssl
import time
from typing import Final

import aiomqtt
from paho.mqtt.properties import Properties

from ..problems import Problem
from . import presence
from .faults import CLOSED, FAILED, SILENT, Fault, NotConnectedError, fault_of
from .properties import of_message
from .session import Session
from .settings import MqttSettings

_LOGGER = logging.getLogger(__name__)

_AGAIN: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds until a lost connection is made again when nothing is to be sent; half to all of them, at random."""
_CLOSE_SECONDS: Final = 2.0


class Connection:
    """Connects for what is to be sent; receipts are handed over as they came. Raises nothing but NotConnectedError."""

    def __init__(self, settings: MqttSettings, on_receipt: Callable[[bytes], Awaitable[None]]) -> None:
        """Take the set-up; nothing is connected yet. A receipt is confirmed to the broker after `on_receipt` ended."""
        self._settings = settings
        self._on_receipt = on_receipt
        self._context: ssl.SSLContext | None = None
        self._session: Session | None = None
        self._connecting: asyncio.Task[Session] | None = None
        self._opening: Session | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self.is_deaf = False
        """Whether the broker does not let us read receipts."""

    async def publish(self, topic: str, payload: bytes, properties: Properties) -> int:
        """Publish with QoS 1, on a new connection if there is none; return the reason code of the confirmation."""
        session = self._session or await self._connected()
        return await session.put(topic, payload, properties)

    def doubt(self, seconds: float) -> None:
        """Give a connection up on which nothing was confirmed for so long; the next message makes a new one."""
        if self._session is not None and time.monotonic() - self._session.last_heard >= seconds:
            self._session.abort(SILENT)

    async def close(self) -> None:
        """Say that the school stops on purpose, and end everything. Raises nothing."""
        self._is_closed = True
        session, connecting = self._session, self._connecting
        if self._opening is not None:
            self._opening.abandon()
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                if connecting is not None:
                    await asyncio.wait([connecting])
                if session is not None:
                    await self._say_stopped(session)
        except TimeoutError, aiomqtt.MqttError, NotConnectedError, OSError:
            _LOGGER.debug("The broker was left without a word")
        if session is not None:
            session.abort()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _say_stopped(self, session: Session) -> None:
        """Leave word in the retained topic, then go."""
        payload = presence.stopped(time.time(), self._settings.software)
        await session.put(self._settings.topics.state, payload, _of_presence(), retain=True)
        await session.leave()

    async def _connected(self) -> Session:
        """Wait for the one attempt to connect that is under way, begun now if there is none; it outlives who waits."""
        attempt = self._connecting
        if attempt is None:
            attempt = asyncio.get_running_loop().create_task(self._open(), name="duress MQTT connects")
            attempt.add_done_callback(_look_at)
            self._connecting = attempt
        await asyncio.wait([attempt])
        return attempt.result()

    async def _open(self) -> Session:
        """Connect, and begin to listen for receipts."""
        try:
            session = self._opening = Session(self._settings, await self._prepared())
            if self._is_closed:
                session.abandon()
            await session.open()
        except NotConnectedError as error:
            if error.fault.problem.is_about_certificates:
                # Files may be renewed meanwhile, and are read again.
                self._context = None
            raise
        except Exception as error:
            raise NotConnectedError(fault_of(error)) from error
        finally:
            self._connecting = self._opening = None
        if self._is_closed:
            session.abort()
            raise NotConnectedError(CLOSED)
        self._session = session
        session.when_lost(lambda fault: self._lost(session, fault))
        _ = self._spawn(self._serve(session))
        return session

    async def _prepared(self) -> ssl.SSLContext | None:
        """Return what certificates are checked with; made in a thread, because it reads files."""
        if self._context is None and self._settings.tls is not None:
            self._context = await asyncio.to_thread(self._settings.tls.context)
        return self._context

    async def _serve(self, session: Session) -> None:
        """Subscribe, say that the school is there, and hand receipts over until the connection ends."""
        payload = presence.online(time.time(), self._settings.software)
        try:
            # Both are on their way before the message that this connection was made for.
            async with asyncio.TaskGroup() as both:
                subscribing = both.create_task(session.subscribe(self._settings.topics.receipts, qos=1))
                telling = both.create_task(
                    session.put(self._settings.topics.state, payload, _of_presence(), retain=True)
                )
            self.is_deaf = any(_code(one) >= FAILED for one in subscribing.result())
            if (told := telling.result()) >= FAILED:
                _LOGGER.warning("The broker does not let us write our state (reason code %d)", told)
            before: asyncio.Task[None] | None = None
            async for message in session.messages:
                before = self._spawn(self._take(session, message, before))
        except* aiomqtt.MqttError, NotConnectedError:
            _LOGGER.debug("The connection ended, and with it what was read from it")

    async def _take(self, session: Session, message: aiomqtt.Message, before: asyncio.Task[None] | None) -> None:
        """Have a receipt taken, then confirm it, after the one before it: MQTT wants confirmations in their order."""
        if isinstance(message.payload, bytes):
            await self._on_receipt(message.payload)
        if before is not None:
            await asyncio.wait([before])
        session.confirm(message)

    def _lost(self, session: Session, fault: Fault) -> None:
        """Note the end of a connection, and make it again soon; a twin would be pushed off by that, and push back."""
        if self._session is session:
            self._session = None
            if not self._is_closed and fault.problem is not Problem.BROKER_TWIN:
                _ = self._spawn(self._again())

    async def _again(self) -> None:
        """Connect again after a while, so that an alarm finds a connection and receipts find us."""
        for number in range(1_000_000):
            wait = _AGAIN[min(number, len(_AGAIN) - 1)]
            await asyncio.sleep(wait * (1 + random()) / 2)  # noqa: S311 - it only spreads the schools
            if self._session is not None:
                return
            with contextlib.suppress(NotConnectedError):
                _ = await self._connected()
                return

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Begin something at once and keep it from being forgotten."""
        task = asyncio.get_running_loop().create_task(work, eager_start=True)
        if not task.done():
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return task


def _code(subscribed: object) -> int:
    """Return the reason code of a subscription."""
    return int(getattr(subscribed, "value", subscribed))  # type: ignore[call-overload,no-any-return]


def _of_presence() -> Properties:
    """Return the properties of the retained state."""
    return of_message(ContentType=presence.CONTENT_TYPE, PayloadFormatIndicator=1)


def _look_at(connecting: asyncio.Task[Session]) -> None:
    """Take note of a failure that nobody waited for."""
    if not connecting.cancelled():
        _ = connecting.exception()
