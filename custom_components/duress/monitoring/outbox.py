"""The outbox: every stored message reaches its endpoint or stays waiting there; endpoints never wait for each other.

Only a backup waits, and only for seconds, for the endpoint it stands in for; see `relief.py`.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from itertools import count
import logging
from random import Random, SystemRandom
import time
from typing import Final

from ..ledger import Delivery, DeliveryState, HeldDelivery, Ledger, LedgerError, NewDelivery
from .backups import Takeover
from .books import Books
from .endpoint import Endpoint
from .endpoint_config import EndpointConfig, EndpointStatus
from .messages import NoticeType
from .relief import Relief
from .schedule import RetrySchedule
from .surroundings import Surroundings
from .transport import Answer, Transport

_LOGGER = logging.getLogger(__name__)

_DRAIN_SECONDS: Final = 2.0


def _nothing(*_: object) -> None:
    """Do nothing, for those who want no news."""


class Outbox:
    """All endpoints of a site. Call it from the event loop only; `clock` gives UTC seconds.

    `on_change` gets the id of an endpoint whose status changed, `on_delivery` every attempt at a stored message,
    `on_takeover` each backup that is told of an incident; of one it may be more than once.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        clock: Callable[[], float] = time.time,
        on_change: Callable[[str], None] = _nothing,
        on_delivery: Callable[[Delivery, Answer], None] = _nothing,
        on_takeover: Callable[[Takeover], None] = _nothing,
        jitter: Random | None = None,
        schedule: RetrySchedule | None = None,
    ) -> None:
        """Take the ledger, which somebody else opens and closes."""
        self._books = Books()
        self._closed: set[str] = set()
        self._around = Surroundings(
            ledger=ledger,
            books=self._books,
            schedule=schedule or RetrySchedule(),
            clock=clock,
            random=jitter or SystemRandom(),
            is_closed=self._closed.__contains__,
            on_change=on_change,
            on_delivery=self._delivered,
            on_takeover=on_takeover,
        )
        self._on_delivery = on_delivery
        self._relief = Relief(self._around, self._status, self._send)
        self._endpoints: dict[str, Endpoint] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._books_task: asyncio.Task[None] | None = None
        self._unstored = count(1)

    @property
    def is_running(self) -> bool:
        """Whether what is stored for any endpoint is being sent."""
        tasks = [self._books_task, *(self._tasks.get(endpoint_id) for endpoint_id in self._endpoints)]
        return all(task is not None and not task.done() for task in tasks)

    def set_endpoint(self, config: EndpointConfig, transport: Transport) -> None:
        """Add an endpoint, or change one: messages stay, a retired one is used again, its way is to be proven anew."""
        known = self._endpoints.get(config.endpoint_id)
        self._relief.set_up(config)
        if known is not None:
            known.reconfigure(config, transport)
            return
        endpoint = self._endpoints[config.endpoint_id] = Endpoint(config, transport, self._around)
        if self._books_task is not None:
            self._begin(endpoint)

    async def remove_endpoint(self, endpoint_id: str, *, abandon: bool = False) -> None:
        """Stop an endpoint; what waits stays in the ledger, or with `abandon` becomes dead letters."""
        endpoint = self._endpoints.pop(endpoint_id, None)
        if endpoint is None:
            return
        self._relief.gone(endpoint_id, abandon=abandon)
        task = self._tasks.pop(endpoint_id, None)
        await _cancel([task] if task is not None else [])
        await endpoint.stop()
        if abandon:
            endpoint.abandon()

    async def start(self) -> None:
        """Resume what a former run left, with the same ids and bodies, and supervise the endpoints from now on."""
        held: list[HeldDelivery] = []
        try:
            held = await self._relief.load()
            pending = [*await self._around.ledger.pending(), *(one.delivery for one in held)]
            still_open = await self._around.ledger.open_incident_ids()
        except LedgerError as error:
            _LOGGER.warning("Which incidents are open cannot be read; everything waiting counts as open: %s", error)
        else:
            incidents = {delivery.incident_id for delivery in pending if delivery.incident_id is not None}
            self._closed |= incidents - still_open
        self._books_task = _task(self._books.run(), "duress deliveries: notes")
        for endpoint in self._endpoints.values():
            self._begin(endpoint)
        for endpoint in list(self._endpoints.values()):
            await endpoint.loaded.wait()
        # Not before: what was released earlier goes before what is released now.
        self._relief.resume(held)

    async def stop(self) -> None:
        """End everything; what is not confirmed stays waiting in the ledger, which must still be open."""
        await self._relief.stop()
        await _cancel(list(self._tasks.values()))
        self._tasks.clear()
        for endpoint in self._endpoints.values():
            await endpoint.stop()
        if self._books_task is not None:
            await self._books.drain(_DRAIN_SECONDS)
            await _cancel([self._books_task])
            self._books_task = None

    def arrange(self, deliveries: Sequence[NewDelivery], since: float | None = None) -> list[NewDelivery]:
        """Return messages about the same events as they are to be stored: those for backups held, where they may wait.

        `since` (UTC s) is when somebody wanted them told, if that was not when it happened.
        """
        return self._relief.arrange(deliveries, since)

    def expect(self, deliveries: Sequence[NewDelivery]) -> None:
        """Have the ways prepared for messages that are being stored and will be submitted."""
        for endpoint_id in {one.endpoint_id for one in deliveries if one.first_state is not DeliveryState.HELD}:
            if (endpoint := self._endpoints.get(endpoint_id)) is not None:
                endpoint.expect()

    def submit(self, deliveries: Sequence[Delivery]) -> None:
        """Send what `Ledger.commit` returned, but what is held; the first bytes are on their way when this returns."""
        self._relief.take(deliveries)
        self._send([one for one in deliveries if one.state is not DeliveryState.HELD])

    def _send(self, deliveries: Sequence[Delivery]) -> None:
        """Hand messages to their endpoints."""
        for endpoint_id in dict.fromkeys(delivery.endpoint_id for delivery in deliveries):
            endpoint = self._endpoints.get(endpoint_id)
            if endpoint is not None:
                endpoint.add([delivery for delivery in deliveries if delivery.endpoint_id == endpoint_id])
            else:
                _LOGGER.warning("A message for an endpoint that is not set up waits in the ledger")

    def submit_undurable(self, deliveries: Sequence[NewDelivery]) -> None:
        """Send what the ledger could not store, from memory; if it is stored later, `submit` it too: it stays one."""
        self.submit([Delivery.of(new, -next(self._unstored), 0) for new in self._relief.at_once(deliveries)])

    async def send_test(self, endpoint_id: str, actor: str | None = None) -> Answer:
        """Send a test message at once and return its answer and what was sent; KeyError for an unknown endpoint."""
        return await self._endpoints[endpoint_id].exchange(NoticeType.TEST, actor)

    def status(self, endpoint_id: str) -> EndpointStatus:
        """Return what is known about an endpoint; KeyError for an unknown one."""
        return self._endpoints[endpoint_id].status()

    def incident_closed(self, incident_id: str) -> None:
        """Let what still waits of an incident go slowly from its next attempt on, and be given up one day."""
        self._closed.add(incident_id)
        for endpoint in self._endpoints.values():
            endpoint.give_up_refused(incident_id)

    def receipt(self, endpoint_id: str, event_id: str, state: DeliveryState, at: float) -> bool:
        """Take a receipt (delivered, desk_accepted, declined) that came by another way at `at` (UTC s).

        Returns whether the message waits or was a test; one that is finished is known to the ledger alone.
        """
        endpoint = self._endpoints.get(endpoint_id)
        known = endpoint is not None and endpoint.receipt(event_id, state, at)
        self._books.note(partial(self._around.ledger.receipt, endpoint_id, event_id, state, at))
        return known

    async def replay(self, endpoint_id: str, delivery_id: int | None = None) -> int:
        """Send the dead letters of an endpoint again, under their old ids; return how many. LedgerError, KeyError.

        With a `delivery_id` only that one, if it is one of them.
        """
        endpoint = self._endpoints[endpoint_id]
        revived = await self._around.ledger.requeue(endpoint_id, delivery_id)
        endpoint.add(revived)
        return len(revived)

    def _status(self, endpoint_id: str) -> EndpointStatus | None:
        """Return what is known about an endpoint, if it is set up."""
        endpoint = self._endpoints.get(endpoint_id)
        return None if endpoint is None else endpoint.status()

    def _delivered(self, delivery: Delivery, answer: Answer) -> None:
        """Tell of an attempt: first whoever waits for this endpoint."""
        self._relief.follow(delivery, answer)
        self._on_delivery(delivery, answer)

    def _begin(self, endpoint: Endpoint) -> None:
        """Start the task of an endpoint."""
        name = f"duress deliveries: {endpoint.config.name}"
        self._tasks[endpoint.config.endpoint_id] = _task(endpoint.run(), name)


def _task(work: Coroutine[None, None, None], name: str) -> asyncio.Task[None]:
    """Return a task of the running loop."""
    return asyncio.get_running_loop().create_task(work, name=name)


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
