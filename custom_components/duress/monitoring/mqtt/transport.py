"""The way out over MQTT 5: a publication, and what the broker's confirmation of it means."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from dataclasses import replace
import logging
import time
from typing import Final, override

from paho.mqtt.properties import Properties

from .. import payload
from ..messages import Notice, NoticeType
from ..problems import Problem
from ..receipts import Receipt, ReceiptError, read_receipt
from ..transport import Answer, Encoded, Outcome, Outgoing, Transport
from .connection import Connection
from .faults import SILENT, Fault, NotConnectedError, fault_of_answer
from .properties import of_message
from .settings import MqttSettings

_LOGGER = logging.getLogger(__name__)

_HEARTBEAT_EXPIRY: Final = 120
"""Seconds after which a broker throws a heartbeat away that nobody fetched."""


class MqttTransport(Transport):
    """Publishes notices in the branch of the school, and reads the receipts there."""

    def __init__(
        self,
        settings: MqttSettings,
        receive: Callable[[Receipt], Awaitable[None]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Take the set-up and who takes receipts; nothing is connected before there is something to send.

        A receipt whose `receive` did not end, because the connection or this program did, comes again.
        """
        self._settings = settings
        self._receive = receive
        self._clock = clock
        self._connection = Connection(settings, self._read)
        self._tests: dict[str, asyncio.Event] = {}
        self.unreadable = 0
        """How many receipts could not be read."""

    @override
    def encode(self, notice: Notice) -> Encoded:
        """Return a notice as a CloudEvent."""
        return Encoded(content_type=payload.CONTENT_TYPE, body=payload.encode(notice))

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Publish once and wait for the broker's confirmation; with a test somebody looks at, also for the desk's."""
        if outgoing.kind != NoticeType.TEST or outgoing.sequence or self._settings.accept_broker:
            return await self._publish(outgoing)
        begun = time.monotonic()
        answered = self._tests[outgoing.event_id] = asyncio.Event()
        try:
            answer = await self._publish(outgoing)
            if answer.outcome is Outcome.ACCEPTED:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(max(0.0, self._settings.timeout - answer.latency)):
                        await answered.wait()
        finally:
            del self._tests[outgoing.event_id]
        if not answered.is_set():
            return answer
        return replace(
            answer, outcome=Outcome.DELIVERED, detail="the desk has it", problem=None, latency=time.monotonic() - begun
        )

    async def _publish(self, outgoing: Outgoing) -> Answer:
        """Publish once and wait for the broker's confirmation, within the time limit."""
        begun, limit = time.monotonic(), self._settings.timeout
        try:
            async with asyncio.timeout(limit):
                code = await self._connection.publish(
                    self._settings.topics.of(outgoing.kind), outgoing.body, self._properties(outgoing)
                )
        except TimeoutError:
            self._connection.doubt(limit)
            fault: Fault | None = SILENT
        except NotConnectedError as error:
            fault = error.fault
        except Exception as error:
            _LOGGER.exception("Publishing failed in a way nobody thought of; it is tried again")
            fault = Fault(problem=Problem.INTERNAL, detail=f"it could not be sent ({type(error).__name__})")
        else:
            fault = fault_of_answer(code) or self._deafness(outgoing)
        return self._answer(fault, time.monotonic() - begun)

    @override
    async def close(self) -> None:
        """Say that the school stops on purpose, and end the connection."""
        await self._connection.close()

    def _answer(self, fault: Fault | None, latency: float) -> Answer:
        """Return what became of an attempt."""
        if fault is not None:
            return Answer(outcome=fault.outcome, detail=fault.detail, problem=fault.problem, latency=latency)
        outcome = Outcome.DELIVERED if self._settings.accept_broker else Outcome.ACCEPTED
        return Answer(outcome=outcome, detail="the broker has it", latency=latency)

    def _deafness(self, outgoing: Outgoing) -> Fault | None:
        """Return that receipts cannot be read; only for a heartbeat, because everything else did reach the broker."""
        if outgoing.kind != NoticeType.HEARTBEAT or self._settings.accept_broker or not self._connection.is_deaf:
            return None
        detail = "the broker does not let us read receipts"
        return Fault(outcome=Outcome.REFUSED, problem=Problem.NO_RECEIPTS, detail=detail)

    def _properties(self, outgoing: Outgoing) -> Properties:
        """Return what stands beside a body: where to answer, and which attempt at which message it is."""
        short_lived = {"MessageExpiryInterval": _HEARTBEAT_EXPIRY} if outgoing.kind == NoticeType.HEARTBEAT else {}
        return of_message(
            PayloadFormatIndicator=1,
            ContentType=outgoing.content_type,
            ResponseTopic=self._settings.topics.receipt,
            CorrelationData=outgoing.event_id.encode(),
            UserProperty=[
                ("event-id", outgoing.event_id),
                ("sequence", str(outgoing.sequence)),
                ("attempt", str(outgoing.attempt)),
            ],
            **short_lived,
        )

    async def _read(self, body: bytes) -> None:
        """Have a receipt taken; what is none is counted, and said once."""
        try:
            receipt = read_receipt(body, self._clock())
        except ReceiptError as error:
            self.unreadable += 1
            if self.unreadable == 1:
                _LOGGER.warning("Something on the receipt topic is no receipt and is left out: %s", error)
            return
        if (test := self._tests.get(receipt.event_id or "")) is not None:
            test.set()
        try:
            await self._receive(receipt)
        except Exception:
            _LOGGER.exception("A receipt met an error of its own and is left out; the next is read")
